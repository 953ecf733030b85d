"""Facts settled and rules fired, stratum by stratum, for many accounts at once; and how settled facts are shown.

Each stage is a set of columns that need those before. This module knows rulebooks and columns. It does not know people
or what fired rules are good for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stratagem.condition import Count, FactTest, IsKnown, Quantifier
from stratagem.matching.columnar_lists import Entries, listed
from stratagem.matching.columnar_people import settled_by_default
from stratagem.matching.columnar_schema import columns_of, stored, unsigned
from stratagem.matching.columnar_tests import AS_OF, Leaf, leaves_of, settled, truth, truth_of_leaf
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value

Stage = tuple[pl.Expr, ...]

_TAKEN = re.compile(r"account|account_id|not_now|vetoed|held|avoided|warnings|questions|(strategy|priority|rule)_\d+")
"""What the columns of an answer are called."""


def met_in(rulebook: Rulebook, fired_in: Mapping[str, str]) -> dict[str, str]:
    """Rule id → the column of whether it is true and in force; of some rows their table then says whether they fire."""
    contested = rulebook.places_in_contests
    return {id_: f"{name}?" if id_ in contested else name for id_, name in fired_in.items()}


def stages(
    rulebook: Rulebook, fired_in: Mapping[str, str], answers: Mapping[Quantifier | Count, str]
) -> Iterator[Stage]:
    """Settle what nothing concludes; then, for each stratum, ask its tests, fire its rules, settle its facts."""
    met = met_in(rulebook, fired_in)
    vocabulary = rulebook.vocabulary
    yield tuple(settled_by_default([fact for fact in vocabulary.facts if fact.id not in rulebook.concludable]))
    columns: dict[Leaf, str] = {}
    columns.update(answers.items())
    concluders: dict[str, list[tuple[Rule, Value]]] = {}
    for stratum in rulebook.strata:
        asked = [leaf for leaf in leaves_of(rule.when for rule in stratum.rules) if leaf not in columns]
        columns |= {leaf: f"@t{at}" for at, leaf in enumerate(asked, start=len(columns))}
        yield tuple(
            truth_of_leaf(leaf, vocabulary.fact).alias(columns[leaf])
            for leaf in asked
            if isinstance(leaf, FactTest | IsKnown)
        )
        yield tuple(_met(rule, columns).alias(met[rule.id]) for rule in stratum.rules)
        contests = [
            (f"@c{number}", rows)
            for number, (_, rows) in enumerate(rulebook.contests)
            if rows and rows[0] in stratum.rules
        ]
        yield tuple(_first([met[rule.id] for rule in rows]).alias(name) for name, rows in contests)
        yield tuple(
            (pl.col(name) == pl.lit(at, dtype=unsigned(len(rows)))).alias(fired_in[rule.id])
            for name, rows in contests
            for at, rule in enumerate(rows, start=1)
        )
        for rule in stratum.rules:
            for fact, value in dict(reversed(rule.conclude)).items():
                concluders.setdefault(fact, []).append((rule, value))
        yield tuple(
            column
            for fact in stratum.settles
            for column in _settled(vocabulary.fact[fact], sorted(concluders[fact], key=_in_order(rulebook)), fired_in)
        )


def _in_order(rulebook: Rulebook) -> Callable[[tuple[Rule, Value]], int]:
    """The order of reading: among equals the earliest rule wins, whatever its stratum."""
    return lambda each: rulebook.order[each[0].id]


def _first(met: Sequence[str]) -> pl.Expr:
    """Which of these columns is the first that is true, counted from 1; 0 when none is."""
    type_ = unsigned(len(met))
    places = [pl.when(pl.col(name)).then(pl.lit(at, dtype=type_)) for at, name in enumerate(met, start=1)]
    return pl.coalesce(*places, pl.lit(0, dtype=type_))


def _met(rule: Rule, columns: Mapping[Leaf, str]) -> pl.Expr:
    """True when the condition is true and the rule in force, else false."""
    met = truth(rule.when, columns)
    if rule.effective_from is not None:
        met &= pl.col(AS_OF) >= pl.lit(rule.effective_from)
    if rule.effective_until is not None:
        met &= pl.col(AS_OF) <= pl.lit(rule.effective_until)
    return met.fill_null(value=False)


def _settled(fact: Fact, concluders: list[tuple[Rule, Value]], fired_in: Mapping[str, str]) -> Iterator[pl.Expr]:
    """What was given; else what the strongest rule concludes, the earliest of equals; else the default."""
    strongest_last = concluders[::-1]
    strongest_last.sort(key=lambda each: each[0].priority)
    type_ = unsigned(len(strongest_last))
    places = [
        pl.when(pl.col(fired_in[rule.id])).then(pl.lit(at, dtype=type_)).otherwise(pl.lit(0, dtype=type_))
        for at, (rule, _) in enumerate(strongest_last, start=1)
    ]
    place = pl.max_horizontal(places) if len(places) > 1 else places[0]
    default = {} if fact.default is None else stored(fact, fact.default)
    values = [stored(fact, value) for _, value in strongest_last]
    for name, column in columns_of(fact).items():
        choice = pl.Series([default.get(name), *(value[name] for value in values)], dtype=column)
        yield pl.col(name).fill_null(pl.lit(choice).gather(place)).alias(settled(name))


@dataclass(frozen=True)
class Shown:
    """A settled fact as the answer shows it: ids instead of places, tags as a list."""

    name: str
    fact: Fact
    tags: Entries | None

    @classmethod
    def of(cls, fact: Fact) -> "Shown":
        """How a fact is shown; one that is called like a column of every answer, as `fact.<id>`."""
        name = f"fact.{fact.id}" if _TAKEN.fullmatch(fact.id) else fact.id
        return cls(name, fact, _tags(fact) if fact.kind is Kind.TAGS else None)

    def column(self, frame: pl.DataFrame) -> pl.Series:
        """The fact of each account, null where it is unknown."""
        column = frame[settled(self.fact.id)]
        if self.tags is not None:
            lists = pl.DataFrame({"known": column.is_not_null(), "tags": listed(self.tags, frame)})
            return lists.select(pl.when("known").then("tags"))["tags"]
        if self.fact.kind in (Kind.CHOICE, Kind.SCALE):
            return column.cat.to(pl.Enum([value.id for value in self.fact.values]))
        return column


def _tags(fact: Fact) -> Entries:
    entries = []
    for value in fact.values:
        bit = stored(fact, frozenset({value.id}))
        name = next(name for name, mask in bit.items() if mask)
        type_ = columns_of(fact)[name]
        has = pl.col(settled(name)) & pl.lit(bit[name], dtype=type_) != pl.lit(0, dtype=type_)
        entries.append((value.id, has.fill_null(value=False)))
    return Entries(tuple(value.id for value in fact.values), tuple(entries))
