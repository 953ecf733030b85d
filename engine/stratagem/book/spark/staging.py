"""Tables of files → tables in Spark, with the rows and the numbers that the book on one machine has.

A plain Parquet file is read by the workers. Whatever else there is (CSV, XLSX, a mapping, types that Spark has not) the
driver turns into Parquet once, as a stream, in a folder that all can reach: what CSV means is not decided twice. This
module knows files and types. It does not know what a column is for.
"""

import re
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as everybody who writes Spark knows it

from stratagem.book.csv_rows import MARKS, NUMBER
from stratagem.book.spark.gathering import Side
from stratagem.book.spark.session import pause
from stratagem.book.tables import Table

_ROW = "_metadata.row_index"
_SAME = (
    pl.String(), pl.Boolean(), pl.Date(), pl.Float64(), pl.Float32(), pl.Int64(), pl.Int32(), pl.Int16(), pl.Int8(),
    pl.UInt32(), pl.UInt16(), pl.UInt8(), pl.List(pl.String()),
)  # fmt: skip
"""Types that come out of Spark as they went into Parquet, or a little wider."""


def staged(spark: SparkSession, table: Table, copy: Path) -> tuple[Side, int]:
    """A table in Spark, and how many rows it has; `copy` is where the driver writes what it must turn into Parquet."""
    headings = table.headings
    if table.path.suffix.lower() == ".parquet" and table.view is None:
        rows = pl.scan_parquet(table.path, glob=False).select(headings)
        if all(type_ in _SAME for type_ in rows.collect_schema().values()):
            count = int(rows.select(pl.len()).collect().item())
            return Side.of(_opened(spark, table.path), headings, F.col(_ROW), F.col(_ROW) + 2), count
    writer, count = None, 0
    try:
        for batch in table.batches():
            pause()
            plain = _shared(batch).to_arrow()
            writer = writer or pq.ParquetWriter(copy, plain.schema)
            writer.write_table(plain.cast(writer.schema))
            count += batch.height
    finally:
        if writer is not None:
            writer.close()
    return Side.of(_opened(spark, copy), [*headings, *MARKS], F.col(_ROW), F.col(f"`{NUMBER}`")), count


def _opened(spark: SparkSession, file: Path) -> DataFrame:
    """A Parquet file of this machine's folders; what would be a pattern in its name is none."""
    return spark.read.parquet("file://" + re.sub(r"([{}\[\]*?\\])", r"\\\1", str(file.resolve())))


def _shared(batch: pl.DataFrame) -> pl.DataFrame:
    """Columns in types that Spark has too, with the values that a book reads from them."""
    return batch.with_columns(_as_shared(pl.col(name), type_).alias(name) for name, type_ in batch.schema.items())


def _as_shared(column: pl.Expr, type_: pl.DataType) -> pl.Expr:
    match type_:
        case _ if type_ in _SAME or type_.is_decimal():
            return column
        case pl.Datetime():
            return column.dt.replace_time_zone(None).dt.cast_time_unit("us")
        case pl.List(inner=inner) | pl.Array(inner=inner) if not _is_word(inner):
            return column
        case pl.List():
            return column.cast(pl.List(pl.String))
        case pl.Array():
            return column.arr.to_list().cast(pl.List(pl.String))
        case pl.Struct() | pl.Binary():
            return column
        case _:
            return column.cast(pl.String)


def _is_word(type_: object) -> bool:
    return isinstance(type_, pl.String | pl.Null | pl.Categorical | pl.Enum)
