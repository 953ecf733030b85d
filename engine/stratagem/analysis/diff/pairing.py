"""Two rulebooks → which thing of the one is which thing of the other, and which of them were moved.

This module compares things as wholes. It does not know what the difference of a field means.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from stratagem.analysis.diff.parts import Part, fitted
from stratagem.rulebook import Rule, Rulebook, Sort
from stratagem.wording import Text

_NOTHING = Text(())

Place = tuple[int, int, int]
"""Where a thing stands among things that keep their order: the gap, old or new, and its own place in it."""


@dataclass(frozen=True)
class Slot:
    """One thing in both rulebooks, or in one of them."""

    old: Part | None
    new: Part | None
    old_place: Place
    new_place: Place
    """Equal to the old place unless the thing was moved."""

    @property
    def moved(self) -> bool:
        """Whether both rulebooks have it, in another order."""
        return self.old is not None and self.new is not None and self.old_place != self.new_place


def slots(old: tuple[Part, ...], new: tuple[Part, ...], pairs: dict[str, str]) -> tuple[Slot, ...]:
    """Every thing of one sort; `pairs` are old id → new id. As few as possible count as moved."""
    news = {part.id: part for part in new}
    both = [(part, news[pairs[part.id]]) for part in old if part.id in pairs]
    kept = _longest_rising([part.at for _, part in both])
    keeping = [both[at] for at in kept]
    old_gaps, new_gaps = [one.at for one, _ in keeping], [other.at for _, other in keeping]
    staying = {one.id for one, _ in keeping}

    def old_place(part: Part) -> Place:
        return (bisect_left(old_gaps, part.at), 2 if part.id in staying else 0, part.at)

    def new_place(part: Part) -> Place:
        return (bisect_left(new_gaps, part.at), 1, part.at)

    found = []
    for part in old:
        other = news[pairs[part.id]] if part.id in pairs else None
        stays = other is None or part.id in staying
        found.append(
            Slot(part, other, old_place(part), old_place(part) if stays or other is None else new_place(other))
        )
    paired = set(pairs.values())
    found += [Slot(None, part, new_place(part), new_place(part)) for part in new if part.id not in paired]
    return tuple(found)


def paired(
    sort: Sort, old: tuple[Part, ...], new: tuple[Part, ...], books: tuple[Rulebook, Rulebook]
) -> dict[str, str]:
    """Old id → new id of the things that are the same. A rule is known by its id, or by its content under another id.

    Rows of a table that go by their number are known by their content first: a row inserted above renumbers them all.
    """
    if sort is not Sort.RULE:
        known = {part.id for part in new}
        return {part.id: part.id for part in old if part.id in known}
    vocabulary = books[1].vocabulary
    content = {part.id: _content(fitted(part.thing, vocabulary)) for part in old}
    new_content = {part.id: _content(part.thing) for part in new}
    pairs: dict[str, str] = {}

    def pair(olds: Iterable[Part], news: Iterable[Part], name: Callable[[Part, bool], Hashable]) -> None:
        taken = set(pairs.values())
        free: dict[Hashable, list[str]] = {}
        for part in news:
            if part.id not in taken:
                free.setdefault(name(part, True), []).append(part.id)
        for part in olds:
            if part.id not in pairs and (found := free.get(name(part, False))):
                pairs[part.id] = found.pop(0)

    def whole(part: Part, is_new: bool) -> Hashable:
        return (new_content if is_new else content)[part.id]

    def decisive(part: Part, is_new: bool) -> Hashable:
        rule = whole(part, is_new)
        assert isinstance(rule, Rule), "content is a rule without its id"
        return replace(rule, title=_NOTHING, because=_NOTHING, say=None, missing=None, source="", owner="")

    pair(old, new, lambda part, is_new: (part.id, whole(part, is_new)))
    for name in (whole, decisive):
        pair(_numbered(old, books[0]), _numbered(new, books[1]), name)
    pair(old, new, lambda part, _: part.id)
    pair(old, new, whole)
    pair(old, new, decisive)
    return pairs


def _content(rule: Rule) -> Rule:
    return replace(rule, id="")


def _numbered(rules: tuple[Part, ...], rulebook: Rulebook) -> list[Part]:
    """The rows that have no id of their own, and go by the number of their row."""
    tables = rulebook.table_of
    return [part for part in rules if part.id in tables and part.id.removeprefix(f"{tables[part.id].id}-").isdecimal()]


def _longest_rising(numbers: list[int]) -> list[int]:
    """The places of a longest rising subsequence: those that keep their order."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(last[place - 1] if place else None)
        if place == len(tails):
            tails.append(number)
            last.append(at)
        else:
            tails[place], last[place] = number, at
    found: list[int] = []
    current: int | None = last[-1] if last else None
    while current is not None:
        found.append(current)
        current = before[current]
    return found[::-1]
