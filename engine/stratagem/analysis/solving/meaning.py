"""What one rulebook makes of an account, as literals: conditions, which rules fire, what is concluded.

Each literal is made when it is first asked for, from those it rests on: a rule, the rules that conclude the facts it
mentions, and so on down the strata. This module mirrors `stratagem.deciding.strata`; it does not know strategies.
"""

from math import inf

from stratagem.analysis.solving.crowd import Crowd
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.space import Space
from stratagem.analysis.solving.truths import Reading, Truth
from stratagem.analysis.solving.values import Choice, Holding, constant, either
from stratagem.condition import Condition
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, Value


class Meaning:
    """One rulebook over a space of accounts."""

    def __init__(self, rulebook: Rulebook, space: Space, crowd: Crowd) -> None:
        """`crowd` are the people as this rulebook's vocabulary sees them."""
        self.rulebook = rulebook
        self.space = space
        self.gates = space.gates
        self._reading = Reading(space.gates, self._holding, crowd.truth)
        self._whens: dict[str, Truth] = {}
        self._fires: dict[str, Literal] = {}
        self._held: dict[str, Holding] = {}
        self._concluders: dict[str, list[tuple[Rule, Value]]] = {}
        for rule in sorted(rulebook.rules, key=lambda rule: -rule.priority):
            for fact, value in dict(reversed(rule.conclude)).items():
                self._concluders.setdefault(fact, []).append((rule, value))

    def truth(self, condition: Condition) -> Truth:
        """What a condition on the account comes to once every fact is settled."""
        return self._reading.truth(condition)

    def when(self, rule: str) -> Truth:
        """What the condition of a rule comes to."""
        if rule not in self._whens:
            self._whens[rule] = self.truth(self.rulebook.rule[rule].when)
        return self._whens[rule]

    def in_force(self, rule: str) -> Literal:
        """The as-of date lies within the rule's effective dates; false without one when there are any."""
        one = self.rulebook.rule[rule]
        if one.effective_from is None and one.effective_until is None:
            return self.gates.TRUE
        first = one.effective_from.toordinal() if one.effective_from else -inf
        last = one.effective_until.toordinal() if one.effective_until else inf
        return self.space.days.between(first, last)

    def hits(self, rule: str) -> Literal:
        """The rule's condition is true and the rule is in force; whether it fires is then up to its table."""
        return self.gates.all_of((self.when(rule).true, self.in_force(rule)))

    def fires(self, rule: str) -> Literal:
        """The rule fires."""
        if rule not in self._fires:
            stronger: tuple[str, ...] = ()
            if rule in self.rulebook.places_in_contests:
                contest, at = self.rulebook.places_in_contests[rule]
                stronger = tuple(each.id for each in self.rulebook.contests[contest][1][:at])
            self._fires[rule] = self.gates.all_of((self.hits(rule), *(-self.hits(each) for each in stronger)))
        return self._fires[rule]

    @property
    def made(self) -> dict[str, Literal]:
        """The rules that were asked for: rule id → whether it fires."""
        return self._fires

    def held(self, fact: str) -> Holding:
        """What a fact of the vocabulary turns out to be: given, concluded by the strongest rule, or its default."""
        if fact not in self._held:
            self._held[fact] = self._settled(self.rulebook.vocabulary.fact[fact])
        return self._held[fact]

    def _holding(self, fact: str) -> Holding | None:
        return self.held(fact) if fact in self.rulebook.vocabulary.fact else None

    def _settled(self, fact: Fact) -> Holding:
        gates, space = self.gates, self.space
        cells = space.cells(fact)
        said = space.fact(fact)
        choices: list[Choice] = []
        open_ = gates.TRUE
        if said is not None:
            choices.append((said.known, said.holding.aspects))
            open_ = -said.known
        for rule, value in self._concluders.get(fact.id, ()):
            fires = self.fires(rule.id)
            choices.append((gates.all_of((open_, fires)), constant(gates, space.days, cells, value)))
            open_ = gates.all_of((open_, -fires))
        if fact.default is not None:
            choices.append((open_, constant(gates, space.days, cells, fact.default)))
        if len(choices) == 1 and said is not None:
            return said.holding
        return either(gates, space.days, cells, tuple(choices))

    def concludes(self, rule: str, fact: str) -> Literal:
        """The rule fires, and no stronger one concludes the fact: what it says is concluded, unless given otherwise."""
        stronger: list[Literal] = []
        for each, _ in self._concluders[fact]:
            if each.id == rule:
                break
            stronger.append(-self.fires(each.id))
        return self.gates.all_of((self.fires(rule), *stronger))
