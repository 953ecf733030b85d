"""The as-of date as literals: on or after such a day. Effective dates and ages are intervals of it.

An account is advised as of a day, or of none. What is asked of that day is always whether it lies between two days, so
that it is enough to order the days that are asked of. This module knows dates; it does not know rules.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import date
from typing import Literal as OneOf

from stratagem.analysis.solving.gates import Gates
from stratagem.analysis.solving.sat import Literal

FIRST_DAY, LAST_DAY = 1, date.max.toordinal()

AsOf = date | None | OneOf["any"]
"""A day, no day, or `any`: the day is then part of what is looked for."""

LIKELY_DAY = date(2026, 1, 1).toordinal()
"""Of an interval of days, the one nearest to this is its example: recent days read best."""


class Days:
    """The as-of date of an account that is being looked for."""

    def __init__(self, gates: Gates, as_of: AsOf) -> None:
        """`any` leaves the day open, and whether there is one."""
        self._gates = gates
        self._fixed = None if as_of == "any" else (as_of,)
        self._since: dict[int, Literal] = {}
        self._order: list[int] = []
        self.dated: Literal = gates.fresh() if as_of == "any" else gates.TRUE if as_of else gates.FALSE
        """Whether there is an as-of date."""

    def between(self, first: float, last: float) -> Literal:
        """The as-of date lies between two days, given as ordinals, both included; false without one."""
        if first > last:
            return self._gates.FALSE
        return self._gates.all_of((self.dated, self._on_or_after(first), -self._on_or_after(last + 1)))

    def _on_or_after(self, day: float) -> Literal:
        if self._fixed is not None:
            as_of = self._fixed[0]
            assert as_of is None or isinstance(as_of, date)
            return self._gates.TRUE if as_of is not None and as_of.toordinal() >= day else self._gates.FALSE
        if day <= FIRST_DAY:
            return self.dated
        if day > LAST_DAY:
            return self._gates.FALSE
        threshold = int(day)
        if threshold not in self._since:
            since = self._since[threshold] = self._gates.fresh()
            at = bisect_left(self._order, threshold)
            self._gates.add(-since, self.dated)
            if at:
                self._gates.add(-since, self._since[self._order[at - 1]])
            if at < len(self._order):
                self._gates.add(-self._since[self._order[at]], since)
            insort(self._order, threshold)
        return self._since[threshold]

    @property
    def thresholds(self) -> Iterator[tuple[int, Literal]]:
        """The days that were asked of, as ordinals, earliest first, and whether the as-of date is on or after each."""
        return ((threshold, self._since[threshold]) for threshold in self._order)

    def inputs(self) -> Iterator[Literal]:
        """The literals that say everything about the day, earliest first."""
        if self._fixed is None:
            yield self.dated
            yield from (self._since[threshold] for threshold in self._order)

    def bounds(self, true: frozenset[Literal]) -> tuple[int, int]:
        """The first and the last day on which exactly these of the thresholds hold."""
        first, last = FIRST_DAY, LAST_DAY
        for threshold in self._order:
            if self._since[threshold] in true:
                first = threshold
            else:
                last = threshold - 1
                break
        return first, last

    def day(self, true: frozenset[Literal]) -> date | None:
        """The as-of date when exactly these inputs hold."""
        if self._fixed is not None:
            as_of = self._fixed[0]
            assert as_of is None or isinstance(as_of, date)
            return as_of
        if self.dated not in true:
            return None
        first, last = self.bounds(true)
        return date.fromordinal(min(max(LIKELY_DAY, first), last))
