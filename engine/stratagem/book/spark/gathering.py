"""Accounts and people of Spark → accounts that carry their people, so that each can be advised wherever it lies.

People find their account as `book.keys` tells, here as joins: an account is known by its id and its name, never by its
place, so that nothing depends on how Spark happened to spread either table. This module knows names, ids and joins. It
does not know facts, rules or files.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812 - as everybody who writes Spark knows it
from pyspark.sql.types import DoubleType, FloatType

from stratagem.book.csv_rows import CELLS

AT, NUMBER, PEOPLE, FIRST = "@at", "@number", "@people", "@first"
"""The order of a row, its number in its file, an account's people, and the number of its first twin."""
ID, NAME, GIVEN = "@id", "@name", "@given"
"""The keys of an account as text, and what a person says of theirs."""
_BLANKS = r"(?U)\s+"


@dataclass(frozen=True)
class Side:
    """A table in Spark: `@at`, `@number` if it has one, and what each further column is called by its user."""

    frame: DataFrame
    headings: tuple[str, ...]
    """Of the columns `c0`, `c1`, …"""

    @classmethod
    def of(cls, frame: DataFrame, headings: Sequence[str], at: Column, number: Column | None = None) -> "Side":
        """A table with these of its columns; `at` says in which order its rows are, `number` what to call them."""
        numbered = [] if number is None else [number.cast("long").alias(NUMBER)]
        columns = (F.col(quoted(name)).alias(f"c{place}") for place, name in enumerate(headings))
        return cls(frame.select(at.cast("long").alias(AT), *numbered, *columns), tuple(headings))

    def key(self, heading: str) -> Column:
        """A column of names or ids as text; whole numbers without a point, if all of them are whole."""
        name = f"c{self.headings.index(heading)}"
        column = F.col(name)
        if isinstance(self.frame.schema[name].dataType, DoubleType | FloatType):
            column = F.when(~F.isnan(column), column)
            whole = self.frame.select(F.coalesce(F.every(column == F.floor(column)), F.lit(True))).head()
            column = column.cast("long") if whole is not None and whole[0] else column
        return column.cast("string")


@dataclass(frozen=True)
class Gathered:
    """Accounts with their people, and the people who have no account."""

    accounts: DataFrame
    """`@at`, `@number`, columns, `@people` (each with `@at`, `@number` and columns) and `@first`, as far as asked."""
    strangers: DataFrame | None
    """`@at`, `@number`, `@given`, `code`, why their account cannot be told, and `@cells` of odd rows."""


def gathered(
    accounts: Side,
    people: Side | None,
    *,
    name: str | None,
    id_: str | None,
    theirs: str | None,
    ids_only: bool,
    twins: bool = False,
) -> Gathered:
    """Join people to accounts.

    `name` and `id_` are the headings of the accounts' keys, `theirs` that of the people's, which holds ids only or
    names too; `twins` marks accounts that cannot be told apart.
    """
    keyed = accounts.frame.withColumn(NAME, _collapsed(accounts.key(name)) if name is not None else F.lit(""))
    keyed = keyed.withColumn(ID, accounts.key(id_) if id_ is not None else F.lit(None).cast("string"))
    found, strangers = keyed, None
    if people is not None and theirs is not None:
        told = people.frame.withColumn(GIVEN, people.key(theirs))
        placed = _placed(told, keyed, has_ids=id_ is not None, ids_only=ids_only)
        numbered = [NUMBER] if NUMBER in told.columns else []
        torn = [F.col(f"c{people.headings.index(CELLS)}").alias(CELLS)] if CELLS in people.headings else []
        strangers = placed.where("code is not null").select(AT, *numbered, GIVEN, "code", *torn)
        each = F.struct(AT, *numbered, *(f"c{at}" for at in range(len(people.headings))))
        own = placed.where("code is null").groupBy("found.id", "found.name").agg(F.collect_list(each).alias(PEOPLE))
        found = keyed.join(own, keyed[NAME].eqNullSafe(own["name"]) & keyed[ID].eqNullSafe(own["id"]), "left")
        found = found.drop("id", "name")
    if twins:
        found = _marked(found, keyed, ID if id_ is not None else NAME)
    return Gathered(found.drop(NAME, ID), strangers)


def quoted(name: str) -> str:
    """A heading as Spark wants it, whatever stands in it."""
    return f"`{name.replace('`', '``')}`"


def _collapsed(text: Column) -> Column:
    """Without blanks around it, and one blank between words; as `book.keys.collapsed`."""
    return F.coalesce(F.trim(F.regexp_replace(text, _BLANKS, " ")), F.lit(""))


def _placed(people: DataFrame, accounts: DataFrame, *, has_ids: bool, ids_only: bool) -> DataFrame:
    """People with `found`, the keys of their account, and `code` where there is none: ids first, then names."""
    probes = [(ID, F.col(GIVEN)), (ID, _collapsed(F.col(GIVEN)))] if has_ids else []
    if not (has_ids and ids_only):
        probes.append((NAME, _collapsed(F.col(GIVEN))))
    hits = []
    for place, (key, wanted) in enumerate(probes):
        known = _known(accounts, key).select(F.col(key).alias(f"key{place}"), F.col("found").alias(f"found{place}"))
        people = people.join(known, wanted == known[f"key{place}"], "left")
        hits.append(F.col(f"found{place}"))
    people = people.withColumn("found", F.coalesce(*hits))
    blank = F.col(GIVEN).isNull() | (_collapsed(F.col(GIVEN)) == "")
    code = F.when(F.col("found.twice"), "account-named-twice").when(blank, "person-without-account")
    return people.withColumn("code", code.when(F.col("found").isNull(), "account-not-in-book"))


def _known(accounts: DataFrame, key: str) -> DataFrame:
    """Each id, or name, once, with the keys of its account and whether several have it; blank ones find nothing."""
    keys = accounts.where(F.col(key) != "").groupBy(key)
    twice = (F.count("*") > 1).alias("twice")
    other = NAME if key == ID else ID
    own = keys.agg(F.min(other).alias("other"), twice)
    names = (F.col(key).alias("id"), F.col("other").alias("name"))
    if key == NAME:
        names = (F.col("other").alias("id"), F.col(key).alias("name"))
    return own.select(key, F.struct(*names, "twice").alias("found"))


def _marked(found: DataFrame, accounts: DataFrame, key: str) -> DataFrame:
    """Accounts with the number of the first that has the same key, if several have it."""
    grouped = accounts.where(F.col(key) != "").groupBy(F.col(key).alias("key"))
    several = grouped.agg(F.min(NUMBER).alias(FIRST), F.count("*").alias("count")).where("count > 1").drop("count")
    return found.join(several, found[key] == several["key"], "left").drop("key")
