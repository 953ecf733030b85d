"""Random revisions of random rulebooks: what sales ops might do to one between two versions, all kinds of edits."""

from dataclasses import replace
from random import Random

from stratagem.analysis.diff.parts import fitted
from stratagem.rulebook import DecisionTable, HitPolicy, Hold, Rule, Rulebook, Strategy, Warning, circle_of
from stratagem.vocabulary import Fact, FactValue, Kind, Vocabulary
from stratagem.wording import Text
from tests.parity.generators import (
    NOTHING_SAID,
    SMALL,
    TODAY,
    Case,
    Size,
    case_of,
    condition,
    rule,
    value,
)
from tests.parity.test_columnar_parity import STRATEGIES, with_effects


def said(text: str) -> Text:
    """A text."""
    return Text((("en", text),))


def revision_of(seed: int, size: Size = SMALL, most: int = 4) -> tuple[Case, Rulebook, Rulebook]:
    """A case whose accounts fit both, an old rulebook, and a revision of it with up to `most` edits."""
    case = case_of(seed, size)
    old = with_effects(case.rulebook, case.rng)
    new = old
    for _ in range(case.rng.randint(1, most)):
        new = revised(case.rng, new, size)
    return case, old, new


def revised(rng: Random, book: Rulebook, size: Size) -> Rulebook:
    """The rulebook with one more edit; one that would make no rulebook is not made."""
    made = _Reviser(rng, book, size).revised()
    made = fitted(made, made.vocabulary)  # of a scale with one more value, every comparison speaks of another scale
    return book if circle_of(made.rules, made.tables) else made


