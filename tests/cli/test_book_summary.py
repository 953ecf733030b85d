"""The summary of a book as text and as a page: every figure stands there, in columns, and labels are only text."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from rich.cells import cell_len

from stratagem.book.summary import Summary, summarise
from stratagem.rulebook import Rulebook, Strategy
from stratagem.vocabulary import Fact
from stratagem.wording import Text
from stratagem_cli.rendering.book_summary import summary_html, summary_text
from stratagem_cli.rendering.book_view import MOST_STRATEGIES, first_strategies, percent
from stratagem_cli.rendering.book_words import book_words
from tests.book.test_summary import ADVISOR, AS_OF, SMALL, seeded
from tests.cli.chromium import browse
from tests.cli.test_brief_page import NASTY, Page, colours, pictures, said

BOOK = ADVISOR.rulebook
LISTS = ("not_now", "vetoed", "held", "avoided", "warnings", "questions")


@cache
def summary(count: int = 300, rejected: int = 0) -> Summary:
    book = seeded(max(count, 1), 21)
    accounts, result = book.accounts.head(count), book.result.head(count)
    return summarise(BOOK, accounts, result, rejected=rejected, as_of=AS_OF)


@pytest.fixture(autouse=True)
def no_width_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have said how wide a terminal is; parallel workers are told too."""
    monkeypatch.delenv("COLUMNS", raising=False)


def text(of: Summary, lang: str = "en", rulebook: Rulebook = BOOK) -> str:
    return summary_text(of, rulebook, lang, to_file=True)


def label(things: Iterable[Strategy | Fact], id_: str, lang: str) -> str:
    return next(each for each in things if each.id == id_).label.in_language(lang)


def test_both_languages_have_the_same_words() -> None:
    assert list(book_words("en")) == list(book_words("zh"))
    assert book_words("fr") is book_words("en")


def test_accounts_in_are_accounts_advised_and_rejected() -> None:
    assert "307 accounts in = 300 advised + 7 rejected, 0 without a recommendation" in text(summary(rejected=7))
    assert "客户共 307 个 = 已给出建议 300 个 + 退回 7 个，没有策略可荐的 0 个" in text(summary(rejected=7), "zh")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_first_strategies_stand_with_accounts_and_share_most_frequent_first(lang: str) -> None:
    of = summary()
    lines = re.findall(r"^  (\S.*?) +([\d,]+) +(<?\d+%)  █+$", text(of, lang), re.MULTILINE)[: MOST_STRATEGIES + 1]
    by_label = {label(BOOK.strategies, id_, lang): count for id_, count in of.first.strategies.items()}
    own = [(name, int(count)) for name, count, _ in lines if name in by_label]
    assert own == sorted(((name, by_label[name]) for name, _ in own), key=lambda each: -each[1])
    assert sum(int(count) for _, count, _ in lines) == 300
    assert all(share == percent(int(count) / 300) for _, count, share in lines)


def test_the_table_holds_every_count_and_its_columns_are_straight() -> None:
    of = summary()
    split = of.splits[1]
    block = text(of, "zh").split("采购阶段：首选策略\n")[1].split("\n\n")[0].split("\n")
    figures = [re.findall(r"[\d,]+|·", line[2:])[-8:] for line in block[1:]]
    assert figures[-1] == [
        *(str(first.accounts) for first in split.values.values()),
        str(split.unknown.accounts),
        "300",
    ]
    top = max(of.first.strategies, key=lambda id_: of.first.strategies[id_])
    row = next(line for line in block if line.startswith(f"  {label(BOOK.strategies, top, 'zh')} "))
    expected = [*(first.strategies[top] for first in split.values.values()), split.unknown.strategies[top]]
    assert [int(each.replace("·", "0")) for each in row.split()[1:]] == [*expected, of.first.strategies[top]]
    assert {cell_len(line) for line in block} == {cell_len(block[0])}


def test_where_a_table_has_no_room_each_value_has_a_line() -> None:
    block = text(summary()).split("Purchase stage: first strategies\n")[1].split("\n\n")[0]
    for value, first in summary().splits[1].values.items():
        shown = BOOK.vocabulary.fact["purchase_stage"].labels[value].in_language("en")
        assert re.search(rf"^  {shown} +{first.accounts}   \S", block, re.MULTILINE)


