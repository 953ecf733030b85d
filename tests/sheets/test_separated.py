"""CSV text → cells, each with its place in the file."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratagem.diagnostics import Findings, Source
from stratagem.sheets import Grid
from stratagem.sheets.separated import cells_of


def read(text: str) -> Grid:
    findings = Findings()
    grid = cells_of(Source("t.csv", text), findings)
    assert [] == list(findings)
    assert grid is not None
    return grid


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read(text).rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b;c\n1,5;2;3", [["a", "b", "c"], ["1,5", "2", "3"]]),
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ('"a,b";c\n1;2', [["a,b", "c"], ["1", "2"]]),
        ("a\n1\n", [["a"], ["1"]]),
        ('a,b\n"x,y","say ""yes"""\n', [["a", "b"], ["x,y", 'say "yes"']]),
        ('a,b\n"one\ntwo",2\n', [["a", "b"], ["one\ntwo", "2"]]),
        ('a,b\n say "yes" , "q" \n', [["a", "b"], [' say "yes" ', "q"]]),
        ("a,b\n1\n1,2,3\n", [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]),
        ("\n,,\na,b\n\n,\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("", []),
        ("a,\n,b", [["a", ""], ["", "b"]]),
    ],
)
def test_cells_are_what_a_spreadsheet_makes_of_the_text(text: str, rows: list[list[str]]) -> None:
    assert rows == texts(text)


CELLS = st.text(st.sampled_from('ab ,;"\n客'), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_python_writes_is_read_as_it_was(rows: list[list[str]]) -> None:
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["h1", "h2", "h3"], *rows])
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [["h1", "h2", "h3"], *kept] == texts(written.getvalue())


def test_each_cell_knows_its_place_in_the_file() -> None:
    grid = read('F | tier,because\n"say ""yes"", 客户",x\n"one\ntwo ",\n')
    (tier, because), (said, x), (two, blank) = grid.rows
    assert ["t.csv:1:1", "t.csv:1:10", "t.csv:2:2", "t.csv:2:19", "t.csv:3:2", "t.csv:4:7"] == [
        str(cell.span()) for cell in (tier, because, said, x, two, blank)
    ]
    assert ("t.csv:2:15", 2) == (str(said.span(11)), said.span(11).width)
    assert ("t.csv:4:1", 3) == (str(two.span(4)), two.span(4).width)
    assert "4" == two.source.margin(2)
    assert sorted([two.span(4), x.span(), tier.span()], key=lambda at: at.source.rank(at.line, at.column)) == [
        tier.span(),
        x.span(),
        two.span(4),
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('a,b\n1,"2\n3,4', "quote-not-closed", "t.csv:2:3"),
        ('a,b\n"1"2,3\n4,5', "text-after-quote", "t.csv:2:4"),
    ],
)
def test_a_row_torn_by_its_quotes_is_told_and_left_out(text: str, code: str, place: str) -> None:
    findings = Findings()
    grid = cells_of(Source("t.csv", text), findings)
    assert [(code, place)] == [(each.code, str(each.place)) for each in findings]
    assert grid is not None and grid.torn
    assert "1" not in [cell.text for row in grid.rows for cell in row]
