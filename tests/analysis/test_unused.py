"""What nothing uses: the many ways in which something is used after all."""

import pytest

from stratagem.analysis import check
from tests.small_rulebook import SMALL, good, rule, rules


def unused(text: str, kind: str = "unused-fact") -> list[str]:
    return [finding.subject.id for finding in check(good(text), kinds=(kind,)).findings]


def test_facts_and_attributes_that_nothing_mentions_are_found() -> None:
    # note is a text, weak and strong are never concluded, and people are ranked by power and weight.
    assert ["stage", "price", "amount", "cares", "met", "invited", "quiet", "weak", "strong", "unit"] == unused(SMALL)


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
