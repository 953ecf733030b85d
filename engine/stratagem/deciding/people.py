"""Whom to see: people ranked as the rulebook says, and the first selector that matches somebody."""

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import TypeVar

from stratagem.condition import Condition, Situation
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value, Vocabulary

N = TypeVar("N")


def ranked(rulebook: Rulebook, profile: Profile) -> tuple[tuple[str, Situation], ...]:
    """Names and situations of the people, highest first by each of `rank_people_by`, unknown last, then as given."""
    people = list(zip(profile.names, profile.people or (), strict=True))
    for attribute in reversed(rulebook.rank_people_by):
        people.sort(key=lambda person: _height(rulebook.vocabulary, attribute, person[1].facts.get(attribute)))
    return tuple(people)


def selected(people: Sequence[tuple[N, Situation]], selectors: tuple[Condition, ...]) -> list[N]:
    """The names, or whatever stands for them, of all people whom the first selector that matches anybody matches."""
    for selector in selectors:
        if names := [name for name, person in people if selector.truth(person) is True]:
            return names
    return []


def _height(vocabulary: Vocabulary, attribute: str, value: Value | None) -> float:
    """Less is higher, so that an ascending, stable sort keeps the order given among equals."""
    match value:
        case str():
            return -vocabulary.attribute[attribute].ranks[value]
        case date():
            return -value.toordinal()
        case int() | float():
            return -value
        case _:
            return inf
