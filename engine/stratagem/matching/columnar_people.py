"""Quantifiers over stakeholders, answered for many accounts at once: one pass over the people, then one group-by.

What is asked of a person becomes bits of a few integers, and the bits of an account are the union over its people. So
"somebody does", "of somebody it is unknown" and "somebody does not" cost one aggregation for all quantifiers together;
counts are sums beside it, counts of distinct values a second group-by over those who count. This module knows
attributes and quantifiers. It does not know rules or the facts of accounts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

import polars as pl

from stratagem.condition import (
    Among,
    Between,
    Compare,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    OneOf,
    Quantifier,
    Test,
)
from stratagem.matching.columnar_schema import LISTED, ROW, columns_of, stored
from stratagem.matching.columnar_tests import Leaf, joined, leaves_of, settled, truth, truth_of_leaf
from stratagem.vocabulary import Fact, Kind, Vocabulary

Answer = Literal["true", "unknown", "false"]

_BYTE, _WORD = 8, 64
_PERSONS = "@persons"
_CERTAIN, _VALUE = "@certain", "@value"


@dataclass(frozen=True)
class People:
    """What is asked of people, translated: stages of columns over people, then over their accounts."""

    person: tuple[tuple[pl.Expr, ...], ...]
    """Settled attributes, tests of them, what quantifiers ask, and their bits; each stage needs those before."""
    account: tuple[pl.Expr, ...]
    """Aggregations over the people of one account."""
    distinct: tuple["Distinct", ...]
    answers: tuple[pl.Expr, ...]
    """The answer to each quantifier, three-valued, from what the aggregations left."""


@dataclass(frozen=True)
class Distinct:
    """Counting the distinct values of an attribute among those who satisfy a condition."""

    where: str
    """The column with the condition's truth."""
    attribute: Fact
    name: str

    def of(self, people: pl.DataFrame) -> pl.DataFrame:
        """For each account with somebody who counts: values of those who do, and of those who do or may."""
        values = list(columns_of(self.attribute))
        counted = people.lazy().filter(
            (pl.col(self.where) | pl.col(self.where).is_null()) & pl.col(settled(values[0])).is_not_null()
        )
        members = counted.select(ROW, pl.col(self.where).fill_null(False).alias(_CERTAIN), *map(settled, values))
        each = members.group_by(ROW, *map(settled, values)).agg(pl.col(_CERTAIN).any())
        return (
            each.group_by(ROW)
            .agg(
                pl.col(_CERTAIN).sum().cast(pl.UInt32).alias(f"{self.name}low"),
                pl.len().cast(pl.UInt32).alias(f"{self.name}high"),
            )
            .collect()
        )


def translated(quantifiers: Mapping[Quantifier | Count, str], vocabulary: Vocabulary) -> People:
    """Translate the quantifiers of a rulebook, each answered in the column that it is mapped to."""
    attributes = vocabulary.attribute
    wheres = {where: f"w{at}" for at, where in enumerate(dict.fromkeys(each.where for each in quantifiers))}
    leaves: dict[Leaf, str] = {leaf: f"a{at}" for at, leaf in enumerate(leaves_of(wheres))}
    bits = _Bits()
    sums: dict[str, pl.Expr] = {_PERSONS: pl.len().cast(pl.UInt32)}
    distinct: dict[tuple[str, str], Distinct] = {}
    answers: list[pl.Expr] = []
    for quantifier, name in quantifiers.items():
        where = wheres[quantifier.where]
        if isinstance(quantifier, Quantifier):
            answers.append(_quantified(quantifier, where, bits).alias(name))
            continue
        bounds = _bounds(quantifier, where, bits, sums, distinct)
        answers.append(_counted(quantifier.test, *bounds).alias(name))
    return People(
        person=(
            tuple(settled_by_default(vocabulary.attributes)),
            tuple(
                truth_of_leaf(leaf, attributes).alias(name)
                for leaf, name in leaves.items()
                if isinstance(leaf, FactTest | IsKnown)
            ),
            tuple(truth(where, leaves).alias(name) for where, name in wheres.items()),
            tuple(bits.packed()),
        ),
        account=(
            *(expression.alias(name) for name, expression in sums.items()),
            *(pl.col(name).bitwise_or() for name in bits.words()),
        ),
        distinct=tuple(distinct.values()),
        answers=tuple(answers),
    )


def answered(people: People, persons: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """The answers to all quantifiers, one row for each account; `accounts` has `@listed` and the as-of date.

    `persons` are the people of these accounts, `@row` counted from the first of them, ascending.
    """
    for stage in people.person:
        persons = persons.with_columns(stage)
    summed = [persons.group_by(ROW, maintain_order=True).agg(people.account)]
    summed += [each.of(persons) for each in people.distinct]
    found = accounts.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW), LISTED)
    for each in summed:
        found = found.join(each, on=ROW, how="left", maintain_order="left")
    counts = pl.all().exclude(ROW, LISTED).fill_null(0)
    found = found.select((pl.col(LISTED).fill_null(False) | pl.col(_PERSONS).is_not_null()).alias(LISTED), counts)
    return found.select(people.answers)


def settled_by_default(facts: Sequence[Fact]) -> Iterator[pl.Expr]:
    """Facts or attributes that nothing concludes: what was given, or the default."""
    for fact in facts:
        default = {} if fact.default is None else stored(fact, fact.default)
        for name, type_ in columns_of(fact).items():
            given = pl.col(name)
            yield (given.fill_null(pl.lit(default[name], dtype=type_)) if default else given).alias(settled(name))


