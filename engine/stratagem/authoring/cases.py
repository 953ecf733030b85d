"""`*.cases.yaml` → `Case`s: what sales ops promise about each rule, read against the rulebook that must keep it.

Cases stand beside the rules they are about and are no knowledge: `folder` passes over them, so loading stays fast. This
module says what a case claims, and every fault with its place. It does not know whether the claim holds.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from stratagem.account import Account, account_model
from stratagem.account_files import read_node
from stratagem.authoring.fields import Fields, Reading, raw_of, unknown_name
from stratagem.diagnostics import Diagnostic, Span, nearest
from stratagem.documents import Node, Scalar, Sequence, form_of, parse, read_text
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value, folded

_KEYS = ("case", "rule", "kind", "given", "as_of", "fires", "advice", "facts")
PROMISED_OF_STRATEGIES = ("recommends", "leaves_out", "holds", "avoids", "vetoes", "order")
"""What is promised of a list of strategies."""
PROMISED_OF_ONE = ("priority", "decides", "with", "through", "says", "until")
"""What is promised of one strategy at a time, as a mapping."""
_QUESTIONS = ("asks", "asks_first", "asks_about")
_ADVICE_KEYS = (*PROMISED_OF_STRATEGIES, "first", *PROMISED_OF_ONE, "warns", *_QUESTIONS, "emphasises")


class CaseKind(StrEnum):
    """Which question about its rule a case answers."""

    HIT = "hit"
    """The rule fires."""
    MISS = "miss"
    """It does not, because a known fact says otherwise."""
    BOUNDARY = "boundary"
    """What it does exactly at, or next to, a threshold of an ordered test."""
    MISSING = "missing"
    """What it does when a fact that it needs is unknown."""


@dataclass(frozen=True)
class Promised:
    """What the advice must contain; each tuple holds ids, and more may be in the advice."""

    recommends: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    """Strategies that are not recommended, whether a rule keeps them out or none speaks of them."""
    holds: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    first: str | None = None
    """The strategy that must rank first."""
    order: tuple[str, ...] = ()
    """Strategies that are recommended in this order; others may stand between them."""
    priority: tuple[tuple[str, int], ...] = ()
    """Recommended strategies with their priority."""
    decides: tuple[tuple[str, str], ...] = ()
    """Strategies, recommended or kept out, with the rule that decides them."""
    see: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Written `with`: exactly whom to see for a strategy, in order; nobody when it is empty."""
    through: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Exactly who introduces, in order."""
    says: tuple[tuple[str, str], ...] = ()
    """Words of the angle to take, in the rulebook's first language."""
    until: tuple[tuple[str, str], ...] = ()
    """Words of what unlocks a held strategy, in the rulebook's first language."""
    asks_first: tuple[str, ...] = ()
    """What is asked first, in this order."""
    asks_about: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Attributes of people with exactly those whom the question concerns, in order."""
    emphasises: tuple[str, ...] = ()
    """Words of angles for every conversation, in the rulebook's first language."""


@dataclass(frozen=True)
class Case:
    """One promise about one rule: for this account it fires or not, and this comes of it."""

    sentence: str
    rule: str
    kind: CaseKind
    given: Mapping[str, object]
    """The account by ids, as `Advisor.advise` takes it; what the file does not say is not in it."""
    fires: bool
    as_of: date | None = None
    advice: Promised = Promised()
    facts: tuple[tuple[str, Value | None], ...] = ()
    """Facts as they must stand in the end; None for *unknown*."""
    span: Span | None = field(default=None, compare=False, repr=False)


def read_cases(path: Path, rulebook: Rulebook) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """Every case of one file that can be understood, in order, and every fault."""
    reading = Reading(rulebook.languages)
    reader = _CaseReader(reading, rulebook)
    cases = [case for node in _nodes(path, reading) if (case := reader.case(node)) is not None]
    return tuple(cases), tuple(reading.findings)