@pytest.mark.parametrize("columns", [40, 60, 80, 110])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_terminal(lang: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    found = text(summary(), lang)
    assert max(map(cell_len, found.split("\n"))) <= columns
    assert "\x1b" not in found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_book_says_so(lang: str) -> None:
    of = summary(0, rejected=2)
    assert text(of, lang).count("\n") <= 3
    page = Page(summary_html(of, BOOK, lang))
    assert (page.open, page.count("svg")) == ([], 0)
    assert book_words(lang)["empty"] in page.text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_account_gives_text_and_a_page(lang: str) -> None:
    of = summary(1)
    assert "100%" in text(of, lang)
    page = Page(summary_html(of, BOOK, lang))
    assert (page.open, page.count("svg") >= 4) == ([], True)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_complete_in_itself_and_its_pictures_hold_the_figures(lang: str) -> None:
    of = summary()
    html = summary_html(of, BOOK, lang)
    page = Page(html)
    assert page.open == []
    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)", html) == []
    stacked, narrow, heat, _, out, narrow_out, *lists = pictures(html)
    assert len(lists) == 3
    for figures in (of.held, of.avoided, of.vetoed):
        most = max(figures.values())
        assert f"{most:,}" in said(out) and f"{most:,}" in said(narrow_out)
    for line in first_strategies(of, BOOK, lang):
        figure = f"{line.accounts:,} · {percent(line.share)}"
        assert {line.label, figure} <= set(said(stacked)) & set(said(narrow))
    for first in of.splits[1].values.values():
        assert f"{first.accounts:,}" in said(heat)
    warning, count = max(of.warnings.items(), key=lambda each: each[1])
    assert {BOOK.warning[warning].label.in_language(lang), f"{count:,} · {percent(count / 300)}"} <= set(said(lists[0]))


