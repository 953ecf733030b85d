"""Asks whether there is an account of which given things are true: answers with one, or that there is certainly none.

Every question about what a rulebook can do, or about how two differ, is asked here.

```python
solving = Solving(Advisor.load().rulebook)
book = solving.book()
match solving.solve(book.fires("partner-executive-visit"), -book.recommended("executive_visit")):
    case Found(account, as_of):
        advisor.advise(account, as_of=as_of)  # the rule fires, and something keeps the strategy out
    case Impossible():
        ...  # no account whatever, of any number of people
    case GaveUp():
        ...  # not decided within the budget: claim nothing
```

A literal is an `int`; minus it is its contrary. `solving.all_of` and `any_of` make literals of literals. Two rulebooks
are asked over the same accounts: `Solving(old, new)`, then `solving.book(0)` and `solving.book(1)`.

An answer is exact. The values of every fact are cut into cells that no test of the rulebooks tells apart; so many
people are looked at as can matter (`people` says why that is enough); and an account is handed out only after the real
engine has been asked about it, and every rule and status that was encoded came to the same there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from stratagem.advisor import Advisor
from stratagem.analysis.solving.book import Book
from stratagem.analysis.solving.crowd import Crowd
from stratagem.analysis.solving.days import AsOf
from stratagem.analysis.solving.gates import Gates, Influence
from stratagem.analysis.solving.meaning import Meaning
from stratagem.analysis.solving.people import MOST_PEOPLE
from stratagem.analysis.solving.sat import BUDGET, Core, GaveUp, Literal, Model, Sat
from stratagem.analysis.solving.space import CannotBeWrittenError, Space, True_
from stratagem.condition import Condition
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Vocabulary

FEW = 3
"""So many people are tried first: they are quicker to look through, and to read."""


@dataclass(frozen=True, slots=True)
class Found:
    """An account of which everything asked is true. The engine confirmed it."""

    account: Mapping[str, object]
    """As `Advisor.advise` takes it and an account file says it; nothing in it is without need."""
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Impossible:
    """There is no such account."""

    because: frozenset[Literal] = field(default=frozenset(), compare=False)
    """Those of the literals asked that already cannot be true together; not always the fewest."""


Answer = Found | Impossible | GaveUp


class DisagreementError(AssertionError):
    """The engine does not do with an account what was worked out about it. This is a fault of Stratagem."""


class Solving:
    """One or several rulebooks over the accounts that all of them can read. Not safe to share between threads."""

    def __init__(
        self,
        *rulebooks: Rulebook,
        as_of: AsOf = "any",
        also: Iterable[Condition] = (),
        budget: int = BUDGET,
        deadline: Callable[[], bool] | None = None,
    ) -> None:
        """Nothing is worked out before it is asked.

        `as_of` fixes the day that accounts are advised as of, or that there is none (`None`); by default it is part of
        what is looked for. `also` are conditions besides those of the rules that will be asked about. `budget` are
        conflicts of the solver for one question, the same on every machine; `deadline` is asked again and again, and
        what is open when it says True is given up. Raises `ModuleNotFoundError` when python-sat is not installed.
        """
        self._rulebooks = rulebooks
        self.as_of = as_of
        self.gates = Gates(Sat(budget, deadline))
        conditions = (*(rule.when for rulebook in rulebooks for rule in rulebook.rules), *also)
        vocabularies = tuple(rulebook.vocabulary for rulebook in rulebooks)
        self.space = Space(self.gates, vocabularies, conditions, as_of)
        self._weights: list[int] = []
        crowds: list[tuple[tuple[object, ...], Crowd]] = []
        self._books: list[Book] = []
        for rulebook in rulebooks:
            # Vocabularies that say the same of people see the same crowd.
            attributes = rulebook.vocabulary.attribute
            crowd = next((crowd for seen, crowd in crowds if seen == rulebook.vocabulary.attributes), None)
            if crowd is None:
                crowd = Crowd(self.space.slots, dict(attributes), self._weigh)
                crowds.append((rulebook.vocabulary.attributes, crowd))
            self._books.append(Book(Meaning(rulebook, self.space, crowd)))
        self._advisors: dict[int, Advisor] = {}

    def book(self, at: int = 0) -> Book:
        """One of the rulebooks, in the order they were handed in."""
        return self._books[at]

    def all_of(self, *literals: Literal) -> Literal:
        """A literal that is true when all of these are."""
        return self.gates.all_of(literals)

    def any_of(self, *literals: Literal) -> Literal:
        """A literal that is true when one of these is."""
        return self.gates.any_of(literals)

    def differ(self, one: Literal, other: Literal) -> Literal:
        """A literal that is true when one of the two is and the other is not."""
        return -self.gates.same(one, other)

    def account_for(self, at: int, account: Mapping[str, object]) -> dict[str, object]:
        """What one of the rulebooks can be told of a found account: the facts and attributes that it knows."""
        return _known_to(self._rulebooks[at].vocabulary, account)

    def solve(self, *literals: Literal) -> Answer:
        """An account of which all of these are true.

        Raises `DisagreementError` when the engine does not confirm the account that was found.
        """
        found = self.look(*literals)
        if not isinstance(found, Model):
            return found
        try:
            true = self._least(frozenset(each for each in self.space.inputs() if found.holds(each)), literals)
            return self._confirmed(true, literals)
        except CannotBeWrittenError:
            return GaveUp()

    def look(self, *literals: Literal) -> Model | Impossible | GaveUp:
        """Whether there is such an account: quicker than `solve`, with a model instead of an account.

        The model says of every other literal whether it is true of that account. It need not be small, and the engine
        was not asked.
        """
        found = self._search(literals)
        return Impossible(found.assumptions & frozenset(literals)) if isinstance(found, Core) else found

    # ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _search(self, literals: tuple[Literal, ...]) -> Model | Core | GaveUp:
        """Among few people and natural accounts first, then among more, until it is certain that more do not help."""
        if self.gates.FALSE in literals:
            return Core(frozenset((self.gates.FALSE,)))
        ask, slots, natural = self.gates.sat.ask, self.space.slots, self.space.natural
        weights = dict(self._weights_of(self.gates.influence(*literals)))
        most = min(sum(weights.values()), MOST_PEOPLE)
        people = min(FEW, most)
        while True:
            nobody = slots.nobody_from(people)
            answer = ask((nobody, natural, *literals))
            if not isinstance(answer, Core) or answer.assumptions.isdisjoint((nobody, natural)):
                return answer
            closed = {slots.closed(mark, people): weight for mark, weight in weights.items()}
            answer = ask((*closed, *literals))
            if isinstance(answer, Model):
                return ask((nobody, *literals))
            if isinstance(answer, GaveUp):
                return answer
            needed = sum(weight for each, weight in closed.items() if each in answer.assumptions)
            if needed <= people:
                return answer
            if people == MOST_PEOPLE:
                return GaveUp()
            people = min(2 * people, needed, MOST_PEOPLE)

    def _weights_of(self, influence: Influence) -> Iterator[tuple[Influence, int]]:
        """The marks of an influence, and how many people each needs."""
        return ((1 << at, weight) for at, weight in enumerate(self._weights) if influence >> at & 1)

    def _weigh(self, people: int) -> Influence:
        """A mark for a quantifier of which so many people can matter."""
        self._weights.append(people)
        return 1 << len(self._weights) - 1

    # ── Making little of much ────────────────────────────────────────────────────────────────────────────────────────

    def _least(self, true: True_, literals: tuple[Literal, ...]) -> True_:
        """The same account without what does not matter.

        The solver names inputs that alone make the answer so. Each thing that remains is then left out on trial.
        """
        goal = self.gates.all_of(literals)
        core = self.gates.sat.ask((*self._exactly(true), -goal))
        if isinstance(core, Core) and goal != self.gates.TRUE:
            true = self._if_still(self.space.fewer(true, core.assumptions), literals) or true
        elif goal == self.gates.TRUE:
            true = frozenset()
        for dispensed in self.space.dispensable(true):
            less = self.space.without(true, dispensed)
            if less is not None:
                true = self._if_still(less, literals) or true
        return true

    def _if_still(self, true: True_, literals: tuple[Literal, ...]) -> True_ | None:
        answer = self.gates.sat.ask((*self._exactly(true), *literals))
        return true if isinstance(answer, Model) else None

    def _exactly(self, true: True_) -> list[Literal]:
        return [
            *(each if each in true else -each for each in self.space.inputs()),
            self.space.slots.nobody_from(len(self.space.slots)),
        ]

    # ── Asking the engine ────────────────────────────────────────────────────────────────────────────────────────────

    def _confirmed(self, true: True_, literals: tuple[Literal, ...]) -> Found | GaveUp:
        account, as_of = self.space.account(true)
        model = self.gates.sat.ask((*self._exactly(true), *literals))
        if isinstance(model, GaveUp):
            return model
        if isinstance(model, Core):
            raise DisagreementError(f"{account} is no longer what was found")
        for at, book in enumerate(self._books):
            differences = book.differences(model, self.settled(at, account, as_of))
            if differences:
                raise DisagreementError(f"{account} as of {as_of}: " + "; ".join(differences))
        return Found(account, as_of)

    def settled(self, at: int, account: Mapping[str, object], as_of: date | None) -> Settled:
        """What the engine makes of an account under one of the rulebooks."""
        rulebook = self._rulebooks[at]
        if at not in self._advisors:
            self._advisors[at] = Advisor(rulebook)
        read = self._advisors[at].account_model.model_validate(self.account_for(at, account))
        return settle(rulebook, profile_of(read, rulebook, as_of), ReferenceMatcher(rulebook))


def _known_to(vocabulary: Vocabulary, account: Mapping[str, object]) -> dict[str, object]:
    known = {fact: value for fact, value in account.items() if fact in vocabulary.fact}
    people = account.get("stakeholders")
    if isinstance(people, list):
        known["stakeholders"] = [
            {key: value for key, value in person.items() if key == "name" or key in vocabulary.attribute}
            for person in people
        ]
    return known
