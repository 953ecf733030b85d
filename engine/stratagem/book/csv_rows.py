"""A CSV file → its rows, some at a time: every row is there with its number, also one with too many or too few cells.

Most of a file is plain, and Polars reads it as fast as it can be read. Where quotation marks stand in odd places, or
span lines, Python's `csv` reads instead, which takes everything for something. This module knows text, cells and rows.
It does not know what a heading means.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

import polars as pl

from stratagem.diagnostics import AccountError, Diagnostic

NUMBER = "@number"
CELLS, BEYOND = "@cells", "@beyond"
"""Of a row that has more or fewer cells than there are headings, how many, 0 if its quotation marks leave that open;
and its text beyond the last heading."""
MARKS = {CELLS: pl.UInt32(), BEYOND: pl.String()}

BYTES_AT_ONCE = 8_000_000
_SEPARATORS = ",;\t"
_MARK = b"\xef\xbb\xbf"
"""What some programs write at the beginning of a file in UTF-8."""
_QUOTED = r'"[^"]*"'
_NO_SEPARATOR = "\x01"


@dataclass(frozen=True)
class CsvFile:
    """A CSV file whose first row has been read."""

    path: Path
    name: str
    """The file as it was named."""
    separator: str
    headings: tuple[str, ...]
    """As many as the first row has cells, each once."""
    named: tuple[str, ...] = ()
    """Those that are not blank."""

    @property
    def width(self) -> int:
        """So many cells a row needs; blank headings at the end need none."""
        return max((at + 1 for at, each in enumerate(self.headings) if each in self.named), default=0)

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """All rows that are not blank: `@number`, some of the named columns, and the marks of odd rows."""
        number = 2
        with self.path.open("rb") as file:
            next(self.records(file, 1))
            while text := file.read(BYTES_AT_ONCE):
                start = file.tell() - len(text)
                text += file.readline()
                rows = self._plain(text, number)
                if rows is None:
                    file.seek(start)
                    rows = self._odd(file, number, len(text))
                number += rows.height
                yield rows.filter(pl.col("@blank").not_()).select(NUMBER, *columns, *MARKS)

    def _plain(self, text: bytes, number: int) -> pl.DataFrame | None:
        """The rows of a text, none when it takes more than Polars to tell them."""
        try:
            lines = _lines(text)
            cells = self._cells(lines) if b'"' in text else _counted(lines, self.separator)
            if cells is None:
                return None
            rows = pl.read_csv(
                BytesIO(text),
                has_header=False,
                separator=self.separator,
                infer_schema=False,
                schema=dict.fromkeys(self.headings, pl.String()),
                extra_columns="ignore",
                missing_columns="insert",
            )
        except pl.exceptions.PolarsError:
            return None
        if rows.height != lines.len():
            return None
        nothing = rf'(?: *|" *")(?:{_class(self.separator)}(?: *|" *"))*'
        blank = lines.str.contains(rf"^{nothing}\r?$")
        odd = (~cells.is_between(self.width, len(self.headings)) & ~blank).arg_true()
        marks = self._marks(rows, odd, [_cells(lines[at], self.separator) for at in odd])
        return self._numbered(rows, number).with_columns(blank.alias("@blank"), *marks)

    def _cells(self, lines: pl.Series) -> pl.Series | None:
        """How many cells each line has, if every quoted cell begins and ends in it."""
        quotes = lines.str.count_matches('"', literal=True)
        quoted = lines.filter(quotes > 0)
        apart = _class(self.separator)
        cell = f'(?:"(?:[^"]|"")*"|[^"{apart}]*)'
        if not quoted.str.contains(rf"^{cell}(?:[{apart}]{cell})*\r?$").all():
            return None
        bare = quoted.str.replace_all(_QUOTED, "")
        return _counted(lines, self.separator).scatter((quotes > 0).arg_true(), _counted(bare, self.separator))

    def _odd(self, file: IO[bytes], number: int, size: int) -> pl.DataFrame:
        """At least so many bytes of a file, whole rows, as Python reads them."""
        start, width = file.tell(), len(self.headings)
        records: list[list[str]] = []
        for record in self.records(file, number):
            records.append(record)
            if file.tell() - start >= size:
                break
        blank = pl.Series([not any(cell.strip() for cell in each) for each in records], dtype=pl.Boolean)
        cells = [[cell or None for cell in (each + [""] * width)[:width]] for each in records]
        rows = pl.DataFrame(cells, schema=dict.fromkeys(self.headings, pl.String()), orient="row")
        odd = pl.Series([self._is_odd(each) for each in records], dtype=pl.Boolean)
        at = (odd & ~blank).arg_true()
        marks = self._marks(rows, at, [records[each] for each in at])
        return self._numbered(rows, number).with_columns(blank.alias("@blank"), *marks)

    def _is_odd(self, record: list[str]) -> bool:
        return isinstance(record, _Misquoted) or not self.width <= len(record) <= len(self.headings)

    def _marks(self, rows: pl.DataFrame, odd: pl.Series, records: Sequence[list[str]]) -> list[pl.Series]:
        """Odd rows: how many cells they have, and what stands beyond the last heading, or where there is none."""
        cells = pl.Series(CELLS, [None], dtype=pl.UInt32).new_from_index(0, rows.height)
        beyond = pl.Series(BEYOND, [None], dtype=pl.String).new_from_index(0, rows.height)
        for heading in [each for each in self.headings if each not in self.named]:
            stray = rows[heading].is_not_null().arg_true()
            cells = cells.scatter(stray, len(self.headings))
            beyond = beyond.scatter(stray, rows[heading].gather(stray))
        counts = [0 if isinstance(each, _Misquoted) else len(each) for each in records]
        cells = cells.scatter(odd, pl.Series(counts, dtype=pl.UInt32))
        left = [self.separator.join(each[len(self.headings) :]) or None for each in records]
        return [cells, beyond.scatter(odd, pl.Series(left, dtype=pl.String))]

    def _numbered(self, rows: pl.DataFrame, number: int) -> pl.DataFrame:
        return rows.with_row_index(NUMBER, offset=number)

    def records(self, file: IO[bytes], number: int) -> Iterator[list[str]]:
        """The rows from here on, each as a list of cells; the file stands behind the row that was given last.

        One whose quotation marks are wrong is given as a `_Misquoted`; raises `AccountError` when it swallows others.
        """
        lines = _Lines(file, self.name)
        while not lines.ended:
            try:
                for record in csv.reader(lines, delimiter=self.separator, strict=True):
                    yield record
                    number += 1
                    lines.taken.clear()
            except csv.Error as error:
                if len(lines.taken) != 1:
                    raise AccountError([Diagnostic("open-quotation", self.name, {"row": str(number)})]) from error
                yield _Misquoted(lines.taken[0].rstrip("\r\n").split(self.separator))
                number += 1
                lines.taken.clear()


class _Misquoted(list[str]):
    """A row that cannot be cut into cells for certain."""


class _Lines:
    """Lines of a file as text, with those remembered that make up a row."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        start = self._file.tell()
        line = self._file.readline()
        if not line:
            self.ended = True
            raise StopIteration
        try:
            text = (line if start else line.removeprefix(_MARK)).decode()
        except UnicodeDecodeError as error:
            details = {"byte": f"0x{error.object[error.start]:02X}"}
            raise AccountError([Diagnostic("invalid-utf8", self._name, details)]) from error
        self.taken.append(text)
        return text


