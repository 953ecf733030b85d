"""Accounts that a suite asked about → what it has seen of each rule: did it fire, was each test true, false, unknown?

```python
from stratagem.analysis import coverage
seen = coverage(run_suite(read_suite(path)[0]))
print(seen.percent, [each.rule.id for each in seen.never_fired])
```

Nothing is traced inside the decision: the accounts that cases and features ask about are settled once more, and every
test is asked what it says of each. This module knows conditions and settled facts. It does not know how promises are
written, or whether they hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from stratagem.analysis.mutating.unary import counts
from stratagem.condition import (
    Age,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Quantifier,
    Situation,
    Truth,
    leaves_of,
    parts_of,
)
from stratagem.deciding.strata import settle
from stratagem.diagnostics import Span
from stratagem.matching.cells import atoms_of, cells_in, cells_of
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.suite import SuiteRun
from stratagem.vocabulary import Fact, Kind

Leaf = FactTest | IsKnown | Quantifier | Count

OUTCOMES: tuple[Truth, ...] = (True, False, None)
"""What a test can say, in the order in which it is told."""


@dataclass(frozen=True)
class TestSeen:
    """One test of a rule's condition, and what it has said of the accounts asked about."""

    test: Leaf
    of_people: bool
    """Asked of one person, inside a quantifier."""
    place: Span | None
    seen: frozenset[Truth]
    possible: frozenset[Truth]
    """What it can say at all: a fact with a default is never unknown."""

    @property
    def missing(self) -> tuple[Truth, ...]:
        """What it could say and never did."""
        return tuple(each for each in OUTCOMES if each in self.possible - self.seen)


@dataclass(frozen=True)
class RuleSeen:
    """One rule, how often it fired, and its tests in the order written."""

    rule: Rule
    fired: int
    """On so many of the accounts asked about."""
    tests: tuple[TestSeen, ...]


@dataclass(frozen=True)
class Coverage:
    """What a suite has seen of the rules that it is there for, in rulebook order."""

    rulebook: Rulebook
    rules: tuple[RuleSeen, ...]

    @cached_property
    def never_fired(self) -> tuple[RuleSeen, ...]:
        """Rules of which no case and no scenario sees the effect."""
        return tuple(each for each in self.rules if not each.fired)

    @cached_property
    def never_seen(self) -> tuple[tuple[RuleSeen, TestSeen], ...]:
        """Tests that could say something that they never did."""
        return tuple((rule, test) for rule in self.rules for test in rule.tests if test.missing)

    @property
    def fired(self) -> int:
        """How many rules fired."""
        return len(self.rules) - len(self.never_fired)

    @cached_property
    def possible(self) -> int:
        """How many outcomes the tests have, all together."""
        return sum(len(test.possible) for rule in self.rules for test in rule.tests)

    @cached_property
    def seen(self) -> int:
        """How many of them were seen."""
        return sum(len(test.possible & test.seen) for rule in self.rules for test in rule.tests)

    @property
    def percent(self) -> float:
        """Rules that fired and outcomes that were seen, out of all there are; 100 for a rulebook without rules."""
        there = len(self.rules) + self.possible
        return 100.0 * (self.fired + self.seen) / there if there else 100.0


def coverage(run: SuiteRun) -> Coverage:
    """What the cases and scenarios of a suite have seen of its own rules. Cost: accounts × tests."""
    profiles = [profile for tried in run.tried for profile in tried.profiles]
    return coverage_of(run.suite.rulebook, profiles, run.suite.own_rules)


def coverage_of(rulebook: Rulebook, profiles: Iterable[Profile], rules: Iterable[str] | None = None) -> Coverage:
    """What these accounts show of these rules, by default of all."""
    own = frozenset(rulebook.rule if rules is None else rules)
    wanted = [rule for rule in rulebook.rules if rule.id in own]
    leaves = {rule.id: tuple(_leaves(rule.when)) for rule in wanted}
    said: dict[tuple[str, int], set[Truth]] = {(id_, at): set() for id_ in leaves for at in range(len(leaves[id_]))}
    fired = dict.fromkeys(leaves, 0)
    matcher = ReferenceMatcher(rulebook)
    for profile in profiles:
        settled = settle(rulebook, profile, matcher)
        for rule in settled.fired:
            if rule.id in fired:
                fired[rule.id] += 1
        for id_, tests in leaves.items():
            for at, (leaf, of_people) in enumerate(tests):
                said[id_, at].update(_truths(leaf, of_people, settled.situation))
    return Coverage(rulebook, tuple(_seen(rulebook, rule, fired[rule.id], leaves[rule.id], said) for rule in wanted))


def _seen(
    rulebook: Rulebook,
    rule: Rule,
    fired: int,
    leaves: tuple[tuple[Leaf, bool], ...],
    said: dict[tuple[str, int], set[Truth]],
) -> RuleSeen:
    places = rule.places if len(rule.places) == len(leaves) else (rule.span,) * len(leaves)
    tests = (
        TestSeen(leaf, of_people, place, frozenset(said[rule.id, at]), _possible(rulebook, leaf, of_people))
        for at, ((leaf, of_people), place) in enumerate(zip(leaves, places, strict=True))
    )
    return RuleSeen(rule, fired, tuple(tests))


def _leaves(condition: Condition) -> Iterator[tuple[Leaf, bool]]:
    """The leaves in the order of `leaves_of`, each with whether it is asked of a person."""
    for part in parts_of(condition):
        if isinstance(part, FactTest | IsKnown):
            yield part, False
        elif isinstance(part, Quantifier | Count):
            yield part, False
            yield from ((leaf, True) for leaf in leaves_of(part.where))


def _truths(leaf: Leaf, of_people: bool, situation: Situation) -> Iterator[Truth]:
    if of_people:
        yield from (leaf.truth(person) for person in situation.people or ())
    else:
        yield leaf.truth(situation)


def _possible(rulebook: Rulebook, leaf: Leaf, of_people: bool) -> frozenset[Truth]:
    """What a test can say. Where that is hard to know, it is taken to be possible."""
    if isinstance(leaf, Quantifier):
        return frozenset(OUTCOMES)
    if isinstance(leaf, Count):
        return frozenset({None, *(leaf.test.admits(number, None) for number in counts(leaf.test))})
    vocabulary = rulebook.vocabulary
    fact = (vocabulary.attribute if of_people else vocabulary.fact)[leaf.fact]
    always_known = fact.default is not None
    if isinstance(leaf, IsKnown):
        return frozenset({leaf.known}) if always_known else frozenset({True, False})
    ages = any(isinstance(atom, Age) for atom in atoms_of(leaf.test))
    unknown: frozenset[Truth] = frozenset() if always_known and not ages else frozenset({None})
    return unknown | _answers(fact, leaf)


def _answers(fact: Fact, leaf: FactTest) -> frozenset[Truth]:
    """What the test says of known values: of a list it is found out, of everything else it may be either."""
    if fact.kind in (Kind.TAGS, Kind.DATE, Kind.TEXT):
        return frozenset({True, False})
    examples = (
        aspect.examples[at] for aspect in cells_of(fact, (leaf.test,)).aspects for at in cells_in(aspect.lawful)
    )
    return frozenset(leaf.test.admits(value, None) for value in examples if value is not None)
