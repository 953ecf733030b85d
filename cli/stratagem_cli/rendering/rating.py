"""A self-rating for the terminal: a bar for each point, then the weakest three and what to practise."""

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from stratagem.briefing.brief import Point, Rating
from stratagem_cli.rendering.terminal import grid, heading, rendered
from stratagem_cli.rendering.words import words


def rating_text(rating: Rating, to_file: bool) -> str:
    """The rating as text."""

    def draw(console: Console) -> None:
        said = words(rating.language)
        average = said["average"].format(score=f"{rating.average:g}") if rating.average is not None else ""
        console.print(Text.assemble((rating.name, "bold underline"), f"   {rating.label}   ", (average, "dim")))
        console.print()
        table = grid(2, max(cell_len(point.label) for point in rating.points) + 1)
        for point in rating.points:
            table.add_row("", point.label, _bar(point, said))
        console.print(table)
        console.print()
        console.print(heading(said["weakest"]))
        if not rating.weakest:
            console.print(said["nothing rated"])
        table = grid(2, 4)
        for point in rating.weakest:
            table.add_row(
                "", f"{point.score:g}", Text.assemble((point.label, "bold"), said["colon"], point.practise or "")
            )
        console.print(table)

    return rendered(draw, to_file)


def _bar(point: Point, said: dict[str, str]) -> Text:
    if point.score is None:
        return Text(said["not rated"], style="dim")
    full = round(point.score)
    return Text.assemble(("█" * full, "blue"), ("░" * (10 - full), "dim"), f" {point.score:g}")
