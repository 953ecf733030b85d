"""A comparison of two rulebooks as one page: the verdict, the matrix as a heat table, what causes it, every edit."""

from stratagem.analysis.diff import ASPECTS, Shown
from stratagem_cli.rendering.diff_view import Compared, Matrix, View
from stratagem_cli.rendering.html import page

_LEAST, _MOST = (254, 243, 199), (180, 83, 9)


def diff_html(compared: Compared) -> str:
    """The page; it needs no network."""
    view = View(compared)
    book, proofs = compared.book, compared.proofs
    matrix = view.matrix(book) if book is not None else None
    causes, more = view.causes(book) if book is not None else ([], 0)
    alone: list[dict[str, object]] = []
    if proofs is not None and not proofs.same:
        alone += [
            {
                "number": view.number(each.edit),
                "title": view.brief(each.edit),
                "does": view.alone(each),
                "shown": _shown(each.shown, view) if each.shown is not None else [],
            }
            for each in proofs.alone
        ]
        alone += [
            {"number": "", "title": title, "does": "", "shown": _shown(shown, view)}
            for title, shown in view.only_together(proofs)
        ]
    return page(
        "diff.html.j2",
        compared.lang,
        compared=compared,
        view=view,
        diff=view.said,
        sections=view.sections(),
        verdict=view.verdict(book) if book is not None else view.proven(proofs) if proofs is not None else None,
        figures=view.figures(book) if book is not None else [],
        notes=list(view.notes(book)) if book is not None else [],
        date=book.as_of.isoformat() if book is not None and book.as_of else "–",
        matrix=matrix,
        shades=_shades(matrix) if matrix is not None else [],
        causes=causes,
        more=more,
        aspects=[at for at, _ in enumerate(ASPECTS) if any(cause.counts[at] for cause in causes)],
        names=ASPECTS,
        alone=alone,
        proofs=proofs if proofs is not None and not proofs.same and view.numbered else None,
    )


def _shown(shown: Shown, view: View) -> list[tuple[str, str]]:
    """An account that is advised otherwise: terms and what stands behind them."""
    return [
        (view.said["account"], view.account(shown)),
        (view.said["before"], view.advised(shown.before, shown.after)),
        (view.said["after"], view.advised(shown.after, shown.before)),
    ]


def _shades(matrix: Matrix) -> list[list[tuple[str, str]]]:
    """Background and ink of each cell: the more accounts move, the darker; nothing that stays is coloured."""
    moves = [count for at, row in enumerate(matrix.counts) for to, count in enumerate(row) if at != to]
    most = max(moves, default=0)
    return [
        [_shade(count / most if most and at != to else 0) for to, count in enumerate(row)]
        for at, row in enumerate(matrix.counts)
    ]


def _shade(share: float) -> tuple[str, str]:
    """The square root, so that small counts can be told apart."""
    if not share:
        return "transparent", "inherit"
    weight = share**0.5
    colour = [round(low + (high - low) * weight) for low, high in zip(_LEAST, _MOST, strict=True)]
    return "#" + "".join(f"{each:02x}" for each in colour), "#ffffff" if weight > 0.7 else "#111827"
