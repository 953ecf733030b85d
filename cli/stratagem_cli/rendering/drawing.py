"""What both pictures of a brief are drawn with: text that is escaped and cut, and the frame of a picture.

Pictures stand inside a page and use its fonts.

Text is escaped here and nowhere else: names come from files, and the drawing library writes text as it is given.
"""

from html import escape
from typing import Literal

import svg
from rich.cells import cell_len

INK, SOFT, GREY = "#111827", "#374151", "#6b7280"
Anchor = Literal["start", "middle", "end"]


def picture(width: float, height: float, elements: list[svg.Element], title: str, kind: str = "picture") -> str:
    """An SVG that stands inside a page and takes the width it is given; `kind` is what the page's style calls it."""
    view = svg.ViewBoxSpec(0, 0, width, round(height, 1))
    return str(svg.SVG(viewBox=view, extra={"role": "img"}, elements=[titled(title), *elements], class_=[kind]))


def titled(text: str) -> svg.Title:
    """What a screen reader says of a picture or a part of it, and what a mouse shows."""
    return svg.Title(text=escape(text))


def written(text: str, x: float, y: float, size: float, colour: str, anchor: Anchor = "start") -> svg.Text:
    """Text on one line."""
    return svg.Text(
        text=escape(text),
        x=round(x, 1),
        y=round(y, 1),
        font_size=size,
        fill=colour,
        text_anchor=anchor,
    )


def pixels(text: str, size: float = 12) -> float:
    """About how wide a text is drawn; nothing here can ask a font."""
    return sum(_ems(character) for character in text) * size


def cut(text: str, room: float, size: float = 12) -> str:
    """The text, cut to so many pixels."""
    if pixels(text, size) <= room:
        return text
    while text and pixels(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _ems(character: str) -> float:
    if cell_len(character) > 1:
        return 1.0
    if character.isupper() or character in "mw%@…—":
        return 0.76
    return 0.3 if character in "ijltfr.,:;'|() " else 0.56
