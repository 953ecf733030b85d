"""Frames as users have them → the frames of the columnar matcher, and everything in them that could not be read.

Headings may be ids or labels of any language. People find their account by a column `account` (its name or its id) or
`account_id`, if the accounts have one. This module knows tables and headings. It does not know rules.

Of an account that no person belongs to, nothing was said about people, unless its column `people_listed` says yes: then
there is nobody. Names of people are not read: no answer of a book depends on them.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from stratagem.account import NAME_LABELS, names_at
from stratagem.book.faults import ACCOUNTS, ADDED, STAKEHOLDERS, BadValues, Faults, gathered
from stratagem.book.keys import ACCOUNT_LABELS, KEY, KEY_LABELS, Keys, as_key, collapsed
from stratagem.book.values import Column, read_columns
from stratagem.diagnostics import Diagnostic, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.matching.columnar_schema import ACCOUNT, LISTED, ROW, account_schema, completed, people_schema
from stratagem.vocabulary import Fact, Kind, Vocabulary, folded, forbidden_character
from stratagem.wording import Text

LISTED_LABELS = ("people_listed", "已列干系人")
"""What the flag may be called that says: these are all the people, be there none."""

_AGAIN = re.compile(r"(.+?)(?:_duplicated)?_\d+")
"""What a heading is called that stands in a CSV file or a sheet once more."""
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"


@dataclass(frozen=True)
class Book:
    """A book, read: the frames as `matching.columnar_schema` tells, and what is wrong with it."""

    accounts: pl.DataFrame
    people: pl.DataFrame
    faults: Faults
    ids: pl.Series | None
    """What the accounts are known by, if they have ids."""


def as_frame(table: object, name: str) -> pl.DataFrame:
    """A table as a Polars frame: a frame itself, lazy or not, a pandas frame, or whatever offers an Arrow stream."""
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, pl.DataFrame):
        return table
    if type(table).__module__.partition(".")[0] == "pandas":
        return pl.from_pandas(table)  # type: ignore[call-overload,no-any-return]
    if hasattr(table, "__arrow_c_stream__"):
        return pl.DataFrame(table)
    raise TypeError(f"{name} must be a Polars, pandas or Arrow table, not {type(table).__name__}")


def read_book(
    vocabulary: Vocabulary, accounts: object, stakeholders: object | None = None, *, rows: pl.Series | None = None
) -> Book:
    """Read both tables; every fault is collected, none is raised. A faulty value is unknown in the frames.

    People whose account cannot be told are left out of the frames, and are faults. `rows` says where somebody else has
    found each person's account already.
    """
    wrong: list[Diagnostic] = []
    bad: list[BadValues] = []
    given = as_frame(accounts, ACCOUNTS)
    own = headings_of(given.columns, vocabulary, ACCOUNTS, wrong)
    facts = [Column(own[fact.id], fact, given[own[fact.id]]) for fact in vocabulary.facts if fact.id in own]
    if LISTED in own:
        facts.append(Column(own[LISTED], _LISTED, given[own[LISTED]]))
    columns, bad_values = read_columns(ACCOUNTS, facts)
    names = names_of(given, own.get(ACCOUNT), bad)
    ids = as_key(given[own[KEY]]) if KEY in own else None
    read = pl.DataFrame({ACCOUNT: names, **columns}) if given.width else pl.DataFrame()
    bad += bad_values
    people = pl.DataFrame()
    if stakeholders is not None:
        persons = as_frame(stakeholders, STAKEHOLDERS)
        theirs = headings_of(persons.columns, vocabulary, STAKEHOLDERS, wrong)
        columns, bad_values = attributes_of(persons, vocabulary, theirs)
        if rows is None:
            keys = Keys.of(names, ids)
            heading = keys.heading(theirs, wrong)
            rows = pl.Series(ROW, [None], dtype=pl.UInt32).new_from_index(0, persons.height)
            if heading is not None:
                rows = keys.placed(persons[heading], heading, heading == theirs.get(KEY), bad)
        people = pl.DataFrame({ROW: rows, **columns}).drop_nulls(ROW)
        people = people if people[ROW].is_sorted() else people.sort(ROW, maintain_order=True)
        bad += bad_values
    return Book(
        completed(read, account_schema(vocabulary)),
        completed(people, people_schema(vocabulary)),
        gathered(bad, wrong, rows),
        ids,
    )


def attributes_of(
    persons: pl.DataFrame, vocabulary: Vocabulary, theirs: Mapping[str, str], unasked: Container[str] = ()
) -> tuple[dict[str, pl.Series], list[BadValues]]:
    """What people are like, by the columns of the schema, and the values that could not be read.

    Texts that nobody asks for, by the ids of their attributes, may be missing.
    """
    given = [Column(theirs[f.id], f, persons[theirs[f.id]]) for f in vocabulary.attributes if f.id in theirs]
    return read_columns(STAKEHOLDERS, given, unasked)


_LISTED = Fact(LISTED, Kind.FLAG, Text((("en", LISTED_LABELS[0]), ("zh", LISTED_LABELS[1]))))


# ── Headings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def names_in(vocabulary: Vocabulary, table: str) -> Mapping[str, str]:
    """Folded heading → fact id, or what the column is for."""
    keys = {folded(label): KEY for label in KEY_LABELS}
    if table == STAKEHOLDERS:
        return {**names_at(vocabulary, 1), **{folded(label): ACCOUNT for label in ACCOUNT_LABELS}, **keys}
    own = {folded(label): ACCOUNT for label in (*NAME_LABELS, *ACCOUNT_LABELS)}
    own |= keys | {folded(label): LISTED for label in LISTED_LABELS}
    return {**own, **vocabulary.fact_names}


def headings_of(headings: Iterable[str], vocabulary: Vocabulary, table: str, wrong: list[Diagnostic]) -> dict[str, str]:
    """What each column is for → its heading; headings that mean nothing, or the same as another, are noted."""
    found: dict[str, str] = {}
    names = names_in(vocabulary, table)
    headings = tuple(headings)
    for heading in headings:
        if heading.startswith(tuple(ADDED.values())):
            continue
        id_ = names.get(folded(heading))
        place = f"{table}.{heading[:60]}"
        again = _AGAIN.fullmatch(heading)
        if id_ is None and again and again[1] in headings:
            wrong.append(Diagnostic("heading-twice", f"{table}.{again[1][:60]}", {"name": again[1][:60]}))
        elif id_ is None:
            wrong.append(_undeclared(heading[:60], vocabulary, table == STAKEHOLDERS, place))
        elif id_ in found:
            wrong.append(Diagnostic("said-twice", place, {"name": heading[:60], "other": found[id_]}))
        else:
            found[id_] = heading
    return found


def _undeclared(heading: str, vocabulary: Vocabulary, of_people: bool, place: str) -> Diagnostic:
    facts = vocabulary.attributes if of_people else vocabulary.facts
    also = (*ACCOUNT_LABELS[:1], *KEY_LABELS[:1]) if of_people else ("name", KEY_LABELS[0], LISTED_LABELS[0])
    labels = (label for fact in facts for _, label in fact.label.by_language)
    near = nearest(heading, [*(fact.id for fact in facts), *also, *labels])
    if of_people:
        elsewhere = vocabulary.fact_names.get(folded(heading))
        return Diagnostic("unknown-attribute", place, written({"name": heading, "fact": elsewhere, "near": near}))
    elsewhere = vocabulary.attribute_names.get(folded(heading))
    return Diagnostic("unknown-fact", place, written({"name": heading, "attribute": elsewhere, "near": near}))


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def names_of(accounts: pl.DataFrame, heading: str | None, bad: list[BadValues]) -> pl.Series:
    """The names of the accounts, blanks collapsed; blank for those that have none."""
    if heading is None:
        return pl.Series(ACCOUNT, [""]).new_from_index(0, accounts.height)
    names = as_key(accounts[heading])
    controlled = names.str.contains(_CONTROLS).fill_null(value=False)
    if controlled.any():
        frame = pl.DataFrame({"row": controlled.arg_true().cast(pl.UInt32), "value": names.filter(controlled)})
        first = forbidden_character(str(frame["value"][0]))
        reasons = [Diagnostic("control-character", None, written({"character": first}))]
        bad.append(BadValues(ACCOUNTS, heading, frame.with_columns(pl.lit(0, pl.UInt32).alias("reason")), reasons))
    return collapsed(names).fill_null("").alias(ACCOUNT)
