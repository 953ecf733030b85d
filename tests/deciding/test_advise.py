"""Settled facts and verdicts → `Advice`: the JSON of the contract, deterministic to the byte."""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from stratagem import Advisor
from tests.small_rulebook import advisor, rule

ACCOUNT: dict[str, object] = {
    "name": "Equipment purchase",
    "tier": "partner",
    "price": 70,
    "cares": ["fit", "cost"],
    "weak": True,
    "stakeholders": [
        {"name": "李建", "power": "low", "roles": ["user"], "stance": "ally"},
        {"name": "王桑", "power": "high", "roles": ["approver"], "weight": 10},
        {"name": "张华", "power": "high", "roles": ["approver"], "weight": 30},
    ],
}
RULES = (
    rule(
        "visit-them",
        84,
        '{tier: partner, any: [{price: "> 50"}, {stage: need}], stakeholders: {some: {power: high}}}',
        '{en: "They are {tier} with {price}, {stage}", zh: "{tier}、{price}、{stage}"}',
        recommend="visit",
        with_="[{roles: approver}, {roles: user}]",
        through="{stance: ally}",
        say='{en: "Meet {with} by {through}: {cares}", zh: "由{through}引见{with}：{cares}"}',
        source='"deck: 4"',
    ),
    rule("visit-too", 60, recommend="visit"),
    rule("careful", 50, hold='{strategy: visit, until: {en: "Until {stage} is known", zh: "直到{stage}清楚"}}'),
    rule("not-cheap", 40, avoid="[visit, discount]"),
    rule("no-spy", 90, veto="develop_spy", recommend="develop_spy"),
    rule("red-flag", 30, warn="[late, one_thread]"),
    rule("red-flag-again", 70, warn="late"),
    rule("find-out", 65, ask="[stance, stage, weight]"),
    rule("find-out-first", 66, ask="invited"),
    rule("angle", 20, emphasise='{en: "Say {tier}", zh: "强调{tier}"}'),
    rule("strong-angle", 25, emphasise="{en: Louder, zh: 大声}"),
    rule("finds-strong", 10, "{tier: known}", conclude="{strong: yes, weak: no}"),
)
ADVISOR = advisor(*RULES)
ADVICE: dict[str, Any] = ADVISOR.advise(ACCOUNT, as_of=date(2026, 11, 23)).model_dump(mode="json")


def test_the_names_of_the_contract_are_there() -> None:
    """contract.md: names and shapes are fixed, and may be added to."""
    assert {
        "account", "as_of", "rulebook", "recommendations", "not_now", "warnings", "questions", "emphasis",
        "disagreements", "facts",
    } <= ADVICE.keys()  # fmt: skip
    assert {"name", "version", "hash"} == ADVICE["rulebook"].keys()
    names = {"rank", "strategy", "label", "priority", "with", "missing", "say", "reasons", "cautions", "plays"}
    assert names <= ADVICE["recommendations"][0].keys()
    assert {"rule", "priority", "because", "source", "facts"} <= ADVICE["recommendations"][0]["reasons"][0].keys()
    assert {"strategy", "status", "rule", "priority", "because", "until"} <= ADVICE["not_now"][0].keys()
    assert {"id", "label", "rule", "because"} <= ADVICE["warnings"][0].keys()
    assert {"fact", "ask", "rule", "priority"} <= ADVICE["questions"][0].keys()
    assert {"rule", "say"} <= ADVICE["emphasis"][0].keys()
    assert {"given", "defaulted", "concluded"} == ADVICE["facts"].keys()
    assert "see" not in ADVICE["recommendations"][0]


def test_the_head_says_for_whom_when_and_by_which_knowledge() -> None:
    book = ADVISOR.rulebook
    assert ("Equipment purchase", "2026-11-23", "en") == (ADVICE["account"], ADVICE["as_of"], ADVICE["language"])
    assert {"name": "demo", "version": "1.0.0", "hash": book.hash} == ADVICE["rulebook"]
    assert None is ADVISOR.advise(ACCOUNT).as_of


