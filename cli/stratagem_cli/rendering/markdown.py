"""Advice as markdown, for a wiki, a ticket or a chat: the same order as in the terminal, and as many questions."""

import re
from collections.abc import Iterator

from stratagem.advice import Advice, Recommendation
from stratagem.briefing.brief import Brief
from stratagem_cli.rendering.asking import Asking, to_find_out
from stratagem_cli.rendering.grouping import not_now_groups
from stratagem_cli.rendering.words import words

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def advice_markdown(advice: Advice) -> str:
    """One account's advice; text from files is escaped, so that a name cannot become markup."""
    return "\n".join(_lines(advice)).rstrip("\n") + "\n"


def brief_markdown(brief: Brief) -> str:
    """The brief of one account: the advice, then the people, the script and what the dossier lacks."""
    said = words(brief.advice.language)
    lines = [*_lines(brief.advice), *_chart(brief, said), *_script(brief, said)]
    for checklist in (brief.dossier, brief.preparation):
        if checklist is not None:
            marks = [f"[{'x' if item.done else ' '}] {escaped(item.label)}" for item in checklist.items]
            lines += _section(escaped(checklist.label), marks)
    return "\n".join(lines).rstrip("\n") + "\n"


def _chart(brief: Brief, said: dict[str, str]) -> Iterator[str]:
    yield f"## {said['people']}"
    yield ""
    if not brief.people:
        yield said["nobody listed" if brief.people_listed else "nobody said"]
        yield ""
        return
    yield "| " + " | ".join([said["person"], *(escaped(each.label) for each in brief.headings)]) + " |"
    yield "| --- " * (1 + len(brief.headings)) + "|"
    for person in brief.people:
        cells = {
            "department": person.department,
            "contribution": person.contribution or said["list"].join(person.roles),
            "stance": person.stance or brief.axes.unclear,
            "weight": None if person.weight is None else f"{person.weight:g} %",
        }
        shown = [escaped(cells.get(each.attribute) or "—") for each in brief.headings]
        yield "| " + " | ".join([escaped(person.name), *shown]) + " |"
    yield ""


def _script(brief: Brief, said: dict[str, str]) -> Iterator[str]:
    if not brief.script:
        return
    yield f"## {said['script']}"
    yield ""
    for line in brief.script:
        if line.kind == "open":
            people = f"{said['open']}{said['list'].join(line.people)}{said['close']}" if line.people else ""
            yield f"- **{escaped(line.topic + people)}**"
        yield f"  - {said['mark say'] if line.kind == 'say' else said['mark ask']}{said['colon']}{escaped(line.text)}"
    yield ""


def _lines(advice: Advice) -> Iterator[str]:
    said = words(advice.language)
    date = said["as of"].format(date=advice.as_of) if advice.as_of else said["no date"]
    yield f"# {escaped(advice.account)}"
    yield ""
    yield f"{date} · {advice.rulebook.name} {advice.rulebook.version}"
    yield ""
    yield f"## {said['next']}"
    yield ""
    if not advice.recommendations:
        yield said["nothing" if advice.questions else "nothing at all"]
        yield ""
    for each in advice.recommendations:
        yield from _recommendation(each, said)
    not_now = [
        f"**{escaped(said['list'].join(group.labels))}**{said['open']}{said[group.first.status]}{said['close']}"
        + f"{said['colon']}{escaped(group.first.because)}"
        + (f" {said['until'].format(until=escaped(group.first.until))}" if group.first.until else "")
        + f" `{group.first.rule}`"
        for group in not_now_groups(advice.not_now)
    ]
    yield from _section(said["not now"], not_now)
    warnings = [
        f"**{escaped(each.label)}**{said['colon']}{escaped(each.because)} `{each.rule}`" for each in advice.warnings
    ]
    yield from _section(said["watch"], warnings)
    find = to_find_out(advice)
    questions = [_question(each, said) for each in find.first]
    questions += [escaped(said["ask also"].format(labels=said["list"].join(find.others)))] if find.others else []
    yield from _section(said["ask"], [*questions, *([said["settled"]] if find.settled else [])])
    differs = [
        escaped(said["differs line"].format(label=each.label, given=each.given_shown, concluded=each.concluded_shown))
        + f" `{each.rule}`"
        for each in advice.disagreements
    ]
    yield from _section(said["differs"], differs)
    yield from _section(said["keep"], [escaped(each.say) for each in advice.emphasis])


def _question(each: Asking, said: dict[str, str]) -> str:
    people = f"{said['open']}{said['list'].join(each.people)}{said['close']}" if each.people else ""
    rule = f" `{each.rule}`" if each.rule else ""
    hangs = f"  \n  {escaped(each.hangs)}" if each.hangs else ""
    return escaped(" ".join(each.asks) + people) + rule + hangs


def _recommendation(each: Recommendation, said: dict[str, str]) -> Iterator[str]:
    yield f"### {each.rank}. {escaped(each.label)} ({each.priority})"
    yield ""
    if each.see or each.through:
        whom = escaped(said["list"].join(each.see) or "—")
        if each.through:
            through = said["through"].format(names=escaped(said["list"].join(each.through)))
            whom += f"{said['open']}{through}{said['close']}"
        yield f"- **{said['see']}**{said['colon']}{whom}"
    if each.missing:
        yield f"- **{said['missing']}**{said['colon']}{escaped(each.missing)}"
    if each.say:
        yield f"- **{said['say']}**{said['colon']}{escaped(each.say)}"
    for reason in each.reasons:
        yield f"- **{said['why']}**{said['colon']}{escaped(reason.because)} `{reason.rule}`"
        for met in reason.conditions:
            people = f" → {said['list'].join(met.people)}" if met.people else ""
            yield f"  - {escaped(met.text + people)}"
    for caution in each.cautions:
        until = said["not yet"].format(until=escaped(caution.until)) if caution.until else said["less"]
        yield f"- **{said['but']}**{said['colon']}{until}{said['colon']}{escaped(caution.because)} `{caution.rule}`"
    for play in each.plays:
        yield f"- **{said['play']}**{said['colon']}{escaped(play.label)} ({escaped(play.weapon_label)})"
        yield from (f"  {number}. {escaped(step)}" for number, step in enumerate(play.steps, start=1))
    yield ""


def _section(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"## {title}"
        yield ""
        yield from (f"- {item}" for item in items)
        yield ""


def escaped(text: str) -> str:
    """Text as markdown shows it literally, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
