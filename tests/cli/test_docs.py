"""`stratagem docs`: markdown and a page for each language: every rule, and a picture of what hangs together."""

import re
from html import unescape
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem_cli.rendering.reference_page import reference_html
from tests.cli.running import run
from tests.small_rulebook import SMALL, written


def test_every_rule_stands_on_every_page(tmp_path: Path) -> None:
    result = run("docs", "--out", str(tmp_path / "new" / "rules"))
    assert (result.exit_code, result.stdout) == (0, "")
    pages = {file.name: file.read_text("utf-8") for file in (tmp_path / "new" / "rules").iterdir()}
    assert sorted(pages) == ["en.html", "en.md", "zh.html", "zh.md"]
    rules = [rule.id for rule in Advisor.load().rulebook.rules]
    assert [] == [(name, rule) for name, page in pages.items() for rule in rules if rule not in page]


def test_the_pages_written_are_named(tmp_path: Path) -> None:
    result = run("docs", "--out", str(tmp_path))
    assert result.stderr.split() == [str(tmp_path / name) for name in ("en.md", "en.html", "zh.md", "zh.html")]


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_one_format_is_enough(format_: str, tmp_path: Path) -> None:
    assert run("docs", "--format", format_, "--out", str(tmp_path)).exit_code == 0
    ending = "md" if format_ == "markdown" else "html"
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"en.{ending}", f"zh.{ending}"]


def test_another_rulebook_is_documented(tmp_path: Path) -> None:
    with written({"book.yaml": SMALL}) as at:
        assert run("docs", str(at / "book.yaml"), "--out", str(tmp_path)).exit_code == 0
    assert "go-and-see" in (tmp_path / "en.md").read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_thread_of_the_picture_is_drawn(lang: str) -> None:
    rulebook = Advisor.load().rulebook
    threads = _threads(reference_html(rulebook, lang))
    assert [rule.id for rule in rulebook.rules] == [*threads]
    visit = rulebook.rule["partner-visit-needs-bridge"]
    facts = {f"f{at}" for at, fact in enumerate(rulebook.vocabulary.facts) if fact.id in visit.facts}
    spoken_of = (*visit.recommend, *(strategy for hold in visit.hold for strategy in hold.strategies))
    strategies = {f"s{at}" for at, strategy in enumerate(rulebook.strategies) if strategy.id in spoken_of}
    assert len(facts) == 5
    assert len(strategies) == 3
    assert facts | strategies == threads["partner-visit-needs-bridge"]


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = reference_html(Advisor.load().rulebook, "en")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert [] == [target for target in re.findall(r'href="#([^"]+)"', page) if target not in ids]


def test_a_name_cannot_become_markup() -> None:
    sly = SMALL.replace("Go and see", "<script>alert(1)</script>")
    assert sly != SMALL
    with written({"book.yaml": sly}) as at:
        page = reference_html(Advisor.load(at / "book.yaml").rulebook, "en")
    assert "<script" not in page
    assert "<script>alert(1)</script>" in unescape(page)


def _threads(page: str) -> dict[str, set[str]]:
    """Rule → the ends of its threads, as the classes of its group say."""
    groups = re.findall(r'<g class="thread ?([^"]*)"><title>[^<]* · ([a-z0-9-]+)</title>', page)
    return {rule: set(ends.split()) for ends, rule in groups}
