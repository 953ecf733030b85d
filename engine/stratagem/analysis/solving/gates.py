"""Says *and*, *or* and *at least* in clauses: each a literal that is true exactly when its inputs make it so.

Equal gates are one literal. Every literal knows its *influence*: which of the numbered things that somebody marked it
rests on, however indirectly. This module knows nothing of rules.
"""

from collections.abc import Iterable, Sequence

from stratagem.analysis.solving.sat import Literal, Sat

Influence = int
"""A set of marks as a bit mask."""


class Gates:
    """Literals over a solver. `TRUE` and `FALSE` are literals too, and vanish from every gate."""

    TRUE: Literal = 1
    FALSE: Literal = -1

    def __init__(self, sat: Sat) -> None:
        """Begin with the one literal that is always true."""
        self.sat = sat
        self._influences: list[Influence] = [0]
        self._made: dict[tuple[Literal, ...], Literal] = {}
        assert self.fresh() == self.TRUE, "the first variable of a solver is the truth"
        sat.add(self.TRUE)

    def fresh(self, influence: Influence = 0) -> Literal:
        """A literal that no gate defines."""
        self._influences.append(influence)
        return self.sat.fresh()

    def influence(self, *literals: Literal) -> Influence:
        """The marks that these literals rest on."""
        rests = 0
        for literal in literals:
            rests |= self._influences[abs(literal)]
        return rests

    def add(self, *clause: Literal) -> None:
        """One of these literals holds, always."""
        if self.TRUE not in clause:
            self.sat.add(*(literal for literal in clause if literal != self.FALSE))

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """True when all are; true of none."""
        inputs = set(literals)
        inputs.discard(self.TRUE)
        if self.FALSE in inputs or any(-literal in inputs for literal in inputs):
            return self.FALSE
        if len(inputs) <= 1:
            return inputs.pop() if inputs else self.TRUE
        key = tuple(sorted(inputs))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self.fresh(self.influence(*key))
            for literal in key:
                self.sat.add(-made, literal)
            self.sat.add(made, *(-literal for literal in key))
        return made

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """True when one is; false of none."""
        return -self.all_of(-literal for literal in literals)

    def same(self, one: Literal, other: Literal) -> Literal:
        """True when both are true or both false."""
        return self.any_of((self.all_of((one, other)), self.all_of((-one, -other))))

    def choose(self, condition: Literal, one: Literal, other: Literal) -> Literal:
        """The one when the condition holds, else the other."""
        return self.any_of((self.all_of((condition, one)), self.all_of((-condition, other))))

    def define(self, literal: Literal, meaning: Literal) -> None:
        """A fresh literal is from now on the same as another."""
        self.add(-literal, meaning)
        self.add(literal, -meaning)

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        """No two of these hold, always."""
        inputs = [literal for literal in literals if literal != self.FALSE]
        if len(inputs) <= 6:
            for at, one in enumerate(inputs):
                for other in inputs[:at]:
                    self.add(-one, -other)
            return
        # Six at a time, with a spokesman for each handful: clauses stay linear in the number of literals.
        spokesman = self.fresh()
        for literal in inputs[:5]:
            self.add(-literal, spokesman)
        self.at_most_one(inputs[:5])
        self.at_most_one([spokesman, *inputs[5:]])

    def tally(self, literals: Iterable[Literal], limit: int) -> tuple[Literal, ...]:
        """How many hold, as literals: at place *j* whether more than *j* do, up to `limit` places."""
        counted: list[Literal] = []
        for literal in literals:
            more = min(limit, len(counted) + 1)
            before = (self.TRUE, *counted, self.FALSE)
            counted = [self.any_of((before[j], self.all_of((literal, before[j - 1])))) for j in range(1, more + 1)]
        return (*counted, *(self.FALSE for _ in range(limit - len(counted))))

    def sum(self, one: Sequence[Literal], other: Sequence[Literal], limit: int) -> tuple[Literal, ...]:
        """Two tallies added, up to `limit` places."""
        left, right = (self.TRUE, *one), (self.TRUE, *other)
        return tuple(
            self.any_of(
                self.all_of((left[at], right[j - at])) for at in range(j + 1) if at < len(left) and j - at < len(right)
            )
            for j in range(1, limit + 1)
        )
