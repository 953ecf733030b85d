"""Profiles of single accounts → the frames of the columnar matcher; and that matcher asked about one account.

For comparing matchers and for running the same features over each; a book comes as frames. Cost: a step for each fact.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import polars as pl

from stratagem.condition import Facts
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT, LISTED, ROW, account_schema, people_schema, stored
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Value, Vocabulary


def frames_of(profiles: Sequence[Profile], vocabulary: Vocabulary) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The accounts frame and the people frame of some profiles."""
    accounts = [
        {ACCOUNT: profile.name, LISTED: profile.people is not None, **_stored(vocabulary.facts, profile.given)}
        for profile in profiles
    ]
    people = [
        {ROW: row, **_stored(vocabulary.attributes, person.facts)}
        for row, profile in enumerate(profiles)
        for person in profile.people or ()
    ]
    return (
        pl.DataFrame(accounts, schema=dict(account_schema(vocabulary))),
        pl.DataFrame(people, schema=dict(people_schema(vocabulary))),
    )


def _stored(facts: Sequence[Fact], values: Facts) -> dict[str, bool | int | float | str | date]:
    known = ((fact, values.get(fact.id)) for fact in facts)
    return {name: each for fact, value in known if value is not None for name, each in stored(fact, value).items()}


class SingleColumnarMatcher:
    """The columnar matcher, asked about one account: slow, and the same answers."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Translate the rulebook."""
        self._matcher = ColumnarMatcher(rulebook)
        self._rulebook = rulebook

    @contextmanager
    def match(self, profile: Profile) -> "Iterator[SingleColumnarMatching]":
        """Begin with one account: every stratum is answered at once."""
        met = self._matcher.met(*frames_of([profile], self._rulebook.vocabulary), as_of=profile.as_of)
        names = {name for name, is_met in met.row(0, named=True).items() if is_met}
        yield SingleColumnarMatching([[r for r in each.rules if r.id in names] for each in self._rulebook.strata])


class SingleColumnarMatching:
    """One account, matched."""

    def __init__(self, met: list[list[Rule]]) -> None:
        """The rules that are true in each stratum."""
        self._met = met

    def fired(self, stratum: int, settled: Mapping[str, Value]) -> list[Rule]:
        """The rules of a stratum whose condition is true."""
        return self._met[stratum]
