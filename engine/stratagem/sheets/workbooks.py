"""The bytes of an XLSX workbook → the cells of its first sheet. Typed cells become the text that people see in them.

The only importer of openpyxl besides `sheets.writing`, and only when a workbook is there: it is slow to load.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from stratagem.diagnostics import Findings, Span
from stratagem.sheets.cells import MAX_COLUMNS, MAX_ROWS, Cell, Grid, SheetCell

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

MAX_UNPACKED = 64 * 1024 * 1024
"""The most bytes that a workbook may unpack to: it is a zip archive, and a small one can hold gigabytes."""

_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises on a file that is no workbook, or a damaged one: it trusts what it reads."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old workbooks begin, and those that ask for a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are shown as they are."""


def cells_of(data: bytes, name: str, findings: Findings) -> Grid | None:
    """The cells of the first sheet, or None with the reason among the findings."""
    before = len(findings)
    if data.startswith(_COMPOUND):
        findings.add("workbook-protected" if _ENCRYPTED in data else "workbook-too-old", name)
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED:
            findings.add("file-too-large", name, limit=f"{MAX_UNPACKED // 1024 // 1024} MB")
            return None
        workbook = _loaded(data, computed=False)
        sheet = workbook.worksheets[0]
        number = workbook.sheetnames.index(sheet.title) + 1
        reader = _Reader(name, number, findings)
        if sheet.sheet_state != "visible":
            findings.add("hidden-sheet", f"{name}, sheet {number}", name=sheet.title)
            return None
        reader.report_merged(sheet)
        grid = reader.grid(sheet, data)
    except _BROKEN:
        if len(findings) == before:
            findings.add("unreadable-workbook", name)
        return None
    return grid


def _loaded(data: bytes, computed: bool) -> "Workbook":
    """The workbook with its formulas, or with the values last computed from them."""
    from openpyxl import load_workbook

    with catch_warnings():
        simplefilter("ignore")  # of parts that openpyxl would not keep; nothing is written back
        return load_workbook(BytesIO(data), data_only=computed, keep_links=False)


class _Reader:
    """Reads one sheet."""

    def __init__(self, name: str, sheet: int, findings: Findings) -> None:
        self._name = name
        self._sheet = sheet
        self._findings = findings
        self._merged: list[CellRange] = []

    def report_merged(self, sheet: "Worksheet") -> None:
        """Merged cells show one value where every row needs its own."""
        for merged in sorted(sheet.merged_cells.ranges, key=lambda each: (each.min_row, each.min_col)):
            self._merged.append(merged)
            place = self._cell("", merged.min_row, merged.min_col).span()
            self._findings.add("merged-cells", place, cells=merged.coord)

    def grid(self, sheet: "Worksheet", data: bytes) -> Grid | None:
        """Every cell that holds something, padded to a rectangle."""
        cells: dict[tuple[int, int], Any] = sheet._cells
        computed: dict[tuple[int, int], Any] = {}
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(cells.items()):
            if cell.value is None:
                continue
            if len(rows) > MAX_ROWS or column > MAX_COLUMNS:
                what, limit = ("columns", MAX_COLUMNS) if column > MAX_COLUMNS else ("rows", MAX_ROWS)
                self._findings.add("table-too-large", self._place(row, column), what=what, limit=f"{limit:,}")
                return None
            if cell.data_type == "f":
                computed = computed or _loaded(data, computed=True)[sheet.title]._cells
                cell = computed[row, column]
                if cell.value is None:
                    self._findings.add("formula-without-value", self._place(row, column))
                    rows.setdefault(row, {})[column] = self._cell("", row, column)._replace(unread=True)
                    continue
            if cell.data_type == "e":
                self._findings.add("error-in-cell", self._place(row, column, str(cell.value)), text=cell.value)
                rows.setdefault(row, {})[column] = self._cell("", row, column)._replace(unread=True)
                continue
            text, bare = _text_of(cell.value, cell.number_format)
            if text.strip():
                rows.setdefault(row, {})[column] = self._cell(text, row, column, bare)
        width = max((column for row in rows.values() for column in row), default=0)
        return Grid(self._name, tuple(tuple(self._padded(row, at, width)) for at, row in rows.items()))

    def _padded(self, row: dict[int, Cell], at: int, width: int) -> Iterator[Cell]:
        merged = [each for each in self._merged if each.min_row <= at <= each.max_row]
        for column in range(1, width + 1):
            unread = any(each.min_col <= column <= each.max_col for each in merged)
            yield row.get(column) or self._cell("", at, column)._replace(unread=unread)

    def _cell(self, text: str, row: int, column: int, bare: str | None = None) -> Cell:
        return Cell(text, SheetCell(self._name, text, self._sheet, row, column), bare)

    def _place(self, row: int, column: int, text: str = "") -> Span:
        return self._cell(text, row, column).span()


def _text_of(value: Any, number_format: str) -> tuple[str, str | None]:
    """What a person reads in a cell, and the number behind a percentage."""
    match value:
        case bool():
            return ("yes" if value else "no"), None
        case int() | float():
            number = Decimal(repr(value))
            if "%" in _NO_FORMAT.sub("", number_format):
                return f"{_plain(number * 100)}%", _plain(number)
            return _plain(number), None
        case datetime():
            return value.date().isoformat(), None
        case date():
            return value.isoformat(), None
        case _:
            return str(value), None


def _plain(number: Decimal) -> str:
    """A number without an exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
