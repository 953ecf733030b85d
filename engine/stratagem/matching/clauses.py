"""Conditions → clauses: each says "these dimensions lie in these cells", and one that holds proves that rules fire.

A dimension is something that turns out to be one cell or stays open: an aspect of a fact, whether a fact is known, the
answer to a quantifier over stakeholders. Negation is pushed down to the cells, so that clauses only ever ask for what
is so; and since an unknown fact lies in no cell, it meets neither a test nor its negation. This module knows rulebooks
and cells. It does not know what matches the clauses.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import prod

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
)
from stratagem.matching.cells import CellSet, FactCells, cells_of
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value

OPENED = 0
"""The dimension that is known of every account, cell 0: the clause of rules that always fire."""

NO, YES = 0, 1
"""The cells of every dimension that is no aspect of a fact."""

WIDEST = 15
"""The most dimensions of one clause. durable_rules holds 16 messages in a frame, and fails beyond with error 304."""

MOST = 16
"""The most clauses that parts of a conjunction may multiply into before they become conclusions of their own."""

Clause = tuple[tuple[int, CellSet], ...]
"""Dimensions, each once, in order, with the cells admitted. The empty clause always holds."""


@dataclass(frozen=True)
class Proof:
    """What a clause shows when it holds: the numbers of the rules that fire, and the dimensions that are then so."""

    rules: tuple[int, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Translation:
    """The clauses of a rulebook, and how an account is put into the terms that they speak of."""

    strata: tuple[tuple[tuple[int, Rule], ...], ...]
    """The rules of each stratum, numbered in this order."""
    clauses: tuple[tuple[Clause, Proof], ...]
    knownness: tuple[tuple[tuple[str, int], ...], ...]
    """For each stratum, the facts that are known or unknown for good when it begins, and the dimension that says so."""
    asked: tuple[tuple[Quantifier | Count, int], ...]
    """The quantifiers over stakeholders, and the dimension of each one's answer."""
    aspects: Mapping[str, tuple[FactCells, int]]
    """Fact id → its cells, and the dimension of its first aspect; the others follow it."""
    known: Mapping[str, int]
    """Fact id → the dimension of whether it is known, when a rule asks that."""

    def cells(self, fact: str, value: Value, as_of: date | None) -> Iterator[tuple[int, int]]:
        """What is to be said of a fact that has become known: dimensions and cells."""
        if fact in self.aspects:
            cells, first = self.aspects[fact]
            for at, cell in cells.cells(value, as_of):
                yield first + at, cell
        if fact in self.known:
            yield self.known[fact], YES


def translate(rulebook: Rulebook) -> Translation:
    """Translate every rule of a rulebook."""
    return _Translator(rulebook).translation()


