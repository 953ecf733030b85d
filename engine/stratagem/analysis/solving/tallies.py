"""How many of the people count for something, while it is not settled yet how many people there are.

This module knows slots and literals; what makes a person count, it is told.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import floor

from stratagem.analysis.solving.gates import Influence
from stratagem.analysis.solving.people import Slots
from stratagem.analysis.solving.sat import Literal
from stratagem.condition import Among, Between, Compare, Test
from stratagem.matching.cells import atoms_of
from stratagem.vocabulary import Value


class Tally:
    """How many of the slots from one on are members, as `Gates.tally` has it, while slots are still being made.

    What slots hold that are not made yet is left open: `open_end` says how many of those are members. The solver may
    assume anything about it that could be, unless `Slots.closed` or `Slots.nobody_from` rules it out.
    """

    def __init__(self, slots: Slots, member: Callable[[int], Literal], limit: int, mark: Influence, first: int) -> None:
        """`member` says of a slot that is made whether it counts."""
        self._slots = slots
        self._member = member
        self._mark = mark
        self._done = first
        self._within: Tally | None = None
        self.head = self.open_end = self._open(limit)
        if first <= len(slots):
            self._close()
        self._extend()
        slots.whenever_grown(self._extend)

    def within(self, other: "Tally") -> None:
        """Whoever is a member is a member of the other; said of the open ends, for the rest knows it."""
        self._within = other
        self._compare()

    def _open(self, limit: int) -> tuple[Literal, ...]:
        gates = self._slots.gates
        end = tuple(gates.fresh(self._mark) for _ in range(limit))
        for fewer, more in pairwise(end):
            gates.add(-more, fewer)
        return end

    def _close(self) -> None:
        for literal in self.open_end:
            self._slots.gates.add(-self._slots.closed(self._mark, self._done), -literal)

    def _extend(self) -> None:
        gates = self._slots.gates
        while self._done < len(self._slots):
            later = self._open(len(self.head))
            one = self._member(self._done)
            for literal, meaning in zip(self.open_end, gates.sum((one,), later, len(later)), strict=True):
                gates.define(literal, meaning)
            self.open_end, self._done = later, self._done + 1
            self._close()
        self._compare()

    def _compare(self) -> None:
        """The other tally may be extended after this one: then this is said of its end later, or never, and no harm."""
        if self._within is not None and self._within._done == self._done:
            for mine, theirs in zip(self.open_end, self._within.open_end, strict=True):
                self._slots.gates.add(-mine, theirs)


def settled_from(test: Test) -> int:
    """The least number from which on a test of a count says the same of every number."""
    bounds = [bound for atom in atoms_of(test) for bound in _bounds(atom)]
    last = max((floor(bound) + 1 for bound in bounds), default=0)
    while last > 0 and test.admits(last - 1, None) == test.admits(last, None):
        last -= 1
    return max(last, 0)


def _bounds(atom: object) -> Sequence[float]:
    """The numbers that a test of a count speaks of."""
    match atom:
        case Among(values):
            said: Sequence[Value] = values
        case Compare(_, bound):
            said = (bound,)
        case Between(low, high):
            said = (low, high)
        case _:
            said = ()
    return [each for each in said if isinstance(each, int | float)]
