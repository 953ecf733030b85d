"""`stratagem whynot`: the smallest changes that would bring a strategy to a rank."""

from datetime import date

import click

from stratagem_cli import options
from stratagem_cli.output import deliver_found


@click.command("whynot")
@click.argument("file", metavar="FILE")
@click.argument("strategy")
@click.option("--top", type=click.IntRange(min=1), default=1, show_default=True, help="The rank to reach, or above.")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@options.as_of
@options.out
def command(
    file: str, strategy: str, top: int, rules: str | None, lang: str | None, form: str, as_of: date, out: str | None
) -> None:
    """Find the smallest changes of facts that would bring STRATEGY (an id or a label) to the first rank.

    Every set of up to three changes is told of which no change can be left out, smallest first: what you would have to
    bring about, and what would have to turn out so. Facts that a rep cannot influence stay as they are.
    """
    from stratagem import UnknownStrategyError
    from stratagem_cli.rendering.whynot import why_not_markdown, why_not_text
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    try:
        session.advisor.strategy_id(strategy)
    except UnknownStrategyError as error:
        session.refuse(error.diagnostics)
    account = session.account_of(file)
    if account is None:
        session.end()
    found = session.advisor.whynot(account, strategy, top=top, as_of=as_of, lang=session.lang)
    deliver_found(found, form, out, why_not_text, why_not_markdown)
    session.end()
