"""Why a rule fired, in its author's own conditions: which of them were met, by which value or by whom."""

from collections.abc import Iterator
from typing import Literal

from stratagem.advice import ConditionMet, ConditionSeen
from stratagem.condition import (
    All,
    Any,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Not,
    Quantifier,
    Situation,
)
from stratagem.deciding.phrases import Phrases, shown
from stratagem.deciding.strata import Settled
from stratagem.inquiry import Shown
from stratagem.rulebook import Rule

People = tuple[tuple[str, Situation], ...]
"""Names and situations, best rank first."""


def facts_behind(rule: Rule, settled: Settled, phrases: Phrases) -> dict[str, Shown]:
    """The facts that a rule's condition mentions with their values, in the order written; null for unknown."""
    facts = settled.situation.facts
    return {id_: shown(phrases.fact(id_), facts.get(id_)) for id_ in rule.facts}


def conditions_met(condition: Condition, settled: Settled, people: People, phrases: Phrases) -> list[ConditionMet]:
    """The lines of a true condition that made it true: every line of an `all`, the true ones of an `any`."""
    return [
        ConditionMet(text=_found(leaf, settled, phrases), people=_people_of(leaf, people))
        for leaf in _met(condition, settled.situation)
    ]


def condition_seen(condition: Condition, settled: Settled, people: People, phrases: Phrases) -> ConditionSeen:
    """A condition as a tree with the truth of every node and the values found."""
    truth = condition.truth(settled.situation)
    parts: tuple[Condition, ...] = ()
    value = concluded_by = None
    kind: Literal["fact", "people", "all", "any", "not"] = "people"
    match condition:
        case FactTest(fact, _) | IsKnown(fact, _):
            kind = "fact"
            value = phrases.value(phrases.fact(fact), settled.situation.facts.get(fact))
            concluded_by = settled.concluded[fact][1].id if fact in settled.concluded else None
        case All(parts):
            kind = "all"
        case Any(parts):
            kind = "any"
        case Not(part):
            kind, parts = "not", (part,)
    return ConditionSeen(
        kind=kind,
        text=phrases.condition(condition),
        truth=truth,
        value=value,
        people=_people_of(condition, people),
        concluded_by=concluded_by,
        parts=[condition_seen(part, settled, people, phrases) for part in parts],
    )


def _met(condition: Condition, situation: Situation) -> Iterator[Condition]:
    match condition:
        case All(parts):
            for part in parts:
                yield from _met(part, situation)
        case Any(parts):
            for part in parts:
                if part.truth(situation) is True:
                    yield from _met(part, situation)
        case _:
            yield condition


def _found(leaf: Condition, settled: Settled, phrases: Phrases) -> str:
    if isinstance(leaf, FactTest | IsKnown):
        return phrases.found(leaf, settled.situation.facts.get(leaf.fact))
    return phrases.condition(leaf)


def _people_of(leaf: Condition, people: People) -> list[str] | None:
    """Those who satisfy what a quantifier asks; None when the condition asks nothing of people."""
    if isinstance(leaf, Quantifier | Count):
        return [name for name, person in people if leaf.where.truth(person) is True]
    return None
