"""Where a person stands on the relationship map: the lanes of stance and influence, on a page and on a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stratagem.briefing.brief import Axes, PersonRow
from stratagem_cli.rendering.drawing import pixels
from stratagem_cli.rendering.words import words


@dataclass(frozen=True, slots=True)
class Grid:
    """The lanes of a map: labels of columns and rows, and where a person belongs."""

    columns: list[str]
    rows: list[str]
    caption: float
    """The height of a row's label where it stands above its people; 0 where it stands to their left."""
    cell_of: Callable[[PersonRow], tuple[int, int]]
    corner: str
    width: float
    left: float
    unclear_column: int | None

    @property
    def lane(self) -> float:
        """The width of one column."""
        return (self.width - self.left) / len(self.columns)


def level(people: Sequence[PersonRow], axes: Axes) -> Grid:
    """Stance from left to right, influence from top to bottom."""
    powers = _powers(people, axes)
    rows = [*reversed(range(len(axes.power))), *([len(axes.power)] if len(powers) > len(axes.power) else [])]
    return Grid(
        columns=[axes.unclear, *(place.label for place in axes.stance)],
        rows=[powers[power] for power in rows],
        caption=0,
        cell_of=lambda person: (_stance(person, axes) + 1, rows.index(_power(person, axes))),
        corner=axes.influence,
        width=760,
        left=_left([axes.influence, *powers]),
        unclear_column=1,
    )


def upright(people: Sequence[PersonRow], axes: Axes, lang: str) -> Grid:
    """Stance from top to bottom, friendliest first; influence from left to right. For narrow screens."""
    powers = _powers(people, axes)
    last = len(axes.stance)
    return Grid(
        columns=[f"{axes.influence}{words(lang)['colon']}{powers[0]}", *powers[1:]],
        caption=17,
        rows=[*(place.label for place in reversed(axes.stance)), axes.unclear],
        cell_of=lambda person: (_power(person, axes), last - 1 - _stance(person, axes)),
        corner="",
        width=390,
        left=0,
        unclear_column=None,
    )


def _left(labels: list[str]) -> float:
    """The room that the labels of the rows need, within reason."""
    return min(max(pixels(label) + 16 for label in labels), 100)


def _powers(people: Sequence[PersonRow], axes: Axes) -> list[str]:
    """Labels of influence, lowest first; the unknown last, where it is needed."""
    labels = [place.label for place in axes.power]
    return (
        [*labels, axes.unclear] if not labels or any(_power(each, axes) == len(labels) for each in people) else labels
    )


def _stance(person: PersonRow, axes: Axes) -> int:
    """The place on the scale of stance; -1 when it is unclear."""
    return next((at for at, place in enumerate(axes.stance) if place.id == person.stance_id), -1)


def _power(person: PersonRow, axes: Axes) -> int:
    """The place on the scale of power, by weight where power is not known; one past the highest when neither is."""
    ids = [place.id for place in axes.power]
    if person.power_id in ids:
        return ids.index(person.power_id)
    if person.weight is None or (person.weight == 0 and person.stance_id is None) or not ids:
        return len(ids)
    return min(int(person.weight / 100 * len(ids)), len(ids) - 1)
