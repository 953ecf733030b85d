"""The model of a vocabulary's accounts: labels, values, faults, JSON Schema."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from stratagem.account import MOST_FINDINGS, Account, account_model, path_text, read_account
from stratagem.diagnostics import Diagnostic
from tests.small_rulebook import SMALL, good

VOCABULARY = good(SMALL).vocabulary
MODEL = account_model(VOCABULARY)
SCHEMA = MODEL.model_json_schema()
PEOPLE = [{"name": "李", "power": "high", "roles": ["approver"]}, {"姓名": "王", "角色": "使用者", "立场": "支持"}]


def read(raw: object) -> Any:
    account, findings = read_account(MODEL, VOCABULARY, raw, path_text)
    assert () == findings
    assert isinstance(account, Account)
    return account


def faults(raw: object) -> list[tuple[str, object]]:
    account, findings = read_account(MODEL, VOCABULARY, raw, path_text)
    assert account is None
    for finding in findings:
        assert finding.render("en")
        assert finding.render("zh")
    return [(finding.code, finding.place) for finding in findings]


def only(raw: object) -> Diagnostic:
    (finding,) = read_account(MODEL, VOCABULARY, raw, path_text)[1]
    return finding


def test_ids_and_labels_of_any_language_are_understood_for_facts_values_and_people() -> None:
    by_id = {
        "name": "X",
        "tier": "partner",
        "amount": 1200,
        "met": date(2026, 1, 31),
        "stakeholders": [{"name": "李", "power": "high"}],
    }
    by_label = {
        "名称": "X",
        "客户形态": "战略伙伴型",
        "Amount": "1,200",
        "最近见面": "2026-01-31",
        "干系人": [{"姓名": "李", "权力": "高"}],
    }
    assert read(by_id) == read(by_label)
    assert ("partner", 1200, date(2026, 1, 31)) == (read(by_label).tier, read(by_label).amount, read(by_label).met)


def test_what_is_not_given_is_none_and_people_may_be_unsaid_or_nobody() -> None:
    assert (None, None, "") == (read({}).tier, read({}).stakeholders, read({}).name)
    assert ((), None) == (read({"stakeholders": []}).stakeholders, read({"stakeholders": None}).stakeholders)


def test_values_are_plain_values_by_kind() -> None:
    account = read({"stakeholders": PEOPLE, "cares": "cost", "invited": "是", "price": "70%"})
    assert (frozenset({"cost"}), True, 70) == (account.cares, account.invited, account.price)
    assert [frozenset({"approver"}), frozenset({"user"})] == [person.roles for person in account.stakeholders]
    assert ["李", "王"] == [person.name for person in account.stakeholders]


def test_an_account_is_frozen_and_can_be_read_again() -> None:
    account = read({"name": "X", "tier": "partner", "stakeholders": PEOPLE})
    with pytest.raises(ValueError, match="frozen"):
        account.tier = "transactional"
    assert account is read(account)
    assert account == read(account.model_dump())


def test_names_are_trimmed_and_written_on_one_line() -> None:
    assert ("A B", "王 桑") == (
        read({"name": " A\n B "}).name,
        read({"stakeholders": [{"name": " 王  桑 "}]}).stakeholders[0].name,
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"teir": "partner"}, ("unknown-fact", "teir")),
        ({"": 1}, ("unknown-fact", "account")),
        ({5: 1}, ("unknown-fact", "5")),
        ({"power": "high"}, ("unknown-fact", "power")),
        ({"tier": "partnr"}, ("unknown-value", "tier")),
        ({"客户形态": "partnr"}, ("unknown-value", "tier")),
        ({"tier": 5}, ("wrong-kind", "tier")),
        ({"tier": ["partner"]}, ("not-a-word", "tier")),
        ({"price": 101}, ("out-of-range", "price")),
        ({"amount": float("nan")}, ("wrong-kind", "amount")),
        ({"amount": True}, ("wrong-kind", "amount")),
        ({"cares": ["cost", "money"]}, ("unknown-value", "cares[1]")),
        ({"cares": 5}, ("wrong-kind", "cares")),
        ({"cares": {"cost": 1}}, ("not-a-word", "cares")),
        ({"tier": "partner", "Customer tier": "partner"}, ("said-twice", "Customer tier")),
        ({"tier": "partner", "TIER": "partner", "客户形态": "partner"}, ("said-twice", "TIER")),
        ({"name": "", "tier": "partner"}, ("missing-name", "name")),
        ({"name": 5}, ("bad-name", "name")),
        ({"name": ["X"]}, ("bad-name", "name")),
        ({"name": "a\x1b"}, ("control-character", "name")),
        ({"stakeholders": "李"}, ("people-not-a-list", "stakeholders")),
        ({"stakeholders": {"李": {}}}, ("people-not-a-list", "stakeholders")),
        ({"stakeholders": ["李"]}, ("person-not-a-mapping", "stakeholders[0]")),
        ({"stakeholders": [None]}, ("person-not-a-mapping", "stakeholders[0]")),
        ({"stakeholders": [{}]}, ("missing-name", "stakeholders[0]")),
        ({"stakeholders": [{"name": " "}]}, ("missing-name", "stakeholders[0].name")),
        (
            {"stakeholders": [{"name": "A"}, {"name": "B", "stanse": "ally"}]},
            ("unknown-attribute", "stakeholders[1].stanse"),
        ),
        ({"stakeholders": [{"name": "A", "tier": "partner"}]}, ("unknown-attribute", "stakeholders[0].tier")),
        ({"stakeholders": [{"name": "A", "roles": ["aprover"]}]}, ("unknown-value", "stakeholders[0].roles[0]")),
        ({"stakeholders": [{"name": "A", "权力": "mighty"}]}, ("unknown-value", "stakeholders[0].power")),
        ({"stakeholders": [{"name": "A", "姓名": "B"}]}, ("said-twice", "stakeholders[0].姓名")),
        (["X"], ("account-not-a-mapping", "account")),
        (None, ("account-not-a-mapping", "account")),
        ("X", ("account-not-a-mapping", "account")),
    ],
)
def test_each_fault_is_told_once_at_its_place(raw: object, expected: tuple[str, str]) -> None:
    assert expected in faults(raw)
    assert len(faults(raw)) == (2 if isinstance(raw, dict) and len(raw) == 3 else 1)


def test_every_fault_of_an_account_is_told() -> None:
    raw = {"teir": 1, "tier": "x", "cares": ["cost", "a", "b"], "stakeholders": [{"power": "mighty"}, "王"]}
    expected = {
        ("unknown-fact", "teir"),
        ("unknown-value", "tier"),
        ("unknown-value", "cares[1]"),
        ("unknown-value", "cares[2]"),
        ("missing-name", "stakeholders[0]"),
        ("unknown-value", "stakeholders[0].power"),
        ("person-not-a-mapping", "stakeholders[1]"),
    }
    assert expected == set(faults(raw))
    assert len(expected) == len(faults(raw))


def test_a_flood_of_faults_is_counted_rather_than_told() -> None:
    found = faults({f"unknown_{at}": at for at in range(MOST_FINDINGS + 7)})
    assert MOST_FINDINGS + 1 == len(found)
    assert ("more-findings", "account") == found[-1]
    assert (
        "7"
        == read_account(MODEL, VOCABULARY, {f"unknown_{at}": at for at in range(MOST_FINDINGS + 7)}, path_text)[1][
            -1
        ].details["count"]
    )


def test_remedies_name_what_was_meant() -> None:
    assert 'did you mean "tier"?' == only({"teir": 1}).remedy()
    assert 'did you mean "stakeholders"?' == only({"stakeholder": []}).remedy()
    assert "power is known about a person: write it under `stakeholders`" == only({"权力": "高"}).remedy()
    assert (
        "tier is known about the account: move it out of `stakeholders`"
        == only({"stakeholders": [{"name": "A", "tier": 1}]}).remedy()
    )
    assert "write `- {name: 张华}`" == only({"stakeholders": ["张华"]}).remedy()


# ── JSON Schema ──────────────────────────────────────────────────────────────────────────────────────────────────────

ACCEPTED: list[dict[str, object]] = [
    {},
    {"name": "X", "tier": "partner", "stage": "评估", "price": 70, "amount": "1,200", "cares": ["cost", "适合"]},
    {"名称": "X", "客户形态": "战略伙伴型", "Invited": True, "met": "2026-01-31", "note": "hi", "weak": "是"},
    {"tier": None, "price": None, "cares": None, "invited": None, "met": None, "note": None, "stakeholders": None},
    {"cares": "cost;fit", "invited": 0, "quiet": "no", "price": "70%"},
    {"stakeholders": []},
    {"stakeholders": [{"name": "李", "power": "high", "roles": "拍板人"}, {"姓名": "王", "立场": "支持"}]},
    {"干系人": [{"name": "李"}]},
]
REFUSED: list[dict[str, object]] = [
    {"teir": "partner"},
    {"tier": "partnr"},
    {"tier": 5},
    {"tier": ["partner"]},
    {"price": 101},
    {"price": True},
    {"cares": ["money"]},
    {"cares": 5},
    {"invited": "maybe"},
    {"invited": 2},
    {"met": 5},
    {"note": 5},
    {"name": 5},
    {"stakeholders": "李"},
    {"stakeholders": ["李"]},
    {"stakeholders": [{"power": "high"}]},
    {"stakeholders": [{"name": "李", "powr": "high"}]},
    {"stakeholders": [{"name": "李", "power": "mighty"}]},
]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("raw", ACCEPTED)
def test_the_schema_accepts_what_the_model_accepts(raw: dict[str, object]) -> None:
    read(raw)
    assert [] == [error.message for error in Draft202012Validator(SCHEMA).iter_errors(raw)]


@pytest.mark.parametrize("raw", REFUSED)
def test_the_schema_refuses_what_the_model_refuses(raw: dict[str, object]) -> None:
    assert faults(raw)
    assert not Draft202012Validator(SCHEMA).is_valid(raw)


def test_the_schema_describes_facts_by_label_and_question() -> None:
    tier = SCHEMA["properties"]["tier"]
    assert ("Customer tier · 客户形态", "What do they buy? 他们买什么？") == (tier["title"], tier["description"])
    assert {"partner", "战略伙伴型", "Strategic partner"} <= set(tier["enum"])
    assert SCHEMA["properties"]["客户形态"] == tier
    assert {"name", "姓名", "power", "权力"} <= set(SCHEMA["$defs"]["Person"]["properties"])


def test_models_of_two_vocabularies_do_not_mix() -> None:
    other = account_model(good(SMALL.replace("tier:", "level:").replace("{tier", "{level")).vocabulary)
    assert {"level"} == set(other.model_fields) - set(MODEL.model_fields)
    assert faults(other.model_validate({"level": "partner"}))
    assert issubclass(other, Account)
    assert issubclass(MODEL, BaseModel)
