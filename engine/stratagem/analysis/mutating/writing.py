"""Conditions, values and effects as an author writes them, on one line: what an edit shows before and after its arrow.

It knows the form of the rule language. It does not know rules or labels.
"""

from datetime import date

from stratagem.condition import (
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
)
from stratagem.vocabulary import Value


def value(written: Value) -> str:
    """`yes`, `partner`, `2026-11-23`, `[cost, fit]`."""
    match written:
        case bool():
            return "yes" if written else "no"
        case date():
            return written.isoformat()
        case frozenset():
            return f"[{', '.join(sorted(written))}]"
        case _:
            return str(written)


def test(asked: Test) -> str:
    """`partner`, `[none, candidate]`, `>= supporter`, `[50..100)`, `not(none)`, `older than 30 days`."""
    match asked:
        case Among((single,)):
            return value(single)
        case Among(values):
            return f"[{', '.join(map(value, values))}]"
        case Compare(operator, bound):
            return f"{operator} {value(bound)}"
        case Between(low, high, low_open, high_open):
            return f"{'(' if low_open else '['}{value(low)}..{value(high)}{')' if high_open else ']'}"
        case Age(side, days):
            return f"{'older than' if side == 'older' else 'within'} {days} days"
        case NoneOf(tests):
            return f"not({', '.join(_inside(each) for each in tests)})"
        case OneOf((single_test,)):
            return test(single_test)
        case OneOf(tests):
            return f"[{', '.join(map(test, tests))}]"


def line(condition: Condition) -> str:
    """`tier: partner`, `any: [{…}, {…}]`, `stakeholders: {some: {…}}`; several lines with semicolons."""
    match condition:
        case FactTest(fact, asked):
            return f"{fact}: {test(asked)}"
        case IsKnown(fact, known):
            return f"{fact}: {'known' if known else 'unknown'}"
        case All(parts):
            return "; ".join(map(line, parts)) or "{}"
        case Any(parts):
            return f"any: [{', '.join(f'{{{line(part)}}}' for part in parts)}]"
        case Not(part):
            return f"not: {{{line(part)}}}"
        case Quantifier(which, where):
            return f"stakeholders: {{{which}: {_braced(where)}}}"
        case Count(where, asked, distinct):
            of = f", distinct: {distinct.id}" if distinct else ""
            return f"stakeholders: {{count: {{where: {_braced(where)}{of}, is: {test(asked)}}}}}"


def _inside(asked: Test) -> str:
    """A test inside `not(…)`: a list stands there without its brackets."""
    return ", ".join(map(value, asked.values)) if isinstance(asked, Among) else test(asked)


def _braced(condition: Condition) -> str:
    said = line(condition).replace("; ", ", ")
    return said if said == "{}" else f"{{{said}}}"
