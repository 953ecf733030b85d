"""What a fact may turn out to be: every value is like exactly one of the possible ones, and none is there in vain."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem.condition import (
    Age,
    All,
    Among,
    Any,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Quantifier,
    Situation,
)
from stratagem.matching.profile import Profile
from stratagem.matching.variations_values import Possibilities, Possible
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from tests.parity.generators import NOTHING_SAID, TODAY, _fact, asked_of, value

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def of(fact: Fact, *conditions: Condition, as_of: date | None = TODAY) -> tuple[Possible, ...]:
    rulebook = Rulebook(
        "values", "1", NOTHING_SAID, ("en",), Vocabulary((fact,)),
        rules=tuple(Rule(f"r{at}", NOTHING_SAID, 1, NOTHING_SAID, each) for at, each in enumerate(conditions)),
    )  # fmt: skip
    return Possibilities(rulebook).of(fact.id, False, Profile("somebody", as_of, {}, {}, None, ()))


def fact(kind: Kind, *values: str, low: int | None = None, high: int | None = None) -> Fact:
    return Fact(
        "it", kind, NOTHING_SAID, values=tuple(FactValue(each, NOTHING_SAID) for each in values), low=low, high=high
    )


@given(st.integers(0, 2**32 - 1))
@settings(UNHURRIED, max_examples=400)
def test_every_value_answers_all_tests_as_one_of_the_possible_values_does(seed: int) -> None:
    rng = Random(seed)
    some = replace(_fact(rng, "it", of_people=True), default=None)
    tests = [asked_of(rng, some) for _ in range(rng.randint(0, 4))]
    as_of = rng.choice((TODAY, None))
    possible = of(some, *(FactTest("it", each) for each in tests), as_of=as_of)

    def seen(one: Value) -> tuple[object, ...]:
        return tuple(each.admits(one, as_of) for each in tests)

    for one in (value(rng, some) for _ in range(30)):
        assert seen(one) in [seen(each.value) for each in possible], f"{some} {tests} {one}"
    assert all(each.weight == 1 or some.kind is Kind.TAGS for each in possible)
    if some.kind is Kind.TAGS:
        assert sum(each.weight for each in possible) == 2 ** len(some.values)
        assert len({seen(each.value) for each in possible}) == len(possible)
    if some.kind in (Kind.NUMBER, Kind.DATE):
        assert all(seen(one.value) != seen(other.value) for one, other in pairwise(possible))
        assert all(one.value < other.value for one, other in pairwise(possible))  # type: ignore[operator]


def test_a_number_has_one_value_for_each_cell_between_thresholds() -> None:
    found = of(fact(Kind.NUMBER, low=0, high=100), FactTest("it", Compare(">=", 50)), FactTest("it", Compare("<", 20)))
    assert [(each.low, each.high, each.low_open, each.high_open) for each in found] == [
        (0, 20, False, True), (20, 50, False, True), (50, 100, False, False),
    ]  # fmt: skip


def test_a_number_of_which_nothing_is_asked_has_one() -> None:
    assert [each.weight for each in of(fact(Kind.NUMBER), IsKnown("it"))] == [1]


def test_a_date_is_cut_where_its_age_turns() -> None:
    found = of(fact(Kind.DATE), FactTest("it", Age("older", 30)), FactTest("it", Age("within", 7)))
    assert [(each.low, each.high) for each in found] == [
        (None, date(2026, 10, 24)),
        (date(2026, 10, 24), date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 30)),
        (date(2026, 11, 30), None),
    ]
    assert len(of(fact(Kind.DATE), FactTest("it", Age("older", 30)), as_of=None)) == 1


def test_tags_that_no_rule_tells_apart_are_one() -> None:
    tags = fact(Kind.TAGS, "a", "b", "c")
    either = Any((FactTest("it", Among(("a", "b"))),))
    assert [(each.value, each.weight) for each in of(tags, either)] == [(frozenset(), 2), (frozenset({"a"}), 6)]


def test_a_text_may_be_what_rules_mention_or_something_else() -> None:
    found = of(fact(Kind.TEXT), All((FactTest("it", NoneOf((Among(("x", "yy")),))),)))
    assert [(each.value, each.new) for each in found] == [("x", False), ("yy", False), ("yy…", True)]


def test_where_different_values_are_counted_those_of_others_and_new_ones_are_possible() -> None:
    unit = fact(Kind.TEXT)
    rule = Rule("r", NOTHING_SAID, 1, NOTHING_SAID, Any((Count(All(), Among((2,)), unit), Quantifier("some", All()))))
    rulebook = Rulebook("values", "1", NOTHING_SAID, ("en",), Vocabulary((), (unit,)), rules=(rule,))
    people = tuple(Situation({"it": each}) for each in ("lab", None, None))
    found = Possibilities(rulebook).of("it", True, Profile("somebody", None, {}, {}, people, ("a", "b", "c")))
    assert [(each.value, each.weight) for each in found] == [("lab", 1), ("lab…", 1), ("lab……", 0)]
