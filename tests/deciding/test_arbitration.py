""" "From fired rules to advice": one test for each clause, ties included."""

import pytest

from stratagem.deciding.arbitration import Status, Verdict, arbitrate
from tests.small_rulebook import good, rule, rules

UNTIL = "until: {en: Later, zh: 以后}"


def decide(*texts: str) -> tuple[list[Verdict], list[Verdict]]:
    """Every rule fires."""
    book = good(rules(*texts))
    return arbitrate(book, book.rules)


def status(*texts: str) -> Status:
    recommended, others = decide(*texts)
    (verdict,) = (verdict for verdict in (*recommended, *others) if verdict.strategy == "visit")
    return verdict.status


def hold(id_: str, priority: int) -> str:
    return rule(id_, priority, hold=f"{{strategy: visit, {UNTIL}}}")


def test_a_veto_beats_any_recommendation() -> None:
    assert Status.VETOED is status(rule("for", 100, recommend="visit"), rule("veto", 1, veto="visit"))


def test_a_veto_beats_a_stronger_hold_and_a_stronger_avoid() -> None:
    assert Status.VETOED is status(hold("hold", 90), rule("avoid", 95, avoid="visit"), rule("veto", 1, veto="visit"))


@pytest.mark.parametrize(("priority", "expected"), [(79, Status.RECOMMENDED), (80, Status.HELD), (81, Status.HELD)])
def test_a_hold_needs_the_priority_of_the_strongest_recommendation(priority: int, expected: Status) -> None:
    texts = (rule("weaker", 60, recommend="visit"), rule("for", 80, recommend="visit"), hold("hold", priority))
    assert expected is status(*texts)


@pytest.mark.parametrize(
    ("priority", "expected"), [(79, Status.RECOMMENDED), (80, Status.AVOIDED), (81, Status.AVOIDED)]
)
def test_an_avoid_needs_the_priority_of_the_strongest_recommendation(priority: int, expected: Status) -> None:
    assert expected is status(rule("for", 80, recommend="visit"), rule("avoid", priority, avoid="visit"))


def test_a_hold_comes_before_a_stronger_avoid() -> None:
    assert Status.HELD is status(rule("for", 80, recommend="visit"), rule("avoid", 99, avoid="visit"), hold("hold", 80))
    assert Status.AVOIDED is status(
        rule("for", 80, recommend="visit"), rule("avoid", 80, avoid="visit"), hold("hold", 79)
    )


def test_what_nobody_recommends_can_still_be_held_or_avoided() -> None:
    assert Status.HELD is status(hold("hold", 1))
    assert Status.AVOIDED is status(rule("avoid", 1, avoid="visit"))


def test_a_strategy_of_which_no_rule_speaks_has_no_verdict() -> None:
    recommended, others = decide(rule("for", recommend="visit"))
    assert ["visit"] == [verdict.strategy for verdict in (*recommended, *others)]


def test_weaker_holds_and_avoids_become_cautions_strongest_first() -> None:
    (verdict,), others = decide(
        rule("avoid-low", 10, avoid="visit"),
        hold("hold", 20),
        rule("avoid-high", 30, avoid="visit"),
        rule("for", 80, recommend="visit"),
    )
    assert [] == others
    assert None is verdict.deciding
    assert [("avoid-high", "avoided"), ("hold", "held"), ("avoid-low", "avoided")] == [
        (caution.rule.id, caution.status.value) for caution in verdict.cautions
    ]


def test_the_strongest_objection_decides_and_then_the_earliest() -> None:
    _, (verdict,) = decide(hold("low", 80), hold("first", 90), hold("second", 90))
    assert verdict.deciding is not None
    assert ("first", ()) == (verdict.deciding.rule.id, verdict.cautions)
    _, (vetoed,) = decide(
        rule("low", 10, veto="visit"), rule("first", 20, veto="visit"), rule("second", 20, veto="visit")
    )
    assert vetoed.deciding is not None
    assert "first" == vetoed.deciding.rule.id


def test_what_is_kept_out_remembers_who_spoke_for_it() -> None:
    _, (verdict,) = decide(rule("for", 80, recommend="visit"), rule("veto", 1, veto="visit"))
    assert ["for"] == [speaker.id for speaker in verdict.speakers]


def test_recommendations_rank_by_priority() -> None:
    recommended, _ = decide(
        rule("a", 70, recommend="visit"), rule("b", 90, recommend="discount"), rule("c", 80, recommend="develop_spy")
    )
    assert ["discount", "develop_spy", "visit"] == [verdict.strategy for verdict in recommended]


def test_equal_priorities_rank_by_how_many_rules_recommend() -> None:
    recommended, _ = decide(
        rule("a", 80, recommend="visit"), rule("b", 80, recommend="discount"), rule("c", 5, recommend="discount")
    )
    assert ["discount", "visit"] == [verdict.strategy for verdict in recommended]


def test_equal_numbers_rank_by_the_order_of_strategies() -> None:
    recommended, _ = decide(rule("a", 80, recommend="[discount, develop_spy]"), rule("b", 80, recommend="visit"))
    assert ["visit", "develop_spy", "discount"] == [verdict.strategy for verdict in recommended]


def test_the_winning_rule_is_the_strongest_and_then_the_earliest() -> None:
    (verdict,), _ = decide(
        rule("low", 10, recommend="visit"), rule("first", 80, recommend="visit"), rule("second", 80, recommend="visit")
    )
    assert ["first", "second", "low"] == [speaker.id for speaker in verdict.speakers]


def test_what_is_kept_out_stands_by_the_priority_of_what_keeps_it_out() -> None:
    _, others = decide(
        rule("a", 10, veto="visit"),
        rule("b", 50, avoid="discount"),
        rule("c", 50, hold=f"{{strategy: develop_spy, {UNTIL}}}"),
    )
    assert ["develop_spy", "discount", "visit"] == [verdict.strategy for verdict in others]


def test_a_rule_that_speaks_for_and_against_one_strategy_keeps_it_out() -> None:
    assert Status.AVOIDED is status(rule("torn", 80, recommend="visit", avoid="visit"))


def test_a_hold_of_several_strategies_holds_each() -> None:
    _, others = decide(rule("a", 50, hold=f"{{strategy: [discount, visit], {UNTIL}}}"))
    assert ["visit", "discount"] == [verdict.strategy for verdict in others]
    assert {"以后"} == {
        verdict.deciding.hold.until.in_language("zh")
        for verdict in others
        if verdict.deciding and verdict.deciding.hold
    }
