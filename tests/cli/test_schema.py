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
