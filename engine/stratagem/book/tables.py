"""A file with a table (CSV, XLSX or Parquet) → its rows, in order, some at a time.

Every row carries its number in a column `@number`, as a spreadsheet counts: the heading is row 1. CSV and Parquet are
read as a stream, a sheet of XLSX whole. Rows in which nothing stands are passed over. This module knows files. It does
not know what a heading means.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stratagem.diagnostics import AccountError, Diagnostic

NUMBER = "@number"
FORMATS = (".csv", ".xlsx", ".parquet")
AT_ONCE = 50_000
"""So many rows are asked for at once."""

_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Table:
    """A table, not read yet."""

    path: Path
    name: str
    """The file as it was named."""
    rows: pl.LazyFrame

    @property
    def headings(self) -> list[str]:
        """Its headings, without the number of the row."""
        return [name for name in self.rows.collect_schema().names() if name != NUMBER]

    def batches(self, columns: Iterable[str] | None = None) -> Iterator[pl.DataFrame]:
        """All rows in order, of some columns only if they are named."""
        rows = self.rows if columns is None else self.rows.select(NUMBER, *columns)
        batches = rows.collect_batches(chunk_size=AT_ONCE, maintain_order=True, engine="streaming")
        while (batch := self._next(batches)) is not None:
            yield batch

    def _next(self, batches: Iterator[pl.DataFrame]) -> pl.DataFrame | None:
        try:
            return next(batches, None)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise unreadable(self.name, error) from error


class Tape:
    """Rows of batches, taken from the beginning on, as many as are wanted."""

    def __init__(self, batches: Iterator[pl.DataFrame], empty: pl.DataFrame) -> None:
        """`empty` shows the columns."""
        self._batches, self._rest, self._empty = batches, empty.clear(), empty.clear()

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


def open_table(file: str) -> Table:
    """The table of a file; raises `AccountError` when it cannot be read."""
    path = Path(file)
    kind = ending(file)
    if path.is_dir():
        raise AccountError([Diagnostic("not-a-file", file)])
    if not path.exists():
        raise AccountError([Diagnostic("missing-file", file)])
    try:
        rows = _scanned(path, kind)
        height = rows.collect_schema().len()
    except (pl.exceptions.NoDataError, pl.exceptions.ColumnNotFoundError) as error:
        raise AccountError([Diagnostic("empty-file", file)]) from error
    except ModuleNotFoundError:
        raise
    except Exception as error:
        raise unreadable(file, error) from error
    if height == 0:
        raise AccountError([Diagnostic("empty-file", file)])
    numbered = rows.with_row_index(NUMBER, offset=2)
    if kind != ".parquet":
        numbered = numbered.filter(~pl.all_horizontal(pl.exclude(NUMBER).is_null()))
    return Table(path, file, numbered)


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


def _scanned(path: Path, kind: str) -> pl.LazyFrame:
    if kind == ".parquet":
        return pl.scan_parquet(path, glob=False)
    if kind == ".xlsx":
        sheet = pl.read_excel(path, infer_schema_length=None, drop_empty_rows=False, drop_empty_cols=False)
        named = [name for name in sheet.columns if not (name.startswith("__UNNAMED__") and sheet[name].is_null().all())]
        return sheet.select(named).lazy()
    return pl.scan_csv(path, infer_schema=False, separator=_separator(path), glob=False)


def _separator(path: Path) -> str:
    """What stands most often in the heading: spreadsheets of some countries write semicolons."""
    with path.open("rb") as file:
        heading = file.readline(65_536).decode("utf-8", errors="replace")
    return max(_SEPARATORS, key=heading.count)
