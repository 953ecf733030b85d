"""What nothing uses: the many ways in which something is used after all."""

import pytest

from stratagem.analysis import check
from stratagem.rulebook import Sort
from tests.small_rulebook import SMALL, good, rule, rules


def unused(text: str, kind: str = "unused-fact") -> list[str]:
    return [finding.subject.id for finding in check(good(text), kinds=(kind,)).findings]


def test_facts_and_attributes_that_nothing_mentions_are_found() -> None:
    # note is a text, rules are to conclude weak and strong, and the brief charts everything of people but their unit.
    assert ["stage", "price", "amount", "cares", "met", "invited", "quiet", "unit"] == unused(SMALL)


@pytest.mark.parametrize(
    "used",
    [
        rule(when="{stage: need}", recommend="visit"),
        rule(when="{stage: unknown}", recommend="visit"),
        rule(when="{not: {stage: need}}", recommend="visit"),
        rule(when="{any: [{stage: need}, {tier: partner}]}", recommend="visit"),
        rule(recommend="visit", because='{en: "At {stage}", zh: "{stage}"}'),
        rule(recommend="visit", say='{en: "At {stage}", zh: "{stage}"}'),
        rule(emphasise='{en: "At {stage}", zh: "{stage}"}'),
        rule(hold='{strategy: visit, until: {en: "At {stage}", zh: "{stage}"}}'),
    ],
)
def test_a_fact_is_used_by_conditions_and_by_texts(used: str) -> None:
    assert "stage" not in unused(rules(used))


@pytest.mark.parametrize(
    "used",
    [
        rule(when="{stakeholders: {some: {unit: it}}}", recommend="visit"),
        rule(when="{stakeholders: {count: {distinct: unit, is: 2}}}", recommend="visit"),
        rule(recommend="visit", with_="{unit: it}"),
        rule(recommend="visit", through="{unit: it}"),
    ],
)
def test_an_attribute_is_used_by_quantifiers_counts_and_selectors(used: str) -> None:
    assert "unit" not in unused(rules(used))


def test_asking_for_a_fact_does_not_use_it() -> None:
    assert "stage" in unused(rules(rule(when="{tier: unknown}", ask="stage")))


def test_a_concluded_fact_is_an_answer_of_its_own() -> None:
    assert "weak" not in unused(rules(rule(when="{tier: partner}", conclude="{weak: yes}")))


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("{stage: need}", ["criteria, evaluation"]),
        ('{stage: "<= criteria"}', ["evaluation"]),
        ('{stage: "[criteria..evaluation)"}', ["need, evaluation"]),
        ("{stage: [need, '>= evaluation']}", ["criteria"]),
        ("{stage: not(need)}", []),
        ("{not: {stage: need}}", []),
        ("{stage: known}", []),
        ("{stakeholders: {none: {unit: it}}}", ["hr"]),
        ("{stakeholders: {count: {where: {unit: it}, is: 2}}}", ["hr"]),
        ("{stakeholders: {count: {distinct: unit, is: 2}}}", []),
        ("{cares: fit}", ["cost"]),
        ("{cares: not(fit)}", []),
    ],
)
def test_values_that_no_test_is_about_are_found(when: str, left: list[str]) -> None:
    findings = check(good(rules(rule(when=when, recommend="visit"))), kinds=("unused-value",)).findings
    assert left == [finding.told.details["values"] for finding in findings]


def test_a_value_that_a_rule_concludes_is_used() -> None:
    values = "{up: {en: Up, zh: 好}, down: {en: Down, zh: 坏}}"
    mood = f"  mood: {{kind: choice, concluded: true, label: {{en: Mood, zh: 情绪}}, values: {values}}}\n"
    concluding, asking = (
        rule(when="{tier: partner}", conclude="{mood: up}"),
        rule("b", when="{mood: down}", warn="late"),
    )
    facts = rules(concluding, asking).replace("stakeholder:\n", mood + "stakeholder:\n")
    assert ["tier"] == unused(facts, "unused-value")


def test_a_strategy_is_used_by_recommending_it_or_by_warning_of_it() -> None:
    held = rule("not-yet", hold="{strategy: develop_spy, until: {en: Later, zh: 以后}}")
    book = rules(rule(recommend="visit"), rule("never", avoid="discount"), held)
    findings = check(good(book), kinds=("unused-strategy",)).findings
    assert ["develop_spy"] == [finding.subject.id for finding in findings]
    assert ("not-yet",) == findings[0].named(Sort.RULE)
    assert ["not-yet"] == [related.thing.id for related in findings[0].related]
    assert "recommend it in a rule; not-yet would hold it back from nothing" == findings[0].remedy()


def test_a_warning_is_used_by_raising_it() -> None:
    assert ["late"] == unused(rules(rule(warn="one_thread")), "unused-warning")


def test_a_fact_that_rules_should_conclude_and_do_not_is_found() -> None:
    assert ["weak", "strong"] == unused(SMALL, "never-concluded")
    assert ["strong"] == unused(rules(rule(conclude="{weak: yes}")), "never-concluded")
