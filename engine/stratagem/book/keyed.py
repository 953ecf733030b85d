"""Two tables of a book → which accounts share a name or an id, and how people find theirs.

One pass over the names and ids of all accounts. This module knows names and ids. It does not know what else stands in a
row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from stratagem.book.csv_rows import NUMBER
from stratagem.book.frames import names_of
from stratagem.book.keys import KEY, Index, Keys, as_key, prints_of
from stratagem.book.slices import Twin
from stratagem.book.tables import Table
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar_schema import ACCOUNT, ROW


@dataclass(frozen=True)
class Keyed:
    """How the accounts are found."""

    keys: Keys
    count: int
    numbers: pl.Series
    """The rows in the file of those that share a key, by their place among `Index.twins`."""


def keyed_by(accounts: Table, own: dict[str, str], by_name: bool) -> Keyed:
    """Read the ids of all accounts, if there are any, and the names if somebody looks for them."""
    columns = [own[name] for name in (ACCOUNT, KEY) if name in own]
    ids: list[pl.DataFrame] = []
    names: list[pl.DataFrame] = []
    numbers = [pl.Series(NUMBER, [], dtype=pl.UInt32)]
    for batch in accounts.batches(columns):
        numbers.append(batch[NUMBER].cast(pl.UInt32))
        if by_name:
            names.append(prints_of(names_of(batch, own.get(ACCOUNT), [])))
        if KEY in own:
            ids.append(prints_of(as_key(batch[own[KEY]])))
    indexes = tuple(Index.of(each) for each in (ids, names) if each)
    rows = pl.concat(numbers)
    return Keyed(Keys(indexes, KEY in own), rows.len(), rows.gather(indexes[0].twins["first"]))


@dataclass(frozen=True)
class Twins:
    """Accounts that share their id with others, or their name where people have nothing else to go by."""

    frame: pl.DataFrame
    """`@row`, and the number of the row in the file of the first of them, `first`."""
    heading: str
    code: str

    @classmethod
    def of(cls, keyed: Keyed, own: dict[str, str], by_name: bool) -> "Twins":
        """Those of a book; names need not differ where nobody looks for an account by its name."""
        index = keyed.keys.indexes[0]
        frame = index.twins.select(ROW, keyed.numbers.alias("first"))
        if keyed.keys.has_ids:
            return cls(frame, own[KEY], "duplicate-account-id")
        return cls(frame if by_name else frame.clear(), own.get(ACCOUNT, ""), "account-named-twice")

    def within(self, start: int, given: pl.DataFrame) -> Iterator[Twin]:
        """Those of a slice."""
        here = self.frame.filter(pl.col(ROW).is_between(start, start + given.height, closed="left"))
        for row, first in here.iter_rows():
            value = str(given[self.heading][row - start])
            details = {"value": value[:60], "row": str(first)}
            yield row - start, self.heading, value, Diagnostic(self.code, None, details)
