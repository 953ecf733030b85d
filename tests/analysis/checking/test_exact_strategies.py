"""Findings about strategies are true: of small rulebooks written for them, and of rulebooks drawn by chance."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.account import account_model
from stratagem.analysis import check
from stratagem.analysis.checking.finding import Finding
from stratagem.deciding.arbitration import Verdict, arbitrate
from stratagem.deciding.strata import settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook, Sort
from tests.analysis.checking.test_exact_rules import ALIKE
from tests.parity.generators import account_mapping, as_of, rulebook
from tests.small_rulebook import good, rule, rules

EXACT = ("never-recommended", "always-kept-out", "pointless-objection", "never-first", "order-decides")
UNTIL = "{strategy: visit, until: {en: later, zh: 以后}}"


def told(*texts: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, subject and the strategies named."""
    report = check(good(rules(*texts)), kinds=EXACT)
    return [(finding.kind, finding.subject.id, finding.named(Sort.STRATEGY)) for finding in report.findings]


def test_a_strategy_that_a_veto_always_meets_is_never_recommended() -> None:
    assert [("never-recommended", "visit", ("visit",))] == told(
        rule("speaks", when="{tier: partner}", recommend="visit"),
        rule("vetoes", 10, when="{tier: known}", veto="visit"),
    )


def test_of_a_strategy_whose_rules_never_fire_the_rules_are_told() -> None:
    assert [] == told(rule("dead", when="{tier: partner, any: [{tier: unknown}]}", recommend="visit"))


def test_a_recommendation_that_others_outlive_is_kept_out_alone() -> None:
    assert [("always-kept-out", "speaks", ("visit",))] == told(
        rule("speaks", when="{tier: partner, invited: yes}", recommend="visit"),
        rule("holds", when="{invited: yes}", hold=UNTIL),
        rule("elsewhere", when="{tier: partner}", recommend="visit", priority=40),
    )


def test_a_priority_above_the_hold_lets_the_recommendation_through() -> None:
    assert [] == told(
        rule("speaks", 51, when="{tier: partner, invited: yes}", recommend="visit"),
        rule("holds", when="{invited: yes}", hold=UNTIL),
        rule("elsewhere", 40, when="{tier: partner}", recommend="visit"),
    )


def test_an_objection_that_is_always_outweighed_is_pointless() -> None:
    speaks = rule("speaks", when="{tier: partner}", recommend="visit")
    avoids = rule("avoids", 49, when="{tier: partner, invited: yes}", avoid="visit")
    assert [("pointless-objection", "avoids", ("visit",))] == told(speaks, avoids)
    assert [] == told(speaks, rule("avoids", 50, when="{tier: partner, invited: yes}", avoid="visit"))
    assert [] == told(speaks, rule("avoids", 49, when="{invited: yes}", avoid="visit"))


def test_a_strategy_that_another_always_precedes_is_never_first() -> None:
    wide = rule("wide", when="{tier: known}", recommend="develop_spy")
    assert [("never-first", "visit", ("visit", "develop_spy"))] == told(
        wide, rule("narrow", 40, when="{tier: partner}", recommend="visit")
    )
    assert [] == told(wide, rule("narrow", 40, when="{price: known}", recommend="visit"))


def test_the_order_of_strategies_decides_a_first_place() -> None:
    wide = rule("wide", when="{tier: known}", recommend="develop_spy")
    assert [("order-decides", "develop_spy", ("develop_spy", "visit"))] == told(
        wide, rule("narrow", when="{price: known}", recommend="visit")
    )
    above = rule("above", 60, when="{tier: known}", recommend="discount")
    assert ("order-decides", "develop_spy", ("develop_spy", "visit")) not in told(
        wide, above, rule("narrow", when="{tier: partner}", recommend="visit")
    )


def test_the_key_account_rulebook_is_examined_whole() -> None:
    assert () == check(Advisor.load().rulebook, kinds=EXACT).undecided


# ── On rulebooks drawn by chance ─────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_is_said_of_strategies_holds_on_every_account(seed: int) -> None:
    rng = Random(seed)
    made = rulebook(rng, ALIKE)
    report = check(made, kinds=EXACT)
    assert () == report.undecided
    model = account_model(made.vocabulary)
    for _ in range(40):
        account = model.model_validate(account_mapping(rng, made.vocabulary))
        fired = settle(made, profile_of(account, made, as_of(rng)), ReferenceMatcher(made)).fired
        recommended, _ = arbitrate(made, fired)
        names = [verdict.strategy for verdict in recommended]
        for finding in report.findings:
            about = finding.named(Sort.STRATEGY)
            if finding.kind == "never-recommended":
                assert about[0] not in names
            elif finding.kind == "never-first":
                assert about[0] not in names[:1]
            elif finding.kind == "always-kept-out":
                assert about[0] not in names or made.rule[finding.subject.id] not in fired
            elif finding.kind == "pointless-objection" and made.rule[finding.subject.id] in fired:
                assert strongest(fired, about[0]) > made.rule[finding.subject.id].priority
    for finding in report.findings:
        shown = verdicts(made, finding)
        if finding.kind == "order-decides":
            first, second = shown[:2]
            assert [*reversed(finding.named(Sort.STRATEGY)[:2])] == [first.strategy, second.strategy]
            assert first.speakers[0].priority == second.speakers[0].priority
            assert len(first.speakers) == len(second.speakers)


def strongest(fired: tuple[Rule, ...], strategy: str) -> int:
    return max((rule.priority for rule in fired if strategy in rule.recommend), default=0)


def verdicts(made: Rulebook, finding: Finding) -> list[Verdict]:
    """The recommendations on the account that a finding shows."""
    if finding.witness is None:
        return []
    account = account_model(made.vocabulary).model_validate(finding.witness.account)
    profile = profile_of(account, made, finding.witness.as_of)
    return arbitrate(made, settle(made, profile, ReferenceMatcher(made)).fired)[0]
