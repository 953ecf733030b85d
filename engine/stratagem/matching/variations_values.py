"""The values that a fact may turn out to have, as far as a rulebook tells them apart.

A flag, a choice or a scale has its values. A number or a date has one value for each cell between the rulebook's
thresholds, tags have one set for each way in which the rules can see them, a text has those that rules mention and
another. Only lawful values are among them. This module knows facts and tests. It does not know who asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

from stratagem.condition import All, Any, Condition, Count, FactTest, Not, Quantifier, Test, Truth
from stratagem.matching.cells import AgeCells, CutCells, atoms_of, cells_of
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Kind, Value


@dataclass(frozen=True, slots=True)
class Possible:
    """A value, and all that no rule tells apart from it."""

    value: Value
    weight: int = 1
    """How many of the possible values it stands for; 0 for one that stands in for its equal beside other people."""
    low: Value | None = None
    """Of a number or a date: the least value, if there is one."""
    high: Value | None = None
    low_open: bool = False
    high_open: bool = False
    new: bool = False
    """Of a text: any other than those that rules mention or people have."""


class Possibilities:
    """What each fact of a rulebook may turn out to be. Made once; safe to share between threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Gather what is asked of each fact by the rules' conditions."""
        self._vocabulary = rulebook.vocabulary
        self._tests: dict[tuple[str, bool], dict[Test, None]] = {}
        self._counted: set[str] = set()
        for rule in rulebook.rules:
            self._gather(rule.when, of_people=False)
        self._made: dict[tuple[str, bool], tuple[Possible, ...]] = {}

    def _gather(self, condition: Condition, of_people: bool) -> None:
        match condition:
            case FactTest(fact, test):
                self._tests.setdefault((fact, of_people), {})[test] = None
            case All(parts) | Any(parts):
                for part in parts:
                    self._gather(part, of_people)
            case Not(part):
                self._gather(part, of_people)
            case Quantifier(_, where):
                self._gather(where, of_people=True)
            case Count(where, _, distinct):
                self._gather(where, of_people=True)
                if distinct is not None:
                    self._counted.add(distinct.id)

    def others(self, id_: str, of_people: bool, profile: Profile, value: Value | None) -> tuple[Possible, ...]:
        """What it may be instead of a value: those that rules tell apart from it; of tags the sets nearest to it."""
        if value is None:
            return self.of(id_, of_people, profile)
        fact = (self._vocabulary.attribute if of_people else self._vocabulary.fact)[id_]
        tests = tuple(self._tests.get((id_, of_people), ()))
        if isinstance(value, frozenset):
            possible = tuple(_tags(fact, tests, value))
        else:
            possible = self.of(id_, of_people, profile)
        if of_people and id_ in self._counted:
            return tuple(each for each in possible if each.value != value)
        seen = [test.admits(value, profile.as_of) for test in tests]
        return tuple(each for each in possible if [test.admits(each.value, profile.as_of) for test in tests] != seen)

    def of(self, id_: str, of_people: bool, profile: Profile) -> tuple[Possible, ...]:
        """Every value that a fact of this account, or an attribute of one of its people, may turn out to have.

        Numbers and dates stand in their order, values of a list in theirs. Where rules count the different values of an
        attribute, those of the people listed are among them, and as many new ones as people lack it.
        """
        vocabulary = self._vocabulary
        fact = (vocabulary.attribute if of_people else vocabulary.fact)[id_]
        tests = tuple(self._tests.get((id_, of_people), ()))
        if of_people and id_ in self._counted and fact.kind in (Kind.TEXT, Kind.NUMBER, Kind.DATE):
            values = [person.facts.get(id_) for person in profile.people or ()]
            taken = tuple(dict.fromkeys(value for value in values if value is not None))
            return tuple(_possible(fact, tests, profile.as_of, taken, sum(value is None for value in values)))
        if fact.kind is Kind.DATE:  # where its cells lie depends on the as-of date
            return tuple(_possible(fact, tests, profile.as_of, (), 1))
        key = (id_, of_people)
        if key not in self._made:
            self._made[key] = tuple(_possible(fact, tests, None, (), 1))
        return self._made[key]


def _possible(
    fact: Fact, tests: tuple[Test, ...], as_of: date | None, taken: tuple[Value, ...], new: int
) -> Iterator[Possible]:
    match fact.kind:
        case Kind.FLAG:
            yield from (Possible(value) for value in (True, False))
        case Kind.CHOICE | Kind.SCALE:
            yield from (Possible(value.id) for value in fact.values)
        case Kind.TAGS:
            yield from _tags(fact, tests)
        case Kind.TEXT:
            mentioned = (value for test in tests for atom in atoms_of(test) for value in getattr(atom, "values", ()))
            known = tuple(dict.fromkeys((*mentioned, *taken)))
            yield from (Possible(value) for value in known)
            longest = max((str(value) for value in known), key=len, default="")
            yield Possible(longest + "…", new=True)
            yield from (Possible(longest + "…" * number, 0, new=True) for number in range(2, new + 1))
        case Kind.NUMBER | Kind.DATE:
            yield from _Line(fact, tests, as_of, taken).cells(max(new, 1))


