"""Realistic books as tables: what `bench.accounts` draws one by one, drawn in columns, a million in seconds.

A book comes in parts of 50,000 accounts, each seeded by its place, so that a shorter book is the beginning of a longer
one. Tiers and stages are skewed, 0–12 people belong to an account, a third of everything is unknown, one account in
twenty says nothing about people, and one in thirty states a fact that rules would conclude.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np
import polars as pl

from bench.accounts import DEPARTMENTS, FACTS, GIVEN, PERSON, SURNAMES
from bench.draws import AS_OF, UNKNOWN, WORDS
from stratagem.vocabulary import Fact, Kind, Vocabulary

PART = 50_000
"""So many accounts are drawn at once."""
_PEOPLE = (3, 5, 9, 12, 13, 13, 12, 10, 8, 6, 4, 3, 2)
"""Weights of 0, 1, … 12 people: five on average, with those accounts that say nothing about people."""


def parts(vocabulary: Vocabulary, count: int, seed: int = 2026) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """A book, part by part: accounts with `account_id` and `name`, and their people with `account_id` and `name`."""
    for start in range(0, count, PART):
        yield _part(np.random.default_rng([seed, start // PART]), vocabulary, start, min(PART, count - start))


def book(vocabulary: Vocabulary, count: int, seed: int = 2026) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A whole book in memory."""
    accounts, people = zip(*parts(vocabulary, count, seed), strict=True)
    return pl.concat(accounts), pl.concat(people)


def _part(
    draw: np.random.Generator, vocabulary: Vocabulary, start: int, count: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    # A part is drawn whole, so that the beginning of a book does not depend on its end.
    ids = pl.select(
        pl.concat_str(pl.lit("A"), pl.int_range(start, start + PART).cast(pl.String).str.zfill(8))
    ).to_series()
    columns = {"account_id": ids, "name": "Account " + ids.str.slice(1)}
    columns |= {fact.id: _column(draw, fact, PART, FACTS) for fact in vocabulary.facts if not fact.concluded}
    columns |= _stated(draw, [fact for fact in vocabulary.facts if fact.concluded])
    is_listed = draw.random(PART) >= 0.05
    columns["people_listed"] = pl.Series(is_listed).replace_strict({True: True, False: None}, return_dtype=pl.Boolean)
    each = _chosen(draw, len(_PEOPLE), PART, _PEOPLE) * is_listed
    number = int(each.sum())
    people = {"account_id": ids.gather(pl.Series(np.repeat(np.arange(PART), each)))}
    surnames, given = (_gathered(words, draw.integers(len(words), size=number)) for words in (SURNAMES, GIVEN))
    people["name"] = surnames + given
    for fact in vocabulary.attributes:
        words = DEPARTMENTS if fact.id == "department" else None
        people[fact.id] = _column(draw, fact, number, PERSON, words)
    kept = int(each[:count].sum())
    return pl.DataFrame(columns).head(count), pl.DataFrame(people).head(kept)


def _stated(draw: np.random.Generator, facts: Sequence[Fact]) -> dict[str, pl.Series]:
    """Concluded facts: one account in thirty states one of them."""
    which = np.where(draw.random(PART) < 1 / 30, draw.integers(max(len(facts), 1), size=PART), -1)
    values = {fact.id: _column(draw, fact, PART, {}, unknown=0) for fact in facts}
    return {fact.id: _known(values[fact.id], which == at) for at, fact in enumerate(facts)}


def _column(
    draw: np.random.Generator,
    fact: Fact,
    count: int,
    weights: Mapping[str, Sequence[int]],
    words: Sequence[str] | None = None,
    unknown: float = UNKNOWN,
) -> pl.Series:
    """Values of a fact as a table holds them: ids, tags joined by semicolons, whole numbers, dates; null if unknown."""
    ids = [value.id for value in fact.values]
    match fact.kind:
        case Kind.FLAG:
            values = pl.Series(draw.random(count) < (0.08 if fact.default is False else 0.5))
        case Kind.CHOICE | Kind.SCALE:
            values = _gathered(ids, _chosen(draw, len(ids), count, weights.get(fact.id)))
        case Kind.TAGS:
            one, other = (_gathered(ids, _chosen(draw, len(ids), count, weights.get(fact.id))) for _ in range(2))
            values = pl.select(
                pl.when(pl.Series(draw.random(count) < 1 / 3)).then(one + ";" + other).otherwise(one)
            ).to_series()
        case Kind.NUMBER if fact.high is None:
            values = pl.Series(np.round(draw.lognormal(13, 1.4, count)).astype(np.int64))
        case Kind.NUMBER:
            values = pl.Series(draw.integers(int(fact.low or 0), int(fact.high or 0), size=count, endpoint=True))
        case Kind.DATE:
            days = pl.Series(np.round(draw.exponential(25, count)).astype(np.int64))
            values = pl.select(pl.lit(AS_OF) - days * timedelta(days=1)).to_series()
        case Kind.TEXT:
            values = _gathered(words or WORDS, draw.integers(len(words or WORDS), size=count))
    return _known(values, draw.random(count) >= unknown)


def _gathered(words: Sequence[str], places: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(pl.Series(places))


def _known(values: pl.Series, is_known: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> pl.Series:
    return values.zip_with(pl.Series(is_known), pl.Series([None], dtype=values.dtype).new_from_index(0, len(values)))


def _chosen(
    draw: np.random.Generator, values: int, count: int, weights: Sequence[int] | None
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Places of values, by weight."""
    if weights is None:
        return draw.integers(values, size=count)
    return draw.choice(values, size=count, p=np.array(weights) / sum(weights))
