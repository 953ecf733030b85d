"""Boolean rulebooks that every engine can express: N rules of 2–4 tests over 25 flat facts, a third of them unknown.

Eight choices, six scales, six numbers and five flags. A test asks for a value, one of two, none of two, a comparison, a
range, or (one in thirty) whether the fact is unknown. There are no people, strata or dates here: peers have none.
"""

import json
from collections.abc import Iterator
from random import Random

from bench.draws import UNKNOWN, known_values
from stratagem.condition import All, Among, Between, Compare, Condition, FactTest, IsKnown, NoneOf
from stratagem.rulebook import Rule, Rulebook, Strategy
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from stratagem.wording import Text

STRATEGIES = 20
CHOICES, SCALES, NUMBERS, FLAGS = 8, 6, 6, 5


def flat_vocabulary() -> Vocabulary:
    """The 25 facts. Choices and scales have three to six values."""
    facts = [_fact(f"choice_{at}", Kind.CHOICE, 3 + at % 4) for at in range(CHOICES)]
    facts += [_fact(f"scale_{at}", Kind.SCALE, 3 + at % 4) for at in range(SCALES)]
    facts += [_fact(f"number_{at}", Kind.NUMBER) for at in range(NUMBERS)]
    facts += [_fact(f"flag_{at}", Kind.FLAG) for at in range(FLAGS)]
    return Vocabulary(tuple(facts))


def flat_rulebook(rules: int, seed: int = 2026) -> Rulebook:
    """A frozen rulebook of so many rules; the same for the same seed."""
    random = Random(seed)
    vocabulary = flat_vocabulary()
    strategies = tuple(Strategy(f"strategy_{at}", _text(f"Strategy {at}", f"策略{at}")) for at in range(STRATEGIES))
    return Rulebook(
        name="flat",
        version="1.0.0",
        title=_text("Flat rules", "平面规则"),
        languages=("en", "zh"),
        vocabulary=vocabulary,
        strategies=strategies,
        rules=tuple(_rule(random, vocabulary, at) for at in range(rules)),
    )


def flat_accounts(vocabulary: Vocabulary, count: int, seed: int = 2026) -> Iterator[dict[str, Value]]:
    """So many accounts as plain mappings of the facts that are known."""
    random = Random(seed)
    for _ in range(count):
        yield known_values(random, vocabulary.facts, unknown=UNKNOWN)


def as_yaml(rulebook: Rulebook) -> str:
    """A flat rulebook as sales ops would write it: one file, two languages, every rule with its reason and source."""
    lines = [
        f"rulebook: {rulebook.name}",
        f"version: {rulebook.version}",
        f"title: {_flow(rulebook.title)}",
        f"languages: [{', '.join(rulebook.languages)}]",
        "facts:",
    ]
    for fact in rulebook.vocabulary.facts:
        lines += [f"  {fact.id}:", f"    kind: {fact.kind.value}", f"    label: {_flow(fact.label)}"]
        if fact.ask is not None:
            lines.append(f"    ask: {_flow(fact.ask)}")
        if fact.values:
            lines.append("    values:")
            lines += [f"      {value.id}: {_flow(value.label)}" for value in fact.values]
        if fact.high is not None:
            lines.append(f"    range: [{fact.low}, {fact.high}]")
    lines.append("strategies:")
    lines += [f"  {strategy.id}: {_flow(strategy.label)}" for strategy in rulebook.strategies]
    lines.append("rules:")
    for rule in rulebook.rules:
        lines += [f"  - id: {rule.id}", f"    title: {_flow(rule.title)}", "    when:"]
        lines += [f"      {_line(test)}" for test in tests_of(rule)]
        lines += [
            f"    priority: {rule.priority}",
            f"    recommend: [{', '.join(rule.recommend)}]",
            f"    because: {_flow(rule.because)}",
            f"    source: {json.dumps(rule.source)}",
            f"    owner: {rule.owner}",
        ]
    return "\n".join(lines) + "\n"


