"""Bad rows: where each stands in its file, what is wrong with it, and which accounts cannot be advised because of it.

This module knows rows, files and languages. It does not know how values are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import polars as pl

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS, Faults
from stratagem.diagnostics import Diagnostic

MOST_TOLD = 100
"""So many bad values are told one by one; a file of rejects holds all."""

REJECTS = {
    "file": pl.String(),
    "row": pl.UInt32(),
    "column": pl.String(),
    "value": pl.String(),
    "account": pl.String(),
    "code": pl.String(),
    "cause": pl.String(),
    "remedy": pl.String(),
}
"""The columns of a file of rejects: a row for each bad value."""


@dataclass(frozen=True)
class File:
    """A file as its user knows it."""

    name: str
    headings: Mapping[str, str]
    """What a mapping calls its columns → what they are called in it."""

    def place(self, row: int | None, column: str, lang: str) -> str:
        """Where something stands."""
        column = self.headings.get(column, column)
        if lang == "zh":
            return f"{self.name}，{f'第 {row} 行，' if row else ''}“{column}”列"
        return f"{self.name}, {f'row {row}, ' if row else ''}column {column}"


@dataclass
class Rejects:
    """What is wrong with a book, gathered slice by slice."""

    files: Mapping[str, File]
    lang: str
    faults: int = 0
    told: list[Diagnostic] = field(default_factory=list)
    """The first of them, each at its place."""

    def of_columns(self, wrong: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Faults of whole columns, told with their files."""
        return [self._of_column(each) for each in wrong]

    def _of_column(self, wrong: Diagnostic) -> Diagnostic:
        table, _, heading = str(wrong.place).partition(".")
        file = self.files[table]
        place = file.place(None, heading, self.lang) if heading else file.name
        details = {name: file.headings.get(detail, detail) for name, detail in wrong.details.items() if name != "near"}
        near = {"near": wrong.details["near"]} if "near" in wrong.details else {}
        return Diagnostic(wrong.code, place, {**details, **near})

    def of_slice(
        self,
        faults: Faults,
        numbers: Mapping[str, pl.Series],
        names: pl.Series,
        more: Iterable[tuple[int, str, str, Diagnostic]],
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The rejects of a slice, and the rows of accounts in it that cannot be advised.

        `numbers` are the rows in the files; `more` are faults of accounts: row in the slice, column, value, finding.
        """
        rows: list[tuple[object, ...]] = []
        bad: set[int] = set()
        for at, column, value, finding in more:
            rows.append(self._row(ACCOUNTS, numbers[ACCOUNTS][at], column, value, names[at], finding))
            bad.add(at)
        for table, row, column, value, account, finding in faults.frame.select(
            "table", "row", "column", "value", "account_row", "finding"
        ).iter_rows():
            name = names[account] if account is not None else None
            rows.append(self._row(table, numbers[table][row], column, value, name, faults.findings[finding]))
            bad |= {account} if account is not None else set()
        frame = pl.DataFrame(rows, schema=REJECTS, orient="row")
        return frame, pl.Series(sorted(bad), dtype=pl.UInt32)

    def include(self, faults: int, told: Iterable[Diagnostic]) -> None:
        """Take over what came of a slice that was looked through elsewhere."""
        self.faults += faults
        self.told += islice(told, max(0, MOST_TOLD - len(self.told)))

    def of_strangers(
        self, people: Iterable[tuple[int, str, str, Diagnostic]], twins_are_faults: bool = True
    ) -> pl.DataFrame:
        """People whose account cannot be told, as rejects.

        Somebody of no account of the book harms no answer. Somebody who may belong to either of two accounts is a
        fault, unless the accounts are rejected themselves.
        """
        rows = []
        for row, column, value, finding in people:
            is_fault = twins_are_faults and finding.code == "account-named-twice"
            rows.append(self._row(STAKEHOLDERS, row, column, value, None, finding, tell=is_fault))
        return pl.DataFrame(rows, schema=REJECTS, orient="row")

    def _row(
        self, table: str, row: int, column: str, value: str, account: str | None, finding: Diagnostic, tell: bool = True
    ) -> tuple[object, ...]:
        file = self.files[table]
        if tell:
            self.faults += 1
            if self.faults <= MOST_TOLD:
                place = file.place(row, column, self.lang)
                self.told.append(Diagnostic(finding.code, place, finding.details))
        return (
            file.name, row, file.headings.get(column, column), value, account,
            finding.code, finding.cause(self.lang), finding.remedy(self.lang),
        )  # fmt: skip

    def findings(self) -> Iterator[Diagnostic]:
        """What to tell: the first bad values, and how many follow."""
        yield from self.told
        if self.faults > MOST_TOLD:
            yield Diagnostic("more-faults", None, {"count": str(self.faults - MOST_TOLD)})
