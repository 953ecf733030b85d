"""An explanation for the terminal: the verdict first, then every rule for or against, condition by condition."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from stratagem.advice import ConditionSeen, Explanation, RuleSeen
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import words

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}
_EFFECTS = {"recommend": "for", "veto": "veto", "hold": "hold", "avoid": "avoid"}


def explanation_text(explanations: Iterable[Explanation], to_file: bool) -> str:
    """Explanations of one strategy for one account or several."""

    def draw(console: Console) -> None:
        for at, each in enumerate(explanations):
            if at:
                console.print(Rule(style="dim"))
            _explanation(console, each)

    return rendered(draw, to_file)


def _explanation(console: Console, each: Explanation) -> None:
    said = words(each.language)
    status = said["recommended"].format(rank=each.rank) if each.rank else said.get(f"{each.status} now", said["silent"])
    style = "green" if each.rank else "yellow"
    console.print(
        Text.assemble((f"{each.account}  ", "underline"), (each.label, "bold"), said["colon"], (status, style))
    )
    if each.decided_by:
        console.print(Text(said["decided by"].format(rule=each.decided_by), style="dim cyan"))
    if each.about:
        console.print(Text(each.about, style="italic"))
    console.print()
    if not each.rules:
        console.print(said["no rules"])
    for rule in each.rules:
        _rule(console, rule, said)
    if each.conclusions:
        console.print(heading(said["concluded"]))
        table = grid(2, 1)
        for found in each.conclusions:
            text = Text.assemble((found.label, "bold"), said["colon"], found.shown, said["open"], found.because)
            text.append(f"{said['close']}  ")
            text.append(f"[{found.rule}]", style="dim cyan")
            table.add_row("", "·", text)
        console.print(table)
        console.print()
    console.print(Text(said["legend"], style="dim"))


def _rule(console: Console, rule: RuleSeen, said: dict[str, str]) -> None:
    state = said["fired"] if rule.fired else said["not fired"] if rule.in_force else said["not in force"]
    mark, style = _MARKS[True] if rule.fired else _MARKS[False]
    console.print(
        Text.assemble(
            (f"{mark} ", style), (rule.title, "bold" if rule.fired else ""),
            (f"  {said[_EFFECTS[rule.effect]]}{said['comma']}{state}", style),
            (f"  [{rule.rule} {rule.priority}]", "dim cyan"),
        )
    )  # fmt: skip
    table = grid(1, 0)
    if rule.because:
        table.add_row("", "", rule.because)
    if rule.until:
        table.add_row("", "", Text(said["until"].format(until=rule.until), style="yellow"))
    if rule.passed_over:
        table.add_row("", "", Text(rule.passed_over.text, style="yellow"))
    if rule.because or rule.until or rule.passed_over:
        console.print(table)
    for depth, condition in _lines(rule.conditions, 0):
        _line(console, depth, *_MARKS[condition.truth], _condition(condition, said))
    if not rule.conditions:
        _line(console, 0, *_MARKS[True], said["always"])
    console.print()


def _line(console: Console, depth: int, mark: str, style: str, text: str) -> None:
    """A condition, set in by its depth; what runs on stays set in."""
    table = grid(3 + 2 * depth, 1)
    table.add_row("", Text(mark, style=style), Text(text, style="dim"))
    console.print(table)


def _lines(conditions: list[ConditionSeen], depth: int) -> Iterator[tuple[int, ConditionSeen]]:
    for condition in conditions:
        yield depth, condition
        yield from _lines(condition.parts, depth + 1)


def _condition(condition: ConditionSeen, said: dict[str, str]) -> str:
    text = said[f"parts {condition.kind}"] if condition.parts else condition.text
    if condition.value is not None and condition.truth is not True:
        text += f"{said['open']}{condition.value}{said['close']}"
    if condition.people:
        text += f" → {said['list'].join(condition.people)}"
    if condition.concluded_by:
        text += f"  [{condition.concluded_by}]"
    return text