def tests_of(rule: Rule) -> tuple[Condition, ...]:
    """The lines of a flat rule's `when`: each a `FactTest` or an `IsKnown`."""
    assert isinstance(rule.when, All), "a flat rule is a conjunction"
    return rule.when.parts


def _fact(id_: str, kind: Kind, values: int = 0) -> Fact:
    at = id_.rpartition("_")[2]
    name = {Kind.CHOICE: "选项", Kind.SCALE: "等级", Kind.NUMBER: "数值", Kind.FLAG: "标志"}[kind]
    return Fact(
        id=id_,
        kind=kind,
        label=_text(f"{kind.value.capitalize()} {at}", f"{name}{at}"),
        ask=_text(f"What is {kind.value} {at}?", f"{name}{at}是什么？"),
        values=tuple(FactValue(f"v{n}", _text(f"Value {n}", f"值{n}")) for n in range(values)),
        low=0 if kind is Kind.NUMBER else None,
        high=100 if kind is Kind.NUMBER else None,
    )


def _rule(random: Random, vocabulary: Vocabulary, at: int) -> Rule:
    facts = random.sample(vocabulary.facts, random.choice((2, 3, 4)))
    return Rule(
        id=f"rule-{at}",
        title=_text(f"Rule number {at}", f"第{at}条规则"),
        priority=random.randint(1, 100),
        because=_text(f"Facts {', '.join(fact.id for fact in facts)} speak for it.", f"有{len(facts)}项事实支持。"),
        when=All(tuple(test_of(random, fact) for fact in facts)),
        recommend=(f"strategy_{random.randrange(STRATEGIES)}",),
        source="bench: drawn by chance",
        owner="bench",
    )


def test_of(random: Random, fact: Fact) -> Condition:
    if random.random() < 1 / 30:
        return IsKnown(fact.id, known=False)
    ids = tuple(value.id for value in fact.values)
    match fact.kind:
        case Kind.CHOICE:
            two = tuple(random.sample(ids, 2))
            return FactTest(fact.id, random.choice((Among(two[:1]), Among(two), NoneOf((Among(two),)))))
        case Kind.SCALE:
            bound = ids[random.randrange(1, len(ids))]
            return FactTest(fact.id, Compare(random.choice((">=", "<")), bound, ids))
        case Kind.NUMBER:
            low = random.randint(10, 60)
            between = Between(low, low + random.randint(10, 40), high_open=random.random() < 0.5)
            return FactTest(fact.id, random.choice((Compare(">=", low), Compare("<", low), between)))
        case _:
            return FactTest(fact.id, Among((random.random() < 0.5,)))


def _line(condition: Condition) -> str:
    """A test as sales ops write it."""
    match condition:
        case IsKnown(fact, _):
            return f"{fact}: unknown"
        case FactTest(fact, Among((bool() as flag,))):
            return f"{fact}: {'yes' if flag else 'no'}"
        case FactTest(fact, Among(values)):
            return f"{fact}: [{', '.join(str(value) for value in values)}]"
        case FactTest(fact, NoneOf((Among(values),))):
            return f"{fact}: not({', '.join(str(value) for value in values)})"
        case FactTest(fact, Compare(operator, bound)):
            return f'{fact}: "{operator} {bound}"'
        case FactTest(fact, Between(low, high, _, high_open)):
            return f'{fact}: "[{low}..{high}{")" if high_open else "]"}"'
        case _:
            raise TypeError(f"no flat test: {condition}")


def _text(en: str, zh: str) -> Text:
    return Text((("en", en), ("zh", zh)))


def _flow(text: Text) -> str:
    """A text as a YAML flow mapping; JSON strings are YAML strings."""
    return "{" + ", ".join(f"{lang}: {json.dumps(said, ensure_ascii=False)}" for lang, said in text.by_language) + "}"
