"""`stratagem new`: what it writes can be read, keeps its own cases, and nothing is written that cannot."""

from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.analysis import check
from stratagem.authoring.cases import Case, CaseKind, read_cases
from stratagem.rulebook import HitPolicy
from stratagem.testing.cases import check_case, uncovered
from tests.cli.running import run
from tests.small_rulebook import SMALL, written


def cases_of(folder: Path, advisor: Advisor) -> list[Case]:
    cases: list[Case] = []
    for file in sorted(folder.rglob("*.cases.yaml")):
        found, faults = read_cases(file, advisor.rulebook)
        assert [] == [fault.render() for fault in faults]
        cases += found
    return cases


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_new_rulebook_keeps_its_own_promises(lang: str, tmp_path: Path) -> None:
    folder = tmp_path / "acme-deals"
    result = run("new", "rulebook", str(folder), "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(str(file) in result.stdout for file in folder.rglob("*") if file.is_file() and file.suffix != ".json")
    advisor = Advisor.load(folder)
    assert ("acme-deals", ("en", "zh")) == (advisor.rulebook.name, advisor.rulebook.languages)
    cases = cases_of(folder, advisor)
    assert [] == [told for case in cases if (told := check_case(advisor, case)) is not None]
    assert () == uncovered(advisor.rulebook, cases)
    assert [] == [finding.kind for finding in check(advisor.rulebook).findings]
    tested = run("test", str(folder))
    assert (0, True) == (tested.exit_code, "scenarios: 2" in tested.stdout)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_rulebook_on_top_of_another_keeps_its_promises_too(lang: str, tmp_path: Path) -> None:
    base, own = tmp_path / "group", tmp_path / "my-company"
    run("new", "rulebook", str(base))
    for folder, extended in ((own, str(base)), (tmp_path / "other", "key-account")):
        result = run("new", "rulebook", str(folder), "--extends", extended, "--lang", lang)
        assert (0, "") == (result.exit_code, result.stderr)
        advisor = Advisor.load(folder)
        assert advisor.rulebook.rule["regulated-needs-compliance"].recommend == ("involve_compliance",)
        assert [] == [told for case in cases_of(folder, advisor) if (told := check_case(advisor, case)) is not None]
        assert [] == [finding.kind for finding in check(advisor.rulebook).findings]
    assert "clear-need-deserves-an-offer" in Advisor.load(own).rulebook.rule
    assert "extends: ../group" in (own / "rulebook.yaml").read_text("utf-8").replace('"', "")


def test_a_base_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("new", "rulebook", str(tmp_path / "mine"), "--extends", "key-acount")
    assert (2, True) == (result.exit_code, "one that is built in: key-account" in result.stderr)
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "rulebook.yaml").write_text("rulebook: [", "utf-8")
    torn = run("new", "rulebook", str(tmp_path / "mine"), "--extends", str(tmp_path / "torn"))
    assert (2, True) == (torn.exit_code, "rulebook.yaml:" in torn.stderr)
    assert not (tmp_path / "mine").exists()


def test_its_comments_are_in_the_language_asked_for(tmp_path: Path) -> None:
    for lang, word in (("en", "Red flags."), ("zh", "警示。")):
        run("new", "rulebook", str(tmp_path / lang), "--lang", lang)
        assert f"# {word}" in (tmp_path / lang / "strategies.yaml").read_text("utf-8")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = run("new", "rulebook", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not empty" in result.stderr
    assert ["notes.txt"] == [file.name for file in tmp_path.iterdir()]


def test_an_empty_folder_is_used_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "规则").mkdir()
    assert run("new", "rulebook", str(tmp_path / "规则")).exit_code == 0
    assert ["规则"] == [file.name for file in tmp_path.iterdir()]
    assert "my-rules" == Advisor.load(tmp_path / "规则").rulebook.name


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("new", "rulebook", str(tmp_path / "file" / "rules"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


RULES = [
    (("--when", "tier=partner", "--recommend", "visit"), {"hit", "miss", "missing"}),
    (("--when", "stage=>= criteria", "--ask", "amount"), {"hit", "miss", "boundary", "missing"}),
    (("--when", "price=[50..100)", "--avoid", "discount"), {"hit", "miss", "boundary", "missing"}),
    (("--when", "met=older than 30 days", "--warn", "late"), {"hit", "miss", "boundary", "missing"}),
    (("--when", "quiet=yes", "--veto", "visit"), {"hit", "miss"}),
    (("--when", "cares=not(cost)", "--when", "invited=known", "--hold", "visit"), {"hit", "miss", "missing"}),
    (
        ("--when", "客户形态=[交易型, partner]", "--recommend", "visit", "--avoid", "discount"),
        {"hit", "miss", "missing"},
    ),
    (("--recommend", "visit"), {"hit"}),
]


@pytest.mark.parametrize(("asked", "kinds"), RULES, ids=[each[0][1] for each in RULES])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_new_rule_comes_with_the_cases_that_guard_it(
    asked: tuple[str, ...], kinds: set[str], lang: str, tmp_path: Path
) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL, encoding="utf-8")
    result = run("new", "rule", "made-today", "--rules", str(tmp_path), "--lang", lang, *asked)
    assert (0, "") == (result.exit_code, result.stderr)
    advisor = Advisor.load(tmp_path)
    rule = advisor.rulebook.rule["made-today"]
    cases = cases_of(tmp_path, advisor)
    assert [] == [told for case in cases if (told := check_case(advisor, case)) is not None]
    assert kinds == {case.kind.value for case in cases}
    assert [] == [gap for gap in uncovered(advisor.rulebook, cases) if gap.rule == rule.id]
    assert ("en", "zh") == tuple(lang for lang, _ in rule.title.by_language)


def test_a_new_rule_is_known_to_the_editor_at_once(tmp_path: Path) -> None:
    run("new", "rulebook", str(tmp_path / "mine"))
    run("new", "rule", "made-today", "--rules", str(tmp_path / "mine"), "--ask", "need")
    assert '"made-today"' in (tmp_path / "mine" / ".schema" / "cases.json").read_text("utf-8")
    for name in ("made-today.yaml", "made-today.cases.yaml"):
        assert (tmp_path / "mine" / "rules" / name).read_text("utf-8").startswith("# yaml-language-server: $schema=../")


def test_a_new_rule_ties_with_no_other(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL.replace("priority: 80", "priority: 50"), encoding="utf-8")
    run("new", "rule", "made-today", "--rules", str(tmp_path), "--recommend", "visit")
    assert 49 == Advisor.load(tmp_path).rulebook.rule["made-today"].priority


WRONG = [
    (("--when", "teir=partner", "--recommend", "visit"), 1, 'did you mean "tier"?'),
    (("--when", "tier=gold", "--recommend", "visit"), 1, "not a value of tier"),
    (("--when", "tier=partner", "--recommend", "vist"), 1, 'did you mean "visit"?'),
    (("--when", "tier", "--recommend", "visit"), 2, "is no test"),
    (("--when", "tier=partner"), 2, "what shall the rule do?"),
    (("--recommend", "visit", "--priority", "101"), 2, "from 1 to 100, not 101"),
]


@pytest.mark.parametrize(("asked", "exit_code", "told"), WRONG, ids=[each[2] for each in WRONG])
def test_a_rule_that_cannot_be_is_not_written(
    asked: tuple[str, ...], exit_code: int, told: str, tmp_path: Path
) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL, encoding="utf-8")
    result = run("new", "rule", "made-today", "--rules", str(tmp_path), *asked)
    assert (exit_code, "") == (result.exit_code, result.stdout)
    assert told in result.stderr
    assert ["rulebook.yaml"] == [file.name for file in tmp_path.rglob("*")]


