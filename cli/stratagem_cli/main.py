"""The `stratagem` command: finds the command that was asked for and imports only that, so that help is instant."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from stratagem_cli.misuse import Misuse, told_kindly

REP = {
    "advise": "Advise on accounts: what to do next, whom to see, why, and what is missing.",
    "interview": "Ask what is worth knowing, one question after another, and keep the answers.",
    "explain": "Explain one strategy: every rule for or against it, with the values it met.",
    "whatif": "Show what would change if some facts were otherwise, before and after side by side.",
    "whynot": "Find the smallest changes of facts that would bring a strategy to the first rank.",
    "compare": "Compare two strategies rule by rule, and show how firm the first recommendation is.",
    "brief": "Write one page to print before the meeting: advice, people and their map, questions.",
    "rating": "Show a rep's self-rating as a radar chart, and what to practise.",
}
OPS = {
    "new": "Begin a rulebook, a rule or a table that passes every check at once.",
    "check": "Find what is wrong with a rulebook that reads well, each with an account that shows it.",
    "test": "Run a rulebook's cases and features, and say how well they guard its rules.",
    "diff": "Tell what changed between two rulebooks, and which accounts are advised otherwise because of it.",
    "table": "Edit rules in a spreadsheet: export them to a workbook, import it again.",
    "book": "Advise on a whole book of accounts: CSV, XLSX or Parquet in, one row of answers for each out.",
    "docs": "Write the rule reference of a rulebook as markdown and HTML, with a picture of what hangs together.",
    "schema": "Print the JSON Schema of accounts or of rulebook files.",
}
COMMANDS = {**REP, **OPS}
"""Command → what `--help` says of it; each lives in the module of its name."""


TYPED = "stratagem_cli.typed"
"""Where a context keeps the words of the command line."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose faults are told in the user's language."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"stratagem_cli.commands.{cmd_name}").command
        assert isinstance(command, click.Command), f"commands.{cmd_name} holds a click command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a file in its place means that the command was forgotten."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            is_file = args[0].endswith((".yaml", ".yml", ".json")) or Path(args[0]).is_file()
            raise Misuse("no command for file" if is_file else "no command", name=args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        for title, commands in (("For a rep", REP), ("For sales ops", OPS)):
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options before the command, and keep what was typed for whoever must complain about it."""
        typed = list(args)
        with told_kindly(COMMANDS, typed):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[TYPED] = typed
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with told_kindly(COMMANDS, ctx.meta[TYPED]):
            return super().invoke(ctx)


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "-V", "--version", package_name="stratagem", prog_name="stratagem")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Stratagem 策略 turns what you know about a deal into ranked, explained strategies.

    \b
    stratagem advise account.yaml                what to do next, and why
    stratagem advise account.yaml --lang zh      the same in Chinese
    stratagem interview account.yaml             what to find out, one by one
    stratagem whynot account.yaml "Executive visit"
    stratagem brief account.yaml --out brief.html
    stratagem check my-rules && stratagem test my-rules
    stratagem book accounts.csv --stakeholders people.csv --out advice.xlsx

    Exit codes: 0 fine, 1 findings (something in a file needs mending), 2 misuse or unreadable input.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        sys.exit(0)