def _nodes(path: Path, reading: Reading) -> tuple[Node, ...]:
    """The cases of a file as they were written."""
    source, faults = read_text(path)
    reading.findings.extend(faults)
    if source is None:
        return ()
    documents, faults = parse(source)
    reading.findings.extend(faults)
    if faults and not documents:
        return ()
    if len(documents) != 1 or (isinstance(documents[0], Scalar) and documents[0].is_null):
        reading.findings.add("several-documents" if documents[1:] else "empty-file", str(path))
        return ()
    fields = Fields(reading, documents[0], "a file of cases", ("cases",))
    if not fields.require("cases") or fields.mapping is None:
        return ()
    node = fields.node("cases")
    if isinstance(node, Sequence):
        return node.items
    assert node is not None, "it is required"
    reading.findings.add("not-a-list", node.span, what="cases", found=form_of(node))
    return ()


class _CaseReader:
    """Reads cases against what the rulebook declares."""

    def __init__(self, reading: Reading, rulebook: Rulebook) -> None:
        self._reading = reading
        self._findings = reading.findings
        self._rulebook = rulebook
        self._model: type[Account] = account_model(rulebook.vocabulary)
        self._said: dict[str, Span] = {}

    def case(self, node: Node) -> Case | None:
        """One case; None when a part of it that decides cannot be understood."""
        fields = Fields(self._reading, node, "a case", _KEYS)
        if fields.mapping is None or not fields.require("case", "rule", "kind", "given", "fires"):
            return None
        before = len(self._findings)
        sentence = self._sentence(fields)
        rule, kind = self._rule(fields), self._kind(fields)
        given, fires = self._given(fields), fields.flag("fires", default=False)
        advice, facts = self._promised(fields), self._facts(fields)
        as_of = fields.date("as_of")
        if len(self._findings) > before or not sentence or kind is None:
            return None
        if (kind is CaseKind.HIT) > fires or (kind is CaseKind.MISS and fires):
            said = fields.node("fires")
            self._findings.add("case-contradiction", said.span if said else None, kind=kind.value)
            return None
        return Case(sentence, rule, kind, given, fires, as_of, advice, facts, self._said[sentence])

    def _sentence(self, fields: Fields) -> str:
        scalar = fields.scalar("case")
        if scalar is None:
            return ""
        sentence = " ".join(scalar.text.split())
        first = self._said.setdefault(sentence, scalar.span)
        if first is not scalar.span:
            self._findings.add("case-said-twice", scalar.span, first=first)
        return sentence

    def _rule(self, fields: Fields) -> str:
        return self._known(fields, "rule", self._rulebook.rule, "unknown-rule") or ""

    def _kind(self, fields: Fields) -> CaseKind | None:
        kinds = [kind.value for kind in CaseKind]
        scalar = fields.scalar("kind")
        if scalar is None or scalar.text in kinds:
            return CaseKind(scalar.text) if scalar else None
        near, allowed = nearest(scalar.text, kinds), ", ".join(kinds)
        self._findings.add("unknown-case-kind", scalar.span, name=scalar.text, near=near, allowed=allowed)
        return None

    def _given(self, fields: Fields) -> dict[str, object]:
        """The account by ids, with the values that its vocabulary makes of what was written."""
        node = fields.node("given")
        assert node is not None, "it is required"
        account, faults = read_node(node, self._model, self._rulebook.vocabulary)
        self._findings.extend(faults)
        return account.model_dump(exclude_unset=True) if account else {}

    def _promised(self, fields: Fields) -> Promised:
        node = fields.node("advice")
        if node is None:
            return Promised()
        advice = Fields(self._reading, node, "advice", _ADVICE_KEYS)
        strategies, vocabulary = self._rulebook.strategy, self._rulebook.vocabulary
        askable = {**vocabulary.fact, **vocabulary.attribute}
        lists = {key: self._ids(advice, key, strategies, "unknown-strategy") for key in PROMISED_OF_STRATEGIES}
        of_one = {key: self._of_one(advice, key, strategies, "unknown-strategy") for key in PROMISED_OF_ONE}
        about = self._of_one(advice, "asks_about", vocabulary.attribute, "unknown-attribute")
        return Promised(
            **lists,
            first=self._known(advice, "first", strategies, "unknown-strategy"),
            priority=tuple((strategy, self._priority(fields, strategy)) for strategy, fields in of_one["priority"]),
            decides=tuple(
                (strategy, self._known(fields, strategy, self._rulebook.rule, "unknown-rule") or "")
                for strategy, fields in of_one["decides"]
            ),
            see=tuple((strategy, _words(fields, strategy)) for strategy, fields in of_one["with"]),
            through=tuple((strategy, _words(fields, strategy)) for strategy, fields in of_one["through"]),
            says=tuple((strategy, fields.word(strategy)) for strategy, fields in of_one["says"]),
            until=tuple((strategy, fields.word(strategy)) for strategy, fields in of_one["until"]),
            warns=self._ids(advice, "warns", self._rulebook.warning, "unknown-warning"),
            asks=self._ids(advice, "asks", askable, "unknown-fact"),
            asks_first=self._ids(advice, "asks_first", askable, "unknown-fact"),
            asks_about=tuple((attribute, _words(fields, attribute)) for attribute, fields in about),
            emphasises=_words(advice, "emphasises"),
        )

    def _of_one(self, advice: Fields, key: str, known: Collection[str], code: str) -> list[tuple[str, Fields]]:
        """The ids that a mapping speaks of, each with the fields in which its promise stands."""
        node = self._reading.mapping(advice.node(key), f"advice: {key}", f"{key}: {{…: …}}")
        written = [name for name, _ in node.entries] if node else []
        fields = Fields(self._reading, node, f"advice: {key}", [name.text for name in written])
        for name in written:
            if name.text not in known:
                unknown_name(self._findings, code, name.span, name.text, known)
        return [(name.text, fields) for name in written]

    def _priority(self, fields: Fields, strategy: str) -> int:
        scalar = fields.scalar(strategy)
        number = scalar.text.strip() if scalar else ""
        if number.isascii() and number.isdigit() and 1 <= int(number) <= 100:
            return int(number)
        self._findings.add("bad-priority", scalar.span if scalar else fields.span, value=number)
        return 0

    def _facts(self, fields: Fields) -> tuple[tuple[str, Value | None], ...]:
        node = self._reading.mapping(fields.node("facts"), "facts")
        vocabulary = self._rulebook.vocabulary
        expected: dict[str, Value | None] = {}
        for key, value in node.entries if node else ():
            fact = vocabulary.fact.get(vocabulary.fact_names.get(folded(key.text), ""))
            if fact is None:
                unknown_name(self._findings, "unknown-fact", key.span, key.text, vocabulary.fact)
            elif isinstance(value, Scalar) and value.text == "unknown":
                expected[fact.id] = None
            else:
                read = fact.read(raw_of(value), value.span)
                if isinstance(read, Diagnostic):
                    self._findings.extend([read])
                elif read is None:
                    self._findings.add("empty-test", value.span, name=fact.id)
                else:
                    expected[fact.id] = read
        return tuple(expected.items())

    def _ids(self, fields: Fields, key: str, known: Collection[str], code: str) -> tuple[str, ...]:
        scalars = list(fields.scalars(key))
        for scalar in scalars:
            if scalar.text not in known:
                unknown_name(self._findings, code, scalar.span, scalar.text, known)
        return tuple(scalar.text for scalar in scalars)

    def _known(self, fields: Fields, key: str, known: Collection[str], code: str) -> str | None:
        """A single id."""
        scalar = fields.scalar(key)
        if scalar is not None and scalar.text not in known:
            unknown_name(self._findings, code, scalar.span, scalar.text, known)
        return scalar.text if scalar else None


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    """One text or a list of texts; an empty list is none."""
    return tuple(scalar.text.strip() for scalar in fields.scalars(key))
