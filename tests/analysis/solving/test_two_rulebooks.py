"""Two rulebooks over the same accounts: what differs, what is equal, and what each of them can be told."""

from datetime import date

from stratagem import Advisor
from stratagem.analysis.solving import Found, Impossible, Solving
from stratagem.rulebook import Rulebook
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
