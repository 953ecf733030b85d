"""People in any order → the people of each slice of accounts, with memory that does not grow with the book.

One pass over the column that says whose a person is finds every person's account. If the file has its people in the
order of the accounts, it is then read beside them. If not, a second pass sorts each batch by account into a file of its
own, from which each slice takes its part. What stays in memory is four bytes for each person, and the accounts' keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from stratagem.book.faults import BadValues
from stratagem.book.keys import Keys
from stratagem.book.tables import NUMBER, Table, Tape
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar_schema import ROW

SORTED_AT_ONCE = 500_000
"""So many people are sorted in memory."""


@dataclass(frozen=True)
class Stranger:
    """A person whose account cannot be told."""

    row: int
    column: str
    value: str
    diagnostic: Diagnostic


@dataclass(frozen=True)
class Placed:
    """Where all people belong."""

    rows: pl.Series
    """For each person in the order of the file the row of the account from 0, null for strangers."""
    strangers: tuple[Stranger, ...]


class People(Protocol):
    """People, slice by slice."""

    def until(self, row: int) -> pl.DataFrame:
        """The people of the accounts before a row that have not been given yet; `@row` is their account."""


def placed(people: Table, keys: Keys, heading: str, ids_only: bool) -> Placed:
    """Find everybody's account."""
    rows, strangers = [pl.Series(ROW, [], dtype=pl.UInt32)], []
    for batch in _larger(people.batches([heading])):
        bad: list[BadValues] = []
        rows.append(keys.placed(batch[heading], heading, ids_only, bad))
        for each in bad:
            numbers = batch[NUMBER].gather(each.frame["row"])
            reasons = zip(numbers, each.frame["value"], each.frame["reason"], strict=True)
            strangers += [Stranger(row, heading, value, each.reasons[reason]) for row, value, reason in reasons]
    return Placed(pl.concat(rows), tuple(sorted(strangers, key=lambda stranger: stranger.row)))


def in_slices(people: Table, columns: tuple[str, ...], rows: pl.Series, folder: Path) -> People:
    """The people, ready to be taken slice by slice; `folder` is for files that are needed meanwhile."""
    if rows.drop_nulls().is_sorted():
        return _InOrder(people, columns, rows)
    return _Sorted(people, columns, rows, folder)


class _InOrder:
    """People who stand in the order of the accounts."""

    def __init__(self, people: Table, columns: tuple[str, ...], rows: pl.Series) -> None:
        empty = people.rows.select(NUMBER, *columns).collect_schema().to_frame()
        self._tape, self._rows, self._given = Tape(people.batches(columns), empty), rows, 0
        self._filled = rows.fill_null(strategy="forward").fill_null(0)

    def until(self, row: int) -> pl.DataFrame:
        end = int(self._filled.search_sorted(row, side="left"))
        taken = self._tape.take(end - self._given)
        taken = taken.with_columns(self._rows.slice(self._given, end - self._given).alias(ROW)).drop_nulls(ROW)
        self._given = end
        return taken


class _Sorted:
    """People in any order, sorted batch by batch into files."""

    def __init__(self, people: Table, columns: tuple[str, ...], rows: pl.Series, folder: Path) -> None:
        self._files: list[tuple[Path, pl.Series]] = []
        self._from, given = 0, 0
        self._empty = people.rows.select(NUMBER, *columns).collect_schema().to_frame()
        self._empty = self._empty.with_columns(pl.lit(None, pl.UInt32).alias(ROW)).clear()
        for batch in _larger(people.batches(columns)):
            own = batch.with_columns(rows.slice(given, batch.height).alias(ROW)).drop_nulls(ROW)
            given += batch.height
            own = own.sort(ROW, maintain_order=True)
            file = folder / f"people-{len(self._files)}.arrow"
            own.write_ipc(file)
            self._files.append((file, own[ROW]))

    def until(self, row: int) -> pl.DataFrame:
        parts = [self._empty]
        for file, rows in self._files:
            start, end = (int(rows.search_sorted(at, side="left")) for at in (self._from, row))
            if start < end:
                parts.append(pl.scan_ipc(file).slice(start, end - start).collect())
        self._from = row
        return pl.concat(parts).sort(ROW, maintain_order=True)


def _larger(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in fewer batches."""
    gathered: list[pl.DataFrame] = []
    for batch in batches:
        gathered.append(batch)
        if sum(each.height for each in gathered) >= SORTED_AT_ONCE:
            yield pl.concat(gathered)
            gathered = []
    if gathered:
        yield pl.concat(gathered)
