"""A book in files → a file of answers: read as a stream, slice by slice, with every row accounted for.

The accounts' names and ids are read first, then whose each person is, then both files side by side: each slice is read,
advised, counted and written before the next. This module joins reading, advising and writing. It does not know how any
of them is done.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stratagem.book.faults import STAKEHOLDERS, BadValues
from stratagem.book.frames import names_of
from stratagem.book.keys import KEY, Keys, as_key
from stratagem.book.mapping import TableMapping
from stratagem.book.opening import Opened, open_book
from stratagem.book.placing import People, Stranger, in_slices, placed
from stratagem.book.rejects import File, Rejects
from stratagem.book.results import Results
from stratagem.book.slices import OnError, Part, Twin, Wanted, advise_slice
from stratagem.book.summary import Summary
from stratagem.book.tables import AT_ONCE, NUMBER, Table, Tape, ending
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT, ROW
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
        """Where bad rows go."""
        return f"{self.out}.rejected.csv"


@dataclass(frozen=True)
class Outcome:
    """How it went; accounts in = `advised` + `rejected`, unless it `failed`."""

    accounts: int
    advised: int
    rejected: int
    people: int
    strangers: tuple[Stranger, ...]
    """People whose account cannot be told."""
    faults: int
    findings: tuple[Diagnostic, ...]
    ignored: tuple[tuple[str, tuple[str, ...]], ...]
    """File and its headings that the mapping says nothing about."""
    failed: bool
    """Nothing was written because of faults."""
    summary: Summary | None
    people_file: File

    def heading(self, column: str) -> str:
        """What a column of the people is called in their file."""
        return self.people_file.headings.get(column, column)


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
    names, ids, numbers = _keys(opened.accounts, own)
    keys = Keys.of(names, ids)
    rows, strangers = pl.Series(ROW, [], dtype=pl.UInt32), tuple[Stranger, ...]()
    if opened.people is not None:
        heading = keys.heading(theirs, wrong)
        if heading is None:
            raise AccountError(rejects.of_columns(wrong))
        found = placed(opened.people, keys, heading, heading == theirs.get(KEY))
        rows, strangers = found.rows, found.strangers
    by_name = opened.people is not None and ids is None
    twice = _twice(names if by_name else ids, own.get(ACCOUNT if by_name else KEY, ""), numbers, by_name)
    whole = Whole(names.len(), rows.len(), strangers, by_name)
    with Results(Path(job.out).resolve(), job.out) as results:
        people = None
        if opened.people is not None:
            columns = tuple(theirs[a.id] for a in rulebook.vocabulary.attributes if a.id in theirs)
            people = in_slices(opened.people, columns, rows, results.folder)
        wanted = Wanted(opened.files, job.lang, job.as_of, job.top, job.on_error)
        parts = _slices(ColumnarMatcher(rulebook), wanted, opened.accounts, people, rejects, twice)
        return put_together(job, opened, whole, rejects, results, _told(parts, names.len(), progress))


@dataclass(frozen=True)
class Whole:
    """What is known of a book before it is advised."""

    accounts: int
    people: int
    strangers: tuple[Stranger, ...]
    by_name: bool
    """Only their names tell accounts apart."""


def put_together(
    job: Job, opened: Opened, whole: Whole, rejects: Rejects, results: Results, parts: Iterable[Part]
) -> Outcome:
    """Write the parts of a book, in order, or nothing when bad rows stop everything; every row is accounted for."""
    strangers = whole.strangers
    advised, rejected, summary = 0, 0, None
    with (results.folder / "rejected").open("wb") as log:
        rejects.of_strangers([]).write_csv(log)
        for at in range(0, len(strangers), AT_ONCE):
            each = ((s.row, s.column, s.value, s.diagnostic) for s in strangers[at : at + AT_ONCE])
            rejects.of_strangers(each, not whole.by_name).write_csv(log, include_header=False)
        for part in parts:
            part.rejects.write_csv(log, include_header=False)
            rejects.include(part.faults, part.told)
            rejected += part.rejected
            if part.answers is not None and part.summary is not None:
                results.add(part.answers)
                advised += part.answers.height
                summary = part.summary if summary is None else summary + part.summary
    failed = job.on_error == "fail" and rejects.faults > 0
    if not failed:
        if advised + rejected != whole.accounts:
            raise AccountError([Diagnostic("unreadable-table", job.accounts, {"reason": "it changed meanwhile"})])
        some = job.on_error == "reject" and (rejects.faults or strangers)
        if not some and job.on_error == "reject":
            Path(job.rejected).unlink(missing_ok=True)
        results.publish([(results.folder / "rejected", Path(job.rejected).resolve())] if some else [])
    return Outcome(
        whole.accounts, advised, rejected, whole.people, strangers, rejects.faults,
        tuple(rejects.findings()), tuple(opened.ignored), failed, None if failed else summary,
        opened.files[STAKEHOLDERS],
    )  # fmt: skip


def _told(parts: Iterable[tuple[int, Part]], of: int, progress: Callable[[int, int], None] | None) -> Iterator[Part]:
    """The parts, while somebody is told how many accounts are done when each of them is written."""
    for done, part in parts:
        yield part
        if progress is not None:
            progress(done, of)


def _slices(
    matcher: ColumnarMatcher, wanted: Wanted, table: Table, people: People | None, rejects: Rejects, twice: "_Twice"
) -> Iterator[tuple[int, Part]]:
    """The book, slice by slice: accounts done, and what came of the slice."""
    tape = Tape(table.batches(), table.rows.collect_schema().to_frame())
    start, is_first = 0, True
    while (given := tape.take(AT_ONCE)).height or is_first:
        is_first = False
        persons = people.until(start + given.height) if people is not None else None
        if persons is not None:
            persons = persons.with_columns(pl.col(ROW) - start)
        twins = twice.within(start, given.height)
        start += given.height
        yield start, advise_slice(matcher, wanted, given, persons, twins, rejects.faults > 0)


def _keys(accounts: Table, own: dict[str, str]) -> tuple[pl.Series, pl.Series | None, pl.Series]:
    """The names, the ids if there are any, and the numbers of the rows of all accounts."""
    columns = [own[name] for name in (ACCOUNT, KEY) if name in own]
    parts = list(accounts.batches(columns)) or [
        pl.DataFrame(schema={NUMBER: pl.UInt32, **dict.fromkeys(columns, pl.String)})
    ]
    read = pl.concat(parts)
    nameless: list[BadValues] = []
    ids = as_key(read[own[KEY]]) if KEY in own else None
    return names_of(read, own.get(ACCOUNT), nameless), ids, read[NUMBER]


@dataclass(frozen=True)
class _Twice:
    """Accounts whose id stands there several times."""

    frame: pl.DataFrame
    heading: str
    by_name: bool

    def within(self, start: int, count: int) -> Iterator[Twin]:
        """Those of a slice: row in the slice, heading, value and finding."""
        for row, key, first in self.frame.filter(pl.col("row").is_between(start, start + count - 1)).iter_rows():
            code = "account-named-twice" if self.by_name else "duplicate-account-id"
            yield row - start, self.heading, key, Diagnostic(code, None, {"value": key[:60], "row": str(first)})


def _twice(keys: pl.Series | None, heading: str, numbers: pl.Series, by_name: bool) -> _Twice:
    keys = pl.Series([], dtype=pl.String) if keys is None else keys
    frame = pl.DataFrame({"row": pl.int_range(keys.len(), eager=True), "key": keys, "number": numbers.head(keys.len())})
    frame = frame.filter(pl.col("key").is_duplicated() & pl.col("key").is_not_null() & (pl.col("key") != ""))
    frame = frame.with_columns(pl.col("number").first().over("key").alias("first")) if frame.height else frame
    return _Twice(
        frame.select("row", "key", pl.col("first" if "first" in frame.columns else "number")), heading, by_name
    )
