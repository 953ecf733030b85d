"""A console that writes into a text: colours on a terminal, none in a pipe or a file, columns right for Chinese."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from stratagem_cli.rendering.breaking import Flow

PIPE_WIDTH = 100
"""Columns where there is no terminal to ask."""
WIDEST = 110
"""Lines longer than this are hard to read, however wide the terminal."""
NARROWEST = 40
"""Columns that are always there, or nothing could be said."""


def rendered(draw: Callable[[Console], None], to_file: bool) -> str:
    """What `draw` prints, as text."""
    on_terminal = not to_file and sys.stdout is not None and sys.stdout.isatty()
    colours = on_terminal and not os.environ.get("NO_COLOR")
    columns = os.environ.get("COLUMNS", "")
    asked = int(columns) if columns.isdecimal() and len(columns) < 6 else PIPE_WIDTH
    width = max(min(Console().width, WIDEST) if on_terminal else asked, NARROWEST)
    text = StringIO()
    console = Console(
        file=text, width=width, force_terminal=colours, color_system="auto" if colours else None, highlight=False,
        markup=False, emoji=False, no_color=not colours, legacy_windows=False,
    )  # fmt: skip
    draw(console)
    return "\n".join(line.rstrip() for line in text.getvalue().split("\n"))


class Grid(Table):
    """Columns without lines, of which the last one is running text."""

    def add_row(self, *cells: RenderableType | None, **how: Any) -> None:
        """Add a row; text in the last column is broken as its language expects."""
        *labels, last = cells
        super().add_row(*labels, Flow(last) if isinstance(last, str | Text) else last, **how)


def grid(indent: int, label_width: int) -> Table:
    """Labels on the left, running text on the right."""
    table = Grid(box=None, padding=(0, 1, 0, 0), collapse_padding=True, pad_edge=False, show_header=False, expand=True)
    table.add_column(width=indent, no_wrap=True)
    table.add_column(width=label_width, no_wrap=True)
    table.add_column(ratio=1)
    return table


def heading(text: str) -> RenderableType:
    """The head of a section."""
    return Text(text, style="bold")
