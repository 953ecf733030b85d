"""A book and its accounts, one meaning: row *i* of the columnar matcher is what the engine says of account *i*."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.accounts import accounts
from bench.draws import AS_OF
from stratagem.advisor import Advisor
from stratagem.deciding.advise import advise
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.strata import settle
from stratagem.matching.columnar import ColumnarMatcher, concluded_facts
from stratagem.matching.columnar_profiles import SingleColumnarMatcher, frames_of
from stratagem.matching.profile import Profile, profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Hold, Rule, Rulebook, Strategy, Warning
from stratagem.vocabulary import Value
from tests.parity.compare import difference
from tests.parity.generators import DEEP, NOTHING_SAID, SMALL, WIDE, Case, case_of, large, seeded, shrinking

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
STRATEGIES = tuple(f"s{at}" for at in range(5))
WARNINGS = tuple(f"w{at}" for at in range(4))


def with_effects(rulebook: Rulebook, rng: Random) -> Rulebook:
    """The rulebook with every effect that an answer shows, on rules that often tie."""
    askable = tuple(rulebook.vocabulary.order)
    return replace(
        rulebook,
        strategies=tuple(Strategy(each, NOTHING_SAID) for each in STRATEGIES),
        warnings=tuple(Warning(each, NOTHING_SAID) for each in WARNINGS),
        rules=tuple(_with_effects(rule, askable, rng) for rule in rulebook.rules),
    )


def _with_effects(rule: Rule, askable: Sequence[str], rng: Random) -> Rule:
    def some(of: Sequence[str], share: float) -> tuple[str, ...]:
        return tuple(rng.choices(of, k=rng.randint(1, 3))) if of and rng.random() < share else ()

    return replace(
        rule,
        recommend=some(STRATEGIES, 0.6),
        avoid=some(STRATEGIES, 0.2),
        hold=tuple(Hold(each, NOTHING_SAID) for each in (some(STRATEGIES, 0.2), some(STRATEGIES, 0.1)) if each),
        veto=some(STRATEGIES, 0.05),
        warn=some(WARNINGS, 0.3),
        ask=some(askable, 0.3),
    )


def expected(rulebook: Rulebook, profile: Profile, phrases: Phrases, reference: ReferenceMatcher, top: int) -> object:
    """What the engine says of one account, as a row of the book's answer."""
    settled = settle(rulebook, profile, reference)
    advice = advise(rulebook, settled, phrases, top)
    found = advice.recommendations
    row: dict[str, object] = {"account": advice.account}
    for rank in range(1, top + 1):
        each = found[rank - 1] if rank <= len(found) else None
        row[f"strategy_{rank}"] = each and each.strategy
        row[f"priority_{rank}"] = each and each.priority
        row[f"rule_{rank}"] = each and each.reasons[0].rule
    row["not_now"] = [each.strategy for each in advice.not_now]
    for status in ("vetoed", "held", "avoided"):
        row[status] = [each.strategy for each in advice.not_now if each.status == status]
    row["warnings"] = [each.id for each in advice.warnings]
    row["questions"] = [each.fact for each in advice.questions]
    for fact in concluded_facts(rulebook):
        value: Value | list[str] | None = settled.situation.facts.get(fact.id)
        if isinstance(value, frozenset):
            value = [each.id for each in fact.values if each.id in value]
        row[fact.id] = value
    return row


def rows_of(
    matcher: ColumnarMatcher, profiles: Sequence[Profile], on: date | None, top: int, at_once: int
) -> list[object]:
    frames = frames_of(profiles, matcher.rulebook.vocabulary)
    answers = pl.concat(matcher.advise(*frames, as_of=on, top=top, at_once=at_once))
    return list(answers.iter_rows(named=True))


def agree(rulebook: Rulebook, profiles: Iterable[Profile], top: int = 3, at_once: int = 50_000) -> int:
    by_date: dict[date | None, list[Profile]] = {}
    for profile in profiles:
        by_date.setdefault(profile.as_of, []).append(profile)
    matcher, reference = ColumnarMatcher(rulebook), ReferenceMatcher(rulebook)
    phrases = Phrases(rulebook, rulebook.languages[0])
    for on, book in by_date.items():
        for profile, row in zip(book, rows_of(matcher, book, on, top, at_once), strict=True):
            assert expected(rulebook, profile, phrases, reference, top) == row, f"{rulebook!r}\n{profile!r}"
    return sum(map(len, by_date.values()))


def agree_on(case: Case, accounts: int, top: int = 3, at_once: int = 50_000, validated: bool = False) -> None:
    rulebook = with_effects(case.rulebook, case.rng)
    agree(rulebook, case.profiles(accounts, validated), top, at_once)


@given(shrinking(SMALL))
@settings(UNHURRIED, max_examples=60)
def test_on_rulebooks_that_shrink(case: Case) -> None:
    agree_on(case, 4)


@given(seeded(SMALL), st.integers(0, 6), st.sampled_from((1, 3, 50_000)))
@settings(UNHURRIED, max_examples=120)
def test_on_small_rulebooks(case: Case, top: int, at_once: int) -> None:
    agree_on(case, 25, top, at_once)


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=40)
def test_on_accounts_that_were_validated(case: Case) -> None:
    agree_on(case, 15, validated=True)


@given(seeded(DEEP))
@settings(UNHURRIED, max_examples=60)
def test_on_deeply_nested_conditions(case: Case) -> None:
    agree_on(case, 25)


@given(seeded(WIDE))
@settings(UNHURRIED, max_examples=15)
def test_on_wide_conditions(case: Case) -> None:
    agree_on(case, 25)


@pytest.mark.parametrize("rules", [40, 120, 400])
@pytest.mark.parametrize("seed", range(3))
def test_on_large_rulebooks(seed: int, rules: int) -> None:
    agree_on(case_of(seed, large(rules)), 60)


@given(seeded(SMALL))
@settings(UNHURRIED, max_examples=60)
def test_in_the_place_of_a_matcher_for_one_account(case: Case) -> None:
    """What is settled and who disagrees, too: as the features would drive it."""
    reference, columnar = ReferenceMatcher(case.rulebook), SingleColumnarMatcher(case.rulebook)
    for profile in case.profiles(5):
        assert difference(case.rulebook, profile, reference, columnar) is None


@pytest.mark.parametrize(("as_of", "count"), [(AS_OF, 2_000), (None, 1_000)])
def test_on_the_key_account_rulebook(as_of: date | None, count: int) -> None:
    advisor = Advisor.load()
    drawn = accounts(advisor.rulebook.vocabulary, count, seed=count)
    models = map(advisor.account_model.model_validate, drawn)
    profiles = [profile_of(each, advisor.rulebook, as_of) for each in models]
    assert agree(advisor.rulebook, profiles, top=5, at_once=777) == count
