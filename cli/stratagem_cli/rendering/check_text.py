"""A check for the terminal: kind by kind, the gravest first; each finding with its line, a remedy and its witness."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stratagem.analysis import KINDS, Accepted, CheckReport, Finding, Severity, Undecided, Witness
from stratagem.diagnostics import Place, Span
from stratagem.diagnostics.span import excerpt
from stratagem.rulebook import Acceptance
from stratagem_cli.rendering.breaking import Flow
from stratagem_cli.rendering.check_words import check_words
from stratagem_cli.rendering.terminal import grid, rendered
from stratagem_cli.witnesses import account_text, run_command

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_GRAVEST_FIRST = list(_STYLES)
_MOST_NAMED = 8
"""So many things are named of what is undecided; the JSON names them all."""


@dataclass(frozen=True)
class Shown:
    """How a report was asked for."""

    lang: str
    seconds: int
    saved: Mapping[int, Path]
    """Place in the findings → where its witness was saved."""
    rules: str | None
    """The folder of the rulebook as it was typed."""
    accepted: bool = False
    """Whether the findings that may stand are listed."""


def report_text(report: CheckReport, shown: Shown, to_file: bool) -> str:
    """The findings grouped by kind, and what was looked for, accepted and left undecided."""
    said = check_words(shown.lang)

    def draw(console: Console) -> None:
        numbered = sorted(enumerate(report.findings), key=lambda each: _rank(each[1]))
        for kind, group in groupby(numbered, key=lambda each: each[1].kind):
            findings = list(group)
            remedies = {finding.remedy(shown.lang) for _, finding in findings}
            console.print(_heading(kind, shown.lang, said))
            if shared := len(findings) > 1 and len(remedies) == 1:
                console.print(_mend(remedies.pop(), said))
            console.print()
            for at, finding in findings:
                _finding(console, finding, shown, said, with_remedy=not shared)
                if finding.witness is not None:
                    _witness(console, finding.witness, shown.saved.get(at), shown.rules, said)
                console.print()
        if shown.accepted:
            _accepted(console, report.accepted, said)
        _undecided(console, report.undecided, shown, said)
        _closing(console, report, shown, said)

    return rendered(draw, to_file)


def _rank(finding: Finding) -> tuple[int, int]:
    kind = KINDS[finding.kind]
    return _GRAVEST_FIRST.index(kind.severity), list(KINDS).index(kind.id)


def _heading(kind: str, lang: str, said: Mapping[str, str]) -> Text:
    severity = KINDS[kind].severity
    title = KINDS[kind].title.in_language(lang)
    return Text.assemble((title, _STYLES[severity]), (f"  {said[severity.value]} · {kind}", "dim"))


def _finding(console: Console, finding: Finding, shown: Shown, said: Mapping[str, str], with_remedy: bool) -> None:
    _place(console, finding.place)
    console.print(_indented(Text(finding.cause(shown.lang) + said["stop"], style="bold")))
    if with_remedy:
        console.print(_mend(finding.remedy(shown.lang), said))
    if finding.related:
        table = _labelled(said)
        for at, related in enumerate(finding.related):
            name = f"{said[f'the {related.thing.sort.value}']} {related.thing.id}"
            where = f"  {_short(str(related.place))}" if related.place else ""
            table.add_row("", Text(said["see"] if at == 0 else "", style="dim"), Text.assemble(name, (where, "dim")))
        console.print(table)


def _place(console: Console, place: Place) -> None:
    if place is None:
        return
    console.print(Text(f"  {_short(str(place))}", style="cyan"), soft_wrap=True)
    if isinstance(place, Span):
        line = place.source.line(place.line)
        columns = console.width - 8 - len(place.source.margin(place.line))
        for each in excerpt(place, columns * len(line) // max(cell_len(line), 1)):
            console.print(Text(f"  {each}", style="dim"), no_wrap=True, overflow="ignore", crop=False)


def _mend(remedy: str, said: Mapping[str, str]) -> Table:
    table = _labelled(said)
    table.add_row("", Text(said["mend"], style="dim"), remedy + said["stop"])
    return table


def _labelled(said: Mapping[str, str]) -> Table:
    return grid(1, max(cell_len(said[label]) for label in ("mend", "see", "run")) + 1)


def _indented(text: Text) -> Padding:
    return Padding(Flow(text), (0, 0, 0, 2))


def _witness(
    console: Console, witness: Witness, saved: Path | None, rules: str | None, said: Mapping[str, str]
) -> None:
    date = said["as of"].format(date=witness.as_of) if witness.as_of is not None else ""
    console.print(Text(f"  {said['shown'].format(date=date)}", style="dim"))
    for line in account_text(witness).splitlines():
        console.print(Text(f"      {line}"), soft_wrap=True)
    if saved is not None:
        console.print(Text.assemble((f"  {said['run']}  ", "dim"), run_command(saved, witness, rules)), soft_wrap=True)


def _accepted(console: Console, accepted: tuple[Accepted, ...], said: Mapping[str, str]) -> None:
    if not accepted:
        return
    console.print(Text(said["may stand"], style="bold"))
    console.print()
    together: dict[Acceptance, list[str]] = {}
    for each in accepted:
        thing = each.finding.subject
        together.setdefault(each.by, []).append(f"{said[f'the {thing.sort.value}']} {thing.id}")
    for by, things in together.items():
        console.print(Text(f"  {_short(str(by.span))}", style="cyan"), soft_wrap=True)
        console.print(_indented(Text(f"{by.kind}{said['colon']}{said['list'].join(dict.fromkeys(things))}")))
        console.print(_indented(Text(by.reason, style="dim")))
        console.print()


def _undecided(console: Console, undecided: tuple[Undecided, ...], shown: Shown, said: Mapping[str, str]) -> None:
    if not undecided:
        return
    console.print(Text(said["undecided"].format(seconds=shown.seconds), style="bold yellow"))
    table = grid(1, 1)
    for kind, group in groupby(undecided, key=lambda each: each.kind):
        names = [each.subject.id for each in group]
        more = said["more"].format(count=len(names) - _MOST_NAMED) if len(names) > _MOST_NAMED else ""
        title = KINDS[kind].title.in_language(shown.lang)
        table.add_row("", "·", f"{title}{said['colon']}{said['list'].join(names[:_MOST_NAMED])}{more}")
    console.print(table)
    console.print()


def _closing(console: Console, report: CheckReport, shown: Shown, said: Mapping[str, str]) -> None:
    console.print(Padding(Flow(Text(_count(report, said), style="bold")), 0))
    more = []
    left_out = [kind for kind in KINDS if kind not in report.kinds]
    if left_out:
        few, kinds = ("left out", left_out) if len(left_out) < len(report.kinds) else ("looked only", report.kinds)
        more.append(said[few].format(kinds=said["list"].join(kinds)))
    if accepted := len(report.accepted):
        line = said["accepted one" if accepted == 1 else "accepted"].format(count=accepted)
        more.append(line if shown.accepted else line + said["list them"])
    if report.undecided:
        more.append(said["more time"].format(seconds=shown.seconds * 5))
    if not shown.saved and any(finding.witness for finding in report.findings):
        more.append(said["save"])
    if report.findings:
        more.append(said["explain"].format(kind=min(report.findings, key=_rank).kind))
    for line in more:
        console.print(Padding(Flow(Text(line, style="dim")), 0))


def _count(report: CheckReport, said: Mapping[str, str]) -> str:
    name = f"{report.rulebook.name} {report.rulebook.version}"
    total = len(report.findings)
    if not total:
        nothing = "nothing so far" if report.undecided else "nothing"
        return said[nothing].format(name=name, rules=len(report.rulebook.rules))
    severities = [KINDS[finding.kind].severity for finding in report.findings]
    parts = [
        said[f"one {severity.value}" if count == 1 else f"many {severity.value}"].format(count=count)
        for severity in _GRAVEST_FIRST
        if (count := severities.count(severity))
    ]
    return said["found one" if total == 1 else "found"].format(name=name, count=total, parts=said["list"].join(parts))


def _short(name: str) -> str:
    """A place as it is seen from the current folder."""
    return name.removeprefix(f"{Path.cwd()}/")
