"""What depends on what in a rulebook: facts → rules → strategies, as the nodes and threads of a picture.

It knows rulebooks and languages. It does not know where anything is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from stratagem.condition import Condition, Count, facts_of, quantifiers_of
from stratagem.deciding.phrases import Phrases
from stratagem.rulebook import Rule, Rulebook

Effect = Literal["recommend", "hold", "avoid", "veto"]


@dataclass(frozen=True, slots=True)
class Node:
    """A fact, an attribute of people, a rule or a strategy."""

    key: str
    """Unique in the picture and fit for a class of a page: `f0`, `p3`, `r12`, `s4`."""
    id: str
    label: str
    concluded: bool = False
    """A fact that rules find out."""
    of_people: bool = False


@dataclass(frozen=True, slots=True)
class RuleNode:
    """A rule with the threads that run through it, each to the key of a node."""

    node: Node
    asks: tuple[str, ...]
    """The facts and attributes that its condition mentions."""
    concludes: tuple[str, ...]
    speaks: tuple[tuple[Effect, str], ...]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Everything that hangs together, in the order of the rulebook; what no rule touches is left out."""

    facts: tuple[Node, ...]
    files: tuple[tuple[str, tuple[RuleNode, ...]], ...]
    """The rules by the file they stand in."""
    strategies: tuple[Node, ...]

    @property
    def rules(self) -> Iterator[RuleNode]:
        """Every rule."""
        return (rule for _, rules in self.files for rule in rules)


def dependencies(rulebook: Rulebook, phrases: Phrases) -> Dependencies:
    """The picture's content, in the language of `phrases`."""
    vocabulary = rulebook.vocabulary
    facts = {
        fact.id: Node(f"f{at}", fact.id, phrases.text(fact.label), fact.concluded)
        for at, fact in enumerate(vocabulary.facts)
    }
    attributes = {
        fact.id: Node(f"p{at}", fact.id, phrases.text(fact.label), of_people=True)
        for at, fact in enumerate(vocabulary.attributes)
    }
    strategies = {
        each.id: Node(f"s{at}", each.id, phrases.text(each.label)) for at, each in enumerate(rulebook.strategies)
    }

    def seen(rule: Rule) -> RuleNode:
        asks = dict.fromkeys(facts[id_].key for id_ in rule.facts)
        asks |= dict.fromkeys(attributes[id_].key for id_ in attributes_of(rule.when))
        return RuleNode(
            Node(f"r{rulebook.order[rule.id]}", rule.id, phrases.text(rule.title) or rule.id),
            tuple(asks),
            tuple(facts[id_].key for id_, _ in rule.conclude),
            tuple((effect, strategies[id_].key) for effect, id_ in _speaks(rule)),
        )

    files = tuple((file, tuple(map(seen, rules))) for file, rules in groupby(rulebook.rules, file_of))
    touched = {key for _, rules in files for rule in rules for key in (*rule.asks, *rule.concludes)}
    touched |= {key for _, rules in files for rule in rules for _, key in rule.speaks}
    return Dependencies(
        tuple(node for node in (*facts.values(), *attributes.values()) if node.key in touched),
        files,
        tuple(node for node in strategies.values() if node.key in touched),
    )


def file_of(rule: Rule) -> str:
    """The name of the file that a rule stands in, without its ending."""
    return Path(rule.span.source.name).stem if rule.span else ""


def attributes_of(condition: Condition) -> Iterator[str]:
    """The attributes of people that a condition mentions, in order, with repetitions."""
    for quantifier in quantifiers_of(condition):
        yield from facts_of(quantifier.where)
        if isinstance(quantifier, Count) and quantifier.distinct is not None:
            yield quantifier.distinct.id


def _speaks(rule: Rule) -> Iterator[tuple[Effect, str]]:
    named: tuple[tuple[Effect, tuple[str, ...]], ...] = (
        ("recommend", rule.recommend),
        ("hold", tuple(strategy for hold in rule.hold for strategy in hold.strategies)),
        ("avoid", rule.avoid),
        ("veto", rule.veto),
    )
    for effect, strategies in named:
        for strategy in dict.fromkeys(strategies):
            yield effect, strategy
