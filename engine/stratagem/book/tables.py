"""A file with a table (CSV, XLSX or Parquet) → its rows, in order, some at a time.

Every row carries its number in a column `@number`, as a spreadsheet counts: the heading is row 1. CSV and Parquet are
read slice by slice, a sheet of XLSX whole: Polars' own stream of batches reads ahead of whoever takes them, up to a
gigabyte. Rows in which nothing stands are passed over. This module knows files. It does not know what a heading means.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from stratagem.book.csv_rows import CELLS, MARKS, NUMBER, open_csv
from stratagem.book.faults import ADDED
from stratagem.diagnostics import AccountError, Diagnostic

FORMATS = (".csv", ".xlsx", ".parquet")
AT_ONCE = 50_000
"""So many rows are read at once."""


class Source(Protocol):
    """A file that has been opened."""

    @property
    def named(self) -> tuple[str, ...]:
        """Its headings."""

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Its rows with `@number` and some columns."""


@dataclass(frozen=True)
class View:
    """What a mapping makes of a table: other columns, perhaps more rows."""

    needs: tuple[str, ...]
    """The headings of the file that it looks at."""
    headings: tuple[str, ...]
    made: Callable[[pl.DataFrame], pl.DataFrame]
    """From a batch that has `needs`, with `@number` and marks, to one that has `headings`."""


@dataclass(frozen=True)
class Table:
    """A table, not read yet."""

    path: Path
    name: str
    """The file as it was named."""
    source: Source
    view: View | None = None

    @property
    def named(self) -> list[str]:
        """The headings of the file, without those that were added when its rows were rejected."""
        return [name for name in self.source.named if not name.startswith(tuple(ADDED.values()))]

    @property
    def headings(self) -> list[str]:
        """Its headings, those of the view if it has one."""
        return self.named if self.view is None else [*self.view.headings]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """All rows in order: `@number`, the marks of odd rows, and all columns or those named; at least one batch."""
        wanted = self.headings if columns is None else columns
        if self.view is None:
            yield from self.raw(wanted)
            return
        for batch in self.raw(self.view.needs):
            yield self.view.made(batch).select(NUMBER, *MARKS, *wanted)

    def raw(self, columns: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """The rows as they stand in the file."""
        columns = self.named if columns is None else columns
        batches = self.source.batches(columns)
        is_first = True
        while (batch := self._next(batches)) is not None or is_first:
            is_first = False
            if batch is None:
                named = dict.fromkeys(columns, pl.String())
                batch = pl.DataFrame(schema={NUMBER: pl.UInt32(), **named, **MARKS})
            yield batch.with_columns(pl.lit(None, type_).alias(n) for n, type_ in MARKS.items() if n not in batch)

    def _next(self, batches: Iterator[pl.DataFrame]) -> pl.DataFrame | None:
        try:
            return next(batches, None)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise unreadable(self.name, error) from error


class Tape:
    """Rows of batches, taken from the beginning on, as many as are wanted."""

    def __init__(self, batches: Iterator[pl.DataFrame]) -> None:
        """Batches, of which there is one at least."""
        self._batches, self._rest = batches, next(batches)

    def take(self, count: int) -> pl.DataFrame:
        """The next rows, fewer at the end."""
        taken = [self._rest.head(count)]
        self._rest = self._rest.slice(count)
        missing = count - taken[0].height
        while missing and (batch := next(self._batches, None)) is not None:
            taken.append(batch.head(missing))
            self._rest = batch.slice(missing)
            missing -= taken[-1].height
        return pl.concat(taken) if len(taken) > 1 else taken[0]


def odd_rows(batch: pl.DataFrame, headings: int) -> Iterator[tuple[int, Diagnostic]]:
    """The rows of a batch that have more or fewer cells than there are headings, with what to say of each."""
    if CELLS not in batch.columns:
        return
    odd = batch[CELLS].is_not_null().arg_true()
    for at, cells in zip(odd, batch[CELLS].gather(odd), strict=True):
        details = {"cells": str(cells), "headings": str(headings)}
        yield at, Diagnostic("odd-row", None, details) if cells else Diagnostic("stray-quotation", None)


def without_odd(batch: pl.DataFrame, kept: Sequence[str]) -> pl.DataFrame:
    """A batch in which odd rows are blank, but for some columns: their cells may be anybody's."""
    if CELLS not in batch.columns or batch[CELLS].null_count() == batch.height:
        return batch
    others = [name for name in batch.columns if name not in (NUMBER, *MARKS, *kept)]
    return batch.with_columns(pl.when(pl.col(CELLS).is_null()).then(pl.col(name)) for name in others)


def open_table(file: str) -> Table:
    """The table of a file; raises `AccountError` when it cannot be read."""
    path = Path(file)
    kind = ending(file)
    if path.is_dir():
        raise AccountError([Diagnostic("not-a-file", file)])
    if not path.exists():
        raise AccountError([Diagnostic("missing-file", file)])
    try:
        source = _opened(path, kind, file)
    except pl.exceptions.NoDataError as error:
        raise AccountError([Diagnostic("empty-file", file)]) from error
    except (ModuleNotFoundError, AccountError):
        raise
    except Exception as error:
        raise unreadable(file, error) from error
    if not source.named:
        raise AccountError([Diagnostic("empty-file", file)])
    return Table(path, file, source)


def ending(file: str) -> str:
    """The format of a file by its ending; raises `AccountError` for one that is no table."""
    kind = Path(file).suffix.lower()
    if kind not in FORMATS:
        raise AccountError([Diagnostic("not-a-table", file, {"allowed": ", ".join(FORMATS)})])
    return kind


def unreadable(file: str, error: Exception) -> AccountError:
    """Why a table cannot be read, in the words of whoever tried."""
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return AccountError([Diagnostic("unreadable-table", file, {"reason": reason})])


def _opened(path: Path, kind: str, file: str) -> Source:
    if kind == ".csv":
        return open_csv(path, file)
    if kind == ".parquet":
        rows = pl.scan_parquet(path, glob=False)
        return _Parquet(rows, tuple(rows.collect_schema().names()))
    sheet = pl.read_excel(path, infer_schema_length=None, drop_empty_rows=False, drop_empty_cols=False)
    named = [name for name in sheet.columns if not (name.startswith("__UNNAMED__") and sheet[name].is_null().all())]
    numbered = sheet.select(named).with_row_index(NUMBER, offset=2)
    return _Sheet(numbered.filter(~pl.all_horizontal(pl.exclude(NUMBER).is_null())), tuple(named))


@dataclass(frozen=True)
class _Parquet:
    """Each slice is a query of its own, which decodes only its pages."""

    rows: pl.LazyFrame
    named: tuple[str, ...]

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        rows = self.rows.select(columns or self.named[:1])  # a table of no columns would have no rows
        for at in range(0, self.rows.select(pl.len()).collect().item(), AT_ONCE):
            numbered = rows.slice(at, AT_ONCE).collect().with_row_index(NUMBER, offset=at + 2)
            yield numbered.select(NUMBER, *columns)


@dataclass(frozen=True)
class _Sheet:
    rows: pl.DataFrame
    named: tuple[str, ...]

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        rows = self.rows.select(NUMBER, *columns)
        for at in range(0, rows.height, AT_ONCE):
            yield rows.slice(at, AT_ONCE)
