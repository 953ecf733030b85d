"""Cells: no test tells two values of a cell apart, and every cell that can hold a value shows one."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem.condition import Age, All, Among, Between, Compare, FactTest, NoneOf, OneOf, Test
from stratagem.matching.cells import AgeCells, CutCells, ListedCells, TagCells, atoms_of, cells_in, cells_of
from stratagem.matching.clauses import translate
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Fact, FactValue, Kind, Vocabulary
from tests.parity.generators import KINDS, NOTHING_SAID, TODAY, asked_of, value


def fact(kind: Kind, low: float | None = None, high: float | None = None, values: str = "abcd") -> Fact:
    listed = tuple(FactValue(each, NOTHING_SAID) for each in values)
    return Fact("it", kind, NOTHING_SAID, values=listed, low=low, high=high)


@given(st.sampled_from(KINDS), st.integers(0, 2**32 - 1).map(Random))
@settings(deadline=None, max_examples=500)
def test_no_test_tells_two_values_of_a_cell_apart(kind: Kind, rng: Random) -> None:
    it = fact(kind, *rng.choice(((None, None), (0, 100)) if kind is Kind.NUMBER else ((None, None),)))
    tests = [asked_of(rng, it) for _ in range(rng.randint(1, 4))]
    cells = cells_of(it, tests)
    truths: dict[tuple[tuple[int, int], ...], set[tuple[bool | None, ...]]] = {}
    for each in (value(rng, it) for _ in range(40)):
        within = tuple(cells.cells(each, TODAY))
        truths.setdefault(within, set()).add(tuple(test.admits(each, TODAY) for test in tests))
        for atom in (atom for test in tests for atom in atoms_of(test)):
            passes = any(passing >> dict(within)[at] & 1 for at, passing in cells.passing(atom))
            assert passes is atom.admits(each, TODAY)
    assert [len(found) for found in truths.values()] == [1] * len(truths)


@given(st.sampled_from(KINDS), st.integers(0, 2**32 - 1).map(Random))
@settings(deadline=None, max_examples=300)
def test_the_example_of_a_cell_lies_in_it(kind: Kind, rng: Random) -> None:
    cells = cells_of(fact(kind), [asked_of(rng, fact(kind)) for _ in range(4)])
    for aspect in cells.aspects:
        examples = {at: example for at, example in enumerate(aspect.examples) if example is not None}
        assert list(examples) == list(cells_in(aspect.all))
        for at, example in examples.items():
            if isinstance(aspect, AgeCells):
                assert isinstance(example, int)
                assert abs(example) > 99_999 or aspect.cell(TODAY - timedelta(example), TODAY) == at
            else:
                assert aspect.cell(example, TODAY) == at


def test_a_number_is_cut_at_bounds_and_at_the_ends_of_its_range() -> None:
    (aspect,) = cells_of(fact(Kind.NUMBER, 0, 100), [Between(50, 99.5), NoneOf((Compare(">", 50),))]).aspects
    assert isinstance(aspect, CutCells)
    assert aspect.cuts == (0, 50, 99.5, 100)
    assert aspect.examples == (-1, 0, 25, 50, 74.75, 99.5, 99.75, 100, 101)
    assert list(cells_in(aspect.lawful)) == [1, 2, 3, 4, 5, 6, 7], "each half-open end has an example inside the range"
    assert list(cells_in(aspect.admitted(Between(50, 99.5, low_open=True)))) == [4, 5]


def test_gaps_without_room_hold_nothing() -> None:
    day = date(2026, 11, 23)
    (aspect,) = cells_of(fact(Kind.DATE), [Among((day, day + timedelta(1), date.min, date.max))]).aspects
    assert aspect.examples == (
        None, date.min, date(1, 1, 2), day, None, day + timedelta(1), day + timedelta(2), date.max, None,
    )  # fmt: skip
    above = 1.0 + 2**-52
    (aspect,) = cells_of(fact(Kind.NUMBER), [Among((1.0, above))]).aspects
    assert aspect.examples == (0, 1.0, None, above, 3)


def test_a_date_has_an_age_of_its_own() -> None:
    tests: list[Test] = [Age("older", 30), OneOf((Compare(">=", date(2026, 1, 1)), Age("within", 7)))]
    cells = cells_of(fact(Kind.DATE), tests)
    by_day, by_age = cells.aspects
    assert isinstance(by_day, CutCells)
    assert isinstance(by_age, AgeCells)
    assert (by_day.cuts, by_age.cuts) == ((date(2026, 1, 1),), (-30, -7, 7, 30))
    assert by_age.examples == (-31, -30, -29, -7, -6, 7, 8, 30, 31)
    assert list(cells_in(by_age.admitted(Age("within", 7)))) == [3, 4, 5]
    assert list(cells.cells(date(2026, 11, 1), None)) == [(0, 2)], "without an as-of date no age is known"
    assert list(cells.cells(date(2026, 11, 1), TODAY)) == [(0, 2), (1, 6)]


def test_a_text_is_one_of_the_literals_or_any_other() -> None:
    (aspect,) = cells_of(fact(Kind.TEXT), [Among(("a", "b…")), NoneOf((Among(("b",)),))]).aspects
    assert isinstance(aspect, ListedCells)
    assert aspect.values == ("a", "b…", "b")
    assert [aspect.cell(text, None) for text in ("a", "b…", "b", "c", "", str(aspect.examples[-1]))] == [
        0,
        1,
        2,
        3,
        3,
        3,
    ]


def test_tags_have_an_aspect_for_each_tag_that_is_mentioned() -> None:
    cells = cells_of(fact(Kind.TAGS), [Among(("c", "a"))])
    assert [aspect.tag for aspect in cells.aspects if isinstance(aspect, TagCells)] == ["c", "a"]
    assert cells.passing(Among(("a",))) == ((0, 0b00), (1, 0b10))
    assert list(cells.cells(frozenset("ab"), None)) == [(0, 0), (1, 1)]


def test_what_no_account_can_meet_becomes_no_clause() -> None:
    never = All((FactTest("it", Compare("<", 1)), FactTest("it", Compare(">", 3))))
    words = Vocabulary((fact(Kind.NUMBER, values=""),))
    rules = (Rule("never", NOTHING_SAID, 1, NOTHING_SAID, never),)
    (always,) = translate(Rulebook("r", "1", NOTHING_SAID, ("en",), words, rules=rules)).clauses
    assert always[1].rules == ()
