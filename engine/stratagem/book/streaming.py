"""The files of a book → excerpts of it, slice by slice, as they were given: for whoever reads them more than once.

Accounts, and people however they are sorted, pass through as in `book.files`; rows that no vocabulary can read are told
here. This module knows files and rows. It does not know what becomes of an excerpt.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from stratagem.book.csv_rows import MARKS, NUMBER
from stratagem.book.excerpts import Excerpt, legible
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS, Faults
from stratagem.book.keyed import Keyed, Twins, keyed_by
from stratagem.book.keys import KEY, account_heading
from stratagem.book.mapping import TableMapping
from stratagem.book.opening import open_book
from stratagem.book.placing import People, Placed, by_account, placed
from stratagem.book.rejects import REJECTS, Rejects
from stratagem.book.slices import Persons
from stratagem.book.spill import Spill
from stratagem.book.tables import AT_ONCE, Table, Tape, odd_rows, without_odd
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.matching.columnar_schema import ACCOUNT, ROW
from stratagem.vocabulary import Vocabulary


@dataclass(frozen=True)
class BookFiles:
    """Which files."""

    accounts: str
    people: tuple[str, ...] = ()
    """One file, or two if the mapping joins a second one."""
    mapping: TableMapping | None = None
    lang: str = "en"
    """The language in which places in files are told."""


class Stream:
    """A book in files, opened for several vocabularies at once."""

    def __init__(self, files: BookFiles, vocabularies: Sequence[Vocabulary]) -> None:
        """Open the files; raises `AccountError` when one cannot be read, or a column means nothing to anybody."""
        self._files = files
        self._opened = open_book(files.accounts, files.people, files.mapping)
        self.rejects = Rejects(self._opened.files, files.lang)
        self._headings = [self._opened.headings(vocabulary) for vocabulary in vocabularies]
        wrong = [each for each in self._headings[0][2] if self._is_wrong_for_all(each)]
        self.own, self.theirs, _ = self._headings[0]
        people = self._opened.people
        self._heading = account_heading(KEY in self.own, self.theirs, wrong) if people is not None else None
        if wrong:
            raise AccountError(self.rejects.of_columns(wrong))
        by_name = KEY not in self.own or (people is not None and KEY not in self.theirs)
        self._keyed: Keyed = keyed_by(self._opened.accounts, self.own, by_name)
        self.strangers = 0
        """People whose account cannot be told; no answer considers them. Known once the excerpts have begun."""

    def unknown_to(self, at: int) -> tuple[str, ...]:
        """The columns that one of the vocabularies does not know, and another does."""
        return tuple(legible(str(each.place).partition(".")[2]) for each in self._headings[at][2])

    def excerpts(self) -> Iterator[Excerpt]:
        """The book, slice by slice."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="stratagem-")))
            people = self._people(folder, stack)
            twins = Twins.of(self._keyed, self.own, by_name=self._opened.people is not None)
            tape = Tape(self._opened.accounts.batches())
            start, is_first = 0, True
            while (given := tape.take(AT_ONCE)).height or is_first:
                is_first = False
                end = start + given.height
                persons = people.within(start, end) if people is not None else None
                yield self._excerpt(given, persons, twins, start)
                start = end

    def tell(self, excerpt: Excerpt, faults: Faults) -> None:
        """Remember values that nobody can read, to be told with their rows."""
        numbers = {ACCOUNTS: excerpt.accounts[NUMBER]}
        if excerpt.people is not None:
            numbers[STAKEHOLDERS] = excerpt.people[NUMBER]
        self.rejects.of_faults(faults, numbers)

    def _is_wrong_for_all(self, wrong: Diagnostic) -> bool:
        return wrong.code == "said-twice" or all(
            any(wrong.place == each.place for each in found) for _, _, found in self._headings
        )

    def _excerpt(self, given: pl.DataFrame, persons: Persons | None, twins: Twins, start: int) -> Excerpt:
        numbers = given[NUMBER]
        headings = len([name for name in given.columns if name not in (NUMBER, *MARKS)])
        odd = [(numbers[at], "", "", why, at) for at, why in odd_rows(given, headings)]
        same = [(numbers[at], column, value, why, at) for at, column, value, why in twins.within(start, given)]
        self.rejects.of_rows(ACCOUNTS, [*odd, *same])
        broken = {at for *_, at in (*odd, *same)}
        keys = tuple(self.own[name] for name in (ACCOUNT, KEY) if name in self.own)
        accounts = without_odd(given, keys)
        if persons is None:
            return Excerpt(accounts, None, None, frozenset(broken))
        people = persons.frame
        broken |= set(persons.log["at"].drop_nulls().to_list())
        return Excerpt(accounts, people.drop(ROW), people[ROW], frozenset(broken))

    def _people(self, folder: Path, stack: ExitStack) -> People | None:
        people, heading = self._opened.people, self._heading
        if people is None or heading is None:
            return None
        found = placed(people, self.theirs, self._keyed.keys, heading, self.rejects, None)
        self.strangers = found.rows.null_count()

        def aside(name: str) -> Spill:
            spill = Spill(folder / name)
            stack.callback(spill.close)
            return spill

        return by_account(self._given(people, found), found.rows, aside)

    def _given(self, people: Table, found: Placed) -> Iterator[Persons]:
        """All people who have an account, as they were given, and the log of those whom nobody can read."""
        wanted = dict.fromkeys(heading for _, theirs, _ in self._headings for heading in theirs.values())
        start = 0
        for batch in people.batches(tuple(wanted)):
            own = batch.with_columns(found.rows.slice(start, batch.height).alias(ROW)).drop_nulls(ROW)
            start += batch.height
            odd = [(own[NUMBER][at], "", "", why, own[ROW][at]) for at, why in odd_rows(own, len(people.source.named))]
            log = self.rejects.of_rows(STAKEHOLDERS, odd) if odd else pl.DataFrame(schema=REJECTS)
            yield Persons(without_odd(own, (ROW,)), log)
