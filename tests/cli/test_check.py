"""`stratagem check`: what it prints for people and for programs, what it saves, and how it ends."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import Workbook
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from stratagem import Advisor
from stratagem.analysis import check
from stratagem.analysis.checking.pages import page_of
from stratagem_cli.commands.check import exit_code
from stratagem_cli.rendering.check_json import report_json
from stratagem_cli.rendering.check_sarif import report_sarif
from stratagem_cli.rendering.check_text import Shown, report_text
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
    assert "Left out: unused-weapon\n" in run("check", unsound, "--skip", "unused-weapon").stdout
    nothing = run("check", unsound, "--kind", "unused-fact", "--skip", "unused-fact")
    assert 2 == nothing.exit_code
    assert nothing.stderr.startswith("--skip leaves nothing to look for; skip fewer kinds\n")


def test_nothing_to_mend_is_said_so(unsound: str) -> None:
    result = run("check", unsound, "--kind", "unused-weapon")
    assert (0, "") == (result.exit_code, result.stderr)
    assert (
        "demo 1.0.0: nothing to mend; 3 rules were checked, and every question was decided.\n"
        "Looked only for: unused-weapon\n" == result.stdout
    )
    chinese = run("check", unsound, "--kind", "unused-weapon", "--lang", "zh")
    assert (
        "demo 1.0.0：没有需要修改的地方。检查了 3 条规则，每个问题都有结论。\n只检查了：unused-weapon\n"
        == chinese.stdout
    )


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


ROWS = (
    "F | tier,priority,recommend,because.en,because.zh",
    ",80,visit,Go,去",
    'partner,70,discount,"Say ""less""",少说',
)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rulebook whose second table row is masked by the first, as a CSV file."""
    monkeypatch.chdir(tmp_path)
    folder = Path("with-table")
    folder.mkdir()
    text = HEAD + FACTS + STRATEGIES
    (folder / "rulebook.yaml").write_text(text, encoding="utf-8")
    (folder / "moves.csv").write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return folder


def test_a_row_of_a_table_is_found_in_its_line(table: Path) -> None:
    result = run("check", str(table), "--kind", "masked-row", env={"COLUMNS": "80"})
    assert golden("check-table.txt", result.stdout) == result.stdout
    (found,) = json.loads(run("check", str(table), "--kind", "masked-row", "--format", "json").stdout)["findings"]
    assert {"file": "with-table/moves.csv", "line": 3, "column": 1, "width": 7} == found["place"]
    assert {"name": "masked-row moves-2", "tier": "partner"} == found["witness"]["account"]


def test_a_row_of_a_workbook_is_found_in_its_cell(table: Path) -> None:
    (table / "moves.csv").unlink()
    workbook = Workbook()
    assert workbook.active is not None
    for row in csv.reader(ROWS):
        workbook.active.append(row)
    workbook.save(table / "moves.xlsx")
    (found,) = json.loads(run("check", str(table), "--kind", "masked-row", "--format", "json").stdout)["findings"]
    assert {"file": "with-table/moves.xlsx", "cell": "A3", "width": 7} == found["place"]
    sarif = json.loads(run("check", str(table), "--kind", "masked-row", "--format", "sarif").stdout)
    Sarif.model_validate(sarif)
    (location,) = sarif["runs"][0]["results"][0]["locations"]
    assert ["A3"] == [each["name"] for each in location["logicalLocations"]]
    assert {"artifactLocation": {"uri": "with-table/moves.xlsx"}} == location["physicalLocation"]


def test_witnesses_are_saved_as_accounts_that_show_what_was_found(table: Path) -> None:
    result = run("check", str(table), "--kind", "masked-row", "--witnesses", "shown")
    (file,) = Path("shown").iterdir()
    assert "masked-row-moves-2.yaml" == file.name
    text = file.read_text(encoding="utf-8")
    command = f"stratagem advise {Path('shown') / file.name} --rules {table}"
    assert text.startswith(
        "# with-table/moves.csv:3:1: masked-row\n"
        "# Shows: moves-2 never fires: whenever it is true, table moves lets moves-1 fire instead.\n"
        f"# Run it: {command}\n"
        "name: masked-row moves-2\n"
    )
    assert f"  run  {command}\n" in result.stdout
    advised = json.loads(run(*command.split()[1:], "--format", "json").stdout)
    first = advised["recommendations"][0]
    assert ("visit", "moves-1") == (first["strategy"], first["reasons"][0]["rule"])
    run("check", str(table), "--kind", "masked-row", "--witnesses", "shown", "--lang", "zh")
    assert "# 例证：moves-2 永远不会生效" in file.read_text(encoding="utf-8")


def test_what_may_stand_is_listed_with_its_reasons(unsound: str) -> None:
    text = UNSOUND.replace("languages: [en, zh]\n", "languages: [en, zh]\naccept: {unused-warning: Later}\n")
    Path(unsound).write_text(text.replace("warn: late", "emphasise: {en: Late, zh: 晚}"), encoding="utf-8")
    words = ("--kind", "unused-warning", "--kind", "unused-fact", "--accepted")
    result = run("check", unsound, *words, env={"COLUMNS": "80"})
    assert (
        "Accepted with a reason\n\n"
        "  book.yaml:30:34\n  unused-fact: fact invited\n  For the campaign\n\n"
        "  book.yaml:5:10\n  unused-warning: warning one_thread, warning late\n  Later\n\n" in result.stdout
    )
    assert "3 more are accepted with a reason.\n" in result.stdout
    silent = run("check", unsound, *words[:-1], env={"COLUMNS": "80"}).stdout
    assert "3 more are accepted with a reason. See them: --accepted\n" in silent


def test_a_folder_that_cannot_be_made_for_witnesses_is_told(table: Path) -> None:
    Path("taken").write_text("", encoding="utf-8")
    result = run("check", str(table), "--witnesses", "taken")
    assert 2 == result.exit_code
    assert result.stderr.startswith("taken: cannot be written: ")


def test_profiles_are_made_of_the_facts_that_are_named(unsound: str) -> None:
    def gaps(*words: str) -> list[str]:
        found = json.loads(run("check", unsound, "--kind", "profile-gap", *words, "--format", "json").stdout)
        return [each["message"].rpartition("known: ")[2] for each in found["findings"]]

    assert ["tier: transactional, value_added"] == gaps()
    assert ["invited: *; stage: *"] == gaps("--profile", "已邀请，stage")
    strange = run("check", unsound, "--profile", "tier,price")
    assert 2 == strange.exit_code
    assert '--profile: no profile is made of "price"; choose facts among tier, stage, ' in strange.stderr


def test_what_is_undecided_is_said_and_is_not_clean(unsound: str) -> None:
    report = check(Advisor.load(unsound).rulebook, kinds=("profile-gap",), out_of_time=lambda: True)
    assert ((), False, 1) == (report.findings, report.clean, exit_code(report))
    assert (
        "Undecided after 7 seconds\n  · Profiles without a recommendation: demo\n\n"
        "demo 1.0.0: nothing found so far; 3 rules were checked.\n"
        "Looked only for: profile-gap\nGive it more time: --seconds 35\n"
        == report_text(report, Shown("en", 7, {}, unsound), to_file=True)
    )
    assert "7 秒内未能判定" in report_text(report, Shown("zh", 7, {}, unsound), to_file=True)
    assert [{"sort": "rulebook", "id": "demo"}] == [each["subject"] for each in report_json(report, "en")["undecided"]]
    sarif: Any = report_sarif(report, "en")
    Sarif.model_validate(sarif)
    (told,) = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "Undecided when time was up: profile-gap of demo" == told["message"]["text"]


def test_an_author_is_spoken_to_in_a_language_that_the_rulebook_lacks(unsound: str) -> None:
    Path(unsound).write_text("rulebook: r\nversion: 1\ntitle: R\nlanguages: [en]\nwarnings: [late]\n", encoding="utf-8")
    assert "没有规则发出警示 late。" in run("check", unsound, "--lang", "zh").stdout
