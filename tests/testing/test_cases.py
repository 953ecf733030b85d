"""Does a case hold, and what is said when it does not?"""

from datetime import date

import pytest

from stratagem import AccountError
from stratagem.advisor import Advisor
from stratagem.authoring.cases import Case, CaseKind, Promised
from stratagem.testing.cases import check_case
from tests.small_rulebook import advisor, rule

HIT, MISS, MISSING = CaseKind.HIT, CaseKind.MISS, CaseKind.MISSING

SMALL = advisor(
    rule("go-and-see", 80, "{tier: partner, stage: '<= criteria'}", recommend="visit"),
    rule("not-when-cheap", 85, "{price: '>= 50'}", hold="{strategy: visit, until: {en: later, zh: 以后}}"),
    rule("spy-first", 90, "{invited: no}", recommend="develop_spy", warn="late", ask="tier"),
    rule("no-gifts", 60, "{quiet: yes}", veto="discount", avoid="develop_spy"),
    rule("few-friends", 50, "{stakeholders: {none: {stance: ally}}}", conclude="{weak: yes}"),
    rule("weak-is-late", 40, "{weak: yes}", warn="one_thread"),
    rule("long-ago", 30, "{met: older than 30 days}", warn="late"),
    rule("next-year", 20, "{tier: known}", warn="late", effective="{from: 2027-01-01}"),
    rule("either-way", 10, "{any: [{tier: partner}, {not: {stage: need}}]}", warn="late"),
    rule("one-unit", 5, "{stakeholders: {count: [{distinct: unit, is: 1}, {is: '>= 2'}]}}", warn="one_thread"),
)
"""Every effect, and every form of condition that a failure has to speak of."""


def case(
    rule: str,
    given: dict[str, object],
    kind: CaseKind = HIT,
    as_of: date | None = None,
    advice: Promised | None = None,
    facts: dict[str, bool | str | None] | None = None,
) -> Case:
    fires = kind is not MISS
    return Case("a sentence", rule, kind, given, fires, as_of, advice or Promised(), tuple((facts or {}).items()))


def failure(case: Case, of: Advisor = SMALL) -> list[str]:
    told = check_case(of, case)
    assert told is not None, "the case holds"
    return told.split("\n  ")[1:]


# ── It holds ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "holding",
    [
        case("go-and-see", {"tier": "partner", "stage": "need"}, advice=Promised(recommends=("visit",), first="visit")),
        case("go-and-see", {"tier": "partner", "stage": "evaluation"}, MISS),
        case("not-when-cheap", {"tier": "partner", "stage": "need", "price": 50}, advice=Promised(holds=("visit",))),
        case("spy-first", {"invited": False}, advice=Promised(("develop_spy",), warns=("late",), asks=("tier",))),
        case("no-gifts", {"quiet": True}, advice=Promised(avoids=("develop_spy",), vetoes=("discount",))),
        case("few-friends", {"stakeholders": []}, facts={"weak": True, "strong": None}),
        case("long-ago", {"met": date(2026, 10, 1)}, as_of=date(2026, 11, 23)),
        case("either-way", {"stage": "criteria"}, MISSING),
    ],
    ids=lambda holding: holding.rule,
)
def test_a_kept_promise_is_not_spoken_of(holding: Case) -> None:
    assert check_case(SMALL, holding) is None


# ── It does not ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_that_stays_silent_is_told_with_the_condition_that_decided_and_the_value_it_met() -> None:
    assert failure(case("go-and-see", {"tier": "partner", "stage": "evaluation"})) == [
        "expected: go-and-see fires",
        "came: it does not fire",
        "decided by: Purchase stage ≤ Criteria: false; the value is Evaluation",
    ]


def test_a_rule_that_stays_silent_for_want_of_knowledge_is_told_so() -> None:
    assert failure(case("go-and-see", {"stage": "need"})) == [
        "expected: go-and-see fires",
        "came: it does not fire",
        "decided by: Customer tier: Strategic partner: unknown; the value is unknown",
    ]


def test_a_rule_that_fires_is_told_with_every_condition_that_was_met() -> None:
    assert failure(case("go-and-see", {"tier": "partner", "stage": "need"}, MISS)) == [
        "expected: go-and-see does not fire",
        "came: it fires",
        "decided by: Customer tier: Strategic partner: true; the value is Strategic partner",
        "decided by: Purchase stage ≤ Criteria: true; the value is Need",
    ]


def test_of_an_either_or_only_the_part_that_decided_is_told() -> None:
    told = failure(case("either-way", {"tier": "partner", "stage": "need"}, MISS))

    assert told[2:] == ["decided by: Customer tier: Strategic partner: true; the value is Strategic partner"]


