"""Further rules for a rulebook that is loaded already: read against what it declares, before anything is written.

It does not know what becomes of them.
"""

from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.fields import Fields, Reading
from stratagem.authoring.rules import RuleReader, report_duplicates
from stratagem.diagnostics import Diagnostic, Source
from stratagem.documents import parse
from stratagem.rulebook import Rule, Rulebook


def read_additions(source: Source, rulebook: Rulebook) -> tuple[tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """The rules of a text of the form `rules: [...]` that can be understood, and every fault with its place in it.

    A rule whose id the rulebook has already is a fault: it would replace nothing and mean two things.
    """
    reading = Reading(rulebook.languages)
    documents, faults = parse(source)
    reading.findings.extend(faults)
    conditions = ConditionReader(reading, rulebook.vocabulary)
    reader = RuleReader(reading, rulebook.vocabulary, conditions, rulebook.strategies, rulebook.warnings)
    rules = [
        rule
        for document in documents
        for item in Fields(reading, document, "a file of rules", ("rules",)).items("rules")
        if (rule := reader.rule(item)) is not None
    ]
    report_duplicates(reading, ((rule.id, rule.span) for rule in (*rulebook.rules, *rules)))
    return tuple(rules), tuple(reading.told())
