"""The text of a CSV file → cells with their places. Commas, semicolons or tabs separate them, as the first row does.

Python's own reader does not say where a cell stood, hence this one. Quotes work as spreadsheets write them: a cell in
double quotes may hold separators and line breaks, and two double quotes in it are one.
"""

import re

from stratagem.diagnostics import Findings, Source
from stratagem.sheets.cells import MAX_COLUMNS, MAX_ROWS, Cell, CsvCell, Grid

_SEPARATORS = "\t;,"
_BREAK = re.compile("\r\n|\n|\r")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def cells_of(source: Source, findings: Findings) -> Grid | None:
    """The cells of a text, or None with the reason among the findings; a row that its quotes tear is left out."""
    reader = _Reader(source, findings)
    rows: list[tuple[Cell, ...]] = []
    torn = False
    while (row := reader.row()) is not None:
        torn = torn or not row
        if any(not cell.is_blank for cell in row):
            rows.append(row)
        if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
            what, limit = ("rows", MAX_ROWS) if len(rows) > MAX_ROWS else ("columns", MAX_COLUMNS)
            findings.add("table-too-large", row[0].span(), what=what, limit=f"{limit:,}")
            return None
    width = max(map(len, rows), default=0)
    padded = ((*row, *(_nothing(row[-1]) for _ in range(width - len(row)))) for row in rows)
    return Grid(source.name, tuple(padded), torn)


class _Reader:
    """Reads one row after another."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source = source
        self._text = source.text
        self._findings = findings
        self._at = 0
        self._separator = _separator(self._text)
        self._bare = re.compile(f"[^{self._separator}\r\n]*")

    def row(self) -> tuple[Cell, ...] | None:
        """The next row, without any cells when it is torn; None at the end of the text."""
        if self._at >= len(self._text):
            return None
        cells = [self._cell()]
        while cells[-1] is not None and self._text[self._at : self._at + 1] == self._separator:
            self._at += 1
            cells.append(self._cell())
        end = _BREAK.search(self._text, self._at)
        self._at = end.end() if end else len(self._text)
        whole = tuple(cell for cell in cells if cell is not None)
        return whole if len(whole) == len(cells) else ()

    def _cell(self) -> Cell | None:
        """The next cell; None when its quotes do not hold, which is reported."""
        bare = self._matched(self._at)
        opening = self._at + len(bare.group()) - len(bare.group().lstrip())
        if self._text[opening : opening + 1] != '"':
            self._at = bare.end()
            return self._made(bare.group(), bare.start(), quoted=False)
        quoted = _QUOTED.match(self._text, opening)
        if quoted is None:
            self._findings.add("quote-not-closed", self._source.place(opening), quote='"')
            self._at = len(self._text)
            return None
        rest = self._matched(quoted.end())
        self._at = rest.end()
        if text := rest.group().strip():
            place = self._source.place(quoted.end() + rest.group().index(text), len(text))
            self._findings.add("text-after-quote", place, text=text[:40])
            return None
        return self._made(quoted.group(1).replace('""', '"'), quoted.start(1), quoted=True)

    def _matched(self, at: int) -> re.Match[str]:
        """Whatever stands from here to the next separator or line break."""
        found = self._bare.match(self._text, at)
        assert found is not None, "it may be empty"
        return found

    def _made(self, text: str, start: int, quoted: bool) -> Cell:
        return Cell(text, CsvCell(self._source.name, text, self._source, start, quoted))


def _nothing(last: Cell) -> Cell:
    """A cell that a row lacks: it stands where the row ends."""
    source = last.source
    assert isinstance(source, CsvCell), "it is a cell of this text"
    return Cell("", CsvCell(source.name, "", source.file, source.start + len(last.text), quoted=False))


def _separator(text: str) -> str:
    """What separates the headings: of tab, semicolon and comma the one that stands there most often, outside quotes."""
    first = next((line for line in re.sub(_QUOTED, "", text[:100_000]).splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count) if any(each in first for each in _SEPARATORS) else ","
