"""`stratagem compare` as a user meets it."""

import json

from tests.cli.running import ON, PURCHASE, run


def test_the_answer_comes_first_then_both_sides() -> None:
    text = run("compare", PURCHASE, "penetrate_upward", "结盟中层", *ON).stdout
    assert "Penetrate upward stands above Ally with the middle: bridge-to-the-top has priority 86," in text
    assert "Penetrate upward: rank 1\n   + An ally can open the way up: speaks for it  [bridge-to-the-top 86]" in text


def test_numbers_and_dates_tell_how_firm_the_first_is() -> None:
    stdin = "{name: A, tier: transactional, price_weight: 60, last_contact: 2026-11-01}"
    text = run("compare", "-", "win_on_price_and_ease", "develop_spy", *ON, stdin=stdin).stdout
    assert "How firm is the first recommendation" in text
    assert "No number" not in text
    nothing = run("compare", "-", "win_on_price_and_ease", "develop_spy", *ON, stdin="{tier: transactional}").stdout
    assert "No number and no date is known, so none can change it." in nothing


def test_json_is_typed() -> None:
    found = json.loads(run("compare", PURCHASE, "develop_spy", "verify_spy", *ON, "--format", "json").stdout)
    assert "account as_of language rulebook sides above decided_by says first margins" == " ".join(found)
    assert "fact label person person_at value shown below above nearest" == " ".join(found["margins"][0])


def test_a_faulty_account_is_a_finding() -> None:
    result = run("compare", "-", "develop_spy", "verify_spy", stdin="teir: partner\n")
    assert (1, "") == (result.exit_code, result.stdout)
