"""Which facts exist: kinds, values, labels, questions, defaults; and how a written value becomes a fact's value.

A value inside the engine is a plain Python value by kind: flag `bool`, choice and scale the id `str`, number `int` or
`float`, tags `frozenset[str]`, date `datetime.date`, text `str`; `None` means *unknown* everywhere. This module knows
kinds and labels. It does not know files, rules or accounts.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from stratagem.diagnostics import Diagnostic, Place, Span, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.wording import Text

Value = bool | int | float | str | date | frozenset[str]
"""A known value of some fact."""

LARGEST_NUMBER = 10**15
"""Numbers beyond this, either way, are refused: up to here every whole number is exact in every matcher."""
LONGEST_TEXT = 10_000
"""The longest text of one fact, in characters."""

YES = frozenset({"yes", "true", "y", "1", "是", "有"})
NO = frozenset({"no", "false", "n", "0", "否", "无"})
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ][\d:.+Z-]*)?")
"""An ISO date, its slashed, dotted and Chinese forms; a time after it is ignored."""
_COLLECTIONS = (list, tuple, set, frozenset)
_TAG_SEPARATOR = re.compile("[,，、;；]")


class Kind(StrEnum):
    """What sort of value a fact holds."""

    FLAG = "flag"
    CHOICE = "choice"
    SCALE = "scale"
    NUMBER = "number"
    TAGS = "tags"
    DATE = "date"
    TEXT = "text"


FEW_VALUES = frozenset({Kind.FLAG, Kind.CHOICE, Kind.SCALE})
"""Kinds of facts that hold one of a few values, so that all of them can be gone through."""


@dataclass(frozen=True)
class FactValue:
    """One value of a choice, a scale or tags."""

    id: str
    label: Text
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Fact:
    """One thing that can be known about an account (a fact) or about a person (an attribute of a stakeholder)."""

    id: str
    kind: Kind
    label: Text
    ask: Text | None = None
    about: Text | None = None
    values: tuple[FactValue, ...] = ()
    """For choice, scale (lowest first) and tags."""
    low: int | float | None = None
    high: int | float | None = None
    unit: str = ""
    default: Value | None = None
    concluded: bool = False
    changeable: bool = True
    """Whether a rep can influence it."""
    span: Span | None = field(default=None, compare=False, repr=False)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Value id → its place in the order written, from 0."""
        return {value.id: at for at, value in enumerate(self.values)}

    @cached_property
    def labels(self) -> Mapping[str, Text]:
        """Value id → label."""
        return {value.id: value.label for value in self.values}

    @cached_property
    def _ids_by_name(self) -> Mapping[str, str]:
        names = {folded(label): value.id for value in self.values for _, label in value.label.by_language}
        return names | {folded(value.id): value.id for value in self.values}

    def value_id(self, name: str) -> str | None:
        """The id of a value from its id or any language's label; None when there is no such value."""
        return self._ids_by_name.get(folded(name))

    def read(self, raw: object, place: Place) -> "Value | Diagnostic | None":
        """The value that `raw` stands for, None for *unknown* (null, blank), or what is wrong with it.

        `raw` may be text as written in a file (`70%`, `是`, `战略伙伴型`) or a Python value of the right sort.
        """
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if isinstance(raw, Mapping) or (isinstance(raw, _COLLECTIONS) and self.kind is not Kind.TAGS):
            return self._fault("not-a-word", place, what=self.id, found=form_of_value(raw))
        value: Value | None
        match self.kind:
            case Kind.FLAG:
                value = _flag(raw)
            case Kind.CHOICE | Kind.SCALE:
                value = self.value_id(raw) if isinstance(raw, str) else None
            case Kind.NUMBER:
                return self._number(raw, place)
            case Kind.TAGS:
                return self._tags(raw, place)
            case Kind.DATE:
                value = _date(raw)
            case Kind.TEXT:
                if isinstance(raw, str) and len(raw) > LONGEST_TEXT:
                    return self._fault("text-too-long", place, limit=f"{LONGEST_TEXT:,}")
                if isinstance(raw, str) and (bad := forbidden_character(raw)):
                    return self._fault("control-character", place, character=bad)
                value = unicodedata.normalize("NFC", raw.strip()) if isinstance(raw, str) else None
        return self._wrong(raw, place) if value is None else value

    def _number(self, raw: object, place: Place) -> "Value | Diagnostic":
        number = _number(raw)
        if number is None:
            return self._wrong(raw, place)
        low = -LARGEST_NUMBER if self.low is None else self.low
        high = LARGEST_NUMBER if self.high is None else self.high
        if not low <= number <= high:
            return self._fault("out-of-range", place, value=_shown(raw), allowed=self._bounds() + self._unit)
        return number

    def _tags(self, raw: object, place: Place) -> "Value | Diagnostic":
        parts = self.parts_of_tags(raw)
        if parts is None:
            return self._wrong(raw, place)
        found = set()
        for part in parts:
            tag = self.read_tag(part, place)
            if isinstance(tag, Diagnostic):
                return tag
            found.add(tag)
        return frozenset(found)

    def read_tag(self, raw: object, place: Place) -> "str | Diagnostic":
        """One tag: its id, or what is wrong with it."""
        known = self.value_id(raw) if isinstance(raw, str) else None
        return self._wrong(raw, place) if known is None else known

    def parts_of_tags(self, raw: object) -> list[object] | None:
        """The single tags of a list, or of a text that separates them with commas or semicolons; None for no tags."""
        if isinstance(raw, str):
            parts = [raw] if self.value_id(raw) is not None else _TAG_SEPARATOR.split(raw)
            return [part for part in parts if part.strip()]
        return list(raw) if isinstance(raw, _COLLECTIONS) else None

    def _wrong(self, raw: object, place: Place) -> Diagnostic:
        """The value is of the wrong kind, or none of the values allowed."""
        if isinstance(raw, Mapping | list | tuple | set | frozenset):
            return self._fault("not-a-word", place, what=self.id, found=form_of_value(raw))
        if isinstance(raw, str) and self.values:
            near = nearest(raw, self.names_of_values())
            return self._fault("unknown-value", place, value=_shown(raw), near=near, allowed=self.allowed())
        return self._fault("wrong-kind", place, value=_shown(raw), kind=self.kind.value, allowed=self.allowed())

    def _fault(self, code: str, place: Place, **details: object) -> Diagnostic:
        return Diagnostic(code, place, written({"name": self.id, **details}))

    def names_of_values(self) -> tuple[str, ...]:
        """Every id and every label that a value goes by."""
        labels = (label for value in self.values for _, label in value.label.by_language)
        return (*(value.id for value in self.values), *labels)

    def allowed(self) -> str:
        """The values that may be written, for an error's remedy."""
        match self.kind:
            case Kind.FLAG:
                return "yes, no (是, 否)"
            case Kind.CHOICE | Kind.SCALE | Kind.TAGS:
                return ", ".join(f"{value.id} ({value.label.by_language[-1][1]})" for value in self.values)
            case Kind.NUMBER:
                examples = "70, 70%" if self.unit == "%" else "1200000, 1,200,000"
                return examples if self.low is None and self.high is None else f"{examples}; {self._bounds()}"
            case Kind.DATE:
                return "2026-11-23"
            case Kind.TEXT:
                return "text, 文字"

    def _bounds(self) -> str:
        """The range of a number: `0 … 100`, `≥ 0`; where there is none, the largest number either way."""
        if self.low is not None and self.high is not None:
            return f"{show_number(self.low)} … {show_number(self.high)}"
        if self.low is not None:
            return f"≥ {show_number(self.low)}"
        if self.high is not None:
            return f"≤ {show_number(self.high)}"
        return f"{show_number(-LARGEST_NUMBER)} … {show_number(LARGEST_NUMBER)}"

    @property
    def _unit(self) -> str:
        return f" {self.unit}" if self.unit and self.unit != "%" else self.unit


