"""Worth, pairs and *settled* are exactly right: compared with trying every answer by the plain engine, one by one."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings

from stratagem.condition import All, Among, Compare, FactTest, IsKnown, Quantifier
from stratagem.deciding import weighing
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import settle
from stratagem.deciding.weighing import TOP, Scales, Top, Weighing
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.matching.variations import Slot, varied
from stratagem.rulebook import Rule, Rulebook, Strategy
from stratagem.vocabulary import Fact, Kind, Value, Vocabulary
from tests.parity.generators import NOTHING_SAID, Case, Size, person, seeded
from tests.parity.test_columnar_parity import with_effects

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
TINY = Size(facts=4, attributes=2, rules=7, depth=2, parts=2)
MOST = 1_500
"""Completions that are tried one by one."""


class Plainly:
    """The plain engine, asked one by one."""

    def __init__(self, rulebook: Rulebook, profile: Profile) -> None:
        self.rulebook, self.profile = rulebook, profile
        self.matcher = ReferenceMatcher(rulebook)

    def top(self, changes: Mapping[Slot, Value | None]) -> Top:
        settled = settle(self.rulebook, varied(self.profile, changes, self.rulebook), self.matcher)
        return tuple(each.strategy for each in arbitrate(self.rulebook, settled.fired)[0][:TOP])

    def value(self, slot: Slot) -> Value | None:
        """What is given, else the default."""
        if slot.person is not None:
            return (self.profile.people or ())[slot.person].facts[slot.fact]
        return self.profile.given.get(slot.fact, self.rulebook.vocabulary.fact[slot.fact].default)

    def unknown(self) -> Iterator[Slot]:
        """Facts that nothing is known of, whether rules care or not."""
        for fact in self.rulebook.vocabulary.facts:
            known = fact.id in self.profile.given or fact.default is not None
            if not known and fact.id not in self.rulebook.concludable:
                yield Slot(fact.id)
        for fact in self.rulebook.vocabulary.attributes:
            for at, each in enumerate(self.profile.people or ()):
                if each.facts[fact.id] is None:
                    yield Slot(fact.id, at)


def exactly_right(rulebook: Rulebook, profile: Profile) -> Weighing:
    plainly, scales = Plainly(rulebook, profile), Scales(rulebook)
    found = scales.weigh(profile)
    slots = list(plainly.unknown())
    may_be = {slot: scales.may_be(slot, profile) for slot in slots}
    now = plainly.top({})
    assert now == found.top
    worth: dict[Slot, Fraction] = {}
    for slot in slots:
        total = sum(each.weight for each in may_be[slot])
        changing = sum(each.weight for each in may_be[slot] if plainly.top({slot: each.value}) != now)
        worth[slot] = Fraction(changing, total)
        assert worth[slot] == (found.single[slot].worth if slot in found.single else 0), (
            f"{slot} {rulebook!r} {profile!r}"
        )
    for slot, weighed in found.single.items():
        assert {case.answer[0].value: case.top for case in weighed.cases} == {
            each.value: plainly.top({slot: each.value}) for each in may_be[slot]
        }
    pairs = {frozenset(slots) for pair in found.together for slots in of_people_alike(pair.slots, found)}
    for one, other in combinations(slots, 2):
        if not worth[one] and not worth[other]:
            tops = [plainly.top({one: a.value, other: b.value}) for a, b in product(may_be[one], may_be[other])]
            assert any(top != now for top in tops) is ({one, other} in pairs), f"{rulebook!r} {profile!r}"
    count = 1
    for slot in slots:
        count *= len(may_be[slot]) + 1
    if profile.people is not None and count <= MOST:
        options = [(None, *(each.value for each in may_be[slot])) for slot in slots]
        completions = (dict(zip(slots, values, strict=True)) for values in product(*options))
        assert all(plainly.top(each) == now for each in completions) is found.settled, f"{rulebook!r} {profile!r}"
    return found


def of_people_alike(slots: tuple[Slot, ...], found: Weighing) -> Iterator[tuple[Slot, ...]]:
    """A pair, and the same pair of all people who are like those of it."""
    people = list(dict.fromkeys(slot.person for slot in slots if slot.person is not None))
    for others in product(*(found.alike[at] for at in people)):
        if len(set(others)) == len(others):
            instead = dict(zip(people, others, strict=True))
            yield tuple(slot if slot.person is None else Slot(slot.fact, instead[slot.person]) for slot in slots)


@given(seeded(TINY))
@settings(UNHURRIED, max_examples=150)
def test_on_small_rulebooks(case: Case) -> None:
    rulebook = with_effects(case.rulebook, case.rng)
    for profile in case.profiles(3):
        assume(len(profile.people or ()) <= 3)
        exactly_right(rulebook, profile)


@given(seeded(TINY))
@settings(UNHURRIED, max_examples=200)
def test_settled_holds_whoever_may_be_there(case: Case) -> None:
    """No people were given: then it must hold of any people, and of whatever else may be known."""
    rulebook = with_effects(case.rulebook, case.rng)
    scales = Scales(rulebook)
    for profile in case.profiles(6):
        alone = Profile(profile.name, profile.as_of, profile.given, profile.defaulted, None, ())
        found = scales.weigh(alone)
        if not found.settled:
            continue
        slots = list(Plainly(rulebook, alone).unknown())
        for _ in range(20):
            people = _somebody(case.rng, rulebook, alone)
            plainly = Plainly(rulebook, people)
            chosen = {
                slot: case.rng.choice(scales.may_be(slot, people)).value for slot in slots if case.rng.random() < 0.6
            }
            assert plainly.top(chosen) == found.top


def _somebody(rng: Random, rulebook: Rulebook, profile: Profile) -> Profile:
    people = tuple(person(rng, rulebook.vocabulary, 0.7, profile.as_of) for _ in range(rng.randint(0, 3)))
    return Profile(profile.name, profile.as_of, profile.given, profile.defaulted, people, tuple("abc"[: len(people)]))


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────

FLAGS = tuple(Fact(each, Kind.FLAG, NOTHING_SAID) for each in "abc")
PRICE = Fact("price", Kind.NUMBER, NOTHING_SAID, low=0, high=100)


def yes(*facts: str) -> tuple[FactTest, ...]:
    return tuple(FactTest(each, Among((True,))) for each in facts)


def book(*rules: Rule, attributes: tuple[Fact, ...] = ()) -> Rulebook:
    strategies = tuple(Strategy(each, NOTHING_SAID) for each in ("one", "two"))
    return Rulebook(
        "hand", "1", NOTHING_SAID, ("en",), Vocabulary((*FLAGS, PRICE), attributes), strategies, rules=rules
    )


def rule(id_: str, priority: int, recommend: str, *parts: FactTest | IsKnown | Quantifier) -> Rule:
    return Rule(id_, NOTHING_SAID, priority, NOTHING_SAID, All(parts), recommend=(recommend,))


def weigh(rulebook: Rulebook, people: tuple[()] | None = (), **given: Value) -> Weighing:
    profile = Profile("somebody", None, given, {}, people, ())
    exactly_right(rulebook, profile)
    return Scales(rulebook).weigh(profile)


def test_worth_is_the_share_of_answers_that_change_the_order() -> None:
    dear = FactTest("price", Compare(">", 90))
    found = weigh(book(rule("r", 50, "one"), rule("s", 60, "two", *yes("a")), rule("t", 70, "two", dear)))
    assert {"a": Fraction(1, 2), "price": Fraction(1, 2)} == {
        each.fact: found.single[each].worth for each in found.single
    }
    assert not found.settled


def test_facts_that_matter_only_together_are_found() -> None:
    found = weigh(book(rule("r", 50, "one", *yes("a", "b"))))
    assert [(pair.slots, pair.worth) for pair in found.together] == [((Slot("a"), Slot("b")), Fraction(1, 4))]
    assert not found.settled


def test_a_pair_may_matter_only_while_a_third_fact_is_unknown() -> None:
    found = weigh(book(rule("r", 50, "one", *yes("a", "b"), IsKnown("c", known=False))))
    assert [(Slot("a"), Slot("b"))] == [pair.slots for pair in found.together]


def test_what_takes_three_facts_is_not_settled_either() -> None:
    found = weigh(book(rule("r", 50, "one", *yes("a", "b", "c"))))
    assert (found.together, found.settled) == ((), False)


def test_a_known_fact_is_not_asked_for_and_settles() -> None:
    rulebook = book(rule("r", 50, "one", *yes("a", "b")))
    assert weigh(rulebook, a=False).settled
    assert [*weigh(rulebook, a=True).single] == [Slot("b")]


def test_a_rule_on_what_is_unknown_changes_when_it_becomes_known() -> None:
    found = weigh(book(rule("r", 50, "one", IsKnown("a", known=False))))
    assert (Fraction(1), False) == (found.single[Slot("a")].worth, found.settled)


def always_one() -> Rulebook:
    """Three rules of which one always fires."""
    no, unknown = FactTest("a", Among((False,))), IsKnown("a", known=False)
    return book(rule("r", 50, "one", *yes("a")), rule("s", 50, "one", no), rule("t", 50, "one", unknown))


def test_rules_of_which_one_always_fires_are_settled() -> None:
    """Bounds alone cannot tell: it takes a case for each answer."""
    assert weigh(always_one()).settled


def test_where_nobody_was_named_anybody_may_be_there() -> None:
    somebody = Quantifier("some", IsKnown("x"))
    rulebook = book(rule("r", 50, "one", somebody), attributes=(Fact("x", Kind.FLAG, NOTHING_SAID),))
    assert not weigh(rulebook, people=None).settled
    assert weigh(rulebook, people=()).settled


def test_what_cannot_be_proved_in_time_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "MOST_CASES", 2)
    assert not Scales(always_one()).weigh(Profile("somebody", None, {}, {}, (), ())).settled
