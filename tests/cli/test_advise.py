"""`stratagem advise`: accounts in, advice out, and one bad account does not stop the others."""

import json
from pathlib import Path
from typing import Any

import pytest

from stratagem import Advisor
from tests.cli.running import ON, PURCHASE, THREE, run
from tests.small_rulebook import SMALL, written

GOOD = "name: Good\ntier: partner\n"
BAD = "name: Bad\nteir: partner\n"


def advice(*words: str, stdin: str | None = None) -> Any:
    return json.loads(run("advise", *words, "--format", "json", *ON, stdin=stdin).stdout)


def test_the_worked_example_begins_with_penetrating_upward() -> None:
    first, second, third = advice(PURCHASE)["recommendations"][:3]
    assert (first["strategy"], first["priority"], first["with"]) == ("penetrate_upward", 86, ["副总经理", "总经理"])
    assert (second["strategy"], second["priority"], second["with"]) == ("ally_with_middle", 84, ["王桑"])
    assert (third["strategy"], third["priority"], third["with"]) == ("develop_spy", 82, ["张华"])


def test_json_has_the_names_that_other_programs_rely_on() -> None:
    found = advice(PURCHASE)
    names = {
        "": "account as_of language rulebook recommendations not_now warnings questions next_questions"
        " together settled emphasis disagreements conclusions facts",
        "rulebook": "name version hash",
        "recommendations": "rank strategy label about priority with through missing say reasons cautions plays",
        "not_now": "strategy label status rule priority because until speaks_for",
        "warnings": "id label rule priority because",
        "questions": "fact label ask people rule priority because worth outcomes hangs",
        "emphasis": "rule priority say",
        "facts": "given defaulted concluded",
    }
    one = {key: value[0] if isinstance(value, list) else value for key, value in found.items() if key in names}
    assert {key: " ".join(value) for key, value in {"": found, **one}.items()} == names
    reason, play = found["recommendations"][0]["reasons"][0], found["recommendations"][0]["plays"][0]
    assert list(reason) == ["rule", "title", "priority", "because", "source", "facts", "conditions"]
    assert list(play) == ["weapon", "weapon_label", "label", "who", "steps", "say", "bring", "worked"]
    assert found["as_of"] == "2026-11-23"


def test_one_account_is_an_object_and_several_are_a_list() -> None:
    assert advice(PURCHASE)["account"] == "Equipment purchase"
    assert [each["account"] for each in advice(PURCHASE, "-", stdin=GOOD)] == ["Equipment purchase", "Good"]
    assert len(advice(THREE)) == 3


def test_a_list_stays_a_list_when_all_but_one_are_faulty() -> None:
    assert [each["account"] for each in advice("-", stdin=f"{GOOD}---\n{BAD}")] == ["Good"]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_every_format_holds_every_account(form: str) -> None:
    result = run("advise", THREE, PURCHASE, "--format", form, *ON)
    assert result.exit_code == 0
    assert "Equipment purchase" in result.stdout
    assert all(each["account"] in result.stdout for each in advice(THREE))


def test_one_bad_account_does_not_stop_the_others() -> None:
    result = run("advise", "-", PURCHASE, *ON, stdin=f"{BAD}---\n{GOOD}")
    assert result.exit_code == 1
    assert 'unknown-fact: "teir" is not a fact' in result.stderr
    assert 'did you mean "tier"' in result.stderr
    assert "Good" in result.stdout and "Equipment purchase" in result.stdout


def test_a_file_that_cannot_be_read_is_worse_than_a_fault_in_it(tmp_path: Path) -> None:
    result = run("advise", str(tmp_path / "gone.yaml"), "-", PURCHASE, *ON, stdin=BAD)
    assert result.exit_code == 2
    assert "gone.yaml: missing-file" in result.stderr
    assert "Equipment purchase" in result.stdout


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-account"), (b"\x00\x01\x02", "binary-file"), (b"name: \xff\xfe", "invalid-utf8"), (b"{", "syntax"),
        (b"# nothing\n", "no-account"),
    ],
)  # fmt: skip
def test_what_is_no_account_file_ends_with_two(content: bytes, code: str) -> None:
    result = run("advise", "-", stdin=content)
    assert (result.exit_code, code in result.stderr, result.stdout) == (2, True, "")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    result = run("advise", str(tmp_path))
    assert (result.exit_code, "not-a-file" in result.stderr) == (2, True)


