"""Random vocabularies, rulebooks and accounts, over which matchers are compared with the meaning.

One builder serves two ends: driven by Hypothesis' own `Random` it shrinks, and driven by a seeded `random.Random` it
makes rulebooks of several hundred rules in milliseconds. Whatever can be written in a rulebook can come out, and some
things that only a program would build: empty lists, contradictions, tests of impossible values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from stratagem.account import Account, account_model
from stratagem.condition import (
    ALWAYS,
    Age,
    All,
    Among,
    Any,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Not,
    OneOf,
    Quantifier,
    Situation,
    Test,
)
from stratagem.matching.profile import Profile, profile_of
from stratagem.rulebook import DecisionTable, HitPolicy, Hold, Rule, Rulebook, Strategy, circle_of
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from stratagem.wording import Text

TODAY = date(2026, 11, 23)
NOTHING_SAID = Text((("en", "…"),))
KINDS = tuple(Kind)
POLICIES = tuple(HitPolicy)
LETTERS = ("a", "b", "c", "d", "e", "f")
NUMBERS: tuple[int | float, ...] = (0, 1, 2, 3, 0.5, -1, 10, 10.25, 50, 99.9, 100, -(10**15), 10**15, 0.1 + 0.2, 0.3)
TEXTS = ("", "ja", "是", 'say "hi"', "a\\b", "x" * 40, "{", "$s", "1", "1e999")
AGES = (0, 1, 7, 30, 31, 365, 100_000)


@dataclass(frozen=True)
class Size:
    """How large things get."""

    facts: int = 6
    attributes: int = 3
    rules: int = 8
    depth: int = 3
    parts: int = 3
    concluded: float = 0.4
    """The share of rules that conclude something."""


SMALL = Size()
WIDE = Size(facts=24, attributes=4, rules=12, depth=2, parts=22)
DEEP = Size(facts=5, attributes=2, rules=6, depth=6, parts=4)


def large(rules: int) -> Size:
    """As many rules, over facts such as a real rulebook has."""
    return Size(facts=30, attributes=6, rules=rules, depth=2, parts=4)


# ── Vocabularies ─────────────────────────────────────────────────────────────────────────────────────────────────────


def vocabulary(rng: Random, size: Size = SMALL) -> Vocabulary:
    """Facts and attributes of all kinds, some with defaults, some concluded."""
    facts = tuple(_fact(rng, f"f{at}", of_people=False) for at in range(rng.randint(1, size.facts)))
    attributes = tuple(_fact(rng, f"p{at}", of_people=True) for at in range(rng.randint(0, size.attributes)))
    return Vocabulary(facts, attributes)


def _fact(rng: Random, id_: str, of_people: bool) -> Fact:
    kind = rng.choice(KINDS)
    ids = LETTERS[: rng.randint(1, len(LETTERS))] if kind in (Kind.CHOICE, Kind.SCALE, Kind.TAGS) else ()
    low, high = rng.choice(((None, None), (0, 100), (0, None), (None, 10.25))) if kind is Kind.NUMBER else (None, None)
    fact = Fact(
        id=id_,
        kind=kind,
        label=Text((("en", id_),)),
        values=tuple(FactValue(each, Text((("en", each),))) for each in ids),
        low=low,
        high=high,
        concluded=not of_people and rng.random() < 0.4,
    )
    return replace(fact, default=value(rng, fact)) if rng.random() < 0.25 else fact


def value(rng: Random, fact: Fact) -> Value:
    """A value that the fact may have; often one at which a test turns."""
    match fact.kind:
        case Kind.FLAG:
            return rng.random() < 0.5
        case Kind.CHOICE | Kind.SCALE:
            return rng.choice(fact.values).id
        case Kind.TAGS:
            return frozenset(each.id for each in fact.values if rng.random() < 0.4)
        case Kind.NUMBER:
            nudged = rng.choice(NUMBERS) + rng.choice((0, 0, 0, 0.5, -0.5, 1, -1))
            low = -(10**15) if fact.low is None else fact.low
            high = 10**15 if fact.high is None else fact.high
            return min(max(nudged, low), high)
        case Kind.DATE:
            return rng.choice((date.min, date.max, *(TODAY + timedelta(_days(rng)) for _ in range(8))))
        case Kind.TEXT:
            return rng.choice(TEXTS)


def _days(rng: Random) -> int:
    return rng.choice((-1, 1)) * (rng.choice(AGES[:-1]) + rng.choice((-1, 0, 1)))


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def asked_of(rng: Random, fact: Fact, depth: int = 2) -> Test:
    """A test that may be asked of a fact."""
    if depth and rng.random() < 0.25:
        node = rng.choice((NoneOf, OneOf))
        return node(tuple(asked_of(rng, fact, depth - 1) for _ in range(rng.choice((0, 1, 1, 2, 2, 3)))))
    forms = ["among"]
    forms += ["compare", "between"] if fact.kind in (Kind.SCALE, Kind.NUMBER, Kind.DATE) else []
    forms += ["age", "age"] if fact.kind is Kind.DATE else []
    scale = tuple(each.id for each in fact.values) if fact.kind is Kind.SCALE else ()
    match rng.choice(forms):
        case "age":
            return Age(rng.choice(("older", "within")), rng.choice(AGES))
        case "compare":
            return Compare(rng.choice(("<", "<=", ">", ">=")), bound(rng, fact), scale)
        case "between":
            return Between(bound(rng, fact), bound(rng, fact), rng.random() < 0.5, rng.random() < 0.5, scale)
        case _:
            return Among(tuple(bound(rng, fact) for _ in range(rng.choice((0, 1, 1, 1, 2, 3)))))


def bound(rng: Random, fact: Fact) -> Value:
    """A value that a test may speak of: for tags one tag, for numbers also one that lies outside the range."""
    if fact.kind is Kind.TAGS:
        return rng.choice(fact.values).id
    return rng.choice(NUMBERS) if fact.kind is Kind.NUMBER else value(rng, fact)


def condition(rng: Random, facts: tuple[Fact, ...], attributes: tuple[Fact, ...], size: Size, depth: int) -> Condition:
    """A condition on an account; on a person, when there are no `attributes` to quantify over."""
    roll = rng.random()
    if depth and roll < 0.45:
        parts = tuple(
            condition(rng, facts, attributes, size, depth - 1)
            for _ in range(rng.randint(0 if roll < 0.05 else 1, size.parts))
        )
        return rng.choice((All, Any))(parts)
    if depth and roll < 0.55:
        return Not(condition(rng, facts, attributes, size, depth - 1))
    if attributes and roll < 0.7:
        return quantifier(rng, attributes, size)
    if not facts:
        return ALWAYS
    fact = rng.choice(facts)
    if roll > 0.88:
        return IsKnown(fact.id, rng.random() < 0.5)
    return FactTest(fact.id, asked_of(rng, fact))


def quantifier(rng: Random, attributes: tuple[Fact, ...], size: Size) -> Quantifier | Count:
    """A quantifier over stakeholders."""
    where = ALWAYS if rng.random() < 0.15 else condition(rng, attributes, (), size, min(2, size.depth))
    if rng.random() < 0.5:
        return Quantifier(rng.choice(("some", "every", "none")), where)
    distinct = rng.choice([each for each in attributes if each.kind is not Kind.TAGS] or [None])
    return Count(where, count_test(rng), distinct if rng.random() < 0.5 else None)


def count_test(rng: Random, depth: int = 1) -> Test:
    """A test of how many."""
    if depth and rng.random() < 0.2:
        return rng.choice((NoneOf, OneOf))(tuple(count_test(rng, depth - 1) for _ in range(rng.randint(1, 2))))
    number = rng.randint(0, 4)
    return rng.choice(
        (
            Among((number, rng.randint(0, 4))),
            Compare(rng.choice(("<", "<=", ">", ">=")), rng.choice((number, number + 0.5))),
            Between(number, number + rng.randint(0, 2), rng.random() < 0.5, rng.random() < 0.5),
        )
    )


# ── Rulebooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def rulebook(rng: Random, size: Size = SMALL) -> Rulebook:
    """A rulebook without circles; concluded facts come in several strata, some rules are rows of tables."""
    words = vocabulary(rng, size)
    ids = [f"r{at}" for at in range(rng.randint(size.rules // 2, size.rules))]
    tables = _tables(rng, ids)
    rules: list[Rule] = []
    for id_ in ids:
        made = rule(rng, id_, words, size)
        if made.conclude and circle_of([*rules, made], tables):
            made = replace(made, conclude=())
        rules.append(made)
        if circle_of(rules, tables):  # what a row mentions, all rows of its table wait for
            rules[-1] = replace(made, when=ALWAYS)
    strategies = (Strategy("s0", NOTHING_SAID), Strategy("s1", NOTHING_SAID))
    return Rulebook("random", "1", NOTHING_SAID, ("en",), words, strategies, rules=tuple(rules), tables=tables)


def _tables(rng: Random, ids: Sequence[str]) -> tuple[DecisionTable, ...]:
    """Tables of any policy over some of the rules: neighbours, as when they are read, but not always in that order."""
    tables: list[DecisionTable] = []
    at = 0
    while at < len(ids) and rng.random() < 0.7:
        at += rng.randint(0, 3)
        rows = list(ids[at : at + rng.randint(1, 6)])
        at += len(rows)
        if rng.random() < 0.2:
            rng.shuffle(rows)
        tables.append(DecisionTable(f"t{len(tables)}", rng.choice(POLICIES), tuple(rows)))
    return tuple(tables)


def rule(rng: Random, id_: str, words: Vocabulary, size: Size) -> Rule:
    """One rule, with effects, a priority and sometimes effective dates."""
    when = ALWAYS if rng.random() < 0.05 else condition(rng, words.facts, words.attributes, size, size.depth)
    concluded = [fact for fact in words.facts if fact.concluded]
    conclude: dict[str, Value] = {}
    if concluded and rng.random() < size.concluded:
        conclude = {fact.id: value(rng, fact) for fact in rng.sample(concluded, rng.randint(1, min(2, len(concluded))))}
    dated = rng.random() < 0.1
    return Rule(
        id=id_,
        title=NOTHING_SAID,
        priority=rng.randint(1, 5),
        because=NOTHING_SAID,
        when=when,
        recommend=rng.choice(((), ("s0",), ("s1",))),
        hold=rng.choice(((), (), (Hold(("s0",), NOTHING_SAID),))),
        conclude=tuple(conclude.items()),
        effective_from=TODAY + timedelta(rng.randint(-2, 1)) if dated else None,
        effective_until=TODAY + timedelta(rng.randint(0, 2)) if dated and rng.random() < 0.5 else None,
    )


# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def account_mapping(rng: Random, words: Vocabulary) -> dict[str, object]:
    """An account as a caller writes it down, for `account_model`."""
    known = rng.choice((0.0, 0.3, 0.7, 0.9, 1.0))
    mapping: dict[str, object] = {"name": "somebody"}
    mapping |= {
        fact.id: _written(rng, fact) for fact in words.facts if rng.random() < (known / 3 if fact.concluded else known)
    }
    people = rng.choice((None, 0, 1, 2, 3, 5))
    if people is not None:
        mapping["stakeholders"] = [
            {"name": f"person {at}"}
            | {each.id: _written(rng, each) for each in words.attributes if rng.random() < known}
            for at in range(people)
        ]
    return mapping


def _written(rng: Random, fact: Fact) -> object:
    """A value as it stands in JSON; sometimes blank, which is unknown."""
    if rng.random() < 0.05:
        return rng.choice((None, ""))
    raw = value(rng, fact)
    if isinstance(raw, frozenset):
        return sorted(raw)
    return raw.isoformat() if isinstance(raw, date) else raw


def account(rng: Random, words: Vocabulary, model: type[Account] | None = None) -> Account:
    """An account, validated."""
    return (model or account_model(words)).model_validate(account_mapping(rng, words))


def as_of(rng: Random) -> date | None:
    """The as-of date of a decision, or none."""
    return rng.choice((TODAY, TODAY, TODAY, None, date.min, date.max))


def profile(rng: Random, rulebook: Rulebook, model: type[Account] | None = None) -> Profile:
    """An account's profile: validated when there is a `model`, else put together directly, which is fast."""
    if model is not None:
        return profile_of(account(rng, rulebook.vocabulary, model), rulebook, as_of(rng))
    known = rng.choice((0.0, 0.3, 0.7, 0.9, 1.0))
    given: dict[str, Value] = {}
    defaulted: dict[str, Value] = {}
    for fact in rulebook.vocabulary.facts:
        if rng.random() < (known / 3 if fact.concluded else known):
            given[fact.id] = value(rng, fact)
        elif fact.default is not None and not fact.concluded:
            defaulted[fact.id] = fact.default
    on = as_of(rng)
    count = rng.choice((None, 0, 1, 2, 3, 5))
    people = None if count is None else tuple(person(rng, rulebook.vocabulary, known, on) for _ in range(count))
    return Profile("somebody", on, given, defaulted, people, tuple(f"person {at}" for at in range(count or 0)))


