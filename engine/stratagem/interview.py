"""An account found out question by question: the next best question, an answer, and how the ranking moved.

`Advisor.interview` makes interviews; a terminal, a web page or a chat drives them. An answer that cannot be understood
is refused and changes nothing. This module does not know how questions are weighed, nor where answers are kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from stratagem.account import Account
from stratagem.advice import Advice
from stratagem.diagnostics import AccountError, Diagnostic
from stratagem.inquiry import NextQuestion, Questions
from stratagem.vocabulary import Fact, Kind, Value, Vocabulary, folded

DONT_KNOW = frozenset(
    folded(each)
    for each in (
        "",
        "?",
        "？",
        "don't know",
        "dont know",
        "don’t know",
        "unknown",
        "no idea",
        "不知道",
        "不清楚",
        "未知",
    )
)
"""What stands for "don't know", in either language."""

_SEPARATOR = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given by its number."""

    number: int
    value: Value
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked now: a fact of the account, or an attribute of one person."""

    fact: str
    person: int | None
    """The place of the person in the list, from 0; None for a fact of the account."""
    name: str | None
    """The person's name."""
    label: str
    ask: str
    choices: tuple[Choice, ...]
    """Answers to choose from; empty for numbers, dates and texts."""
    several: bool
    """Whether more than one of them may be chosen."""
    kind: Kind
    unit: str
    worth: float
    """The share of answers that would change the first three recommendations."""
    hangs: str
    """What hangs on the answer, as a sentence."""


