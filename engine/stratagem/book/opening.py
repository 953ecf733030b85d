"""The files of a book → its two tables, with headings of the rulebook, not read yet.

This module joins files and mappings. It does not know rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import headings_of
from stratagem.book.mapping import TableMapping
from stratagem.book.rejects import File
from stratagem.book.tables import Table, open_table
from stratagem.diagnostics import Diagnostic
from stratagem.vocabulary import Vocabulary


@dataclass
class Opened:
    """The files of a book, opened, with the headings that the rulebook knows."""

    accounts: Table
    people: Table | None
    files: dict[str, File]
    ignored: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """File and its headings that the mapping says nothing about."""

    def headings(self, vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, str], list[Diagnostic]]:
        """What the columns of both tables are for, and what is wrong with them."""
        wrong: list[Diagnostic] = []
        own = headings_of(self.accounts.headings, vocabulary, ACCOUNTS, wrong)
        theirs: dict[str, str] = {}
        if self.people is not None:
            theirs = headings_of(self.people.headings, vocabulary, STAKEHOLDERS, wrong)
        return own, theirs, wrong


def open_book(account_file: str, people_files: Sequence[str], mapping: TableMapping | None) -> Opened:
    """Open a file of accounts, and one or two of people; raises `AccountError` when one cannot be read."""
    accounts, people = open_table(account_file), [open_table(file) for file in people_files]
    cells = [len(table.source.named) for table in (accounts, *people)]
    files = {
        ACCOUNTS: File(account_file, {}, cells[0]),
        STAKEHOLDERS: File(" + ".join(people_files), {}, cells[1] if people else 0),
    }
    if mapping is None:
        return Opened(accounts, people[0] if people else None, files)
    of_accounts, of_people = mapping.accounts, mapping.people
    files[ACCOUNTS] = File(account_file, of_accounts.renamed(accounts), cells[0])
    opened = Opened(of_accounts.applied(accounts), None, files, [(accounts.name, of_accounts.ignored(accounts))])
    if people:
        second = people[1] if len(people) > 1 else None
        headings = of_people.renamed(people[0])
        opened.ignored.append((people[0].name, of_people.ignored(people[0])))
        if second is not None and of_people.other is not None:
            headings = of_people.other.renamed(second) | headings
            keys = {there for _, there in of_people.key}
            left = tuple(each for each in of_people.other.ignored(second) if each not in keys)
            opened.ignored.append((second.name, left))
        opened.people = of_people.applied(people[0], second)
        files[STAKEHOLDERS] = replace(files[STAKEHOLDERS], headings=headings)
    return opened
