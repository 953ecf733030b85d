"""What is found is found by the engine too; what is impossible is found by nobody; and all encodings mean the same."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.account import account_model
from stratagem.analysis.solving import Found, GaveUp, Impossible, Literal, Solving
from stratagem.analysis.solving.sat import Model
from stratagem.analysis.solving.truths import tests_in as asked_in
from stratagem.analysis.solving.values import Given, cut
from stratagem.condition import Count, quantifiers_of
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.cells import FactCells
from stratagem.matching.profile import Profile, profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Value
from tests.parity.generators import SMALL, TODAY, Size, account_mapping, rulebook, value

TINY = Size(facts=3, attributes=2, rules=5, depth=2, parts=2)
SEEDS = st.integers(0, 2**32 - 1)
Named = tuple[str, str]


# ── All encodings mean what the engine does, on accounts drawn by chance ─────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_an_account_that_is_given_whole_comes_to_what_the_engine_makes_of_it(seed: int) -> None:
    rng = Random(seed)
    made = rulebook(rng, SMALL)
    model = account_model(made.vocabulary)
    on = TODAY if rng.random() < 0.8 else None
    solving = Solving(made, as_of=rng.choice((on, on, "any")))
    everything = asked(solving, made)
    for _ in range(8):
        profile = profile_of(model.model_validate(account_mapping(rng, made.vocabulary)), made, on)
        answer = solving.gates.sat.ask(inputs_of(solving, made, profile))
        assert isinstance(answer, Model), f"{profile} is refused"
        expected = true_of(made, settle(made, profile, ReferenceMatcher(made)))
        assert expected == {name for name, literal in everything.items() if answer.holds(literal)}


def asked(solving: Solving, made: Rulebook) -> dict[Named, Literal]:
    """Every literal that has a name."""
    book = solving.book()
    named = {("fires", rule.id): book.fires(rule.id) for rule in made.rules}
    for strategy in made.strategies:
        for ask in (book.recommended, book.vetoed, book.held, book.avoided, book.first):
            named[ask.__name__, strategy.id] = ask(strategy.id)
        named["in_top_2", strategy.id] = book.in_top(strategy.id, 2)
    for fact in made.vocabulary.facts:
        named["known", fact.id] = book.known(fact.id)
    return named


def true_of(made: Rulebook, settled: Settled) -> set[Named]:
    """The names that hold in the engine."""
    recommended, others = arbitrate(made, settled.fired)
    true = {("fires", rule.id) for rule in settled.fired}
    true |= {("recommended", verdict.strategy) for verdict in recommended}
    true |= {("first", verdict.strategy) for verdict in recommended[:1]}
    true |= {("in_top_2", verdict.strategy) for verdict in recommended[:2]}
    true |= {(verdict.status.value, verdict.strategy) for verdict in others}
    return true | {("known", fact) for fact, value in settled.situation.facts.items() if value is not None}


def inputs_of(solving: Solving, made: Rulebook, profile: Profile) -> list[Literal]:
    """An account as assumptions about every input."""
    space, on = solving.space, profile.as_of
    defaults = {fact.id: fact.default for fact in made.vocabulary.attributes}
    # What equals the default may as well have been left out: both are the same account.
    people = [
        {id_: None if value == defaults[id_] else value for id_, value in person.facts.items()}
        for person in profile.people or ()
    ]
    assumed = [
        space.slots.nobody_from(len(people)),
        -space.slots.listed if profile.people is None else space.slots.listed,
    ]
    for fact in made.vocabulary.facts:
        said = space.fact(fact)
        assert said is not None
        assumed += said_of(said, profile.given.get(fact.id), on)
    for at, slot in enumerate(space.slots):
        assumed.append(slot.present if at < len(people) else -slot.present)
    for at, person in enumerate(people):
        slot = space.slots[at]
        for id_, said in slot.given.items():
            assumed += said_of(said, person[id_], on)
        for id_, like in slot.like.items():
            first = next(place for place in range(at + 1) if people[place][id_] == person[id_])
            # Whether its cell holds other values too is left to the solver; if so, these are the first to bear it.
            assumed += [-literal for place, literal in enumerate(like) if place != first]
    if solving.as_of == "any":
        assumed.append(space.days.dated if on else -space.days.dated)
        assumed += [literal if on and on.toordinal() >= day else -literal for day, literal in space.days.thresholds]
    return assumed


def said_of(said: Given, value: Value | None, on: date | None) -> Iterator[Literal]:
    """One fact as assumptions."""
    yield said.known if value is not None else -said.known
    lies = set() if value is None else {*said.holding.cells.cells(value, on)}
    for at, literals in enumerate(said.holding.aspects):
        for cell, literal in literals.items():
            yield literal if (at, cell) in lies else -literal


# ── What is impossible is found by nobody ────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_solver_finds_what_exists_and_nothing_else(seed: int) -> None:
    rng = Random(seed)
    made = rulebook(rng, TINY)
    solving = Solving(made, as_of=rng.choice((TODAY, "any")))
    worlds = [*every_account(made, most=4_000)]
    named = asked(solving, made)
    for _ in range(12):
        chosen = [(name, rng.random() < 0.6) for name in rng.sample([*named], min(rng.randint(1, 4), len(named)))]
        answer = solving.solve(*(named[name] if wanted else -named[name] for name, wanted in chosen))
        assert not isinstance(answer, GaveUp)
        if any(all((name in true) is wanted for name, wanted in chosen) for true in worlds):
            assert isinstance(answer, Found), f"{chosen} is possible"
        if isinstance(answer, Found):
            true = true_of(made, solving.settled(0, answer.account, answer.as_of))
            assert all((name in true) is wanted for name, wanted in chosen), f"{answer} does not show {chosen}"


def every_account(made: Rulebook, most: int) -> Iterator[set[Named]]:
    """What the engine makes of every account of up to three people, told apart by cells; nothing if they are many."""
    of_facts, of_people = asked_in(rule.when for rule in made.rules)
    distinct = {
        quantifier.distinct.id
        for rule in made.rules
        for quantifier in quantifiers_of(rule.when)
        if isinstance(quantifier, Count) and quantifier.distinct is not None
    }
    facts = {fact.id: sample(fact, cut((fact,), of_facts.get(fact.id, ())), 1) for fact in made.vocabulary.facts}
    attributes = {
        fact.id: sample(fact, cut((fact,), of_people.get(fact.id, ())), 3 if fact.id in distinct else 1)
        for fact in made.vocabulary.attributes
    }
    persons = [*product(*attributes.values())]
    crowds: list[tuple[tuple[Value | None, ...], ...] | None] = [None]
    for count in range(4):
        crowds += combinations_with_replacement(persons, count)
        if len(crowds) > most:
            return
    if len(crowds) * len([*product(*facts.values())]) > most:
        return
    model = account_model(made.vocabulary)
    matcher = ReferenceMatcher(made)
    for values, crowd in product(product(*facts.values()), crowds):
        account: dict[str, object] = dict(zip(facts, values, strict=True))
        if crowd is not None:
            account["stakeholders"] = [{"name": "x", **dict(zip(attributes, each, strict=True))} for each in crowd]
        yield true_of(made, settle(made, profile_of(model.model_validate(account), made, TODAY), matcher))


def sample(fact: Fact, cells: FactCells, several: int) -> list[Value | None]:
    """Unknown, and a value (or several, where people are told apart by it) of every cell."""
    rng = Random(fact.id)
    found: dict[tuple[tuple[int, int], ...], list[Value]] = {}
    for _ in range(300):
        drawn = value(rng, fact)
        same = found.setdefault(tuple(cells.cells(drawn, TODAY)), [])
        if drawn == fact.read(drawn, None) and drawn not in same and len(same) < several:
            same.append(drawn)
    return [None, *(each for same in found.values() for each in same)]


# ── Promises one by one ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def key_account() -> Solving:
    return Solving(Advisor.load().rulebook)


def test_a_witness_holds_nothing_without_need(key_account: Solving) -> None:
    answer = key_account.solve(key_account.book().fires("installation-recover"))
    assert Found({"users_unhappy": True, "purchase_stage": "installation"}, None) == answer


def test_what_a_rule_finds_out_is_not_given_where_it_can_be_found_out(key_account: Solving) -> None:
    answer = key_account.solve(key_account.book().fires("strong-opponent"))
    assert Found({"stakeholders": [{"name": "A", "stance": "opponent", "power": "high"}]}, None) == answer


def test_no_account_is_of_two_tiers(key_account: Solving) -> None:
    book = key_account.book()
    answer = key_account.solve(book.fires("tier-stated-partner"), book.fires("tier-stated-transactional"))
    assert Impossible() == answer


def test_tags_that_no_test_asks_for_stand_for_the_rest(key_account: Solving) -> None:
    answer = key_account.solve(key_account.book().fires("signals-transactional"))
    assert Found({"cares_about": ["price"], "treats_rep_as": "conduit"}, None) == answer


def test_time_may_run_out_at_any_moment() -> None:
    rulebook = Advisor.load().rulebook
    answers = []
    for moment in range(60):
        clock = iter(range(1_000))
        solving = Solving(rulebook, deadline=lambda clock=clock, moment=moment: next(clock) >= moment)  # type: ignore[misc]
        answers.append(solving.solve(solving.book().fires("complete-the-middle")))
    assert isinstance(answers[0], GaveUp)
    assert isinstance(answers[-1], Found)
    assert {GaveUp, Found} == {type(answer) for answer in answers}


def test_a_question_that_costs_too_much_is_left_open() -> None:
    solving = Solving(Advisor.load().rulebook, deadline=lambda: True)
    assert GaveUp() == solving.solve(solving.book().fires("strong-opponent"))
    assert GaveUp() == solving.look(solving.book().fires("strong-opponent"))
