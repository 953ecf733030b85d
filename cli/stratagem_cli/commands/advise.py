"""`stratagem advise`: accounts in, explained advice out."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.output import deliver

if TYPE_CHECKING:
    from stratagem.advice import Advice


@click.command("advise")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@options.rules
@options.lang
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text", show_default=True
)
@click.option("--top", type=click.IntRange(min=1), help="At most so many recommendations.")
@options.as_of
@options.out
def command(
    files: tuple[str, ...],
    rules: str | None,
    lang: str | None,
    form: str,
    top: int | None,
    as_of: date,
    out: str | None,
) -> None:
    """Advise on accounts: what to do next, whom to see, why, and what is missing.

    FILE is YAML or JSON with one account or several; - reads standard input. A faulty account is reported and does not
    stop the others; the exit code is then 1.
    """
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    advice = [
        session.advisor.advise(account, as_of=as_of, lang=session.lang, top=top, weigh=True)
        for account in session.accounts_of(files)
    ]
    if advice:
        deliver(_rendered(advice, form, session.accounts > 1, top, out is not None), out)
    session.end()


def _rendered(advice: list["Advice"], form: str, several: bool, top: int | None, to_file: bool) -> str:
    match form:
        case "json":
            dumped = [each.model_dump(mode="json") for each in advice]
            return json.dumps(dumped if several else dumped[0], ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            from stratagem_cli.rendering.markdown import advice_markdown

            return "\n".join(advice_markdown(each) for each in advice)
        case "html":
            from stratagem_cli.rendering.html import advice_html

            return advice_html(advice)
        case _:
            from stratagem_cli.rendering.text import advice_text

            return advice_text(advice, top, to_file)
