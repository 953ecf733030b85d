"""The charts of a book's summary, as SVG that stands inside a page: stacked bars, a heat map, bars."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import svg
from rich.cells import cell_len

from stratagem_cli.rendering.book_view import Crossing, Line, Listing, percent
from stratagem_cli.rendering.breaking import breaks
from stratagem_cli.rendering.drawing import GREY, INK, cut, picture, pixels, titled, written

WIDE, NARROW = 860, 390
"""Width on a page and on a phone; there a label stands above its bar."""
_COLOURS = ("#93c5fd", "#2563eb", "#1e3a8a", "#5eead4", "#0f766e", "#fcd34d", "#b45309", "#a78bfa")
"""One for each value, `MOST_VALUES` of them; told apart in grey as well."""
_LEFT_OVER = ("#d1d5db", "#9ca3af")
_BLUE, _LOST, _TRACK = "#1d4ed8", "#9ca3af", "#f3f4f6"
_LEAST, _MOST = (239, 246, 255), (30, 64, 175)
"""The colours of the heat map, as red, green and blue."""
_HEAD = 120
"""How long a head may be that stands upright."""


def stacked(crossing: Crossing, label: str, said: Mapping[str, str], *, narrow: bool = False) -> str:
    """A bar for each strategy, made of the values of a fact."""
    width = NARROW if narrow else WIDE
    left, row = (0.0, 38) if narrow else (_left(crossing.rows), 25)
    colours = _colours(crossing)
    legend = list(_legend(crossing, colours, width))
    elements = [element for element, _ in legend]
    top = max((bottom for _, bottom in legend), default=0) + 14
    most = max((line.accounts for line in crossing.rows), default=1)
    room = width - left - 92
    for at, (line, counts) in enumerate(zip(crossing.rows, crossing.counts, strict=True)):
        y = top + at * row
        bar = y + (18 if narrow else 3)
        colour = INK if line.plain else GREY
        size = 13
        if narrow:
            elements.append(written(cut(line.label, width, size), 0, y + 13, size, colour))
        else:
            elements.append(written(cut(line.label, left - 12, size), left - 10, y + 16, size, colour, "end"))
        x = left
        for value, (count, fill) in enumerate(zip(counts, colours, strict=True)):
            if count:
                long = room * count / most
                about = f"{line.label}, {crossing.columns[value]}{said['colon']}{count:,}"
                elements.append(_box(x, bar, long, 17 if not narrow else 14, fill, about))
                if pixels(f"{count:,}", 11) + 6 < long:
                    middle = x + long / 2
                    elements.append(written(f"{count:,}", middle, bar + 12, 11, _ink_on(fill), "middle"))
                x += long
        figure = f"{line.accounts:,} · {percent(line.share)}"
        elements.append(written(figure, x + 6, bar + (13 if not narrow else 12), 12, GREY))
    return picture(width, top + len(crossing.rows) * row + 2, elements, label)


def heat_map(crossing: Crossing, label: str, said: Mapping[str, str], *, narrow: bool = False) -> str:
    """A cell for each strategy and value, darker the greater its share of the value's accounts."""
    width = NARROW if narrow else WIDE
    left, row = (0.0, 40) if narrow else (_left(crossing.rows), 25)
    cell = (width - left) / max(len(crossing.columns), 1)
    size = 10 if narrow else 12
    elements, top = _heads(crossing, left, cell, size)
    for at, (line, counts) in enumerate(zip(crossing.rows, crossing.counts, strict=True)):
        y = top + at * row
        colour = INK if line.plain else GREY
        if narrow:
            elements.append(written(cut(line.label, width, 12), 0, y + 13, 12, colour))
        else:
            elements.append(written(cut(line.label, left - 12, 13), left - 10, y + 16, 13, colour, "end"))
        upper = y + (18 if narrow else 0)
        for value, (count, total) in enumerate(zip(counts, crossing.totals, strict=True)):
            share = count / total if total else 0.0
            about = f"{line.label}, {crossing.columns[value]}{said['colon']}{count:,} ({percent(share)})"
            fill = _heat(share) if count else "#fafafa"
            elements.append(_box(left + cell * value + 1, upper + 1, cell - 2, 22 if not narrow else 18, fill, about))
            if count:
                middle = left + cell * (value + 0.5)
                elements.append(
                    written(f"{count:,}", middle, upper + (16 if not narrow else 14), size, _ink_on(fill), "middle")
                )
    return picture(width, top + len(crossing.rows) * row + 2, elements, label)


