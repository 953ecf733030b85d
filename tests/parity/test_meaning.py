"""What `stratagem.condition` means, held against brute force that knows nothing of how it computes."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem.authoring.unary import read_test
from stratagem.condition import (
    ALWAYS,
    All,
    Among,
    Any,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    Not,
    Quantifier,
    Situation,
    Truth,
)
from stratagem.diagnostics import Diagnostic
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from stratagem.wording import Text
from tests.parity.generators import NOTHING_SAID, SMALL, TODAY, condition, count_test, value, vocabulary

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=800)
RANDOM = st.integers(0, 2**32 - 1).map(Random)


def without_known(each: Condition) -> Condition:
    """The same condition, without the two tests that are meant to change when something becomes known."""
    match each:
        case IsKnown():
            return ALWAYS
        case All(parts):
            return All(tuple(without_known(part) for part in parts))
        case Any(parts):
            return Any(tuple(without_known(part) for part in parts))
        case Not(part):
            return Not(without_known(part))
        case Quantifier(which, where):
            return Quantifier(which, without_known(where))
        case Count(where, test, distinct):
            return Count(without_known(where), test, distinct)
        case FactTest():
            return each


def values(rng: Random, facts: tuple[Fact, ...], known: float) -> dict[str, Value | None]:
    return {fact.id: value(rng, fact) if rng.random() < known else None for fact in facts}


def situation(rng: Random, words: Vocabulary) -> Situation:
    known, as_of = rng.choice((0.0, 0.4, 0.8, 1.0)), rng.choice((TODAY, TODAY, None))
    people = tuple(Situation(values(rng, words.attributes, known), as_of=as_of) for _ in range(rng.randint(0, 4)))
    return Situation(values(rng, words.facts, known), rng.choice((people, people, None)), as_of)


def filled(rng: Random, words: Vocabulary, at: Situation) -> Situation:
    """The same situation once everything has been found out."""
    as_of = at.as_of or TODAY
    people = situation(rng, words).people or () if at.people is None else at.people
    return Situation(
        completed(rng, words.facts, at),
        tuple(Situation(completed(rng, words.attributes, person), as_of=as_of) for person in people),
        as_of,
    )


def completed(rng: Random, facts: tuple[Fact, ...], at: Situation) -> dict[str, Value | None]:
    return {fact.id: value(rng, fact) if at.facts.get(fact.id) is None else at.facts[fact.id] for fact in facts}


@given(RANDOM)
@UNHURRIED
def test_finding_out_more_never_turns_true_into_false(rng: Random) -> None:
    words = vocabulary(rng)
    asked = without_known(condition(rng, words.facts, words.attributes, SMALL, 3))
    before = situation(rng, words)
    truth = asked.truth(before)
    for _ in range(4):
        after = asked.truth(filled(rng, words, before))
        assert after is not None, "everything is known, and still the truth is not"
        assert truth in (None, after)


@given(RANDOM)
@UNHURRIED
def test_de_morgan_and_double_negation(rng: Random) -> None:
    words = vocabulary(rng)
    parts = tuple(condition(rng, words.facts, words.attributes, SMALL, 2) for _ in range(rng.randint(0, 3)))
    at = situation(rng, words)
    negated = tuple(Not(part) for part in parts)
    assert Not(All(parts)).truth(at) is Any(negated).truth(at)
    assert Not(Any(parts)).truth(at) is All(negated).truth(at)
    assert [Not(part).truth(at) for part in negated] == [part.truth(at) for part in parts]


@given(RANDOM)
@UNHURRIED
def test_some_is_not_none_and_every_is_none_that_does_not(rng: Random) -> None:
    words = vocabulary(rng)
    where = condition(rng, words.attributes, (), SMALL, 2)
    at = situation(rng, words)
    some, none, every = (Quantifier(which, where) for which in ("some", "none", "every"))
    not_one, at_least_one = Quantifier("none", Not(where)), Count(where, Compare(">=", 1))
    assert some.truth(at) is Not(none).truth(at)
    assert every.truth(at) is not_one.truth(at)
    assert some.truth(at) is at_least_one.truth(at)
    assert some.truth(at) is (None if at.people is None else _any_of(where, at.people).truth(at))


def _any_of(where: Condition, people: tuple[Situation, ...]) -> Condition:
    """`where` of each person, as one condition: constants stand for their truths."""
    said: dict[Truth, Condition] = {True: All(), False: Any(), None: FactTest("nothing", Among(()))}
    return Any(tuple(said[where.truth(person)] for person in people))


def test_a_quantifier_is_not_taken_for_one_that_is_gone() -> None:
    at = Situation({}, (Situation({}),))
    answers = [Quantifier("some", Any() if nobody else All()).truth(at) for nobody in (True, False) * 10]
    assert answers == [False, True] * 10


# ── Quantifiers against every way in which the unknown may turn out ──────────────────────────────────────────────────

LETTERS = tuple(FactValue(each, NOTHING_SAID) for each in "abc")
STANCE = Fact("stance", Kind.CHOICE, NOTHING_SAID, values=LETTERS)
READY = Fact("ready", Kind.FLAG, NOTHING_SAID)
ATTRIBUTES = (STANCE, READY)
DOMAINS: dict[str, tuple[Value, ...]] = {"stance": ("a", "b", "c"), "ready": (False, True)}


def completions(people: tuple[Situation, ...]) -> Iterator[tuple[Situation, ...]]:
    open_places = [(at, name) for at, person in enumerate(people) for name in DOMAINS if person.facts.get(name) is None]
    for chosen in product(*(DOMAINS[name] for _, name in open_places)):
        facts = [dict(person.facts) for person in people]
        for (at, name), each in zip(open_places, chosen, strict=True):
            facts[at][name] = each
        yield tuple(Situation(each) for each in facts)


def certain_people(rng: Random) -> tuple[Situation, ...]:
    known = rng.choice((0.2, 0.5, 0.8))
    return tuple(Situation(values(rng, ATTRIBUTES, known)) for _ in range(rng.randint(0, 3)))


def by_hand(each: Quantifier | Count, people: tuple[Situation, ...]) -> Truth:
    """The answer when everything is known: counting, and nothing else."""
    members = [person for person in people if each.where.truth(person) is True]
    if isinstance(each, Count):
        attribute = each.distinct
        number = len(members if attribute is None else {person.facts[attribute.id] for person in members})
        return each.test.admits(number, None)
    return {"some": bool(members), "none": not members, "every": len(members) == len(people)}[each.which]


@given(RANDOM)
@UNHURRIED
def test_a_quantifier_is_sure_only_when_every_way_to_find_out_agrees(rng: Random) -> None:
    where = without_known(condition(rng, ATTRIBUTES, (), SMALL, 2))
    asked: Quantifier | Count = (
        Quantifier(rng.choice(("some", "every", "none")), where)
        if rng.random() < 0.4
        else Count(where, count_test(rng), rng.choice((None, STANCE, READY)))
    )
    people = certain_people(rng)
    truth = asked.truth(Situation({}, people))
    answers = {by_hand(asked, each) for each in completions(people)}
    if truth is not None:
        assert answers == {truth}


@given(RANDOM)
@UNHURRIED
def test_a_quantifier_is_unsure_only_when_two_ways_to_find_out_differ(rng: Random) -> None:
    """Where members are independent: each is asked about one attribute, and what is counted distinct is another."""
    where: Condition = FactTest("ready", Among((rng.random() < 0.5,)))
    where = Not(where) if rng.random() < 0.3 else where
    asked: Quantifier | Count = (
        Quantifier(rng.choice(("some", "every", "none")), where)
        if rng.random() < 0.4
        else Count(where, count_test(rng), rng.choice((None, STANCE)))
    )
    people = certain_people(rng)
    answers = {by_hand(asked, each) for each in completions(people)}
    assert asked.truth(Situation({}, people)) is (answers.pop() if len(answers) == 1 else None)


# ── The written tests ────────────────────────────────────────────────────────────────────────────────────────────────

Meaning = Callable[[Value], Truth]
SCALE = ("low", "middle", "high", "top")


def labelled(*ids: str) -> tuple[FactValue, ...]:
    return tuple(FactValue(each, Text((("en", each.title()), ("zh", f"{each}级")))) for each in ids)


WRITTEN: dict[Kind, tuple[Fact, tuple[Value, ...]]] = {
    Kind.FLAG: (Fact("it", Kind.FLAG, NOTHING_SAID), (False, True)),
    Kind.CHOICE: (
        Fact("it", Kind.CHOICE, NOTHING_SAID, values=labelled("one", "two", "three")),
        ("one", "two", "three"),
    ),
    Kind.SCALE: (Fact("it", Kind.SCALE, NOTHING_SAID, values=labelled(*SCALE)), SCALE),
    Kind.NUMBER: (Fact("it", Kind.NUMBER, NOTHING_SAID), (-2, -1, 0, 0.5, 1, 1.5, 2, 3, 999, 1000, 1200000)),
    Kind.DATE: (Fact("it", Kind.DATE, NOTHING_SAID), tuple(TODAY + timedelta(at) for at in range(-4, 4))),
    Kind.TEXT: (Fact("it", Kind.TEXT, NOTHING_SAID), ("yes", "a, b", "x", "是", "(x)", "known")),
    Kind.TAGS: (
        Fact("it", Kind.TAGS, NOTHING_SAID, values=labelled("one", "two", "three")),
        tuple(frozenset(each) for each in ((), ("one",), ("two",), ("one", "two"), ("two", "three"))),
    ),
}


def rank(each: Value) -> float:
    if isinstance(each, str):
        return SCALE.index(each)
    return each.toordinal() if isinstance(each, date) else float(each) if isinstance(each, int | float) else 0


def written_value(rng: Random, fact: Fact, each: Value) -> str:
    """One of the ways to write a value down."""
    match fact.kind:
        case Kind.FLAG:
            return rng.choice(("yes", "true", "是", "Yes") if each else ("no", "false", "否", "NO"))
        case Kind.CHOICE | Kind.SCALE | Kind.TAGS:
            label = fact.labels[str(each)]
            return rng.choice((str(each), label.in_language("en"), label.in_language("zh"), f'"{each}"'))
        case Kind.NUMBER:
            assert isinstance(each, int | float)
            return rng.choice((str(each), f"{each:,}", f"{each}.0" if isinstance(each, int) else str(each)))
        case Kind.DATE:
            assert isinstance(each, date)
            return rng.choice((each.isoformat(), each.strftime("%Y/%m/%d"), f"{each.year}年{each.month}月{each.day}日"))
        case Kind.TEXT:
            return f'"{each}"'


def written_test(rng: Random, fact: Fact, choices: tuple[Value, ...], alone: bool) -> tuple[str, Meaning]:
    """The text of one test, and what the grammar says that it means."""
    single: tuple[Value, ...] = tuple(each.id for each in fact.values) if fact.kind is Kind.TAGS else choices
    one = rng.choice(single)
    text = written_value(rng, fact, one)
    forms = ["equals", "equals", "=", "!="]
    if fact.kind in (Kind.SCALE, Kind.NUMBER, Kind.DATE):
        forms += ["<", "<=", ">", ">=", "range", "range"]
    if fact.kind is Kind.DATE:
        forms += ["age", "age"]
    blank = rng.choice(("", " "))
    match rng.choice(forms):
        case "equals":
            return text, lambda it: _is(it, one)
        case "=":
            return f"={blank}{text}", lambda it: _is(it, one)
        case "!=":
            sign = "!=" if fact.kind is Kind.TEXT else rng.choice(("!=", "≠"))
            return f"{sign}{blank}{text}", lambda it: not _is(it, one)
        case "<":
            return f"<{blank}{text}", lambda it: rank(it) < rank(one)
        case "<=":
            return f"{rng.choice(('<=', '≤'))}{blank}{text}", lambda it: rank(it) <= rank(one)
        case ">":
            return f">{blank}{text}", lambda it: rank(it) > rank(one)
        case ">=":
            return f"{rng.choice(('>=', '≥'))}{blank}{text}", lambda it: rank(it) >= rank(one)
        case "age":
            days, older = rng.randint(0, 3), rng.random() < 0.5
            side = rng.choice(("older than", "Older  than")) if older else "within"
            return f"{side} {days} days", lambda it: _is_of_age(it, days, older)
        case _:
            return written_range(rng, fact, choices, alone)


def written_range(rng: Random, fact: Fact, choices: tuple[Value, ...], alone: bool) -> tuple[str, Meaning]:
    low, high = sorted(rng.sample(choices, 2), key=rank)
    left, right = rng.choice("[(]" if alone else "[("), rng.choice("])[" if alone else "])")
    text = f"{left}{written_value(rng, fact, low)}{rng.choice(('..', ' .. '))}{written_value(rng, fact, high)}{right}"

    def meaning(it: Value) -> Truth:
        above = rank(low) <= rank(it) if left == "[" else rank(low) < rank(it)
        below = rank(it) <= rank(high) if right == "]" else rank(it) < rank(high)
        return above and below

    return text, meaning


def _is(it: Value, one: Value) -> bool:
    return one in it if isinstance(it, frozenset) else it == one


def _is_of_age(it: Value, days: int, older: bool) -> bool:
    assert isinstance(it, date)
    age = (TODAY - it).days
    return age > days if older else abs(age) <= days


@pytest.mark.parametrize("kind", list(Kind))
@given(rng=RANDOM)
@settings(UNHURRIED, max_examples=300)
def test_what_is_written_means_what_the_grammar_says(kind: Kind, rng: Random) -> None:
    fact, choices = WRITTEN[kind]
    count = rng.choice((1, 1, 2, 3))
    tests = [written_test(rng, fact, choices, alone=count == 1) for _ in range(count)]
    # In numbers a comma before three digits groups them; a blank after it makes it a list.
    text = rng.choice((", ", " , ", *(("，",) if kind is not Kind.NUMBER else ()))).join(text for text, _ in tests)
    negated = rng.random() < 0.3
    if negated:
        text = f"not({text})"
    read = read_test(fact, text, None)
    assert not isinstance(read, Diagnostic), f"{text!r}: {read}"
    assert read.truth(Situation({}, as_of=TODAY)) is None
    for each in choices:
        expected = any(meaning(each) for _, meaning in tests) is not negated
        assert read.truth(Situation({"it": each}, as_of=TODAY)) is expected, f"{text!r} of {each!r}"


@pytest.mark.parametrize(
    ("kind", "text", "passing"),
    [
        pytest.param(Kind.NUMBER, "]1..3[, 999", (1.5, 2, 999), id="a bracket turned outwards does not open another"),
        pytest.param(Kind.TEXT, '≠"a, b"', ("yes", "x", "是", "(x)", "known"), id="quotes may follow any operator"),
        pytest.param(Kind.NUMBER, "2，999", (2, 999), id="a full-width comma separates, it groups no digits"),
    ],
)
def test_brackets_turned_outwards_quotes_and_full_width_commas(
    kind: Kind, text: str, passing: tuple[Value, ...]
) -> None:
    fact, choices = WRITTEN[kind]
    read = read_test(fact, text, None)
    assert not isinstance(read, Diagnostic)
    assert tuple(each for each in choices if read.truth(Situation({"it": each})) is True) == passing


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("text", "of_known", "of_unknown"),
    [
        ("known", True, False),
        ("unknown", False, True),
        ("not(known)", False, True),
        ("not(unknown)", True, False),
        ("known, unknown", True, True),
        ("-", True, True),
        ("-, known", True, True),
    ],
)
def test_known_unknown_and_any_speak_of_the_unknown(kind: Kind, text: str, of_known: bool, of_unknown: bool) -> None:
    fact, choices = WRITTEN[kind]
    read = read_test(fact, text, None)
    assert not isinstance(read, Diagnostic)
    assert read.truth(Situation({})) is of_unknown
    assert [read.truth(Situation({"it": each})) for each in choices] == [of_known] * len(choices)
