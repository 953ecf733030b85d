"""A place in a file: which line, which columns, and how to show them under a caret."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, NamedTuple

_LONGEST_EXCERPT = 160
_LONG = 10_000
"""A file with thousands of faults is asked for thousands of places; of longer texts, the lines are found once."""
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text that was read. `name` is what a person calls it: a path as it was given, or `<stdin>`."""

    name: str
    text: str = field(repr=False)
    is_cell: ClassVar[bool] = False
    """Whether it is a cell of a table, in which lists stand without brackets and texts without quotes."""

    def line(self, number: int) -> str:
        """The line with this number, counted from 1, without its line break; empty past the end."""
        breaks = _breaks(self.text)
        if number > len(breaks) + 1:
            return ""
        start = breaks[number - 2][1] if number > 1 else 0
        return self.text[start : breaks[number - 1][0] if number <= len(breaks) else len(self.text)]

    def place(self, offset: int, width: int = 1) -> "Span":
        """The span that begins `offset` characters into the text."""
        breaks = _breaks(self.text)
        before = bisect_right(breaks, offset, key=lambda each: each[1])
        start = breaks[before - 1][1] if before else 0
        return Span(self, before + 1, offset - start + 1, width)

    def offset(self, line: int, column: int) -> int:
        """How many characters stand before a place: the inverse of `place`."""
        return (_breaks(self.text)[line - 2][1] if line > 1 else 0) + column - 1

    def at(self, line: int, column: int) -> str:
        """A place of this text as editors and terminals read it: `file:line:column`."""
        return f"{self.name}:{line}:{column}"

    def position(self, line: int, column: int) -> tuple[int, int] | str:
        """A place as line and column of the file, or as the cell of a workbook, which has no lines."""
        return line, column

    def rank(self, line: int, column: int) -> tuple[int, ...]:
        """Where a place stands among all others of the same file."""
        return line, column

    def margin(self, line: int) -> str:
        """What an excerpt writes to the left of a line."""
        return str(line)


def _breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Where each line of a text ends, and where the next one begins; remembered for texts that are long."""
    if text.isprintable():
        return ()
    return _breaks_of_long(text) if len(text) > _LONG else tuple(each.span() for each in _LINE_BREAK.finditer(text))


@lru_cache(maxsize=2)
def _breaks_of_long(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(each.span() for each in _LINE_BREAK.finditer(text))


class Span(NamedTuple):
    """A stretch of one line: `line` and `column` count from 1, `width` counts characters and is at least 1."""

    source: Source
    line: int
    column: int
    width: int = 1

    def __str__(self) -> str:
        """Write it as people find it: `file:line:column`, or the cell of a workbook."""
        return self.source.at(self.line, self.column)


Place = Span | str | None
"""Where a finding is: a span of a file, the path of a value (`stakeholders[2].stance`) or of a file, or none."""


def excerpt(span: Span, longest: int = _LONGEST_EXCERPT) -> list[str]:
    """The line that `span` lies in and a line of carets below it, aligned for wide characters.

    Of a line of more than `longest` characters, the part around the place is shown.
    """
    line = span.source.line(span.line).replace("\t", " ")
    start = min(span.column - 1, len(line))
    end = min(start + max(span.width, 1), max(len(line), start + 1))
    if len(line) > longest:
        left = max(0, start - longest // 2)
        right = min(len(line), left + longest)
        cut_left, cut_right = ("…" if left else ""), ("…" if right < len(line) else "")
        line = cut_left + line[left:right] + cut_right
        start, end = start - left + len(cut_left), min(end, right) - left + len(cut_left)
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)
    number = span.source.margin(span.line)
    padding = " " * _columns(line[:start])
    carets = "^" * max(1, _columns(line[start:end]))
    return [f"  {number} | {line}", f"  {' ' * len(number)} | {padding}{carets}"]


def _columns(text: str) -> int:
    """How many terminal columns `text` takes: two for wide (Chinese) characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
