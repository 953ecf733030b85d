"""One account as it is and as it would be → `WhatIf`: what moves, and the rules that make the difference."""

from collections.abc import Iterable, Iterator

from stratagem.alternatives import (
    ConclusionChange,
    Effect,
    FactChange,
    Move,
    Ranked,
    RuleDifference,
    Standing,
    WarningChange,
    WhatIf,
)
from stratagem.condition import All, Condition
from stratagem.deciding.arbitration import Verdict, arbitrate
from stratagem.deciding.hypothesis import Hypothesis
from stratagem.deciding.phrases import shown
from stratagem.deciding.spoken import Spoken, rulebook_name
from stratagem.matching.variations import Slot
from stratagem.rulebook import Rule
from stratagem.vocabulary import Value


def what_if(hypothesis: Hypothesis, before: Spoken, after: Spoken) -> WhatIf:
    """Compare an account that was decided on as it is, and as it would be; both in one language."""
    profile = before.settled.profile
    one, other = Standings(before), Standings(after)
    rules = list(_differences(before, after))
    return WhatIf(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=before.phrases.lang,
        rulebook=rulebook_name(before.rulebook),
        changes=[fact_change(before, after, slot, value) for slot, value in hypothesis.changes.items()],
        added=list(hypothesis.added),
        before=one.ranked,
        after=other.ranked,
        moves=_moves(before, one, other, rules),
        rules=rules,
        conclusions=list(_conclusions(before, after)),
        warnings=list(_warnings(before, after)),
    )


class Standings:
    """Where every strategy stands on one settled account."""

    def __init__(self, spoken: Spoken) -> None:
        """Arbitrate."""
        recommended, others = arbitrate(spoken.rulebook, spoken.settled.fired)
        self.verdicts = {verdict.strategy: verdict for verdict in (*recommended, *others)}
        self._ranks = {verdict.strategy: rank for rank, verdict in enumerate(recommended, start=1)}
        self.ranked = [
            Ranked(
                rank=rank,
                strategy=verdict.strategy,
                label=spoken.label(spoken.rulebook.strategy[verdict.strategy].label),
                priority=verdict.speakers[0].priority,
                rule=verdict.speakers[0].id,
            )
            for rank, verdict in enumerate(recommended, start=1)
        ]

    def of(self, strategy: str) -> Standing:
        """Where one stands."""
        verdict = self.verdicts.get(strategy)
        if verdict is None:
            return Standing(status="silent", rank=None, priority=None, rule=None)
        rule = _decided_by(verdict)
        return Standing(
            status=verdict.status.value,
            rank=self._ranks.get(strategy),
            priority=rule.priority,
            rule=rule.id,
        )


def _decided_by(verdict: Verdict) -> Rule:
    return verdict.deciding.rule if verdict.deciding else verdict.speakers[0]


def fact_change(before: Spoken, after: Spoken, slot: Slot, value: Value | None) -> FactChange:
    """What a fact is, and what it is taken to be: what nothing gives may still be found out, or be at its default."""
    fact = before.phrases.fact(slot.fact, slot.person is not None)
    was, will_be = (_value(spoken, slot) for spoken in (before, after))
    return FactChange(
        fact=slot.fact,
        label=before.label(fact.label),
        person=None if slot.person is None else before.settled.profile.names[slot.person],
        before=shown(fact, was),
        after=shown(fact, will_be),
        before_shown=before.phrases.value(fact, was),
        after_shown=before.phrases.value(fact, will_be),
        concluded=value is not None and slot.person is None and slot.fact in before.rulebook.concludable,
    )


def _value(spoken: Spoken, slot: Slot) -> Value | None:
    situation = spoken.settled.situation
    if slot.person is None:
        return situation.facts.get(slot.fact)
    return (situation.people or ())[slot.person].facts.get(slot.fact)


def _moves(before: Spoken, one: Standings, other: Standings, rules: Iterable[RuleDifference]) -> list[Move]:
    speaking: dict[str, list[str]] = {}
    for rule in rules:
        for strategy in dict.fromkeys(id_ for effect in rule.effects for id_ in effect.of):
            speaking.setdefault(strategy, []).append(rule.rule)
    moves = [
        Move(
            strategy=each.id,
            label=before.label(each.label),
            before=one.of(each.id),
            after=other.of(each.id),
            rules=speaking.get(each.id, []),
        )
        for each in before.rulebook.strategies
        if _stands(one.of(each.id)) != _stands(other.of(each.id))
    ]
    last = len(before.rulebook.strategies) + 1
    return sorted(moves, key=lambda move: (move.after.rank or last, move.before.rank or last))


