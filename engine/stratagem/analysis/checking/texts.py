"""Every text of a rulebook, with what it belongs to, and whether facts are filled into it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stratagem.rulebook import Rule, Rulebook, Sort, Strategy, Thing, Warning
from stratagem.vocabulary import Fact
from stratagem.wording import Text


class Written(NamedTuple):
    """One text and where it belongs."""

    thing: Thing
    what: str
    """The key it was written under, as its author knows it: `because`, `values: partner`."""
    text: Text
    filled: bool = False
    """Whether `{fact}` in it is replaced when it is shown."""


def texts_of(rulebook: Rulebook) -> Iterator[Written]:
    """Each text once, in the order of the vocabulary, the strategies and warnings, the rules and the content."""
    seen: set[int] = set()
    for written in _texts(rulebook):
        if id(written.text) not in seen:  # the `because` of a rule may be its title, and plays share their steps
            seen.add(id(written.text))
            yield written


def _texts(rulebook: Rulebook) -> Iterator[Written]:
    yield Written(Thing(Sort.RULEBOOK, rulebook.name), "title", rulebook.title)
    for fact in rulebook.vocabulary.facts:
        yield from _of_fact(Thing(Sort.FACT, fact.id), fact)
    for attribute in rulebook.vocabulary.attributes:
        yield from _of_fact(Thing(Sort.ATTRIBUTE, attribute.id), attribute)
    for strategy in rulebook.strategies:
        yield from _labelled(Thing(Sort.STRATEGY, strategy.id), strategy)
    for warning in rulebook.warnings:
        yield from _labelled(Thing(Sort.WARNING, warning.id), warning)
    for rule in rulebook.rules:
        yield from _of_rule(rule)
    yield from _of_content(rulebook)


def _of_fact(thing: Thing, fact: Fact) -> Iterator[Written]:
    yield from _each(thing, ("label", fact.label), ("ask", fact.ask), ("about", fact.about))
    for value in fact.values:
        yield Written(thing, f"values: {value.id}", value.label)


def _labelled(thing: Thing, named: Strategy | Warning) -> Iterator[Written]:
    yield from _each(thing, ("label", named.label), ("about", named.about))


def _of_rule(rule: Rule) -> Iterator[Written]:
    thing = Thing(Sort.RULE, rule.id)
    filled = (
        ("because", rule.because),
        ("emphasise", rule.emphasise),
        ("missing", rule.missing),
        ("say", rule.say),
        *(("hold: until", hold.until) for hold in rule.hold),
    )
    yield Written(thing, "title", rule.title)
    yield from (Written(thing, what, text, True) for what, text in filled if text is not None)


def _of_content(rulebook: Rulebook) -> Iterator[Written]:
    for weapon in rulebook.weapons:
        yield from _each(Thing(Sort.WEAPON, weapon.id), ("label", weapon.label), ("about", weapon.about))
    for play in rulebook.plays:
        thing = Thing(Sort.PLAY, play.label.by_language[0][1])
        yield from _each(thing, ("label", play.label), ("who", play.who), ("worked", play.worked))
        yield from _each(thing, *(("steps", step) for step in play.steps), *(("bring", each) for each in play.bring))
        yield from _each(thing, *(("say", line.say) for line in play.say))
    for script in rulebook.scripts:
        said = (("open", script.open), ("say", script.say), ("deepen", script.deepen), ("close", script.close))
        yield from _each(Thing(Sort.SCRIPT, script.fact), *said)
    for checklist in rulebook.checklists:
        thing = Thing(Sort.CHECKLIST, checklist.id)
        yield from _each(thing, ("label", checklist.label), ("about", checklist.about))
        for item in checklist.items:
            parts: Iterable[tuple[str, Text | None]] = (
                (f"items: {item.id}", item.label),
                (f"items: {item.id}: about", item.about),
                (f"items: {item.id}: practise", item.practise),
            )
            yield from _each(thing, *parts)


def _each(thing: Thing, *texts: tuple[str, Text | None]) -> Iterator[Written]:
    yield from (Written(thing, what, text) for what, text in texts if text is not None)
