"""Which edits bring a change about: the search over a book against plain trial of every set, account by account."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import cast

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem.analysis.diff import compare
from stratagem.analysis.diff.candidates import Suspects
from stratagem.book import attribution
from stratagem.book.comparison import BookComparison, compare_book
from stratagem.book.excerpts import Excerpt
from stratagem.book.faults import FAULTS, Faults
from stratagem.book.frames import Book
from stratagem.condition import Situation
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import settle
from stratagem.matching.columnar_profiles import frames_of
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Vocabulary
from tests.analysis.diff.revisions import revision_of

Sets = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Profiles:
    """Accounts that are read already, in the place of an excerpt of a book."""

    profiles: tuple[Profile, ...]
    broken: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        return len(self.profiles)

    def taken(self, rows: pl.Series) -> "Profiles":
        return Profiles(tuple(self.profiles[row] for row in rows.to_list()))

    def read(self, vocabulary: Vocabulary) -> Book:
        accounts, people = frames_of(self.profiles, vocabulary)
        return Book(accounts, people, Faults(pl.DataFrame(schema=FAULTS), ()), None)


def bare(profile: Profile, old: Rulebook) -> Profile:
    """An account without any default: what people are by default, a rulebook says."""
    if profile.people is None:
        return profile
    defaults = {each.id: each.default for each in old.vocabulary.attributes}
    people = tuple(
        Situation({k: None if v == defaults[k] else v for k, v in each.facts.items()}, as_of=each.as_of)
        for each in profile.people
    )
    return replace(profile, people=people)


def answer(rulebook: Rulebook, profile: Profile) -> dict[str, object]:
    """What the engine says of an account, as far as it is compared."""
    words = rulebook.vocabulary
    facts = [each for each in words.facts if each.default is not None and not each.concluded]
    defaulted = {each.id: each.default for each in facts if each.id not in profile.given and each.default is not None}
    people = profile.people and tuple(
        Situation(
            {a.id: a.default if each.facts.get(a.id) is None else each.facts[a.id] for a in words.attributes},
            as_of=profile.as_of,
        )
        for each in profile.people
    )
    settled = settle(rulebook, replace(profile, defaulted=defaulted, people=people), ReferenceMatcher(rulebook))
    recommended, others = arbitrate(rulebook, settled.fired)
    ranked = [each.strategy for each in recommended]

    def kept_out(*status: str) -> frozenset[str]:
        return frozenset(each.strategy for each in others if each.status.value in status)

    return {
        "first": ranked[:1],
        "top": ranked[:3],
        "held": kept_out("held"),
        "against": kept_out("avoided", "vetoed"),
        "warnings": frozenset(each for rule in settled.fired for each in rule.warn),
        "questions": frozenset(each for rule in settled.fired for each in rule.ask),
    }


def by_trial(suspects: Suspects, profiles: Sequence[Profile]) -> Counter[tuple[str, Sets]]:
    """Aspect and smallest sets → accounts, by trying every set of edits on every account."""
    numbers = range(len(suspects.edits))
    made = {
        edits: book
        for count in range(1, len(numbers) + 1)
        for edits in map(frozenset, combinations(numbers, count))
        if suspects.closed(edits) == edits and (book := suspects.applied(edits)) is not None
    }
    found: Counter[tuple[str, Sets]] = Counter()
    for profile in profiles:
        before, after = answer(suspects.changes.old, profile), answer(suspects.changes.new, profile)
        answers = {edits: answer(book, profile) for edits, book in made.items()} if before != after else {}
        for aspect in [each for each in before if before[each] != after[each]]:
            sets = [edits for edits, each in answers.items() if each[aspect] == after[aspect]]
            least = min(map(len, sets))
            found[aspect, tuple(sorted(tuple(sorted(each)) for each in sets if len(each) == least))] += 1
    return found


def searched(suspects: Suspects, profiles: Sequence[Profile], as_of: date | None) -> BookComparison:
    excerpts: Iterator[Excerpt] = iter([cast(Excerpt, Profiles(tuple(profiles)))])
    return compare_book(suspects.changes.old, suspects.changes.new, excerpts, suspects.revision(), as_of=as_of)


def counted(comparison: BookComparison) -> Counter[tuple[str, Sets]]:
    found: Counter[tuple[str, Sets]] = Counter()
    for cause in comparison.causes:
        for aspect, count in cause.aspects.items():
            found[aspect, cause.sets] += count
    return +found


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, max_examples=80)
def test_the_smallest_sets_are_exactly_those_that_trial_finds(seed: int) -> None:
    case, old, new = revision_of(seed, most=7)
    suspects = Suspects(compare(old, new))
    if len(suspects.edits) > attribution.LARGEST + 1:  # of larger sets only the whole is named
        return
    profiles: dict[date | None, list[Profile]] = {}
    for profile in case.profiles(12):
        profiles.setdefault(profile.as_of, []).append(bare(profile, old))
    for as_of, each in profiles.items():
        comparison = searched(suspects, each, as_of)
        assert by_trial(suspects, each) == counted(comparison)
        assert all(cause.least for cause in comparison.causes)
        changed = [profile for profile in each if answer(old, profile) != answer(new, profile)]
        assert (len(each), len(changed)) == (comparison.compared, comparison.accounts_changed)
