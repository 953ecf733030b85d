"""What a worker of Spark does: Arrow batches of accounts with their people → answers, or what is wrong with them.

The batches become the frames that a book on one machine is cut into, and the same matcher answers them. Each class here
is shipped to the workers once, with the rulebook in it; they need the package, but no file of rules. This module knows
Arrow and the columns that `gathering` makes. It does not know where accounts come from.
"""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa

from stratagem.account import MOST_FINDINGS
from stratagem.book.csv_rows import NUMBER as ROW_OF_FILE
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import Book, read_book
from stratagem.book.slices import Twin, Wanted, advise_slice
from stratagem.book.spark.gathering import AT, FIRST, NUMBER, PEOPLE
from stratagem.book.tables import AT_ONCE
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ROW

if TYPE_CHECKING:
    from pyspark.accumulators import Accumulator

Batches = Iterator[pa.RecordBatch]

PARTS = pa.schema([(AT, pa.int64()), ("part", pa.binary())])
"""What a slice sends home: its first account, and a pickled object."""


@dataclass(frozen=True)
class Layout:
    """How the columns of a batch are called by their users, and the matcher as the driver made it."""

    matcher: bytes
    accounts: tuple[str, ...]
    people: tuple[str, ...] | None

    @classmethod
    def of(cls, matcher: ColumnarMatcher, accounts: tuple[str, ...], people: tuple[str, ...] | None) -> "Layout":
        """Ready to be shipped."""
        return cls(pickle.dumps(matcher), accounts, people)

    def made(self) -> ColumnarMatcher:
        """The matcher; a worker makes it once."""
        return _made(self.matcher)

    def slices(self, batches: Batches) -> Iterator["Slice"]:
        """The batches, put together to slices of accounts."""
        held: list[pa.RecordBatch] = []
        for batch in batches:
            held.append(batch)
            if sum(each.num_rows for each in held) >= AT_ONCE:
                yield self._slice(held)
                held = []
        if held:
            yield self._slice(held)

    def _slice(self, batches: list[pa.RecordBatch]) -> "Slice":
        frame = pl.DataFrame(pa.Table.from_batches(batches))
        given = frame.select(pl.col(f"c{at}").alias(name) for at, name in enumerate(self.accounts))
        if self.people is None:
            return Slice(frame, given, None, None)
        persons = frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW), PEOPLE).explode(PEOPLE)
        persons = persons.filter(pl.col(PEOPLE).is_not_null()).unnest(PEOPLE).sort(ROW, AT)
        columns = (pl.col(f"c{at}").alias(name) for at, name in enumerate(self.people))
        return Slice(frame, given, persons, persons.select(*columns))


@dataclass(frozen=True)
class Slice:
    """Accounts and their people, with what `gathering` says of them, and as their users gave them."""

    frame: pl.DataFrame
    given: pl.DataFrame
    persons: pl.DataFrame | None
    given_people: pl.DataFrame | None

    def read(self, matcher: ColumnarMatcher) -> Book:
        """The slice as the matcher sees it, and what is wrong with it."""
        rows = self.persons[ROW] if self.persons is not None else None
        return read_book(matcher.rulebook.vocabulary, self.given, self.given_people, rows=rows)

    def twins(self, heading: str, by_name: bool) -> Iterator[Twin]:
        """Accounts that stand twice: row in the slice, heading, value and finding."""
        code = "account-named-twice" if by_name else "duplicate-account-id"
        for row in self.frame[FIRST].is_not_null().arg_true():
            value = str(self.given[heading][row])
            details = {"value": value[:60], "row": str(self.frame[FIRST][row])}
            yield row, heading, value, Diagnostic(code, None, details)


