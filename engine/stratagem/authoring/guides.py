"""What a workbook tells whoever fills a column of a decision table: a note at the heading, what a dropdown offers."""

from collections.abc import Iterator, Sequence

from stratagem.authoring.columns import Slot
from stratagem.authoring.headings import Role
from stratagem.authoring.spelling import Spelling
from stratagem.authoring.tabulating import Tabulated
from stratagem.authoring.unary import examples_for
from stratagem.rulebook import Rulebook
from stratagem.sheets.writing import SheetColumn
from stratagem.vocabulary import Fact, Kind
from stratagem.wording import Text

_SAID = {
    "en": {
        "allowed": "Allowed values",
        "policy": "Before | stands which rows fire: C R O all · F the first · P the highest priority · U A one.",
        "write": "Write: {examples}",
        "blank": "A blank cell or - asks nothing.",
        "values": "Values: {values}",
        "concludes": "The value that this row gives to: {label}",
        "some": "Somebody among the people must be so",
        "none": "Nobody among the people may be so",
        "every": "Everybody among the people must be so",
        "count": "How many people must be so",
        "same person": "All columns that begin with {key}: are asked of the same person.",
        "selector": "Which people: roles: approver; layer: management, power: high — `;` separates alternatives.",
        "id": "The name of the rule; lower-case words with dashes. Blank: <table>-<row number>.",
        "priority": "A whole number from 1 to 100; the higher, the louder.",
        "priority refused": "Write a whole number from 1 to 100.",
        "recommend": "Strategies that this row speaks for; several with commas.",
        "avoid": "Strategies that this row speaks against; several with commas.",
        "hold": "Strategies that must wait; `until` says for what.",
        "veto": "Strategies that are ruled out, whatever speaks for them.",
        "warn": "Red flags; several with commas.",
        "ask": "Facts that should be found out; several with commas.",
        "title": "What the rule is about, in a few words ({lang}).",
        "because": "Why; {{fact}} prints the value of a fact ({lang}).",
        "say": "What to say to the people named under `with` ({lang}).",
        "missing": "What is said when `with` matches nobody ({lang}).",
        "emphasise": "An angle for every conversation ({lang}).",
        "until": "What unlocks the strategies under `hold` ({lang}).",
        "with": "Whom to see, in order of preference.",
        "through": "Who introduces or carries the message, in order of preference.",
        "source": "Where the method says so.",
        "owner": "Who answers for the rule.",
        "from": "The first day on which the row counts: 2026-01-31.",
        "effective": "The last day on which the row counts: 2026-01-31.",
        "accept": "Why `stratagem check` may let this finding stand.",
    },
    "zh": {
        "allowed": "可填的值",
        "policy": "竖线前的字母说明哪些行生效：C R O 全部 · F 第一行 · P 优先级最高的 · U A 只有一行",
        "write": "可以写：{examples}",
        "blank": "留空或写 - 表示不作要求。",
        "values": "取值：{values}",
        "concludes": "这一行为“{label}”得出的值",
        "some": "至少有一个人符合",
        "none": "没有人符合",
        "every": "所有人都符合",
        "count": "符合的人数",
        "same person": "以 {key}: 开头的各列问的是同一个人。",
        "selector": "哪些人：roles: approver; layer: management, power: high，几种人选用“;”隔开。",
        "id": "规则的标识，小写单词用短横连接；留空则为 <表名>-<行号>。",
        "priority": "1 到 100 的整数，越大越有分量。",
        "priority refused": "请写 1 到 100 的整数。",
        "recommend": "这一行主张的策略；几个用逗号隔开。",
        "avoid": "这一行不主张的策略；几个用逗号隔开。",
        "hold": "需要暂缓的策略；until 写明等什么。",
        "veto": "无论如何都不做的策略。",
        "warn": "警示；几个用逗号隔开。",
        "ask": "应当弄清的事实；几个用逗号隔开。",
        "title": "用几个字说明规则（{lang}）。",
        "because": "为什么；{{事实}} 会换成该事实的值（{lang}）。",
        "say": "对 with 里的人怎么说（{lang}）。",
        "missing": "with 找不到人时怎么说（{lang}）。",
        "emphasise": "每次谈话都要强调的（{lang}）。",
        "until": "hold 里的策略等到什么时候（{lang}）。",
        "with": "见谁，按先后选择。",
        "through": "由谁引荐或传话，按先后选择。",
        "source": "方法的出处。",
        "owner": "谁负责这条规则。",
        "from": "从哪天起有效：2026-01-31。",
        "effective": "到哪天为止有效：2026-01-31。",
        "accept": "为什么 stratagem check 的这个发现可以保留。",
    },
}


