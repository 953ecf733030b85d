"""The edits between two rulebooks: found, applied alone and together."""

from dataclasses import replace
from itertools import combinations, islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.analysis.diff import Edit, EditKind, Effect, compare
from stratagem.condition import Compare, FactTest
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.rulebook import DecisionTable, HitPolicy, Rulebook, Sort, Thing, circle_of
from tests.analysis.diff.revisions import revision_of
from tests.small_rulebook import good, rule, rules

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def edits(old: Rulebook, new: Rulebook) -> list[tuple[EditKind, Thing, str, Effect]]:
    return [(edit.kind, edit.thing, edit.field, edit.effect) for edit in compare(old, new).edits]


def a_rule(id_: str) -> Thing:
    return Thing(Sort.RULE, id_)


@given(st.integers(0, 2**32 - 1))
@settings(UNHURRIED, max_examples=80)
def test_all_edits_together_make_the_new_rulebook_and_none_the_old_one(seed: int) -> None:
    _, old, new = revision_of(seed, most=6)
    for one, other in ((old, new), (new, old)):
        changes = compare(one, other)
        assert (other.hash, one) == (changes.applied(changes.edits).hash, changes.applied(()))
        assert () == compare(changes.applied(changes.edits), other).edits


@given(st.integers(0, 2**32 - 1))
@settings(UNHURRIED, max_examples=25)
def test_every_edit_alone_makes_a_rulebook_that_can_be_matched(seed: int) -> None:
    """Whatever it needs comes with it: no rule speaks of a fact, a value or a strategy that is not there."""
    _, old, new = revision_of(seed, most=6)
    changes = compare(old, new)
    for some in islice((some for count in (1, 2) for some in combinations(changes.edits, count)), 20):
        made = changes.applied(some)
        assert set(some) <= changes.closed(some) <= set(changes.edits)
        if not circle_of(made.rules, made.tables):
            assert made.hash == ColumnarMatcher(made).rulebook.hash


def test_a_rulebook_does_not_differ_from_itself() -> None:
    assert () == compare(Advisor.load().rulebook, Advisor.load().rulebook).edits


def test_one_field_is_one_edit() -> None:
    old = good(rules(rule("visit-them", 84, "{tier: partner}", recommend="visit")))
    new = good(rules(rule("visit-them", 80, "{tier: [partner, value_added]}", recommend="visit")))
    assert [
        (EditKind.CHANGED, a_rule("visit-them"), "priority", Effect.ADVICE),
        (EditKind.CHANGED, a_rule("visit-them"), "when", Effect.ADVICE),
    ] == edits(old, new)
    (first, second) = compare(old, new).edits
    assert (84, 80) == (first.before, first.after)
    assert old.rules[0].when == second.before
    assert "book.yaml" in str(first.place_before)


@pytest.mark.parametrize(
    ("before", "after", "field", "effect"),
    [
        ({"recommend": "visit"}, {"recommend": "[visit, discount]"}, "recommend", Effect.ADVICE),
        ({"recommend": "[discount, visit]"}, {"recommend": "[visit, discount]"}, "recommend", Effect.RECORD),
        ({"recommend": "visit", "with_": "{roles: approver}"}, {"recommend": "visit"}, "see", Effect.DELIVERY),
        ({"recommend": "visit", "source": "a deck"}, {"recommend": "visit"}, "source", Effect.RECORD),
        ({"because": "{en: So, zh: 因此}", "recommend": "visit"}, {"recommend": "visit"}, "because", Effect.WORDING),
        (
            {"hold": "{strategy: visit, until: {en: now, zh: 现在}}"},
            {"hold": "{strategy: visit, until: {en: then, zh: 那时}}"},
            "hold",
            Effect.WORDING,
        ),
        (
            {"hold": "{strategy: visit, until: {en: now, zh: 现在}}"},
            {"hold": "{strategy: discount, until: {en: now, zh: 现在}}"},
            "hold",
            Effect.ADVICE,
        ),
        ({"emphasise": "{en: a, zh: 甲}"}, {"emphasise": "{en: b, zh: 乙}"}, "emphasise", Effect.WORDING),
        ({"recommend": "visit"}, {"recommend": "visit", "emphasise": "{en: b, zh: 乙}"}, "emphasise", Effect.DELIVERY),
        (
            {"recommend": "visit"},
            {"recommend": "visit", "effective": "{from: 2026-01-01}"},
            "effective_from",
            Effect.ADVICE,
        ),
    ],
)
def test_advice_is_told_apart_from_wording(
    before: dict[str, str], after: dict[str, str], field: str, effect: Effect
) -> None:
    old, new = (good(rules(rule("a-rule", **lines))) for lines in (before, after))  # type: ignore[arg-type]
    assert [(EditKind.CHANGED, a_rule("a-rule"), field, effect)] == edits(old, new)


