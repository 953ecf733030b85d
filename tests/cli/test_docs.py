"""`stratagem docs`: one page for each language, with every rule on it."""

from pathlib import Path

from stratagem import Advisor
from tests.cli.running import run
from tests.small_rulebook import SMALL, written


def test_every_rule_stands_on_every_page(tmp_path: Path) -> None:
    result = run("docs", "--out", str(tmp_path / "new" / "rules"))
    assert (result.exit_code, result.stdout) == (0, "")
    pages = {file.name: file.read_text("utf-8") for file in (tmp_path / "new" / "rules").iterdir()}
    assert sorted(pages) == ["en.md", "zh.md"]
    rules = [rule.id for rule in Advisor.load().rulebook.rules]
    assert {name: [rule for rule in rules if rule not in page] for name, page in pages.items()} == {
        "en.md": [],
        "zh.md": [],
    }


def test_the_pages_written_are_named(tmp_path: Path) -> None:
    result = run("docs", "--out", str(tmp_path))
    assert result.stderr.split() == [str(tmp_path / "en.md"), str(tmp_path / "zh.md")]


def test_another_rulebook_is_documented(tmp_path: Path) -> None:
    with written({"book.yaml": SMALL}) as at:
        assert run("docs", str(at / "book.yaml"), "--out", str(tmp_path)).exit_code == 0
    assert "go-and-see" in (tmp_path / "en.md").read_text("utf-8")
