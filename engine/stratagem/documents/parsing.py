"""Text → tree, by the events of a YAML parser, with a stack of its own and limits on everything."""

import re
from collections.abc import Iterator
from typing import Protocol

import yaml

from stratagem.diagnostics import Diagnostic, Findings, Source, Span
from stratagem.documents.nodes import Mapping, Node, Scalar, Sequence
from stratagem.documents.syntax import explain, needs_quotes

MAX_DEPTH = 64
"""The deepest nesting."""
MAX_NODES = 2_000_000
"""The most nodes of one file, aliases written out."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = yaml.reader.Reader.NON_PRINTABLE
_SURROGATES = re.compile(r"\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|.)", re.IGNORECASE | re.DOTALL)


def parse(source: Source) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """Every document of a text, and every fault. A syntax error ends the reading; what came before it is given."""
    findings = Findings()
    text, shifts = source.text, _Shifts()
    if text.lstrip()[:1] in ("{", "["):
        text = _without_surrogates(text, shifts)
    builder = _Builder(source, findings, shifts)
    documents: list[Node] = []
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            document = builder.take(event)
            if document is not None:
                documents.append(document)
    except yaml.MarkedYAMLError as error:
        at, since = builder.mark(error.problem_mark or error.context_mark), None
        if error.context_mark is not None:
            since = builder.mark(error.context_mark)
        findings.extend([explain(source, error.problem or "", error.context or "", at, since)])
    except yaml.reader.ReaderError:
        refused = _FORBIDDEN.search(source.text)
        assert refused is not None, "it is why the parser refused the text"
        findings.add("control-character", source.place(refused.start()), character=f"U+{ord(refused.group()):04X}")
    except _Refused:
        pass
    return tuple(documents), tuple(findings)


class _Mark(Protocol):
    """Line and column, from 0."""

    line: int
    column: int


class _Refused(Exception):
    """The text must not be read further; the finding says why."""


class _Open:
    """A collection whose end has not been seen."""

    __slots__ = ("anchor", "is_mapping", "items", "keys", "nodes_before", "span")

    def __init__(self, is_mapping: bool, anchor: str | None, span: Span, nodes_before: int) -> None:
        self.is_mapping = is_mapping
        self.anchor = anchor
        self.span = span
        self.nodes_before = nodes_before
        self.items: list[Node] = []
        self.keys: dict[str, int] = {}


class _Builder:
    """Builds trees from parser events with a stack of its own, so that no nesting can exhaust the interpreter's."""

    def __init__(self, source: Source, findings: Findings, shifts: "_Shifts") -> None:
        self.source = source
        self.findings = findings
        self.shifts = shifts
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.nodes = 0

    def take(self, event: yaml.Event) -> Node | None:
        """Consume one event; give the document when its outermost node is complete."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            scalar = Scalar(event.value, event.style in (None, ""), self._span(event))
            return self._place(scalar, event.anchor, added=1, size=1)
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            if len(self.stack) >= MAX_DEPTH:
                self.findings.add("nested-too-deep", self._start(event), limit=MAX_DEPTH)
                raise _Refused
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self.stack.append(_Open(is_mapping, event.anchor, self._start(event), self.nodes))
            return None
        if isinstance(event, yaml.CollectionEndEvent):
            return self._close()
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self.anchors.clear()
        return None

    def _close(self) -> Node | None:
        ended = self.stack.pop()
        node: Node
        if ended.is_mapping:
            node = Mapping(tuple(_pairs(ended.items)), ended.span)
        else:
            node = Sequence(tuple(ended.items), ended.span)
        return self._place(node, ended.anchor, added=1, size=1 + self.nodes - ended.nodes_before)

    def _alias(self, event: yaml.AliasEvent) -> Node | None:
        name = event.anchor or ""
        known = self.anchors.get(name)
        if known is None:
            self.findings.add("unknown-anchor", self._span(event), name=name)
            raise _Refused
        return self._place(known[0], None, added=known[1], size=known[1])

    def _place(self, node: Node, anchor: str | None, added: int, size: int) -> Node | None:
        """Put a finished node where it belongs: `added` nodes are new to the count, `size` are in it."""
        self.nodes += added
        if self.nodes > MAX_NODES:
            self.findings.add("too-many-nodes", node.span, limit=f"{MAX_NODES:,}")
            raise _Refused
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            return node
        inside = self.stack[-1]
        if inside.is_mapping and len(inside.items) % 2 == 0:
            if not isinstance(node, Scalar):
                self.findings.add("key-not-a-word", node.span)
                raise _Refused
            if node.text in inside.keys:
                self.findings.add("duplicate-key", node.span, name=node.text, line=inside.keys[node.text])
            inside.keys.setdefault(node.text, node.span.line)
        inside.items.append(node)
        return None

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is None or event.tag == "!":
            return
        place = self._start(event)
        if event.tag.startswith("!="):
            self.findings.extend([needs_quotes(self.source, place.line, place.column)])
        else:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.findings.add("tag-refused", place._replace(width=len(tag)), tag=tag)
        raise _Refused

    def mark(self, mark: _Mark | None) -> tuple[int, int]:
        """Line and column of a parser's mark in the text as it was written."""
        if mark is None:
            return 1, 1
        return mark.line + 1, self.shifts.original(mark.line + 1, mark.column + 1)

    def _start(self, event: yaml.Event) -> Span:
        return Span(self.source, *self.mark(event.start_mark))

    def _span(self, event: yaml.ScalarEvent | yaml.AliasEvent) -> Span:
        """Where a scalar stands: its first line."""
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None, "the parser marks every event"
        line, column = start.line + 1, start.column + 1
        width = end.column - start.column
        if self.shifts:
            column = self.shifts.original(line, column)
            width = self.shifts.original(line, end.column + 1) - column
        if end.line == start.line:
            return Span(self.source, line, column, width or 1)
        first = self.source.line(line)[column - 1 :].rstrip()
        return Span(self.source, line, column, max(1, len(first)))


class _Shifts:
    """By how many characters what follows in a line moved to the left when escapes were replaced."""

    def __init__(self) -> None:
        self._by_line: dict[int, list[tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_line)

    def note(self, line: int, column: int, by: int) -> None:
        """From this column of the new text on, the line is shorter by so many characters."""
        self._by_line.setdefault(line, []).append((column, by))

    def original(self, line: int, column: int) -> int:
        """The column in the text as written."""
        return column + sum(by for start, by in self._by_line.get(line, ()) if start < column)


def _pairs(items: list[Node]) -> Iterator[tuple[Scalar, Node]]:
    """Keys with their values; of a key that stands twice only the first, the other has been reported."""
    seen: set[str] = set()
    for key, value in zip(items[::2], items[1::2], strict=True):
        assert isinstance(key, Scalar), "a key that is no scalar has been refused"
        if key.text not in seen:
            seen.add(key.text)
            yield key, value


def _without_surrogates(text: str, shifts: _Shifts) -> str:
    """JSON's surrogate pairs, which YAML does not know, as the characters that they stand for."""
    pieces: list[str] = []
    end = line = start_of_line = length = 0
    for match in _SURROGATES.finditer(text):
        high, low = match.group(1), match.group(2)
        if not high:
            continue
        before = text[end : match.start()]
        pieces += (before, chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)))
        breaks = before.count("\n")
        if breaks:
            line += breaks
            start_of_line = length + before.rfind("\n") + 1
        length += len(before)
        shifts.note(line + 1, length - start_of_line + 1, len(match.group(0)) - 1)
        length += 1
        end = match.end()
    return "".join((*pieces, text[end:]))
