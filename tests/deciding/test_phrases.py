"""Facts, values and conditions in words, from the author's own labels."""

from datetime import date

import pytest

from stratagem.condition import ALWAYS, Among, Condition, FactTest
from stratagem.deciding.phrases import WORDS, Phrases, shown
from stratagem.vocabulary import Value
from tests.small_rulebook import FACTS, HEAD, SMALL, good, rule, rules

BOOK = good(SMALL)
EN, ZH = Phrases(BOOK, "en"), Phrases(BOOK, "zh")


def when(text: str) -> Condition:
    return good(rules(rule(when=text, recommend="visit"))).rules[0].when


@pytest.mark.parametrize(
    ("fact", "value", "in_english", "in_chinese"),
    [
        ("tier", "partner", "Strategic partner", "战略伙伴型"),
        ("tier", None, "unknown", "不清楚"),
        ("invited", True, "yes", "是"),
        ("invited", False, "no", "否"),
        ("price", 70, "70%", "70%"),
        ("amount", 1200000, "1,200,000", "1,200,000"),
        ("amount", 0.5, "0.5", "0.5"),
        ("cares", frozenset({"fit", "cost"}), "Cost, Fit", "成本、适合"),
        ("met", date(2026, 1, 31), "2026-01-31", "2026-01-31"),
        ("note", "as written 中", "as written 中", "as written 中"),
    ],
)
def test_values_are_said_in_labels(fact: str, value: Value | None, in_english: str, in_chinese: str) -> None:
    assert (in_english, in_chinese) == (EN.value(EN.fact(fact), value), ZH.value(ZH.fact(fact), value))


@pytest.mark.parametrize(
    ("text", "in_english", "in_chinese"),
    [
        ("{tier: partner}", "Customer tier: Strategic partner", "客户形态：战略伙伴型"),
        (
            "{tier: [partner, transactional]}",
            "Customer tier: Strategic partner or Transactional",
            "客户形态：战略伙伴型或交易型",
        ),
        ("{tier: not(partner)}", "Customer tier: not Strategic partner", "客户形态：不是战略伙伴型"),
        ("{tier: unknown}", "Customer tier: unknown", "客户形态：不清楚"),
        ("{tier: known}", "Customer tier: known", "客户形态：已知"),
        ('{stage: ">= criteria"}', "Purchase stage ≥ Criteria", "采购阶段 ≥ 标准准备"),
        ('{price: "[50..100)"}', "50% ≤ Price weight < 100%", "50% ≤ 价格权重 < 100%"),
        ("{cares: cost}", "Cares about include Cost", "关心点包含成本"),
        ("{cares: not(cost)}", "Cares about do not include Cost", "关心点不含成本"),
        ("{met: older than 30 days}", "Last met: more than 30 days ago", "最近见面：30 天以前"),
        ("{met: within 30 days}", "Last met: within 30 days", "最近见面：30 天以内"),
        ("{invited: yes, price: 5}", "Invited: yes; Price weight: 5%", "已邀请：是；价格权重：5%"),
        ("{any: [{invited: yes}, {price: 5}]}", "either Invited: yes or Price weight: 5%", "已邀请：是或价格权重：5%"),
        ("{not: {invited: yes}}", "not (Invited: yes)", "并非（已邀请：是）"),
        ("{stakeholders: {some: {power: high}}}", "somebody (Power: High)", "有人（权力：高）"),
        ("{stakeholders: {none: {power: high}}}", "nobody (Power: High)", "没有人（权力：高）"),
        ("{stakeholders: {every: {stance: known}}}", "everybody (Stance: known)", "所有人（立场：已知）"),
        ("{stakeholders: {some: {}}}", "somebody (anybody)", "有人（任何人）"),
        (
            '{stakeholders: {count: {where: {power: high}, is: ">= 3"}}}',
            "number of people (Power: High) ≥ 3",
            "人数（权力：高） ≥ 3",
        ),
    ],
)
def test_conditions_are_said_in_the_authors_labels(text: str, in_english: str, in_chinese: str) -> None:
    assert (in_english, in_chinese) == (EN.condition(when(text)), ZH.condition(when(text)))


def test_what_was_said_of_a_condition_is_never_said_of_another_in_its_place() -> None:
    """A condition that is gone leaves its id to the next one."""
    said = {EN.condition(FactTest("price", Among((number,)))) for number in range(50)}
    assert 50 == len(said)


def test_every_form_of_a_condition_can_be_said() -> None:
    text = """{any: [{all: [{price: ["< 5", 7, "[8..9]"]}, {stage: 'not([need..criteria], evaluation)'}]},
      {not: {any: [{tier: "partner, unknown"}, {stakeholders: {count: {distinct: unit, is: [1, "> 3"]}}}]}}]}"""
    for phrases in (EN, ZH):
        assert "{" not in phrases.condition(when(text))
    assert "always" == EN.condition(ALWAYS)
    assert "任何人" == ZH.condition(ALWAYS, of_people=True)


def test_people_in_a_row_read_like_a_sentence() -> None:
    assert ["someone you have yet to find", "A", "A and B", "A, B and C"] == [
        EN.names(list(names)) for names in ("", "A", "AB", "ABC")
    ]
    assert ["尚待确定的人选", "A", "A和B", "A、B和C"] == [ZH.names(list(names)) for names in ("", "A", "AB", "ABC")]


def test_every_word_of_the_engine_exists_in_both_languages() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()


def test_a_language_of_which_the_engine_knows_no_words_borrows_english_ones() -> None:
    text = HEAD.replace("zh", "de").replace("演示", "Probe") + FACTS.replace("zh:", "de:")
    phrases = Phrases(good(text), "de")
    assert ("交易型", "yes") == (
        phrases.value(phrases.fact("tier"), "transactional"),
        phrases.value(phrases.fact("invited"), True),
    )


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("cares", frozenset({"fit", "cost"}), ["cost", "fit"]),
        ("met", date(2026, 1, 31), "2026-01-31"),
        ("tier", "partner", "partner"),
        ("invited", False, False),
        ("price", 0.5, 0.5),
        ("note", None, None),
    ],
)
def test_values_in_json_are_ids_in_vocabulary_order(fact: str, value: Value | None, expected: object) -> None:
    assert expected == shown(EN.fact(fact), value)
