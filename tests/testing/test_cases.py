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
    rule("kind-words", 3, "{invited: yes}", emphasise="{en: Be kind, zh: 客气些}"),
    rule(
        "meet-the-boss",
        70,
        "{amount: '> 9'}",
        recommend="discount",
        with_="{roles: approver}",
        through="{stance: ally}",
        missing="{en: Nobody decides, zh: 没有拍板人}",
        say="{en: 'Speak of {amount}', zh: '谈{amount}'}",
    ),
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
    return list(told.lines)


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


# ── More than which strategy ─────────────────────────────────────────────────────────────────────────────────────────

LI, WU = {"name": "Mr Li", "roles": frozenset({"approver"})}, {"name": "Ms Wu", "stance": "ally"}
BUSY: dict[str, object] = {
    "tier": "partner",
    "stage": "need",
    "invited": False,
    "amount": 10,
    "stakeholders": ({**LI, "power": "low"}, WU, {**LI, "name": "Ms Ma", "power": "high"}),
}
"""The spy (90), the visit (80) and the discount (70), which Ms Ma and Mr Li decide and Ms Wu supports."""
HELD: dict[str, object] = {"tier": "partner", "stage": "need", "price": 50, "invited": True}


@pytest.mark.parametrize(
    ("given", "promised"),
    [
        (BUSY, Promised(order=("develop_spy", "visit", "discount"))),
        (BUSY, Promised(order=("develop_spy", "discount"), leaves_out=())),
        (BUSY, Promised(priority=(("visit", 80), ("discount", 70)))),
        (BUSY, Promised(decides=(("visit", "go-and-see"),))),
        (BUSY, Promised(see=(("discount", ("Ms Ma", "Mr Li")),), through=(("discount", ("Ms Wu",)),))),
        (BUSY, Promised(see=(("visit", ()),), says=(("discount", "speak of 10"),))),
        (BUSY, Promised(asks_first=("tier",))),
        (HELD, Promised(until=(("visit", "later"),), decides=(("visit", "not-when-cheap"),), leaves_out=("visit",))),
        (HELD, Promised(emphasises=("be kind",))),
    ],
)
def test_a_case_may_promise_order_priority_people_and_words(given: dict[str, object], promised: Promised) -> None:
    assert check_case(SMALL, case("go-and-see", given, advice=promised)) is None


SPY_AT_1 = "came: develop_spy is recommended at place 1, with priority 90, by spy-first"
VISIT_AT_2 = "came: visit is recommended at place 2, with priority 80, by go-and-see"
VISIT_HELD = "came: visit is held by not-when-cheap, with priority 85"


@pytest.mark.parametrize(
    ("given", "promised", "told"),
    [
        (
            BUSY,
            Promised(order=("visit", "develop_spy")),
            [
                "expected: visit, develop_spy in this order",
                "came: the order is develop_spy, visit",
                VISIT_AT_2,
                SPY_AT_1,
            ],
        ),
        (BUSY, Promised(leaves_out=("visit",)), ["expected: visit is not recommended", VISIT_AT_2]),
        (BUSY, Promised(priority=(("visit", 81),)), ["expected: visit has priority 81", VISIT_AT_2]),
        (HELD, Promised(priority=(("visit", 80),)), ["expected: visit has priority 80", VISIT_HELD]),
        (HELD, Promised(decides=(("visit", "go-and-see"),)), ["expected: go-and-see decides visit", VISIT_HELD]),
        (
            BUSY,
            Promised(see=(("discount", ("Mr Li",)),)),
            ["expected: Mr Li to see for discount", "came: Ms Ma, Mr Li to see for discount"],
        ),
        (HELD, Promised(see=(("visit", ()),)), ["expected: nobody to see for visit", VISIT_HELD]),
        (
            BUSY,
            Promised(through=(("discount", ()),)),
            ["expected: nobody to go through for discount", "came: Ms Wu to go through for discount"],
        ),
        (
            BUSY,
            Promised(says=(("discount", "the moon"),)),
            ['expected: the angle for discount says "the moon"', 'came: it says "Speak of 10"'],
        ),
        (BUSY, Promised(says=(("visit", "hello"),)), ['expected: the angle for visit says "hello"', VISIT_AT_2]),
        (
            HELD,
            Promised(until=(("visit", "never"),)),
            ['expected: visit is held until "never"', 'came: it says "later"'],
        ),
        (BUSY, Promised(asks_first=("price",)), ["expected: it asks first price", "came: it asks first tier"]),
        (
            BUSY,
            Promised(asks_about=(("stance", ("Mr Li",)),)),
            ["expected: it asks stance about Mr Li", "came: it asks stance about nobody"],
        ),
        (
            HELD,
            Promised(emphasises=("be strict",)),
            ['expected: an emphasis says "be strict"', 'came: it says "Be kind"'],
        ),
    ],
)
def test_a_promise_of_order_priority_people_or_words_that_is_broken_is_told(
    given: dict[str, object], promised: Promised, told: list[str]
) -> None:
    assert failure(case("go-and-see", given, advice=promised)) == told


def test_a_failure_is_told_in_chinese_with_the_labels_of_that_language() -> None:
    told = check_case(SMALL, case("go-and-see", {"tier": "partner", "stage": "evaluation"}), "zh")

    assert told is not None
    assert str(told).split("\n  ")[1:4] == [
        "预期：go-and-see 生效",
        "实际：它没有生效",
        "依据：采购阶段 ≤ 标准准备：不成立；实际是评估",
    ]


def test_a_failure_names_the_rules_that_decided_with_their_places() -> None:
    told = check_case(SMALL, case("go-and-see", {**HELD}, advice=Promised(recommends=("visit",))))

    assert told is not None
    [(rule, place)] = told.rules
    assert (rule, "book.yaml:" in place) == ("not-when-cheap", True)
    assert str(told).split("\n")[-1] == f"  rules: not-when-cheap ({place})"
