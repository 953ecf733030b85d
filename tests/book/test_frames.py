"""Frames as users have them: headings, values, whose people they are, and everything that is wrong at once."""

from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from stratagem.advisor import Advisor
from stratagem.book import Book, read_book
from stratagem.book.frames import as_frame
from stratagem.matching.columnar_schema import ACCOUNT, LISTED, ROW
from stratagem.vocabulary import Kind, Vocabulary

VOCABULARY = Advisor.load().rulebook.vocabulary


def read(accounts: object, people: object | None = None, vocabulary: Vocabulary = VOCABULARY) -> Book:
    found = read_book(vocabulary, accounts, people)
    assert not found.faults, "\n".join(map(str, found.faults.diagnostics()))
    return found


def faults(accounts: object, people: object | None = None) -> list[tuple[object, ...]]:
    found = read_book(VOCABULARY, accounts, people).faults
    return found.frame.select("table", "row", "column", "value", "code", "account_row").rows()


def headings(accounts: object, people: object | None = None) -> list[tuple[str, object]]:
    return [(each.code, each.place) for each in read_book(VOCABULARY, accounts, people).faults.headings]


def test_headings_and_values_are_ids_or_labels_of_either_language() -> None:
    english = pl.DataFrame(
        {"name": ["a", "b"], "tier": ["partner", "Transactional"], "Gifts are forbidden": ["yes", "no"]}
    )
    chinese = pl.DataFrame({"客户名称": ["a", "b"], "客户形态": ["战略伙伴型", "交易型"], "禁止馈赠": ["是", "否"]})
    assert read(english).accounts.equals(read(chinese).accounts)
    assert read(chinese).accounts["tier"].to_list() == [2, 0]
    assert read(chinese).accounts["gift_ban"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("price_weight", ["70%", " 70 ", "1e1", "７０", "0.5", "", None, "100"]),
        ("amount", ["1,200,000", "1200000", "1,200,000.50", "+3", "0", "7.0", None]),
        ("price_weight", [70, 0, None]),
        ("price_weight", [70.0, 0.1 + 0.2, float("nan")]),
        ("amount", [Decimal("1.5"), None]),
        ("gift_ban", ["yes", "YES", "是", "有", "0", "False", " no ", "", None]),
        ("gift_ban", [1, 0, None]),
        ("gift_ban", [True, False, None]),
        ("tier", ["partner", "PARTNER", " 战略伙伴型 ", "Strategic  partner", "", None]),
        ("segment", ["vip", "ＶＩＰ", "small"]),
        ("cares_about", ["price; fit", "price，strategy", "价格；方便性", "Price", "price;price", "", None]),
        ("cares_about", [["price", "战略"], [], None]),
        ("last_contact", ["2026-11-23", "2026/1/2", "2026年1月2日", "2026-11-23T10:00:00", "", None]),
        ("last_contact", [date(2026, 11, 23), None]),
        ("last_contact", [datetime(2026, 11, 23, 23, 59), None]),
    ],
)
def test_a_column_holds_what_its_values_mean_one_by_one(column: str, raw: list[object]) -> None:
    fact = VOCABULARY.fact.get(column)
    if fact is None:
        fact = next(each for each in VOCABULARY.facts if each.kind is Kind.DATE)
    series = pl.Series(fact.id, raw, strict=False)
    found = read(series.to_frame()).accounts[fact.id].to_list()
    for given, stored in zip(series.to_list(), found, strict=True):
        value = None if isinstance(given, float) and given != given else fact.read(given, None)
        if value is not None and fact.ranks:
            value = sum(1 << fact.ranks[v] for v in value) if isinstance(value, frozenset) else fact.ranks[str(value)]
        assert value == stored, given


def test_text_is_trimmed_and_normal() -> None:
    decomposed = "e\N{COMBINING ACUTE ACCENT}tage"
    raw = ["  设备科　", decomposed, "", "  ", None, "plain", "Ω tail", "emoji 🙂", "two\nlines"]
    accounts = pl.DataFrame({"name": ["x"]})
    people = pl.DataFrame({"account": ["x"] * len(raw), "department": raw})
    attribute = VOCABULARY.attribute["department"]
    assert read(accounts, people).people["department"].to_list() == [attribute.read(each, None) for each in raw]


def test_values_that_are_none_are_all_told_with_row_and_column() -> None:
    accounts = pl.DataFrame(
        {
            "name": ["a", "b", "c", "d"],
            "客户形态": ["partner", "partnr", None, "partnr"],
            "price_weight": ["50", "120", "many", "-1"],
            "gift_ban": ["yes", "no", "perhaps", None],
        }
    )
    assert faults(accounts) == [
        ("accounts", 1, "客户形态", "partnr", "unknown-value", 1),
        ("accounts", 1, "price_weight", "120", "out-of-range", 1),
        ("accounts", 2, "price_weight", "many", "wrong-kind", 2),
        ("accounts", 2, "gift_ban", "perhaps", "wrong-kind", 2),
        ("accounts", 3, "客户形态", "partnr", "unknown-value", 3),
        ("accounts", 3, "price_weight", "-1", "out-of-range", 3),
    ]
    found = read_book(VOCABULARY, accounts)
    assert found.accounts["tier"].to_list() == [2, None, None, None]
    first = next(found.faults.diagnostics())
    assert first.place == "accounts[1].客户形态"
    assert "did you mean" in first.remedy() and "“partnr”" in first.cause("zh")


