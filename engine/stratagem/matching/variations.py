"""Asks one rulebook about thousands of variations of one account at once: what if this were known, or that were so?

Every truth is a pair of integers used as columns, one bit for each variation (`variations_columns`). What a test says
of a value is asked once, of the condition itself; everything else is `&` and `|` of whole columns, stratum by stratum,
so a rule costs microseconds for thousands of variations. A variation may leave facts open: the answer is then a bound,
what holds surely and what holds possibly whatever they turn out to be. It equals `deciding.strata` and
`deciding.arbitration` on every variation. This module knows rulebooks and profiles. It does not know why anybody asks.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TypeVar

from stratagem.condition import Count, Situation, Truth
from stratagem.matching.profile import Profile
from stratagem.matching.variations_circuit import Circuit, Gate, Op
from stratagem.matching.variations_columns import Column, FactColumns, Width, any_of, bits_of
from stratagem.matching.variations_people import Rails, answered
from stratagem.matching.variations_verdicts import Ranks, ranked
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Value

T = TypeVar("T")

AT_ONCE = 4_096
"""So many variations at once: enough to spread what a gate costs, few enough for the cache."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value stands: a fact of the account, or an attribute of the person at a place of the list, from 0."""

    fact: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """What is left open: it may turn out to be any of these values; None is to stay unknown."""

    values: tuple[Value | None, ...]


Changes = Mapping[Slot, Value | Open | None]
"""What a variation gives instead of what the account gives; None gives nothing, and a default applies again."""

Masks = Mapping[Slot, Mapping[Value | Open | None, int]]
"""The same for many variations: what is given, and where, one bit for each variation."""


@dataclass(frozen=True)
class Answer:
    """What the rulebook says of each variation, in columns of `width`."""

    width: Width
    fired: Mapping[str, Column]
    """Rule id → where it fires."""
    facts: Mapping[str, FactColumns]
    ranks: Ranks

    def standing(self, top: Sequence[str | None]) -> Column:
        """Where exactly these strategies stand at the first ranks, in this order; None: nobody stands there."""
        same = self.width.full
        for strategy, rank in zip(top, self.ranks, strict=True):
            same &= self.width.negation(any_of([*rank.values()])) if strategy is None else rank.get(strategy, 0)
        return same

    @cached_property
    def tops(self) -> tuple[tuple[str, ...], ...]:
        """Who stands at the first ranks of each variation, in order; not of bounds."""
        found: list[list[str]] = [[] for _ in range(self.width.variations)]
        for rank in self.ranks:
            for strategy, column in rank.items():
                for at in bits_of(column):
                    found[at].append(strategy)
        return tuple(tuple(each) for each in found)


