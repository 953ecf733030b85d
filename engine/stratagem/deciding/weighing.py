"""What each unknown fact is worth: how many of its possible values would change the ordered top three.

And whether anything can. Hypothetical accounts are asked about together (`matching.variations`). That nothing changes
is proved by bounds: all facts are left open at once, then one after the other is split into what it may turn out to be,
until every case is decided or too many are left. This module gives numbers and cases, and leaves the telling to others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from math import prod

from stratagem.matching.profile import Profile
from stratagem.matching.variations import Changes, Open, Slot, Variations, in_batches
from stratagem.matching.variations_circuit import Circuit
from stratagem.matching.variations_columns import bits_of
from stratagem.matching.variations_values import Possibilities, Possible
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value

TOP = 3
"""A question is worth something when the answer can change these first recommendations, or their order."""

MOST_CASES = 8_192
"""So many cases are looked at to prove that nothing can change; what is not proved by then is not claimed."""

Top = tuple[str, ...]
"""The strategies at the first ranks, in order."""


@dataclass(frozen=True, slots=True)
class Case:
    """What one answer leads to."""

    answer: tuple[Possible, ...]
    """One value for each fact asked about."""
    top: Top


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is asked about, one fact or two, and what hangs on it."""

    slots: tuple[Slot, ...]
    worth: Fraction
    """The share of possible answers under which the ordered top three changes."""
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Everything that is unknown of an account, weighed."""

    top: Top
    """As things are."""
    single: Mapping[Slot, Weighed]
    """For each fact that was weighed."""
    unknown: tuple[Slot, ...]
    """Those of them that are unknown, in vocabulary order, people in the order given."""
    together: tuple[Weighed, ...]
    """Pairs of facts of which neither is worth anything by itself; where people are alike, of the first of them."""
    alike: Mapping[int, tuple[int, ...]]
    """The place of each person → the places of all who are like them as far as rules can see, in order."""
    settled: bool
    """Proved: whatever else is found out, the top three stays."""

    def pair_of(self, slot: Slot) -> Weighed | None:
        """A pair that a fact belongs to; of somebody who is like a person of the pair, the pair with them instead."""
        for pair in self.together:
            for each in pair.slots:
                if each == slot:
                    return pair
                if each.fact == slot.fact and each.person is not None and slot.person in self.alike[each.person]:
                    swapped: dict[int | None, int | None] = {each.person: slot.person, slot.person: each.person}
                    slots = tuple(Slot(one.fact, swapped.get(one.person, one.person)) for one in pair.slots)
                    return replace(pair, slots=slots)
        return None


class Scales:
    """A rulebook made ready to weigh questions. Frozen; safe to share between threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Translate the rules that bear upon strategies."""
        self.rulebook = rulebook
        self.circuit = Circuit(rulebook)
        self.possibilities = Possibilities(rulebook)

    def _unknown(self, profile: Profile) -> Iterator[Slot]:
        """What is unknown and bears upon strategies."""
        reach, vocabulary = self.circuit.reach, self.rulebook.vocabulary
        slots = [Slot(fact.id) for fact in vocabulary.facts if fact.id in reach.facts]
        people = range(len(profile.people or ()))
        slots += [Slot(fact.id, at) for fact in vocabulary.attributes if fact.id in reach.attributes for at in people]
        return (slot for slot in slots if self._is_unknown(slot, profile))

    def _is_unknown(self, slot: Slot, profile: Profile) -> bool:
        """A fact at its default is known, and what rules find out is theirs to find out."""
        return self.value(slot, profile) is None and (
            slot.person is not None or slot.fact not in self.rulebook.concludable
        )

    def value(self, slot: Slot, profile: Profile) -> Value | None:
        """What is given, else the default; None for what is unknown or left to the rules."""
        if slot.person is not None:
            return (profile.people or ())[slot.person].facts.get(slot.fact)
        if slot.fact in profile.given or slot.fact in self.rulebook.concludable:
            return profile.given.get(slot.fact)
        return self.rulebook.vocabulary.fact[slot.fact].default

    def weigh(self, profile: Profile, also: Iterable[Slot] = ()) -> Weighing:
        """Weigh every unknown fact that bears upon strategies, and pairs of those that alone change nothing.

        `also` is weighed too, whether it bears upon strategies or not, and whether it is known or not.
        """
        variations = Variations(self.circuit, profile)
        also = tuple(also)
        unknown = (*self._unknown(profile), *(slot for slot in also if self._is_unknown(slot, profile)))
        unknown = tuple(dict.fromkeys(unknown))
        may_be = {slot: self.may_be(slot, profile) for slot in (*unknown, *also)}
        top = variations.ask([{}], TOP).tops[0]
        single = {
            slots[0]: Weighed(slots, *found)
            for slots, found in _weighed(variations, top, [(slot,) for slot in may_be], may_be)
        }
        idle = [slot for slot in unknown if not single[slot].worth]
        together = tuple(self._together(variations, top, idle, may_be))
        settled = len(idle) == len(unknown) and not together and self._is_settled(profile, top, idle, may_be)
        return Weighing(top, single, unknown, together, variations.alike, settled)

    def may_be(self, slot: Slot, profile: Profile) -> tuple[Possible, ...]:
        """The values that a fact may turn out to have."""
        return self.possibilities.of(slot.fact, slot.person is not None, profile)

    def _together(
        self, variations: Variations, top: Top, idle: Sequence[Slot], may_be: Mapping[Slot, Sequence[Possible]]
    ) -> Iterator[Weighed]:
        """Pairs that change the top three together: bounds tell which cannot, the others are asked value by value."""
        left_open = {slot: Open(tuple(each.value for each in may_be[slot])) for slot in idle}
        or_unknown = {slot: Open((None, *each.values)) for slot, each in left_open.items()}
        if not idle or _surely_stays(variations, top, or_unknown):
            return
        suspects: list[tuple[Slot, ...]] = []
        for pairs in in_batches(pair for pair in combinations(idle, 2) if variations.is_first_of_its_kind(pair)):
            answer = variations.ask([{slot: left_open[slot] for slot in pair} for pair in pairs], TOP)
            stays = answer.width.sure(answer.standing(_padded(top)))
            suspects += (pairs[at] for at in bits_of(answer.width.surely & ~stays))
        for pair, (worth, cases) in _weighed(variations, top, suspects, may_be):
            if worth:
                yield Weighed(pair, worth, cases)

    def _is_settled(
        self, profile: Profile, top: Top, idle: Sequence[Slot], may_be: Mapping[Slot, Sequence[Possible]]
    ) -> bool:
        """Whether the top three stays whatever the unknown facts turn out to be, and whoever is there."""
        variations = Variations(self.circuit, profile, people_open=profile.people is None)
        values = {slot: (None, *(each.value for each in may_be[slot])) for slot in idle}
        left_open = {slot: Open(each) for slot, each in values.items()}
        cases: list[dict[Slot, Value | None]] = [{}]
        looked_at = 1
        while cases:
            answer = variations.ask(cases, TOP, everywhere=left_open)
            stays = answer.standing(_padded(top))
            if answer.width.possible(stays) != answer.width.surely:
                return False
            undecided = answer.width.surely & ~answer.width.sure(stays)
            cases = [cases[at] for at in bits_of(undecided)]
            if cases:
                slot = self._most_asked(left_open, answer.fired, answer.width.variations, undecided)
                looked_at += len(cases) * len(values[slot]) if slot else 0
                if slot is None or looked_at > MOST_CASES:
                    return False
                cases = [{**case, slot: value} for case in cases for value in values[slot]]
                del left_open[slot]
        return True

    def _most_asked(
        self, left_open: Iterable[Slot], fired: Mapping[str, int], variations: int, undecided: int
    ) -> Slot | None:
        """The open fact that most of the rules go back to of which it is not clear whether they fire."""
        asked: dict[Slot, int] = dict.fromkeys(left_open, 0)
        for rule, column in fired.items():
            unclear = (undecided & (column >> variations) & ~column).bit_count()
            if unclear:
                reach = self.circuit.reaches[rule]
                for slot in asked:
                    if slot.fact in (reach.facts if slot.person is None else reach.attributes):
                        asked[slot] += unclear
        return max(asked, key=asked.__getitem__, default=None)


def _surely_stays(variations: Variations, top: Top, left_open: Changes) -> bool:
    """Whether the top three stays, whatever the open facts turn out to be."""
    answer = variations.ask([left_open], TOP)
    return answer.width.sure(answer.standing(_padded(top))) == 1


def _weighed(
    variations: Variations,
    top: Top,
    asked: Iterable[tuple[Slot, ...]],
    may_be: Mapping[Slot, Sequence[Possible]],
) -> Iterator[tuple[tuple[Slot, ...], tuple[Fraction, tuple[Case, ...]]]]:
    """Every answer to every question, looked at together."""
    asked = list(asked)
    answers = [(slots, answer) for slots in asked for answer in product(*(may_be[slot] for slot in slots))]
    found: dict[tuple[Slot, ...], list[Case]] = {slots: [] for slots in asked}
    for some in in_batches(answers):
        told = variations.ask(
            [{slot: each.value for slot, each in zip(slots, answer, strict=True)} for slots, answer in some], TOP
        )
        for (slots, answer), led_to in zip(some, told.tops, strict=True):
            found[slots].append(Case(answer, led_to))
    for slots, cases in found.items():
        yield slots, (_share(cases, top), tuple(cases))


def _share(cases: Sequence[Case], top: Top) -> Fraction:
    """The share of answers that change the top three; an answer that stands for several counts as often."""
    weights = [prod(_weight(each, len(case.answer)) for each in case.answer) for case in cases]
    changed = sum(weight for case, weight in zip(cases, weights, strict=True) if case.top != top)
    return Fraction(changed, sum(weights)) if changed else Fraction(0)


def _weight(possible: Possible, asked: int) -> int:
    """Of two people who may both be somewhere new, it matters whether they are so together."""
    return possible.weight if asked == 1 else max(possible.weight, 1)


def _padded(top: Top) -> tuple[str | None, ...]:
    return (*top, *[None] * (TOP - len(top)))
