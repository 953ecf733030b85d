"""A book in files → a file of answers: read as a stream, slice by slice, with every row accounted for.

The accounts' names and ids are read first, then whose each person is, then both files side by side: each slice is read,
advised, counted and written before the next. Rows that were bad are looked up again at the end, when there are any.
This module joins reading, advising and writing. It does not know how any of them is done.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.keyed import Twins, keyed_by
from stratagem.book.keys import KEY, account_heading
from stratagem.book.mapping import TableMapping
from stratagem.book.opening import Opened, open_book
from stratagem.book.placing import People, Placed, Stranger, people_of, placed
from stratagem.book.rejected import put, write_rejected
from stratagem.book.rejects import File, Rejects
from stratagem.book.results import Results
from stratagem.book.slices import OnError, Part, Wanted, advise_slice
from stratagem.book.summary import Summary
from stratagem.book.tables import AT_ONCE, Table, Tape, ending
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT
from stratagem.rulebook import Rulebook


@dataclass(frozen=True)
class Job:
    """What is to be done with which files."""

    accounts: str
    out: str
    people: tuple[str, ...] = ()
    """One file, or two if the mapping joins a second one."""
    mapping: TableMapping | None = None
    on_error: OnError = "fail"
    top: int = 3
    as_of: date | None = None
    lang: str = "en"

    @property
    def rejected(self) -> str:
        """Where rejected accounts go."""
        return f"{self.out}.rejected.csv"

    @property
    def rejected_people(self) -> str:
        """Where the people of rejected accounts go, and those of no account."""
        return f"{self.out}.rejected-people.csv"


@dataclass(frozen=True)
class Outcome:
    """How it went.

    Accounts in = `advised` + `rejected`; if it `failed`, nothing was written, and `rejected` are those that would be.
    """

    accounts: int
    advised: int
    rejected: int
    people: int
    """All in = `people_advised` + `people_rejected` + `people_without`."""
    people_rejected: int
    """Of rejected accounts."""
    people_without: int
    """Whose account cannot be told."""
    strangers: tuple[Stranger, ...]
    """The first of those."""
    faults: int
    findings: tuple[Diagnostic, ...]
    ignored: tuple[tuple[str, tuple[str, ...]], ...]
    """File and its headings that the mapping says nothing about."""
    failed: bool
    """Nothing was written because of faults."""
    summary: Summary | None
    people_file: File
    rejects: tuple[str, ...] = ()
    """The files of rejects that were written."""

    @property
    def people_advised(self) -> int:
        """Those whom the answers consider."""
        return self.people - self.people_rejected - self.people_without

    def heading(self, column: str) -> str:
        """What a column of the people is called in their file."""
        return self.people_file.heading(column)


def advise_files(rulebook: Rulebook, job: Job, progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Advise on a book of files; `progress` is told how many accounts of how many are done.

    Raises `AccountError` when a file cannot be read at all or a column means nothing, `OSError` when nothing can be
    written there. Bad rows are in the outcome.
    """
    ending(job.out)
    opened = open_book(job.accounts, job.people, job.mapping)
    own, theirs, wrong = opened.headings(rulebook.vocabulary)
    rejects = Rejects(opened.files, job.lang)
    if wrong:
        raise AccountError(rejects.of_columns(wrong))
    heading = account_heading(KEY in own, theirs, wrong) if opened.people is not None else None
    if wrong:
        raise AccountError(rejects.of_columns(wrong))
    keyed = keyed_by(opened.accounts, own, by_name=KEY not in own or (opened.people is not None and KEY not in theirs))
    twins = Twins.of(keyed, own, by_name=opened.people is not None)
    if progress is not None:
        progress(0, keyed.count)
    with Results(Path(job.out).resolve(), job.out) as results:
        people, found = None, Placed.nobody()
        if opened.people is not None and heading is not None:
            log = results.aside("strangers") if job.on_error == "reject" else None
            found = placed(opened.people, theirs, keyed.keys, heading, rejects, log)
            people = people_of(rulebook, opened.people, theirs, found.rows, rejects, results.aside)
        keys = tuple(own[name] for name in (ACCOUNT, KEY) if name in own)
        wanted = Wanted(opened.files, job.lang, job.as_of, job.top, job.on_error, keys)
        whole = Whole(keyed.count, found.rows.len(), found.rows.null_count(), found.strangers, found.logs())
        parts = _slices(ColumnarMatcher(rulebook), wanted, opened.accounts, people, rejects, twins)
        return put_together(job, opened, whole, rejects, results, _told(parts, keyed.count, progress))


