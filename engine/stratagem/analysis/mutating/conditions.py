"""One condition → the conditions that an author might have written by mistake, one slip away from it.

A line is missing, an `any` is taken for an `all`, `some` for `every`, a test slips as `unary` says. Every slip names
the test that it is about by its place in `condition.leaves_of`. This module knows conditions. It does not know rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from stratagem.analysis.mutating import writing
from stratagem.analysis.mutating.edits import Said, said
from stratagem.analysis.mutating.unary import COUNTED, SlipKind, difference, slips
from stratagem.condition import (
    ALWAYS,
    Age,
    All,
    Any,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Not,
    Quantifier,
    leaves_of,
)
from stratagem.vocabulary import Fact, Vocabulary


class ChangeKind(StrEnum):
    """What happens to a condition."""

    BOUNDARY = "boundary"
    VALUE = "value"
    LINE = "line"
    """A line is missing."""
    STRUCTURE = "structure"
    """`any` for `all`, `some` for `every` or `none`, a `not` or a `distinct` too few, `known` for `unknown`."""


@dataclass(frozen=True)
class Change:
    """One slip: the condition after it, what it is about, and how to say it."""

    kind: ChangeKind
    condition: Condition
    leaf: int
    """The place of the test in `leaves_of`; of several that are concerned, the first."""
    edit: Said
    notice: Said
    """The kind of case that would notice."""


@dataclass(frozen=True)
class Scope:
    """Whom a condition is asked about, and where in it we are."""

    facts: Mapping[str, Fact]
    attributes: Mapping[str, Fact]
    path: str = ""
    """What stands before a line to say where it is: `stakeholders.some.`"""
    of_people: bool = False

    def within(self, which: str) -> "Scope":
        """Inside a quantifier."""
        return replace(self, facts=self.attributes, path=f"{self.path}stakeholders.{which}.", of_people=True)


def of_account(vocabulary: Vocabulary) -> Scope:
    """The scope of a rule's `when`."""
    return Scope(vocabulary.fact, vocabulary.attribute)


def of_person(vocabulary: Vocabulary, path: str) -> Scope:
    """The scope of a selector, which stands at `path`."""
    return Scope(vocabulary.attribute, vocabulary.attribute, path, of_people=True)


def changes(condition: Condition, scope: Scope) -> Iterator[Change]:
    """Every slip of a condition, in the order written; a condition that always holds has none."""
    if condition != ALWAYS and not isinstance(condition, All):
        yield _without(condition, ALWAYS, 0, scope)
    yield from _changes(condition, scope, 0)


