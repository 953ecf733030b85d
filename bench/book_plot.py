"""Measurements of books as a plot: seconds by accounts, both logarithmic, a picture for each number of rules."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.book_cell import COLUMNS, ENGINES, REFERENCE, SAME_FACTS
from bench.peers import library

_WIDTHS = {COLUMNS: 2.6, SAME_FACTS: 2.6, REFERENCE: 2.0}
_MARKS = "odsD^vPX"


def plot(points: Mapping[tuple[str, int], Sequence[Mapping[str, Any]]], file: Path) -> None:
    """Draw what was measured, and nothing else: a line ends where an engine's time was over."""
    # Text stays text; the same measurements give the same file.
    library("matplotlib").rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stratagem", "font.size": 9})
    numbers = sorted({rules for _, rules in points})
    figure = library("matplotlib.figure").Figure(figsize=(10.5, 4.2), layout="constrained")
    axes = figure.subplots(1, len(numbers), sharex=True, sharey=True, squeeze=False)[0]
    for axis, rules in zip(axes, numbers, strict=True):
        for at, engine in enumerate(ENGINES):
            each = points[engine, rules]
            axis.plot(
                [point["accounts"] for point in each],
                [point["seconds"] for point in each],
                marker=_MARKS[at], markersize=4, linewidth=_WIDTHS.get(engine, 1.0), color=f"C{at}", label=engine,
            )  # fmt: skip
        axis.set(xscale="log", yscale="log", title=f"{rules:,} rules", xlabel="accounts")
        axis.grid(visible=True, which="major", linewidth=0.4, alpha=0.5)
    axes[0].set_ylabel("seconds, matching only")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(file, format="svg", metadata={"Date": None})
