"""One slice of a book, as its files have it → its answers, what they say together, and its bad rows.

Whoever goes through a book cuts it into slices and hands them here: the stream of one machine, or the workers of a
cluster. A slice knows nothing of the others. This module joins reading, advising and counting. It does not know files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import read_book
from stratagem.book.rejects import File, Rejects
from stratagem.book.summary import Summary, summarise
from stratagem.book.tables import NUMBER
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT, ROW

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


@dataclass(frozen=True)
class Part:
    """What came of a slice; its accounts = rows of `answers` + `rejected`, unless there are no answers."""

    rejects: pl.DataFrame
    rejected: int
    """So many accounts."""
    faults: int
    told: tuple[Diagnostic, ...]
    """The first of them, each at its place."""
    answers: pl.DataFrame | None = None
    """None when the book has failed already, and is only looked through for more faults."""
    summary: Summary | None = None


def advise_slice(
    matcher: ColumnarMatcher,
    wanted: Wanted,
    given: pl.DataFrame,
    people: pl.DataFrame | None,
    twice: Iterable[Twin] = (),
    has_failed: bool = False,
) -> Part:
    """Read a slice and advise on its good accounts.

    `given` are the accounts, numbered in `@number`; `people` are numbered too, and `@row` is the place of their account
    in the slice, ascending. Where bad rows stop everything, a slice that has some, or comes after one, is only read.
    """
    numbers = {ACCOUNTS: given[NUMBER]}
    rows = None
    if people is not None:
        numbers[STAKEHOLDERS], rows = people[NUMBER], people[ROW]
        people = people.drop(NUMBER, ROW)
    rejects = Rejects(wanted.files, wanted.lang)
    book = read_book(matcher.rulebook.vocabulary, given.drop(NUMBER), people, rows=rows)
    frame, bad = rejects.of_slice(book.faults, numbers, book.accounts[ACCOUNT], twice)
    told = tuple(rejects.told)
    if wanted.on_error == "fail" and (has_failed or rejects.faults):
        return Part(frame, bad.len(), rejects.faults, told)
    accounts = book.accounts
    answers = pl.concat(matcher.advise(accounts, book.people, as_of=wanted.as_of, top=wanted.top))
    if book.ids is not None:
        answers = answers.with_columns(book.ids.alias("account_id"))
    if bad.len():
        good = ~pl.int_range(accounts.height, dtype=pl.UInt32, eager=True).is_in(bad.implode())
        accounts, answers = accounts.filter(good), answers.filter(good)
    summary = summarise(matcher.rulebook, accounts, answers, rejected=bad.len(), as_of=wanted.as_of)
    return Part(frame, bad.len(), rejects.faults, told, answers, summary)
