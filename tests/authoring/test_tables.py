"""A decision table means what its rows mean as rules in YAML."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from stratagem import Advisor
from stratagem.authoring import read_rulebook
from stratagem.condition import ALWAYS
from stratagem.rulebook import HitPolicy, Rule, Rulebook
from tests.small_rulebook import FACTS, HEAD, RULE, STRATEGIES, covered, good, rule, rules, written

BOOK = HEAD + FACTS + STRATEGIES
ENDS = "recommend,priority,because.en,because.zh\n"


def table(text: str | bytes, name: str = "tiers.csv", book: str = BOOK) -> Rulebook:
    """The small rulebook with this table beside it."""
    with written({"rulebook.yaml": book, name: text}) as folder:
        read, findings = read_rulebook(folder)
    assert () == findings
    assert read is not None
    return read


def told(text: str | bytes, name: str = "tiers.csv") -> list[tuple[str, str]]:
    """What is wrong: codes, each with the text that its place covers."""
    with written({"rulebook.yaml": BOOK, name: text}) as folder:
        return [(each.code, covered(each)) for each in read_rulebook(folder)[1]]


def row(headings: str, cells: str) -> Rule:
    """The rule of one row that recommends a visit."""
    (made,) = table(f"{headings},{ENDS}{cells},visit,50,Because,因为\n").rules
    return made


def yaml(when: str, **lines: str) -> Rule:
    """The same rule, written in YAML."""
    (made,) = good(
        rules(rule("tiers-1", 50, when, recommend="visit", **lines).replace("Title of tiers-1", "tiers 1"))
    ).rules
    return made


@pytest.mark.parametrize(
    ("headings", "cells", "when"),
    [
        ("tier", "partner", "{tier: partner}"),
        ("客户形态", "战略伙伴型", "{tier: partner}"),
        ("Customer tier", "PARTNER", "{tier: partner}"),
        ("when: tier", "partner", "{tier: partner}"),
        ("tier", '"partner, value_added"', "{tier: [partner, value_added]}"),
        ("tier", "not(partner)", "{tier: not(partner)}"),
        ("tier", "unknown", "{tier: unknown}"),
        ("stage", ">= criteria", '{stage: ">= criteria"}'),
        ("price", "[50..100)", '{price: "[50..100)"}'),
        ("price", '">= 50"', '{price: ">= 50"}'),
        ("price", '""">= 50"""', '{price: ">= 50"}'),
        ("price", "70%", "{price: 70}"),
        ("amount", '">= 1,200,000"', '{amount: ">= 1200000"}'),
        ("met", "older than 30 days", "{met: older than 30 days}"),
        ("invited", "是", "{invited: yes}"),
        ("note", '"""a, b"""', "{note: '\"a, b\"'}"),
        ("tier,price", "partner,>= 50", '{tier: partner, price: ">= 50"}'),
        ("tier,price,stage", "partner,-,need", "{tier: partner, stage: need}"),
        ("some: stance", "ally", "{stakeholders: {some: {stance: ally}}}"),
        ("some: 立场,some: roles", "ally,user", "{stakeholders: {some: {stance: ally, roles: user}}}"),
        ("every: stance,none: roles", "known,user", "{stakeholders: {every: {stance: known}, none: {roles: user}}}"),
        ("count", ">= 2", '{stakeholders: {count: {is: ">= 2"}}}'),
        ("count: power,count", "high,>= 2", '{stakeholders: {count: {where: {power: high}, is: ">= 2"}}}'),
        ("some", '"power: high, stance: >= neutral"', '{stakeholders: {some: {power: high, stance: ">= neutral"}}}'),
        ("some", "power: high; roles: user", "{stakeholders: {some: [{power: high}, {roles: user}]}}"),
        ("some", '"roles: user, approver"', "{stakeholders: {some: {roles: [user, approver]}}}"),
        ("some", "{any: [{power: high}]}", "{stakeholders: {some: {any: [{power: high}]}}}"),
        ("count", '"{distinct: unit, is: 1}"', "{stakeholders: {count: {distinct: unit, is: 1}}}"),
        (
            "tier,some: power,price",
            "partner,high,70",
            "{tier: partner, stakeholders: {some: {power: high}}, price: 70}",
        ),
    ],
)
def test_a_cell_asks_what_the_same_line_asks_in_yaml(headings: str, cells: str, when: str) -> None:
    assert yaml(when).when == row(headings, cells).when


def test_a_row_without_conditions_always_fires() -> None:
    assert ALWAYS == row("tier,price", "-,").when


EVERY_COLUMN = """\
id,title.en,title.zh,priority,recommend,avoid,hold,until.en,until.zh,veto,warn,ask,conclude:weak,conclude:稳固,\
emphasise.en,emphasise.zh,with,through,missing.en,missing.zh,say.en,say.zh,because.en,because.zh,source,owner,\
effective.from,effective.until
all,All,全部,7,"visit, develop_spy",打折,develop_spy,Wait,等,discount,"late; 单线联系","tier, 立场",yes,no,\
Now,现在,roles: approver; power: high,stance: ally,Nobody,没有,See {with},见{with},As {tier},因{tier},deck,ops,\
2026-01-01,2026/12/31
"""


def test_every_key_of_a_rule_has_its_column() -> None:
    in_yaml = (
        rule(
            "all",
            7,
            recommend="[visit, develop_spy]",
            avoid="discount",
            hold="{strategy: develop_spy, until: {en: Wait, zh: 等}}",
            veto="discount",
            warn="[late, one_thread]",
            ask="[tier, stance]",
            conclude="{weak: yes, strong: no}",
            emphasise="{en: Now, zh: 现在}",
            with_="[{roles: approver}, {power: high}]",
            through="{stance: ally}",
            missing="{en: Nobody, zh: 没有}",
            say='{en: "See {with}", zh: "见{with}"}',
            because='{en: "As {tier}", zh: "因{tier}"}',
            source="deck",
            owner="ops",
            effective="{from: 2026-01-01, until: 2026-12-31}",
        )
        .replace("Title of all", "All")
        .replace("标题", "全部")
    )
    assert good(rules(in_yaml)).rules == table(EVERY_COLUMN).rules


def test_a_reason_may_be_accepted_in_a_column() -> None:
    book = table(f"tier,accept:unused-fact,{ENDS}partner,As a last resort,visit,50,Because,因为\n")
    assert [("unused-fact", "tiers-1", "As a last resort")] == [
        (each.kind, each.of.id, each.reason) for each in book.accepted
    ]


@pytest.mark.parametrize("policy", HitPolicy)
def test_the_first_cell_may_name_the_policy(policy: HitPolicy) -> None:
    (found,) = table(f"{policy.value} | tier,{ENDS}partner,visit,50,A,甲\n").tables
    assert (policy, "tiers", ("tiers-1",)) == (found.policy, found.id, found.rules)


@pytest.mark.parametrize("first", ["f|tier", " F  |  客户形态 ", "Ｆ｜tier"])
def test_the_policy_may_be_written_loosely(first: str) -> None:
    (found,) = table(f"{first},{ENDS}partner,visit,50,A,甲\n").tables
    assert HitPolicy.FIRST is found.policy


def test_without_a_policy_every_row_fires() -> None:
    assert HitPolicy.COLLECT is table(f"tier,{ENDS}partner,visit,50,A,甲\n").tables[0].policy


def test_rows_without_ids_are_numbered_and_blank_rows_not_counted() -> None:
    book = table(f"tier,id,{ENDS}partner,,visit,1,A,甲\n,,,,,\npartner,mine,visit,2,B,乙\npartner,,visit,3,C,丙\n")
    assert ["tiers-1", "mine", "tiers-3"] == [each.id for each in book.rules]
    assert ("tiers-1", "mine", "tiers-3") == book.tables[0].rules


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Customer Tiers.csv", "customer-tiers"), ("a/b/10_Tiers.CSV", "10-tiers"), ("x.xlsx.csv", "x-xlsx")],
)
def test_a_table_is_called_like_its_file(name: str, id_: str) -> None:
    book = table(f"tier,{ENDS}partner,visit,50,A,甲\n", name)
    assert (id_, f"{id_}-1") == (book.tables[0].id, book.rules[0].id)


def test_a_table_stands_in_path_order_among_the_rules() -> None:
    files = {
        "rulebook.yaml": BOOK,
        "a.yaml": "rules:\n" + rule("first", warn="late"),
        "b.csv": f"tier,{ENDS}partner,visit,50,A,甲\n",
        "c.yaml": "rules:\n" + rule("last", warn="late"),
    }
    with written(files) as folder:
        book, _ = read_rulebook(folder)
    assert book is not None and ["first", "b-1", "last"] == [each.id for each in book.rules]


def test_a_rulebook_of_one_language_needs_no_language_in_its_headings() -> None:
    book = "rulebook: x\nversion: 1\ntitle: X\nlanguages: [en]\nfacts: {big: {kind: flag}}\nstrategies: [go]\n"
    read = table("big,recommend,priority,because\nyes,go,50,They are big\n", book=book)
    assert "They are big" == read.rules[0].because.in_language("en")


def test_a_fact_that_is_called_like_a_key_is_asked_with_when() -> None:
    facts = FACTS.replace("  note:", "  source: {kind: flag, label: {en: Source, zh: 来源}}\n  note:")
    read = table(f"when:source,source,{ENDS}yes,deck,visit,50,A,甲\n", book=HEAD + facts + STRATEGIES)
    assert (("source",), "deck") == (read.rules[0].facts, read.rules[0].source)


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def workbook(*rows: tuple[object, ...], formats: dict[str, str] | None = None) -> bytes:
    made, data = Workbook(), BytesIO()
    sheet = made.worksheets[0]
    for each in rows:
        sheet.append([*each])
    for at, number_format in (formats or {}).items():
        sheet[at].number_format = number_format
    made.save(data)
    return data.getvalue()


HEADINGS = ("F | tier", "price", "amount", "met", "invited", "effective.from", *ENDS.strip().split(","))


def test_cells_of_a_program_mean_what_they_show() -> None:
    cells = ("partner", 0.7, 0.5, date(2026, 1, 2), True, date(2026, 3, 4), "高层拜访", 50.0, "Because", "因为")
    (made,) = table(workbook(HEADINGS, cells, formats={"B2": "0%", "C2": "0%"}), "tiers.xlsx").rules
    assert yaml("{tier: partner, price: 70, amount: 0.5, met: 2026-01-02, invited: yes}").when == made.when
    assert (date(2026, 3, 4), ("visit",), 50) == (made.effective_from, made.recommend, made.priority)


def test_places_are_cells_and_tests_know_theirs() -> None:
    cells = ("partner", ">= 50", None, None, None, None, "visit", 50, "Because", "因为")
    book = table(workbook(HEADINGS, cells), "tiers.xlsx")
    assert [", sheet 1, A2", ", sheet 1, B2"] == [
        str(place).rpartition("tiers.xlsx")[2] for place in book.rules[0].places
    ]
    assert ", sheet 1, A2" == str(book.rules[0].span).rpartition("tiers.xlsx")[2]
    assert ", sheet 1, A1" == str(book.tables[0].span).rpartition("tiers.xlsx")[2]


def test_lock_files_of_open_workbooks_are_passed_over() -> None:
    with written({"rulebook.yaml": BOOK + RULE, "~$tiers.xlsx": b"\x05user"}) as folder:
        assert () == read_rulebook(folder)[1]


def test_the_first_row_that_is_met_decides() -> None:
    text = f"F | tier,price,{ENDS}partner,>= 50,visit,10,A,甲\npartner,-,discount,90,B,乙\n"
    advisor = Advisor(table(text))
    for price, strategy in ((70, "visit"), (20, "discount"), (None, "discount")):
        (found,) = advisor.advise({"tier": "partner", "price": price}).recommendations
        assert strategy == found.strategy
    seen = {each.rule: each.passed_over for each in advisor.explain({"tier": "partner", "price": 70}, "discount").rules}
    passed = seen["tiers-2"]
    assert passed is not None and "row 2 of tiers also applies, but row 1 comes first under hit policy F" == passed.text


# ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_caret_stands_where_the_cell_has_the_fault() -> None:
    text = f'tier,with,{ENDS}partner,"roles: approver, powr: high; stance: enmy","visit, vist",50,A,\n'
    assert [
        ("unknown-attribute", "powr"), ("unknown-value", "enmy"), ("unknown-strategy", "vist"), ("blank-cell", ""),
    ] == told(text)  # fmt: skip


TOKENS = [
    "F | ", "X |", "tier", "price", "some: stance", "with", "count", "recommend", "priority", "because.en",
    "because.zh", "conclude:weak", "hold", "until.en", "effective.from", "visit", "50", ">= 50", "[50..",
    "roles: user; {", "partner", '"', '""', ",", ",", ",", ";", "\n", "\n", "-", "{tier}", "\x07", "客户形态", ":", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_whatever_stands_in_a_table_reading_it_never_fails(text: str) -> None:
    with written({"rulebook.yaml": BOOK, "t.csv": text}) as folder:
        book, findings = read_rulebook(folder)
        assert (book is None) == bool(findings)
        for each in findings:
            assert each.render("en") and each.render("zh")
