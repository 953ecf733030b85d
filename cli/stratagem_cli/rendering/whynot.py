"""Why-not for the terminal and as markdown: the answer first, then each smallest change with what follows from it."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from stratagem.alternatives import Change, ChangeSet, WhyNot
from stratagem_cli.rendering.alternatives_words import alternatives_words
from stratagem_cli.rendering.markdown import escaped
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import MOST_IN_PASSING, people, words

MOST = 10
"""So many ways are shown of each kind; JSON has them all."""


def why_not_text(found: WhyNot, to_file: bool) -> str:
    """The smallest changes that would bring a strategy to a rank."""

    def draw(console: Console) -> None:
        said = alternatives_words(found.language)
        console.print(Text.assemble((f"{found.account}  ", "underline"), (found.label, "bold"), f"  {_asked(found)}"))
        console.print(Text(f"{said['now']}{words(found.language)['colon']}{_standing(found)}", style="dim cyan"))
        console.print()
        console.print(found.says)
        if not found.already and not found.sets:
            console.print(Text(said["explain it"], style="dim"))
        console.print()
        for title, sets in _sections(found):
            console.print(heading(title))
            table = grid(2, 3)
            for number, each in enumerate(sets[:MOST], start=1):
                text = Text("\n".join(_changes(each, found)))
                text.append(f"\n{_then(each, found)}", style="dim")
                table.add_row("", f"{number}", text)
            if len(sets) > MOST:
                table.add_row("", "", Text(said["more ways"].format(count=len(sets) - MOST), style="dim"))
            console.print(table)
            console.print()

    return rendered(draw, to_file)


def why_not_markdown(found: WhyNot) -> str:
    """The same for a wiki, a ticket or a chat; text from files is escaped."""
    said, colon = alternatives_words(found.language), words(found.language)["colon"]
    lines = [f"# {escaped(found.account)}{colon}{escaped(found.label)} · {_asked(found)}", ""]
    lines += [f"{said['now']}{colon}{_standing(found)}", "", escaped(found.says), ""]
    for title, sets in _sections(found):
        lines += [f"## {title}", ""]
        for number, each in enumerate(sets, start=1):
            lines.append("  \n   ".join([f"{number}. {escaped(_sentence(each, found))}", escaped(_then(each, found))]))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _asked(found: WhyNot) -> str:
    said = alternatives_words(found.language)
    return said["why not"] if found.wanted == 1 else said["why not among"].format(rank=found.wanted)


def _standing(found: WhyNot) -> str:
    said = alternatives_words(found.language)
    standing = said["at rank"].format(rank=found.now.rank) if found.now.rank else said[found.now.status]
    return f"{standing}  [{found.now.rule} {found.now.priority}]" if found.now.rule else standing


def _sections(found: WhyNot) -> Iterator[tuple[str, list[ChangeSet]]]:
    said = alternatives_words(found.language)
    both = ((said["way"], found.sets), (said["find out"], found.if_found_out))
    yield from ((title, sets) for title, sets in both if sets)


def _changes(each: ChangeSet, found: WhyNot) -> list[str]:
    """One line for each change."""
    first, *others = (_change(change, found) for change in each.changes)
    also = alternatives_words(found.language)["and also"]
    return [first[:1].upper() + first[1:], *(also.format(change=other) for other in others)]


def _sentence(each: ChangeSet, found: WhyNot) -> str:
    return words(found.language)["semicolon"].join(_change(change, found) for change in each.changes)


def _change(change: Change, found: WhyNot) -> str:
    if not change.alike:
        return change.text
    likewise = people(change.alike, words(found.language), MOST_IN_PASSING)
    return f"{change.text}{alternatives_words(found.language)['likewise'].format(names=likewise)}"


def _then(each: ChangeSet, found: WhyNot) -> str:
    labels = words(found.language)["list"].join(f"{rank} {named.label}" for rank, named in enumerate(each.top, start=1))
    return alternatives_words(found.language)["then"].format(labels=labels)
