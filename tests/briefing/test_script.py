"""The question script: which topics, in which order, and never more than three questions running."""

from itertools import groupby, pairwise
from typing import Any

import pytest

from stratagem import Advisor
from stratagem.briefing.brief import Brief
from stratagem.briefing.script import MOST_TOPICS
from tests.briefing.accounts import advisor, boss, brief
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, good, rule


def script(fact: str, size: int, touch: int, spin: str | None = None) -> str:
    said = "".join(f"    {key}: {{en: {key} {fact}, zh: {key} {fact}}}\n" for key in ("open", "say", "deepen", "close"))
    spun = f"    spin: {spin}\n" if spin else ""
    return f"  - fact: {fact}\n    size: {size}\n    touch: {touch}\n    device: repeat\n{spun}{said}"


def topics(account: dict[str, Any], *scripts: str, rules: str = "", facts: str = FACTS) -> list[str]:
    text = HEAD + facts + STRATEGIES + "rules:\n" + (rules or rule("r", recommend="visit"))
    found = Advisor(good(text + "scripts:\n" + "".join(scripts))).brief({"name": "A", **account})
    return [line.fact for line in found.script if line.kind == "open"]


def test_big_topics_come_before_small_ones_and_easy_before_sensitive() -> None:
    scripts = script("price", 3, 1), script("amount", 1, 3), script("tier", 1, 1), script("cares", 2, 1)
    assert topics({}, *scripts) == ["tier", "amount", "cares", "price"]


def test_what_is_known_is_not_asked() -> None:
    assert topics({"tier": "partner"}, script("tier", 1, 1), script("price", 1, 1)) == ["price"]


def test_what_a_rule_asks_for_is_asked_though_it_is_known() -> None:
    asking = rule("r", ask="tier")
    assert topics({"tier": "partner"}, script("tier", 1, 1), rules=asking) == ["tier"]


def test_persons_are_spoken_of_only_when_a_rule_asks() -> None:
    account = {"stakeholders": [{"name": "B"}]}
    assert topics(account, script("stance", 1, 1)) == []
    assert topics(account, script("stance", 1, 1), rules=rule("r", ask="stance")) == ["stance"]


def test_when_there_is_too_much_to_ask_the_rules_choose() -> None:
    facts = ("tier", "stage", "price", "amount", "cares", "met", "invited", "note")
    asking = rule("r", ask="note")
    taken = topics({}, *(script(fact, at % 3 + 1, 1) for at, fact in enumerate(facts)), rules=asking)
    assert len(taken) == MOST_TOPICS
    assert "note" in taken


def test_each_fact_is_spoken_of_once() -> None:
    assert topics({}, script("tier", 1, 1), script("tier", 2, 2)) == ["tier"]


SPIN = FACTS.replace(
    "  price:",
    "  working_tier: {kind: choice, label: {en: W, zh: 形}, values: "
    "{value_added: {en: V, zh: 附}, partner: {en: P, zh: 伙}}}\n"
    "  purchase_stage: {kind: scale, label: {en: S, zh: 段}, values: "
    "{need: {en: N, zh: 需}, evaluation: {en: E, zh: 评}}}\n"
    "  price:",
)
SPUN = (
    script("amount", 1, 1, "need_payoff"), script("price", 2, 2, "implication"), script("cares", 2, 1, "problem"),
    script("met", 3, 3, "situation"), script("note", 1, 1),
)  # fmt: skip


def test_value_added_discovery_follows_spin_and_comes_first() -> None:
    early = {"working_tier": "value_added", "purchase_stage": "need"}
    assert topics(early, *SPUN, facts=SPIN)[:5] == ["met", "cares", "price", "amount", "note"]


@pytest.mark.parametrize(
    "account",
    [
        {"working_tier": "value_added", "purchase_stage": "evaluation"},
        {"working_tier": "partner", "purchase_stage": "need"},
        {"working_tier": "value_added"},
    ],
)
def test_otherwise_size_and_touch_decide(account: dict[str, str]) -> None:
    assert topics(account, *SPUN, facts=SPIN)[:5] == ["amount", "note", "cares", "price", "met"]


ACCOUNTS: list[dict[str, Any]] = [
    {"tier": "value_added", "purchase_stage": "need"},
    {"tier": "partner", "purchase_stage": "evaluation"},
    {"tier": "transactional", "purchase_stage": "commitment"},
    {},
]


@pytest.mark.parametrize("facts", ACCOUNTS, ids=str)
def test_after_three_questions_at_most_something_is_said(facts: dict[str, Any]) -> None:
    kinds = [line.kind for line in brief(boss(roles=["approver"]), **facts).script]
    runs = [len(list(run)) for says, run in groupby(kinds, key=lambda kind: kind == "say") if not says]
    assert runs and max(runs) <= 3


@pytest.mark.parametrize("facts", ACCOUNTS, ids=str)
def test_every_topic_is_opened_answered_deepened_and_closed(facts: dict[str, Any]) -> None:
    lines = brief(boss(), **facts).script
    assert [line.kind for line in lines] == ["open", "say", "deepen", "close"] * (len(lines) // 4)
    assert {line.device is None for line in lines if line.kind == "say"} <= {False}
    assert {line.device for line in lines if line.kind != "say"} <= {None}


def test_discovery_of_the_built_in_method_runs_through_spin() -> None:
    found = [
        line.spin
        for line in brief(tier="value_added", purchase_stage="need").script
        if line.kind == "open" and line.spin
    ]
    order = ["situation", "problem", "implication", "need_payoff"]
    assert set(found) == set(order)
    assert all(order.index(one) <= order.index(other) for one, other in pairwise(found))


def test_a_topic_about_persons_names_them() -> None:
    found: Brief = brief(boss("总经理", roles=["approver"]), tier="value_added", purchase_stage="evaluation")
    assert {tuple(line.people) for line in found.script if line.fact == "stance"} == {("总经理",)}


def test_the_script_speaks_the_language_asked_for() -> None:
    english, chinese = brief(), brief(lang="zh")
    assert [line.fact for line in english.script] == [line.fact for line in chinese.script]
    assert english.script[0].text.isascii()
    assert not chinese.script[0].text.isascii()
    assert advisor().rulebook.languages == ("en", "zh")
