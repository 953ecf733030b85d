"""`when` blocks and people selectors → `Condition`, with every name resolved against the vocabulary."""

from collections.abc import Callable
from collections.abc import Mapping as Lookup

from stratagem.authoring.fields import Fields, Reading, place_of, unknown_key
from stratagem.authoring.unary import either, examples_for, read_test
from stratagem.condition import ALWAYS, All, Any, Condition, Count, FactTest, IsKnown, Not, Quantifier, Test, leaves_of
from stratagem.diagnostics import Diagnostic, Span, nearest
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of
from stratagem.documents.syntax import lacks_colon, missing_colon
from stratagem.vocabulary import Fact, Kind, Vocabulary, folded
from stratagem.wording import Text

STRUCTURE = frozenset({"any", "all", "not", "stakeholders"})
"""Keys of a `when` that are no facts; no fact may be called so."""

_QUANTIFIERS = ("some", "none", "every", "count")
_MEANT = {"or": "any", "and": "all", "either": "any", "some": "stakeholders", "none": "not", "people": "stakeholders"}
"""Words that other languages use for the structure of a condition."""
COUNTED = Fact("count", Kind.NUMBER, Text.of({"en": "count", "zh": "人数"}), low=0)
"""How many people there are, as a fact that tests are asked of."""


