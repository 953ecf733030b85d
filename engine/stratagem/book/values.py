"""One column as it was given → the column, or columns, that the columnar matcher reads; and the values that are none.

What is written plainly is read by Polars, all columns in one pass. What is left (a label in capitals, two tags, an
error) is read by `Fact.read`, each distinct value once: a book means what its accounts mean one by one. This module
knows kinds and columns. It does not know headings or rows of people.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stratagem.book.faults import BadValues
from stratagem.diagnostics import Diagnostic
from stratagem.matching.columnar_schema import columns_of, stored
from stratagem.vocabulary import LARGEST_NUMBER, LONGEST_TEXT, NO, YES, Fact, Kind, Value

_PLAIN_NUMBER = r"^[+-]?[0-9]{1,15}(,[0-9]{3})*(\.[0-9]{1,15})?%?$"
_PLAIN_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PLAIN = r" -~\u00a0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u3000-\u3098\u309b-\u9fff\uac00-\ud7a3\uff00-\uffef"
"""Characters of text that is normal (NFC) and holds no control character, whatever stands beside what."""
_PLAIN_TEXT, _UNUSUAL = f"^[{_PLAIN}]*$", f"[^{_PLAIN}]"
_UNIT = "\x1f"
"""Separates tags that came as a list."""


@dataclass(frozen=True)
class Column:
    """A column as it was given, and what it is to hold."""

    heading: str
    fact: Fact
    given: pl.Series


def read_columns(
    table: str, columns: Sequence[Column], unasked: Container[str] = ()
) -> tuple[dict[str, pl.Series], list[BadValues]]:
    """Read columns: by name those of the columnar schema, and the values that could not be read.

    Texts that nobody asks for, by the ids of their facts, are only looked through and may be missing from the answer.
    """
    found: dict[str, pl.Series] = {}
    bad: list[BadValues] = []
    given = pl.DataFrame([_simplified(each).alias(str(at)) for at, each in enumerate(columns)])
    texts = [at for at, each in enumerate(columns) if _is_plain_text(each, given[str(at)])]
    wanted = [(at, each) for at, each in enumerate(columns) if at not in texts]
    found |= given.select(
        _stripped(pl.col(str(at))).alias(columns[at].fact.id) for at in texts if columns[at].fact.id not in unasked
    ).to_dict()
    plain = given.select(
        expression.alias(f"{at} {name}")
        for at, each in wanted
        for name, expression in _plain(each.fact, pl.col(str(at)), given.schema[str(at)]).items()
    )
    for at, each in wanted:
        own = {name: plain[f"{at} {name}"] for name in columns_of(each.fact)}
        read, wrong = _leftovers(table, each, given[str(at)], own)
        found |= read
        bad += wrong
    return found, bad


def _simplified(column: Column) -> pl.Series:
    """The column without categories and NaN, lists of tags as text."""
    given, type_ = column.given, column.given.dtype
    if isinstance(type_, pl.Categorical | pl.Enum):
        return given.cast(pl.String)
    if type_.is_float():
        return given.fill_nan(None)
    if _is_list_of_tags(column):
        lists = given.arr.to_list() if isinstance(type_, pl.Array) else given
        return lists.cast(pl.List(pl.String)).list.join(_UNIT, ignore_nulls=True)
    return given


def _is_list_of_tags(column: Column) -> bool:
    type_ = column.given.dtype
    if column.fact.kind is not Kind.TAGS or not isinstance(type_, pl.List | pl.Array):
        return False
    return isinstance(type_.inner, pl.String | pl.Null | pl.Categorical | pl.Enum)


# ── Plain values ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _plain(fact: Fact, given: pl.Expr, type_: pl.DataType) -> dict[str, pl.Expr]:
    """The columns of a fact where they can be told from what is plainly written; null elsewhere."""
    columns = columns_of(fact)
    if type_ == pl.String and (words := _words(fact)):
        at = given.cast(pl.Enum(list(words)), strict=False).to_physical()
        return {
            name: pl.lit(pl.Series([word[name] for word in words.values()], dtype=column)).gather(at)
            for name, column in columns.items()
        }
    plain = _plain_of_kind(fact, given, type_)
    if plain is not None:
        return {fact.id: plain}
    return {name: pl.repeat(None, pl.len(), dtype=column) for name, column in columns.items()}


def _words(fact: Fact) -> Mapping[str, Mapping[str, object]]:
    """Ids and labels of the values, or the words of a flag, each with what its columns then hold."""
    values: dict[str, Value] = {}
    match fact.kind:
        case Kind.FLAG:
            values = {word: word in YES for word in sorted(YES | NO)}
        case Kind.CHOICE | Kind.SCALE:
            values = {name: id_ for name in fact.names_of_values() if (id_ := fact.value_id(name)) is not None}
        case Kind.TAGS:
            values = {
                name: frozenset({id_}) for name in fact.names_of_values() if (id_ := fact.value_id(name)) is not None
            }
    return {name: stored(fact, value) for name, value in values.items()}


def _plain_of_kind(fact: Fact, given: pl.Expr, type_: pl.DataType) -> pl.Expr | None:
    match fact.kind:
        case Kind.FLAG if type_ == pl.Boolean:
            return given
        case Kind.FLAG if type_.is_numeric():
            # A column of 0 and 1 with gaps is one of floats in pandas.
            return pl.when(given == 1).then(pl.lit(True)).when(given == 0).then(pl.lit(False))
        case Kind.NUMBER if type_.is_numeric():
            return _in_range(fact, given.cast(pl.Float64))
        case Kind.NUMBER if type_ == pl.String:
            digits = pl.when(given.str.contains(_PLAIN_NUMBER)).then(given.str.replace_all("[,%]", ""))
            return _in_range(fact, digits.cast(pl.Float64, strict=False))
        case Kind.DATE if type_ == pl.Date or isinstance(type_, pl.Datetime):
            day = given.dt.date()
            return pl.when(day.is_between(pl.lit(date.min), pl.lit(date.max))).then(day)
        case Kind.DATE if type_ == pl.String:
            day = given.str.to_date("%Y-%m-%d", strict=False)
            return pl.when(given.str.contains(_PLAIN_DATE) & (day >= pl.lit(date.min))).then(day)
        case Kind.TEXT if type_ == pl.String:
            is_plain = (given.str.len_bytes() <= LONGEST_TEXT) & given.str.contains(_PLAIN_TEXT)
            return _stripped(pl.when(is_plain).then(given))
    return None


def _stripped(text: pl.Expr) -> pl.Expr:
    text = text.str.strip_chars()
    return pl.when(text != "").then(text)


def _is_plain_text(column: Column, given: pl.Series) -> bool:
    """Whether all of a column is plain text: a search through the whole of it at once is the quickest."""
    if column.fact.kind is not Kind.TEXT or given.dtype != pl.String:
        return False
    longest = given.str.len_bytes().max()
    return not (isinstance(longest, int) and longest > LONGEST_TEXT) and not bool(
        given.str.join("").str.contains(_UNUSUAL).any()
    )


def _in_range(fact: Fact, number: pl.Expr) -> pl.Expr:
    low = -LARGEST_NUMBER if fact.low is None else fact.low
    high = LARGEST_NUMBER if fact.high is None else fact.high
    return pl.when((number >= float(low)) & (number <= float(high))).then(number)


# ── What is left ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _leftovers(
    table: str, column: Column, given: pl.Series, plain: dict[str, pl.Series]
) -> tuple[dict[str, pl.Series], list[BadValues]]:
    first = next(iter(plain.values()))
    if first.null_count() == given.null_count():
        return plain, []
    fact, is_left = column.fact, first.is_null() & given.is_not_null()
    rows = is_left.arg_true()
    left = _readable(given.filter(is_left))
    distinct = left.unique(maintain_order=True)
    readings = [_reading(column, raw) for raw in distinct.to_list()]
    places = pl.int_range(distinct.len(), dtype=pl.UInt32, eager=True)
    place = left.replace_strict(distinct, places, return_dtype=pl.UInt32)
    values = [
        stored(fact, each) if each is not None and not isinstance(each, Diagnostic) else dict.fromkeys(plain)
        for each in readings
    ]
    read = {
        name: series.scatter(rows, pl.Series([value[name] for value in values], dtype=series.dtype).gather(place))
        for name, series in plain.items()
    }
    reasons = [each for each in readings if isinstance(each, Diagnostic)]
    if not reasons:
        return read, []
    at = iter(range(len(reasons)))
    reason = pl.Series([next(at) if isinstance(each, Diagnostic) else None for each in readings], dtype=pl.UInt32)
    frame = pl.DataFrame({"row": rows.cast(pl.UInt32), "value": left.cast(pl.String), "reason": reason.gather(place)})
    frame = frame.with_columns(pl.col("value").str.replace_all(_UNIT, ";", literal=True)).drop_nulls("reason")
    return read, [BadValues(table, column.heading, frame, reasons)]


def _readable(left: pl.Series) -> pl.Series:
    """Values as Python can take them: dates of other calendars and nested values become words."""
    if left.dtype.is_temporal():
        return left.cast(pl.String)
    return pl.Series(["…"]).new_from_index(0, left.len()) if _is_opaque(left.dtype) else left


def _reading(column: Column, raw: object) -> Value | Diagnostic | None:
    """What the vocabulary makes of a value."""
    if _is_list_of_tags(column):
        return column.fact.read(str(raw).split(_UNIT) if raw else [], None)
    type_ = column.given.dtype
    return column.fact.read([[]] if isinstance(type_, pl.List | pl.Array) else {} if _is_opaque(type_) else raw, None)


def _is_opaque(type_: pl.DataType) -> bool:
    return type_.is_nested() or type_ in (pl.Object, pl.Binary)