def open_csv(path: Path, name: str) -> CsvFile:
    """Read the first row; raises `AccountError` when there is none."""
    with path.open("rb") as file:
        first = file.readline(65_536).decode("utf-8", errors="replace")
        separator = max(_SEPARATORS, key=first.count)
        file.seek(0)
        headings = next(CsvFile(path, name, separator, ()).records(file, 1), [])
    if not any(each.strip() for each in headings):
        raise AccountError([Diagnostic("empty-file", name)])
    unique = _each_once(headings)
    named = tuple(known for known, heading in zip(unique, headings, strict=True) if heading.strip())
    return CsvFile(path, name, separator, unique, named)


def _each_once(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings as they are; one that is blank or stands there again gets a number."""
    found: dict[str, None] = {}
    for at, heading in enumerate(headings):
        found[heading if heading.strip() and heading not in found else f"{heading}_duplicated_{at}"] = None
    return tuple(found)


def _lines(text: bytes) -> pl.Series:
    """A text cut at the ends of its lines."""
    whole = pl.read_csv(
        BytesIO(text),
        has_header=False,
        separator=_NO_SEPARATOR,
        quote_char=None,
        infer_schema=False,
        schema={"line": pl.String()},
        empty_string_is_null=False,
    )
    return whole["line"]


def _counted(lines: pl.Series, separator: str) -> pl.Series:
    return lines.str.count_matches(separator, literal=True) + 1


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator))


def _class(separator: str) -> str:
    return r"\t" if separator == "\t" else separator
