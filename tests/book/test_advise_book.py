"""A book of accounts in, one answer for each out: the same as for each account alone."""

import sys
from datetime import date

import pandas as pd
import polars as pl
import pytest

from bench.accounts import accounts
from stratagem.advisor import Advisor
from stratagem.diagnostics import AccountError

ADVISOR = Advisor.load()
AS_OF = date(2026, 11, 23)


def tables(
    count: int, seed: int, lang: str | None = None
) -> tuple[list[dict[str, object]], pl.DataFrame, pl.DataFrame]:
    """Accounts one by one, and as two tables with ids or labels."""
    drawn = list(accounts(ADVISOR.rulebook.vocabulary, count, seed))
    for at, account in enumerate(drawn):
        account["name"] = f"客户 {at}"
    rows = [{"name": each["name"]} | _written(each, lang, of_people=False) for each in drawn]
    for row, account in zip(rows, drawn, strict=True):
        row["people_listed"] = "stakeholders" in account
    people = [
        {"account": each["name"]} | _written(person, lang, of_people=True)
        for each in drawn
        for person in each.get("stakeholders", [])  # type: ignore[attr-defined]
    ]
    return drawn, pl.DataFrame(rows, infer_schema_length=None), pl.DataFrame(people, infer_schema_length=None)


def _written(values: dict[str, object], lang: str | None, of_people: bool) -> dict[str, object]:
    vocabulary = ADVISOR.rulebook.vocabulary
    facts = vocabulary.attribute if of_people else vocabulary.fact
    row: dict[str, object] = {}
    for id_, value in values.items():
        if id_ in facts:
            fact = facts[id_]
            heading = fact.label.in_language(lang) if lang else id_
            names = {each.id: each.label.in_language(lang) if lang else each.id for each in fact.values}
            if isinstance(value, list):
                row[heading] = ";".join(names[each] for each in value)
            elif isinstance(value, bool) and lang == "zh":
                row[heading] = "是" if value else "否"
            else:
                row[heading] = names.get(value, value) if isinstance(value, str) else value
    return row


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_row_by_row_the_same_as_account_by_account(lang: str | None) -> None:
    drawn, book, people = tables(150, 5, lang)
    found = ADVISOR.advise_book(book, people.sample(fraction=1.0, shuffle=True, seed=1), as_of=AS_OF)
    assert found["account"].to_list() == [each["name"] for each in drawn]
    for account, row in zip(drawn, found.iter_rows(named=True), strict=True):
        advice = ADVISOR.advise(account, as_of=AS_OF)
        best = [(each.strategy, each.priority, each.reasons[0].rule) for each in advice.recommendations[:3]]
        best += [(None, None, None)] * (3 - len(best))  # type: ignore[list-item]
        assert best == [(row[f"strategy_{n}"], row[f"priority_{n}"], row[f"rule_{n}"]) for n in (1, 2, 3)]
        assert [each.strategy for each in advice.not_now] == row["not_now"]
        assert sorted(row["vetoed"] + row["held"] + row["avoided"]) == sorted(row["not_now"])
        assert [each.id for each in advice.warnings] == row["warnings"]
        assert [each.fact for each in advice.questions] == row["questions"]
        facts = {**advice.facts.given, **advice.facts.defaulted, **advice.facts.concluded}
        for fact in ADVISOR.rulebook.vocabulary.facts:
            if fact.concluded:
                assert facts.get(fact.id) == row[fact.id]


def test_a_book_without_people() -> None:
    found = ADVISOR.advise_book(pl.DataFrame({"name": ["a"], "tier": ["partner"]}))
    alone = ADVISOR.advise({"name": "a", "tier": "partner"})
    assert found["strategy_1"].to_list() == [alone.recommendations[0].strategy]
    assert found["coverage"].to_list() == [None]


def test_ids_of_accounts_come_back() -> None:
    found = ADVISOR.advise_book(pl.DataFrame({"account_id": [7.0, None], "name": ["a", "b"]}))
    assert ["7", None] == found["account_id"].to_list()
    assert "account_id" == found.columns[-1]


def test_nobody_there_when_it_is_said_so() -> None:
    found = ADVISOR.advise_book(pl.DataFrame({"name": ["a", "b"], "people_listed": [True, False]}))
    assert found["coverage"].to_list() == ["none", None]


def test_an_empty_book_has_no_rows_and_every_column() -> None:
    found = ADVISOR.advise_book(pl.DataFrame({"name": []}), top=1)
    assert found.height == 0
    columns = ["account", "strategy_1", "priority_1", "rule_1"]
    columns += ["not_now", "vetoed", "held", "avoided", "warnings", "questions"]
    assert found.columns[:10] == columns
    assert found.columns[10:] == [fact.id for fact in ADVISOR.rulebook.vocabulary.facts if fact.concluded]


def test_a_pandas_book() -> None:
    found = ADVISOR.advise_book(
        pd.DataFrame({"name": ["甲", "乙"], "客户形态": ["战略伙伴型", None]}),
        pd.DataFrame({"account": ["乙"], "角色": ["拍板人"]}),
    )
    assert found["working_tier"].to_list() == ["partner", None]
    assert found["approver_access"].to_list() == [None, "no_access"]


def test_everything_wrong_is_raised_at_once_with_its_place() -> None:
    book = pl.DataFrame({"name": ["a", "b"], "tier": ["partnr", "partner"], "amout": [1, 2]})
    with pytest.raises(AccountError) as error:
        ADVISOR.advise_book(book, pl.DataFrame({"account": ["b", "x"], "stance": ["leader", "boss"]}))
    places = [(each.code, each.place) for each in error.value.diagnostics]
    assert places == [
        ("unknown-fact", "accounts.amout"),
        ("unknown-value", "accounts[0].tier"),
        ("account-not-in-book", "stakeholders[1].account"),
        ("unknown-value", "stakeholders[1].stance"),
    ]
    assert 'accounts[0].tier: unknown-value: "partnr" is not a value of tier' in str(error.value)


def test_a_thousand_faults_are_counted_and_a_hundred_told() -> None:
    with pytest.raises(AccountError) as error:
        ADVISOR.advise_book(pl.DataFrame({"tier": [f"x{at}" for at in range(1_000)]}))
    assert len(error.value.diagnostics) == 101
    assert "900 more faults" in error.value.diagnostics[-1].cause()
    assert "900" in error.value.diagnostics[-1].render("zh")


def test_without_polars_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("stratagem.book", "stratagem.matching.columnar"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ModuleNotFoundError, match=r"stratagem\[book\]"):
        ADVISOR.advise_book({"name": ["a"]})
