"""One rule → what it might do by mistake: another strategy, the opposite, nothing; other people; a day early or late.

This module knows effects. It does not know conditions, or what becomes of an effect in the advice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from stratagem.analysis.mutating import writing
from stratagem.analysis.mutating.conditions import changes, of_person
from stratagem.analysis.mutating.edits import Said, said
from stratagem.rulebook import Hold, Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value

Slipped = tuple[Rule, Said, Said]
"""The rule after the slip, the edit, and the kind of case that would notice."""

_STATUS = {"recommend": "recommends", "avoid": "avoids", "veto": "vetoes", "hold": "holds"}
"""Effect → the key under which a case promises it."""
_TAKEN_FOR = {"recommend": "avoid", "avoid": "recommend", "veto": "avoid", "hold": "avoid"}
"""The effect that one is most easily taken for."""


def effect_slips(rulebook: Rulebook, rule: Rule) -> Iterator[tuple[Rule, Said, Said, bool]]:
    """What else the rule might do; the flag says that it is about a conclusion."""
    for effect in _STATUS:
        for strategy in _strategies(rule, effect):
            for slip in _of_strategy(rulebook, rule, effect, strategy):
                yield *slip, False
    for key, promise, declared in (
        ("warn", "warns", [each.id for each in rulebook.warnings]),
        ("ask", "asks", [each.id for each in rulebook.vocabulary.facts if each.ask]),
    ):
        for slip in _of_ids(rule, key, promise, declared):
            yield *slip, False
    if rule.emphasise is not None:
        yield replace(rule, emphasise=None), said("left out", old="emphasise"), said("notice emphasis"), False
    for fact, value in rule.conclude:
        for slip in _of_conclusion(rulebook, rule, fact, value):
            yield *slip, True


def people_slips(rulebook: Rulebook, rule: Rule) -> Iterator[Slipped]:
    """Whom the rule might send to, or through, by mistake."""
    strategy = rule.recommend[0] if rule.recommend else "…"
    for field, key in (("see", "with"), ("through", "through")):
        selectors = getattr(rule, field)
        notice = said("notice with", key=key, strategy=strategy)
        for at, selector in enumerate(selectors):
            path = f"{key}[{at + 1}]." if len(selectors) > 1 else f"{key}."
            rest = (*selectors[:at], *selectors[at + 1 :])
            written = f"{key}: {writing.line(selector)}"
            yield _put(rule, field, rest), said("left out", old=written), notice
            for change in changes(selector, of_person(rulebook.vocabulary, path)):
                changed = (*selectors[:at], change.condition, *selectors[at + 1 :])
                yield _put(rule, field, changed), change.edit, notice
        if len(selectors) > 1:
            swapped = (selectors[1], selectors[0], *selectors[2:])
            first, second = (writing.line(each) for each in selectors[:2])
            edit = said("changed", old=f"{key}: [{{{first}}}, {{{second}}}]", new=f"[{{{second}}}, {{{first}}}]")
            yield _put(rule, field, swapped), edit, notice


def time_slips(rule: Rule) -> Iterator[Slipped]:
    """When the rule might begin or end by mistake."""
    for field, key, by in (("effective_from", "from", 1), ("effective_until", "until", -1)):
        day = getattr(rule, field)
        if day is None:
            continue
        moved, written = day + timedelta(days=by), f"effective.{key}: {day}"
        outside = day - timedelta(days=by)
        yield _put(rule, field, moved), said("changed", old=written, new=moved), said("notice date", value=day)
        yield _put(rule, field, None), said("left out", old=written), said("notice date", value=outside)


def _strategies(rule: Rule, effect: str) -> tuple[str, ...]:
    if effect == "hold":
        return tuple(strategy for hold in rule.hold for strategy in hold.strategies)
    ids: tuple[str, ...] = getattr(rule, effect)
    return ids


def _of_strategy(rulebook: Rulebook, rule: Rule, effect: str, strategy: str) -> Iterator[Slipped]:
    written, notice = f"{effect}: {strategy}", said("notice advice", key=_STATUS[effect], value=strategy)
    yield _with(rule, effect, strategy, None), said("left out", old=written), notice
    taken = _TAKEN_FOR[effect]
    dropped = _with(rule, effect, strategy, None)
    opposite = _put(dropped, taken, (*getattr(dropped, taken), strategy))
    yield opposite, said("changed", old=written, new=f"{taken}: {strategy}"), notice
    spoken_of = {each for key in _STATUS for each in _strategies(rule, key)}
    other = _next([each.id for each in rulebook.strategies], strategy, spoken_of)
    if other is not None:
        yield _with(rule, effect, strategy, other), said("changed", old=written, new=f"{effect}: {other}"), notice


def _with(rule: Rule, effect: str, strategy: str, other: str | None) -> Rule:
    """The rule with another strategy in the place of one, or with none."""

    def put(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new for each in ids if (new := other if each == strategy else each) is not None)

    if effect != "hold":
        return _put(rule, effect, put(getattr(rule, effect)))
    holds = (Hold(put(hold.strategies), hold.until) for hold in rule.hold)
    return replace(rule, hold=tuple(hold for hold in holds if hold.strategies))


def _of_ids(rule: Rule, key: str, promise: str, declared: Sequence[str]) -> Iterator[Slipped]:
    ids: tuple[str, ...] = getattr(rule, key)
    for at, id_ in enumerate(ids):
        notice, written = said("notice advice", key=promise, value=id_), f"{key}: {id_}"
        yield _put(rule, key, (*ids[:at], *ids[at + 1 :])), said("left out", old=written), notice
        other = _next(declared, id_, set(ids))
        if other is not None:
            changed = _put(rule, key, (*ids[:at], other, *ids[at + 1 :]))
            yield changed, said("changed", old=written, new=f"{key}: {other}"), notice


def _of_conclusion(rulebook: Rulebook, rule: Rule, fact: str, value: Value) -> Iterator[Slipped]:
    written = f"conclude: {fact}: {writing.value(value)}"
    notice = said("notice fact", fact=fact, value=writing.value(value))
    rest = tuple(each for each in rule.conclude if each[0] != fact)
    yield replace(rule, conclude=rest), said("left out", old=written), notice
    other = _other_value(rulebook.vocabulary.fact[fact], value)
    if other is not None:
        changed = tuple((id_, other if id_ == fact else each) for id_, each in rule.conclude)
        yield replace(rule, conclude=changed), said("changed", old=written, new=writing.value(other)), notice


def _other_value(fact: Fact, value: Value) -> Value | None:
    """Another value that the fact allows."""
    if isinstance(value, bool):
        return not value
    match fact.kind:
        case Kind.CHOICE | Kind.SCALE:
            return _next([each.id for each in fact.values], str(value), {str(value)})
        case Kind.TAGS if isinstance(value, frozenset):
            other = next((each.id for each in fact.values if each.id not in value), None)
            return value | {other} if other else None
        case Kind.NUMBER if isinstance(value, int | float):
            return value + 1 if fact.high is None or value + 1 <= fact.high else value - 1
        case Kind.DATE:
            return None
        case _:
            return f"{value}…"


def _next(ids: Sequence[str], id_: str, taken: "set[str]") -> str | None:
    """The id that follows in the order of declaration and is not taken; the first after the last."""
    at = ids.index(id_) if id_ in ids else -1
    return next((each for each in (*ids[at + 1 :], *ids[: max(at, 0)]) if each not in taken), None)


def _put(rule: Rule, field: str, value: object) -> Rule:
    """The rule with another value in a field that the caller names."""
    return replace(rule, **{field: value})  # type: ignore[arg-type]
