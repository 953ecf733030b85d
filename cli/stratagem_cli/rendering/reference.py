"""The rule reference of a rulebook as markdown: what each rule notices, does and says, in one language.

Written from the frozen rulebook, so that it cannot say anything else than the rules do.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from stratagem.condition import ALWAYS, All, Condition
from stratagem.deciding.phrases import Phrases
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, show_number
from stratagem.wording import Text
from stratagem_cli.rendering.dependencies import file_of
from stratagem_cli.rendering.markdown import escaped

_WORDS = {
    "en": {
        "made": "Generated from the rulebook with `stratagem docs`; change the rules, not this page.",
        "rules": "Rules",
        "strategies": "Strategies",
        "warnings": "Warnings",
        "facts": "Facts of the account",
        "attributes": "What is known about a person",
        "when": "When",
        "always": "always",
        "then": "Then",
        "see": "See",
        "through": "Introduced by",
        "say": "Say",
        "because": "Because",
        "until": "until",
        "source": "Source",
        "owner": "Owner",
        "effective": "In force",
        "recommend": "recommend {names}",
        "avoid": "speak against {names}",
        "hold": "hold {names}",
        "veto": "rule out {names}",
        "warn": "warn: {names}",
        "ask": "ask: {names}",
        "conclude": "conclude {names}",
        "emphasise": "emphasise: {names}",
        "or else": "or else",
        "table one": "A decision table of which one row fires (hit policy {policy}).",
        "table all": "A decision table of which every row fires that is true (hit policy {policy}).",
        "by": "Rules",
        "values": "Values",
        "kind": "Kind",
        "concluded": "concluded by rules",
        "default": "default {value}",
    },
    "zh": {
        "made": "本页由 `stratagem docs` 根据规则库生成；请修改规则，不要修改本页。",
        "rules": "规则",
        "strategies": "策略",
        "warnings": "警示",
        "facts": "客户的事实",
        "attributes": "人员的属性",
        "when": "条件",
        "always": "总是成立",
        "then": "作用",
        "see": "见谁",
        "through": "由谁引荐",
        "say": "怎么谈",
        "because": "理由",
        "until": "解锁条件",
        "source": "出处",
        "owner": "负责人",
        "effective": "有效期",
        "recommend": "建议{names}",
        "avoid": "不主张{names}",
        "hold": "暂缓{names}",
        "veto": "禁止{names}",
        "warn": "警示：{names}",
        "ask": "要弄清：{names}",
        "conclude": "推断{names}",
        "emphasise": "强调：{names}",
        "or else": "否则",
        "table one": "决策表，只有一行生效（命中策略 {policy}）。",
        "table all": "决策表，符合的行都生效（命中策略 {policy}）。",
        "by": "规则",
        "values": "取值",
        "kind": "种类",
        "concluded": "由规则推断",
        "default": "默认 {value}",
    },
}


def reference(rulebook: Rulebook, lang: str) -> str:
    """The whole page."""
    return "\n".join(_lines(rulebook, Phrases(rulebook, lang), _WORDS.get(lang, _WORDS["en"]))).rstrip("\n") + "\n"


def _lines(rulebook: Rulebook, phrases: Phrases, said: dict[str, str]) -> Iterator[str]:
    yield f"# {escaped(phrases.text(rulebook.title))} {rulebook.version}"
    yield ""
    yield said["made"]
    yield ""
    yield f"## {said['rules']}"
    yield ""
    for file, grouped in groupby(rulebook.rules, file_of):
        rules = tuple(grouped)
        yield f"### {file}"
        yield ""
        table = next((table for table in rulebook.tables if rules[0].id in table.rules), None)
        if table is not None:
            yield said[f"table {'one' if table.policy.single_hit else 'all'}"].format(policy=table.policy.value)
            yield ""
        for rule in rules:
            yield from _rule(rulebook, rule, phrases, said)
    for title, named in (("strategies", rulebook.strategies), ("warnings", rulebook.warnings)):
        yield f"## {said[title]}"
        yield ""
        yield f"| id | {said[title]} | {said['by']} |"
        yield "| --- | --- | --- |"
        for each in named:
            about = f"{escaped(phrases.text(each.label))}<br>{escaped(phrases.text(each.about))}"
            by = ", ".join(f"`{rule.id}`" for rule in rulebook.rules if each.id in _speaks_of(rule))
            yield f"| `{each.id}` | {about.removesuffix('<br>')} | {by} |"
        yield ""
    vocabulary = rulebook.vocabulary
    yield from _facts(said["facts"], vocabulary.facts, phrases, said)
    yield from _facts(said["attributes"], vocabulary.attributes, phrases, said)


def _speaks_of(rule: Rule) -> frozenset[str]:
    held = (strategy for hold in rule.hold for strategy in hold.strategies)
    return frozenset((*rule.recommend, *rule.avoid, *rule.veto, *rule.warn, *held))


def _rule(rulebook: Rulebook, rule: Rule, phrases: Phrases, said: dict[str, str]) -> Iterator[str]:
    yield f"#### {escaped(phrases.text(rule.title))}"
    yield ""
    yield f"`{rule.id}` · {rule.priority}"
    yield ""
    conditions = [escaped(phrases.condition(part)) for part in _parts(rule.when)] or [said["always"]]
    yield f"- **{said['when']}**"
    yield from (f"  - {condition}" for condition in conditions)
    yield f"- **{said['then']}**"
    yield from (f"  - {effect}" for effect in _effects(rulebook, rule, phrases, said))
    for title, selectors in (("see", rule.see), ("through", rule.through)):
        if selectors:
            choices = (escaped(phrases.condition(each, of_people=True)) for each in selectors)
            yield f"- **{said[title]}** " + f" — {said['or else']} ".join(choices)
    if rule.say:
        yield f"- **{said['say']}** {_quoting(rulebook, rule.say, phrases, said)}"
    yield f"- **{said['because']}** {_quoting(rulebook, rule.because, phrases, said)}"
    if rule.effective_from or rule.effective_until:
        yield f"- **{said['effective']}** {rule.effective_from or '…'} – {rule.effective_until or '…'}"
    if rule.source:
        owner = f" · {said['owner']} {escaped(rule.owner)}" if rule.owner else ""
        yield f"- **{said['source']}** {escaped(rule.source)}{owner}"
    yield ""


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if condition == ALWAYS:
        return ()
    return condition.parts if isinstance(condition, All) else (condition,)


def _effects(rulebook: Rulebook, rule: Rule, phrases: Phrases, said: dict[str, str]) -> Iterator[str]:
    def names(ids: Iterable[str]) -> str:
        return phrases.words["comma"].join(escaped(phrases.text(rulebook.strategy[id_].label)) for id_ in ids)

    for effect, ids in (("recommend", rule.recommend), ("avoid", rule.avoid), ("veto", rule.veto)):
        if ids:
            yield said[effect].format(names=names(ids))
    for hold in rule.hold:
        until = _quoting(rulebook, hold.until, phrases, said)
        yield f"{said['hold'].format(names=names(hold.strategies))} ({said['until']} {until})"
    if rule.warn:
        labels = (escaped(phrases.text(rulebook.warning[id_].label)) for id_ in rule.warn)
        yield said["warn"].format(names=phrases.words["comma"].join(labels))
    if rule.ask:
        vocabulary = rulebook.vocabulary
        facts = (vocabulary.fact.get(id_) or vocabulary.attribute[id_] for id_ in rule.ask)
        yield said["ask"].format(names=phrases.words["comma"].join(escaped(phrases.text(each.label)) for each in facts))
    for id_, value in rule.conclude:
        fact = phrases.fact(id_)
        concluded = phrases.words["is"].format(label=phrases.text(fact.label), value=phrases.value(fact, value))
        yield said["conclude"].format(names=f"“{escaped(concluded)}”")
    if rule.emphasise:
        yield said["emphasise"].format(names=_quoting(rulebook, rule.emphasise, phrases, said))


def _quoting(rulebook: Rulebook, text: Text, phrases: Phrases, said: dict[str, str]) -> str:
    """A text with the labels of what it quotes in place of the placeholders."""

    def label(name: str) -> str:
        fact = rulebook.vocabulary.fact.get(name)
        return f"‹{phrases.text(fact.label) if fact else said['see' if name == 'with' else 'through']}›"

    return escaped(text.fill(phrases.lang, label))


def _facts(title: str, facts: tuple[Fact, ...], phrases: Phrases, said: dict[str, str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield f"| id | {title} | {said['kind']} | {said['values']} |"
    yield "| --- | --- | --- | --- |"
    for fact in facts:
        about = f"{escaped(phrases.text(fact.label))}<br>{escaped(phrases.text(fact.ask))}".removesuffix("<br>")
        kind = fact.kind.value + (f", {said['concluded']}" if fact.concluded else "")
        yield f"| `{fact.id}` | {about} | {kind} | {_values(fact, phrases, said)} |"
    yield ""


def _values(fact: Fact, phrases: Phrases, said: dict[str, str]) -> str:
    parts = [f"`{value.id}` {escaped(phrases.text(value.label))}" for value in fact.values]
    if fact.kind is Kind.NUMBER and (fact.low is not None or fact.high is not None):
        low = "" if fact.low is None else show_number(fact.low)
        high = "" if fact.high is None else show_number(fact.high)
        parts.append(f"{low} … {high}{fact.unit}".strip())
    if fact.default is not None:
        parts.append(said["default"].format(value=phrases.value(fact, fact.default)))
    return " · ".join(parts)
