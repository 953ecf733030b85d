"""An account file → accounts, each with its findings and their places."""

import json
from collections.abc import Iterable

import pytest

from stratagem.account import Account, account_model
from stratagem.account_files import read_accounts
from stratagem.diagnostics import Diagnostic, Source
from tests.small_rulebook import SMALL, covered, good

VOCABULARY = good(SMALL).vocabulary
MODEL = account_model(VOCABULARY)


def accounts(text: str) -> list[tuple[Account | None, tuple[Diagnostic, ...]]]:
    return list(read_accounts(Source("deal.yaml", text), MODEL, VOCABULARY))


def told(findings: Iterable[Diagnostic]) -> list[tuple[str, str]]:
    return [(finding.code, covered(finding)) for finding in findings]


def faults(text: str) -> list[tuple[str, str]]:
    return [each for _, findings in accounts(text) for each in told(findings)]


def names(text: str) -> list[str | None]:
    return [account.name if account else None for account, _ in accounts(text)]


def test_an_account_is_read_from_yaml_and_from_json_alike() -> None:
    yaml = "name: X\ntier: partner\nprice: 70%\ninvited: yes\nstakeholders:\n  - {name: 李, roles: [approver]}\n"
    json_text = json.dumps(
        {
            "name": "X",
            "tier": "partner",
            "price": 70,
            "invited": True,
            "stakeholders": [{"name": "李", "roles": ["approver"]}],
        }
    )
    (first, none), (second, nothing) = accounts(yaml)[0], accounts(json_text)[0]
    assert ((), ()) == (none, nothing)
    assert first == second is not None


def test_several_accounts_stand_in_a_list_or_in_documents() -> None:
    assert ["A", "B"] == names("- name: A\n- name: B\n") == names("name: A\n---\nname: B\n")
    assert ["A", "B", "C"] == names("name: A\n---\n- name: B\n- name: C\n---\n")
    assert ["A", "B"] == names('[{"name": "A"}, {"name": "B"}]')


def test_one_bad_account_does_not_stop_the_others() -> None:
    text = "- {name: A}\n- {name: B, teir: x}\n- C\n- {name: D, tier: partner, tier: partner}\n- {name: E}\n"
    assert ["A", None, None, None, "E"] == names(text)
    expected = [[], [("unknown-fact", "teir")], [("account-not-a-mapping", "C")], [("duplicate-key", "tier")], []]
    assert expected == [told(findings) for _, findings in accounts(text)]


def test_what_stands_before_a_syntax_error_is_read() -> None:
    assert ["A", None] == names("name: A\n---\nname: [\n")
    assert [None] == names("- name: A\n- name: [\n")


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "~\n", "---\n---\n", "[]"])
def test_a_file_without_an_account_says_so(text: str) -> None:
    assert [("no-account", "deal.yaml")] == faults(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("teir: x\n", ("unknown-fact", "teir")),
        ("tier: partnr\n", ("unknown-value", "partnr")),
        ('客户形态:   "partnr"\n', ("unknown-value", '"partnr"')),
        ("name: X\nstakeholders:\n- name: 李\n  roles: [approver, aprover]\n", ("unknown-value", "aprover")),
        ("stakeholders: [{name: 李, roles: 'approver;aprover'}]\n", ("unknown-value", "'approver;aprover'")),
        ("stakeholders: [{name: 李, 权力: mighty}]\n", ("unknown-value", "mighty")),
        ("stakeholders: [{name: 李, powr: high}]\n", ("unknown-attribute", "powr")),
        ("stakeholders: [{power: high}]\n", ("missing-name", "{")),
        ("stakeholders:\n- power: high\n", ("missing-name", "p")),
        ("stakeholders: [{name: , power: high}]\n", ("missing-name", "name")),
        ("stakeholders: [{姓名: '  '}]\n", ("missing-name", "'  '")),
        ("stakeholders: [李]\n", ("person-not-a-mapping", "李")),
        ("stakeholders: 李\n", ("people-not-a-list", "李")),
        ("人: [{name: 李}]\n", ("unknown-fact", "人")),
        ("tier: partner\n客户形态: 交易型\n", ("said-twice", "客户形态")),
        ("客户形态: 交易型\ntier: partner\n", ("said-twice", "tier")),
        ("tier: partner\ntier: partner\n", ("duplicate-key", "tier")),
        ("name: [X]\n", ("bad-name", "[")),
        ("name：X\n", ("missing-colon", "name：X")),
        ("name: X\ntier：partner\n", ("missing-colon", "tier：partner")),
        ("hello\n", ("account-not-a-mapping", "hello")),
        ("{tier: [partner]}\n", ("not-a-word", "[")),
        ("name: X\nprice: 500%\n", ("out-of-range", "500%")),
        ("{'': x}\n", ("unknown-fact", "''")),
    ],
)
def test_each_fault_is_told_once_at_its_place(text: str, expected: tuple[str, str]) -> None:
    assert [expected] == faults(text)


def test_several_faults_are_told_in_the_order_of_the_text() -> None:
    text = "price: 700\nstakeholders:\n  - {power: x}\n  - {name: 李, stanse: y}\n"
    text += "teir: z\ntier: zzz\nmet: soon\ntier: again\n"
    expected = [
        ("out-of-range", "700"),
        ("missing-name", "{"),
        ("unknown-value", "x"),
        ("unknown-attribute", "stanse"),
        ("unknown-fact", "teir"),
        ("unknown-value", "zzz"),
        ("wrong-kind", "soon"),
        ("duplicate-key", "tier"),
    ]
    assert expected == faults(text)


def test_a_concluded_fact_may_be_given_and_blanks_are_unknown() -> None:
    ((account, _),) = accounts("name: X\nweak: yes\ntier:\namount: ''\n")
    assert account is not None
    assert {"name": "X", "weak": True, "tier": None, "amount": None} == account.model_dump(exclude_unset=True)
