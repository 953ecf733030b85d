"""Fired rules in columns → who stands first, second, third in each variation: arbitration as one pass down the ranks.

It says what `deciding.arbitration` says. Everything a strategy can stand at, from the highest priority and the most
speakers down, is placed in that order; a variation whose places are taken lets the rest pass. This module knows the
effects of rules. It does not know conditions or facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stratagem.matching.variations_columns import Column, Width
from stratagem.rulebook import Rule

Ranks = tuple[Mapping[str, Column], ...]
"""For each rank from the first: strategy → where it stands there."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Which rules speak of one strategy."""

    strategy: str
    speakers: tuple[tuple[str, int], ...]
    """Rules that recommend it, each as often as it does, with their priorities."""
    vetoes: tuple[str, ...]
    objections: tuple[tuple[str, int], ...]
    """Rules that hold it or speak against it, with their priorities."""
    priorities: tuple[int, ...]
    """Of speakers and objections, highest first."""


def voices_of(strategy: str, rules: Sequence[Rule]) -> Voices:
    """Gather what rules say of a strategy."""
    speakers = tuple((rule.id, rule.priority) for rule in rules for named in rule.recommend if named == strategy)
    against = tuple(
        (rule.id, rule.priority)
        for rule in rules
        if strategy in rule.avoid or any(strategy in hold.strategies for hold in rule.hold)
    )
    vetoes = tuple(rule.id for rule in rules if strategy in rule.veto)
    priorities = {priority for _, priority in (*speakers, *against)}
    return Voices(strategy, speakers, vetoes, against, tuple(sorted(priorities, reverse=True)))


def ranked(width: Width, voices: Sequence[Voices], fired: Mapping[str, Column], top: int) -> Ranks:
    """Who stands at each of the first `top` ranks; `voices` in the order of last resort."""
    by_priority: dict[int, list[tuple[Voices, Column]]] = {}
    for each in voices:
        for priority, column in _recommended(width, each, fired):
            by_priority.setdefault(priority, []).append((each, column))
    ranks: tuple[dict[str, Column], ...] = tuple({} for _ in range(top))
    reached = [width.full] + [0] * top
    for priority in sorted(by_priority, reverse=True):
        for strategy, column in _by_speakers(width, by_priority[priority], fired):
            for rank in range(top, 0, -1):
                placed = column & reached[rank - 1] & width.negation(reached[rank])
                if placed:
                    ranks[rank - 1][strategy] = ranks[rank - 1].get(strategy, 0) | placed
                reached[rank] |= column & reached[rank - 1]
        if reached[top] == width.full:
            break
    return ranks


def _recommended(width: Width, each: Voices, fired: Mapping[str, Column]) -> Iterator[tuple[int, Column]]:
    """The priorities at which a strategy is recommended, highest first, and where."""
    undecided = width.full
    for rule in each.vetoes:
        undecided &= width.negation(fired[rule])
    unopposed = width.full
    for priority in each.priorities:
        for rule, of in each.objections:
            if of == priority:
                unopposed &= width.negation(fired[rule])
        spoken = 0
        for rule, of in each.speakers:
            if of == priority:
                spoken |= fired[rule]
        if spoken:
            if column := spoken & undecided & unopposed:
                yield priority, column
            undecided &= width.negation(spoken)


def _by_speakers(
    width: Width, tied: Sequence[tuple[Voices, Column]], fired: Mapping[str, Column]
) -> Iterator[tuple[str, Column]]:
    """Strategies of one priority in the order of rank: by how many speak for them, then as listed."""
    if len(tied) == 1:
        yield tied[0][0].strategy, tied[0][1]
        return
    most = max(len(each.speakers) for each, _ in tied)
    counts = [width.at_least([fired[rule] for rule, _ in each.speakers], most + 1) for each, _ in tied]
    for number in range(most, 0, -1):
        for (each, column), count in zip(tied, counts, strict=True):
            if placed := column & count[number] & width.negation(count[number + 1]):
                yield each.strategy, placed
