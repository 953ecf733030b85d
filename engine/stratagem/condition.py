"""What a condition means: frozen nodes with three-valued truth. This is the reference that every matcher must equal.

Truth is `True`, `False` or `None` for *unknown*. A condition is asked about a `Situation`: the facts of an account (or
of one person), the people, and the as-of date. This module knows meaning only; it does not know files, rules or
matchers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from stratagem.vocabulary import Fact, Kind, Value

Truth = bool | None
Facts = Mapping[str, Value | None]


@dataclass(slots=True)
class Situation:
    """What a condition is asked about. `people` is None when no stakeholders were given, empty when nobody is there."""

    facts: Facts
    people: "tuple[Situation, ...] | None" = None
    as_of: date | None = None
    _settled: "dict[int, tuple[Condition, Truth]]" = field(default_factory=dict, repr=False)
    """Truth of quantifiers by identity: people do not change while strata run. The node is kept, lest its id return."""


# ── Tests: what is asked of one value ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Among:
    """The value is one of these (equality when there is one). Tags: at least one of these is contained."""

    values: tuple[Value, ...]

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known value passes."""
        if isinstance(value, frozenset):
            return not self._set.isdisjoint(value)
        return value in self._set

    @cached_property
    def _set(self) -> frozenset[Value]:
        return frozenset(self.values)


@dataclass(frozen=True)
class Compare:
    """The value stands in this order to a bound. `scale` orders a scale's ids; numbers and dates have their own."""

    operator: Literal["<", "<=", ">", ">="]
    bound: Value
    scale: tuple[str, ...] = ()

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known value passes."""
        if self.scale:
            return value in self._passing
        return self._holds(_ordinal(value), _ordinal(self.bound))

    def _holds(self, left: float, right: float) -> bool:
        match self.operator:
            case "<":
                return left < right
            case "<=":
                return left <= right
            case ">":
                return left > right
            case ">=":
                return left >= right

    @cached_property
    def _passing(self) -> frozenset[Value]:
        """The ids of a scale that pass: a look-up is cheaper than two places on the scale."""
        bound = self.scale.index(str(self.bound))
        return frozenset(id_ for at, id_ in enumerate(self.scale) if self._holds(at, bound))


@dataclass(frozen=True)
class Between:
    """The value lies in a range; an open end excludes its bound."""

    low: Value
    high: Value
    low_open: bool = False
    high_open: bool = False
    scale: tuple[str, ...] = ()

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known value passes."""
        if self.scale:
            return value in self._passing
        return self._holds(_ordinal(value), _ordinal(self.low), _ordinal(self.high))

    def _holds(self, at: float, low: float, high: float) -> bool:
        return (low < at or (low == at and not self.low_open)) and (at < high or (at == high and not self.high_open))

    @cached_property
    def _passing(self) -> frozenset[Value]:
        """The ids of a scale that pass."""
        low, high = self.scale.index(str(self.low)), self.scale.index(str(self.high))
        return frozenset(id_ for at, id_ in enumerate(self.scale) if self._holds(at, low, high))


@dataclass(frozen=True)
class Age:
    """A date lies more than, or at most, so many days from the as-of date; unknown when there is no as-of date.

    `older` looks back only: 31 days ago is older than 30 days. `within` looks both ways: tomorrow is within 30 days.
    """

    side: Literal["older", "within"]
    days: int

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known date passes."""
        if as_of is None or not isinstance(value, date):
            return None
        age = (as_of - value).days
        return age > self.days if self.side == "older" else abs(age) <= self.days


@dataclass(frozen=True)
class NoneOf:
    """The value passes none of these tests: `not(a, b)`, `!= a`."""

    tests: "tuple[Test, ...]"

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known value passes."""
        return negation(_any(test.admits(value, as_of) for test in self.tests))


@dataclass(frozen=True)
class OneOf:
    """The value passes one of these tests: a list that mixes comparisons and values."""

    tests: "tuple[Test, ...]"

    def admits(self, value: Value, as_of: date | None) -> Truth:
        """Whether a known value passes."""
        return _any(test.admits(value, as_of) for test in self.tests)


Test = Among | Compare | Between | Age | NoneOf | OneOf


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FactTest:
    """One line of a `when`: a fact and the test of its value. Unknown when the fact is unknown."""

    fact: str
    test: Test

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        value = situation.facts.get(self.fact)
        return None if value is None else self.test.admits(value, situation.as_of)


