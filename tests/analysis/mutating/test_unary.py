"""A test has the slips that an author might make in it, and none that no value could tell apart."""

from datetime import date

import pytest

from stratagem.analysis.mutating import writing
from stratagem.analysis.mutating.unary import COUNTED, difference, slips
from stratagem.authoring.unary import read_test
from stratagem.condition import FactTest, Test
from stratagem.vocabulary import Fact
from tests.small_rulebook import SMALL, good

FACTS = good(SMALL).vocabulary.fact


def read(fact: Fact, text: str) -> Test:
    condition = read_test(fact, text, None)
    assert isinstance(condition, FactTest)
    return condition.test


@pytest.mark.parametrize(
    ("fact", "text", "slipped"),
    [
        ("invited", "yes", ["not(yes)"]),
        ("tier", "partner", ["not(partner)", "[partner, transactional]"]),
        ("tier", "transactional, value_added", ["not(transactional, value_added)", "value_added", "transactional"]),
        ("tier", "not(partner)", ["partner", "not(partner, transactional)"]),
        ("stage", "criteria", ["not(criteria)", "[criteria, need]", "[criteria, evaluation]"]),
        ("stage", "<= criteria", ["< criteria", "<= evaluation"]),
        ("stage", "> need", [">= need", "> criteria"]),
        ("stage", "< evaluation", ["<= evaluation", "< criteria"]),
        ("price", ">= 50", ["> 50", ">= 49"]),
        ("price", "[50..60)", ["(50..60)", "[50..60]", "[49..60)", "[50..59)"]),
        ("amount", "= 3", ["4", "2"]),
        ("amount", "> 0.5", [">= 0.5", "> 0.6"]),
        ("met", "> 2026-01-01", [">= 2026-01-01", "> 2026-01-02"]),
        ("met", "older than 30 days", ["older than 31 days", "older than 29 days", "within 30 days"]),
        ("cares", "cost", ["not(cost)", "[cost, fit]"]),
        ("cares", "not(cost, fit)", ["[cost, fit]", "not(fit)", "not(cost)"]),
        ("note", "urgent", ["not(urgent)"]),
        (
            "stage",
            "need, > criteria",
            ["> criteria", "[not(need), > criteria]", "need", "[[need, criteria], > criteria]"],
        ),
    ],
)
def test_the_slips_of_a_test_are_one_step_away(fact: str, text: str, slipped: list[str]) -> None:
    found = [writing.test(test) for _, test in slips(read(FACTS[fact], text), FACTS[fact])]

    assert [each for each in slipped if each not in found] == []
    assert len(found) <= len(slipped) + 4


@pytest.mark.parametrize(
    ("fact", "text", "never"),
    [
        ("price", "<= 100", "<= 101"),
        ("price", ">= 0", ">= -1"),
        ("stage", ">= need", ">= need"),
        ("invited", "yes, no", "yes, no"),
    ],
)
def test_a_slip_that_no_value_can_tell_is_none(fact: str, text: str, never: str) -> None:
    assert never not in [writing.test(test) for _, test in slips(read(FACTS[fact], text), FACTS[fact])]


def test_a_count_is_off_by_one_person() -> None:
    of_counts = read(COUNTED, ">= 2")

    assert [writing.test(test) for _, test in slips(of_counts, COUNTED)] == ["> 2", ">= 1"]


@pytest.mark.parametrize(
    ("fact", "old", "new", "value"),
    [
        ("price", ">= 50", "> 50", 50),
        ("tier", "partner", "not(transactional)", "value_added"),
        ("met", "> 2026-01-01", ">= 2026-01-01", date(2026, 1, 1)),
        ("price", ">= 50", ">= 50", None),
    ],
)
def test_a_difference_is_a_value_that_tells_two_tests_apart(fact: str, old: str, new: str, value: object) -> None:
    assert difference(read(FACTS[fact], old), read(FACTS[fact], new), FACTS[fact]) == value
