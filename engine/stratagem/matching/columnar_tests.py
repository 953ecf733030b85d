"""Tests and conditions → Polars expressions that are three-valued: true, false, and null for unknown.

Polars' `&`, `|` and `~` are Kleene's, so that conditions translate node by node. What a test says of a value of a list
is found out by asking it: the meaning stays in `stratagem.condition`. This module knows facts and conditions. It does
not know people, rules or frames beyond the names of their columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import groupby
from math import inf

import polars as pl

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
    parts_of,
)
from stratagem.matching.columnar_schema import columns_of, stored
from stratagem.vocabulary import Fact, Kind, Value

AS_OF = "@as_of"
"""The column that holds the as-of date, null without one: expressions are translated once for all dates."""

_LONGEST_AGE = 10_000_000
"""In days: more than lies between any two dates."""

Leaf = FactTest | IsKnown | Quantifier | Count
"""What a condition is put together from, and what becomes a column of its own, computed once."""


def settled(name: str) -> str:
    """The column in which a fact stands once it is settled: given, concluded or by default."""
    return f"={name}"


def leaves_of(conditions: Iterable[Condition]) -> Iterator[Leaf]:
    """The leaves of conditions, each once, in order."""
    parts = (part for condition in conditions for part in parts_of(condition))
    return iter(dict.fromkeys(part for part in parts if isinstance(part, FactTest | IsKnown | Quantifier | Count)))


def truth(condition: Condition, columns: Mapping[Leaf, str]) -> pl.Expr:
    """The truth of a condition whose leaves stand in columns."""
    match condition:
        case All(parts):
            return joined([truth(part, columns) for part in parts], pl.Expr.__and__, empty=True)
        case Any(parts):
            return joined([truth(part, columns) for part in parts], pl.Expr.__or__, empty=False)
        case Not(part):
            return ~truth(part, columns)
        case _:
            return pl.col(columns[condition])


def joined(parts: Sequence[pl.Expr], operator: Callable[[pl.Expr, pl.Expr], pl.Expr], empty: bool) -> pl.Expr:
    """Expressions joined into a tree of little depth: a thousand parts must not nest a thousand deep."""
    if not parts:
        return pl.lit(empty)
    if len(parts) <= 4:
        return reduce(operator, parts)
    middle = len(parts) // 2
    return operator(joined(parts[:middle], operator, empty), joined(parts[middle:], operator, empty))


def truth_of_leaf(leaf: FactTest | IsKnown, facts: Mapping[str, Fact]) -> pl.Expr:
    """The truth of a test of a settled fact; a fact that the vocabulary lacks is unknown."""
    fact = facts.get(leaf.fact)
    if isinstance(leaf, IsKnown):
        known = pl.lit(False) if fact is None else pl.col(settled(fact.id)).is_not_null()
        return known if leaf.known else ~known
    return pl.lit(None, dtype=pl.Boolean()) if fact is None else _tested(fact, leaf.test)


def _tested(fact: Fact, test: Test) -> pl.Expr:
    match test:
        case NoneOf(tests):
            return ~_some(fact, tests)
        case OneOf(tests):
            return _some(fact, tests)
        case Age():
            return _aged(fact, test)
        case _:
            return _ATOMS[fact.kind](fact, test)


def _some(fact: Fact, tests: tuple[Test, ...]) -> pl.Expr:
    return joined([_tested(fact, test) for test in tests], pl.Expr.__or__, False) if tests else _if_known(fact, False)


def _if_known(fact: Fact, answer: bool) -> pl.Expr:
    """What is so of every value; of no value it is unknown."""
    return pl.when(_column(fact).is_not_null()).then(pl.lit(answer))


def _column(fact: Fact) -> pl.Expr:
    return pl.col(settled(fact.id))


def _aged(fact: Fact, test: Age) -> pl.Expr:
    if fact.kind is not Kind.DATE:
        return pl.lit(None, dtype=pl.Boolean())
    days = pl.lit(max(min(test.days, _LONGEST_AGE), -_LONGEST_AGE), dtype=pl.Int32())
    age = pl.col(AS_OF).to_physical() - _column(fact).to_physical()
    return age > days if test.side == "older" else age.abs() <= days


# ── Tests that are not put together from others, by kind ─────────────────────────────────────────────────────────────

Atom = Among | Compare | Between


def _of_flag(fact: Fact, test: Atom) -> pl.Expr:
    match test.admits(False, None), test.admits(True, None):
        case False, True:
            return _column(fact)
        case True, False:
            return ~_column(fact)
        case _, answer:
            return _if_known(fact, answer is True)


def _of_list(fact: Fact, test: Atom) -> pl.Expr:
    """Each run of places whose values pass becomes one or two comparisons."""
    places = [at for at, value in enumerate(fact.values) if test.admits(value.id, None)]
    if len(places) in (0, len(fact.values)):
        return _if_known(fact, bool(places))
    runs = [[at for _, at in run] for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0])]
    return joined([_in_run(fact, run[0], run[-1]) for run in runs], pl.Expr.__or__, empty=False)


def _in_run(fact: Fact, first: int, last: int) -> pl.Expr:
    type_ = columns_of(fact)[fact.id]
    low, high = pl.lit(first, dtype=type_), pl.lit(last, dtype=type_)
    if first == last:
        return _column(fact) == low
    ends = ([_column(fact) >= low] if first else []) + ([_column(fact) <= high] if last < len(fact.values) - 1 else [])
    return joined(ends, pl.Expr.__and__, empty=True)


def _on_line(fact: Fact, test: Atom) -> pl.Expr:
    """Numbers and dates: compared as they are."""
    column = _column(fact)
    match test:
        case Among(values):
            equal = [column == _point(value) for value in values]
            return joined(equal, pl.Expr.__or__, empty=False) if equal else _if_known(fact, False)
        case Compare(operator, bound):
            return _COMPARE[operator](column, _point(bound))
        case Between(low, high, low_open, high_open):
            above = column > _point(low) if low_open else column >= _point(low)
            return above & (column < _point(high) if high_open else column <= _point(high))


def _point(value: Value) -> pl.Expr:
    if isinstance(value, date):
        return pl.lit(value)
    assert isinstance(value, int | float), "only numbers and dates stand on a line"
    try:
        return pl.lit(float(value), dtype=pl.Float64())
    except OverflowError:  # beyond every number that a fact may have
        return pl.lit(inf if value > 0 else -inf, dtype=pl.Float64())


def _of_text(fact: Fact, test: Atom) -> pl.Expr:
    assert isinstance(test, Among), "texts are only equal or not"
    texts = [str(value) for value in test.values]
    equal = [_column(fact) == pl.lit(text) for text in texts]
    return joined(equal, pl.Expr.__or__, empty=False) if equal else _if_known(fact, False)


def _of_tags(fact: Fact, test: Atom) -> pl.Expr:
    assert isinstance(test, Among), "tags are contained or not"
    wanted = stored(fact, frozenset(str(tag) for tag in test.values if tag in fact.ranks))
    types = columns_of(fact)
    met = [
        pl.col(settled(name)) & pl.lit(mask, dtype=types[name]) != pl.lit(0, dtype=types[name])
        for name, mask in wanted.items()
        if mask
    ]
    return joined(met, pl.Expr.__or__, empty=False) if met else _if_known(fact, False)


_ATOMS: Mapping[Kind, Callable[[Fact, Atom], pl.Expr]] = {
    Kind.FLAG: _of_flag,
    Kind.CHOICE: _of_list,
    Kind.SCALE: _of_list,
    Kind.NUMBER: _on_line,
    Kind.DATE: _on_line,
    Kind.TEXT: _of_text,
    Kind.TAGS: _of_tags,
}
_COMPARE: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "<": pl.Expr.__lt__,
    "<=": pl.Expr.__le__,
    ">": pl.Expr.__gt__,
    ">=": pl.Expr.__ge__,
}
