"""What of a comparison is shown, in text as on a page: edits by what they can do and by thing, figures, causes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stratagem.analysis.diff import (
    ASPECTS,
    Advised,
    Changes,
    Edit,
    EditKind,
    EditProof,
    Effect,
    Proofs,
    Shown,
    Teller,
    Told,
)
from stratagem.deciding.phrases import Phrases
from stratagem.diagnostics import Place, Span
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact
from stratagem_cli.rendering.book_view import percent
from stratagem_cli.rendering.diff_words import diff_words

if TYPE_CHECKING:
    from stratagem.analysis.diff import Because, BookDiff

MOST_CAUSES = 12
MOST_LINES = 3
"""So many lines of an edit are told in passing."""
MOST_STRATEGIES = 8
"""So many strategies have a row and a column of their own."""


@dataclass(frozen=True)
class Compared:
    """Everything there is to show of two rulebooks."""

    changes: Changes
    old: str
    """What the old rulebook is called on the command line."""
    new: str
    lang: str
    told: Callable[[object], str] = str
    """A text that names files, with the names that the user knows."""
    book: "BookDiff | None" = None
    proofs: Proofs | None = None
    changed_file: str | None = None
    """Where the accounts that change were written."""

    @property
    def differs(self) -> bool:
        """Whether advice differs, as far as it was looked at: in the book, or of any account.

        What only one rulebook can read differs, and so may what was not decided.
        """
        if self.book is not None:
            unread = self.book.comparison.unreadable
            return not self.book.comparison.same or bool(unread.only_old or unread.only_new)
        return self.proofs is not None and not self.proofs.same


@dataclass(frozen=True)
class Numbered:
    """One edit, with the number it goes by on the page."""

    number: int
    edit: Edit
    told: Told


@dataclass(frozen=True)
class Edited:
    """One thing with its edits of one effect."""

    subject: str
    label: str
    place: str
    edits: tuple[Numbered, ...]


@dataclass(frozen=True)
class Section:
    """The edits of one effect."""

    effect: Effect
    title: str
    things: tuple[Edited, ...]

    @property
    def count(self) -> int:
        """How many edits."""
        return sum(len(each.edits) for each in self.things)


@dataclass(frozen=True)
class Cause:
    """One way in which accounts come to be advised otherwise."""

    edits: str
    """Numbers of edits: `1`, `2 + 3`, `1 or 4`."""
    what: str
    """The edits in words."""
    accounts: int
    counts: tuple[int, ...]
    """By aspect."""
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """First strategies before (rows) and after (columns); the same labels both ways."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class View:
    """A comparison, ready to be shown."""

    def __init__(self, compared: Compared) -> None:
        """Tell every edit once."""
        self.compared, self.lang = compared, compared.lang
        self.said = diff_words(compared.lang)
        teller = Teller(compared.changes, compared.lang)
        self.numbered = tuple(
            Numbered(number, edit, teller.told(edit)) for number, edit in enumerate(compared.changes.edits, start=1)
        )
        self._number = {each.edit: each.number for each in self.numbered}

    @property
    def head(self) -> str:
        """Which rulebooks: `key-account 1.0.0 → 1.1.0`."""
        old, new = self.compared.changes.old, self.compared.changes.new
        before = f"{old.name} {old.version}"
        if old.name == new.name:
            return before if old.version == new.version else f"{before} → {new.version}"
        return f"{before} → {new.name} {new.version}"

    @property
    def counts(self) -> str:
        """How many edits there are of each effect."""
        counts = [self.said[f"count {each.effect.value}"].format(count=each.count) for each in self.sections()]
        return self.said["counted"].format(counts=self.said["comma"].join(counts))

    def sections(self) -> list[Section]:
        """The edits by effect, the gravest first, and by thing."""
        found = []
        for effect, edits in groupby(self.numbered, key=lambda each: each.edit.effect):
            things = []
            for _, group in groupby(edits, key=lambda each: each.edit.thing):
                own = tuple(group)
                things.append(Edited(own[0].told.subject, own[0].told.label, self._place(own[0].edit), own))
            found.append(Section(effect, self.said[f"effect {effect.value}"], tuple(things)))
        return found

    def _place(self, edit: Edit) -> str:
        place = edit.place_after if edit.place_after is not None else edit.place_before
        return self.compared.told(_line(place)) if place is not None else ""

    # ── Over a book ──────────────────────────────────────────────────────────────────────────────────────────────────

    def figures(self, book: "BookDiff") -> list[tuple[str, int, str]]:
        """Aspect, accounts, share; all aspects together last."""
        comparison = book.comparison
        counts = [*((self.said[each], comparison.changed[each]) for each in ASPECTS)]
        counts.append((self.said["any"], comparison.accounts_changed))
        return [(label, count, self._share(count, comparison.compared)) for label, count in counts]

    def verdict(self, book: "BookDiff") -> str:
        """The one sentence to remember."""
        comparison = book.comparison
        if comparison.same:
            return self.said["no account"]
        first = comparison.changed["first"]
        count = first or comparison.accounts_changed
        share = self._share(count, comparison.compared)
        form = self.said["verdict" if first else "verdict none"]
        return form.format(count=f"{count:,}", of=f"{comparison.compared:,}", share=share)

    def notes(self, book: "BookDiff") -> Iterator[str]:
        """What could not be read, and with which rulebook."""
        unread, comma = book.comparison.unreadable, self.said["comma"]
        if unread.both:
            yield self.said["unread both"].format(count=f"{unread.both:,}")
        for name, count, told in (("old", unread.only_old, unread.lost), ("new", unread.only_new, unread.gained)):
            if count:
                yield self.said[f"unread {name}"].format(count=f"{count:,}", told=comma.join(told))
        for name, columns in (("old", book.unknown_to_new), ("new", book.unknown_to_old)):
            if columns:
                yield self.said[f"columns {name}"].format(columns=comma.join(columns))
        if book.strangers:
            yield self.said["strangers"].format(count=f"{book.strangers:,}")
        if self.compared.changed_file is not None:
            changed = f"{book.comparison.accounts_changed:,}"
            yield self.said["changed rows"].format(count=changed, file=self.compared.changed_file)

    def matrix(self, book: "BookDiff") -> Matrix | None:
        """From first strategy to first strategy; the strategies that few accounts leave or reach in one line."""
        moves = book.comparison.matrix
        if not moves:
            return None
        moved: dict[str | None, int] = {}
        for (before, after), count in moves.items():
            moved[before] = moved.get(before, 0) + count
            moved[after] = moved.get(after, 0) + count
        order = sorted(moved, key=lambda each: -moved[each])
        most = len(order) if len(order) <= MOST_STRATEGIES + 1 else MOST_STRATEGIES
        shown = order[:most]
        place = {strategy: min(at, most) for at, strategy in enumerate(order)}
        size = min(len(order), most + 1)
        counts = [[0] * size for _ in range(size)]
        for (before, after), count in moves.items():
            counts[place[before]][place[after]] += count
        for strategy in shown:
            stays = book.comparison.before.get(strategy, 0) - sum(
                count for (before, _), count in moves.items() if before == strategy
            )
            counts[place[strategy]][place[strategy]] += stays
        labels = [self.strategy(each) for each in shown] + ([self.said["others"]] if size > most else [])
        return Matrix(tuple(labels), tuple(map(tuple, counts)))

    def causes(self, book: "BookDiff") -> tuple[list[Cause], int]:
        """Why accounts are advised otherwise, most accounts first; and how many more ways there are."""
        most = MOST_CAUSES if len(book.because) > MOST_CAUSES + 1 else len(book.because)
        return [self._cause(each) for each in book.because[:most]], len(book.because) - most

    def _cause(self, because: "Because") -> Cause:
        ways = [self.said["and"].join(str(self._number[edit]) for edit in edits) for edits in because.sets]
        numbers = self.said["or"].join(filter(None, ways)) or "–"
        edits = {edit: None for each in because.sets for edit in each}
        what = self.said["comma"].join(self.brief(edit) for edit in edits) or self.said["reading"]
        if not because.least:
            what = self.said["together"].format(edits=what)
        examples = []
        for each in because.examples:
            form = "example" if each.before != each.after else "example same"
            labels = {"before": self.strategy(each.before), "after": self.strategy(each.after)}
            examples.append(self.said[form].format(account=each.account or "–", **labels))
        counts = tuple(because.aspects[aspect] for aspect in ASPECTS)
        return Cause(numbers, what, because.accounts, counts, tuple(examples))

    def brief(self, edit: Edit) -> str:
        """An edit in a few words: `partner-executive-visit: priority: 84 → 80`."""
        told = self.numbered[self._number[edit] - 1].told
        lines = [f"{'−' if mark == '-' else mark} {line}" for mark, line in told.lines]
        short = edit.kind is EditKind.CHANGED and len(lines) <= MOST_LINES
        more = f" ({self.said['comma'].join(lines)})" if lines and short else ""
        return f"{edit.thing.id}{self.said['colon']}{told.what}{more}"

    def number(self, edit: Edit) -> int:
        """The number that an edit goes by."""
        return self._number[edit]

    def strategy(self, id_: str | None) -> str:
        """What a strategy is called, in the new rulebook if it still has it."""
        if id_ is None:
            return self.said["none"]
        for book in (self.compared.changes.new, self.compared.changes.old):
            if id_ in book.strategy:
                return book.strategy[id_].label.in_language(self.lang)
        return id_

    def _share(self, count: int, of: int) -> str:
        return percent(count / of) if of else percent(0)

    # ── Without a book ───────────────────────────────────────────────────────────────────────────────────────────────

    def proven(self, proofs: Proofs) -> str | None:
        """What is proven of all edits together, if anything that matters is."""
        if proofs.same:
            return self.said["proven"]
        return self.said["proven not first"] if proofs.together[0].verdict == "same" else None

    def alone(self, each: EditProof) -> str:
        """What one edit does alone."""
        changed = [self.said[proof.aspect] for proof in each.proofs if proof.verdict == "differs"]
        unclear = [self.said[proof.aspect] for proof in each.proofs if proof.verdict == "undecided"]
        if not changed and not unclear:
            return self.said["alone same"]
        comma = self.said["comma"]
        parts = [self.said["changes"].format(aspects=comma.join(changed))] if changed else []
        parts += [self.said["alone undecided"].format(aspects=comma.join(unclear))] if unclear else []
        return "; ".join(parts) if self.lang != "zh" else "；".join(parts)

    def only_together(self, proofs: Proofs) -> list[tuple[str, Shown]]:
        """Accounts that no edit alone shows: what changes of them, and how; one account for all that it shows."""
        found: dict[int, tuple[list[str], Shown]] = {}
        for at, proof in enumerate(proofs.together):
            if proof.shown is not None and all(each.proofs[at].verdict == "same" for each in proofs.alone):
                known = next((key for key, (_, shown) in found.items() if shown.account == proof.shown.account), at)
                found.setdefault(known, ([], proof.shown))[0].append(self.said[proof.aspect])
        return [
            (self.said["only together"].format(aspects=self.said["comma"].join(aspects)), shown)
            for aspects, shown in found.values()
        ]

    def account(self, shown: Shown) -> str:
        """An account in words."""
        book = self.compared.changes.new
        parts = [self._known(book, book.vocabulary.fact, id_, value) for id_, value in shown.account.items()
                 if id_ not in ("name", "stakeholders")]  # fmt: skip
        people = shown.account.get("stakeholders")
        if isinstance(people, list):
            for person in people:
                what = [self._known(book, book.vocabulary.attribute, id_, value) for id_, value in person.items()
                        if id_ != "name"]  # fmt: skip
                said = self._parted(what) or self.said["nothing known"]
                parts.append(self.said["people"].format(name=person.get("name", ""), what=said))
            if not people:
                parts.append(self.said["nobody"])
        if shown.as_of is not None:
            parts.append(self.said["as of"].format(date=shown.as_of.isoformat()))
        return self._parted(parts) or self.said["nothing known"]

    def _parted(self, parts: Sequence[str]) -> str:
        return ("；" if self.lang == "zh" else "; ").join(parts)

    def _known(self, book: Rulebook, facts: Mapping[str, Fact], id_: str, value: object) -> str:
        fact = facts.get(id_)
        if fact is None:
            old = self.compared.changes.old.vocabulary
            fact = old.fact.get(id_) or old.attribute.get(id_)
        if fact is None:
            return f"{id_}{self.said['colon']}{value}"
        read = fact.read(value, None)
        shown = Phrases(book, self.lang).value(fact, read) if not hasattr(read, "code") else str(value)
        return f"{fact.label.in_language(self.lang)}{self.said['colon']}{shown or '–'}"

    def advised(self, advised: Advised, other: Advised) -> str:
        """What is recommended, and whatever else differs from another answer."""
        ranked = [f"{rank}. {self.strategy(id_)}" for rank, id_ in enumerate(advised.recommended[:3], start=1)]
        parts = ["  ".join(ranked) or self.said["nothing advised"]]
        old, new = self.compared.changes.old, self.compared.changes.new
        warnings = {each.id: each.label for book in (old, new) for each in book.warnings}
        asked = {
            each.id: each.label for book in (old, new) for each in (*book.vocabulary.attributes, *book.vocabulary.facts)
        }
        comma = self.said["comma"]
        for form, aspect, ids, name in (
            ("holds", "held", advised.held, self.strategy),
            ("avoids", "against", advised.against, self.strategy),
            ("warns", "warnings", advised.warnings, lambda id_: warnings[id_].in_language(self.lang)),
            ("asks", "questions", advised.questions, lambda id_: asked[id_].in_language(self.lang)),
        ):
            others = set(getattr(other, aspect))
            if set(ids) != others:
                names = comma.join(name(id_) for id_ in ids) or "–"
                parts.append(self.said[form].format(names=names))
        return self._parted(parts)


def _line(place: Place) -> str:
    """A place as file and line."""
    return f"{place.source.name}:{place.source.margin(place.line)}" if isinstance(place, Span) else str(place)
