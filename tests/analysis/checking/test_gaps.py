"""Profiles that get no recommendation: which they are, how they are told together, and whether more would help."""

import pytest

from stratagem.advisor import Advisor
from stratagem.analysis import CheckReport, Finding, check
from stratagem.rulebook import Rulebook, Sort
from tests.small_rulebook import good, rule, rules

PROFILE = ("tier", "stage", "invited")


def gaps(book: Rulebook, *profile: str) -> list[Finding]:
    report = check(book, kinds=("profile-gap",), profile=profile or PROFILE)
    assert () == report.undecided
    for finding in report.findings:
        assert finding.witness is not None
        assert [] == Advisor(book).advise(finding.witness.account).recommendations
    return list(report.findings)


def profiles(book: Rulebook, *profile: str) -> list[str]:
    return [finding.told.details["profile"] for finding in gaps(book, *profile)]


def test_a_rulebook_that_always_recommends_has_no_gap() -> None:
    assert [] == gaps(good(rules(rule(recommend="visit"))))


def test_gaps_are_told_together_where_they_differ_in_one_fact() -> None:
    book = good(rules(rule(when='{tier: partner, stage: "<= criteria"}', recommend="visit")))
    assert [
        "tier: transactional, value_added",
        "tier: partner; stage: evaluation",
    ] == profiles(book, "tier", "stage")


def test_a_fact_of_which_every_value_is_meant_is_left_out() -> None:
    book = good(rules(rule(when="{stage: [need, criteria]}", recommend="visit")))
    assert ["stage: evaluation"] == profiles(book)


def test_where_nothing_is_ever_recommended_every_profile_is_a_gap() -> None:
    found = gaps(good(rules(rule(warn="late"))), "tier", "stage")
    assert ["tier: *; stage: *"] == [finding.told.details["profile"] for finding in found]
    assert found[0].remedy().startswith("write a rule for it: nothing else")


def test_what_would_help_is_told() -> None:
    book = good(
        rules(
            rule("a", when="{tier: partner}", recommend="visit"),
            rule("b", when='{tier: transactional, price: ">= 50"}', recommend="discount"),
        )
    )
    helped, helpless = gaps(book, "tier")
    assert ("tier: transactional", "price", "discount") == tuple(
        helped.told.details[name] for name in ("profile", "more", "strategy")
    )
    assert "write a rule for it, or ask for more: with price known, discount can be recommended" == helped.remedy()
    assert "tier: value_added" == helpless.told.details["profile"]
    assert "more" not in helpless.told.details


def test_what_keeps_a_strategy_out_makes_a_gap() -> None:
    book = good(rules(rule("a", recommend="visit"), rule("b", when="{invited: no}", veto="visit")))
    assert ["invited: no"] == profiles(book, "invited")


def test_a_gap_is_about_the_rulebook_and_names_what_can_be_accepted() -> None:
    book = good(rules(rule(when="{tier: [partner, value_added]}", recommend="visit")))
    (finding,) = gaps(book, "tier")
    assert (Sort.RULEBOOK, "demo") == finding.subject
    assert ("tier",) == finding.named(Sort.FACT)
    assert ("transactional",) == finding.named(Sort.VALUE)


def usual(text: str) -> CheckReport:
    return check(good(text), kinds=("profile-gap",))


def test_the_usual_profile_is_what_the_rulebook_has_of_it() -> None:
    found = usual(rules(rule(when="{tier: partner}", recommend="visit")))
    assert ["tier: transactional, value_added"] == [each.told.details["profile"] for each in found.findings]
    assert () == usual(rules(rule(warn="late")).replace("  tier:", "  sort:").replace("{tier}", "")).findings


@pytest.mark.parametrize("profile", [("price",), ("nothing",), ("roles",)])
def test_profiles_are_made_of_facts_with_a_few_values(profile: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=profile[0]):
        check(good(rules(rule(recommend="visit"))), profile=profile)


def test_what_the_time_does_not_suffice_for_is_undecided() -> None:
    report = check(good(rules(rule(warn="late"))), kinds=("profile-gap",), out_of_time=lambda: True)
    assert [("profile-gap", "demo")] == [(each.kind, each.subject.id) for each in report.undecided]


def test_a_rulebook_may_say_itself_what_its_profiles_are_made_of() -> None:
    text = rules(rule(when="{stage: [need, criteria]}", recommend="visit"))
    said = good(text.replace("languages: [en, zh]\n", "languages: [en, zh]\nprofile: [invited, stage]\n"))
    assert ("invited", "stage") == said.profile
    assert good(text).hash == said.hash
    assert ["stage: evaluation"] == [
        finding.told.details["profile"] for finding in check(said, kinds=("profile-gap",)).findings
    ]
