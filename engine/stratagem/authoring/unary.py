"""The little test language of `when` lines and table cells (DMN's unary tests): text about one fact → `Condition`.

It knows one fact at a time and the grammar. It does not know where the text stands.
"""

import re

from stratagem.condition import (
    ALWAYS,
    Age,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Test,
)
from stratagem.diagnostics import Diagnostic, Place, Span, nearest
from stratagem.diagnostics.diagnostic import written
from stratagem.vocabulary import Fact, Kind, Value

ORDERED = frozenset({Kind.SCALE, Kind.NUMBER, Kind.DATE})
KEYWORDS = frozenset({"known", "unknown", "-", "any", "all", "not"})
"""Words that may not be the id or label of a value, because a test would read them otherwise."""

_FULL_WIDTH = str.maketrans("（）［］＜＞＝！％．", "()[]<>=!%.") | {ord("，"): ", "}
"""A full-width comma separates; unlike a narrow one it never groups digits, hence the blank."""
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_RANGE = re.compile(r"([\[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])\[])", re.DOTALL)
_COMPARE = re.compile(r"(<=|>=|!=|<|>|=|≤|≥|≠)\s*(.+)", re.DOTALL)
_AGE = re.compile(r"(older\s+than|within)\s+(\d{1,6})\s+days?", re.IGNORECASE)
_NOT = re.compile(r"not\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_OPERATORS = {"≤": "<=", "≥": ">=", "≠": "!="}
_LOOKS_LIKE_A_TEST = re.compile(r"(older than|within|not\s*\()|[<>=!≤≥≠\[\](]", re.IGNORECASE)
_QUOTED = re.compile(r"""("[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)""")
_JOINED = re.compile(r"\s+(?:and|or|&&?|\|\|?)\s+|\s*(?:并且|而且|或者|且|或)\s*", re.IGNORECASE)
_ONE_OF = re.compile(r"\s*(or|\|\|?|或者|或)\s*", re.IGNORECASE)


class _Fault(Exception):
    """The text is no test of this fact."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__()


def read_test(fact: Fact, text: str, place: Place) -> Condition | Diagnostic:
    """What `text` asks of `fact`: a condition, `ALWAYS` for `-`, or what is wrong with it."""
    try:
        return _condition(fact, text, place)
    except _Fault as fault:
        return fault.diagnostic


def either(fact: Fact, conditions: list[Condition]) -> Condition:
    """One of several conditions on one fact, as few nodes as say it: values together, then tests, then `known`."""
    if len(conditions) == 1:
        return conditions[0]
    if ALWAYS in conditions:
        return ALWAYS
    tests = [each.test for each in conditions if isinstance(each, FactTest)]
    others = [each for each in conditions if not isinstance(each, FactTest)]
    if all(isinstance(test, Among) for test in tests):
        values = dict.fromkeys(value for test in tests if isinstance(test, Among) for value in test.values)
        joined: list[Condition] = [FactTest(fact.id, Among(tuple(values)))] if values else []
    else:
        joined = [FactTest(fact.id, tests[0] if len(tests) == 1 else OneOf(tuple(tests)))]
    parts = (*joined, *dict.fromkeys(others))
    return parts[0] if len(parts) == 1 else Any(parts)


def _condition(fact: Fact, text: str, place: Place) -> Condition:
    text = text.strip()
    named = fact.value_id(text)
    if named is not None:
        return FactTest(fact.id, Among((named,)))
    text = _narrowed(text)
    if fact.kind is not Kind.TEXT and _QUOTED.fullmatch(text) and _LOOKS_LIKE_A_TEST.match(text[1:-1]):
        text = text[1:-1]  # as YAML has it: `">= 50"`
    pieces = _pieces(fact, text)
    if len(pieces) > 1:
        if "" in pieces:
            raise _bad(fact, text, place)
        return either(fact, [_condition(fact, piece, place) for piece in pieces])
    lowered = text.casefold()
    if lowered == "-":
        return ALWAYS
    if lowered in ("known", "unknown"):
        return IsKnown(fact.id, lowered == "known")
    if negated := _NOT.fullmatch(text):
        return _negated(fact, negated.group(1), place)
    try:
        return FactTest(fact.id, _test(fact, text, place))
    except _Fault as fault:
        told = _bad(fact, text, place) if fault.diagnostic.code == "bad-test" else fault
        raise _joined(fact, text, place) or told from None


def _negated(fact: Fact, inside: str, place: Place) -> Condition:
    if not inside.strip():
        raise _bad(fact, "not()", place)
    condition = _condition(fact, inside, place)
    match condition:
        case IsKnown(_, known):
            return IsKnown(fact.id, not known)
        case FactTest(_, OneOf(tests)):
            return FactTest(fact.id, NoneOf(tests))
        case FactTest(_, test):
            return FactTest(fact.id, NoneOf((test,)))
        case _:
            return Not(condition)


def _test(fact: Fact, text: str, place: Place) -> Test:
    scale = tuple(value.id for value in fact.values) if fact.kind is Kind.SCALE else ()
    if age := _AGE.fullmatch(text):
        if fact.kind is not Kind.DATE:
            raise _fault(fact, "test-not-for-kind", place, text=text, kind=fact.kind.value)
        return Age("within" if age.group(1).casefold() == "within" else "older", int(age.group(2)))
    if (span := _RANGE.fullmatch(text)) and fact.kind is not Kind.TEXT:
        _demand_order(fact, text, place)
        low, high = _value(fact, span.group(2), place), _value(fact, span.group(3), place)
        between = Between(low, high, span.group(1) != "[", span.group(4) != "]", scale)
        if not Compare("<=", high, scale).admits(low, None) or (
            low == high and (between.low_open or between.high_open)
        ):
            raise _fault(fact, "empty-range", place, text=text)
        return between
    if comparison := _COMPARE.fullmatch(text):
        operator = _OPERATORS.get(comparison.group(1), comparison.group(1))
        value = _value(fact, comparison.group(2), place)
        match operator:
            case "=":
                return Among((value,))
            case "!=":
                return NoneOf((Among((value,)),))
            case "<" | "<=" | ">" | ">=":
                _demand_order(fact, text, place)
                return Compare(operator, value, scale)
    return Among((_value(fact, text, place),))


def _demand_order(fact: Fact, text: str, place: Place) -> None:
    if fact.kind not in ORDERED:
        raise _fault(fact, "test-not-for-kind", place, text=text, kind=fact.kind.value)


def _value(fact: Fact, text: str, place: Place) -> Value:
    text = text.strip()
    quoted = len(text) >= 2 and _QUOTES.get(text[0]) == text[-1]
    if quoted:
        text = text[1:-1]
    if fact.kind is Kind.TAGS:
        tag = fact.value_id(text)
        if tag is None:
            names = fact.names_of_values()
            raise _fault(fact, "unknown-value", place, value=text, near=nearest(text, names), allowed=fact.allowed())
        return tag
    if not quoted and _LOOKS_LIKE_A_TEST.match(text):
        raise _bad(fact, text, place)
    value = fact.read(text, place)
    if isinstance(value, Diagnostic):
        raise _Fault(value)
    if value is None:
        raise _bad(fact, text or "…", place)
    return value


def _narrowed(text: str) -> str:
    """Full-width punctuation made narrow, except in quotes."""
    if text.isascii():
        return text
    parts = _QUOTED.split(text)
    return "".join(part if at % 2 else part.translate(_FULL_WIDTH) for at, part in enumerate(parts))


def _pieces(fact: Fact, text: str) -> list[str]:
    """Split at commas that stand outside quotes and brackets; in numbers `1,200,000` is one number."""
    if fact.kind is Kind.NUMBER:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    if "," not in text:
        return [text.strip()]
    pieces, opened, start, part, closing = [], 0, 0, 0, ""
    for at, character in enumerate(text):
        if closing:
            closing = "" if character == closing else closing
        elif (
            character in _QUOTES
            and not text[part:at].rstrip(" ([<>=!.≤≥≠").strip()
            and _QUOTES[character] in text[at + 1 :]
        ):
            closing = _QUOTES[character]
        elif character in "[(" and not (opened and ".." in text[part:at]):
            opened += 1
        elif character in "])" and not opened:
            opened += 1  # `]a..b[`: a bracket turned outwards opens
        elif character in "[(])":
            opened -= 1
        elif character == ",":
            part = at + 1
            if not opened:
                pieces.append(text[start:at].strip())
                start = at + 1
    return [*pieces, text[start:].strip()]


def _joined(fact: Fact, text: str, place: Place) -> _Fault | None:
    """Two good tests in one text, as programmers write them: `>= 50 and < 100`, `partner or value_added`."""
    word = _JOINED.search(text)
    if word is None:
        return None
    parts = [part.strip() for part in (text[: word.start()], text[word.end() :])]
    if any(isinstance(read_test(fact, part, place), Diagnostic) for part in parts):
        return None
    if _ONE_OF.fullmatch(word.group()):
        if _in_cell(place):
            return _fault(fact, "joined-tests", place, text=text, example=", ".join(parts))
        written_out = (part if _LOOKS_LIKE_A_TEST.match(part) is None else f'"{part}"' for part in parts)
        return _fault(fact, "joined-tests", place, text=text, example=f"[{', '.join(written_out)}]")
    sides = {match.group(1)[0]: match for part in parts if (match := _COMPARE.fullmatch(part))}
    span = None
    if sides.keys() == {"<", ">"} and fact.kind in ORDERED:
        low, high = sides[">"], sides["<"]
        left, right = "(" if low.group(1) == ">" else "[", ")" if high.group(1) == "<" else "]"
        span = f"{left}{low.group(2)}..{high.group(2)}{right}"
        span = span if _in_cell(place) else f'"{span}"'
    return _fault(fact, "joined-tests", place, text=text, span=span)


def examples_for(fact: Fact, in_cell: bool = False) -> str:
    """Tests of a fact as an author writes them in a `when`, or in a cell of a table, for an error's remedy."""
    first, *others = (value.id for value in fact.values) if fact.values else ("a",)
    last = others[-1] if others else first
    if in_cell:
        return _examples_for_cell(fact, first, last)
    match fact.kind:
        case Kind.FLAG:
            return "yes · no · unknown"
        case Kind.CHOICE | Kind.TAGS:
            return f"{first} · [{first}, {last}] · not({first}) · unknown"
        case Kind.SCALE:
            return f'{first} · [{first}, {last}] · "<= {last}" · "[{first}..{last})" · not({first}) · unknown'
        case Kind.NUMBER:
            return '50 · ">= 50" · "[50..100)" · not(50) · unknown'
        case Kind.DATE:
            return '2026-11-23 · "< 2026-11-23" · older than 30 days · within 30 days · unknown'
        case Kind.TEXT:
            return """text · [text, text] · not(text) · '"(text in double quotes)"' · unknown"""


def _examples_for_cell(fact: Fact, first: str, last: str) -> str:
    match fact.kind:
        case Kind.FLAG:
            return "yes · no · unknown"
        case Kind.CHOICE | Kind.TAGS:
            return f"{first} · {first}, {last} · not({first}) · unknown"
        case Kind.SCALE:
            return f"{first} · {first}, {last} · <= {last} · [{first}..{last}) · not({first}) · unknown"
        case Kind.NUMBER:
            return "50 · >= 50 · [50..100) · not(50) · unknown"
        case Kind.DATE:
            return "2026-11-23 · < 2026-11-23 · older than 30 days · within 30 days · unknown"
        case Kind.TEXT:
            return 'text · text, text · not(text) · "(text in double quotes)" · unknown'


def _in_cell(place: Place) -> bool:
    return isinstance(place, Span) and place.source.is_cell


def _bad(fact: Fact, text: str, place: Place) -> _Fault:
    return _fault(fact, "bad-test", place, text=text, examples=examples_for(fact, _in_cell(place)))


def _fault(fact: Fact, code: str, place: Place, **details: object) -> _Fault:
    return _Fault(Diagnostic(code, place, written({"name": fact.id, **details})))
