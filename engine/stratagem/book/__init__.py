"""Many accounts at once: frames as users have them → answers, one row for each account.

`frames` understands headings and joins people to their accounts, `values` reads columns, `faults` keeps what could not
be read, `advise` puts the book before the columnar matcher. This package knows tables and the vocabulary. It does not
know rules, nor how anything is matched. It needs Polars: `pip install "stratagem[book]"`.
"""

from stratagem.book.advise import advise_book
from stratagem.book.frames import Book, read_book

__all__ = ["Book", "advise_book", "read_book"]