@dataclass(frozen=True)
class Whole:
    """What is known of a book before it is advised."""

    accounts: int
    people: int
    without: int
    """People whose account cannot be told."""
    strangers: tuple[Stranger, ...]
    """The first of them."""
    logs: Iterable[pl.DataFrame]
    """The log of all of them, as `book.rejects` tells, part by part; none where nobody will read it."""


def put_together(
    job: Job, opened: Opened, whole: Whole, rejects: Rejects, results: Results, parts: Iterable[Part]
) -> Outcome:
    """Write the parts of a book, in order, or nothing when bad rows stop everything; every row is accounted for."""
    logs = {table: results.aside(f"rejected-{table}") for table in (ACCOUNTS, STAKEHOLDERS)}
    for each in whole.logs:
        put(logs[STAKEHOLDERS], each)
    advised, rejected, left, summary = 0, 0, 0, None
    for part in parts:
        if job.on_error == "reject":
            for table, log in logs.items():
                put(log, part.rejects.filter(pl.col("table") == table))
        rejects.include(part.faults, part.told)
        rejected += part.rejected
        left += part.people
        if part.answers is not None and part.summary is not None:
            results.add(part.answers)
            advised += part.answers.height
            summary = part.summary if summary is None else summary + part.summary
    failed = job.on_error == "fail" and rejects.faults > 0
    written: dict[str, Path] = {}
    if not failed:
        if advised + rejected != whole.accounts:
            raise AccountError([Diagnostic("unreadable-table", job.accounts, {"reason": "it changed meanwhile"})])
        for file, name, log in (
            (opened.accounts, job.rejected, logs[ACCOUNTS]),
            (opened.people, job.rejected_people, logs[STAKEHOLDERS]),
        ):
            if file is not None and log.buckets:
                written[name] = results.folder / f"rejected-{len(written)}.csv"
                write_rejected(file, log, written[name], job.lang)
        results.publish([(made, Path(name).resolve()) for name, made in written.items()])
        _forget(job, written)
    return Outcome(
        whole.accounts, advised, rejected, whole.people, left, whole.without, whole.strangers, rejects.faults,
        tuple(rejects.findings()), tuple(opened.ignored), failed, None if failed else summary,
        opened.files[STAKEHOLDERS], tuple(written),
    )  # fmt: skip


def _told(parts: Iterable[tuple[int, Part]], of: int, progress: Callable[[int, int], None] | None) -> Iterator[Part]:
    """The parts, while somebody is told how many accounts are done when each of them is written."""
    for done, part in parts:
        yield part
        if progress is not None:
            progress(done, of)


def _forget(job: Job, written: Container[str]) -> None:
    """Files of rejects that belong to an earlier result go, unless they were read here."""
    read = {Path(file).resolve() for file in (job.accounts, *job.people)}
    for name in (job.rejected, job.rejected_people):
        if name not in written and Path(name).resolve() not in read:
            Path(name).unlink(missing_ok=True)


def _slices(
    matcher: ColumnarMatcher, wanted: Wanted, table: Table, people: People | None, rejects: Rejects, twins: "Twins"
) -> Iterator[tuple[int, Part]]:
    """The book, slice by slice: accounts done, and what came of the slice."""
    tape = Tape(table.batches())
    start, is_first = 0, True
    while (given := tape.take(AT_ONCE)).height or is_first:
        is_first = False
        end = start + given.height
        persons = people.within(start, end) if people is not None else None
        twice = twins.within(start, given)
        yield end, advise_slice(matcher, wanted, given, persons, twice, rejects.faults > 0)
        start = end
