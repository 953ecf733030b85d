"""Headings and values of an export → those of the rulebook: how a mapping is read, and what it makes of a table.

```yaml
accounts:
  columns:
    Deal Name: name                      # heading in the file: what it is here
    Deal Stage: {fact: sales_step, values: {Contract Sent: win}}
people:
  columns:
    Associated Deal IDs: {fact: account_id, split: ";"}
  with:                                  # a second file of people, found by a key
    on: {ContactId: Id}
    columns: {Title: title}
```

A column may become several facts (a list), several headings may be names of one; those that a file lacks are passed
over. A value that is not translated stays as it is; one translated to nothing is unknown. `read: date` takes the date
from a date with a time. This module knows mappings and lazy tables. It does not know rules, nor what bad values are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from stratagem.authoring.fields import Fields, Reading, unknown_name
from stratagem.book.csv_rows import MARKS, NUMBER
from stratagem.book.faults import ACCOUNTS, STAKEHOLDERS
from stratagem.book.frames import names_in
from stratagem.book.keys import KEY, Index, prints_of
from stratagem.book.tables import Table, View
from stratagem.diagnostics import AccountError, Diagnostic, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.documents import Mapping, Node, Scalar, Sequence, parse, read_text
from stratagem.matching.columnar_schema import ACCOUNT, LISTED
from stratagem.vocabulary import Fact, Kind, Vocabulary, folded

SHIPPED = Path(__file__).parent / "mappings"
_WORDS = {KEY: "account_id", ACCOUNT: "account", LISTED: "people_listed"}
_JOIN = "@join"


@dataclass(frozen=True)
class Target:
    """What one column of a file becomes."""

    heading: str
    name: str
    values: tuple[tuple[str, str], ...] = ()
    """Value in the file, folded → value here, blank for unknown."""
    split: str = ""
    """Several values in a cell, and what stands between them: a row for each, or tags."""
    is_tags: bool = False
    is_date: bool = False

    def column(self) -> pl.Expr:
        """The column under its new name; split cells of keys are still lists."""
        column = pl.col(self.heading)
        if self.is_date:
            column = column.cast(pl.String).str.strip_chars().str.head(10)
        if self.values and self.is_tags:
            parts = column.cast(pl.String).str.split(self.split or ";")
            column = parts.list.eval(self._translated(pl.element())).list.drop_nulls().list.join(";")
        elif self.values:
            column = self._translated(column.cast(pl.String))
        elif self.split and self.is_tags:
            column = column.cast(pl.String).str.replace_all(self.split, ";", literal=True)
        elif self.split:
            column = column.cast(pl.String).str.split(self.split).list.eval(pl.element().str.strip_chars())
        return column.alias(self.name)

    def _translated(self, given: pl.Expr) -> pl.Expr:
        words, values = zip(*self.values, strict=True)
        known = given.str.strip_chars().str.to_lowercase()
        return known.replace_strict(list(words), [value or None for value in values], default=given)


@dataclass(frozen=True)
class Columns:
    """What a mapping says of one table."""

    targets: tuple[Target, ...] = ()
    key: tuple[tuple[str, str], ...] = ()
    """Headings here and there by which a second file is joined."""
    other: "Columns | None" = None
    """What it says of the second file."""

    def present(self, table: Table) -> tuple[Target, ...]:
        """The targets whose headings the table has; of two for one fact the first."""
        headings = {folded(heading): heading for heading in reversed(table.headings)}
        first: dict[str, Target] = {}
        for each in self.targets:
            if (heading := headings.get(folded(each.heading))) is not None:
                first.setdefault(each.name, replace(each, heading=heading))
        return tuple(first.values())

    def ignored(self, table: Table) -> tuple[str, ...]:
        """The headings of a table that it says nothing about."""
        used = {folded(each.heading) for each in self.targets} | {folded(here) for here, _ in self.key}
        return tuple(heading for heading in table.headings if folded(heading) not in used)

    def renamed(self, table: Table) -> dict[str, str]:
        """What columns are called afterwards → what they are called in the file."""
        return {each.name: each.heading for each in self.present(table)}

    def applied(self, table: Table, second: Table | None = None) -> Table:
        """The table with headings and values of the rulebook; a second one is read whole, and found by its key."""
        present = self.present(table)
        split = [each.name for each in present if each.split and not each.is_tags]
        keys = self._keys(table, second) if second is not None else None
        found = _Second.of(second, keys[1], self.other, present) if second and self.other and keys else None

        def made(batch: pl.DataFrame) -> pl.DataFrame:
            rows = batch.select(
                NUMBER, *MARKS, *(each.column() for each in present), *([_key(keys[0])] if keys else [])
            )
            for name in split:
                rows = rows.explode(name)
            return rows if found is None else rows.with_columns(found.columns(rows[_JOIN]))

        headings = (*(each.name for each in present), *(found.rows.columns if found is not None else ()))
        needs = dict.fromkeys([*(each.heading for each in present), *([keys[0]] if keys else [])])
        return replace(table, view=View(tuple(needs), headings, made))

    def _keys(self, table: Table, second: Table) -> tuple[str, str] | None:
        here, there = ({folded(each): each for each in reversed(one.headings)} for one in (table, second))
        pairs = ((here.get(folded(own)), there.get(folded(other))) for own, other in self.key)
        return next(((own, other) for own, other in pairs if own is not None and other is not None), None)


@dataclass(frozen=True)
class _Second:
    """A second file of people, what a mapping takes of it."""

    index: Index
    rows: pl.DataFrame

    @classmethod
    def of(cls, table: Table, key: str, columns: Columns, own: Iterable[Target]) -> "_Second":
        """Read it; what the first file says itself is left out."""
        said = {each.name for each in own}
        taken = [each for each in columns.present(table) if each.name not in said]
        batches = table.raw([*dict.fromkeys([key, *(each.heading for each in taken)])])
        prints, rows = [], []
        for batch in batches:
            prints.append(prints_of(batch.select(_key(key))[_JOIN]))
            rows.append(batch.select(each.column() for each in taken))
        return cls(Index.of(prints), pl.concat(rows))

    def columns(self, keys: pl.Series) -> pl.DataFrame:
        """What it says of these people, null of those whom it lacks."""
        return self.rows.select(pl.all().gather(self.index.found(keys)[0]))


@dataclass(frozen=True)
class TableMapping:
    """A mapping, read."""

    name: str
    accounts: Columns = field(default_factory=Columns)
    people: Columns = field(default_factory=Columns)


def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with Stratagem."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def read_mapping(name: str, vocabulary: Vocabulary) -> TableMapping:
    """The mapping of a file, or the shipped one of that name; raises `AccountError` with every fault."""
    path, shown = Path(name), name
    if not path.suffix:
        if name not in shipped():
            near = nearest(name, shipped())
            details = written({"name": name, "near": near, "allowed": ", ".join(shipped())})
            raise AccountError([Diagnostic("unknown-mapping", "--map", details)])
        path = SHIPPED / f"{name}.yaml"
    source, faults = read_text(path, shown if path.suffix and path == Path(name) else str(path))
    if source is None:
        raise AccountError(faults)
    documents, faults = parse(source)
    reading = Reading()
    reading.findings.extend(faults)
    if not documents and not faults:
        reading.findings.add("empty-file", source.name)
    mapping = TableMapping(name)
    for document in documents[:1]:
        top = Fields(reading, document, "the mapping", ("about", "accounts", "people"))
        mapping = TableMapping(
            name,
            _columns(reading, top.node("accounts"), ACCOUNTS, vocabulary),
            _columns(reading, top.node("people"), STAKEHOLDERS, vocabulary),
        )
    if len(reading.findings):
        raise AccountError(reading.findings)
    return mapping


def _columns(reading: Reading, node: Node | None, table: str, vocabulary: Vocabulary, deeper: bool = True) -> Columns:
    if node is None:
        return Columns()
    known = ("columns", *(("with",) if table == STAKEHOLDERS and deeper else ()), *(() if deeper else ("on",)))
    fields = Fields(reading, node, "a table of the mapping", known)
    targets: list[Target] = []
    columns = fields.node("columns")
    mapping = reading.mapping(columns, "columns", "Deal Name: name") if columns is not None else None
    for key, value in mapping.entries if mapping else ():
        targets += _targets(reading, key, value, table, vocabulary)
    second = fields.node("with") if "with" in known else None
    if second is None:
        return Columns(tuple(targets))
    other = _columns(reading, second, table, vocabulary, deeper=False)
    on = second.get("on") if isinstance(second, Mapping) else None
    pairs = reading.mapping(on, "on", "ContactId: Id") if on is not None else None
    if on is None:
        reading.findings.add("missing-key", second.span, name="on", what="with")
    key_pairs = [
        (here.text, there.text) for here, there in (pairs.entries if pairs else ()) if isinstance(there, Scalar)
    ]
    return Columns(tuple(targets), tuple(key_pairs), other)


def _targets(reading: Reading, key: Scalar, node: Node, table: str, vocabulary: Vocabulary) -> Iterator[Target]:
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Scalar):
            fields, word = None, each
        else:
            fields = Fields(reading, each, f"column {key.text}", ("fact", "values", "split", "read"), "fact: amount")
            found = fields.scalar("fact") if fields.require("fact") else None
            if found is None:
                continue
            word = found
        id_ = names_in(vocabulary, table).get(folded(word.text))
        if id_ is None:
            _unknown(reading, word, table, vocabulary)
            continue
        fact = (vocabulary.attribute if table == STAKEHOLDERS else vocabulary.fact).get(id_)
        target = Target(key.text, _WORDS.get(id_, id_), is_tags=fact is not None and fact.kind is Kind.TAGS)
        if fields is not None:
            values = tuple(_values(reading, fields.node("values"), fact))
            target = replace(target, values=values, split=fields.word("split"), is_date=fields.word("read") == "date")
        yield target


def _unknown(reading: Reading, word: Scalar, table: str, vocabulary: Vocabulary) -> None:
    of_people = table == STAKEHOLDERS
    names: Iterable[str] = (vocabulary.attribute if of_people else vocabulary.fact).keys()
    code = "unknown-attribute" if of_people else "unknown-fact"
    unknown_name(reading.findings, code, word.span, word.text, [*names, *_WORDS.values()])


def _values(reading: Reading, node: Node | None, fact: Fact | None) -> Iterator[tuple[str, str]]:
    mapping = reading.mapping(node, "values", "Contract Sent: win") if node is not None else None
    for word, value in mapping.entries if mapping else ():
        if not isinstance(value, Scalar):
            reading.findings.add("not-a-word", value.span, what="values", found="a list")
            continue
        text = "" if value.is_null else value.text
        read = fact.read(text, value.span) if fact is not None and text else None
        if isinstance(read, Diagnostic):
            reading.findings.extend([read])
        else:
            yield word.text.strip().lower(), text


def _key(heading: str) -> pl.Expr:
    return pl.col(heading).cast(pl.String).str.strip_chars().alias(_JOIN)
