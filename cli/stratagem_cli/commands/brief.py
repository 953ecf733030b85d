"""`stratagem brief`: one page to print before the meeting."""

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.output import deliver

if TYPE_CHECKING:
    from stratagem.briefing.brief import Brief


@click.command("brief")
@click.argument("file", metavar="FILE")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["html", "markdown", "json"]), default="html", show_default=True)
@options.as_of
@options.out
def command(file: str, rules: str | None, lang: str | None, form: str, as_of: date, out: str | None) -> None:
    """Write the brief of the account in FILE: what to do, the people and their map, what to ask, what is missing.

    The HTML page needs no network, prints on A4 and reads well on a phone. FILE holds one account; - reads
    standard input.
    """
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    account = session.account_of(file)
    if account is not None:
        deliver(_rendered(session.advisor.brief(account, as_of=as_of, lang=session.lang), form), out)
    session.end()


def _rendered(brief: "Brief", form: str) -> str:
    match form:
        case "json":
            return json.dumps(brief.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            from stratagem_cli.rendering.markdown import brief_markdown

            return brief_markdown(brief)
        case _:
            from stratagem_cli.rendering.html import brief_html

            return brief_html(brief)
