"""What a check says of a rulebook: one finding, with its place, its sentence, and an account that shows it.

A finding is a `Diagnostic` about a rulebook that reads well, and more: what it concerns, how grave it is, where else to
look, and a witness. This module does not know how anything is found or shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stratagem.diagnostics import Diagnostic, Place, Span
from stratagem.diagnostics.diagnostic import written
from stratagem.rulebook import Sort, Thing


class Severity(StrEnum):
    """How grave a finding is, in the words of SARIF."""

    ERROR = "error"
    """The rulebook contradicts itself, or a part of it can have no effect at all."""
    WARNING = "warning"
    """It works, and probably not as its author thinks."""
    NOTE = "note"
    """Nothing is wrong with advice; something is left over or unfinished."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and the thing that stands there."""

    thing: Thing
    place: Place


@dataclass(frozen=True, slots=True)
class Witness:
    """An account that shows what a finding says; `stratagem advise` runs it."""

    account: Mapping[str, object]
    """As `Advisor.advise` takes it and an account file says it: ids; text, numbers, yes and no, lists, ISO dates."""
    as_of: date | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a rulebook. `told` carries kind, place and sentence."""

    told: Diagnostic
    subject: Thing
    """What it is about: where it stands, and whose `accept` can accept it."""
    concerns: tuple[Thing, ...] = ()
    """What else it names: the other rule, the strategy, the facts."""
    related: tuple[Related, ...] = ()
    witness: Witness | None = None

    @property
    def kind(self) -> str:
        """A key of `diagnostics.checks.CHECKS`, such as `never-fires`."""
        return self.told.code

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.told.place

    def cause(self, lang: str = "en") -> str:
        """What is wrong, as one clause without a full stop."""
        return self.told.cause(lang)

    def remedy(self, lang: str = "en") -> str:
        """How to mend it."""
        return self.told.remedy(lang)

    def named(self, sort: Sort) -> tuple[str, ...]:
        """The ids of one sort that it is about or names: `named(Sort.RULE)`."""
        return tuple(thing.id for thing in (self.subject, *self.concerns) if thing.sort is sort)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A question that the time did not suffice for: neither a finding nor its absence."""

    kind: str
    subject: Thing
    place: Place = None


def found(
    kind: str,
    subject: Thing,
    place: Place,
    *concerns: Thing,
    related: tuple[Related, ...] = (),
    witness: Witness | None = None,
    **details: object,
) -> Finding:
    """A finding from its parts; `details` fill the sentence of its kind, `name` is the subject's id by default.

    A witness is named after the finding.
    """
    if witness is not None:
        witness = Witness({"name": f"{kind} {subject.id}", **witness.account}, witness.as_of)
    listed: dict[str, object] = {name: _listed(detail) for name, detail in details.items() if detail is not None}
    told = Diagnostic(kind, place, written({"name": subject.id, **listed}))
    return Finding(told, subject, concerns, related, witness)


def _listed(detail: object) -> str:
    """A detail as text: several ids in a row."""
    return ", ".join(map(str, detail)) if isinstance(detail, tuple | list) else str(detail)


def in_source_order(place: Place) -> tuple[bool, tuple[str, ...], tuple[int, ...]]:
    """Sorts places: the head of the rulebook first, then by path, then by the order of the text."""
    name = place.source.name if isinstance(place, Span) else place or ""
    parts = tuple(name.replace("\\", "/").split("/"))
    rank = place.source.rank(place.line, place.column) if isinstance(place, Span) else ()
    return parts[-1] not in ("", "rulebook.yaml"), parts, rank
