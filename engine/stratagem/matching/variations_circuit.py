"""A rulebook as gates over columns: what makes each rule's condition true, as `and` and `or` of what facts hold.

A truth has two rails, one column for *true* and one for *false*; what is on neither is unknown. A gate computes one
rail from others, so that `not` costs nothing: it asks for the other rail. Equal gates are made once. A gate never holds
in fewer places because what it is made from holds in more, so bounds of facts give bounds of rules.

This module knows rulebooks. It does not know values of accounts or how columns are kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, reduce
from operator import or_

from stratagem.condition import (
    All,
    Any,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Not,
    Quantifier,
    Test,
    facts_of,
    quantifiers_of,
)
from stratagem.matching.variations_verdicts import voices_of
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value


class Op(IntEnum):
    """What a gate does."""

    AND = 0
    OR = 1
    TEST = 2
    KNOWN = 3
    PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Gate:
    """One rail of one truth."""

    op: Op
    parts: tuple[int, ...] = ()
    """Of `and` and `or`: the gates it is made from, all of which come before it."""
    fact: str = ""
    """Of a test, and of what asks whether a fact is known."""
    test: Test | None = None
    asked: int = -1
    """Of a question about people: which of `Gates.asked`."""
    holds: bool = True
    """The rail: true or false. Of what asks whether a fact is known: known or unknown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about people, and the gates of one person on both rails of its `where`."""

    of: Quantifier | Count
    true: int
    false: int


class Gates:
    """Gates in an order in which each can be computed; those of people are a list of their own."""

    def __init__(self) -> None:
        """Start with none."""
        self.account: list[Gate] = []
        self.person: list[Gate] = []
        self.asked: list[Asked] = []
        self._places: dict[tuple[bool, Gate], int] = {}
        self._asked: dict[Quantifier | Count, int] = {}

    def true(self, condition: Condition) -> int:
        """The gate on which a condition of the account is true."""
        return self._rail(condition, holds=True, of_people=False)

    def _rail(self, condition: Condition, holds: bool, of_people: bool) -> int:
        match condition:
            case FactTest(fact, test):
                return self._place(Gate(Op.TEST, fact=fact, test=test, holds=holds), of_people)
            case IsKnown(fact, known):
                return self._place(Gate(Op.KNOWN, fact=fact, holds=known is holds), of_people)
            case All(parts) | Any(parts):
                op = Op.AND if isinstance(condition, All) is holds else Op.OR
                return self._joined(op, (self._rail(part, holds, of_people) for part in parts), of_people)
            case Not(part):
                return self._rail(part, not holds, of_people)
            case Quantifier() | Count():
                return self._place(Gate(Op.PEOPLE, asked=self._question(condition), holds=holds), of_people)

    def _joined(self, op: Op, parts: Iterable[int], of_people: bool) -> int:
        once = tuple(dict.fromkeys(parts))
        return once[0] if len(once) == 1 else self._place(Gate(op, parts=once), of_people)

    def _question(self, asked: Quantifier | Count) -> int:
        if asked not in self._asked:
            true, false = (self._rail(asked.where, holds, of_people=True) for holds in (True, False))
            self._asked[asked] = len(self.asked)
            self.asked.append(Asked(asked, true, false))
        return self._asked[asked]

    def _place(self, gate: Gate, of_people: bool) -> int:
        key = (of_people, gate)
        if key not in self._places:
            gates = self.person if of_people else self.account
            self._places[key] = len(gates)
            gates.append(gate)
        return self._places[key]


def bearing(rulebook: Rulebook) -> tuple[Rule, ...]:
    """The rules that can bear upon what becomes of a strategy.

    By themselves, by a fact that they conclude, or as a row of a table that keeps others from firing.
    """
    kept = {rule.id for rule in rulebook.rules if rule.recommend or rule.avoid or rule.hold or rule.veto}
    while True:
        needed = {fact for rule in rulebook.rules if rule.id in kept for fact in rule.facts}
        more = {rule.id for rule in rulebook.rules if needed.intersection(fact for fact, _ in rule.conclude)}
        for _, rows in rulebook.contests:
            together = {row.id for row in rows}
            more |= together if together & kept else set()
        if more <= kept:
            return tuple(rule for rule in rulebook.rules if rule.id in kept)
        kept |= more


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule goes back to: facts and attributes of people, also through facts that it needs concluded."""

    facts: frozenset[str]
    attributes: frozenset[str]

    def __or__(self, other: "Reach") -> "Reach":
        """Both together."""
        return Reach(self.facts | other.facts, self.attributes | other.attributes)


