"""`stratagem whynot` as a user meets it."""

import json

from tests.cli.running import ON, PURCHASE, run


def test_the_answer_comes_first_then_the_ways() -> None:
    text = run("whynot", PURCHASE, "build_internal_case", *ON).stdout
    assert "One smallest change would bring Build the internal case first." in text
    assert "It turns out that Benefit for the organisation is None\n" in text
    assert "and it turns out that Benefit for the person is Some or Strong\n" in text
    assert "then: 1 Build the internal case, 2 Penetrate upward, 3 Ally with the middle" in text


def test_already_first_and_out_of_reach_are_said_plainly() -> None:
    assert "Penetrate upward already stands first." in run("whynot", PURCHASE, "penetrate_upward", *ON).stdout
    text = run("whynot", PURCHASE, "executive_visit", *ON).stdout
    assert "No change of up to 3 facts that you can influence would bring Executive visit first." in text


def test_the_rank_can_be_chosen() -> None:
    text = run("whynot", PURCHASE, "reach_influencer", "--top", "3", *ON).stdout
    assert "why not among the first 3?" in text


def test_json_is_typed() -> None:
    found = json.loads(run("whynot", PURCHASE, "develop_spy", *ON, "--format", "json").stdout)
    names = "account as_of language rulebook strategy label wanted now already ever most_changes sets if_found_out says"
    assert names == " ".join(found)
    assert "fact label person person_at alike how changeable now now_shown values shown text" == " ".join(
        found["sets"][0]["changes"][0]
    )


def test_a_faulty_account_is_a_finding() -> None:
    result = run("whynot", "-", "develop_spy", stdin="teir: partner\n")
    assert (1, "") == (result.exit_code, result.stdout)