class Variations:
    """One account, of which variations are asked."""

    def __init__(self, circuit: Circuit, profile: Profile, *, people_open: bool = False) -> None:
        """Nothing is asked yet. `people_open`: where no people were given, anybody may be there."""
        self.circuit = circuit
        self.profile = profile
        vocabulary = circuit.rulebook.vocabulary
        self._facts = {fact.id: _without_default(fact, circuit.rulebook) for fact in vocabulary.facts}
        self._attributes = vocabulary.attribute
        self._in_force = {rule.id: rule.in_force(profile.as_of) is True for rule in circuit.rules}
        self._people_open = people_open
        self._said: dict[int, dict[Hashable, Truth]] = {}
        self._unchanged: dict[int, list[Rails]] = {}

    def ask(self, variations: Sequence[Changes], top: int = 3, *, everywhere: Changes | None = None) -> Answer:
        """Ask about these variations together; cost: a few operations on columns for each gate and each person.

        `everywhere` is what all of them give, unless they give something else.
        """
        everywhere = everywhere or {}
        given = masks_of(variations)
        everywhere_else = (1 << len(variations)) - 1
        for slot, value in everywhere.items():
            masks = given.setdefault(slot, {})
            masks[value] = masks.get(value, 0) | everywhere_else & ~any_of([*masks.values()])
        return self.ask_where(len(variations), given, top)

    def ask_where(self, variations: int, given: Masks, top: int = 3) -> Answer:
        """Ask about so many variations, when it is known already where what is given."""
        bounds = self._people_open or any(isinstance(value, Open) for masks in given.values() for value in masks)
        return self._answer(Width(variations, bounds), given, top)

    @cached_property
    def alike(self) -> Mapping[int, tuple[int, ...]]:
        """The place of each person → the places of all people, in order, who are alike as far as these rules can see.

        What holds of one of them holds of the others.
        """
        attributes = sorted(self.circuit.reach.attributes)
        kinds: dict[tuple[Value | None, ...], list[int]] = {}
        for at, person in enumerate(self.profile.people or ()):
            kinds.setdefault(tuple(person.facts.get(each) for each in attributes), []).append(at)
        return {at: tuple(places) for places in kinds.values() for at in places}

    def is_first_of_its_kind(self, slots: Iterable[Slot]) -> bool:
        """Whether, of people who are alike, the earlier are mentioned before the later: one order stands for all."""
        mentioned = list(dict.fromkeys(slot.person for slot in slots if slot.person is not None))
        before: dict[tuple[int, ...], int] = {}
        for person in mentioned:
            kind = self.alike[person]
            if person != kind[before.get(kind, 0)]:
                return False
            before[kind] = before.get(kind, 0) + 1
        return True

    def _answer(self, width: Width, changed: Masks, top: int) -> Answer:
        facts = {
            id_: _columns(width, fact, self.profile.given.get(id_), changed.get(Slot(id_), {}))
            for id_, fact in self._facts.items()
        }
        people = self._people(width, changed)
        fired: dict[str, Column] = {}
        gates = self.circuit.gates
        rails: list[Column] = []
        for stratum in self.circuit.strata:
            self._compute(width, gates.account[len(rails) : stratum.gates], rails, facts, people)
            for rule, gate in stratum.rules:
                fired[rule.id] = rails[gate] if self._in_force[rule.id] else 0
            for rows in stratum.contests:
                nobody = width.full
                for row in rows:
                    first = fired[row] & nobody
                    nobody &= width.negation(fired[row])
                    fired[row] = first
            for fact, concluding in stratum.concluding:
                facts[fact] = self._concluded(width, fact, facts[fact], concluding, fired)
        return Answer(width, fired, facts, ranked(width, self.circuit.voices, fired, top))

    def _concluded(
        self,
        width: Width,
        fact: str,
        given: FactColumns,
        concluding: Iterable[tuple[str, Value]],
        fired: Mapping[str, Column],
    ) -> FactColumns:
        """A concluded fact: as given, else by the rule that wins, else at its default."""
        values = dict(given.values)
        open_ = given.unknown
        for rule, value in concluding:
            if column := open_ & fired[rule]:
                values[value] = values.get(value, 0) | column
            open_ &= width.negation(fired[rule])
        default = self.circuit.rulebook.vocabulary.fact[fact].default
        if default is None:
            return FactColumns(values, open_)
        values[default] = values.get(default, 0) | open_
        return FactColumns(values, 0)

    def _people(self, width: Width, changed: Masks) -> Sequence[Rails] | None:
        """The rails of every question about people; None when no people were given: then all is unknown."""
        if self.profile.people is None:
            return None
        touched = {slot.person for slot in changed}
        asked = self.circuit.gates.asked
        counted = {each.of.distinct.id for each in asked if isinstance(each.of, Count) and each.of.distinct}
        rails, columns = [], []
        for at, person in enumerate(self.profile.people):
            if at in touched:
                own = self._attributes_of(width, at, person, changed)
                rails.append(self._rails_of(width, own))
            else:
                own = self._attributes_of(width, at, person, {}, counted)
                rails.append([(width.full * true, width.full * false) for true, false in self._base(at, person)])
            columns.append(own)
        nobody: list[FactColumns] = []
        return [
            answered(
                width,
                each.of,
                [own[number] for own in rails],
                [own[each.of.distinct.id] for own in columns]
                if isinstance(each.of, Count) and each.of.distinct
                else nobody,
            )
            for number, each in enumerate(asked)
        ]

    def _attributes_of(
        self,
        width: Width,
        at: int,
        person: Situation,
        changed: Masks,
        only: Iterable[str] | None = None,
    ) -> dict[str, FactColumns]:
        return {
            id_: _columns(width, self._attributes[id_], person.facts.get(id_), changed.get(Slot(id_, at), {}))
            for id_ in (self._attributes if only is None else only)
        }

    def _base(self, at: int, person: Situation) -> list[Rails]:
        """The rails of a person as listed, as bits: they are the same in every variation that leaves the person be."""
        if at not in self._unchanged:
            one = Width(1)
            self._unchanged[at] = self._rails_of(one, self._attributes_of(one, at, person, {}))
        return self._unchanged[at]

    def _rails_of(self, width: Width, attributes: Mapping[str, FactColumns]) -> list[Rails]:
        rails: list[Column] = []
        self._compute(width, self.circuit.gates.person, rails, attributes, None)
        return [(rails[each.true], rails[each.false]) for each in self.circuit.gates.asked]

    def _compute(
        self,
        width: Width,
        gates: Iterable[Gate],
        rails: list[Column],
        facts: Mapping[str, FactColumns],
        people: Sequence[Rails] | None,
    ) -> None:
        """Compute gates, each from rails before it, and add their rails."""
        full = width.full
        for gate in gates:
            match gate.op:
                case Op.AND:
                    column = full
                    for part in gate.parts:
                        column &= rails[part]
                case Op.OR:
                    column = 0
                    for part in gate.parts:
                        column |= rails[part]
                case Op.TEST:
                    column = self._tested(width, gate, facts[gate.fact])
                case Op.KNOWN:
                    of = facts[gate.fact]
                    known = any_of([*of.values.values()])
                    column = width.either(known, of.unknown) if gate.holds else width.either(of.unknown, known)
                case Op.PEOPLE:
                    if people is not None:
                        column = people[gate.asked][0 if gate.holds else 1]
                    else:
                        column = width.maybe(width.surely) if self._people_open else 0
            rails.append(column)

    def _tested(self, width: Width, gate: Gate, of: FactColumns) -> Column:
        """Where a test says what the rail wants; what it says of a value is asked once."""
        assert gate.test is not None, "a test asks something"
        said = self._said.setdefault(id(gate.test), {})
        met, rest = 0, of.unknown
        for value, column in of.values.items():
            if value not in said:
                said[value] = gate.test.admits(value, self.profile.as_of)
            if said[value] is gate.holds:
                met |= column
            else:
                rest |= column
        return width.either(met, rest)


