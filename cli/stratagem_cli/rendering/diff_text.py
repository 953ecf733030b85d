"""A comparison of two rulebooks for the terminal: what changed, what it does, and why; it fits into 80 columns."""

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stratagem.analysis.diff import ASPECTS, Effect, Proofs, Shown
from stratagem_cli.rendering.breaking import Flow
from stratagem_cli.rendering.diff_view import Compared, Matrix, Numbered, View
from stratagem_cli.rendering.terminal import grid, heading, rendered

_STYLES = {"-": "red", "+": "green"}
_MARKS = {"-": "−", "+": "+"}


def diff_text(compared: Compared, to_file: bool) -> str:
    """Everything, as text."""
    view = View(compared)

    def draw(console: Console) -> None:
        console.print(
            Flow(Text.assemble((view.head, "bold underline"), (f"   {compared.old} → {compared.new}", "dim")))
        )
        console.print(Flow(Text(view.counts if view.numbered else view.said["nothing"])))
        _edits(console, view)
        if compared.book is not None:
            _book(console, view)
        if compared.proofs is not None and view.numbered:
            _proofs(console, view, compared.proofs)

    return rendered(draw, to_file)


def _edits(console: Console, view: View) -> None:
    width = len(str(len(view.numbered))) + 1
    for section in view.sections():
        console.print()
        console.print(heading(section.title))
        for thing in section.things:
            bold = "bold" if section.effect is Effect.ADVICE else ""
            named = Text.assemble((thing.subject, bold), (f"  {thing.label}" if thing.label else "", "dim"))
            if thing.place:
                named.append(f"  {thing.place}", "dim cyan")
            console.print(Padding(Flow(named), (0, 0, 0, 2)))
            for each in thing.edits:
                console.print(_edit(each, width))


def _edit(each: Numbered, width: int) -> Table:
    table = grid(2, width)
    text = Text(each.told.what)
    for mark, line in each.told.lines:
        text.append(f"\n{_MARKS[mark]} {line}", _STYLES[mark])
    table.add_row("", Text(str(each.number), style="dim"), text)
    return table


# ── Over a book ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _book(console: Console, view: View) -> None:
    book = view.compared.book
    assert book is not None, "the caller has looked"
    said, date = view.said, book.as_of.isoformat() if book.as_of else "–"
    console.print()
    compared = said["compared"].format(count=f"{book.comparison.compared:,}", date=date)
    console.print(Flow(Text.assemble((said["over"], "bold"), "   ", (compared, "dim"))))
    console.print(Padding(Flow(Text(view.verdict(book), style="bold")), (0, 0, 0, 2)))
    if not book.comparison.same:
        table = _columns(max(cell_len(label) for label, _, _ in view.figures(book)), 9, 5)
        for label, count, share in view.figures(book):
            table.add_row(label, f"{count:,}", share if count else "")
        console.print(table)
    for note in view.notes(book):
        console.print(Padding(Flow(note), (0, 0, 0, 2)))
    if (matrix := view.matrix(book)) is not None:
        console.print()
        console.print(heading(said["matrix"]))
        _matrix(console, matrix, said)
    if book.because:
        _causes(console, view)


def _columns(label: int, *widths: int) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), pad_edge=True, show_header=False)
    table.add_column(width=label, no_wrap=True, overflow="ellipsis")
    for width in widths:
        table.add_column(width=width, no_wrap=True, justify="right")
    return table


def _matrix(console: Console, matrix: Matrix, said: dict[str, str]) -> None:
    """Rows and columns go by a letter; what stays is on the diagonal, dimmed."""
    letters = [chr(ord("A") + at) for at in range(len(matrix.labels))]
    figure = max(len(f"{max(max(row) for row in matrix.counts):,}"), 3)
    room = console.width - 6 - len(letters) * (figure + 2)
    label = min(max(map(cell_len, matrix.labels)), max(room, 10))
    table = _columns(1, label, *[figure] * len(letters))
    table.columns[1].justify = "left"
    table.add_row("", "", *(Text(letter, style="dim") for letter in letters))
    for at, row in enumerate(matrix.counts):
        cells = [
            Text(f"{count:,}" if count else "·", style="dim" if to == at or not count else "bold")
            for to, count in enumerate(row)
        ]
        table.add_row(Text(letters[at], style="dim"), matrix.labels[at], *cells)
    console.print(table)
    console.print(Padding(Flow(Text(said["matrix note"], style="dim")), (0, 0, 0, 2)))