class _Translator:
    """One translation in the making."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._dimensions = OPENED + 1
        self._proved: dict[Clause, tuple[list[int], list[int]]] = {((OPENED, 1 << NO),): ([], [])}
        self._parts: dict[tuple[Clause, ...], int] = {}
        self._known: dict[str, int] = {}
        self._asked: dict[Quantifier | Count, int] = {}
        self._aspects: dict[str, tuple[FactCells, int]] = {}

    def translation(self) -> Translation:
        rulebook = self._rulebook
        for fact, tests in self._tests().items():
            cells = cells_of(rulebook.vocabulary.fact[fact], tests)
            self._aspects[fact] = cells, self._new(len(cells.aspects))
        numbers = iter(range(len(rulebook.rules)))
        strata = tuple(tuple((next(numbers), rule) for rule in stratum.rules) for stratum in rulebook.strata)
        for number, rule in chain.from_iterable(strata):
            for clause in self._when(rule.when, True):
                self._prove(clause, rule=number)
        return Translation(
            strata=strata,
            clauses=tuple(
                (clause, Proof(tuple(rules), tuple(parts))) for clause, (rules, parts) in self._proved.items()
            ),
            knownness=tuple(self._final()),
            asked=tuple(self._asked.items()),
            aspects=self._aspects,
            known=self._known,
        )

    def _tests(self) -> dict[str, list[Test]]:
        """Fact id → the tests that rules ask of it."""
        tests: dict[str, list[Test]] = {}
        for rule in self._rulebook.rules:
            for part in parts_of(rule.when):
                if isinstance(part, FactTest):
                    tests.setdefault(part.fact, []).append(part.test)
        return tests

    def _final(self) -> Iterator[tuple[tuple[str, int], ...]]:
        """For each stratum, what is asked to be known and can no longer change: what is concluded only once settled."""
        concludable = self._rulebook.concludable
        final = [fact for fact in self._known if fact not in concludable]
        for stratum in self._rulebook.strata:
            yield tuple((fact, self._known[fact]) for fact in final)
            final = [fact for fact in stratum.settles if fact in self._known]

    # ── What makes a condition true, or false: clauses, one of which must hold ───────────────────────────────────────

    def _when(self, condition: Condition, sought: bool) -> list[Clause]:
        match condition:
            case FactTest(fact, test):
                # What is true of every value still needs a value: only known facts pass tests.
                return [self._is_known(fact, True)] if () in (found := self._passing(fact, test, sought)) else found
            case IsKnown(fact, known):
                return [self._is_known(fact, known is sought)]
            case All(parts):
                return (self._all if sought else self._any)(self._when(part, sought) for part in parts)
            case Any(parts):
                return (self._any if sought else self._all)(self._when(part, sought) for part in parts)
            case Not(part):
                return self._when(part, not sought)
            case Quantifier() | Count():
                dimension = self._asked.get(condition) or self._asked.setdefault(condition, self._new())
                return [((dimension, 1 << (YES if sought else NO)),)]

    def _is_known(self, fact: str, known: bool) -> Clause:
        dimension = self._known.get(fact) or self._known.setdefault(fact, self._new())
        return ((dimension, 1 << (YES if known else NO)),)

    def _passing(self, fact: str, test: Test, sought: bool) -> list[Clause]:
        if isinstance(test, NoneOf):
            return self._passing(fact, OneOf(test.tests), not sought)
        if isinstance(test, OneOf):
            return (self._any if sought else self._all)(self._passing(fact, each, sought) for each in test.tests)
        cells, first = self._aspects[fact]
        if sought:
            return self._any(_asking(first + at, passing) for at, passing in cells.passing(test))
        return self._all(_asking(first + at, cells.aspects[at].all & ~passing) for at, passing in cells.passing(test))

    def _any(self, parts: Iterable[list[Clause]]) -> list[Clause]:
        """One of the parts: all their clauses, those that ask about a single dimension put together."""
        alone: dict[int, CellSet] = {}
        others: dict[Clause, None] = {}
        for clause in chain.from_iterable(parts):
            if len(clause) == 1:
                (dimension, cells), *_ = clause
                alone[dimension] = alone.get(dimension, 0) | cells
            else:
                others[clause] = None
        return [()] if () in others else [*(((dimension, cells),) for dimension, cells in alone.items()), *others]

    def _all(self, parts: Iterable[list[Clause]]) -> list[Clause]:
        """All of the parts: every way to combine their clauses, as long as these stay few."""
        choices = list(parts)
        if [] in choices:
            return []
        while prod(map(len, choices)) > MOST:
            largest = max(range(len(choices)), key=lambda at: len(choices[at]))
            choices[largest] = [self._part(choices[largest])]
        clauses: list[Clause] = [()]
        for choice in choices:
            joined = (_joined(clause, other) for clause in clauses for other in choice)
            clauses = list(dict.fromkeys(clause for clause in joined if clause is not None))
        return clauses

    # ── What clauses prove ───────────────────────────────────────────────────────────────────────────────────────────

    def _prove(self, clause: Clause, rule: int | None = None, part: int | None = None) -> None:
        """Let a clause prove something; a wide one in steps, equal ones together."""
        while len(clause) > WIDEST:
            clause = tuple(sorted((*clause[WIDEST:], *self._part([clause[:WIDEST]]))))
        rules, parts = self._proved.setdefault(clause or ((OPENED, 1 << NO),), ([], []))
        if rule is not None and rule not in rules[-1:]:
            rules.append(rule)
        if part is not None:
            parts.append(part)

    def _part(self, clauses: list[Clause]) -> Clause:
        """A clause that asks for a new dimension, which is so when one of these clauses holds."""
        key = tuple(clauses)
        if key not in self._parts:
            self._parts[key] = self._new()
            for clause in clauses:
                self._prove(clause, part=self._parts[key])
        return ((self._parts[key], 1 << YES),)

    def _new(self, count: int = 1) -> int:
        first = self._dimensions
        self._dimensions += count
        return first


def _asking(dimension: int, cells: CellSet) -> list[Clause]:
    """What cannot be so is asked by no clause."""
    return [((dimension, cells),)] if cells else []


def _joined(one: Clause, other: Clause) -> Clause | None:
    """The clause that asks what both ask, None when no account can meet both."""
    if not one or not other:
        return one or other
    asked = dict(one)
    for dimension, cells in other:
        asked[dimension] = asked[dimension] & cells if dimension in asked else cells
        if not asked[dimension]:
            return None
    return tuple(sorted(asked.items()))
