"""The cases that a new rule needs, made from its own condition: a hit, a miss, both sides of a threshold, a gap.

A value is found for each side of each test by asking the test about one value of every cell. This module knows
conditions and values. It does not know how cases are written down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from stratagem.authoring.cases import CaseKind
from stratagem.condition import ALWAYS, All, Condition, FactTest, IsKnown, Test
from stratagem.matching.cells import AgeCells, FactCells, TagCells, cells_of
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value

Given = Mapping[str, Value | None]


@dataclass(frozen=True)
class NewCase:
    """A case to be written: what is given, and whether the rule fires."""

    kind: CaseKind
    fires: bool
    given: Given
    about: str = ""
    """The fact that makes this case what it is."""
    as_of: date | None = field(default=None)


def cases_for(rule: Rule, rulebook: Rulebook, as_of: date) -> tuple[NewCase, ...]:
    """The cases of a rule whose condition is a list of tests of facts; `as_of` is the date that ages count from."""
    lines = _lines(rule.when)
    facts = rulebook.vocabulary.fact
    tested = {line.fact: line.test for line in lines if isinstance(line, FactTest)}
    known = {line.fact for line in lines if isinstance(line, IsKnown) and line.known}
    passing = {id_: _values(facts[id_], test, as_of, passes=True) for id_, test in tested.items()}
    passing |= {id_: _any_value(facts[id_], as_of) for id_ in known - tested.keys()}
    hit = {id_: values[0] for id_, values in passing.items() if values}
    dated = as_of if any(facts[id_].kind is Kind.DATE for id_ in tested) else None
    return tuple(_made(rule, rulebook, hit, tested, as_of, dated))


def _made(
    rule: Rule, rulebook: Rulebook, hit: Given, tested: Mapping[str, Test], as_of: date, dated: date | None
) -> Iterator[NewCase]:
    facts = rulebook.vocabulary.fact
    yield NewCase(CaseKind.HIT, True, hit, "", dated)
    if rule.when == ALWAYS:
        return
    misses = {id_: _values(facts[id_], test, as_of, passes=False) for id_, test in tested.items()}
    for id_, values in misses.items():
        if values:
            yield NewCase(CaseKind.MISS, False, {**hit, id_: values[0]}, id_, dated)
    for id_, test in tested.items():
        for fires, value in _threshold(facts[id_], test, as_of):
            yield NewCase(CaseKind.BOUNDARY, fires, {**hit, id_: value}, id_, dated)
    for id_ in tested:
        if facts[id_].default is None:
            yield NewCase(CaseKind.MISSING, False, {key: value for key, value in hit.items() if key != id_}, id_, dated)


def _lines(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _values(fact: Fact, test: Test, as_of: date, *, passes: bool) -> list[Value]:
    """One value of each cell that the test admits, or that it refuses, lawful ones only."""
    return [value for value in _examples(cells_of(fact, [test]), as_of) if test.admits(value, as_of) is passes]


def _any_value(fact: Fact, as_of: date) -> list[Value]:
    return list(_examples(cells_of(fact, ()), as_of)) or [_some(fact, as_of)]


def _examples(cells: FactCells, as_of: date) -> Iterator[Value]:
    for aspect in cells.aspects:
        for at, example in enumerate(aspect.examples):
            if example is None or not aspect.lawful >> at & 1:
                continue
            if isinstance(aspect, AgeCells):
                assert isinstance(example, int | float), "an age is a number of days"
                yield as_of - timedelta(days=int(example))
            elif isinstance(aspect, TagCells) and not example:
                # No tags at all is a list that reads like a slip; another tag says the same.
                others = [value.id for value in cells.fact.values if value.id != aspect.tag]
                yield frozenset(others[:1])
            else:
                yield example


def _some(fact: Fact, as_of: date) -> Value:
    """A value of a fact that no test cuts."""
    match fact.kind:
        case Kind.NUMBER:
            return fact.low if fact.low is not None else fact.high if fact.high is not None else 1
        case Kind.DATE:
            return as_of
        case Kind.TAGS:
            return frozenset(value.id for value in fact.values[:1])
        case _:
            return "…"


def _threshold(fact: Fact, test: Test, as_of: date) -> Iterator[tuple[bool, Value]]:
    """The two values that lie closest on both sides of where an ordered test changes its answer."""
    if fact.kind not in (Kind.SCALE, Kind.NUMBER, Kind.DATE):
        return
    values = list(dict.fromkeys(_examples(cells_of(fact, [test]), as_of)))
    answers = [test.admits(value, as_of) is True for value in values]
    for at in range(1, len(values)):
        if answers[at - 1] is not answers[at]:
            yield from sorted(
                [(answers[at - 1], values[at - 1]), (answers[at], values[at])], key=lambda each: not each[0]
            )
            return
