"""Rules → the rows of a decision table, or why they cannot be rows; `tables` and `rows`, the other way round.

Nothing may be lost: every row is read again, and a rule that would come back in any way different is left out and told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from stratagem.authoring.additions import TableAdded, read_table
from stratagem.authoring.columns import ID, ColumnOrder, Slot, Unfit
from stratagem.authoring.fields import Reading
from stratagem.authoring.headings import Column, HeadingReader
from stratagem.authoring.row_writing import RowWriter
from stratagem.authoring.spelling import Spelling
from stratagem.diagnostics import Diagnostic, Findings, Span
from stratagem.rulebook import HitPolicy, Rule, Rulebook
from stratagem.sheets import Cell, Grid, SheetCell


@dataclass(frozen=True)
class Tabulated:
    """Rules as a table; the cells of a row stand in the order of the slots."""

    id: str
    policy: HitPolicy
    slots: tuple[Slot, ...]
    headings: tuple[str, ...]
    """As they are written, the policy in the first."""
    rows: tuple[tuple[str, ...], ...]
    rules: tuple[str, ...]
    """The ids of the rules in the rows."""


def tabulate(
    rulebook: Rulebook, rules: Sequence[Rule], id_: str, policy: HitPolicy = HitPolicy.COLLECT, lang: str | None = None
) -> tuple[Tabulated, tuple[Diagnostic, ...]]:
    """The rules as a table called `id_`, and a finding for each that cannot be a row of it.

    Facts and values go by their ids, or by their labels in `lang`.
    """
    findings = Findings()
    writer = RowWriter(rulebook, Spelling(rulebook.vocabulary, lang))
    order = ColumnOrder()
    fit: list[tuple[Rule, dict[Slot, str]]] = []
    for rule in rules:
        try:
            cells = dict(writer.cells(rule))
            order.take(cells)
            fit.append((rule, cells))
        except Unfit as unfit:
            findings.add(unfit.code, rule.span, name=rule.id, **unfit.details)
    fit, lost = _kept(rulebook, writer, order, fit, id_, policy)
    for rule in lost:
        findings.add("row-would-differ", rule.span, name=rule.id)
    return _table(writer, order, fit, id_, policy), tuple(findings)


def grid_of(tabulated: Tabulated) -> Grid:
    """A table as if it had been read from a workbook."""
    rows = enumerate((tabulated.headings, *tabulated.rows), start=1)
    return Grid(
        tabulated.id,
        tuple(
            tuple(Cell(text, SheetCell(tabulated.id, text, 1, at, column)) for column, text in enumerate(row, start=1))
            for at, row in rows
        ),
    )


def as_written(grid: Grid, rulebook: Rulebook, added: TableAdded) -> Tabulated:
    """A table that was read, in its author's own words; `added` is what it was read as, without a fault."""
    columns = HeadingReader(Reading(rulebook.languages), rulebook.vocabulary).headings(grid.rows[0]).columns
    facts = {**rulebook.vocabulary.attribute, **rulebook.vocabulary.fact}

    def text(column: Column, cell: Cell) -> str:
        plain = cell.bare is not None and column.part in facts and facts[column.part].unit != "%"
        return (cell.bare or "" if plain else cell.text).strip()

    return Tabulated(
        added.table.id,
        added.table.policy,
        tuple(Slot(column.role, column.key, column.part) for column in columns),
        tuple(grid.rows[0][column.at].text.strip() for column in columns),
        tuple(tuple(text(column, row[column.at]) for column in columns) for row in grid.rows[1:]),
        added.table.rules,
    )


def _kept(
    rulebook: Rulebook,
    writer: RowWriter,
    order: ColumnOrder,
    fit: list[tuple[Rule, dict[Slot, str]]],
    id_: str,
    policy: HitPolicy,
) -> tuple[list[tuple[Rule, dict[Slot, str]]], list[Rule]]:
    """Those that come back from the table as they went in, and the others."""
    if not fit:
        return [], []
    table = _table(writer, order, fit, id_, policy)
    read, faults = read_table(grid_of(table), rulebook, id_)
    rows = [fault.place.source.rank(1, 1)[0] for fault in faults if isinstance(fault.place, Span)]
    wrong = {table.rules[row - 2] for row in rows if row > 1}
    again = {rule.id: rule for rule in read.rules if rule.id not in wrong}
    accepted = {(each.of.id, each.kind, each.reason) for each in read.accepted}
    kept: list[tuple[Rule, dict[Slot, str]]] = []
    lost: list[Rule] = []
    for rule, cells in fit:
        reasons = {(each.of.id, each.kind, each.reason) for each in writer.accepted.get(rule.id, ())}
        same = again.get(rule.id) == rule and reasons <= accepted
        if same:
            kept.append((rule, cells))
        else:
            lost.append(rule)
    return kept, lost


def _table(
    writer: RowWriter, order: ColumnOrder, fit: list[tuple[Rule, dict[Slot, str]]], id_: str, policy: HitPolicy
) -> Tabulated:
    used = {slot for _, cells in fit for slot in cells}
    if all(rule.id == f"{id_}-{number}" for number, (rule, _) in enumerate(fit, start=1)):
        used.discard(ID)
    slots = tuple(slot for slot in order.slots(writer.languages) if slot in used)
    headings = [writer.heading(slot) for slot in slots]
    if headings and (policy is not HitPolicy.COLLECT or "|" in headings[0] or "｜" in headings[0]):
        headings[0] = f"{policy.value} | {headings[0]}"
    rows = tuple(tuple(cells.get(slot, "") for slot in slots) for _, cells in fit)
    return Tabulated(id_, policy, slots, tuple(headings), rows, tuple(rule.id for rule, _ in fit))
