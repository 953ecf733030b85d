"""`stratagem diff`: what changed between two rulebooks, and what that does to advice."""

import json
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver, fail

if TYPE_CHECKING:
    from stratagem.analysis.diff import BookDiff, Changes, Proofs
    from stratagem.rulebook import Rulebook
    from stratagem_cli.rendering.diff_view import Compared
    from stratagem_cli.revisions import Written

SECONDS = 60
"""How long accounts are looked for without a book, when no limit is asked for."""


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--book", "accounts", metavar="ACCOUNTS", help="Count over a book: CSV, XLSX or Parquet.")
@click.option(
    "--stakeholders", "people", metavar="PEOPLE", multiple=True, help="Their people; twice where --map joins two files."
)
@click.option(
    "--map", "mapping", metavar="MAPPING", help="Headings of an export: salesforce, hubspot, or a YAML file of yours."
)
@click.option(
    "--changed", metavar="FILE", help="Write each account that changes, with what and why: CSV, XLSX or Parquet."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True
)
@options.author_lang
@options.as_of
@options.out
@click.option(
    "--seconds", type=click.IntRange(min=1), default=SECONDS, show_default=True,
    help="Without a book: what is not decided after so long is said to be undecided.",
)  # fmt: skip
@click.option("--exit-code", "strict", is_flag=True, help="Exit with 1 when advice differs, for scripts.")
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str,
    accounts: str | None,
    people: tuple[str, ...],
    mapping: str | None,
    changed: str | None,
    form: str,
    lang: str | None,
    as_of: date,
    out: str | None,
    seconds: int,
    strict: bool,
) -> None:
    """Tell what changed between two rulebooks, and what that does to advice.

    OLD and NEW are folders, or places in git revisions, such as HEAD~1:rules/key_account. With --book, accounts are
    counted, and each change is put down to the edits that cause it. Without, accounts that show a change are looked
    for, or it is proven that there are none. Exit code 0, whatever changed; with --exit-code 1 when advice differs.
    """
    from stratagem.analysis.diff import compare
    from stratagem_cli.language import preferred_language
    from stratagem_cli.rendering.diff_view import Compared
    from stratagem_cli.revisions import found
    from stratagem_cli.session import FINDINGS, FINE

    spoken = "zh" if (lang or preferred_language()) == "zh" else "en"
    if accounts is None and (people or mapping or changed):
        raise Misuse("no accounts", name="--stakeholders" if people else "--map" if mapping else "--changed")
    _refuse_overwriting([out, changed], [accounts, *people])
    with ExitStack() as stack:
        places = [stack.enter_context(found(name)) for name in (old, new)]
        before, after = _loaded(places, spoken)
        changes = compare(before, after)
        compared = Compared(
            changes, old, new, spoken, told=lambda text: places[1].told(places[0].told(text)), changed_file=changed
        )
        code = FINE
        if accounts is not None:
            book = _over_book(changes, accounts, people, mapping, changed, as_of, spoken)
            for finding in book.findings:
                click.echo(f"{finding.render(spoken)}\n", err=True)
            code = FINDINGS if book.findings else FINE
            compared = replace(compared, book=book)
        else:
            asked = context.get_parameter_source("as_of") is not ParameterSource.DEFAULT
            compared = replace(compared, proofs=_proofs(changes, as_of if asked else "any", seconds))
        deliver(_rendered(compared, form, out is not None), out)
    sys.exit(FINDINGS if strict and compared.differs else code)


def _loaded(places: "list[Written]", lang: str) -> "tuple[Rulebook, Rulebook]":
    """Both rulebooks; the faults of both are printed before the command ends."""
    from stratagem import Advisor, RulebookError
    from stratagem_cli.session import exit_code_of

    found: list[Rulebook] = []
    codes: list[int] = []
    for place in places:
        try:
            found.append(Advisor.load(place.path).rulebook)
        except RulebookError as error:
            click.echo(("\n" if codes else "") + place.told(error.render(lang)), err=True)
            codes += [exit_code_of(diagnostic) for diagnostic in error.diagnostics]
    if codes:
        sys.exit(max(codes))
    before, after = found
    return before, after


def _over_book(
    changes: "Changes",
    accounts: str,
    people: tuple[str, ...],
    mapping: str | None,
    changed: str | None,
    as_of: date,
    lang: str,
) -> "BookDiff":
    """Compare over a book of files; faults of whole files or columns end the command."""
    if len(people) > 1 and (mapping is None or len(people) > 2):
        raise Misuse("too many people")
    from stratagem.analysis.diff import over_files
    from stratagem.diagnostics import AccountError
    from stratagem_cli.session import exit_code_of

    try:
        from stratagem.book.mapping import read_mapping
        from stratagem.book.results import Results
        from stratagem.book.streaming import BookFiles

        read = read_mapping(mapping, changes.new.vocabulary) if mapping else None
        files = BookFiles(accounts, people, read, lang)
        if changed is None:
            return over_files(changes, files, as_of=as_of)
        with Results(Path(changed).resolve(), changed) as results:
            book = over_files(changes, files, as_of=as_of, changed_accounts=results.add)
            results.publish()
            return book
    except AccountError as error:
        click.echo(error.render(lang), err=True)
        sys.exit(max(exit_code_of(diagnostic) for diagnostic in error.diagnostics))
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("polars", "fastexcel", "xlsxwriter"):
            raise
        raise Misuse("no book", name=str(missing.name)) from missing
    except OSError as error:
        fail(error, changed)


def _proofs(changes: "Changes", as_of: "date | Literal['any']", seconds: int) -> "Proofs":
    from stratagem.analysis.diff import prove

    until = time.monotonic() + seconds
    try:
        return prove(changes, as_of=as_of, out_of_time=lambda: time.monotonic() >= until)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "pysat":
            raise
        raise Misuse("no solver", name="python-sat") from missing


def _rendered(compared: "Compared", form: str, to_file: bool) -> str:
    match form:
        case "json":
            from stratagem_cli.rendering.diff_json import diff_json

            return json.dumps(diff_json(compared), ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            from stratagem_cli.rendering.diff_markdown import diff_markdown

            return diff_markdown(compared)
        case "html":
            from stratagem_cli.rendering.diff_html import diff_html

            return diff_html(compared)
        case _:
            from stratagem_cli.rendering.diff_text import diff_text

            return diff_text(compared, to_file)


def _refuse_overwriting(written: list[str | None], read: list[str | None]) -> None:
    """A result may not take the place of what it is made from."""
    taken = {Path(file).resolve() for file in read if file is not None}
    for file in written:
        if file is not None and Path(file).resolve() in taken:
            raise Misuse("out is input", file=file)