def bars(listing: Listing, label: str) -> str:
    """A bar for each line of a list, on a track that stands for all accounts; narrow enough for a phone."""
    row, room = 38, NARROW - 92
    elements: list[svg.Element] = []
    for at, line in enumerate(listing.lines):
        y = at * row
        elements.append(written(cut(line.label, NARROW, 13), 0, y + 13, 13, INK))
        elements.append(_box(0, y + 18, room, 14, _TRACK, ""))
        elements.append(_box(0, y + 18, max(room * line.share, 1), 14, _BLUE, ""))
        elements.append(written(f"{line.accounts:,} · {percent(line.share)}", NARROW, y + 30, 12, GREY, "end"))
    return picture(NARROW, len(listing.lines) * row + 2, elements, label)


def _heads(crossing: Crossing, left: float, cell: float, size: float) -> tuple[list[svg.Element], float]:
    """The heads of a heat map with the accounts of each column, and where the rows begin.

    Words are never torn: where one does not fit, all heads stand upright.
    """
    upright = any(pixels(word, size) > cell - 4 for column in crossing.columns for word in _words(column))
    heads = [[cut(each, _HEAD, size)] if upright else _broken(each, cell - 4, size) for each in crossing.columns]
    step = size + 2
    high = max((pixels(head[0], size) if upright else len(head) * step for head in heads), default=0.0)
    elements: list[svg.Element] = []
    for at, (head, total) in enumerate(zip(heads, crossing.totals, strict=True)):
        middle = left + cell * (at + 0.5)
        if upright:
            label = written(head[0], middle + size / 3, high, size, INK)
            label.transform = [svg.Rotate(-90, round(middle + size / 3, 1), round(high, 1))]
            elements.append(label)
        else:
            first = high - (len(head) - 1) * step - 2
            elements += [written(each, middle, first + n * step, size, INK, "middle") for n, each in enumerate(head)]
        elements.append(written(f"{total:,}", middle, high + step, size, GREY, "middle"))
    return elements, high + step + 8


def _words(text: str) -> Iterator[str]:
    """What no line break goes through: whatever blanks separate, but Chinese, which may be broken anywhere."""
    yield from (word for word in text.split() if cell_len(word) == len(word))


def _left(rows: Sequence[Line]) -> float:
    """The room that the labels of the rows need, within reason."""
    return min(max((pixels(line.label, 13) for line in rows), default=0) + 16, WIDE / 3)


def _colours(crossing: Crossing) -> list[str]:
    over = len(crossing.columns) - crossing.known
    return [*_COLOURS[: crossing.known], *_LEFT_OVER[:over]]


def _legend(crossing: Crossing, colours: Sequence[str], width: float) -> Iterator[tuple[svg.Element, float]]:
    """What each colour stands for, in as many lines as it takes; each element with where it ends."""
    x, y = 0.0, 4.0
    for label, fill in zip(crossing.columns, colours, strict=True):
        shown = cut(label, width - 30)
        long = 18 + pixels(shown) + 16
        if x and x + long > width:
            x, y = 0.0, y + 20
        yield _box(x, y, 12, 12, fill, ""), y + 12
        yield written(shown, x + 18, y + 10.5, 12, INK), y + 12
        x += long


def _box(x: float, y: float, width: float, height: float, fill: str, about: str) -> svg.Element:
    """A rectangle; a mouse shows what it is about."""
    return svg.Rect(
        x=round(x, 1), y=round(y, 1), width=round(width, 2), height=height, fill=fill,
        elements=[titled(about)] if about else None,
    )  # fmt: skip


def _broken(text: str, room: float, size: float) -> list[str]:
    """A label in at most three lines, each cut to the room."""
    columns = max(int(room / (size * 0.56)), 2)
    ends = [0, *breaks(text, columns), len(text)]
    lines = [text[start:end].strip() for start, end in pairwise([*ends[:3], len(text)] if len(ends) > 4 else ends)]
    return [cut(line, room, size) for line in lines]


def _ink_on(fill: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.3 * red + 0.59 * green + 0.11 * blue > 140 else "#ffffff"


def _heat(share: float) -> str:
    """White to dark; the square root, so that small shares can be told apart."""
    weight = share**0.5
    red, green, blue = (round(low + (high - low) * weight) for low, high in zip(_LEAST, _MOST, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"
