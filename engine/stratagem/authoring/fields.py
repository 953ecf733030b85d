"""Reads the keys of one mapping: says which are missing, misspelt or of the wrong form, and goes on.

Every reader of this package takes a `Reading`, which carries the languages and collects the findings.
"""

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from stratagem.diagnostics import Diagnostic, Findings, Span, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of
from stratagem.documents.syntax import lacks_colon, missing_colon
from stratagem.rulebook import Acceptance
from stratagem.vocabulary import NO, YES, Fact, Kind, Value, folded
from stratagem.wording import Text

_ID = re.compile(r"[a-z][a-z0-9_]*")
_RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLLOWING = frozenset(
    {
        "unknown-attribute",
        "unknown-fact",
        "unknown-heading",
        "unknown-placeholder",
        "unknown-strategy",
        "unknown-warning",
        "unknown-word",
    }
)
"""Findings that a fault elsewhere can have as its only cause."""
_FEW = 5
"""So many places are named of what still needs a thing that is dropped."""
_DATE = Fact("date", Kind.DATE, Text.of({"en": "date"}))


@dataclass
class Reading:
    """What the readers of one rulebook share."""

    languages: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)
    broken: set[str] = field(default_factory=set)
    """Names whose declaration has a fault of its own: that they are unknown elsewhere is only its consequence."""
    accepted: list[Acceptance] = field(default_factory=list)
    """Findings of `check` that the author lets stand, in the order of reading."""
    dropped: dict[str, Span] = field(default_factory=dict)
    """Names that a rulebook drops from the one it extends, and where: that they are unknown is its consequence."""
    incomplete: bool = False
    """Whether a part of the rulebook could not be read at all: what is unknown may have been declared there."""

    def told(self) -> Iterator[Diagnostic]:
        """The findings without those that only follow from others."""
        needed: dict[str, list[str]] = {}
        for finding in self.findings:
            if finding.code in _FOLLOWING:
                name, place = finding.details.get("name", ""), finding.place
                followed = "near" not in finding.details and self.incomplete
                if followed or name in self.broken:
                    continue
                if name in self.dropped and isinstance(place, Span):
                    at = f"{PurePath(place.source.name).name}:{place.source.margin(place.line)}"
                    needed.setdefault(name, []).append(at)
                    continue
            yield finding
        for name, places in needed.items():
            listed = written({"name": name, "places": ", ".join(places[:_FEW]), "more": len(places[_FEW:]) or None})
            yield Diagnostic("dropped-but-needed", self.dropped[name], listed)

    def mapping(self, node: Node | None, what: str, example: str = "") -> Mapping | None:
        """The node as a mapping; anything else is reported, with an example of what should stand there."""
        if node is None or isinstance(node, Mapping):
            return node
        if isinstance(node, Scalar) and "：" in node.text:
            self.findings.extend([missing_colon(node.text, node.span)])
        else:
            self.findings.add("not-a-mapping", node.span, what=what, found=form_of(node), example=example)
        return None

    def entries(self, node: Node | None, what: str) -> Iterator[tuple[str, Scalar, Node]]:
        """Id, key and value of declared things; ids that are no ids are reported and left out.

        Things stand in a mapping of id to what is said of them, or in a list of ids, or of mappings with an `id`.
        """
        for key, value in self.declared(node, what):
            if _ID.fullmatch(key.text):
                yield key.text, key, value
            else:
                near = re.sub(r"[^a-z0-9]+", "_", key.text.lower()).strip("_")
                self._bad_id(key, near if _ID.fullmatch(near) else None, "lower_case_with_underscores")

    def declared(self, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
        """Key and value of declared things, whatever their ids look like."""
        if not isinstance(node, Sequence):
            mapping = self.mapping(node, what)
            yield from mapping.entries if mapping else ()
            return
        for item in node.items:
            if isinstance(item, Scalar):
                yield item, Scalar("", True, item.span)
            elif isinstance(item, Mapping) and isinstance(id_ := item.get("id"), Scalar):
                yield id_, Mapping(tuple(entry for entry in item.entries if entry[0].text != "id"), item.span)
            else:
                self.findings.add("not-a-mapping", item.span, what=what, found=form_of(item))

    def label(self, id_: str) -> Text:
        """What a thing is called that was given no label: its id, in every language."""
        return Text(tuple((lang, id_.replace("_", " ")) for lang in self.languages or ("en",)))

    def rule_id(self, scalar: Scalar) -> str | None:
        """A rule's id, or None when it is no kebab-case word."""
        if _RULE_ID.fullmatch(scalar.text):
            return scalar.text
        near = re.sub(r"[^a-z0-9]+", "-", scalar.text.lower()).strip("-")
        self._bad_id(scalar, near if _RULE_ID.fullmatch(near) else None, "kebab-case")
        return None

    def _bad_id(self, scalar: Scalar, near: str | None, form: str) -> None:
        self.broken.add(scalar.text)
        if lacks_colon(scalar.text):
            self.findings.extend([missing_colon(scalar.text, scalar.span)])
        else:
            self.findings.add("bad-id", scalar.span, name=scalar.text, near=near, form=form)

    def text(self, node: Node | None, what: str) -> Text | None:
        """A text in every language of the rulebook. A plain sentence will do where there is one language only."""
        if node is None:
            return None
        if isinstance(node, Scalar) and len(self.languages) == 1 and not node.is_null:
            return Text(((self.languages[0], node.text),), (node.span,))
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and not node.is_null:
                said = {self.languages[0]: node.text}
                self._missing_translation(node.span, what, said, self.languages[1:])
            else:
                example = self._example({})
                self.findings.add("not-a-mapping", node.span, what=what, found=form_of(node), example=example)
            return None
        sentences: dict[str, str] = {}
        places: dict[str, Span] = {}
        before = len(self.findings)
        for key, value in node.entries:
            if key.text not in self.languages:
                unknown_key(self.findings, "unknown-language", key, what, self.languages)
            elif not isinstance(value, Scalar):
                self.findings.add("not-a-word", value.span, what=what, found=form_of(value))
            elif value.text.strip() and not value.is_null:
                sentences[key.text], places[key.text] = " ".join(value.text.split()), value.span
        missing = [lang for lang in self.languages if lang not in sentences]
        if missing:
            if len(self.findings) == before:
                self._missing_translation(node.span, what, sentences, missing)
            return None
        text = Text(
            tuple((lang, sentences[lang]) for lang in self.languages), tuple(places[lang] for lang in self.languages)
        )
        quoted = [text.placeholders(lang) for lang in self.languages]
        if odd := frozenset.union(*quoted) - frozenset.intersection(*quoted):
            names = ", ".join(f"{{{name}}}" for name in sorted(odd))
            self.findings.add("placeholder-mismatch", node.span, what=what, names=names)
        return text

    def _missing_translation(self, span: Span, what: str, said: Lookup[str, str], missing: Collection[str]) -> None:
        languages, example = ", ".join(missing), self._example(said)
        self.findings.add("missing-translation", span, what=what, languages=languages, example=example)

    def _example(self, said: Lookup[str, str]) -> str:
        """A text in every language, as it should be written."""
        short = {lang: text if len(text) <= 20 and text.isalnum() else "…" for lang, text in said.items()}
        return "{" + ", ".join(f"{lang}: {short.get(lang, '…')}" for lang in self.languages) + "}"


class Fields:
    """The keys of one mapping. Ask for each key you know; keys outside `known` are reported once, at the start."""

    def __init__(
        self, reading: Reading, node: Node | None, what: str, known: Collection[str], example: str = ""
    ) -> None:
        """`what` names the mapping to its author, as in `rule visit`; `example` shows what it looks like."""
        self.reading = reading
        self.findings = reading.findings
        self.what = what
        self.mapping = reading.mapping(node, what, example)
        self.span = node.span if node is not None else None
        self.misspelt: set[str] = set()
        """Known keys that an unknown key was probably meant to be."""
        for key, _ in self.mapping.entries if self.mapping else ():
            if key.text not in known:
                near = unknown_key(self.findings, "unknown-key", key, what, known)
                self.misspelt |= {near} if near else set()

    def node(self, key: str) -> Node | None:
        """The value of a key; None when it is absent or empty."""
        value = self.mapping.get(key) if self.mapping else None
        return None if isinstance(value, Scalar) and value.is_null else value

    def place_of_key(self, key: str) -> Span | None:
        """Where a key stands, or where the mapping does when the key is absent."""
        entries = self.mapping.entries if self.mapping else ()
        return next((name.span for name, _ in entries if name.text == key), self.span)

    def __contains__(self, key: str) -> bool:
        """Whether the key stands there with a value."""
        return self.node(key) is not None

    def require(self, *keys: str) -> bool:
        """Whether every one of these keys stands there; those that do not are reported."""
        missing = [key for key in keys if key not in self]
        if missing and self.mapping is not None:
            for key in missing:
                if key not in self.misspelt:
                    self.findings.add("missing-key", self.span, name=key, what=self.what)
        return not missing

    def text(self, key: str) -> Text | None:
        """A text in every language."""
        return self.reading.text(self.node(key), f"{self.what}: {key}")

    def scalar(self, key: str) -> Scalar | None:
        """A single value; a list or a mapping in its place is reported."""
        value = self.node(key)
        if value is None or isinstance(value, Scalar):
            return value
        self.findings.add("not-a-word", value.span, what=f"{self.what}: {key}", found=form_of(value))
        return None

    def word(self, key: str, default: str = "") -> str:
        """A single value as text."""
        scalar = self.scalar(key)
        return scalar.text.strip() if scalar else default

    def scalars(self, key: str) -> Iterator[Scalar]:
        """One value or a list of values."""
        value = self.node(key)
        for item in value.items if isinstance(value, Sequence) else () if value is None else (value,):
            if isinstance(item, Scalar) and not item.is_null:
                yield item
            else:
                self.findings.add("not-a-word", item.span, what=f"{self.what}: {key}", found=form_of(item))

    def items(self, key: str) -> tuple[Node, ...]:
        """One node or a list of nodes."""
        value = self.node(key)
        return value.items if isinstance(value, Sequence) else () if value is None else (value,)

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        word = folded(scalar.text)
        if word not in YES | NO:
            name = f"{self.what}: {key}"
            self.findings.add("wrong-kind", scalar.span, name=name, value=scalar.text, kind="flag", allowed="yes, no")
        return word in YES

    def date(self, key: str) -> date | None:
        """A calendar date."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        value = _DATE.read(scalar.text, scalar.span)
        if isinstance(value, date):
            return value
        name = f"{self.what}: {key}"
        self.findings.add("wrong-kind", scalar.span, name=name, value=scalar.text, kind="date", allowed="2026-11-23")
        return None


def raw_of(node: Node) -> object:
    """A node as a fact reads it: text, a list, or a mapping, which no fact takes."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence():
            return [raw_of(item) for item in node.items]
        case Mapping():
            return {}


def place_of(key: Scalar, value: Node) -> Span:
    """Where a value stands; its key, when nothing is written behind that."""
    return key.span if isinstance(value, Scalar) and not value.text.strip() else value.span


def read_value(reading: Reading, fact: Fact, node: Node) -> Value | None:
    """The value of a fact; None for no value, which is for the caller to report, or a wrong one, which is reported.

    Every wrong item of a list of tags is reported at its own place.
    """
    if fact.kind is Kind.TAGS and isinstance(node, Sequence):
        items = [fact.read(raw_of(item), item.span) for item in node.items]
        faults = [item for item in items if isinstance(item, Diagnostic)]
        reading.findings.extend(faults)
        return None if faults else frozenset(tag for item in items if isinstance(item, frozenset) for tag in item)
    value = fact.read(raw_of(node), node.span)
    if isinstance(value, Diagnostic):
        reading.findings.extend([value])
        return None
    return value


def unknown_key(findings: Findings, code: str, key: Scalar, what: str, known: Collection[str]) -> str | None:
    """Report a key that is not known, or that lacks its colon; give the one that it was probably meant to be."""
    near = nearest(key.text, known)
    if near is None and lacks_colon(key.text):
        findings.extend([missing_colon(key.text, key.span)])
        return nearest(re.split(r"\s*[:：=]", key.text)[0], known)
    findings.add(code, key.span, name=key.text, what=what, near=near, allowed=", ".join(known))
    return near


def unknown_name(
    findings: Findings,
    code: str,
    span: Span,
    name: str,
    known: Collection[str],
    labels: Lookup[str, str] | None = None,
) -> None:
    """Report a name that is not known, with the nearest one that is and, when they are few, all of them.

    `labels` gives the ids of folded labels, for authors who wrote a label where an id belongs.
    """
    allowed = ", ".join(known) if len(known) <= 12 else None
    near = (labels or {}).get(folded(name)) or nearest(name, known)
    findings.add(code, span, name=name, near=near, allowed=allowed)