class ConditionReader:
    """Reads the conditions of one rulebook. Equal quantifiers become one node, so that each is answered once."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary) -> None:
        """Names are looked up in `vocabulary`; faults go to `reading`."""
        self._reading = reading
        self._findings = reading.findings
        self._vocabulary = vocabulary
        self._quantifiers: dict[Quantifier | Count, Quantifier | Count] = {}
        self._places: list[Span] = []
        self._line = _example(vocabulary.facts)
        self._selector = _example(vocabulary.attributes)

    def when(self, node: Node | None) -> Condition:
        """A condition on the account; `ALWAYS` when there is none."""
        return self.placed(node)[0]

    def placed(self, node: Node | None) -> tuple[Condition, tuple[Span, ...]]:
        """The same, and where each of its `leaves_of` is written."""
        self._places.clear()
        condition = ALWAYS if node is None else self._mapping(node, self._account_line, f"when: {self._line}")
        return condition, tuple(self._places)

    def selector(self, node: Node) -> Condition:
        """A condition on one person."""
        return self._mapping(node, self._person_line, self._selector)

    def selectors(self, nodes: tuple[Node, ...]) -> tuple[Condition, ...]:
        """Selectors in order of preference."""
        return tuple(self.selector(node) for node in nodes)

    def _mapping(self, node: Node, line: Callable[[Scalar, Node], Condition], example: str) -> Condition:
        """Every line of a mapping must hold."""
        mapping = self._reading.mapping(node, "a condition", example)
        if mapping is None:
            return ALWAYS
        if not mapping.entries:
            self._findings.add("empty-condition", mapping.span)
        torn = self._torn(mapping)
        return _all([self._structure(key, value, line) for key, value in mapping.entries if key.span not in torn])

    def _torn(self, mapping: Mapping) -> set[Span]:
        """The keys of a test that lacks its quotes and was torn at its commas: `{tier: not(a, b)}`. Reported once."""
        torn: set[Span] = set()
        entries = mapping.entries
        for at, (key, value) in enumerate(entries):
            if not (isinstance(value, Scalar) and value.plain and _is_open(value.text)) or key.span in torn:
                continue
            rest = []
            for later, nothing in entries[at + 1 :]:
                if not (isinstance(nothing, Scalar) and nothing.is_null):
                    break
                rest.append(later)
                if ")" in later.text or "]" in later.text:
                    break
            if rest:
                torn |= {key.span, *(each.span for each in rest)}
                text = ", ".join((value.text, *(each.text for each in rest)))
                character = value.text.partition("(")[0] + "("
                self._findings.add("needs-quotes", value.span, character=character, example=f'"{text}"')
        return torn

    def _structure(self, key: Scalar, value: Node, line: Callable[[Scalar, Node], Condition]) -> Condition:
        match key.text:
            case "any" | "all":
                if not isinstance(value, Sequence) or not value.items:
                    self._findings.add("not-a-list", place_of(key, value), what=key.text, found=form_of(value))
                    return ALWAYS
                parts = [self._mapping(item, line, "{…: …}") for item in value.items]
                return _all(parts) if key.text == "all" else Any(tuple(parts))
            case "not":
                return Not(self._mapping(value, line, "not: {…: …}"))
            case _:
                return line(key, value)

    def _account_line(self, key: Scalar, value: Node) -> Condition:
        if key.text == "stakeholders":
            return self._stakeholders(value)
        return self._fact_line(key, value, of_people=False)

    def _person_line(self, key: Scalar, value: Node) -> Condition:
        if key.text == "stakeholders":
            self._findings.add("people-inside-people", key.span)
            return ALWAYS
        return self._fact_line(key, value, of_people=True)

    def _fact_line(self, key: Scalar, value: Node, of_people: bool) -> Condition:
        known, names = self._names(of_people)
        fact = known.get(names.get(folded(key.text), ""))
        if fact is None:
            self._report_unknown(key, of_people)
            return ALWAYS
        items = value.items if isinstance(value, Sequence) else (value,)
        if not items:
            self._findings.add("empty-test", value.span, name=fact.id)
        if isinstance(value, Sequence) and len(items) == 1 and isinstance(items[0], Scalar) and ".." in items[0].text:
            range_ = f'"[{items[0].text}]"'
            if fact.value_id(items[0].text) is None and fact.kind is not Kind.TEXT:
                self._findings.add("needs-quotes", value.span, character="[", example=f"{key.text}: {range_}")
                return ALWAYS
        if isinstance(value, Scalar) and not value.text.strip():
            self._findings.add("empty-test", key.span, name=fact.id)
            return ALWAYS
        conditions = [condition for item in items if (condition := self._test(fact, item)) is not None]
        condition = either(fact, conditions) if conditions else ALWAYS
        self._places += [key.span for _ in leaves_of(condition)]
        return condition

    def _names(self, of_people: bool) -> tuple[Lookup[str, Fact], Lookup[str, str]]:
        vocabulary = self._vocabulary
        if of_people:
            return vocabulary.attribute, vocabulary.attribute_names
        return vocabulary.fact, vocabulary.fact_names

    def _report_unknown(self, key: Scalar, of_people: bool) -> None:
        """A name that no fact has: it may lack its colon, belong elsewhere, or be misspelt."""
        known, _ = self._names(of_people)
        _, others = self._names(not of_people)
        elsewhere = others.get(folded(key.text))
        structure = ("any", "all", "not") if of_people else sorted(STRUCTURE)
        meant = _MEANT.get(key.text.casefold(), "")
        labels = (label for fact in known.values() for _, label in fact.label.by_language)
        near = meant if meant in structure else nearest(key.text, (*structure, *known, *labels))
        if elsewhere is None and lacks_colon(key.text):
            self._findings.extend([missing_colon(key.text, key.span)])
        elif of_people:
            self._findings.add("unknown-attribute", key.span, name=key.text, fact=elsewhere, near=near)
        else:
            self._findings.add("unknown-fact", key.span, name=key.text, attribute=elsewhere, near=near)

    def _test(self, fact: Fact, node: Node) -> Condition | None:
        if not isinstance(node, Scalar):
            self._findings.add("not-a-word", node.span, what=fact.id, found=form_of(node))
            return None
        if node.is_null or not node.text.strip():
            self._findings.add("empty-test", node.span, name=fact.id)
            return None
        read = read_test(fact, node.text, node.span)
        if isinstance(read, Diagnostic):
            self._findings.extend([read])
            return None
        return read

    def _stakeholders(self, node: Node) -> Condition:
        mapping = self._reading.mapping(node, "stakeholders", f"stakeholders: {{some: {self._selector}}}")
        if mapping is None:
            return ALWAYS
        if not mapping.entries:
            self._findings.add("empty-condition", mapping.span)
        parts: list[Condition] = []
        for key, value in mapping.entries:
            if key.text not in _QUANTIFIERS:
                unknown_key(self._findings, "unknown-key", key, "stakeholders", _QUANTIFIERS)
                continue
            if isinstance(value, Sequence) and not value.items:
                self._findings.add("empty-condition", value.span)
            for item in value.items if isinstance(value, Sequence) else (value,):
                self._places.append(item.span if isinstance(value, Sequence) else key.span)
                quantifier = self._quantifier(key.text, item)
                if quantifier is not None:
                    parts.append(self._quantifiers.setdefault(quantifier, quantifier))
        return _all(parts)

    def _quantifier(self, which: str, node: Node) -> Quantifier | Count | None:
        match which:
            case "some" | "none" | "every":
                return Quantifier(which, self._mapping_or_anybody(node))
            case _:
                return self._count(node)

    def _mapping_or_anybody(self, node: Node) -> Condition:
        """`{}` selects everybody."""
        return ALWAYS if isinstance(node, Mapping) and not node.entries else self.selector(node)

    def _count(self, node: Node) -> Count | None:
        example = f'count: {{where: {self._selector}, is: ">= 3"}}'
        fields = Fields(self._reading, node, "count", ("where", "distinct", "is"), example)
        fields.require("is")
        where, distinct, wanted = (fields.node(key) for key in ("where", "distinct", "is"))
        condition = ALWAYS if where is None else self._mapping_or_anybody(where)
        attribute = self._distinct(distinct)
        if wanted is None:
            return None
        test = self._count_test(wanted)
        return None if test is None else Count(condition, test, attribute)

    def _distinct(self, node: Node | None) -> Fact | None:
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._findings.add("not-a-word", node.span, what="distinct", found=form_of(node))
            return None
        attribute = self._vocabulary.attribute.get(self._vocabulary.attribute_names.get(folded(node.text), ""))
        if attribute is None:
            near = nearest(node.text, self._vocabulary.attribute)
            self._findings.add("unknown-attribute", node.span, name=node.text, near=near)
        elif attribute.kind is Kind.TAGS:
            self._findings.add("distinct-of-tags", node.span, name=attribute.id)
            return None
        return attribute

    def _count_test(self, node: Node) -> Test | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        conditions = [condition for item in items if (condition := self._test(COUNTED, item)) is not None]
        if not items:
            self._findings.add("empty-test", node.span, name="count")
        if not conditions:
            return None
        condition = either(COUNTED, conditions)
        if isinstance(condition, FactTest):
            return condition.test
        text = "known" if isinstance(condition, IsKnown) else "-"
        self._findings.add("bad-test", node.span, name="count", text=text, examples=examples_for(COUNTED))
        return None


def _example(facts: tuple[Fact, ...]) -> str:
    """A condition on the first fact that has values, as an author writes it."""
    fact = next((each for each in facts if each.values), None)
    return "{…: …}" if fact is None else f"{{{fact.id}: {fact.values[0].id}}}"


def _is_open(text: str) -> bool:
    """Whether a test opens a bracket that it does not close."""
    return text.startswith(("not", "(")) and text.count("(") > text.count(")")


def _all(parts: list[Condition]) -> Condition:
    """The conjunction with as few nodes as say it."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else (part,)
    return flat[0] if len(flat) == 1 else All(tuple(flat))