@dataclass(frozen=True)
class IsKnown:
    """`known` or, with `known=False`, `unknown`: the only tests that an unknown fact decides."""

    fact: str
    known: bool = True

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation; never unknown."""
        return (situation.facts.get(self.fact) is not None) is self.known


@dataclass(frozen=True)
class All:
    """Every part holds: the least of their truths, where false < unknown < true. True without parts."""

    parts: "tuple[Condition, ...]" = ()

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        least: Truth = True
        for part in self.parts:
            truth = part.truth(situation)
            if truth is False:
                return False
            if truth is None:
                least = None
        return least


@dataclass(frozen=True)
class Any:
    """Some part holds: the greatest of their truths. False without parts."""

    parts: "tuple[Condition, ...]" = ()

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        greatest: Truth = False
        for part in self.parts:
            truth = part.truth(situation)
            if truth is True:
                return True
            if truth is None:
                greatest = None
        return greatest


@dataclass(frozen=True)
class Not:
    """The part does not hold: swaps true and false."""

    part: "Condition"

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        return negation(self.part.truth(situation))


@dataclass(frozen=True)
class Quantifier:
    """`some`, `every` or `none` of the stakeholders satisfy `where`; unknown when no stakeholders were given."""

    which: Literal["some", "every", "none"]
    where: "Condition"

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        if situation.people is None:
            return None
        settled = situation._settled.get(id(self))
        if settled is None:
            settled = situation._settled[id(self)] = self, self._of(situation.people)
        return settled[1]

    def _of(self, people: tuple[Situation, ...]) -> Truth:
        if self.which == "every":
            return negation(_any(negation(self.where.truth(person)) for person in people))
        some: Truth = False
        for person in people:
            truth = self.where.truth(person)
            if truth is True:
                some = True
                break
            if truth is None:
                some = None
        return some if self.which == "some" else negation(some)


@dataclass(frozen=True)
class Count:
    """How many stakeholders satisfy `where`, or how many distinct values of an attribute they have, passes a test.

    Unknown while its undecided members could change the answer: the count may then be any whole number between what is
    certain and what is possible, and the test must say the same of each.
    """

    where: "Condition"
    test: Test
    distinct: Fact | None = None

    def truth(self, situation: Situation) -> Truth:
        """Truth in a situation."""
        if situation.people is None:
            return None
        settled = situation._settled.get(id(self))
        if settled is None:
            low, high = self.bounds(situation.people)
            answers = {self.test.admits(number, None) for number in range(low, high + 1)}
            settled = situation._settled[id(self)] = self, answers.pop() if len(answers) == 1 else None
        return settled[1]

    def bounds(self, people: tuple[Situation, ...]) -> tuple[int, int]:
        """The least and the greatest number that the count can turn out to be."""
        members = [(self.where.truth(person), person) for person in people]
        certain = [person for truth, person in members if truth is True]
        possible = [person for truth, person in members if truth is not False]
        if self.distinct is None:
            return len(certain), len(possible)
        attribute = self.distinct.id
        certain_values = {person.facts.get(attribute) for person in certain}
        possible_values = {person.facts.get(attribute) for person in possible} - {None}
        nameless = sum(person.facts.get(attribute) is None for person in possible)
        low = max(len(certain_values - {None}), 1 if certain else 0)
        high = len(possible_values) + nameless
        match self.distinct.kind:
            case Kind.CHOICE | Kind.SCALE:
                high = min(high, len(self.distinct.values))
            case Kind.FLAG:
                high = min(high, 2)
        return low, high


Condition = FactTest | IsKnown | All | Any | Not | Quantifier | Count

ALWAYS = All()
"""The condition of a rule without `when`."""


def negation(truth: Truth) -> Truth:
    """Swap true and false; unknown stays."""
    return None if truth is None else not truth


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The node itself and every node below it that speaks of the same situation; not what is asked of people."""
    yield condition
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from parts_of(part)
        case Not(part):
            yield from parts_of(part)


def leaves_of(condition: Condition) -> Iterator["FactTest | IsKnown | Quantifier | Count"]:
    """Every test that the condition holds, in the order written: a quantifier first, then what it asks of a person."""
    for part in parts_of(condition):
        if isinstance(part, FactTest | IsKnown):
            yield part
        elif isinstance(part, Quantifier | Count):
            yield part
            yield from leaves_of(part.where)


def facts_of(condition: Condition) -> Iterator[str]:
    """The ids of the facts (of the same situation) that the condition mentions, in order, with repetitions."""
    for part in parts_of(condition):
        if isinstance(part, FactTest | IsKnown):
            yield part.fact


def quantifiers_of(condition: Condition) -> Iterator[Quantifier | Count]:
    """The quantifiers over stakeholders that the condition holds, in order."""
    for part in parts_of(condition):
        if isinstance(part, Quantifier | Count):
            yield part


def _any(truths: Iterator[Truth]) -> Truth:
    greatest: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            greatest = None
    return greatest


def _ordinal(value: Value) -> float:
    """Where a value stands in its order: numbers as they are, dates by day."""
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int | float), "only numbers, dates and scales are ordered"
    return value
