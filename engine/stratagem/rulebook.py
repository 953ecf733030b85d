"""The knowledge itself: rules, strategies and warnings over a vocabulary, frozen, ordered and content-hashed.

A `Rulebook` is what every matcher translates and every decision names. It does not know how it was written down.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from stratagem.condition import ALWAYS, Condition, Count, Quantifier, Truth, facts_of, quantifiers_of
from stratagem.diagnostics import Span
from stratagem.playbook import Checklist, Play, Script, Weapon
from stratagem.vocabulary import Value, Vocabulary
from stratagem.wording import Text


class Sort(StrEnum):
    """What a rulebook is made of."""

    RULEBOOK = "rulebook"
    FACT = "fact"
    ATTRIBUTE = "attribute"
    VALUE = "value"
    STRATEGY = "strategy"
    WARNING = "warning"
    RULE = "rule"
    TABLE = "table"
    WEAPON = "weapon"
    PLAY = "play"
    SCRIPT = "script"
    CHECKLIST = "checklist"


class Thing(NamedTuple):
    """One part of a rulebook, as findings name it."""

    sort: Sort
    id: str


@dataclass(frozen=True)
class Acceptance:
    """A finding of `check` that its author has seen and lets stand. It changes no advice, and so no hash."""

    kind: str
    """A key of `diagnostics.checks.CHECKS`."""
    of: Thing
    """Where it is written: the thing that such findings are about; the rulebook for those about any thing."""
    about: str
    """The id that a finding must name as well; empty for every finding of this kind."""
    reason: str
    span: Span | None = field(default=None, compare=False, repr=False)
    inherited: bool = False
    """Whether it stands in a rulebook that this one extends, whose author did not know of this one."""


@dataclass(frozen=True)
class Strategy:
    """Something a rep can do. `order` of the rulebook's strategies is the rank of last resort."""

    id: str
    label: Text
    about: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Warning:
    """A red flag."""

    id: str
    label: Text
    about: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Hold:
    """Not yet: the strategies held back and what unlocks them."""

    strategies: tuple[str, ...]
    until: Text


@dataclass(frozen=True)
class Rule:
    """One piece of knowledge: when it fires, how much it weighs, what it does, and why."""

    id: str
    title: Text
    priority: int
    """1 to 100; higher speaks louder."""
    because: Text
    when: Condition = ALWAYS
    recommend: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    hold: tuple[Hold, ...] = ()
    veto: tuple[str, ...] = ()
    warn: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    """Facts, or attributes of people, to be found out."""
    conclude: tuple[tuple[str, Value], ...] = ()
    emphasise: Text | None = None
    see: tuple[Condition, ...] = ()
    """Written `with`: whom to see, selectors over one person in order of preference."""
    through: tuple[Condition, ...] = ()
    """Who introduces or carries the message, selectors in order of preference."""
    missing: Text | None = None
    """What to say when `see` matches nobody."""
    say: Text | None = None
    source: str = ""
    owner: str = ""
    effective_from: date | None = None
    effective_until: date | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    """Where each test of the condition is written, in the order of `condition.leaves_of`; empty if nobody knows."""

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that its condition mentions, each once, in the order written."""
        return tuple(dict.fromkeys(facts_of(self.when)))

    def in_force(self, as_of: date | None) -> Truth:
        """Whether the as-of date lies within the effective dates, both included; unknown if needed but absent."""
        if self.effective_from is None and self.effective_until is None:
            return True
        if as_of is None:
            return None
        return (self.effective_from or date.min) <= as_of <= (self.effective_until or date.max)


class HitPolicy(StrEnum):
    """Which of a table's rows fire, of those whose conditions are true; the letters are DMN's."""

    UNIQUE = "U"
    """At most one is ever true; should several be, the first."""
    ANY = "A"
    """Those that are true say the same; the first."""
    PRIORITY = "P"
    """The one of the highest priority, the first of equals."""
    FIRST = "F"
    """The first."""
    RULE_ORDER = "R"
    """All of them; arbitration, not the order of rows, ranks what they say."""
    OUTPUT_ORDER = "O"
    """All of them."""
    COLLECT = "C"
    """All of them."""

    @property
    def single_hit(self) -> bool:
        """Whether one row fires, and the others that are true do not."""
        return self in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


@dataclass(frozen=True)
class DecisionTable:
    """Rules that were written as the rows of one table, and which of them fire when several could."""

    id: str
    policy: HitPolicy
    rules: tuple[str, ...]
    """The rules of its rows, in row order. A rule is a row of one table at most."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Stratum:
    """Rules that may run together: what they mention is settled in earlier strata."""

    rules: tuple[Rule, ...]
    settles: tuple[str, ...]
    """The concluded facts that no later rule concludes: settled once these rules have run."""


