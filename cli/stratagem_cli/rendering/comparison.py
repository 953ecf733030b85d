"""A comparison for the terminal and as markdown: the answer, the rules of both sides, then how firm the first is."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from stratagem.alternatives import Comparison, Margin, Side, Spoke, Turn
from stratagem.vocabulary import show_number
from stratagem_cli.rendering.alternatives_words import alternatives_words
from stratagem_cli.rendering.markdown import escaped
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import words

_EFFECTS = {"recommend": "for it", "avoid": "against it", "hold": "holds it", "veto": "rules it out"}


def comparison_text(found: Comparison, to_file: bool) -> str:
    """Two strategies of one account."""

    def draw(console: Console) -> None:
        said = alternatives_words(found.language)
        console.print(Text.assemble((found.account, "bold underline"), (f"   {found.as_of or ''}", "dim")))
        console.print()
        console.print(Text(found.says, style="bold"))
        console.print()
        for side in found.sides:
            console.print(heading(f"{side.label}{words(found.language)['colon']}{_standing(side, found)}"))
            table = grid(2, 1)
            for rule in side.rules:
                style = "green" if rule.effect == "recommend" else "yellow"
                mark = Text("+" if rule.effect == "recommend" else "−", style=style)
                text = Text(_speaks(rule, found))
                text.append(f"  [{rule.rule} {rule.priority}]", style="dim cyan")
                table.add_row("", mark, text.append(f"\n{rule.because}", style="dim"))
            if not side.rules:
                table.add_row("", "·", said["no rule"])
            console.print(table)
            console.print()
        if found.first:
            console.print(heading(said["firm"].format(label=found.first.label)))
            table = grid(2, 1)
            for line in firmness(found):
                table.add_row("", "·", line)
            console.print(table)
            console.print()

    return rendered(draw, to_file)


def comparison_markdown(found: Comparison) -> str:
    """The same for a wiki, a ticket or a chat; text from files is escaped."""
    said, colon = alternatives_words(found.language), words(found.language)["colon"]
    lines = [f"# {escaped(found.account)}", "", f"**{escaped(found.says)}**", ""]
    for side in found.sides:
        lines += [f"## {escaped(side.label)}{colon}{_standing(side, found)}", ""]
        for rule in side.rules:
            lines.append(
                f"- {escaped(_speaks(rule, found))} `{rule.rule}` {rule.priority}  \n  {escaped(rule.because)}"
            )
        lines += [] if side.rules else [f"- {said['no rule']}"]
        lines.append("")
    if found.first:
        lines += [f"## {escaped(said['firm'].format(label=found.first.label))}", ""]
        lines += [f"- {escaped(line)}" for line in firmness(found)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _standing(side: Side, found: Comparison) -> str:
    said = alternatives_words(found.language)
    return said["at rank"].format(rank=side.standing.rank) if side.standing.rank else said[side.standing.status]


def _speaks(rule: Spoke, found: Comparison) -> str:
    said = alternatives_words(found.language)
    return said["rule speaks"].format(title=rule.title, effect=said[_EFFECTS[rule.effect]].format(until=rule.until))


def firmness(found: Comparison) -> Iterator[str]:
    """How far numbers and dates are from changing the first recommendation, the nearest first."""
    said = alternatives_words(found.language)
    if not found.margins:
        yield said["no numbers"]
        return
    turning = [each for each in found.margins if each.nearest is not None]
    for each in sorted(turning, key=lambda margin: margin.nearest or 0):
        yield from (_turn(each, turn, found) for turn in (each.below, each.above) if turn is not None)
    people: dict[str, list[str]] = {}
    for each in found.margins:
        if each.nearest is None:
            people.setdefault(each.label, []).extend([each.person] if each.person else [])
    if people:
        told = words(found.language)
        rest = [
            f"{label}{told['open']}{told['list'].join(names)}{told['close']}" if names else label
            for label, names in people.items()
        ]
        yield said["never turns"].format(facts=told["list"].join(rest))


def _fact(margin: Margin, found: Comparison) -> str:
    said = alternatives_words(found.language)
    return said["of person with"].format(label=margin.label, person=margin.person) if margin.person else margin.label


def _turn(margin: Margin, turn: Turn, found: Comparison) -> str:
    said = alternatives_words(found.language)
    distance = show_number(turn.distance)
    if isinstance(margin.value, str):  # a date
        distance = said["one day" if turn.distance == 1 else "days"].format(count=distance)
    return said["turns" if turn.first else "turns to nothing"].format(
        fact=_fact(margin, found),
        value=margin.shown,
        shown=turn.shown,
        first=turn.first.label if turn.first else "",
        distance=distance,
    )
