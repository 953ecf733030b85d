"""Whose people they are: names and ids of accounts, and the row of the account that each person belongs to.

This module knows names, ids and rows. It does not know what else stands in either table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from stratagem.book.faults import STAKEHOLDERS, BadValues
from stratagem.diagnostics import Diagnostic
from stratagem.diagnostics.diagnostic import written
from stratagem.matching.columnar_schema import ACCOUNT, ROW

KEY_LABELS = ("account_id", "客户编号")
"""What the id of an account may be called, in both tables."""
ACCOUNT_LABELS = ("account", "account_name", "客户", "客户名称")
"""What the account's name may be called in either table; in the accounts also as in an account file."""
KEY = "@key"
"""What a column of ids of accounts is for."""

_BLANKS = r"^\s|\s$|\s\s|[^\S ]"


@dataclass(frozen=True)
class Keys:
    """Where the accounts of a book are found: by their ids, if they have any, and by their names."""

    frames: tuple[pl.DataFrame, ...]
    """Key, row of its first account, whether several have it; ids before names."""

    @classmethod
    def of(cls, names: pl.Series, ids: pl.Series | None) -> "Keys":
        """The keys of accounts; a name or an id that is blank finds nothing."""
        return cls(tuple(_known(keys) for keys in (ids, names) if keys is not None))

    @property
    def has_ids(self) -> bool:
        """Whether the accounts have ids."""
        return len(self.frames) > 1

    def heading(self, theirs: Mapping[str, str], wrong: list[Diagnostic]) -> str | None:
        """The column of a table of people that says whose they are; that there is none is noted."""
        return account_heading(self.has_ids, theirs, wrong)

    def placed(self, given: pl.Series, heading: str, ids_only: bool, bad: list[BadValues]) -> pl.Series:
        """The row of each person's account, null where it cannot be told, which is noted."""
        given = as_key(given)
        nobody = pl.Series(ROW, [None], dtype=pl.UInt32).new_from_index(0, given.len())
        rows, twice = nobody, pl.Series([False]).new_from_index(0, given.len())
        for known in self.frames[:1] if ids_only and self.has_ids else self.frames:
            for wanted in (given, collapsed(given)):
                if rows.null_count():
                    found = pl.DataFrame({KEY: wanted}).join(known, on=KEY, how="left", maintain_order="left")
                    twice |= found["twice"].fill_null(value=False) & rows.is_null()
                    rows = pl.select(pl.coalesce(rows, found[ROW])).to_series().alias(ROW)
        rows = rows.zip_with(~twice, nobody)
        blank = given.is_null() | (given.str.strip_chars() == "")
        bad += _unplaced(heading, given, twice, "account-named-twice")
        bad += _unplaced(heading, given, blank, "person-without-account")
        bad += _unplaced(heading, given, rows.is_null() & ~twice & ~blank, "account-not-in-book")
        return rows


def account_heading(has_ids: bool, theirs: Mapping[str, str], wrong: list[Diagnostic]) -> str | None:
    """The column of a table of people that says whose they are; that there is none is noted."""
    heading = theirs.get(KEY) if has_ids and KEY in theirs else theirs.get(ACCOUNT)
    if heading is None:
        wanted = KEY_LABELS[0] if has_ids else ACCOUNT_LABELS[0]
        wrong.append(Diagnostic("missing-account-column", STAKEHOLDERS, {"column": wanted}))
    return heading


def as_key(given: pl.Series) -> pl.Series:
    """Names or ids as text: whole numbers without a point, however pandas stored them."""
    if given.dtype.is_float():
        whole = given.fill_nan(None).cast(pl.Int64, strict=False)
        return whole.cast(pl.String) if ((whole == given) | given.is_null()).all() else given.cast(pl.String)
    return given if given.dtype == pl.String else given.cast(pl.String)


def collapsed(names: pl.Series) -> pl.Series:
    """Names without blanks around them, and one blank between words."""
    untidy = names.str.contains(_BLANKS).fill_null(value=False)
    if not untidy.any():
        return names
    tidy = names.filter(untidy).str.replace_all(r"\s+", " ").str.strip_chars()
    return names.clone().scatter(untidy.arg_true(), tidy)  # scatter changes the series itself


def _known(keys: pl.Series) -> pl.DataFrame:
    known = pl.DataFrame({KEY: keys}).with_row_index(ROW).filter(pl.col(KEY) != "")
    known = known.with_columns(pl.col(ROW).cast(pl.UInt32), pl.col(KEY).is_duplicated().alias("twice"))
    return known.unique(KEY, keep="first") if known["twice"].any() else known


def _unplaced(heading: str, given: pl.Series, which: pl.Series, code: str) -> list[BadValues]:
    """People whose account cannot be told: each value is a reason of its own."""
    if not which.any():
        return []
    rows = which.arg_true().cast(pl.UInt32)
    values = given.filter(which).fill_null("")
    distinct = values.unique(maintain_order=True)
    places = pl.int_range(distinct.len(), dtype=pl.UInt32, eager=True)
    frame = pl.DataFrame({"row": rows, "value": values})
    frame = frame.with_columns(values.replace_strict(distinct, places, return_dtype=pl.UInt32).alias("reason"))
    reasons = [Diagnostic(code, None, written({"value": value[:60]})) for value in distinct]
    return [BadValues(STAKEHOLDERS, heading, frame, reasons)]