def person(rng: Random, words: Vocabulary, known: float, on: date | None) -> Situation:
    """One stakeholder; what is unknown is None, as `profile_of` has it."""
    facts: Mapping[str, Value | None] = {
        each.id: value(rng, each) if rng.random() < known else each.default for each in words.attributes
    }
    return Situation(facts, as_of=on)


# ── Strategies ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Case:
    """A rulebook, and a source of accounts for it."""

    rulebook: Rulebook = field(repr=False)
    rng: Random = field(repr=False, compare=False)
    seed: int | None = None

    def profiles(self, count: int, validated: bool = False) -> list[Profile]:
        """So many accounts."""
        model = account_model(self.rulebook.vocabulary) if validated else None
        return [profile(self.rng, self.rulebook, model) for _ in range(count)]


def shrinking(size: Size = SMALL) -> st.SearchStrategy[Case]:
    """Cases every choice of which Hypothesis made, and can make smaller."""
    return st.randoms(use_true_random=False).map(lambda rng: Case(rulebook(rng, size), rng))


def seeded(size: Size = SMALL) -> st.SearchStrategy[Case]:
    """Cases from a seed, which is all that Hypothesis chooses: fast, at any size."""
    return st.integers(0, 2**32 - 1).map(lambda seed: case_of(seed, size))


def case_of(seed: int, size: Size) -> Case:
    """The case of a seed."""
    rng = Random(seed)
    return Case(rulebook(rng, size), rng, seed)
