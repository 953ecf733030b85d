"""The radar chart of a self-rating, as SVG that stands inside a page."""

from collections.abc import Sequence
from math import cos, pi, sin

import svg

from stratagem.briefing.brief import Point
from stratagem_cli.rendering.breaking import breaks
from stratagem_cli.rendering.drawing import GREY, INK, Anchor, cut, picture, written

_ROOM = 24
"""Columns of a line of a label."""


def radar(points: Sequence[Point], label: str) -> str:
    """Scores from 0 (middle) to 10 (rim), one spoke for each point; unrated points are left open."""
    width, height, radius = 700, 410, 165
    centre_x, centre_y = width / 2, height / 2

    def at(index: int, distance: float) -> tuple[float, float]:
        angle = 2 * pi * index / len(points) - pi / 2
        return centre_x + cos(angle) * distance, centre_y + sin(angle) * distance

    elements: list[svg.Element] = []
    for ring in (2, 4, 6, 8, 10):
        rim = [svg.Point(*at(index, radius * ring / 10)) for index in range(len(points))]
        elements.append(svg.Polygon(points=rim, fill="none", stroke="#d1d5db", stroke_width=1))
        elements.append(written(str(ring), centre_x + 3, centre_y - radius * ring / 10 - 2, 9, GREY))
    corners: list[svg.Point] = []
    for index, point in enumerate(points):
        x, y = at(index, radius)
        elements.append(svg.Line(x1=centre_x, y1=centre_y, x2=x, y2=y, stroke="#e5e7eb", stroke_width=1))
        x, y = at(index, radius + 16)
        anchor: Anchor = "middle" if abs(x - centre_x) < 12 else "start" if x > centre_x else "end"
        lines = _label(point)
        y += 4 - 14 * (len(lines) - 1) * (1 - sin(2 * pi * index / len(points) - pi / 2)) / 2
        elements += [written(line, x, y + 14 * number, 12, INK, anchor) for number, line in enumerate(lines)]
        corners.append(svg.Point(*at(index, radius * (point.score or 0) / 10)))
    elements.append(svg.Polygon(points=corners, fill="#1d4ed8", fill_opacity=0.18, stroke="#1d4ed8", stroke_width=2))
    for index, point in enumerate(points):
        if point.score is not None:
            x, y = at(index, radius * point.score / 10)
            elements.append(svg.Circle(cx=x, cy=y, r=3, fill="#1d4ed8"))
    return picture(width, height, elements, label)


def _label(point: Point) -> list[str]:
    """The label in at most two lines, and the score."""
    score = "–" if point.score is None else f"{point.score:g}"
    ends = [*breaks(point.label, _ROOM), len(point.label)]
    first, rest = point.label[: ends[0]].rstrip(), point.label[ends[0] :]
    lines = [first, cut(rest, _ROOM * 7)] if rest else [first]
    return [*lines[:-1], f"{lines[-1]}  {score}"]