def _stands(standing: Standing) -> tuple[object, ...]:
    return standing.status, standing.rank, standing.priority


def _differences(before: Spoken, after: Spoken) -> Iterator[RuleDifference]:
    """Rules that fire in one of the two cases alone, with those of their conditions that tell the cases apart."""
    one, other = before.settled.fired, after.settled.fired
    ids, other_ids = ({rule.id for rule in fired} for fired in (one, other))
    changed = [(rule, True) for rule in other if rule.id not in ids]
    changed += [(rule, False) for rule in one if rule.id not in other_ids]
    for rule, fires in sorted(changed, key=lambda each: (not each[1], -each[0].priority)):
        spoken = after if fires else before
        yield RuleDifference(
            rule=rule.id,
            title=spoken.label(rule.title),
            priority=rule.priority,
            fires=fires,
            because=spoken.because(rule),
            effects=list(effects_of(spoken, rule)),
            conditions=[before.phrases.condition(line) for line in _telling_lines(before, after, rule.when)],
            source=rule.source,
        )


def _telling_lines(before: Spoken, after: Spoken, condition: Condition) -> Iterator[Condition]:
    lines = condition.parts if isinstance(condition, All) else (condition,)
    situations = before.settled.situation, after.settled.situation
    return (line for line in lines if len({line.truth(situation) is True for situation in situations}) == 2)


def effects_of(spoken: Spoken, rule: Rule) -> Iterator[Effect]:
    """What a rule does, in the order in which rules are written."""
    rulebook, phrases = spoken.rulebook, spoken.phrases
    held = tuple(strategy for hold in rule.hold for strategy in hold.strategies)
    kinds = (("recommend", rule.recommend), ("avoid", rule.avoid), ("hold", held), ("veto", rule.veto))
    for kind, strategies in kinds:
        if strategies:
            labels = [spoken.label(rulebook.strategy[each].label) for each in strategies]
            yield Effect(kind=kind, of=list(strategies), labels=labels)  # type: ignore[arg-type]
    if rule.warn:
        labels = [spoken.label(rulebook.warning[each].label) for each in rule.warn]
        yield Effect(kind="warn", of=list(rule.warn), labels=labels)
    if rule.ask:
        facts = [phrases.fact(each, each not in rulebook.vocabulary.fact) for each in rule.ask]
        yield Effect(kind="ask", of=list(rule.ask), labels=[spoken.label(fact.label) for fact in facts])
    if rule.conclude:
        facts_to_be = [(phrases.fact(id_), value) for id_, value in rule.conclude]
        labels = [
            phrases.words["is"].format(label=spoken.label(fact.label), value=phrases.value(fact, value))
            for fact, value in facts_to_be
        ]
        yield Effect(kind="conclude", of=[id_ for id_, _ in rule.conclude], labels=labels)
    if rule.emphasise is not None:
        yield Effect(kind="emphasise", of=[], labels=[spoken.fill(rule.emphasise) or ""])


def _conclusions(before: Spoken, after: Spoken) -> Iterator[ConclusionChange]:
    """Facts that rules find out, and find otherwise than before; not those that were set."""
    given = before.settled.profile.given.keys() | after.settled.profile.given.keys()
    for fact in before.rulebook.vocabulary.facts:
        if fact.id not in before.rulebook.concludable or fact.id in given:
            continue
        was, will_be = (spoken.settled.situation.facts.get(fact.id) for spoken in (before, after))
        if was != will_be:
            concluded = after.settled.concluded.get(fact.id)
            yield ConclusionChange(
                fact=fact.id,
                label=before.label(fact.label),
                before=shown(fact, was),
                after=shown(fact, will_be),
                before_shown=before.phrases.value(fact, was),
                after_shown=before.phrases.value(fact, will_be),
                rule=concluded[1].id if concluded else None,
            )


def _warnings(before: Spoken, after: Spoken) -> Iterator[WarningChange]:
    raised = [{id_ for rule in spoken.settled.fired for id_ in rule.warn} for spoken in (before, after)]
    for each in before.rulebook.warnings:
        was, is_ = (each.id in ids for ids in raised)
        if was is not is_:
            yield WarningChange(id=each.id, label=before.label(each.label), raised=is_)
