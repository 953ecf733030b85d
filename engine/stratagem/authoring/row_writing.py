"""One rule → the cells of a row; `rows`, the other way round. What no cell can say is `Unfit`."""

from collections.abc import Iterator, Mapping, Sequence

from stratagem.authoring.columns import ID, Slot, Unfit
from stratagem.authoring.conditions import COUNTED, ConditionReader
from stratagem.authoring.fields import Reading
from stratagem.authoring.headings import EFFECTIVE, EFFECTS, NAMES, QUANTIFIERS, SELECTORS, TEXTS, WORDS, Role
from stratagem.authoring.rows import ANY
from stratagem.authoring.selectors import selectors_in
from stratagem.authoring.spelling import Spelling, Tree, flow
from stratagem.condition import ALWAYS, All, Condition, Count, FactTest, Quantifier
from stratagem.diagnostics import Source
from stratagem.rulebook import Rule, Rulebook, Sort, Thing
from stratagem.sheets import Cell
from stratagem.vocabulary import folded
from stratagem.wording import Text


class RowWriter:
    """Writes the cells of one rule after another."""

    def __init__(self, rulebook: Rulebook, spelling: Spelling) -> None:
        """`spelling` says what facts and values are called."""
        self._rulebook = rulebook
        self._spelling = spelling
        self._vocabulary = rulebook.vocabulary
        self.languages = rulebook.languages
        self._reading = Reading(rulebook.languages)
        self._conditions = ConditionReader(self._reading, rulebook.vocabulary)
        self._names = {"strategy": {each.id: each.label for each in rulebook.strategies}}
        self._names["warning"] = {each.id: each.label for each in rulebook.warnings}
        askable = (*rulebook.vocabulary.attributes, *rulebook.vocabulary.facts)
        self._names["fact"] = {each.id: each.label for each in askable}
        self.accepted = {
            rule: [each for each in rulebook.accepted if each.of == Thing(Sort.RULE, rule)]
            for rule in {each.of.id for each in rulebook.accepted if each.of.sort is Sort.RULE}
        }

    def cells(self, rule: Rule) -> Iterator[tuple[Slot, str]]:
        """Every cell that holds something, the conditions in their order."""
        if not any(getattr(rule, effect) for effect in ("conclude", *EFFECTS)):
            raise Unfit("row-would-differ")
        yield ID, rule.id
        yield from self._when(rule.when)
        yield Slot(Role.WORD, "priority"), str(rule.priority)
        kinds = {"recommend": "strategy", "avoid": "strategy", "veto": "strategy", "warn": "warning", "ask": "fact"}
        for key, kind in kinds.items():
            if ids := getattr(rule, key):
                yield Slot(Role.NAMES, key), self._listed(kind, ids)
        if len(rule.hold) > 1:
            raise Unfit("row-holds-twice")
        for hold in rule.hold:
            yield Slot(Role.NAMES, "hold"), self._listed("strategy", hold.strategies)
            yield from self._text("until", hold.until)
        for fact, value in rule.conclude:
            cell = self._spelling.value(self._vocabulary.fact[fact], value)
            yield Slot(Role.CONCLUDE, "conclude", fact), f'"{cell}"' if cell in ANY else cell
        title = self._reading.label(rule.id.replace("-", "_"))
        if rule.title != title:
            yield from self._text("title", rule.title)
        if rule.because != rule.title or rule.title == title:
            yield from self._text("because", rule.because)
        for key, text in (("say", rule.say), ("missing", rule.missing), ("emphasise", rule.emphasise)):
            if text is not None:
                yield from self._text(key, text)
        for key, selectors in (("with", rule.see), ("through", rule.through)):
            if selectors:
                yield Slot(Role.SELECTORS, key), self._selectors(selectors)
        for key, word in (("source", rule.source), ("owner", rule.owner)):
            if word:
                yield Slot(Role.WORD, key), word
        for end, day in zip(EFFECTIVE, (rule.effective_from, rule.effective_until), strict=True):
            if day is not None:
                yield Slot(Role.EFFECTIVE, "effective", end), day.isoformat()
        for accepted in self.accepted.get(rule.id, ()):
            if accepted.about:
                raise Unfit("row-accepts-one-thing", about=accepted.about)
            yield Slot(Role.ACCEPT, "accept", accepted.kind), accepted.reason

    def heading(self, slot: Slot) -> str:
        """How a column is headed."""
        spelling, vocabulary = self._spelling, self._vocabulary
        match slot.role:
            case Role.TEST:
                name = spelling.fact(vocabulary.fact[slot.part], vocabulary.fact_names)
                words = {*WORDS, *NAMES, *TEXTS, *SELECTORS, *QUANTIFIERS, *EFFECTS}
                taken = folded(name).partition(".")[0] in words or folded(name).startswith("effective.")
                return f"when:{slot.part}" if taken else name
            case Role.CONCLUDE:
                return f"conclude:{spelling.fact(vocabulary.fact[slot.part], vocabulary.fact_names)}"
            case Role.PEOPLE:
                return f"{slot.key}: {spelling.fact(vocabulary.attribute[slot.part], vocabulary.attribute_names)}"
            case Role.ACCEPT:
                return f"accept:{slot.part}"
            case Role.TEXT if len(self.languages) == 1:
                return slot.key
            case Role.TEXT | Role.EFFECTIVE:
                return f"{slot.key}.{slot.part}"
            case _:
                return slot.key

    def _when(self, when: Condition) -> Iterator[tuple[Slot, str]]:
        asked: dict[Slot, str] = {}
        of_people: dict[str, list[Quantifier | Count]] = {}
        for part in when.parts if isinstance(when, All) else (when,):
            if isinstance(part, Quantifier | Count):
                of_people.setdefault(part.which if isinstance(part, Quantifier) else "count", []).append(part)
        for part in when.parts if isinstance(when, All) else (when,):
            if isinstance(part, Quantifier | Count):
                which = part.which if isinstance(part, Quantifier) else "count"
                if together := of_people.pop(which, []):
                    asked |= self._people(which, together)
                continue
            fact = self._spelling.about(part)
            text = None if fact is None else self._spelling.test(fact, part)
            if fact is None or text is None:
                raise Unfit("row-too-rich")
            slot = Slot(Role.TEST, "when", fact.id)
            if slot in asked:
                raise Unfit("row-asks-twice", fact=fact.id)
            asked[slot] = f'"{text}"' if text in ANY else text
        yield from asked.items()

    def _people(self, which: str, quantifiers: "list[Quantifier | Count]") -> dict[Slot, str]:
        """Columns for the attributes of one person where that says it all, else selectors in one cell."""
        (first, *others) = quantifiers
        columns = None if others or first.where == ALWAYS else self._columns(which, first.where)
        if isinstance(first, Count) and not others and first.distinct is None:
            number = self._spelling.test(COUNTED, FactTest(COUNTED.id, first.test))
            if number is not None and (columns is not None or first.where == ALWAYS):
                return {**(columns or {}), Slot(Role.QUANTIFIER, which): number}
        elif columns is not None and isinstance(first, Quantifier):
            return columns
        trees = [self._spelling.quantifier(each) for each in quantifiers]
        if which != "count" and all(each.where != ALWAYS for each in quantifiers):
            return {Slot(Role.QUANTIFIER, which): self._selectors([each.where for each in quantifiers])}
        if None in trees:
            raise Unfit("row-too-rich")
        return {Slot(Role.QUANTIFIER, which): flow([tree for tree in trees if tree is not None])}

    def _columns(self, which: str, where: Condition) -> dict[Slot, str] | None:
        """A test for each attribute; None when the condition on one person is richer than that."""
        columns: dict[Slot, str] = {}
        for part in where.parts if isinstance(where, All) else (where,):
            attribute = self._spelling.about(part, of_people=True)
            text = None if attribute is None else self._spelling.test(attribute, part)
            if attribute is None or text is None or text in ANY:
                return None
            slot = Slot(Role.PEOPLE, which, attribute.id)
            if slot in columns:
                return None
            columns[slot] = text
        return columns

    def _selectors(self, selectors: Sequence[Condition]) -> str:
        """Selectors in one cell, as briefly as they can be read again."""
        trees = [self._spelling.lines(each, of_people=True) for each in selectors]
        plain = "; ".join(", ".join(f"{key}: {test}" for key, test in _entries(tree)) for tree in trees)
        for text in (plain, flow([tree or {} for tree in trees])):
            reading = self._reading
            before = len(reading.findings)
            nodes = selectors_in(reading, Cell(text, Source("cell", text)))
            again = self._conditions.selectors(tuple(nodes))
            if len(reading.findings) == before and again == tuple(selectors):
                return text
        raise Unfit("row-too-rich")

    def _text(self, key: str, text: Text) -> Iterator[tuple[Slot, str]]:
        for lang, sentence in text.by_language:
            yield Slot(Role.TEXT, key, lang), sentence

    def _listed(self, kind: str, ids: Sequence[str]) -> str:
        """Ids, or their labels, in a row; a label with a separator in it would not be read again."""
        lang = self._spelling.lang
        named = []
        for id_ in ids:
            label = self._names[kind][id_].in_language(lang) if lang else id_
            clear = sum(folded(label) == folded(each.in_language(lang or "")) for each in self._names[kind].values())
            clear_label = lang and clear == 1 and not any(each in label for each in ",，、;；\n")
            named.append(label if clear_label and folded(label) not in self._names[kind] else id_)
        return ", ".join(named)


def _entries(tree: Tree | None) -> Iterator[tuple[str, str]]:
    """The tests of a selector that is nothing but tests; else nothing that could be read again."""
    if isinstance(tree, Mapping) and all(isinstance(test, str) for test in tree.values()):
        yield from ((key, str(test)) for key, test in tree.items())
    else:
        yield "", ""
