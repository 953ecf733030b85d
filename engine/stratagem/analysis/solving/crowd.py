"""What quantifiers over stakeholders come to, as literals over the slots of `people`.

This module knows conditions on people; it does not know rules.
"""

from collections.abc import Callable

from stratagem.analysis.solving.gates import Influence
from stratagem.analysis.solving.people import MOST_PEOPLE, Slots, cells_alone
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.tallies import Tally, settled_from
from stratagem.analysis.solving.truths import Reading, Truth
from stratagem.analysis.solving.values import Holding, constant, either
from stratagem.condition import Condition, Count, Not, Quantifier
from stratagem.vocabulary import Fact, Kind


class Crowd:
    """The people as one vocabulary sees them: with its defaults. Answers quantifiers, each distinct one once."""

    def __init__(self, slots: Slots, attributes: dict[str, Fact], weigh: Callable[[int], Influence]) -> None:
        """`weigh` gives a quantifier a mark for its influence, from the number of people that it needs."""
        self._slots = slots
        self._attributes = attributes
        self._weigh = weigh
        self._truths: dict[Quantifier | Count, Truth] = {}
        self._counts: dict[tuple[Condition, int], tuple[tuple[Literal, ...], tuple[Literal, ...]]] = {}
        self._held: dict[tuple[int, str], Holding | None] = {}
        self._wheres: dict[tuple[int, int], tuple[Condition, Truth]] = {}
        """By the identity of a condition, which is quicker than its hash. The node is kept, lest its id return."""

    def truth(self, quantifier: Quantifier | Count) -> Truth:
        """What a quantifier comes to; unknown when no stakeholders are given."""
        known = self._truths.get(quantifier)
        if known is None:
            known = self._quantified(quantifier) if isinstance(quantifier, Quantifier) else self._counted(quantifier)
            listed = self._slots.listed
            gates = self._slots.gates
            known = Truth(gates.all_of((listed, known.true)), gates.all_of((listed, known.false)))
            self._truths[quantifier] = known
        return known

    def _quantified(self, quantifier: Quantifier) -> Truth:
        """Somebody satisfies it, or somebody may."""
        # Every one does, when none does not.
        where = Not(quantifier.where) if quantifier.which == "every" else quantifier.where
        (some,), (may,) = self._least_and_most(where, 1)
        return Truth(some, -may) if quantifier.which == "some" else Truth(-may, some)

    def _counted(self, count: Count) -> Truth:
        gates = self._slots.gates
        last = settled_from(count.test)
        limit = min(last, MOST_PEOPLE)
        if count.distinct is None:
            low, high = self._least_and_most(count.where, last)
        else:
            low, high = self._distinct(count.where, count.distinct, limit, self._weigh(last))
        at_least_low, at_least_high = (gates.TRUE, *low, gates.FALSE), (gates.TRUE, *high)
        # The number can turn out to be n; the last n stands for all from there on.
        possible = [
            gates.all_of((at_least_high[n], -at_least_low[n + 1] if n < last else gates.TRUE)) for n in range(limit + 1)
        ]
        says = [count.test.admits(n, None) for n in range(limit + 1)]
        return Truth(
            gates.all_of(-possible[n] for n in range(limit + 1) if says[n] is not True),
            gates.all_of(-possible[n] for n in range(limit + 1) if says[n] is not False),
        )

    def _least_and_most(self, where: Condition, last: int) -> tuple[tuple[Literal, ...], tuple[Literal, ...]]:
        """How many people certainly satisfy a condition, and how many may, up to `last`."""
        if (where, last) not in self._counts:
            mark, limit = self._weigh(last), min(last, MOST_PEOPLE)
            certain = self._tally(lambda at: self._member(at, where).true, limit, mark)
            possible = self._tally(lambda at: -self._member(at, where).false, limit, mark)
            certain.within(possible)
            self._counts[where, last] = certain.head, possible.head
        return self._counts[where, last]

    def _member(self, at: int, where: Condition) -> Truth:
        """Whether the person of a slot satisfies a condition; false when nobody is in it."""
        made = self._wheres.get((at, id(where)))
        if made is None:
            gates = self._slots.gates
            slot = self._slots[at]
            asked = Reading(gates, lambda id_: self._holding(at, id_), _no_people).truth(where)
            truth = Truth(gates.all_of((slot.present, asked.true)), gates.any_of((-slot.present, asked.false)))
            made = self._wheres[at, id(where)] = where, truth
        return made[1]

    def _holding(self, at: int, id_: str) -> Holding | None:
        key = (at, id_)
        if key not in self._held:
            self._held[key] = self._defaulted(at, self._attributes[id_]) if id_ in self._attributes else None
        return self._held[key]

    def _defaulted(self, at: int, fact: Fact) -> Holding:
        slots = self._slots
        if slots.mixed(fact.id):
            cells = slots.cells(fact)
            default = () if fact.default is None else constant(slots.gates, slots.days, cells, fact.default)
            return either(slots.gates, slots.days, cells, ((slots.gates.TRUE, default),) if default else ())
        said = slots.attribute(slots[at], fact.id).holding
        if fact.default is None:
            return said
        default = constant(slots.gates, slots.days, said.cells, fact.default)
        choices = ((said.known, said.aspects), (-said.known, default))
        return either(slots.gates, slots.days, said.cells, choices)

    # ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _tally(self, member: Callable[[int], Literal], limit: int, mark: Influence, first: int = 0) -> "Tally":
        """How many of the slots from `first` on are members."""
        return Tally(self._slots, member, limit, mark, first)

    def _distinct(
        self, where: Condition, attribute: Fact, limit: int, mark: Influence
    ) -> tuple[tuple[Literal, ...], tuple[Literal, ...]]:
        """The least and the greatest number of distinct values that those have who satisfy `where`."""
        gates, slots = self._slots.gates, self._slots
        id_ = attribute.id
        slots.compare(id_)

        def certain(at: int) -> Literal:
            return self._member(at, where).true

        def possible(at: int) -> Literal:
            return -self._member(at, where).false

        def lies_in(member: Callable[[int], Literal], cell: int) -> Callable[[int], Literal]:
            return lambda at: gates.all_of((member(at), self._lies(at, id_, cell)))

        def values(member: Callable[[int], Literal]) -> tuple[Literal, ...]:
            alone = [
                self._tally(lies_in(member, cell), 1, mark).head[0] for cell in cells_alone(slots.cells(attribute))
            ]
            return gates.sum(gates.tally(alone, limit), self._kinds(member, attribute, limit, mark), limit)

        someone = self._tally(certain, 1, mark).head[0]
        nameless = self._tally(lambda at: gates.all_of((possible(at), -self._known(at, id_))), limit, mark).head
        low = values(certain)
        most = len(attribute.values) if attribute.values else 2 if attribute.kind is Kind.FLAG else limit
        high = gates.sum(values(possible), nameless, limit)
        return (
            tuple(gates.any_of((literal, someone)) if at == 0 else literal for at, literal in enumerate(low)),
            tuple(literal if at < most else gates.FALSE for at, literal in enumerate(high)),
        )

    def _kinds(
        self, member: Callable[[int], Literal], attribute: Fact, limit: int, mark: Influence
    ) -> tuple[Literal, ...]:
        """How many different values the members have, among the values that share their cell with others."""
        gates, slots = self._slots.gates, self._slots
        if attribute.kind in (Kind.FLAG, Kind.CHOICE, Kind.SCALE) or slots.mixed(attribute.id):
            return (gates.FALSE,) * limit

        def used(first: int) -> Literal:
            """A member has the value of which slot `first` is the first bearer."""

            def bears(at: int) -> Literal:
                return gates.all_of((member(at), slots[at].like[attribute.id][first]))

            return self._tally(bears, 1, mark, first).head[0]

        return self._tally(used, limit, mark).head

    def _lies(self, at: int, attribute: str, cell: int) -> Literal:
        holding = self._holding(at, attribute)
        assert holding is not None, "a distinct attribute is one of the vocabulary's"
        return holding.aspects[0].get(cell, self._slots.gates.FALSE)

    def _known(self, at: int, attribute: str) -> Literal:
        holding = self._holding(at, attribute)
        assert holding is not None, "a distinct attribute is one of the vocabulary's"
        return holding.known


def _no_people(quantifier: Quantifier | Count) -> Truth:
    raise AssertionError(f"no quantifier stands inside another: {quantifier}")
