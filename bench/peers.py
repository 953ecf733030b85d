"""The same flat rules in every engine, each translated once into its own fastest fair form.

Every engine is given the same plain mapping of known facts and gives the ids of the rules that fire; turning the
mapping into whatever the engine wants is part of its time. Other engines do not know *unknown*: their rules say what
the meaning demands (a test of an unknown fact never holds), and `assert_same` refuses to go on when one fired set
differs.

A scale test is written as the values that pass, which every engine answers faster than a comparison of ranks.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from bench.rulebooks import tests_of
from stratagem.condition import Among, Between, Compare, Condition, FactTest, IsKnown, NoneOf
from stratagem.matching.matcher import Matcher
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Value

Facts = Mapping[str, Value]
Fired = Callable[[Facts], Sequence[str]]
"""One decision: known facts → ids of the rules that fire, in any order."""


@dataclass(frozen=True)
class Engine:
    """One way to match a flat rulebook."""

    name: str
    form: str
    """How the rules are written in it."""
    build: Callable[[Rulebook], Fired]


class _Syntax(Protocol):
    """How an expression language writes the pieces of a test."""

    def among(self, fact: str, values: Sequence[str]) -> str: ...
    def none_of(self, fact: str, values: Sequence[str]) -> str: ...


def engines() -> tuple[Engine, ...]:
    """This engine first, then the peers."""
    return (
        Engine("stratagem reference", "the conditions themselves, in plain Python", _reference),
        Engine("stratagem live", "durable_rules, one message per fact", _live),
        Engine(
            "zen-engine, graph", "decision table, hit policy collect, compiled once by the static loader", _zen_table
        ),
        Engine(
            "zen-engine, expression",
            "all rules as one compiled expression, without the decision engine",
            _zen_expression,
        ),
        Engine("clipspy", "one template fact per account, one defrule per rule", _clips),
        Engine("rule-engine", "one Rule per rule, parsed once, `dict.get` as resolver", _rule_engine),
    )


def assert_same(fired: Mapping[str, Fired], accounts: Iterable[Facts]) -> float:
    """Refuse to go on when two engines fire different rules for any account; the mean number of rules fired."""
    count = total = 0
    for number, facts in enumerate(accounts):
        answers = {name: sorted(fire(facts)) for name, fire in fired.items()}
        first_name, first = next(iter(answers.items()))
        for name, answer in answers.items():
            if answer != first:
                difference = sorted(set(first) ^ set(answer)) or "the same rules, some more than once"
                raise AssertionError(f"account {number}: {name} and {first_name} differ in {difference}")
        count, total = count + 1, total + len(first)
    return total / count


# ── This engine ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _reference(rulebook: Rulebook) -> Fired:
    return _matched_by(ReferenceMatcher(rulebook))


def _live(rulebook: Rulebook) -> Fired:
    from stratagem.matching.live import LiveMatcher

    return _matched_by(LiveMatcher(rulebook))


def _matched_by(matcher: Matcher) -> Fired:
    def fired(facts: Facts) -> list[str]:
        with matcher.match(Profile("", None, facts, {}, None, ())) as matching:
            return [rule.id for rule in matching.fired(0, facts)]

    return fired


# ── GoRules Zen ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _zen_table(rulebook: Rulebook) -> Fired:
    """Tried: a decision made by `create_decision` (compiles its cells at every call: five times slower), expression
    nodes (no faster), the context as JSON text (slower). The static loader compiles once."""
    zen = library("zen")

    columns = [fact.id for fact in rulebook.vocabulary.facts]
    rows = [
        {"_id": rule.id, "fires": json.dumps(rule.id)}
        | dict.fromkeys(columns, "")
        | {test.fact: _zen_cell(test) for test in facts_tested(rule.id, tests_of(rule))}
        for rule in rulebook.rules
    ]
    place = {"x": 0, "y": 0}
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {
                "id": "rules",
                "type": "decisionTableNode",
                "name": "rules",
                "position": place,
                "content": {
                    "hitPolicy": "collect",
                    "inputs": [{"id": fact, "name": fact, "field": fact, "type": "expression"} for fact in columns],
                    "outputs": [{"id": "fires", "name": "fires", "field": "fires", "type": "expression"}],
                    "rules": rows,
                },
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": graph}}})

    def fired(facts: Facts) -> list[str]:
        return [row["fires"] for row in engine.evaluate("rules", dict(facts))["result"]]

    return fired


def _zen_cell(condition: Condition) -> str:
    """A unary test; `$` is the fact. Comparing null is an error in Zen, hence the first half of comparisons."""
    match condition:
        case IsKnown(_, _):
            return "$ == null"
        case FactTest(_, Among((bool() as flag,))):
            return f"$ == {str(flag).lower()}"
        case FactTest(_, NoneOf((Among(values),))):
            return f"$ != null and not($ in {_list(values)})"
        case FactTest(_, Compare(operator, bound, scale)) if not scale:
            return f"$ != null and $ {operator} {bound}"
        case FactTest(_, Between(low, high, _, high_open)):
            return f"$ != null and $ >= {low} and $ {'<' if high_open else '<='} {high}"
        case _:
            return ", ".join(json.dumps(value) for value in passing(condition))


def _zen_expression(rulebook: Rulebook) -> Fired:
    """Zen's expression language by itself: no graph, no table, no trace. A lower bound of what Zen can cost."""
    zen = library("zen")

    ids = [rule.id for rule in rulebook.rules]
    rules = (" and ".join(_expression(test, _ZenSyntax()) for test in tests_of(rule)) for rule in rulebook.rules)
    expression = zen.compile_expression(f"[{', '.join(rules)}]")

    def fired(facts: Facts) -> list[str]:
        return [id_ for id_, fires in zip(ids, expression.evaluate(dict(facts)), strict=True) if fires]

    return fired


