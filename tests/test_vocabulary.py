"""How a written value becomes a fact's value: from YAML text, from CSV text, and from Python."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import inf, nan

import pytest

from stratagem.diagnostics import Diagnostic
from stratagem.vocabulary import (
    LARGEST_NUMBER,
    Fact,
    Kind,
    Vocabulary,
    folded,
    forbidden_character,
    form_of_value,
    show_number,
)
from stratagem.wording import Text
from tests.small_rulebook import SMALL, good

VOCABULARY = good(SMALL).vocabulary
FACT: Mapping[str, Fact] = VOCABULARY.fact


def read(fact: str, raw: object) -> object:
    value = FACT[fact].read(raw, None)
    assert not isinstance(value, Diagnostic), f"{raw!r} was refused: {value}"
    return value


def fault(fact: str, raw: object) -> Diagnostic:
    found = FACT[fact].read(raw, "here")
    assert isinstance(found, Diagnostic), f"{raw!r} was read as {found!r}"
    assert "here" == found.place
    assert found.render("en")
    assert found.render("zh")
    return found


@pytest.mark.parametrize("fact", list(FACT))
@pytest.mark.parametrize("raw", [None, "", "   ", "\u3000", "\n"])
def test_nothing_and_blanks_are_unknown(fact: str, raw: object) -> None:
    assert None is read(fact, raw)


@pytest.mark.parametrize("raw", [True, 1, "yes", "Yes", "TRUE", " y ", "1", "是", "有", "ｙｅｓ"])
def test_flags_read_yes(raw: object) -> None:
    assert True is read("invited", raw)


@pytest.mark.parametrize("raw", [False, 0, "no", "No", "FALSE", "n", "0", "否", "无"])
def test_flags_read_no(raw: object) -> None:
    assert False is read("invited", raw)


@pytest.mark.parametrize("raw", [2, -1, 1.0, "maybe", "ja", "yes no", b"yes", Decimal(1), date(2026, 1, 1)])
def test_flags_refuse_everything_else(raw: object) -> None:
    assert "wrong-kind" == fault("invited", raw).code


@pytest.mark.parametrize(
    "raw", ["partner", "PARTNER", " partner\n", "Strategic Partner", "strategic  partner", "战略伙伴型"]
)
def test_choices_are_read_by_id_or_any_label(raw: str) -> None:
    assert "partner" == read("tier", raw)


def test_a_wrong_choice_names_the_nearest_and_all_allowed() -> None:
    found = fault("tier", "partnr")
    assert ("unknown-value", "partner") == (found.code, found.details["near"])
    assert "transactional (交易型), value_added (附加价值型), partner (战略伙伴型)" == found.details["allowed"]
    assert "战略伙伴型" == fault("tier", "战略伙伴").details["near"]
    assert "near" not in fault("tier", "zzz").details


@pytest.mark.parametrize("raw", [1, True, b"partner", 1.5, date(2026, 1, 1)])
def test_choices_refuse_what_is_no_text(raw: object) -> None:
    assert "wrong-kind" == fault("tier", raw).code


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (7, 7),
        (7.0, 7),
        (0.5, 0.5),
        (-0.0, 0),
        (Decimal("7.00"), 7),
        (Decimal("0.25"), 0.25),
        ("7", 7),
        (" 7 ", 7),
        ("+7", 7),
        ("-7.50", -7.5),
        (".5", 0.5),
        ("1e3", 1000),
        ("1e-3", 0.001),
        ("1,200,000", 1_200_000),
        ("1,200,000.5", 1_200_000.5),
        ("-1,200", -1200),
        ("70%", 70),
        ("70 %", 70),
        ("70％", 70),
        ("１２３", 123),
        ("1，200", 1200),
        ("1e-400", 0),
        (10**15, 10**15),
        ("-1000000000000000", -(10**15)),
    ],
)
def test_numbers_are_read_whole_where_they_are_whole(raw: object, number: float) -> None:
    found = read("amount", raw)
    assert (number, type(number)) == (found, type(found))


@pytest.mark.parametrize(
    "raw",
    [
        True, False, nan, inf, -inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), "NaN", "inf", "Infinity",
        "abc", "1.2.3", "1.200.000", "12,00", "1,2", "1,,200", ",200", "1,200,00", "1_000", "0x10", "1e", "$5", "5 EUR",
        "120万",
        "1 200", "--5", b"5", date(2026, 1, 1),
    ],
)  # fmt: skip
def test_numbers_refuse_what_is_none(raw: object) -> None:
    assert "wrong-kind" == fault("amount", raw).code


@pytest.mark.parametrize(
    "raw",
    [
        10**15 + 1,
        -(10**15) - 1,
        pytest.param(10**5000, id="huge"),
        1e300,
        Decimal("1e99999"),
        "1e99999999",
        "-1e99999999",
        "9" * 5000,
    ],
)
def test_numbers_have_a_largest(raw: object) -> None:
    assert LARGEST_NUMBER == 10**15
    assert "out-of-range" == fault("amount", raw).code


def test_a_number_out_of_its_range_names_the_range() -> None:
    assert "allowed here: 0 … 100%" == fault("price", "101").remedy()
    assert (0, 100) == (read("price", "0%"), read("price", 100))
    at_least = Fact("a", Kind.NUMBER, Text(()), low=0).read(-1, None)
    at_most = Fact("a", Kind.NUMBER, Text(()), high=9.5, unit="km").read(10, None)
    assert isinstance(at_least, Diagnostic)
    assert isinstance(at_most, Diagnostic)
    assert ("≥ 0", "≤ 9.5 km") == (at_least.details["allowed"], at_most.details["allowed"])


@pytest.mark.parametrize(
    "raw",
    [
        "cost, fit",
        "成本，适合",
        "cost;fit",
        "cost；fit",
        "Cost、fit",
        "fit,,cost,",
        ["cost", "适合"],
        ("fit", "cost", "fit"),
        {"cost", "fit"},
    ],
)
def test_tags_are_read_from_lists_and_from_separated_text(raw: object) -> None:
    assert frozenset({"cost", "fit"}) == read("cares", raw)


def test_no_tags_are_known_to_be_none() -> None:
    assert frozenset() == read("cares", [])
    assert frozenset({"cost"}) == read("cares", "成本")


@pytest.mark.parametrize(
    ("raw", "code", "value"),
    [
        ("cost, money", "unknown-value", "money"),
        (["cots"], "unknown-value", "cots"),
        ([5], "wrong-kind", "5"),
        (5, "wrong-kind", "5"),
    ],
)
def test_a_wrong_tag_is_named_alone(raw: object, code: str, value: str) -> None:
    found = fault("cares", raw)
    assert (code, value) == (found.code, found.details["value"])


def test_a_label_with_a_comma_in_it_is_still_one_tag() -> None:
    label = Text.of({"en": "Price, terms", "zh": "价格、条款"})
    fact = Fact("t", Kind.TAGS, Text(()), values=(type(FACT["tier"].values[0])("terms", label),))
    assert frozenset({"terms"}) == fact.read("Price, terms", None) == fact.read("价格、条款", None)


@pytest.mark.parametrize(
    "raw",
    [
        date(2026, 1, 31), datetime(2026, 1, 31, 23, 59), "2026-01-31", "2026-1-31", "2026/01/31", "2026.1.31",
        "2026年1月31日",
        "2026-01-31T10:00:00Z", "2026-01-31 10:00", " 2026-01-31 ",
    ],
)  # fmt: skip
def test_dates_are_read_in_their_usual_forms(raw: object) -> None:
    found = read("met", raw)
    assert (date(2026, 1, 31), date) == (found, type(found))


@pytest.mark.parametrize(
    "raw", ["31.01.2026", "01/31/2026", "2026-02-30", "2026-13-01", "26-01-31", "today", 20260131, 2026.1, "0000-01-01"]
)
def test_dates_refuse_what_is_none_or_could_be_two(raw: object) -> None:
    assert "wrong-kind" == fault("met", raw).code


def test_texts_are_trimmed_and_composed() -> None:
    assert "café 中文" == read("note", "  cafe\u0301 中文 \n")
    assert "a\nb" == read("note", "a\nb")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (5, "wrong-kind"),
        (True, "wrong-kind"),
        ("x" * 10_001, "text-too-long"),
        ("a\x1b[0m", "control-character"),
        ("\ud800", "control-character"),
    ],
)
def test_texts_refuse_what_no_screen_should_show(raw: object, code: str) -> None:
    assert code == fault("note", raw).code


@pytest.mark.parametrize("fact", [id_ for id_ in FACT if id_ != "cares"])
@pytest.mark.parametrize("raw", [["x"], ("x",), {"x"}, {"a": "b"}])
def test_only_tags_take_several_values(fact: str, raw: object) -> None:
    assert "not-a-word" == fault(fact, raw).code


def test_names_of_a_vocabulary_are_found_by_id_and_by_every_label() -> None:
    assert (
        "tier"
        == VOCABULARY.fact_names[folded("CUSTOMER  tier")]
        == VOCABULARY.fact_names["客户形态"]
        == VOCABULARY.fact_names["tier"]
    )
    assert "roles" == VOCABULARY.attribute_names["角色"]
    assert "power" not in VOCABULARY.fact_names


def test_facts_come_before_attributes_in_the_order_written() -> None:
    order = VOCABULARY.order
    assert ["tier", "stage", "power", "unit"] == sorted(("unit", "power", "stage", "tier"), key=order.__getitem__)


def test_an_id_is_found_before_a_label_of_another_fact() -> None:
    label = Text.of({"en": "b"})
    vocabulary = Vocabulary((Fact("a", Kind.FLAG, label), Fact("b", Kind.FLAG, Text.of({"en": "c"}))))
    assert "b" == vocabulary.fact_names["b"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (1200000, "1,200,000"),
        (0.5, "0.5"),
        (-1234.5, "-1,234.5"),
        (7.0, "7"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_numbers_are_shown_as_people_write_them(number: float, shown: str) -> None:
    assert shown == show_number(number)


def test_names_are_compared_without_case_width_and_extra_blanks() -> None:
    assert "customer tier" == folded("  Ｃustomer　 TIER\n") == folded("CUSTOMER tier")


def test_a_forbidden_character_is_named() -> None:
    assert ("U+001B", "U+D800", None, None) == tuple(
        map(forbidden_character, ("a\x1b", "\ud800", "a\tb\r\n", "中文 é 😀"))
    )


def test_what_was_handed_in_is_told_in_an_authors_words() -> None:
    handed_in: tuple[object, ...] = ({}, [], frozenset(), None, "", 5, "x" * 100)
    expected = ["a mapping", "a list", "a list", "nothing", "nothing", '"5"', f'"{"x" * 59}…"']
    assert expected == [form_of_value(raw) for raw in handed_in]


@pytest.mark.parametrize("fact", list(FACT))
def test_every_kind_says_what_may_be_written(fact: str) -> None:
    assert FACT[fact].allowed()