def _tags(fact: Fact, tests: tuple[Test, ...], near: frozenset[str] = frozenset()) -> Iterator[Possible]:
    """Sets of tags, one for each way in which single tags answer the tests: found tag by tag, never set by set.

    Each is the one of its kind that is nearest to `near`.
    """
    atoms = tuple(dict.fromkeys(atom for test in tests for atom in atoms_of(test)))
    found: dict[tuple[bool, ...], tuple[frozenset[str], int]] = {(False,) * len(atoms): (frozenset(), 1)}
    for tag in (value.id for value in fact.values):
        answers = tuple(tag in getattr(atom, "values", ()) for atom in atoms)
        more = dict(found)
        for seen, (example, weight) in found.items():
            both = tuple(one or other for one, other in zip(seen, answers, strict=True))
            more[both] = _nearer(more.get(both), (example | {tag}, weight), near)
        found = more
    merged: dict[tuple[Truth, ...], tuple[frozenset[str], int]] = {}
    for example, weight in found.values():
        said = tuple(test.admits(example, None) for test in tests)
        merged[said] = _nearer(merged.get(said), (example, weight), near)
    yield from (Possible(example, weight) for example, weight in merged.values())


def _nearer(
    known: tuple[frozenset[str], int] | None, other: tuple[frozenset[str], int], near: frozenset[str]
) -> tuple[frozenset[str], int]:
    """Two sets that answer alike made one: the nearer of them stands for both."""
    if known is None:
        return other
    nearer = min(known[0], other[0], key=lambda each: len(each ^ near))
    return nearer, known[1] + other[1]


class _Line:
    """Numbers or dates, cut where a rulebook's tests, or the values of other people, lie."""

    def __init__(self, fact: Fact, tests: tuple[Test, ...], as_of: date | None, taken: tuple[Value, ...]) -> None:
        """Cut the line; ages are counted back from the as-of date."""
        self._fact, self._tests, self._as_of, self._taken = fact, tests, as_of, taken
        cuts: set[Value] = set(taken)
        for aspect in cells_of(fact, tests).aspects:
            if isinstance(aspect, CutCells):
                cuts.update(aspect.cuts)
            elif isinstance(aspect, AgeCells) and as_of is not None:
                cuts.update(day for age in aspect.cuts if (day := _days_before(as_of, age)) is not None)
        if fact.kind is Kind.NUMBER:
            cuts.update(end for end in (fact.low, fact.high) if end is not None)
        elif not cuts:
            cuts.add(as_of or date(2000, 1, 1))
        self._cut = CutCells(fact, tuple(sorted(cuts)))

    def cells(self, new: int) -> Iterator[Possible]:
        """One value for each stretch that no test tells apart, lowest first; `new` for one that is nobody else's."""
        stretch: list[int] = []
        for place in self._lawful:
            if stretch and self._seen(stretch[-1]) != self._seen(place):
                yield from self._stretch(stretch, new)
                stretch = []
            stretch.append(place)
        if stretch:
            yield from self._stretch(stretch, new)

    @cached_property
    def _lawful(self) -> list[int]:
        return [at for at in range(len(self._cut.examples)) if self._cut.lawful >> at & 1]

    def _seen(self, place: int) -> tuple[object, ...]:
        """What tests say of a cell; a value that somebody else has is like no other."""
        example = self._cut.examples[place]
        assert example is not None, "a lawful cell holds a value"
        mine = example if example in self._taken else None
        return (mine, *(test.admits(example, self._as_of) for test in self._tests))

    def _stretch(self, places: list[int], new: int) -> Iterator[Possible]:
        first, last = places[0], places[-1]
        cuts, examples = self._cut.cuts, self._cut.examples
        low = cuts[(first - 1) // 2] if first else None
        high = cuts[last // 2] if last // 2 < len(cuts) else None
        # A gap between two cuts tells more of a stretch than its end does.
        chosen = next((at for at in places if at % 2 == 0), first)
        open_ends = {"low_open": first % 2 == 0, "high_open": last % 2 == 0}
        example = examples[chosen]
        assert example is not None, "a lawful cell holds a value"
        yield Possible(example, 1, low, high, **open_ends)
        if self._taken and example not in self._taken:
            for value in islice(self._between(high, example), new - 1):
                yield Possible(value, 0, low, high, **open_ends)

    def _between(self, high: Value | None, example: Value) -> Iterator[Value]:
        """More values of a gap, above its example."""
        if isinstance(example, date):
            day = example
            while day < date.max and (high is None or day + timedelta(1) < high):  # type: ignore[operator]
                day += timedelta(1)
                yield day
            return
        value = float(example)  # type: ignore[arg-type]
        end = float(high) if high is not None else value + 1  # type: ignore[arg-type]
        while value < (middle := (value + end) / 2) < end:
            value = middle
            yield value


def _days_before(as_of: date, age: int) -> date | None:
    """The day of an age; None outside the calendar."""
    at = as_of.toordinal() - age
    return date.fromordinal(at) if 1 <= at <= date.max.toordinal() else None
