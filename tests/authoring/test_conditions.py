"""`when` blocks and people selectors: structure, quantifiers, and faults that are told once."""

import pytest

from stratagem.condition import (
    ALWAYS,
    All,
    Among,
    Any,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Not,
    OneOf,
    Quantifier,
)
from tests.small_rulebook import good, rule, rules, told

PARTNER = FactTest("tier", Among(("partner",)))
INVITED = FactTest("invited", Among((True,)))
POWERFUL = FactTest("power", Among(("high",)))
APPROVER = FactTest("roles", Among(("approver",)))


def when(text: str) -> Condition:
    return good(rules(rule(when=text, recommend="visit"))).rules[0].when


def faults(text: str) -> list[tuple[str, str]]:
    return told(rules(rule(when=text, recommend="visit")))


def test_every_line_of_a_mapping_must_hold() -> None:
    assert All((PARTNER, INVITED)) == when("{tier: partner, invited: yes}")
    assert PARTNER == when("{tier: partner}")
    assert ALWAYS == when('{tier: "-"}')


def test_facts_values_and_flags_may_be_labels_of_any_language() -> None:
    assert PARTNER == when("{客户形态: 战略伙伴型}") == when("{Customer Tier: strategic partner}")
    assert INVITED == when("{已邀请: 是}")


def test_any_all_and_not_nest() -> None:
    assert Any((PARTNER, INVITED)) == when("{any: [{tier: partner}, {invited: yes}]}")
    assert All((PARTNER, INVITED)) == when("{all: [{tier: partner}, {invited: yes}]}")
    assert Not(All((PARTNER, INVITED))) == when("{not: {tier: partner, invited: yes}}")
    assert Not(Any((PARTNER, Not(INVITED)))) == when("{not: {any: [{tier: partner}, {not: {invited: yes}}]}}")


def test_two_tests_of_one_fact_stand_in_a_list_under_all() -> None:
    over, under = FactTest("price", Compare(">", 10)), FactTest("price", Compare("<", 20))
    assert All((over, under)) == when('{all: [{price: "> 10"}, {price: "< 20"}]}')


def test_a_yaml_list_of_tests_is_one_of_them() -> None:
    assert FactTest("tier", Among(("partner", "value_added"))) == when("{tier: [partner, 附加价值型]}")
    assert FactTest("price", OneOf((Compare("<", 10), Among((50,))))) == when('{price: ["< 10", 50]}')
    assert Any((PARTNER, IsKnown("tier", False))) == when("{tier: [partner, unknown]}")


def test_every_quantifier_over_stakeholders_is_read() -> None:
    both = All((POWERFUL, APPROVER))
    assert Quantifier("some", both) == when("{stakeholders: {some: {power: high, roles: approver}}}")
    assert Quantifier("none", POWERFUL) == when("{stakeholders: {none: {权力: 高}}}")
    assert Quantifier("every", Any((POWERFUL, APPROVER))) == when(
        "{stakeholders: {every: {any: [{power: high}, {roles: approver}]}}}"
    )
    assert Quantifier("some", ALWAYS) == when("{stakeholders: {some: {}}}")
    assert All((Quantifier("some", POWERFUL), Quantifier("none", APPROVER))) == when(
        "{stakeholders: {some: {power: high}, none: {roles: approver}}}"
    )
    assert All((Quantifier("some", POWERFUL), Quantifier("some", APPROVER))) == when(
        "{stakeholders: {some: [{power: high}, {roles: approver}]}}"
    )


def test_count_counts_people_or_distinct_values() -> None:
    assert Count(POWERFUL, Compare(">=", 3)) == when('{stakeholders: {count: {where: {power: high}, is: ">= 3"}}}')
    assert Count(ALWAYS, Among((0,))) == when("{stakeholders: {count: {is: 0}}}")
    assert Count(ALWAYS, Among((1, 2))) == when("{stakeholders: {count: {where: {}, is: [1, 2]}}}")
    book = good(
        rules(rule(when='{stakeholders: {count: [{is: "> 1"}, {distinct: 部门, is: "1"}]}}', recommend="visit"))
    )
    unit = book.vocabulary.attribute["unit"]
    assert All((Count(ALWAYS, Compare(">", 1)), Count(ALWAYS, Among((1,)), unit))) == book.rules[0].when


