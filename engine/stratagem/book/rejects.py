"""Bad rows: where each stands in its file, what is wrong with it, and which accounts cannot be advised because of it.

This module knows rows, files and languages. It does not know how values are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from stratagem.book.csv_rows import NUMBER
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS, Faults
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar_schema import ROW

MOST_TOLD = 100
"""So many bad values are told one by one; the files of rejects hold all."""

REJECTS = {
    "table": pl.Enum([ACCOUNTS, STAKEHOLDERS]),
    "row": pl.UInt32(),
    "column": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "cause": pl.String(),
    "remedy": pl.String(),
    "at": pl.UInt32(),
}
"""The columns of a log of rejects, a row for each reason: the number of the row in its file, the heading and the value
as they stand there, blank when the whole row is meant, and the place of the account concerned, null if none is."""

Bad = tuple[int, str, str, Diagnostic, int | None]
"""One reason: number of the row, heading, value, finding, place of the account."""


Told = tuple[str, int, Diagnostic]
"""A fault that is told: table, number of the row, finding at its place."""


@dataclass(frozen=True)
class File:
    """A file as its user knows it."""

    name: str
    headings: Mapping[str, str]
    """What a mapping calls its columns → what they are called in it."""
    cells: int = 0
    """So many headings it has, whatever a mapping makes of them."""

    def heading(self, column: str) -> str:
        """What a column is called in the file."""
        return self.headings.get(column, column)

    def place(self, row: int | None, column: str, lang: str) -> str:
        """Where something stands."""
        column = self.heading(column)
        if lang == "zh":
            places = [self.name, *([f"第 {row} 行"] if row else []), *([f"“{column}”列"] if column else [])]
            return "，".join(places)
        return ", ".join([self.name, *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])])

    def places(self, lang: str) -> pl.Expr:
        """The same of a log: from its columns `row` and `column`."""
        before, after = ("，第 ", " 行") if lang == "zh" else (", row ", "")
        column = (
            pl.concat_str(pl.lit("，“"), "column", pl.lit("”列")) if lang == "zh" else ", column " + pl.col("column")
        )
        column = pl.when(pl.col("column") == "").then(pl.lit("")).otherwise(column)
        return pl.concat_str(pl.lit(self.name + before), "row", pl.lit(after), column)


@dataclass
class Rejects:
    """What is wrong with a book, gathered slice by slice."""

    files: Mapping[str, File]
    lang: str
    faults: int = 0
    _told: dict[str, list[Told]] = field(default_factory=lambda: {ACCOUNTS: [], STAKEHOLDERS: []})

    @property
    def told(self) -> tuple[Told, ...]:
        """The first faults of each table, row by row."""
        return tuple(each for told in self._told.values() for each in sorted(told, key=lambda one: one[1]))

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

    def of_faults(self, faults: Faults, numbers: Mapping[str, pl.Series], *, tell: bool = True) -> pl.DataFrame:
        """The log of bad values; `numbers` are the rows in the files. What harms no answer need not be told."""
        logs = [pl.DataFrame(schema=REJECTS)]
        for table in (ACCOUNTS, STAKEHOLDERS):
            bad = faults.frame.filter(pl.col("table") == table)
            if bad.height:
                row = numbers[table].gather(bad["row"]).cast(pl.UInt32).alias("row")
                logs.append(self._logged(table, bad.with_columns(row), faults.findings, tell=tell))
        return pl.concat(logs)

    def of_rows(self, table: str, rows: Iterable[Bad], *, tell: bool = True) -> pl.DataFrame:
        """The log of other bad rows."""
        each = list(rows)
        columns = zip(*each, strict=True) if each else ((),) * 5
        number, column, value, findings, at = (list(entries) for entries in columns)
        places = range(len(each))
        bad = pl.DataFrame(
            {"row": number, "column": column, "value": value, "account_row": at, "finding": places},
            schema={"row": pl.UInt32, "column": pl.String, "value": pl.String, "account_row": pl.UInt32,
                    "finding": pl.UInt32},
        )  # fmt: skip
        return self._logged(table, bad, findings, tell=tell)

    def of_colleagues(self, people: pl.DataFrame) -> pl.DataFrame:
        """The log of people, by `@number` and `@row`, who are well described, but whose accounts are rejected."""
        bad = people.select(
            pl.col(NUMBER).alias("row"), pl.lit("").alias("column"), pl.lit("").alias("value"),
            pl.col(ROW).alias("account_row"), pl.lit(0, dtype=pl.UInt32).alias("finding"),
        )  # fmt: skip
        return self._logged(STAKEHOLDERS, bad, [Diagnostic("person-of-rejected-account", None)], tell=False)

    def _logged(
        self, table: str, bad: pl.DataFrame, findings: Iterable[Diagnostic], *, tell: bool = True
    ) -> pl.DataFrame:
        findings, file = tuple(findings), self.files[table]
        if tell:
            self.faults += bad.height
            told = self._told[table]
            wanted = bad.select("row", "column", "finding").head(MOST_TOLD - len(told))
            for row, column, finding in wanted.iter_rows():
                each = findings[finding]
                told.append((table, row, Diagnostic(each.code, file.place(row, column, self.lang), each.details)))
        said = {
            "code": [each.code for each in findings],
            "cause": [each.cause(self.lang) for each in findings],
            "remedy": [each.remedy(self.lang) for each in findings],
        }
        headings = {column: file.heading(column) for column in bad["column"].unique()}
        return bad.select(
            pl.lit(table, dtype=REJECTS["table"]).alias("table"),
            "row",
            pl.col("column").replace(headings),
            "value",
            *(pl.Series(name, texts, dtype=pl.String).gather(bad["finding"]) for name, texts in said.items()),
            pl.col("account_row").alias("at"),
        )

    def on_accounts(self, people: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
        """The log of accounts that are rejected with one of their people, from the log of these people.

        `numbers` are those of the accounts' rows by their place.
        """
        file = self.files[STAKEHOLDERS]
        of = people.drop_nulls("at")
        if not of.height:
            return of
        return of.with_columns(
            pl.lit(ACCOUNTS, dtype=REJECTS["table"]).alias("table"),
            numbers.gather(of["at"]).cast(pl.UInt32).alias("row"),
            pl.lit("").alias("column"),
            pl.lit("").alias("value"),
            pl.concat_str(file.places(self.lang), pl.lit("：" if self.lang == "zh" else ": "), "cause").alias("cause"),
        )

    def include(self, faults: int, told: Iterable[Told]) -> None:
        """Take over what came of a slice that was looked through elsewhere."""
        self.faults += faults
        for each in told:
            if len(self._told[each[0]]) < MOST_TOLD:
                self._told[each[0]].append(each)

    def findings(self) -> Iterator[Diagnostic]:
        """What to tell: the first bad values, and how many follow."""
        yield from [each for _, _, each in self.told][:MOST_TOLD]
        if self.faults > MOST_TOLD:
            yield Diagnostic("more-faults", None, {"count": str(self.faults - MOST_TOLD)})
