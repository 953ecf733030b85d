"""Decision tables: what each hit policy promises, and rows of which it is not so."""

from dataclasses import replace

import pytest

from stratagem.advisor import Advisor
from stratagem.analysis import CheckReport, Finding, check
from stratagem.deciding.strata import settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import DecisionTable, HitPolicy, Rulebook
from tests.small_rulebook import good, rule, rules

KINDS = ("overlapping-rows", "differing-rows", "masked-row", "table-gap")


def table(policy: str, *rows: str) -> Rulebook:
    """The small rulebook with these rules as the rows of one table."""
    book = good(rules(*rows))
    return replace(book, tables=(DecisionTable("t", HitPolicy(policy), tuple(each.id for each in book.rules)),))


def found(book: Rulebook, *kinds: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.subject.id, each.told.details["others"]) for each in checked(book, *kinds).findings]


def checked(book: Rulebook, *kinds: str) -> CheckReport:
    report = check(book, kinds=kinds or KINDS[:3])
    assert () == report.undecided
    return report


def true_rows(book: Rulebook, finding: Finding) -> set[str]:
    """The rows that are true of the account that shows the finding, according to the conditions themselves."""
    assert finding.witness is not None
    advisor = Advisor(book)
    account = advisor.account_model.model_validate(dict(finding.witness.account))
    profile = profile_of(account, book, finding.witness.as_of)
    situation = settle(book, profile, ReferenceMatcher(book)).situation
    return {rule.id for rule in book.rules if rule.when.truth(situation) is True}


PARTNER = rule("partner", when="{tier: partner}", recommend="visit")
EARLY = rule("early", when="{stage: [need, criteria]}", recommend="discount")
OTHERS = rule("others", when="{tier: not(partner)}", recommend="discount")
SAME = rule("same", when="{stage: need}", recommend="visit")


def test_rows_under_unique_may_not_be_true_at_once() -> None:
    book = table("U", PARTNER, OTHERS, EARLY)
    assert [("overlapping-rows", "early", "partner"), ("overlapping-rows", "early", "others")] == found(book)
    for finding in checked(book).findings:
        assert {"early", finding.told.details["others"]} <= true_rows(book, finding)
    assert [] == found(table("U", PARTNER, OTHERS))


def test_rows_under_any_may_be_true_at_once_when_they_say_the_same() -> None:
    assert [("differing-rows", "early", "partner")] == found(table("A", PARTNER, EARLY))
    assert [] == found(table("A", PARTNER, SAME))
    louder = rule("louder", priority=60, when="{stage: need}", recommend="visit")
    assert [("differing-rows", "louder", "partner")] == found(table("A", PARTNER, louder))


def test_why_a_row_says_it_is_no_difference_under_any() -> None:
    reason = rule("reason", when="{stage: need}", recommend="visit", because="{en: Else, zh: 其他}", source="deck")
    assert [] == found(table("A", PARTNER, reason))


def test_a_row_under_first_must_win_for_some_account() -> None:
    all_partners = rule("again", when="{tier: partner, stage: need}", recommend="discount")
    book = table("F", PARTNER, all_partners, OTHERS)
    assert [("masked-row", "again", "partner")] == found(book)
    assert {"again", "partner"} <= true_rows(book, checked(book).findings[0])
    assert [] == found(table("F", all_partners, PARTNER, OTHERS))


def test_several_rows_may_mask_one_together() -> None:
    low = rule("low", when='{price: "< 50"}', recommend="visit")
    high = rule("high", when='{price: ">= 50"}', recommend="discount")
    known = rule("known", when="{price: known}", recommend="develop_spy")
    assert [("masked-row", "known", "low, high")] == found(table("F", low, high, known))


def test_under_priority_the_stronger_row_masks_wherever_it_stands() -> None:
    weak = rule("weak", priority=20, when="{tier: partner, stage: need}", recommend="discount")
    strong = rule("strong", priority=80, when="{tier: partner}", recommend="visit")
    assert [("masked-row", "weak", "strong")] == found(table("P", weak, strong))


def test_a_row_that_can_never_be_true_is_not_called_masked() -> None:
    never = rule("never", when="{all: [{tier: partner}, {tier: value_added}]}", recommend="discount")
    assert [] == found(table("F", PARTNER, never))


@pytest.mark.parametrize("policy", "RCO")
def test_rows_that_all_fire_may_overlap(policy: str) -> None:
    assert [] == found(table(policy, PARTNER, EARLY, SAME))


def gaps(book: Rulebook) -> list[str]:
    report = checked(book, "table-gap")
    for finding in report.findings:
        assert set() == true_rows(book, finding)
    return [finding.told.details["inputs"] for finding in report.findings]


@pytest.mark.parametrize("policy", "UAPF")
def test_inputs_that_no_row_covers_are_found_one_after_the_other(policy: str) -> None:
    rows = [
        rule("a", when='{tier: partner, price: "< 30"}', recommend="visit"),
        rule("b", when='{tier: partner, price: ">= 70"}', recommend="visit"),
        rule("c", when="{tier: transactional}", recommend="discount"),
    ]
    assert ["tier: value_added", "tier: partner, price: 50"] == gaps(table(policy, *rows))


def test_a_row_for_all_the_rest_leaves_no_gap() -> None:
    assert [] == gaps(table("F", PARTNER, rule("rest", recommend="discount")))


def test_an_unknown_input_is_no_gap_but_one_that_is_asked_for_is() -> None:
    assert [] == gaps(table("F", PARTNER, OTHERS))
    assert ["tier: unknown"] == gaps(table("F", rule("known", when="{tier: known}", recommend="visit")))


def test_people_may_make_a_gap() -> None:
    row = rule("a", when="{stakeholders: {some: {roles: approver}}}", recommend="visit")
    assert ["stakeholders: 0"] == gaps(table("F", row))


def test_no_more_than_five_gaps_are_told() -> None:
    row = rule("a", when="{price: 50, amount: 7, stage: need, tier: partner, invited: yes}", recommend="visit")
    other = rule("b", when="{price: 51, amount: 8, stage: criteria, tier: value_added, invited: no}", recommend="visit")
    assert 5 == len(gaps(table("F", row, other)))


def test_tables_that_collect_are_lists_of_rules_unless_they_look_up_one_fact() -> None:
    assert [] == gaps(table("C", PARTNER))
    conclude = rule("a", when="{tier: partner}", conclude="{strong: yes}")
    assert ["tier: transactional | value_added"] == gaps(table("C", conclude))
    assert [] == gaps(table("C", rule("a", when="{tier: partner}", conclude="{weak: yes}")))


def test_what_the_time_does_not_suffice_for_is_undecided() -> None:
    report = check(table("U", PARTNER, OTHERS, EARLY), kinds=KINDS, out_of_time=lambda: True)
    assert () == report.findings
    assert {"overlapping-rows", "table-gap"} == {each.kind for each in report.undecided}
    assert not report.clean
