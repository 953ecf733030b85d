"""The relationship map of a brief, as SVG that stands inside a page: stance against influence, layers by colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import svg

from stratagem.briefing.brief import Axes, PersonRow
from stratagem_cli.rendering.drawing import GREY, INK, SOFT, cut, picture, pixels, titled, written
from stratagem_cli.rendering.lanes import Grid, level, upright
from stratagem_cli.rendering.words import words

LAYER_COLOURS = ("#b45309", "#0f766e", "#1d4ed8")
"""Operation, management, decision: lowest layer first."""

_TOP, _CHIP, _GAP, _PAD, _EMPTY = 34, 26, 6, 9, 30
_MOST_IN_CELL = 8


@dataclass(frozen=True, slots=True)
class _Chip:
    """One person on the map: where the chip stands and what it shows."""

    person: PersonRow
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.y + _CHIP / 2


def relationship_map(people: Sequence[PersonRow], axes: Axes, lang: str, narrow: bool = False) -> str:
    """Stance against influence, unclear stances in a lane of their own, layers by colour; for a phone, turned upright.

    A person whose power is not known stands by weight: from 67 % high, from 34 % medium, below low; a weight of 0 with
    an unclear stance says nothing about power. Arrows show who could introduce whom to the next layer.
    """
    said = words(lang)
    grid = upright(people, axes, lang) if narrow else level(people, axes)
    cells: dict[tuple[int, int], list[PersonRow]] = {}
    for person in people:
        cells.setdefault(grid.cell_of(person), []).append(person)
    chips: list[_Chip] = []
    tip = "tip-narrow" if narrow else "tip"
    elements: list[svg.Element] = [_marker(tip)]
    if grid.left:
        elements.append(written(cut(grid.corner, grid.left - 8), grid.left - 8, _TOP - 12, 12, GREY, "end"))
    top: float = _TOP
    for row, label in enumerate(grid.rows):
        most = max(min(len(cells.get((column, row), ())), _MOST_IN_CELL + 1) for column in range(len(grid.columns)))
        height = grid.caption + (most * (_CHIP + _GAP) - _GAP + 2 * _PAD if most else _EMPTY - grid.caption / 2)
        elements += _band(grid, top, height, label, tinted=row % 2 == 0)
        for column in range(len(grid.columns)):
            placed, more = _place(
                cells.get((column, row), []), grid.left + column * grid.lane, top + grid.caption, grid.lane
            )
            chips += placed
            elements += [] if more is None else [more]
        top += height
    elements += _columns(grid, top)
    elements += _arrows(chips, grid.width, tip)
    elements += [part for chip in chips for part in _chip(chip, axes)]
    legend, bottom = _legend(_entries(people, axes, said), top, grid.width, tip)
    return picture(grid.width, bottom, [*elements, *legend], said["map"])


def _place(them: list[PersonRow], left: float, top: float, width: float) -> tuple[list[_Chip], svg.Element | None]:
    """Chips of one cell from top to bottom; what does not fit is counted."""
    chips = []
    shown = them if len(them) <= _MOST_IN_CELL + 1 else them[:_MOST_IN_CELL]
    for at, person in enumerate(shown):
        chips.append(_Chip(person, left + 7, top + _PAD + at * (_CHIP + _GAP), width - 14))
    if len(shown) == len(them):
        return chips, None
    y = top + _PAD + len(shown) * (_CHIP + _GAP) + _CHIP / 2 + 4
    return chips, written(f"+ {len(them) - len(shown)}", left + width / 2, y, 12, GREY, "middle")


def _chip(chip: _Chip, axes: Axes) -> Iterator[svg.Element]:
    colour = _colour(chip.person.layer_id, axes)
    spy = chip.person.spy is not None
    yield svg.Rect(
        x=round(chip.x, 1),
        y=round(chip.y, 1),
        width=round(chip.width, 1),
        height=_CHIP,
        rx=6,
        fill=_tint(colour),
        stroke=colour,
        stroke_width=2.4 if spy else 1.2,
        elements=[titled(chip.person.name)],
    )
    room = chip.width - (26 if spy else 8)
    size = 13 if pixels(chip.person.name, 13) <= room else 11
    name = cut(chip.person.name, room, size)
    yield written(name, chip.x + chip.width / 2 - (8 if spy else 0), chip.middle + 4.5, size, INK, "middle")
    if spy:
        yield written("◆", chip.x + chip.width - 9, chip.middle + 4.5, 12, colour, "middle")


def _tint(colour: str) -> str:
    """A light shade that hides the arrows behind a chip."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.13):02x}" for part in parts)


def _colour(layer: str | None, axes: Axes) -> str:
    return next((LAYER_COLOURS[at] for at, place in enumerate(axes.layer[:3]) if place.id == layer), GREY)


