"""`stratagem table`: rules out to a workbook that a spreadsheet can edit, and back in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver
from stratagem_cli.rendering.table_words import table_words

if TYPE_CHECKING:
    from stratagem_cli.session import Session

_NAMES = click.option(
    "--names", type=click.Choice(["ids", "labels"]), help="Write facts and values so; default: as the author did."
)


@click.group("table")
def command() -> None:
    """Edit rules in a spreadsheet: export them to a workbook, change it, import it again.

    \b
    stratagem table export tiers --rules my-rules --out tiers.xlsx
    stratagem table import tiers.xlsx --rules my-rules --out my-rules/tiers.csv
    """


@command.command("export")
@click.argument("what", nargs=-1, metavar="[TABLE|RULE]...")
@options.rules
@options.out
@_NAMES
@options.lang
def export(what: tuple[str, ...], rules: str | None, out: str | None, names: str | None, lang: str | None) -> None:
    """Write a table of the rulebook, or rules that fit one, to a workbook (.xlsx) or a CSV file.

    The workbook has dropdowns of the allowed values, frozen headings and a note at each. Name a table, or rules by id
    or pattern; rules that no row can say stay out and are told. Without --out it prints CSV.

    \b
    stratagem table export tiers --rules my-rules --out tiers.xlsx
    stratagem table export "partner-*" --out partner.xlsx --names labels --lang zh
    """
    from stratagem_cli.session import begin
    from stratagem_cli.table_choice import home_of, tabulated
    from stratagem_cli.table_delivery import deliver_table

    _form(out, (".xlsx", ".csv"))
    session = begin(rules, lang)
    table, faults = tabulated(session, what, Path(out).stem if out else "rules", names)
    session.report(faults)
    if table.rows:
        deliver_table(table, out, session.advisor.rulebook, session.lang, names=_labels(session, names))
        said = table_words(session.lang)
        if out is not None:
            click.echo(said["exported"].format(count=len(table.rows), file=out), err=True)
            home = home_of(session, table, rules)
            option = f" --rules {rules}" if rules else ""
            click.echo(said["next"].format(file=out, rules=option, home=home), err=True)
    session.end()


@command.command("import")
@click.argument("file", metavar="FILE")
@options.rules
@options.out
@_NAMES
@options.lang
def import_(file: str, rules: str | None, out: str | None, names: str | None, lang: str | None) -> None:
    """Read an edited table, tell what is wrong cell by cell, and write it as CSV (.csv) or as rules (.yaml).

    It is read against the rulebook --rules DIR, and what changes is told. Nothing is written while anything is wrong.
    Without --out it prints CSV.

    \b
    stratagem table import tiers.xlsx --rules my-rules --out my-rules/tiers.csv
    """
    from stratagem_cli.session import begin
    from stratagem_cli.table_choice import changes, imported, yaml_of
    from stratagem_cli.table_delivery import deliver_table

    form = _form(out, (".csv", ".yaml", ".yml", ".xlsx"))
    session = begin(rules, lang)
    named = out if out is not None and form in (".csv", ".xlsx") else file
    read = imported(session, Path(file), Path(named).name, names)
    if read is None:
        session.end()
    if form in (".yaml", ".yml"):
        deliver(yaml_of(session, read), out)
    else:
        deliver_table(read.tabulated, out, session.advisor.rulebook, session.lang, names=_labels(session, names))
    for line in changes(session, read, out):
        click.echo(line, err=True)
    session.end()


def _form(out: str | None, allowed: tuple[str, ...]) -> str:
    """The ending of the file to write; one that is not known is refused before anything is read."""
    ending = Path(out).suffix.lower() if out not in (None, "-") else ".csv"
    if ending not in allowed:
        raise Misuse("bad ending", file=str(out), allowed=", ".join(allowed))
    return ending


def _labels(session: "Session", names: str | None) -> str | None:
    """The language in whose labels facts and values are written; None for ids, or as the author did."""
    return session.lang if names == "labels" else None
