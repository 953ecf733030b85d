"""Plain durable_rules: one message for each fact of an account, one rule for each rule, as its own language has them.

What Stratagem's live matcher adds (values gathered into sets, shelves of rules, small numbers instead of words) is left
out; what keeps the process alive is not: facts one at a time, the state deleted afterwards, no background threads, and
a fact that always matches something. An unknown fact is a message too where a rule asks for it.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import durable.engine

from bench.peers import Facts, Fired, facts_tested, passing
from bench.rulebooks import tests_of
from stratagem.condition import Among, Between, Compare, Condition, FactTest, IsKnown, NoneOf
from stratagem.rulebook import Rulebook

_NAME, _OPENED = "flat", {"n": "opened", "v": True}
_OPERATORS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


class _Host(durable.engine.Host):  # type: ignore[misc]
    def _run(self) -> None:
        """No timers: they poll the core while it works."""


def plain_durable(rulebook: Rulebook) -> Fired:
    """Tried: one wide message for an account, which is faster for 10 rules and an error (303) for 300."""
    host: Any = _Host()
    fired: list[str] = []
    tests = {rule.id: facts_tested(rule.id, tests_of(rule)) for rule in rulebook.rules}
    rules: dict[str, object] = {
        id_: {"all": [{f"c{at}": _pattern(test)} for at, test in enumerate(each)], "run": _noting(fired, id_)}
        for id_, each in tests.items()
    }
    rules["opened"] = {"all": [{"c0": {"$and": [{name: value} for name, value in _OPENED.items()]}}], "run": _ignore}
    host.set_rulesets({_NAME: rules})
    mentioned = list(dict.fromkeys(test.fact for each in tests.values() for test in each))
    asked = {test.fact for each in tests.values() for test in each if isinstance(test, IsKnown)}
    accounts = count(1)

    def decide(facts: Facts) -> Sequence[str]:
        fired.clear()
        sid = str(next(accounts))
        told = [(fact, facts[fact]) for fact in mentioned if fact in facts]
        # A name of its own: a comparison of numbers matches any text.
        unknown = [(f"{fact}?", True) for fact in mentioned if fact in asked and fact not in facts]
        _tell(host, sid, _OPENED, 0)
        for at, (fact, value) in enumerate([*told, *unknown], start=1):
            _tell(host, sid, {"n": fact, "v": value}, at)
        host.delete_state(_NAME, sid)
        return list(fired)

    return decide


def _tell(host: Any, sid: str, message: Mapping[str, object], number: int) -> None:
    try:
        host.assert_fact(_NAME, {**message, "id": number, "sid": sid})
    except durable.engine.MessageNotHandledException:  # no rule cares about this value
        return


def _noting(fired: list[str], rule: str) -> Callable[[object], None]:
    def note(_: object) -> None:  # one parameter: with two it would be taken for asynchronous
        fired.append(rule)

    return note


def _ignore(_: object) -> None:
    """Nothing is to be done."""


def _pattern(test: FactTest | IsKnown) -> dict[str, object]:
    name = f"{test.fact}?" if isinstance(test, IsKnown) else test.fact
    return {"$and": [{"n": name}, *_value(test)]}


def _value(test: Condition) -> list[dict[str, object]]:
    match test:
        case IsKnown():
            return [{"v": True}]
        case FactTest(_, Among((bool() as flag,))):
            return [{"v": flag}]
        case FactTest(_, NoneOf((Among(values),))):
            return [{"$neq": {"v": value}} for value in values]
        case FactTest(_, Compare(operator, bound, scale)) if not scale:
            return [{_OPERATORS[operator]: {"v": bound}}]
        case FactTest(_, Between(low, high, _, high_open)):
            return [{"$gte": {"v": low}}, {"$lt" if high_open else "$lte": {"v": high}}]
        case _:
            ids = passing(test)
            return [{"v": ids[0]}] if len(ids) == 1 else [{"$or": [{"v": id_} for id_ in ids]}]