def test_the_same_content_under_another_id_is_a_rename() -> None:
    old = good(rules(rule("one", because="{en: So, zh: 因此}", recommend="visit"), rule("two", 10, recommend="visit")))
    content = rule("one", because="{en: So, zh: 因此}", recommend="visit")
    new = good(rules(content.replace("id: one", "id: other"), rule("two", 10, recommend="visit")))
    assert [(EditKind.RENAMED, a_rule("one"), "", Effect.RECORD)] == edits(old, new)


def test_renamed_and_said_otherwise_is_still_a_rename() -> None:
    old = good(rules(rule("one", recommend="visit")))
    new = good(rules(rule("other", because="{en: New words, zh: 新说法}", recommend="visit")))
    assert {EditKind.RENAMED, EditKind.CHANGED} == {edit.kind for edit in compare(old, new).edits}


def test_another_order_of_strategies_breaks_ties_otherwise() -> None:
    old = good(rules(rule(recommend="visit")))
    new = replace(old, strategies=(old.strategies[1], old.strategies[0], *old.strategies[2:]))
    ((kind, thing, _, effect),) = edits(old, new)
    assert (EditKind.MOVED, Sort.STRATEGY, Effect.ADVICE) == (kind, thing.sort, effect)


@pytest.mark.parametrize(
    ("first", "second", "effect"),
    [
        ({"recommend": "visit"}, {"recommend": "discount"}, Effect.RECORD),
        ({"recommend": "visit"}, {"recommend": "visit"}, Effect.DELIVERY),
        ({"conclude": "{strong: yes}"}, {"conclude": "{strong: yes}"}, Effect.DELIVERY),
        ({"conclude": "{strong: yes}"}, {"conclude": "{strong: no}"}, Effect.ADVICE),
    ],
)
def test_the_order_of_rules_matters_between_equals_alone(
    first: dict[str, str], second: dict[str, str], effect: Effect
) -> None:
    one, other = rule("one", **first), rule("other", **second)  # type: ignore[arg-type]
    assert [effect] == [edit.effect for edit in compare(good(rules(one, other)), good(rules(other, one))).edits]
    other = rule("other", 51, **second)
    assert [Effect.RECORD] == [edit.effect for edit in compare(good(rules(one, other)), good(rules(other, one))).edits]


def test_a_row_inserted_into_a_table_does_not_change_those_below() -> None:
    def row(number: int, amount: int) -> str:
        lines = rule(f"tiers-{number}", when=f"{{amount: {amount}}}", recommend="visit").splitlines(keepends=True)
        return "".join(line for line in lines if "title:" not in line)

    old = good(rules(row(2, 20), row(3, 30), row(4, 40)))
    new = good(rules(row(2, 20), row(3, 99), row(4, 30), row(5, 40)))
    old, new = (
        replace(book, tables=(DecisionTable("tiers", HitPolicy.FIRST, tuple(each.id for each in book.rules)),))
        for book in (old, new)
    )
    added, *others = edits(old, new)
    assert (EditKind.ADDED, a_rule("tiers-3"), "", Effect.ADVICE) == added
    assert {Effect.RECORD} == {effect for *_, effect in others}
    assert {"tiers-3", "tiers-4"} == {thing.id for kind, thing, *_ in others if kind is EditKind.RENAMED}
    changes = compare(old, new)
    alone = changes.applied(changes.edits[:1])
    assert 4 == len(alone.rules) == len(alone.tables[0].rules) == len({each.id for each in alone.rules})


