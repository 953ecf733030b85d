"""The frozen knowledge: strata, circles, and a hash that means the same on every machine."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from graphlib import CycleError

import pytest

from stratagem.condition import Quantifier
from stratagem.rulebook import DecisionTable, HitPolicy, Rulebook, circle_of
from tests.small_rulebook import FACTS, HEAD, RULE, SMALL, STRATEGIES, good, read, rule, rules

BASE = rules(
    rule("one", 80, "{tier: partner, price: '> 5'}", recommend="visit", say="{en: S, zh: 说}", source="deck")
) + rule(
    "two",
    70,
    "{stakeholders: {count: {where: {power: high}, is: 1}}}",
    hold="{strategy: discount, until: {en: U, zh: 直到}}",
)


def strata(book: Rulebook) -> list[tuple[list[str], tuple[str, ...]]]:
    return [([each.id for each in stratum.rules], stratum.settles) for stratum in book.strata]


def test_a_fact_is_settled_before_any_rule_that_mentions_it_runs() -> None:
    book = good(
        rules(
            rule("reads-strong", when="{strong: yes}", recommend="visit"),
            rule("finds-strong", when="{weak: no}", conclude="{strong: yes}"),
            rule("finds-weak", when="{tier: partner}", conclude="{weak: yes}"),
            rule("also-finds-weak", conclude="{weak: no}"),
            rule("reads-nothing", warn="late"),
        )
    )
    expected = [
        (["finds-weak", "also-finds-weak", "reads-nothing"], ("weak",)),
        (["finds-strong"], ("strong",)),
        (["reads-strong"], ()),
    ]
    assert expected == strata(book)


def test_a_fact_waits_for_the_last_rule_that_concludes_it() -> None:
    book = good(
        rules(
            rule("early", conclude="{strong: yes}"),
            rule("late", when="{weak: yes}", conclude="{strong: no}"),
            rule("weak", conclude="{weak: yes}"),
            rule("reader", when="{any: [{not: {strong: known}}, {tier: partner}]}", warn="late"),
        )
    )
    assert [(["early", "weak"], ("weak",)), (["late"], ("strong",)), (["reader"], ())] == strata(book)


def test_a_mentioned_fact_that_nothing_concludes_makes_no_stratum() -> None:
    assert [(["a"], ())] == strata(good(rules(rule("a", when="{weak: yes}", warn="late"))))
    assert [] == strata(good(HEAD + FACTS))


def test_a_circle_is_found_and_has_no_strata() -> None:
    free = good(
        rules(
            rule("a", when="{weak: yes}", conclude="{strong: yes}"),
            rule("b", when="{tier: partner}", conclude="{weak: yes}"),
        )
    )
    assert None is circle_of(free.rules)
    to_weak = good(rules(rule("c", when="{strong: yes}", conclude="{weak: yes}")))
    both = (free.rules[0], to_weak.rules[0])
    circle = circle_of(both)
    assert circle is not None
    assert circle[0] == circle[-1]
    assert {"weak", "strong"} == set(circle)
    looped = Rulebook("x", "1", free.title, free.languages, free.vocabulary, (), (), both)
    with pytest.raises(CycleError):
        _ = looped.strata


def test_quantifiers_are_listed_once_in_order_of_mention() -> None:
    high, user = "{stakeholders: {some: {power: high}}}", "{any: [{stakeholders: {none: {roles: user}}}]}"
    book = good(
        rules(rule("a", when=user, warn="late"), rule("b", when=high, warn="late"), rule("c", when=high, warn="late"))
    )
    assert ["none", "some"] == [each.which for each in book.quantifiers if isinstance(each, Quantifier)]


def test_things_are_found_by_id() -> None:
    book = good(BASE)
    assert (book.rules[1], 1) == (book.rule["two"], book.order["two"])
    assert ("Discount", "Too late") == (
        book.strategy["discount"].label.in_language("en"),
        book.warning["late"].label.in_language("en"),
    )
    assert frozenset() == book.concludable


@pytest.mark.parametrize(
    ("first", "last", "as_of", "in_force"),
    [
        ("2026-01-01", "2026-12-31", date(2026, 1, 1), True),
        ("2026-01-01", "2026-12-31", date(2026, 12, 31), True),
        ("2026-01-01", "2026-12-31", date(2025, 12, 31), False),
        ("2026-01-01", "2026-12-31", date(2027, 1, 1), False),
        ("2026-01-01", "2026-12-31", None, None),
        ("2026-01-01", "", date(2030, 1, 1), True),
        ("", "2026-12-31", date(1999, 1, 1), True),
    ],
)
def test_effective_dates_include_both_days(first: str, last: str, as_of: date | None, in_force: bool | None) -> None:
    text = rule("a", warn="late", effective=f"{{from: {first}, until: {last}}}")
    assert in_force is good(rules(text)).rules[0].in_force(as_of)


def test_a_rule_without_dates_is_always_in_force() -> None:
    assert good(BASE).rules[0].in_force(None)


# ── The hash ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_hash_does_not_depend_on_comments_layout_or_quotes() -> None:
    changed = BASE.replace("\n  - id: two", "\n\n  # a remark\n  - id:    'two'  # another").replace(
        "priority: 70", 'priority: "70"'
    )
    changed = changed.replace("{tier: partner, price: '> 5'}", "\n      tier:   战略伙伴型\n      价格权重: '>5%'")
    assert changed != BASE
    assert good(BASE).hash == good(changed.replace("\n", "\r\n")).hash
    assert good(BASE).hash.startswith("sha256:")
    assert 64 + len("sha256:") == len(good(BASE).hash)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("rulebook: demo", "rulebook: other"),
        ("version: 1.0.0", "version: 1.0.1"),
        ("title: {en: Demo", "title: {en: Other"),
        ("rank_people_by: [power, weight]", "rank_people_by: [weight, power]"),
        ("languages: [en, zh]", "languages: [zh, en]"),
        ("priority: 80", "priority: 81"),
        ("'> 5'", "'>= 5'"),
        ("'> 5'", "'> 6'"),
        ("tier: partner,", "tier: value_added,"),
        ("{tier: partner, price: '> 5'}", "{price: '> 5', tier: partner}"),
        ("recommend: visit", "avoid: visit"),
        ("recommend: visit", "recommend: discount"),
        ("say: {en: S", "say: {en: T"),
        ("zh: 说", "zh: 讲"),
        ("source: deck", "source: page"),
        ("until: {en: U", "until: {en: V"),
        ("is: 1", "is: 2"),
        ("where: {power: high}", "where: {power: low}"),
        ("count: {where", "count: {distinct: unit, where"),
        ("- id: two", "- id: three"),
        ("Title of two", "Title for two"),
        ("Because", "For"),
        ("en: Executive visit", "en: Visit"),
        ("default: no, label: {en: Quiet", "default: yes, label: {en: Quiet"),
        ("default: no, label: {en: Quiet", "label: {en: Quiet"),
        ("concluded: true, label: {en: Strong", "label: {en: Strong"),
        ("range: [0, 100]", "range: [0, 99]"),
        ('unit: "%"', 'unit: "pct"'),
        ("en: Transactional", "en: Simple"),
        ("ask: {en: What do they buy?", "ask: {en: What do they purchase?"),
        ("kind: flag, label: {en: Invited", "kind: flag, changeable: no, label: {en: Invited"),
        ("late: {en: Too late, zh: 太晚}", "lately: {en: Too late, zh: 太晚}"),
    ],
)
def test_the_hash_changes_with_whatever_can_be_seen_or_decided(was: str, now: str) -> None:
    assert was in BASE
    assert good(BASE).hash != good(BASE.replace(was, now, 1)).hash


def test_the_hash_changes_with_the_order_of_rules() -> None:
    one, two = rule("one", warn="late"), rule("two", warn="late")
    assert good(rules(one, two)).hash != good(rules(two, one)).hash


def test_the_hash_is_the_same_in_every_process() -> None:
    program = "from tests.test_rulebook import BASE, good; print(good(BASE).hash)"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(("engine", "."))},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("0", "1", "4711")
    }
    assert {good(BASE).hash} == found


def test_spans_do_not_make_rulebooks_differ() -> None:
    assert good(SMALL) == good("# a remark\n" + SMALL)
    assert read(HEAD + FACTS + STRATEGIES + RULE)[0] == good(SMALL)


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tabled(policy: HitPolicy, *texts: str, rows: tuple[str, ...] = ("one", "two", "three")) -> Rulebook:
    book = good(rules(*texts))
    return replace(book, tables=(DecisionTable("tiers", policy, rows),))


ROWS = (
    rule("one", 10, "{tier: partner}", conclude="{weak: yes}"),
    rule("two", 30, "{strong: yes}", recommend="visit"),
    rule("three", 30, recommend="discount"),
    rule("finds-strong", conclude="{strong: yes}"),
)


def test_rows_of_a_table_of_which_one_fires_wait_for_what_any_of_them_mentions() -> None:
    assert [(["one", "three", "finds-strong"], ("weak", "strong")), (["two"], ())] == strata(
        tabled(HitPolicy.COLLECT, *ROWS)
    )
    assert [(["finds-strong"], ("strong",)), (["one", "two", "three"], ("weak",))] == strata(
        tabled(HitPolicy.FIRST, *ROWS)
    )


def test_waiting_together_can_close_a_circle() -> None:
    weak_makes_strong = (*ROWS[:3], rule("finds-strong", when="{weak: yes}", conclude="{strong: yes}"))
    every = tabled(HitPolicy.RULE_ORDER, *weak_makes_strong)
    one = tabled(HitPolicy.ANY, *weak_makes_strong)
    assert None is circle_of(every.rules, every.tables)
    circle = circle_of(one.rules, one.tables)
    assert circle is not None and {"weak", "strong"} == set(circle)


@pytest.mark.parametrize("policy", HitPolicy)
def test_the_first_row_is_the_strongest_but_under_priority(policy: HitPolicy) -> None:
    contests = [(table.id, [row.id for row in rows]) for table, rows in tabled(policy, *ROWS).contests]
    if policy is HitPolicy.PRIORITY:
        assert [("tiers", ["two", "three", "one"])] == contests
    elif policy.single_hit:
        assert [("tiers", ["one", "two", "three"])] == contests
    else:
        assert [] == contests


def test_a_table_counts_for_the_hash_only_where_it_decides() -> None:
    plain = good(rules(*ROWS)).hash
    assert plain == tabled(HitPolicy.COLLECT, *ROWS).hash == tabled(HitPolicy.OUTPUT_ORDER, *ROWS).hash
    assert plain != tabled(HitPolicy.FIRST, *ROWS).hash
    assert tabled(HitPolicy.FIRST, *ROWS).hash != tabled(HitPolicy.FIRST, *ROWS, rows=("one", "three", "two")).hash
