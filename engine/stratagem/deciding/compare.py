"""Two strategies of one account → `Comparison`: why one stands above the other, and how firm the first of all is.

Firm: each number and each date is moved, by itself, until another strategy would come first. Its stretches between the
rulebook's thresholds are asked about together. This module does not know how a comparison looks.
"""

from collections.abc import Iterator
from datetime import date

from stratagem.alternatives import Comparison, Decision, Margin, Side, Spoke, Standing, Turn
from stratagem.deciding.explain import effects_on
from stratagem.deciding.outcomes import Telling
from stratagem.deciding.phrases import shown
from stratagem.deciding.spoken import Spoken, rulebook_name
from stratagem.deciding.weighing import Scales
from stratagem.deciding.whatif import Standings
from stratagem.inquiry import StrategyNamed
from stratagem.matching.variations import Slot, Variations
from stratagem.matching.variations_values import Possible
from stratagem.vocabulary import Kind, Value

_OBJECTIONS = {"veto": 0, "hold": 1, "avoid": 2, "recommend": 3}


def compare(spoken: Spoken, scales: Scales, one: str, other: str) -> Comparison:
    """Compare two strategies, by their ids."""
    profile = spoken.settled.profile
    standings = Standings(spoken)
    sides = [_side(spoken, standings, strategy) for strategy in (one, other)]
    above, decision = _decision(sides[0], sides[1])
    telling = Telling(spoken.phrases, {each.id: spoken.label(each.label) for each in spoken.rulebook.strategies})
    first = standings.ranked[0].strategy if standings.ranked else None
    return Comparison(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=spoken.phrases.lang,
        rulebook=rulebook_name(spoken.rulebook),
        sides=sides,
        above=above,
        decided_by=decision,
        says=telling.compared(sides, above, decision),
        first=None if first is None else StrategyNamed(strategy=first, label=telling.labels[first]),
        margins=list(_margins(spoken, scales, telling, first)),
    )


def _side(spoken: Spoken, standings: Standings, strategy: str) -> Side:
    fired = [(rule, *effect) for rule in spoken.settled.fired for effect in effects_on(rule, strategy)]
    fired.sort(key=lambda each: (-each[0].priority, _OBJECTIONS[each[1]]))
    return Side(
        strategy=strategy,
        label=spoken.label(spoken.rulebook.strategy[strategy].label),
        standing=standings.of(strategy),
        rules=[
            Spoke(
                rule=rule.id,
                title=spoken.label(rule.title),
                effect=effect,
                priority=rule.priority,
                because=spoken.because(rule),
                until=spoken.fill(hold.until) if hold else None,
                source=rule.source,
            )
            for rule, effect, hold in fired
        ],
    )


def _decision(one: Side, other: Side) -> tuple[str | None, Decision]:
    """Which stands above, and what decides it; None when neither is recommended."""
    if one.standing.rank is None and other.standing.rank is None:
        return None, "neither"
    above, below = (one, other) if _rank(one.standing) < _rank(other.standing) else (other, one)
    if below.standing.rank is None:
        return above.strategy, "status"
    if above.standing.priority != below.standing.priority:
        return above.strategy, "priority"
    counts = [sum(rule.effect == "recommend" for rule in side.rules) for side in (above, below)]
    return above.strategy, "speakers" if counts[0] != counts[1] else "order"


def _rank(standing: Standing) -> float:
    return standing.rank if standing.rank is not None else float("inf")


def _margins(spoken: Spoken, scales: Scales, telling: Telling, first: str | None) -> Iterator[Margin]:
    """For each number and each date that is known: how far it can move before another strategy comes first."""
    profile = spoken.settled.profile
    variations = Variations(scales.circuit, profile)
    for slot, value in _known(spoken, scales):
        fact = spoken.phrases.fact(slot.fact, slot.person is not None)
        stretches = scales.may_be(slot, profile)
        answer = variations.ask([{slot: each.value} for each in stretches], top=1)
        firsts = [top[0] if top else None for top in answer.tops]
        at = next(place for place, each in enumerate(stretches) if _within(value, each))
        sides = (range(at - 1, -1, -1), range(at + 1, len(stretches)))
        turns = [next((place for place in side if firsts[place] != first), None) for side in sides]
        below, above = (
            None
            if place is None
            else _turn(telling, _distance(value, stretches[place]), stretches[place], firsts[place], spoken, slot)
            for place in turns
        )
        yield Margin(
            fact=slot.fact,
            label=spoken.label(fact.label),
            person=None if slot.person is None else profile.names[slot.person],
            person_at=slot.person,
            value=shown(fact, value),
            shown=spoken.phrases.value(fact, value),
            below=below,
            above=above,
            nearest=min((turn.distance for turn in (below, above) if turn is not None), default=None),
        )


def _known(spoken: Spoken, scales: Scales) -> Iterator[tuple[Slot, Value]]:
    profile, vocabulary = spoken.settled.profile, spoken.rulebook.vocabulary
    slots = [Slot(fact.id) for fact in vocabulary.facts if fact.kind in (Kind.NUMBER, Kind.DATE)]
    attributes = [fact for fact in vocabulary.attributes if fact.kind in (Kind.NUMBER, Kind.DATE)]
    slots += [Slot(fact.id, at) for fact in attributes for at in range(len(profile.people or ()))]
    for slot in slots:
        value = scales.value(slot, profile)
        if value is not None:
            yield slot, value


def _within(value: Value, stretch: Possible) -> bool:
    at, low, high = (_number(each) for each in (value, stretch.low, stretch.high))
    assert at is not None, "a known value stands somewhere"
    above = low is None or low < at or (low == at and not stretch.low_open)
    return above and (high is None or at < high or (at == high and not stretch.high_open))


def _distance(value: Value, stretch: Possible) -> float:
    """How far a stretch is from a value beside it: in the number's own unit, or in days."""
    at, low, high = (_number(each) for each in (value, stretch.low, stretch.high))
    assert at is not None, "a known value stands somewhere"
    if low is not None and at <= low:
        return low - at + (stretch.low_open if isinstance(value, date) else 0)
    assert high is not None, "what is not above a value ends below it"
    return at - high + (stretch.high_open if isinstance(value, date) else 0)


def _number(value: Value | None) -> int | float | None:
    if isinstance(value, date):
        return value.toordinal()
    assert value is None or isinstance(value, int | float), "only numbers and dates are moved"
    return value


def _turn(telling: Telling, distance: float, stretch: Possible, first: str | None, spoken: Spoken, slot: Slot) -> Turn:
    fact = spoken.phrases.fact(slot.fact, slot.person is not None)
    return Turn(
        value=shown(fact, stretch.value),
        shown=telling.answers(fact, [stretch]),
        distance=distance,
        first=None if first is None else StrategyNamed(strategy=first, label=telling.labels[first]),
    )