def nasty() -> Rulebook:
    """The small rulebook with markup for every label."""
    book, label = SMALL.rulebook, Text((("en", NASTY), ("zh", NASTY)))
    facts = tuple(
        replace(fact, label=label, values=tuple(replace(value, label=label) for value in fact.values))
        for fact in book.vocabulary.facts
    )
    return replace(
        book,
        title=label,
        vocabulary=replace(book.vocabulary, facts=facts),
        strategies=tuple(replace(each, label=label) for each in book.strategies),
        warnings=tuple(replace(each, label=label) for each in book.warnings),
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_markup_in_labels_is_shown_as_text(lang: str) -> None:
    book = seeded(60, 3, SMALL)
    of = summarise(SMALL.rulebook, book.accounts, book.result)
    page, plain = (Page(summary_html(of, rulebook, lang)) for rulebook in (nasty(), SMALL.rulebook))
    assert page.open == []
    assert [tag for tag, _ in page.elements if tag in ("script", "img")] == []
    assert [page.count(tag) for tag in ("svg", "rect", "section")] == [
        plain.count(t) for t in ("svg", "rect", "section")
    ]
    for picture in pictures(summary_html(of, nasty(), lang)):
        assert isinstance(picture, ElementTree.Element)
        assert not [each.tag for each in picture.iter() if "script" in each.tag or "img" in each.tag]
        assert any(each.startswith("<scri") for each in said(picture))
    markup = replace(nasty(), strategies=tuple(replace(s, label=_rich()) for s in SMALL.rulebook.strategies))
    assert "[bold]x[/bold]" in text(of, lang, markup)


def _rich() -> Text:
    return Text((("en", "[bold]x[/bold]"), ("zh", "[bold]x[/bold]")))


def test_accounts_without_a_recommendation_have_a_line_of_their_own() -> None:
    book = seeded(60, 3, SMALL)
    of = summarise(SMALL.rulebook, book.accounts, book.result)
    last = first_strategies(of, SMALL.rulebook, "en")[-1]
    assert (last.label, last.accounts, last.plain) == ("No recommendation", of.without_recommendation, False)
    assert re.search(rf"^  No recommendation +{last.accounts} ", text(of, "en", SMALL.rulebook), re.MULTILINE)


def test_many_values_and_strategies_are_folded_and_still_add_up() -> None:
    tier = SMALL.rulebook.vocabulary.fact["tier"]
    many = tuple(replace(tier.values[0], id=f"v{at}", label=Text((("en", f"Value {at}"),))) for at in range(30))
    strategies = tuple(Strategy(f"s{at}", Text((("en", f"Strategy {at}"),))) for at in range(40))
    facts = tuple(replace(f, values=many) if f.id == "tier" else f for f in SMALL.rulebook.vocabulary.facts)
    wide = replace(
        SMALL.rulebook, strategies=strategies, rules=(), vocabulary=replace(SMALL.rulebook.vocabulary, facts=facts)
    )
    result = pl.DataFrame(
        {"strategy_1": [f"s{at % 40}" for at in range(90)], "strong": None, "weak": None},
        schema_overrides={"strong": pl.Boolean, "weak": pl.Boolean},
    ).with_columns(pl.lit([], dtype=pl.List(pl.String)).alias(name) for name in LISTS)
    of = summarise(wide, pl.DataFrame({"tier": [at % 30 for at in range(90)]}), result)
    found = text(of, "en", wide)
    assert "28 other strategies" in found and "other values" in found and "No account has a warning." in found
    assert sum(line.accounts for line in first_strategies(of, wide, "en")) == 90
    page = Page(summary_html(of, wide, "en"))
    assert page.open == [] and "other values" in page.text


def test_what_rules_conclude_is_shown_as_missing_only_if_they_ask_for_it() -> None:
    of = summary()
    of = replace(of, missing={**dict.fromkeys(of.missing, 0), "tier": 3, "working_tier": 2, "approver_access": 1})
    missing = text(of).split("Most often unknown\n")[1].split("\n\n")[0]
    assert re.findall(r"^  (\S.*?)  ", missing, re.MULTILINE) == ["Customer tier", "Access to the approver"]


def test_without_a_fact_to_split_by_there_is_one_list_of_first_strategies() -> None:
    book = seeded(60, 3, SMALL)
    of = summarise(SMALL.rulebook, book.accounts, book.result, split_by=[])
    first = pictures(summary_html(of, SMALL.rulebook, "en"))[0]
    assert {"Discount", "No recommendation"} <= set(said(first))
    assert "Discount" in text(of, "en", SMALL.rulebook)


@pytest.mark.parametrize(("share", "shown"), [(0, "0%"), (0.004, "<1%"), (0.5, "50%"), (0.998, ">99%"), (1, "100%")])
def test_a_share_is_never_rounded_to_nothing_or_all(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [900, 390])
def test_chromium_draws_the_page_and_nothing_sticks_out(width: int, lang: str, tmp_path: Path) -> None:
    page, picture, probe = tmp_path / "book.html", tmp_path / "book.png", tmp_path / "probe.html"
    html = summary_html(summary(), BOOK, lang)
    page.write_text(html, encoding="utf-8")
    quoted = html.replace("&", "&amp;").replace('"', "&quot;")
    probe.write_text(_PROBE.replace("PAGE", quoted).replace("WIDTH", str(width)), encoding="utf-8")
    dom = browse(probe, tmp_path / "a", "--virtual-time-budget=3000", "--dump-dom")
    found = re.search(r"<pre>(-?\d+) (\d+) (\d+)</pre>", dom)
    assert found is not None
    overflow, wide, narrow = map(int, found.groups())
    assert overflow <= 0
    assert (wide > 300, narrow > 300) == (width == 900, width == 390)
    browse(page, tmp_path / "b", f"--window-size={width},1400", f"--screenshot={picture}")
    assert len(colours(picture)) > 50


_PROBE = """<!doctype html><meta charset="utf-8"><pre></pre>
<iframe id="f" style="width:WIDTHpx;height:1400px;border:0" srcdoc="PAGE"></iframe>
<script>
onload = () => {
  const page = document.getElementById("f").contentDocument;
  const box = name => Math.round(page.querySelector("figure." + name).getBoundingClientRect().width);
  const overflow = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  document.querySelector("pre").textContent = [overflow, box("wide"), box("narrow")].join(" ");
};
</script>"""
