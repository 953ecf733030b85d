"""What a rulebook is made of, as a comparison sees it: sorts of things in their order, each thing under an id.

This module knows where a rulebook keeps what. It does not know two rulebooks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from stratagem.condition import (
    All,
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
from stratagem.diagnostics import Place
from stratagem.playbook import Play, Script
from stratagem.rulebook import DecisionTable, Rulebook, Sort
from stratagem.vocabulary import Fact, Kind, Vocabulary

SORTS = {
    Sort.FACT: "facts",
    Sort.ATTRIBUTE: "attributes",
    Sort.STRATEGY: "strategies",
    Sort.WARNING: "warnings",
    Sort.TABLE: "tables",
    Sort.RULE: "rules",
    Sort.WEAPON: "weapons",
    Sort.PLAY: "plays",
    Sort.SCRIPT: "scripts",
    Sort.CHECKLIST: "checklists",
}
"""Sort → the attribute of the rulebook, or of its vocabulary, that holds its things."""
OWN = tuple(each.name for each in fields(Rulebook) if each.compare and each.name not in {*SORTS.values(), "vocabulary"})
"""What a rulebook itself says: name, version, title, languages, whom it ranks first."""

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """One thing of a rulebook."""

    id: str
    thing: Any
    at: int
    """Its place in the order of reading."""


def parts_of_sort(rulebook: Rulebook, sort: Sort) -> tuple[Part, ...]:
    """All things of a sort, in order. Plays go by strategy and weapon, scripts by their fact; namesakes are counted."""
    holder = rulebook.vocabulary if sort in (Sort.FACT, Sort.ATTRIBUTE) else rulebook
    met: Counter[str] = Counter()
    parts = []
    for at, thing in enumerate(getattr(holder, SORTS[sort])):
        id_ = _id(thing)
        met[id_] += 1
        parts.append(Part(id_ if met[id_] == 1 else f"{id_} ({met[id_]})", thing, at))
    return tuple(parts)


def with_parts(
    rulebook: Rulebook, things: dict[Sort, tuple[Any, ...]], own: dict[str, Any], as_written: bool = False
) -> Rulebook:
    """The rulebook with other things of every sort, conditions fitted to the vocabulary unless `as_written`."""
    vocabulary = Vocabulary(things[Sort.FACT], things[Sort.ATTRIBUTE])
    kept: dict[str, Any] = {SORTS[s]: each for s, each in things.items() if s not in (Sort.FACT, Sort.ATTRIBUTE)}
    made = replace(rulebook, **own, **kept, vocabulary=vocabulary)
    return made if as_written else fitted(made, vocabulary)


def place_of(thing: object) -> Place:
    """Where a thing is written, if it remembers."""
    return getattr(thing, "span", None)


def fields_of(thing: object) -> tuple[str, ...]:
    """The fields in which two things of one id can differ."""
    assert not isinstance(thing, type), "a thing is no class"
    kept = ("id", "rules") if isinstance(thing, DecisionTable) else ("id",)
    return tuple(each.name for each in fields(thing) if each.compare and each.name not in kept)  # type: ignore[arg-type]


def _id(thing: Any) -> str:
    match thing:
        case Play():
            return f"{thing.strategy} · {thing.weapon}"
        case Script():
            return thing.fact
        case _:
            return str(thing.id)


# ── Conditions hold a copy of the scale they compare on, and of the attribute they count ─────────────────────────────


def fitted(thing: T, vocabulary: Vocabulary) -> T:
    """A rulebook, a rule or a part of one whose conditions speak of the scales and attributes of this vocabulary."""
    return _fitted(thing, vocabulary, of_people=False)  # type: ignore[no-any-return]


_PERSONAL = frozenset({"see", "through", "suits", "to"})
"""The fields that hold conditions on one person."""


def _fitted(thing: Any, words: Vocabulary, of_people: bool) -> Any:
    match thing:
        case FactTest(fact, test):
            known = (words.attribute if of_people else words.fact).get(fact)
            return thing if known is None else FactTest(fact, _scaled(test, known))
        case All() | AnyOf() | Not() | Quantifier() | Count() | IsKnown():
            return _fitted_condition(thing, words, of_people)
        case tuple():
            return tuple(_fitted(each, words, of_people) for each in thing)
        case Vocabulary() | Fact():
            return thing
    if hasattr(thing, "__dataclass_fields__"):
        found = {}
        for each in fields(thing):
            if each.compare:
                value = getattr(thing, each.name)
                if isinstance(value, tuple) or hasattr(value, "__dataclass_fields__"):
                    new = _fitted(value, words, each.name in _PERSONAL)
                    if new != value:
                        found[each.name] = new
        return replace(thing, **found) if found else thing
    return thing


def _fitted_condition(condition: Condition, words: Vocabulary, of_people: bool) -> Condition:
    match condition:
        case All(parts):
            return All(tuple(_fitted(part, words, of_people) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_fitted(part, words, of_people) for part in parts))
        case Not(part):
            return Not(_fitted(part, words, of_people))
        case Quantifier(which, where):
            return Quantifier(which, _fitted(where, words, True))
        case Count(where, test, distinct):
            counted = None if distinct is None else words.attribute.get(distinct.id, distinct)
            return Count(_fitted(where, words, True), test, counted)
    return condition


def _scaled(test: Test, fact: Fact) -> Test:
    scale = tuple(value.id for value in fact.values) if fact.kind is Kind.SCALE else ()
    match test:
        case Compare():
            return replace(test, scale=scale)
        case Between():
            return replace(test, scale=scale)
        case NoneOf(tests):
            return NoneOf(tuple(_scaled(each, fact) for each in tests))
        case OneOf(tests):
            return OneOf(tuple(_scaled(each, fact) for each in tests))
    return test


def ids(parts: Iterable[Part]) -> set[str]:
    """The ids of some things."""
    return {part.id for part in parts}
