"""`stratagem check`: everything that is wrong with a rulebook that reads well."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver

if TYPE_CHECKING:
    from stratagem.analysis import CheckReport
    from stratagem.diagnostics import Diagnostic
    from stratagem.rulebook import Rulebook

SECONDS = 60
"""The time limit when none is asked for."""


@click.command("check")
@click.argument("directory", required=False, metavar="[DIR]")
@options.author_lang
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@options.out
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Look for this kind only; repeat for several.")
@click.option("--skip", "skipped", multiple=True, metavar="KIND", help="Leave this kind out; repeat for several.")
@click.option(
    "--seconds", type=click.IntRange(min=1), default=SECONDS, show_default=True,
    help="After so long, what is still open is reported as undecided.",
)  # fmt: skip
@click.option(
    "--profile",
    metavar="FACT,FACT",
    help="Facts of which every combination must get a recommendation; default: the rulebook's `profile`.",
)
@click.option("--witnesses", metavar="FOLDER", help="Save the accounts that show the findings, ready to be advised on.")
@click.option("--accepted", is_flag=True, help="List the findings that may stand as well, each with its reason.")
@click.option("--explain", metavar="KIND", help="Print the page about a kind: what it means, how to mend or accept it.")
def command(
    directory: str | None,
    lang: str | None,
    form: str,
    out: str | None,
    kinds: tuple[str, ...],
    skipped: tuple[str, ...],
    seconds: int,
    profile: str | None,
    witnesses: str | None,
    accepted: bool,
    explain: str | None,
) -> None:
    """Find everything that is wrong with the rulebook in DIR; without DIR, with the built-in key-account rulebook.

    What a rule can never do, what contradicts, what is left over or was not translated: each with its place, a remedy
    and, where advice is at stake, an account that shows it. Exit code 0: nothing; 1: findings, or something undecided.
    """
    from stratagem.analysis import check
    from stratagem.analysis.checking.pages import page_of
    from stratagem_cli.rendering.check_json import faults_json
    from stratagem_cli.rendering.check_sarif import faults_sarif
    from stratagem_cli.session import begin
    from stratagem_cli.witnesses import save_witnesses

    if explain is not None:
        deliver(page_of(_known("--explain", explain)).read_text(encoding="utf-8"), out)
        return

    def refused(faults: "tuple[Diagnostic, ...]", spoken: str) -> None:
        if form == "json":
            deliver(_dumped(faults_json(faults, spoken)), out)
        elif form == "sarif":
            deliver(_dumped(faults_sarif(faults, spoken)), out)

    chosen = _chosen(kinds, skipped)
    session = begin(directory, lang, to_author=True, refused=refused)
    until = time.monotonic() + seconds
    facts = _profile(session.advisor.rulebook, profile)
    try:
        report = check(
            session.advisor.rulebook, kinds=chosen, profile=facts, out_of_time=lambda: time.monotonic() >= until
        )
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "pysat":
            raise
        raise Misuse("no solver", name="python-sat") from missing
    saved = save_witnesses(report, Path(witnesses), directory, session.lang) if witnesses is not None else {}
    if form == "text":
        from stratagem_cli.rendering.check_text import Shown, report_text

        deliver(report_text(report, Shown(session.lang, seconds, saved, directory, accepted), out is not None), out)
    else:
        deliver(_dumped(_document(report, form, session.lang)), out)
    session.exit_code = exit_code(report)
    session.end()


def exit_code(report: "CheckReport") -> int:
    """What the command ends with: what is undecided is not fine."""
    from stratagem_cli.session import FINDINGS, FINE

    return FINE if report.clean else FINDINGS


def _document(report: "CheckReport", form: str, lang: str) -> dict[str, object]:
    if form == "json":
        from stratagem_cli.rendering.check_json import report_json

        return report_json(report, lang)
    from stratagem_cli.rendering.check_sarif import report_sarif

    return report_sarif(report, lang)


def _profile(rulebook: "Rulebook", asked: str | None) -> tuple[str, ...] | None:
    """The facts of `--profile`, by id or by label."""
    from stratagem.analysis.checking.gaps import possible_profile
    from stratagem.vocabulary import folded

    if asked is None:
        return None
    possible, names = possible_profile(rulebook), rulebook.vocabulary.fact_names
    written = [word.strip() for word in asked.replace("，", ",").split(",") if word.strip()]
    facts = [names.get(folded(word), word) for word in written]
    strange = next((word for word, fact in zip(written, facts, strict=True) if fact not in possible), None)
    if strange is not None or not facts:
        raise Misuse("no profile", param="--profile", value=strange or asked, allowed=", ".join(possible))
    return tuple(dict.fromkeys(facts))


def _chosen(kinds: tuple[str, ...], skipped: tuple[str, ...]) -> tuple[str, ...]:
    from stratagem.analysis import KINDS

    wanted = {_known("--kind", kind) for kind in kinds} or set(KINDS)
    left = wanted - {_known("--skip", kind) for kind in skipped}
    if not left:
        raise Misuse("no kinds")
    return tuple(kind for kind in KINDS if kind in left)


def _known(option: str, kind: str) -> str:
    from stratagem.analysis import KINDS

    if kind not in KINDS:
        raise Misuse("no kind", param=option, value=kind, allowed=", ".join(KINDS))
    return kind


def _dumped(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