@dataclass(frozen=True)
class Vocabulary:
    """Every fact of an account and every attribute of a person, in the order written."""

    facts: tuple[Fact, ...] = ()
    attributes: tuple[Fact, ...] = ()

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        """Fact id → fact."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def attribute(self) -> Mapping[str, Fact]:
        """Attribute id → attribute."""
        return {fact.id: fact for fact in self.attributes}

    @cached_property
    def fact_names(self) -> Mapping[str, str]:
        """Folded id or label → fact id."""
        return _by_name(self.facts)

    @cached_property
    def attribute_names(self) -> Mapping[str, str]:
        """Folded id or label → attribute id."""
        return _by_name(self.attributes)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Fact or attribute id → its place in the vocabulary, facts before attributes."""
        everything = (*self.attributes[::-1], *self.facts[::-1])
        last = len(everything) - 1
        return {fact.id: last - at for at, fact in enumerate(everything)}


def folded(name: str) -> str:
    """A name as it is compared: full-width forms made narrow, case folded, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def forbidden_character(text: str) -> str | None:
    """The first character that no text may hold, as `U+001B`: controls of terminals, halves of surrogate pairs."""
    if text.isprintable():
        return None
    found = next((each for each in text if each not in "\t\n\r" and unicodedata.category(each) in ("Cc", "Cs")), None)
    return None if found is None else f"U+{ord(found):04X}"


def form_of_value(raw: object) -> str:
    """What a value handed in is, in an author's words: a list, a mapping, or the value itself."""
    if isinstance(raw, Mapping):
        return "a mapping"
    if isinstance(raw, _COLLECTIONS):
        return "a list"
    return "nothing" if raw is None or raw == "" else f'"{_shown(raw)}"'


