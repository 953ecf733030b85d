"""The built-in rulebook holds what `check` asks of any rulebook; what it accepts, it gives a reason for."""

from stratagem import Advisor
from stratagem.analysis import check


def test_the_built_in_rulebook_is_sound() -> None:
    report = check(Advisor.load().rulebook)
    assert [] == [f"{finding.place} {finding.kind}: {finding.cause()}" for finding in report.findings]
    assert () == report.undecided


def test_every_combination_of_tier_stage_and_inside_guide_gets_a_recommendation() -> None:
    rulebook = Advisor.load().rulebook
    profile = ("tier", "purchase_stage", "spy")
    assert () == check(rulebook, kinds=("profile-gap",), profile=profile).findings