def test_a_recommendation_says_whom_to_see_what_to_say_and_why() -> None:
    (visit,) = ADVICE["recommendations"]
    assert (1, "visit", "Executive visit", None, 84) == tuple(
        visit[key] for key in ("rank", "strategy", "label", "about", "priority")
    )
    assert (["张华", "王桑"], ["李建"], None) == (visit["with"], visit["through"], visit["missing"])
    assert "Meet 张华 and 王桑 by 李建: Cost, Fit" == visit["say"]
    first, second = visit["reasons"]
    assert (
        "visit-them",
        84,
        "They are Strategic partner with 70%, unknown",
        "deck: 4",
        "Title of visit-them",
    ) == tuple(first[key] for key in ("rule", "priority", "because", "source", "title"))
    assert {"tier": "partner", "price": 70, "stage": None} == first["facts"]
    assert [
        {"text": "Customer tier: Strategic partner", "people": None},
        {"text": "Price weight > 50% (70%)", "people": None},
        {"text": "somebody (Power: High)", "people": ["张华", "王桑"]},
    ] == first["conditions"]
    assert ("visit-too", 60, [], {}) == (second["rule"], second["priority"], second["conditions"], second["facts"])


def test_weaker_objections_are_cautions() -> None:
    (visit,) = ADVICE["recommendations"]
    assert [("held", "careful", 50, "Until unknown is known"), ("avoided", "not-cheap", 40, None)] == [
        tuple(caution[key] for key in ("status", "rule", "priority", "until")) for caution in visit["cautions"]
    ]


def test_what_is_not_now_says_which_rule_and_who_spoke_for_it() -> None:
    assert [
        ("develop_spy", "vetoed", "no-spy", 90, None, ["no-spy"]),
        ("discount", "avoided", "not-cheap", 40, None, []),
    ] == [
        tuple(each[key] for key in ("strategy", "status", "rule", "priority", "until", "speaks_for"))
        for each in ADVICE["not_now"]
    ]


def test_what_is_held_says_what_unlocks_it() -> None:
    hold = rule("hold", 90, hold='{strategy: visit, until: {en: "Until {tier}", zh: "直到{tier}"}}')
    (held,) = advisor(hold, rule("for", 80, recommend="visit")).advise({"tier": "partner"}).not_now
    assert ("held", "Until Strategic partner", 90, ["for"]) == (held.status, held.until, held.priority, held.speaks_for)


def test_warnings_stand_once_by_their_strongest_rule() -> None:
    assert [("late", "Too late", "red-flag-again", 70), ("one_thread", "One thread", "red-flag", 30)] == [
        tuple(each[key] for key in ("id", "label", "rule", "priority")) for each in ADVICE["warnings"]
    ]


def test_questions_stand_by_priority_and_then_in_vocabulary_order() -> None:
    assert [("invited", 66, []), ("stage", 65, []), ("weight", 65, ["李建"]), ("stance", 65, ["张华", "王桑"])] == [
        (each["fact"], each["priority"], each["people"]) for each in ADVICE["questions"]
    ]
    (asked,) = advisor(rule("a", ask="tier")).advise({}).questions
    assert ("What do they buy?", "Customer tier", "a") == (asked.ask, asked.label, asked.rule)


def test_a_question_about_people_concerns_those_whom_its_rule_selects() -> None:
    (asked,) = advisor(rule("a", ask="stance", with_="{roles: approver}")).advise(ACCOUNT).questions
    assert ["张华", "王桑"] == asked.people


def test_angles_stand_by_priority() -> None:
    assert [("strong-angle", 25, "Louder"), ("angle", 20, "Say Strategic partner")] == [
        (each["rule"], each["priority"], each["say"]) for each in ADVICE["emphasis"]
    ]


