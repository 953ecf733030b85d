"""`stratagem whatif` as a user meets it."""

import json

from tests.cli.running import ON, PURCHASE, PURCHASE_ZH, run

SET = ("--set", "purchase_stage=criteria", "--set", "总经理.stance=支持者")


def test_before_and_after_stand_side_by_side() -> None:
    text = run("whatif", PURCHASE, *SET, *ON).stdout
    assert "Purchase stage: Evaluation → Criteria" in text
    assert "2  Ally with the middle 84           Shape the criteria 85             new" in text
    assert "Shape the criteria: not advised → rank 2  [criteria-shape, criteria-are-frozen]" in text


def test_in_chinese() -> None:
    text = run("whatif", PURCHASE_ZH, "--lang", "zh", "--set", "线人情况=教练", "--add", "赵总", *ON).stdout
    assert "名单上再加上赵总" in text
    assert "线人情况：线人人选 → 教练（这一项由规则推断；以您填的为准）" in text


def test_json_is_typed() -> None:
    found = json.loads(run("whatif", PURCHASE, *SET, *ON, "--format", "json").stdout)
    names = "account as_of language rulebook changes added before after moves rules conclusions warnings"
    assert names == " ".join(found)
    shape = {"rank": 2, "strategy": "shape_criteria", "label": "Shape the criteria", "priority": 85}
    assert {**shape, "rule": "criteria-shape"} == found["after"][1]


def test_markdown_escapes_what_files_say() -> None:
    text = run("whatif", "-", "--set", "tier=partner", "--format", "markdown", *ON, stdin="name: '*Star*'\n").stdout
    assert text.startswith("# \\*Star\\*: What if\n\n- Customer tier: unknown → Strategic partner\n")


def test_what_changes_nothing_is_said() -> None:
    text = run("whatif", PURCHASE, "--set", "tier=value_added", *ON).stdout
    assert "Customer tier: Added value, as it is already" in text
    assert "Nothing moves" in text


def test_faults_of_the_hypothesis_are_misuse_and_told_together() -> None:
    result = run("whatif", PURCHASE, "--set", "teir=partner", "--set", "price_weight=150")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "unknown-fact" in result.stderr and "out-of-range" in result.stderr


def test_a_faulty_account_is_a_finding() -> None:
    result = run("whatif", "-", "--set", "tier=partner", stdin="teir: partner\n")
    assert (1, "") == (result.exit_code, result.stdout)
