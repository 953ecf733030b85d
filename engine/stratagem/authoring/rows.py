"""One row of a decision table → a rule as the YAML of a rulebook would write it, with places that are cells.

It knows what its columns are. It does not know what a condition or an effect is: the readers of rules judge that.
"""

import re
from collections.abc import Iterator

from stratagem.authoring.fields import Reading
from stratagem.authoring.headings import EFFECTS, Column, Headings, Role
from stratagem.authoring.selectors import selectors_in
from stratagem.documents import Mapping, Node, Scalar, Sequence
from stratagem.sheets import Cell
from stratagem.vocabulary import Kind, Vocabulary, folded, forbidden_character

ANY = frozenset({"-", "–", "—", "－"})
"""What stands for *any* besides a blank cell; programs make long dashes of short ones."""

_LISTED = re.compile(r"[^,，、;；\n]+")
_IN_QUOTES = re.compile(r'\s*"([^"]*)"\s*')


class Row:
    """One row being read."""

    def __init__(
        self,
        reading: Reading,
        vocabulary: Vocabulary,
        ids: dict[str, dict[str, str]],
        headings: Headings,
        row: tuple[Cell, ...],
    ) -> None:
        """`ids` holds the names of ids for each heading that lists them."""
        self._reading = reading
        self._vocabulary = vocabulary
        self._ids = ids
        self._headings = headings
        self._row = row
        self._place = next((cell.span() for cell in row if not cell.is_blank), row[0].span())
        self._entries: list[tuple[Scalar, Node]] = []
        self._when: list[tuple[Scalar, Node | None]] = []
        """Conditions in the order of their columns; None is what the columns of a quantifier ask together."""
        self._groups: dict[str, list[tuple[Scalar, Node]]] = {}
        self._texts: dict[str, list[tuple[Scalar, Node]]] = {}
        self._nested: dict[str, list[tuple[Scalar, Node]]] = {}
        """What stands in a mapping of its own: `conclude`, `effective`, `accept`."""
        self._held: Node | None = None
        self._in_vain = any(cell.unread for cell in row)
        """Whether what would be an effect was not said well."""

    def rule(self, id_: str) -> Mapping:
        """The row as a rule; `id_` unless it has one of its own."""
        understood = {column.at: column for column in self._headings.columns}
        for at, cell in enumerate(self._row):
            if cell.is_blank:
                continue
            if at in understood and cell.text.strip() not in ANY:
                self._take(understood[at], self._allowed(cell))
            elif at not in understood and at not in self._headings.unread:
                self._reading.findings.add("cell-without-heading", cell.span(), text=cell.text.strip()[:40])
        return Mapping(tuple(self._rule(id_)), self._place)

    def _rule(self, id_: str) -> Iterator[tuple[Scalar, Node]]:
        keys = {key.text for key, _ in self._entries}
        if "id" not in keys:
            yield self._key("id"), Scalar(id_, False, self._place)
        yield from self._entries
        if "priority" not in keys:
            self._report_blank("priority")
            yield self._key("priority"), Scalar("1", False, self._place)
        if self._when:
            yield self._key("when"), Mapping(tuple(self._conditions()), self._place)
        held = list(self._hold())
        if held:
            yield self._key("hold"), Mapping(tuple(held), held[0][0].span)
        for nested, entries in self._nested.items():
            yield self._key(nested), Mapping(tuple(entries), entries[0][0].span)
        for key, sentences in self._texts.items():
            yield Scalar(key, False, sentences[0][0].span), self._text(key, sentences)
        yield from self._instead(keys | self._texts.keys() | self._nested.keys())

    def _instead(self, keys: set[str]) -> Iterator[tuple[Scalar, Node]]:
        """What the row does not say, and is reported, so that the rule it makes is not reported once more."""
        dots = Mapping(
            tuple((self._key(lang), Scalar("…", False, self._place)) for lang in self._reading.languages), self._place
        )
        if not {"title", "because"} & keys:
            self._report_blank("because", "title")
            yield self._key("because"), dots
        columns = self._headings
        in_vain = (
            self._in_vain
            or any(cell.unread for cell in self._row)
            or columns.unread
            or not columns.has("conclude", *EFFECTS)
        )
        if in_vain and keys.isdisjoint(("conclude", *EFFECTS)):
            yield self._key("emphasise"), dots

    def _report_blank(self, *keys: str) -> None:
        """A cell that must not be blank; a column that is not there at all has been reported."""
        columns = [column for key in keys for column in self._headings.columns if column.key == key]
        column = next((column for column in columns if column.role is not Role.PEOPLE), None)
        if column is not None:
            self._blank(column)

    def _blank(self, column: Column) -> None:
        if self._row[column.at].unread:
            return
        name = f"{column.key}.{column.part}" if column.part else column.key
        self._reading.findings.add("blank-cell", self._row[column.at].span(), name=name)

    def _take(self, column: Column, cell: Cell) -> None:
        """One cell that holds something."""
        key = Scalar(column.key, False, cell.span())
        part = Scalar(column.part, False, cell.span())
        match column.role:
            case Role.WORD:
                self._entries.append((key, _whole(cell)))
            case Role.NAMES if column.key == "hold":
                self._held = self._names(column.key, cell)
            case Role.NAMES:
                self._entries.append((key, self._names(column.key, cell)))
            case Role.TEXT:
                self._texts.setdefault(column.key, []).append((part, _whole(cell)))
            case Role.EFFECTIVE | Role.ACCEPT:
                self._nested.setdefault(column.key, []).append((part, _whole(cell)))
            case Role.CONCLUDE:
                self._nested.setdefault(column.key, []).append((part, self._value(column.part, cell)))
            case Role.TEST:
                self._when.append((part, self._asked(column.part, cell, of_people=False)))
            case Role.PEOPLE:
                self._group(column.key, cell).append((part, self._asked(column.part, cell, of_people=True)))
            case Role.QUANTIFIER if column.key == "count" and not cell.text.lstrip().startswith(("{", "[")):
                counted = self._group("count", cell)
                counted.append((Scalar("is", False, cell.span()), _whole(cell)))
            case Role.QUANTIFIER:
                nodes = selectors_in(self._reading, cell)
                if nodes:
                    self._when.append(self._of_people(key, Sequence(tuple(nodes), cell.span())))
            case Role.SELECTORS:
                nodes = selectors_in(self._reading, cell)
                if nodes:
                    self._entries.append((key, Sequence(tuple(nodes), cell.span())))

    def _group(self, quantifier: str, cell: Cell) -> list[tuple[Scalar, Node]]:
        """What the columns of one quantifier ask together, of one person; it stands where the first of them does."""
        if quantifier not in self._groups:
            self._groups[quantifier] = []
            self._when.append((Scalar(quantifier, False, cell.span()), None))
        return self._groups[quantifier]

    def _conditions(self) -> Iterator[tuple[Scalar, Node]]:
        for key, node in self._when:
            if node is not None:
                yield key, node
                continue
            asked = self._groups[key.text]
            if key.text == "count":
                number = [each for each in asked if each[0].text == "is"]
                if not number:
                    self._report_blank("count")
                    continue
                where = Mapping(tuple(each for each in asked if each[0].text != "is"), key.span)
                asked = [*([(Scalar("where", False, key.span), where)] if where.entries else []), *number]
            yield self._of_people(key, Mapping(tuple(asked), key.span))

    def _of_people(self, quantifier: Scalar, asked: Node) -> tuple[Scalar, Node]:
        return Scalar("stakeholders", False, quantifier.span), Mapping(((quantifier, asked),), quantifier.span)

    def _asked(self, fact_id: str, cell: Cell, of_people: bool) -> Scalar:
        """A test; a percentage is a plain number to a fact that is none."""
        fact = (self._vocabulary.attribute if of_people else self._vocabulary.fact)[fact_id]
        if cell.bare is not None and fact.kind is Kind.NUMBER and fact.unit != "%":
            return Scalar(cell.bare, False, cell.span())
        return _whole(cell)

    def _value(self, fact_id: str, cell: Cell) -> Node:
        """The value of a concluded fact: quotes keep a text as it is, `[]` stands for no tags."""
        fact = self._vocabulary.fact[fact_id]
        if fact.kind is Kind.TAGS and cell.text.strip() == "[]":
            return Sequence((), cell.span())
        if fact.kind is Kind.TEXT and (quoted := _IN_QUOTES.fullmatch(cell.text)):
            return Scalar(quoted.group(1), False, cell.span())
        return self._asked(fact_id, cell, of_people=False)

    def _names(self, key: str, cell: Cell) -> Sequence:
        """Ids, or labels made ids; one that has a comma in it must stand alone."""
        ids = self._ids[key]
        if folded(cell.text) in ids:
            return Sequence((Scalar(ids[folded(cell.text)], False, cell.span()),), cell.span())
        pieces = (match.span() for match in _LISTED.finditer(cell.text) if match.group().strip())
        named = ((cell.text[start:end].strip(), cell.span(start, end)) for start, end in pieces)
        return Sequence(tuple(Scalar(ids.get(folded(name), name), False, at) for name, at in named), cell.span())

    def _hold(self) -> Iterator[tuple[Scalar, Node]]:
        """What is held, and until when; neither goes without the other."""
        until = self._texts.pop("until", None)
        if self._held is None and until is None:
            return
        if self._held is None or until is None:
            self._report_blank("hold" if self._held is None else "until")
            self._in_vain = True
            return
        yield Scalar("strategy", False, self._held.span), self._held
        yield Scalar("until", False, until[0][0].span), self._text("until", until)

    def _text(self, key: str, sentences: list[tuple[Scalar, Node]]) -> Mapping:
        """A text in every language; one that is not said is reported, and borrows another."""
        said = {lang.text: (lang, sentence) for lang, sentence in sentences}
        columns = {column.part: column for column in self._headings.columns if column.key == key}
        for lang in self._reading.languages:
            if lang not in said:
                said[lang] = Scalar(lang, False, self._place), sentences[0][1]
                if lang in columns:
                    self._blank(columns[lang])
        return Mapping(tuple(said.values()), sentences[0][0].span)

    def _allowed(self, cell: Cell) -> Cell:
        """A cell without the characters that no text may hold, which are reported."""
        bad = forbidden_character(cell.text)
        if bad is None:
            return cell
        self._reading.findings.add("control-character", cell.span(), character=bad)
        return cell._replace(text="".join(each for each in cell.text if not forbidden_character(each)) or "…")

    def _key(self, key: str) -> Scalar:
        return Scalar(key, False, self._place)


def _whole(cell: Cell) -> Scalar:
    return Scalar(cell.text.strip(), False, cell.span())
