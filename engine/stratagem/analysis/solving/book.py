"""One rulebook, as literals by name: what its rules, strategies and facts come to.

This is what questions are made of; `solving` asks them.
"""

from collections.abc import Callable

from stratagem.analysis.solving.meaning import Meaning
from stratagem.analysis.solving.sat import Literal, Model
from stratagem.analysis.solving.standing import Standing
from stratagem.analysis.solving.truths import Truth
from stratagem.condition import Condition
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.strata import Settled


class Book:
    """One rulebook of a `Solving`, as literals."""

    def __init__(self, meaning: Meaning) -> None:
        """Made by `Solving`."""
        self.meaning = meaning
        self.rulebook = meaning.rulebook
        self.standing = Standing(meaning)
        self._asked: dict[str, dict[str, Literal]] = {}

    def fires(self, rule: str) -> Literal:
        """The rule fires. Raises `KeyError` for a rule that does not exist, as all of these do for what does not."""
        return self.meaning.fires(rule)

    def hits(self, rule: str) -> Literal:
        """The rule's condition is true and it is in force, whether or not its table lets another row fire instead."""
        return self.meaning.hits(rule)

    def in_force(self, rule: str) -> Literal:
        """The as-of date lies within the rule's effective dates."""
        return self.meaning.in_force(rule)

    def truth(self, condition: Condition) -> Truth:
        """Whether a condition on the account is true, and whether it is false, once facts are settled.

        What it tests must be tested by a rule too, or be among the `also` of the `Solving`.
        """
        return self.meaning.truth(condition)

    def known(self, fact: str) -> Literal:
        """The fact is given, concluded or has a default."""
        return self.meaning.held(fact).known

    def concludes(self, rule: str, fact: str) -> Literal:
        """The rule fires and is the strongest of those that conclude the fact."""
        return self.meaning.concludes(rule, fact)

    def given(self, fact: str) -> Literal:
        """The caller says the fact."""
        said = self.meaning.space.fact(self.rulebook.vocabulary.fact[fact])
        return self.meaning.gates.FALSE if said is None else said.known

    def recommended(self, strategy: str) -> Literal:
        """The strategy is among the recommendations."""
        return self._status("recommended", strategy, self.standing.recommended)

    def vetoed(self, strategy: str) -> Literal:
        """The strategy is not now, because it is vetoed."""
        return self._status("vetoed", strategy, self.standing.vetoed)

    def held(self, strategy: str) -> Literal:
        """The strategy is not now, because it is held."""
        return self._status("held", strategy, self.standing.held)

    def avoided(self, strategy: str) -> Literal:
        """The strategy is not now, because it is avoided."""
        return self._status("avoided", strategy, self.standing.avoided)

    def first(self, strategy: str) -> Literal:
        """The strategy is the first recommendation."""
        return self._status("first", strategy, self.standing.first)

    def in_top(self, strategy: str, places: int) -> Literal:
        """The strategy is among the first so many recommendations."""
        return self.standing.in_top(strategy, places)

    def beats(self, strategy: str, other: str) -> Literal:
        """Both strategies are recommended, and the one ranks before the other."""
        return self.standing.beats(strategy, other)

    def level(self, strategy: str, other: str) -> Literal:
        """The same priority and the same number of rules speak for both: only the order of strategies tells them apart.

        That is so of two strategies for which nothing speaks, too.
        """
        return self.standing.level(strategy, other)

    def leads(self, strategy: str, other: str, by: int) -> Literal:
        """The same priority speaks for both strategies, and exactly so many rules more for the one."""
        return self.standing.leads(strategy, other, by)

    def speaks(self, strategy: str, priority: int = 0) -> Literal:
        """A rule of at least this priority recommends the strategy, whatever speaks against it."""
        return self.standing.speaks(strategy, priority)

    def _status(self, name: str, strategy: str, make: Callable[[str], Literal]) -> Literal:
        asked = self._asked.setdefault(name, {})
        if strategy not in asked:
            asked[strategy] = make(strategy)
        return asked[strategy]

    def differences(self, model: Model, settled: Settled) -> list[str]:
        """What the engine does otherwise than the model says, of all that was ever asked."""
        recommended, others = arbitrate(self.rulebook, settled.fired)
        engine: dict[str, set[str]] = {"recommended": {verdict.strategy for verdict in recommended}}
        engine["first"] = {verdict.strategy for verdict in recommended[:1]}
        for verdict in others:
            engine.setdefault(verdict.status.value, set()).add(verdict.strategy)
        engine["fires"] = {rule.id for rule in settled.fired}
        asked = {**self._asked, "fires": self.meaning.made}
        return [
            f"{name} {id_}: {model.holds(literal)} expected"
            for name, literals in asked.items()
            for id_, literal in literals.items()
            if model.holds(literal) is not (id_ in engine.get(name, set()))
        ]
