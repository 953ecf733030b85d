"""Changes × a book of accounts → how many answers change, from what to what, and because of which edits.

This module names the edits that `book.comparison` only numbers. It needs Polars: `pip install "stratagem[book]"`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stratagem.analysis.diff.candidates import Suspects
from stratagem.analysis.diff.changes import Changes
from stratagem.analysis.diff.edits import Edit
from stratagem.diagnostics import Diagnostic

if TYPE_CHECKING:
    import polars as pl

    from stratagem.book.attribution import Example
    from stratagem.book.comparison import BookComparison
    from stratagem.book.excerpts import Excerpt
    from stratagem.book.faults import Faults
    from stratagem.book.streaming import BookFiles


@dataclass(frozen=True)
class Because:
    """Some of the accounts that change, and the edits that bring it about."""

    sets: tuple[tuple[Edit, ...], ...]
    """Each of them alone does, and no smaller one; several when there are several ways. One empty set when no edit of
    a rule does: the account is read otherwise."""
    least: bool
    """False when not all smaller sets were tried: then all edits that can matter are named together."""
    accounts: int
    aspects: Mapping[str, int]
    """Aspect of the answer → in how many accounts this is why it has changed."""
    examples: "tuple[Example, ...]"


@dataclass(frozen=True)
class BookDiff:
    """What the changes do to a book."""

    comparison: "BookComparison"
    because: tuple[Because, ...]
    """Why, the most accounts first."""
    as_of: date | None
    strangers: int = 0
    """People whose account cannot be told."""
    unknown_to_old: tuple[str, ...] = ()
    """Columns that only the new rulebook knows."""
    unknown_to_new: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    """What cannot be read with either rulebook, the first at their places; these accounts are not compared."""


def over_files(
    changes: Changes,
    files: "BookFiles",
    *,
    as_of: date | None = None,
    changed_accounts: "Callable[[pl.DataFrame], None] | None" = None,
) -> BookDiff:
    """Compare a book in files: CSV, XLSX or Parquet, as `stratagem book` reads them, with memory for a slice of it.

    `changed_accounts` is handed the accounts that change, as `book.comparison.compare_book` tells. Raises
    `AccountError` when a file cannot be read at all, or a column means nothing to either rulebook.
    """
    from stratagem.book.streaming import Stream

    stream = Stream(files, (changes.old.vocabulary, changes.new.vocabulary))
    found = _compared(changes, stream.excerpts(), as_of, changed_accounts, stream.tell)
    return BookDiff(
        found.comparison, found.because, as_of, stream.strangers, stream.unknown_to(0), stream.unknown_to(1),
        tuple(stream.rejects.findings()),
    )  # fmt: skip


def over_book(
    changes: Changes,
    accounts: object,
    stakeholders: object | None = None,
    *,
    as_of: date | None = None,
    changed_accounts: "Callable[[pl.DataFrame], None] | None" = None,
) -> BookDiff:
    """Compare a book in tables: Polars, pandas or Arrow, as `Advisor.advise_book` takes them.

    Columns that only one of the rulebooks knows are passed over by the other. Raises `AccountError` that names every
    value that neither can read, and people whose account cannot be told.
    """
    from stratagem.book.excerpts import excerpts_of

    excerpts = excerpts_of(changes.old.vocabulary, changes.new.vocabulary, accounts, stakeholders)
    return _compared(changes, excerpts, as_of, changed_accounts, None)


def _compared(
    changes: Changes,
    excerpts: "Iterable[Excerpt]",
    as_of: date | None,
    changed_accounts: "Callable[[pl.DataFrame], None] | None",
    unread: "Callable[[Excerpt, Faults], None] | None",
) -> BookDiff:
    from stratagem.book.comparison import compare_book

    suspects = Suspects(changes)
    comparison = compare_book(
        changes.old, changes.new, excerpts, suspects.revision(),
        as_of=as_of, changed_accounts=changed_accounts, unread=unread,
    )  # fmt: skip
    because = tuple(
        Because(
            tuple(tuple(suspects.edits[at] for at in edits) for edits in cause.sets),
            cause.least,
            cause.accounts,
            cause.aspects,
            cause.examples,
        )
        for cause in comparison.causes
    )
    return BookDiff(comparison, because, as_of)
