"""`stratagem docs`: the rule reference of a rulebook, one markdown page for each language."""

from pathlib import Path

import click

from stratagem_cli.output import deliver, fail


@click.command("docs")
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--out", metavar="FOLDER", default="docs/rules", show_default=True, help="Where the pages are written.")
def command(directory: str | None, out: str) -> None:
    """Write the rule reference of the rulebook in DIR: every rule with its conditions, effects, reason and source.

    Without DIR it is the built-in key-account rulebook's. One page is written for each language: en.md, zh.md.
    """
    from stratagem_cli.rendering.reference import reference
    from stratagem_cli.session import begin

    session = begin(directory, None)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(error, out)
    for lang in session.advisor.rulebook.languages:
        page = folder / f"{lang}.md"
        deliver(reference(session.advisor.rulebook, lang), str(page))
        click.echo(str(page), err=True)
    session.end()