@dataclass(frozen=True)
class Rulebook:
    """A named, versioned set of rules. Order is the order of reading, and breaks every last tie."""

    name: str
    version: str
    title: Text
    languages: tuple[str, ...]
    vocabulary: Vocabulary
    strategies: tuple[Strategy, ...] = ()
    warnings: tuple[Warning, ...] = ()
    rules: tuple[Rule, ...] = ()
    rank_people_by: tuple[str, ...] = ()
    profile: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The facts of which `check` wants a recommendation for every combination; no advice depends on them."""
    weapons: tuple[Weapon, ...] = ()
    plays: tuple[Play, ...] = ()
    scripts: tuple[Script, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    tables: tuple[DecisionTable, ...] = ()
    """The rules of their rows stand among `rules`, as all others do."""
    accepted: tuple[Acceptance, ...] = field(default=(), compare=False, repr=False)
    """Findings of `check` that the authors let stand, in the order of reading."""

    @cached_property
    def hash(self) -> str:
        """`sha256:` and the digest of everything that can change advice or its wording; comments and layout cannot.

        Nor can a table of which every row fires: it is a way to write rules.
        """
        decisive = replace(self, tables=tuple(table for table in self.tables if table.policy.single_hit))
        text = json.dumps(_canonical(decisive), ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rule id → rule."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def strategy(self) -> Mapping[str, Strategy]:
        """Strategy id → strategy."""
        return {strategy.id: strategy for strategy in self.strategies}

    @cached_property
    def warning(self) -> Mapping[str, Warning]:
        """Warning id → warning."""
        return {warning.id: warning for warning in self.warnings}

    @cached_property
    def weapon(self) -> Mapping[str, Weapon]:
        """Weapon id → weapon."""
        return {weapon.id: weapon for weapon in self.weapons}

    @cached_property
    def plays_of(self) -> Mapping[str, tuple[Play, ...]]:
        """Strategy id → its plays, in the order of reading."""
        plays: dict[str, tuple[Play, ...]] = {}
        for play in self.plays:
            plays[play.strategy] = (*plays.get(play.strategy, ()), play)
        return plays

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Rule id → its place in the order of reading."""
        return {rule.id: at for at, rule in enumerate(self.rules)}

    @cached_property
    def table_of(self) -> Mapping[str, DecisionTable]:
        """Rule id → the table that it is a row of, for those that are."""
        return {rule: table for table in self.tables for rule in table.rules}

    @cached_property
    def contests(self) -> tuple[tuple[DecisionTable, tuple[Rule, ...]], ...]:
        """The tables of which one row fires, each with its rows, strongest first: the first that is true fires."""
        found = []
        for table in self.tables:
            if table.policy.single_hit:
                rows = [self.rule[id_] for id_ in table.rules if id_ in self.rule]
                if table.policy is HitPolicy.PRIORITY:
                    rows.sort(key=lambda rule: -rule.priority)
                found.append((table, tuple(rows)))
        return tuple(found)

    @cached_property
    def places_in_contests(self) -> Mapping[str, tuple[int, int]]:
        """Rule id → which contest it is in, and its place there, for rows of tables of which one row fires."""
        return {rule.id: (number, at) for number, (_, rows) in enumerate(self.contests) for at, rule in enumerate(rows)}

    @cached_property
    def quantifiers(self) -> tuple[Quantifier | Count, ...]:
        """Every distinct quantifier over stakeholders that a rule mentions, in order of first mention."""
        return tuple(dict.fromkeys(each for rule in self.rules for each in quantifiers_of(rule.when)))

    @cached_property
    def concludable(self) -> frozenset[str]:
        """The facts that some rule concludes."""
        return frozenset(fact for rule in self.rules for fact, _ in rule.conclude)

    @cached_property
    def strata(self) -> tuple[Stratum, ...]:
        """The rules layered so that a fact is settled before any rule that mentions it runs.

        The rows of a table of which one fires stand in one stratum: all are asked before one is chosen.
        Raises `graphlib.CycleError` when concluded facts depend on each other in a circle; reading has refused that.
        """
        needs = _needs(self.rules, self.tables)
        levels: dict[str, int] = {}
        by_conclusion = _concluders(self.rules)
        awaited = awaited_by(self.rules, self.tables)

        def stratum(rule: Rule) -> int:
            return max((levels[fact] + 1 for fact in awaited[rule.id] if fact in levels), default=0)

        for fact in TopologicalSorter(needs).static_order():
            levels[fact] = max(stratum(rule) for rule in by_conclusion[fact])
        layers: dict[int, list[Rule]] = {}
        for rule in self.rules:
            layers.setdefault(stratum(rule), []).append(rule)
        in_order = [fact.id for fact in self.vocabulary.facts if fact.id in levels]
        return tuple(
            Stratum(tuple(layers.get(at, ())), tuple(fact for fact in in_order if levels[fact] == at))
            for at in range(max(layers, default=-1) + 1)
        )


