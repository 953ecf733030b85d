"""The first row of a decision table → its hit policy, and what each column is: a condition, an effect, a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from stratagem.authoring.accepting import ACCEPT
from stratagem.authoring.fields import Reading, unknown_key, unknown_name
from stratagem.diagnostics import Span, nearest
from stratagem.diagnostics.checks import CHECKS
from stratagem.documents import Scalar
from stratagem.rulebook import HitPolicy
from stratagem.sheets import Cell
from stratagem.vocabulary import Fact, Vocabulary, folded

WORDS = ("id", "priority", "source", "owner")
NAMES = ("recommend", "avoid", "hold", "veto", "warn", "ask")
TEXTS = ("title", "because", "say", "missing", "emphasise", "until")
SELECTORS = ("with", "through")
QUANTIFIERS = ("some", "none", "every", "count")
EFFECTIVE = ("from", "until")
EFFECTS = ("recommend", "avoid", "hold", "veto", "warn", "ask", "emphasise")
"""Headings that make a row do something, besides `conclude:<fact>`."""

_POLICY = re.compile(r"\s*(.*?)\s*[|｜]\s*(.*)", re.DOTALL)
_PATH = re.compile(r"(.+?)\s*[:：]\s*(.+)", re.DOTALL)


class Role(Enum):
    """What stands in the cells of a column."""

    WORD = auto()
    """One word: an id, a priority, a source, an owner."""
    NAMES = auto()
    """Names of strategies, warnings or facts."""
    TEXT = auto()
    """A sentence in one language."""
    EFFECTIVE = auto()
    """A date."""
    ACCEPT = auto()
    """Why a kind of finding may stand."""
    CONCLUDE = auto()
    """The value that a fact is given."""
    TEST = auto()
    """What is asked of a fact of the account."""
    PEOPLE = auto()
    """What is asked of an attribute of the people of a quantifier."""
    QUANTIFIER = auto()
    """Selectors over people that a quantifier asks for; of `count`, how many."""
    SELECTORS = auto()
    """Selectors over people, in order of preference."""


@dataclass(frozen=True)
class Column:
    """One column that is understood."""

    at: int
    """Its place in a row, from 0."""
    heading: Cell
    role: Role
    key: str
    """The key of the rule that it fills, or the quantifier."""
    part: str = ""
    """A language, `from` or `until`, or the id of a fact or an attribute."""


@dataclass(frozen=True)
class Headings:
    """The first row, understood as far as it can be."""

    policy: HitPolicy
    columns: tuple[Column, ...]
    unread: frozenset[int]
    """Places of columns whose headings are not understood; that is reported, and their cells are passed over."""

    def has(self, *keys: str) -> bool:
        """Whether there is a column for one of these keys of a rule, understood or not."""
        return any(column.key in keys for column in self.columns)


class HeadingReader:
    """Reads headings against what a rulebook declares."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        """Names are looked up in `vocabulary`; faults go to `reading`."""
        self._reading = reading
        self._findings = reading.findings
        self._vocabulary = vocabulary

    def headings(self, row: tuple[Cell, ...]) -> Headings:
        """The policy, `C` unless the first cell names another, and the columns."""
        policy, row = self._policy(row)
        columns: list[Column] = []
        first: dict[tuple[str, str], Span] = {}
        unread = set()
        for at, cell in enumerate(row):
            if cell.is_blank:
                continue
            column = self._column(at, cell)
            if column is None:
                unread.add(at)
                continue
            place = first.setdefault((column.key, column.part), cell.span())
            if place.source is not cell.source:
                self._findings.add("duplicate-heading", cell.span(), name=cell.text.strip(), first=place)
                unread.add(at)
                continue
            columns.append(column)
        return Headings(policy, tuple(columns), frozenset(unread))

    def _policy(self, row: tuple[Cell, ...]) -> tuple[HitPolicy, tuple[Cell, ...]]:
        """`F | tier` names the policy before the first heading."""
        cell = row[0]
        named = _POLICY.fullmatch(cell.text)
        if named is None:
            return HitPolicy.COLLECT, row
        heading = cell._replace(text=" " * named.start(2) + named.group(2))
        letter = folded(named.group(1)).upper()
        known = {policy.value: policy for policy in HitPolicy}
        if letter not in known:
            by_name = {policy.name: policy.value for policy in HitPolicy}
            near = by_name.get(letter.replace(" ", "_")) or (letter[:1] if letter[:1] in known else None)
            place = cell.span(0, max(1, named.end(1)))
            self._findings.add("unknown-hit-policy", place, name=named.group(1), near=near, allowed=" ".join(known))
        return known.get(letter, HitPolicy.COLLECT), (heading, *row[1:])

    def _column(self, at: int, cell: Cell) -> Column | None:
        """What one heading says; what it does not say well is reported."""
        name = folded(cell.text)
        key, _, part = name.partition(".")
        if key in TEXTS:
            return self._text(at, cell, key, part)
        if key == "effective" and part in EFFECTIVE:
            return Column(at, cell, Role.EFFECTIVE, key, part)
        for role, keys in (
            (Role.WORD, WORDS),
            (Role.NAMES, NAMES),
            (Role.SELECTORS, SELECTORS),
            (Role.QUANTIFIER, QUANTIFIERS),
        ):
            if name in keys:
                return Column(at, cell, role, name)
        fact = self._vocabulary.fact.get(self._vocabulary.fact_names.get(name, ""))
        if fact is not None:
            return Column(at, cell, Role.TEST, "when", fact.id)
        if path := _PATH.fullmatch(cell.text):
            return self._path(at, cell, folded(path.group(1)), path)
        self._report_unknown(cell)
        return None

    def _text(self, at: int, cell: Cell, key: str, lang: str) -> Column | None:
        languages = self._reading.languages
        if not lang and len(languages) == 1:
            return Column(at, cell, Role.TEXT, key, languages[0])
        if lang in languages:
            return Column(at, cell, Role.TEXT, key, lang)
        allowed = ", ".join(f"{key}.{each}" for each in languages)
        code = "unknown-language" if lang else "heading-needs-language"
        self._findings.add(code, cell.span(), name=lang or key, what=key, allowed=allowed)
        return None

    def _path(self, at: int, cell: Cell, key: str, path: re.Match[str]) -> Column | None:
        """`conclude:<fact>`, `when:<fact>`, `some: <attribute>`, `accept:<finding>`."""
        place = cell.span(path.start(2), path.end(2))
        if key == ACCEPT:
            kind = Scalar(path.group(2).strip(), False, place)
            if kind.text in CHECKS:
                return Column(at, cell, Role.ACCEPT, ACCEPT, kind.text)
            unknown_key(self._findings, "unknown-finding", kind, ACCEPT, CHECKS)
            return None
        if key in QUANTIFIERS:
            attribute = self._named(path.group(2), place, of_people=True)
            return None if attribute is None else Column(at, cell, Role.PEOPLE, key, attribute.id)
        if key not in ("conclude", "when"):
            self._report_unknown(cell)
            return None
        fact = self._named(path.group(2), place, of_people=False)
        if fact is not None and key == "conclude" and not fact.concluded:
            self._findings.add("not-concluded", place, name=fact.id)
            return None
        role = Role.TEST if key == "when" else Role.CONCLUDE
        return None if fact is None else Column(at, cell, role, key, fact.id)

    def _named(self, name: str, place: Span, of_people: bool) -> Fact | None:
        vocabulary = self._vocabulary
        known = vocabulary.attribute if of_people else vocabulary.fact
        names = vocabulary.attribute_names if of_people else vocabulary.fact_names
        found = known.get(names.get(folded(name), ""))
        if found is None:
            code = "unknown-attribute" if of_people else "unknown-fact"
            unknown_name(self._findings, code, place, name.strip(), known, names)
        return found

    def _report_unknown(self, cell: Cell) -> None:
        name = cell.text.strip()
        attribute = self._vocabulary.attribute_names.get(folded(name))
        near = None
        if name.upper() in tuple(HitPolicy):
            near = f"{name.upper()} | …"
        elif attribute is None:
            near = nearest(name, self._known())
        self._findings.add("unknown-heading", cell.span(), name=name, attribute=attribute, near=near)

    def _known(self) -> Iterator[str]:
        """Every heading that there is."""
        yield from (*WORDS, *NAMES, *SELECTORS, *QUANTIFIERS, *(f"effective.{end}" for end in EFFECTIVE))
        yield from (f"{key}.{lang}" for key in TEXTS for lang in self._reading.languages)
        for fact in self._vocabulary.facts:
            yield from (fact.id, *(label for _, label in fact.label.by_language))
            if fact.concluded:
                yield f"conclude:{fact.id}"
