"""`stratagem check`: what it prints for people and for programs, what it saves, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from stratagem.analysis.pages import page_of
from tests.cli.running import golden, run
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, rule

UNSOUND = (
    HEAD
    + FACTS.replace("invited: {kind: flag", "invited: {kind: flag, accept: {unused-fact: For the campaign}")
    + STRATEGIES
    + "rules:\n"
    + rule("go-and-see", 80, "{tier: partner}", recommend="visit")
    + rule("not-yet", 70, "{price: unknown}", hold="{strategy: develop_spy, until: {en: Later, zh: 以后}}", ask="price")
    + rule("untold", 60, "{stage: need}", warn="late", because="{en: 以后再说, zh: Later}")
)


KINDS = ("unused-fact", "unused-value", "unused-strategy", "unused-warning", "ask-without-question", "wrong-script")
"""Kinds that need no solver: their findings are the same whatever others find."""
STATIC = [word for kind in KINDS for word in ("--kind", kind)]


@pytest.fixture
def unsound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A rulebook with findings, in `book.yaml` of the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("book.yaml").write_text(UNSOUND, encoding="utf-8")
    return "book.yaml"


def static(*words: str) -> Result:
    return run("check", *words, *STATIC)


def document(*words: str) -> Any:
    return json.loads(static(*words).stdout)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_findings_are_grouped_with_their_lines_and_remedies(lang: str, unsound: str) -> None:
    result = run("check", unsound, "--lang", lang, *STATIC, env={"COLUMNS": "80"})
    assert golden(f"check-{lang}.txt", result.stdout) == result.stdout
    assert (1, "") == (result.exit_code, result.stderr)
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_json_says_what_text_says_and_where(unsound: str) -> None:
    found = document(unsound, "--format", "json")
    assert {"name": "demo", "version": "1.0.0"}.items() <= found["rulebook"].items()
    assert not found["clean"]
    first = found["findings"][0]
    assert {
        "kind": "unused-value",
        "severity": "note",
        "message": "tier: no rule asks for transactional, value_added; whoever gives it meets no condition",
        "remedy": "write a rule for it, name it in the condition where it belongs, or remove it from the values",
        "place": {"file": "book.yaml", "line": 12, "column": 7, "width": 13},
        "subject": {"sort": "fact", "id": "tier"},
        "concerns": [{"sort": "value", "id": "transactional"}, {"sort": "value", "id": "value_added"}],
        "related": [],
        "witness": None,
    } == first
    assert [("invited", "For the campaign")] == [(each["subject"]["id"], each["reason"]) for each in found["accepted"]]


def test_sarif_is_what_its_schema_says(unsound: str) -> None:
    found = document(unsound, "--format", "sarif")
    Sarif.model_validate(found)
    driver = found["runs"][0]["tool"]["driver"]
    results = found["runs"][0]["results"]
    assert all(driver["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in results)
    assert all(each["helpUri"].startswith("file:///") for each in driver["rules"])
    held = next(each for each in results if each["ruleId"] == "unused-strategy")
    place = held["locations"][0]["physicalLocation"]
    assert "book.yaml" == place["artifactLocation"]["uri"]
    region = place["region"]
    line = UNSOUND.splitlines()[region["startLine"] - 1]
    assert "develop_spy" == line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert ["rule not-yet"] == [each["message"]["text"] for each in held["relatedLocations"]]
    suppressed = [each["suppressions"] for each in results if "suppressions" in each]
    assert [["For the campaign"]] == [[one["justification"] for one in each] for each in suppressed]


def test_a_finding_keeps_its_fingerprint_when_its_lines_move(unsound: str) -> None:
    def prints() -> set[str]:
        results = document(unsound, "--format", "sarif")["runs"][0]["results"]
        return {each["partialFingerprints"]["about/v1"] for each in results}

    before = prints()
    Path(unsound).write_text("# moved\n\n" + UNSOUND, encoding="utf-8")
    assert before == prints()


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_what_cannot_be_read_is_told_first_and_nothing_is_checked(form: str, unsound: str) -> None:
    Path(unsound).write_text(UNSOUND.replace("recommend: visit", "recommend: visti"), encoding="utf-8")
    result = run("check", unsound, "--format", form)
    assert 1 == result.exit_code
    assert result.stderr.startswith("book.yaml:")
    assert 'unknown-strategy: "visti" is not a strategy of this rulebook' in result.stderr
    if form == "text":
        assert "" == result.stdout
    elif form == "json":
        assert ["unknown-strategy"] == [each["code"] for each in json.loads(result.stdout)["faults"]]
    else:
        Sarif.model_validate(json.loads(result.stdout))
        assert [("unknown-strategy", "error")] == [
            (each["ruleId"], each["level"]) for each in json.loads(result.stdout)["runs"][0]["results"]
        ]


def test_a_folder_without_a_rulebook_is_misuse(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert 2 == result.exit_code
    assert "no-rulebook" in result.stderr


def test_kinds_are_chosen_and_skipped(unsound: str) -> None:
    one = json.loads(run("check", unsound, "--kind", "unused-warning", "--format", "json").stdout)
    assert (["unused-warning"], ["unused-warning"]) == (one["kinds"], [each["kind"] for each in one["findings"]])
    others = static(unsound, "--skip", "unused-fact", "--format", "json")
    assert "unused-fact" not in json.loads(others.stdout)["kinds"]


def test_nothing_to_mend_is_said_so(unsound: str) -> None:
    result = run("check", unsound, "--kind", "unused-weapon")
    assert (0, "") == (result.exit_code, result.stderr)
    assert "demo 1.0.0: nothing to mend. 3 rules were checked, and every question was decided.\n" == result.stdout
    chinese = run("check", unsound, "--kind", "unused-weapon", "--lang", "zh")
    assert "demo 1.0.0：没有需要修改的地方。检查了 3 条规则，每个问题都有结论。\n" == chinese.stdout


def test_a_kind_that_does_not_exist_is_misuse() -> None:
    for option in ("--kind", "--skip", "--explain"):
        result = run("check", option, "unused")
        assert 2 == result.exit_code
        assert f'{option}: "unused" is not a kind of finding; choose one of unused-fact, ' in result.stderr
    assert "没有“unused”这种问题" in run("check", "--kind", "unused", "--lang", "zh").stderr


def test_a_kind_is_explained_by_its_page() -> None:
    result = run("check", "--explain", "unused-fact")
    assert (0, page_of("unused-fact").read_text(encoding="utf-8")) == (result.exit_code, result.stdout)


def test_the_report_may_go_to_a_file(unsound: str) -> None:
    result = static(unsound, "--format", "json", "--out", "report.json")
    assert (1, "") == (result.exit_code, result.stdout)
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]
