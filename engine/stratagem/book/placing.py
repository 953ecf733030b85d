"""People in any order → the people of each slice of accounts, with memory that does not grow with the book.

One pass over the column that says whose a person is finds every person's account. If the file has its people in the
order of the accounts, it is then read beside them. If not, they are read first and put aside by account. Either way
their words become the small columns of the matcher at once, of what rules look at. What stays in memory is four bytes
for each person, and the accounts' keys.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from stratagem.book.csv_rows import CELLS, NUMBER
from stratagem.book.faults import STAKEHOLDERS, BadValues, Faults, gathered
from stratagem.book.frames import attributes_of
from stratagem.book.keys import KEY, Keys
from stratagem.book.rejected import put
from stratagem.book.rejects import MOST_TOLD, REJECTS, Rejects
from stratagem.book.slices import Persons
from stratagem.book.spill import Spill
from stratagem.book.tables import Table, odd_rows, without_odd
from stratagem.condition import Count, facts_of
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar_schema import ROW, columns_of
from stratagem.rulebook import Rulebook

MOST_BUCKETS = 64
"""People who come in any order are put aside in so many parts at most."""
LEAST_ACCOUNTS = 50_000
"""So many accounts make a part at least."""


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
    """The first of them."""
    log: Spill | None

    @classmethod
    def nobody(cls) -> "Placed":
        """Where there are no people."""
        return cls(pl.Series(ROW, [], dtype=pl.UInt32), (), None)

    def logs(self) -> Iterator[pl.DataFrame]:
        """The log of strangers and of people who may be anybody's, part by part."""
        if self.log is not None:
            for bucket in self.log.buckets:
                yield from self.log.take(bucket)


def placed(
    people: Table, theirs: Mapping[str, str], keys: Keys, heading: str, rejects: Rejects, log: Spill | None
) -> Placed:
    """Find everybody's account; whoever has none is put into the log, if there is one.

    Somebody of no account of the book harms no answer. Somebody who may belong to either of two accounts is a fault,
    unless the accounts are rejected themselves; so is a row that cannot be cut into cells.
    """
    rows, strangers = [pl.Series(ROW, [], dtype=pl.UInt32)], list[Stranger]()
    for batch in people.batches([heading]):
        bad: list[BadValues] = []
        found = keys.placed(batch[heading], heading, heading == theirs.get(KEY), bad)
        rows.append(found)
        if not found.null_count():
            continue
        numbers = {STAKEHOLDERS: batch[NUMBER]}
        torn = batch.filter(found.is_null())
        odd = [(torn[NUMBER][at], "", "", why, None) for at, why in odd_rows(torn, rejects.files[STAKEHOLDERS].cells)]
        logs = [rejects.of_rows(STAKEHOLDERS, odd)]
        faults = gathered(bad, (), None)
        lost = faults.frame.filter(batch[CELLS].gather(faults.frame["row"]).is_null())
        for row, value, finding in lost.select("row", "value", "finding").head(MOST_TOLD - len(strangers)).iter_rows():
            strangers.append(Stranger(batch[NUMBER][row], heading, value, faults.findings[finding]))
        is_fault = lost["code"].is_in(["account-named-twice"] if keys.has_ids else [])
        logs.append(rejects.of_faults(Faults(lost.filter(is_fault), faults.findings), numbers))
        if log is not None:
            harmless = Faults(lost.filter(~is_fault), faults.findings)
            put(log, pl.concat([*logs, rejects.of_faults(harmless, numbers, tell=False)]))
    return Placed(pl.concat(rows), tuple(strangers), log)


class People:
    """People, slice by slice."""

    def __init__(self, read: Iterator[Persons]) -> None:
        """People in the order of their accounts; `@row` and `at` count in the whole book."""
        self._read = read
        self._held: list[Persons] = []
        self._is_over = False

    def within(self, start: int, end: int) -> Persons:
        """The people of the accounts from a row up to another; slices are taken in order, each once."""
        while not self._is_over and not (self._held and _last(self._held[-1].frame) >= end):
            following = next(self._read, None)
            self._is_over = following is None
            self._held += [following] if following is not None else []
        taken = [_cut(each, start, end) for each in self._held]
        self._held = self._held[-1:]
        return Persons(pl.concat([each.frame for each in taken]), pl.concat([each.log for each in taken]))


