"""Three-valued truth as a pair of literals, for every node of a condition that speaks of one situation.

A condition is true, false or neither, so it is two literals that never hold together. This module mirrors
`stratagem.condition` node by node, and asks its tests about the cells; what people are there, it is told.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from stratagem.analysis.solving.gates import Gates
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.values import Holding
from stratagem.condition import (
    All,
    Any,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Test,
    parts_of,
    quantifiers_of,
)


class Truth(NamedTuple):
    """Whether something is true, and whether it is false; neither holds when it is unknown."""

    true: Literal
    false: Literal


@dataclass(frozen=True)
class Reading:
    """Says what conditions come to, in one situation: the account, or one person."""

    gates: Gates
    held: Callable[[str], Holding | None]
    """What a fact turns out to be; None for a fact that does not exist, and so is never known."""
    of_people: Callable[[Quantifier | Count], Truth]
    """What a quantifier over stakeholders comes to."""

    def truth(self, condition: Condition) -> Truth:
        """The truth of a condition."""
        gates = self.gates
        match condition:
            case FactTest(fact, test):
                holding = self.held(fact)
                return Truth(gates.FALSE, gates.FALSE) if holding is None else self._test(holding, test)
            case IsKnown(fact, known):
                holding = self.held(fact)
                literal = gates.FALSE if holding is None else holding.known
                return Truth(literal, -literal) if known else Truth(-literal, literal)
            case All(parts):
                return self._all([self.truth(part) for part in parts])
            case Any(parts):
                return _swapped(self._all([_swapped(self.truth(part)) for part in parts]))
            case Not(part):
                return _swapped(self.truth(part))
            case Quantifier() | Count():
                return self.of_people(condition)
            case _:
                assert_never(condition)

    def _all(self, truths: list[Truth]) -> Truth:
        true = self.gates.all_of(truth.true for truth in truths)
        return Truth(true, self.gates.any_of(truth.false for truth in truths))

    def _test(self, holding: Holding, test: Test) -> Truth:
        """What a test says of a fact: unknown when the fact is, or when an age cannot be told."""
        gates = self.gates
        match test:
            case OneOf(tests):
                return self._one_of(holding, tests)
            case NoneOf(tests):
                return _swapped(self._one_of(holding, tests))
            case atom:
                passes, decided = holding.passes(gates, atom), holding.decides(gates, atom)
                return Truth(passes, gates.all_of((decided, -passes)))

    def _one_of(self, holding: Holding, tests: Iterable[Test]) -> Truth:
        truths = [self._test(holding, test) for test in tests]
        true = self.gates.any_of(truth.true for truth in truths)
        return Truth(true, self.gates.all_of((holding.known, *(truth.false for truth in truths))))


def _swapped(truth: Truth) -> Truth:
    return Truth(truth.false, truth.true)


def tests_in(conditions: Iterable[Condition]) -> tuple[dict[str, list[Test]], dict[str, list[Test]]]:
    """The tests that conditions on an account ask: fact id → tests, and attribute id → tests asked of people."""
    facts: dict[str, list[Test]] = {}
    attributes: dict[str, list[Test]] = {}
    for condition in conditions:
        for fact, test in _asked(condition):
            facts.setdefault(fact, []).append(test)
        for quantifier in quantifiers_of(condition):
            for attribute, test in _asked(quantifier.where):
                attributes.setdefault(attribute, []).append(test)
    return facts, attributes


def _asked(condition: Condition) -> Iterator[tuple[str, Test]]:
    return ((part.fact, part.test) for part in parts_of(condition) if isinstance(part, FactTest))