def test_inside_a_not_the_part_is_told_with_its_own_truth() -> None:
    told = failure(case("either-way", {"stage": "need", "tier": "transactional"}))

    assert told[2:] == [
        "decided by: Customer tier: Strategic partner: false; the value is Transactional",
        "decided by: Purchase stage: Need: true; the value is Need",
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "decided by: nobody (Stance: Ally): unknown; nothing was said about people"),
        (
            {"stakeholders": [{"name": "Mr Li", "stance": "ally"}]},
            "decided by: nobody (Stance: Ally): false; it fits Mr Li",
        ),
        ({"stakeholders": [{"name": "Mr Li"}]}, "decided by: nobody (Stance: Ally): unknown; it fits nobody"),
    ],
)
def test_a_condition_about_people_is_told_with_the_people(given: dict[str, object], told: str) -> None:
    assert failure(case("few-friends", given))[2:] == [told]


def test_a_concluded_fact_is_told_with_the_rule_that_concluded_it() -> None:
    told = failure(case("weak-is-late", {"stakeholders": []}, MISS, facts={"weak": False}))

    assert told[2:] == [
        "decided by: Weak: yes: true; the value is yes, concluded by few-friends",
        "expected: weak is no",
        "came: it is yes, concluded by few-friends",
    ]


def test_a_rule_outside_its_dates_is_told_so() -> None:
    told = failure(case("next-year", {"tier": "partner"}, as_of=date(2026, 11, 23)))

    assert told[2:] == ["decided by: the rule is not in force on 2026-11-23"]


def test_a_miss_that_only_lacks_knowledge_is_no_miss() -> None:
    assert failure(case("go-and-see", {"stage": "need"}, MISS)) == [
        "expected: a known fact keeps go-and-see from firing, because this case is a miss",
        "came: a fact that is unknown does; this is a case of a missing fact",
        "decided by: Customer tier: Strategic partner: unknown; the value is unknown",
    ]


@pytest.mark.parametrize(
    "known",
    [
        case("go-and-see", {"tier": "partner", "stage": "need"}, MISSING),
        case("long-ago", {"met": date(2026, 10, 1)}, MISSING, as_of=date(2026, 11, 23)),
        case("few-friends", {"stakeholders": [{"name": "Mr Li", "stance": "enemy"}]}, MISSING),
        case("one-unit", {"stakeholders": [{"name": "Mr Li", "unit": "it"}, {"name": "Ms Wu", "unit": "it"}]}, MISSING),
        case("weak-is-late", {"stakeholders": [{"name": "Mr Li", "stance": "enemy"}]}, MISSING),
    ],
    ids=lambda known: known.rule,
)
def test_a_missing_fact_that_is_not_missing_is_told_so(known: Case) -> None:
    assert failure(known) == [
        f"expected: something that {known.rule} needs is unknown, because this case is about a missing fact",
        "came: everything that it asks about is known",
    ]


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        (
            Promised(recommends=("visit",)),
            ["expected: visit is recommended", "came: visit is held by not-when-cheap, with priority 85"],
        ),
        (
            Promised(holds=("develop_spy",)),
            [
                "expected: develop_spy is held",
                "came: develop_spy is recommended at place 1, with priority 90, by spy-first",
            ],
        ),
        (
            Promised(vetoes=("discount",)),
            ["expected: discount is vetoed", "came: no rule that fired speaks of discount"],
        ),
        (
            Promised(first="visit"),
            [
                "expected: visit comes first",
                "came: develop_spy is recommended at place 1, with priority 90, by spy-first",
                "came: visit is held by not-when-cheap, with priority 85",
            ],
        ),
        (Promised(warns=("late", "one_thread")), ["expected: it warns of one_thread", "came: it warns of late"]),
        (Promised(asks=("price",)), ["expected: it asks price", "came: it asks tier"]),
    ],
)
def test_advice_that_breaks_a_promise_is_told_with_what_came_instead(promised: Promised, told: list[str]) -> None:
    given: dict[str, object] = {"tier": "partner", "stage": "need", "price": 60, "invited": False}

    assert failure(case("go-and-see", given, advice=promised)) == told


def test_where_nothing_is_recommended_nothing_comes_first() -> None:
    told = failure(case("weak-is-late", {"stakeholders": []}, advice=Promised(first="visit", asks=("tier",))))

    assert told == [
        "expected: visit comes first",
        "came: nothing is recommended",
        "came: no rule that fired speaks of visit",
        "expected: it asks tier",
        "came: it asks nothing",
    ]


def test_the_values_of_facts_are_told_as_they_are_written() -> None:
    given: dict[str, object] = {"tier": "partner", "stage": "need", "cares": ["fit", "cost"], "price": 3}
    promised: dict[str, bool | str | None] = {"tier": "transactional", "cares": None, "price": None, "quiet": True}

    assert failure(case("go-and-see", given, facts=promised)) == [
        "expected: tier is transactional",
        "came: it is partner",
        "expected: cares is unknown",
        "came: it is cost, fit",
        "expected: price is unknown",
        "came: it is 3",
        "expected: quiet is yes",
        "came: it is no",
    ]


def test_a_case_of_a_rule_that_is_gone_is_told_so() -> None:
    assert failure(case("gone", {})) == ["expected: a rule gone", "came: this rulebook has no such rule"]


def test_an_account_of_another_rulebook_is_an_error() -> None:
    with pytest.raises(AccountError, match="unknown-fact"):
        check_case(SMALL, case("go-and-see", {"colour": "red"}))
