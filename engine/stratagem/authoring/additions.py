"""Further rules for a rulebook that is loaded already, as a text or a table: read against what it declares.

It does not know what becomes of them.
"""

from dataclasses import dataclass

from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.fields import Fields, Reading
from stratagem.authoring.rules import RuleReader, report_circle, report_duplicates
from stratagem.authoring.tables import TableReader
from stratagem.diagnostics import Diagnostic, Source
from stratagem.documents import parse
from stratagem.rulebook import Acceptance, DecisionTable, Rule, Rulebook
from stratagem.sheets import Grid


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


@dataclass(frozen=True)
class TableAdded:
    """A table and the rules of its rows, those that can be understood."""

    table: DecisionTable
    rules: tuple[Rule, ...]
    accepted: tuple[Acceptance, ...]


def read_table(grid: Grid, rulebook: Rulebook, id_: str | None = None) -> tuple[TableAdded, tuple[Diagnostic, ...]]:
    """A table read against a rulebook, and every fault with its cell; called like its file unless `id_` is given.

    It takes the place of the table of that name and of every rule that a row is called like.
    """
    reading = Reading(rulebook.languages)
    conditions = ConditionReader(reading, rulebook.vocabulary)
    reader = RuleReader(reading, rulebook.vocabulary, conditions, rulebook.strategies, rulebook.warnings)
    read = TableReader(reading, rulebook.vocabulary, rulebook.strategies, rulebook.warnings).table(grid, id_)
    rules = tuple(rule for row in read.rows if (rule := reader.rule(row)) is not None)
    report_duplicates(reading, ((rule.id, rule.span) for rule in rules))
    others = [table for table in rulebook.tables if table.id != read.table.id]
    gone = {*read.table.rules, *(row for table in rulebook.tables if table not in others for row in table.rules)}
    beside = [rule for rule in rulebook.rules if rule.id not in gone]
    report_circle(reading, [*beside, *rules], [*others, read.table])
    return TableAdded(read.table, rules, tuple(reading.accepted)), tuple(reading.told())
