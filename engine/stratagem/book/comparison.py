"""A book under two rulebooks: whose answer differs, in what, from which strategy to which, and because of which edits.

Each slice of the book is read with the vocabulary of either rulebook, answered by both, and searched for causes, before
the next one. An account that one of them cannot read is counted, and not compared. This module knows excerpts of books
and numbers of edits. It does not know files, or what an edit is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from stratagem.book.attribution import Attribution, Cause, Example, Revision
from stratagem.book.excerpts import Excerpt, legible, only, reading
from stratagem.book.faults import Faults
from stratagem.book.frames import Book
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_outcomes import ASPECTS, FIRST, TOP, Codes, differing
from stratagem.matching.columnar_schema import ACCOUNT
from stratagem.rulebook import Rulebook

MOST_TOLD = 5
"""So many unreadable values are told one by one."""


@dataclass(frozen=True)
class Unreadable:
    """Accounts that cannot be read with one of the vocabularies, or with either."""

    only_old: int
    """The old rulebook reads them, the new one does not."""
    only_new: int
    both: int
    lost: tuple[str, ...]
    """What the new rulebook cannot read of those that the old one reads: the first values, each at its place."""
    gained: tuple[str, ...]


@dataclass(frozen=True)
class BookComparison:
    """What became of a book."""

    accounts: int
    """All of them."""
    compared: int
    changed: Mapping[str, int]
    """Aspect of the answer → accounts in which it differs: every aspect of `ASPECTS`."""
    accounts_changed: int
    """Accounts whose answer differs in anything."""
    matrix: Mapping[tuple[str | None, str | None], int]
    """First strategy before and after, where they differ → accounts, most first; None for no recommendation."""
    before: Mapping[str | None, int]
    """First strategy under the old rulebook → accounts compared."""
    after: Mapping[str | None, int]
    causes: tuple[Cause, ...]
    unreadable: Unreadable

    @property
    def same(self) -> bool:
        """Whether no account is answered otherwise."""
        return not self.accounts_changed


@dataclass
class _Sums:
    accounts: int = 0
    compared: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    accounts_changed: int = 0
    matrix: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    before: Counter[str | None] = field(default_factory=Counter)
    after: Counter[str | None] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)


def compare_book(
    old: Rulebook,
    new: Rulebook,
    excerpts: Iterable[Excerpt],
    revision: Revision,
    *,
    as_of: date | None = None,
    changed_accounts: Callable[[pl.DataFrame], None] | None = None,
    unread: Callable[[Excerpt, Faults], None] | None = None,
) -> BookComparison:
    """Answer every account twice and find the causes; `changed_accounts` is handed a row for each account that changes.

    Its columns: `account`, `before_1` … `before_3` and `after_1` … `after_3`, `changes_…` for each aspect, `because`:
    the sets of edits by name, as in `1; 2+3 / 4`, one for each aspect, a slash between sets that each would do.
    `unread` is handed the values that neither vocabulary can read.
    """
    codes = Codes.of(old, new)
    matchers = ColumnarMatcher(old), ColumnarMatcher(new)
    alike = reading(old.vocabulary) == reading(new.vocabulary)
    attribution, sums = Attribution(revision, codes, as_of), _Sums()
    for excerpt in excerpts:
        readings = [excerpt.read(old.vocabulary)]
        readings.append(readings[0] if alike else excerpt.read(new.vocabulary))
        good = _good(excerpt, readings, sums, unread)
        kept = excerpt if good.len() == excerpt.height else excerpt.taken(good)
        books = [only(book, good) for book in readings]
        before, after = (
            matcher.outcomes(book.accounts, book.people, codes=codes, as_of=as_of)
            for matcher, book in zip(matchers, books, strict=True)
        )
        differs = differing(before, after, codes)
        _sum(sums, before, after, differs)
        rows = differs.select(pl.any_horizontal(ASPECTS).alias("any"))["any"].arg_true().cast(pl.UInt32)
        names = books[0].accounts[ACCOUNT].fill_null("")[rows]
        told = _firsts(names, before[rows], after[rows])
        examples = [Example(*row) for row in told.select("account", "before_1", "after_1").iter_rows()]
        because = attribution.add(kept.taken(rows), differs[rows], after[rows], examples) if examples else []
        if changed_accounts is not None:
            aspects = differs[rows].rename({each: f"changes_{each}" for each in ASPECTS})
            changed_accounts(told.hstack(aspects).with_columns(pl.Series("because", because, dtype=pl.String)))
    return _finished(sums, attribution)


def _finished(sums: _Sums, attribution: Attribution) -> BookComparison:
    return BookComparison(
        accounts=sums.accounts,
        compared=sums.compared,
        changed={aspect: sums.changed[aspect] for aspect in ASPECTS},
        accounts_changed=sums.accounts_changed,
        matrix=dict(sorted(sums.matrix.items(), key=lambda each: (-each[1], str(each[0])))),
        before=dict(sums.before.most_common()),
        after=dict(sums.after.most_common()),
        causes=attribution.causes(),
        unreadable=Unreadable(
            sums.unread["old"], sums.unread["new"], sums.unread["both"], tuple(sums.lost), tuple(sums.gained)
        ),
    )


def _good(
    excerpt: Excerpt, readings: list[Book], sums: _Sums, unread: Callable[[Excerpt, Faults], None] | None
) -> pl.Series:
    """The rows that both vocabularies can read; the others are counted."""
    old, new = (_bad_rows(book.faults) - excerpt.broken for book in readings)
    sums.accounts += excerpt.height
    sums.unread["old"] += len(new - old)
    sums.unread["new"] += len(old - new)
    sums.unread["both"] += len(old & new) + len(excerpt.broken)
    sums.lost += _told(readings[1].faults, new - old, MOST_TOLD - len(sums.lost))
    sums.gained += _told(readings[0].faults, old - new, MOST_TOLD - len(sums.gained))
    if unread is not None and old & new:
        faults = readings[0].faults
        unread(excerpt, replace(faults, frame=faults.frame.filter(pl.col("account_row").is_in(list(old & new)))))
    rows = pl.int_range(excerpt.height, dtype=pl.UInt32, eager=True)
    bad = old | new | excerpt.broken
    return rows.filter(~rows.is_in(list(bad))) if bad else rows


def _bad_rows(faults: Faults) -> set[int]:
    return set(faults.frame["account_row"].drop_nulls().to_list())


def _told(faults: Faults, rows: set[int], most: int) -> Iterator[str]:
    """The first values that cannot be read of some accounts: `tier: platinum`."""
    frame = faults.frame.filter(pl.col("account_row").is_in(list(rows))) if rows and most > 0 else faults.frame.clear()
    for column, value in frame.select("column", "value").unique(maintain_order=True).head(max(most, 0)).iter_rows():
        yield f"{legible(column)}: {legible(value)}"


def _sum(sums: _Sums, old: pl.DataFrame, new: pl.DataFrame, differs: pl.DataFrame) -> None:
    sums.compared += differs.height
    for aspect in ASPECTS:
        sums.changed[aspect] += int(differs[aspect].sum())
    sums.accounts_changed += int(differs.select(pl.any_horizontal(ASPECTS).alias("any"))["any"].sum())
    both = pl.DataFrame({"before": old[FIRST].cast(pl.String), "after": new[FIRST].cast(pl.String)})
    for before, after, count in both.group_by("before", "after").agg(pl.len().alias("count")).iter_rows():
        sums.before[before] += count
        sums.after[after] += count
        if before != after:
            sums.matrix[before, after] += count


def _firsts(names: pl.Series, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        [
            names.alias("account"),
            *(old[f"strategy_{rank}"].cast(pl.String).alias(f"before_{rank}") for rank in range(1, TOP + 1)),
            *(new[f"strategy_{rank}"].cast(pl.String).alias(f"after_{rank}") for rank in range(1, TOP + 1)),
        ]
    )
