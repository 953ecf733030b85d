"""Rulebooks that build on each other, put together: what a later one adds, replaces (by the same id) or drops.

A replaced thing keeps its place. This works on what was written, before names are resolved, so that everything is read
once, against all that there is in the end. A rulebook that extends nothing is its only layer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from stratagem.authoring.bases import EXTENDS, Layer
from stratagem.authoring.fields import Reading, unknown_key
from stratagem.authoring.tables import TableReader, table_id
from stratagem.diagnostics import Span, nearest
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of
from stratagem.rulebook import DecisionTable
from stratagem.sheets import Grid

DROP = "drop"
"""The key."""
DROPPED = ("facts", "stakeholder", "strategies", "warnings", "rules", "tables", "weapons", "checklists")
"""What may be dropped, by the names of blocks."""


class Item(NamedTuple):
    """One thing as it is written."""

    id: str
    node: Node
    layer: int
    key: Scalar | None = None
    """Where its id stands as the key of a mapping."""
    table: str = ""
    """The table that it is a row of."""


@dataclass
class _Drop:
    """One id that a layer drops from those before it."""

    name: Scalar
    layer: int
    block: str | None
    """The block it must stand in; None for any."""
    found: set[str] = field(default_factory=set)
    """The blocks in which it stood."""


class Layering:
    """The blocks of all layers. Ask for each block once, `finish` at the end."""

    def __init__(self, reading: Reading, layers: tuple[Layer, ...]) -> None:
        """Read what is dropped; faults go to `reading`."""
        self._reading = reading
        self._layers = layers
        self._drops = [drop for at, layer in enumerate(layers) for drop in self._read_drops(at, layer.head)]
        self._known: dict[str, None] = {}
        """Everything that could be dropped, in order of reading."""

    def block(self, key: str) -> Mapping | None:
        """Things by id: one mapping of all layers; an id that one layer declares twice stands in it twice."""
        items = [
            Item(name.text, value, at, name)
            for at, layer in enumerate(self._layers)
            for node in _blocks(layer, key)
            for name, value in self._reading.declared(node, key)
        ]
        kept = self._merged(items, key)
        if not kept:
            return None
        span = next(item.key.span for item in kept if item.key is not None)
        return Mapping(tuple((item.key, item.node) for item in kept if item.key is not None), span)

    def items(self, key: str, id_of: Callable[[Node], str]) -> list[Node]:
        """Things in lists, told apart by what `id_of` makes of each; those that it makes nothing of are all kept."""
        items = [
            Item(id_of(node), node, at) for at, layer in enumerate(self._layers) for node in self._listed(layer, key)
        ]
        return [item.node for item in self._merged(items, key)]

    def rules(self, reader: TableReader) -> tuple[list[Node], list[DecisionTable]]:
        """The rules of all layers, those in tables too, and the tables with the rows that are left of them."""
        written: list[Item | tuple[int, Grid]] = []
        for at, layer in enumerate(self._layers):
            for part in layer.parts:
                if isinstance(part, Grid):
                    self._place(written, at, part)
                else:
                    written += [Item(_id_of(node), node, at) for node in self._list(part, "rules")]
        rows: list[Item] = []
        tables: list[DecisionTable] = []
        for each in written:
            if isinstance(each, Item):
                rows.append(each)
                continue
            at, grid = each
            if self._is_dropped(table_id(grid.name), at, "tables"):
                continue
            read = reader.table(grid)
            tables.append(read.table)
            rows += [Item(_id_of(row), row, at, table=read.table.id) for row in read.rows]
        kept = self._merged(rows, "rules")
        return [item.node for item in kept], [self._left(table, kept) for table in tables]

    def finish(self) -> None:
        """Report what was to be dropped and is not there, or is there in several blocks."""
        for drop in self._drops:
            if not drop.found:
                near = nearest(drop.name.text, self._known)
                self._reading.findings.add("unknown-drop", drop.name.span, name=drop.name.text, near=near)
            elif len(drop.found) > 1:
                self._reading.broken.add(drop.name.text)
                blocks = sorted(drop.found, key=DROPPED.index)
                example = f"drop: {{{blocks[0]}: [{drop.name.text}]}}"
                self._reading.findings.add(
                    "ambiguous-drop", drop.name.span, name=drop.name.text, blocks=", ".join(blocks), example=example
                )

    def dropped(self, block: str) -> dict[str, Span]:
        """Ids that were dropped from a block, and where."""
        return {drop.name.text: drop.name.span for drop in self._drops if block in drop.found}

    def _merged(self, items: Iterable[Item], block: str) -> list[Item]:
        """What is left of some things when later layers have had their say."""
        items = list(items)
        if len(self._layers) == 1:
            return items
        last: dict[str, Item] = {}
        for item in items:
            if item.id and (item.id not in last or item.layer > last[item.id].layer):
                last[item.id] = item
        kept: list[Item] = []
        placed: set[str] = set()
        for item in items:
            winner = last.get(item.id, item)
            if self._is_dropped(item.id, item.layer, block) or (item is winner and item.id in placed):
                continue  # gone, or it stands already where the thing stood that it replaces
            if item.layer == winner.layer:
                kept.append(item)
            elif item.id not in placed and not winner.table:  # a row stands in its own table
                placed.add(item.id)
                kept.append(winner._replace(table=item.table))
        return kept

    def _is_dropped(self, id_: str, layer: int, block: str) -> bool:
        self._known[id_] = None
        hits = [
            drop for drop in self._drops if drop.name.text == id_ and drop.layer > layer and drop.block in (None, block)
        ]
        if block not in DROPPED:
            return False
        for drop in hits:
            drop.found.add(block)
        return bool(hits)

    def _place(self, written: "list[Item | tuple[int, Grid]]", layer: int, grid: Grid) -> None:
        """A table takes the place of one of the same name in an earlier layer."""
        for at, each in enumerate(written):
            if not isinstance(each, Item) and each[0] < layer and table_id(each[1].name) == table_id(grid.name):
                written[at] = layer, grid
                return
        written.append((layer, grid))

    def _left(self, table: DecisionTable, kept: list[Item]) -> DecisionTable:
        if len(self._layers) == 1:
            return table
        rows = tuple(item.id for item in kept if item.table == table.id)
        return DecisionTable(table.id, table.policy, rows, table.span)

    def _read_drops(self, layer: int, head: Mapping) -> Iterator[_Drop]:
        node = head.get(DROP)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return
        if not layer:
            if EXTENDS not in [key.text for key, _ in head.entries]:  # else its base is missing, which is told
                self._reading.findings.add("nothing-to-drop-from", node.span)
            return
        if isinstance(node, Mapping):
            for key, value in node.entries:
                if key.text in DROPPED:
                    yield from (_Drop(name, layer, key.text) for name in self._names(value))
                else:
                    unknown_key(self._reading.findings, "unknown-key", key, DROP, DROPPED)
        else:
            yield from (_Drop(name, layer, None) for name in self._names(node))

    def _names(self, node: Node) -> Iterator[Scalar]:
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar) and not item.is_null:
                yield item
            else:
                self._reading.findings.add("not-a-word", item.span, what=DROP, found=form_of(item))

    def _listed(self, layer: Layer, key: str) -> Iterator[Node]:
        for part in layer.parts:
            if isinstance(part, Mapping):
                yield from self._list(part, key)

    def _list(self, document: Mapping, key: str) -> Iterator[Node]:
        block = document.get(key)
        if isinstance(block, Sequence):
            yield from block.items
        elif block is not None and not (isinstance(block, Scalar) and block.is_null):
            self._reading.findings.add("not-a-list", block.span, what=key, found=form_of(block))


def words_of(node: Node, key: str) -> tuple[str, ...]:
    """One word or several behind a key of a thing; none where something else stands."""
    value = node.get(key) if isinstance(node, Mapping) else None
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _id_of(node: Node) -> str:
    return next(iter(words_of(node, "id")), "")


def _blocks(layer: Layer, key: str) -> Iterator[Node]:
    for part in layer.parts:
        block = part.get(key) if isinstance(part, Mapping) else None
        if block is not None and not (isinstance(block, Scalar) and block.is_null):
            yield block