def _arrows(chips: list[_Chip], width: float, tip: str) -> Iterator[svg.Element]:
    by_name: dict[str, _Chip] = {}
    for chip in chips:
        by_name.setdefault(chip.person.name, chip)
    for chip in chips:
        for name in chip.person.introduces:
            target = by_name.get(name)
            if target is not None and target is not chip:
                yield _arrow(chip, target, width, tip)


def _arrow(chip: _Chip, target: _Chip, width: float, tip: str) -> svg.Element:
    """A curve from the facing side of one chip to the other; within a column it goes around, on the side with room."""
    same = abs(target.x - chip.x) < 1
    around_right = chip.x + chip.width + 30 < width
    leaves_right = around_right if same else target.x > chip.x
    enters_right = around_right if same else not leaves_right
    start = chip.x + chip.width if leaves_right else chip.x
    end = target.x + target.width if enters_right else target.x
    bend = 28 if same else abs(end - start) / 2
    out, into = (bend if leaves_right else -bend), (bend if enters_right else -bend)
    curve = svg.CubicBezier(start + out, chip.middle, end + into, target.middle, end, target.middle)
    return svg.Path(
        d=[svg.M(start, chip.middle), curve],
        fill="none", stroke="#be123c", stroke_width=1.6, stroke_dasharray=[5, 3], marker_end=f"url(#{tip})",
    )  # fmt: skip


def _marker(id_: str) -> svg.Element:
    head = svg.Path(d=[svg.M(0, 0), svg.L(8, 4), svg.L(0, 8), svg.Z()], fill="#be123c")
    return svg.Defs(
        elements=[
            svg.Marker(
                id=id_,
                viewBox=svg.ViewBoxSpec(0, 0, 8, 8),
                refX=7,
                refY=4,
                markerWidth=8,
                markerHeight=8,
                orient="auto",
                elements=[head],
            )
        ]
    )


def _band(grid: Grid, top: float, height: float, label: str, tinted: bool) -> Iterator[svg.Element]:
    if tinted:
        yield svg.Rect(x=0, y=top, width=grid.width, height=height, fill="#f9fafb")
    yield svg.Line(x1=0, y1=top, x2=grid.width, y2=top, stroke="#e5e7eb", stroke_width=1)
    if grid.caption:
        yield written(label, 6, top + grid.caption, 12, GREY)
    else:
        yield written(cut(label, grid.left - 8), grid.left - 8, top + height / 2 + 4, 12, GREY, "end")


def _columns(grid: Grid, bottom: float) -> Iterator[svg.Element]:
    for at, label in enumerate(grid.columns):
        left, marked = grid.left + at * grid.lane, at == grid.unclear_column
        yield svg.Line(
            x1=left, y1=_TOP, x2=left, y2=bottom, stroke="#9ca3af" if marked else "#e5e7eb", stroke_width=1,
            stroke_dasharray=[4, 3] if marked else None,
        )  # fmt: skip
        yield written(cut(label, grid.lane - 4), left + grid.lane / 2, _TOP - 12, 12, SOFT, "middle")
    yield svg.Line(x1=0, y1=bottom, x2=grid.width, y2=bottom, stroke="#e5e7eb", stroke_width=1)


def _entries(people: Sequence[PersonRow], axes: Axes, said: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What needs a legend on this map: labels with a colour, or with the mark itself."""
    places = {place.id for place in axes.layer}
    yield from ((place.label, LAYER_COLOURS[at]) for at, place in enumerate(axes.layer[:3]))
    if axes.layer and any(person.layer_id not in places for person in people):
        yield said["layer unclear"], GREY
    if any(person.spy for person in people):
        yield said["spy"], "◆"
    if any(person.introduces for person in people):
        yield said["can introduce"], "→"


def _legend(entries: Iterator[tuple[str, str]], top: float, width: float, tip: str) -> tuple[list[svg.Element], float]:
    """What colours, mark and arrow mean, in as many lines as the width needs; and where the picture ends."""
    elements: list[svg.Element] = []
    x, y = 8.0, top + 22
    for label, mark in entries:
        room = 46 + pixels(label)
        if x + room > width:
            x, y = 8.0, y + 20
        if mark == "◆":
            elements.append(written(mark, x + 4, y, 12, SOFT))
        elif mark == "→":
            elements.append(
                svg.Line(
                    x1=x, y1=y - 4, x2=x + 22, y2=y - 4, stroke="#be123c", stroke_width=1.6, stroke_dasharray=[5, 3],
                    marker_end=f"url(#{tip})",
                )
            )  # fmt: skip
        else:
            box = svg.Rect(x=x, y=y - 10, width=16, height=12, rx=3, fill=mark, fill_opacity=0.2, stroke=mark)
            elements.append(box)
        elements.append(written(label, x + (28 if mark == "→" else 22), y, 12, SOFT))
        x += room
    return elements, y + 12
