"""Findings about what nothing uses: facts, values, strategies, warnings and weapons that are declared in vain."""

from collections.abc import Iterator

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, found
from stratagem.rulebook import Sort, Thing
from stratagem.vocabulary import Fact, Kind


def unused_facts(examination: Examination) -> Iterator[Finding]:
    """Facts and attributes whose value can make no difference. Texts are for people to read, and so are never unused.

    A concluded fact that rules do conclude is an answer of its own: it stands in advice and in the results of a book.
    """
    for thing, fact in _vocabulary(examination):
        if fact.kind is not Kind.TEXT and not fact.concluded and not _is_used(examination, thing, fact):
            yield found("unused-fact", thing, fact.span)


def unused_values(examination: Examination) -> Iterator[Finding]:
    """Values of used facts that no test is about and no rule concludes: whoever gives one meets no condition."""
    for thing, fact in _vocabulary(examination):
        if not fact.values or not _is_used(examination, thing, fact):
            continue
        concluded = {value for rule in examination.rulebook.rules for id_, value in rule.conclude if id_ == fact.id}
        concluded |= {tag for value in concluded if isinstance(value, frozenset) for tag in value}
        of_people = thing.sort is Sort.ATTRIBUTE
        asked = {value.id for value in fact.values if examination.uses.of_value(fact, of_people, value.id)}
        left = [value for value in fact.values if value.id not in asked | concluded]
        # Where no value is asked for, the fact is only quoted, or only known and unknown are told apart.
        if asked and left:
            values = [value.id for value in left]
            concerns = [Thing(Sort.VALUE, value) for value in values]
            yield found("unused-value", thing, left[0].span, *concerns, values=values)


def never_concluded(examination: Examination) -> Iterator[Finding]:
    """Facts that rules are to find out, and that no rule concludes."""
    for fact in examination.rulebook.vocabulary.facts:
        if fact.concluded and fact.id not in examination.rulebook.concludable:
            yield found("never-concluded", Thing(Sort.FACT, fact.id), fact.span)


def unused_strategies(examination: Examination) -> Iterator[Finding]:
    """Strategies that no rule recommends, and that rules do not simply warn of by speaking against them.

    Advice that says "never" or "better not" is of use by itself; "not yet" is not, when nothing follows.
    """
    rules = examination.rulebook.rules
    recommended = {strategy for rule in rules for strategy in rule.recommend}
    warned_of = {strategy for rule in rules for strategy in (*rule.avoid, *rule.veto)}
    for strategy in examination.rulebook.strategies:
        holding = [rule.id for rule in rules if any(strategy.id in hold.strategies for hold in rule.hold)]
        if strategy.id not in recommended | warned_of:
            things = [Thing(Sort.RULE, id_) for id_ in holding]
            thing, related = Thing(Sort.STRATEGY, strategy.id), examination.related(*things)
            yield found("unused-strategy", thing, strategy.span, *things, related=related, rules=holding)


def unused_warnings(examination: Examination) -> Iterator[Finding]:
    """Warnings that no rule raises."""
    raised = {warning for rule in examination.rulebook.rules for warning in rule.warn}
    for warning in examination.rulebook.warnings:
        if warning.id not in raised:
            yield found("unused-warning", Thing(Sort.WARNING, warning.id), warning.span)


def unused_weapons(examination: Examination) -> Iterator[Finding]:
    """Weapons that no play is made with."""
    played = {play.weapon for play in examination.rulebook.plays}
    for weapon in examination.rulebook.weapons:
        if weapon.id not in played:
            thing = Thing(Sort.WEAPON, weapon.id)
            yield found("unused-weapon", thing, examination.place_of(thing))


def _vocabulary(examination: Examination) -> Iterator[tuple[Thing, Fact]]:
    vocabulary = examination.rulebook.vocabulary
    yield from ((Thing(Sort.FACT, fact.id), fact) for fact in vocabulary.facts)
    yield from ((Thing(Sort.ATTRIBUTE, fact.id), fact) for fact in vocabulary.attributes)


def _is_used(examination: Examination, thing: Thing, fact: Fact) -> bool:
    return examination.uses.of_fact(fact, thing.sort is Sort.ATTRIBUTE)
