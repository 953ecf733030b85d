"""One test of one fact → the tests that an author might have written by mistake, one slip away from it.

Boundaries move by one, values are negated, lists grow or shrink by one, strictness changes. A slip that no value of the
fact could tell from the test is none. This module knows facts and tests. It does not know conditions.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from stratagem.condition import Age, Among, Between, Compare, NoneOf, OneOf, Test
from stratagem.matching.cells import AgeCells, cells_in, cells_of
from stratagem.vocabulary import Fact, Kind, Value
from stratagem.wording import Text


class SlipKind(StrEnum):
    """Which sort of slip it is."""

    BOUNDARY = "boundary"
    """A number, date, scale value, count or age is off by one."""
    VALUE = "value"
    """A value is negated, or a list holds one too many or one too few."""


COUNTED = Fact("count", Kind.NUMBER, Text(()), low=0)
"""How many people there are."""

Slip = tuple[SlipKind, Test]


def slips(test: Test, fact: Fact) -> Iterator[Slip]:
    """The slips of a test, each of which some value of the fact tells from the test and from those before it."""
    kept = [test]
    for kind, slipped in _slips(test, fact):
        if all(difference(each, slipped, fact) is not None for each in kept):
            kept.append(slipped)
            yield kind, slipped


def difference(old: Test, new: Test, fact: Fact) -> Value | None:
    """A value about which two tests disagree; for ages a number of days."""
    for value in _values(fact, old, new):
        if _says(old, value) is not _says(new, value):
            return value
    return None


def counts(*tests: Test) -> range:
    """Numbers of people that show everything which the tests could say."""
    return range(max((int(cut) for test in tests for cut in _numbers(test)), default=0) + 3)


def _slips(test: Test, fact: Fact) -> Iterator[Slip]:
    match test:
        case Among(values) if fact.kind in (Kind.NUMBER, Kind.DATE):
            for at, value in enumerate(values):
                for shifted in (_shifted(fact, value, 1), _shifted(fact, value, -1)):
                    if shifted is not None:
                        yield SlipKind.BOUNDARY, Among((*values[:at], shifted, *values[at + 1 :]))
        case Among(values):
            yield SlipKind.VALUE, NoneOf((test,))
            yield from ((SlipKind.VALUE, Among(each)) for each in _shorter_and_longer(values, fact))
        case Compare():
            yield from ((SlipKind.BOUNDARY, each) for each in _compared(test, fact))
        case Between():
            yield from ((SlipKind.BOUNDARY, each) for each in _between(test, fact))
        case Age(side, days):
            yield SlipKind.BOUNDARY, Age(side, days + 1)
            yield SlipKind.BOUNDARY, Age(side, days - 1)
            yield SlipKind.VALUE, Age("within" if side == "older" else "older", days)
        case NoneOf((Among(values) as inner,)):
            yield SlipKind.VALUE, inner
            yield from ((SlipKind.VALUE, NoneOf((Among(each),))) for each in _shorter_and_longer(values, fact))
        case NoneOf(tests):
            yield from ((kind, NoneOf(each)) for kind, each in _one_slipped(tests, fact))
        case OneOf(tests):
            yield from ((kind, OneOf(each)) for kind, each in _one_slipped(tests, fact))


def _one_slipped(tests: tuple[Test, ...], fact: Fact) -> Iterator[tuple[SlipKind, tuple[Test, ...]]]:
    """A list of tests in which one is missing or has slipped."""
    for at, test in enumerate(tests):
        if len(tests) > 1:
            yield SlipKind.VALUE, (*tests[:at], *tests[at + 1 :])
        for kind, slipped in _slips(test, fact):
            yield kind, (*tests[:at], slipped, *tests[at + 1 :])


def _shorter_and_longer(values: tuple[Value, ...], fact: Fact) -> Iterator[tuple[Value, ...]]:
    """A list without each of its values, and with one more: on a scale the neighbours, else the next of the list."""
    if len(values) > 1:
        yield from ((*values[:at], *values[at + 1 :]) for at in range(len(values)))
    listed: list[Value] = [each.id for each in fact.values]
    places = [listed.index(value) for value in values if value in listed]
    if not places:
        return
    if fact.kind is Kind.SCALE:
        near = [at for place in places for at in (place - 1, place + 1) if 0 <= at < len(listed)]
    else:
        near = [at % len(listed) for at in range(places[-1] + 1, places[-1] + len(listed))][:1]
        near += [at for at in range(len(listed)) if at not in places][:1]
    for at in dict.fromkeys(near):
        if at not in places:
            yield (*values, listed[at])
            if fact.kind is not Kind.SCALE:
                return


def _compared(test: Compare, fact: Fact) -> Iterator[Compare]:
    """With the bound let in or shut out, and with the bound moved the other way."""
    loose, upward = test.operator.endswith("="), test.operator.startswith(">")
    flipped = test.operator[0] if loose else f"{test.operator}="
    yield replace(test, operator=flipped)  # type: ignore[arg-type]
    away = (-1 if upward else 1) if loose else (1 if upward else -1)
    moved = _shifted(fact, test.bound, away)
    if moved is not None:
        yield replace(test, bound=moved)


def _between(test: Between, fact: Fact) -> Iterator[Between]:
    yield replace(test, low_open=not test.low_open)
    yield replace(test, high_open=not test.high_open)
    low = _shifted(fact, test.low, 1 if test.low_open else -1)
    if low is not None:
        yield replace(test, low=low)
    high = _shifted(fact, test.high, -1 if test.high_open else 1)
    if high is not None:
        yield replace(test, high=high)


def _shifted(fact: Fact, value: Value, by: int) -> Value | None:
    """The neighbour of a value in its order; a number moves by one of its last written places."""
    if fact.kind is Kind.SCALE:
        ids = [each.id for each in fact.values]
        at = ids.index(str(value)) + by
        return ids[at] if 0 <= at < len(ids) else None
    if isinstance(value, date):
        return value + timedelta(days=by)
    if isinstance(value, float) and not value.is_integer():
        places = len(str(value).partition(".")[2])
        return round(value + by * 0.1**places, places)
    assert isinstance(value, int | float), "only numbers, dates and scales are ordered"
    return value + by


def _says(test: Test, value: Value) -> bool | None:
    return test.admits(_TODAY - timedelta(days=value) if isinstance(value, _Days) else value, _TODAY)


class _Days(int):
    """An age, so that it is not taken for a number."""


_TODAY = date(2000, 1, 1)


def _values(fact: Fact, *tests: Test) -> Iterator[Value]:
    """A value for everything that the tests could tell apart."""
    if fact is COUNTED:
        yield from counts(*tests)
        return
    if fact.kind is Kind.TAGS:
        tags = [each.id for each in fact.values]
        yield from (frozenset[str](), *(frozenset({tag}) for tag in tags), frozenset(tags))
        return
    for aspect in cells_of(fact, tests).aspects:
        for at in cells_in(aspect.lawful):
            example = aspect.examples[at]
            if example is not None:
                if isinstance(aspect, AgeCells):
                    assert isinstance(example, int | float), "an age is a number of days"
                    yield _Days(int(example))
                else:
                    yield example


def _numbers(test: Test) -> Iterator[int | float]:
    match test:
        case Among(values):
            yield from (value for value in values if isinstance(value, int | float))
        case Compare(_, bound) if isinstance(bound, int | float):
            yield bound
        case Between(low, high):
            yield from (value for value in (low, high) if isinstance(value, int | float))
        case NoneOf(tests) | OneOf(tests):
            for each in tests:
                yield from _numbers(each)
