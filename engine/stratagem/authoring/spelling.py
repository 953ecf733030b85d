"""Conditions and values → the text that an author writes for them: `unary` and `conditions`, the other way round.

What is written is read again before it is handed out: a text that would not mean the same, to the last node, is none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stratagem.authoring.conditions import COUNTED
from stratagem.authoring.unary import read_test
from stratagem.condition import (
    ALWAYS,
    Age,
    All,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Test,
    parts_of,
)
from stratagem.vocabulary import Fact, Value, Vocabulary, folded
from stratagem.wording import Text

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"]
"""What a YAML file holds."""

_YES_NO = {"zh": ("是", "否")}


@dataclass(frozen=True)
class Spelling:
    """How one rulebook's conditions are written: with ids, or with the labels of a language where these are clear."""

    vocabulary: Vocabulary
    lang: str | None = None

    def fact(self, fact: Fact, names: Mapping[str, str]) -> str:
        """What a fact is called; `names` are those by which it can be told from others."""
        label = self._label(fact.label)
        return label if label is not None and names.get(folded(label)) == fact.id else fact.id

    def test(self, fact: Fact, condition: Condition) -> str | None:
        """What a condition on one fact asks, as a cell has it; None when the test language cannot say it."""
        for lang in dict.fromkeys((self.lang, None)):
            for quoted in (False, True):
                text = _Writer(fact, lang, quoted).condition(condition)
                if text is not None and read_test(fact, text, None) == condition:
                    return text
        return None

    def value(self, fact: Fact, value: Value) -> str:
        """A value of a concluded fact, as a cell has it."""
        if isinstance(value, frozenset):
            named = [_Writer(fact, self.lang, False).value(each.id) for each in fact.values if each.id in value]
            text = ", ".join(named)
            return (text if fact.read(text, None) == value else ", ".join(sorted(value))) or "[]"
        text = _Writer(fact, self.lang, False).value(value)
        return text if fact.read(text, None) == value else _Writer(fact, None, False).value(value)

    def lines(self, condition: Condition, of_people: bool = False) -> Tree | None:
        """A condition as the mapping of a `when` or a selector; None when no mapping says it."""
        parts = condition.parts if isinstance(condition, All) else (condition,)
        entries = [entry for part in _together(parts) if (entry := self._line(part, of_people)) is not None]
        if len(entries) < len(_together(parts)):
            return None
        if len({key for key, _ in entries}) == len(entries):
            return dict(entries)
        return {"all": [{key: tree} for key, tree in entries]}

    def _line(self, part: "Condition | list[Quantifier | Count]", of_people: bool) -> tuple[str, Tree] | None:
        if isinstance(part, list):
            return None if of_people else self._people(part)
        fact = self.about(part, of_people)
        if fact is not None and (text := self.test(fact, part)) is not None:
            names = self.vocabulary.attribute_names if of_people else self.vocabulary.fact_names
            return self.fact(fact, names), text
        match part:
            case Any(parts) if parts:
                several = [self.lines(each, of_people) for each in parts]
                return None if None in several or {} in several else ("any", [each for each in several if each])
            case Not(inner):
                lines = self.lines(inner, of_people)
                return ("not", lines) if lines else None
            case _:
                return None

    def about(self, condition: Condition, of_people: bool = False) -> Fact | None:
        """The one fact that a condition speaks of; None when it speaks of several, or of people."""
        known = self.vocabulary.attribute if of_people else self.vocabulary.fact
        leaves = [part for part in parts_of(condition) if not isinstance(part, All | Any | Not)]
        facts = {part.fact for part in leaves if isinstance(part, FactTest | IsKnown)}
        others = any(not isinstance(part, FactTest | IsKnown) for part in leaves)
        return None if others or len(facts) != 1 or isinstance(condition, All) else known.get(facts.pop())

    def _people(self, quantifiers: "list[Quantifier | Count]") -> tuple[str, Tree] | None:
        """Neighbouring quantifiers under one `stakeholders`."""
        asked: dict[str, list[Tree]] = {}
        for each in quantifiers:
            which = each.which if isinstance(each, Quantifier) else "count"
            tree = self.quantifier(each)
            if tree is None or (which in asked and which != [*asked][-1]):
                return None
            asked.setdefault(which, []).append(tree)
        return "stakeholders", {which: trees[0] if len(trees) == 1 else trees for which, trees in asked.items()}

    def quantifier(self, asked: Quantifier | Count) -> Tree | None:
        """What stands behind `some`, `none`, `every` or `count`."""
        where: Tree | None = {} if asked.where == ALWAYS else self.lines(asked.where, of_people=True)
        if isinstance(asked, Quantifier):
            return where
        number = self.test(COUNTED, FactTest(COUNTED.id, asked.test))
        if where is None or number is None:
            return None
        counted: dict[str, Tree] = {"where": where} if where else {}
        if asked.distinct is not None:
            counted["distinct"] = asked.distinct.id
        return {**counted, "is": number}

    def _label(self, text: Text) -> str | None:
        return None if self.lang is None else text.in_language(self.lang)


