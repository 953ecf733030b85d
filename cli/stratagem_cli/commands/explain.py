"""`stratagem explain`: why a strategy stands where it stands, rule by rule."""

import json
from datetime import date

import click

from stratagem_cli import options
from stratagem_cli.output import deliver


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.argument("strategy")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.as_of
@options.out
def command(
    file: str, strategy: str, rules: str | None, lang: str | None, form: str, as_of: date, out: str | None
) -> None:
    """Explain STRATEGY (an id or a label) for the account in FILE.

    Shows every rule that speaks for or against it, fired or not, and each condition with the value it met.
    """
    from stratagem import UnknownStrategyError
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    try:
        session.advisor.strategy_id(strategy)
    except UnknownStrategyError as error:
        session.refuse(error.diagnostics)
    explanations = [
        session.advisor.explain(account, strategy, as_of=as_of, lang=session.lang)
        for account in session.accounts_of([file])
    ]
    if explanations and form == "json":
        dumped = [each.model_dump(mode="json") for each in explanations]
        text = json.dumps(dumped if session.accounts > 1 else dumped[0], ensure_ascii=False, indent=2) + "\n"
        deliver(text, out)
    elif explanations:
        from stratagem_cli.rendering.explanation import explanation_text

        deliver(explanation_text(explanations, out is not None), out)
    session.end()
