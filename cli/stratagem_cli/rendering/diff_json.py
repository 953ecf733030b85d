"""A comparison of two rulebooks as plain data, for other programs: everything, in ids and in words."""

from stratagem.analysis.diff import ASPECTS, Advised, Edit, Proof, Proofs, Shown
from stratagem.rulebook import Rulebook
from stratagem_cli.rendering.diff_view import Compared, Numbered, View


def diff_json(compared: Compared) -> dict[str, object]:
    """The whole comparison; edits go by their `number`."""
    view = View(compared)
    return {
        "old": _rulebook(compared.changes.old, compared.old),
        "new": _rulebook(compared.changes.new, compared.new),
        "language": compared.lang,
        "edits": [_edit(each, view) for each in view.numbered],
        "book": _book(view),
        "proofs": None if compared.proofs is None else _proofs(compared.proofs, view),
    }


def _rulebook(rulebook: Rulebook, place: str) -> dict[str, object]:
    return {"place": place, "name": rulebook.name, "version": rulebook.version, "hash": rulebook.hash}


def _edit(each: Numbered, view: View) -> dict[str, object]:
    edit, told = each.edit, each.told
    return {
        "number": each.number,
        "kind": edit.kind.value,
        "what": edit.thing.sort.value,
        "id": edit.thing.id,
        "field": edit.field or None,
        "effect": edit.effect.value,
        "label": told.label,
        "said": told.what,
        "lines": [{"mark": mark, "text": text} for mark, text in told.lines],
        "before": _place(edit, view, is_new=False),
        "after": _place(edit, view, is_new=True),
    }


def _place(edit: Edit, view: View, *, is_new: bool) -> str | None:
    place = edit.place_after if is_new else edit.place_before
    return None if place is None else view.compared.told(place)


def _book(view: View) -> dict[str, object] | None:
    book = view.compared.book
    if book is None:
        return None
    comparison, unread = book.comparison, book.comparison.unreadable
    return {
        "as_of": book.as_of.isoformat() if book.as_of else None,
        "accounts": comparison.accounts,
        "compared": comparison.compared,
        "changed": {**comparison.changed, "any": comparison.accounts_changed},
        "first": {
            "before": [{"strategy": id_, "accounts": count} for id_, count in comparison.before.items()],
            "after": [{"strategy": id_, "accounts": count} for id_, count in comparison.after.items()],
            "matrix": [
                {"from": before, "to": after, "accounts": count}
                for (before, after), count in comparison.matrix.items()
            ],
        },
        "causes": [
            {
                "edits": [[view.number(edit) for edit in edits] for edits in each.sets],
                "least": each.least,
                "accounts": each.accounts,
                "changed": dict(each.aspects),
                "examples": [
                    {"account": one.account, "before": one.before, "after": one.after} for one in each.examples
                ],
            }
            for each in book.because
        ],
        "unreadable": {
            "both": unread.both,
            "only_old_reads": unread.only_old,
            "only_new_reads": unread.only_new,
            "old_values": list(unread.lost),
            "new_values": list(unread.gained),
            "columns_only_old_knows": list(book.unknown_to_new),
            "columns_only_new_knows": list(book.unknown_to_old),
        },
        "people_of_no_account": book.strangers,
    }  # fmt: skip


def _proofs(proofs: Proofs, view: View) -> dict[str, object]:
    return {
        "same": proofs.same,
        "together": [_proof(proof) for proof in proofs.together],
        "alone": [
            {"edit": view.number(each.edit), "proofs": [_proof(proof) for proof in each.proofs]}
            for each in proofs.alone
        ],
    }


def _proof(proof: Proof) -> dict[str, object]:
    return {
        "aspect": proof.aspect,
        "verdict": proof.verdict,
        "shown": None if proof.shown is None else _shown(proof.shown),
    }


def _shown(shown: Shown) -> dict[str, object]:
    return {
        "account": dict(shown.account),
        "as_of": shown.as_of.isoformat() if shown.as_of else None,
        "before": _advised(shown.before),
        "after": _advised(shown.after),
    }


def _advised(advised: Advised) -> dict[str, object]:
    own: dict[str, object] = {
        aspect: list(getattr(advised, aspect)) for aspect in ASPECTS if aspect not in ("first", "top")
    }
    return {"recommended": list(advised.recommended), **own}
