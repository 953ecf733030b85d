"""`facts` and `stakeholder` blocks."""

from datetime import date

import pytest

from stratagem.vocabulary import Fact, Kind
from tests.small_rulebook import FACTS, HEAD, RULE, STRATEGIES, good, told

LABEL = "label: {en: New one, zh: 新事实}"


def book(fact: str, attribute: str = "") -> str:
    text = HEAD + FACTS + STRATEGIES + RULE
    if attribute:
        text = text.replace("stakeholder:\n", f"stakeholder:\n  {attribute}\n")
    return text.replace("facts:\n", f"facts:\n  {fact}\n", 1) if fact else text


def read(text: str) -> Fact:
    return good(book(f"new: {{{LABEL}, {text}}}")).vocabulary.facts[0]


def faults(text: str) -> list[tuple[str, str]]:
    return told(book(f"new: {{{LABEL}, {text}}}"))


def test_every_kind_is_read_with_its_values_in_order() -> None:
    values = "values: {one: {en: One, zh: 一}, two: {en: Two, zh: 二}}"
    for kind in Kind:
        fact = read(f"kind: {kind}, {values}" if kind in ("choice", "scale", "tags") else f"kind: {kind}")
        assert kind is fact.kind
        assert (("one", "two") if fact.values else ()) == tuple(value.id for value in fact.values)


def test_a_fact_and_its_values_without_labels_go_by_their_ids() -> None:
    fact = good(book("next_step: {kind: scale, values: [at_once, later]}")).vocabulary.facts[0]
    assert "next step" == fact.label.in_language("zh")
    assert ["at once", "later"] == [value.label.in_language("en") for value in fact.values]
    assert ("one", "two") == tuple(
        value.id for value in read("kind: choice, values: {one: , two: {en: Two, zh: 二}}").values
    )


def test_everything_that_can_be_said_of_a_fact_is_kept() -> None:
    fact = read(
        'kind: number, range: [0, 1e3], unit: "%", default: 5, changeable: no, '
        "ask: {en: A, zh: 问}, about: {en: B, zh: 述}"
    )
    assert (0, 1000, "%", 5, False) == (fact.low, fact.high, fact.unit, fact.default, fact.changeable)
    assert fact.ask is not None
    assert fact.about is not None
    assert (
        "问",
        "述",
        "New one",
    ) == (fact.ask.in_language("zh"), fact.about.in_language("zh"), fact.label.in_language("en"))


