"""Findings about what a rep reads: questions without words, and two things that go by one name."""

from collections.abc import Iterable, Iterator

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, found
from stratagem.rulebook import Sort, Strategy, Thing, Warning
from stratagem.vocabulary import folded


def questions_without_words(examination: Examination) -> Iterator[Finding]:
    """Facts and attributes that rules ask for and that have no `ask`: a rep would read the bare label as a question."""
    vocabulary = examination.rulebook.vocabulary
    for sort, facts in ((Sort.FACT, vocabulary.facts), (Sort.ATTRIBUTE, vocabulary.attributes)):
        for fact in facts:
            hidden = sort is Sort.ATTRIBUTE and fact.id in vocabulary.fact  # an `ask` means the fact of this id
            asking = [rule for rule in examination.rulebook.rules if fact.id in rule.ask]
            if fact.ask is None and asking and not hidden:
                things = [Thing(Sort.RULE, rule.id) for rule in asking]
                rules = [rule.id for rule in asking]
                related = examination.related(*things)
                thing = Thing(sort, fact.id)
                yield found("ask-without-question", thing, fact.span, *things, related=related, rules=rules)


def same_labels(examination: Examination) -> Iterator[Finding]:
    """Two strategies, or two warnings, that a rep cannot tell apart."""
    yield from _same_labels(examination, Sort.STRATEGY, examination.rulebook.strategies)
    yield from _same_labels(examination, Sort.WARNING, examination.rulebook.warnings)


def _same_labels(examination: Examination, sort: Sort, named: Iterable[Strategy | Warning]) -> Iterator[Finding]:
    owners: dict[tuple[str, str], str] = {}
    for each in named:
        for lang, label in each.label.by_language:
            first = owners.setdefault((lang, folded(label)), each.id)
            if first != each.id:
                other = Thing(sort, first)
                related = examination.related(other)
                thing = Thing(sort, each.id)
                yield found("same-label", thing, each.span, other, related=related, label=label, other=first)
                break
