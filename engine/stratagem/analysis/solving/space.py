"""Every account there can be, as literals: what is given, the as-of date, the people; and back to an account.

One space may be asked about by several rulebooks. A fact that several of them know may be given as all of them allow; a
fact that they take for different kinds of thing may not be given, as no account file could say it to all of them. This
module knows vocabularies and the tests that are asked; it does not know what rules do with the answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count, islice
from math import inf

from stratagem.analysis.solving.days import FIRST_DAY, LAST_DAY, LIKELY_DAY, AsOf, Days
from stratagem.analysis.solving.gates import Gates
from stratagem.analysis.solving.people import Slots
from stratagem.analysis.solving.sat import Literal
from stratagem.analysis.solving.truths import tests_in
from stratagem.analysis.solving.values import Given, age_span, cut, date_span, given
from stratagem.condition import Age, Among, Between, Compare, Condition, Count, Test, quantifiers_of
from stratagem.matching.cells import AgeCells, Atom, CutCells, FactCells, ListedCells, TagCells, atoms_of
from stratagem.vocabulary import Fact, Kind, Value, Vocabulary

True_ = frozenset[Literal]
"""The inputs that are true; all others are false."""

_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.FLAG: (bool,),
    Kind.CHOICE: (str,),
    Kind.SCALE: (str,),
    Kind.TAGS: (str,),
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, float),
    Kind.DATE: (date,),
}
CENTURY = date(2000, 1, 1).toordinal(), date(2099, 12, 31).toordinal()
NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class CannotBeWrittenError(Exception):
    """An account whose values the cells promise, but which no vocabulary can hold: too few days lie between two dates.

    Cells tell how many values they hold only as *one* or *several*; whoever finds this may claim nothing.
    """


class Space:
    """The accounts that all of these vocabularies can read."""

    def __init__(
        self, gates: Gates, vocabularies: tuple[Vocabulary, ...], conditions: Iterable[Condition], as_of: AsOf
    ) -> None:
        """`conditions` are all that will be asked of an account: they cut its values into cells."""
        self.gates = gates
        self.days = Days(gates, as_of)
        self.natural: Literal = gates.fresh()
        """When it holds, nothing is given that rules find out, and the day is of this century: that reads best."""
        gates.add(-self.natural, -self.days.dated, self.days.between(*CENTURY))
        conditions = tuple(conditions)
        of_facts, of_people = tests_in(conditions)
        for condition in conditions:
            for quantifier in quantifiers_of(condition):
                if isinstance(quantifier, Count) and quantifier.distinct is not None:
                    of_people.setdefault(quantifier.distinct.id, [])
                    for vocabulary in vocabularies:
                        attribute = vocabulary.attribute.get(quantifier.distinct.id)
                        if attribute is not None and attribute.default is not None:
                            # A default must be alone in its cell, to be told from what others say.
                            of_people[attribute.id].append(Among((attribute.default,)))
        self._facts = {
            id_: _Fact(tuple(each.fact[id_] for each in vocabularies if id_ in each.fact), of_facts.get(id_, ()))
            for id_ in dict.fromkeys(fact.id for vocabulary in vocabularies for fact in vocabulary.facts)
        }
        self._attributes = {
            id_: _Fact(
                tuple(each.attribute[id_] for each in vocabularies if id_ in each.attribute), of_people.get(id_, ())
            )
            for id_ in dict.fromkeys(fact.id for vocabulary in vocabularies for fact in vocabulary.attributes)
        }
        self._given: dict[str, Given] = {}
        self.slots = Slots(
            gates,
            self.days,
            lambda fact: self._attributes[fact.id].cells(fact.kind),
            lambda id_: self._attributes[id_].definitions,
        )

    def cells(self, fact: Fact) -> FactCells:
        """The cells of a fact as one vocabulary defines it."""
        return self._facts[fact.id].cells(fact.kind)

    def fact(self, fact: Fact) -> Given | None:
        """What the caller says of a fact; None when no caller can."""
        if self._facts[fact.id].mixed:
            return None
        if fact.id not in self._given:
            definitions = self._facts[fact.id].definitions
            made = given(self.gates, self.days, self.cells(fact), definitions, self.gates.TRUE)
            if any(each.concluded for each in definitions):
                self.gates.add(-self.natural, -made.known)
            self._given[fact.id] = made
        return self._given[fact.id]

    # ── What is given, as sets of inputs ─────────────────────────────────────────────────────────────────────────────

    def inputs(self) -> Iterator[Literal]:
        """Every input that was asked about."""
        yield from self.days.inputs()
        yield self.slots.listed
        for each in self._given.values():
            yield from each.inputs()
        for slot in self.slots:
            yield slot.present
            for each in slot.given.values():
                yield from each.inputs()
            for like in slot.like.values():
                yield from like

    def fewer(self, true: True_, needed: True_) -> True_:
        """Leave out what is given without need; `needed` are the inputs, true or false, that matter."""
        kept: set[Literal] = set()
        for each in self._given.values():
            kept |= self._fewer(each, true, needed)
        for slot in self.slots:
            said: set[Literal] = set()
            for each in slot.given.values():
                said |= self._fewer(each, true, needed)
            if said or slot.present in needed:
                kept |= {slot.present, *said}
        if self.slots.listed in true and (
            self.slots.listed in needed or any(each.present in kept for each in self.slots)
        ):
            kept.add(self.slots.listed)
        ages = self._ages()
        if not needed.isdisjoint(each for days in (*self.days.inputs(), *ages) for each in (days, -days)):
            kept |= {each for each in self.days.inputs() if each in true}
        else:
            kept -= ages
        return self.likened(frozenset(kept), true)

    def _fewer(self, said: Given, true: True_, needed: True_) -> set[Literal]:
        """A fact is kept whole, except for the tags that do not matter."""
        mine = set(said.inputs()) & true
        if said.known not in true or needed.isdisjoint(
            each for literal in said.inputs() for each in (literal, -literal)
        ):
            return set()
        for at, aspect in enumerate(said.holding.cells.aspects):
            if isinstance(aspect, TagCells):
                absent, present = said.holding.aspects[at].get(0), said.holding.aspects[at].get(1)
                if present in mine and present not in needed and absent is not None and -absent not in needed:
                    mine -= {present}
                    mine.add(absent)
        return mine

    def likened(self, true: True_, before: True_) -> True_:
        """The same inputs, and who is the first to bear which value, as far as those are left who bore it before."""
        kept = {*true} - {like for slot in self.slots for likes in slot.like.values() for like in likes}
        for attribute in self.slots.compared:
            first: dict[int, int] = {}
            for at, slot in enumerate(self.slots):
                said = slot.given.get(attribute)
                if said is None or said.known not in kept:
                    continue
                old = next((place for place, like in enumerate(slot.like[attribute]) if like in before), None)
                if old is not None:
                    kept.add(slot.like[attribute][first.setdefault(old, at)])
        return frozenset(kept)

    def dispensable(self, true: True_) -> Iterator[True_]:
        """What may be left out on trial, in bundles of inputs: each person, fact and attribute, the as-of date."""
        for slot in reversed([*self.slots]):
            if slot.present in true:
                yield frozenset((slot.present, *(each for said in slot.given.values() for each in said.inputs())))
        yield frozenset((self.slots.listed,))
        for said in (*self._given.values(), *(said for slot in self.slots for said in slot.given.values())):
            if said.known in true:
                yield frozenset(said.inputs())
        yield frozenset(self.days.inputs()) | self._ages()

    def without(self, true: True_, dispensed: True_) -> True_ | None:
        """The inputs without some; None when nothing is left out or what remains cannot stand alone."""
        less = self.likened(true - dispensed, true)
        peopled = any(slot.present in less for slot in self.slots)
        return None if less == true or (peopled and self.slots.listed not in less) else less

    def _ages(self) -> frozenset[Literal]:
        """The inputs that say how old a date is: they hold only while there is an as-of date."""
        said = (*self._given.values(), *(each for slot in self.slots for each in slot.given.values()))
        return frozenset(
            literal
            for each in said
            for at, aspect in enumerate(each.holding.cells.aspects)
            if isinstance(aspect, AgeCells)
            for literal in each.holding.aspects[at].values()
        )

    # ── Back to an account ───────────────────────────────────────────────────────────────────────────────────────────

    def account(self, true: True_) -> tuple[dict[str, object], date | None]:
        """The account that exactly these inputs describe, as `Advisor.advise` takes it, and its as-of date."""
        as_of = self.days.day(true)
        account: dict[str, object] = {
            id_: _written(self._value(fact, said, true, as_of, 0))
            for id_, fact in self._facts.items()
            if (said := self._given.get(id_)) is not None and said.known in true
        }
        if self.slots.listed in true:
            account["stakeholders"] = [*self._people(true, as_of)]
        return account, as_of

    def _people(self, true: True_, as_of: date | None) -> Iterator[dict[str, object]]:
        bearers: dict[tuple[object, ...], list[int]] = {}
        there = [slot for slot in self.slots if slot.present in true]
        for at, slot in enumerate(there):
            person: dict[str, object] = {"name": _name(at)}
            for id_, attribute in self._attributes.items():
                said = slot.given.get(id_)
                if said is None or said.known not in true:
                    continue
                like = next((place for place, each in enumerate(slot.like.get(id_, ())) if each in true), None)
                nth = 0
                if like is not None:
                    # Whoever shares a value with nobody before takes the next value of the cell.
                    lies = bearers.setdefault((id_, *_chosen(said, true)), [])
                    if like not in lies:
                        lies.append(like)
                    nth = lies.index(like)
                person[id_] = _written(self._value(attribute, said, true, as_of, nth))
            yield person

    def _value(self, fact: "_Fact", said: Given, true: True_, as_of: date | None, nth: int) -> Value:
        """A value that lies in the cells that hold, the `nth` of those that share them."""
        cells = said.holding.cells
        chosen = _chosen(said, true)
        match cells.fact.kind:
            case Kind.DATE:
                return self._date(cells, chosen, as_of, nth)
            case Kind.TAGS:
                tags = zip(cells.aspects, chosen, strict=True)
                held = frozenset(aspect.tag for aspect, cell in tags if isinstance(aspect, TagCells) and cell == 1)
                return held or fact.free_tag({aspect.tag for aspect in cells.aspects if isinstance(aspect, TagCells)})
            case Kind.NUMBER:
                return _number(cells, chosen[0] if chosen else None, nth)
            case _:
                aspect, cell = cells.aspects[0], chosen[0]
                assert isinstance(aspect, ListedCells) and cell is not None, "a known value lies in a cell"
                unlisted = aspect.fact.kind is Kind.TEXT and cell == len(aspect.values)
                return _text(aspect.values, nth) if unlisted else aspect.examples[cell]

    def _date(self, cells: FactCells, chosen: list[int | None], as_of: date | None, nth: int) -> date:
        first, last = FIRST_DAY, LAST_DAY
        for aspect, cell in zip(cells.aspects, chosen, strict=True):
            if cell is None:
                continue
            if isinstance(aspect, CutCells):
                low, high = date_span(aspect, cell)
                first, last = max(first, low), min(last, high)
            elif isinstance(aspect, AgeCells):
                assert as_of is not None, "an age is counted from the as-of date"
                youngest, oldest = age_span(aspect, cell)
                first = max(first, int(max(as_of.toordinal() - oldest, FIRST_DAY)))
                last = min(last, int(min(as_of.toordinal() - youngest, LAST_DAY)))
        likely = min(max(LIKELY_DAY if as_of is None else as_of.toordinal(), first), last)
        # The nth day from the likely one, first backwards, then forwards.
        day = likely - nth if likely - nth >= first else likely + (nth - (likely - first))
        if not first <= day <= last:
            raise CannotBeWrittenError
        return date.fromordinal(day)


class _Fact:
    """A fact as all vocabularies define it that know it, and the tests asked of it."""

    def __init__(self, definitions: tuple[Fact, ...], tests: Iterable[Test]) -> None:
        self.definitions = definitions
        self._tests = tuple(tests)
        self._cells: dict[Kind, FactCells] = {}

    @property
    def mixed(self) -> bool:
        """Whether the vocabularies take it for different kinds of thing."""
        return len({fact.kind for fact in self.definitions}) > 1

    def free_tag(self, asked: set[str]) -> frozenset[str]:
        """A tag that no test asks for, which reads better than no tag; no tag when there is none."""
        common = (tag for tag in self.definitions[0].ranks if all(tag in fact.ranks for fact in self.definitions))
        return frozenset(islice((tag for tag in common if tag not in asked), 1))

    def cells(self, kind: Kind) -> FactCells:
        """The cells of its values as far as it is of this kind."""
        if kind not in self._cells:
            alike = tuple(each for each in self.definitions if each.kind is kind)
            tests = (test for test in self._tests if all(_is_about(kind, atom) for atom in atoms_of(test)))
            self._cells[kind] = cut(alike, tests if self.mixed else self._tests)
        return self._cells[kind]


def _is_about(kind: Kind, atom: Atom) -> bool:
    """Whether a test is one that values of this kind can be asked; others come from another vocabulary."""
    match atom:
        case Age():
            return kind is Kind.DATE
        case Among(values):
            bounds = values
        case Compare(_, bound):
            bounds = (bound,)
        case Between(low, high):
            bounds = (low, high)
    return all(isinstance(bound, _TYPES[kind]) for bound in bounds) and (
        kind is Kind.FLAG or not any(isinstance(bound, bool) for bound in bounds)
    )


def _chosen(said: Given, true: True_) -> list[int | None]:
    """The cell of each aspect of what is given."""
    return [
        next((cell for cell, literal in literals.items() if literal in true), None) for literals in said.holding.aspects
    ]


def _number(cells: FactCells, cell: int | None, nth: int) -> int | float:
    """A number of a cell: its example, or one of the many of a gap."""
    low, high = cells.fact.low, cells.fact.high
    if cell is None:
        if not nth:
            return low if low is not None else high if high is not None else 0
        return _between(-inf if low is None else low, inf if high is None else high, nth)
    aspect = cells.aspects[0]
    assert isinstance(aspect, CutCells), "a number is cut"
    example = aspect.examples[cell]
    assert isinstance(example, int | float), "a cell that holds a value has an example"
    if not nth:
        return example
    at = cell // 2
    line = [cut for cut in aspect.cuts if isinstance(cut, int | float)]
    return _between(line[at - 1] if at else -inf, line[at] if at < len(line) else inf, nth)


def _between(low: float, high: float, nth: int) -> int | float:
    """The nth number strictly between two others."""
    if low == -inf:
        return nth if high == inf else high - 1 - nth
    if high == inf:
        return low + 1 + nth
    number = low + (high - low) * (nth + 1) / (nth + 2)
    if not low < number < high:
        raise CannotBeWrittenError
    return number


def _text(listed: tuple[Value, ...], nth: int) -> str:
    """The nth text that is none of those listed."""
    return next(islice((text for at in count() if (text := _name(at)) not in listed), nth, None))


def _name(at: int) -> str:
    """A, B, C and so on to Z, then A1, B1."""
    return NAMES[at % len(NAMES)] + (str(at // len(NAMES)) if at >= len(NAMES) else "")


def _written(value: Value) -> object:
    """A value as an account file says it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
