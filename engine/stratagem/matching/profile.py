"""An account as matchers see it: what was given, what is taken by default, the people as situations of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stratagem.account import Account
from stratagem.condition import Situation
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value


@dataclass(frozen=True, slots=True)
class Profile:
    """One account, ready to be matched. Facts that are unknown are absent."""

    name: str
    as_of: date | None
    given: Mapping[str, Value]
    """Facts that the caller knows, concluded ones among them, in vocabulary order."""
    defaulted: Mapping[str, Value]
    """Facts nobody gave and no rule concludes, at their default."""
    people: tuple[Situation, ...] | None
    names: tuple[str, ...]
    """Names of the people, in the same order."""


def profile_of(account: Account, rulebook: Rulebook, as_of: date | None) -> Profile:
    """Sum up an account. Cost: one step for each fact and for each attribute of each person."""
    given: dict[str, Value] = {}
    defaulted: dict[str, Value] = {}
    for fact in rulebook.vocabulary.facts:
        value = getattr(account, fact.id)
        if value is not None:
            given[fact.id] = value
        elif fact.default is not None and not fact.concluded:
            defaulted[fact.id] = fact.default
    people = account.stakeholders
    attributes = [(fact.id, fact.default) for fact in rulebook.vocabulary.attributes]
    situations = None
    if people is not None:
        situations = tuple(
            Situation(
                {id_: default if (value := getattr(person, id_)) is None else value for id_, default in attributes},
                as_of=as_of,
            )
            for person in people
        )
    return Profile(account.name, as_of, given, defaulted, situations, tuple(person.name for person in people or ()))
