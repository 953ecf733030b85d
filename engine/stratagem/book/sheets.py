"""Frames, one after another → a workbook of one sheet, row by row, with memory that does not grow with the sheet.

The headings stay in view and can be filtered by. Text is written as text, never as a formula. This module knows cells.
It does not know what stands in them.
"""

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]

_LEAST, _MOST = 8, 60
"""Widths of columns, in characters."""


def write_sheet(frames: Iterable[pl.DataFrame], file: Path) -> None:
    """Write frames of the same columns: text, numbers, flags and dates; at least one frame."""
    settings = {"constant_memory": True, "tmpdir": str(file.parent)}
    with closing(xlsxwriter.Workbook(str(file), settings)) as book:
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        last = 0
        for frame in frames:
            if last == 0:
                for at, (name, width) in enumerate(zip(frame.columns, _widths(frame), strict=True)):
                    sheet.set_column(at, at, width)
                    sheet.write_string(0, at, name, bold)
                sheet.freeze_panes(1, 1)
            for row, cells in enumerate(frame.iter_rows(), start=last + 1):
                for at, cell in enumerate(cells):
                    match cell:
                        case None:
                            pass
                        case bool():
                            sheet.write_boolean(row, at, cell)
                        case date():
                            sheet.write_datetime(row, at, cell, day)
                        case int() | float():
                            sheet.write_number(row, at, cell)
                        case _:
                            sheet.write_string(row, at, cell)
            last += frame.height
            sheet.autofilter(0, 0, last, frame.width - 1)


def _widths(frame: pl.DataFrame) -> list[int]:
    """Room for the headings and most of what stands below."""
    texts = frame.head(1_000).cast(pl.String)
    longest = [texts[name].str.len_chars().max() for name in texts.columns]
    return [
        min(max(len(name), each if isinstance(each, int) else 0, _LEAST) + 2, _MOST)
        for name, each in zip(texts.columns, longest, strict=True)
    ]
