"""One rule → the priorities that would put it past its neighbour, so that the order of things changes.

A neighbour is a rule that the priority is weighed against: for the rank of strategies, for whether an objection
stands, for a fact that both conclude, for which question comes first. Rules that can never fire together are none.
This module knows effects and priorities. It does not know accounts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from stratagem.analysis.mutating.edits import Said, said
from stratagem.analysis.mutating.effects import Slipped
from stratagem.condition import All, Condition, FactTest
from stratagem.matching.cells import cells_in, cells_of
from stratagem.rulebook import DecisionTable, HitPolicy, Rule, Rulebook
from stratagem.vocabulary import Kind

LOWEST, HIGHEST = 1, 100


@dataclass(frozen=True)
class Bond:
    """For what two rules are weighed against each other."""

    kind: Literal["order", "decision", "conclusion", "question", "row"]
    strategies: tuple[str, str] = ("", "")
    """Of an order, what the one and the other recommend; of a decision, the strategy that is at stake, twice."""
    fact: str = ""


Apart = Callable[[Rule, Rule, Bond], bool]
"""Whether two rules are certainly never weighed against each other."""


def nudges(rulebook: Rulebook, rule: Rule, apart: Apart | None = None) -> Iterator[Slipped]:
    """The rule just past the nearest neighbour that comes before it, and just past the nearest that comes after.

    `apart` may know more than a look at single facts does about who can never meet.
    """
    for side, neighbours in _by_side(rulebook, rule):
        for other, bond in neighbours:
            if _apart(rulebook, rule, other) or (apart and apart(rule, other, bond)):
                continue
            priority = other.priority + (1 if side == "above" else -1)
            edit = said(side, old=rule.priority, new=priority, other=f"{other.id} ({other.priority})")
            yield replace(rule, priority=priority), edit, _notice(rule, other, bond)
            break


def _by_side(rulebook: Rulebook, rule: Rule) -> Iterator[tuple[str, list[tuple[Rule, Bond]]]]:
    """Those that the rule could move above, and those that it could move below, the nearest first."""
    bonds = [(other, bond) for other in rulebook.rules if other is not rule and (bond := _bond(rulebook, rule, other))]
    before = [each for each in bonds if not _outweighs(rulebook, rule, each[0]) and each[0].priority < HIGHEST]
    after = [each for each in bonds if _outweighs(rulebook, rule, each[0]) and each[0].priority > LOWEST]
    yield "above", sorted(before, key=lambda each: each[0].priority)
    yield "below", sorted(after, key=lambda each: -each[0].priority)


def _bond(rulebook: Rulebook, rule: Rule, other: Rule) -> Bond | None:
    """What weighs two rules against each other, if anything does."""
    if (table := _table_of_both(rulebook, rule, other)) is not None:
        return Bond("row") if table.policy is HitPolicy.PRIORITY else None
    for one, two in ((rule, other), (other, rule)):
        for strategy in one.recommend:
            if strategy in _objected(two):
                return Bond("decision", (strategy, strategy))
    if rule.recommend and other.recommend:
        if rule.recommend != other.recommend:
            return Bond("order", (rule.recommend[0], other.recommend[0]))
        if _told(rule) != _told(other):
            return Bond("decision", (rule.recommend[0], rule.recommend[0]))
    concluded = dict(other.conclude)
    for fact, value in rule.conclude:
        if concluded.get(fact, value) != value:
            return Bond("conclusion", fact=fact)
    if rule.ask and other.ask and set(rule.ask) != set(other.ask):
        return Bond("question")
    return None


def _notice(rule: Rule, other: Rule, bond: Bond) -> Said:
    """What kind of case would notice that the two have changed places."""
    match bond.kind:
        case "order":
            first, second = bond.strategies if rule.priority >= other.priority else bond.strategies[::-1]
            return said("notice order", first=first, second=second)
        case "decision":
            return said("notice decision", strategy=bond.strategies[0])
        case "conclusion":
            return said("notice conclusion", fact=bond.fact)
        case "question":
            return said("notice question")
        case "row":
            return said("notice row")


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
        mine, theirs = (min(order.get(id_, len(order)) for id_ in each.ask) for each in (rule, other))
        return mine < theirs
    return rulebook.order[rule.id] < rulebook.order[other.id]


def _told(rule: Rule) -> tuple[object, ...]:
    """What the winning rule adds to a recommendation."""
    return rule.see, rule.through, rule.say


def _objected(rule: Rule) -> frozenset[str]:
    """The strategies that a rule holds or speaks against; a veto asks for no priority."""
    return frozenset((*rule.avoid, *(strategy for hold in rule.hold for strategy in hold.strategies)))


def _apart(rulebook: Rulebook, rule: Rule, other: Rule) -> bool:
    """Whether a single fact keeps two rules from being true together; a quick look."""
    mine, others = dict(_needed(rule.when)), dict(_needed(other.when))
    for id_ in mine.keys() & others.keys():
        fact = rulebook.vocabulary.fact[id_]
        if fact.kind in (Kind.TAGS, Kind.DATE):
            continue
        tests = (mine[id_].test, others[id_].test)
        examples = [aspect.examples[at] for aspect in cells_of(fact, tests).aspects for at in cells_in(aspect.lawful)]
        if not any(example is not None and all(test.admits(example, None) for test in tests) for example in examples):
            return True
    return False


def _table_of_both(rulebook: Rulebook, rule: Rule, other: Rule) -> DecisionTable | None:
    """The table in which both are rows of which one fires."""
    place, theirs = (rulebook.places_in_contests.get(each.id) for each in (rule, other))
    return rulebook.contests[place[0]][0] if place and theirs and place[0] == theirs[0] else None


def _needed(condition: Condition) -> Iterator[tuple[str, FactTest]]:
    """The tests of facts that must all hold."""
    for part in condition.parts if isinstance(condition, All) else (condition,):
        if isinstance(part, FactTest):
            yield part.fact, part
