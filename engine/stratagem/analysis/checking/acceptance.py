"""Which findings the authors let stand, with their reasons; and which of their acceptances accept nothing any more."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from stratagem.analysis.checking.finding import Finding, Undecided, found
from stratagem.rulebook import Acceptance, Sort


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that is known, and the reason why it may stay."""

    finding: Finding
    by: Acceptance


def accepted_by(finding: Finding, acceptances: Iterable[Acceptance]) -> Acceptance | None:
    """The first acceptance that covers the finding: of its kind, at its subject or at the head, about what it names."""
    return next((each for each in acceptances if _covers(each, finding)), None)


def needless(
    acceptances: Iterable[Acceptance],
    used: Collection[Acceptance],
    undecided: Iterable[Undecided],
    kinds: Iterable[str],
) -> Iterator[Finding]:
    """Acceptances of `kinds`, those looked for, that cover nothing. What is undecided may yet be covered.

    One that is inherited can do its work in the rulebook where it stands, and nobody could remove it from this one.
    """
    certain = {*kinds} - {each.kind for each in undecided}
    for each in acceptances:
        if each.kind in certain and each not in used and not each.inherited:
            yield found("needless-accept", each.of, each.span, accepted=each.kind, about=each.about)


def _covers(acceptance: Acceptance, finding: Finding) -> bool:
    if acceptance.kind != finding.kind:
        return False
    if acceptance.of.sort is not Sort.RULEBOOK and acceptance.of != finding.subject:
        return False
    return not acceptance.about or acceptance.about in {thing.id for thing in (finding.subject, *finding.concerns)}
