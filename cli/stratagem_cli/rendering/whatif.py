"""What-if for the terminal and as markdown: before and after side by side, what moved, and which rules made it move."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from stratagem.alternatives import Effect, FactChange, Move, Ranked, RuleDifference, Standing, WhatIf
from stratagem_cli.rendering.alternatives_words import alternatives_words
from stratagem_cli.rendering.markdown import escaped
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import words

MOST = 7
"""So many recommendations stand side by side."""


def what_if_text(found: WhatIf, to_file: bool) -> str:
    """One account as it is and as it would be."""
    return rendered(lambda console: _Text(console, found).draw(), to_file)


def what_if_markdown(found: WhatIf) -> str:
    """The same for a wiki, a ticket or a chat; text from files is escaped."""
    return "\n".join(_markdown(found)).rstrip("\n") + "\n"


class _Told:
    """What both forms say."""

    def __init__(self, found: WhatIf) -> None:
        self.found = found
        self.said = alternatives_words(found.language)
        self.words = words(found.language)

    def change(self, each: FactChange) -> str:
        key = "no change" if each.before == each.after else "of person" if each.person else "is now"
        label = f"{each.person} {each.label}" if each.person and key == "no change" else each.label
        text = self.said[key].format(label=label, person=each.person, before=each.before_shown, after=each.after_shown)
        return text + (f"{self.words['open']}{self.said['set by you']}{self.words['close']}" if each.concluded else "")

    def changes(self) -> list[str]:
        added = [self.said["added"].format(names=self.words["list"].join(self.found.added))] if self.found.added else []
        return [*added, *(self.change(each) for each in self.found.changes)]

    def side_by_side(self) -> Iterator[tuple[int, str, str, str]]:
        """Rank, before, after, and how the latter came there."""
        before = {each.strategy: each.rank for each in self.found.before}
        pairs = zip_longest(self.found.before[:MOST], self.found.after[:MOST])
        for rank, (was, is_) in enumerate(pairs, start=1):
            came = ""
            if is_ is not None and before.get(is_.strategy) != rank:
                was_at = before.get(is_.strategy)
                key = "new" if was_at is None else "up" if was_at > rank else "down"
                came = self.said[key].format(rank=was_at)
            yield rank, self.ranked(was), self.ranked(is_), came

    def ranked(self, each: Ranked | None) -> str:
        return self.said["nobody"] if each is None else f"{each.label} {each.priority}"

    def standing(self, standing: Standing) -> str:
        status = self.said[standing.status]
        return self.said["at rank"].format(rank=standing.rank) if standing.rank else status

    def move(self, each: Move) -> str:
        return f"{self.standing(each.before)} → {self.standing(each.after)}"

    def why(self, each: Move) -> str:
        return self.words["list"].join(each.rules) or self.said["others moved"]

    def effects(self, effects: list[Effect]) -> str:
        told = [self.said[each.kind].format(labels=self.words["list"].join(each.labels)) for each in effects]
        return self.words["semicolon"].join(told)

    def conditions(self, rule: RuleDifference) -> str | None:
        key = "because now" if rule.fires else "because no longer"
        return self.said[key].format(conditions=" · ".join(rule.conditions)) if rule.conditions else None

    def conclusions(self) -> list[str]:
        colon = self.words["colon"]
        return [f"{each.label}{colon}{each.before_shown} → {each.after_shown}" for each in self.found.conclusions]

    def warnings(self) -> list[str]:
        colon = self.words["colon"]
        return [
            f"{each.label}{colon}{self.said['raised' if each.raised else 'not raised']}" for each in self.found.warnings
        ]


class _Text(_Told):
    """What-if on a console."""

    def __init__(self, console: Console, found: WhatIf) -> None:
        super().__init__(found)
        self.console = console

    def draw(self) -> None:
        found, said, console = self.found, self.said, self.console
        console.print(Text.assemble((found.account, "bold underline"), (f"   {found.as_of or ''}", "dim")))
        console.print()
        self._section(said["what if"], [Text(each) for each in self.changes()])
        self._table()
        if not found.moves:
            console.print(Text(said["same"], style="bold"))
            console.print()
        self._section(said["moved"], [self._move(each) for each in found.moves])
        self._section(said["difference"], [self._rule(each) for each in found.rules])
        self._section(said["found out"], [Text(each) for each in self.conclusions()])
        self._section(said["warnings"], [Text(each) for each in self.warnings()])

    def _table(self) -> None:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column("", no_wrap=True)
        table.add_column(self.said["before"], ratio=1)
        table.add_column(self.said["after"], ratio=1)
        table.add_column("", no_wrap=True)
        for rank, before, after, came in self.side_by_side():
            table.add_row(str(rank), before, Text(after, style="bold" if came else ""), Text(came, style="green"))
        self.console.print(table)
        self.console.print()

    def _section(self, title: str, lines: list[Text]) -> None:
        if not lines:
            return
        self.console.print(heading(title))
        table = grid(2, 1)
        for line in lines:
            table.add_row("", "·", line)
        self.console.print(table)
        self.console.print()

    def _move(self, each: Move) -> Text:
        return Text.assemble(
            (each.label, "bold"), self.words["colon"], self.move(each), (f"  [{self.why(each)}]", "dim cyan")
        )

    def _rule(self, each: RuleDifference) -> Text:
        state = self.said["fires" if each.fires else "fires not"]
        text = Text.assemble(
            ("+ " if each.fires else "− ", "green" if each.fires else "red"), (each.title, "bold"),
            f"{self.words['open']}{state}{self.words['close']}{self.words['colon']}", self.effects(each.effects),
            (f"  [{each.rule} {each.priority}]", "dim cyan"), f"\n{each.because}",
        )  # fmt: skip
        if conditions := self.conditions(each):
            text.append(f"\n{conditions}", style="dim")
        return text


def _markdown(found: WhatIf) -> Iterator[str]:
    told = _Told(found)
    said, colon = told.said, told.words["colon"]
    yield f"# {escaped(found.account)}{colon}{said['what if']}"
    yield ""
    yield from (f"- {escaped(each)}" for each in told.changes())
    yield ""
    yield f"|  | {said['before']} | {said['after']} |  |"
    yield "| --- | --- | --- | --- |"
    for rank, before, after, came in told.side_by_side():
        yield f"| {rank} | {escaped(before)} | {escaped(after)} | {came} |"
    yield ""
    if not found.moves:
        yield said["same"]
        yield ""
    sections = (
        ("moved", [f"**{escaped(each.label)}**{colon}{told.move(each)} `{told.why(each)}`" for each in found.moves]),
        ("difference", [_rule(each, told) for each in found.rules]),
        ("found out", [escaped(each) for each in told.conclusions()]),
        ("warnings", [escaped(each) for each in told.warnings()]),
    )
    for title, lines in sections:
        if lines:
            yield f"## {said[title]}"
            yield ""
            yield from (f"- {line}" for line in lines)
            yield ""


def _rule(each: RuleDifference, told: _Told) -> str:
    state = told.said["fires" if each.fires else "fires not"]
    title = f"**{escaped(each.title)}**{told.words['open']}{state}{told.words['close']}{told.words['colon']}"
    lines = [f"{title}{escaped(told.effects(each.effects))} `{each.rule}`", escaped(each.because)]
    if conditions := told.conditions(each):
        lines.append(escaped(conditions))
    return "  \n  ".join(lines)
