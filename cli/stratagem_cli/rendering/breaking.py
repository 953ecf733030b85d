"""Where lines of a terminal end: at blanks and between Chinese characters, but never so that one begins with a comma.

rich breaks at blanks only and cuts what is left, which tears Chinese sentences at the wrong places.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_NOT_FIRST = "，。、；：？！）”’』」》】·…—～％,.;:?!)]}%"
"""What no line begins with."""
_NOT_LAST = "（“‘『「《【([{"
"""What no line ends with."""
_INSIDE_RULE = re.compile(r" (?=\d+\])")
"""The blank of `[rule-id 86]`."""


class Flow:
    """Text that fills the width it is given, broken where a reader of its language expects it."""

    def __init__(self, text: Text | str) -> None:
        """Take a text with its styles; its own line ends stay."""
        self.text = Text(text) if isinstance(text, str) else text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield one line after the other."""
        for line in self.text.split("\n", allow_blank=True):
            for part in line.divide(list(breaks(line.plain, options.max_width))):
                part.rstrip()
                part.no_wrap, part.overflow = True, "ignore"
                yield part

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as there is room."""
        return Measurement(1, options.max_width)


def breaks(line: str, width: int) -> Iterator[int]:
    """The offsets at which a line must be broken so that no part takes more than `width` columns."""
    start = 0
    last = 0
    for end in (*_allowed(line), len(line)):
        while cell_len(line[start:end].rstrip()) > width:
            if last <= start:
                last = start + _fitting(line[start:end], width)
            yield last
            start = last
        last = end


def _allowed(line: str) -> Iterator[int]:
    """Every offset at which a line may be broken."""
    glued = {found.end() for found in _INSIDE_RULE.finditer(line)}
    for at in range(1, len(line)):
        before, after = line[at - 1], line[at]
        if after == " " or at in glued or after in _NOT_FIRST or before in _NOT_LAST:
            continue
        if before == " " or cell_len(before) == 2 or cell_len(after) == 2:
            yield at


def _fitting(text: str, width: int) -> int:
    """How many characters of a text without any break fit; at least one, so that there is an end to it."""
    fitting = len(text)
    while fitting > 1 and cell_len(text[:fitting]) > width:
        fitting -= 1
    return fitting