def show_number(number: float) -> str:
    """A number as people write it: `1,200,000`, `0.5`, no trailing zeros."""
    whole = int(number)
    return f"{whole:,}" if whole == number else f"{number:,.10f}".rstrip("0").rstrip(".")


def _by_name(facts: tuple[Fact, ...]) -> dict[str, str]:
    labels = {folded(label): fact.id for fact in reversed(facts) for _, label in fact.label.by_language}
    return labels | {folded(fact.id): fact.id for fact in facts}


def _shown(raw: object) -> str:
    """A value as an error quotes it: short and on one line."""
    if isinstance(raw, int) and abs(raw) > 10**60:  # Python refuses to write out the longest
        return f"{'-' if raw < 0 else ''}10^{int(math.log10(abs(raw)))}…"
    text = " ".join(str(raw).split()).encode("utf-8", "replace").decode()
    return text if len(text) <= 60 else text[:59] + "…"


def _flag(raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int) and raw in (0, 1):
        return raw == 1
    if isinstance(raw, str):
        word = folded(raw)
        return True if word in YES else False if word in NO else None
    return None


def _number(raw: object) -> int | float | None:
    """A finite number, whole where it is whole; `1,200,000` and `70%` (of a percentage fact) are understood."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        text = unicodedata.normalize("NFKC", raw).strip().removesuffix("%").strip()
        head, comma, tail = text.partition(",")
        if comma:
            groups = tail.partition(".")[0].split(",")
            if not head.lstrip("+-").isdigit() or any(len(group) != 3 or not group.isdigit() for group in groups):
                return None
        if "_" in text:
            return None
        try:
            raw = Decimal(text.replace(",", ""))
        except ArithmeticError:
            return None
    if isinstance(raw, Decimal):
        if not raw.is_finite():
            return None
        if raw.adjusted() > 20:  # too large for Decimal's own comparisons, and for every range
            return math.copysign(math.inf, raw)
        whole = raw.adjusted() >= -20 and raw == raw.to_integral_value()
        raw = int(raw) if whole else float(raw)
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and math.isfinite(raw):
        return int(raw) if raw.is_integer() else raw
    return None


def _date(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and (match := _DATE.fullmatch(raw.strip())):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    return None
