"""Which questions are shown, at most three: those on whose answer most hangs, then what the rules ask for.

The order of `advice.questions`, which other programs rely on, is that of the rules. A rep with time for three questions
is better served by the ranking by worth; a question of the rules that changes nothing now comes after.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from stratagem.advice import Advice, Question
from stratagem.inquiry import NextQuestion
from stratagem_cli.rendering.words import words

MOST = 3
"""So many are shown; of the others the labels."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, or two that matter together."""

    facts: tuple[str, ...]
    asks: tuple[str, ...]
    people: list[str]
    hangs: str | None
    rule: str | None
    priority: int | None


@dataclass(frozen=True, slots=True)
class Find:
    """What is shown of an advice's questions."""

    first: list[Asking]
    others: list[str]
    """Labels of the questions that are not shown."""
    settled: bool


def to_find_out(advice: Advice) -> Find:
    """Choose the questions to show."""
    settled = advice.settled is True
    asking = list(_telling(advice))
    known = {fact for each in asking for fact in each.facts}
    rest = [each for each in advice.questions if each.fact not in known]
    asking += (_asked(each, settled) for each in rest)
    shown = {fact for each in asking[:MOST] for fact in each.facts}
    labels = {each.fact: each.label for each in (*(advice.next_questions or ()), *advice.questions)}
    others = dict.fromkeys(fact for each in asking[MOST:] for fact in each.facts if fact not in shown)
    return Find(asking[:MOST], [labels[fact] for fact in others], settled)


def telling(advice: Advice) -> list[Asking]:
    """Of these, those on which something hangs."""
    return list(_telling(advice))[:MOST]


def _telling(advice: Advice) -> Iterator[Asking]:
    by_fact: dict[str, list[NextQuestion]] = {}
    for each in advice.next_questions or ():
        if each.worth:
            by_fact.setdefault(each.fact, []).append(each)
    for fact, about in by_fact.items():
        people = [each.person for each in about if each.person is not None]
        yield Asking((fact,), (about[0].ask,), people, _hangs(advice, about), about[0].rule, about[0].priority)
    for pair in advice.together or ():
        one, other = pair.questions
        people = list(dict.fromkeys(each.person for each in pair.questions if each.person is not None))
        asks = tuple(dict.fromkeys((one.ask, other.ask)))
        yield Asking((one.fact, other.fact), asks, people, pair.hangs, None, None)


def _hangs(advice: Advice, about: list[NextQuestion]) -> str:
    """One sentence when the same hangs on each person, else one for each."""
    sentences = dict.fromkeys(each.hangs for each in about)
    if len(sentences) == 1:
        return about[0].hangs
    said = words(advice.language)
    return " ".join(f"{each.person}{said['colon']}{each.hangs}" for each in about)


def _asked(each: Question, settled: bool) -> Asking:
    return Asking((each.fact,), (each.ask,), each.people, None if settled else each.hangs, each.rule, each.priority)
