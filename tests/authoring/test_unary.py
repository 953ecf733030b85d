"""The little test language: every form of a test, for every kind of fact."""

from datetime import date

import pytest

from stratagem.authoring.unary import read_test
from stratagem.condition import (
    ALWAYS,
    Age,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Test,
)
from stratagem.diagnostics import Diagnostic
from tests.small_rulebook import SMALL, good

FACT = good(SMALL).vocabulary.fact
STAGES = ("need", "criteria", "evaluation")


def ask(fact: str, text: str) -> Condition | Diagnostic:
    return read_test(FACT[fact], text, None)


def asks(fact: str, test: Test) -> Condition:
    return FactTest(fact, test)


def fault(fact: str, text: str) -> str:
    read = ask(fact, text)
    assert isinstance(read, Diagnostic), f"{text!r} was read as {read}"
    return read.code


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("tier", "partner", "partner"),
        ("tier", "  Partner ", "partner"),
        ("tier", "Strategic partner", "partner"),
        ("tier", "strategic  PARTNER", "partner"),
        ("tier", "战略伙伴型", "partner"),
        ("tier", "= partner", "partner"),
        ("tier", "＝ 战略伙伴型", "partner"),
        ("tier", '"partner"', "partner"),
        ("stage", "发现需求", "need"),
        ("price", "70", 70),
        ("price", "70%", 70),
        ("price", "70％", 70),
        ("price", "0.5", 0.5),
        ("amount", "1,200,000", 1_200_000),
        ("amount", "-1,200,000.50", -1_200_000.5),
        ("amount", "1e3", 1000),
        ("cares", "成本", "cost"),
        ("met", "2026-11-23", date(2026, 11, 23)),
        ("met", "2026/11/23", date(2026, 11, 23)),
        ("met", "2026年11月23日", date(2026, 11, 23)),
        ("invited", "yes", True),
        ("invited", "是", True),
        ("invited", "TRUE", True),
        ("invited", "否", False),
        ("note", "call back", "call back"),
        ("note", '"< 5 people"', "< 5 people"),
        ("note", "'known'", "known"),
        ("note", "“你好，世界”", "你好，世界"),
        ("note", "it's here", "it's here"),
    ],
)
def test_a_value_alone_asks_for_equality(fact: str, text: str, value: object) -> None:
    assert asks(fact, Among((value,))) == ask(fact, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "text", "values"),
    [
        ("tier", "partner, value_added", ("partner", "value_added")),
        ("tier", "partner，附加价值型", ("partner", "value_added")),
        ("tier", "partner, partner", ("partner",)),
        ("price", "10, 20, 30", (10, 20, 30)),
        ("amount", "1,000, 2,000", (1000, 2000)),
        ("cares", "cost, fit", ("cost", "fit")),
        ("note", '"a, b", c', ("a, b", "c")),
        ("note", "“a，b”，c", ("a，b", "c")),
        ("note", "don't, won't", ("don't", "won't")),
        ("invited", "yes, no", (True, False)),
    ],
)
def test_a_list_asks_for_one_of_its_values(fact: str, text: str, values: tuple[object, ...]) -> None:
    assert asks(fact, Among(values)) == ask(fact, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "operator"),
    [
        ("<", "<"),
        ("<=", "<="),
        (">", ">"),
        (">=", ">="),
        ("≤", "<="),
        ("≥", ">="),
        ("＜", "<"),
        ("＞", ">"),
        ("＞＝", ">="),
    ],
)
@pytest.mark.parametrize(
    ("fact", "value", "bound", "scale"),
    [
        ("stage", "evaluation", "evaluation", STAGES),
        ("stage", "评估", "evaluation", STAGES),
        ("price", "50%", 50, ()),
        ("amount", "1,200,000", 1_200_000, ()),
        ("met", "2026-01-31", date(2026, 1, 31), ()),
    ],
)
def test_scales_numbers_and_dates_compare(
    written: str, operator: str, fact: str, value: str, bound: object, scale: tuple[str, ...]
) -> None:
    expected = asks(fact, Compare(operator, bound, scale))  # type: ignore[arg-type]
    assert expected == ask(fact, f"{written} {value}") == ask(fact, f"{written}{value}")


@pytest.mark.parametrize(
    "text", ["!= partner", "≠ partner", "！＝ 战略伙伴型", "not(partner)", "not (partner)", "NOT(Partner)"]
)
def test_unequal_is_none_of_one(text: str) -> None:
    assert asks("tier", NoneOf((Among(("partner",)),))) == ask("tier", text)


@pytest.mark.parametrize(
    ("text", "open_low", "open_high"),
    [
        ("[20..80]", False, False),
        ("(20..80]", True, False),
        ("[20..80)", False, True),
        ("(20 .. 80)", True, True),
        ("]20..80[", True, True),
        ("［20..80）", False, True),
        ("[20%..80%)", False, True),
    ],
)
def test_a_range_includes_its_square_ends_only(text: str, open_low: bool, open_high: bool) -> None:
    assert asks("price", Between(20, 80, open_low, open_high)) == ask("price", text)


def test_scales_and_dates_have_ranges_too() -> None:
    assert asks("stage", Between("need", "criteria", scale=STAGES)) == ask("stage", "[need..标准准备]")
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    assert asks("met", Between(first, last)) == ask("met", "[2026-01-01..2026-03-31]")
    assert asks("amount", Between(-5, 1000)) == ask("amount", "[-5..1,000]")