def flow(tree: Tree) -> str:
    """A tree on one line of YAML."""
    if isinstance(tree, str):
        plain = tree.replace("_", "").replace(" ", "").isalnum() and tree not in ("null", "Null", "NULL")
        escaped = tree.replace("\\", "\\\\").replace('"', '\\"')
        return tree if plain and tree == tree.strip() else f'"{escaped}"'
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(flow(each) for each in tree) + "]" if len(tree) != 1 else flow(tree[0])


class _Writer:
    """Writes tests of one fact; `quoted` puts every text into quotes."""

    def __init__(self, fact: Fact, lang: str | None, quoted: bool) -> None:
        self._fact = fact
        self._lang = lang
        self._quoted = quoted

    def condition(self, condition: Condition) -> str | None:
        match condition:
            case FactTest(_, test):
                return self.test(test)
            case IsKnown(_, known):
                return "known" if known else "unknown"
            case Any(parts) if parts:
                return self._listed(self.condition(part) for part in parts)
            case Not(part):
                inner = self.condition(part)
                return None if inner is None else f"not({inner})"
            case _:
                return None

    def test(self, test: Test) -> str | None:
        match test:
            case Among(values):
                return self._listed(self.value(value) for value in values)
            case Compare(operator, bound):
                return f"{operator} {self.value(bound)}"
            case Between(low, high, low_open, high_open):
                left, right = "(" if low_open else "[", ")" if high_open else "]"
                return f"{left}{self.value(low)}..{self.value(high)}{right}"
            case Age(side, days):
                return f"{'older than' if side == 'older' else 'within'} {days} days"
            case NoneOf(tests):
                inner = self._listed(self.test(each) for each in tests)
                return None if inner is None else f"not({inner})"
            case OneOf(tests):
                return self._listed(self.test(each) for each in tests)

    def value(self, value: Value) -> str:
        if isinstance(value, bool):
            return _YES_NO.get(self._lang or "", ("yes", "no"))[0 if value else 1]
        if isinstance(value, int | float):
            text = f"{Decimal(repr(value)):f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        if isinstance(value, date):
            return value.isoformat()
        assert isinstance(value, str), "a set of tags is never one value of a test"
        label = self._fact.labels.get(value) if self._lang else None
        text = value if label is None else label.in_language(self._lang or "")
        quote = "'" if '"' in text else '"'
        return f"{quote}{text}{quote}" if self._quoted else text

    def _listed(self, texts: "Iterable[str | None]") -> str | None:
        listed = list(texts)
        return ", ".join(each or "" for each in listed) if listed and None not in listed else None


def _together(parts: tuple[Condition, ...]) -> "list[Condition | list[Quantifier | Count]]":
    """The parts of a conjunction, neighbouring quantifiers in one list."""
    return list(_gathered(parts))


def _gathered(parts: tuple[Condition, ...]) -> "Iterator[Condition | list[Quantifier | Count]]":
    people: list[Quantifier | Count] = []
    for part in parts:
        if isinstance(part, Quantifier | Count):
            people.append(part)
            continue
        if people:
            yield people
            people = []
        yield part
    if people:
        yield people
