"""New cases and texts → YAML as sales ops would write it, quotes only where a word would read as something else."""

import json
import re
from collections.abc import Callable, Iterator, Sequence

from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value
from stratagem_cli.scaffolding.cases import NewCase

_PLAIN = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_ .\u4e00-\u9fff-]*")
_READS_OTHERWISE = re.compile(r"(?i)yes|no|on|off|true|false|null|y|n|[0-9_.]+|.*\s")
_LIST = re.compile(r"\[[A-Za-z0-9_, \u4e00-\u9fff-]+\]")

_SAID = {
    "en": {
        "cases": "What the rules promise. Put the sentences into your own words, and add a case for all that matters.",
        "hit": "{id} fires",
        "miss": "{id} does not fire for another {fact}",
        "boundary": "{id} and its threshold: {fact} is {value}",
        "missing": "{id} stays silent while {fact} is unknown",
    },
    "zh": {
        "cases": "规则的承诺。请把句子改成你要说的话；重要的情形都加上一例。",
        "hit": "{id} 成立",
        "miss": "{id} 在 {fact} 不同时不成立",
        "boundary": "{id} 的阈值：{fact} 是 {value}",
        "missing": "不知道 {fact} 时 {id} 不作声",
    },
}


def case_lines(cases: Sequence[tuple[Rule, NewCase]], lang: str) -> Iterator[str]:
    """A file of cases."""
    yield f"# {_SAID[lang]['cases']}"
    yield "cases:"
    for at, (rule, case) in enumerate(cases):
        if at:
            yield ""
        yield f"  - case: {json.dumps(sentence(case, rule, lang), ensure_ascii=False)}"
        yield f"    rule: {rule.id}"
        yield f"    kind: {case.kind.value}"
        given = ", ".join(f"{fact}: {yaml_value(value)}" for fact, value in case.given.items())
        yield f"    given: {{{given}}}"
        if case.as_of is not None:
            yield f"    as_of: {case.as_of.isoformat()}"
        yield f"    fires: {'yes' if case.fires else 'no'}"


def sentence(case: NewCase, rule: Rule, lang: str) -> str:
    """What a new case says of itself, until its author says it better."""
    value = yaml_value(case.given[case.about]) if case.about in case.given else ""
    return _SAID[lang][case.kind.value].format(id=rule.id, fact=case.about, value=value)


def texts(rulebook: Rulebook, said: Callable[[str], str]) -> str:
    """A text in each language of the rulebook, as a mapping on one line."""
    each = (f"{lang}: {json.dumps(said(lang), ensure_ascii=False)}" for lang in rulebook.languages)
    return f"{{{', '.join(each)}}}"


def yaml_value(value: Value | None) -> str:
    """A fact's value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return f"[{', '.join(map(yaml_word, sorted(value)))}]"
    return yaml_word(value) if isinstance(value, str) else str(value)


def yaml_word(text: str) -> str:
    """A word, in quotes where it would read as something else; an id, a number or a list of ids stays plain."""
    plain = _PLAIN.fullmatch(text) and not _READS_OTHERWISE.fullmatch(text)
    if plain or _LIST.fullmatch(text) or text in ("yes", "no") or text.isdigit():
        return text
    return json.dumps(text, ensure_ascii=False)
