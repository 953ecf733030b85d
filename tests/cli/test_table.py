"""Rules out to a spreadsheet and in again, as sales ops do it on a Monday."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stratagem import Advisor
from tests.cli.running import ROOT, run
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, rule

TABLE = """\
F | tier,price,recommend,priority,because.en,because.zh
partner,>= 50,visit,60,They weigh the price,客户看重价格
partner,-,discount,50,A partner,战略伙伴
"""


@pytest.fixture
def rules(tmp_path: Path) -> str:
    folder = tmp_path / "my-rules"
    folder.mkdir()
    (folder / "rulebook.yaml").write_text(
        HEAD
        + FACTS
        + STRATEGIES
        + "rules:\n"
        + rule("plain", when="{stage: need}", recommend="visit")
        + rule("rich", when="{any: [{tier: partner}, {price: 5}]}", recommend="visit"),
        encoding="utf-8",
    )
    (folder / "tiers.csv").write_text(TABLE, encoding="utf-8")
    return str(folder)


def edit(file: Path, **cells: str | int) -> None:
    workbook = load_workbook(file)
    for at, value in cells.items():
        workbook.worksheets[0][at] = value
    workbook.save(file)


def test_a_table_goes_out_is_edited_and_comes_back(rules: str, tmp_path: Path) -> None:
    sheet, home = tmp_path / "tiers.xlsx", Path(rules) / "tiers.csv"
    out = run("table", "export", "tiers", "--rules", rules, "--out", str(sheet))
    assert (0, "") == (out.exit_code, out.stdout)
    assert f"wrote 2 rows to {sheet}" in out.stderr
    assert f"stratagem table import {sheet} --rules {rules} --out {home}" in out.stderr
    edit(sheet, D2=65, A4="value_added", C4="visit", D4=40, E4="New", F4="新")
    back = run("table", "import", str(sheet), "--rules", rules, "--out", str(home))
    assert (0, "") == (back.exit_code, back.stdout)
    assert "tiers: 3 rows\n  changed  tiers-1\n  new      tiers-3\n" == back.stderr
    assert [65, 50, 40] == [each.priority for each in Advisor.load(rules).rulebook.rules if each.id.startswith("tiers")]


def test_nothing_edited_is_nothing_changed_to_the_byte(rules: str, tmp_path: Path) -> None:
    sheet, home = tmp_path / "tiers.xlsx", Path(rules) / "tiers.csv"
    run("table", "export", "--rules", rules, "--out", str(sheet))
    back = run("table", "import", str(sheet), "--rules", rules, "--out", str(home))
    assert "tiers: 2 rows, nothing changed\n" == back.stderr
    assert TABLE == home.read_text("utf-8").removeprefix("\ufeff")


def test_the_workbook_helps_whoever_fills_it(rules: str, tmp_path: Path) -> None:
    sheet = tmp_path / "tiers.xlsx"
    run("table", "export", "--rules", rules, "--out", str(sheet), "--names", "labels", "--lang", "zh")
    workbook = load_workbook(sheet)
    table, offers = workbook.worksheets
    assert ["F | 客户形态", "战略伙伴型", "高层拜访"] == [table[at].value for at in ("A1", "A2", "C2")]
    assert ("B2", "可填的值") == (table.freeze_panes, offers.title)
    assert ["F | 客户形态", "交易型", "附加价值型", "战略伙伴型", "unknown"] == [each.value for each in offers["A"]]
    note = table["A1"].comment
    assert note is not None and "他们买什么？" in note.text and "partner (战略伙伴型)" in note.text
    lists = {str(each.sqref): each for each in table.data_validations.dataValidation}
    assert "'可填的值'!$A$2:$A$5" == lists["A2:A503"].formula1
    assert ("1", "100", "请写 1 到 100 的整数。") == (
        lists["D2:D503"].formula1,
        lists["D2:D503"].formula2,
        lists["D2:D503"].error,
    )


def test_rules_become_a_table_and_those_that_cannot_are_told(rules: str, tmp_path: Path) -> None:
    found = run("table", "export", "plain", "rich", "--rules", rules)
    assert 1 == found.exit_code
    assert (
        "\ufeffid,title.en,title.zh,stage,recommend,priority,because.en,because.zh\nplain,Title of plain"
        in found.stdout
    )
    assert "row-too-rich: rich cannot be a row" in found.stderr
    out = tmp_path / "plain.csv"
    run("table", "export", "pl*", "--rules", rules, "--out", str(out))
    back = run("table", "import", str(out), "--rules", rules, "--out", str(Path(rules) / "plain.csv"))
    assert "plain: 1 rows, nothing changed\n  also in" in back.stderr
    assert "rulebook.yaml: plain; remove them there" in back.stderr


def test_a_table_becomes_rules_in_yaml_unless_one_row_fires(rules: str, tmp_path: Path) -> None:
    refused = run("table", "import", f"{rules}/tiers.csv", "--rules", rules, "--out", str(tmp_path / "tiers.yaml"))
    assert (2, False) == (refused.exit_code, (tmp_path / "tiers.yaml").exists())
    assert "rows under hit policy F do not" in refused.stderr
    (tmp_path / "tiers.csv").write_text(TABLE.replace("F | ", ""), encoding="utf-8")
    assert 0 == run("table", "import", f"{tmp_path}/tiers.csv", "--rules", rules, "--out", f"{rules}/t.yaml").exit_code
    (Path(rules) / "tiers.csv").unlink()
    assert {"tiers-1", "tiers-2"} <= Advisor.load(rules).rulebook.rule.keys()


def test_faults_are_told_with_their_cells_and_nothing_is_written(rules: str, tmp_path: Path) -> None:
    sheet, home = tmp_path / "tiers.xlsx", Path(rules) / "tiers.csv"
    run("table", "export", "--rules", rules, "--out", str(sheet))
    edit(sheet, A2="partnr", D3=101)
    back = run("table", "import", str(sheet), "--rules", rules, "--out", str(home), "--lang", "zh")
    assert (1, "") == (back.exit_code, back.stdout)
    assert (
        f"{sheet}, sheet 1, A2: unknown-value: “partnr”不是 tier 的取值\n  A2 | partnr\n     | ^^^^^^\n" in back.stderr
    )
    assert f"{sheet}, sheet 1, D3: bad-priority" in back.stderr
    assert TABLE == home.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("export", "--out", "t.pdf"), "ends in one of .xlsx, .csv", "结尾的文件"),
        (("export", "teirs"), 'did you mean "tiers"?', "是不是想写“tiers”"),
        (("export", "zzz"), "no table and no rule called", "没有叫“zzz”的表或规则"),
        (("export", "tiers-1", "plain"), "export the table alone, as tiers", "请单独导出整张表"),
        (("import",), "which file?", "请指定文件"),
        (("import", "nowhere.xlsx"), "no such file", "找不到"),
        (("exprot",), "did you mean  stratagem table export", "没有“exprot”这个命令"),
    ],
)
def test_a_newcomers_mistakes_are_answered(rules: str, words: tuple[str, ...], english: str, chinese: str) -> None:
    where = ("--rules", rules) if words[0] != "exprot" else ()
    for lang, said in (("en", english), ("zh", chinese)):
        found = run("table", *words, *where, env={"STRATAGEM_LANG": lang})
        assert (2, True) == (found.exit_code, said in found.stderr), found.stderr


def test_several_tables_must_be_told_apart(rules: str) -> None:
    (Path(rules) / "other.csv").write_text(TABLE, encoding="utf-8")
    found = run("table", "export", "--rules", rules)
    assert (2, True) == (found.exit_code, "This rulebook has other, tiers" in found.stderr)
    (Path(rules) / "other.csv").unlink()
    (Path(rules) / "tiers.csv").unlink()
    assert "has no tables" in run("table", "export", "--rules", rules).stderr


def test_the_same_table_gives_the_same_workbook(rules: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("table", "export", "--rules", rules, "--out", str(tmp_path / name / ".." / f"{name}.xlsx"))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert load_workbook(BytesIO((tmp_path / "a.xlsx").read_bytes())).properties.creator == "Stratagem"


def test_help_shows_both_ways() -> None:
    said = run("table", "--help").stdout
    assert "stratagem table export tiers" in said and "stratagem table import tiers.xlsx" in said
    assert ROOT.exists()
