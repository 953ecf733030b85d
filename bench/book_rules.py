"""Rulebooks for books: N rules over facts of the key-account vocabulary and over people; and what peers make of them.

Every rule is a conjunction of 2–4 tests, as in `bench.rulebooks`, over the facts that every engine can express
(choices, scales, numbers and flags: 29 of them). One test in six asks about people instead: it is one of the
quantifiers of the key-account rulebook. Peers have no people. They are handed each quantifier as one more fact,
answered before: true, or absent. Defaults are left out, since peers have none.
"""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import polars as pl

from bench.rulebooks import flat_rulebook, test_of, tests_of
from stratagem import Advisor
from stratagem.condition import All, Among, Condition, FactTest
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Kind, Value, Vocabulary
from stratagem.wording import Text

_KINDS = (Kind.CHOICE, Kind.SCALE, Kind.NUMBER, Kind.FLAG)
_PEOPLE = 1 / 6


def book_rulebook(rules: int, seed: int = 2026) -> Rulebook:
    """A frozen rulebook of so many rules over facts and people; the same for the same seed."""
    random = Random(seed)
    key_account = Advisor.load().rulebook
    facts = _facts(key_account.vocabulary)
    attributes = tuple(replace(each, default=None) for each in key_account.vocabulary.attributes)
    frame = flat_rulebook(rules, seed)
    return replace(
        frame,
        vocabulary=Vocabulary(facts, attributes),
        rules=tuple(
            replace(rule, when=_condition(random, facts, tuple(key_account.quantifiers))) for rule in frame.rules
        ),
    )


def flattened(rulebook: Rulebook) -> Rulebook:
    """The same rules for engines that know no people: each quantifier is a flag, `people_<n>`."""
    flags = {each: f"people_{at}" for at, each in enumerate(rulebook.quantifiers)}
    facts = tuple(Fact(id_, Kind.FLAG, Text((("en", id_), ("zh", id_)))) for id_ in flags.values())

    def flat(rule: Rule) -> Rule:
        tests = (FactTest(flags[test], Among((True,))) if test in flags else test for test in tests_of(rule))
        return replace(rule, when=All(tuple(tests)))

    vocabulary = Vocabulary((*rulebook.vocabulary.facts, *facts))
    return replace(rulebook, vocabulary=vocabulary, rules=tuple(flat(rule) for rule in rulebook.rules))


class FlatFacts:
    """Accounts as peers get them: plain mappings of known facts, quantifiers answered."""

    def __init__(self, rulebook: Rulebook) -> None:
        """A rulebook with people."""
        self._ids = [fact.id for fact in rulebook.vocabulary.facts]
        asking = [
            replace(rulebook.rules[0], id=f"people-{at}", when=each) for at, each in enumerate(rulebook.quantifiers)
        ]
        self._flags = [f"people_{at}" for at in range(len(asking))]
        self._people = ColumnarMatcher(replace(rulebook, rules=tuple(asking))) if asking else None

    def of(self, given: pl.DataFrame, accounts: pl.DataFrame, people: pl.DataFrame) -> list[Mapping[str, Value]]:
        """The facts of accounts, from the table and from the frames of the matcher."""
        facts = self.beside(given.select(self._ids), accounts, people)
        return [_known(row) for row in facts.iter_rows(named=True)]

    def beside(self, facts: pl.DataFrame, accounts: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
        """A frame of accounts with the answers to the quantifiers as further columns."""
        if self._people is None:
            return facts
        answers = self._people.fired(accounts, people)
        answers.columns = self._flags
        return facts.hstack(answers.select(pl.when(pl.col(name)).then(True).alias(name) for name in self._flags))


def _known(row: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if value is not None}


def _facts(vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts that every engine can express."""
    return tuple(
        replace(fact, default=None)
        for fact in vocabulary.facts
        if not fact.concluded and fact.kind in _KINDS and (fact.kind is not Kind.NUMBER or fact.high is not None)
    )


def _condition(random: Random, facts: tuple[Fact, ...], quantifiers: tuple[Condition, ...]) -> All:
    tested = random.sample(facts, random.choice((2, 3, 4)))
    asked = random.sample(quantifiers, len(tested))
    return All(
        tuple(
            quantifier if random.random() < _PEOPLE else test_of(random, fact)
            for fact, quantifier in zip(tested, asked, strict=True)
        )
    )