@dataclass(frozen=True, slots=True)
class Given:
    """Something that was said: the value of a fact, or that somebody is there."""

    fact: str
    """`stakeholders` when a person was added."""
    person: int | None
    value: Value
    """The name, when a person was added."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a strategy stood and where it stands; None when it is not recommended."""

    strategy: str
    label: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What an answer did to the ranking."""

    advice: Advice
    places: tuple[Place, ...]
    """The first three of before and of now, as they stand now; those that fell out last."""

    @property
    def changed(self) -> bool:
        """Whether the first three are others, or in another order."""
        return any(place.before != place.after for place in self.places)


_TOP = 3


class Interview:
    """One account under way. What was said is never lost: every answer is in `said` as soon as it is understood."""

    def __init__(
        self,
        account: Account,
        vocabulary: Vocabulary,
        read: Callable[[Mapping[str, object]], Account],
        advise: Callable[[Account], Advice],
        weigh: Callable[[Account], Questions],
        lang: str,
    ) -> None:
        """`read` validates an account, `advise` advises on it, `weigh` ranks what is unknown of it."""
        self._states: list[tuple[Account, tuple[Given, ...]]] = [(account, ())]
        self._vocabulary = vocabulary
        self._read, self._advise, self._weigh = read, advise, weigh
        self._lang = lang
        self._open: set[tuple[str, int | None]] = set()
        self._advice: Advice | None = None
        self._questions: Questions | None = None

    @property
    def account(self) -> Account:
        """What is known now."""
        return self._states[-1][0]

    @property
    def said(self) -> tuple[Given, ...]:
        """Everything that was said, in order."""
        return self._states[-1][1]

    @property
    def advice(self) -> Advice:
        """The advice on what is known now."""
        if self._advice is None:
            self._advice = self._advise(self.account)
        return self._advice

    @property
    def settled(self) -> bool:
        """Proved: whatever is still unknown, the first three recommendations stay."""
        return self._weighed.settled

    @property
    def wants_people(self) -> bool:
        """Whether nothing was said about people yet: then nobody can be asked about."""
        return self.account.stakeholders is None

    @property
    def question(self) -> Ask | None:
        """The best question that nobody has said "don't know" to; None when none is worth asking.

        That is the one whose answers change the first three most often, then one of two that matter together, then one
        that the rules ask for.
        """
        return None if self.settled else next(self._in_order(), None)

    def answer(self, answer: object) -> Moved:
        """Take an answer to `question`: a number of its choices, a word (id or label), a value, or "don't know".

        Numbers mean the choices where there are any, and themselves where there are none; several are separated by
        commas or blanks. Raises `AccountError` when it cannot be understood, and `ValueError` when nothing is asked.
        """
        ask = self.question
        if ask is None:
            raise ValueError("nothing is asked any more")
        if isinstance(answer, str) and folded(answer) in DONT_KNOW:
            return self.skip()
        value = self._understood(ask, answer)
        return self._skipped(ask) if value is None else self.tell(ask.fact, value, ask.person)

    def skip(self) -> Moved:
        """Say "don't know" to `question`: it is not asked again, and the fact stays unknown."""
        ask = self.question
        if ask is None:
            raise ValueError("nothing is asked any more")
        return self._skipped(ask)

    def tell(self, fact: str, value: object, person: int | None = None) -> Moved:
        """Say something unasked: a fact of the account, or an attribute of the person at a place, by id or label.

        Raises `AccountError` when there is no such fact or value, `IndexError` when nobody stands at that place.
        """
        if person is None:
            told = self._read({fact: value})
            id_ = self._vocabulary.fact_names.get(folded(fact), fact)
            changed = self.account.model_copy(update={id_: getattr(told, id_)})
        else:
            people = list(self.account.stakeholders or ())
            told = self._read({"stakeholders": [{"name": people[person].name, fact: value}]})
            id_ = self._vocabulary.attribute_names.get(folded(fact), fact)
            assert told.stakeholders, "one person was read"
            people[person] = people[person].model_copy(update={id_: getattr(told.stakeholders[0], id_)})
            changed = self.account.model_copy(update={"stakeholders": tuple(people)})
        given = getattr(told if person is None else told.stakeholders[0], id_)  # type: ignore[index]
        return self._moved(changed, Given(id_, person, given))

    def add_person(self, name: str) -> Moved:
        """Somebody is there; raises `AccountError` when that is no name. What they are is asked next, if it matters."""
        told = self._read({"stakeholders": [{"name": name}]})
        assert told.stakeholders, "one person was read"
        people = (*(self.account.stakeholders or ()), *told.stakeholders)
        given = Given("stakeholders", len(people) - 1, told.stakeholders[0].name)
        return self._moved(self.account.model_copy(update={"stakeholders": people}), given)

    def nobody(self) -> Moved:
        """Nobody is there: an empty list, which is more than no list. Says nothing once somebody is listed."""
        if self.account.stakeholders:
            return Moved(self.advice, _places(self.advice, self.advice))
        changed = self.account.model_copy(update={"stakeholders": ()})
        return self._moved(changed, Given("stakeholders", None, ""))

    def back(self) -> Moved | None:
        """Take the last thing back that was said; None when nothing was. Its question may be asked again."""
        if len(self._states) == 1:
            return None
        before = self.advice
        _, said = self._states.pop()
        self._open.discard((said[-1].fact, said[-1].person))
        self._forget()
        return Moved(self.advice, _places(before, self.advice))

    # ── How it goes on ──

    @property
    def _weighed(self) -> Questions:
        if self._questions is None:
            self._questions = self._weigh(self.account)
        return self._questions

    def _in_order(self) -> Iterator[Ask]:
        """What can be asked, the most telling first; what nobody asks for and nothing hangs on is left out."""
        weighed = self._weighed
        for each in (
            *(each for each in weighed.questions if each.worth),
            *(each for pair in weighed.together for each in pair.questions),
            *(each for each in weighed.questions if each.rule is not None),
        ):
            if (each.fact, each.person_at) not in self._open:
                yield self._ask(each)

    def _ask(self, each: NextQuestion) -> Ask:
        of_people = each.person_at is not None
        fact = (self._vocabulary.attribute if of_people else self._vocabulary.fact)[each.fact]
        return Ask(
            each.fact, each.person_at, each.person, each.label, each.ask, tuple(_choices(fact, self._lang)),
            fact.kind is Kind.TAGS, fact.kind, fact.unit, each.worth, each.hangs,
        )  # fmt: skip

    def _understood(self, ask: Ask, answer: object) -> Value | None:
        """The value that an answer stands for; None when it stands for nothing."""
        fact = (self._vocabulary.fact if ask.person is None else self._vocabulary.attribute)[ask.fact]
        if isinstance(answer, str) and ask.choices and fact.value_id(answer) is None:
            parts = [part for part in _SEPARATOR.split(answer.strip()) if part]
            if parts and all(part.isdecimal() for part in parts):
                chosen = [self._numbered(ask, part) for part in parts[: None if ask.several else 1]]
                if len(parts) > 1 and not ask.several:
                    raise AccountError([Diagnostic("one-answer", None, {"name": ask.fact})])
                return frozenset(map(str, chosen)) if ask.several else chosen[0]
        value = fact.read(answer, None)
        if isinstance(value, Diagnostic):
            raise AccountError([value])
        return value

    def _numbered(self, ask: Ask, number: str) -> Value:
        found = next((choice.value for choice in ask.choices if choice.number == int(number)), None)
        if found is None:
            details = {"value": number[:20], "most": str(len(ask.choices))}
            raise AccountError([Diagnostic("no-such-answer", None, details)])
        return found

    def _skipped(self, ask: Ask) -> Moved:
        self._open.add((ask.fact, ask.person))
        return Moved(self.advice, _places(self.advice, self.advice))

    def _moved(self, account: Account, given: Given) -> Moved:
        before = self.advice
        self._states.append((account, (*self.said, given)))
        self._forget()
        return Moved(self.advice, _places(before, self.advice))

    def _forget(self) -> None:
        """What followed from what was known before."""
        self._advice = self._questions = None


def _choices(fact: Fact, lang: str) -> Iterator[Choice]:
    if fact.kind is Kind.FLAG:
        yield Choice(1, True, "是" if lang == "zh" else "yes")
        yield Choice(2, False, "否" if lang == "zh" else "no")
    for number, value in enumerate(fact.values, start=1):
        yield Choice(number, value.id, value.label.in_language(lang))


def _places(before: Advice, after: Advice) -> tuple[Place, ...]:
    was = {each.strategy: each.rank for each in before.recommendations[:_TOP]}
    stands = {each.strategy: each.rank for each in after.recommendations}
    labels = {each.strategy: each.label for each in (*before.recommendations, *after.recommendations)}
    now = [each.strategy for each in after.recommendations[:_TOP]]
    ranks = {each.strategy: each.rank for each in before.recommendations}
    return tuple(
        Place(each, labels[each], ranks.get(each), stands.get(each))
        for each in (*now, *(each for each in was if each not in now))
    )