def people_of(
    rulebook: Rulebook,
    people: Table,
    theirs: Mapping[str, str],
    rows: pl.Series,
    rejects: Rejects,
    aside: Callable[[str], Spill],
) -> People:
    """The people, read, ready to be taken slice by slice; `aside` makes files for what is put aside meanwhile."""
    return by_account(_read(rulebook, people, theirs, rows, rejects), rows, aside)


def by_account(read: Iterator[Persons], rows: pl.Series, aside: Callable[[str], Spill]) -> People:
    """People in the order of the file → in the order of their accounts; `rows` are the accounts of them all."""
    if rows.drop_nulls().is_sorted():
        return People(read)
    width = max(LEAST_ACCOUNTS, int(rows.max() or 0) // MOST_BUCKETS + 1)  # type: ignore[arg-type]
    frames, logs = aside("people"), aside("people-log")
    for each in read:
        frames.put_by(ROW, width, each.frame.sort(ROW, maintain_order=True))
        logs.put_by("at", width, each.log.sort("at", maintain_order=True))
    return People(_from_buckets(frames, logs))


def _from_buckets(frames: Spill, logs: Spill) -> Iterator[Persons]:
    for bucket in frames.buckets:
        frame = pl.concat(frames.take(bucket)).sort(ROW, maintain_order=True)
        yield Persons(frame, pl.concat([pl.DataFrame(schema=REJECTS), *logs.take(bucket)]))


def _read(
    rulebook: Rulebook, people: Table, theirs: Mapping[str, str], rows: pl.Series, rejects: Rejects
) -> Iterator[Persons]:
    """All people who have an account, batch by batch as the file has them."""
    vocabulary = rulebook.vocabulary
    headings = tuple(theirs[each.id] for each in vocabulary.attributes if each.id in theirs)
    asked = set(_asked(rulebook))
    kept = [name for each in vocabulary.attributes if each.id in asked for name in columns_of(each)]
    unasked = [each.id for each in vocabulary.attributes if each.id not in asked]
    given = 0
    for batch in people.batches(headings):
        own = batch.with_columns(rows.slice(given, batch.height).alias(ROW)).drop_nulls(ROW)
        given += batch.height
        columns, bad = attributes_of(without_odd(own.drop(ROW), ()), vocabulary, theirs, unasked)
        log = rejects.of_faults(gathered(bad, (), own[ROW]), {STAKEHOLDERS: own[NUMBER]})
        odd = [
            (own[NUMBER][at], "", "", why, own[ROW][at]) for at, why in odd_rows(own, rejects.files[STAKEHOLDERS].cells)
        ]
        frame = own.select(ROW, NUMBER).with_columns(series.alias(n) for n, series in columns.items() if n in kept)
        yield Persons(frame, pl.concat([log, rejects.of_rows(STAKEHOLDERS, odd)]))


def _asked(rulebook: Rulebook) -> Iterator[str]:
    """The attributes that quantifiers look at."""
    for each in rulebook.quantifiers:
        yield from facts_of(each.where)
        if isinstance(each, Count) and each.distinct is not None:
            yield each.distinct.id


def _last(frame: pl.DataFrame) -> int:
    return int(frame[ROW][-1]) if frame.height else -1


def _cut(persons: Persons, start: int, end: int) -> Persons:
    """Those of some accounts, counted from the first of these."""
    frame = persons.frame
    first, last = (int(frame[ROW].search_sorted(at, side="left")) for at in (start, end))
    log = persons.log.filter(pl.col("at").is_between(start, end, closed="left")).with_columns(pl.col("at") - start)
    return Persons(frame.slice(first, last - first).with_columns((pl.col(ROW) - start).set_sorted()), log)
