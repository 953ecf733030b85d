"""One slice of a book, as its files have it → its answers, what they say together, and its bad rows.

Whoever goes through a book cuts it into slices and hands them here: the stream of one machine, or the workers of a
cluster. A slice knows nothing of the others. This module joins reading, advising and counting. It does not know files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from stratagem.book.csv_rows import MARKS, NUMBER
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import Book, read_book
from stratagem.book.rejects import File, Rejects, Told
from stratagem.book.summary import Summary, summarise
from stratagem.book.tables import odd_rows, without_odd
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ROW

OnError = Literal["fail", "reject"]

Twin = tuple[int, str, str, Diagnostic]
"""An account that stands twice in the book: row in the slice, heading, value and finding."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted of every slice."""

    files: Mapping[str, File]
    lang: str
    as_of: date | None
    top: int
    on_error: OnError
    keys: tuple[str, ...] = ()
    """The headings of the accounts' names and ids: what is read even of a row that has too many cells, or too few."""


@dataclass(frozen=True)
class Part:
    """What came of a slice; its accounts = rows of `answers` + `rejected`, unless there are no answers."""

    rejects: pl.DataFrame
    """The log, as `book.rejects` tells: every bad row, and the people of rejected accounts."""
    rejected: int
    """So many accounts."""
    people: int
    """So many people of these accounts."""
    faults: int
    told: tuple[Told, ...]
    """The first of them."""
    answers: pl.DataFrame | None = None
    """None when the book has failed already, and is only looked through for more faults."""
    summary: Summary | None = None


@dataclass(frozen=True)
class Persons:
    """People who have been read: `@row`, the place of their account, ascending; `@number`; attributes."""

    frame: pl.DataFrame
    log: pl.DataFrame
    """Their bad rows, told already."""


def advise_slice(
    matcher: ColumnarMatcher,
    wanted: Wanted,
    given: pl.DataFrame,
    people: pl.DataFrame | Persons | None,
    twice: Iterable[Twin] = (),
    has_failed: bool = False,
) -> Part:
    """Read a slice and advise on its good accounts.

    `given` are the accounts, numbered in `@number`; `people` are numbered too, and `@row` is the place of their account
    in the slice, ascending; or somebody has read them. Where bad rows stop everything, a slice that has some, or comes
    after one, is only read.
    """
    rejects = Rejects(wanted.files, wanted.lang)
    persons: Persons | None
    numbers = {ACCOUNTS: given[NUMBER]}
    headings = [name for name in given.columns if name not in (NUMBER, *MARKS)]
    accounts = without_odd(given, wanted.keys).select(headings)
    if isinstance(people, pl.DataFrame):
        numbers[STAKEHOLDERS] = people[NUMBER]
        theirs = [name for name in people.columns if name not in (NUMBER, ROW, *MARKS)]
        given_people = without_odd(people, (ROW,)).select(theirs)
        book = read_book(matcher.rulebook.vocabulary, accounts, given_people, rows=people[ROW])
        log = rejects.of_faults(book.faults, numbers)
        odd = [
            (people[NUMBER][at], "", "", why, people[ROW][at])
            for at, why in odd_rows(people, wanted.files[STAKEHOLDERS].cells)
        ]
        their_log = pl.concat([log.filter(pl.col("table") == STAKEHOLDERS), rejects.of_rows(STAKEHOLDERS, odd)])
        log = log.filter(pl.col("table") == ACCOUNTS)
        persons = Persons(book.people.with_columns(people[NUMBER]), their_log)
    else:
        book = read_book(matcher.rulebook.vocabulary, accounts)
        log, persons = rejects.of_faults(book.faults, numbers), people
    odd = [(given[NUMBER][at], "", "", why, at) for at, why in odd_rows(given, wanted.files[ACCOUNTS].cells)]
    twins = [(given[NUMBER][at], column, value, why, at) for at, column, value, why in twice]
    logs = [log, rejects.of_rows(ACCOUNTS, [*odd, *twins])]
    if persons is not None:
        logs += [persons.log, rejects.on_accounts(persons.log, numbers[ACCOUNTS])]
    log = pl.concat(logs)
    failed = wanted.on_error == "fail" and (has_failed or rejects.faults > 0)
    return _advised(matcher, wanted, _Read(book, persons, log), rejects, failed)


@dataclass(frozen=True)
class _Read:
    book: Book
    persons: Persons | None
    log: pl.DataFrame


def _advised(matcher: ColumnarMatcher, wanted: Wanted, read: _Read, rejects: Rejects, failed: bool) -> Part:
    accounts, log = read.book.accounts, read.log
    bad = log["at"].drop_nulls().unique()
    left = 0
    if read.persons is not None and bad.len():
        theirs = read.persons.frame.filter(pl.col(ROW).is_in(bad.implode()))
        left, told = theirs.height, log.filter(pl.col("table") == STAKEHOLDERS)
        others = theirs.join(told, left_on=NUMBER, right_on="row", how="anti")
        log = pl.concat([log, rejects.of_colleagues(others)])
    if failed:
        return Part(log, bad.len(), left, rejects.faults, rejects.told)
    people = None if read.persons is None else read.persons.frame
    answers = pl.concat(matcher.advise(accounts, people, as_of=wanted.as_of, top=wanted.top))
    if read.book.ids is not None:
        answers = answers.with_columns(read.book.ids.alias("account_id"))
    if bad.len():
        good = ~pl.int_range(accounts.height, dtype=pl.UInt32, eager=True).is_in(bad.implode())
        accounts, answers = accounts.filter(good), answers.filter(good)
    summary = summarise(matcher.rulebook, accounts, answers, rejected=bad.len(), as_of=wanted.as_of)
    return Part(log, bad.len(), left, rejects.faults, rejects.told, answers, summary)
