"""A new rule with its cases: what was asked for on the command line → two files that hold together.

It writes YAML as sales ops would, reads it back, and proves the cases, so that nothing is written that does not work.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stratagem import Advisor, Diagnostic
from stratagem.authoring.additions import read_additions
from stratagem.authoring.cases import Case
from stratagem.diagnostics import Source
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.cases import check_case
from stratagem.vocabulary import Value
from stratagem_cli.scaffolding.cases import NewCase, cases_for

_PLAIN = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_ .\u4e00-\u9fff-]*")
_READS_OTHERWISE = re.compile(r"(?i)yes|no|on|off|true|false|null|y|n|[0-9_.]+|.*\s")

_SAID = {
    "en": {
        "rule": "A new rule. Write its title and its reason in each language; say whom to see and how to talk to them.",
        "cases": "What the rule promises. Put the sentences into your own words, and add a case for all that matters.",
        "title": "To be written: what {id} notices",
        "because": "To be written: why {id} speaks.",
        "until": "to be written: what unlocks it",
        "hit": "{id} fires",
        "miss": "{id} does not fire for another {fact}",
        "boundary": "{id} and its threshold: {fact} is {value}",
        "missing": "{id} stays silent while {fact} is unknown",
    },
    "zh": {
        "rule": "新规则。请用每种语言写好标题和理由，再写明去见谁、怎么谈。",
        "cases": "规则的承诺。请把句子改成你要说的话；重要的情形都加上一例。",
        "title": "待写：{id} 注意到什么",
        "because": "待写：{id} 为什么这样说。",
        "until": "待写：什么条件解锁",
        "hit": "{id} 成立",
        "miss": "{id} 在 {fact} 不同时不成立",
        "boundary": "{id} 的阈值：{fact} 是 {value}",
        "missing": "不知道 {fact} 时 {id} 不作声",
    },
}


@dataclass(frozen=True)
class NewRule:
    """What is asked for."""

    id: str
    when: Sequence[tuple[str, str]]
    """Fact and test, as they would stand in a `when`."""
    effects: Mapping[str, Sequence[str]]
    """`recommend`, `avoid`, `hold`, `veto`, `warn`, `ask` → ids."""
    priority: int
    lang: str


@dataclass(frozen=True)
class Made:
    """The two files, or what is wrong."""

    rule: str
    cases: str
    diagnostics: tuple[Diagnostic, ...] = ()


def free_priority(rulebook: Rulebook, near: int = 50) -> int:
    """The priority nearest to `near` that no rule has, so that the new one ties with none."""
    taken = {rule.priority for rule in rulebook.rules}
    return min(range(1, 101), key=lambda each: (each in taken, abs(each - near), each))


def made(new: NewRule, rulebook: Rulebook, name: str, as_of: date) -> Made:
    """The files of a new rule, read back and proved; `name` is what findings call the file of the rule."""
    text = "\n".join(_rule_lines(new, rulebook)) + "\n"
    rules, diagnostics = read_additions(Source(name, text), rulebook)
    if diagnostics or not rules:
        return Made(text, "", diagnostics)
    rule = rules[0]
    extended = replace(rulebook, rules=(*rulebook.rules, rule))
    cases = cases_for(rule, extended, as_of)
    advisor = Advisor(extended)
    held = [case for case in cases if check_case(advisor, _as_case(case, rule, new.lang)) is None]
    return Made(text, "\n".join(_case_lines(new, rule, held)) + "\n")


def _rule_lines(new: NewRule, rulebook: Rulebook) -> Iterator[str]:
    said = _SAID[new.lang]
    yield f"# {said['rule']}"
    yield "rules:"
    yield f"  - id: {new.id}"
    yield f"    title: {_texts(rulebook, 'title', new.id)}"
    if new.when:
        yield "    when:"
        yield from (f"      {_word(fact)}: {_word(test)}" for fact, test in new.when)
    yield f"    priority: {new.priority}"
    for effect, ids in new.effects.items():
        listed = ", ".join(map(_word, ids))
        named = listed if len(ids) == 1 else f"[{listed}]"
        if effect == "hold":
            yield f"    hold: {{strategy: {named}, until: {_texts(rulebook, 'until', new.id)}}}"
        else:
            yield f"    {effect}: {named}"
    yield f"    because: {_texts(rulebook, 'because', new.id)}"


def _texts(rulebook: Rulebook, key: str, id_: str) -> str:
    """A text to be written, in each language of the rulebook."""
    texts = ", ".join(
        f"{lang}: {json.dumps(_SAID.get(lang, _SAID['en'])[key].format(id=id_), ensure_ascii=False)}"
        for lang in rulebook.languages
    )
    return f"{{{texts}}}"


def _case_lines(new: NewRule, rule: Rule, cases: Sequence[NewCase]) -> Iterator[str]:
    yield f"# {_SAID[new.lang]['cases']}"
    yield "cases:"
    for at, case in enumerate(cases):
        if at:
            yield ""
        yield f"  - case: {json.dumps(_sentence(case, rule, new.lang), ensure_ascii=False)}"
        yield f"    rule: {rule.id}"
        yield f"    kind: {case.kind.value}"
        given = ", ".join(f"{fact}: {_value(value)}" for fact, value in case.given.items())
        yield f"    given: {{{given}}}"
        if case.as_of is not None:
            yield f"    as_of: {case.as_of.isoformat()}"
        yield f"    fires: {'yes' if case.fires else 'no'}"


def _sentence(case: NewCase, rule: Rule, lang: str) -> str:
    value = _value(case.given[case.about]) if case.about in case.given else ""
    return _SAID[lang][case.kind.value].format(id=rule.id, fact=case.about, value=value)


def _as_case(case: NewCase, rule: Rule, lang: str) -> Case:
    return Case(_sentence(case, rule, lang), rule.id, case.kind, case.given, case.fires, case.as_of)


def _value(value: Value | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return f"[{', '.join(map(_word, sorted(value)))}]"
    return _word(str(value)) if isinstance(value, str) else str(value)


def _word(text: str) -> str:
    """A word of YAML, in quotes where it would read as something else; an id or a list of ids stays plain."""
    plain = _PLAIN.fullmatch(text) and not _READS_OTHERWISE.fullmatch(text)
    is_list = re.fullmatch(r"\[[A-Za-z0-9_, \u4e00-\u9fff-]+\]", text)
    return text if plain or is_list or text in ("yes", "no") or text.isdigit() else json.dumps(text, ensure_ascii=False)
