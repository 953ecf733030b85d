"""What a rulebook makes use of: every test it asks of a fact or of a person's attribute, and everything it quotes.

A fact is *used* when saying something else of it could change advice or a brief: conditions and selectors ask it, texts
quote it, people are ranked, counted or charted by it, a checklist ticks its tags. That a rule or a script *asks for* a
fact is no use of it: the answer must matter to something.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from stratagem.briefing.people import CHARTED
from stratagem.condition import All, Any, Condition, Count, FactTest, IsKnown, NoneOf, Not, OneOf, Quantifier, Test
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Kind, Value
from stratagem.wording import Text


@dataclass(frozen=True)
class Asked:
    """One test, and the sense in which its condition needs it: `holds` is False below an odd number of `not`."""

    id: str
    of_people: bool
    test: Test | None
    """None where only known or unknown is asked."""
    holds: bool = True

    def needs(self, value: Value) -> bool:
        """Whether the test is about this value: it passes, or the test is a negation, which is about every value.

        A test of known or unknown tells no values apart.
        """
        return self.test is not None and (not self.holds or _is_about(self.test, value))


@dataclass(frozen=True)
class Uses:
    """Where facts (`of_people=False`) and attributes are used."""

    asked: tuple[Asked, ...]
    quoted: frozenset[str]
    """Facts that a text prints."""
    shown: frozenset[tuple[bool, str]]
    """Facts and attributes of which every value counts: ranked by, counted, charted, ticked."""

    def of_fact(self, fact: Fact, of_people: bool) -> bool:
        """Whether anything uses the fact at all."""
        if (of_people, fact.id) in self.shown or (not of_people and fact.id in self.quoted):
            return True
        return any(each.id == fact.id and each.of_people is of_people for each in self.asked)

    def of_value(self, fact: Fact, of_people: bool, value: str) -> bool:
        """Whether any test needs this value of a choice, a scale or tags, by name, by range or by `not`."""
        if (of_people, fact.id) in self.shown:
            return True
        given: Value = frozenset({value}) if fact.kind is Kind.TAGS else value
        return any(each.id == fact.id and each.of_people is of_people and each.needs(given) for each in self.asked)


def uses_of(rulebook: Rulebook) -> Uses:
    """Every use that rules, plays, weapons and checklists make of the vocabulary."""
    conditions = tuple(_conditions(rulebook))
    asked = dict.fromkeys(each for condition, of_people in conditions for each in _asked(condition, of_people))
    counted = {(True, each.distinct.id) for each in rulebook.quantifiers if isinstance(each, Count) and each.distinct}
    shown = {(True, id_) for id_ in (*rulebook.rank_people_by, *CHARTED)} | counted
    ticked = {(False, each.fact) for each in rulebook.checklists if each.fact}
    return Uses(tuple(asked), frozenset(_quoted(rulebook)), frozenset(shown | ticked))


def _conditions(rulebook: Rulebook) -> Iterator[tuple[Condition, bool]]:
    """Every condition, and whether it is asked of one person."""
    for rule in rulebook.rules:
        yield rule.when, False
        yield from ((selector, True) for selector in (*rule.see, *rule.through))
    for play in rulebook.plays:
        yield play.when, False
        yield from ((line.to, True) for line in play.say)
    for weapon in rulebook.weapons:
        yield weapon.when, False
        yield weapon.suits, True


def _asked(condition: Condition, of_people: bool, holds: bool = True) -> Iterator[Asked]:
    match condition:
        case FactTest(fact, test):
            yield Asked(fact, of_people, test, holds)
        case IsKnown(fact):
            yield Asked(fact, of_people, None, holds)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _asked(part, of_people, holds)
        case Not(part):
            yield from _asked(part, of_people, not holds)
        case Quantifier(_, where) | Count(where):
            yield from _asked(where, True)


def _is_about(test: Test, value: Value) -> bool:
    match test:
        case NoneOf():
            return True
        case OneOf(tests):
            return any(_is_about(each, value) for each in tests)
        case _:
            return test.admits(value, None) is True


def _quoted(rulebook: Rulebook) -> Iterator[str]:
    for rule in rulebook.rules:
        texts = (rule.because, rule.emphasise, rule.missing, rule.say, *(hold.until for hold in rule.hold))
        for text in texts:
            yield from _placeholders(text)


def _placeholders(text: Text | None) -> Iterator[str]:
    for lang, _ in text.by_language if text else ():
        yield from text.placeholders(lang) if text else ()
