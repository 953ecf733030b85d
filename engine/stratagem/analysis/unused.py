"""Findings about what nothing uses: facts, values, strategies, warnings and weapons that are declared in vain."""

from collections.abc import Iterator

from stratagem.analysis.examination import Examination
from stratagem.analysis.finding import Finding, found
from stratagem.rulebook import Sort, Thing
from stratagem.vocabulary import Fact, Kind


def unused_facts(examination: Examination) -> Iterator[Finding]:
    """Facts and attributes whose value can make no difference. Texts are for people to read, and so are never unused.

    A concluded fact that rules do conclude is an answer of its own: it stands in advice and in the results of a book.
    """
    for sort, fact in _vocabulary(examination):
        concluded = sort is Sort.FACT and fact.id in examination.rulebook.concludable
        if fact.kind is Kind.TEXT or concluded:
            continue
        if not examination.uses.of_fact(fact, sort is Sort.ATTRIBUTE):
            yield found("unused-fact", Thing(sort, fact.id), fact.span)


def _vocabulary(examination: Examination) -> Iterator[tuple[Sort, Fact]]:
    vocabulary = examination.rulebook.vocabulary
    yield from ((Sort.FACT, fact) for fact in vocabulary.facts)
    yield from ((Sort.ATTRIBUTE, fact) for fact in vocabulary.attributes)
