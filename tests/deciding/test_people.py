"""Whom to see: the rank of people, and the first selector that matches somebody."""

from collections.abc import Mapping
from datetime import date

from stratagem.account import account_model
from stratagem.deciding.people import ranked, selected
from stratagem.matching.profile import profile_of
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, good, rule, rules


def order(rank_by: str, *people: Mapping[str, object]) -> list[str]:
    head = HEAD.replace("[power, weight]", rank_by)
    extra = "  seen: {kind: date, label: {en: Seen, zh: 见过}}\n  key: {kind: flag, label: {en: Key, zh: 关键}}\n"
    book = good(head + FACTS + extra + STRATEGIES)
    account = account_model(book.vocabulary).model_validate({"stakeholders": people})
    return [name for name, _ in ranked(book, profile_of(account, book, None))]


def test_people_rank_highest_first_and_unknown_last() -> None:
    people = ({"name": "unknown"}, {"name": "low", "power": "low"}, {"name": "high", "power": "high"})
    assert ["high", "low", "unknown"] == order("power", *people)


def test_a_later_attribute_breaks_ties_and_then_the_order_given() -> None:
    people = (
        {"name": "a", "power": "high"},
        {"name": "b", "power": "high", "weight": 10},
        {"name": "c", "weight": 90},
        {"name": "d", "power": "high", "weight": 30},
        {"name": "e", "power": "high"},
    )
    assert ["d", "b", "a", "e", "c"] == order("[power, weight]", *people)
    assert ["c", "d", "b", "a", "e"] == order("[weight, power]", *people)


def test_dates_numbers_and_flags_rank_too() -> None:
    dated = ({"name": "old", "seen": date(2020, 1, 1)}, {"name": "new", "seen": date(2026, 1, 1)}, {"name": "never"})
    assert ["new", "old", "never"] == order("seen", *dated)
    assert ["yes", "no", "unknown"] == order(
        "key", {"name": "unknown"}, {"name": "no", "key": False}, {"name": "yes", "key": True}
    )
    assert ["+", "0", "-", "unknown"] == order(
        "weight",
        {"name": "unknown"},
        {"name": "-", "weight": -5},
        {"name": "0", "weight": 0},
        {"name": "+", "weight": 5},
    )


def test_without_a_rank_people_stand_as_given() -> None:
    assert ["b", "a"] == order("[]", {"name": "b"}, {"name": "a", "power": "high"})


def chosen(with_: str, *people: Mapping[str, object]) -> list[str]:
    book = good(rules(rule(recommend="visit", with_=with_)))
    account = account_model(book.vocabulary).model_validate({"stakeholders": people})
    return selected(ranked(book, profile_of(account, book, None)), book.rules[0].see)


def test_the_first_selector_that_matches_somebody_chooses_all_whom_it_matches() -> None:
    people = (
        {"name": "user", "roles": "user"},
        {"name": "low", "power": "low"},
        {"name": "both", "roles": "user", "power": "high"},
    )
    assert ["both", "user"] == chosen("[{roles: approver}, {roles: user}, {power: low}]", *people)


def test_unknown_is_no_match_and_nobody_may_match() -> None:
    assert [] == chosen("{power: high}", {"name": "unknown"})
    assert [] == chosen("{power: high}")
    assert ["unknown"] == chosen("{power: unknown}", {"name": "unknown"}, {"name": "low", "power": "low"})
