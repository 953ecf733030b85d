"""Why not: the smallest changes in words, each run before it is told; what a rep can do, and what can turn out so."""

import pytest

from stratagem import Advisor, UnknownStrategyError, WhyNot
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, advisor, good, rule

ADVISOR = advisor(
    rule("discount-anyway", 50, recommend="discount"),
    rule("visit-partner", 80, '{tier: partner, price: ">= 60"}', recommend="visit"),
    rule("visit-ally", 70, "{stakeholders: {some: {stance: ally, roles: approver}}}", recommend="visit"),
)
ACCOUNT: dict[str, object] = {
    "name": "A", "tier": "transactional", "price": 10,
    "stakeholders": [{"name": "王桑", "stance": "enemy", "roles": ["user"]}],
}  # fmt: skip


def why_not(strategy: str = "visit", top: int = 1, *, by: Advisor = ADVISOR, lang: str = "en") -> WhyNot:
    return by.whynot(ACCOUNT, strategy, top=top, lang=lang)


def test_every_smallest_set_is_told_with_what_follows() -> None:
    found = why_not()
    assert "2 smallest changes would each bring Executive visit first." == found.says
    assert [
        "if Customer tier goes from Transactional to Strategic partner and Price weight goes from 10% to 60% or more",
        "if Roles of 王桑 goes from User to Approver, User and Stance of 王桑 goes from Enemy to Ally",
    ] == sorted(each.text for each in found.sets)
    assert [(1, "visit"), (1, "visit")] == [(each.rank, each.top[0].strategy) for each in found.sets]


def test_in_chinese() -> None:
    found = why_not(lang="zh")
    assert "有 2 种最小的改变，每一种都能让“高层拜访”排到第一。" == found.says
    assert "如果客户形态由交易型变为战略伙伴型，而且价格权重由10%变为60%及以上" in [each.text for each in found.sets]


def test_already_there_is_said() -> None:
    found = why_not("discount")
    assert (True, [], "Discount already stands first.") == (found.already, found.sets, found.says)
    assert (True, 2) == (why_not("discount", 2).already, why_not("discount", 2).wanted)


def test_what_no_rule_ever_recommends_is_said() -> None:
    found = why_not("develop_spy")
    assert (False, [], "No rule of this rulebook ever recommends Develop a spy.") == (
        found.ever,
        found.sets,
        found.says,
    )


def test_unknown_facts_turn_out_and_known_ones_are_brought_about() -> None:
    found = ADVISOR.whynot({"tier": "partner"}, "visit")
    (only,) = found.sets
    (change,) = only.changes
    assert ("price", "turns_out", None, "60% or more") == (change.fact, change.how, change.now, change.shown)
    assert "if it turns out that Price weight is 60% or more" == only.text


FIXED = FACTS.replace("  price: {kind: number,", "  price: {changeable: no, kind: number,")


def test_what_a_rep_cannot_influence_stays_and_may_only_be_found_out() -> None:
    by = Advisor(good(HEAD + FIXED + STRATEGIES + "rules:\n" + rule("r", 80, '{price: ">= 60"}', recommend="visit")))
    known = by.whynot({"price": 10}, "visit")
    assert ([], [], "No change of up to 3 facts that you can influence would bring Executive visit first.") == (
        known.sets, known.if_found_out, known.says,
    )  # fmt: skip
    unknown = by.whynot({}, "visit")
    assert ([], [False]) == (unknown.sets, [each.changes[0].changeable for each in unknown.if_found_out])


def test_people_who_are_alike_are_told_once() -> None:
    people = [{"name": "Ann"}, {"name": "Bo"}, {"name": "Cy", "stance": "enemy"}]
    found = ADVISOR.whynot({"stakeholders": people}, "visit")
    alike = {each.changes[0].person: each.changes[0].alike for each in found.sets if each.changes[0].person}
    assert {"Ann": ["Bo"], "Cy": []} == alike


def test_bad_input_raises() -> None:
    with pytest.raises(UnknownStrategyError):
        why_not("vist")
    with pytest.raises(ValueError, match="ranks count from 1"):
        why_not(top=0)
