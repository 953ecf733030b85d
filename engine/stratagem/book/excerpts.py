"""Some accounts of a book with their people, as they were given: to be read with one vocabulary or another.

This module knows rows. It does not know what stands in them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import Book, as_frame, headings_of, names_in, names_of, read_book
from stratagem.book.keys import KEY, Keys, as_key
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar import SLICE
from stratagem.matching.columnar_schema import ACCOUNT, ROW
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


def excerpts_of(
    old: Vocabulary, new: Vocabulary, accounts: object, stakeholders: object | None = None
) -> Iterator[Excerpt]:
    """A book in tables, slice by slice; raises `AccountError` for what neither vocabulary can read.

    So it does for people whose account cannot be told.
    """
    given = as_frame(accounts, ACCOUNTS)
    persons = None if stakeholders is None else as_frame(stakeholders, STAKEHOLDERS)
    whole = Excerpt(given, persons, None)
    books = [whole.read(old), whole.read(new)]
    either = {(table, row, column) for table, row, column in books[1].faults.frame.select(_PLACE).iter_rows()}
    both = [place in either for place in books[0].faults.frame.select(_PLACE).iter_rows()]
    strange = [_strange(given, persons, vocabulary) for vocabulary in (old, new)]
    headings = tuple(each for each in strange[0] if any(each.place == other.place for other in strange[1]))
    faults = replace(books[0].faults, frame=books[0].faults.frame.filter(pl.Series(both, dtype=pl.Boolean)))
    faults = replace(faults, headings=(*headings, *faults.headings))
    if faults:
        raise faults.error()
    if persons is not None:
        own: dict[str, str] = headings_of(given.select(_known(given, old, ACCOUNTS)).columns, old, ACCOUNTS, [])
        theirs = headings_of(persons.select(_known(persons, old, STAKEHOLDERS)).columns, old, STAKEHOLDERS, [])
        keys = Keys.of(names_of(given, own.get(ACCOUNT), []), as_key(given[own[KEY]]) if KEY in own else None)
        heading = keys.heading(theirs, [])
        assert heading is not None, "its absence is a fault of the headings"
        rows = keys.placed(persons[heading], heading, heading == theirs.get(KEY), [])
        order = rows.arg_sort(nulls_last=True).head(rows.len() - rows.null_count())
        whole = Excerpt(given, persons[order], rows[order])
    for start in range(0, max(given.height, 1), SLICE):
        yield whole.taken(pl.int_range(start, min(start + SLICE, given.height), dtype=pl.UInt32, eager=True))


_PLACE = ["table", "row", "column"]


def _strange(accounts: pl.DataFrame, people: pl.DataFrame | None, vocabulary: Vocabulary) -> list[Diagnostic]:
    """What is wrong with the headings, for one vocabulary."""
    wrong: list[Diagnostic] = []
    headings_of(accounts.columns, vocabulary, ACCOUNTS, wrong)
    if people is not None:
        headings_of(people.columns, vocabulary, STAKEHOLDERS, wrong)
    return wrong


def only(book: Book, rows: pl.Series) -> Book:
    """Some of the accounts of a book that was read, by their rows, ascending."""
    if rows.len() == book.accounts.height:
        return book
    places = pl.DataFrame({ROW: rows.cast(pl.UInt32)}).with_row_index("@at")
    people = book.people.join(places, on=ROW, how="inner", maintain_order="left")
    people = people.with_columns(pl.col("@at").cast(pl.UInt32).alias(ROW)).drop("@at")
    return replace(book, accounts=book.accounts[rows], people=people)


class Readings:
    """An excerpt, read once for all vocabularies that read it alike."""

    def __init__(self, excerpt: Excerpt) -> None:
        """Nothing is read yet."""
        self._excerpt = excerpt
        self._books: dict[tuple[object, ...], Book] = {}

    def of(self, vocabulary: Vocabulary) -> Book:
        """All of it."""
        key = reading(vocabulary)
        if key not in self._books:
            self._books[key] = self._excerpt.read(vocabulary)
        return self._books[key]


def legible(text: str) -> str:
    """A heading or a value as it may be printed: short, on one line, without controls."""
    line = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in " ".join(text.split()))
    return line if len(line) <= 60 else f"{line[:59]}…"


def reading(vocabulary: Vocabulary) -> tuple[object, ...]:
    """What reading a book depends on: two vocabularies that agree in it read every book alike."""
    return tuple(tuple(_reading(fact) for fact in facts) for facts in (vocabulary.facts, vocabulary.attributes))


def _reading(fact: Fact) -> tuple[object, ...]:
    return fact.id, fact.kind, fact.label, fact.values, fact.low, fact.high


def _known(frame: pl.DataFrame, vocabulary: Vocabulary, table: str) -> list[str]:
    names: Mapping[str, str] = names_in(vocabulary, table)
    return [heading for heading in frame.columns if folded(heading) in names]
