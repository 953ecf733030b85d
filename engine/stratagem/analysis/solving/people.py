"""The people of an account as slots: so many as can matter to what is asked about them.

**How many people are enough.** An account may list any number of people, yet an answer that rests on the quantifiers
*q*₁ … *qₙ* needs few of them. Take an account, and keep for each of these quantifiers its witnesses:

- a `some` or `none` that is decided by somebody, or an `every` that somebody breaks: that one person; one of which the
  account leaves it open: one person for whom it is open; in all other cases nobody;
- a `count`, whose test says the same of every number from *K* on: *K* of the certain members or all of them, then
  undecided ones up to *K* in all;
- a `count` of `distinct` values likewise: one certain member for each value, then one possible member for each further
  value or without a value, up to *K* in all.

Strike out everybody else. Whatever is universal stays true of fewer people. What was witnessed still is. A count's
least and greatest number can only fall, and neither falls below *K* or, when it was less, at all; so the test, which
is constant from *K* on, says of the numbers in between what it said before. Every *qᵢ* has kept its truth, and with
it everything that rests on them. So the sum of these numbers is as many people as must be looked at, and an answer of
*impossible* for so many is one for any number. Nobody listed, and no list at all, are cases of their own.

Not even all quantifiers need be counted, only those that stand in the way. Say that nothing is found while nobody
beyond the first *m* people counts for some of the quantifiers, and whoever is further back may count for the others at
will. If *m* people suffice for the witnesses of those some, nothing can be found at all: of any account, put these
witnesses first.

Slots are made when they are needed. Until the next slot is there, the solver may assume what the later ones hold,
unless they are closed. This module knows what can be said of people; what is asked of them, `crowd` knows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from stratagem.analysis.solving.days import Days
from stratagem.analysis.solving.gates import Gates, Influence
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.values import Given, Holding, day_span, given
from stratagem.matching.cells import AgeCells, CutCells, FactCells, ListedCells, cells_in
from stratagem.vocabulary import Fact, Kind

MOST_PEOPLE = 64
"""As many people as are ever looked at; what would need more is undecided."""


@dataclass
class Slot:
    """One person who may be there."""

    present: Literal
    given: dict[str, Given] = field(default_factory=dict)
    """What is said of this person, by attribute; only what somebody asks for."""
    like: dict[str, tuple[Literal, ...]] = field(default_factory=dict)
    """Attribute → for each slot up to this one, whether it is the first with the same value, among the values that
    share a cell with others."""


class Slots:
    """Everybody who may be listed. The same people are seen by every rulebook that the account is asked about."""

    def __init__(
        self, gates: Gates, days: Days, cells: Callable[[Fact], FactCells], facts: Callable[[str], tuple[Fact, ...]]
    ) -> None:
        """`cells` cut an attribute as one vocabulary defines it; `facts` are all its definitions."""
        self.gates = gates
        self.days = days
        self.listed: Literal = gates.fresh()
        """Whether stakeholders are given at all."""
        self.cells = cells
        self._facts = facts
        self._slots: list[Slot] = []
        self._nobody: list[Literal] = [gates.fresh()]
        self._closed: dict[tuple[Influence, int], Literal] = {}
        self._compared: dict[str, None] = {}
        self._grown: list[Callable[[], None]] = []

    def __iter__(self) -> Iterator[Slot]:
        """The slots made so far."""
        return iter(self._slots)

    def __getitem__(self, at: int) -> Slot:
        """A slot that is made, counted from 0."""
        return self._slots[at]

    def __len__(self) -> int:
        """How many slots are made so far."""
        return len(self._slots)

    def nobody_from(self, at: int) -> Literal:
        """Nobody is present in slot `at`, counted from 0, or any later one; makes the slots before it."""
        while len(self._slots) < at:
            self._grow()
        return self._nobody[at]

    def closed(self, mark: Influence, at: int) -> Literal:
        """Nobody in slot `at` or any later one counts for what bears this mark; others may still be there."""
        if (mark, at) not in self._closed:
            self._closed[mark, at] = self.gates.fresh()
            self.gates.add(-self.nobody_from(at), self._closed[mark, at])
        return self._closed[mark, at]

    def whenever_grown(self, extend: Callable[[], None]) -> None:
        """Call this after each new slot."""
        self._grown.append(extend)

    def mixed(self, attribute: str) -> bool:
        """Whether vocabularies take the attribute for different kinds of thing, so that nobody can say it to all."""
        return len({fact.kind for fact in self._facts(attribute)}) > 1

    def attribute(self, slot: Slot, id_: str) -> Given:
        """What is said of a person about one attribute, which is not mixed."""
        if id_ not in slot.given:
            facts = self._facts(id_)
            slot.given[id_] = given(self.gates, self.days, self.cells(facts[0]), facts, slot.present)
        return slot.given[id_]

    def compare(self, attribute: str) -> None:
        """From now on it is told of every two people whether they share the value of this attribute."""
        if attribute not in self._compared and not self.mixed(attribute):
            self._compared[attribute] = None
            for at in range(len(self._slots)):
                self._liken(at, attribute)

    @property
    def compared(self) -> Iterable[str]:
        """The attributes of which that is told."""
        return self._compared

    def _grow(self) -> None:
        gates = self.gates
        slot = Slot(gates.fresh())
        nobody = self._nobody[-1]
        gates.add(-slot.present, self.listed)
        gates.add(-nobody, -slot.present)
        self._nobody.append(gates.fresh())
        gates.add(-nobody, self._nobody[-1])
        self._slots.append(slot)
        for attribute in self._compared:
            self._liken(len(self._slots) - 1, attribute)
        for extend in self._grown:
            extend()

    def _liken(self, at: int, attribute: str) -> None:
        """Tell which earlier person is the first with the same value, for values that are not alone in their cell."""
        gates, slot = self.gates, self._slots[at]
        mine = self.attribute(slot, attribute).holding
        shared = shares_cell(gates, mine)
        like = tuple(gates.fresh() for _ in range(at + 1))
        for literal in like:
            gates.add(-literal, shared)
        gates.add(-shared, *like)
        gates.at_most_one(like)
        for earlier, literal in enumerate(like[:-1]):
            gates.add(-literal, self._slots[earlier].like[attribute][earlier])
            theirs = self._slots[earlier].given[attribute].holding
            for own, other in zip(mine.aspects, theirs.aspects, strict=True):
                for cell, lies in own.items():
                    gates.add(-literal, -lies, other[cell])
            # Two who are each the first with their value do not share a day.
            for aspect, cell in single_days(mine.cells):
                firsts = like[at], self._slots[earlier].like[attribute][earlier]
                gates.add(*(-each for each in (*firsts, mine.aspects[aspect][cell], theirs.aspects[aspect][cell])))
        slot.like[attribute] = like


def cells_alone(cells: FactCells) -> tuple[int, ...]:
    """The cells of an attribute's first aspect that hold one value only."""
    match cells.aspects[:1]:
        case (ListedCells(fact, values),):
            return tuple(range(len(values))) if fact.kind is Kind.TEXT else tuple(cells_in(cells.aspects[0].all))
        case (CutCells(),):
            return tuple(cell for cell in cells_in(cells.aspects[0].all) if cell % 2)
        case _:
            return ()


def single_days(cells: FactCells) -> Iterator[tuple[int, int]]:
    """The cells of dates that hold one day only, as aspect and cell: one day between two others, or an age in days."""
    for at, aspect in enumerate(cells.aspects):
        if (isinstance(aspect, CutCells) and cells.fact.kind is Kind.DATE) or isinstance(aspect, AgeCells):
            spans = ((cell, day_span(aspect, cell)) for cell in cells_in(aspect.all))
            yield from ((at, cell) for cell, (first, last) in spans if first == last)


def shares_cell(gates: Gates, holding: Holding) -> Literal:
    """The value is known, and other values lie in the same cell."""
    alone = cells_alone(holding.cells)
    return gates.all_of((holding.known, *(-holding.aspects[0][cell] for cell in alone if cell in holding.aspects[0])))
