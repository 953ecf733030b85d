"""How many people are enough, and who counts as different from whom."""

import pytest

from stratagem.analysis.solving import Answer, Found, GaveUp, Impossible, Solving
from stratagem.analysis.solving.tallies import settled_from
from stratagem.condition import Among, Between, Compare, NoneOf, Test
from tests.small_rulebook import good, rule, rules


def asked(when: str) -> Answer:
    """Whether a rule with this condition on people can fire."""
    solving = Solving(good(rules(rule("r", when=f"{{stakeholders: {when}}}", ask="tier"))))
    return solving.solve(solving.book().fires("r"))


def people(answer: Answer) -> list[dict[str, object]]:
    assert isinstance(answer, Found)
    listed = answer.account["stakeholders"]
    assert isinstance(listed, list)
    return listed


@pytest.mark.parametrize(
    ("test", "number"),
    [
        (Compare(">=", 3), 3),
        (Compare(">", 3), 4),
        (Compare("<", 2.5), 3),
        (Compare(">=", -1), 0),
        (Among((2,)), 3),
        (Between(1, 3), 4),
        (NoneOf((Among((0,)),)), 1),
        (Among(()), 0),
    ],
)
def test_from_so_many_people_on_a_count_is_settled(test: Test, number: int) -> None:
    assert number == settled_from(test)
    assert 1 == len({test.admits(at, None) for at in range(number, number + 9)})
    assert number == 0 or test.admits(number - 1, None) is not test.admits(number, None)


def test_as_many_people_are_found_as_are_asked_for() -> None:
    assert 7 == len(people(asked("{count: {where: {power: high}, is: '7'}}")))


def test_several_counts_need_the_people_of_all_of_them() -> None:
    when = "{count: [{where: {power: high}, is: '>= 4'}, {where: {power: low}, is: '>= 5'}]}"
    assert 9 == len(people(asked(when)))


def test_one_person_may_witness_several_things() -> None:
    when = "{some: {roles: approver}, count: [{is: '1'}, {where: {power: high}, is: '>= 1'}]}"
    assert [{"name": "A", "power": "high", "roles": ["approver"]}] == people(asked(when))


def test_nobody_and_no_list_are_different() -> None:
    assert [] == people(asked("{count: {is: '0'}}"))
    solving = Solving(good(rules(rule("r", when="{not: {stakeholders: {count: {is: '>= 0'}}}}", ask="tier"))))
    assert Impossible() == solving.solve(solving.book().fires("r"))


def test_values_that_no_test_tells_apart_are_still_different_values() -> None:
    found = people(asked("{count: {distinct: weight, is: '3'}}"))
    assert 3 == len({person["weight"] for person in found})


def test_who_shares_a_value_is_told_the_same_by_every_test() -> None:
    both = "{some: {weight: '> 50'}, count: [{where: {weight: '< 50'}, is: '1'}, {distinct: weight, is: '%s'}]}"
    assert Impossible() == asked(both % "1")
    assert 2 == len(people(asked(both % "2")))


def test_a_choice_has_no_more_values_than_it_lists() -> None:
    assert isinstance(asked("{count: {distinct: unit, is: '2'}}"), Found)
    assert Impossible() == asked("{count: {distinct: unit, is: '>= 3'}}")


def test_contradictions_about_any_number_of_people_are_proved() -> None:
    assert Impossible() == asked("{every: {power: high}, some: {power: low}}")
    assert Impossible() == asked("{count: [{where: {power: high}, is: '>= 5'}, {is: '<= 4'}]}")
    assert Impossible() == asked("{none: {power: high}, every: {power: high}, count: {is: '>= 1'}}")


def test_more_people_than_are_looked_at_leave_the_question_open() -> None:
    assert GaveUp() == asked("{count: [{where: {power: high}, is: '>= 50'}, {where: {power: low}, is: '>= 50'}]}")