def test_top_limits_the_recommendations() -> None:
    assert [each["rank"] for each in advice(PURCHASE, "--top", "2")["recommendations"]] == [1, 2]
    assert len(advice(PURCHASE, "--top", "999")["recommendations"]) == len(advice(PURCHASE)["recommendations"])


def test_top_shows_as_many_in_full() -> None:
    text = run("advise", PURCHASE, "--top", "5", *ON).stdout
    assert text.count("\n   Why ") == 5
    assert "\nThen\n" not in text


def test_without_top_three_are_shown_in_full_and_the_others_named() -> None:
    text = run("advise", PURCHASE, *ON).stdout
    assert text.count("\n   Why ") == 3
    assert "Then\n   4   Reach the influencer → 李建  80\n" in text


def test_only_the_first_strategy_is_shown_with_steps() -> None:
    text = run("advise", PURCHASE, *ON).stdout
    first, second = text.split("\n2  Ally with the middle")
    assert "            1. Agree with the ally" in first
    assert "1. " not in second


def test_an_account_without_a_name_is_called_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "no name\x1b[31m.yaml"
    file.write_text("tier: partner\n---\ntier: partner\n")
    assert [each["account"] for each in advice(str(file))] == ["no name?[31m", "no name?[31m 2"]
    assert advice("-", stdin="tier: partner")["account"] == "stdin"


def test_a_file_name_of_any_bytes_is_no_fault(tmp_path: Path) -> None:
    file = Path(str(tmp_path) + "/\udcff.yaml")
    file.write_text("tier: partner\n")
    assert run("advise", str(file)).exit_code == 0


def test_a_name_does_not_become_markup_in_the_terminal() -> None:
    text = run("advise", "-", stdin='name: "[red]A[/red] :smile: `x`"\ntier: partner\n').stdout
    assert text.startswith("[red]A[/red] :smile: `x`   as of")


def test_a_name_does_not_become_markup_in_markdown() -> None:
    text = run("advise", "-", "--format", "markdown", stdin='name: "<b>*A*</b> [x](y)"\ntier: partner\n').stdout
    assert text.startswith("# \\<b\\>\\*A\\*\\</b\\> \\[x\\](y)\n")


def test_strategies_that_one_rule_keeps_out_are_told_in_one_breath() -> None:
    account = "name: A\ntier: transactional\npurchase_stage: need\n"
    entries = advice("-", stdin=account)["not_now"]
    kept_out = [each["label"] for each in entries if each["rule"] == "transactional-do-not-invest"]
    assert len(kept_out) > 1
    assert ", ".join(kept_out) in " ".join(run("advise", "-", *ON, stdin=account).stdout.split())


def test_a_folder_that_is_no_rulebook_says_so(tmp_path: Path) -> None:
    result = run("advise", PURCHASE, "--rules", str(tmp_path))
    assert (result.exit_code, "no-rulebook" in result.stderr, "help: " in result.stderr) == (2, True, True)


def test_a_rulebook_with_findings_shows_all_of_them() -> None:
    with written(
        {"book.yaml": SMALL.replace("recommend: visit", "recommend: vist").replace("tier: partner", "teir: x")}
    ) as at:
        result = run("advise", "-", "--rules", str(at / "book.yaml"), stdin=GOOD)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "unknown-fact" in result.stderr and "unknown-strategy" in result.stderr
    assert "^^^^" in result.stderr


def test_another_rulebook_advises_with_its_own_strategies() -> None:
    with written({"book.yaml": SMALL}) as at:
        result = run("advise", "-", "--rules", str(at / "book.yaml"), "--format", "json", stdin=GOOD)
    assert [each["strategy"] for each in json.loads(result.stdout)["recommendations"]] == ["visit"]


def test_the_same_call_gives_the_same_bytes() -> None:
    once, again = (run("advise", THREE, "--format", "json", *ON).stdout_bytes for _ in range(2))
    assert once == again


def test_the_command_says_what_the_library_says() -> None:
    told = Advisor.load().advise({"name": "Good", "tier": "partner"}, lang="zh")
    said = run("advise", "-", "--format", "json", "--lang", "zh", stdin=GOOD).stdout
    assert [each["label"] for each in json.loads(said)["recommendations"]] == [
        each.label for each in told.recommendations
    ]


def test_an_account_of_which_nothing_is_known_gets_an_answer() -> None:
    result = run("advise", "-", stdin="name: A\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Find out" in result.stdout


def test_advice_as_a_page_holds_the_advice_alone() -> None:
    page = run("advise", PURCHASE, "--format", "html", *ON).stdout
    assert 'data-strategy="penetrate_upward"' in page
    assert "<svg" not in page
