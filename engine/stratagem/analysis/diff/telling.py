"""An edit → words: what it was about, what was done, and what stood there before, in the author's own labels.

This module knows the content of edits. It does not know what they do to advice, or how pages look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from stratagem.analysis.diff.changes import TABLE, WHOLE, Changes
from stratagem.analysis.diff.edits import Edit, EditKind
from stratagem.analysis.diff.parts import parts_of_sort
from stratagem.analysis.diff.words import edit_words
from stratagem.condition import ALWAYS, All, Condition, Count, FactTest, IsKnown, Not, Quantifier
from stratagem.condition import Any as AnyOf
from stratagem.deciding.phrases import Phrases
from stratagem.playbook import ChecklistItem, Line, Script
from stratagem.rulebook import HitPolicy, Hold, Rule, Rulebook, Sort
from stratagem.vocabulary import Fact, FactValue, Kind, Value, show_number
from stratagem.wording import Text

Mark = Literal["-", "+"]

_FIRST = ("when", "kind", "values", "priority", "recommend", "avoid", "hold", "veto", "warn", "ask", "conclude")
"""What is told first of something new."""


@dataclass(frozen=True)
class Told:
    """One edit in words."""

    subject: str
    """What it was about: `rule partner-executive-visit`."""
    label: str
    """What people call that; empty when it has no name but its id."""
    what: str
    """What was done: `priority: 84 → 80`, `added`, or the name of a field whose lines follow."""
    lines: tuple[tuple[Mark, str], ...] = ()
    """What was taken away and what was put there, line by line."""


class Teller:
    """Tells the edits between two rulebooks in one language."""

    def __init__(self, changes: Changes, lang: str) -> None:
        """Prepare to speak of both rulebooks; a language that one of them lacks is spoken as it can."""
        self.changes, self.lang = changes, lang
        self.words = edit_words(lang)
        self._old, self._new = (_Speaker(book, lang) for book in (changes.old, changes.new))

    def told(self, edit: Edit) -> Told:
        """What was done, in words."""
        sort, id_ = edit.thing
        subject = f"{self.words[sort.value]} {id_}"
        label = self.label(edit)
        match edit.kind:
            case EditKind.ADDED:
                lines = tuple(("+", line) for line in self._new.whole(edit.after))
                return Told(subject, label, self.words["added"], lines)  # type: ignore[arg-type]
            case EditKind.REMOVED:
                lines = tuple(("-", line) for line in self._old.whole(edit.before))
                return Told(subject, label, self.words["removed"], lines)  # type: ignore[arg-type]
            case EditKind.RENAMED:
                return Told(subject, label, self.words["renamed"].format(id=edit.after))
            case EditKind.MOVED:
                start = self.words["the beginning"]
                what = self.words["moved"].format(before=edit.before or start, after=edit.after or start)
                return Told(subject, label, what)
            case EditKind.CHANGED:
                what, lines_ = self._changed(edit)
                return Told(subject, label, what, lines_)

    def label(self, edit: Edit) -> str:
        """What people call the thing: its title or label in the new rulebook, else in the old one."""
        sort, id_ = edit.thing
        if sort is Sort.RULEBOOK:
            return self.changes.new.title.in_language(self.lang)
        for book in (self.changes.new, self.changes.old):
            for part in parts_of_sort(book, sort):
                if part.id == id_:
                    return _name(part.thing, book, self.lang)
        return ""

    def _changed(self, edit: Edit) -> tuple[str, tuple[tuple[Mark, str], ...]]:
        owner = self._owner(edit)
        key = f"{edit.field} field" if f"{edit.field} field" in self.words else edit.field
        name = self.words.get(key, edit.field)
        one, other = self._old.short(owner, edit.field, edit.before), self._new.short(owner, edit.field, edit.after)
        if one is not None and other is not None:
            return self.words["from to"].format(name=name, before=one, after=other), ()
        if edit.field == "values":
            return name, tuple(self._values(edit.before, edit.after))
        if isinstance(edit.before, Text | None) and isinstance(edit.after, Text | None):
            return name, tuple(_texts(edit.before, edit.after, self.words))
        before = [*self._old.lines(owner, edit.field, edit.before)]
        after = [*self._new.lines(owner, edit.field, edit.after)]
        if sorted(before) == sorted(after):
            comma = self.words["comma"]
            return self.words["reordered"].format(name=name, before=comma.join(before), after=comma.join(after)), ()
        return name, tuple(_line_by_line(before, after))

    def _owner(self, edit: Edit) -> Any:
        """The thing that was edited, as it was."""
        if edit.thing.sort is Sort.RULEBOOK:
            return self.changes.old
        return next(p.thing for p in parts_of_sort(self.changes.old, edit.thing.sort) if p.id == edit.thing.id)

    def _values(self, before: Any, after: Any) -> Iterator[tuple[Mark, str]]:
        """The values of a fact: gone, new, called otherwise, in another order."""
        olds: dict[str, FactValue] = {each.id: each for each in before}
        news: dict[str, FactValue] = {each.id: each for each in after}
        yield from (("-", self._old.named(each)) for id_, each in olds.items() if id_ not in news)
        yield from (("+", self._new.named(each)) for id_, each in news.items() if id_ not in olds)
        for id_, each in olds.items():
            if id_ in news and each.label != news[id_].label:
                for mark, line in _texts(each.label, news[id_].label, self.words):
                    yield mark, f"{id_} {line}"
        kept = [id_ for id_ in olds if id_ in news], [id_ for id_ in news if id_ in olds]
        if kept[0] != kept[1]:
            yield "-", self.words["comma"].join(kept[0])
            yield "+", self.words["comma"].join(kept[1])


class _Speaker:
    """Says the content of one rulebook in one language."""

    def __init__(self, rulebook: Rulebook, lang: str) -> None:
        self.book, self.lang, self.words = rulebook, lang, edit_words(lang)
        self.phrases = Phrases(rulebook, lang)

    def short(self, owner: Any, field: str, value: Any) -> str | None:
        """A value that fits into a line beside another; None for one that needs lines of its own."""
        match value:
            case _ if field == WHOLE and isinstance(value, Fact):
                return value.kind.value
            case None if field in (
                "low",
                "high",
                "default",
                "effective_from",
                "effective_until",
                "spin",
                TABLE,
                "fact",
            ):
                return self.words["nothing"]
            case _ if field == "default" and isinstance(owner, Fact):
                return self.phrases.value(owner, value)
            case HitPolicy():
                return value.value
            case bool():
                return self.words["yes" if value else "no"]
            case int() | float():
                return show_number(value)
            case date():
                return value.isoformat()
            case str():
                return value or self.words["nothing"]
            case tuple() if field in ("languages", "rank_people_by"):
                names = [self._attribute(each) if field == "rank_people_by" else each for each in value]
                return self.words["comma"].join(names) or self.words["nothing"]
        return None

    def lines(self, owner: Any, field: str, value: Any) -> Iterator[str]:
        """A value, line by line."""
        words, text = self.words, self.phrases.text
        match value:
            case None:
                return
            case Text():
                yield text(value)
            case FactTest() | IsKnown() | All() | AnyOf() | Not() | Quantifier() | Count():
                yield from self._condition(value, of_people=field == "suits")
            case tuple() if field in ("see", "through"):
                yield from (self.phrases.condition(each, of_people=True) for each in value)
            case tuple() if field == "conclude":
                yield from (self._fact_is(id_, concluded) for id_, concluded in value)
            case tuple():
                for each in value:
                    match each:
                        case Hold(strategies, until):
                            names = words["comma"].join(map(self._strategy, strategies))
                            yield words["until"].format(names=names, until=text(until))
                        case Line(to, say):
                            whom = self.phrases.condition(to, of_people=True)
                            yield words["to"].format(whom=whom, say=text(say))
                        case ChecklistItem():
                            yield from (t for t in (text(each.label), text(each.about), text(each.practise)) if t)
                        case FactValue():
                            yield self.named(each)
                        case Text():
                            yield text(each)
                        case str():
                            yield self._id(field, each)
            case _:
                short = self.short(owner, field, value)
                yield str(value) if short is None else short

    def whole(self, thing: Any) -> Iterator[str]:
        """What a thing that was added or removed says, field by field; what it leaves out is passed over."""
        for each in sorted(
            fields(thing), key=lambda one: _FIRST.index(one.name) if one.name in _FIRST else len(_FIRST)
        ):
            value = getattr(thing, each.name)
            if each.name == "rules":
                value = len(value)
            passed = each.name in ("id", "title", "label", "source", "owner") or not each.compare
            if (
                passed
                or (value in (None, (), "", ALWAYS) and each.name != "when")
                or _is_usual(thing, each.name, value)
            ):
                continue
            key = f"{each.name} field" if f"{each.name} field" in self.words else each.name
            said = self.words["comma" if each.name != "when" else "and"].join(self.lines(thing, each.name, value))
            yield self.words["set"].format(name=self.words.get(key, each.name), after=said)

    def named(self, value: FactValue) -> str:
        """A value by id and label."""
        return self.words["with label"].format(id=value.id, label=self.phrases.text(value.label))

    def _condition(self, condition: Condition, of_people: bool) -> Iterator[str]:
        """A condition, one line for each line of it that must hold."""
        if isinstance(condition, All) and condition.parts:
            yield from (self.phrases.condition(part, of_people) for part in condition.parts)
        else:
            yield self.phrases.condition(condition, of_people)

    def _fact_is(self, id_: str, value: Value) -> str:
        fact = self.book.vocabulary.fact[id_]
        return self.phrases.words["is"].format(
            label=self.phrases.text(fact.label), value=self.phrases.value(fact, value)
        )

    def _id(self, field: str, id_: str) -> str:
        if field in ("recommend", "avoid", "veto"):
            return self._strategy(id_)
        if field == "warn":
            warning = self.book.warning.get(id_)
            return self.phrases.text(warning.label) if warning else id_
        if field == "ask":
            fact = self.book.vocabulary.fact.get(id_) or self.book.vocabulary.attribute.get(id_)
            return self.phrases.text(fact.label) if fact else id_
        return id_

    def _strategy(self, id_: str) -> str:
        strategy = self.book.strategy.get(id_)
        return self.phrases.text(strategy.label) if strategy else id_

    def _attribute(self, id_: str) -> str:
        attribute = self.book.vocabulary.attribute.get(id_)
        return self.phrases.text(attribute.label) if attribute else id_


def _name(thing: Any, book: Rulebook, lang: str) -> str:
    """What people call a thing."""
    match thing:
        case Rule():
            return thing.title.in_language(lang)
        case Script():
            fact = book.vocabulary.fact.get(thing.fact) or book.vocabulary.attribute.get(thing.fact)
            return fact.label.in_language(lang) if fact else ""
    label = getattr(thing, "label", None)
    return label.in_language(lang) if isinstance(label, Text) else ""


def _is_usual(thing: Any, field: str, value: Any) -> bool:
    """Whether a field says what is anyway so."""
    return isinstance(thing, Fact) and (field, value) in (
        ("concluded", False),
        ("changeable", True),
        ("kind", Kind.TEXT),
    )


def _texts(before: Text | None, after: Text | None, words: dict[str, str]) -> Iterator[tuple[Mark, str]]:
    """Sentences that differ, language by language."""
    olds, news = (dict(text.by_language) if text else {} for text in (before, after))
    for lang in dict.fromkeys((*olds, *news)):
        if olds.get(lang) != news.get(lang):
            for mark, sentence in (("-", olds.get(lang)), ("+", news.get(lang))):
                if sentence:
                    yield mark, words["in language"].format(lang=lang, text=" ".join(sentence.split()))  # type: ignore[misc]


def _line_by_line(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[Mark, str]]:
    """Lines that are only in one of them, those taken away first."""
    old, new = list(before), list(after)
    yield from (("-", line) for line in _without(old, new))
    yield from (("+", line) for line in _without(new, old))


def _without(lines: list[str], others: list[str]) -> Iterator[str]:
    left = list(others)
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            yield line
