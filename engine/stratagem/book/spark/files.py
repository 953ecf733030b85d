"""A book in files → a file of answers, by the workers of a Spark cluster: the same answers as `book.files`.

All files lie where the driver and every worker reach them under the same path. The workers write what came of each
slice into a folder beside the target, and the driver puts the slices together in the order of the accounts, one at a
time; what a dead worker had is done again by another. This module joins the others of this package. It does not know
how any of them works.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as everybody who writes Spark knows it
from pyspark.sql.pandas.types import from_arrow_schema

from stratagem.book.faults import STAKEHOLDERS
from stratagem.book.files import Job, Outcome, Whole, put_together
from stratagem.book.keys import KEY, account_heading
from stratagem.book.opening import Opened, open_book
from stratagem.book.placing import Stranger
from stratagem.book.rejects import MOST_TOLD, Bad, Rejects
from stratagem.book.results import Results
from stratagem.book.slices import Part, Wanted, advise_slice
from stratagem.book.spark.gathering import AT, GIVEN, NUMBER, gathered
from stratagem.book.spark.session import pause, run, session
from stratagem.book.spark.staging import staged
from stratagem.book.spark.workers import PARTS, Advising, Layout
from stratagem.book.tables import AT_ONCE, ending, odd_rows
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.diagnostics.diagnostic import written
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT
from stratagem.rulebook import Rulebook

_LEAST = 1_000
"""Fewer accounts are not worth a task of their own."""


def advise_files(
    rulebook: Rulebook, job: Job, at: str | SparkSession, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Advise on a book of files on Spark: at the address of a master, or in a session.

    Arguments, outcome and errors are those of `book.files.advise_files`; raises `SparkError` too, when the cluster
    cannot be used.
    """
    ending(job.out)
    opened = open_book(job.accounts, job.people, job.mapping)
    own, theirs, wrong = opened.headings(rulebook.vocabulary)
    rejects = Rejects(opened.files, job.lang)
    heading = account_heading(KEY in own, theirs, wrong) if opened.people is not None and not wrong else None
    if wrong:
        raise AccountError(rejects.of_columns(wrong))
    ids, name = own.get(KEY), own.get(ACCOUNT)
    key = ids if opened.people is None else ids or name
    twins = (key, ids is None) if key is not None else None
    with Results(Path(job.out).resolve(), job.out) as results, _session(at) as spark:
        accounts, count = staged(spark, opened.accounts, results.folder / "accounts.parquet")
        people, count_of_people = None, 0
        if opened.people is not None:
            people, count_of_people = staged(spark, opened.people, results.folder / "people.parquet")
        ids_only = heading == theirs.get(KEY)
        found = gathered(
            accounts, people, name=name, id_=ids, theirs=heading, ids_only=ids_only, twins=twins is not None
        )
        strangers = run(spark, lambda: pl.DataFrame(found.strangers.toArrow()) if found.strangers is not None else None)
        whole = Whole(count, count_of_people, *_without(strangers, opened, str(heading), ids is not None, rejects))
        matcher = ColumnarMatcher(rulebook)
        layout = Layout.of(matcher, accounts.headings, people.headings if people is not None else None)
        keys = tuple(own[name] for name in (ACCOUNT, KEY) if name in own)
        wanted = Wanted(opened.files, job.lang, job.as_of, job.top, job.on_error, keys)
        parts = _parts(spark, found.accounts, Advising(layout, wanted, twins), count, results.folder, progress)
        if count == 0:
            parts = iter([advise_slice(matcher, wanted, next(opened.accounts.batches()), None)])
        return put_together(job, opened, whole, rejects, results, parts)


def _session(at: str | SparkSession) -> AbstractContextManager[SparkSession]:
    return session(at) if isinstance(at, str) else nullcontext(at)


def _parts(
    spark: SparkSession,
    accounts: DataFrame,
    advising: Advising,
    count: int,
    folder: Path,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Part]:
    """What came of each slice, in order: the workers write all of them before the first is read."""
    cores = spark.sparkContext.defaultParallelism
    size = min(AT_ONCE, max(_LEAST, -(-count // (2 * cores))))
    slices = accounts.repartitionById(-(-count // size), F.floor(F.col(AT) / size).cast("int")).sortWithinPartitions(AT)
    done = spark.sparkContext.accumulator(0)
    made = slices.mapInArrow(replace(advising, done=done), from_arrow_schema(PARTS))

    def tell() -> None:
        if progress is not None:
            progress(min(done.value, count), count)

    run(spark, lambda: made.write.parquet(f"file://{folder}/parts"), tell)
    for file in sorted((folder / "parts").glob("part-*.parquet")):
        pause()
        for (part,) in pl.read_parquet(file, columns=["part"], glob=False).iter_rows():
            yield pickle.loads(part)  # noqa: S301 - our own workers wrote it


def _without(
    strangers: pl.DataFrame | None, opened: Opened, heading: str, has_ids: bool, rejects: Rejects
) -> tuple[int, tuple[Stranger, ...], list[pl.DataFrame]]:
    """People whose account cannot be told: how many, the first of them, and their log; as `book.placing` tells."""
    if strangers is None or opened.people is None:
        return 0, (), []
    first: list[Stranger] = []
    bad: dict[bool, list[Bad]] = {True: [], False: []}
    strangers = strangers.sort(AT)
    odd = dict(odd_rows(strangers, opened.files[STAKEHOLDERS].cells))
    for at, (number, given, code) in enumerate(strangers.select(NUMBER, GIVEN, "code").iter_rows()):
        if at in odd:
            bad[True].append((number, "", "", odd[at], None))
            continue
        why = Diagnostic(code, None, written({"value": (given or "")[:60]}))
        is_fault = has_ids and code == "account-named-twice"
        bad[is_fault].append((number, heading, given or "", why, None))
        if len(first) < MOST_TOLD:
            first.append(Stranger(number, heading, given or "", why))
    logs = [rejects.of_rows(STAKEHOLDERS, rows, tell=is_fault) for is_fault, rows in bad.items()]
    return strangers.height, tuple(first), logs