def test_equal_quantifiers_of_a_rulebook_are_one_node() -> None:
    text = "{stakeholders: {some: {power: high}}}"
    first, second = good(rules(rule("a", when=text, warn="late"), rule("b", when=text, warn="late"))).rules
    assert first.when is second.when


def test_a_rule_without_when_always_fires() -> None:
    assert ALWAYS == good(rules(rule(recommend="visit"))).rules[0].when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{teir: partner}", ("unknown-fact", "teir")),
        ("{power: high}", ("unknown-fact", "power")),
        ("{or: [{tier: partner}]}", ("unknown-fact", "or")),
        ("{tier = partner}", ("missing-colon", "tier = partner")),
        ("{tier：partner}", ("missing-colon", "tier：partner")),
        ("tier = partner", ("not-a-mapping", "tier = partner")),
        ("[{tier: partner}]", ("not-a-mapping", "[")),
        ("{}", ("empty-condition", "{")),
        ("", ("empty-condition", "when")),
        ("~", ("empty-condition", "when")),
        ("{tier: }", ("empty-test", "tier")),
        ("{tier: []}", ("empty-test", "[")),
        ("{tier: [partner, ~]}", ("empty-test", "~")),
        ("{tier: {a: b}}", ("not-a-word", "{")),
        ("{tier: [[partner]]}", ("not-a-word", "[")),
        ("{tier: partnr}", ("unknown-value", "partnr")),
        ("{tier: [partner, partnr]}", ("unknown-value", "partnr")),
        ('{stage: "> soon"}', ("unknown-value", '"> soon"')),
        ("{tier: not(partner, value_added)}", ("needs-quotes", "not(partner")),
        ("{price: [50..100]}", ("needs-quotes", "[")),
        ("{tier: != partner}", ("needs-quotes", "!= partner")),
        ("{any: {tier: partner}}", ("not-a-list", "{")),
        ("{any: []}", ("not-a-list", "[")),
        ("{all: }", ("not-a-list", "all")),
        ("{any: [partner]}", ("not-a-mapping", "partner")),
        ("{not: [a]}", ("not-a-mapping", "[")),
        ("{stakeholders: {power: high}}", ("unknown-key", "power")),
        ("{stakeholders: [a]}", ("not-a-mapping", "[")),
        ("{stakeholders: {}}", ("empty-condition", "{")),
        ("{stakeholders: {some: []}}", ("empty-condition", "[")),
        ("{stakeholders: {some: approver}}", ("not-a-mapping", "approver")),
        ("{stakeholders: {some: {tier: partner}}}", ("unknown-attribute", "tier")),
        ("{stakeholders: {some: {stakeholders: {some: {}}}}}", ("people-inside-people", "stakeholders")),
        ("{stakeholders: {count: 3}}", ("not-a-mapping", "3")),
        ("{stakeholders: {count: {where: {}}}}", ("missing-key", "{")),
        ("{stakeholders: {count: {where: {}, iss: 3}}}", ("unknown-key", "iss")),
        ("{stakeholders: {count: {is: many}}}", ("wrong-kind", "many")),
        ("{stakeholders: {count: {is: []}}}", ("empty-test", "[")),
        ("{stakeholders: {count: {is: known}}}", ("bad-test", "known")),
        ('{stakeholders: {count: {is: "> -1"}}}', ("out-of-range", '"> -1"')),
        ("{stakeholders: {count: {distinct: roles, is: 1}}}", ("distinct-of-tags", "roles")),
        ("{stakeholders: {count: {distinct: rank, is: 1}}}", ("unknown-attribute", "rank")),
        ("{stakeholders: {count: {distinct: [unit], is: 1}}}", ("not-a-word", "[")),
    ],
)
def test_each_fault_is_told_once_at_its_place(text: str, expected: tuple[str, str]) -> None:
    assert [expected] == faults(text)


def test_several_faults_of_one_condition_are_all_told_in_order() -> None:
    expected = [("unknown-fact", "teir"), ("unknown-value", "sooon"), ("out-of-range", "500")]
    assert expected == faults("{teir: x, stage: sooon, any: [{price: 500}]}")
