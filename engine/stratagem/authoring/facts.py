"""`facts` and `stakeholder` blocks → `Fact`s, checked: kinds, values, ranges, defaults, names that would collide."""

from collections.abc import Iterable
from dataclasses import replace

from stratagem.account import NAME_LABELS, PEOPLE_LABELS
from stratagem.account import RESERVED as RESERVED_IN_ACCOUNTS
from stratagem.authoring.accepting import ACCEPT, read_accept
from stratagem.authoring.conditions import STRUCTURE
from stratagem.authoring.fields import Fields, Reading, read_value
from stratagem.authoring.unary import KEYWORDS
from stratagem.diagnostics import Span, nearest
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of
from stratagem.rulebook import Sort, Thing
from stratagem.vocabulary import Fact, FactValue, Kind, Value, folded
from stratagem.wording import Text

RESERVED = STRUCTURE | RESERVED_IN_ACCOUNTS | {"with", "through"}
"""Ids that would hide something else in an account file, a condition or the account model."""

_KEYS = ("kind", "label", "ask", "about", "values", "range", "unit", "default", "concluded", "changeable", ACCEPT)
_WITH_VALUES = frozenset({Kind.CHOICE, Kind.SCALE, Kind.TAGS})


def read_facts(reading: Reading, node: Node | None, of_people: bool = False) -> list[Fact]:
    """Every fact of one block that can be understood; `of_people` for the attributes of a stakeholder."""
    facts = []
    for id_, key, value in reading.entries(node, "stakeholder" if of_people else "facts"):
        if id_ in RESERVED or id_.startswith("model_"):
            reading.findings.add("reserved-name", key.span, name=id_)
            continue
        fact = _fact(reading, id_, key.span, value, of_people)
        if fact is None:
            reading.broken.add(id_)
        else:
            facts.append(fact)
    return facts


def report_collisions(reading: Reading, facts: Iterable[Fact], of_people: bool = False) -> None:
    """Report ids declared twice, and labels by which two facts would go, or that an account file reads otherwise."""
    taken = {folded(label) for label in (*NAME_LABELS, *(() if of_people else PEOPLE_LABELS), *STRUCTURE)}
    owner: dict[str, Fact] = {}
    for fact in facts:
        earlier = owner.get(fact.id)
        if earlier is not None and earlier.id == fact.id:
            reading.findings.add("duplicate-id", fact.span, name=fact.id, first=earlier.span)
            continue
        if reserved := next((label for _, label in fact.label.by_language if folded(label) in taken), None):
            reading.findings.add("reserved-name", fact.span, name=reserved)
        for name in (fact.id, *(label for _, label in fact.label.by_language)):
            other = owner.setdefault(folded(name), fact)
            if other.id != fact.id:
                reading.findings.add("ambiguous-label", fact.span, name=name, one=other.id, other=fact.id)


def _fact(reading: Reading, id_: str, span: Span, node: Node, of_people: bool) -> Fact | None:
    fields = Fields(reading, node, f"fact {id_}", _KEYS, f"{id_}: {{kind: choice, label: …, values: …}}")
    if fields.mapping is None:
        return None
    fields.require("kind")
    kind_scalar = fields.scalar("kind")
    kinds = [kind.value for kind in Kind]
    if kind_scalar is None or kind_scalar.text not in kinds:
        if kind_scalar is not None:
            near, allowed = nearest(kind_scalar.text, kinds), ", ".join(kinds)
            reading.findings.add("unknown-kind", kind_scalar.span, name=kind_scalar.text, near=near, allowed=allowed)
        return None
    kind = Kind(kind_scalar.text)
    label = fields.text("label") or reading.label(id_)
    low, high = _range(fields, kind)
    concluded = fields.flag("concluded", default=False)
    if concluded and of_people:
        reading.findings.add("person-concluded", span, name=id_)
    fact = Fact(
        id=id_,
        kind=kind,
        label=label,
        ask=fields.text("ask"),
        about=fields.text("about"),
        values=_values(fields, kind),
        low=low,
        high=high,
        unit=fields.word("unit"),
        concluded=concluded,
        changeable=fields.flag("changeable", default=True),
        span=span,
    )
    read_accept(fields, Thing(Sort.ATTRIBUTE if of_people else Sort.FACT, id_))
    default = _default(fields, fact)
    return fact if default is None else replace(fact, default=default)


def _values(fields: Fields, kind: Kind) -> tuple[FactValue, ...]:
    node = fields.node("values")
    if kind not in _WITH_VALUES:
        if node is not None:
            fields.findings.add("values-not-allowed", node.span, kind=kind.value)
        return ()
    if node is None or (isinstance(node, Mapping) and not node.entries):
        if "values" not in fields.misspelt:
            fields.findings.add("missing-key", fields.span, name="values", what=fields.what)
        return ()
    values: list[FactValue] = []
    owner: dict[str, str] = {}
    for id_, key, value in fields.reading.entries(node, f"{fields.what}: values"):
        unnamed = isinstance(value, Scalar) and value.is_null
        label = None if unnamed else fields.reading.text(value, f"{fields.what}: {id_}")
        label = label or fields.reading.label(id_)
        for name in (id_, *(sentence for _, sentence in label.by_language)):
            if folded(name) in KEYWORDS:
                fields.findings.add("reserved-name", key.span, name=name)
            other = owner.setdefault(folded(name), id_)
            if other != id_:
                fields.findings.add("ambiguous-label", key.span, name=name, one=other, other=id_)
        values.append(FactValue(id_, label, key.span))
    return tuple(values)


def _range(fields: Fields, kind: Kind) -> tuple[int | float | None, int | float | None]:
    node = fields.node("range")
    if node is None:
        return None, None
    if kind is not Kind.NUMBER:
        fields.findings.add("range-not-allowed", node.span, kind=kind.value)
        return None, None
    if not isinstance(node, Sequence) or len(node.items) != 2:
        fields.findings.add("bad-range", node.span, found=form_of(node))
        return None, None
    low, high = (_bound(fields, item) for item in node.items)
    if low is not None and high is not None and low > high:
        fields.findings.add("bad-range", node.span, found=f"[{low}, {high}]")
    return low, high


def _bound(fields: Fields, node: Node) -> int | float | None:
    if isinstance(node, Scalar):
        if node.is_null:
            return None
        value = Fact("range", Kind.NUMBER, Text(())).read(node.text, node.span)
        if isinstance(value, int | float):
            return value
    fields.findings.add("bad-range", node.span, found=form_of(node))
    return None


def _default(fields: Fields, fact: Fact) -> Value | None:
    node = fields.node("default")
    if node is None:
        return None
    return read_value(fields.reading, fact, node)
