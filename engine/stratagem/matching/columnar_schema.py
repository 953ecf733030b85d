"""A book as the columnar matcher sees it: a row for each account and each person, a typed column for each fact.

What is unknown is null. This module knows kinds and columns. It does not know files, labels, rules or conditions.

**Accounts**, one row each, in the order of the answers:

| column | type |
| --- | --- |
| `@account` | String: the name; null or blank when the account has none |
| `@listed` | Boolean: a list of people was given, be it empty; anyway so of accounts that have people |
| *fact* | what the caller gave, by kind |

**People**, one row each, ordered by account:

| column | type |
| --- | --- |
| `@row` | UInt32: the row of the person's account, counted from 0, ascending |
| *attribute* | what the caller gave, by kind |

| kind | column |
| --- | --- |
| flag | Boolean |
| choice, scale | the place of the value in the vocabulary, from 0, as an unsigned integer; or an Enum of the ids |
| number | Float64, never NaN; whole numbers up to 10^15 are exact |
| tags | a bit mask, bit *i* for the *i*-th value; the 65th value begins a column `<id>@1`, and so on |
| date | Date |
| text | String |

A column that is absent is unknown throughout. An account that no row of the people frame speaks of, and whose `@listed`
is not true, has *no stakeholders given*: every quantifier is unknown, as of an account without `stakeholders`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import polars as pl

from stratagem.vocabulary import Fact, Kind, Value, Vocabulary

ACCOUNT = "@account"
LISTED = "@listed"
ROW = "@row"

WORD = 64
"""So many tags stand in one column."""

Schema = Mapping[str, pl.DataType]


def unsigned(most: int) -> pl.DataType:
    """The smallest unsigned integer type that holds 0 to `most`."""
    bits = most.bit_length()
    return pl.UInt8() if bits <= 8 else pl.UInt16() if bits <= 16 else pl.UInt32() if bits <= 32 else pl.UInt64()


def columns_of(fact: Fact) -> dict[str, pl.DataType]:
    """The columns of a fact with their types: one, but for tags of more than 64 values."""
    match fact.kind:
        case Kind.FLAG:
            return {fact.id: pl.Boolean()}
        case Kind.CHOICE | Kind.SCALE:
            return {fact.id: unsigned(max(len(fact.values) - 1, 0))}
        case Kind.NUMBER:
            return {fact.id: pl.Float64()}
        case Kind.TAGS:
            words = range(0, max(len(fact.values), 1), WORD)
            sizes = [min(WORD, max(len(fact.values), 1) - start) for start in words]
            return {f"{fact.id}@{at}" if at else fact.id: unsigned((1 << size) - 1) for at, size in enumerate(sizes)}
        case Kind.DATE:
            return {fact.id: pl.Date()}
        case Kind.TEXT:
            return {fact.id: pl.String()}


def stored(fact: Fact, value: Value) -> dict[str, bool | int | float | str | date]:
    """A value as the columns of its fact hold it."""
    if isinstance(value, frozenset):
        mask = sum(1 << fact.ranks[tag] for tag in value)
        low = (1 << WORD) - 1
        return {name: mask >> WORD * at & low for at, name in enumerate(columns_of(fact))}
    if fact.kind in (Kind.CHOICE, Kind.SCALE):
        assert isinstance(value, str), "a choice's value is an id"
        return {fact.id: fact.ranks[value]}
    return {fact.id: float(value) if fact.kind is Kind.NUMBER and isinstance(value, int | float) else value}


def account_schema(vocabulary: Vocabulary) -> Schema:
    """The columns of the accounts frame."""
    return {ACCOUNT: pl.String(), LISTED: pl.Boolean(), **_columns(vocabulary.facts)}


def people_schema(vocabulary: Vocabulary) -> Schema:
    """The columns of the people frame."""
    return {ROW: pl.UInt32(), **_columns(vocabulary.attributes)}


def completed(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """A frame with all the columns of a schema and no others, those absent null, an Enum turned into places."""
    return (
        frame.with_columns(_completing(frame.schema, schema)).select(*schema)
        if frame.width
        else frame.select(**_nulls(schema))
    )


def _completing(present: Mapping[str, pl.DataType], schema: Schema) -> Iterator[pl.Expr]:
    for name, wanted in schema.items():
        if name not in present:
            yield pl.lit(None, dtype=wanted).alias(name)
        elif isinstance(present[name], pl.Enum):
            yield pl.col(name).to_physical().cast(wanted)
        else:
            yield pl.col(name).cast(wanted)


def _nulls(schema: Schema) -> dict[str, pl.Series]:
    return {name: pl.Series(name, [], dtype=wanted) for name, wanted in schema.items()}


def _columns(facts: Iterable[Fact]) -> dict[str, pl.DataType]:
    return {name: type_ for fact in facts for name, type_ in columns_of(fact).items()}
