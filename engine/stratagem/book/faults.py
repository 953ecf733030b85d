"""What could not be read in a book: one row for each value, with the reason told once for all rows that share it.

This module knows rows, columns and diagnostics. It does not know what a value means.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from stratagem.account import MOST_FINDINGS
from stratagem.diagnostics import AccountError, Diagnostic

ACCOUNTS, STAKEHOLDERS = "accounts", "stakeholders"
ADDED = {"en": "rejected: ", "zh": "退回："}
"""How the headings begin that are added to rejected rows, and passed over when these are read again."""

FAULTS = {
    "table": pl.Enum([ACCOUNTS, STAKEHOLDERS]),
    "row": pl.UInt32(),
    "column": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "cause": pl.String(),
    "account_row": pl.UInt32(),
    "finding": pl.UInt32(),
}
"""The columns of a frame of faults. `row` counts from 0 in its own table, `column` is the heading as it was given, and
`account_row` the row of the account concerned, null when there is none; `finding` is a place in `Faults.findings`."""


@dataclass(frozen=True)
class Faults:
    """Every fault of a book."""

    frame: pl.DataFrame
    findings: tuple[Diagnostic, ...]
    """Each reason once, without a place."""
    headings: tuple[Diagnostic, ...] = ()
    """What is wrong with whole columns: unknown, given twice, missing."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.headings) or self.frame.height > 0

    def diagnostics(self, most: int | None = None) -> Iterator[Diagnostic]:
        """Every fault at its place, such as `accounts[3].tier`; after `most` of them only how many follow."""
        yield from self.headings
        shown = self.frame if most is None else self.frame.head(most)
        for table, row, column, finding in shown.select("table", "row", "column", "finding").iter_rows():
            yield replace(self.findings[finding], place=f"{table}[{row}].{column}")
        if most is not None and self.frame.height > most:
            yield Diagnostic("more-faults", None, {"count": str(self.frame.height - most)})

    def error(self) -> AccountError:
        """All of them as the error to raise."""
        return AccountError(self.diagnostics(MOST_FINDINGS))


@dataclass(frozen=True)
class BadValues:
    """The values of one column that could not be read: frame of `row`, `value` and `reason`, a place in `reasons`."""

    table: str
    column: str
    frame: pl.DataFrame
    reasons: Sequence[Diagnostic]


def gathered(bad: Iterable[BadValues], headings: Iterable[Diagnostic], account_rows: pl.Series | None) -> Faults:
    """The faults of a book, accounts first, row by row; `account_rows` gives each person's account."""
    findings: list[Diagnostic] = []
    frames = [pl.DataFrame(schema=FAULTS)]
    for each in bad:
        if each.frame.height:
            frames.append(_with_reasons(each, len(findings), account_rows))
            findings += each.reasons
    frame = pl.concat(frames).sort("table", "row", maintain_order=True)
    return Faults(frame, tuple(findings), tuple(headings))


def _with_reasons(bad: BadValues, first: int, account_rows: pl.Series | None) -> pl.DataFrame:
    rows = bad.frame["row"]
    of_account = rows if bad.table == ACCOUNTS else account_rows.gather(rows) if account_rows is not None else None
    codes = pl.Series([each.code for each in bad.reasons], dtype=pl.String)
    causes = pl.Series([each.cause() for each in bad.reasons], dtype=pl.String)
    return bad.frame.select(
        pl.lit(bad.table, dtype=FAULTS["table"]).alias("table"),
        "row",
        pl.lit(bad.column).alias("column"),
        "value",
        codes.gather(bad.frame["reason"]).alias("code"),
        causes.gather(bad.frame["reason"]).alias("cause"),
        pl.lit(of_account if of_account is not None else None, dtype=pl.UInt32).alias("account_row"),
        (pl.col("reason") + first).alias("finding"),
    )
