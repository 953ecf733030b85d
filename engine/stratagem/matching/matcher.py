"""What every matcher of a single account offers, so that the strata can drive any of them."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from stratagem.matching.profile import Profile
from stratagem.rulebook import Rule
from stratagem.vocabulary import Value


class Matching(Protocol):
    """One account being matched, stratum by stratum."""

    def fired(self, stratum: int, settled: Mapping[str, Value]) -> Iterable[Rule]:
        """The rules of a stratum whose condition is true, in rulebook order.

        `settled` are the facts that have become known since the stratum before; what is not among them stays unknown.
        """
        ...


class Matcher(Protocol):
    """A rulebook made ready for matching; safe to share between threads."""

    def match(self, profile: Profile) -> AbstractContextManager[Matching]:
        """Begin with one account; leave the context when it is done."""
        ...