def columns_of(tabulated: Tabulated, rulebook: Rulebook, lang: str, names: str | None) -> tuple[SheetColumn, ...]:
    """The columns of a table with notes in `lang`; dropdowns offer ids, or the labels of the language `names`."""
    guide = _Guide(rulebook, lang, names)
    return tuple(
        guide.column(slot, heading, first=at == 0)
        for at, (slot, heading) in enumerate(zip(tabulated.slots, tabulated.headings, strict=True))
    )


def title_of_offers(lang: str) -> str:
    """The name of the sheet that holds what the dropdowns offer."""
    return _SAID["zh" if lang == "zh" else "en"]["allowed"]


class _Guide:
    """Explains the columns of one rulebook's tables."""

    def __init__(self, rulebook: Rulebook, lang: str, names: str | None) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._names = names
        self._said = _SAID["zh" if lang == "zh" else "en"]
        self._spelling = Spelling(rulebook.vocabulary, names)

    def column(self, slot: Slot, heading: str, first: bool) -> SheetColumn:
        """One column."""
        note = list(self._note(slot))
        if first:
            note.append(self._said["policy"])
        is_priority = slot.key == "priority"
        fact = self._fact(slot)
        return SheetColumn(
            heading=heading,
            note="\n".join(note),
            offered=tuple(self._offered(slot)),
            between=(1, 100) if is_priority else None,
            refused=self._said["priority refused"] if is_priority else "",
            numbers=is_priority or (fact is not None and fact.kind is Kind.NUMBER),
        )

    def _note(self, slot: Slot) -> Iterator[str]:
        said = self._said
        fact = self._fact(slot)
        if slot.role is Role.CONCLUDE and fact is not None:
            yield said["concludes"].format(label=self._text(fact.label))
            yield from self._values(fact)
        elif fact is not None:
            if slot.role is Role.PEOPLE:
                yield f"{said[slot.key]}: {self._text(fact.label)}"
                yield said["same person"].format(key=slot.key)
            else:
                yield self._text(fact.ask or fact.label)
            yield from self._values(fact)
            yield said["write"].format(examples=examples_for(fact, in_cell=True))
            yield said["blank"]
        elif slot.role is Role.QUANTIFIER:
            yield said[slot.key]
            yield ">= 2" if slot.key == "count" else said["selector"]
        elif slot.role is Role.EFFECTIVE:
            yield said["from" if slot.part == "from" else "effective"]
        else:
            yield said[slot.key].format(lang=slot.part)
            if slot.role is Role.SELECTORS:
                yield said["selector"]

    def _values(self, fact: Fact) -> Iterator[str]:
        if fact.values:
            shown = (f"{value.id} ({self._text(value.label)})" for value in fact.values)
            yield self._said["values"].format(values=" · ".join(shown))

    def _offered(self, slot: Slot) -> Iterator[str]:
        fact = self._fact(slot)
        if fact is not None:
            if fact.kind is Kind.FLAG:
                yield from (self._spelling.value(fact, value) for value in (True, False))
            yield from (self._value(fact, each.id) for each in fact.values)
            if slot.role in (Role.TEST, Role.PEOPLE):
                yield "unknown"
        elif slot.role is Role.NAMES and slot.key == "warn":
            yield from self._named([(each.id, each.label) for each in self._rulebook.warnings])
        elif slot.role is Role.NAMES and slot.key == "ask":
            yield from self._named([(each.id, each.label) for each in self._rulebook.vocabulary.facts])
        elif slot.role is Role.NAMES:
            yield from self._named([(each.id, each.label) for each in self._rulebook.strategies])

    def _value(self, fact: Fact, id_: str) -> str:
        value = frozenset({id_}) if fact.kind is Kind.TAGS else id_
        return self._spelling.value(fact, value)

    def _named(self, things: Sequence[tuple[str, Text]]) -> Iterator[str]:
        for id_, label in things:
            yield id_ if self._names is None else label.in_language(self._names)

    def _fact(self, slot: Slot) -> Fact | None:
        vocabulary = self._rulebook.vocabulary
        if slot.role in (Role.TEST, Role.CONCLUDE):
            return vocabulary.fact[slot.part]
        return vocabulary.attribute[slot.part] if slot.role is Role.PEOPLE else None

    def _text(self, text: Text) -> str:
        return text.in_language(self._lang)
