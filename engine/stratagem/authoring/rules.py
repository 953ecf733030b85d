"""`rules`, `strategies` and `warnings` blocks → frozen data, with every id and placeholder resolved."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol, TypeVar

from stratagem.authoring.accepting import ACCEPT, read_accept
from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.fields import Fields, Reading, place_of, read_value, unknown_name
from stratagem.condition import Condition
from stratagem.diagnostics import Span
from stratagem.documents import Mapping, Node, Scalar, Sequence
from stratagem.rulebook import DecisionTable, Hold, Rule, Sort, Strategy, Thing, Warning, awaited_by, circle_of
from stratagem.vocabulary import Value, Vocabulary, folded
from stratagem.wording import Text

PEOPLE_PLACEHOLDERS = frozenset({"with", "through"})
"""`{with}` and `{through}` in a `say` print the people whom the rule selects."""

_EFFECTS = ("recommend", "avoid", "hold", "veto", "warn", "ask", "conclude", "emphasise")
_ABOUT = ("id", "title", "when", "priority", *_EFFECTS, "with", "through", "missing", "say", "because", "source")
_KEYS = (*_ABOUT, "effective", "owner", ACCEPT)


_HOLD = "hold: {strategy: …, until: …}"
_EFFECTIVE = "effective: {from: 2026-01-01, until: 2026-12-31}"


_NamedThing = TypeVar("_NamedThing", Strategy, Warning)


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def label(self) -> Text: ...


class RuleReader:
    """Reads rules against what the rulebook declares."""

    def __init__(
        self,
        reading: Reading,
        vocabulary: Vocabulary,
        conditions: ConditionReader,
        strategies: Iterable[_Named],
        warnings: Iterable[_Named],
    ) -> None:
        """Ids of effects are looked up in `strategies`, `warnings` and `vocabulary`."""
        self._reading = reading
        self._findings = reading.findings
        self._vocabulary = vocabulary
        self._conditions = conditions
        strategies, warnings = tuple(strategies), tuple(warnings)
        self._strategies = {strategy.id: None for strategy in strategies}
        self._warnings = {warning.id: None for warning in warnings}
        self._askable = {**dict.fromkeys(vocabulary.fact), **dict.fromkeys(vocabulary.attribute)}
        self._labels = {
            "unknown-strategy": _by_label(strategies),
            "unknown-warning": _by_label(warnings),
            "unknown-fact": {**vocabulary.attribute_names, **vocabulary.fact_names},
        }

    def rule(self, node: Node) -> Rule | None:
        """One rule; None when it has no id, no priority, or neither title nor reason."""
        fields = Fields(self._reading, node, _name_of(node), _KEYS, "- {id: …, when: …, recommend: …, because: …}")
        if fields.mapping is None:
            return None
        fields.require("id", "priority", *(() if "title" in fields else ("because",)))
        id_scalar = fields.scalar("id")
        id_ = self._reading.rule_id(id_scalar) if id_scalar else None
        # A rule without a title goes by its id, and one without a reason gives its title.
        title = fields.text("title") if "title" in fields else self._reading.label((id_ or "").replace("-", "_"))
        because = self._quoting(fields, "because") if "because" in fields else title
        priority = self._priority(fields)
        effective = self._effective(fields)
        when, places = self._when(fields)
        if not any(effect in fields for effect in _EFFECTS):
            self._report_no_effect(fields)
        rule = Rule(
            id=id_ or "",
            title=title or _NOTHING,
            priority=priority or 0,
            because=because or _NOTHING,
            when=when,
            recommend=self._strategies_of(fields, "recommend"),
            avoid=self._strategies_of(fields, "avoid"),
            hold=self._holds(fields),
            veto=self._strategies_of(fields, "veto"),
            warn=self._ids(fields, "warn", self._warnings, "unknown-warning"),
            ask=self._ids(fields, "ask", self._askable, "unknown-fact"),
            conclude=self._conclusions(fields),
            emphasise=self._quoting(fields, "emphasise"),
            see=self._conditions.selectors(fields.items("with")),
            through=self._conditions.selectors(fields.items("through")),
            missing=self._quoting(fields, "missing"),
            say=self._quoting(fields, "say", PEOPLE_PLACEHOLDERS),
            source=fields.word("source"),
            owner=fields.word("owner"),
            effective_from=effective[0],
            effective_until=effective[1],
            span=id_scalar.span if id_scalar else None,
            places=places,
        )
        read_accept(fields, Thing(Sort.RULE, rule.id))
        return rule if id_ and title and because and priority else None

    def _when(self, fields: Fields) -> tuple[Condition, tuple[Span, ...]]:
        """The condition, and where its tests stand. A `when` with nothing behind it is a slip: it would always fire."""
        written = fields.mapping.get("when") if fields.mapping else None
        if isinstance(written, Scalar) and written.is_null:
            self._findings.add("empty-condition", fields.place_of_key("when"))
        return self._conditions.placed(fields.node("when"))

    def _priority(self, fields: Fields) -> int | None:
        scalar = fields.scalar("priority")
        if scalar is None:
            return None
        if scalar.text.strip().isascii() and scalar.text.strip().isdigit() and 1 <= int(scalar.text) <= 100:
            return int(scalar.text)
        self._findings.add("bad-priority", scalar.span, value=scalar.text)
        return None

    def _effective(self, fields: Fields) -> tuple[date | None, date | None]:
        node = fields.node("effective")
        if node is None:
            return None, None
        dates = Fields(self._reading, node, f"{fields.what}: effective", ("from", "until"), _EFFECTIVE)
        first, last = dates.date("from"), dates.date("until")
        if first and last and first > last:
            self._findings.add("dates-reversed", node.span, first=first, last=last)
        return first, last

    def _report_no_effect(self, fields: Fields) -> None:
        """An effect that stands there with nothing behind it is told apart from no effect at all."""
        written = [key for key, _ in fields.mapping.entries if key.text in _EFFECTS] if fields.mapping else []
        for key in written:
            self._findings.add("empty-effect", key.span, name=key.text)
        if not written and fields.misspelt.isdisjoint(_EFFECTS):
            self._findings.add("no-effect", fields.span, what=fields.what, allowed=", ".join(_EFFECTS))

    def _strategies_of(self, fields: Fields, key: str) -> tuple[str, ...]:
        return self._ids(fields, key, self._strategies, "unknown-strategy")

    def _ids(self, fields: Fields, key: str, known: Collection[str], code: str) -> tuple[str, ...]:
        """Ids of an effect, each once."""
        self._report_empty(fields, key)
        ids: dict[str, None] = {}
        for scalar in fields.scalars(key):
            if scalar.text in known:
                ids[scalar.text] = None
            else:
                unknown_name(self._findings, code, scalar.span, scalar.text, known, self._labels[code])
        return tuple(ids)

    def _report_empty(self, fields: Fields, key: str) -> None:
        if not any(effect in fields for effect in _EFFECTS):
            return  # reported for the rule as a whole
        node = fields.mapping.get(key) if fields.mapping else None
        nothing = isinstance(node, Scalar) and node.is_null
        nothing = nothing or (isinstance(node, Sequence) and not node.items)
        nothing = nothing or (isinstance(node, Mapping) and not node.entries)
        if nothing:
            self._findings.add("empty-effect", fields.place_of_key(key), name=key)

    def _holds(self, fields: Fields) -> tuple[Hold, ...]:
        self._report_empty(fields, "hold")
        return tuple(hold for item in fields.items("hold") if (hold := self._hold(item)) is not None)

    def _hold(self, node: Node) -> Hold | None:
        fields = Fields(self._reading, node, "hold", ("strategy", "until"), _HOLD)
        if fields.mapping is None or not fields.require("strategy", "until"):
            return None
        strategies, until = self._strategies_of(fields, "strategy"), self._quoting(fields, "until")
        return Hold(strategies, until) if strategies and until else None

    def _conclusions(self, fields: Fields) -> tuple[tuple[str, Value], ...]:
        self._report_empty(fields, "conclude")
        node = self._reading.mapping(fields.node("conclude"), f"{fields.what}: conclude", "conclude: {fact: value}")
        conclusions: dict[str, Value] = {}
        for key, value in node.entries if node else ():
            fact = self._vocabulary.fact.get(key.text)
            if fact is None:
                names = self._vocabulary.fact_names
                unknown_name(self._findings, "unknown-fact", key.span, key.text, self._vocabulary.fact, names)
            elif not fact.concluded:
                self._findings.add("not-concluded", key.span, name=fact.id)
            else:
                before = len(self._findings)
                read = read_value(self._reading, fact, value)
                if read is not None:
                    conclusions[fact.id] = read
                elif len(self._findings) == before:
                    self._findings.add("empty-test", place_of(key, value), name=fact.id)
        return tuple(conclusions.items())

    def _quoting(self, fields: Fields, key: str, also: Collection[str] = ()) -> Text | None:
        """A text whose placeholders name facts (or, in `also`, people)."""
        before = len(self._findings)
        text, node = fields.text(key), fields.node(key)
        if text is None or node is None or len(self._findings) > before:
            return text
        known = (*also, *self._vocabulary.fact)
        for name in sorted(text.placeholders(text.by_language[0][0])):
            if name not in known:
                place, names = _place_of_placeholder(node, name), self._vocabulary.fact_names
                unknown_name(self._findings, "unknown-placeholder", place, name, known, names)
        return text


def _place_of_placeholder(node: Node, name: str) -> Span:
    """Where a text quotes a name: the braces themselves when they stand in the first line of a sentence."""
    sentences = [value for _, value in node.entries] if isinstance(node, Mapping) else [node]
    for sentence in sentences:
        span = sentence.span
        at = span.source.line(span.line).find(f"{{{name}}}", span.column - 1)
        if isinstance(sentence, Scalar) and f"{{{name}}}" in sentence.text and at >= 0:
            return span._replace(column=at + 1, width=len(name) + 2)
    return next((each.span for each in sentences if isinstance(each, Scalar) and name in each.text), node.span)


def read_named(
    reading: Reading, node: Node | None, what: str, sort: Sort, make: "type[_NamedThing]"
) -> "list[_NamedThing]":
    """Strategies or warnings: `id: {label, about}`, the label itself, or the id alone."""
    things: list[_NamedThing] = []
    for id_, key, value in reading.entries(node, what):
        keys = {name.text for name, _ in value.entries} if isinstance(value, Mapping) else set()
        label: Text | None
        about: Text | None
        if (isinstance(value, Scalar) and value.is_null) or (isinstance(value, Mapping) and not keys):
            label, about = reading.label(id_), None
        elif keys and keys.isdisjoint(reading.languages):
            fields = Fields(reading, value, id_, ("label", "about", ACCEPT))
            read_accept(fields, Thing(sort, id_))
            label = fields.text("label") if "label" in fields else reading.label(id_)
            about = fields.text("about")
        else:
            label, about = reading.text(value, id_), None
        if label is None:
            reading.broken.add(id_)
        else:
            things.append(make(id_, label, about, key.span))
    return things


def report_duplicates(reading: Reading, things: Iterable[tuple[str, Span | None]], code: str = "duplicate-id") -> None:
    """Report every id that was declared before, with the place of the first."""
    first: dict[str, Span | None] = {}
    for id_, span in things:
        if id_ in first:
            reading.findings.add(code, span, name=id_, first=first[id_])
        first.setdefault(id_, span)


def report_circle(reading: Reading, rules: Collection[Rule], tables: Collection[DecisionTable]) -> None:
    """Report concluded facts that need each other, at a rule that could be freed of its need."""
    circle = circle_of(rules, tables)
    if circle is not None:
        needed, concluded = circle[:2]
        awaited = awaited_by(rules, tables)
        rule = next(rule for rule in rules if concluded in dict(rule.conclude) and needed in awaited[rule.id])
        table = None
        if needed not in rule.facts:  # another row of its table mentions it
            table = next(table.id for table in tables if rule.id in table.rules)
        reading.findings.add("circle", rule.span, circle=" → ".join(circle), name=rule.id, table=table, fact=needed)


def _by_label(things: Iterable[_Named]) -> dict[str, str]:
    """Folded label → id."""
    return {folded(label): thing.id for thing in things for _, label in thing.label.by_language}


def _name_of(node: Node) -> str:
    """How findings name a rule: by its id when it has one."""
    id_ = node.get("id") if isinstance(node, Mapping) else None
    return f"rule {id_.text}" if isinstance(id_, Scalar) and id_.text else "a rule"


_NOTHING = Text((("en", ""),))