def test_a_value_in_the_middle_of_a_scale_is_one_edit_and_the_rules_follow() -> None:
    old = good(rules(rule(when='{stage: "<= evaluation"}', recommend="visit")))
    text = rules(rule(when='{stage: "<= evaluation"}', recommend="visit"))
    new = good(text.replace("      criteria: {", "      trial: {en: Trial, zh: 试用}\n      criteria: {"))
    assert [(EditKind.CHANGED, Thing(Sort.FACT, "stage"), "values", Effect.TERMS)] == edits(old, new)
    changed = compare(old, new).applied(compare(old, new).edits).rules[0].when
    scales = [part.test.scale for part in _tests(changed) if isinstance(part.test, Compare)]
    assert [("need", "trial", "criteria", "evaluation")] == scales


def test_what_an_edit_needs_comes_with_it() -> None:
    old = good(rules(rule("old-rule", recommend="visit")))
    text = rules(rule("old-rule", recommend="visit"), rule("new-rule", when="{fresh: yes}", recommend="gift"))
    text = text.replace("  note: {kind: text", "  fresh: {kind: flag, label: {en: Fresh, zh: 新}}\n  note: {kind: text")
    new = good(text.replace("strategies:\n", "strategies:\n  gift: {en: Gift, zh: 礼物}\n"))
    changes = compare(old, new)
    added = next(edit for edit in changes.edits if edit.thing == a_rule("new-rule"))
    needed = {edit.thing for edit in changes.closed([added])}
    assert {a_rule("new-rule"), Thing(Sort.FACT, "fresh"), Thing(Sort.STRATEGY, "gift")} == needed
    back = compare(new, old)
    gone = next(edit for edit in back.edits if edit.thing == Thing(Sort.STRATEGY, "gift"))
    assert {gone.thing, a_rule("new-rule")} == {edit.thing for edit in back.closed([gone])}


def test_a_fact_of_another_kind_is_one_edit_with_the_rules_that_ask_it() -> None:
    text = rules(rule(when="{invited: yes}", recommend="visit"))
    old = good(text)
    other = text.replace("invited: {kind: flag", "invited: {kind: number").replace("{invited: yes}", "{invited: 1}")
    changes = compare(old, good(other))
    assert {("definition", Effect.TERMS), ("when", Effect.ADVICE)} == {(e.field, e.effect) for e in changes.edits}
    assert all(changes.closed([edit]) == set(changes.edits) for edit in changes.edits)


def _tests(condition: object) -> list[FactTest]:
    if isinstance(condition, FactTest):
        return [condition]
    return [test for part in getattr(condition, "parts", ()) for test in _tests(part)]


def test_edits_are_frozen_and_can_be_told_apart() -> None:
    old = good(rules(rule("one", 84, recommend="visit")))
    (edit,) = compare(old, good(rules(rule("one", 80, recommend="visit")))).edits
    assert edit in {edit}
    assert Edit(EditKind.CHANGED, a_rule("one"), Effect.ADVICE, "priority", 84, 80) != edit


def test_rules_that_become_rows_of_a_new_table_are_one_edit() -> None:
    old = good(rules(*(rule(f"tiers-{at}", when=f"{{amount: {at}}}", recommend="visit") for at in (2, 3))))
    new = replace(old, tables=(DecisionTable("tiers", HitPolicy.FIRST, ("tiers-2", "tiers-3")),))
    table = Thing(Sort.TABLE, "tiers")
    assert [(EditKind.ADDED, table, "", Effect.ADVICE)] == edits(old, new)
    assert [(EditKind.REMOVED, table, "", Effect.ADVICE)] == edits(new, old)
    assert new.tables == compare(old, new).applied(compare(old, new).edits).tables
    every = replace(new, tables=(replace(new.tables[0], policy=HitPolicy.COLLECT),))
    assert [Effect.RECORD] == [effect for *_, effect in edits(old, every)]


def test_rules_that_move_together_decide_nothing_between_themselves() -> None:
    one, other = rule("one", conclude="{strong: yes}"), rule("two", conclude="{strong: no}")
    third = rule("three", recommend="visit")
    assert {Effect.RECORD} == {
        e.effect for e in compare(good(rules(one, other, third)), good(rules(third, one, other))).edits
    }
