"""The values of a fact, cut into cells by the tests that are asked of it: no test tells two values of a cell apart.

A fact has *aspects*, each cut on its own: its value, for a date also its age in days, for tags one for each tag that is
mentioned. A cell is a small integer and has an example, so that what a test says of a cell is found out by asking it
about the example: the meaning stays in `stratagem.condition`. This module knows facts and tests. It does not know
rules or matchers.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import ceil, floor

from stratagem.condition import Age, Among, Between, Compare, NoneOf, OneOf, Test
from stratagem.vocabulary import LARGEST_NUMBER, Fact, Kind, Value

CellSet = int
"""A set of cells of one aspect as a bit mask: bit *i* is set when cell *i* belongs to it."""

Atom = Among | Compare | Between | Age
"""A test that is not put together from others."""

Number = int | float

_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True)
class ListedCells:
    """The value of a flag, choice, scale or text: a cell for each value listed, and for text one for all others."""

    fact: Fact
    values: tuple[Value, ...]

    @cached_property
    def examples(self) -> tuple[Value, ...]:
        """One value of each cell."""
        return (*self.values, self._another()) if self.fact.kind is Kind.TEXT else self.values

    def cell(self, value: Value, as_of: date | None) -> int:
        """The cell of a known value."""
        if self.fact.kind is Kind.TEXT:
            return self._places.get(value, len(self.values))
        return self._places[value]

    def admitted(self, atom: Atom) -> CellSet:
        """The cells whose values pass."""
        return _admitted(self.examples, atom)

    @cached_property
    def all(self) -> CellSet:
        """Every cell."""
        return (1 << len(self.examples)) - 1

    @property
    def lawful(self) -> CellSet:
        """Every cell: the vocabulary allows every value of the list."""
        return self.all

    @cached_property
    def _places(self) -> dict[Value, int]:
        return {value: at for at, value in enumerate(self.values)}

    def _another(self) -> str:
        return max((str(value) for value in self.values), key=len, default="") + "…"


@dataclass(frozen=True)
class CutCells:
    """The value of a number or a date: a cell for each cut, one for each gap between two cuts, and the two ends.

    Cell 2*i* is the gap below cut *i*, cell 2*i* + 1 the cut itself. A gap that holds no value, such as that between
    two days that follow each other, has no example.
    """

    fact: Fact
    cuts: tuple[Value, ...]

    @cached_property
    def examples(self) -> tuple[Value | None, ...]:
        """One value of each cell, None where there is none."""
        if self.fact.kind is Kind.NUMBER:
            return _examples(self._line, _number_between)
        return tuple(None if at is None else _date_at(at) for at in _examples(self._line, _whole_between))

    def cell(self, value: Value, as_of: date | None) -> int:
        """The cell of a known value."""
        return _cell(self._line, _number(value))

    def admitted(self, atom: Atom) -> CellSet:
        """The cells whose values pass."""
        return _admitted(self.examples, atom)

    @cached_property
    def all(self) -> CellSet:
        """Every cell that holds a value."""
        return _mask(example is not None for example in self.examples)

    @cached_property
    def lawful(self) -> CellSet:
        """The cells that hold a value which the vocabulary allows."""
        if self.fact.kind is not Kind.NUMBER:
            return self.all
        low = -LARGEST_NUMBER if self.fact.low is None else self.fact.low
        high = LARGEST_NUMBER if self.fact.high is None else self.fact.high
        return _mask(example is not None and low <= _number(example) <= high for example in self.examples)

    @cached_property
    def _line(self) -> tuple[Number, ...]:
        return tuple(_number(cut) for cut in self.cuts)


@dataclass(frozen=True)
class AgeCells:
    """How many days a date lies before the as-of date, cut like a number; known only when there is an as-of date."""

    fact: Fact
    cuts: tuple[int, ...]

    @cached_property
    def examples(self) -> tuple[Number | None, ...]:
        """One age in days of each cell, None where there is none."""
        return _examples(self.cuts, _whole_between)

    def cell(self, value: Value, as_of: date | None) -> int | None:
        """The cell of a known date; None without an as-of date."""
        return _cell(self.cuts, (as_of - value).days) if as_of is not None and isinstance(value, date) else None

    def admitted(self, atom: Atom) -> CellSet:
        """The cells whose ages pass."""
        assert isinstance(atom, Age), "only ages are asked of an age"
        older = atom.side == "older"
        return _mask(age is not None and (age > atom.days if older else abs(age) <= atom.days) for age in self.examples)

    @cached_property
    def all(self) -> CellSet:
        """Every cell that holds an age."""
        return _mask(age is not None for age in self.examples)

    @property
    def lawful(self) -> CellSet:
        """The cells that hold an age."""
        return self.all


@dataclass(frozen=True)
class TagCells:
    """Whether tags hold one tag: cell 0 no, cell 1 yes."""

    fact: Fact
    tag: str

    @property
    def examples(self) -> tuple[Value, ...]:
        """Tags without it, tags with it."""
        return frozenset[str](), frozenset({self.tag})

    def cell(self, value: Value, as_of: date | None) -> int:
        """The cell of known tags."""
        return int(isinstance(value, frozenset) and self.tag in value)

    def admitted(self, atom: Atom) -> CellSet:
        """The cell of the tag when the test asks for it, else none."""
        return 0b10 if isinstance(atom, Among) and self.tag in atom.values else 0

    @property
    def all(self) -> CellSet:
        """Both cells."""
        return 0b11

    @property
    def lawful(self) -> CellSet:
        """Both cells."""
        return 0b11


Aspect = ListedCells | CutCells | AgeCells | TagCells


@dataclass(frozen=True)
class FactCells:
    """A fact and its aspects, each cut finely enough for every test that is asked of it."""

    fact: Fact
    aspects: tuple[Aspect, ...]

    def cells(self, value: Value, as_of: date | None) -> Iterator[tuple[int, int]]:
        """For each aspect that is known of a known value: its place among the aspects, and the cell."""
        for at, aspect in enumerate(self.aspects):
            cell = aspect.cell(value, as_of)
            if cell is not None:
                yield at, cell

    def passing(self, atom: Atom) -> tuple[tuple[int, CellSet], ...]:
        """Where a value passes: it does so exactly when, in one of these aspects, it lies in one of these cells.

        An aspect that is unknown lies in no cell, nor in the complement of any: the test is then unknown.
        """
        of_age = isinstance(atom, Age)
        places = ((at, each) for at, each in enumerate(self.aspects) if isinstance(each, AgeCells) is of_age)
        return tuple((at, aspect.admitted(atom)) for at, aspect in places)


def cells_of(fact: Fact, tests: Iterable[Test]) -> FactCells:
    """Cut a fact by the tests that are asked of it."""
    atoms = tuple(dict.fromkeys(atom for test in tests for atom in atoms_of(test)))
    ages = sorted({cut for atom in atoms if isinstance(atom, Age) for cut in (atom.days, -atom.days)})
    bounds = dict.fromkeys(bound for atom in atoms for bound in _bounds(atom))
    aspects: list[Aspect] = []
    match fact.kind:
        case Kind.TAGS:
            aspects += (TagCells(fact, str(tag)) for tag in bounds)
        case Kind.FLAG:
            aspects.append(ListedCells(fact, (False, True)))
        case Kind.CHOICE | Kind.SCALE:
            aspects.append(ListedCells(fact, tuple(value.id for value in fact.values)))
        case Kind.TEXT:
            aspects.append(ListedCells(fact, tuple(bounds)))
        case Kind.NUMBER:
            if bounds:
                # The ends of the range are cuts too, so that no cell lies half inside it.
                ends = [end for end in (fact.low, fact.high) if end is not None]
                aspects.append(CutCells(fact, tuple(sorted({*bounds, *ends}, key=_number))))
        case Kind.DATE:
            if bounds:
                aspects.append(CutCells(fact, tuple(sorted(bounds, key=_number))))
            if ages:
                aspects.append(AgeCells(fact, tuple(ages)))
    return FactCells(fact, tuple(aspects))


def atoms_of(test: Test) -> Iterator[Atom]:
    """The tests that a test is put together from, in order, with repetitions."""
    if isinstance(test, NoneOf | OneOf):
        for each in test.tests:
            yield from atoms_of(each)
    else:
        yield test


def cells_in(cells: CellSet) -> Iterator[int]:
    """The cells of a set, in order."""
    return (at for at in range(cells.bit_length()) if cells >> at & 1)


def _bounds(atom: Atom) -> tuple[Value, ...]:
    """The values at which an atom may change its mind."""
    match atom:
        case Among(values):
            return values
        case Compare(_, bound):
            return (bound,)
        case Between(low, high):
            return (low, high)
        case Age():
            return ()


def _admitted(examples: Iterable[Value | None], atom: Atom) -> CellSet:
    return _mask(example is not None and atom.admits(example, None) is True for example in examples)


def _mask(members: Iterable[bool]) -> CellSet:
    return sum(1 << at for at, member in enumerate(members) if member)


def _cell(cuts: tuple[Number, ...], at: Number) -> int:
    place = bisect_left(cuts, at)
    return 2 * place + 1 if place < len(cuts) and cuts[place] == at else 2 * place


def _examples(
    cuts: tuple[Number, ...], between: Callable[[Number | None, Number | None], Number | None]
) -> tuple[Number | None, ...]:
    examples: list[Number | None] = []
    for low, high in pairwise((None, *cuts, None)):
        examples += (between(low, high), high)
    return tuple(examples[:-1])


def _number_between(low: Number | None, high: Number | None) -> Number | None:
    """A number between two others, where None is no bound; None when floats leave no room."""
    if low is None or high is None:
        return _whole_between(None if low is None else ceil(low), None if high is None else floor(high))
    middle = (low + high) / 2
    if not low < middle < high:
        return None
    return int(middle) if middle.is_integer() else middle


def _whole_between(low: Number | None, high: Number | None) -> Number | None:
    """A whole number between two others, where None is no bound; None when there is none."""
    if low is None:
        return 0 if high is None else high - 1
    return None if low + 1 == high else low + 1


def _number(value: Value) -> Number:
    """Where a value stands on the line: a number as it is, a date by day."""
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | float), "only numbers and dates are cut"
    return value


def _date_at(day: Number) -> date | None:
    return date.fromordinal(int(day)) if 1 <= day <= _LAST_DAY else None
