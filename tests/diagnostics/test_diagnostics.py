"""Findings: where the caret stands, and sentences that hold in both languages."""

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest

from stratagem.diagnostics import Diagnostic, Findings, RulebookError, Source, Span, nearest
from stratagem.diagnostics.chinese import in_language
from stratagem.diagnostics.sentence import Sentence
from stratagem.diagnostics.sentences import SENTENCES
from stratagem.diagnostics.span import excerpt

ENGINE = Path(__file__).parents[2] / "engine" / "stratagem"
CLI = Path(__file__).parents[2] / "cli"
CODE = "".join(
    path.read_text("utf-8")
    for folder in (ENGINE, CLI)
    for path in folder.rglob("*.py")
    if path.parent.name != "diagnostics" or path.name not in ("sentences.py", "checks.py", "tables.py", "books.py")
)


def columns(text: str) -> int:
    """What a terminal makes of a text."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else not unicodedata.combining(each) for each in text)


def caret(line: str, column: int, width: int) -> tuple[str, str]:
    """The line as it is shown, and what stands above the carets."""
    shown, carets = excerpt(Span(Source("f", line), 1, column, width))
    start, end = carets.index("^"), len(carets)
    above, at = "", 0
    for character in shown:
        if start <= at < end:
            above += character
        at += columns(character)
    return shown, above


@pytest.mark.parametrize(
    ("line", "column", "width", "above"),
    [
        ("when: {teir: partner}", 8, 4, "teir"),
        ("客户形态: 战略伙伴", 7, 4, "战略伙伴"),
        ("- {姓名: 张华, 立场: 支持者}", 12, 2, "立场"),
        ("全角，标点：x", 7, 1, "x"),
        ("e\u0301e\u0301: x", 7, 1, "x"),
        ("😀: x", 4, 1, "x"),
        ("\tkey: value", 7, 5, "value"),
        ("a\tb\tc", 5, 1, "c"),
        ("short", 3, 99, "ort"),
        ("x", 1, 1, "x"),
    ],
)
def test_the_caret_stands_under_what_is_meant(line: str, column: int, width: int, above: str) -> None:
    assert above == caret(line, column, width)[1]


def test_the_caret_may_stand_behind_the_end_of_a_line() -> None:
    assert ["  1 | when:", "    |      ^"] == excerpt(Span(Source("f", "when:"), 1, 6, 1))
    assert ["  1 | ", "    | ^"] == excerpt(Span(Source("f", ""), 1, 1, 1))
    assert ["  9 | ", "    | ^"] == excerpt(Span(Source("f", "x"), 9, 1, 1))


@pytest.mark.parametrize("column", [1, 500, 995])
@pytest.mark.parametrize("filler", ["x", "中"])
def test_long_lines_are_cut_around_the_caret(column: int, filler: str) -> None:
    line = filler * (column - 1) + "HERE" + filler * (1000 - column)
    shown, above = caret(line, column, 4)
    assert "HERE" == above
    assert len(shown) < 180
    assert (column > 100) == shown.startswith("  1 | …")
    assert (column < 900) == shown.endswith("…")


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    shown, above = caret("a\x1b[0m\u202eb\x07 x", 10, 1)
    assert "  1 | a\ufffd[0m\ufffdb\ufffd x" == shown
    assert "x" == above


def test_lines_are_counted_as_editors_count_them() -> None:
    source = Source("f", "one\r\ntwo\nthree\rfour")
    assert ["one", "two", "three", "four", ""] == [source.line(number) for number in range(1, 6)]
    assert ["f:1:1", "f:2:2", "f:4:1"] == [str(source.place(source.text.index(word))) for word in ("one", "wo", "four")]


def test_a_finding_is_rendered_with_place_excerpt_and_remedy() -> None:
    source = Source("rules/key_account/partner.yaml", "\n" * 13 + "    when: {teir: partner}")
    finding = Diagnostic("unknown-fact", Span(source, 14, 12, 4), {"name": "teir", "near": "tier"})
    assert (
        (
            'rules/key_account/partner.yaml:14:12: unknown-fact: "teir" is not a fact of this rulebook\n'
            "  14 |     when: {teir: partner}\n"
            "     |            ^^^^\n"
            'help: did you mean "tier"?'
        )
        == finding.render()
        == str(finding)
    )
    assert finding.render("zh").endswith("建议：是不是想写“tier”？")


def test_a_finding_without_a_span_is_rendered_without_an_excerpt() -> None:
    finding = Diagnostic("unknown-fact", "stakeholders[0].teir", {"name": "teir"})
    assert [
        'stakeholders[0].teir: unknown-fact: "teir" is not a fact of this rulebook',
        "help: `stratagem schema account` lists the facts",
    ] == finding.render().splitlines()
    assert "missing-file: there is no such file" in Diagnostic("missing-file").render()


def test_an_error_holds_every_finding() -> None:
    findings = Findings()
    findings.add("missing-name", None)
    findings.add("unknown-fact", "a", name="a", near=None)
    error = RulebookError(findings)
    assert 2 == len(error.diagnostics) == len(findings)
    assert 2 == str(error).count("help: ")
    assert "\n\n" in error.render("zh")


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def placeholders(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def details(sentence: Sentence) -> set[str]:
    return placeholders(*sentence.en, *sentence.zh)


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_say_the_same(code: str) -> None:
    sentence = SENTENCES[code]
    assert len(sentence.en) == len(sentence.zh) >= 2
    for english, chinese in zip(sentence.en, sentence.zh, strict=True):
        assert placeholders(english) == placeholders(chinese)
    assert not any(
        "\u4e00" <= character <= "\u9fff" for text in sentence.en for character in text.replace("是, 否", "")
    )
    assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in sentence.zh)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_can_be_said_whatever_its_details_are(code: str) -> None:
    full = {name: f"<{name}>" for name in details(SENTENCES[code])}
    for lang in ("en", "zh"):
        assert re.search(r"\{(?!<name>\})", Diagnostic(code, None, full).cause(lang)) is None
        for given in (
            {},
            dict.fromkeys(full, "{x} {0} {"),
            dict.fromkeys(full, ""),
            dict.fromkeys(full, "}"),
        ):
            assert Diagnostic(code, None, given).render(lang)


@pytest.mark.parametrize("code", SENTENCES)
def test_the_last_remedy_needs_no_more_than_the_cause_or_is_always_given(code: str) -> None:
    """A remedy that is said for want of a better one must not have gaps."""
    always = {"allowed", "example", "form", "examples", "closing", "quote", "first", "kind", "most"}
    always |= {"name"} if code == "circle" else set()
    sentence = SENTENCES[code]
    for cause, *_, last in (sentence.en, sentence.zh):
        assert placeholders(last) <= placeholders(cause) | always


@pytest.mark.parametrize("code", SENTENCES)
def test_no_sentence_is_unused(code: str) -> None:
    assert f'"{code}"' in CODE


def test_every_code_that_the_engine_uses_has_a_sentence() -> None:
    used = set(
        re.findall(
            r"""(?:\.add|Diagnostic|_fault|unknown_name|unknown_key|PydanticCustomError)\(\s*"""
            r"""(?:[\w.]+, )*(?:fact, )?"([a-z0-9-]+)\"""",
            CODE,
        )
    )
    assert {"unknown-fact", "bad-test", "missing-name", "unknown-key"} <= used
    declared_elsewhere = set(re.findall(r'"([a-z0-9-]+)": Sentence\(', CODE))
    assert set() == used - SENTENCES.keys() - declared_elsewhere


def test_what_the_engine_says_in_its_own_words_is_chinese_in_chinese() -> None:
    said = {"what": "rule a: hold", "found": "a list", "reason": "Permission denied", "name": "a list"}
    assert {"what": "规则 a: hold", "found": "一个列表", "reason": "没有权限", "name": "a list"} == in_language(
        "zh", said
    )
    assert said == in_language("en", said)
    assert {"found": '"a list"', "what": "tier"} == in_language("zh", {"found": '"a list"', "what": "tier"})


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("teir", "tier"),
        ("TIER", "tier"),
        ("purchase stage", "purchase_stage"),
        ("战略伙伴", "战略伙伴型"),
        ("zzz", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_the_nearest_name_is_one_that_was_probably_meant(word: str, near: str | None) -> None:
    assert near == nearest(word, ["tier", "purchase_stage", "战略伙伴型", "spy"])


def test_of_two_names_as_near_the_first_is_taken_every_time() -> None:
    assert 1 == len({nearest("tie", names) for names in (["tier", "tied"], ["tier", "tied"])})
    assert None is nearest("tier", [])
