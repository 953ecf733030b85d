"""Advice for the terminal: what a rep reads first comes first, whom to see and what to say before why."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from stratagem.advice import Advice, NotNow, Reason, Recommendation
from stratagem_cli.rendering.asking import Find, to_find_out
from stratagem_cli.rendering.grouping import not_now_groups
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import MOST_IN_PASSING, MOST_TO_SEE, people, words

FULL = 3
"""How many recommendations are shown in full when no number is asked for; the others get one line."""
_STATUS = {"held": "yellow", "avoided": "", "vetoed": "red"}


def advice_text(advice: Iterable[Advice], top: int | None, to_file: bool) -> str:
    """Advice on one account or several, with a line between two."""

    def draw(console: Console) -> None:
        for at, each in enumerate(advice):
            if at:
                console.print(Rule(style="dim"))
            _advice(console, each, top or FULL)

    return rendered(draw, to_file)


def _advice(console: Console, advice: Advice, full: int) -> None:
    said = words(advice.language)
    _head(console, advice, said)
    if not advice.recommendations:
        console.print(Text(said["nothing" if advice.questions else "nothing at all"], style="bold"))
        console.print()
    for recommendation in advice.recommendations[:full]:
        _recommendation(console, recommendation, said)
    _others(console, advice.recommendations[full:], said)
    _not_now(console, advice.not_now, said)
    _warnings(console, advice, said)
    _questions(console, to_find_out(advice), said)
    _disagreements(console, advice, said)
    _emphasis(console, advice, said)


def _head(console: Console, advice: Advice, said: dict[str, str]) -> None:
    date = said["as of"].format(date=advice.as_of) if advice.as_of else said["no date"]
    console.print(
        Text.assemble(
            (advice.account, "bold underline"), (f"   {date} · {advice.rulebook.name} {advice.rulebook.version}", "dim")
        )
    )
    console.print()


def _recommendation(console: Console, each: Recommendation, said: dict[str, str]) -> None:
    rank = f"{each.rank}"
    console.print(
        Text.assemble((f"{rank:<3}", "bold green"), (each.label, "bold green"), (f"  {each.priority}", "dim"))
    )
    labels = [said[key] for key in ("see", "say", "why", "missing", "but", "play")]
    table = grid(2, max(cell_len(label) for label in labels) + 1)
    if each.see or each.through:
        table.add_row("", said["see"], _whom(each, said))
    if each.missing:
        table.add_row("", Text(said["missing"], style="yellow"), Text(each.missing, style="yellow"))
    if each.say:
        table.add_row("", said["say"], each.say)
    for at, reason in enumerate(each.reasons):
        table.add_row("", said["why"] if at == 0 else "", _why(reason, said))
    for caution in each.cautions:
        until = said["not yet"].format(until=caution.until) if caution.until else said["less"]
        text = f"{until}{said['colon']}{caution.because}"
        table.add_row("", Text(said["but"], style="yellow"), _with_rule(text, caution.rule, caution.priority))
    if each.plays:
        table.add_row("", said["play"], _how(each, said))
    console.print(table)
    console.print()


def _how(each: Recommendation, said: dict[str, str]) -> Text:
    """The steps of what comes first, of everything else the name: a rep has five minutes, and the brief has it all."""
    labels = [play.label for play in each.plays]
    if each.rank > 1:
        return Text(said["semicolon"].join(labels), style="italic")
    first = each.plays[0]
    how = Text.assemble((first.label, "italic"), (f" · {first.weapon_label}", "dim"))
    for number, step in enumerate(first.steps, start=1):
        how.append(f"\n{number}. {step}")
    if labels[1:]:
        how.append(f"\n{said['other plays']}{said['colon']}{said['semicolon'].join(labels[1:])}", "italic")
    return how


def _whom(each: Recommendation, said: dict[str, str]) -> Text:
    whom = Text(people(each.see, said, MOST_TO_SEE) or "—", style="bold")
    if each.through:
        names = people(each.through, said, MOST_IN_PASSING)
        whom.append(f"{said['open']}{said['through'].format(names=names)}{said['close']}", style="not bold")
    return whom


def _why(reason: Reason, said: dict[str, str]) -> Text:
    text = _with_rule(reason.because, reason.rule, reason.priority)
    met = [f"{each.text}{_people(each.people, said)}" for each in reason.conditions]
    if met:
        text.append("\n" + " · ".join(met), style="dim")
    return text


def _people(names: list[str] | None, said: dict[str, str]) -> str:
    return f" → {people(names, said, MOST_IN_PASSING)}" if names else ""


def _with_rule(text: str, rule: str, priority: int) -> Text:
    return Text.assemble(text, (f"  [{rule} {priority}]", "dim cyan"))


def _others(console: Console, others: list[Recommendation], said: dict[str, str]) -> None:
    if not others:
        return
    console.print(heading(said["also"]))
    table = grid(2, 3)
    for each in others:
        whom = _people(each.see, said)
        table.add_row("", f"{each.rank}", Text.assemble((each.label, "bold"), whom, (f"  {each.priority}", "dim")))
    console.print(table)
    console.print()


def _not_now(console: Console, not_now: list[NotNow], said: dict[str, str]) -> None:
    if not not_now:
        return
    console.print(heading(said["not now"]))
    table = grid(2, max(cell_len(said[status]) for status in ("held", "avoided", "vetoed")) + 1)
    for group in not_now_groups(not_now):
        each = group.first
        text = Text.assemble((said["list"].join(group.labels), "bold"), said["colon"], each.because)
        if each.until:
            text.append(f" {said['until'].format(until=each.until)}", style="yellow")
        text.append(f"  [{each.rule} {each.priority}]", style="dim cyan")
        table.add_row("", Text(said[each.status], style=_STATUS[each.status]), text)
    console.print(table)
    console.print()


def _warnings(console: Console, advice: Advice, said: dict[str, str]) -> None:
    if not advice.warnings:
        return
    console.print(heading(said["watch"]))
    table = grid(2, 1)
    for each in advice.warnings:
        text = Text.assemble((each.label, "bold"), said["colon"], each.because)
        text.append(f"  [{each.rule} {each.priority}]", style="dim cyan")
        table.add_row("", Text("!", style="bold red"), text)
    console.print(table)
    console.print()


def _questions(console: Console, find: Find, said: dict[str, str]) -> None:
    if not find.first and not find.settled:
        return
    console.print(heading(said["ask"]))
    table = grid(2, 1)
    for each in find.first:
        text = Text(" ".join(each.asks))
        if each.people:
            text.append(f"{said['open']}{people(each.people, said, MOST_TO_SEE)}{said['close']}")
        if each.rule:
            text.append(f"  [{each.rule} {each.priority}]", style="dim cyan")
        if each.hangs:
            text.append(f"\n{each.hangs}", style="dim")
        table.add_row("", Text("?", style="bold cyan"), text)
    if find.others:
        table.add_row("", "", Text(said["ask also"].format(labels=said["list"].join(find.others)), style="dim"))
    if find.settled:
        table.add_row("", Text("✓", style="bold green"), said["settled"])
    console.print(table)
    console.print()


def _disagreements(console: Console, advice: Advice, said: dict[str, str]) -> None:
    if not advice.disagreements:
        return
    console.print(heading(said["differs"]))
    table = grid(2, 1)
    for each in advice.disagreements:
        text = said["differs line"].format(label=each.label, given=each.given_shown, concluded=each.concluded_shown)
        table.add_row("", Text("≠", style="yellow"), _with_rule(text, each.rule, each.priority))
    console.print(table)
    console.print()


def _emphasis(console: Console, advice: Advice, said: dict[str, str]) -> None:
    if not advice.emphasis:
        return
    console.print(heading(said["keep"]))
    table = grid(2, 1)
    for each in advice.emphasis:
        table.add_row("", "·", each.say)
    console.print(table)
    console.print()
