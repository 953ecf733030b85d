"""`stratagem whynot`: the smallest changes that would bring a strategy to a rank."""

import json
from datetime import date

import click

from stratagem_cli import options
from stratagem_cli.output import deliver


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
    match form:
        case "json":
            deliver(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n", out)
        case "markdown":
            from stratagem_cli.rendering.whynot import why_not_markdown

            deliver(why_not_markdown(found), out)
        case _:
            from stratagem_cli.rendering.whynot import why_not_text

            deliver(why_not_text(found, out is not None), out)
    session.end()
