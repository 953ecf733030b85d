"""Answers as a few integers for each account, so that the answers of two rulebooks can be compared column by column.

Strategies, warnings and facts are numbered alike for both rulebooks, by `Codes`; what stands in a list is a bit. This
module knows verdicts. It does not know what is compared with what.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from stratagem.matching import columnar_verdicts
from stratagem.matching.columnar_schema import ACCOUNT
from stratagem.matching.columnar_tests import joined
from stratagem.matching.columnar_verdicts import Verdicts
from stratagem.rulebook import Rulebook

TOP = 3
"""So many strategies are compared in their order."""
FIRST = "strategy_1"
"""The column of the first strategy."""

_WORD = 64
"""So many bits stand in one column."""

ASPECTS = ("first", "top", "held", "against", "warnings", "questions")
"""What of an answer may differ: the first strategy; the first three in their order; which strategies are held; which
are avoided or vetoed; warnings; questions. The order within lists is not compared."""


@dataclass(frozen=True)
class Codes:
    """What has which number."""

    strategies: tuple[str, ...]
    warnings: tuple[str, ...]
    askable: tuple[str, ...]
    """Facts and attributes."""

    @classmethod
    def of(cls, *rulebooks: Rulebook) -> "Codes":
        """Numbers for everything that answers of these rulebooks may name."""
        return cls(
            _all(each.id for book in rulebooks for each in book.strategies),
            _all(each.id for book in rulebooks for each in book.warnings),
            _all(id_ for book in rulebooks for id_ in book.vocabulary.order),
        )


def columns_of(aspect: str, codes: Codes) -> list[str]:
    """The columns that tell whether an aspect of two answers differs."""
    match aspect:
        case "first":
            return [FIRST]
        case "top":
            return [f"strategy_{rank}" for rank in range(1, TOP + 1)]
        case "held" | "against":
            return [f"{aspect}@{word}" for word in range(_words(codes.strategies))]
        case "warnings":
            return [f"{aspect}@{word}" for word in range(_words(codes.warnings))]
        case _:
            return [f"{aspect}@{word}" for word in range(_words(codes.askable))]


def outcome(verdicts: Verdicts, fired: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """The answers of accounts of which it is known which rules fire: the columns of all aspects."""
    spoken = fired.select(ACCOUNT, *verdicts.spoken).with_columns(verdicts.kept_out)
    strategies = pl.Enum(codes.strategies)
    first = columnar_verdicts.first(verdicts, spoken, TOP).select(
        pl.col(name).cast(pl.String).cast(strategies) for name in columns_of("top", codes)
    )
    out = dict(enumerate(verdicts.not_now.entries))
    held = [out[at] for at in verdicts.kinds["held"]]
    against = [out[at] for kind in ("vetoed", "avoided") for at in verdicts.kinds[kind]]
    return pl.concat(
        [
            first,
            spoken.select(*_bits("held", held, codes.strategies), *_bits("against", against, codes.strategies)),
            fired.select(
                *_bits("warnings", verdicts.warnings.entries, codes.warnings),
                *_bits("questions", verdicts.questions.entries, codes.askable),
            ),
        ],
        how="horizontal",
    )


def differing(one: pl.DataFrame, other: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """For each account and aspect, whether two answers differ: a Boolean column for each aspect."""
    both = pl.concat([one, other.rename(lambda name: f"{name}'")], how="horizontal")
    return both.select(
        joined(
            [pl.col(name).ne_missing(pl.col(f"{name}'")) for name in columns_of(aspect, codes)],
            pl.Expr.__or__,
            empty=False,
        ).alias(aspect)
        for aspect in ASPECTS
    )


def _bits(aspect: str, entries: Iterable[tuple[str, pl.Expr]], ids: tuple[str, ...]) -> Iterator[pl.Expr]:
    """A bit for each id that an account has, in as many words as it takes."""
    by_id: dict[str, list[pl.Expr]] = {}
    for id_, met in entries:
        by_id.setdefault(id_, []).append(met)
    places: Mapping[str, int] = {id_: at for at, id_ in enumerate(ids)}
    for word in range(_words(ids)):
        bits = [
            pl.when(joined(met, pl.Expr.__or__, empty=False))
            .then(pl.lit(1 << places[id_] % _WORD, dtype=pl.UInt64))
            .otherwise(pl.lit(0, dtype=pl.UInt64))
            for id_, met in by_id.items()
            if places[id_] // _WORD == word
        ]
        none = pl.repeat(0, pl.len(), dtype=pl.UInt64)
        yield joined([none, *bits], pl.Expr.__or__, empty=False).alias(f"{aspect}@{word}")


def _words(ids: tuple[str, ...]) -> int:
    return max(1, -(-len(ids) // _WORD))


def _all(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
