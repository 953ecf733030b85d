"""Matches many accounts at once: the rulebook translated once into Polars expressions, one column for each question.

The meaning is that of `stratagem.condition`, unknowns included, and row *i* of the answer is what `Advisor.advise` says
of account *i*. Frames go through in slices of accounts, so that memory does not grow with the book. How the frames look
is told by `matching.columnar_schema`; this module knows rulebooks and such frames. It does not know files, labels or
people's names.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from stratagem.matching import columnar_people, columnar_verdicts
from stratagem.matching.columnar_facts import Shown, met_in, stages
from stratagem.matching.columnar_lists import listed, parted
from stratagem.matching.columnar_outcomes import Codes, outcome
from stratagem.matching.columnar_schema import ACCOUNT, ROW, account_schema, completed, people_schema
from stratagem.matching.columnar_tests import AS_OF
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact

SLICE = 50_000
"""So many accounts at once: enough to spread what each slice costs, few enough to stay small."""


class ColumnarMatcher:
    """A rulebook's conditions and its arbitration, asked of whole columns. Frozen; safe to share between threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Translate the rulebook. Cost: linear in its conditions."""
        self.rulebook = rulebook
        vocabulary = rulebook.vocabulary
        quantifiers = {each: f"@q{at}" for at, each in enumerate(rulebook.quantifiers)}
        self._fired_in = {rule.id: f"@r{at}" for at, rule in enumerate(rulebook.rules)}
        self._accounts, self._persons = account_schema(vocabulary), people_schema(vocabulary)
        self._people = columnar_people.translated(quantifiers, vocabulary)
        self._stages = tuple(stages(rulebook, self._fired_in, quantifiers))
        self._verdicts = columnar_verdicts.translated(rulebook, self._fired_in)
        self._concluded = tuple(Shown.of(fact) for fact in concluded_facts(rulebook))

    def advise(
        self,
        accounts: pl.DataFrame,
        people: pl.DataFrame | None = None,
        *,
        as_of: date | None = None,
        top: int = 3,
        at_once: int = SLICE,
    ) -> Iterator[pl.DataFrame]:
        """The answers, one row for each account in the order given, slice by slice; at least one slice.

        Columns: `account`; `strategy_1` … `strategy_<top>`, then `priority_…`, then `rule_…` (the winning rule), null
        past the last recommendation; lists of ids: `not_now`, all of it again as `vetoed`, `held` and `avoided`,
        `warnings` and `questions`; every concluded fact as it was given, concluded or taken by default.
        """
        for part in self._slices(accounts, people, as_of, at_once):
            yield self._answer(part, top)

    def outcomes(
        self, accounts: pl.DataFrame, people: pl.DataFrame | None = None, *, codes: Codes, as_of: date | None = None
    ) -> pl.DataFrame:
        """The answers in numbers, to be compared with those of another rulebook: see `columnar_outcomes`."""
        parts = self._slices(accounts, people, as_of, SLICE)
        return pl.concat(outcome(self._verdicts, part, codes) for part in parts)

    def fired(
        self, accounts: pl.DataFrame, people: pl.DataFrame | None = None, *, as_of: date | None = None
    ) -> pl.DataFrame:
        """Which rules fire: one row for each account, one Boolean column for each rule, named by its id."""
        return self._columns(self._fired_in, accounts, people, as_of)

    def met(
        self, accounts: pl.DataFrame, people: pl.DataFrame | None = None, *, as_of: date | None = None
    ) -> pl.DataFrame:
        """Which rules are true and in force, those too that their table passes over; in the form of `fired`."""
        return self._columns(met_in(self.rulebook, self._fired_in), accounts, people, as_of)

    def _columns(
        self, names: Mapping[str, str], accounts: pl.DataFrame, people: pl.DataFrame | None, as_of: date | None
    ) -> pl.DataFrame:
        parts = (
            part.select(pl.col(name).alias(rule) for rule, name in names.items())
            for part in self._slices(accounts, people, as_of, SLICE)
        )
        return pl.concat(parts)

    def _slices(
        self, accounts: pl.DataFrame, people: pl.DataFrame | None, as_of: date | None, at_once: int
    ) -> Iterator[pl.DataFrame]:
        """Accounts slice by slice, with everything settled."""
        people = pl.DataFrame(schema=dict(self._persons)) if people is None else people
        rows = people[ROW] if people.width else pl.Series([], dtype=pl.UInt32)
        for start in range(0, max(accounts.height, 1), at_once):
            bounds = rows.search_sorted(pl.Series([start, start + at_once], dtype=pl.UInt32), side="left")
            persons = completed(people.slice(bounds[0], bounds[1] - bounds[0]), self._persons)
            persons = persons.with_columns((pl.col(ROW) - start).set_sorted())
            yield self._settled(completed(accounts.slice(start, at_once), self._accounts), persons, as_of)

    def _settled(self, accounts: pl.DataFrame, persons: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
        on = pl.lit(as_of, dtype=pl.Date).alias(AS_OF)
        frame = accounts.with_columns(on)
        if self._people.answers:
            answers = columnar_people.answered(self._people, persons.with_columns(on), frame)
            frame = frame.with_columns(answers)
        for stage in self._stages:
            frame = frame.with_columns(stage)
        return frame

    def _answer(self, frame: pl.DataFrame, top: int) -> pl.DataFrame:
        verdicts = self._verdicts
        spoken = frame.select(ACCOUNT, *verdicts.spoken)  # a column, lest literals alone make one row
        spoken = spoken.with_columns(verdicts.kept_out)
        first = columnar_verdicts.first(verdicts, spoken, top)
        not_now, by_kind = parted(verdicts.not_now, spoken, verdicts.kinds)
        return pl.DataFrame(
            [
                frame[ACCOUNT].fill_null("").alias("account"),
                *first,
                not_now.alias("not_now"),
                *(series.alias(kind) for kind, series in by_kind.items()),
                listed(verdicts.warnings, frame).alias("warnings"),
                listed(verdicts.questions, frame).alias("questions"),
                *(shown.column(frame).alias(shown.name) for shown in self._concluded),
            ]
        )


def concluded_facts(rulebook: Rulebook) -> tuple[Fact, ...]:
    """The facts that the answer holds: those that rules find out, in vocabulary order."""
    return tuple(fact for fact in rulebook.vocabulary.facts if fact.concluded or fact.id in rulebook.concludable)
