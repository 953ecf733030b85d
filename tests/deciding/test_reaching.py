"""The smallest changes are exactly right: compared with trying every set of up to three by the plain engine."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

from hypothesis import HealthCheck, assume, given, settings

from stratagem.condition import All, Among, Compare, Condition, FactTest, IsKnown
from stratagem.deciding.reaching import MOST_CHANGES, Reached, reach
from stratagem.deciding.weighing import Scales
from stratagem.matching.profile import Profile
from stratagem.matching.variations import Slot
from stratagem.rulebook import Rule, Rulebook, Strategy
from stratagem.vocabulary import Fact, Kind, Value, Vocabulary
from tests.deciding.test_weighing import Plainly
from tests.parity.generators import NOTHING_SAID, Case, Size, seeded
from tests.parity.test_columnar_parity import with_effects

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
TINY = Size(facts=5, attributes=2, rules=8, depth=2, parts=3)
MOST = 4_000
"""Sets of changes that are tried one by one."""

Set = frozenset[tuple[Slot, Value]]


def with_some_fixed(rulebook: Rulebook, rng: Random) -> Rulebook:
    """Some facts are not the rep's to change."""
    words = rulebook.vocabulary
    facts, attributes = (
        tuple(replace(fact, changeable=rng.random() < 0.8) for fact in some) for some in (words.facts, words.attributes)
    )
    return replace(rulebook, vocabulary=Vocabulary(facts, attributes))


def candidates(scales: Scales, profile: Profile) -> dict[Slot, list[Value]]:
    """What may change, whether rules care or not."""
    words = scales.rulebook.vocabulary
    slots = [(Slot(fact.id), fact) for fact in words.facts if fact.id not in scales.rulebook.concludable]
    slots += [(Slot(fact.id, at), fact) for at in range(len(profile.people or ())) for fact in words.attributes]
    found = {}
    for slot, fact in slots:
        now = scales.value(slot, profile)
        if fact.changeable or now is None:
            others = scales.possibilities.others(slot.fact, slot.person is not None, profile, now)
            found[slot] = [each.value for each in others]
    return found


def tried(values: dict[Slot, list[Value]], plainly: Plainly, strategy: str, rank: int) -> set[Set]:
    """Every minimal set, one by one."""
    found: set[Set] = set()
    for size in range(1, MOST_CHANGES + 1):
        for slots in combinations(values, size):
            for chosen in product(*(values[slot] for slot in slots)):
                changes = dict(zip(slots, chosen, strict=True))
                one = frozenset(changes.items())
                if not any(part < one for part in found) and strategy in plainly.top(changes)[:rank]:
                    found.add(one)
    return found


def spread(reached: Reached) -> Iterator[Set]:
    """Every set of every group, and of all people who are like those it names."""
    for group in reached.groups:
        named = list(dict.fromkeys(slot.person for slot in group.slots if slot.person is not None))
        for others in product(*(reached.alike[person] for person in named)):
            if len(set(others)) < len(others):
                continue
            instead = dict(zip(named, others, strict=True))
            slots = [slot if slot.person is None else Slot(slot.fact, instead[slot.person]) for slot in group.slots]
            for chosen in product(*group.values):
                yield frozenset(zip(slots, (each.value for each in chosen), strict=True))


def how_many(values: dict[Slot, list[Value]]) -> int:
    sizes = [len(each) for each in values.values()]
    return sum(a * b * c for a, b, c in combinations([*sizes, 1, 1], 3))


@given(seeded(TINY))
@settings(UNHURRIED, max_examples=120)
def test_on_small_rulebooks(case: Case) -> None:
    rulebook = with_some_fixed(with_effects(case.rulebook, case.rng), case.rng)
    scales = Scales(rulebook)
    for profile in case.profiles(2):
        values = candidates(scales, profile)
        assume(how_many(values) <= MOST)
        plainly = Plainly(rulebook, profile)
        now = plainly.top({})
        rank = case.rng.randint(1, 3)
        strategy = case.rng.choice(rulebook.strategies).id
        found = reach(scales, profile, strategy, rank)
        told = f"{strategy} to {rank}: {rulebook!r} {profile!r}"
        assert found.already is (strategy in now[:rank]), told
        if not found.already:
            sets = list(spread(found))
            assert set(sets) == tried(values, plainly, strategy, rank), told
            assert [len(group.slots) for group in found.groups] == sorted(len(group.slots) for group in found.groups)


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────

PRICE = Fact("price", Kind.NUMBER, NOTHING_SAID, low=0, high=100)
FLAGS = tuple(Fact(each, Kind.FLAG, NOTHING_SAID) for each in "abcd")
GIVEN = Fact("given", Kind.FLAG, NOTHING_SAID, changeable=False)


def yes(*facts: str) -> tuple[FactTest, ...]:
    return tuple(FactTest(each, Among((True,))) for each in facts)


def rule(id_: str, priority: int, recommend: str, *parts: Condition) -> Rule:
    return Rule(id_, NOTHING_SAID, priority, NOTHING_SAID, All(parts), recommend=(recommend,))


def sets(*rules: Rule, rank: int = 1, **given: Value) -> list[list[tuple[str, list[Value]]]]:
    strategies = tuple(Strategy(each, NOTHING_SAID) for each in ("one", "two", "three"))
    words = Vocabulary((*FLAGS, PRICE, GIVEN))
    rulebook = Rulebook("hand", "1", NOTHING_SAID, ("en",), words, strategies, rules=rules)
    profile = Profile("somebody", None, given, {}, (), ())
    found = reach(Scales(rulebook), profile, "two", rank)
    return [
        [(slot.fact, [each.value for each in values]) for slot, values in zip(group.slots, group.values, strict=True)]
        for group in found.groups
    ]


FIRST = rule("first", 50, "one")


def test_one_change_is_enough() -> None:
    assert [[("a", [True])]] == sets(FIRST, rule("r", 60, "two", *yes("a")), a=False)


def test_values_that_do_the_same_are_one_change() -> None:
    dear = FactTest("price", Compare(">=", 50))
    very = FactTest("price", Compare(">=", 80))
    ((fact, values),) = sets(FIRST, rule("r", 60, "two", dear), rule("s", 70, "two", very), price=10)[0]
    assert ("price", 2) == (fact, len(values))


def test_two_and_three_changes_smallest_first() -> None:
    found = sets(FIRST, rule("r", 60, "two", *yes("a", "b", "c")), rule("s", 60, "two", *yes("a", "d")))
    assert [[("a", [True]), ("d", [True])], [("a", [True]), ("b", [True]), ("c", [True])]] == found


def test_what_takes_four_is_not_found() -> None:
    assert [] == sets(FIRST, rule("r", 60, "two", *yes("a", "b", "c", "d")))


def test_what_stands_above_can_be_taken_away() -> None:
    above = rule("r", 60, "one", *yes("a"))
    assert [[("a", [False])]] == sets(above, rule("s", 40, "two"), a=True)


def test_a_fact_that_a_rep_cannot_influence_stays_but_may_be_found_out() -> None:
    needs = rule("r", 60, "two", *yes("given"))
    assert [] == sets(FIRST, needs, given=False)
    assert [[("given", [True])]] == sets(FIRST, needs)


def test_to_be_found_out_is_itself_a_change() -> None:
    assert [[("a", [True, False])]] == sets(FIRST, rule("r", 60, "two", IsKnown("a")))
