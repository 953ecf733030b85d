"""Where lines end on a terminal."""

from itertools import pairwise

import pytest
from rich.cells import cell_len

from stratagem_cli.rendering.breaking import breaks


def lines(text: str, width: int) -> list[str]:
    ends = [0, *breaks(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one", 3, ["one"]),
        ("", 5, [""]),
        ("谈价值、谈利益", 6, ["谈价", "值、谈", "利益"]),
        ("他说：“好”", 6, ["他说：", "“好”"]),
        ("比重记为 0，说明没有", 10, ["比重记为", "0，说明没", "有"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("because  [go-and-see 80]", 18, ["because", "[go-and-see 80]"]),
        ("a · b · c", 5, ["a ·", "b · c"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@pytest.mark.parametrize("width", range(4, 60))
def test_nothing_is_lost_and_nothing_is_too_wide(width: int) -> None:
    text = "请李建引荐，去见副总经理和总经理（CEO）。谈价值、谈利益、谈发展，少谈 product details and features。" * 2
    found = lines(text, width)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert [line for line in found if cell_len(line) > width] == []


def test_no_line_begins_with_a_chinese_comma() -> None:
    text = "谈价值、谈利益、谈发展，少谈产品细节；对管理层谈管理：方便、责任。" * 3
    assert [line for width in range(8, 60) for line in lines(text, width) if line[:1] in set("，。、；：")] == []
