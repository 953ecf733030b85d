"""Fired rules → one verdict on each strategy, and their rank. This is the whole of "who wins"."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from stratagem.rulebook import Hold, Rule, Rulebook


class Status(StrEnum):
    """What became of a strategy."""

    RECOMMENDED = "recommended"
    VETOED = "vetoed"
    HELD = "held"
    AVOIDED = "avoided"


@dataclass(frozen=True, slots=True)
class Objection:
    """A fired rule against a strategy: it vetoes, holds (with what unlocks it) or speaks against it."""

    status: Status
    rule: Rule
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the fired rules make of one strategy. Rules stand highest priority first, then in rulebook order."""

    strategy: str
    status: Status
    speakers: tuple[Rule, ...]
    """The rules that recommend it; the first is the winning rule."""
    deciding: Objection | None
    """What keeps it out of the recommendations; None when it is recommended."""
    cautions: tuple[Objection, ...]
    """Weaker holds and avoids of a recommended strategy."""


def arbitrate(rulebook: Rulebook, fired: Iterable[Rule]) -> tuple[list[Verdict], list[Verdict]]:
    """Verdicts on every strategy that a fired rule speaks of: the recommended, ranked, and the others.

    Rank: priority, then how many fired rules recommend it, then the order of the rulebook's strategies. The others
    stand by the priority of what keeps them out, then in that same order.
    """
    speakers: dict[str, list[Rule]] = {}
    objections: dict[str, list[Objection]] = {}
    for rule in sorted(fired, key=lambda rule: -rule.priority):
        for strategy in rule.recommend:
            speakers.setdefault(strategy, []).append(rule)
        for strategy in rule.veto:
            objections.setdefault(strategy, []).append(Objection(Status.VETOED, rule))
        for hold in rule.hold:
            for strategy in hold.strategies:
                objections.setdefault(strategy, []).append(Objection(Status.HELD, rule, hold))
        for strategy in rule.avoid:
            objections.setdefault(strategy, []).append(Objection(Status.AVOIDED, rule))
    verdicts = [
        _verdict(strategy.id, tuple(speakers.get(strategy.id, ())), objections.get(strategy.id, []))
        for strategy in rulebook.strategies
        if strategy.id in speakers or strategy.id in objections
    ]
    recommended = [verdict for verdict in verdicts if verdict.deciding is None]
    others = [verdict for verdict in verdicts if verdict.deciding is not None]
    recommended.sort(key=lambda verdict: (-verdict.speakers[0].priority, -len(verdict.speakers)))
    others.sort(key=lambda verdict: -verdict.deciding.rule.priority if verdict.deciding else 0)
    return recommended, others


def _verdict(strategy: str, speakers: tuple[Rule, ...], objections: list[Objection]) -> Verdict:
    """Vetoed, then held, then avoided, then recommended: the first that applies."""
    strongest = speakers[0].priority if speakers else 0
    for status in (Status.VETOED, Status.HELD, Status.AVOIDED):
        for objection in objections:
            if objection.status is status and (status is Status.VETOED or objection.rule.priority >= strongest):
                return Verdict(strategy, status, speakers, objection, ())
    return Verdict(strategy, Status.RECOMMENDED, speakers, None, tuple(objections))
