"""Some accounts of a book with their people, as they were given: to be read with one vocabulary or another.

This module knows rows. It does not know what stands in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import Book, names_in, read_book
from stratagem.matching.columnar_schema import ROW
from stratagem.vocabulary import Fact, Vocabulary, folded


@dataclass(frozen=True)
class Excerpt:
    """Accounts, and all of their people."""

    accounts: pl.DataFrame
    people: pl.DataFrame | None
    rows: pl.Series | None
    """The account of each person, counted from 0, ascending."""
    broken: frozenset[int] = frozenset()
    """The rows of accounts that nobody can read, whatever the vocabulary; told already."""

    @property
    def height(self) -> int:
        """How many accounts."""
        return self.accounts.height

    def taken(self, rows: pl.Series) -> "Excerpt":
        """Some of the accounts, by their rows, ascending."""
        if self.people is None or self.rows is None:
            return Excerpt(self.accounts[rows], None, None)
        places = pl.DataFrame({ROW: rows.cast(pl.UInt32)}).with_row_index("@at")
        which = pl.DataFrame({ROW: self.rows}).with_row_index("@person")
        kept = which.join(places, on=ROW, how="inner", maintain_order="left")
        return Excerpt(self.accounts[rows], self.people[kept["@person"]], kept["@at"].cast(pl.UInt32))

    def read(self, vocabulary: Vocabulary) -> Book:
        """Read them; columns that this vocabulary does not know are passed over."""
        accounts = self.accounts.select(_known(self.accounts, vocabulary, ACCOUNTS))
        people = None if self.people is None else self.people.select(_known(self.people, vocabulary, STAKEHOLDERS))
        if people is not None and not people.width:
            people = people.with_columns(pl.lit("").alias("account"))  # a frame without columns has no rows
        return read_book(vocabulary, accounts, people, rows=self.rows)


def reading(vocabulary: Vocabulary) -> tuple[object, ...]:
    """What reading a book depends on: two vocabularies that agree in it read every book alike."""
    return tuple(tuple(_reading(fact) for fact in facts) for facts in (vocabulary.facts, vocabulary.attributes))


def _reading(fact: Fact) -> tuple[object, ...]:
    return fact.id, fact.kind, fact.label, fact.values, fact.low, fact.high


def _known(frame: pl.DataFrame, vocabulary: Vocabulary, table: str) -> list[str]:
    names: Mapping[str, str] = names_in(vocabulary, table)
    return [heading for heading in frame.columns if folded(heading) in names]
