"""One account and its variations, one meaning: every column says of each variation what the engine says of it alone."""

from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import settle
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.matching.variations import Changes, Open, Slot, Variations, varied
from stratagem.matching.variations_circuit import Circuit
from stratagem.matching.variations_columns import Width
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value
from tests.parity.generators import DEEP, SMALL, WIDE, Case, case_of, large, seeded, shrinking, value
from tests.parity.test_columnar_parity import with_effects

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
TOP = 3


def some_changes(rng: Random, rulebook: Rulebook, profile: Profile) -> dict[Slot, Value | None]:
    """A variation: facts of the account and of people given, given otherwise, or taken back."""
    words = rulebook.vocabulary
    slots = [(Slot(fact.id), fact) for fact in words.facts]
    slots += [(Slot(fact.id, at), fact) for at in range(len(profile.people or ())) for fact in words.attributes]
    chosen = rng.sample(slots, rng.randint(0, min(4, len(slots))))
    return {slot: None if rng.random() < 0.2 else value(rng, fact) for slot, fact in chosen}


def agree(rulebook: Rulebook, profile: Profile, variations: Sequence[dict[Slot, Value | None]]) -> None:
    reference = ReferenceMatcher(rulebook)
    everything = Variations(Circuit(rulebook, rulebook.rules), profile).ask(variations, TOP)
    what_bears = Variations(Circuit(rulebook), profile).ask(variations, TOP)
    for at, changes in enumerate(variations):
        settled = settle(rulebook, varied(profile, changes, rulebook), reference)
        told = f"{changes}\n{rulebook!r}\n{profile!r}"
        assert [rule.id for rule in settled.fired] == [
            rule.id for rule in rulebook.rules if everything.fired[rule.id] >> at & 1
        ], told
        for fact in rulebook.concludable:
            held = [value for value, column in everything.facts[fact].values.items() if column >> at & 1]
            known = settled.situation.facts.get(fact)
            assert ([] if known is None else [known]) == held, told
            assert (known is None) is bool(everything.facts[fact].unknown >> at & 1), told
        recommended, _ = arbitrate(rulebook, settled.fired)
        top = tuple(each.strategy for each in recommended[:TOP])
        assert top == everything.tops[at] == what_bears.tops[at], told
        padded = (*top, None, None, None)[:TOP]
        assert everything.standing(padded) >> at & 1, told


def agree_on(case: Case, accounts: int, variations: int = 9) -> None:
    rulebook = with_effects(case.rulebook, case.rng)
    for profile in case.profiles(accounts):
        agree(rulebook, profile, [some_changes(case.rng, rulebook, profile) for _ in range(variations)])


@given(shrinking(SMALL))
@settings(UNHURRIED, max_examples=60)
def test_on_rulebooks_that_shrink(case: Case) -> None:
    agree_on(case, 2, 4)


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=150)
def test_on_small_rulebooks(case: Case) -> None:
    agree_on(case, 5)


@given(seeded(DEEP))
@settings(UNHURRIED, max_examples=80)
def test_on_deeply_nested_conditions(case: Case) -> None:
    agree_on(case, 5)


@given(seeded(WIDE))
@settings(UNHURRIED, max_examples=5)
def test_on_wide_conditions(case: Case) -> None:
    agree_on(case, 5)


@given(st.integers(0, 2**32 - 1))
@settings(UNHURRIED, max_examples=8)
def test_on_large_rulebooks(seed: int) -> None:
    agree_on(case_of(seed, large(150)), 5, 20)


# ── Bounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def opened(rng: Random, rulebook: Rulebook, profile: Profile) -> tuple[Changes, list[dict[Slot, Value | None]]]:
    """A variation that leaves facts open, and variations that close them."""
    fixed = some_changes(rng, rulebook, profile)
    left = {slot: None for slot in some_changes(rng, rulebook, profile) if slot.fact not in rulebook.concludable}
    words = rulebook.vocabulary
    may_be: dict[Slot, tuple[Value | None, ...]] = {
        slot: (None, *(value(rng, (words.fact if slot.person is None else words.attribute)[slot.fact]) for _ in "123"))
        for slot in left
    }
    closed = [{**fixed, **{slot: rng.choice(values) for slot, values in may_be.items()}} for _ in range(6)]
    return {**fixed, **{slot: Open(tuple(dict.fromkeys(values))) for slot, values in may_be.items()}}, closed


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=150)
def test_bounds_hold_whatever_open_facts_turn_out_to_be(case: Case) -> None:
    rulebook = with_effects(case.rulebook, case.rng)
    for profile in case.profiles(4):
        asked = [opened(case.rng, rulebook, profile) for _ in range(5)]
        variations = Variations(Circuit(rulebook), profile)
        bounds = variations.ask([left_open for left_open, _ in asked], TOP)
        for at, (_, closed) in enumerate(asked):
            answer = variations.ask(closed, TOP)
            for one in range(len(closed)):
                for rule, column in answer.fired.items():
                    _between(bounds.width, bounds.fired[rule], at, column >> one & 1)
                top = (*answer.tops[one], None, None, None)[:TOP]
                for rank, strategy in enumerate(top):
                    if strategy is not None:
                        _between(bounds.width, bounds.ranks[rank].get(strategy, 0), at, 1)
                _between(bounds.width, bounds.standing(top), at, 1)


def _between(width: Width, bound: int, at: int, holds: int) -> None:
    assert width.sure(bound) >> at & 1 <= holds <= width.possible(bound) >> at & 1