def test_a_rule_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL, encoding="utf-8")
    assert run("new", "rule", "made-today", "--rules", str(tmp_path), "--recommend", "visit").exit_code == 0
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")}
    again = run("new", "rule", "made-today", "--rules", str(tmp_path), "--recommend", "discount")
    assert (2, True) == (again.exit_code, "is there already" in again.stderr)
    elsewhere = run("new", "rule", "go-and-see", "--rules", str(tmp_path), "--recommend", "discount")
    assert (1, True) == (elsewhere.exit_code, "go-and-see" in elsewhere.stderr)
    assert before == {file: file.read_bytes() for file in tmp_path.rglob("*.yaml")}


TABLES = [
    (("--facts", "tier", "--recommend", "visit"), 3),
    (("--facts", "stage, quiet", "--recommend", "visit", "--recommend", "Discount", "--workbook"), 6),
    (("--facts", "客户形态,采购阶段", "--recommend", "高层拜访", "--priority", "70"), 9),
]


@pytest.mark.parametrize(("asked", "rows"), TABLES, ids=[each[0][1] for each in TABLES])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_new_table_has_a_row_for_everything_and_passes(
    asked: tuple[str, ...], rows: int, lang: str, tmp_path: Path
) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL, encoding="utf-8")
    result = run("new", "table", "first-moves", "--rules", str(tmp_path), "--lang", lang, *asked)
    assert (0, "") == (result.exit_code, result.stderr)
    advisor = Advisor.load(tmp_path)
    (table,) = advisor.rulebook.tables
    assert (HitPolicy.UNIQUE, rows) == (table.policy, len(table.rules))
    cases = cases_of(tmp_path, advisor)
    assert [] == [told for case in cases if (told := check_case(advisor, case)) is not None]
    assert rows == sum(case.kind is CaseKind.HIT for case in cases)
    found = [finding for finding in check(advisor.rulebook).findings if set(table.rules) & {*finding.concerns}]
    assert [] == [finding.kind for finding in found]


WRONG_TABLES = [
    (("--facts", "tear", "--recommend", "visit"), "these are: tier, stage, invited"),
    (("--facts", "price", "--recommend", "visit"), "price is a number"),
    (("--facts", ",", "--recommend", "visit"), "not a fact that a table can list"),
    (("--facts", "tier", "--recommend", "vist"), 'did you mean "visit"?'),
    (("--facts", "tier"), "--recommend is missing"),
    (("--facts", "tier,stage,invited,quiet,weak,strong", "--recommend", "visit"), "that makes"),
]


@pytest.mark.parametrize(("asked", "told"), WRONG_TABLES, ids=[each[1] for each in WRONG_TABLES])
def test_a_table_that_cannot_be_is_not_written(asked: tuple[str, ...], told: str, tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(SMALL, encoding="utf-8")
    result = run("new", "table", "first-moves", "--rules", str(tmp_path), *asked)
    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr
    assert ["rulebook.yaml"] == [file.name for file in tmp_path.rglob("*")]


def test_a_rule_needs_a_rulebook_that_is_a_folder_of_yours() -> None:
    assert "is not yours to add to" in run("new", "rule", "a-rule", "--recommend", "x").stderr
    with written({"book.yaml": SMALL}) as at:
        result = run("new", "rule", "a-rule", "--rules", str(at / "book.yaml"), "--recommend", "visit")
    assert (2, True) == (result.exit_code, "new files need a rulebook that is a folder" in result.stderr)


def test_the_kinds_of_case_are_those_that_cases_have() -> None:
    from stratagem_cli.scaffolding.writing import _SAID

    assert [] == [(lang, kind.value) for lang, said in _SAID.items() for kind in CaseKind if kind.value not in said]
