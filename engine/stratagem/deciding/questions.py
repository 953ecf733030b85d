"""What to find out: what fired rules ask for, and what unknown facts are worth, told in one language.

`questions` keeps the order of the rules, strongest first, as other programs rely on it; `next_questions` ranks the same
facts by worth, person by person. This module does not know how worth is found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stratagem.advice import Question
from stratagem.deciding.outcomes import Telling
from stratagem.deciding.people import selected
from stratagem.deciding.phrases import shown
from stratagem.deciding.spoken import Spoken
from stratagem.deciding.weighing import Case, Scales, Top, Weighed, Weighing
from stratagem.inquiry import JointOutcome, NextQuestion, Outcome, Questions, StrategyNamed, Together
from stratagem.matching.variations import Slot
from stratagem.matching.variations_values import Possible
from stratagem.rulebook import Rule
from stratagem.vocabulary import Fact, Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that a fired rule asks for."""

    fact: str
    rule: Rule
    """The strongest that asks."""
    places: tuple[int, ...] | None
    """Of an attribute: the people it is asked about, best rank first; None for a fact of the account."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What is asked about."""
        return (Slot(self.fact),) if self.places is None else tuple(Slot(self.fact, at) for at in self.places)


def asked(spoken: Spoken) -> list[Asked]:
    """Each fact once, by the strongest rule that asks for it; equals in vocabulary order."""
    strongest: dict[str, Rule] = {}
    for rule in sorted(spoken.settled.fired, key=lambda rule: -rule.priority):
        for id_ in rule.ask:
            strongest.setdefault(id_, rule)
    vocabulary = spoken.rulebook.vocabulary
    in_order = sorted(strongest.items(), key=lambda each: (-each[1].priority, vocabulary.order[each[0]]))
    return [
        Asked(id_, rule, None if id_ in vocabulary.fact else _asked_about(spoken, id_, rule)) for id_, rule in in_order
    ]


def _asked_about(spoken: Spoken, attribute: str, rule: Rule) -> tuple[int, ...]:
    """Whom a question concerns: those whom the asking rule selects, or everybody of whom it is unknown."""
    places = {id(person): at for at, person in enumerate(spoken.settled.profile.people or ())}
    people = [(places[id(person)], person) for _, person in spoken.people]
    unknown = [at for at, person in people if person.facts.get(attribute) is None]
    chosen = set(selected(people, rule.see))
    return tuple(at for at in unknown if at in chosen) if rule.see else tuple(unknown)


def weigh(spoken: Spoken, scales: Scales) -> Weighing:
    """Weigh what is unknown, and what rules ask for although it is known."""
    return scales.weigh(spoken.settled.profile, (slot for each in asked(spoken) for slot in each.slots))


def questions(spoken: Spoken, weighing: Weighing | None) -> list[Question]:
    """What rules ask for, strongest first; then, if it was weighed, what no rule asks for though much hangs on it."""
    by_rules = asked(spoken)
    told = None if weighing is None else Told(spoken, weighing)
    found = [_question(spoken, each.fact, each.places, each.rule, told) for each in by_rules]
    if told is not None:
        known = {each.fact for each in by_rules}
        places: dict[str, list[int | None]] = {}
        for slot in (*told.telling_slots(), *(slot for pair in told.weighing.together for slot in told.like(pair))):
            if slot.fact not in known and slot.person not in places.setdefault(slot.fact, []):
                places[slot.fact].append(slot.person)
        for fact, of in places.items():
            about = tuple(at for at in of if at is not None)
            found.append(_question(spoken, fact, about if None not in of else None, None, told))
    return found


def _question(
    spoken: Spoken, id_: str, places: tuple[int, ...] | None, rule: Rule | None, told: "Told | None"
) -> Question:
    fact = spoken.phrases.fact(id_, places is not None)
    slots = (Slot(id_),) if places is None else tuple(Slot(id_, at) for at in places)
    names = spoken.settled.profile.names
    return Question(
        fact=id_,
        label=spoken.label(fact.label),
        ask=spoken.phrases.text(fact.ask or fact.label),
        people=[names[at] for at in places or ()],
        rule=rule.id if rule else None,
        priority=rule.priority if rule else None,
        because=spoken.because(rule) if rule else None,
        worth=None if told is None else float(max((told.weighed[slot].worth for slot in slots), default=0)),
        outcomes=None if told is None else [outcome for slot in slots for outcome in told.outcomes(slot)],
        hangs=None if told is None else told.hangs_on(slots),
    )


def next_questions(spoken: Spoken, weighing: Weighing) -> Questions:
    """What to find out next, the most telling first."""
    told = Told(spoken, weighing)
    profile = spoken.settled.profile
    return Questions(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=spoken.phrases.lang,
        top=told.named(weighing.top),
        settled=weighing.settled,
        questions=told.ranked(),
        together=told.together(),
    )


