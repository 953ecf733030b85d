"""`stratagem rating`: twelve points, the weakest three, and what to practise."""

import json
import re

import pytest

from tests.cli.running import EXAMPLES, run
from tests.small_rulebook import SMALL, written

RATING = str(EXAMPLES / "self-rating.yaml")


def test_the_example_shows_every_point_and_the_weakest_three() -> None:
    text = run("rating", RATING).stdout
    assert text.startswith("Chen Lan, November   Self-rating of the rep   average 6.1 of 10\n")
    assert text.count("█") == 73
    assert re.findall(r"^   (\d+) +([\w ]+):", text, re.MULTILINE) == [
        ("3", "Time and goals"), ("4", "Finding new customers"), ("4", "Closing"),
    ]  # fmt: skip


def test_chinese_labels_are_read_and_shown() -> None:
    text = run("rating", "-", "--lang", "zh", stdin="name: 陈兰\n积极的心态: 8\n收款: 2\n").stdout
    assert "收款" in text and "未打分" in text and "平均 5 分" in text


def test_the_page_draws_a_spoke_for_each_point() -> None:
    page = run("rating", RATING, "--format", "html").stdout
    assert page.count("<line") == 12
    assert page.count("<circle") == 12


def test_markup_in_a_name_is_shown_as_text() -> None:
    page = run("rating", "-", "--format", "html", stdin="name: <script>x</script>\nclosing: 1\n").stdout
    assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("form", ["text", "html"])
def test_nothing_rated_says_what_to_do(form: str) -> None:
    result = run("rating", "-", "--format", form, stdin="name: A\n")
    assert (result.exit_code, "Give each a number from 0 to 10." in result.stdout) == (0, True)


def test_a_number_out_of_range_is_told_with_its_place() -> None:
    result = run("rating", "-", stdin="name: A\nclosing: 11\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "<stdin>:2:10: " in result.stderr


def test_several_ratings_are_refused() -> None:
    result = run("rating", "-", stdin="name: A\n---\nname: B\n")
    assert (result.exit_code, "holds 2 ratings" in result.stderr) == (2, True)


def test_a_rulebook_without_a_self_rating_says_so() -> None:
    with written({"book.yaml": SMALL}) as at:
        result = run("rating", RATING, "--rules", str(at / "book.yaml"))
    assert (result.exit_code, "leave --rules out" in result.stderr) == (2, True)


def test_json_is_the_rating() -> None:
    found = json.loads(run("rating", RATING, "--format", "json").stdout)
    assert list(found) == ["name", "language", "label", "points", "weakest", "average"]
    assert [each["id"] for each in found["weakest"]] == ["time_and_goals", "prospecting", "closing"]