@dataclass(frozen=True)
class Answering:
    """Batches → batches of answers in the columns of `schema`; no value may be bad."""

    layout: Layout
    as_of: date | None
    top: int
    schema: pa.Schema

    def __call__(self, batches: Batches) -> Batches:
        """The answers, in the order of the accounts."""
        matcher = self.layout.made()
        for each in self.layout.slices(batches):
            book = each.read(matcher)
            answers = pl.concat(matcher.advise(book.accounts, book.people, as_of=self.as_of, top=self.top))
            if book.ids is not None:
                answers = answers.with_columns(book.ids.alias("account_id"))
            yield from plain(answers).to_arrow().cast(self.schema).to_batches()


@dataclass(frozen=True)
class Checking:
    """Batches → the first faults of each slice: pickled (table, `@at`, heading, finding), and how many there are."""

    layout: Layout

    def __call__(self, batches: Batches) -> Batches:
        """Nothing, where nothing is wrong."""
        matcher = self.layout.made()
        for each in self.layout.slices(batches):
            faults = each.read(matcher).faults
            if not faults:
                continue
            places = {ACCOUNTS: each.frame[AT]} | ({STAKEHOLDERS: each.persons[AT]} if each.persons is not None else {})
            found = [
                (table, places[table][row], column, faults.findings[finding])
                for table, of_table in faults.frame.partition_by("table", as_dict=True).items()
                for table, row, column, finding in of_table.head(MOST_FINDINGS)
                .select(pl.col("table").cast(pl.String), "row", "column", "finding")
                .iter_rows()
            ]
            yield _home(each, (found, faults.frame.height))


@dataclass(frozen=True)
class Advising:
    """Batches → one `Part` for each slice; `done` is told how many accounts it has."""

    layout: Layout
    wanted: Wanted
    twins: tuple[str, bool] | None
    """The heading of the key by which accounts are told apart, and whether it is their name."""
    done: "Accumulator[int] | None" = None

    def __call__(self, batches: Batches) -> Batches:
        """The parts, in the order of the accounts."""
        matcher = self.layout.made()
        for each in self.layout.slices(batches):
            given = each.given.with_columns(each.frame[NUMBER].cast(pl.UInt32).alias(ROW_OF_FILE))
            people = None
            if each.persons is not None and each.given_people is not None:
                number = each.persons[NUMBER].cast(pl.UInt32).alias(ROW_OF_FILE)
                people = each.given_people.with_columns(each.persons[ROW], number)
            twins = each.twins(*self.twins) if self.twins is not None else ()
            part = advise_slice(matcher, self.wanted, given, people, twins)
            if self.done is not None:
                self.done.add(given.height)
            yield _home(each, part)


def plain(answers: pl.DataFrame) -> pl.DataFrame:
    """Answers in types that Spark has too: text for ids, whole numbers with a sign."""
    signed = [name for name, type_ in answers.schema.items() if type_.is_unsigned_integer()]
    words = [name for name, type_ in answers.schema.items() if isinstance(type_, pl.Enum)]
    lists = [name for name, type_ in answers.schema.items() if isinstance(type_, pl.List)]
    return answers.with_columns(
        pl.col(signed).cast(pl.Int64), pl.col(words).cast(pl.String), pl.col(lists).cast(pl.List(pl.String))
    )


def arrow_schema(answers: pl.DataFrame) -> pa.Schema:
    """The columns of plain answers as Arrow types that Spark has too."""
    small = {pa.large_string(): pa.string(), pa.large_list(pa.large_string()): pa.list_(pa.string())}
    return pa.schema([(each.name, small.get(each.type, each.type)) for each in answers.to_arrow().schema])


@lru_cache(maxsize=4)
def _made(matcher: bytes) -> ColumnarMatcher:
    made = pickle.loads(matcher)  # noqa: S301 - the driver wrote it; Spark ships the code that reads it the same way
    assert isinstance(made, ColumnarMatcher), "the driver ships a matcher"
    return made


def _home(each: Slice, thing: object) -> pa.RecordBatch:
    return pa.record_batch([[each.frame[AT][0]], [pickle.dumps(thing)]], schema=PARTS)