@pytest.mark.parametrize(
    "raw",
    [
        pl.Series("tier", [1, None]),
        pl.Series("tier", [["partner"], None]),
        pl.Series("tier", [{"a": 1}, None]),
        pl.Series("tier", [b"partner", None]),
        pl.Series("cares_about", [[1], None]),
        pl.Series("price_weight", [True, None]),
        pl.Series("price_weight", [float("inf"), None]),
        pl.Series("gift_ban", [2, None]),
    ],
)
def test_values_of_another_sort_are_faults_and_no_crash(raw: pl.Series) -> None:
    assert [each[1:3] for each in faults(raw.to_frame())] == [(0, raw.name)]


def test_columns_that_mean_nothing_or_the_same_are_told() -> None:
    accounts = pl.DataFrame(
        {"name": ["a"], "teir": ["partner"], "tier": ["partner"], "Customer tier": ["x"], "layer": [1]}
    )
    people = pl.DataFrame({"account": ["a"], "stanse": ["leader"], "tier": ["x"]})
    assert headings(accounts, people) == [
        ("unknown-fact", "accounts.teir"),
        ("said-twice", "accounts.Customer tier"),
        ("unknown-fact", "accounts.layer"),
        ("unknown-attribute", "stakeholders.stanse"),
        ("unknown-attribute", "stakeholders.tier"),
    ]


def test_people_find_their_account_by_name_in_any_order() -> None:
    accounts = pl.DataFrame({"name": ["甲 公司", "b", "c"]})
    people = pl.DataFrame(
        {"account": ["c", " 甲  公司", "b", "c"], "name": list("wxyz"), "stance": [None, "leader", None, "neutral"]}
    )
    found = read(accounts, people)
    assert found.people[ROW].to_list() == [0, 1, 2, 2]
    assert found.people["stance"].to_list() == [3, None, None, 1]


@pytest.mark.parametrize("ids", [[7, 8], [7.0, 8.0], ["7", "8"]])
@pytest.mark.parametrize("heading", ["account_id", "account"])
def test_people_find_their_account_by_id_however_it_is_stored(ids: list[object], heading: str) -> None:
    accounts = pl.DataFrame({"account_id": [7, 8], "name": ["same", "same"]})
    assert read(accounts, pl.DataFrame({heading: [*ids, None][:2]})).people[ROW].to_list() == [0, 1]


def test_people_without_an_account_of_the_book_are_told_and_left_out() -> None:
    accounts = pl.DataFrame({"name": ["a", "twin", "twin"]})
    people = pl.DataFrame({"account": ["a", "nobody", None, "twin", " "], "stance": ["leader"] * 4 + ["bad"]})
    assert faults(accounts, people) == [
        ("stakeholders", 1, "account", "nobody", "account-not-in-book", None),
        ("stakeholders", 2, "account", "", "person-without-account", None),
        ("stakeholders", 3, "account", "twin", "account-named-twice", None),
        ("stakeholders", 4, "account", " ", "person-without-account", None),
        ("stakeholders", 4, "stance", "bad", "unknown-value", None),
    ]
    assert read_book(VOCABULARY, accounts, people).people[ROW].to_list() == [0]
    assert headings(accounts, pl.DataFrame({"name": ["x"]})) == [("missing-account-column", "stakeholders")]


def test_a_bad_value_of_a_person_names_the_account_it_concerns() -> None:
    people = pl.DataFrame({"account": ["b"], "power": ["enormous"]})
    assert faults(pl.DataFrame({"name": ["a", "b"]}), people) == [
        ("stakeholders", 0, "power", "enormous", "unknown-value", 1)
    ]


def test_controls_in_names_are_refused_and_blanks_collapsed() -> None:
    assert faults(pl.DataFrame({"name": ["fine", "bad\x1b[31m"]}))[0][:3] == ("accounts", 1, "name")
    assert read(pl.DataFrame({"name": ["  a \t b ", None]})).accounts[ACCOUNT].to_list() == ["a b", ""]


def test_it_can_be_said_that_nobody_is_there() -> None:
    found = read(pl.DataFrame({"name": ["a", "b"], "people_listed": ["yes", None]}))
    assert found.accounts[LISTED].to_list() == [True, None]


def test_tables_of_every_make_read_the_same() -> None:
    data = {"name": ["a", "b"], "tier": ["partner", None], "gift_ban": [1, None], "price_weight": [None, 30]}
    frame = pl.DataFrame(data)
    expected = read(frame).accounts
    made = [frame.lazy(), pa.table(data), pd.DataFrame(data), frame.with_columns(pl.col("tier").cast(pl.Categorical))]
    for each in made:
        assert read(each).accounts.equals(expected)
    with pytest.raises(TypeError, match="Polars, pandas or Arrow table, not list"):
        as_frame([data], "accounts")


def test_tables_without_rows_or_columns() -> None:
    assert read(pl.DataFrame()).accounts.height == 0
    assert read(pl.DataFrame({"name": []}), pl.DataFrame({"account": []})).people.height == 0
    assert read(pl.DataFrame({"name": ["a"]}), pl.DataFrame(schema={"account": pl.String})).accounts.height == 1
