"""The columns of a table that rules are written into, in an order in which every rule finds its own.

It does not know what stands in the cells.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from stratagem.authoring.headings import EFFECTIVE, QUANTIFIERS, Role


class Slot(NamedTuple):
    """A column: what stands in its cells, the key of the rule that it fills, and a part of that, as `Column` has it."""

    role: Role
    key: str
    part: str = ""


class Unfit(Exception):
    """The rule cannot be a row; the code says why."""

    def __init__(self, code: str, **details: object) -> None:
        """`details` fill the sentence of the code, together with the rule's name."""
        self.code, self.details = code, details
        super().__init__()


ID = Slot(Role.WORD, "id")
_BEFORE = ("id", "title")
"""Keys that stand before the conditions; `conclude` and the others behind them, in this order."""
_BEHIND = (
    "recommend", "avoid", "hold", "until", "veto", "warn", "ask", "conclude", "emphasise", "priority", "because", "say",
    "with", "through", "missing", "source", "owner", "effective", "accept",
)  # fmt: skip


@dataclass
class ColumnOrder:
    """The columns in an order in which every rule finds its own."""

    _conditions: list[Slot] = field(default_factory=list)
    _others: dict[Slot, None] = field(default_factory=dict)
    _follows: dict[Slot, set[Slot]] = field(default_factory=dict)

    def take(self, cells: Mapping[Slot, str]) -> None:
        """Make room for the cells of a rule; one whose conditions stand in another order cannot be taken."""
        asked = [slot for slot in cells if slot.key in ("when", *QUANTIFIERS)]
        concluded = [slot for slot in cells if slot.key == "conclude"]
        follows = {slot: set(before) for slot, before in self._follows.items()}
        for row in (asked, concluded):
            for before, slot in zip((None, *row), row, strict=False):
                follows.setdefault(slot, set()).update(() if before is None else (before,))
        try:
            TopologicalSorter(follows).prepare()
        except CycleError as circle:
            raise Unfit("row-out-of-order", others=", ".join(_named(circle.args[1][:2]))) from None
        self._follows = follows
        self._conditions += [slot for slot in follows if slot not in self._conditions]
        self._others |= dict.fromkeys(slot for slot in cells if slot not in follows)

    def slots(self, languages: tuple[str, ...]) -> Iterator[Slot]:
        """All columns, in order."""
        sorted_ = self._sorted()

        def of(key: str) -> Iterator[Slot]:
            slots = [slot for slot in (*sorted_, *self._others) if slot.key == key]
            parts = (*languages, *EFFECTIVE)
            yield from sorted(slots, key=lambda slot: parts.index(slot.part) if slot.part in parts else 0)

        for key in _BEFORE:
            yield from of(key)
        yield from (slot for slot in sorted_ if slot.key != "conclude")
        for key in _BEHIND:
            yield from of(key)

    def _sorted(self) -> list[Slot]:
        """Conditions and conclusions in the order of first mention, as far as every rule's own order allows."""
        rest, done = list(self._conditions), list[Slot]()
        while rest:
            ready = next(slot for slot in rest if self._follows[slot] <= set(done))
            done.append(ready)
            rest.remove(ready)
        return done


def _named(slots: Iterable[Slot]) -> Iterator[str]:
    for slot in slots:
        yield slot.part if slot.key in ("when", "conclude") else f"{slot.key}: {slot.part}".rstrip(": ")
