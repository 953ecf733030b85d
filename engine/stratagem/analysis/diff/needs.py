"""What a part of a rulebook speaks of, and what a rulebook declares: an edit alone may need others to make sense.

A rule that recommends a new strategy needs that strategy; a fact can only go when nothing asks it any more. This module
knows names. It does not know edits.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from stratagem.condition import (
    All,
    Among,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Test,
)
from stratagem.condition import Any as AnyOf
from stratagem.playbook import Checklist, Line, Play, Script
from stratagem.rulebook import DecisionTable, Hold, Rule, Rulebook, Sort
from stratagem.vocabulary import Fact, Kind, Value
from stratagem.wording import Text

Name = tuple[str, ...]
"""Something that can be spoken of: `("strategy", "visit")`, `("fact value", "tier", "partner")`."""

_PEOPLE = frozenset({"with", "through"})
"""What a text may quote that is no fact."""


def declared(rulebook: Rulebook) -> set[Name]:
    """Everything that may be spoken of."""
    words = rulebook.vocabulary
    names = {(each.value, thing.id) for each, things in (
        (Sort.STRATEGY, rulebook.strategies), (Sort.WARNING, rulebook.warnings), (Sort.WEAPON, rulebook.weapons),
        (Sort.TABLE, rulebook.tables),
    ) for thing in things}  # fmt: skip
    found: set[Name] = {*names}
    for what, facts in (("fact", words.facts), ("attribute", words.attributes)):
        for fact in facts:
            found |= {(what, fact.id), ("askable", fact.id), (f"{what} kind", fact.id, fact.kind)}
            found |= {(f"{what} value", fact.id, value.id) for value in fact.values}
    return found


def needs(owner: Any, field: str, value: Any, rulebook: Rulebook) -> Iterator[Name]:
    """What the value of one field speaks of; `rulebook` is the one it was written for."""
    match owner, field:
        case Rule(), "recommend" | "avoid" | "veto":
            yield from (("strategy", id_) for id_ in value)
        case Rule(), "hold":
            yield from (("strategy", id_) for hold in value for id_ in hold.strategies)
            yield from _quoted(tuple(hold.until for hold in value))
        case Rule(), "warn":
            yield from (("warning", id_) for id_ in value)
        case Rule(), "ask":
            yield from (("askable", id_) for id_ in value)
        case Rule(), "conclude":
            for id_, concluded in value:
                yield from _of_value("fact", rulebook.vocabulary.fact.get(id_), concluded)
        case Rule(), "table":
            if value is not None:
                yield ("table", value)
        case (Fact(), "default") if value is not None:
            what = "attribute" if owner.id in rulebook.vocabulary.attribute else "fact"
            yield from (name for name in _of_value(what, owner, value) if name[0].endswith("value"))
        case Rulebook(), "rank_people_by":
            yield from (("attribute", id_) for id_ in value)
        case Play(), "strategy" | "weapon":
            yield (field, value)
        case Script(), "fact":
            yield ("askable", value)
        case (Checklist(), "fact") if value is not None:
            yield ("fact", value)
        case ((Fact() | DecisionTable()), _):
            return
        case _:
            of_people = field in ("see", "through", "suits")
            yield from _spoken_of(value, rulebook, of_people)


def needs_of(thing: Any, rulebook: Rulebook) -> Iterator[tuple[str, Name]]:
    """What every field of a thing speaks of."""
    for each in fields(thing):
        if each.compare:
            for name in needs(thing, each.name, getattr(thing, each.name), rulebook):
                yield each.name, name


def _spoken_of(value: Any, rulebook: Rulebook, of_people: bool) -> Iterator[Name]:
    """What conditions ask and texts quote."""
    match value:
        case tuple():
            for each in value:
                yield from _spoken_of(each, rulebook, of_people)
        case Text():
            yield from _quoted((value,))
        case Line():
            yield from _asked(value.to, rulebook, of_people=True)
        case Hold():
            yield from _quoted((value.until,))
        case FactTest() | IsKnown() | All() | AnyOf() | Not() | Quantifier() | Count():
            yield from _asked(value, rulebook, of_people)


def _quoted(texts: tuple[Text, ...]) -> Iterator[Name]:
    for text in texts:
        for lang, _ in text.by_language:
            yield from (("fact", name) for name in sorted(text.placeholders(lang) - _PEOPLE))


def _asked(condition: Condition, rulebook: Rulebook, of_people: bool) -> Iterator[Name]:
    what = "attribute" if of_people else "fact"
    known = rulebook.vocabulary.attribute if of_people else rulebook.vocabulary.fact
    match condition:
        case IsKnown(id_):
            yield (what, id_)
        case FactTest(id_, test):
            yield (what, id_)
            for value in _values(test):
                yield from _of_value(what, known.get(id_), value)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _asked(part, rulebook, of_people)
        case Not(part):
            yield from _asked(part, rulebook, of_people)
        case Quantifier(_, where):
            yield from _asked(where, rulebook, of_people=True)
        case Count(where, _, distinct):
            yield from _asked(where, rulebook, of_people=True)
            if distinct is not None:
                yield ("attribute", distinct.id)


def _values(test: Test) -> Iterator[Value]:
    match test:
        case Among(values):
            yield from values
        case Compare(_, bound):
            yield bound
        case Between(low, high):
            yield from (low, high)
        case NoneOf(tests) | OneOf(tests):
            for each in tests:
                yield from _values(each)


def _of_value(what: str, fact: Fact | None, value: Value) -> Iterator[Name]:
    if fact is None:
        return
    yield (what, fact.id)
    yield (f"{what} kind", fact.id, fact.kind)
    if fact.kind in (Kind.CHOICE, Kind.SCALE, Kind.TAGS):
        for id_ in sorted(value) if isinstance(value, frozenset) else (str(value),):
            yield (f"{what} value", fact.id, id_)
