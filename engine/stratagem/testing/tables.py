"""The table below a step → what it says: facts, people, or the rows of an expectation.

A heading row (`fact | value`, `事实 | 值`) may be left out where two columns can only mean one thing. This module knows
rows and headings. It does not read values: that is for the account, which refuses what it does not understand.
"""

from collections.abc import Mapping, Sequence

from stratagem.account import NAME_LABELS
from stratagem.testing.failures import Telling, later, word
from stratagem.testing.unmet import Unmet
from stratagem.vocabulary import folded

Table = Sequence[Sequence[object]]
"""What pytest-bdd hands over: rows of cells, the heading among them."""

_FACT_HEADINGS = frozenset({"fact", "attribute", "事实", "属性", "项目"})
_COLUMNS = {
    "strategy": "strategy",
    "策略": "strategy",
    "priority": "priority",
    "优先级": "priority",
    "rule": "rule",
    "规则": "rule",
    "status": "status",
    "状态": "status",
    "see": "see",
    "去见": "see",
    "through": "through",
    "引见": "through",
    "reason": "reason",
    "原因": "reason",
    "place": "place",
    "位置": "place",
}
"""What the columns of an expectation may be called."""


def facts(table: Table | None) -> dict[str, str]:
    """A table of two columns as facts, under the names it uses; a blank value means that it is not known."""
    rows = _cells(table, word("facts wanted"))
    if folded(rows[0][0]) in _FACT_HEADINGS:
        rows = rows[1:]
    found: dict[str, str] = {}
    for row in rows:
        if len(row) != 2:
            raise Unmet("two columns", count=len(row), row=_line(row))
        if row[0] in found:
            raise Unmet("said twice", name=row[0])
        found[row[0]] = row[1]
    return found


def people(table: Table | None) -> list[dict[str, str]]:
    """A table with one person in each row and one attribute in each column; the first column is the name."""
    heading, *rows = _cells(table, word("people wanted"))
    if folded(heading[0]) not in NAME_LABELS:
        raise Unmet("names first", names=list(NAME_LABELS), came=heading[0])
    _demand_distinct(heading)
    return [{"name": row[0], **dict(zip(heading[1:], row[1:], strict=True))} for row in rows]


def rows(table: Table | None, first: str) -> list[dict[str, str]]:
    """The rows of an expectation by column; without a heading, a single column, which is the `first`."""
    cells = _cells(table, later("rows wanted", first=word(first)))
    heading = [_COLUMNS.get(folded(cell), "") for cell in cells[0]]
    if first in heading:
        if "" in heading:
            unknown = cells[0][heading.index("")]
            raise Unmet("no such column", name=unknown, columns=list(_COLUMNS))
        _demand_distinct(heading)
        return [dict(zip(heading, row, strict=True)) for row in cells[1:]]
    if len(cells[0]) > 1:
        raise Unmet("heading wanted", first=first, row=_line(cells[0]))
    return [{first: row[0]} for row in cells]


def merged(old: Mapping[str, object], new: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """Old facts with new ones over them, whichever of its names a fact goes by in each."""
    replaced = {_id(key, names) for key in new}
    return {key: value for key, value in old.items() if _id(key, names) not in replaced} | dict(new)


def _id(key: str, names: Mapping[str, str]) -> str:
    return names.get(folded(key), key)


def _cells(table: Table | None, wanted: Telling) -> list[list[str]]:
    if not table:
        raise Unmet("no table", wanted=wanted)
    return [[str(cell) for cell in row] for row in table]


def _demand_distinct(heading: Sequence[str]) -> None:
    for cell in heading:
        if heading.count(cell) > 1:
            raise Unmet("column twice", name=cell)


def _line(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"
