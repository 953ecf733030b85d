"""`stratagem explain`: why a strategy stands where it stands, and what to type when there is no such strategy."""

import json

import pytest

from tests.cli.running import ON, PURCHASE, THREE, run


def test_the_deciding_rule_comes_first_with_the_values_it_met() -> None:
    text = run("explain", PURCHASE, "penetrate_upward", *ON).stdout
    head, _, first = text.partition("\n\n")
    assert head.startswith("Equipment purchase  Penetrate upward: recommended, rank 1\ndecided by bridge-to-the-top\n")
    assert "speaks for it, fired  [bridge-to-the-top 86]" in first.split("\n")[0]
    assert "\n      ✓ Ally in the middle: yes  [middle-has-an-ally]\n" in first


@pytest.mark.parametrize("name", ["executive_visit", "Executive visit", "executive VISIT", "高层互访"])
def test_a_strategy_goes_by_its_id_or_any_label(name: str) -> None:
    found = json.loads(run("explain", PURCHASE, name, "--format", "json", *ON).stdout)
    assert found["strategy"] == "executive_visit"


def test_an_unknown_strategy_is_answered_with_the_nearest() -> None:
    result = run("explain", PURCHASE, "penetrate_upwards")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'did you mean "penetrate_upward"' in result.stderr


def test_a_faulty_account_ends_with_one() -> None:
    result = run("explain", "-", "executive_visit", stdin="teir: x")
    assert (result.exit_code, result.stdout, "unknown-fact" in result.stderr) == (1, "", True)


def test_several_accounts_are_a_list() -> None:
    found = json.loads(run("explain", THREE, "executive_visit", "--format", "json", *ON).stdout)
    assert len(found) == 3


def test_a_strategy_of_which_no_rule_speaks_is_told_so() -> None:
    text = run("explain", "-", "executive_visit", stdin="name: A\ntier: value_added\n").stdout
    assert "no rule that fired speaks of it" in text or "held back" in text or "not advised" in text
