"""The summary of a book for whoever answers for all of its accounts: text for a terminal, a page with charts.

`summary_text(summary, rulebook, lang, to_file) -> str` and `summary_html(summary, rulebook, lang) -> str`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from stratagem.rulebook import Rulebook
from stratagem_cli.rendering.book_charts import bars, heat_map, stacked
from stratagem_cli.rendering.book_view import (
    Crossing,
    Line,
    Listing,
    crossings,
    first_strategies,
    kept_out,
    listings,
    percent,
)
from stratagem_cli.rendering.book_words import book_words
from stratagem_cli.rendering.breaking import Flow
from stratagem_cli.rendering.html import page
from stratagem_cli.rendering.terminal import grid, heading, rendered

if TYPE_CHECKING:
    from stratagem.book.summary import Summary

_BAR = 20
"""Columns of the longest bar."""
_LEADING = 4
"""So many strategies are named of each value, where there is no room for a table."""
_BESIDE = 28
"""Columns that figures and the shortest bars need."""
_LABEL = 36
"""Columns of a label at most, in a narrow terminal fewer."""


def summary_text(summary: "Summary", rulebook: Rulebook, lang: str, to_file: bool) -> str:
    """The summary as text: figures in columns and bars, colours on a terminal only."""
    said = book_words(lang)

    def draw(console: Console) -> None:
        title = rulebook.title.in_language(lang)
        about = [title, f"{rulebook.name} {rulebook.version}", *_date(summary, said)]
        console.print(Flow(Text.assemble((said["title"], "bold underline"), "   ", ("   ".join(about), "dim"))))
        console.print(Flow(said["comma"].join(_totals(summary, said))))
        if not summary.accounts:
            return
        strategies = first_strategies(summary, rulebook, lang)
        _section(console, said["first"], _lines(strategies, console.width))
        for crossing in crossings(summary, rulebook, lang) if summary.splits else ():
            _section(console, said["by"].format(fact=crossing.fact), _crossed(crossing, said, console.width))
        out = kept_out(summary, rulebook, lang)
        if out.rows:
            _section(console, out.fact, _kept_out(out, said, console.width))
        for listing in listings(summary, rulebook, lang):
            _section(console, said[listing.id], *_listed(listing, said, console.width))
        console.print()
        console.print(Flow(Text(said["share note"], style="dim")))

    return rendered(draw, to_file)


def summary_html(summary: "Summary", rulebook: Rulebook, lang: str) -> str:
    """The summary as one self-contained page with charts."""
    said = book_words(lang)
    figures = []
    for at, crossing in enumerate(crossings(summary, rulebook, lang) if summary.accounts else ()):
        label = said["by"].format(fact=crossing.fact) if summary.splits else crossing.fact
        draw = heat_map if at else stacked
        wide, narrow = (draw(crossing, label, said, narrow=narrow) for narrow in (False, True))
        figures.append({"label": label, "heat": bool(at), "wide": _safe(wide), "narrow": _safe(narrow)})
    if summary.accounts and (out := kept_out(summary, rulebook, lang)).rows:
        wide, narrow = (stacked(out, out.fact, said, narrow=narrow) for narrow in (False, True))
        figures.append({"label": out.fact, "heat": False, "wide": _safe(wide), "narrow": _safe(narrow)})
    shown = listings(summary, rulebook, lang) if summary.accounts else []
    lists = [{"listing": each, "picture": _safe(bars(each, said[each.id])) if each.lines else None} for each in shown]
    strategies = [line for line in first_strategies(summary, rulebook, lang) if line.plain]
    return page(
        "book_summary.html.j2",
        lang,
        summary=summary,
        rulebook=rulebook.title.in_language(lang),
        book=said,
        sum=_totals(summary, said)[0],
        leading=strategies[0] if strategies else None,
        percent=percent,
        figures=figures,
        lists=lists,
    )


def _safe(picture: str) -> Markup:
    """A picture as part of a page: it has escaped its own text."""
    return Markup(picture)  # noqa: S704


def _date(summary: "Summary", said: dict[str, str]) -> list[str]:
    return [said["as of"].format(date=summary.as_of)] if summary.as_of else []


def _totals(summary: "Summary", said: dict[str, str]) -> list[str]:
    """What became of the accounts; those rejected even when there are none, so that the sum can be checked."""
    figures = {"all": summary.accounts + summary.rejected, "advised": summary.accounts, "rejected": summary.rejected}
    whole = said["sum line"].format(**{name: f"{count:,}" for name, count in figures.items()})
    return [whole, said["none line"].format(count=f"{summary.without_recommendation:,}")]


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _section(console: Console, title: str, *content: RenderableType) -> None:
    console.print()
    console.print(heading(title))
    for each in content:
        console.print(each)


def _columns(*widths: int) -> Table:
    """A table without lines: a label, then figures to the right."""
    table = Table(box=None, padding=(0, 0, 0, 2), pad_edge=True, show_header=False)
    table.add_column(width=widths[0], no_wrap=True, overflow="ellipsis")
    for width in widths[1:]:
        table.add_column(width=width, no_wrap=True, justify="right")
    return table


def _label_width(labels: Sequence[str], width: int) -> int:
    """The room that labels need, unless what stands beside them would have none."""
    return min(max(map(cell_len, labels), default=1), _LABEL, max(width - _BESIDE, 12))


def _lines(lines: Sequence[Line], width: int) -> Table:
    """Label, accounts, share, bar."""
    label_width = _label_width([line.label for line in lines], width)
    most = max((line.accounts for line in lines), default=1)
    figures = max(len(f"{most:,}"), 9)
    table = _columns(label_width, figures, 4)
    table.add_column(no_wrap=True, overflow="crop")
    longest = max(min(_BAR, width - label_width - figures - 12), 1)
    for line in lines:
        bar = Text("█" * max(round(longest * line.accounts / most), 1), style="blue" if line.plain else "dim")
        label = Text(line.label, style="" if line.plain else "dim")
        table.add_row(label, f"{line.accounts:,}", percent(line.share), bar)
    return table


def _listed(listing: Listing, said: dict[str, str], width: int) -> list[RenderableType]:
    if not listing.lines:
        return [Text(f"  {said[f'no {listing.id}']}")]
    more = [Text(f"  {said['more'].format(count=listing.more)}", style="dim")] if listing.more else []
    return [_lines(listing.lines, width), *more]


def _crossed(crossing: Crossing, said: dict[str, str], width: int) -> Table:
    """A table of counts where it fits; else, for each value, how many accounts begin with what."""
    figures = [max(len(f"{total:,}"), cell_len(label)) for label, total in _heads(crossing, said)]
    label = _label_width([line.label for line in crossing.rows], width)
    if label + 2 + sum(each + 2 for each in figures) > width:
        return _value_by_value(crossing, said, width)
    table = _columns(label, *figures)
    dim = "dim"
    table.add_row("", *(Text(head, style=dim) for head, _ in _heads(crossing, said)))
    for line, counts in zip(crossing.rows, crossing.counts, strict=True):
        table.add_row(Text(line.label), *(_figure(each) for each in (*counts, line.accounts)))
    table.add_row(Text(said["all"], style=dim), *(Text(f"{total:,}", style=dim) for _, total in _heads(crossing, said)))
    return table


def _kept_out(crossing: Crossing, said: dict[str, str], width: int) -> Table:
    """A line for each strategy: in how many accounts which kind of rule keeps it out."""
    heads = (*crossing.columns, said["all"])
    figures = [max(cell_len(head), len(f"{crossing.rows[0].accounts:,}")) for head in heads]
    label = max(min(_label_width([line.label for line in crossing.rows], width), width - sum(figures) - 10), 8)
    table = _columns(label, *figures)
    table.add_row("", *(Text(head, style="dim") for head in heads))
    for line, counts in zip(crossing.rows, crossing.counts, strict=True):
        table.add_row(Text(line.label), *(_figure(each) for each in (*counts, line.accounts)))
    return table


def _heads(crossing: Crossing, said: dict[str, str]) -> list[tuple[str, int]]:
    """Every column with its total, all of them last."""
    return [*zip(crossing.columns, crossing.totals, strict=True), (said["all"], sum(crossing.totals))]


def _figure(count: int) -> Text:
    return Text(f"{count:,}") if count else Text("·", style="dim")


def _value_by_value(crossing: Crossing, said: dict[str, str], width: int) -> Table:
    """For each value its accounts, what most of them begin with, and how many begin with something else."""
    label = min(_label_width(crossing.columns, width), max(width // 3, 12))
    table = grid(1, label + 10)
    for at, (value, total) in enumerate(zip(crossing.columns, crossing.totals, strict=True)):
        each = [
            (line.label, counts[at]) for line, counts in zip(crossing.rows, crossing.counts, strict=True) if line.plain
        ]
        leading = sorted(filter(lambda one: one[1], each), key=lambda one: -one[1])[:_LEADING]
        parts = [f"{strategy} {count:,} ({percent(count / total)})" for strategy, count in leading]
        if rest := total - sum(count for _, count in leading):
            parts.append(said["others"].format(count=f"{rest:,}"))
        table.add_row("", _headed(value, total, label), said["comma"].join(parts))
    return table


def _headed(value: str, total: int, width: int) -> Text:
    """A value and its accounts, in columns."""
    label = Text(value, no_wrap=True)
    label.truncate(width, overflow="ellipsis", pad=True)
    return Text.assemble(label, f"{total:>8,}", "  ")
