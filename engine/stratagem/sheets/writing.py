"""Rows of cells → a CSV text, or a workbook with dropdowns, frozen headings and notes: same rows, same bytes."""

import csv
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from stratagem.sheets.cells import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BYTE_ORDER_MARK = "\ufeff"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""When every part of a workbook was written, as far as anybody can tell: there is no clock here."""
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{0,6}[1-9])?")
"""Numbers that a spreadsheet keeps exactly, and shows as they were written."""
_WIDEST = 48
_FURTHER_ROWS = 500
"""So many rows below the last get their dropdowns, too."""


@dataclass(frozen=True)
class SheetColumn:
    """One column as it is to be written."""

    heading: str
    note: str = ""
    """A comment at the heading."""
    offered: tuple[str, ...] = ()
    """What a dropdown offers; anything else may be written as well."""
    between: tuple[int, int] | None = None
    """The least and the greatest whole number that may be written."""
    refused: str = ""
    """What is said of a number that may not."""
    numbers: bool = False
    """Whether a cell that holds a number is one to the spreadsheet, too."""


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """A CSV text in UTF-8; with a byte order mark where a spreadsheet would misread its letters without one."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    written = text.getvalue()
    return written if written.isascii() else _BYTE_ORDER_MARK + written


def workbook_bytes(
    title: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]], offered_title: str
) -> bytes:
    """A workbook: the table on the first sheet, what its dropdowns offer on the second."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = re.sub(r"[\\*?:/\[\]]", " ", title)[:31] or "1"
    _fill(sheet, columns, rows)
    if any(column.offered for column in columns):
        _offer(sheet, workbook.create_sheet(offered_title), columns, len(rows))
    workbook.properties.creator = "Stratagem"
    data = BytesIO()
    workbook.save(data)
    return _timeless(data.getvalue())


def _fill(sheet: "Worksheet", columns: Sequence[SheetColumn], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    wrapped = Alignment(vertical="top", wrap_text=True)
    for at, column in enumerate(columns, start=1):
        texts = [column.heading, *(row[at - 1] for row in rows)]
        for number, text in enumerate(texts, start=1):
            if not text:
                continue
            cell = sheet.cell(number, at)
            if number > 1 and column.numbers and _NUMBER.fullmatch(text):
                cell.value = float(text) if "." in text else int(text)
            else:
                cell.value = text
                cell.data_type = "s"  # lest a text that begins with = be taken for a formula
            cell.alignment = wrapped
        heading = sheet.cell(1, at)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        if column.note:
            lines = column.note.count("\n") + len(column.note) // 40 + 2
            heading.comment = Comment(column.note, "Stratagem", width=320, height=20 * lines)
        longest = max(_width(line) for text in texts for line in text.split("\n"))
        sheet.column_dimensions[letters(at)].width = min(max(longest + 2, 10), _WIDEST)
    sheet.freeze_panes = "B2"


def _offer(sheet: "Worksheet", values: "Worksheet", columns: Sequence[SheetColumn], rows: int) -> None:
    """Dropdowns: what they offer stands on a sheet of its own, because a list in a cell may not be long."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    last = rows + 1 + _FURTHER_ROWS
    taken = 0
    for at, column in enumerate(columns, start=1):
        reach = f"{letters(at)}2:{letters(at)}{last}"
        if column.between is not None:
            least, most = map(str, column.between)
            rule = DataValidation("whole", formula1=least, formula2=most, operator="between", allow_blank=True)
            rule.showErrorMessage, rule.error = True, column.refused
            rule.add(reach)
            sheet.add_data_validation(rule)
        if not column.offered:
            continue
        taken += 1
        values.cell(1, taken, column.heading).font = Font(bold=True)
        for number, text in enumerate(column.offered, start=2):
            cell = values.cell(number, taken, text)
            cell.data_type = "s"
        name, to = letters(taken), len(column.offered) + 1
        quoted = values.title.replace("'", "''")
        listed = DataValidation("list", formula1=f"'{quoted}'!${name}$2:${name}${to}", allow_blank=True)
        listed.showErrorMessage = False  # tests such as `not(a)` or `>= b` are no single value
        listed.add(reach)
        sheet.add_data_validation(listed)
        values.column_dimensions[name].width = min(max(map(_width, (column.heading, *column.offered))) + 2, _WIDEST)
    values.freeze_panes = "A2"


def _width(text: str) -> int:
    """How wide a text is, in letters: those of Chinese take two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _timeless(data: bytes) -> bytes:
    """The same workbook without the time at which it was written."""
    saved = datetime(*_EPOCH).isoformat().encode() + b"Z"
    timeless = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(timeless, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + saved, content)
            kept = zipfile.ZipInfo(part.filename, _EPOCH)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(kept, content)
    return timeless.getvalue()
