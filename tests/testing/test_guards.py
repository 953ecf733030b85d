"""Which cases does a rule need, and which of them does it lack?"""

import pytest

from stratagem.authoring.cases import Case, CaseKind
from stratagem.testing.guards import Gap, uncovered
from tests.small_rulebook import good, rule, rules

HIT, MISS, BOUNDARY, MISSING = CaseKind.HIT, CaseKind.MISS, CaseKind.BOUNDARY, CaseKind.MISSING


@pytest.mark.parametrize(
    ("when", "lacking"),
    [
        (None, ["hit"]),
        ("{tier: partner}", ["hit", "miss", "missing"]),
        ("{quiet: yes}", ["hit", "miss"]),
        ("{weak: yes}", ["hit", "miss"]),
        ("{strong: yes}", ["hit", "miss", "missing"]),
        ("{tier: known}", ["hit", "missing"]),
        ("{tier: unknown}", ["hit", "miss", "missing"]),
        ("{any: [{tier: known}, {price: known}]}", ["hit", "missing"]),
        ("{any: [{tier: known}, {price: 5}]}", ["hit", "boundary yes", "boundary no", "missing"]),
        ("{tier: known, quiet: yes}", ["hit", "miss", "missing"]),
        ("{not: {tier: unknown}}", ["hit", "missing"]),
        ("{stage: '> need'}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{stage: '>= need'}", ["hit", "miss", "boundary", "missing"]),
        ("{stage: [need, evaluation]}", ["hit", "miss", "missing"]),
        ("{stage: not(< criteria)}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{price: '[10..20)'}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{price: '[0..100]'}", ["hit", "miss", "boundary", "missing"]),
        ("{price: [0, '> 90']}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{met: within 9 days}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{met: '< 2026-01-01'}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{stakeholders: {some: {roles: user}}}", ["hit", "miss", "missing"]),
        ("{stakeholders: {every: {stance: known}}}", ["hit", "missing"]),
        ("{stakeholders: {none: {roles: user}}}", ["hit", "miss", "missing"]),
        ("{stakeholders: {none: {weight: 0}}}", ["hit", "miss", "boundary yes", "boundary no", "missing"]),
        ("{stakeholders: {count: {is: '>= 0'}}}", ["hit", "boundary", "missing"]),
        (
            "{stakeholders: {count: {where: {roles: user}, is: 1}}}",
            ["hit", "miss", "boundary yes", "boundary no", "missing"],
        ),
    ],
)
def test_a_condition_says_which_cases_its_rule_needs(when: str | None, lacking: list[str]) -> None:
    weaken = rule("weaken", when="{quiet: yes}", conclude="{weak: yes}")
    rulebook = good(rules(rule("it", when=when, warn="late"), weaken))
    side = {None: "", True: " yes", False: " no"}

    gaps = [gap for gap in uncovered(rulebook, []) if gap.rule == "it"]

    assert [gap.kind.value + side[gap.fires] for gap in gaps] == lacking


def test_written_cases_close_the_gaps_each_on_its_own_side() -> None:
    rulebook = good(rules(rule("at-fifty", when="{price: '>= 50'}", warn="late")))
    cases = [
        Case("well above", "at-fifty", HIT, {"price": 90}, fires=True),
        Case("well below", "at-fifty", MISS, {"price": 9}, fires=False),
        Case("exactly there", "at-fifty", BOUNDARY, {"price": 50}, fires=True),
        Case("nothing known", "at-fifty", MISSING, {}, fires=False),
        Case("just below", "at-fifty", BOUNDARY, {"price": 49}, fires=False),
    ]

    assert uncovered(rulebook, cases[:3]) == (Gap("at-fifty", BOUNDARY, fires=False), Gap("at-fifty", MISSING))
    assert uncovered(rulebook, cases) == ()


def test_gaps_speak_to_the_author() -> None:
    gaps = [Gap("r", HIT), Gap("r", BOUNDARY, True), Gap("r", BOUNDARY, False), Gap("r", BOUNDARY), Gap("r", MISSING)]

    assert [str(gap) for gap in gaps] == [
        "r lacks a hit",
        "r lacks a boundary where it fires",
        "r lacks a boundary where it does not fire",
        "r lacks a boundary",
        "r lacks a case of a missing fact",
    ]