class Told:
    """A weighing in one language."""

    def __init__(self, spoken: Spoken, weighing: Weighing) -> None:
        """Gather who asks for what."""
        self.weighing = weighing
        self.weighed = weighing.single
        self._spoken = spoken
        self._names = spoken.settled.profile.names
        labels = {each.id: spoken.label(each.label) for each in spoken.rulebook.strategies}
        self._telling = Telling(spoken.phrases, labels)
        self._asking = {slot: each.rule for each in asked(spoken) for slot in each.slots}

    def ranked(self) -> list[NextQuestion]:
        """Unknown facts by worth, then by the priority of the rule that asks, then in vocabulary order."""
        return [self._next(slot) for slot in self._in_order(self.weighing.unknown)]

    def telling_slots(self) -> list[Slot]:
        """Those that are worth something, in that order."""
        return [slot for slot in self._in_order(self.weighing.unknown) if self.weighed[slot].worth]

    def _in_order(self, slots: Iterable[Slot]) -> list[Slot]:
        order = self._spoken.rulebook.vocabulary.order
        return sorted(
            slots,
            key=lambda slot: (
                -self.weighed[slot].worth,
                -(self._asking[slot].priority if slot in self._asking else 0),
                order[slot.fact],
                slot.person or 0,
            ),
        )

    def together(self) -> list[Together]:
        """Pairs, the most telling first, then in vocabulary order."""
        pairs = sorted(self.weighing.together, key=lambda pair: -pair.worth)
        return [
            Together(
                questions=[self._next(slot) for slot in pair.slots],
                worth=float(pair.worth),
                alike=self._others_alike(pair),
                outcomes=self._joint(pair),
                hangs=self._hangs_jointly(pair),
            )
            for pair in pairs
        ]

    def like(self, pair: Weighed) -> list[Slot]:
        """The facts of a pair, and the same of people who are alike."""
        alike = self.weighing.alike
        slots = [
            Slot(slot.fact, at)
            for slot in pair.slots
            for at in ((None,) if slot.person is None else alike[slot.person])
        ]
        return list(dict.fromkeys(slots))

    def _others_alike(self, pair: Weighed) -> list[str]:
        places = {slot.person: None for slot in self.like(pair) if slot not in pair.slots}
        return [self._names[at] for at in places if at is not None]

    def outcomes(self, slot: Slot) -> list[Outcome]:
        """What answers lead to, those together that lead to the same; what changes nothing comes last."""
        fact = self._fact(slot)
        return [
            Outcome(
                person=self._person(slot),
                values=[shown(fact, case.answer[0].value) for case in cases if case.answer[0].weight],
                shown=self._telling.answers(fact, [case.answer[0] for case in cases]),
                top=self.named(top),
                changes=top != self.weighing.top,
                says=self._telling.moves(self.weighing.top, top),
            )
            for top, cases in self._grouped(self.weighed[slot])
        ]

    def hangs_on(self, slots: Sequence[Slot]) -> str:
        """What hangs on a question about an account, or on one about some people."""
        told = {slot: self._hangs(slot) for slot in slots}
        if len(set(told.values())) == 1:
            return next(iter(told.values()))
        colon = "：" if self._spoken.phrases.lang == "zh" else ": "
        return " ".join(f"{self._person(slot)}{colon}{sentence}" for slot, sentence in told.items())

    def named(self, top: Top) -> list[StrategyNamed]:
        """Strategies with what they are called."""
        return [StrategyNamed(strategy=each, label=self._telling.labels[each]) for each in top]

    def _next(self, slot: Slot) -> NextQuestion:
        fact, rule = self._fact(slot), self._asking.get(slot)
        return NextQuestion(
            fact=slot.fact,
            label=self._spoken.label(fact.label),
            ask=self._spoken.phrases.text(fact.ask or fact.label),
            person=self._person(slot),
            person_at=slot.person,
            worth=float(self.weighed[slot].worth),
            outcomes=self.outcomes(slot),
            hangs=self._hangs(slot),
            rule=rule.id if rule else None,
            priority=rule.priority if rule else None,
            because=self._spoken.because(rule) if rule else None,
        )

    def _hangs(self, slot: Slot) -> str:
        together = self.weighing.pair_of(slot)
        if together is not None:
            return self._hangs_jointly(together)
        outcomes = self.outcomes(slot)
        how = "if"
        if self._fact(slot).kind is Kind.FLAG and len(outcomes) == 2:
            how = "if yes" if outcomes[0].values == [True] else "if no"
        return self._telling.hangs([(each.shown, each.says, each.changes) for each in outcomes], how)

    def _joint(self, pair: Weighed) -> list[JointOutcome]:
        facts = [self._fact(slot) for slot in pair.slots]
        return [
            JointOutcome(
                values=[
                    [shown(fact, each.value) for fact, each in zip(facts, case.answer, strict=True)] for case in cases
                ],
                shown=self._jointly(pair.slots, cases),
                top=self.named(top),
                changes=top != self.weighing.top,
                says=self._telling.moves(self.weighing.top, top),
            )
            for top, cases in self._grouped(pair)
        ]

    def _hangs_jointly(self, pair: Weighed) -> str:
        return self._telling.hangs([(each.shown, each.says, each.changes) for each in self._joint(pair)], "if both")

    def _jointly(self, slots: Sequence[Slot], cases: Sequence[Case]) -> str:
        """Pairs of answers in words: for each set of second answers, the first answers that go with it."""
        one, other = slots
        seconds: dict[Possible, tuple[Possible, ...]] = {}
        for case in cases:
            first, second = case.answer
            seconds[first] = (*seconds.get(first, ()), second)
        firsts: dict[tuple[Possible, ...], list[Possible]] = {}
        for first, with_ in seconds.items():
            firsts.setdefault(with_, []).append(first)
        telling = self._telling
        return telling.either(
            telling.both(
                telling.of(self._fact(one), telling.answers(self._fact(one), ones), self._person(one)),
                telling.of(self._fact(other), telling.answers(self._fact(other), others), self._person(other)),
            )
            for others, ones in firsts.items()
        )

    def _grouped(self, weighed: Weighed) -> Iterator[tuple[Top, list[Case]]]:
        groups: dict[Top, list[Case]] = {}
        for case in weighed.cases:
            groups.setdefault(case.top, []).append(case)
        return iter(sorted(groups.items(), key=lambda group: group[0] == self.weighing.top))

    def _fact(self, slot: Slot) -> Fact:
        return self._spoken.phrases.fact(slot.fact, slot.person is not None)

    def _person(self, slot: Slot) -> str | None:
        return None if slot.person is None else self._names[slot.person]
