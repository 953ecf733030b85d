"""What both generators share: one value of a fact, drawn as people fill such facts in; about a third stays unknown.

Everything is drawn from a seeded `Random`, so that the same seed gives the same accounts on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from stratagem.vocabulary import Fact, Kind, Value

AS_OF = date(2026, 11, 23)
"""The as-of date of every measurement."""
UNKNOWN = 1 / 3
"""The share of facts that nobody has found out."""

WORDS = ("采购", "设备", "quality", "savings", "calm", "考核", "new line", "升级", "audit", "交付")


def value_of(random: Random, fact: Fact, weights: Sequence[int] | None = None) -> Value:
    """A value of a fact; `weights` are those of its values, in the order written."""
    match fact.kind:
        case Kind.FLAG:
            return random.random() < (0.08 if fact.default is False else 0.5)
        case Kind.CHOICE | Kind.SCALE:
            return random.choices(fact.values, weights)[0].id
        case Kind.NUMBER:
            if fact.high is None:
                return round(random.lognormvariate(13, 1.4))
            return random.randint(int(fact.low or 0), int(fact.high))
        case Kind.TAGS:
            chosen = random.choices(fact.values, weights, k=random.choice((1, 1, 2)))
            return frozenset(value.id for value in chosen)
        case Kind.DATE:
            return AS_OF - timedelta(days=round(random.expovariate(1 / 25)))
        case Kind.TEXT:
            return " ".join(random.choices(WORDS, k=random.randint(1, 3)))


def known_values(
    random: Random, facts: Iterable[Fact], weights: Mapping[str, Sequence[int]] | None = None, unknown: float = UNKNOWN
) -> dict[str, Value]:
    """Fact id → value for the facts that somebody knows; the others are absent."""
    weights = weights or {}
    return {fact.id: value_of(random, fact, weights.get(fact.id)) for fact in facts if random.random() >= unknown}
