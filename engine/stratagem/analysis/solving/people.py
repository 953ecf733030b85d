"""The people of an account as slots, and what quantifiers over stakeholders come to.

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
unless they are closed. This module knows conditions on people; it does not know rules.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor

from stratagem.analysis.solving.days import Days
from stratagem.analysis.solving.gates import Gates, Influence
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.truths import Reading, Truth
from stratagem.analysis.solving.values import Given, Holding, constant, day_span, either, given
from stratagem.condition import Among, Between, Compare, Condition, Count, Not, Quantifier, Test
from stratagem.matching.cells import AgeCells, CutCells, FactCells, ListedCells, atoms_of, cells_in
from stratagem.vocabulary import Fact, Kind, Value

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
        self, gates: Gates, days: Days, cells: Callable[[str], FactCells], facts: Callable[[str], tuple[Fact, ...]]
    ) -> None:
        """`cells` cut an attribute; `facts` are its definitions in the vocabularies that know it."""
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

    def attribute(self, slot: Slot, id_: str) -> Given:
        """What is said of a person about one attribute."""
        if id_ not in slot.given:
            slot.given[id_] = given(self.gates, self.days, self.cells(id_), self._facts(id_), slot.present)
        return slot.given[id_]

    def compare(self, attribute: str) -> None:
        """From now on it is told of every two people whether they share the value of this attribute."""
        if attribute not in self._compared:
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


class Crowd:
    """The people as one vocabulary sees them: with its defaults. Answers quantifiers, each distinct one once."""

    def __init__(self, slots: Slots, attributes: dict[str, Fact], weigh: Callable[[int], Influence]) -> None:
        """`weigh` gives a quantifier a mark for its influence, from the number of people that it needs."""
        self._slots = slots
        self._attributes = attributes
        self._weigh = weigh
        self._truths: dict[Quantifier | Count, Truth] = {}
        self._counts: dict[tuple[Condition, int], tuple[tuple[Literal, ...], tuple[Literal, ...]]] = {}
        self._held: dict[tuple[int, str], Holding | None] = {}
        self._wheres: dict[tuple[int, int], tuple[Condition, Truth]] = {}
        """By the identity of a condition, which is quicker than its hash. The node is kept, lest its id return."""

    def truth(self, quantifier: Quantifier | Count) -> Truth:
        """What a quantifier comes to; unknown when no stakeholders are given."""
        known = self._truths.get(quantifier)
        if known is None:
            known = self._quantified(quantifier) if isinstance(quantifier, Quantifier) else self._counted(quantifier)
            listed = self._slots.listed
            gates = self._slots.gates
            known = Truth(gates.all_of((listed, known.true)), gates.all_of((listed, known.false)))
            self._truths[quantifier] = known
        return known

    def _quantified(self, quantifier: Quantifier) -> Truth:
        """Somebody satisfies it, or somebody may."""
        # Every one does, when none does not.
        where = Not(quantifier.where) if quantifier.which == "every" else quantifier.where
        (some,), (may,) = self._least_and_most(where, 1)
        return Truth(some, -may) if quantifier.which == "some" else Truth(-may, some)

    def _counted(self, count: Count) -> Truth:
        gates = self._slots.gates
        last = settled_from(count.test)
        limit = min(last, MOST_PEOPLE)
        if count.distinct is None:
            low, high = self._least_and_most(count.where, last)
        else:
            low, high = self._distinct(count.where, count.distinct, limit, self._weigh(last))
        at_least_low, at_least_high = (gates.TRUE, *low, gates.FALSE), (gates.TRUE, *high)
        # The number can turn out to be n; the last n stands for all from there on.
        possible = [
            gates.all_of((at_least_high[n], -at_least_low[n + 1] if n < last else gates.TRUE)) for n in range(limit + 1)
        ]
        says = [count.test.admits(n, None) for n in range(limit + 1)]
        return Truth(
            gates.all_of(-possible[n] for n in range(limit + 1) if says[n] is not True),
            gates.all_of(-possible[n] for n in range(limit + 1) if says[n] is not False),
        )

    def _least_and_most(self, where: Condition, last: int) -> tuple[tuple[Literal, ...], tuple[Literal, ...]]:
        """How many people certainly satisfy a condition, and how many may, up to `last`."""
        if (where, last) not in self._counts:
            mark, limit = self._weigh(last), min(last, MOST_PEOPLE)
            certain = self._tally(lambda at: self._member(at, where).true, limit, mark)
            possible = self._tally(lambda at: -self._member(at, where).false, limit, mark)
            certain.within(possible)
            self._counts[where, last] = certain.head, possible.head
        return self._counts[where, last]

    def _member(self, at: int, where: Condition) -> Truth:
        """Whether the person of a slot satisfies a condition; false when nobody is in it."""
        made = self._wheres.get((at, id(where)))
        if made is None:
            gates = self._slots.gates
            slot = self._slots[at]
            asked = Reading(gates, lambda id_: self._holding(at, id_), _no_people).truth(where)
            truth = Truth(gates.all_of((slot.present, asked.true)), gates.any_of((-slot.present, asked.false)))
            made = self._wheres[at, id(where)] = where, truth
        return made[1]

    def _holding(self, at: int, id_: str) -> Holding | None:
        key = (at, id_)
        if key not in self._held:
            self._held[key] = self._defaulted(at, self._attributes[id_]) if id_ in self._attributes else None
        return self._held[key]

    def _defaulted(self, at: int, fact: Fact) -> Holding:
        slots = self._slots
        said = slots.attribute(slots[at], fact.id).holding
        if fact.default is None:
            return said
        default = constant(slots.gates, slots.days, said.cells, fact.default)
        choices = ((said.known, said.aspects), (-said.known, default))
        return either(slots.gates, slots.days, said.cells, choices)

    # ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _tally(self, member: Callable[[int], Literal], limit: int, mark: Influence, first: int = 0) -> "Tally":
        """How many of the slots from `first` on are members."""
        return Tally(self._slots, member, limit, mark, first)

    def _distinct(
        self, where: Condition, attribute: Fact, limit: int, mark: Influence
    ) -> tuple[tuple[Literal, ...], tuple[Literal, ...]]:
        """The least and the greatest number of distinct values that those have who satisfy `where`."""
        gates, slots = self._slots.gates, self._slots
        id_ = attribute.id
        slots.compare(id_)

        def certain(at: int) -> Literal:
            return self._member(at, where).true

        def possible(at: int) -> Literal:
            return -self._member(at, where).false

        def lies_in(member: Callable[[int], Literal], cell: int) -> Callable[[int], Literal]:
            return lambda at: gates.all_of((member(at), self._lies(at, id_, cell)))

        def values(member: Callable[[int], Literal]) -> tuple[Literal, ...]:
            alone = [self._tally(lies_in(member, cell), 1, mark).head[0] for cell in cells_alone(slots.cells(id_))]
            return gates.sum(gates.tally(alone, limit), self._kinds(member, id_, limit, mark), limit)

        someone = self._tally(certain, 1, mark).head[0]
        nameless = self._tally(lambda at: gates.all_of((possible(at), -self._known(at, id_))), limit, mark).head
        low = values(certain)
        most = len(attribute.values) if attribute.values else 2 if attribute.kind is Kind.FLAG else limit
        high = gates.sum(values(possible), nameless, limit)
        return (
            tuple(gates.any_of((literal, someone)) if at == 0 else literal for at, literal in enumerate(low)),
            tuple(literal if at < most else gates.FALSE for at, literal in enumerate(high)),
        )

    def _kinds(
        self, member: Callable[[int], Literal], attribute: str, limit: int, mark: Influence
    ) -> tuple[Literal, ...]:
        """How many different values the members have, among the values that share their cell with others."""
        gates, slots = self._slots.gates, self._slots
        if not _any_shared(slots.cells(attribute)):
            return (gates.FALSE,) * limit

        def used(first: int) -> Literal:
            """A member has the value of which slot `first` is the first bearer."""

            def bears(at: int) -> Literal:
                return gates.all_of((member(at), slots[at].like[attribute][first]))

            return self._tally(bears, 1, mark, first).head[0]

        return self._tally(used, limit, mark).head

    def _lies(self, at: int, attribute: str, cell: int) -> Literal:
        holding = self._holding(at, attribute)
        assert holding is not None, "a distinct attribute is one of the vocabulary's"
        return holding.aspects[0].get(cell, self._slots.gates.FALSE)

    def _known(self, at: int, attribute: str) -> Literal:
        holding = self._holding(at, attribute)
        assert holding is not None, "a distinct attribute is one of the vocabulary's"
        return holding.known


class Tally:
    """How many of the slots from one on are members, as `Gates.tally` has it, while slots are still being made.

    What slots hold that are not made yet is left open: `open_end` says how many of those are members. The solver may
    assume anything about it that could be, unless `Slots.closed` or `Slots.nobody_from` rules it out.
    """

    def __init__(self, slots: Slots, member: Callable[[int], Literal], limit: int, mark: Influence, first: int) -> None:
        """`member` says of a slot that is made whether it counts."""
        self._slots = slots
        self._member = member
        self._mark = mark
        self._done = first
        self._within: Tally | None = None
        self.head = self.open_end = self._open(limit)
        if first <= len(slots):
            self._close()
        self._extend()
        slots.whenever_grown(self._extend)

    def within(self, other: "Tally") -> None:
        """Whoever is a member is a member of the other; said of the open ends, for the rest knows it."""
        self._within = other
        self._compare()

    def _open(self, limit: int) -> tuple[Literal, ...]:
        gates = self._slots.gates
        end = tuple(gates.fresh(self._mark) for _ in range(limit))
        for fewer, more in pairwise(end):
            gates.add(-more, fewer)
        return end

    def _close(self) -> None:
        for literal in self.open_end:
            self._slots.gates.add(-self._slots.closed(self._mark, self._done), -literal)

    def _extend(self) -> None:
        gates = self._slots.gates
        while self._done < len(self._slots):
            later = self._open(len(self.head))
            one = self._member(self._done)
            for literal, meaning in zip(self.open_end, gates.sum((one,), later, len(later)), strict=True):
                gates.define(literal, meaning)
            self.open_end, self._done = later, self._done + 1
            self._close()
        self._compare()

    def _compare(self) -> None:
        """The other tally may be extended after this one: then this is said of its end later, or never, and no harm."""
        if self._within is not None and self._within._done == self._done:
            for mine, theirs in zip(self.open_end, self._within.open_end, strict=True):
                self._slots.gates.add(-mine, theirs)


def settled_from(test: Test) -> int:
    """The least number from which on a test of a count says the same of every number."""
    bounds = [bound for atom in atoms_of(test) for bound in _bounds(atom)]
    last = max((floor(bound) + 1 for bound in bounds), default=0)
    while last > 0 and test.admits(last - 1, None) == test.admits(last, None):
        last -= 1
    return max(last, 0)


def _bounds(atom: object) -> Sequence[float]:
    """The numbers that a test of a count speaks of."""
    match atom:
        case Among(values):
            said: Sequence[Value] = values
        case Compare(_, bound):
            said = (bound,)
        case Between(low, high):
            said = (low, high)
        case _:
            said = ()
    return [each for each in said if isinstance(each, int | float)]


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


def _any_shared(cells: FactCells) -> bool:
    """Whether some cell of an attribute holds several values."""
    kinds = (Kind.FLAG, Kind.CHOICE, Kind.SCALE)
    return cells.fact.kind not in kinds


def _no_people(quantifier: Quantifier | Count) -> Truth:
    raise AssertionError(f"no quantifier stands inside another: {quantifier}")
