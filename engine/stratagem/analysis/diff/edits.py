"""What one edit of a rulebook is, and what it can change: advice, its delivery, wording, or nothing that is shown.

This module knows fields and their meaning. It does not know how edits are found, applied or told.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from stratagem.diagnostics import Place
from stratagem.playbook import Play, Weapon
from stratagem.rulebook import DecisionTable, Hold, Rule, Sort, Thing
from stratagem.vocabulary import FactValue
from stratagem.wording import Text


class EditKind(StrEnum):
    """What was done."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    """One field has another value."""
    RENAMED = "renamed"
    """The same content under another id."""
    MOVED = "moved"
    """It stands elsewhere in the order of reading."""


class Effect(StrEnum):
    """What an edit can change at most, the gravest first."""

    ADVICE = "advice"
    """Which strategies are recommended, in which order, what is held back, warnings and questions."""
    TERMS = "terms"
    """What accounts may say and rules may speak of: facts, values, strategies, warnings."""
    DELIVERY = "delivery"
    """Whom to see, what to bring, how to carry a strategy out."""
    WORDING = "wording"
    """How the same thing is said."""
    RECORD = "record"
    """Nothing that advice shows: sources, owners, versions, an order that decides nothing."""


@dataclass(frozen=True)
class Edit:
    """One edit that leads from an old rulebook to a new one; `Changes.applied` carries it out alone or with others."""

    kind: EditKind
    thing: Thing
    """What was edited, by its id in the old rulebook; what was added by its id in the new one."""
    effect: Effect
    field: str = ""
    """The attribute that has changed, as the dataclasses of the engine call it; empty for whole things."""
    before: object = None
    """The value of the field, the thing removed, its old id, or the id of what it stood after; None for nothing."""
    after: object = None
    place_before: Place = None
    """Where it stands in the old rulebook, where that is known."""
    place_after: Place = None


OUTCOMES = frozenset({"when", "priority", "recommend", "avoid", "hold", "veto", "warn", "ask", "conclude", "table"})
"""The fields of a rule that can change advice."""
_DATES = frozenset({"effective_from", "effective_until"})

_FIELDS: dict[Sort, dict[str, Effect]] = {
    Sort.RULEBOOK: {
        "name": Effect.RECORD,
        "version": Effect.RECORD,
        "languages": Effect.WORDING,
        "rank_people_by": Effect.DELIVERY,
    },
    Sort.FACT: {
        "kind": Effect.TERMS,
        "low": Effect.TERMS,
        "high": Effect.TERMS,
        "concluded": Effect.TERMS,
        "default": Effect.ADVICE,
        "unit": Effect.WORDING,
        "changeable": Effect.RECORD,
    },
    Sort.RULE: {
        **dict.fromkeys([*OUTCOMES, *_DATES], Effect.ADVICE),
        "see": Effect.DELIVERY,
        "through": Effect.DELIVERY,
        "source": Effect.RECORD,
        "owner": Effect.RECORD,
    },
    Sort.TABLE: {"policy": Effect.ADVICE},
    Sort.WEAPON: {"when": Effect.DELIVERY, "suits": Effect.DELIVERY},
    Sort.PLAY: {"when": Effect.DELIVERY},
    Sort.SCRIPT: dict.fromkeys(("size", "touch", "device", "spin"), Effect.DELIVERY),
    Sort.CHECKLIST: {"fact": Effect.DELIVERY},
}
_FIELDS[Sort.ATTRIBUTE] = _FIELDS[Sort.FACT]

_MOVED = {
    Sort.FACT: Effect.DELIVERY,  # equal questions come in this order
    Sort.ATTRIBUTE: Effect.DELIVERY,
    Sort.STRATEGY: Effect.ADVICE,  # the last tie is broken by it
    Sort.PLAY: Effect.DELIVERY,
    Sort.SCRIPT: Effect.DELIVERY,
    Sort.CHECKLIST: Effect.DELIVERY,
}


def effect_of_change(sort: Sort, field: str, before: object, after: object) -> Effect:
    """What the change of one field can change at most."""
    match field, before, after:
        case "values", tuple(), tuple():
            return _of_values(before, after)
        case "hold", tuple(), tuple():
            same = _held(before) == _held(after)
            return Effect.WORDING if same else Effect.ADVICE
        case (("recommend" | "avoid" | "veto" | "warn" | "ask"), tuple(), tuple()) if Counter(before) == Counter(after):
            return Effect.RECORD
        case "conclude", tuple(), tuple() if dict(before) == dict(after):
            return Effect.RECORD
        case "say", tuple(), tuple() if [line.to for line in before] != [line.to for line in after]:
            return Effect.DELIVERY
        case (("steps" | "bring" | "items"), tuple(), tuple()) if len(before) != len(after):
            return Effect.DELIVERY
        case "emphasise", _, _ if before is None or after is None:
            return Effect.DELIVERY
    known = _FIELDS.get(sort, {}).get(field)
    if known is not None:
        return known
    written = all(each is None or isinstance(each, Text | tuple) for each in (before, after))
    return Effect.WORDING if written else Effect.RECORD


def effect_of_whole(sort: Sort, thing: object, contested: bool = False) -> Effect:
    """What it can change at most that a thing is added or removed; `contested` if it keeps rules from firing."""
    if isinstance(thing, DecisionTable):
        return Effect.ADVICE if contested else Effect.RECORD
    match thing:
        case Rule():
            return Effect.ADVICE if contested or speaks(thing) else Effect.DELIVERY
        case Play() | Weapon():
            return Effect.DELIVERY
    if sort in (Sort.FACT, Sort.ATTRIBUTE, Sort.STRATEGY, Sort.WARNING):
        return Effect.TERMS
    return Effect.DELIVERY


def effect_of_move(sort: Sort) -> Effect:
    """What another place in the order can change at most; of rules it depends on what they pass."""
    return _MOVED.get(sort, Effect.RECORD)


def speaks(rule: Rule) -> bool:
    """Whether a rule has an effect that decides anything."""
    return bool(rule.recommend or rule.avoid or rule.hold or rule.veto or rule.warn or rule.ask or rule.conclude)


def _held(holds: tuple[Hold, ...]) -> Counter[str]:
    return Counter(strategy for hold in holds for strategy in hold.strategies)


def _of_values(before: tuple[FactValue, ...], after: tuple[FactValue, ...]) -> Effect:
    """Of a fact's values: others, another order, or other labels only."""
    old, new = [value.id for value in before], [value.id for value in after]
    if old == new:
        return Effect.WORDING
    common = [id_ for id_ in old if id_ in set(new)]
    return Effect.TERMS if common == [id_ for id_ in new if id_ in set(old)] else Effect.ADVICE
