"""A book of accounts → one answer for each, or everything that is wrong with the book.

This module joins reading and matching. It does not know how either is done.
"""

from datetime import date

import polars as pl

from stratagem.book.frames import read_book
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.rulebook import Rulebook


def advise_book(
    rulebook: Rulebook | ColumnarMatcher,
    accounts: object,
    stakeholders: object | None = None,
    *,
    as_of: date | None = None,
    top: int = 3,
) -> pl.DataFrame:
    """One row for each account, in the order given: what `Advisor.advise` says of it.

    Tables are Polars frames, pandas frames, or whatever offers an Arrow stream; headings and values are ids or labels
    of any language. `as_of` is the date that ages and effective dates are counted from; `top` says how many strategies.
    Columns: `account`, `strategy_1` …, `priority_1` …, `rule_1` … (the winning rule); the lists `not_now`, the same
    apart as `vetoed`, `held` and `avoided`, `warnings` and `questions`; every concluded fact; and `account_id`, if the
    accounts have one. Raises `AccountError` that names table, row and column of each fault.
    """
    matcher = rulebook if isinstance(rulebook, ColumnarMatcher) else ColumnarMatcher(rulebook)
    book = read_book(matcher.rulebook.vocabulary, accounts, stakeholders)
    if book.faults:
        raise book.faults.error()
    answers = pl.concat(matcher.advise(book.accounts, book.people, as_of=as_of, top=top))
    return answers if book.ids is None else answers.with_columns(book.ids.alias("account_id"))
