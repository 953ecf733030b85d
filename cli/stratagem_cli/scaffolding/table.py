"""A new decision table with its cases: a row for every combination of some facts' values, so that it has no gaps.

Under hit policy U the rows exclude each other by construction; what each of them recommends is the author's to change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import prod

from stratagem import Diagnostic
from stratagem.authoring.additions import read_additions
from stratagem.authoring.cases import CaseKind
from stratagem.authoring.tabulating import Tabulated, tabulate
from stratagem.diagnostics import Source
from stratagem.rulebook import HitPolicy, Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value
from stratagem_cli.scaffolding.cases import NewCase
from stratagem_cli.scaffolding.writing import case_lines, texts, yaml_value

MOST_ROWS = 100
"""More combinations than this are not a table that anybody fills in."""

_SAID = {
    "en": {"because": "To be written: why, when {when}.", "is": "{label} is {value}", "and": " and "},
    "zh": {"because": "待写：{when}时为什么这样做。", "is": "{label}为“{value}”", "and": "、"},
}


@dataclass(frozen=True)
class NewTable:
    """What is asked for."""

    id: str
    facts: tuple[Fact, ...]
    recommend: tuple[str, ...]
    """One strategy for all rows, or several that rows take in turn."""
    priority: int
    lang: str


@dataclass(frozen=True)
class Made:
    """The table and its cases, or what is wrong."""

    table: Tabulated | None
    cases: str
    diagnostics: tuple[Diagnostic, ...] = ()


def can_head(fact: Fact) -> bool:
    """Whether the values of a fact can be listed, one row for each."""
    return fact.kind in (Kind.FLAG, Kind.CHOICE, Kind.SCALE)


def rows_of(facts: Sequence[Fact]) -> int:
    """How many rows a table of these facts has."""
    return prod(len(_values(fact)) for fact in facts)


def made(new: NewTable, rulebook: Rulebook, name: str) -> Made:
    """The table, read back as rules first; `name` is what findings call its file."""
    combinations = list(product(*(_values(fact) for fact in new.facts)))
    text = "\n".join(("rules:", *_lines(new, rulebook, combinations))) + "\n"
    rules, diagnostics = read_additions(Source(name, text), rulebook)
    if diagnostics:
        return Made(None, "", diagnostics)
    extended = replace(rulebook, rules=(*rulebook.rules, *rules))
    table, diagnostics = tabulate(extended, rules, new.id, HitPolicy.UNIQUE)
    return Made(table, "\n".join(case_lines(list(_cases(new, rules, combinations)), new.lang)) + "\n", diagnostics)


def _lines(new: NewTable, rulebook: Rulebook, combinations: Sequence[Sequence[Value]]) -> Iterator[str]:
    for at, values in enumerate(combinations):
        yield f"  - id: {new.id}-{at + 1}"
        pairs = list(zip(new.facts, values, strict=True))
        yield f"    when: {{{', '.join(f'{fact.id}: {yaml_value(value)}' for fact, value in pairs)}}}"
        yield f"    priority: {new.priority}"
        yield f"    recommend: {new.recommend[at % len(new.recommend)]}"
        yield f"    title: {texts(rulebook, partial(_when, pairs=pairs))}"
        yield f"    because: {texts(rulebook, partial(_because, pairs=pairs))}"


def _because(lang: str, pairs: Sequence[tuple[Fact, Value]]) -> str:
    return _SAID.get(lang, _SAID["en"])["because"].format(when=_when(lang, pairs))


def _when(lang: str, pairs: Sequence[tuple[Fact, Value]]) -> str:
    """What a row notices, as a title: `Need is Vague and Budget known is yes`."""
    said = _SAID.get(lang, _SAID["en"])
    parts = (
        said["is"].format(label=fact.label.in_language(lang), value=_shown(fact, value, lang)) for fact, value in pairs
    )
    return said["and"].join(parts)


def _shown(fact: Fact, value: Value, lang: str) -> str:
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    return fact.labels[str(value)].in_language(lang)


def _cases(
    new: NewTable, rules: Sequence[Rule], combinations: Sequence[Sequence[Value]]
) -> Iterator[tuple[Rule, NewCase]]:
    """Every row is hit once, and the first stays silent while one of its facts is unknown."""
    ids = [fact.id for fact in new.facts]
    for rule, values in zip(rules, combinations, strict=True):
        yield rule, NewCase(CaseKind.HIT, True, dict(zip(ids, values, strict=True)))
    first = dict(zip(ids, combinations[0], strict=True))
    for fact in new.facts:
        if fact.default is None:
            known = {id_: value for id_, value in first.items() if id_ != fact.id}
            yield rules[0], NewCase(CaseKind.MISSING, False, known, fact.id)


def _values(fact: Fact) -> tuple[Value, ...]:
    return (True, False) if fact.kind is Kind.FLAG else tuple(value.id for value in fact.values)