def _without_default(fact: Fact, rulebook: Rulebook) -> Fact:
    """A fact that rules conclude takes its default only when they have not."""
    return replace(fact, default=None) if fact.id in rulebook.concludable else fact


def _columns(width: Width, fact: Fact, base: Value | None, changed: Mapping[Value | Open | None, int]) -> FactColumns:
    """Where a fact has which value, before rules conclude."""
    values: dict[Value, Column] = {}
    unknown = 0
    left = width.surely
    for value, mask in changed.items():
        left &= ~mask
        for each in value.values if isinstance(value, Open) else (value,):
            column = width.maybe(mask) if isinstance(value, Open) else width.both(mask)
            known = fact.default if each is None else each
            if known is None:
                unknown |= column
            else:
                values[known] = values.get(known, 0) | column
    known = fact.default if base is None else base
    if known is None:
        unknown |= width.both(left)
    elif left:
        values[known] = values.get(known, 0) | width.both(left)
    return FactColumns(values, unknown)


def varied(profile: Profile, changes: Changes, rulebook: Rulebook) -> Profile:
    """The profile of one variation, as an account that gives those values would have it; nothing is left open."""
    vocabulary = rulebook.vocabulary
    given = dict(profile.given)
    people = [dict(person.facts) for person in profile.people or ()]
    for slot, value in changes.items():
        assert not isinstance(value, Open), "a profile leaves nothing open"
        if slot.person is not None:
            people[slot.person][slot.fact] = vocabulary.attribute[slot.fact].default if value is None else value
        elif value is None:
            given.pop(slot.fact, None)
        else:
            given[slot.fact] = value
    return replace(
        profile,
        given={fact.id: given[fact.id] for fact in vocabulary.facts if fact.id in given},
        defaulted={
            fact.id: fact.default
            for fact in vocabulary.facts
            if fact.default is not None and not fact.concluded and fact.id not in given
        },
        people=None if profile.people is None else tuple(Situation(facts, as_of=profile.as_of) for facts in people),
    )


def masks_of(variations: Iterable[Changes]) -> dict[Slot, dict[Value | Open | None, int]]:
    """What variations give, and where."""
    given: dict[Slot, dict[Value | Open | None, int]] = {}
    for at, changes in enumerate(variations):
        for slot, value in changes.items():
            masks = given.setdefault(slot, {})
            masks[value] = masks.get(value, 0) | 1 << at
    return given


def in_batches(variations: Iterable[T]) -> Iterator[list[T]]:
    """Variations, so many as are asked about at once."""
    rest = iter(variations)
    while some := list(islice(rest, AT_ONCE)):
        yield some
