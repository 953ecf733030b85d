"""Gates say what they are called, whatever goes in."""

from itertools import product

import pytest

from stratagem.analysis.solving.gates import Gates
from stratagem.analysis.solving.sat import Core, GaveUp, Literal, Model, Sat

INPUTS = 4


@pytest.fixture
def gates() -> Gates:
    return Gates(Sat())


def inputs(gates: Gates) -> list[Literal]:
    return [gates.fresh() for _ in range(INPUTS)]


def holding(gates: Gates, made: list[Literal], literals: list[Literal], values: tuple[bool, ...]) -> list[bool]:
    """Which of the literals hold when the inputs have these values."""
    answer = gates.sat.ask(one if value else -one for one, value in zip(made, values, strict=True))
    assert isinstance(answer, Model)
    return [answer.holds(literal) for literal in literals]


@pytest.mark.parametrize("values", [*product((False, True), repeat=INPUTS)])
def test_gates_are_true_exactly_when_their_inputs_say_so(gates: Gates, values: tuple[bool, ...]) -> None:
    made = inputs(gates)
    literals = [
        gates.all_of(made),
        gates.any_of(made),
        gates.same(made[0], made[1]),
        gates.choose(made[0], made[1], made[2]),
        *gates.tally(made, INPUTS),
        *gates.sum(gates.tally(made[:2], 2), gates.tally(made[2:], 2), 3),
    ]
    count = sum(values)
    expected = [
        all(values),
        any(values),
        values[0] is values[1],
        values[1] if values[0] else values[2],
        *(count > at for at in range(INPUTS)),
        *(count > at for at in range(3)),
    ]
    assert expected == holding(gates, made, literals, values)


def test_what_is_certain_needs_no_clause(gates: Gates) -> None:
    one = gates.fresh()
    assert gates.TRUE == gates.all_of(())
    assert gates.FALSE == gates.any_of(())
    assert one == gates.all_of((one, gates.TRUE, one))
    assert gates.FALSE == gates.all_of((one, -one))
    assert gates.TRUE == gates.any_of((one, -one))


def test_equal_gates_are_one_literal(gates: Gates) -> None:
    one, other = gates.fresh(), gates.fresh()
    assert gates.all_of((one, other)) == gates.all_of((other, one, other))
    assert gates.all_of((one, other)) == -gates.any_of((-one, -other))


def test_at_most_one_of_many(gates: Gates) -> None:
    many = [gates.fresh() for _ in range(20)]
    gates.at_most_one(many)
    for at in range(20):
        assert isinstance(gates.sat.ask((many[at], *(-each for each in many if each != many[at]))), Model)
        assert isinstance(gates.sat.ask((many[at], many[at - 7])), Core)


def test_influence_is_what_a_literal_rests_on(gates: Gates) -> None:
    one, other, third = gates.fresh(0b001), gates.fresh(0b010), gates.fresh(0b100)
    assert 0b011 == gates.influence(gates.any_of((one, -gates.all_of((one, other)))))
    assert 0b101 == gates.influence(-one, third)


def test_a_core_names_the_assumptions_that_cannot_hold_together(gates: Gates) -> None:
    one, other, third = inputs(gates)[:3]
    gates.add(-one, -other)
    answer = gates.sat.ask((one, third, other))
    assert Core(frozenset((one, other))) == answer


def test_hard_questions_are_given_up_within_the_budget() -> None:
    """Ten pigeons in nine holes: no solver of this sort finds out quickly that it cannot be."""
    gates = Gates(Sat(budget=50))
    holes = [[gates.fresh() for _ in range(9)] for _ in range(10)]
    for pigeon in holes:
        gates.add(*pigeon)
    for hole in range(9):
        gates.at_most_one(pigeon[hole] for pigeon in holes)
    assert GaveUp() == gates.sat.ask(())
