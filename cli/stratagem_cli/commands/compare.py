"""`stratagem compare`: why one strategy stands above another."""

from datetime import date

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver_found


@click.command("compare")
@click.argument("file", metavar="FILE")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@options.as_of
@options.out
def command(
    file: str, one: str, other: str, rules: str | None, lang: str | None, form: str, as_of: date, out: str | None
) -> None:
    """Compare the strategies ONE and OTHER (ids or labels) for the account in FILE, rule by rule.

    Then it shows how firm the first recommendation is: how far each number and each date is from a value that would
    change it.
    """
    from stratagem import UnknownStrategyError
    from stratagem_cli.rendering.comparison import comparison_markdown, comparison_text
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    try:
        ids = [session.advisor.strategy_id(each) for each in (one, other)]
    except UnknownStrategyError as error:
        session.refuse(error.diagnostics)
    if ids[0] == ids[1]:
        raise Misuse("same strategy", name=one)
    account = session.account_of(file)
    if account is None:
        session.end()
    found = session.advisor.compare(account, one, other, as_of=as_of, lang=session.lang)
    deliver_found(found, form, out, comparison_text, comparison_markdown)
    session.end()
