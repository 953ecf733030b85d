"""A book that outgrows one machine: the same answers from Spark, slice by slice on its workers.

`advise` takes DataFrames of Spark, `files` takes files that every worker can reach. This package alone knows pyspark.
It does not know how anything is matched. It needs the extra `stratagem[spark]`, and Java 17 or newer.
"""

from stratagem.book.spark.frames import advise

__all__ = ["advise"]
