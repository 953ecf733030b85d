"""Ordered lists of ids, one for each account, made without a loop over accounts.

All that could ever stand in a list is known beforehand, in the order of the list; an account has some of it. Row and
place of what it has become one integer, and sorting the integers puts every list in order at once: an order of
magnitude faster than gathering columns into lists. This module knows columns. It does not know what the ids name.
"""

from dataclasses import dataclass

import polars as pl

from stratagem.matching.columnar_schema import unsigned


@dataclass(frozen=True)
class Entries:
    """All that a list can hold."""

    ids: tuple[str, ...]
    """The ids that may stand in it."""
    entries: tuple[tuple[str, pl.Expr], ...]
    """In the order of the list: an id, and a Boolean column that says who has it. No account has an id twice."""


def listed(entries: Entries, frame: pl.DataFrame) -> pl.Series:
    """The list of each row of a frame; empty for those that have nothing."""
    ids = pl.Enum(entries.ids)
    nothing = pl.Series([[]], dtype=pl.List(ids))
    if not entries.entries or not frame.height:
        return nothing.new_from_index(0, frame.height)
    width = 1 << len(entries.entries).bit_length()
    keys = unsigned(frame.height * width)
    rows = pl.int_range(frame.height, dtype=pl.UInt32, eager=True).cast(keys) * width
    has = frame.select(met.alias(str(at)) for at, (_, met) in enumerate(entries.entries))
    found = pl.concat([rows.filter(column) + at for at, column in enumerate(has)]).sort()
    places = {id_: at for at, id_ in enumerate(entries.ids)}
    id_at = pl.Series([places[id_] for id_, _ in entries.entries], dtype=unsigned(len(places)))
    each = pl.DataFrame({"row": found // width, "id": id_at.gather(found % width).cat.to(ids)})
    lists = each.with_columns(pl.col("row").set_sorted()).group_by("row", maintain_order=True).agg("id")
    at = pl.Series([lists.height], dtype=pl.UInt32).new_from_index(0, frame.height)
    at = at.scatter(lists["row"], pl.int_range(lists.height, dtype=pl.UInt32, eager=True))
    return lists["id"].append(nothing).gather(at)
