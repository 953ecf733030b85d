"""Strata settle concluded facts; the caller's values stay and are compared."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from stratagem.account import account_model
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import DecisionTable, HitPolicy
from tests.small_rulebook import good, rule, rules


def settled(account: Mapping[str, object], *texts: str, as_of: date | None = None) -> Settled:
    book = good(rules(*texts))
    model = account_model(book.vocabulary)
    return settle(book, profile_of(model.model_validate(account), book, as_of), ReferenceMatcher(book))


def concluded(found: Settled) -> dict[str, object]:
    return {fact: (value, by.id) for fact, (value, by) in found.concluded.items()}


CHAIN = (
    rule("reads", when="{strong: yes}", recommend="visit"),
    rule("second", when="{weak: no}", conclude="{strong: yes}"),
    rule("first", when="{tier: partner}", conclude="{weak: no}"),
)


def test_conclusions_reach_the_rules_of_later_strata() -> None:
    found = settled({"tier": "partner"}, *CHAIN)
    assert {"weak": (False, "first"), "strong": (True, "second")} == concluded(found)
    assert ["reads", "second", "first"] == [each.id for each in found.fired]


def test_a_fact_that_nobody_concludes_takes_its_default_in_its_stratum() -> None:
    found = settled({"tier": "transactional"}, *CHAIN)
    assert {"strong": (True, "second")} == concluded(found)
    assert {"quiet": False, "weak": False} == found.defaulted
    assert ["reads", "second"] == [each.id for each in found.fired]


def test_without_a_default_it_stays_unknown() -> None:
    found = settled({"weak": True}, *CHAIN)
    assert {} == concluded(found)
    assert "strong" not in found.situation.facts
    assert [] == list(found.fired)


def test_the_highest_priority_concludes_and_then_the_earliest_rule() -> None:
    low, high, tie = (
        rule("low", 10, conclude="{weak: no}"),
        rule("high", 20, conclude="{weak: yes}"),
        rule("tie", 20, conclude="{weak: no}"),
    )
    assert {"weak": (True, "high")} == concluded(settled({}, low, high, tie))
    assert {"weak": (False, "tie")} == concluded(settled({}, low, tie, high))


def test_among_equals_the_earliest_rule_wins_whatever_its_stratum() -> None:
    found = settled(
        {"tier": "partner"},
        rule("of-a-later-stratum", 50, when="{weak: no}", conclude="{strong: yes}"),
        rule("of-the-first", 50, when="{tier: partner}", conclude="{strong: no}"),
        rule("weakens", 50, when="{tier: partner}", conclude="{weak: no}"),
    )
    assert (True, "of-a-later-stratum") == concluded(found)["strong"]


def test_a_stronger_rule_of_a_later_stratum_still_wins() -> None:
    found = settled(
        {},
        rule("early", 10, conclude="{strong: no}"),
        rule("base", 50, conclude="{weak: yes}"),
        rule("late", 90, when="{weak: yes}", conclude="{strong: yes}"),
        rule("reads", 10, when="{strong: yes}", warn="late"),
    )
    assert {"weak": (True, "base"), "strong": (True, "late")} == concluded(found)
    assert "reads" in [each.id for each in found.fired]


def test_a_value_that_the_caller_gives_is_kept_and_a_difference_reported() -> None:
    found = settled({"tier": "partner", "weak": True}, *CHAIN)
    assert {} == concluded(found)
    assert True is found.situation.facts["weak"]
    ((fact, given, other, by),) = [
        (each.fact, each.given, each.concluded, each.rule.id) for each in found.disagreements
    ]
    assert ("weak", True, False, "first") == (fact, given, other, by)


def test_agreement_is_no_disagreement() -> None:
    assert () == settled({"tier": "partner", "weak": False}, *CHAIN).disagreements


def test_a_given_conclusion_is_used_by_later_rules() -> None:
    assert ["reads"] == [each.id for each in settled({"strong": True, "weak": True}, *CHAIN).fired]


def test_rules_out_of_force_do_not_conclude() -> None:
    text = rule("dated", conclude="{weak: yes}", effective="{from: 2026-01-01, until: 2026-01-31}")
    assert {} == concluded(settled({}, text)) == concluded(settled({}, text, as_of=date(2026, 2, 1)))
    assert {"weak": (True, "dated")} == concluded(settled({}, text, as_of=date(2026, 1, 31)))


def test_a_default_counts_as_known_for_facts_that_no_rule_concludes() -> None:
    found = settled({}, rule("quiet", when="{quiet: no}", warn="late"), rule("weak", when="{weak: known}", warn="late"))
    assert ["quiet", "weak"] == [each.id for each in found.fired]
    assert {"quiet": False, "weak": False} == found.defaulted


def test_a_given_value_replaces_the_default() -> None:
    found = settled({"quiet": True}, rule("quiet", when="{quiet: no}", warn="late"))
    assert ((), {"weak": False}) == (found.fired, found.defaulted)


def test_one_rule_may_conclude_several_facts() -> None:
    assert {"weak": (True, "both"), "strong": (False, "both")} == concluded(
        settled({}, rule("both", conclude="{strong: no, weak: yes}"))
    )


# ── Tables of which one row fires ────────────────────────────────────────────────────────────────────────────────────

ROWS = (
    rule("partner", 20, "{tier: partner}", recommend="visit"),
    rule("dear", 60, '{price: ">= 50"}', conclude="{weak: yes}"),
    rule("early", 60, "{stage: need}", recommend="discount"),
    rule("dated", 90, warn="late", effective="{from: 2026-01-01, until: 2026-01-31}"),
    rule("reads", 50, "{weak: yes}", warn="one_thread"),
)


def of_table(policy: HitPolicy, account: Mapping[str, object], as_of: date | None = None) -> Settled:
    book = good(rules(*ROWS))
    book = replace(book, tables=(DecisionTable("offers", policy, ("partner", "dear", "early", "dated")),))
    model = account_model(book.vocabulary)
    return settle(book, profile_of(model.model_validate(account), book, as_of), ReferenceMatcher(book))


def fired(found: Settled) -> list[str]:
    return [each.id for each in found.fired]


EVERYTHING: dict[str, object] = {"tier": "partner", "price": 70, "stage": "need"}


@pytest.mark.parametrize("policy", [HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER])
def test_every_true_row_fires(policy: HitPolicy) -> None:
    found = of_table(policy, EVERYTHING)
    assert (["partner", "dear", "early", "reads"], {}) == (fired(found), found.passed_over)


@pytest.mark.parametrize("policy", [HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ANY])
def test_the_first_true_row_alone_fires(policy: HitPolicy) -> None:
    found = of_table(policy, EVERYTHING)
    assert ["partner"] == fired(found)
    assert {"dear": "partner", "early": "partner"} == {id_: rule.id for id_, rule in found.passed_over.items()}


def test_the_true_row_of_the_highest_priority_alone_fires() -> None:
    found = of_table(HitPolicy.PRIORITY, EVERYTHING)
    assert ["dear", "reads"] == fired(found)
    assert {"partner": "dear", "early": "dear"} == {id_: rule.id for id_, rule in found.passed_over.items()}


def test_an_unknown_row_is_no_hit() -> None:
    assert ["dear", "reads"] == fired(of_table(HitPolicy.FIRST, {"price": 70, "stage": "need"}))
    assert ["early"] == fired(of_table(HitPolicy.FIRST, {"stage": "need"}))
    assert [] == fired(of_table(HitPolicy.FIRST, {}))


def test_a_row_out_of_force_is_no_hit_and_one_in_force_is() -> None:
    assert ["dear", "reads"] == fired(of_table(HitPolicy.PRIORITY, EVERYTHING, date(2026, 2, 1)))
    assert ["dated"] == fired(of_table(HitPolicy.PRIORITY, EVERYTHING, date(2026, 1, 31)))


def test_a_row_that_is_passed_over_concludes_nothing() -> None:
    found = of_table(HitPolicy.FIRST, EVERYTHING)
    assert ({}, {"quiet": False, "weak": False}) == (concluded(found), found.defaulted)
