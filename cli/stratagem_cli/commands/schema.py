"""`stratagem schema`: JSON Schemas, for editors and other programs."""

from pathlib import Path

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver, fail


@click.command("schema")
@click.argument("what", type=click.Choice(["account", "rules", "cases"]))
@click.argument("directory", required=False, metavar="[DIR]")
@click.option(
    "--install", "installs", is_flag=True, help="Write all schemas into DIR/.schema, for editors (rules only)."
)
@options.out
def command(what: str, directory: str | None, installs: bool, out: str | None) -> None:
    """Print the JSON Schema of an account file, of the files of a rulebook, or of its cases, for the rulebook in DIR.

    Without DIR it is the built-in key-account rulebook's. With --install the schemas are kept beside the rulebook and
    every YAML file of it names its own in a comment, so that editors complete ids of facts and strategies. Run it again
    when facts, strategies or rules were added.
    """
    from stratagem_cli.scaffolding.schemas import install, schema_of
    from stratagem_cli.session import begin

    if installs and (what != "rules" or directory is None or out is not None):
        raise Misuse("install what")
    session = begin(directory, None)
    if not installs or directory is None:
        deliver(schema_of(what, session.advisor), out)
        session.end()
    folder = Path(directory)
    if not folder.is_dir():
        raise Misuse("not a folder", folder=directory)
    try:
        for file in install(folder, session.advisor):
            click.echo(str(file), err=True)
    except OSError as error:
        fail(error, directory)
    session.end()