@pytest.mark.parametrize(
    ("text", "side", "days"),
    [("older than 30 days", "older", 30), ("Older  than 1 day", "older", 1), ("within 7 days", "within", 7)],
)
def test_dates_have_an_age(text: str, side: str, days: int) -> None:
    assert asks("met", Age(side, days)) == ask("met", text)  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", list(FACT))
def test_every_kind_can_be_known_unknown_or_anything(fact: str) -> None:
    assert IsKnown(fact, True) == ask(fact, "known") == ask(fact, " Known ") == ask(fact, "not(unknown)")
    assert IsKnown(fact, False) == ask(fact, "unknown") == ask(fact, "not(known)")
    assert ALWAYS == ask(fact, "-") == ask(fact, "partner, -" if fact == "tier" else "-")


def test_negation_covers_a_whole_list() -> None:
    assert asks("tier", NoneOf((Among(("partner", "value_added")),))) == ask("tier", "not(partner, 附加价值型)")
    mixed = NoneOf((Compare("<", 10), Among((50,))))
    assert asks("price", mixed) == ask("price", "not(< 10, 50)")
    assert asks("price", NoneOf((Between(10, 20, high_open=True),))) == ask("price", "not([10..20))")
    twice = NoneOf((NoneOf((Among(("partner",)),)),))
    assert asks("tier", twice) == ask("tier", "not(not(partner))")
    assert Not(Any((asks("tier", Among(("partner",))), IsKnown("tier", False)))) == ask("tier", "not(partner, unknown)")


def test_a_list_may_mix_values_with_comparisons_and_unknown() -> None:
    assert asks("price", OneOf((Compare("<", 10), Among((50,)), Between(80, 90)))) == ask("price", "< 10, 50, [80..90]")
    expected = Any((asks("tier", Among(("partner", "value_added"))), IsKnown("tier", False)))
    assert expected == ask("tier", "partner, unknown, value_added")
    assert Any((IsKnown("tier", False), IsKnown("tier", True))) == ask("tier", "unknown, known")


@pytest.mark.parametrize(
    ("fact", "text", "code"),
    [
        ("tier", "partnr", "unknown-value"),
        ("tier", "< partner", "test-not-for-kind"),
        ("tier", "[need..partner]", "test-not-for-kind"),
        ("tier", "within 3 days", "test-not-for-kind"),
        ("tier", "not(partner", "bad-test"),
        ("tier", "not()", "bad-test"),
        ("tier", "== partner", "bad-test"),
        ("tier", "partner,", "bad-test"),
        ("tier", "partner,, value_added", "bad-test"),
        ("tier", "partner or value_added", "joined-tests"),
        ("tier", "partner and known", "joined-tests"),
        ("stage", "> soon", "unknown-value"),
        ("stage", "[evaluation..need]", "empty-range"),
        ("stage", "(need..need)", "empty-range"),
        ("price", "150", "out-of-range"),
        ("price", "< -1", "out-of-range"),
        ("price", "abc", "wrong-kind"),
        ("price", "yes", "wrong-kind"),
        ("price", "[10..", "bad-test"),
        ("price", "[10-20]", "bad-test"),
        ("price", "[20..10]", "empty-range"),
        ("price", ">= 50 and < 70", "joined-tests"),
        ("price", "50 percent", "wrong-kind"),
        ("amount", "NaN", "wrong-kind"),
        ("amount", "1_000", "wrong-kind"),
        ("amount", "1e99", "out-of-range"),
        ("cares", "money", "unknown-value"),
        ("cares", "> cost", "test-not-for-kind"),
        ("met", "23.11.2026", "wrong-kind"),
        ("met", "2026-02-30", "wrong-kind"),
        ("met", "older than 1 month", "bad-test"),
        ("met", "within 30", "bad-test"),
        ("invited", "maybe", "wrong-kind"),
        ("invited", ">= yes", "test-not-for-kind"),
        ("note", "< 5", "test-not-for-kind"),
        ("note", "[draft] text", "bad-test"),
        ("note", "x" * 10_001, "text-too-long"),
    ],
)
def test_what_is_no_test_is_told(fact: str, text: str, code: str) -> None:
    assert code == fault(fact, text)


def test_joined_tests_are_answered_with_how_to_write_them() -> None:
    either, both, range_ = (
        ask("tier", "partner or 附加价值型"),
        ask("tier", "partner and value_added"),
        ask("price", ">= 50 and < 70"),
    )
    assert isinstance(either, Diagnostic)
    assert isinstance(both, Diagnostic)
    assert isinstance(range_, Diagnostic)
    assert "for one of several, write a list: `[partner, 附加价值型]`" == either.remedy()
    assert "for both, write two conditions under `all:`" == both.remedy()
    assert 'for both, write a range such as `"[50..70)"`, or two conditions under `all:`' == range_.remedy()


def test_the_word_or_inside_a_text_joins_nothing() -> None:
    assert asks("note", Among(("now or never",))) == ask("note", "now or never")


def test_a_label_that_looks_like_a_test_is_still_a_label() -> None:
    book = good(SMALL.replace("Transactional", '"< 1 year, not (yet)"'))
    fact = book.vocabulary.fact["tier"]
    assert asks("tier", Among(("transactional",))) == read_test(fact, "< 1 year, not (yet)", None)
