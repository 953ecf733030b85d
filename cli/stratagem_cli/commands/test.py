"""`stratagem test`: does a rulebook keep what its cases and features promise, and do they promise enough?"""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver

if TYPE_CHECKING:
    from collections.abc import Callable

    from stratagem.analysis import Coverage, MutationReport
    from stratagem.diagnostics import Diagnostic
    from stratagem.testing.suite import Only, Suite, SuiteRun

PERCENT = click.FloatRange(0, 100)


@click.command("test")
@click.argument("directory", required=False, metavar="[DIR]")
@options.author_lang
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.out
@click.option("--only", type=click.Choice(["cases", "features"]), help="Run the cases only, or the features only.")
@click.option("--coverage", "in_full", is_flag=True, help="Show every gap in coverage, not the first few.")
@click.option("--min-coverage", type=PERCENT, metavar="PERCENT", help="Exit code 1 when less is covered.")
@click.option("--mutate", "mutating", is_flag=True, help="Try slips in the rules, and show those that nobody notices.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Try the slips of this rule; repeat for several.")
@click.option("--min-score", type=PERCENT, metavar="PERCENT", help="Exit code 1 when fewer slips are noticed.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="So many processes; default: one a processor.")
@click.option("--seconds", type=click.IntRange(min=1), metavar="N", help="After so long, no further rule is tried.")
@click.option("--junit", metavar="FILE", help="Also write the results as JUnit XML.")
def command(
    directory: str | None,
    lang: str | None,
    form: str,
    out: str | None,
    only: "Only | None",
    in_full: bool,
    min_coverage: float | None,
    mutating: bool,
    rules: tuple[str, ...],
    min_score: float | None,
    jobs: int | None,
    seconds: int | None,
    junit: str | None,
) -> None:
    """Run the cases and features of the rulebook in DIR; without DIR, of the built-in key-account rulebook.

    Cases stand in *.cases.yaml, features in *.feature, below DIR or in a folder `features` beside it. Nothing needs to
    be programmed. Exit code 0: all hold; 1: something does not, or too little is covered; 2: there is nothing to test.
    """
    from stratagem.analysis import coverage
    from stratagem.testing.suite import run_suite
    from stratagem_cli.rendering.progress import progress
    from stratagem_cli.rendering.test_text import lacking
    from stratagem_cli.rendering.test_words import test_words
    from stratagem_cli.session import FINDINGS, begin

    session = begin(directory, lang, to_author=True)
    suite = _suite(directory, only)
    session.report(suite[1])
    if suite[0].empty:
        _tell_how_to_begin(suite[0], directory, session.lang)
    run = run_suite(suite[0], lang=session.lang)
    covered, mutation = coverage(run), None
    if mutating or rules or min_score is not None:
        known = [_known(rule, run) for rule in rules] or None
        if not run.failures:
            with progress(test_words(session.lang)["trying"]) as told:
                mutation = _mutated(run, known, jobs, seconds, told)
        elif form == "text":
            click.echo(test_words(session.lang)["first mend"], err=True)
    deliver(_document(run, covered, mutation, session.lang, form, in_full, out), out)
    if junit is not None:
        from stratagem_cli.rendering.test_json import junit as as_junit

        deliver(as_junit(run), junit)
    short = lacking(covered, mutation, min_coverage, min_score, session.lang)
    for sentence in short:
        click.echo(sentence, err=True)
    session.exit_code = max(session.exit_code, FINDINGS if run.failures or short else 0)
    session.end()


def _suite(directory: str | None, only: "Only | None") -> "tuple[Suite, tuple[Diagnostic, ...]]":
    from stratagem.advisor import built_in
    from stratagem.testing.suite import read_suite

    path = Path(directory) if directory is not None else built_in("key_account")
    try:
        return read_suite(path, only=only)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pytest", "pytest_bdd", "gherkin"):
            raise
        raise Misuse("no pytest", name=str(missing.name)) from missing


def _mutated(
    run: "SuiteRun",
    rules: list[str] | None,
    jobs: int | None,
    seconds: int | None,
    told: "Callable[[int, int], None] | None",
) -> "MutationReport":
    from stratagem.analysis import mutate

    until = None if seconds is None else time.monotonic() + seconds
    many = jobs or min(os.cpu_count() or 1, 4)
    return mutate(
        run,
        rules=rules,
        jobs=1 if rules and len(rules) <= many else many,
        out_of_time=None if until is None else lambda: time.monotonic() >= until,
        told=told,
    )


def _document(
    run: "SuiteRun",
    coverage: "Coverage",
    mutation: "MutationReport | None",
    lang: str,
    form: str,
    in_full: bool,
    out: str | None,
) -> str:
    if form == "json":
        from stratagem_cli.rendering.test_json import test_json

        return json.dumps(test_json(run, coverage, mutation, lang), ensure_ascii=False, indent=2) + "\n"
    from stratagem_cli.rendering.test_text import test_text

    return test_text(run, coverage, mutation, lang, in_full=in_full, to_file=out is not None)


def _known(rule: str, run: "SuiteRun") -> str:
    from stratagem.diagnostics import nearest

    if rule in run.suite.rulebook.rule:
        return rule
    near = nearest(rule, run.suite.rulebook.rule)
    raise Misuse("no rule near" if near else "no rule", param="--rule", value=rule, near=near or "")


def _tell_how_to_begin(suite: "Suite", directory: str | None, lang: str) -> None:
    """Nothing is promised: say how the first case is written, with a rule that is there."""
    from stratagem_cli.rendering.test_words import first_case

    rule = next((rule for rule in suite.rulebook.rules if rule.id in suite.own_rules), None)
    span = rule.span if rule else None
    home = Path(span.source.name) if span else Path(directory or ".") / "rules.yaml"
    file = home.with_name(f"{home.stem}.cases.yaml")
    click.echo(first_case(str(directory or suite.path), str(file), rule.id if rule else "…", lang), err=True)
    sys.exit(2)
