"""Every part of a rule slips, one at a time, and each slip is told as the edit that it is, with its place."""

from dataclasses import replace

import pytest

from stratagem.analysis.mutating.mutants import Mutant, MutantKind, mutants_of, mutated
from stratagem.rulebook import DecisionTable, HitPolicy, Rulebook
from tests.small_rulebook import good, rule, rules


def book(*texts: str) -> Rulebook:
    return good(rules(*texts))


def of(rulebook: Rulebook, kind: MutantKind, rule: str = "go") -> list[str]:
    return [each.edit.told() for each in mutants_of(rulebook, [rule]) if each.kind is kind]


def go(when: str | None = "{tier: partner}", **lines: str) -> Rulebook:
    return book(rule("go", 50, when, **({"recommend": "visit"} | lines)))


# ── When it fires ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_line_may_be_missing() -> None:
    two = go("{tier: partner, any: [{quiet: no}, {stakeholders: {some: {stance: ally, unit: it}}}]}")

    assert of(two, MutantKind.LINE) == [
        "without tier: partner",
        "without any: [{quiet: no}, {stakeholders: {some: {stance: ally, unit: it}}}]",
        "without quiet: no",
        "without stakeholders: {some: {stance: ally, unit: it}}",
        "without stakeholders.some.stance: ally",
        "without stakeholders.some.unit: it",
    ]


def test_the_only_line_may_be_missing_too() -> None:
    assert of(go(), MutantKind.LINE) == ["without tier: partner"]
    assert of(go(None), MutantKind.LINE) == []


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{any: [{tier: partner}, {quiet: yes}]}", ["any → all"]),
        ("{not: {tier: partner}}", ["without not"]),
        ("{tier: known}", ["tier: known → unknown"]),
        ("{stakeholders: {every: {stance: ally}}}", ["stakeholders: every → some"]),
        ("{stakeholders: {some: {stance: ally}}}", ["stakeholders: some → every", "stakeholders: some → none"]),
        ("{stakeholders: {count: {distinct: unit, is: 1}}}", ["without stakeholders.count.distinct: unit"]),
    ],
)
def test_the_structure_may_be_taken_for_another(when: str, told: list[str]) -> None:
    assert of(go(when), MutantKind.STRUCTURE) == told


def test_boundaries_slip_wherever_they_stand() -> None:
    assert of(
        go("{price: '>= 50', stakeholders: {count: {where: {weight: '> 3'}, is: '>= 2'}}}"), MutantKind.BOUNDARY
    ) == [
        "price: >= 50 → > 50",
        "price: >= 50 → >= 49",
        "stakeholders.count.is: >= 2 → > 2",
        "stakeholders.count.is: >= 2 → >= 1",
        "stakeholders.count.weight: > 3 → >= 3",
        "stakeholders.count.weight: > 3 → > 4",
    ]


def test_a_rule_may_begin_or_end_a_day_off() -> None:
    dated = go(effective="{from: 2026-01-01, until: 2026-12-31}")

    assert of(dated, MutantKind.DATES) == [
        "effective.from: 2026-01-01 → 2026-01-02",
        "without effective.from: 2026-01-01",
        "effective.until: 2026-12-31 → 2026-12-30",
        "without effective.until: 2026-12-31",
    ]


# ── What it does ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            {"recommend": "visit"},
            [
                "without recommend: visit",
                "recommend: visit → avoid: visit",
                "recommend: visit → recommend: develop_spy",
            ],
        ),
        (
            {"recommend": "", "veto": "[visit, discount]"},
            [
                "without veto: visit",
                "veto: visit → avoid: visit",
                "veto: visit → veto: develop_spy",
                "without veto: discount",
                "veto: discount → avoid: discount",
                "veto: discount → veto: develop_spy",
            ],
        ),
        (
            {"recommend": "", "hold": "{strategy: visit, until: {en: a, zh: b}}"},
            ["without hold: visit", "hold: visit → avoid: visit", "hold: visit → hold: develop_spy"],
        ),
        ({"recommend": "", "warn": "late"}, ["without warn: late", "warn: late → warn: one_thread"]),
        ({"recommend": "", "ask": "tier"}, ["without ask: tier"]),
        ({"recommend": "", "emphasise": "{en: a, zh: b}"}, ["without emphasise"]),
    ],
)
def test_each_effect_may_be_missing_weaker_or_another(lines: dict[str, str], told: list[str]) -> None:
    lines = {key: value for key, value in ({"recommend": "visit"} | lines).items() if value}

    assert of(book(rule("go", 50, "{tier: partner}", **lines)), MutantKind.EFFECT) == told


def test_a_conclusion_may_be_missing_or_another() -> None:
    concluding = book(rule("go", 50, "{tier: partner}", conclude="{weak: yes}"))

    assert of(concluding, MutantKind.CONCLUSION) == ["without conclude: weak: yes", "conclude: weak: yes → no"]