class _ZenSyntax:
    def among(self, fact: str, values: Sequence[str]) -> str:
        return f"{fact} == {values[0]}" if len(values) == 1 else f"{fact} in [{', '.join(values)}]"

    def none_of(self, fact: str, values: Sequence[str]) -> str:
        return f"{fact} != null and not({fact} in [{', '.join(values)}])"


# ── rule-engine ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _rule_engine(rulebook: Rulebook) -> Fired:
    """Tried: its own `resolve_item` with a default (ten times slower), declared types (slower), `in` with a list
    (slower than comparisons joined by `or`)."""
    rule_engine = library("rule_engine")

    context = rule_engine.Context(resolver=dict.get)
    rules = [
        (
            rule.id,
            rule_engine.Rule(" and ".join(_expression(test, _RuleEngineSyntax()) for test in tests_of(rule)), context),
        )
        for rule in rulebook.rules
    ]

    def fired(facts: Facts) -> list[str]:
        return [id_ for id_, rule in rules if rule.matches(facts)]

    return fired


class _RuleEngineSyntax:
    def among(self, fact: str, values: Sequence[str]) -> str:
        return "(" + " or ".join(f"{fact} == {value}" for value in values) + ")"

    def none_of(self, fact: str, values: Sequence[str]) -> str:
        return f"{fact} != null and " + " and ".join(f"{fact} != {value}" for value in values)


def _expression(condition: Condition, syntax: _Syntax) -> str:
    """A test in the language that Zen and rule-engine almost share."""
    match condition:
        case IsKnown(fact, _):
            return f"{fact} == null"
        case FactTest(fact, Among((bool() as flag,))):
            return f"{fact} == {str(flag).lower()}"
        case FactTest(fact, NoneOf((Among(values),))):
            return syntax.none_of(fact, [json.dumps(value) for value in values])
        case FactTest(fact, Compare(operator, bound, scale)) if not scale:
            return f"{fact} != null and {fact} {operator} {bound}"
        case FactTest(fact, Between(low, high, _, high_open)):
            return f"{fact} != null and {fact} >= {low} and {fact} {'<' if high_open else '<='} {high}"
        case FactTest(fact, _):
            return syntax.among(fact, [json.dumps(value) for value in passing(condition)])
        case _:
            raise TypeError(f"no flat test: {condition}")


# ── CLIPS ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _clips(rulebook: Rulebook) -> Fired:
    """Tried: one ordered fact per fact of the account (25 times slower), asserting as text (five times slower), a
    Python function called by the rules (slower)."""
    clips = library("clips")

    environment = clips.Environment()
    slots = " ".join(f"(slot {fact.id} (default unknown))" for fact in rulebook.vocabulary.facts)
    environment.build(f"(deftemplate account {slots})")
    environment.build("(defglobal ?*fired* = (create$))")
    for rule in rulebook.rules:
        patterns = " ".join(
            f"({test.fact} {_clips_constraint(test, at)})"
            for at, test in enumerate(facts_tested(rule.id, tests_of(rule)))
        )
        environment.build(f"(defrule {rule.id} (account {patterns}) => (bind ?*fired* ?*fired* {rule.id}))")
    account, collected = environment.find_template("account"), environment.find_global("fired")
    symbols: dict[Value, Any] = {True: clips.Symbol("yes"), False: clips.Symbol("no")}
    for fact in rulebook.vocabulary.facts:
        symbols |= {value.id: clips.Symbol(value.id) for value in fact.values}

    def fired(facts: Facts) -> list[str]:
        environment.reset()
        slots = {id_: symbols[value] if isinstance(value, bool | str) else value for id_, value in facts.items()}
        account.assert_fact(**slots)
        environment.run()
        return list(collected.value)

    return fired


def _clips_constraint(condition: Condition, at: int) -> str:
    match condition:
        case IsKnown(_, _):
            return "unknown"
        case FactTest(_, Among((bool() as flag,))):
            return "yes" if flag else "no"
        case FactTest(_, NoneOf((Among(values),))):
            return "&".join(f"~{value}" for value in ("unknown", *values))
        case FactTest(_, Compare(operator, bound, scale)) if not scale:
            return f"?n{at}&:(and (numberp ?n{at}) ({operator} ?n{at} {bound}))"
        case FactTest(_, Between(low, high, _, high_open)):
            return f"?n{at}&:(and (numberp ?n{at}) (>= ?n{at} {low}) ({'<' if high_open else '<='} ?n{at} {high}))"
        case _:
            return "|".join(passing(condition))


# ── What the translations share ──────────────────────────────────────────────────────────────────────────────────────


def facts_tested(rule: str, tests: Iterable[Condition]) -> list[FactTest | IsKnown]:
    """The tests of a rule, each of another fact: what one row of a table, or one template pattern, can say."""
    found = [test for test in tests if isinstance(test, FactTest | IsKnown)]
    assert len({test.fact for test in found}) == len(found), f"{rule} tests a fact twice"
    return found


def passing(condition: Condition) -> list[str]:
    """The ids that pass a test of a choice or a scale."""
    match condition:
        case FactTest(_, Among(values)):
            return [str(value) for value in values]
        case FactTest(_, Compare(_, _, scale) as test):
            return [value for value in scale if test.admits(value, None)]
        case _:
            raise TypeError(f"no flat test: {condition}")


def library(name: str) -> Any:
    """A peer, untyped: this is the only door through which they come, and checking types does not need them."""
    return import_module(name)


def _list(values: Iterable[Value]) -> str:
    return f"[{', '.join(json.dumps(value) for value in values)}]"
