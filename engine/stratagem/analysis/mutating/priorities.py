"""One rule → the priorities that would put it past its neighbour, so that the order of things changes.

A neighbour is a rule that the priority is weighed against: for the rank of strategies, for whether an objection
stands, for a fact that both conclude, for which question comes first. Rules that can never fire together are none.
This module knows effects and priorities. It does not know accounts.
"""

from collections.abc import Iterator
from dataclasses import replace

from stratagem.analysis.mutating.edits import Said, said
from stratagem.analysis.mutating.effects import Slipped
from stratagem.condition import All, Condition, FactTest
from stratagem.matching.cells import cells_in, cells_of
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Kind

LOWEST, HIGHEST = 1, 100


def nudges(rulebook: Rulebook, rule: Rule) -> Iterator[Slipped]:
    """The rule just above the nearest neighbour at or over it, and just below the nearest at or under it."""
    over: list[tuple[Rule, Said]] = []
    under: list[tuple[Rule, Said]] = []
    for other in rulebook.rules:
        if other is rule or not _may_meet(rulebook, rule, other):
            continue
        notice = _weighed(rule, other)
        if notice is not None:
            (under if _outweighs(rulebook, rule, other) else over).append((other, notice))
    above = [each for each in over if each[0].priority < HIGHEST]
    below = [each for each in under if each[0].priority > LOWEST]
    if above:
        other, notice = min(above, key=lambda each: each[0].priority)
        yield _nudged(rule, other, other.priority + 1, "above", notice)
    if below:
        other, notice = max(below, key=lambda each: each[0].priority)
        yield _nudged(rule, other, other.priority - 1, "below", notice)


def _outweighs(rulebook: Rulebook, rule: Rule, other: Rule) -> bool:
    """Whether a rule comes before another: by priority, an objection before what it objects to, then by order."""
    if rule.priority != other.priority:
        return rule.priority > other.priority
    if not _objected(rule).isdisjoint(other.recommend):
        return True
    if not _objected(other).isdisjoint(rule.recommend):
        return False
    if rule.recommend and other.recommend and rule.recommend != other.recommend:
        strategies = list(rulebook.strategy)
        return strategies.index(rule.recommend[0]) < strategies.index(other.recommend[0])
    if rule.ask and other.ask:
        order = rulebook.vocabulary.order
        return min(order.get(id_, len(order)) for id_ in rule.ask) < min(
            order.get(id_, len(order)) for id_ in other.ask
        )
    return rulebook.order[rule.id] < rulebook.order[other.id]


def _nudged(rule: Rule, other: Rule, priority: int, side: str, notice: Said) -> Slipped:
    edit = said(side, old=rule.priority, new=priority, other=f"{other.id} ({other.priority})")
    return replace(rule, priority=priority), edit, notice


def _weighed(rule: Rule, other: Rule) -> Said | None:
    """What would notice that the priorities of two rules changed places; None when nothing weighs them."""
    for one, two in ((rule, other), (other, rule)):
        for strategy in one.recommend:
            if strategy in _objected(two):
                return said("notice decision", strategy=strategy)
    if rule.recommend and other.recommend and rule.recommend != other.recommend:
        first, second = (rule, other) if rule.priority >= other.priority else (other, rule)
        return said("notice order", first=first.recommend[0], second=second.recommend[0])
    if rule.recommend and other.recommend and _told(rule) != _told(other):
        return said("notice decision", strategy=rule.recommend[0])
    concluded = dict(other.conclude)
    for fact, value in rule.conclude:
        if concluded.get(fact, value) != value:
            return said("notice conclusion", fact=fact)
    if rule.ask and other.ask and set(rule.ask) != set(other.ask):
        return said("notice question")
    return None


def _told(rule: Rule) -> tuple[object, ...]:
    """What the winning rule adds to a recommendation."""
    return rule.see, rule.through, rule.say


def _objected(rule: Rule) -> frozenset[str]:
    """The strategies that a rule holds or speaks against; a veto asks for no priority."""
    return frozenset((*rule.avoid, *(strategy for hold in rule.hold for strategy in hold.strategies)))


def _may_meet(rulebook: Rulebook, rule: Rule, other: Rule) -> bool:
    """Whether no single fact keeps two rules from firing together; a cheap look that errs towards yes."""
    place, theirs = (rulebook.places_in_contests.get(each.id) for each in (rule, other))
    if place and theirs and place[0] == theirs[0]:
        return False
    mine, others = dict(_needed(rule.when)), dict(_needed(other.when))
    for id_ in mine.keys() & others.keys():
        fact = rulebook.vocabulary.fact[id_]
        if fact.kind in (Kind.TAGS, Kind.DATE):
            continue
        tests = (mine[id_].test, others[id_].test)
        examples = [aspect.examples[at] for aspect in cells_of(fact, tests).aspects for at in cells_in(aspect.lawful)]
        if not any(example is not None and all(test.admits(example, None) for test in tests) for example in examples):
            return False
    return True


def _needed(condition: Condition) -> Iterator[tuple[str, FactTest]]:
    """The tests of facts that must all hold."""
    for part in condition.parts if isinstance(condition, All) else (condition,):
        if isinstance(part, FactTest):
            yield part.fact, part
