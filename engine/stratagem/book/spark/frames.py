"""DataFrames of Spark → a DataFrame of answers, in the order of the accounts.

This module joins gathering and answering. It does not know files.
"""

import pickle
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - as everybody who writes Spark knows it
from pyspark.sql.pandas.types import from_arrow_schema

from stratagem.account import MOST_FINDINGS
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import headings_of
from stratagem.book.keys import KEY, account_heading
from stratagem.book.spark.gathering import AT, GIVEN, Gathered, Side, gathered
from stratagem.book.spark.workers import PARTS, Answering, Checking, Layout, arrow_schema, plain
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.diagnostics.diagnostic import written
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ACCOUNT
from stratagem.rulebook import Rulebook

if TYPE_CHECKING:
    from stratagem.advisor import Advisor

Place = tuple[str, int, str, Diagnostic]
"""Table, `@at` and heading of a fault, and the finding."""


def advise(
    accounts: DataFrame,
    people: DataFrame | None,
    advisor: "Advisor | Rulebook",
    *,
    as_of: date | None = None,
    top: int = 3,
) -> DataFrame:
    """One row for each account, in the order given: what `Advisor.advise_book` says of the same tables.

    Headings, values, `as_of`, `top` and the columns of the answers are those of `advise_book`; ids are text, priorities
    whole numbers. Both tables are read once before this returns, and `AccountError` names table, row (from 0) and
    column of each bad value; matching begins when the answers are asked for. Workers need Stratagem and its extra
    `spark`, no files of rules.

    The order of a DataFrame is that of its partitions: one that comes from a join or a group has no order to keep,
    until it is sorted. People find their account by its id or name wherever it lies.
    """
    rulebook = advisor if isinstance(advisor, Rulebook) else advisor.rulebook
    wrong: list[Diagnostic] = []
    own = headings_of(accounts.columns, rulebook.vocabulary, ACCOUNTS, wrong)
    theirs: dict[str, str] = {}
    if people is not None:
        theirs = headings_of(people.columns, rulebook.vocabulary, STAKEHOLDERS, wrong)
    heading = account_heading(KEY in own, theirs, wrong) if people is not None else None
    if wrong:
        raise AccountError(wrong)
    place = F.monotonically_increasing_id()
    given = Side.of(accounts, list(own.values()), place)
    persons = Side.of(people, list(theirs.values()), place) if people is not None else None
    found = gathered(
        given, persons, name=own.get(ACCOUNT), id_=own.get(KEY), theirs=heading, ids_only=heading == theirs.get(KEY)
    )
    matcher = ColumnarMatcher(rulebook)
    layout = Layout.of(matcher, given.headings, persons.headings if persons is not None else None)
    _check(found, layout, heading, {ACCOUNTS: accounts, STAKEHOLDERS: people})
    empty = pl.concat(matcher.advise(pl.DataFrame(), top=top)).clear()
    if KEY in own:
        empty = empty.with_columns(pl.lit("").alias("account_id"))
    schema = arrow_schema(plain(empty))
    answering = Answering(layout, as_of, top, schema)
    ordered = found.accounts.orderBy(AT) if people is not None else found.accounts
    return ordered.mapInArrow(answering, from_arrow_schema(schema))


# ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(found: Gathered, layout: Layout, heading: str | None, tables: dict[str, DataFrame | None]) -> None:
    """Raise everything that is wrong with the tables, as `advise_book` does."""
    faults: list[Place] = []
    count = 0
    for row in found.accounts.mapInArrow(Checking(layout), from_arrow_schema(PARTS)).toLocalIterator():
        places, more = pickle.loads(row["part"])  # noqa: S301 - our own workers wrote it
        faults += places
        count += more
    if found.strangers is not None and (strangers := found.strangers.count()):
        count += strangers
        for row in found.strangers.orderBy(AT).limit(MOST_FINDINGS).collect():
            value = row[GIVEN] or ""
            finding = Diagnostic(row["code"], None, written({"value": value[:60]}))
            faults.append((STAKEHOLDERS, row[AT], str(heading), finding))
    if not count:
        return
    faults = sorted(faults, key=lambda fault: fault[:2])[:MOST_FINDINGS]
    diagnostics = [
        Diagnostic(finding.code, f"{table}[{row}].{column}", finding.details)
        for (table, _, column, finding), row in zip(faults, _rows(faults, tables), strict=True)
    ]
    if count > len(diagnostics):
        diagnostics.append(Diagnostic("more-faults", None, {"count": str(count - len(diagnostics))}))
    raise AccountError(diagnostics)


def _rows(faults: Iterable[Place], tables: dict[str, DataFrame | None]) -> Iterable[int]:
    """Where bad rows stand in their tables, counted from 0: `@at` holds a partition and a row in it."""
    starts: dict[str, dict[int, int]] = {}
    for table, at, *_ in faults:
        frame = tables[table]
        if table not in starts and frame is not None:
            counted = frame.groupBy(F.spark_partition_id().alias("partition")).count().collect()
            starts[table], before = {}, 0
            for partition, count in sorted((row["partition"], row["count"]) for row in counted):
                starts[table][partition] = before
                before += count
        partition, row = divmod(at, 1 << 33)
        yield starts[table].get(partition, 0) + row
