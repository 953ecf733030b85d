"""`stratagem rating`: a rep's self-rating as a radar chart, and what to practise."""

import json
from typing import TYPE_CHECKING

import click

from stratagem_cli import options
from stratagem_cli.misuse import Misuse
from stratagem_cli.output import deliver

if TYPE_CHECKING:
    from stratagem.briefing.brief import Rating


@click.command("rating")
@click.argument("file", metavar="FILE")
@options.rules
@options.lang
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text", show_default=True)
@options.out
def command(file: str, rules: str | None, lang: str | None, form: str, out: str | None) -> None:
    """Show the self-rating in FILE: twelve points from 0 to 10, the weakest three, and what to practise.

    FILE is YAML with `name` and one line for each point; `--format html` draws the radar chart.
    """
    from stratagem_cli.session import begin

    session = begin(rules, lang)
    if not session.advisor.has_rating:
        raise Misuse("no rating", name=session.advisor.rulebook.name)
    ratings = [
        session.advisor.rate(each.model_dump(exclude={"stakeholders"}), lang=session.lang)
        for each in session.ratings_of(file)
    ]
    if session.accounts > 1:
        raise Misuse("several ratings", file=file, count=str(session.accounts))
    for rating in ratings:
        deliver(_rendered(rating, form, out is not None), out)
    session.end()


def _rendered(rating: "Rating", form: str, to_file: bool) -> str:
    match form:
        case "json":
            return json.dumps(rating.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
        case "html":
            from stratagem_cli.rendering.html import rating_html

            return rating_html(rating)
        case _:
            from stratagem_cli.rendering.rating import rating_text

            return rating_text(rating, to_file)