def _causes(console: Console, view: View) -> None:
    book = view.compared.book
    assert book is not None, "the caller has looked"
    said = view.said
    causes, more = view.causes(book)
    console.print()
    console.print(heading(said["because"]))
    shown = [at for at, _ in enumerate(ASPECTS) if any(cause.counts[at] for cause in causes)]
    heads = [said["accounts"], *(said[f"short {ASPECTS[at]}"] for at in shown)]
    widths = [max(cell_len(head), 7) for head in heads]
    for at, cause in enumerate(causes):
        if at == 0:
            table = _columns(12, *widths)
            table.add_row(Text(said["edit"], style="dim"), *(Text(head, style="dim") for head in heads))
            console.print(table)
        table = _columns(12, *widths)
        figures = [f"{cause.counts[at]:,}" if cause.counts[at] else "·" for at in shown]
        short = cell_len(cause.edits) <= 12
        table.add_row(Text(cause.edits if short else "", style="bold"), f"{cause.accounts:,}", *figures)
        if not short:
            console.print(Padding(Flow(Text(cause.edits, style="bold")), (0, 0, 0, 2)))
        console.print(table)
        console.print(Padding(Flow(Text(cause.what, style="dim")), (0, 0, 0, 4)))
        if cause.examples:
            example = f"{said['such as']} {said['comma'].join(cause.examples[:2])}"
            console.print(Padding(Flow(Text(example, style="dim")), (0, 0, 0, 4)))
    if more:
        console.print(Padding(Text(said["more"].format(count=more), style="dim"), (0, 0, 0, 2)))
    console.print(Padding(Flow(Text(said["because note"], style="dim")), (0, 0, 0, 2)))


# ── Without a book ───────────────────────────────────────────────────────────────────────────────────────────────────


def _proofs(console: Console, view: View, proofs: Proofs) -> None:
    said = view.said
    console.print()
    console.print(heading(said["proof"]))
    if (proven := view.proven(proofs)) is not None:
        console.print(Padding(Flow(Text(proven, style="bold green")), (0, 0, 0, 2)))
    if proofs.same:
        return
    table = grid(2, max(cell_len(said[aspect]) for aspect in ASPECTS) + 1)
    for proof in proofs.together:
        style = {"same": "green", "differs": "bold", "undecided": "yellow"}[proof.verdict]
        table.add_row("", said[proof.aspect], Text(said[proof.verdict], style=style))
    console.print(table)
    console.print()
    console.print(heading(said["alone"]))
    for each in proofs.alone:
        table = grid(2, len(str(len(view.numbered))) + 1)
        text = Text.assemble((view.brief(each.edit), "bold"), "\n", view.alone(each))
        if each.shown is not None:
            _shown(text, each.shown, view)
        table.add_row("", Text(str(view.number(each.edit)), style="dim"), text)
        console.print(table)
    for title, shown in view.only_together(proofs):
        text = Text(title, style="bold")
        _shown(text, shown, view)
        console.print(Padding(Flow(text), (0, 0, 0, 2)))
    console.print(Padding(Flow(Text(said["try book"], style="dim")), (0, 0, 0, 2)))


def _shown(text: Text, shown: Shown, view: View) -> None:
    """An account that is advised otherwise."""
    said = view.said
    text.append(f"\n{said['account']}{said['colon']}{view.account(shown)}", "not bold dim")
    text.append(f"\n{said['before']}{said['colon']}{view.advised(shown.before, shown.after)}", "not bold")
    text.append(f"\n{said['after']}{said['colon']}{view.advised(shown.after, shown.before)}", "not bold")
