"""`weapons`, `plays`, `scripts` and `checklists` blocks → frozen content, with every id resolved."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from stratagem.authoring.accepting import ACCEPT, read_accept
from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.fields import Fields, Reading, unknown_name
from stratagem.condition import ALWAYS
from stratagem.documents import Node, Scalar
from stratagem.playbook import Checklist, ChecklistItem, Device, Line, Play, Script, Spin, Weapon
from stratagem.rulebook import Sort, Thing
from stratagem.vocabulary import Kind, Vocabulary
from stratagem.wording import Text

Word = TypeVar("Word", bound=str)

_DEVICES: tuple[Device, ...] = ("praise", "repeat", "cushion")
_SPIN: tuple[Spin, ...] = ("situation", "problem", "implication", "need_payoff")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class PlaybookReader:
    """Reads the content of one rulebook against what it declares."""

    def __init__(
        self, reading: Reading, vocabulary: Vocabulary, conditions: ConditionReader, strategies: Iterable[_Named]
    ) -> None:
        """Ids are looked up in `strategies` and `vocabulary`."""
        self._reading = reading
        self._vocabulary = vocabulary
        self._conditions = conditions
        self._strategies = [strategy.id for strategy in strategies]
        self._learnable = [*dict.fromkeys((*vocabulary.fact, *vocabulary.attribute))]

    def weapons(self, node: Node) -> list[tuple[Weapon, Scalar]]:
        """Weapons with the places of their ids."""
        weapons = []
        for id_, key, value in self._reading.entries(node, "weapons"):
            fields = Fields(self._reading, value, id_, ("label", "about", "for", "when", ACCEPT))
            if fields.mapping is None or not fields.require("label"):
                continue
            suits = fields.node("for")
            label, about = fields.text("label"), fields.text("about")
            selector = ALWAYS if suits is None else self._conditions.selector(suits)
            when = self._conditions.when(fields.node("when"))
            read_accept(fields, Thing(Sort.WEAPON, id_))
            if label is not None:
                weapons.append((Weapon(id_, label, about, selector, when), key))
        return weapons

    def plays(self, node: Node, weapons: Collection[str]) -> list[Play]:
        """One play, for each strategy it serves."""
        keys = ("strategy", "weapon", "label", "who", "steps", "say", "bring", "worked", "when", ACCEPT)
        fields = Fields(self._reading, node, "a play", keys)
        if fields.mapping is None or not fields.require("strategy", "weapon", "label", "steps"):
            return []
        strategies = [
            scalar.text for scalar in fields.scalars("strategy") if self._known(scalar, self._strategies, "strategy")
        ]
        weapon, label = fields.scalar("weapon"), fields.text("label")
        steps, bring = self._texts(fields, "steps"), self._texts(fields, "bring")
        lines = tuple(line for item in fields.items("say") if (line := self._line(item)) is not None)
        who, worked = fields.text("who"), fields.text("worked")
        when = self._conditions.when(fields.node("when"))
        if weapon is None or not self._known(weapon, weapons, "weapon") or label is None:
            return []
        read_accept(fields, Thing(Sort.PLAY, label.by_language[0][1]))
        return [Play(each, weapon.text, label, steps, who, lines, bring, worked, when) for each in strategies]

    def script(self, node: Node) -> Script | None:
        """One script."""
        keys = ("fact", "size", "touch", "spin", "open", "device", "say", "deepen", "close", ACCEPT)
        fields = Fields(self._reading, node, "a script", keys)
        if fields.mapping is None or not fields.require(*(key for key in keys if key not in ("spin", ACCEPT))):
            return None
        fact = fields.scalar("fact")
        size, touch = self._choice(fields, "size", ("1", "2", "3")), self._choice(fields, "touch", ("1", "2", "3"))
        device, spin = self._choice(fields, "device", _DEVICES), self._choice(fields, "spin", _SPIN)
        opening, say, deepen, close = (fields.text(key) for key in ("open", "say", "deepen", "close"))
        if fact is None or not self._known(fact, self._learnable, "fact"):
            return None
        if not (size and touch and device and opening and say and deepen and close):
            return None
        read_accept(fields, Thing(Sort.SCRIPT, fact.text))
        return Script(fact.text, int(size), int(touch), opening, device, say, deepen, close, spin)

    def checklist(self, node: Node) -> Checklist | None:
        """One checklist."""
        fields = Fields(self._reading, node, "a checklist", ("id", "label", "about", "fact", "items", ACCEPT))
        if fields.mapping is None or not fields.require("id", "label", "items"):
            return None
        label, about = fields.text("label"), fields.text("about")
        items = tuple(item for each in fields.items("items") if (item := self._item(each)) is not None)
        fact = fields.scalar("fact")
        tags = [each.id for each in self._vocabulary.facts if each.kind is Kind.TAGS]
        if fact is not None and not self._known(fact, tags, "fact"):
            return None
        if label is None:
            return None
        read_accept(fields, Thing(Sort.CHECKLIST, fields.word("id")))
        return Checklist(fields.word("id"), label, items, about, fact.text if fact else None)

    def _item(self, node: Node) -> ChecklistItem | None:
        fields = Fields(self._reading, node, "an item", ("id", "label", "about", "practise"))
        if fields.mapping is None or not fields.require("id", "label"):
            return None
        label, about, practise = fields.text("label"), fields.text("about"), fields.text("practise")
        return ChecklistItem(fields.word("id"), label, about, practise) if label else None

    def _line(self, node: Node) -> Line | None:
        fields = Fields(self._reading, node, "say", ("to", "say"))
        if fields.mapping is None or not fields.require("to", "say"):
            return None
        to, say = fields.node("to"), fields.text("say")
        return Line(self._conditions.selector(to), say) if to is not None and say is not None else None

    def _texts(self, fields: Fields, key: str) -> tuple[Text, ...]:
        texts = (self._reading.text(item, f"{fields.what}: {key}") for item in fields.items(key))
        return tuple(text for text in texts if text is not None)

    def _choice(self, fields: Fields, key: str, allowed: tuple[Word, ...]) -> Word | None:
        scalar = fields.scalar(key)
        if scalar is None or not self._known(scalar, allowed, key):
            return None
        return next(each for each in allowed if each == scalar.text)

    def _known(self, scalar: Scalar, known: Collection[str], what: str) -> bool:
        """Whether a word is one of those known here; it is reported when it is not."""
        if scalar.text in known:
            return True
        code = {"strategy": "unknown-strategy", "fact": "unknown-fact"}.get(what, "unknown-word")
        unknown_name(self._reading.findings, code, scalar.span, scalar.text, known)
        return False