def test_a_given_conclusion_stays_and_the_disagreement_is_told() -> None:
    (told,) = ADVICE["disagreements"]
    assert ("weak", True, False, "finds-strong") == tuple(told[key] for key in ("fact", "given", "concluded", "rule"))


def test_facts_are_told_by_where_they_come_from() -> None:
    assert {
        "given": {"tier": "partner", "price": 70, "cares": ["cost", "fit"], "weak": True},
        "defaulted": {"quiet": False},
        "concluded": {"strong": True},
    } == ADVICE["facts"]
    assert [("strong", True, "yes", "finds-strong")] == [
        tuple(each[key] for key in ("fact", "value", "shown", "rule")) for each in ADVICE["conclusions"]
    ]


def test_who_is_missing_is_said_in_the_authors_words_or_by_the_selector() -> None:
    mute = rule("a", recommend="visit", with_="{roles: approver}")
    spoken = rule(
        "a",
        recommend="visit",
        with_="{roles: approver}",
        missing='{en: "No approver for {tier}", zh: "{tier}没有拍板人"}',
    )
    (without,) = advisor(mute).advise({}).recommendations
    assert ([], "nobody has been identified yet: Roles include Approver") == (without.see, without.missing)
    assert "No approver for unknown" == advisor(spoken).advise({}).recommendations[0].missing
    assert None is advisor(mute).advise(ACCOUNT).recommendations[0].missing
    assert None is advisor(rule("a", recommend="visit")).advise({}).recommendations[0].missing


def test_every_sentence_is_in_the_language_asked_for_and_ids_never_change() -> None:
    chinese = ADVISOR.advise(ACCOUNT, as_of=date(2026, 11, 23), lang="zh").model_dump(mode="json")
    visit = chinese["recommendations"][0]
    assert ("高层拜访", "由李建引见张华和王桑：成本、适合") == (visit["label"], visit["say"])
    assert "战略伙伴型、70%、不清楚" == visit["reasons"][0]["because"]
    assert ["太晚", "单线联系"] == [each["label"] for each in chinese["warnings"]]
    assert ids(ADVICE) == ids(chinese)


def ids(thing: object) -> object:
    """What must not change with the language: everything but texts."""
    texts = {"label", "title", "because", "say", "until", "missing", "ask", "text", "about", "language"}
    if isinstance(thing, dict):
        return {key: ids(value) for key, value in thing.items() if key not in texts and not key.endswith("shown")}
    return [ids(each) for each in thing] if isinstance(thing, list) else thing


@pytest.mark.parametrize("top", [0, 1, 2, 99])
def test_top_limits_recommendations_only(top: int) -> None:
    many = advisor(
        *(rule(id_, recommend=id_.replace("-", "_")) for id_ in ("visit", "develop-spy", "discount")),
        rule("w", warn="late"),
    )
    found = many.advise({}, top=top)
    assert ([1, 2, 3][:top], 1) == ([each.rank for each in found.recommendations], len(found.warnings))


def test_the_same_account_gives_the_same_bytes_in_every_process() -> None:
    program = (
        "from datetime import date; from tests.deciding.test_advise import ACCOUNT, ADVISOR;"
        "print(ADVISOR.advise(ACCOUNT, as_of=date(2026, 11, 23)).model_dump_json())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(("engine", "."))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert {ADVISOR.advise(ACCOUNT, as_of=date(2026, 11, 23)).model_dump_json().encode() + b"\n"} == found


def test_facts_are_told_in_vocabulary_order_whatever_order_they_were_given_in() -> None:
    backwards = dict(reversed(list(ACCOUNT.items())))
    assert ADVISOR.advise(ACCOUNT).model_dump_json() == ADVISOR.advise(backwards).model_dump_json()


def test_advice_is_plain_json() -> None:
    assert ADVICE == json.loads(json.dumps(ADVICE))


def test_the_worked_example_reads_back_as_itself() -> None:
    found = Advisor.load().advise({"name": "X", "tier": "partner", "stakeholders": []})
    assert found == type(found).model_validate(found.model_dump(mode="json"))
