"""Matches by asking each rule's condition: the meaning itself, in plain Python, without state or locks.

Cost: one truth for each rule of a stratum; a quantifier that several rules share is answered once for each account.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from stratagem.condition import All, Condition, Situation
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value


class ReferenceMatcher:
    """A rulebook's conditions, asked one by one."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Nothing is translated: the conditions are what is asked, line by line."""
        self._strata = [
            [(rule, rule.when.parts if isinstance(rule.when, All) else (rule.when,)) for rule in stratum.rules]
            for stratum in rulebook.strata
        ]

    @contextmanager
    def match(self, profile: Profile) -> "Iterator[ReferenceMatching]":
        """Begin with one account."""
        yield ReferenceMatching(self._strata, profile)


class ReferenceMatching:
    """One account being matched."""

    def __init__(self, strata: "list[list[tuple[Rule, tuple[Condition, ...]]]]", profile: Profile) -> None:
        """Nothing is known before the first facts are settled."""
        self._strata = strata
        self._facts: dict[str, Value] = {}
        self._situation = Situation(self._facts, profile.people, profile.as_of)

    def fired(self, stratum: int, settled: Mapping[str, Value]) -> list[Rule]:
        """The rules of a stratum whose condition is true."""
        self._facts.update(settled)
        situation = self._situation
        fired = []
        for rule, lines in self._strata[stratum]:
            # An `all` is true exactly when every line is, so the first line that is not decides.
            for line in lines:
                if line.truth(situation) is not True:
                    break
            else:
                fired.append(rule)
        return fired
