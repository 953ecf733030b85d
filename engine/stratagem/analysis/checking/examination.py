"""What every kind of finding is handed: the rulebook, what was worked out about it once, and how much time is left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from stratagem.advisor import Advisor
from stratagem.analysis.checking.covering import Covering, coverings
from stratagem.analysis.checking.finding import Related
from stratagem.analysis.checking.texts import Written, texts_of
from stratagem.analysis.checking.uses import Uses, uses_of
from stratagem.analysis.solving import Book, Solving
from stratagem.condition import Among, FactTest
from stratagem.diagnostics import Place
from stratagem.rulebook import Rulebook, Sort, Thing
from stratagem.vocabulary import Kind, Value


def endless() -> bool:
    """The answer of a clock that never runs out."""
    return False


@dataclass(frozen=True, eq=False)
class Examination:
    """One check of one rulebook. Whatever several kinds need is worked out here, when first asked for."""

    rulebook: Rulebook
    out_of_time: Callable[[], bool] = field(default=endless, repr=False)
    """Asked between questions: once it says yes, what is still open is undecided. The engine has no clock."""
    profile: tuple[str, ...] = ()
    """Facts whose values, in every combination, must get a recommendation."""

    @cached_property
    def uses(self) -> Uses:
        """What the rulebook makes use of."""
        return uses_of(self.rulebook)

    @cached_property
    def texts(self) -> tuple[Written, ...]:
        """Every text of the rulebook."""
        return tuple(texts_of(self.rulebook))

    @cached_property
    def _places(self) -> dict[Thing, Place]:
        book = self.rulebook
        things: dict[Thing, Place] = {Thing(Sort.RULEBOOK, book.name): next(iter(book.title.places), None)}
        things |= {Thing(Sort.FACT, each.id): each.span for each in book.vocabulary.facts}
        things |= {Thing(Sort.ATTRIBUTE, each.id): each.span for each in book.vocabulary.attributes}
        things |= {Thing(Sort.STRATEGY, each.id): each.span for each in book.strategies}
        things |= {Thing(Sort.WARNING, each.id): each.span for each in book.warnings}
        things |= {Thing(Sort.WEAPON, each.id): next(iter(each.label.places), None) for each in book.weapons}
        things |= {Thing(Sort.RULE, each.id): each.span for each in book.rules}
        return things

    def place_of(self, thing: Thing, value: str = "") -> Place:
        """Where something stands: its id; of one value of a fact, the id of the value."""
        facts = {Sort.FACT: self.rulebook.vocabulary.fact, Sort.ATTRIBUTE: self.rulebook.vocabulary.attribute}
        if value and thing.sort in facts:
            return next((each.span for each in facts[thing.sort][thing.id].values if each.id == value), None)
        return self._places.get(thing)

    def related(self, *things: Thing) -> tuple[Related, ...]:
        """Things with their places, to be shown beside a finding."""
        return tuple(Related(thing, self.place_of(thing)) for thing in things)

    @cached_property
    def solving(self) -> Solving:
        """Everything a rep could say of an account. Kinds share it, since what was worked out for one serves the next.

        Raises `ModuleNotFoundError` when python-sat is not installed.
        """
        asked = [FactTest(fact, Among((value,))) for fact in self.profile for value in self.values_of(fact)]
        return Solving(self.rulebook, also=asked, deadline=self.out_of_time)

    @cached_property
    def book(self) -> Book:
        """What rules and strategies come to, as literals of the solver."""
        return self.solving.book()

    @cached_property
    def coverings(self) -> tuple[Covering, ...]:
        """The rules that another rule covers."""
        return tuple(coverings(self.rulebook, self.solving))

    def values_of(self, fact: str) -> tuple[Value, ...]:
        """Every value of a fact that profiles are made of: a flag, a choice or a scale; none for other kinds."""
        known = self.rulebook.vocabulary.fact[fact]
        match known.kind:
            case Kind.FLAG:
                return True, False
            case Kind.CHOICE | Kind.SCALE:
                return tuple(value.id for value in known.values)
            case _:
                return ()

    @cached_property
    def advisor(self) -> Advisor:
        """The rulebook ready to advise, so that every witness can be tried before it is shown."""
        return Advisor(self.rulebook)
