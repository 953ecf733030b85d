"""What a YAML syntax error most likely is: the parser's few sentences, retold for someone who does not know YAML.

A parser says where it could not go on; an author wants to know where the mistake was made. This module looks at the
lines around the mark, and falls back on the parser's own words when it does not know better.
"""

import re

from stratagem.diagnostics import Diagnostic, Source, Span
from stratagem.diagnostics.diagnostic import written

Mark = tuple[int, int]
"""Line and column, from 1."""

_CLOSING = {"{": "}", "[": "]"}
_WORD_AND_REST = re.compile(r"(?:-\s+)*([^\s:：=]+)\s*[:：=]?\s*(.*)")
_COLON = re.compile(r":(?=\s|$)")
_HALF_OPEN = re.compile(r"\[[^\[\],{}]*\.\.[^\[\],{})]*[)\[]")
"""A range that excludes its end: YAML takes its bracket for the beginning of a list."""
_NOT_A_LETTER = "did not find expected alphabetic or numeric character"


def explain(source: Source, problem: str, context: str, at: Mark, since: Mark | None) -> Diagnostic:
    """The finding for a parser's `problem` at a mark; `context` and `since` say what it was reading and from where."""
    line = source.line(at[0])
    since = since or at
    if "tab character" in problem or (line[at[1] - 1 : at[1]] == "\t" and not line[: at[1] - 1].strip()):
        return Diagnostic("tab", Span(source, *at))
    if problem == "could not find expected ':'":
        return _missing_colon(source, since[0])
    if problem == "mapping values are not allowed in this context":
        return _stray_colon(source, at)
    if "quoted scalar" in context:
        if "escape" in problem:
            return Diagnostic("bad-escape", Span(source, *at))
        quote = source.line(since[0])[since[1] - 1 : since[1]]
        return Diagnostic("quote-not-closed", Span(source, *since), written({"quote": quote}))
    if problem.startswith("found character that cannot start") or problem == _NOT_A_LETTER or "block scalar" in context:
        return needs_quotes(source, *since)
    if problem.startswith("did not find expected ',' or"):
        return _not_closed(source, at, since)
    if problem in ("did not find expected key", "did not find expected '-' indicator"):
        if not line[: at[1] - 1].strip():
            return Diagnostic("indentation", Span(source, *at, width=len(line.strip()) or 1))
        return _text_after_value(source, at)
    details = {"problem": " ".join(part for part in (problem, context) if part)}
    return Diagnostic("syntax", Span(source, *at), details)


def needs_quotes(source: Source, line: int, column: int) -> Diagnostic:
    """The text from here on begins with a character that means something to YAML."""
    text = source.line(line)[column - 1 :]
    if _inside_braces(source.line(line)[: column - 1]):
        text = re.split(r"[,}\]]", text)[0]
    text = text.partition(" #")[0].rstrip()
    details = written({"character": text[:1], "example": _quoted(text)})
    return Diagnostic("needs-quotes", Span(source, line, column, len(text) or 1), details)


def missing_colon(text: str, span: Span) -> Diagnostic:
    """`text` was meant to be `name: value`."""
    match = _WORD_AND_REST.match(text)
    example = f"{match.group(1)}: {match.group(2) or '…'}" if match else None
    full_width = "：" if "：" in text else None
    return Diagnostic("missing-colon", span, written({"text": text[:60], "example": example, "full_width": full_width}))


def lacks_colon(text: str) -> bool:
    """Whether a name looks like a name and a value: `tier = partner`, `tier：partner`, `tier:partner`."""
    return re.search(r"\S\s*[:：=]\s*\S", text) is not None


def _missing_colon(source: Source, number: int) -> Diagnostic:
    line = source.line(number)
    text = line.strip()
    return missing_colon(text, Span(source, number, len(line) - len(line.lstrip()) + 1, len(text) or 1))


def _stray_colon(source: Source, at: Mark) -> Diagnostic:
    """A colon where none may be: a second one in a line, or one in a line that was taken as part of the line above."""
    line = source.line(at[0])
    first = _COLON.search(line)
    if first is not None and first.start() < at[1] - 1:
        value = line[first.end() :].strip()
        start = line.index(value, first.end()) if value else at[1] - 1
        head = line[: first.start()].strip().removeprefix("- ")
        example = f"{head}: {_quoted(value)}"
        return Diagnostic("second-colon", Span(source, at[0], start + 1, len(value) or 1), {"example": example})
    above = next((number for number in range(at[0] - 1, 0, -1) if source.line(number).strip()), None)
    if above is not None and not _COLON.search(source.line(above)):
        return _missing_colon(source, above)
    column = len(line) - len(line.lstrip()) + 1
    return Diagnostic("indentation", Span(source, at[0], column, len(line.strip()) or 1))


def _not_closed(source: Source, at: Mark, since: Mark) -> Diagnostic:
    range_ = _HALF_OPEN.match(source.line(since[0]), since[1] - 1)
    if range_ is not None:
        details = {"character": "[", "example": _quoted(range_.group())}
        return Diagnostic("needs-quotes", Span(source, *since, width=len(range_.group())), details)
    opening = source.line(since[0])[since[1] - 1 : since[1]]
    is_json = source.text.lstrip()[:1] in ("{", "[")
    place = at if is_json or at[0] == since[0] else since
    details = written({"opening": opening, "closing": _CLOSING.get(opening), "line": since[0]})
    return Diagnostic("not-closed", Span(source, *place), details)


def _text_after_value(source: Source, at: Mark) -> Diagnostic:
    """A value that is complete (in quotes or brackets) with more text behind it: all of it wants quotes."""
    line = source.line(at[0])
    quote = line[: at[1] - 1].rstrip()[-1:]
    if quote in ("'", '"') and line[: at[1] - 1].count(quote) % 2:
        opened = next((number for number in range(at[0] - 1, 0, -1) if source.line(number).count(quote) % 2), None)
        if opened is not None:
            place = Span(source, opened, source.line(opened).rindex(quote) + 1)
            return Diagnostic("quote-not-closed", place, {"quote": quote})
    before = list(_COLON.finditer(line[: at[1] - 1]))
    start = before[-1].end() if before else 0
    start += len(line[start:]) - len(line[start:].lstrip())
    return needs_quotes(source, at[0], start + 1)


def _inside_braces(before: str) -> bool:
    return before.count("{") > before.count("}") or before.count("[") > before.count("]")


def _quoted(text: str) -> str:
    """A text in quotes that it does not hold itself."""
    bare = text.strip("\"'")
    return f"'{bare}'" if '"' in bare else f'"{bare}"'
