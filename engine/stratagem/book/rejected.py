"""Bad rows as they stand in their file, with what is wrong with each: to be mended and handed in again.

The log of rejects names rows; here the file is read once more, and those rows are written with all their cells. What is
added stands in columns of its own, which are passed over when the table is read again. This module knows files and the
log. It does not know values.
"""

from pathlib import Path
from typing import IO

import polars as pl

from stratagem.book.csv_rows import BEYOND, CELLS, NUMBER
from stratagem.book.faults import ADDED
from stratagem.book.rejects import REJECTS
from stratagem.book.results import flat
from stratagem.book.spill import Spill
from stratagem.book.tables import Table

BUCKET = 100_000
"""So many rows of a file share a bucket of the log."""
_SAID = {
    "en": {"row": "row", "column": "columns", "cause": "reasons", "code": "codes", BEYOND: "cells beyond the headings"},
    "zh": {"row": "行", "column": "列", "cause": "原因", "code": "代码", BEYOND: "标题以外的单元格"},
}
_BETWEEN = " | "


def put(log: Spill, rejects: pl.DataFrame) -> None:
    """Put a log of rejects aside, by the rows of the file."""
    log.put_by("row", BUCKET, rejects.sort("row", maintain_order=True))


def write_rejected(table: Table, log: Spill, target: Path, lang: str) -> None:
    """Write the rows that a log names, in the order of the file."""
    lang = "zh" if lang == "zh" else "en"
    called = {name: ADDED[lang] + word for name, word in _SAID[lang].items()}
    if table.path.suffix.lower() != ".csv":
        del called[BEYOND]  # only there can a row have more cells than there are headings
    pending, buckets = pl.DataFrame(schema=REJECTS), log.buckets
    with target.open("wb") as file:
        is_first = True
        for batch in table.raw():
            last = int(batch[NUMBER][-1]) if batch.height else 0
            while buckets and buckets[0] * BUCKET <= last:
                pending = pl.concat([pending, *log.take(buckets.pop(0))])
            here, pending = pending.filter(pl.col("row") <= last), pending.filter(pl.col("row") > last)
            if here.height or is_first:
                _write(file, batch, _by_row(here), called, is_first)
                is_first = False


def _by_row(log: pl.DataFrame) -> pl.DataFrame:
    """One line for each row, with all its reasons."""
    reason = pl.concat_str("cause", pl.lit(" ("), "remedy", pl.lit(")"))
    some = (pl.col(name).filter(pl.col(name) != "") for name in ("column", "code"))
    return log.group_by("row", maintain_order=True).agg(
        *(names.unique(maintain_order=True).str.join(";").replace("", None) for names in some),
        reason.unique(maintain_order=True).str.join(_BETWEEN).alias("cause"),
    )


def _write(file: IO[bytes], batch: pl.DataFrame, log: pl.DataFrame, called: dict[str, str], is_first: bool) -> None:
    rows = batch.join(log, left_on=NUMBER, right_on="row", how="inner", maintain_order="left")
    cells = rows.drop(CELLS, BEYOND, "column", "code", "cause")
    added = rows.rename({NUMBER: "row"}).select(pl.col(name).alias(heading) for name, heading in called.items())
    shown = pl.concat([_as_text(cells.drop(NUMBER)), added], how="horizontal")
    shown.write_csv(file, include_header=is_first)


def _as_text(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells that CSV can hold, whatever the file has."""
    texts = []
    for name, type_ in cells.schema.items():
        if type_ == pl.Binary:
            texts.append(pl.col(name).bin.encode("base64"))
        elif type_.is_nested() and not (isinstance(type_, pl.List) and not type_.inner.is_nested()):
            texts.append(pl.struct(name).struct.json_encode().alias(name))
        elif type_ == pl.Object:
            texts.append(pl.lit(None, dtype=pl.String).alias(name))
    return flat(cells.with_columns(texts))
