"""Workbooks: what a reader of spreadsheets finds in them."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import polars as pl

from stratagem.book.sheets import write_sheet

FRAME = pl.DataFrame(
    {
        "name": ["=1+1", "甲", None],
        "count": [1, None, 3],
        "flag": [True, False, None],
        "day": [date(2026, 11, 23), None, None],
    }
)


def test_frames_stand_below_each_other_as_they_are(tmp_path: Path) -> None:
    write_sheet([FRAME, FRAME.tail(1)], tmp_path / "out.xlsx")
    assert pl.concat([FRAME, FRAME.tail(1)]).rows() == pl.read_excel(tmp_path / "out.xlsx").rows()


def test_text_is_no_formula_and_headings_stay_in_view(tmp_path: Path) -> None:
    write_sheet([FRAME], tmp_path / "out.xlsx")
    sheet = ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet and '<autoFilter ref="A1:D4"/>' in sheet


def test_no_rows_leave_headings(tmp_path: Path) -> None:
    write_sheet([FRAME.clear()], tmp_path / "out.xlsx")
    assert FRAME.columns == pl.read_excel(tmp_path / "out.xlsx", raise_if_empty=False).columns
