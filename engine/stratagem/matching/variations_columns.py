"""Columns of bits: one Python integer says of every variation at once whether something holds.

Bit *j* is variation *j*. Where some facts are left open, every column is twice as wide and says two things: its lower
half what holds *surely*, whatever the open facts turn out to be, its upper half what holds *possibly*. `and` and `or`
of such columns are again `&` and `|`; only `not` has to change the halves. This module knows bits, not facts.
"""

from collections.abc import Iterable, Iterator, Sequence

from stratagem.vocabulary import Value

Column = int


class Width:
    """How many variations there are, and whether columns hold bounds."""

    def __init__(self, variations: int, bounds: bool = False) -> None:
        """`bounds`: some facts are left open, and columns have two halves."""
        self.variations = variations
        self.bounds = bounds
        self.surely: Column = (1 << variations) - 1
        """Every bit of the lower half."""
        self.full: Column = self.surely | self.surely << variations if bounds else self.surely
        """What always holds."""

    def both(self, mask: int) -> Column:
        """A column that surely holds in these variations and surely not in the others."""
        return mask | mask << self.variations if self.bounds else mask

    def maybe(self, mask: int) -> Column:
        """A column that may hold in these variations."""
        return mask << self.variations

    def sure(self, column: Column) -> int:
        """The variations in which a column surely holds."""
        return column & self.surely

    def possible(self, column: Column) -> int:
        """The variations in which a column may hold."""
        return column >> self.variations if self.bounds else column

    def negation(self, column: Column) -> Column:
        """What holds where `column` does not: surely where it possibly does not, possibly where it surely does not."""
        if not self.bounds:
            return self.full ^ column
        return self.full ^ (column >> self.variations | (column & self.surely) << self.variations)

    def either(self, yes: Column, no: Column) -> Column:
        """`yes`, when exactly one of the two holds: then it surely holds wherever `no` cannot."""
        return yes | self.negation(no) & self.surely if self.bounds else yes

    def at_least(self, columns: Iterable[Column], most: int) -> list[Column]:
        """For each number up to `most`: where at least so many of the columns hold."""
        reached = [self.full] + [0] * most
        for column in columns:
            if column:
                for number in range(most, 0, -1):
                    reached[number] |= reached[number - 1] & column
        return reached


def bits_of(mask: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    bits = bin(mask)[:1:-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)


def any_of(columns: Sequence[Column]) -> Column:
    """Where one of the columns holds."""
    found = 0
    for column in columns:
        found |= column
    return found


class FactColumns:
    """Where a fact has which value; where it has none of them it is unknown."""

    __slots__ = ("unknown", "values")

    def __init__(self, values: dict[Value, Column], unknown: Column) -> None:
        """`values` by value; tags are frozen sets."""
        self.values = values
        self.unknown = unknown
