"""A decision table → rules as the YAML of a rulebook would write them, one for each row, with places that are cells.

A row becomes the same nodes as a rule in YAML and is read by the same readers: a table means what its rules mean. This
module knows headings and cells. It does not know what a condition or an effect is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from stratagem.authoring.fields import Reading
from stratagem.authoring.headings import EFFECTS, HeadingReader, Headings, Role
from stratagem.authoring.rows import Row
from stratagem.diagnostics import Span
from stratagem.documents import Mapping, Scalar
from stratagem.rulebook import DecisionTable
from stratagem.sheets import Grid
from stratagem.vocabulary import Vocabulary, folded
from stratagem.wording import Text

_MAKES_IDS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def label(self) -> Text: ...


@dataclass(frozen=True)
class TableRead:
    """A table, and its rows as the nodes of rules; a row that holds nothing to read is none."""

    table: DecisionTable
    rows: tuple[Mapping, ...]


def table_id(name: str) -> str:
    """The id of the table in a file: its name without the ending, as ids are written when that is possible."""
    stem = PurePath(name).stem
    return _NOT_IN_IDS.sub("-", stem.lower()).strip("-") if stem.isascii() else stem


class TableReader:
    """Reads tables against what the rulebook declares."""

    def __init__(
        self, reading: Reading, vocabulary: Vocabulary, strategies: Iterable[_Named], warnings: Iterable[_Named]
    ) -> None:
        """Labels are resolved to ids here; ids that nothing has are reported where rules are read."""
        self._reading = reading
        self._findings = reading.findings
        self._vocabulary = vocabulary
        self._headings = HeadingReader(reading, vocabulary)
        by_strategy = _by_name(strategies)
        askable = {**vocabulary.attribute_names, **vocabulary.fact_names}
        self._ids = dict.fromkeys(("recommend", "avoid", "hold", "veto"), by_strategy)
        self._ids |= {"warn": _by_name(warnings), "ask": askable}

    def table(self, grid: Grid, id_: str | None = None) -> TableRead:
        """The table in a grid, called like its file unless `id_` is given; every row that can be told apart."""
        headings = self._headings.headings(grid.rows[0])
        id_ = id_ or table_id(grid.name)
        place = grid.rows[0][0].span()
        self._report_missing(headings, id_, place, grid)
        # Without a name of its own, and reported for it, a row still must not be taken for another.
        row_id = id_ if _MAKES_IDS.fullmatch(id_) else "-".join(f"{ord(letter):x}" for letter in id_)
        rows: list[Mapping] = []
        for number, row in enumerate(grid.rows[1:], start=1):
            nodes = Row(self._reading, self._vocabulary, self._ids, headings, row)
            rows.append(nodes.rule(f"{row_id}-{number}"))
        ids = tuple(own.text for row in rows if isinstance(own := row.get("id"), Scalar))
        return TableRead(DecisionTable(id_, headings.policy, ids, place), tuple(rows))

    def _report_missing(self, headings: Headings, id_: str, place: Span, grid: Grid) -> None:
        """What every row would lack is told once."""
        if not grid.rows[1:] and not grid.torn:
            self._findings.add("table-without-rows", place, name=id_)
        if not headings.has("id") and not _MAKES_IDS.fullmatch(id_):
            self._findings.add("rows-without-ids", place, name=PurePath(grid.name).name)
        if headings.unread:
            return  # one of these may be what is missing
        for name in self._missing(headings):
            self._findings.add("missing-column", place, name=name, table=id_)
        if not headings.has("conclude", *EFFECTS):
            self._findings.add("table-without-effect", place, name=id_, allowed=", ".join(EFFECTS))

    def _missing(self, headings: Headings) -> Iterator[str]:
        """The columns that a table needs and does not have."""
        languages = self._reading.languages
        in_language = "" if len(languages) == 1 else f".{languages[0]}"
        if not headings.has("priority"):
            yield "priority"
        if not headings.has("title", "because"):
            yield f"because{in_language}"
        if headings.has("hold") and not headings.has("until"):
            yield f"until{in_language}"
        if headings.has("until") and not headings.has("hold"):
            yield "hold"
        if headings.has("count") and Role.QUANTIFIER not in (each.role for each in headings.columns):
            yield "count"
        for key in dict.fromkeys(column.key for column in headings.columns if column.role is Role.TEXT):
            said = [column.part for column in headings.columns if column.key == key]
            yield from (f"{key}.{lang}" for lang in languages if lang not in said)


def _by_name(things: Iterable[_Named]) -> dict[str, str]:
    """Folded id or label → id."""
    things = tuple(things)
    labels = {folded(label): thing.id for thing in things for _, label in thing.label.by_language}
    return labels | {folded(thing.id): thing.id for thing in things}
