"""A test report for the terminal: what does not hold comes first, then what the tests have seen and let pass."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from stratagem.analysis import Coverage, MutationReport
from stratagem.analysis.coverage import RuleSeen, TestSeen
from stratagem.analysis.mutating import writing
from stratagem.testing.failures import Failure, say
from stratagem.testing.suite import SuiteRun
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.test_words import test_words

FIRST = 5
"""So many gaps in coverage are shown when nobody asks for all."""

_OUTCOMES = {True: "true", False: "false", None: "unknown"}


def test_text(
    run: SuiteRun, coverage: Coverage, mutation: MutationReport | None, lang: str, *, in_full: bool, to_file: bool
) -> str:
    """Failures, coverage and, when slips were tried, those that nobody noticed."""
    said = test_words(lang)

    def draw(console: Console) -> None:
        for failure in run.failures:
            _failure(console, failure, lang)
        _head(console, run, said)
        _coverage(console, coverage, said, in_full)
        if mutation is not None:
            _mutation(console, mutation, lang, said)

    return rendered(draw, to_file)


def _failure(console: Console, failure: Failure, lang: str) -> None:
    place = _short(failure.place)
    console.print(Text.assemble(("✗ ", "bold red"), (failure.name, "bold"), (f"  {place}" if place else "", "dim")))
    table = grid(1, 0)
    for line in failure.lines:
        table.add_row("", "", line)
    if failure.rules:
        named = [f"{rule} ({_short(place)})" if place else rule for rule, place in failure.rules]
        table.add_row("", "", Text(say(lang, "rules", places=named), style="dim cyan"))
    console.print(table)
    console.print()


def _head(console: Console, run: SuiteRun, said: dict[str, str]) -> None:
    rulebook, suite = run.suite.rulebook, run.suite
    figures = {"cases": len(run.cases), "scenarios": len(run.scenarios), "files": len(suite.files)}
    console.print(said["head"].format(name=rulebook.name, version=rulebook.version, **figures))
    if run.skipped:
        console.print(Text(said["skipped"].format(count=len(run.skipped)), style="yellow"))
    broken = len(run.failures)
    told = said["broken"].format(count=broken, all=len(run.tried)) if broken else said["all hold"]
    console.print(Text(told, style="bold red" if broken else "bold green"))


def _coverage(console: Console, coverage: Coverage, said: dict[str, str], in_full: bool) -> None:
    told = said["coverage"].format(
        percent=f"{coverage.percent:.1f}",
        fired=coverage.fired,
        rules=len(coverage.rules),
        seen=coverage.seen,
        possible=coverage.possible,
    )
    console.print(told)
    shown = None if in_full else FIRST
    if coverage.never_fired:
        console.print()
        console.print(heading(said["never fired"]))
        table = grid(2, 0)
        for each in coverage.never_fired[:shown]:
            table.add_row("", "", _placed(each.rule.id, each.rule.span))
        _rest(table, len(coverage.never_fired), shown, said)
        console.print(table)
    if coverage.never_seen:
        console.print()
        console.print(heading(said["never seen"]))
        table = grid(2, 0)
        for rule, test in coverage.never_seen[:shown]:
            table.add_row("", "", _never(rule, test, said))
        _rest(table, len(coverage.never_seen), shown, said)
        console.print(table)


def _rest(table: object, count: int, shown: int | None, said: dict[str, str]) -> None:
    if shown is not None and count > shown:
        table.add_row("", "", Text(said["more"].format(count=count - shown), style="dim"))  # type: ignore[attr-defined]


def _never(rule: RuleSeen, test: TestSeen, said: dict[str, str]) -> Text:
    written = writing.line(test.test)
    told = said["in people"].format(test=written) if test.of_people else written
    outcomes = said["or"].join(said[_OUTCOMES[each]] for each in test.missing)
    never = said["never"].format(outcomes=outcomes)
    return Text.assemble((told, "bold"), f"  {never}", _where(rule.rule.id, test.place))


def _mutation(console: Console, report: MutationReport, lang: str, said: dict[str, str]) -> None:
    figures = {"noticed": len(report.noticed), "counted": report.counted}
    console.print()
    console.print(said["mutants"].format(score=f"{report.score:.1f}", **figures))
    if equivalent := sum(each.equivalent for each in report.verdicts):
        console.print(Text(said["equivalent"].format(count=equivalent), style="dim"))
    console.print()
    console.print(heading(said["kinds"]))
    table = grid(2, 12)
    for kind, (noticed, counted) in report.by_kind().items():
        table.add_row("", said["of"].format(noticed=noticed, counted=counted), said[kind.value])
    console.print(table)
    if report.unnoticed:
        console.print()
        console.print(heading(said["unnoticed"]))
        for notice, verdicts in groupby(report.unnoticed, key=lambda each: (each.mutant.rule.id, each.mutant.notice)):
            table = grid(2, 0)
            for verdict in verdicts:
                mutant = verdict.mutant
                edit = Text(mutant.edit.told(lang), style="bold")
                table.add_row("", "", Text.assemble(edit, _where(mutant.rule.id, mutant.place)))
            console.print(table)
            table = grid(4, 0)
            table.add_row("", "", Text(f"{said['notice']}{said['colon']}{notice[1].told(lang)}", style="dim"))
            console.print(table)
    if report.unnoticed and not report.proved:
        console.print()
        console.print(Text(said["not proved"], style="dim"))
    if report.untried:
        console.print()
        told = said["untried"].format(count=len(report.untried), first=report.untried[0])
        console.print(Text(told, style="yellow"))


def _placed(name: str, place: object) -> Text:
    return Text.assemble((name, "bold"), (f"  {_short(str(place))}" if place else "", "dim"))


def _where(rule: str, place: object) -> Text:
    where = f" {_short(str(place))}" if place else ""
    return Text(f"  [{rule}{where}]", style="dim cyan")


def _short(place: str) -> str:
    """A place seen from where we are: no path is longer than it must be."""
    here = f"{Path.cwd()}/"
    return place.removeprefix(here)


def lacking(
    coverage: Coverage, mutation: MutationReport | None, wanted: float | None, score: float | None, lang: str
) -> Sequence[str]:
    """What falls short of what was asked for, a sentence each."""
    said, told = test_words(lang), []
    if wanted is not None and coverage.percent < wanted:
        came = f"{coverage.percent:.1f}"
        told.append(said["too low"].format(what=said["coverage name"], came=came, wanted=f"{wanted:g}"))
    if score is not None and mutation is not None and mutation.score < score:
        came = f"{mutation.score:.1f}"
        told.append(said["too low"].format(what=said["score name"], came=came, wanted=f"{score:g}"))
    return told
