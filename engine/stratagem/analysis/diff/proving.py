"""Changes → accounts that are advised otherwise, or the proof that there is none: of all edits together, and of each.

Every answer is exact: an account was confirmed by the engine under both rulebooks, "the same" is proven for every
account that both can read, and what was not decided is said to be undecided. This module asks a solver; it needs
python-sat, as `analysis.solving` does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from stratagem.analysis.diff.candidates import Suspects
from stratagem.analysis.diff.changes import Changes
from stratagem.analysis.diff.edits import Edit
from stratagem.deciding.arbitration import Status, arbitrate
from stratagem.deciding.strata import Settled
from stratagem.rulebook import Rule, Rulebook

if TYPE_CHECKING:
    from stratagem.analysis.solving import Book, Solving
    from stratagem.analysis.solving.days import AsOf

Aspect = Literal["first", "top", "held", "against", "warnings", "questions"]
ASPECTS: tuple[Aspect, ...] = ("first", "top", "held", "against", "warnings", "questions")
"""What of an answer is compared: the first strategy; the first three in their order; which strategies are held; which
are avoided or vetoed; warnings; questions."""
TOP = 3


@dataclass(frozen=True)
class Advised:
    """What one rulebook says of an account, in ids."""

    recommended: tuple[str, ...]
    """All of them, in their order."""
    held: tuple[str, ...]
    against: tuple[str, ...]
    warnings: tuple[str, ...]
    questions: tuple[str, ...]

    def of(self, aspect: Aspect) -> tuple[str, ...]:
        """One aspect."""
        match aspect:
            case "first":
                return self.recommended[:1]
            case "top":
                return self.recommended[:TOP]
            case "held" | "against" | "warnings" | "questions":
                return tuple(sorted(getattr(self, aspect)))


@dataclass(frozen=True)
class Shown:
    """An account that is advised otherwise."""

    account: Mapping[str, object]
    """As `Advisor.advise` takes it and an account file says it."""
    as_of: date | None
    before: Advised
    after: Advised


@dataclass(frozen=True)
class Proof:
    """What is certain of one aspect: `differs` has an account that shows it, `same` is proven."""

    aspect: Aspect
    verdict: Literal["same", "differs", "undecided"]
    shown: Shown | None = None


@dataclass(frozen=True)
class EditProof:
    """What one edit does alone, with those it cannot do without."""

    edit: Edit
    proofs: tuple[Proof, ...]

    @property
    def shown(self) -> Shown | None:
        """The account that shows the gravest change."""
        return next((proof.shown for proof in self.proofs if proof.shown is not None), None)


@dataclass(frozen=True)
class Proofs:
    """What is certain about two rulebooks."""

    together: tuple[Proof, ...]
    """Of all edits, aspect by aspect."""
    alone: tuple[EditProof, ...]
    """Of each edit that can change advice."""

    @property
    def same(self) -> bool:
        """Whether it is proven that no account is advised otherwise."""
        return all(proof.verdict == "same" for proof in self.together)


def prove(changes: Changes, *, as_of: "AsOf" = "any", out_of_time: Callable[[], bool] | None = None) -> Proofs:
    """Decide of every aspect whether any account is advised otherwise, by all edits and by each alone.

    `as_of` fixes the day of advice (None: no day is given); by default every day is looked at. When `out_of_time` says
    True, what is open is undecided. Cost: some tenths of a second for each edit of a rulebook of 150 rules. Raises
    `ModuleNotFoundError` when python-sat is not installed.
    """
    suspects = Suspects(changes)
    if not suspects.edits:
        return Proofs(tuple(Proof(aspect, "same") for aspect in ASPECTS), ())
    together = tuple(_proofs(changes.old, changes.new, as_of, out_of_time))
    alone = []
    for at, edit in enumerate(suspects.edits):
        made = suspects.applied(frozenset({at}))
        if made is None or (out_of_time is not None and out_of_time()):
            proofs = tuple(Proof(aspect, "undecided") for aspect in ASPECTS)
        elif len(suspects.edits) == 1:
            proofs = together
        else:
            proofs = tuple(_proofs(changes.old, made, as_of, out_of_time))
        alone.append(EditProof(edit, proofs))
    return Proofs(together, tuple(alone))


def _proofs(old: Rulebook, new: Rulebook, as_of: "AsOf", out_of_time: Callable[[], bool] | None) -> Iterator[Proof]:
    from stratagem.analysis.solving import Found, Impossible, Solving

    solving = Solving(old, new, as_of=as_of, deadline=out_of_time)
    if _say_the_same(old, new):
        fires = [solving.differ(solving.book(0).fires(id_), solving.book(1).fires(id_)) for id_ in _speaking(old)]
        if isinstance(solving.look(solving.any_of(*fires)), Impossible):
            yield from (Proof(aspect, "same") for aspect in ASPECTS)
            return
    for aspect in ASPECTS:
        match solving.solve(_differs(solving, aspect)):
            case Found(account, on):
                one, other = (_advised(book, solving.settled(at, account, on)) for at, book in enumerate((old, new)))
                assert one.of(aspect) != other.of(aspect), "the engine has confirmed what was found"
                yield Proof(aspect, "differs", Shown(account, on, one, other))
            case Impossible():
                yield Proof(aspect, "same")
            case _:
                yield Proof(aspect, "undecided")


def _say_the_same(old: Rulebook, new: Rulebook) -> bool:
    """Whether nothing but which rules fire can differ; that is quicker to decide than ranks."""
    ranks = [each.id for each in old.strategies] == [each.id for each in new.strategies]
    return ranks and _speaking(old) == _speaking(new)


def _speaking(rulebook: Rulebook) -> dict[str, tuple[object, ...]]:
    """The rules that say anything of strategies, warnings and questions, and what."""
    said = {
        rule.id: (rule.recommend, rule.avoid, [hold.strategies for hold in rule.hold], rule.veto, rule.warn, rule.ask)
        for rule in rulebook.rules
    }
    return {rule.id: (rule.priority, *said[rule.id]) for rule in rulebook.rules if any(said[rule.id])}


def _differs(solving: "Solving", aspect: Aspect) -> int:
    """A literal that is true of accounts that are advised otherwise in this respect."""
    books = solving.book(0), solving.book(1)
    ids = dict.fromkeys(id_ for book in books for id_ in _ids(book.rulebook, aspect))
    each = []
    for id_ in ids:
        for one, other in zip(*(_literals(solving, book, aspect, id_) for book in books), strict=True):
            each.append(solving.differ(one, other))
    return solving.any_of(*each)


def _ids(rulebook: Rulebook, aspect: Aspect) -> list[str]:
    match aspect:
        case "warnings":
            return [each.id for each in rulebook.warnings]
        case "questions":
            return list(rulebook.vocabulary.order)
        case _:
            return [each.id for each in rulebook.strategies]


def _literals(solving: "Solving", book: "Book", aspect: Aspect, id_: str) -> list[int]:
    """What the answer says of one strategy, warning or fact."""
    known = id_ in book.rulebook.strategy
    never = solving.any_of()
    match aspect:
        case "first":
            return [book.first(id_) if known else never]
        case "top":
            return [book.in_top(id_, places) if known else never for places in range(1, TOP + 1)]
        case "held":
            return [book.held(id_) if known else never]
        case "against":
            return [solving.any_of(book.avoided(id_), book.vetoed(id_)) if known else never]
        case "warnings":
            return [_fired(solving, book, lambda rule: id_ in rule.warn)]
        case "questions":
            return [_fired(solving, book, lambda rule: id_ in rule.ask)]


def _fired(solving: "Solving", book: "Book", which: Callable[[Rule], bool]) -> int:
    return solving.any_of(*(book.fires(rule.id) for rule in book.rulebook.rules if which(rule)))


def _advised(rulebook: Rulebook, settled: Settled) -> Advised:
    recommended, others = arbitrate(rulebook, settled.fired)
    kept_out = [(each.strategy, each.status) for each in others]
    return Advised(
        tuple(each.strategy for each in recommended),
        tuple(id_ for id_, status in kept_out if status is Status.HELD),
        tuple(id_ for id_, status in kept_out if status is not Status.HELD),
        tuple(dict.fromkeys(id_ for rule in settled.fired for id_ in rule.warn)),
        tuple(dict.fromkeys(id_ for rule in settled.fired for id_ in rule.ask)),
    )
