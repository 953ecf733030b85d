"""`stratagem schema`: what editors are given accepts what Stratagem accepts."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.running import EXAMPLES, ROOT, run
from tests.small_rulebook import SMALL, written

RULES = ROOT / "rules" / "key_account"
ACCOUNTS = [file for file in sorted(EXAMPLES.glob("*.yaml")) if "rating" not in file.name]


@cache
def validator(what: str) -> Any:
    schema = json.loads(run("schema", what).stdout)
    checker = jsonschema.validators.validator_for(schema)
    checker.check_schema(schema)
    return checker(schema)


def plain(value: Any) -> Any:
    """YAML as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(what: str, file: Path) -> list[str]:
    documents = yaml.load_all(file.read_text("utf-8"), yaml.CSafeLoader)
    return [error.message[:200] for each in documents for error in validator(what).iter_errors(plain(each))]


@pytest.mark.parametrize("file", ACCOUNTS, ids=lambda file: file.name)
def test_every_example_fits_the_schema_of_accounts(file: Path) -> None:
    assert faults("account", file) == []


RULE_FILES = [file for file in sorted(RULES.rglob("*.yaml")) if not file.name.endswith(".cases.yaml")]


def test_every_file_of_the_rulebook_fits_the_schema_of_rules() -> None:
    assert {file.name: found for file in RULE_FILES if (found := faults("rules", file))} == {}


CASE_FILES = sorted(RULES.rglob("*.cases.yaml"))


def test_every_file_of_cases_fits_the_schema_of_cases() -> None:
    assert CASE_FILES
    assert {file.name: found for file in CASE_FILES if (found := faults("cases", file))} == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "no-such-rule"},
        {"kind": "near miss"},
        {"given": {"tier": "gold"}},
        {"advice": {"recommends": ["no_such_strategy"]}},
        {"facts": {"no_such_fact": True}},
        {"fires": "maybe"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_case_that_cannot_be_does_not_fit(wrong: dict[str, Any]) -> None:
    right = {
        "case": "a sentence",
        "rule": "early-no-price",
        "kind": "hit",
        "given": {"tier": "partner"},
        "fires": "yes",
    }
    assert [] == list(validator("cases").iter_errors({"cases": [right]}))
    assert [] != list(validator("cases").iter_errors({"cases": [{**right, **wrong}]}))


def test_a_misspelt_fact_does_not_fit() -> None:
    assert [error.validator for error in validator("account").iter_errors({"name": "A", "teir": "partner"})] == [
        "anyOf"
    ]


def test_labels_of_both_languages_fit() -> None:
    assert (
        list(validator("account").iter_errors({"名称": "甲", "客户形态": "战略伙伴型", "关键人": [{"姓名": "乙"}]}))
        == []
    )


def test_the_schema_is_that_of_the_rulebook_named() -> None:
    with written({"book.yaml": SMALL}) as at:
        schema = json.loads(run("schema", "account", str(at / "book.yaml")).stdout)
    assert "stage" in schema["$defs"]["Account"]["properties"]
    assert "purchase_stage" not in schema["$defs"]["Account"]["properties"]


def test_the_schema_can_be_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "account.json"
    assert run("schema", "account", "--out", str(out)).exit_code == 0
    assert out.read_text("utf-8") == run("schema", "account").stdout


def test_editors_find_the_schemas_beside_the_rulebook(tmp_path: Path) -> None:
    assert run("new", "rulebook", str(tmp_path / "mine")).exit_code == 0
    files = [*(tmp_path / "mine").rglob("*.yaml")]
    assert len(files) == 5
    for file in files:
        line = file.read_text("utf-8").splitlines()[0]
        schema = json.loads((file.parent / line.removeprefix("# yaml-language-server: $schema=")).read_text("utf-8"))
        document = plain(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
        assert [] == list(jsonschema.validators.validator_for(schema)(schema).iter_errors(document))
        assert ("cases" in schema["title"].lower()) is file.name.endswith(".cases.yaml")


def test_installing_changes_one_line_of_a_file_and_nothing_twice(tmp_path: Path) -> None:
    text = "\ufeff" + SMALL.replace("\n", "\r\n")
    (tmp_path / "rulebook.yaml").write_bytes(text.encode())
    first = run("schema", "rules", str(tmp_path), "--install")
    assert (0, "") == (first.exit_code, first.stdout)
    assert str(tmp_path / "rulebook.yaml") in first.stderr
    kept = (tmp_path / "rulebook.yaml").read_bytes().decode()
    assert kept == "\ufeff# yaml-language-server: $schema=.schema/rules.json\r\n" + text[1:]
    assert "" == run("schema", "rules", str(tmp_path), "--install").stderr
    (tmp_path / "rulebook.yaml").write_text(kept.replace(".schema/rules", "elsewhere/rules"), "utf-8", newline="")
    assert f"{tmp_path / 'rulebook.yaml'}\n" == run("schema", "rules", str(tmp_path), "--install").stderr
    assert kept == (tmp_path / "rulebook.yaml").read_bytes().decode()


@pytest.mark.parametrize("words", [("account", "x"), ("rules",), ("rules", "x", "--out", "y")], ids=" ".join)
def test_only_the_schemas_of_a_rulebook_named_are_installed(words: tuple[str, ...]) -> None:
    result = run("schema", *words, "--install")
    assert (2, True) == (result.exit_code, "stratagem schema rules DIR --install" in result.stderr)


def test_a_rulebook_that_extends_another_fits_its_own_schema() -> None:
    folder = EXAMPLES / "my-company"
    checker = jsonschema.Draft202012Validator(json.loads(run("schema", "rules", str(folder)).stdout))
    for file in sorted(folder.rglob("*.yaml")):
        if not file.name.endswith(".cases.yaml"):
            assert [] == list(checker.iter_errors(plain(yaml.safe_load(file.read_text("utf-8"))))), file.name
    head = plain(yaml.safe_load((folder / "rulebook.yaml").read_text("utf-8")))
    assert [] == list(checker.iter_errors({**head, "drop": {"facts": "spy", "tables": ["working-tier"]}}))
    assert list(checker.iter_errors({**head, "drop": {"rule": ["x"]}}))
