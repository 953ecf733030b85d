"""Corners of the columnar matcher: what chance seldom draws, and what its frames promise."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
import pytest

from stratagem.condition import (
    ALWAYS,
    Age,
    Among,
    Between,
    Compare,
    Condition,
    Count,
    FactTest,
    IsKnown,
    NoneOf,
    Quantifier,
    Situation,
    Test,
)
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_profiles import frames_of
from stratagem.matching.columnar_schema import LISTED, ROW, columns_of, completed, people_schema, stored
from stratagem.matching.profile import Profile
from stratagem.rulebook import Hold, Rule, Rulebook, Strategy, Warning
from stratagem.vocabulary import Fact, FactValue, Kind, Value, Vocabulary
from stratagem.wording import Text

SAID = Text((("en", "…"),))
TODAY = date(2026, 11, 23)


def fact(id_: str, kind: Kind, *values: str, concluded: bool = False, default: Value | None = None) -> Fact:
    return Fact(id_, kind, SAID, values=tuple(FactValue(v, SAID) for v in values), concluded=concluded, default=default)


def rule(id_: str, when: Condition = ALWAYS, priority: int = 50, **effects: object) -> Rule:
    return Rule(id_, SAID, priority, SAID, when, **effects)  # type: ignore[arg-type]


def book(facts: Sequence[Fact], *rules: Rule, people: Sequence[Fact] = ()) -> Rulebook:
    strategies = tuple(Strategy(each, SAID) for each in ("one", "two", "three"))
    warnings = tuple(Warning(each, SAID) for each in ("red", "amber"))
    return Rulebook("corner", "1", SAID, ("en",), Vocabulary(tuple(facts), tuple(people)), strategies, warnings, rules)


def profile(people: Sequence[dict[str, Value]] | None = None, **given: Value) -> Profile:
    persons = None if people is None else tuple(Situation(each) for each in people)
    return Profile("somebody", None, given, {}, persons, ())


def answers(rulebook: Rulebook, *profiles: Profile, as_of: date | None = None, at_once: int = 50_000) -> pl.DataFrame:
    frames = frames_of(profiles, rulebook.vocabulary)
    return pl.concat(ColumnarMatcher(rulebook).advise(*frames, as_of=as_of, at_once=at_once))


def fired(rulebook: Rulebook, *profiles: Profile, as_of: date | None = None) -> list[bool]:
    frames = frames_of(profiles, rulebook.vocabulary)
    return ColumnarMatcher(rulebook).fired(*frames, as_of=as_of)["asked"].to_list()


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (Compare(">=", -3), True),
        (Compare("<", 0), False),
        (Among((-1, 2)), None),
        (Among(()), False),
        (Between(5, 1), False),
        (Between(1, 3), True),
        (Between(1, 3, low_open=True), None),
        (Compare(">=", 0.5), True),
        (Compare("<=", 10**30), True),
        (NoneOf((Compare(">", 3),)), True),
        (NoneOf((Among((2,)),)), None),
    ],
)
def test_a_count_of_one_to_three_decides_only_what_all_of_them_decide(test: Test, expected: bool | None) -> None:
    flag = fact("is_friend", Kind.FLAG)
    count = Count(FactTest("is_friend", Among((True,))), test)
    people: list[dict[str, Value]] = [{"is_friend": True}, {}, {}, {"is_friend": False}]
    assert count.truth(Situation({}, tuple(Situation(each) for each in people))) is expected
    yes, no = rule("asked", count), rule("asked", NoneOfCondition(count))
    assert fired(book((), yes, people=(flag,)), profile(people)) == [expected is True]
    assert fired(book((), no, people=(flag,)), profile(people)) == [expected is False]


def NoneOfCondition(condition: Condition) -> Condition:  # noqa: N802
    from stratagem.condition import Not

    return Not(condition)


def test_nameless_members_may_share_a_value_but_no_more_than_there_are() -> None:
    side = fact("side", Kind.CHOICE, "left", "right")
    many = Count(ALWAYS, Compare("<=", 2), side)
    assert fired(book((), rule("asked", many), people=(side,)), profile([{}, {}, {}])) == [True]
    one = Count(ALWAYS, Compare(">=", 1), side)
    assert fired(book((), rule("asked", one), people=(side,)), profile([{}])) == [True]
    text = fact("side", Kind.TEXT)
    assert fired(book((), rule("asked", Count(ALWAYS, Compare("<=", 2), text)), people=(text,)), profile([{}] * 3)) == [
        False
    ]


def test_nobody_is_not_the_same_as_nothing_said() -> None:
    flag = fact("is_friend", Kind.FLAG)
    nobody = Quantifier("none", FactTest("is_friend", Among((True,))))
    profiles = [profile(None), profile([]), profile([{}]), profile([{"is_friend": False}])]
    assert fired(book((), rule("asked", nobody), people=(flag,)), *profiles) == [False, True, False, True]


def test_people_speak_for_their_account_even_when_nothing_says_that_they_are_listed() -> None:
    flag = fact("is_friend", Kind.FLAG)
    matcher = ColumnarMatcher(book((), rule("asked", Quantifier("some", ALWAYS)), people=(flag,)))
    accounts = pl.DataFrame({"@account": ["a", "b", "c"]})
    people = pl.DataFrame({ROW: [1]}, schema={ROW: pl.UInt32})
    assert matcher.fired(accounts, people)["asked"].to_list() == [False, True, False]
    assert matcher.fired(accounts.with_columns(pl.lit(True).alias(LISTED)))["asked"].to_list() == [False] * 3


@pytest.mark.parametrize("as_of", [TODAY, None])
def test_ages_and_effective_dates_need_the_as_of_date(as_of: date | None) -> None:
    day = fact("day", Kind.DATE)
    aged = book((day,), rule("asked", FactTest("day", Age("within", 30))))
    days = [profile(day=TODAY + timedelta(each)) for each in (-31, -30, 0, 30, 31)]
    expected = [False, True, True, True, False] if as_of else [False] * 5
    assert fired(aged, *days, as_of=as_of) == expected
    dated = book((), rule("asked", effective_from=TODAY, effective_until=TODAY))
    assert fired(dated, profile(), as_of=as_of) == [as_of is not None]
    assert fired(dated, profile(), as_of=TODAY + timedelta(1)) == [False]


def test_the_strongest_rule_concludes_then_the_earliest_and_the_caller_has_the_last_word() -> None:
    found = fact("found", Kind.CHOICE, "a", "b", "c", concluded=True, default="c")
    base = fact("base", Kind.FLAG)
    yes = FactTest("base", Among((True,)))
    rulebook = book(
        (base, found),
        rule("weak", yes, 10, conclude=(("found", "c"),)),
        rule("first", yes, 20, conclude=(("found", "a"),)),
        rule("second", yes, 20, conclude=(("found", "b"),)),
    )
    given = [profile(base=True), profile(base=True, found="b"), profile(base=False), profile()]
    assert answers(rulebook, *given)["found"].to_list() == ["a", "b", "c", "c"]


def test_more_tags_than_one_integer_holds() -> None:
    tags = fact("tags", Kind.TAGS, *(f"t{at}" for at in range(130)), concluded=True)
    assert [*columns_of(tags)] == ["tags", "tags@1", "tags@2"]
    assert stored(tags, frozenset({"t0", "t63", "t64", "t129"})) == {"tags": 1 | 1 << 63, "tags@1": 1, "tags@2": 2}
    rulebook = book((tags,), rule("asked", FactTest("tags", Among(("t63", "t129")))))
    given = [profile(tags=frozenset(each)) for each in (["t63"], ["t129", "t64"], ["t62"], [])]
    assert fired(rulebook, *given, profile()) == [True, True, False, False, False]
    shown = answers(rulebook, *given, profile())["tags"].to_list()
    assert shown == [["t63"], ["t64", "t129"], ["t62"], [], None]


def test_more_quantifiers_than_one_integer_holds() -> None:
    number = fact("weight", Kind.NUMBER)
    rules = [rule(f"r{at}", Quantifier("some", FactTest("weight", Among((at,))))) for at in range(100)]
    frames = frames_of([profile([{"weight": 3}, {"weight": 97}]), profile([])], Vocabulary((), (number,)))
    found = ColumnarMatcher(book((), *rules, people=(number,))).fired(*frames)
    assert [name for name, fires in found.row(0, named=True).items() if fires] == ["r3", "r97"]
    assert not any(found.row(1))


def test_a_veto_then_a_hold_then_an_avoid_keeps_out_and_the_weaker_ones_do_not() -> None:
    flags = [fact(each, Kind.FLAG) for each in ("hold", "avoid", "veto")]
    rulebook = book(
        flags,
        rule("speak", priority=50, recommend=("one", "two")),
        rule("again", priority=40, recommend=("two",)),
        rule("hold", FactTest("hold", Among((True,))), 50, hold=(Hold(("two",), SAID),), warn=("amber", "red")),
        rule("avoid", FactTest("avoid", Among((True,))), 49, avoid=("two",), ask=("veto", "hold")),
        rule("veto", FactTest("veto", Among((True,))), 1, veto=("two", "three"), warn=("red",)),
    )
    given = [profile(), profile(hold=True), profile(avoid=True), profile(veto=True), profile(hold=True, veto=True)]
    found = answers(rulebook, *given)
    assert found["strategy_1"].to_list() == ["two", "one", "two", "one", "one"]
    assert found["rule_1"].to_list() == ["speak"] * 5
    assert found["priority_2"].to_list() == [50, None, 50, None, None]
    assert found["not_now"].to_list() == [[], ["two"], [], ["two", "three"], ["two", "three"]]
    assert found["warnings"].to_list() == [[], ["amber", "red"], [], ["red"], ["amber", "red"]]
    assert found["questions"].to_list() == [[], [], ["hold", "veto"], [], []]


@pytest.mark.parametrize("accounts", [0, 1, 7])
@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_slices_are_joined_in_the_order_given(accounts: int, at_once: int) -> None:
    number, weight = fact("number", Kind.NUMBER, concluded=True), fact("weight", Kind.NUMBER)
    some = rule("asked", Quantifier("some", FactTest("weight", Compare(">", 3))), recommend=("one",))
    rulebook = book((number,), some, people=(weight,))
    profiles = [profile([{"weight": each}], number=at) for at, each in enumerate(range(accounts))]
    found = answers(rulebook, *profiles, at_once=at_once)
    assert found["number"].to_list() == [*range(accounts)]
    assert found["strategy_1"].to_list() == ["one" if at > 3 else None for at in range(accounts)]


def test_a_rulebook_that_says_nothing_has_answers_all_the_same() -> None:
    bare = Rulebook("bare", "1", SAID, ("en",), Vocabulary())
    found = answers(bare, profile(), profile())
    assert found.columns[:2] == ["account", "strategy_1"]
    assert found["not_now"].to_list() == [[], []]
    assert found["strategy_3"].to_list() == [None, None]


def test_a_fact_that_is_called_like_a_column_of_the_answer_gives_way() -> None:
    found = answers(book((fact("warnings", Kind.FLAG, concluded=True),)), profile(warnings=True))
    assert found["fact.warnings"].to_list() == [True]


def test_an_enum_stands_for_places() -> None:
    side = fact("side", Kind.CHOICE, "left", "right")
    frame = pl.DataFrame({ROW: [0], "side": pl.Series(["right"], dtype=pl.Enum(["left", "right"]))})
    assert completed(frame, people_schema(Vocabulary((), (side,)))).row(0) == (0, 1)


def test_known_and_unknown_are_decided_of_everything() -> None:
    text = fact("text", Kind.TEXT)
    assert fired(book((text,), rule("asked", IsKnown("text", False))), profile(), profile(text="ja")) == [True, False]