def test_the_wrong_people_may_be_seen() -> None:
    seeing = go(with_="[{roles: approver}, {stance: ally}]", through="{unit: it}")

    assert of(seeing, MutantKind.PEOPLE) == [
        "without with: roles: approver",
        "with[1].roles: approver → {}",
        "with[1].roles: approver → not(approver)",
        "with[1].roles: approver → [approver, user]",
        "without with: stance: ally",
        "with[2].stance: ally → {}",
        "with[2].stance: ally → not(ally)",
        "with[2].stance: ally → [ally, neutral]",
        "with: [{roles: approver}, {stance: ally}] → [{stance: ally}, {roles: approver}]",
        "without through: unit: it",
        "through.unit: it → {}",
        "through.unit: it → not(it)",
        "through.unit: it → [it, hr]",
    ]


# ── How much it weighs ───────────────────────────────────────────────────────────────────────────────────────────────


def weighed(*others: str) -> list[str]:
    return of(book(rule("go", 50, "{tier: partner}", recommend="visit"), *others), MutantKind.PRIORITY)


def test_a_priority_moves_past_the_nearest_on_each_side() -> None:
    others = [rule(f"at-{at}", at, "{quiet: no}", recommend="discount") for at in (30, 40, 60, 70)]

    assert weighed(*others) == ["priority: 50 → 61, above at-60 (60)", "priority: 50 → 39, below at-40 (40)"]


def test_among_equals_the_order_of_strategies_says_who_is_past_whom() -> None:
    assert weighed(rule("level", 50, "{quiet: no}", recommend="discount")) == ["priority: 50 → 49, below level (50)"]


def test_an_objection_comes_before_what_it_objects_to() -> None:
    assert weighed(rule("against", 50, "{quiet: no}", avoid="visit")) == ["priority: 50 → 51, above against (50)"]


@pytest.mark.parametrize(
    "other",
    [
        rule("never-meets", 60, "{tier: transactional}", recommend="discount"),
        rule("says-the-same", 60, "{quiet: no}", recommend="visit"),
        rule("does-something-else", 60, "{quiet: no}", warn="late"),
        rule("forbids", 60, "{quiet: no}", veto="visit"),
    ],
)
def test_rules_that_are_never_weighed_against_each_other_are_no_neighbours(other: str) -> None:
    assert weighed(other) == []


@pytest.mark.parametrize(
    ("policy", "told"), [(HitPolicy.PRIORITY, ["priority: 50 → 61, above above (60)"]), (HitPolicy.FIRST, [])]
)
def test_rows_of_a_table_are_weighed_where_priority_says_which_of_them_fires(
    policy: HitPolicy, told: list[str]
) -> None:
    rows = book(rule("go", 50, "{tier: partner}", recommend="visit"), rule("above", 60, "{quiet: no}", warn="late"))
    table = replace(rows, tables=(DecisionTable("visits", policy, ("go", "above")),))

    assert of(table, MutantKind.PRIORITY) == told


# ── The whole ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mutant_differs_in_its_rule_alone_and_goes_by_the_same_digest() -> None:
    original = book(rule("go", 50, "{tier: partner}", recommend="visit"), rule("other", 40, warn="late"))
    mutant = next(each for each in mutants_of(original) if each.kind is MutantKind.LINE)
    other = mutated(original, mutant)

    assert [a == b for a, b in zip(original.rules, other.rules, strict=True)] == [False, True]
    assert other.hash == original.hash
    assert original.rule["go"].when != other.rule["go"].when


def test_mutants_come_in_the_order_of_the_rules_and_always_the_same() -> None:
    two = book(rule("go", 50, "{tier: partner}", recommend="visit"), rule("other", 40, "{quiet: no}", warn="late"))

    def told(mutants: list[Mutant]) -> list[tuple[str, str]]:
        return [(each.rule.id, each.edit.told()) for each in mutants]

    assert told(list(mutants_of(two))) == told(list(mutants_of(two)))
    assert list(dict.fromkeys(each.rule.id for each in mutants_of(two))) == ["go", "other"]
    assert told(list(mutants_of(two, ["other"])))[0] == ("other", "the rule is left out")


def test_a_mutant_knows_the_line_that_it_changes() -> None:
    spread = go("\n      tier: partner\n      price: '>= 50'")
    lines = {each.edit.told(): each.place.line for each in mutants_of(spread) if each.place}

    assert lines["without price: >= 50"] == lines["without tier: partner"] + 1
    assert lines["the rule is left out"] < lines["without tier: partner"]


def test_every_edit_and_every_hint_is_told_in_both_languages() -> None:
    everything = book(
        rule("go", 50, "{price: '>= 50', met: older than 3 days, any: [{tier: known}, {tier: unknown}]}", ask="tier"),
        rule(
            "on", 60, "{stakeholders: {count: {is: 2}, some: {weight: '> 3'}}}", recommend="visit", with_="{unit: it}"
        ),
        rule(
            "off", 61, "{quiet: no}", recommend="discount", emphasise="{en: a, zh: b}", effective="{from: 2026-01-01}"
        ),
        rule("so", 62, "{quiet: no}", conclude="{weak: yes}"),
        rule("or", 63, "{invited: no}", conclude="{weak: no}"),
        rule("ask", 64, "{invited: no}", ask="stage"),
        rule("no", 65, "{invited: no}", avoid="visit"),
    )
    for mutant in mutants_of(everything):
        for said in (mutant.edit, mutant.notice):
            assert said.told("en")
            assert said.told("zh")
