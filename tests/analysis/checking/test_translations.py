"""Texts that stand in every language and cannot be meant so."""

from dataclasses import replace

import pytest

from stratagem.analysis import check
from stratagem.diagnostics import Span
from stratagem.wording import Text
from tests.small_rulebook import good, rule, rules


def said(kind: str, *texts: str) -> list[tuple[str, str]]:
    """What a finding names, and the text under its caret."""
    found = []
    for finding in check(good(rules(*texts)), kinds=(kind,)).findings:
        place = finding.place
        assert isinstance(place, Span)
        found.append((finding.told.details["what"], place.source.line(place.line)[place.column - 1 :][: place.width]))
    return found


def because(en: str, zh: str) -> str:
    return rule(recommend="visit", because=f'{{en: "{en}", zh: "{zh}"}}')


@pytest.mark.parametrize(
    ("en", "zh", "found"),
    [
        ("See them", "See them", True),
        ("去拜访", "去拜访", True),
        ("CRM", "CRM", False),
        ("ROI 3", "ROI 3", False),
        ("{tier}", "{tier}", False),
        ("See them", "去拜访", False),
    ],
)
def test_a_text_that_is_the_same_in_two_languages_was_not_translated(en: str, zh: str, found: bool) -> None:
    assert [("a-rule: because", f'"{zh}"')] * found == said("untranslated", because(en, zh))


@pytest.mark.parametrize(
    ("en", "zh", "wrong"),
    [
        ("See them", "去拜访", []),
        ("去拜访", "See them", ["去拜访", "See them"]),
        ("See them", "Go and see", ["Go and see"]),
        ("See the 客户", "去拜访客户", ["See the 客户"]),
        ("See the (客户) they meant", "去拜访", []),
        ("Say “您好” first", "先说“您好”", []),
        ("Ask about SPIN", "SPIN 提问", []),
        ("Use the CRM", "CRM", []),
        ("Ask {tier}", "{tier}", []),
        ("Café naïve", "咖啡", []),
        ("Same", "Same", []),
    ],
)
def test_a_text_must_be_written_in_the_letters_of_its_language(en: str, zh: str, wrong: list[str]) -> None:
    assert [("a-rule: because", f'"{text}"') for text in wrong] == said("wrong-script", because(en, zh))


def test_things_without_a_label_go_by_their_id() -> None:
    bare = "  invited: {kind: flag}\n"
    labelled = "  invited: {kind: flag, label: {en: Invited, zh: 已邀请}}\n"
    book = rules(rule(recommend="visit")).replace(labelled, bare).replace("{it: {en: IT, zh: 信息部}", "{it: ")
    findings = check(good(book), kinds=("missing-label",)).findings
    assert ["invited: label", "unit: values: it"] == [finding.told.details["what"] for finding in findings]


def test_a_rulebook_of_one_language_may_show_ids() -> None:
    book = "rulebook: demo\nversion: 1.0.0\ntitle: Demo\nlanguages: [en]\nstrategies: [visit]\n"
    assert () == check(good(book), kinds=("missing-label",)).findings


def test_braces_are_not_filled_in_labels_and_titles() -> None:
    titled = because("They are {tier}", "他们是{tier}").replace(
        "title: {en: Title of a-rule, zh: 标题}", 'title: {en: "For {tier} and {x}", zh: "{tier}和{x}"}'
    )
    assert [("a-rule: title", '"For {tier} and {x}"')] == said("unfilled-placeholder", titled)


def test_a_rulebook_made_by_a_program_does_not_say_what_was_written() -> None:
    made = replace(good(rules(rule(recommend="visit"))), title=Text((("en", "Made"), ("zh", "程序生成"))))
    assert () == check(made, kinds=("missing-label",)).findings
