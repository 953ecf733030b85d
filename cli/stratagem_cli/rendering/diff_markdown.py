"""A comparison of two rulebooks as a comment on a pull request: the verdict in the open, the rest folded away."""

from collections.abc import Iterator, Sequence

from stratagem.analysis.diff import ASPECTS, Effect, Proofs, Shown
from stratagem_cli.rendering.diff_view import Compared, Section, View
from stratagem_cli.rendering.markdown import escaped

_MARKS = {"-": "−", "+": "\\+"}


def diff_markdown(compared: Compared) -> str:
    """Everything; text from files is escaped, so that a name cannot become markup."""
    return "\n".join(_lines(View(compared))).rstrip("\n") + "\n"


def _lines(view: View) -> Iterator[str]:
    compared, said = view.compared, view.said
    yield f"### {escaped(view.head)}"
    yield ""
    counts = view.counts if view.numbered else said["nothing"]
    yield f"{_code(compared.old)} → {_code(compared.new)} · {counts}"
    yield ""
    if compared.book is not None:
        yield from _book(view)
    elif compared.proofs is not None and view.numbered:
        yield from _proofs(view, compared.proofs)
    for section in view.sections():
        yield from _folded(
            f"{section.title} ({section.count})", _section(section), is_open=section.effect is Effect.ADVICE
        )


def _section(section: Section) -> Iterator[str]:
    for thing in section.things:
        label = f" {escaped(thing.label)}" if thing.label else ""
        yield f"- **{escaped(thing.subject)}**{label}" + (f" {_code(thing.place)}" if thing.place else "")
        for each in thing.edits:
            yield f"  - **{each.number}** · {escaped(each.told.what)}"
            yield from (f"    - {_MARKS[mark]} {escaped(line)}" for mark, line in each.told.lines)


def _book(view: View) -> Iterator[str]:
    book, said = view.compared.book, view.said
    assert book is not None, "the caller has looked"
    yield f"**{view.verdict(book)}**"
    yield ""
    if not book.comparison.same:
        yield from _table(
            [said["accounts"], *(said[aspect] for aspect in ASPECTS), said["any"]],
            [[f"{book.comparison.compared:,}", *(f"{count:,}" for _, count, _ in view.figures(book))]],
        )
    for note in view.notes(book):
        yield f"> {escaped(note)}"
        yield ">"
    yield ""
    causes, more = view.causes(book)
    if causes:
        rows = [
            [cause.edits, escaped(cause.what), f"{cause.accounts:,}", *map(_figure, cause.counts)] for cause in causes
        ]
        heads = [said["edit"], "", said["accounts"], *(said[f"short {aspect}"] for aspect in ASPECTS)]
        lines = [*_table(heads, rows), *([said["more"].format(count=more), ""] if more else [])]
        lines += [said["because note"], ""]
        for cause in causes:
            lines += [f"- **{cause.edits}** · {escaped(said['comma'].join(cause.examples[:3]))}"]
        yield from _folded(said["because"], lines, is_open=True)
    if (matrix := view.matrix(book)) is not None:
        rows = [
            [escaped(label), *(_cell(count, at == to) for to, count in enumerate(row))]
            for at, (label, row) in enumerate(zip(matrix.labels, matrix.counts, strict=True))
        ]
        yield from _folded(said["matrix"], [*_table(["", *map(escaped, matrix.labels)], rows), said["matrix note"]])


def _figure(count: int) -> str:
    return f"{count:,}" if count else "·"


def _cell(count: int, stays: bool) -> str:
    return f"**{count:,}**" if count and not stays else _figure(count)


def _proofs(view: View, proofs: Proofs) -> Iterator[str]:
    said = view.said
    if (proven := view.proven(proofs)) is not None:
        yield f"**{proven}**"
        yield ""
    if proofs.same:
        return
    heads = [said[proof.aspect] for proof in proofs.together]
    yield from _table(heads, [[said[proof.verdict] for proof in proofs.together]])
    lines = []
    for each in proofs.alone:
        done = f"{escaped(view.brief(each.edit))}{said['colon']}{escaped(view.alone(each))}"
        lines.append(f"- **{view.number(each.edit)}** · {done}")
        lines += _shown(each.shown, view) if each.shown is not None else ()
    for title, shown in view.only_together(proofs):
        lines += [f"- **{escaped(title)}**", *_shown(shown, view)]
    yield from _folded(said["alone"], lines, is_open=len(lines) < 20)


def _shown(shown: Shown, view: View) -> Iterator[str]:
    """An account that is advised otherwise."""
    said = view.said
    yield f"  - {said['account']}{said['colon']}{escaped(view.account(shown))}"
    yield f"  - {said['before']}{said['colon']}{escaped(view.advised(shown.before, shown.after))}"
    yield f"  - {said['after']}{said['colon']}{escaped(view.advised(shown.after, shown.before))}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| --- " + "| ---: " * (len(heads) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _folded(title: str, lines: Iterator[str] | Sequence[str], is_open: bool = False) -> Iterator[str]:
    """Details that can be opened; markdown in them needs a blank line first."""
    yield f"<details{' open' if is_open else ''}><summary>{escaped(title)}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""


def _code(text: str) -> str:
    """A name in the type of code, whatever is in it."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{' '.join(text.split())}{fence}"
