"""What only reading and writing a book costs: its tables are read as a book reads them, the answers written anew.

`python -m bench.book_copy ACCOUNTS PEOPLE ANSWERS COPY`, all Parquet.
"""

import sys

import polars as pl

from stratagem.book.tables import open_table


def main() -> None:
    """Read two tables slice by slice, and copy the third."""
    accounts, people, answers, copy = sys.argv[1:]
    for file in (accounts, people):
        for _ in open_table(file).batches():
            pass
    pl.scan_parquet(answers).sink_parquet(copy)


if __name__ == "__main__":
    main()
