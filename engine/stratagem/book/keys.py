"""Whose people they are: names and ids of accounts, and the row of the account that each person belongs to.

A key is kept as two hashes of 64 bits, so that a book's keys take twenty bytes an account however long its names are.
This module knows names, ids and rows. It does not know what else stands in either table.
"""

from collections.abc import Iterable, Mapping
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
_HASH, _CHECK, _TWICE = "@hash", "@check", "@twice"
_SEEDS = (20_011, 70_921)


def prints_of(keys: pl.Series) -> pl.DataFrame:
    """The hashes of keys, row by row; null for those that are blank."""
    wanted = pl.when((pl.col(KEY) != "").fill_null(value=False))
    each = (wanted.then(pl.col(KEY).hash(seed)) for seed in _SEEDS)
    return pl.DataFrame({KEY: keys}).select(hashed.alias(n) for n, hashed in zip((_HASH, _CHECK), each, strict=True))


@dataclass(frozen=True)
class Index:
    """Keys, found again: sorted by the first hash, told apart by the second."""

    known: pl.DataFrame
    """Both hashes, the row of the first account that has the key, and whether several have it."""
    twins: pl.DataFrame
    """The rows of accounts that share a key, each with the row of the first of them."""
    steps: int
    """So many keys share a first hash at most: one, but for a chance of one in millions."""

    @classmethod
    def of(cls, prints: Iterable[pl.DataFrame]) -> "Index":
        """The index of all keys of a book, as `prints_of` gives them, in order."""
        each = pl.concat([prints_of(pl.Series([], dtype=pl.String)), *prints]).with_row_index(ROW)
        each = each.drop_nulls(_HASH).with_columns(pl.col(ROW).cast(pl.UInt32)).sort(_HASH, _CHECK, ROW)
        same = (pl.col(_HASH) == pl.col(_HASH).shift()) & (pl.col(_CHECK) == pl.col(_CHECK).shift())
        again = each.select(same.fill_null(value=False)).to_series()
        if not again.any():
            known, twins = each.with_columns(pl.lit(value=False).alias(_TWICE)), each.clear()
        else:
            several = again | again.shift(-1, fill_value=False)
            first = pl.when(~again).then(pl.col(ROW)).forward_fill()
            known = each.with_columns(several.alias(_TWICE)).filter(~again)
            twins = each.with_columns(first.alias("first")).filter(several)
        steps = known[_HASH].rle().struct.field("len").max()
        columns = [ROW, pl.col("first" if "first" in twins.columns else ROW).alias("first")]
        return cls(known, twins.select(columns).sort(ROW), int(steps) if isinstance(steps, int) else 0)

    def found(self, keys: pl.Series) -> tuple[pl.Series, pl.Series]:
        """The row of each key, null where there is none, and whether several accounts have it."""
        prints = prints_of(keys)
        rows = pl.Series(ROW, [None], dtype=pl.UInt32).new_from_index(0, keys.len())
        twice = pl.Series([False]).new_from_index(0, keys.len())
        at = self.known[_HASH].search_sorted(prints[_HASH].fill_null(0), side="left").cast(pl.UInt32)
        for step in range(self.steps):
            each = self.known.select(pl.all().gather((at + step).clip(0, self.known.height - 1)))
            is_it = (each[_HASH] == prints[_HASH]) & (each[_CHECK] == prints[_CHECK])
            is_it = is_it.fill_null(value=False)
            rows, twice = each[ROW].zip_with(is_it, rows), twice | (each[_TWICE] & is_it)
        return rows, twice


@dataclass(frozen=True)
class Keys:
    """Where the accounts of a book are found: by their ids, if they have any, and by their names."""

    indexes: tuple[Index, ...]
    """Ids before names, if the accounts have ids; no names where nobody asks for them."""
    has_ids: bool

    @classmethod
    def of(cls, names: pl.Series, ids: pl.Series | None) -> "Keys":
        """The keys of accounts; a name or an id that is blank finds nothing."""
        indexes = tuple(Index.of([prints_of(keys)]) for keys in (ids, names) if keys is not None)
        return cls(indexes, has_ids=ids is not None)

    def heading(self, theirs: Mapping[str, str], wrong: list[Diagnostic]) -> str | None:
        """The column of a table of people that says whose they are; that there is none is noted."""
        return account_heading(self.has_ids, theirs, wrong)

    def placed(self, given: pl.Series, heading: str, ids_only: bool, bad: list[BadValues]) -> pl.Series:
        """The row of each person's account, null where it cannot be told, which is noted."""
        given = as_key(given)
        nobody = pl.Series(ROW, [None], dtype=pl.UInt32).new_from_index(0, given.len())
        rows, twice = nobody, pl.Series([False]).new_from_index(0, given.len())
        tidy = collapsed(given)
        for index in self.indexes[:1] if ids_only and self.has_ids else self.indexes:
            for wanted in (given,) if tidy is given else (given, tidy):
                if rows.null_count():
                    found, several = index.found(wanted)
                    twice |= several & rows.is_null()
                    rows = rows.zip_with(rows.is_not_null(), found)
        rows = rows.zip_with(~twice, nobody).alias(ROW)
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
