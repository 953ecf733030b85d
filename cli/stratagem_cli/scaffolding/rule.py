"""A new rule with its cases: what was asked for on the command line → two files that hold together.

It writes YAML as sales ops would, reads it back, and proves the cases, so that nothing is written that does not work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stratagem import Advisor, Diagnostic
from stratagem.authoring.additions import read_additions
from stratagem.authoring.cases import Case
from stratagem.diagnostics import Source
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.cases import check_case
from stratagem_cli.scaffolding.cases import NewCase, cases_for
from stratagem_cli.scaffolding.writing import case_lines, sentence, texts, yaml_word

_SAID = {
    "en": {
        "rule": "A new rule. Write its title and its reason in each language; say whom to see and how to talk to them.",
        "title": "To be written: what {id} notices",
        "because": "To be written: why {id} speaks.",
        "until": "to be written: what unlocks it",
    },
    "zh": {
        "rule": "新规则。请用每种语言写好标题和理由，再写明去见谁、怎么谈。",
        "title": "待写：{id} 注意到什么",
        "because": "待写：{id} 为什么这样说。",
        "until": "待写：什么条件解锁",
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
    return Made(text, "\n".join(case_lines([(rule, case) for case in held], new.lang)) + "\n")


def _rule_lines(new: NewRule, rulebook: Rulebook) -> Iterator[str]:
    said = _SAID[new.lang]
    yield f"# {said['rule']}"
    yield "rules:"
    yield f"  - id: {new.id}"
    yield f"    title: {_texts(rulebook, 'title', new.id)}"
    if new.when:
        yield "    when:"
        yield from (f"      {yaml_word(fact)}: {yaml_word(test)}" for fact, test in new.when)
    yield f"    priority: {new.priority}"
    for effect, ids in new.effects.items():
        listed = ", ".join(map(yaml_word, ids))
        named = listed if len(ids) == 1 else f"[{listed}]"
        if effect == "hold":
            yield f"    hold: {{strategy: {named}, until: {_texts(rulebook, 'until', new.id)}}}"
        else:
            yield f"    {effect}: {named}"
    yield f"    because: {_texts(rulebook, 'because', new.id)}"


def _texts(rulebook: Rulebook, key: str, id_: str) -> str:
    """A text to be written, in each language of the rulebook."""
    return texts(rulebook, lambda lang: _SAID.get(lang, _SAID["en"])[key].format(id=id_))


def _as_case(case: NewCase, rule: Rule, lang: str) -> Case:
    return Case(sentence(case, rule, lang), rule.id, case.kind, case.given, case.fires, case.as_of)
