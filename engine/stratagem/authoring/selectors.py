"""Selectors over people as table cells write them → nodes, as the YAML of a rule has them.

`layer: management, stance: >= supporter` asks both of one person; `;` or a line break separates selectors. What is
richer stands in the braces or brackets of YAML. Names and tests are resolved elsewhere.
"""

import re
from collections.abc import Iterator

from stratagem.authoring.fields import Reading
from stratagem.documents import Mapping, Node, Scalar, Sequence, parse
from stratagem.documents.syntax import missing_colon
from stratagem.sheets import Cell

_ENTRY = re.compile(r"\s*(.+?)\s*[:：]\s*(.*?)\s*", re.DOTALL)
_NAMED = re.compile(r"[^:：,，;；\"“”\[\](){}<>=!]+[:：](?=\s*\S)")
"""The beginning of an entry: a name and its colon."""
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_OPENING, _CLOSING = "[({（［", "])}）］"


def selectors_in(reading: Reading, cell: Cell) -> list[Node]:
    """The selectors of a cell, in order; what is none is reported."""
    if cell.text.lstrip()[:1] in ("{", "["):
        documents, faults = parse(cell.source)
        reading.findings.extend(faults)
        node = documents[0] if documents and not faults else None
        return list(node.items) if isinstance(node, Sequence) else [node] if node is not None else []
    return [node for start, end in _pieces(cell.text, ";；\n") if (node := _selector(reading, cell, start, end))]


def _selector(reading: Reading, cell: Cell, start: int, end: int) -> Mapping | None:
    """`name: test, name: test` as a mapping."""
    if not cell.text[start:end].strip():
        return None
    entries: list[tuple[Scalar, Node]] = []
    for first, last in _entries(cell.text, start, end):
        entry = _ENTRY.fullmatch(cell.text[first:last])
        if entry is None:
            text = cell.text[first:last].strip()
            reading.findings.extend([missing_colon(text, cell.span(first, last))])
            continue
        (from_, to), (since, until) = entry.span(1), entry.span(2)
        key = Scalar(entry.group(1), False, cell.span(first + from_, first + to))
        earlier = next((name for name, _ in entries if name.text == key.text), None)
        if earlier is not None:
            reading.findings.add("asked-twice", key.span, name=key.text)
        entries.append((key, Scalar(entry.group(2), False, cell.span(first + since, first + until))))
    return Mapping(tuple(entries), cell.span(start, end)) if entries else None


def _entries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at the commas behind which a name and a colon stand: other commas belong to a test."""
    begin = start
    for first, last in _pieces(text[start:end], ",，"):
        if first and _NAMED.match(text, start + first, start + last):
            yield begin, start + first - 1
            begin = start + first
    yield begin, end


def _pieces(text: str, separators: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators that stand outside quotes and brackets."""
    start = depth = 0
    closing = ""
    for at, character in enumerate(text):
        if closing:
            closing = "" if character == closing else closing
        elif character in _QUOTES and _QUOTES[character] in text[at + 1 :]:
            closing = _QUOTES[character]
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif character in separators and depth <= 0:
            yield start, at
            start = at + 1
    yield start, len(text)
