"""Answers about people in columns, from what is true and false of each person: folds of the persons' columns.

It answers what `Quantifier` and `Count` of `stratagem.condition` answer. This module knows people by their place only;
it does not know what was asked of each of them.
"""

from collections.abc import Sequence
from itertools import groupby

from stratagem.condition import Count, Quantifier
from stratagem.matching.variations_columns import Column, FactColumns, Width, any_of
from stratagem.vocabulary import Kind, Value

Rails = tuple[Column, Column]
"""Where it is true, and where it is false."""


def answered(
    width: Width, asked: Quantifier | Count, persons: Sequence[Rails], attributes: Sequence[FactColumns]
) -> Rails:
    """The rails of a question about the people listed; `attributes` are what a count counts the values of."""
    if isinstance(asked, Count):
        return _counted(width, asked, persons, attributes)
    true, false = [rails[0] for rails in persons], [rails[1] for rails in persons]
    if asked.which == "every":
        return _all_of(width, true), any_of(false)
    some = any_of(true), _all_of(width, false)
    return some if asked.which == "some" else some[::-1]


def _all_of(width: Width, columns: Sequence[Column]) -> Column:
    found = width.full
    for column in columns:
        found &= column
    return found


def _counted(width: Width, count: Count, persons: Sequence[Rails], attributes: Sequence[FactColumns]) -> Rails:
    """True where every number that the count may be passes, false where none does."""
    passing = [count.test.admits(number, None) is True for number in range(len(persons) + 1)]
    runs: list[tuple[bool, int, int]] = []
    for passes, group in groupby(range(len(passing)), passing.__getitem__):
        numbers = list(group)
        runs.append((passes, numbers[0], numbers[-1]))
    certain, possible = _bounds(width, count, persons, attributes)
    rails = {True: width.full, False: width.full}
    for passes, first, last in runs:
        # It is none of the numbers of a run: more than the last for certain, or less than the first at most.
        rails[not passes] &= certain[last + 1] | width.negation(possible[first])
    return rails[True], rails[False]


def _bounds(
    width: Width, count: Count, persons: Sequence[Rails], attributes: Sequence[FactColumns]
) -> tuple[list[Column], list[Column]]:
    """For each number: where the count is at least that for certain, and where it can be."""
    most = len(persons) + 1
    certain = [true for true, _ in persons]
    possible = [width.negation(false) for _, false in persons]
    if count.distinct is None:
        return width.at_least(certain, most), width.at_least(possible, most)
    certain_values = width.at_least(_by_value(certain, attributes), most)
    certain_values[1] |= any_of(certain)
    nameless = [may & columns.unknown for may, columns in zip(possible, attributes, strict=True)]
    possible_values = width.at_least([*_by_value(possible, attributes), *nameless], most)
    for number in range(_values(count) + 1, most + 1):
        possible_values[number] = 0
    return certain_values, possible_values


def _by_value(members: Sequence[Column], attributes: Sequence[FactColumns]) -> list[Column]:
    """For each value that somebody has: where a member has it."""
    found: dict[Value, Column] = {}
    for member, columns in zip(members, attributes, strict=True):
        for value, column in columns.values.items():
            found[value] = found.get(value, 0) | member & column
    return list(found.values())


def _values(count: Count) -> int:
    """How many values the attribute has at most."""
    match count.distinct.kind if count.distinct else None:
        case Kind.CHOICE | Kind.SCALE:
            return len(count.distinct.values) if count.distinct else 0
        case Kind.FLAG:
            return 2
        case _:
            return 1 << 30
