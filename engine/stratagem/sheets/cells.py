"""A table as it was read: rows of cells, each a small text of its own that findings can point into."""

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from stratagem.diagnostics import Source, Span

MAX_ROWS = 10_000
"""The most rows of one table, headings included."""
MAX_COLUMNS = 256
"""The most columns of one table."""


@dataclass(frozen=True, slots=True, eq=False)
class CsvCell(Source):
    """The text of one CSV cell, without its quotes. `name` is that of the file."""

    is_cell: ClassVar[bool] = True
    file: Source
    start: int
    """Where the cell's text begins in the file, in characters."""
    quoted: bool

    def at(self, line: int, column: int) -> str:
        """The place in the file."""
        return str(self._in_file(line, column))

    def position(self, line: int, column: int) -> tuple[int, int] | str:
        """Line and column of the file."""
        place = self._in_file(line, column)
        return place.line, place.column

    def rank(self, line: int, column: int) -> tuple[int, ...]:
        """Cells in the order of the file."""
        return (self._offset(line, column),)

    def margin(self, line: int) -> str:
        """The line of the file."""
        return str(self._in_file(line, 1).line)

    def _in_file(self, line: int, column: int) -> Span:
        return self.file.place(self._offset(line, column))

    def _offset(self, line: int, column: int) -> int:
        """Where a place of the cell stands in the file: in quotes, two quotes were read as one."""
        before = self.text[: self.offset(line, column)]
        return self.start + len(before) + (before.count('"') if self.quoted else 0)


@dataclass(frozen=True, slots=True, eq=False)
class SheetCell(Source):
    """The text of one cell of a workbook. `name` is that of the file."""

    is_cell: ClassVar[bool] = True
    sheet: int
    """Which sheet of the workbook, from 1."""
    row: int
    column: int
    """Both from 1."""

    @property
    def ref(self) -> str:
        """The cell as its program names it: `C7`."""
        return f"{letters(self.column)}{self.row}"

    def at(self, line: int, column: int) -> str:
        """The cell, whatever the place in it."""
        return f"{self.name}, sheet {self.sheet}, {self.ref}"

    def position(self, line: int, column: int) -> tuple[int, int] | str:
        """The cell."""
        return self.ref

    def rank(self, line: int, column: int) -> tuple[int, ...]:
        """Cells row by row."""
        return self.row, self.column, line, column

    def margin(self, line: int) -> str:
        """The cell."""
        return self.ref


class Cell(NamedTuple):
    """One cell: what a person reads in it, blank where nothing stands."""

    text: str
    source: Source
    """The cell as a text of its own."""
    bare: str | None = None
    """The number behind a percentage that a program shows, `0.7` for `70%`; else none."""
    unread: bool = False
    """Whether something stands in it that cannot be read, which has been reported."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A stretch of its text, by offsets; all of it unless told otherwise."""
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip())
        if self.text.isprintable():
            return Span(self.source, 1, first + 1, max(len(text.strip()), 1))
        place = self.source.place(first)
        width = min(len(text.strip()), len(self.source.line(place.line)) - place.column + 1)
        return place._replace(width=max(width, 1))


@dataclass(frozen=True)
class Grid:
    """A table: the first row holds its headings. Every row has as many cells; rows without any are left out."""

    name: str
    """What a person calls the file."""
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    torn: bool = False
    """Whether rows are missing because they could not be told apart; that has been reported."""


def letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 1: A to Z, then AA and so on."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