def _changes(condition: Condition, scope: Scope, at: int) -> Iterator[Change]:
    match condition:
        case FactTest():
            yield from _of_test(condition, scope, at)
        case IsKnown(fact, known):
            flipped = IsKnown(fact, not known)
            edit = _changed(scope, condition, flipped)
            yield Change(ChangeKind.STRUCTURE, flipped, at, edit, said("notice unknown", fact=fact))
        case All(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield _without(part, All(rest), _leaf(parts, place, at), scope)
            yield from _inside(condition, parts, scope, at)
        case Any(parts):
            for place, part in enumerate(parts):
                if len(parts) > 1:
                    rest = (*parts[:place], *parts[place + 1 :])
                    yield _without(part, Any(rest), _leaf(parts, place, at), scope)
            if len(parts) > 1:
                edit = said("changed", old=f"{scope.path}any", new=f"{scope.path}all")
                yield Change(ChangeKind.STRUCTURE, All(parts), at, edit, said("notice structure"))
            yield from _inside(condition, parts, scope, at)
        case Not(part):
            edit = said("left out", old=f"{scope.path}not")
            notice = said("notice line", line=writing.line(part))
            yield Change(ChangeKind.STRUCTURE, part, at, edit, notice)
            for change in _changes(part, replace(scope, path=f"{scope.path}not."), at):
                yield replace(change, condition=Not(change.condition))
        case Quantifier():
            yield from _of_quantifier(condition, scope, at)
        case Count():
            yield from _of_count(condition, scope, at)


def _inside(condition: "All | Any", parts: tuple[Condition, ...], scope: Scope, at: int) -> Iterator[Change]:
    """The slips of each part, in the whole."""
    for place, part in enumerate(parts):
        for change in _changes(part, scope, _leaf(parts, place, at)):
            whole = (*parts[:place], change.condition, *parts[place + 1 :])
            yield replace(change, condition=All(whole) if isinstance(condition, All) else Any(whole))


def _of_test(condition: FactTest, scope: Scope, at: int) -> Iterator[Change]:
    fact = scope.facts[condition.fact]
    for kind, slipped in slips(condition.test, fact):
        differs = difference(condition.test, slipped, fact)
        if isinstance(slipped, Age):
            days = condition.test.days if isinstance(condition.test, Age) else slipped.days
            notice = said("notice days", days=days)
        else:
            value = "…" if differs is None else writing.value(differs)
            notice = said("notice person" if scope.of_people else "notice value", fact=fact.id, value=value)
        changed = FactTest(condition.fact, slipped)
        yield Change(_KINDS[kind], changed, at, _changed(scope, condition, changed), notice)


_KINDS = {SlipKind.BOUNDARY: ChangeKind.BOUNDARY, SlipKind.VALUE: ChangeKind.VALUE}
_TAKEN_FOR = {"some": ("every", "none"), "every": ("some",), "none": ("some",)}


def _of_quantifier(condition: Quantifier, scope: Scope, at: int) -> Iterator[Change]:
    for which in _TAKEN_FOR[condition.which]:
        changed = Quantifier(which, condition.where)  # type: ignore[arg-type]
        edit = said("changed", old=f"{scope.path}stakeholders: {condition.which}", new=which)
        yield Change(ChangeKind.STRUCTURE, changed, at, edit, said("notice structure"))
    for change in changes(condition.where, scope.within(condition.which)):
        where = Quantifier(condition.which, change.condition)
        yield replace(change, condition=where, leaf=at + 1 + change.leaf)


def _of_count(condition: Count, scope: Scope, at: int) -> Iterator[Change]:
    path = f"{scope.path}stakeholders.count"
    for _, slipped in slips(condition.test, COUNTED):
        differs = difference(condition.test, slipped, COUNTED)
        edit = said("changed", old=f"{path}.is: {writing.test(condition.test)}", new=writing.test(slipped))
        notice = said("notice count", value="…" if differs is None else writing.value(differs))
        yield Change(ChangeKind.BOUNDARY, replace(condition, test=slipped), at, edit, notice)
    if condition.distinct is not None:
        edit = said("left out", old=f"{path}.distinct: {condition.distinct.id}")
        changed = replace(condition, distinct=None)
        yield Change(ChangeKind.STRUCTURE, changed, at, edit, said("notice structure"))
    for change in changes(condition.where, scope.within("count")):
        yield replace(change, condition=replace(condition, where=change.condition), leaf=at + 1 + change.leaf)


def _without(part: Condition, left: Condition, leaf: int, scope: Scope) -> Change:
    told = writing.line(part)
    nothing = left == ALWAYS and scope.of_people
    old = f"{scope.path}{told}"
    edit = said("changed", old=old, new="{}") if nothing else said("left out", old=old)
    return Change(ChangeKind.LINE, left, leaf, edit, said("notice line", line=told))


def _changed(scope: Scope, old: FactTest | IsKnown, new: FactTest | IsKnown) -> Said:
    after = writing.line(new).partition(": ")[2]
    return said("changed", old=f"{scope.path}{writing.line(old)}", new=after)


def _leaf(parts: tuple[Condition, ...], place: int, at: int) -> int:
    """The place of the first leaf of a part."""
    return at + sum(1 for part in parts[:place] for _ in leaves_of(part))