def awaited_by(rules: Iterable[Rule], tables: Iterable[DecisionTable] = ()) -> dict[str, tuple[str, ...]]:
    """Rule id → the facts that must be settled before it runs, in order: what its condition mentions.

    For a row of a table of which one row fires, it is what the conditions of all its rows mention.
    """
    awaited = {rule.id: rule.facts for rule in rules}
    for table in tables:
        if table.policy.single_hit:
            rows = [id_ for id_ in table.rules if id_ in awaited]
            together = tuple(dict.fromkeys(fact for id_ in rows for fact in awaited[id_]))
            awaited.update(dict.fromkeys(rows, together))
    return awaited


def circle_of(rules: Iterable[Rule], tables: Iterable[DecisionTable] = ()) -> tuple[str, ...] | None:
    """A circle of concluded facts, each needed by the next, as a path that ends where it begins; or None."""
    try:
        TopologicalSorter(_needs(tuple(rules), tables)).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return None


def _needs(rules: tuple[Rule, ...], tables: Iterable[DecisionTable]) -> dict[str, dict[str, None]]:
    """Concluded fact → the concluded facts that its rules wait for, in order."""
    concluders = _concluders(rules)
    awaited = awaited_by(rules, tables)
    return {
        fact: dict.fromkeys(need for rule in by for need in awaited[rule.id] if need in concluders)
        for fact, by in concluders.items()
    }


def _concluders(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Concluded fact → the rules that conclude it."""
    concluders: dict[str, list[Rule]] = {}
    for rule in rules:
        for fact, _ in rule.conclude:
            concluders.setdefault(fact, []).append(rule)
    return concluders


def _canonical(thing: object) -> object:
    """Frozen data as JSON, so that equal rulebooks have equal digests on every machine."""
    if is_dataclass(thing):
        own = {each.name: getattr(thing, each.name) for each in fields(thing) if each.compare}
        return [type(thing).__name__, {name: _canonical(value) for name, value in own.items()}]
    if isinstance(thing, tuple):
        return [_canonical(each) for each in thing]
    if isinstance(thing, frozenset):
        return sorted(thing)
    if isinstance(thing, date):
        return thing.isoformat()
    return thing
