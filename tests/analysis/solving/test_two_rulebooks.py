"""Two rulebooks over the same accounts: what differs, what is equal, and what each of them can be told."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.account import account_model
from stratagem.analysis.solving import Found, GaveUp, Impossible, Solving
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook, circle_of
from tests.analysis.solving.test_solving import TINY
from tests.parity.generators import account_mapping, as_of, rulebook
from tests.parity.generators import rule as drawn
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, good, rule, rules


def book(text: str, facts: str = FACTS) -> Rulebook:
    return good(HEAD + facts + STRATEGIES + "rules:\n" + text)


def test_an_account_that_two_rulebooks_advise_differently_is_found() -> None:
    old, new = (book(rule("r", when=f"{{price: '>= {bound}'}}", recommend="visit")) for bound in (50, 60))
    solving = Solving(old, new)
    answer = solving.solve(solving.differ(*(solving.book(at).recommended("visit") for at in (0, 1))))
    assert isinstance(answer, Found)
    price = answer.account["price"]
    assert isinstance(price, int | float) and 50 <= price < 60


def test_what_only_looks_different_is_proved_equal() -> None:
    old = book(rule("r", when="{price: '[50..100]'}", recommend="visit"))
    new = book(rule("r", when="{price: known, not: {price: '< 50'}}", recommend="visit"))
    solving = Solving(old, new)
    assert Impossible() == solving.solve(solving.differ(*(solving.book(at).recommended("visit") for at in (0, 1))))


def test_equal_conditions_are_one_literal() -> None:
    text = rule("r", when="{stakeholders: {some: {power: high}}}", recommend="visit")
    solving = Solving(book(text), book(text))
    assert solving.book(0).fires("r") == solving.book(1).fires("r")


def test_a_fact_that_one_rulebook_lacks_is_not_told_to_it() -> None:
    text = rule("r", when="{invited: yes}", recommend="visit")
    old, new = book(text), book(text.replace("invited", "asked"), FACTS.replace("  invited:", "  asked:"))
    solving = Solving(old, new)
    answer = solving.solve(solving.book(1).fires("r"), solving.book(0).fires("r"))
    assert isinstance(answer, Found)
    assert {"invited": True, "asked": True} == answer.account
    assert {"invited": True} == solving.account_for(0, answer.account)
    assert {"asked": True} == solving.account_for(1, answer.account)


def test_what_one_of_them_refuses_is_not_given() -> None:
    text = rule("r", when="{price: '> 80'}", recommend="visit")
    solving = Solving(book(text), book(text, FACTS.replace("range: [0, 100]", "range: [0, 80]")))
    assert Impossible() == solving.solve(solving.book(0).fires("r"))
    assert isinstance(Solving(book(text)).solve(), Found)


def test_a_fact_of_another_kind_is_not_given_but_may_have_a_default() -> None:
    text = rule("r", when="{quiet: known}", recommend="visit")
    other = FACTS.replace("  quiet: {kind: flag, default: no", "  quiet: {kind: text")
    solving = Solving(book(text), book(text, other))
    answer = solving.solve(solving.book(0).fires("r"), -solving.book(1).fires("r"))
    assert Found({}, None) == answer
    assert Impossible() == solving.solve(solving.book(1).fires("r"))


def test_what_is_a_number_to_one_and_a_date_to_the_other_is_not_given() -> None:
    text = rule("r", when="{met: known}", recommend="visit")
    solving = Solving(book(text), book(text, FACTS.replace("met: {kind: date", "met: {kind: number")))
    assert Impossible() == solving.solve(solving.book(0).fires("r"))


MIXED = {
    "number": ("{kind: number, default: 5, label: {en: X, zh: 某}}", "'>= 3'"),
    "text": ("{kind: text, label: {en: X, zh: 某}}", "abc"),
    "flag": ("{kind: flag, label: {en: X, zh: 某}}", "yes"),
    "date": ("{kind: date, label: {en: X, zh: 某}}", "older than 3 days"),
    "choice": ("{kind: choice, label: {en: X, zh: 某}, values: {abc: {en: A, zh: 甲}, c: {en: C, zh: 丙}}}", "c"),
}
"""A fact by its kind, and a test of it."""


@pytest.mark.parametrize("kinds", [*permutations(MIXED, 2)], ids="-".join)
@pytest.mark.parametrize("of_people", [False, True])
def test_a_fact_that_changes_its_kind_counts_by_its_default_alone(kinds: tuple[str, str], of_people: bool) -> None:
    place, books = "stakeholder:\n", []
    for kind in kinds:
        fact, test = MIXED[kind]
        facts = FACTS.replace(place, f"{place}  x: {fact}\n" if of_people else f"  x: {fact}\n{place}")
        people = f"{{some: {{x: {test}}}, none: {{x: unknown}}, count: [{{is: '2'}}, {{distinct: x, is: '1'}}]}}"
        when = f"{{stakeholders: {people}}}" if of_people else f"{{x: {test}}}"
        books.append(book(rule("r", when=when, recommend="visit"), facts))
    solving = Solving(*books)
    for at, kind in enumerate(kinds):
        expected = Found if kind == "number" else Impossible
        assert expected is type(solving.solve(solving.book(at).fires("r")))


def test_a_tag_that_one_of_them_lacks_is_not_given() -> None:
    text = rule("r", when="{cares: %s}", recommend="visit")
    more = FACTS.replace("fit: {en: Fit, zh: 适合}", "fit: {en: Fit, zh: 适合}, speed: {en: Speed, zh: 速度}")
    solving = Solving(book(text % "cost"), book(text % "speed", more))
    assert Impossible() == solving.solve(solving.book(1).fires("r"))
    assert Found({"cares": ["cost"]}, None) == solving.solve(solving.book(0).fires("r"))


def test_defaults_are_each_rulebooks_own() -> None:
    text = rule("r", when="{quiet: yes}", recommend="visit")
    solving = Solving(
        book(text), book(text, FACTS.replace("quiet: {kind: flag, default: no", "quiet: {kind: flag, default: yes"))
    )
    assert Found({}, None) == solving.solve(-solving.book(0).fires("r"), solving.book(1).fires("r"))


# ── Rulebooks drawn by chance ────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_is_proved_equal_is_equal_on_every_account(seed: int) -> None:
    """One rule of a rulebook is drawn anew; what then differs is found, and both engines confirm it."""
    rng = Random(seed)
    old = rulebook(rng, TINY)
    at = rng.randrange(len(old.rules))
    other = replace(drawn(rng, old.rules[at].id, old.vocabulary, TINY), conclude=old.rules[at].conclude)
    new = replace(old, rules=(*old.rules[:at], other, *old.rules[at + 1 :]))
    if circle_of(new.rules, new.tables) is not None:
        return
    solving = Solving(old, new)
    books = solving.book(0), solving.book(1)
    literals = [solving.differ(*(book.first(strategy.id) for book in books)) for strategy in old.strategies]
    answer = solving.solve(solving.any_of(*literals))
    assert not isinstance(answer, GaveUp)
    if isinstance(answer, Found):
        assert first(old, solving.settled(0, answer.account, answer.as_of)) != first(
            new, solving.settled(1, answer.account, answer.as_of)
        )
        return
    model = account_model(old.vocabulary)
    for _ in range(60):
        account = model.model_validate(account_mapping(rng, old.vocabulary))
        profile = profile_of(account, old, as_of(rng))
        both = [settle(made, profile, ReferenceMatcher(made)) for made in (old, new)]
        assert first(old, both[0]) == first(new, both[1])


def first(made: Rulebook, account: Settled) -> str | None:
    recommended, _ = arbitrate(made, account.fired)
    return recommended[0].strategy if recommended else None


# ── The as-of date ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_as_of_date_is_found_with_the_account() -> None:
    made = good(
        rules(
            rule("r", when="{met: older than 30 days}", effective="{from: 2026-03-01, until: 2026-03-31}", ask="tier")
        )
    )
    solving = Solving(made)
    answer = solving.solve(solving.book().fires("r"))
    assert isinstance(answer, Found) and answer.as_of is not None
    assert date(2026, 3, 1) <= answer.as_of <= date(2026, 3, 31)
    assert (answer.as_of - date.fromisoformat(str(answer.account["met"]))).days > 30
    assert ["tier"] == [each.fact for each in Advisor(made).advise(answer.account, as_of=answer.as_of).questions]


def test_dates_that_exclude_each_other_through_the_as_of_date() -> None:
    old = "{met: [older than 30 days], all: [{met: '>= 2026-03-01'}]}"
    made = good(rules(rule("r", when=old, effective="{from: 2026-03-01, until: 2026-03-31}", ask="tier")))
    solving = Solving(made)
    assert Impossible() == solving.solve(solving.book().fires("r"))
    solving = Solving(good(rules(rule("r", when=old, effective="{from: 2026-03-01, until: 2026-04-01}", ask="tier"))))
    answer = solving.solve(solving.book().fires("r"))
    assert Found({"met": "2026-03-01"}, date(2026, 4, 1)) == answer


def test_a_fixed_day_or_none_is_taken_at_its_word() -> None:
    made = good(rules(rule("r", when="{met: within 7 days}", ask="tier")))
    today = Solving(made, as_of=date(2026, 11, 23))
    answer = today.solve(today.book().fires("r"))
    assert isinstance(answer, Found) and date(2026, 11, 23) == answer.as_of
    undated = Solving(made, as_of=None)
    assert Impossible() == undated.solve(undated.book().fires("r"))