NOTHING = Reach(frozenset(), frozenset())


def reaches(rulebook: Rulebook, rules: Iterable[Rule]) -> Mapping[str, Reach]:
    """Rule id → its reach; `rules` hold whatever concludes a fact that they mention, and whole tables."""
    rules = tuple(rules)
    concluding: dict[str, list[Rule]] = {}
    for rule in rules:
        for fact, _ in rule.conclude:
            concluding.setdefault(fact, []).append(rule)
    beside = {row.id: rows for _, rows in rulebook.contests for row in rows}
    found: dict[str, Reach] = {}

    def of(rule: Rule) -> Reach:
        if rule.id not in found:
            rows = beside.get(rule.id, (rule,))
            facts = frozenset(fact for row in rows for fact in row.facts)
            reach = Reach(facts, frozenset(each for row in rows for each in _attributes_of(row.when)))
            for fact in facts:
                for other in concluding.get(fact, ()):
                    reach |= of(other)
            found[rule.id] = reach
        return found[rule.id]

    return {rule.id: of(rule) for rule in rules}


def _attributes_of(condition: Condition) -> Iterator[str]:
    for asked in quantifiers_of(condition):
        yield from facts_of(asked.where)
        if isinstance(asked, Count) and asked.distinct is not None:
            yield asked.distinct.id


@dataclass(frozen=True, slots=True)
class Layer:
    """The rules of one stratum, and what is needed for them."""

    gates: int
    """The gates needed so far."""
    rules: tuple[tuple[Rule, int], ...]
    contests: tuple[tuple[str, ...], ...]
    """Rows of tables of which only the first that is true fires, in that order."""
    concluding: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]
    """Facts settled by these rules, with whatever concludes them, the one that wins first."""


class Circuit:
    """A rulebook made ready for variations. Frozen; safe to share between threads."""

    def __init__(self, rulebook: Rulebook, rules: Iterable[Rule] | None = None) -> None:
        """Translate the rules that bear upon strategies, or these. Cost: linear in their conditions."""
        self.rulebook = rulebook
        self.rules = bearing(rulebook) if rules is None else tuple(rules)
        self.gates = Gates()
        self.reaches = reaches(rulebook, self.rules)
        self.voices = tuple(voices_of(each.id, self.rules) for each in rulebook.strategies)
        chosen = {rule.id for rule in self.rules}
        self.strata = tuple(
            self._stratum([rule for rule in stratum.rules if rule.id in chosen], stratum.settles)
            for stratum in rulebook.strata
        )

    @cached_property
    def reach(self) -> Reach:
        """The facts and attributes of people that these rules go back to."""
        return reduce(or_, self.reaches.values(), NOTHING)

    def _stratum(self, rules: Sequence[Rule], settles: Iterable[str]) -> Layer:
        placed = tuple((rule, self.gates.true(rule.when)) for rule in rules)
        here = {rule.id for rule in rules}
        contests = (tuple(row.id for row in rows if row.id in here) for _, rows in self.rulebook.contests)
        concluding = tuple((fact, self._concluding(fact)) for fact in settles)
        return Layer(len(self.gates.account), placed, tuple(filter(None, contests)), concluding)

    def _concluding(self, fact: str) -> tuple[tuple[str, Value], ...]:
        order = self.rulebook.order
        found = [(rule, value) for rule in self.rules for named, value in rule.conclude if named == fact]
        found.sort(key=lambda each: (-each[0].priority, order[each[0].id]))
        return tuple((rule.id, value) for rule, value in found)