class _Reviser:
    """Makes one edit."""

    def __init__(self, rng: Random, book: Rulebook, size: Size) -> None:
        self.rng, self.book, self.size = rng, book, size

    def revised(self) -> Rulebook:
        """The rulebook with the edit."""
        often = [self._rule_changed] * 6 + [self._rule_added, self._rule_removed] * 2
        seldom = [self._rules_moved, self._rule_renamed, self._strategies_moved, self._default, self._values]
        rare = [self._fact_added, self._strategy_added, self._texts, self._tables]
        return self.rng.choice(often + seldom + rare)()

    def _rule_changed(self) -> Rulebook:
        if not self.book.rules:
            return self.book
        at = self.rng.randrange(len(self.book.rules))
        before = self.book.rules[at]
        changes = [
            {"priority": self.rng.randint(1, 5)},
            {
                "when": condition(
                    self.rng, self.book.vocabulary.facts, self.book.vocabulary.attributes, self.size, self.size.depth
                )
            },
            {"recommend": (self.rng.choice(STRATEGIES),)},
            {"avoid": (self.rng.choice(STRATEGIES),)},
            {"hold": (Hold((self.rng.choice(STRATEGIES),), said("later")),)},
            {"warn": ("w0",)},
            {"ask": (self.rng.choice([*self.book.vocabulary.order]),)},
            {"because": said("otherwise")},
            {"effective_until": TODAY},
        ]
        if before.conclude:
            fact = self.book.vocabulary.fact[before.conclude[0][0]]
            changes.append({"conclude": ((fact.id, value(self.rng, fact)),)})
        after = replace(before, **self.rng.choice(changes))  # type: ignore[arg-type]
        return replace(self.book, rules=(*self.book.rules[:at], after, *self.book.rules[at + 1 :]))

    def _rules_moved(self) -> Rulebook:
        rules = list(self.book.rules)
        if rules:
            rules.insert(self.rng.randint(0, len(rules) - 1), rules.pop(self.rng.randrange(len(rules))))
        return replace(self.book, rules=tuple(rules))

    def _rule_added(self) -> Rulebook:
        made = rule(self.rng, f"n{self.rng.randrange(10**6)}", self.book.vocabulary, self.size)
        made = replace(made, recommend=(self.rng.choice([each.id for each in self.book.strategies]),))
        at = self.rng.randint(0, len(self.book.rules))
        return replace(self.book, rules=(*self.book.rules[:at], made, *self.book.rules[at:]))

    def _without(self, gone: Rule) -> tuple[DecisionTable, ...]:
        return tuple(
            replace(each, rules=tuple(id_ for id_ in each.rules if id_ != gone.id)) for each in self.book.tables
        )

    def _rule_removed(self) -> Rulebook:
        if not self.book.rules:
            return self.book
        gone = self.rng.choice(self.book.rules)
        return replace(self.book, rules=tuple(r for r in self.book.rules if r is not gone), tables=self._without(gone))

    def _rule_renamed(self) -> Rulebook:
        if not self.book.rules:
            return self.book
        old, id_ = self.rng.choice(self.book.rules), f"m{self.rng.randrange(10**6)}"
        tables = tuple(
            replace(each, rules=tuple(id_ if row == old.id else row for row in each.rules)) for each in self.book.tables
        )
        return replace(
            self.book, rules=tuple(replace(r, id=id_) if r is old else r for r in self.book.rules), tables=tables
        )

    def _strategies_moved(self) -> Rulebook:
        strategies = list(self.book.strategies)
        self.rng.shuffle(strategies)
        return replace(self.book, strategies=tuple(strategies))

    def _with_fact(self, before: Fact, after: Fact) -> Rulebook:
        words = self.book.vocabulary
        return replace(
            self.book,
            vocabulary=Vocabulary(
                tuple(after if each is before else each for each in words.facts),
                tuple(after if each is before else each for each in words.attributes),
            ),
        )

    def _default(self) -> Rulebook:
        fact = self.rng.choice([*self.book.vocabulary.facts, *self.book.vocabulary.attributes])
        return self._with_fact(fact, replace(fact, default=self.rng.choice((None, value(self.rng, fact)))))

    def _values(self) -> Rulebook:
        valued = [each for each in (*self.book.vocabulary.facts, *self.book.vocabulary.attributes) if each.values]
        if not valued:
            return self.book
        fact = self.rng.choice(valued)
        values = list(fact.values)
        values.insert(self.rng.randint(0, len(values)), FactValue(f"z{len(values)}", said(f"z{len(values)}")))
        return self._with_fact(fact, replace(fact, values=tuple(values)))

    def _fact_added(self) -> Rulebook:
        """A new fact, and a rule that asks it."""
        id_ = f"g{self.rng.randrange(10**6)}"
        fact = Fact(id_, Kind.FLAG, said(id_), default=self.rng.choice((None, True, False)))
        words = replace(self.book.vocabulary, facts=(*self.book.vocabulary.facts, fact))
        made = rule(self.rng, f"n{self.rng.randrange(10**6)}", Vocabulary((fact,), ()), self.size)
        made = replace(made, conclude=(), recommend=(self.rng.choice([each.id for each in self.book.strategies]),))
        return replace(self.book, vocabulary=words, rules=(*self.book.rules, made))

    def _strategy_added(self) -> Rulebook:
        strategy = Strategy(f"x{self.rng.randrange(10**6)}", NOTHING_SAID)
        at = self.rng.randint(0, len(self.book.strategies))
        book = replace(self.book, strategies=(*self.book.strategies[:at], strategy, *self.book.strategies[at:]))
        if not book.rules:
            return book
        rules = list(book.rules)
        which = self.rng.randrange(len(rules))
        rules[which] = replace(rules[which], recommend=(*rules[which].recommend, strategy.id))
        return replace(book, rules=tuple(rules))

    def _texts(self) -> Rulebook:
        strategies = tuple(replace(each, label=said("new words")) for each in self.book.strategies)
        return replace(
            self.book,
            version="2",
            title=said("new"),
            strategies=strategies,
            warnings=(*self.book.warnings, Warning("w9", said("w9"))),
        )

    def _tables(self) -> Rulebook:
        tables = tuple(replace(each, policy=self.rng.choice(tuple(HitPolicy))) for each in self.book.tables)
        return replace(
            self.book, tables=tables[: self.rng.randint(0, len(tables))] if self.rng.random() < 0.3 else tables
        )
