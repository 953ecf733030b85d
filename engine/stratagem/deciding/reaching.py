"""The smallest changes of facts that would bring a strategy to a rank: all minimal ones, exact up to three.

A search from reason to reason. With everything fixed that need not change, something in a *core* of facts has to: it is
found by leaving all others open and seeing that the goal stays out of reach (`matching.variations`, bounds). Only facts
of the core are changed next, so that dead ends are never tried value by value. Every step is one question about many
variations. This module gives sets of changes. It does not know how they are told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from stratagem.deciding.weighing import Scales
from stratagem.matching.profile import Profile
from stratagem.matching.variations import AT_ONCE, Answer, Masks, Open, Slot, Variations, in_batches, masks_of
from stratagem.matching.variations_circuit import NOTHING, Reach
from stratagem.matching.variations_columns import any_of, bits_of
from stratagem.matching.variations_values import Possible
from stratagem.vocabulary import Value

MOST_CHANGES = 3
"""Sets of more changes are not looked for: nobody follows advice that begins with four other facts."""

Set = tuple[tuple[Slot, Possible], ...]
"""Changes that do it together, each a fact and what it is to be, in the order of the facts."""


@dataclass(frozen=True, slots=True)
class Group:
    """Minimal sets of changes of the same facts: each fact may become any of its values, whatever the others become."""

    slots: tuple[Slot, ...]
    values: tuple[tuple[Possible, ...], ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """How a strategy can be brought to a rank.

    Where people are alike, sets name the first of them; the same changes of others of their kind do it too.
    """

    already: bool
    groups: tuple[Group, ...]
    """Smallest first, then in vocabulary order."""
    alike: Mapping[int, tuple[int, ...]]
    """The place of each person → the places of all who are like them, in order."""


def reach(scales: Scales, profile: Profile, strategy: str, rank: int) -> Reached:
    """All minimal sets of up to three changes that bring a strategy to this rank or above."""
    search = _Search(scales, profile, strategy, rank)
    if search.reached([()]):
        return Reached(True, (), search.alike)
    found = search.minimal()
    by_slots: dict[tuple[Slot, ...], list[tuple[Possible, ...]]] = {}
    for each in found:
        by_slots.setdefault(tuple(slot for slot, _ in each), []).append(tuple(value for _, value in each))
    groups = (Group(slots, values) for slots, tuples in by_slots.items() for values in _boxes(tuples))
    order = {slot: at for at, slot in enumerate(search.slots)}
    return Reached(
        False,
        tuple(sorted(groups, key=lambda group: (len(group.slots), [order[slot] for slot in group.slots]))),
        search.alike,
    )


def _boxes(tuples: Sequence[tuple[Possible, ...]]) -> Iterator[tuple[tuple[Possible, ...], ...]]:
    """Tuples as products of sets: `price 50 or more, and stance supporter or leader` is one change, not fifty."""
    if not tuples[0]:
        yield ()
        return
    rests: dict[Possible, list[tuple[Possible, ...]]] = {}
    for first, *rest in tuples:
        rests.setdefault(first, []).append(tuple(rest))
    firsts: dict[frozenset[tuple[Possible, ...]], list[Possible]] = {}
    for first, those in rests.items():
        firsts.setdefault(frozenset(those), []).append(first)
    for with_ in firsts.values():
        for box in _boxes(rests[with_[0]]):
            yield (tuple(with_), *box)


class _Search:
    def __init__(self, scales: Scales, profile: Profile, strategy: str, rank: int) -> None:
        self._variations = Variations(scales.circuit, profile)
        self._strategy, self._rank = strategy, rank
        reach = _bearing_on(scales, strategy)
        self.values = {
            slot: values
            for slot in _slots(scales, profile, reach)
            if slot.person is None or slot.person in self._variations.alike[slot.person][:MOST_CHANGES]
            if (values := _values(scales, profile, slot))
        }
        self.slots = tuple(self.values)
        self._order = {slot: at for at, slot in enumerate(self.slots)}
        self._open = {slot: Open(tuple(each.value for each in values)) for slot, values in self.values.items()}
        self._or_as_it_is = {
            slot: Open((scales.value(slot, profile), *each.values)) for slot, each in self._open.items()
        }

    @property
    def alike(self) -> Mapping[int, tuple[int, ...]]:
        """Who is like whom."""
        return self._variations.alike

    def minimal(self) -> list[Set]:
        """Every set of changes that does it and of which no part does."""
        found: list[Set] = []
        nodes: list[Set] = [()]
        for size in range(1, MOST_CHANGES + 1):
            if size < MOST_CHANGES:
                nodes = self._grown(nodes, self._cores(nodes), found)
            else:
                nodes = self._grown(nodes, self._last_steps(nodes), found)
            done = self.reached(nodes)
            found += (nodes[at] for at in sorted(done))
            nodes = [node for at, node in enumerate(nodes) if at not in done]
        return found

    def reached(self, nodes: Sequence[Set]) -> set[int]:
        """Which of these sets of changes do it."""
        done: set[int] = set()
        for start, some in _numbered(nodes):
            answer = self._variations.ask([_changes(node) for node in some], self._rank)
            done.update(start + at for at in bits_of(self._goal(answer)))
        return done

    def _goal(self, answer: Answer) -> int:
        return any_of([rank.get(self._strategy, 0) for rank in answer.ranks])

    def _grown(self, nodes: Sequence[Set], steps: Iterable[Iterable[Slot]], found: Sequence[Set]) -> list[Set]:
        """Sets with one change more, those left out of which a part does it already."""
        parts = set(found)
        grown: dict[Set, None] = {}
        for node, slots in zip(nodes, steps, strict=True):
            for slot in slots:
                for value in self.values[slot]:
                    larger = self._of_first_people((*node, (slot, value)))
                    if larger not in grown and not self._holds(larger, parts):
                        grown[larger] = None
        return list(grown)

    def _holds(self, node: Set, parts: set[Set]) -> bool:
        return any(
            self._of_first_people(part) in parts for size in range(1, len(node)) for part in combinations(node, size)
        )

    def _of_first_people(self, node: Set) -> Set:
        """The same changes in order, of the first among people who are alike: one set stands for all of its kind."""
        people = list(dict.fromkeys(slot.person for slot, _ in node if slot.person is not None))
        kinds = {person: self.alike[person] for person in people}
        if all(len(kind) == 1 for kind in kinds.values()):
            return tuple(sorted(node, key=lambda each: self._order[each[0]]))
        ways = []
        for others in product(*(kind[:MOST_CHANGES] for kind in kinds.values())):
            if len(set(others)) == len(others):
                instead = dict(zip(people, others, strict=True))
                ways.append(tuple(sorted(map(self._placed(instead), node))))
        return tuple((self.slots[slot], self.values[self.slots[slot]][value]) for slot, value in min(ways))

    def _placed(self, instead: Mapping[int, int]) -> Callable[[tuple[Slot, Possible]], tuple[int, int]]:
        """A change of somebody else, as the places of its fact and of its value."""

        def placed(change: tuple[Slot, Possible]) -> tuple[int, int]:
            slot, value = change
            other = slot if slot.person is None else Slot(slot.fact, instead[slot.person])
            return self._order[other], self.values[slot].index(value)

        return placed

    def _cores(self, nodes: Sequence[Set]) -> Iterator[list[Slot]]:
        """For each set of changes: facts of which one has to change next, if anything can still do it.

        Facts are left open one after the other, for all sets together; one with which the goal still stays out of
        reach needs not be in the core.
        """
        for some in in_batches(nodes):
            everyone = (1 << len(some)) - 1
            fixed = masks_of(_changes(node) for node in some)
            free = {slot: everyone & ~any_of([*fixed.get(slot, {}).values()]) for slot in self.slots}
            alive = self._possible(len(some), fixed, free)
            opened = dict.fromkeys(self.slots, 0)
            core: dict[Slot, int] = {}
            for slot in self.slots:
                within = self._possible(len(some), fixed, {**opened, slot: free[slot]})
                core[slot] = alive & free[slot] & within
                opened[slot] = free[slot] & ~within
            yield from ([slot for slot in self.slots if core[slot] >> at & 1] for at in range(len(some)))

    def _possible(self, nodes: int, fixed: Masks, opened: Mapping[Slot, int]) -> int:
        """Where the goal may be within reach, when some facts are open in some places."""
        given = dict(fixed)
        for slot, mask in opened.items():
            if mask:
                given[slot] = {**fixed.get(slot, {}), self._or_as_it_is[slot]: mask}
        answer = self._variations.ask_where(nodes, given, self._rank)
        return answer.width.possible(self._goal(answer))

    def _last_steps(self, nodes: Sequence[Set]) -> Iterator[list[Slot]]:
        """For each set of changes: the facts of which a single one, left open, may do the rest.

        Nodes are asked about beside each other once for each fact, in blocks of bits.
        """
        for some in in_batches(nodes):
            many, everyone = len(some), (1 << len(some)) - 1
            fixed = masks_of(_changes(node) for node in some)
            steps: list[list[Slot]] = [[] for _ in some]
            blocks = max(AT_ONCE // many, 1)
            for start in range(0, len(self.slots), blocks):
                slots = self.slots[start : start + blocks]
                repeated = sum(1 << many * block for block in range(len(slots)))
                given: dict[Slot, dict[Value | Open | None, int]] = {
                    slot: {value: mask * repeated for value, mask in masks.items()} for slot, masks in fixed.items()
                }
                for block, slot in enumerate(slots):
                    free = everyone & ~any_of([*fixed.get(slot, {}).values()])
                    given.setdefault(slot, {})[self._open[slot]] = free << many * block
                answer = self._variations.ask_where(many * len(slots), given, self._rank)
                within = answer.width.possible(self._goal(answer))
                for block, slot in enumerate(slots):
                    free = everyone & ~any_of([*fixed.get(slot, {}).values()])
                    for at in bits_of(within >> many * block & free):
                        steps[at].append(slot)
            yield from steps


def _changes(node: Set) -> dict[Slot, Value | Open | None]:
    return {slot: possible.value for slot, possible in node}


def _numbered(nodes: Sequence[Set]) -> Iterator[tuple[int, list[Set]]]:
    start = 0
    for some in in_batches(nodes):
        yield start, some
        start += len(some)


def _bearing_on(scales: Scales, strategy: str) -> Reach:
    """What rules go back to that speak of the strategy, or of one that can stand above it."""
    rules = scales.circuit.rules
    speakers = [rule.priority for rule in rules if strategy in rule.recommend]
    if not speakers:
        return NOTHING
    least = min(speakers)
    rivals = {named for rule in rules if rule.priority >= least for named in rule.recommend} | {strategy}
    found = NOTHING
    for rule in rules:
        held = {named for hold in rule.hold for named in hold.strategies}
        if rivals & {*rule.recommend, *rule.avoid, *rule.veto, *held}:
            found |= scales.circuit.reaches[rule.id]
    return found


def _slots(scales: Scales, profile: Profile, reach: Reach) -> Iterator[Slot]:
    """Facts that may change: those a rep can influence, and those that are unknown and may be found out.

    What rules find out changes with the facts that they find it by.
    """
    vocabulary = scales.rulebook.vocabulary
    for fact in vocabulary.facts:
        mine = fact.id in reach.facts and fact.id not in scales.rulebook.concludable
        if mine and (fact.changeable or scales.value(Slot(fact.id), profile) is None):
            yield Slot(fact.id)
    for fact in vocabulary.attributes:
        if fact.id in reach.attributes:
            for at in range(len(profile.people or ())):
                if fact.changeable or scales.value(Slot(fact.id, at), profile) is None:
                    yield Slot(fact.id, at)


def _values(scales: Scales, profile: Profile, slot: Slot) -> tuple[Possible, ...]:
    return scales.possibilities.others(slot.fact, slot.person is not None, profile, scales.value(slot, profile))
