"""Why one strategy stands where it stands: every rule for or against it, met or not."""

from dataclasses import replace
from datetime import date
from typing import Any

from stratagem import Advisor, Explanation
from stratagem.rulebook import DecisionTable, HitPolicy
from tests.small_rulebook import advisor, rule

ADVISOR = advisor(
    rule("other", 99, recommend="discount"),
    rule("unmet", 95, "{tier: transactional}", recommend="visit", source="page"),
    rule("dated", 94, recommend="visit", effective="{from: 2030-01-01}"),
    rule("weak-for", 40, recommend="visit"),
    rule(
        "for", 80, '{tier: partner, weak: yes, price: "> 50"}', '{en: "As {tier}", zh: "因为{tier}"}', recommend="visit"
    ),
    rule(
        "hold", 50, "{not: {invited: yes}}", hold='{strategy: visit, until: {en: "Once {invited}", zh: "等{invited}"}}'
    ),
    rule("against", 10, "{any: [{stage: need}, {stakeholders: {some: {power: high}}}]}", avoid="visit"),
    rule("finds-weak", 5, "{tier: partner}", conclude="{weak: yes, strong: yes}"),
)
ACCOUNT: dict[str, object] = {
    "name": "X",
    "tier": "partner",
    "price": 70,
    "stakeholders": [{"name": "李", "power": "high"}],
}


def explained(strategy: str = "visit", **how: Any) -> Explanation:
    return ADVISOR.explain(ACCOUNT, strategy, **how)


def test_the_deciding_rule_comes_first_then_those_that_fired_then_the_others() -> None:
    found = explained(as_of=date(2026, 11, 23))
    assert ("recommended", 2, "for") == (found.status, found.rank, found.decided_by)
    assert ["for", "weak-for", "against", "unmet", "dated", "hold"] == [each.rule for each in found.rules]
    assert [True, True, True, False, False, False] == [each.fired for each in found.rules]
    assert ["recommend", "recommend", "avoid", "recommend", "recommend", "hold"] == [
        each.effect for each in found.rules
    ]


def test_each_condition_stands_with_its_truth_and_the_value_found() -> None:
    (tier, weak, price) = explained().rules[0].conditions
    assert ("Customer tier: Strategic partner", True, "Strategic partner", None) == (
        tier.text,
        tier.truth,
        tier.value,
        tier.concluded_by,
    )
    assert (True, "yes", "finds-weak") == (weak.truth, weak.value, weak.concluded_by)
    assert ("Price weight > 50%", True, "70%") == (price.text, price.truth, price.value)
    unmet = next(each for each in explained().rules if each.rule == "unmet")
    assert [(False, "Strategic partner")] == [(each.truth, each.value) for each in unmet.conditions]


def test_parts_of_conditions_and_people_are_shown() -> None:
    (either,) = next(each for each in explained().rules if each.rule == "against").conditions
    stage, people = either.parts
    assert (True, None, None) == (either.truth, stage.truth, stage.people)
    assert ("unknown", ["李"], True) == (stage.value, people.people, people.truth)
    (negated,) = next(each for each in explained().rules if each.rule == "hold").conditions
    assert (None, None) == (negated.truth, negated.parts[0].truth)


def test_a_rule_out_of_force_says_so() -> None:
    in_force = {each.rule: each.in_force for each in explained(as_of=date(2026, 1, 1)).rules}
    assert (False, True) == (in_force["dated"], in_force["for"])
    late = explained(as_of=date(2030, 1, 1))
    assert ("dated", 94) == (late.decided_by, late.rules[0].priority)


def test_only_a_rule_that_fired_gives_its_reason_and_every_hold_its_key() -> None:
    rules = {each.rule: each for each in explained().rules}
    assert ("As Strategic partner", None, "Once unknown", "page") == (
        rules["for"].because, rules["unmet"].because, rules["hold"].until, rules["unmet"].source,
    )  # fmt: skip


def test_conclusions_that_its_rules_mention_are_explained() -> None:
    assert [("weak", "finds-weak")] == [(each.fact, each.rule) for each in explained().conclusions]


def test_a_strategy_of_which_no_fired_rule_speaks_is_silent() -> None:
    found = explained("develop_spy")
    assert ("silent", None, None, []) == (found.status, found.rank, found.decided_by, found.rules)


def test_a_strategy_is_named_by_id_or_label_and_told_in_either_language() -> None:
    by_label = explained("高层拜访", lang="zh")
    assert ("visit", "高层拜访", "因为战略伙伴型", "zh") == (
        by_label.strategy,
        by_label.label,
        by_label.rules[0].because,
        by_label.language,
    )
    assert "Lower the price." == explained("Discount").about


def test_explanation_and_advice_agree() -> None:
    advice = ADVISOR.advise(ACCOUNT)
    for recommendation in advice.recommendations:
        found = explained(recommendation.strategy)
        assert (recommendation.rank, recommendation.reasons[0].rule) == (found.rank, found.decided_by)


def test_a_row_that_is_met_but_passed_over_names_the_row_that_came_first() -> None:
    book = replace(ADVISOR.rulebook, tables=(DecisionTable("visits", HitPolicy.FIRST, ("unmet", "for", "weak-for")),))
    found = {each.rule: each for each in Advisor(book).explain(ACCOUNT, "visit").rules}
    passed = found["weak-for"].passed_over
    assert passed is not None
    assert ("visits", "F", 3, "for", 2) == (passed.table, passed.policy, passed.row, passed.first, passed.first_row)
    assert "row 3 of visits also applies, but row 2 comes first under hit policy F" == passed.text
    assert (False, None, True) == (
        found["weak-for"].fired, found["weak-for"].because, all(each.truth for each in found["weak-for"].conditions),
    )  # fmt: skip
    assert [None, None] == [found[each].passed_over for each in ("unmet", "for")]
    assert ["for", "against", "weak-for", "unmet"] == [*found][:4]


def test_a_row_that_a_later_row_outranks_says_so_in_either_language() -> None:
    book = replace(ADVISOR.rulebook, tables=(DecisionTable("visits", HitPolicy.PRIORITY, ("weak-for", "for")),))
    texts = [
        next(
            each.passed_over.text
            for each in Advisor(book).explain(ACCOUNT, "visit", lang=lang).rules
            if each.passed_over
        )
        for lang in ("en", "zh")
    ]
    assert [
        "row 1 of visits also applies, but row 2 has a higher priority (hit policy P)",
        "visits 第 1 行也符合，但第 2 行优先级更高（命中策略 P）",
    ] == texts
