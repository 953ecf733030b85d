"""Two matchers, one meaning: on every rulebook and every account the live matcher settles what the reference does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem.condition import Age, All, Among, Any, Compare, Condition, FactTest, IsKnown, NoneOf, Not
from stratagem.matching import clauses, live
from stratagem.matching.clauses import WIDEST
from stratagem.matching.live import LiveMatcher
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from tests.parity.compare import difference
from tests.parity.generators import DEEP, NOTHING_SAID, SMALL, TODAY, WIDE, Case, case_of, large, seeded, shrinking

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def agree(case: Case, accounts: int, validated: bool = False) -> None:
    reference = ReferenceMatcher(case.rulebook)
    with LiveMatcher(case.rulebook) as matcher:
        for profile in case.profiles(accounts, validated):
            found = difference(case.rulebook, profile, reference, matcher)
            assert found is None, f"{found}\n{case.rulebook!r}\n{profile!r}"


@given(shrinking(SMALL))
@settings(UNHURRIED, max_examples=100)
def test_on_rulebooks_that_shrink(case: Case) -> None:
    agree(case, 4)


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=700)
def test_on_small_rulebooks(case: Case) -> None:
    agree(case, 15)


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=120)
def test_on_accounts_that_were_validated(case: Case) -> None:
    agree(case, 10, validated=True)


@given(seeded(DEEP))
@settings(UNHURRIED, max_examples=250)
def test_on_deeply_nested_conditions(case: Case) -> None:
    agree(case, 15)


@given(seeded(WIDE))
@settings(UNHURRIED, max_examples=120)
def test_on_wide_conditions(case: Case) -> None:
    agree(case, 15)


@given(st.integers(0, 2**32 - 1), st.sampled_from((40, 120, 400)))
@settings(UNHURRIED, max_examples=25)
def test_on_large_rulebooks(seed: int, rules: int) -> None:
    agree(case_of(seed, large(rules)), 15)


@given(seeded(SMALL), st.integers(1, 6), st.integers(1, 3))
@settings(UNHURRIED, max_examples=150)
def test_when_one_ruleset_cannot_hold_the_rulebook(case: Case, rules: int, few: int) -> None:
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(live, "_MOST_RULES", rules + 1)
        limits.setattr(live, "_MOST_DIMENSIONS", WIDEST + few)
        limits.setattr(live, "_MOST_ASKING_THE_SAME", few)
        limits.setattr(live, "_MOST_SETS_AT_ONCE", few + 1)
        limits.setattr(live, "_MOST_SINGLE_CELLS", few)
        agree(case, 10)


@given(seeded(DEEP), st.integers(2, 4), st.integers(1, 4))
@settings(UNHURRIED, max_examples=100)
def test_when_conditions_are_proved_in_steps(case: Case, widest: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(clauses, "WIDEST", widest)
        limits.setattr(clauses, "MOST", most)
        agree(case, 10)


# ── Corners that chance seldom finds ─────────────────────────────────────────────────────────────────────────────────


def fact(id_: str, kind: Kind, *values: str, concluded: bool = False, default: Value | None = None) -> Fact:
    listed = tuple(FactValue(each, NOTHING_SAID) for each in values)
    return Fact(id_, kind, NOTHING_SAID, values=listed, concluded=concluded, default=default)


def rule(id_: str, when: Condition, **conclude: Value) -> Rule:
    return Rule(id_, NOTHING_SAID, 50, NOTHING_SAID, when, conclude=tuple(conclude.items()))


def book(facts: tuple[Fact, ...], *rules: Rule) -> Rulebook:
    return Rulebook("corner", "1", NOTHING_SAID, ("en",), Vocabulary(facts), rules=rules)


def profile(as_of: date | None = TODAY, /, **given: Value) -> Profile:
    return Profile("somebody", as_of, given, {}, None, ())


def check(rulebook: Rulebook, *profiles: Profile) -> None:
    reference = ReferenceMatcher(rulebook)
    with LiveMatcher(rulebook) as matcher:
        for each in profiles:
            assert difference(rulebook, each, reference, matcher) is None


@pytest.mark.parametrize("width", range(1, 41))
def test_conjunctions_of_every_width(width: int) -> None:
    facts = tuple(fact(f"f{at}", Kind.FLAG) for at in range(width))
    when = All(tuple(FactTest(each.id, Among((True,))) for each in facts))
    full: dict[str, Value] = {each.id: True for each in facts}
    last = {**full, f"f{width - 1}": False}
    check(book(facts, rule("wide", when)), profile(**full), profile(**last), profile(**dict([*full.items()][1:])))


def test_a_product_of_many_disjunctions() -> None:
    facts = tuple(fact(f"f{at}", Kind.FLAG) for at in range(24))
    yes = [FactTest(each.id, Among((True,))) for each in facts]
    pairs = tuple(Any((All((yes[at], yes[at + 1])), yes[at + 2])) for at in range(0, 24, 3))
    rulebook = book(facts, rule("product", All(pairs)), rule("none", Not(All(pairs))))
    every: dict[str, Value] = {each.id: True for each in facts}
    thirds: dict[str, Value] = {each.id: at % 3 == 2 for at, each in enumerate(facts)}
    check(rulebook, profile(**every), profile(**thirds), profile(**{**every, "f0": False, "f2": False}), profile())


def test_a_concluded_fact_that_no_rule_could_conclude_is_unknown_after_its_stratum() -> None:
    found, base = fact("found", Kind.FLAG, concluded=True), fact("base", Kind.FLAG)
    rulebook = book(
        (base, found),
        rule("conclude", FactTest("base", Among((True,))), found=True),
        rule("open", IsKnown("found", False)),
        rule("settled", IsKnown("found")),
        rule("nobody", All((IsKnown("base", False), IsKnown("found", False)))),
    )
    check(
        rulebook,
        profile(),
        profile(base=True),
        profile(base=False),
        profile(found=False),
        profile(base=True, found=False),
    )


def test_unknown_is_not_said_before_the_stratum_that_may_still_conclude() -> None:
    """`second` is concluded last of all; a rule that waits for its being unknown must not fire early."""
    facts = (*(fact(each, Kind.FLAG, concluded=True) for each in ("first", "second")), fact("base", Kind.FLAG))
    rulebook = book(
        facts,
        rule("one", FactTest("base", Among((True,))), first=True),
        rule("two", Any((FactTest("first", Among((True,))), IsKnown("first", False))), second=True),
        rule("never", IsKnown("second", False)),
        rule("always", IsKnown("second")),
    )
    check(rulebook, profile(), profile(base=True), profile(first=False))


def test_an_age_and_a_day_are_asked_of_one_date() -> None:
    day = fact("day", Kind.DATE)
    tests = (
        Age("older", 30),
        NoneOf((Age("older", 30),)),
        Compare(">=", date(2026, 10, 1)),
        NoneOf((Age("within", 0),)),
    )
    parts = tuple(FactTest("day", each) for each in tests)
    rules = (rule(f"r{one}{two}", All((parts[one], parts[two]))) for one in range(4) for two in range(4))
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 23), date(2026, 10, 24), TODAY, date(2026, 11, 24))
    check(book((day,), *rules), *(profile(on, day=each) for each in days for on in (TODAY, None)), profile())


def test_tests_of_one_fact_meet_in_one_pattern() -> None:
    number, tags = fact("number", Kind.NUMBER), fact("tags", Kind.TAGS, "a", "b", "c")
    rulebook = book(
        (number, tags),
        rule("range", All((FactTest("number", Compare(">", 1)), FactTest("number", Compare("<", 3))))),
        rule("never", All((FactTest("number", Compare("<", 1)), FactTest("number", Compare(">", 3))))),
        rule("both", All((FactTest("tags", Among(("a",))), FactTest("tags", Among(("b", "c")))))),
        rule("but", All((FactTest("tags", Among(("a",))), Not(FactTest("tags", Among(("b", "c"))))))),
    )
    tagged = [profile(tags=frozenset(each)) for each in ("", "a", "b", "ab", "ac", "bc", "abc")]
    check(rulebook, *(profile(number=each) for each in (0, 1, 1.5, 2, 3, 4)), *tagged, profile())


def test_what_is_true_of_every_value_still_needs_a_value() -> None:
    values: dict[Kind, Value] = {Kind.TAGS: frozenset("a"), Kind.DATE: TODAY, Kind.NUMBER: 1, Kind.FLAG: False}
    for kind, value in values.items():
        empty, nothing = rule("empty", FactTest("it", NoneOf(()))), rule("nothing", Not(FactTest("it", Among(()))))
        check(book((fact("it", kind, "a"),), empty, nothing), profile(), profile(it=value))
