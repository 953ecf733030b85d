"""CSV: plain and odd rows, and the same whether read in large pieces or in small ones."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem.book import csv_rows
from stratagem.book.csv_rows import BEYOND, CELLS, NUMBER, open_csv
from stratagem.diagnostics import AccountError

Row = tuple[int, list[str | None], int | None, str | None]


def rows(text: str | bytes, folder: Path, at_once: int = 8_000_000) -> list[Row]:
    """Number, cells, marks of every row."""
    file = folder / "a.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    table = open_csv(file, "a.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_rows, "BYTES_AT_ONCE", at_once)
        found = pl.concat(list(table.batches(table.named)))
    return [
        (row[NUMBER], [row[name] or None for name in table.named], row[CELLS], row[BEYOND])
        for row in found.iter_rows(named=True)
    ]


@pytest.mark.parametrize("at_once", [1, 5, 8_000_000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1,2\n\n,\n3,4\r\n5,6",
            [(2, ["1", "2"], None, None), (5, ["3", "4"], None, None), (6, ["5", "6"], None, None)],
        ),
        ("1\n1,2,3,4\n", [(2, ["1", None], 1, None), (3, ["1", "2"], 4, "3,4")]),
        (
            '5", 3" pipe,2\n5" pipe,3" pipe\n',
            [(2, ['5"', ' 3" pipe'], 3, "2"), (3, ['5" pipe', '3" pipe'], None, None)],
        ),
        ('"x\ny","a,b"\n"say ""so""",2\n', [(2, ["x\ny", "a,b"], None, None), (3, ['say "so"', "2"], None, None)]),
        (
            '5" pipe,2\n"A" B,2\n3,4\n',
            [(2, ['5" pipe', "2"], None, None), (3, ['"A" B', "2"], 0, None), (4, ["3", "4"], None, None)],
        ),
    ],
)
def test_rows_are_numbered_and_odd_ones_marked(text: str, expected: list[Row], at_once: int, tmp_path: Path) -> None:
    assert expected == rows(f"a,b\n{text}", tmp_path, at_once)


@pytest.mark.parametrize("separator", ";\t")
def test_other_separators(separator: str, tmp_path: Path) -> None:
    text = f'\ufeffa{separator}b\n1{separator}"x{separator}y"\n2{separator}3{separator}4\n'
    assert [(2, ["1", f"x{separator}y"], None, None), (3, ["2", "3"], 3, "4")] == rows(text, tmp_path)


def test_blank_headings_at_the_end_need_no_cells_and_hold_none(tmp_path: Path) -> None:
    found = rows("a,b,,\n1,2,,\n3,4\n5,6,x,\n", tmp_path)
    assert [(2, ["1", "2"], None, None), (3, ["3", "4"], None, None), (4, ["5", "6"], 4, "x")] == found


def test_headings_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,a\n1,2\n")
    assert ("a", "a_duplicated_1") == open_csv(tmp_path / "a.csv", "a.csv").named


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a,b\n1,"2\n3,4\n', "open-quotation"),
        ('a,b\n1,"2\n3,"4"\n5,6\n', "open-quotation"),
        ("a,b\n甲,2\n".encode("gbk"), "invalid-utf8"),
        ("a,b\n".encode("utf-16"), "invalid-utf8"),
        ("\n\n", "empty-file"),
    ],
)
def test_what_cannot_be_told_apart_is_not_guessed(text: str | bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(AccountError) as error:
        rows(text, tmp_path)
    assert [code] == [each.code for each in error.value.diagnostics]


CELL = st.text(st.sampled_from('ab ,;"\n甲'), max_size=5).filter(str.strip)


@given(records=st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=12), at_once=st.integers(1, 60))
@settings(deadline=None, max_examples=60)
def test_whatever_python_writes_is_read_back(
    records: list[list[str]], at_once: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["x", "y"], *records])
    found = rows(written.getvalue(), tmp_path_factory.mktemp("csv"), at_once)
    assert [cells for _, cells, marks, _ in found if marks is None] == [[*each] for each in records]
