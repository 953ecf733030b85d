"""Findings about rules are true: of small rulebooks written for them, and of rulebooks drawn by chance."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.account import account_model
from stratagem.analysis import check
from stratagem.analysis.checking.finding import Finding
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import Settled, settle
from stratagem.diagnostics import Span
from stratagem.matching.profile import Profile, profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook, Sort
from tests.parity.generators import Size, account_mapping, as_of, rulebook
from tests.small_rulebook import good, rule, rules

SEEDS = st.integers(0, 2**32 - 1)
ALIKE = Size(facts=2, attributes=1, rules=7, depth=1, parts=2)
"""Few facts and short conditions, so that rules have much in common."""


def findings(kind: str, *texts: str) -> list[Finding]:
    return [*check(good(rules(*texts)), kinds=(kind,)).findings]


def told(kind: str, *texts: str) -> list[tuple[str, ...]]:
    """The rules that each finding is about and names, and what it says of them."""
    return [(*finding.named(Sort.RULE), finding.cause()) for finding in findings(kind, *texts)]


def lines(finding: Finding) -> list[str]:
    """The text that related places cover."""
    places = [each.place for each in finding.related if isinstance(each.place, Span)]
    return [place.source.line(place.line)[place.column - 1 :][: place.width] for place in places]


def test_lines_that_contradict_each_other_are_shown_and_no_others() -> None:
    (finding,) = findings(
        "never-fires",
        rule("r", when='{invited: yes, price: ">= 60", any: [{price: "< 40"}, {price: unknown}]}', ask="tier"),
    )
    assert "r can never fire: no account meets at once all that it asks of price" == finding.cause()
    assert ["price", "price", "price"] == lines(finding)


def test_what_a_caller_may_state_is_no_contradiction() -> None:
    made = good(
        rules(
            rule("w", when="{tier: partner}", conclude="{weak: yes}"),
            rule("r", when="{tier: transactional, weak: yes}", ask="note"),
        )
    )
    assert () == check(made, kinds=("never-fires",)).findings


def test_people_contradict_each_other_too() -> None:
    when = "{stakeholders: {count: [{is: '>= 4'}, {distinct: unit, is: '>= 3'}]}}"
    assert ["r"] == [finding.subject.id for finding in findings("never-fires", rule("r", when=when, ask="tier"))]
    when = "{stakeholders: {none: {roles: user}, some: {roles: user, power: high}}}"
    assert ["r"] == [finding.subject.id for finding in findings("never-fires", rule("r", when=when, ask="tier"))]


def test_of_people_the_lines_of_the_quantifiers_are_shown() -> None:
    when = (
        "{invited: yes, stakeholders: {none: {roles: user}, some: {roles: user, power: high}, every: {power: known}}}"
    )
    (finding,) = findings("never-fires", rule("r", when=when, ask="tier"))
    assert "r can never fire: no account meets at once all that it asks of stakeholders" == finding.cause()
    assert ["none", "some"] == lines(finding)


def test_a_conflict_names_the_later_rule_and_shows_an_account() -> None:
    (finding,) = findings(
        "conflicting-conclusions",
        rule("one", when="{tier: partner}", conclude="{strong: yes}"),
        rule("other", when="{invited: yes}", conclude="{strong: no}"),
    )
    assert ("other", "one") == finding.named(Sort.RULE)
    assert finding.witness is not None
    named = "conflicting-conclusions other"
    assert {"name": named, "tier": "partner", "invited": True} == finding.witness.account


def test_no_conflict_where_something_stronger_concludes_the_fact_or_only_one_can_fire() -> None:
    pair = (
        rule("one", when="{tier: partner}", conclude="{strong: yes}"),
        rule("other", when="{invited: yes}", conclude="{strong: no}"),
    )
    stronger = rule("stronger", priority=60, when="{invited: yes}", conclude="{strong: no}")
    assert [] == told("conflicting-conclusions", *pair, stronger)
    assert [] == told(
        "conflicting-conclusions", pair[0], rule("other", when="{tier: value_added}", conclude="{strong: no}")
    )


def test_a_rule_that_another_covers_is_redundant() -> None:
    wide = rule("wide", when="{tier: partner}", recommend="visit", warn="late")
    narrow = rule("narrow", 40, when="{tier: partner, invited: yes}", recommend="visit")
    assert [("narrow", "wide")] == [finding.named(Sort.RULE) for finding in findings("redundant-rule", wide, narrow)]


def test_the_first_of_equal_rules_covers_the_later_one() -> None:
    one, other = (rule(name, when="{tier: partner}", recommend="visit") for name in ("one", "other"))
    assert [("other", "one")] == [finding.named(Sort.RULE) for finding in findings("redundant-rule", one, other)]


def test_a_rule_with_an_effect_or_an_occasion_of_its_own_is_not_redundant() -> None:
    wide = rule("wide", when="{tier: partner}", recommend="visit")
    assert [] == told("redundant-rule", wide, rule("warns", 40, when="{tier: partner}", recommend="visit", warn="late"))
    assert [] == told(
        "redundant-rule", wide, rule("wider", 40, when="{tier: [partner, value_added]}", recommend="visit")
    )
    stronger = rule("stronger", 60, when="{tier: partner, invited: yes}", recommend="visit")
    assert [] == told("redundant-rule", wide, stronger)


def test_a_voice_that_decides_a_rank_is_not_redundant() -> None:
    texts = (
        rule("wide", when="{tier: partner}", recommend="develop_spy"),
        rule("narrow", 40, when="{tier: partner, invited: yes}", recommend="develop_spy"),
        rule("rival", when="{tier: partner, invited: yes}", recommend="visit"),
    )
    assert [] == told("redundant-rule", *texts)
    (finding,) = findings("only-a-voice", *texts)
    assert ("narrow", "wide") == finding.named(Sort.RULE)
    assert finding.witness is not None
    ranked = [order(Advisor(good(rules(*some))), finding.witness.account) for some in (texts, (texts[0], texts[2]))]
    assert [["develop_spy", "visit"], ["visit", "develop_spy"]] == ranked


def order(advisor: Advisor, account: object) -> list[str]:
    assert isinstance(account, dict)
    return [each.strategy for each in advisor.advise(account).recommendations]


# ── On rulebooks drawn by chance ─────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_without_a_redundant_rule_advice_is_the_same(seed: int) -> None:
    rng = Random(seed)
    made = rulebook(rng, ALIKE)
    report = check(made, kinds=("never-fires", "redundant-rule", "only-a-voice", "conflicting-conclusions"))
    assert () == report.undecided
    dead = {finding.subject.id for finding in report.findings if finding.kind == "never-fires"}
    model = account_model(made.vocabulary)
    profiles = [
        profile_of(model.model_validate(account_mapping(rng, made.vocabulary)), made, as_of(rng)) for _ in range(40)
    ]
    for profile in profiles:
        assert not dead & {rule.id for rule in settled(made, profile).fired}
    for finding in report.findings:
        less = replace(made, rules=tuple(rule for rule in made.rules if rule.id != finding.subject.id))
        if finding.kind == "redundant-rule":
            for profile in profiles:
                assert advice(made, settled(made, profile)) == advice(less, settled(less, profile))
        elif finding.witness is not None:
            account = model.model_validate(finding.witness.account)
            profile = profile_of(account, made, finding.witness.as_of)
            both = settled(made, profile), settled(less, profile)
            if finding.kind == "only-a-voice":
                assert advice(made, both[0]) != advice(less, both[1])
            else:
                later = made.rule[finding.subject.id]
                earlier = made.rule[finding.named(Sort.RULE)[1]]
                (fact,) = finding.named(Sort.FACT)
                assert {earlier, later} <= {*both[0].fired}
                assert earlier is both[0].concluded[fact][1]
                assert dict(later.conclude)[fact] != both[0].concluded[fact][0]


def settled(made: Rulebook, profile: Profile) -> Settled:
    return settle(made, profile, ReferenceMatcher(made))


def advice(made: Rulebook, account: Settled) -> object:
    """What a rep reads, but for the lists of reasons and cautions."""
    recommended, others = arbitrate(made, account.fired)
    return (
        [(verdict.strategy, verdict.speakers[0].id) for verdict in recommended],
        {(verdict.strategy, verdict.status, verdict.deciding and verdict.deciding.rule.id) for verdict in others},
        {fact: (value, rule.id) for fact, (value, rule) in account.concluded.items()},
    )
