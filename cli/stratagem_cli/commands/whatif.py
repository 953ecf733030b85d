"""`stratagem whatif`: what would change if some facts were otherwise."""

from datetime import date

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver_found


@click.command("whatif")
@click.argument("file", metavar="FILE")
@click.option(
    "--set", "given", multiple=True, metavar="FACT=VALUE", help="What is otherwise; NAME.ATTRIBUTE=VALUE for a person."
)
@click.option("--unset", multiple=True, metavar="FACT", help="What is taken to be unknown.")
@click.option("--add", multiple=True, metavar="NAME", help="A person who is taken to be there as well.")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@options.as_of
@options.out
def command(
    file: str,
    given: tuple[str, ...],
    unset: tuple[str, ...],
    add: tuple[str, ...],
    rules: str | None,
    lang: str | None,
    form: str,
    as_of: date,
    out: str | None,
) -> None:
    """Show what would change for the account in FILE if some facts were otherwise.

    Facts, values and attributes are ids or labels of any language. Before and after stand side by side, with what moves
    and the rules that make the difference. The file itself stays as it is.
    """
    from stratagem import HypothesisError
    from stratagem_cli.rendering.whatif import what_if_markdown, what_if_text
    from stratagem_cli.session import begin

    if not (given or unset or add):
        raise Misuse("nothing set")
    pairs = [_pair(each) for each in given]
    session = begin(rules, lang)
    account = session.account_of(file)
    if account is None:
        session.end()
    try:
        found = session.advisor.whatif(account, pairs, unset=unset, add=add, as_of=as_of, lang=session.lang)
    except HypothesisError as error:
        session.refuse(error.diagnostics)
    deliver_found(found, form, out, what_if_text, what_if_markdown)
    session.end()


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.replace("＝", "=").partition("=")
    if not sign or not name.strip():
        raise Misuse("no assignment", value=text)
    return name, value
