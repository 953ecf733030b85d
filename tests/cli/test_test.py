"""`stratagem test`: what sales ops sees, what programs read, and how each mistake is told."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch
from xml.etree.ElementTree import fromstring

import pytest

from tests.analysis.mutating.test_trial import BOOK, CASES, FEATURE
from tests.cli.running import run, spawn
from tests.small_rulebook import written

BROKEN = CASES.replace("price: 50}", "price: 40}")


@pytest.fixture(name="folder", autouse=True)
def a_rulebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    files = {"book/rulebook.yaml": BOOK, "book/book.cases.yaml": CASES, "book/features/quiet.feature": FEATURE}
    with written(files) as folder:
        monkeypatch.chdir(folder)
        yield folder / "book"


# ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_all_hold_it_says_so_and_what_was_covered() -> None:
    result = run("test", "book", "--coverage")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "demo 1.0.0 · cases: 3 · scenarios: 1 · files: 2",
        "All of them hold.",
        "Coverage 90.0 %: 2 of 2 rules fired, 7 of 8 outcomes of tests seen",
        "",
        "Outcomes never seen",
        "    tier: partner  never false  [go book/rulebook.yaml:58:12]",
    ]


def test_what_does_not_hold_is_told_with_what_came_and_which_rule_decided(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(BROKEN)
    result = run("test", "book")

    assert result.exit_code == 1
    assert "✗ a dear partner is visited  book/book.cases.yaml:2:11" in result.stdout
    assert "expected: go fires" in result.stdout
    assert "decided by: Price weight ≥ 50%: false; the value is 40%" in result.stdout
    assert "rules: go (book/rulebook.yaml:" in result.stdout
    assert "1 of 4 do not hold." in result.stdout


def test_it_speaks_chinese(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(BROKEN)
    result = run("test", "book", "--lang", "zh")

    assert "预期：go 生效" in result.stdout
    assert "依据：价格权重 ≥ 50%：不成立；实际是40%" in result.stdout
    assert "4 个里有 1 个不成立。" in result.stdout


def test_slips_that_nobody_notices_are_listed_with_the_case_that_would() -> None:
    result = run("test", "book", "--mutate", "--jobs", "1")

    assert result.exit_code == 0
    assert "tier: partner → [partner, transactional]  [go book/rulebook.yaml:" in result.stdout
    assert "would notice: a case in which all else holds and tier is transactional" in result.stdout


def test_slips_of_one_rule_alone() -> None:
    result = run("test", "book", "--rule", "calm", "--lang", "zh")

    assert "[calm book/rulebook.yaml:" in result.stdout
    assert "[go book" not in result.stdout.partition("没有被发现的改错")[2]
    assert "没有被发现的改错" in result.stdout


def test_without_a_folder_it_tests_the_built_in_rulebook() -> None:
    result = run("test", "--only", "features")

    assert result.exit_code == 0
    assert result.stdout.startswith("key-account ")
    assert "cases: 0" in result.stdout


# ── What programs read ───────────────────────────────────────────────────────────────────────────────────────────────


def test_json_holds_everything() -> None:
    told = json.loads(run("test", "book", "--format", "json", "--mutate", "--jobs", "1").stdout)

    assert [told["cases"], told["scenarios"], told["skipped"], told["failures"]] == [3, 1, 0, []]
    assert told["coverage"]["rules"] == {"fired": 2, "of": 2, "never": []}
    assert told["mutation"]["of"] == told["mutation"]["noticed"] + len(told["mutation"]["unnoticed"])
    assert set(told["mutation"]["unnoticed"][0]) == {"rule", "kind", "place", "edit", "would_notice"}


def test_json_tells_failures_with_places_and_rules(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(BROKEN)
    result = run("test", "book", "--format", "json")
    [failure] = json.loads(result.stdout)["failures"]

    assert result.exit_code == 1
    assert failure["kind"] == "case"
    assert failure["place"] == "book/book.cases.yaml:2:11"
    assert failure["told"][0] == "expected: go fires"
    assert [each["rule"] for each in failure["rules"]] == ["go"]


def test_junit_counts_what_ran_and_what_failed(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(BROKEN)
    run("test", "book", "--junit", "out.xml")
    suites = fromstring((folder.parent / "out.xml").read_text())

    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("4", "1")
    assert next(each.attrib["name"] for each in suites.iter("testcase")) == "a dear partner is visited"
    assert "expected: go fires" in (next(suites.iter("failure")).text or "")


# ── What is asked of it ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--min-coverage", "99"), "below the 99 % asked for."),
        (("--min-score", "99.5", "--jobs", "1"), "The share of slips that are noticed is"),
    ],
)
def test_too_little_is_a_finding(words: tuple[str, ...], told: str) -> None:
    result = run("test", "book", *words)

    assert result.exit_code == 1
    assert told in result.stderr


def test_slips_wait_until_all_hold(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(BROKEN)
    result = run("test", "book", "--mutate")

    assert result.exit_code == 1
    assert "Slips are tried once all of them hold." in result.stderr


# ── Mistakes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_there_is_nothing_to_test_it_says_how_to_begin(folder: Path) -> None:
    (folder / "book.cases.yaml").unlink()
    (folder / "features" / "quiet.feature").unlink()
    result, chinese = run("test", "book"), run("test", "book", "--lang", "zh")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("book: there are no cases and no features here")
    assert "rule: go\n" in result.stderr
    assert "book/rulebook.cases.yaml" in result.stderr
    assert chinese.stderr.startswith("book：这里没有用例，也没有功能文件")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "nowhere: missing-file"),
        (("book", "--rule", "goo"), '--rule: this rulebook has no rule "goo"; did you mean go?'),
        (("book", "--format", "xml"), "--format"),
        (("book", "--min-coverage", "101"), '--min-coverage is a number from 0 to 100, not "101.0"'),
        (("book", "--min-score", "most", "--lang", "zh"), "--min-score 要写 0 到 100 的数，不能是“most”"),
        (("book", "--mutat"), "--mutate"),
        (("book", "more"), '"more" is one too many'),
    ],
)
def test_a_mistake_on_the_command_line_is_told(words: tuple[str, ...], told: str) -> None:
    result = run("test", *words)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_faulty_case_is_told_and_the_others_run(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(CASES.replace("kind: boundary", "kind: border"))
    result = run("test", "book")

    assert result.exit_code == 1
    assert "unknown-case-kind" in result.stderr
    assert "cases: 2 · scenarios: 1" in result.stdout


def test_a_feature_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "bad.feature").write_text("Scenario: x\n")
    result = run("test", "book", "--lang", "zh")

    assert result.exit_code == 2
    assert "bad-feature" in result.stderr
    assert "建议：" in result.stderr


def test_without_pytest_bdd_features_are_refused_and_cases_run() -> None:
    gone = {name: None for name in [*sys.modules, "pytest_bdd"] if name.partition(".")[0] == "pytest_bdd"}
    ours = {name: None for name in sys.modules if name.endswith(("testing.scenarios", "testing.sentences"))}
    with patch.dict(sys.modules, {**gone, **ours}):
        for name in ours:
            del sys.modules[name]
        refused, cases = run("test", "book"), run("test", "book", "--only", "cases")

    assert refused.exit_code == 2
    assert 'pip install "stratagem[test]"' in refused.stderr
    assert cases.exit_code == 0


def test_a_configuration_of_pytest_beside_it_changes_nothing(folder: Path) -> None:
    (folder.parent / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\n")
    (folder / "features" / "conftest.py").write_text("raise SystemExit(7)\n")
    result = spawn("test", str(folder))

    assert result.returncode == 0
    assert b"All of them hold." in result.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["book.cases.yaml", "features", "rulebook.yaml"]
