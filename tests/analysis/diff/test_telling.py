"""What an edit says, in the author's words, in both languages."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.analysis.diff import Teller, compare
from stratagem.analysis.diff.words import edit_words
from stratagem.rulebook import Rulebook
from stratagem_cli.rendering.diff_words import diff_words
from tests.analysis.diff.revisions import revision_of
from tests.small_rulebook import good, rule, rules


def said(old: Rulebook, new: Rulebook, lang: str = "en") -> list[str]:
    """Each edit: what was done, and its lines."""
    changes = compare(old, new)
    told = [Teller(changes, lang).told(edit) for edit in changes.edits]
    return [" | ".join([each.what, *(f"{mark} {line}" for mark, line in each.lines)]) for each in told]


def with_rule(**lines: str) -> Rulebook:
    return good(rules(rule("a-rule", **lines)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "english", "chinese"),
    [
        (
            {"when": "{tier: partner, invited: yes}", "recommend": "visit"},
            {"when": "{tier: [partner, value_added], invited: yes}", "recommend": "visit"},
            "when | - Customer tier: Strategic partner | + Customer tier: Strategic partner or Added value",
            "条件 | - 客户形态：战略伙伴型 | + 客户形态：战略伙伴型或附加价值型",
        ),
        (
            {"recommend": "visit"},
            {"when": "{invited: yes}", "recommend": "visit"},
            "when | - always | + Invited: yes",
            "条件 | - 总是 | + 已邀请：是",
        ),
        (
            {"recommend": "[visit, discount]"},
            {"recommend": "discount"},
            "recommends | - Executive visit",
            "建议 | - 高层拜访",
        ),
        (
            {"recommend": "[discount, visit]"},
            {"recommend": "[visit, discount]"},
            "recommends, another order: Discount, Executive visit → Executive visit, Discount",
            "建议换了顺序：打折、高层拜访 → 高层拜访、打折",
        ),
        (
            {"conclude": "{weak: yes}"},
            {"conclude": "{weak: no}"},
            "concludes | - Weak: yes | + Weak: no",
            "推断 | - 薄弱：是 | + 薄弱：否",
        ),
        (
            {"hold": "{strategy: visit, until: {en: now, zh: 现在}}"},
            {"hold": "{strategy: visit, until: {en: then, zh: 那时}}"},
            "holds | - Executive visit until: now | + Executive visit until: then",
            "暂缓 | - 高层拜访，解锁条件：现在 | + 高层拜访，解锁条件：那时",
        ),
        (
            {"recommend": "visit", "effective": "{until: 2026-11-30}"},
            {"recommend": "visit", "effective": "{until: 2026-12-31}"},
            "in force until: 2026-11-30 → 2026-12-31",
            "失效日期：2026-11-30 → 2026-12-31",
        ),
        (
            {"recommend": "visit", "with_": "{roles: approver}"},
            {"recommend": "visit", "with_": "[{roles: approver}, {roles: user}]"},
            "with | + Roles include User",
            "见谁 | + 角色包含使用者",
        ),
        (
            {"recommend": "visit", "say": "{en: Go, zh: 去}"},
            {"recommend": "visit", "say": "{en: Go, zh: 快去}"},
            "say | - zh: 去 | + zh: 快去",
            "怎么谈 | - zh：去 | + zh：快去",
        ),
    ],
)
def test_a_field_is_told(before: dict[str, str], after: dict[str, str], english: str, chinese: str) -> None:
    old, new = with_rule(**before), with_rule(**after)
    assert ([english], [chinese]) == (said(old, new), said(old, new, "zh"))


def test_facts_are_told_value_by_value() -> None:
    text = rules(rule(recommend="visit"))
    other = text.replace("partner: {en: Strategic partner, zh: 战略伙伴型}", "partner: {en: Ally, zh: 战略伙伴型}")
    other = other.replace("      transactional: {", "      trial: {en: Trial, zh: 试用}\n      transactional: {")
    other = other.replace("range: [0, 100]", "range: [0, 90]").replace(
        "default: no, label: {en: Quiet", "default: yes, label: {en: Quiet"
    )
    assert [
        "default: no → yes",
        "values | + trial (Trial) | - partner en: Strategic partner | + partner en: Ally",
        "greatest value: 100 → 90",
    ] == said(good(text), good(other))  # fmt: skip


def test_a_new_rule_is_told_whole_with_its_condition_first() -> None:
    old = good(rules(rule("one", recommend="visit")))
    new = good(rules(rule("one", recommend="visit"), rule("two", 40, "{tier: partner}", avoid="discount", ask="tier")))
    assert [
        "added | + when: Customer tier: Strategic partner | + priority: 40 | + speaks against: Discount"
        " | + asks for: Customer tier | + because: Because"
    ] == said(old, new)
    assert [each.replace("+", "-").replace("added", "removed") for each in said(old, new)] == said(new, old)


def test_an_order_that_breaks_ties_names_the_neighbours() -> None:
    old = good(rules(rule(recommend="visit")))
    new = replace(old, strategies=(*old.strategies[1:], old.strategies[0]))
    assert ["moved: stands after discount, stood after the beginning"] == said(old, new)


def test_both_languages_have_the_same_words() -> None:
    assert list(edit_words("en")) == list(edit_words("zh"))
    assert list(diff_words("en")) == list(diff_words("zh"))


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
def test_every_edit_of_any_revision_can_be_told(seed: int) -> None:
    _, old, new = revision_of(seed, most=6)
    for one, other in ((old, new), (new, old)):
        told = said(one, other)
        assert all(told)


def test_the_whole_built_in_rulebook_can_be_told_as_new() -> None:
    new = Advisor.load().rulebook
    empty = replace(
        new, rules=(), plays=(), scripts=(), checklists=(), weapons=(), strategies=(), warnings=(), tables=()
    )
    for lang in ("en", "zh"):
        assert len(compare(empty, new).edits) == len(said(empty, new, lang))
