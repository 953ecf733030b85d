"""Options that several commands share, declared once."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from stratagem_cli.misuse import Misuse

F = TypeVar("F", bound=Callable[..., Any])


def rules(function: F) -> F:
    """`--rules DIR`."""
    return click.option("--rules", metavar="DIR", help="A rulebook folder; default: the built-in key-account method.")(
        function
    )


def lang(function: F) -> F:
    """`--lang en|zh`."""
    return click.option(
        "--lang", metavar="LANG", help="en or zh; default: STRATAGEM_LANG, else Chinese on a Chinese system."
    )(function)


def author_lang(function: F) -> F:
    """`--lang en|zh` of commands that speak to authors, whatever languages their rulebook has."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        help="The language of what is said; default: STRATAGEM_LANG, else Chinese on a Chinese system.",
    )(function)


def as_of(function: F) -> F:
    """`--as-of DATE`; its default is the only clock of Stratagem."""
    return click.option(
        "--as-of", metavar="DATE", callback=_date, help="The date that ages count from; default: today."
    )(function)


def out(function: F) -> F:
    """`--out FILE`."""
    return click.option("--out", metavar="FILE", help="Write to this file; it is written whole or not at all.")(
        function
    )


def _date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date:
    """A date, read as account files read it."""
    if value is None:
        return date.today()
    from stratagem.vocabulary import Fact, Kind
    from stratagem.wording import Text

    read = Fact("as-of", Kind.DATE, Text((("en", "as-of date"),))).read(value, None)
    if isinstance(read, date):
        return read
    raise Misuse("bad date", param="--as-of", value=value)
