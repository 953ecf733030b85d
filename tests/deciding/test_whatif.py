"""Before and after: what moves, by which rules, and what the rules find out otherwise."""

from stratagem import Advisor, WhatIf
from tests.small_rulebook import advisor, rule

ADVISOR = advisor(
    rule("visit-partner", 80, "{tier: partner}", recommend="visit"),
    rule("spy-early", 70, "{stage: need, tier: known}", recommend="develop_spy"),
    rule("spy-too", 60, "{tier: known}", recommend="develop_spy"),
    rule("finds-weak", 50, '{price: "> 50"}', conclude="{weak: yes}"),
    rule("not-when-weak", 90, "{weak: yes}", avoid="[visit]", warn="late"),
)
ACCOUNT: dict[str, object] = {"name": "A", "tier": "partner", "stage": "need", "price": 10}


def what_if(advisor: Advisor = ADVISOR, /, **given: object) -> WhatIf:
    return advisor.whatif(ACCOUNT, given)


def test_before_and_after_are_what_advise_says() -> None:
    found = what_if(price=60)
    assert [("visit", 80), ("develop_spy", 70)] == [(each.strategy, each.priority) for each in found.before]
    after = ADVISOR.advise({**ACCOUNT, "price": 60})
    assert [(each.strategy, each.priority) for each in after.recommendations] == [
        (each.strategy, each.priority) for each in found.after
    ]


def test_it_tells_what_moves_and_which_rules_speak_of_it() -> None:
    found = what_if(price=60)
    spy, visit = found.moves
    assert ("develop_spy", 2, 1, []) == (spy.strategy, spy.before.rank, spy.after.rank, spy.rules)
    assert ("visit", "avoided", "not-when-weak", ["not-when-weak"]) == (
        visit.strategy, visit.after.status, visit.after.rule, visit.rules,
    )  # fmt: skip


def test_it_tells_rules_that_fire_in_one_case_alone_with_the_conditions_that_changed() -> None:
    found = what_if(stage="evaluation", price=60)
    assert [("not-when-weak", True), ("finds-weak", True), ("spy-early", False)] == [
        (each.rule, each.fires) for each in found.rules
    ]
    assert [["Weak: yes"], ["Price weight > 50%"], ["Purchase stage: Need"]] == [
        each.conditions for each in found.rules
    ]
    assert [("avoid", ["visit"]), ("warn", ["late"])] == [(each.kind, each.of) for each in found.rules[0].effects]
    assert [("conclude", ["Weak: yes"])] == [(each.kind, each.labels) for each in found.rules[1].effects]


def test_it_tells_what_rules_find_out_and_warn_of() -> None:
    found = what_if(price=60)
    assert [("weak", False, True, "finds-weak")] == [
        (each.fact, each.before, each.after, each.rule) for each in found.conclusions
    ]
    assert [("late", True)] == [(each.id, each.raised) for each in found.warnings]


def test_a_concluded_fact_may_be_set_and_the_answer_says_so() -> None:
    found = what_if(weak=True)
    (change,) = found.changes
    assert (True, False, True) == (change.concluded, change.before, change.after)
    assert [] == found.conclusions
    assert "visit" not in [each.strategy for each in found.after]


def test_what_changes_nothing_moves_nothing() -> None:
    found = what_if(tier="partner")
    assert ([], [], []) == (found.moves, found.rules, found.conclusions)
    assert ("partner", "partner") == (found.changes[0].before, found.changes[0].after)


def test_only_the_priority_changes() -> None:
    found = what_if(stage="evaluation")
    (move,) = found.moves
    assert (2, 70, 2, 60) == (move.before.rank, move.before.priority, move.after.rank, move.after.priority)
