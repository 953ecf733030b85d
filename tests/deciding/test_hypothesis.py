"""What is taken to be otherwise, as people write it: names of every language, and everything wrong told at once."""

import pytest

from stratagem import HypothesisError
from stratagem.deciding.hypothesis import Hypothesis, read_hypothesis
from stratagem.matching.profile import Profile, profile_of
from stratagem.matching.variations import Slot
from tests.small_rulebook import advisor

ADVISOR = advisor()
ACCOUNT: dict[str, object] = {
    "name": "A", "tier": "partner",
    "stakeholders": [{"name": "Anna B. Li", "stance": "ally"}, {"name": "王桑"}, {"name": "Bo"}, {"name": "bo"}],
}  # fmt: skip


def profile() -> Profile:
    return profile_of(ADVISOR.read_account(ACCOUNT), ADVISOR.rulebook, None)


def read(*given: tuple[str, object], unset: tuple[str, ...] = (), add: tuple[str, ...] = ()) -> Hypothesis:
    found, diagnostics = read_hypothesis(ADVISOR.rulebook, profile(), given, unset, add)
    assert found is not None, diagnostics
    return found


def told(
    *given: tuple[str, object], unset: tuple[str, ...] = (), add: tuple[str, ...] = ()
) -> list[tuple[str, object]]:
    found, diagnostics = read_hypothesis(ADVISOR.rulebook, profile(), given, unset, add)
    assert found is None
    return [(each.code, each.place) for each in diagnostics]


@pytest.mark.parametrize(
    ("name", "value", "slot", "expected"),
    [
        ("tier", "transactional", Slot("tier"), "transactional"),
        ("客户形态", "交易型", Slot("tier"), "transactional"),
        ("Price weight", "60%", Slot("price"), 60),
        ("tier", "", Slot("tier"), None),
        ("cares", "fit, 成本", Slot("cares"), frozenset({"fit", "cost"})),
        ("王桑.stance", "支持", Slot("stance", 1), "ally"),
        ("王桑．立场", "ally", Slot("stance", 1), "ally"),
        ("anna b. li.Power", "high", Slot("power", 0), "high"),
        ("#4.weight", 30, Slot("weight", 3), 30),
    ],
)
def test_ids_labels_and_names_are_understood(name: str, value: object, slot: Slot, expected: object) -> None:
    assert {slot: expected} == read((name, value)).changes


def test_a_fact_can_be_taken_to_be_unknown() -> None:
    found = read(unset=("tier", "Anna B. Li.stance"))
    assert {Slot("tier"): None, Slot("stance", 0): None} == found.changes
    after = found.after(ADVISOR.rulebook)
    assert ({}, None) == (after.given, (after.people or ())[0].facts["stance"])


def test_a_fact_that_is_taken_back_is_at_its_default_again() -> None:
    assert {"quiet": False} == read(unset=("quiet",)).after(ADVISOR.rulebook).defaulted


def test_somebody_can_be_taken_to_be_there_as_well() -> None:
    found = read(("Zhao.power", "high"), add=("Zhao",))
    after = found.after(ADVISOR.rulebook)
    assert ("Zhao", "high") == (after.names[4], (after.people or ())[4].facts["power"])
    assert 5 == len(found.before.people or ())


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("teir", "partner", "unknown-fact"),
        ("stance", "ally", "needs-person"),
        ("王桑.tier", "partner", "unknown-attribute"),
        ("王三.stance", "ally", "unknown-person"),
        ("Bo.stance", "ally", "shared-name"),
        ("#9.stance", "ally", "unknown-person"),
        ("tier", "parner", "unknown-value"),
        ("price", 101, "out-of-range"),
        ("王桑.stance", "friend", "unknown-value"),
    ],
)
def test_a_fault_is_told_by_its_code_at_its_name(name: str, value: object, code: str) -> None:
    assert [(code, name)] == told((name, value))


def test_everything_wrong_is_told_at_once() -> None:
    assert [
        ("person-exists", "王桑"), ("unknown-person", "X.stanc"), ("unknown-attribute", "X.stanc"),
        ("set-twice", "客户形态"), ("set-twice", "tier"),
    ] == told(("X.stanc", 1), ("tier", "partner"), ("客户形态", "partner"), unset=("tier",), add=("王桑",))  # fmt: skip


def test_the_facade_raises_with_every_finding() -> None:
    with pytest.raises(HypothesisError) as refused:
        ADVISOR.whatif(ACCOUNT, {"teir": 1, "amont": 2})
    assert ["tier", "amount"] == [each.details["near"] for each in refused.value.diagnostics]
