"""One fact of an account, or one attribute of a person, as literals: whether it is given, and in which cells it lies.

The tests of the rulebooks cut its values into cells (`stratagem.matching.cells`), and no test tells two values of a
cell apart; so a value is one choice among cells for each aspect, and exactly the lawful ones can be given. A date that
is asked for its age is tied to the as-of date. This module knows cells and days; it does not know rules.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from stratagem.analysis.solving.days import FIRST_DAY, LAST_DAY, Days
from stratagem.analysis.solving.gates import Gates
from stratagem.analysis.solving.sat import Literal
from stratagem.condition import Age, Test
from stratagem.matching.cells import (
    AgeCells,
    Aspect,
    Atom,
    CellSet,
    CutCells,
    FactCells,
    TagCells,
    cells_in,
    cells_of,
)
from stratagem.vocabulary import Fact, FactValue, Value

Literals = Mapping[int, Literal]
"""Cell → the literal that the value is known and lies in it; a cell that is left out holds no value."""
Choice = tuple[Literal, tuple[Literals, ...]]
"""Where a value may come from: when it does, and the cells that it then has, of each aspect."""


@dataclass(frozen=True)
class Holding:
    """What a fact turns out to be: whether it is known, and its cell of each aspect."""

    cells: FactCells
    known: Literal
    dated: Literal
    """Whether there is an as-of date, without which no age is known."""
    aspects: tuple[Literals, ...]
    """In the order of `cells.aspects`."""

    def passes(self, gates: Gates, atom: Atom) -> Literal:
        """The value is known and passes."""
        return gates.any_of(literal for at, passing in self.cells.passing(atom) for literal in self._in(at, passing))

    def decides(self, gates: Gates, atom: Atom) -> Literal:
        """The value is known so far that it passes or fails: an age, only when there is an as-of date."""
        return gates.all_of((self.known, self.dated)) if isinstance(atom, Age) else self.known

    def _in(self, aspect: int, cells: CellSet) -> Iterator[Literal]:
        held = self.aspects[aspect]
        return (held[cell] for cell in cells_in(cells) if cell in held)


@dataclass(frozen=True)
class Given:
    """What the caller says of a fact. Its literals are inputs: nothing but the law of its vocabulary binds them."""

    holding: Holding

    @property
    def known(self) -> Literal:
        """Whether the fact is given."""
        return self.holding.known

    def inputs(self) -> Iterator[Literal]:
        """The literals that say everything about it."""
        yield self.known
        for literals in self.holding.aspects:
            yield from literals.values()


def merged(facts: tuple[Fact, ...]) -> Fact:
    """One fact that stands for the same fact of several vocabularies: their values together, their ranges shared."""
    first = facts[0]
    values: dict[str, FactValue] = {value.id: value for fact in facts for value in fact.values}
    lows = [fact.low for fact in facts if fact.low is not None]
    highs = [fact.high for fact in facts if fact.high is not None]
    return replace(
        first, values=tuple(values.values()), low=max(lows, default=None), high=min(highs, default=None), default=None
    )


def cut(facts: tuple[Fact, ...], tests: Iterable[Test], more: Iterable[Test] = ()) -> FactCells:
    """The cells of a fact that one or several vocabularies know."""
    return cells_of(merged(facts), (*tests, *more))


def given(gates: Gates, days: Days, cells: FactCells, facts: tuple[Fact, ...], condition: Literal) -> Given:
    """Inputs for a fact that may be given when `condition` holds; every one of `facts` allows what is given.

    `facts` are the definitions of it in the vocabularies that the account is read with.
    """
    known = gates.fresh()
    gates.add(-known, condition)
    aspects: list[Literals] = []
    for aspect in cells.aspects:
        reach = gates.all_of((known, days.dated)) if isinstance(aspect, AgeCells) else known
        literals = {cell: gates.fresh() for cell in cells_in(_lawful(aspect, facts))}
        for literal in literals.values():
            gates.add(-literal, reach)
        gates.add(-reach, *literals.values())
        gates.at_most_one(literals.values())
        aspects.append(literals)
    _tie_to_as_of(gates, days, cells, known, aspects)
    return Given(Holding(cells, known, days.dated, tuple(aspects)))


def constant(gates: Gates, days: Days, cells: FactCells, value: Value) -> tuple[Literals, ...]:
    """The cells of a value that a rulebook names: each is true, false or, for an age, a matter of the as-of date."""
    aspects: list[Literals] = []
    for aspect in cells.aspects:
        if isinstance(aspect, AgeCells):
            assert isinstance(value, date), "only dates have an age"
            day = value.toordinal()
            spans = ((cell, age_span(aspect, cell)) for cell in cells_in(aspect.all))
            aspects.append({cell: days.between(day + low, day + high) for cell, (low, high) in spans})
        else:
            cell = aspect.cell(value, None)
            assert cell is not None, "only an age can be unknown of a known value"
            aspects.append({cell: gates.TRUE})
    return tuple(aspects)


def either(gates: Gates, days: Days, cells: FactCells, choices: tuple[Choice, ...]) -> Holding:
    """A fact that comes from the one source whose condition holds; unknown when none does."""
    aspects: list[Literals] = []
    for at in range(len(cells.aspects)):
        places = sorted({cell for _, literals in choices for cell in literals[at]})
        aspects.append(
            {
                cell: gates.any_of(
                    gates.all_of((condition, literals[at][cell]))
                    for condition, literals in choices
                    if cell in literals[at]
                )
                for cell in places
            }
        )
    known = gates.any_of(condition for condition, _ in choices)
    return Holding(cells, known, days.dated, tuple(aspects))


def _tie_to_as_of(gates: Gates, days: Days, cells: FactCells, known: Literal, aspects: list[Literals]) -> None:
    """A date of these cells and this age exists exactly when the as-of date lies between two days."""
    ages = next((at for at, aspect in enumerate(cells.aspects) if isinstance(aspect, AgeCells)), None)
    if ages is None:
        return
    dates = next((at for at, aspect in enumerate(cells.aspects) if isinstance(aspect, CutCells)), None)
    wheres = [(known, (FIRST_DAY, LAST_DAY))]
    if dates is not None:
        wheres = [(literal, date_span(cells.aspects[dates], cell)) for cell, literal in aspects[dates].items()]
    for where, (first, last) in wheres:
        for cell, age in aspects[ages].items():
            youngest, oldest = age_span(cells.aspects[ages], cell)
            gates.add(-where, -age, days.between(first + youngest, last + oldest))


def day_span(aspect: CutCells | AgeCells, cell: int) -> tuple[float, float]:
    """The first and the last day of a cell of dates, or the least and the greatest age."""
    return date_span(aspect, cell) if isinstance(aspect, CutCells) else age_span(aspect, cell)


def date_span(aspect: Aspect, cell: int) -> tuple[int, int]:
    """The first and the last day of a cell, as ordinals."""
    assert isinstance(aspect, CutCells), "only values of dates are cut by day"
    lines = [cut.toordinal() for cut in aspect.cuts if isinstance(cut, date)]
    first, last = _span(lines, cell)
    return int(max(first, FIRST_DAY)), int(min(last, LAST_DAY))


def age_span(aspect: Aspect, cell: int) -> tuple[float, float]:
    """The least and the greatest age in days of a cell."""
    assert isinstance(aspect, AgeCells), "only ages are cut by days"
    return _span(aspect.cuts, cell)


def _span(cuts: "list[int] | tuple[int, ...]", cell: int) -> tuple[float, float]:
    at = cell // 2
    if cell % 2:
        return cuts[at], cuts[at]
    return (cuts[at - 1] + 1 if at else -inf), (cuts[at] - 1 if at < len(cuts) else inf)


def _lawful(aspect: Aspect, facts: tuple[Fact, ...]) -> CellSet:
    """The cells whose values every one of these vocabularies lets a caller give."""
    if isinstance(aspect, AgeCells):
        return aspect.lawful
    if isinstance(aspect, TagCells):
        return 0b11 if all(aspect.tag in fact.ranks for fact in facts) else 0b01
    if isinstance(aspect, CutCells):
        return aspect.lawful
    return sum(1 << cell for cell, value in enumerate(aspect.examples) if all(_may_give(fact, value) for fact in facts))


def _may_give(fact: Fact, value: Value) -> bool:
    """Whether an account may say so: a blank text, for one, is no value."""
    return fact.read(value, None) == value