def test_a_range_may_be_open_at_either_end() -> None:
    assert (None, 10) == (read("kind: number, range: [null, 10]").low, read("kind: number, range: [null, 10]").high)
    assert (0, None) == (read("kind: number, range: [0, ~]").low, read("kind: number, range: [0, ~]").high)


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("kind: flag, default: no", False),
        ("kind: flag, default: 是", True),
        ("kind: date, default: 2026-01-31", date(2026, 1, 31)),
        ("kind: text, default: none", "none"),
        ("kind: tags, values: {a: {en: A, zh: 甲}, b: {en: B, zh: 乙}}, default: [a, 乙]", frozenset({"a", "b"})),
        ("kind: tags, values: {a: {en: A, zh: 甲}}, default: []", frozenset()),
        ("kind: flag, default: ", None),
    ],
)
def test_a_default_is_a_value_of_the_fact(text: str, default: object) -> None:
    assert default == read(text).default


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("knd: flag", ("unknown-key", "knd")),
        ("kind: flags", ("unknown-kind", "flags")),
        ("kind: [flag]", ("not-a-word", "[")),
        ("kind: flag, values: {a: {en: A, zh: 甲}}", ("values-not-allowed", "{")),
        ("kind: choice", ("missing-key", "{")),
        ("kind: choice, values: {}", ("missing-key", "{")),
        ("kind: choice, valuse: {a: {en: A, zh: 甲}}", ("unknown-key", "valuse")),
        ("kind: choice, values: [[a]]", ("not-a-mapping", "[")),
        ("kind: choice, values: {A b: {en: A, zh: 甲}}", ("bad-id", "A b")),
        ("kind: choice, values: {a: A}", ("missing-translation", "A")),
        ("kind: choice, values: {a: {en: A, zh: 甲}, b: {en: B, zh: 甲}}", ("ambiguous-label", "b")),
        ("kind: choice, values: {known: {en: A, zh: 甲}}", ("reserved-name", "known")),
        ("kind: choice, values: {a: {en: Unknown, zh: 甲}}", ("reserved-name", "a")),
        ("kind: flag, range: [0, 1]", ("range-not-allowed", "[")),
        ("kind: number, range: 5", ("bad-range", "5")),
        ("kind: number, range: [1]", ("bad-range", "[")),
        ("kind: number, range: [9, 1]", ("bad-range", "[")),
        ("kind: number, range: [low, 1]", ("bad-range", "low")),
        ("kind: number, range: [0, 10], default: 11", ("out-of-range", "11")),
        ("kind: flag, default: maybe", ("wrong-kind", "maybe")),
        ("kind: flag, default: [yes]", ("not-a-word", "[")),
        ("kind: tags, values: {a: {en: A, zh: 甲}}, default: [a, c]", ("unknown-value", "c")),
        ("kind: flag, concluded: maybe", ("wrong-kind", "maybe")),
    ],
)
def test_each_fault_of_a_fact_is_told_once_at_its_place(text: str, expected: tuple[str, str]) -> None:
    assert [expected] == faults(text)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("new: {label: {en: A, zh: 甲}}", [("missing-key", "{")]),
        ("new: flag", [("not-a-mapping", "flag")]),
        ("New: {kind: flag, label: {en: A, zh: 甲}}", [("bad-id", "New")]),
        ("any: {kind: flag, label: {en: A, zh: 甲}}", [("reserved-name", "any")]),
        ("name: {kind: flag, label: {en: A, zh: 甲}}", [("reserved-name", "name")]),
        ("model_x: {kind: flag, label: {en: A, zh: 甲}}", [("reserved-name", "model_x")]),
        ("new: {kind: flag, label: {en: Name, zh: 甲}}", [("reserved-name", "new")]),
        ("new: {kind: flag, label: {en: A, zh: 联系人}}", [("reserved-name", "new")]),
        ("new: {kind: flag, label: {en: Stage, zh: 阶段}}", [("ambiguous-label", "stage")]),
        ("new: {kind: flag, label: {en: A}}", [("missing-translation", "{")]),
        ("new: {kind: flag, label: {en: A, zh: 甲, de: B}}", [("unknown-language", "de")]),
        ("new: {kind: flag, label: {en: [A], zh: 甲}}", [("not-a-word", "[")]),
    ],
)
def test_each_fault_of_a_declaration_is_told_once(fact: str, expected: list[tuple[str, str]]) -> None:
    assert expected == told(book(fact))


def test_no_name_of_the_account_model_may_be_a_fact() -> None:
    for id_ in (
        "copy",
        "json",
        "dict",
        "schema",
        "construct",
        "validate",
        "parse_raw",
        "from_orm",
        "labels_understood",
    ):
        assert [("reserved-name", id_)] == told(book(f"{id_}: {{kind: flag, {LABEL}}}"))


def test_an_attribute_of_a_person_cannot_be_concluded() -> None:
    assert [("person-concluded", "seen")] == told(book("", f"seen: {{kind: flag, {LABEL}, concluded: yes}}"))


def test_a_fact_and_an_attribute_may_share_an_id() -> None:
    assert [] == told(book("", f"tier: {{kind: flag, {LABEL}}}"))


def test_what_follows_from_a_broken_declaration_is_not_told_again() -> None:
    broken = HEAD + FACTS.replace("kind: choice\n    label: {en: Customer", "kind: chioce\n    label: {en: Customer")
    assert [("unknown-kind", "chioce")] == told(broken + STRATEGIES + RULE)


def test_a_fact_declared_twice_names_both_places() -> None:
    text = book(f"new: {{kind: flag, {LABEL}}}\n  new: {{kind: flag, {LABEL}}}")
    assert [("duplicate-key", "new")] == told(text)


def test_where_there_is_one_language_a_plain_sentence_will_do() -> None:
    text = "rulebook: x\nversion: 1.0.0\ntitle: X\nlanguages: [en]\nfacts: {a: {kind: flag, label: An A}}\n"
    assert "An A" == good(text).vocabulary.facts[0].label.in_language("zh")