# ── Bits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Bits:
    """The bits of people that are wanted, handed out while quantifiers are translated."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, Answer], int] = {}

    def of_somebody(self, where: str, answer: Answer) -> pl.Expr:
        """Over accounts: whether a condition has this truth of somebody."""
        place = self._places.setdefault((where, answer), len(self._places))
        mask = pl.lit(1 << place % _WORD, dtype=pl.UInt64())
        return pl.col(f"b{place // _WORD}") & mask != pl.lit(0, dtype=pl.UInt64())

    def words(self) -> list[str]:
        """The columns that hold the bits."""
        return [f"b{at}" for at in range(-(-len(self._places) // _WORD))]

    def packed(self) -> Iterator[pl.Expr]:
        """Over people: those columns. Bytes first, since short integers are the quicker ones."""
        wanted = list(self._places)
        for name, start in zip(self.words(), range(0, len(wanted), _WORD), strict=True):
            word = wanted[start : start + _WORD]
            bytes_ = [_byte(word[at : at + _BYTE]) for at in range(0, len(word), _BYTE)]
            shifted = [
                byte.cast(pl.UInt64()) * pl.lit(1 << _BYTE * at, dtype=pl.UInt64()) for at, byte in enumerate(bytes_)
            ]
            yield joined(shifted, pl.Expr.__or__, empty=False).alias(name)


def _byte(wanted: Sequence[tuple[str, Answer]]) -> pl.Expr:
    zero = pl.lit(0, dtype=pl.UInt8())
    set_ = [
        pl.when(_has(where, answer)).then(pl.lit(1 << at, dtype=pl.UInt8())).otherwise(zero)
        for at, (where, answer) in enumerate(wanted)
    ]
    return joined(set_, pl.Expr.__or__, empty=False)


def _has(where: str, answer: Answer) -> pl.Expr:
    column = pl.col(where)
    return column if answer == "true" else ~column if answer == "false" else column.is_null()


# ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _quantified(quantifier: Quantifier, where: str, bits: _Bits) -> pl.Expr:
    """`some` turns true with one who does, `none` false; `every` turns false with one who does not."""
    every = quantifier.which == "every"
    decided = bits.of_somebody(where, "false" if every else "true")
    undecided = bits.of_somebody(where, "unknown")
    if_decided = pl.lit(quantifier.which == "some")
    return pl.when(decided).then(if_decided).when(pl.col(LISTED) & ~undecided).then(~if_decided)


def _bounds(
    count: Count, where: str, bits: _Bits, sums: dict[str, pl.Expr], distinct: dict[tuple[str, str], Distinct]
) -> tuple[pl.Expr, pl.Expr]:
    """The least and the greatest number that a count can turn out to be, over accounts."""
    may = pl.col(where) | pl.col(where).is_null()
    if count.distinct is None:
        sums[f"{where}low"] = pl.col(where).sum().cast(pl.UInt32)
        sums[f"{where}high"] = may.sum().cast(pl.UInt32)
        return pl.col(f"{where}low"), pl.col(f"{where}high")
    attribute = count.distinct
    name = f"{where}{attribute.id}:"
    distinct.setdefault((where, attribute.id), Distinct(where, attribute, name))
    value = pl.col(settled(next(iter(columns_of(attribute)))))
    sums[f"{name}nameless"] = (may & value.is_null()).sum().cast(pl.UInt32)
    one = pl.when(bits.of_somebody(where, "true")).then(pl.lit(1, dtype=pl.UInt32())).otherwise(0)
    low = pl.max_horizontal(f"{name}low", one)
    high = pl.col(f"{name}high") + pl.col(f"{name}nameless")
    match attribute.kind:
        case Kind.CHOICE | Kind.SCALE:
            high = pl.min_horizontal(high, pl.lit(len(attribute.values), dtype=pl.UInt32()))
        case Kind.FLAG:
            high = pl.min_horizontal(high, pl.lit(2, dtype=pl.UInt32()))
    return low, high


def _counted(test: Test, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """True or false when the test says so of every number from `low` to `high`, else unknown."""
    settled_ = pl.col(LISTED) & (low <= high)
    met = [_within(run, low, high) for answer, run in _runs(test) if answer is True]
    missed = [_within(run, low, high) for answer, run in _runs(test) if answer is False]
    yes = joined(met, pl.Expr.__or__, empty=False)
    no = joined(missed, pl.Expr.__or__, empty=False)
    return pl.when(settled_ & yes).then(True).when(settled_ & no).then(False)


Run = tuple[int, int | None]
"""Whole numbers from the first to the last, both included; without end when there is no last."""


def _within(run: Run, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    first, last = run
    above = low >= pl.lit(first, dtype=pl.Int64())
    return above if last is None else above & (high <= pl.lit(last, dtype=pl.Int64()))


def _runs(test: Test) -> Iterator[tuple[bool | None, Run]]:
    """The whole numbers from 0, cut into the longest runs of which the test says the same."""
    turns = {turn for bound in _points(test) for turn in (floor(bound), floor(bound) + 1)}
    starts = sorted({0, *(turn for turn in turns if 0 < turn < 2**62)})
    answers = [test.admits(start, None) for start in starts]
    kept = [at for at in range(len(starts)) if at == 0 or answers[at] is not answers[at - 1]]
    for at, next_ in zip(kept, [*kept[1:], None], strict=True):
        yield answers[at], (starts[at], None if next_ is None else starts[next_] - 1)


def _points(test: Test) -> Iterator[int | float]:
    """The numbers at which a test may change its mind."""
    match test:
        case Among(values):
            yield from (value for value in values if isinstance(value, int | float))
        case Compare(_, bound) if isinstance(bound, int | float):
            yield bound
        case Between(low, high):
            yield from (end for end in (low, high) if isinstance(end, int | float))
        case NoneOf(tests) | OneOf(tests):
            for each in tests:
                yield from _points(each)
