"""`stratagem docs`: the rule reference of a rulebook, as markdown and as one HTML page for each language."""

from collections.abc import Callable
from pathlib import Path

import click

from stratagem_cli.output import deliver, fail


@click.command("docs")
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--out", metavar="FOLDER", default="docs/rules", show_default=True, help="Where the pages are written.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["markdown", "html"]),
    multiple=True,
    help="Only this; default: both.",
)
def command(directory: str | None, out: str, formats: tuple[str, ...]) -> None:
    """Write the rule reference of the rulebook in DIR: every rule with its conditions, effects, reason and source.

    Without DIR it is the built-in key-account rulebook's. Pages are written for each language: en.md and en.html, zh.md
    and zh.html. The HTML page adds a picture of what hangs together: facts, rules and strategies.
    """
    from stratagem.rulebook import Rulebook
    from stratagem_cli.rendering.reference import reference
    from stratagem_cli.rendering.reference_page import reference_html
    from stratagem_cli.session import begin

    writers: dict[str, tuple[str, Callable[[Rulebook, str], str]]] = {
        "markdown": ("md", reference),
        "html": ("html", reference_html),
    }
    session = begin(directory, None)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(error, out)
    for lang in session.advisor.rulebook.languages:
        for ending, written in (writers[each] for each in formats or writers):
            page = folder / f"{lang}.{ending}"
            deliver(written(session.advisor.rulebook, lang), str(page))
            click.echo(str(page), err=True)
    session.end()
