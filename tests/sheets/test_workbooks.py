"""XLSX → cells: what a program keeps as numbers, dates and truths becomes the text that a person reads."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stratagem.diagnostics import Findings
from stratagem.sheets import Grid
from stratagem.sheets.cells import letters
from stratagem.sheets.workbooks import cells_of


def workbook(fill: Callable[[Worksheet], object]) -> bytes:
    made, data = Workbook(), BytesIO()
    fill(made.worksheets[0])
    made.save(data)
    return data.getvalue()


def read(fill: Callable[[Worksheet], object]) -> Grid:
    findings = Findings()
    grid = cells_of(workbook(fill), "t.xlsx", findings)
    assert [] == list(findings)
    assert grid is not None
    return grid


@pytest.mark.parametrize(
    ("value", "number_format", "text", "bare"),
    [
        ("partner", "General", "partner", None),
        (True, "General", "yes", None),
        (False, "General", "no", None),
        (50, "General", "50", None),
        (50.0, "0.00", "50", None),
        (1_200_000, "#,##0", "1200000", None),
        (0.1, "General", "0.1", None),
        (1e-7, "General", "0.0000001", None),
        (0.7, "0%", "70%", "0.7"),
        (0.07, "0.00%", "7%", "0.07"),
        (0.7, '0" % of all"', "0.7", None),
        (date(2026, 11, 23), "yyyy-mm-dd", "2026-11-23", None),
        (datetime(2026, 11, 23, 9, 30), "yyyy-mm-dd hh:mm", "2026-11-23", None),
        ("-", "General", "-", None),
    ],
)
def test_a_cell_is_read_as_a_person_reads_it(
    value: str | float | date, number_format: str, text: str, bare: str | None
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.cell(1, 1, value).number_format = number_format

    ((cell,),) = read(fill).rows
    assert (text, bare) == (cell.text, cell.bare)


def test_blank_rows_and_columns_around_the_cells_are_left_out() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A2"], sheet["C2"], sheet["C5"] = "a", "c", "late"
        sheet["Z99"].number_format = "0%"

    rows = read(fill).rows
    assert [["a", "", "c"], ["", "", "late"]] == [[cell.text for cell in row] for row in rows]
    assert "t.xlsx, sheet 1, C5" == str(rows[1][2].span())
    assert "C5" == rows[1][2].source.margin(1)


def test_only_the_first_sheet_is_read() -> None:
    made, data = Workbook(), BytesIO()
    made.worksheets[0]["A1"] = "rules"
    made.create_sheet("Notes")["A1"] = "not read"
    made.save(data)
    grid = cells_of(data.getvalue(), "t.xlsx", Findings())
    assert grid is not None and [["rules"]] == [[cell.text for cell in row] for row in grid.rows]


def test_columns_are_named_as_programs_name_them() -> None:
    assert ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"] == [letters(at) for at in (1, 26, 27, 52, 53, 702, 703)]


def _filled(sheet: Worksheet) -> None:
    sheet.append(["F | tier", "price"])
    sheet.append(["partner", 0.7])


GOOD = workbook(_filled)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(GOOD)))
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_damage_is_a_finding_and_never_an_exception(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(GOOD)
    for at, byte in changes:
        data[at] = byte
    findings = Findings()
    grid = cells_of(bytes(data[:end] if end % 3 == 0 else data), "t.xlsx", findings)
    assert (grid is None) == bool(len(findings))
