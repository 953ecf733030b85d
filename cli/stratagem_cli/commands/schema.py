"""`stratagem schema`: JSON Schemas, for editors and other programs."""

import json

import click

from stratagem_cli import options
from stratagem_cli.output import deliver


@click.command("schema")
@click.argument("what", type=click.Choice(["account", "rules"]))
@click.argument("directory", required=False, metavar="[DIR]")
@options.out
def command(what: str, directory: str | None, out: str | None) -> None:
    """Print the JSON Schema of an account file, or of the files of a rulebook, for the rulebook in DIR.

    Without DIR it is the built-in key-account rulebook's.
    """
    from stratagem.authoring.schema import rulebook_schema
    from stratagem_cli.session import begin

    session = begin(directory, None)
    advisor = session.advisor
    schema = advisor.account_schema() if what == "account" else rulebook_schema(advisor.rulebook)
    deliver(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", out)
    session.end()
