"""Does every rule have the cases that guard it? A rule without them can change its mind and nobody notices.

Reads off a rule's condition which cases it needs. It knows which cases were written, not whether they hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stratagem.authoring.cases import Case, CaseKind
from stratagem.condition import (
    ALWAYS,
    Age,
    All,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Test,
    parts_of,
    quantifiers_of,
)
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value
from stratagem.wording import Text


@dataclass(frozen=True)
class Gap:
    """A case that a rule lacks. `fires` is told of a boundary: on which side of it there is no case."""

    rule: str
    kind: CaseKind
    fires: bool | None = None

    def __str__(self) -> str:
        """As a sentence for the rule's author."""
        side = "" if self.fires is None else " where it fires" if self.fires else " where it does not fire"
        kind = "case of a missing fact" if self.kind is CaseKind.MISSING else self.kind.value
        return f"{self.rule} lacks a {kind}{side}"


def uncovered(rulebook: Rulebook, cases: Iterable[Case]) -> tuple[Gap, ...]:
    """Which rules lack which kind of case, in the order of the rules.

    A rule that always fires needs a hit. Any other needs a hit; a miss, if known facts can keep it from firing; a
    missing fact, if anything that it asks about can be unknown; and for ordered tests a boundary on each side of the
    threshold, or on the one side that there is.
    """
    written = {(case.rule, case.kind, case.fires) for case in cases}
    return tuple(gap for rule in rulebook.rules for gap in _needed(rule, rulebook) if not _is_met(gap, written))


def _needed(rule: Rule, rulebook: Rulebook) -> Iterator[Gap]:
    yield Gap(rule.id, CaseKind.HIT)
    if rule.when == ALWAYS:
        return
    if _can_be(False, rule.when):
        yield Gap(rule.id, CaseKind.MISS)
    ordered = list(_ordered_tests(rule.when, rulebook))
    if any(_divides(test, fact) for test, fact in ordered):
        yield Gap(rule.id, CaseKind.BOUNDARY, fires=True)
        yield Gap(rule.id, CaseKind.BOUNDARY, fires=False)
    elif ordered:
        yield Gap(rule.id, CaseKind.BOUNDARY)
    if _can_be_unknown(rule.when, rulebook):
        yield Gap(rule.id, CaseKind.MISSING)


def _is_met(gap: Gap, written: set[tuple[str, CaseKind, bool]]) -> bool:
    sides = (True, False) if gap.fires is None else (gap.fires,)
    return any((gap.rule, gap.kind, side) in written for side in sides)


def _can_be(truth: bool, condition: Condition) -> bool:
    """Whether a condition can have this truth where everything is known."""
    match condition:
        case FactTest():
            return True
        case IsKnown(_, known):
            return known is truth
        case All(parts):
            return (all if truth else any)(_can_be(truth, part) for part in parts)
        case Any(parts):
            return (any if truth else all)(_can_be(truth, part) for part in parts)
        case Not(part):
            return _can_be(not truth, part)
        case Quantifier(which, where):
            nobody = which != "some"
            return truth is nobody or _can_be(which != "every", where)
        case Count(_, test, _):
            return any(test.admits(number, None) is truth for number in _around(test, _COUNTED))


def _can_be_unknown(condition: Condition, rulebook: Rulebook) -> bool:
    """Whether anything that it asks of the account may be unknown: a fact with a default never is."""
    facts = rulebook.vocabulary.fact
    return any(
        isinstance(part, Quantifier | Count)
        or (isinstance(part, FactTest | IsKnown) and facts[part.fact].default is None)
        for part in parts_of(condition)
    )


_COUNTED = Fact("count", Kind.NUMBER, Text(()), low=0)


def _ordered_tests(condition: Condition, rulebook: Rulebook) -> Iterator[tuple[Test, Fact]]:
    """The tests that have a threshold, of the account, of people and of their number, each with what it is asked of."""
    vocabulary = rulebook.vocabulary
    asked_of = [(part, vocabulary.fact) for part in parts_of(condition)]
    for quantifier in quantifiers_of(condition):
        asked_of += [(part, vocabulary.attribute) for part in parts_of(quantifier.where)]
        if isinstance(quantifier, Count):
            yield quantifier.test, _COUNTED
    for part, facts in asked_of:
        if isinstance(part, FactTest):
            fact = facts[part.fact]
            of_numbers = fact.kind in (Kind.NUMBER, Kind.DATE)
            if any(of_numbers or not isinstance(test, Among) for test in _simple(part.test)):
                yield part.test, fact


def _simple(test: Test) -> Iterator[Test]:
    """The test itself, or those that a list or a `not(…)` is made of."""
    if isinstance(test, NoneOf | OneOf):
        for part in test.tests:
            yield from _simple(part)
    else:
        yield test


def _divides(test: Test, fact: Fact) -> bool:
    """Whether some value passes and another does not, so that there are two sides of a threshold to try."""
    if any(isinstance(part, Age) for part in _simple(test)):
        return True
    return len({test.admits(value, None) for value in _around(test, fact)}) > 1


def _around(test: Test, fact: Fact) -> Iterator[Value]:
    """Every value of a scale; of numbers and dates, each bound and its two neighbours, as far as they are allowed."""
    if fact.kind is Kind.SCALE:
        yield from (value.id for value in fact.values)
    low = float("-inf") if fact.low is None else fact.low
    high = float("inf") if fact.high is None else fact.high
    for bound in (bound for part in _simple(test) for bound in _bounds(part)):
        if isinstance(bound, date):
            yield from (bound - timedelta(1), bound, bound + timedelta(1))
        elif isinstance(bound, int | float):
            yield from (near for near in (bound - 1, bound, bound + 1) if low <= near <= high)


def _bounds(test: Test) -> tuple[Value, ...]:
    """The values at which a simple test may change its answer."""
    match test:
        case Compare(_, bound):
            return (bound,)
        case Between(low, high):
            return (low, high)
        case Among(values):
            return values
        case _:
            return ()
