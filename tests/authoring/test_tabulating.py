"""Rules out to a table and in again: nothing is lost, and the same rules give the same bytes."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.authoring.additions import read_additions, read_table
from stratagem.authoring.guides import columns_of, title_of_offers
from stratagem.authoring.spelling import Spelling
from stratagem.authoring.tabulating import Tabulated, as_written, grid_of, tabulate
from stratagem.authoring.unary import read_test
from stratagem.authoring.writing import UnwritableError, rules_yaml
from stratagem.condition import FactTest
from stratagem.diagnostics import Findings, Source
from stratagem.rulebook import DecisionTable, HitPolicy, Hold, Rule, Rulebook, circle_of
from stratagem.sheets import read_grid
from stratagem.sheets.separated import cells_of
from stratagem.sheets.workbooks import cells_of as cells_of_workbook
from stratagem.sheets.writing import csv_text, workbook_bytes
from stratagem.wording import Text
from tests.parity import generators
from tests.small_rulebook import good, rule, rules

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
BOOK = good(rules(rule("one", when="{tier: partner}", recommend="visit")))
KEY_ACCOUNT = Advisor.load().rulebook


def as_csv(table: Tabulated) -> str:
    return csv_text((table.headings, *table.rows))


def as_workbook(table: Tabulated, book: Rulebook, lang: str | None = None) -> bytes:
    columns = columns_of(table, book, lang or book.languages[0], lang)
    return workbook_bytes(table.id, columns, table.rows, title_of_offers("en"))


def again(table: Tabulated, book: Rulebook, lang: str | None = None) -> list[tuple[Rule, ...]]:
    """The rules that come back from a CSV file and from a workbook."""
    findings = Findings()
    grids = (
        cells_of(Source("t.csv", as_csv(table).removeprefix("\ufeff")), findings),
        cells_of_workbook(as_workbook(table, book, lang), "t.xlsx", findings),
    )
    assert [] == list(findings)
    read = [read_table(grid, book, table.id) for grid in grids if grid is not None]
    assert [(), ()] == [faults for _, faults in read]
    assert [(table.policy, table.rules)] * 2 == [(added.table.policy, added.table.rules) for added, _ in read]
    return [added.rules for added, _ in read]


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_the_rules_of_the_key_account_method_come_back_as_they_were(lang: str | None) -> None:
    table, findings = tabulate(KEY_ACCOUNT, KEY_ACCOUNT.rules, "all", lang=lang)
    expected = tuple(KEY_ACCOUNT.rule[id_] for id_ in table.rules)
    assert len(KEY_ACCOUNT.rules) == len(expected) + len(findings)
    assert len(expected) > 80
    assert [expected, expected] == again(table, KEY_ACCOUNT, lang)


def test_every_rule_of_the_key_account_method_comes_back_from_yaml() -> None:
    text = rules_yaml(KEY_ACCOUNT.rules, KEY_ACCOUNT, KEY_ACCOUNT.accepted)
    read, findings = read_additions(Source("rules.yaml", text), replace(KEY_ACCOUNT, rules=()))
    assert ((), KEY_ACCOUNT.rules) == (findings, read)


SENTENCES = st.text(st.sampled_from("ab ,;:\"'=+-@{}[]()|\n客户"), max_size=12).map(lambda text: " ".join(text.split()))
LISTED = st.lists(st.sampled_from(["visit", "develop_spy", "discount"]), unique=True, max_size=3).map(tuple)


@st.composite
def drawn_rules(draw: st.DrawFn) -> list[Rule]:
    """Rules over the small vocabulary, with any texts and any conditions that a program can build."""
    rng = draw(st.randoms(use_true_random=False))

    def text() -> Text:
        return Text((("en", draw(SENTENCES) or "x"), ("zh", draw(SENTENCES) or "x")))

    made = []
    for at in range(draw(st.integers(1, 4))):
        built = generators.rule(rng, f"t-{at + 1}", BOOK.vocabulary, generators.Size(depth=2, parts=2))
        holds = draw(LISTED)
        made.append(
            replace(
                built,
                title=text(),
                because=text(),
                recommend=draw(LISTED),
                avoid=draw(LISTED),
                hold=(Hold(holds, text()),) if holds else (),
                say=draw(st.none() | st.builds(text)),
                source=draw(SENTENCES),
                see=tuple(
                    generators.condition(rng, BOOK.vocabulary.attributes, (), generators.SMALL, 1)
                    for _ in range(draw(st.integers(0, 2)))
                ),
            )
        )
    return made


@given(drawn_rules(), st.sampled_from(HitPolicy), st.sampled_from([None, "en", "zh"]))
@settings(UNHURRIED, max_examples=100)
def test_whatever_becomes_a_row_comes_back_and_the_rest_is_told(
    made: list[Rule], policy: HitPolicy, lang: str | None
) -> None:
    # Rows that wait for each other are refused, as rules and as rows.
    assume(circle_of(made, [DecisionTable("t", policy, tuple(each.id for each in made))]) is None)
    table, findings = tabulate(BOOK, made, "t", policy, lang)
    told = {each.details["name"] for each in findings}
    assert {each.id for each in made} == told ^ set(table.rules)
    if table.rows:
        kept = tuple(each for each in made if each.id in table.rules)
        assert [kept, kept] == again(table, BOOK, lang)


@given(drawn_rules())
@settings(UNHURRIED, max_examples=60)
def test_rules_in_yaml_come_back_unless_no_text_says_them(made: list[Rule]) -> None:
    for each in made:
        plain = replace(each, recommend=each.recommend or ("visit",))
        try:
            text = rules_yaml([plain], BOOK)
        except UnwritableError:
            continue
        assert (plain,) == read_additions(Source("t.yaml", text), replace(BOOK, rules=()))[0]


@given(st.integers(0, 2**32 - 1))
@settings(UNHURRIED, max_examples=300)
def test_a_test_is_written_so_that_it_reads_the_same_or_not_at_all(seed: int) -> None:
    rng = Random(seed)
    fact = rng.choice(BOOK.vocabulary.facts)
    asked = FactTest(fact.id, generators.asked_of(rng, fact))
    for lang in (None, "en", "zh"):
        text = Spelling(BOOK.vocabulary, lang).test(fact, asked)
        assert text is None or asked == read_test(fact, text, None)


def test_a_table_written_read_and_written_again_is_the_same_to_the_byte() -> None:
    table, _ = tabulate(KEY_ACCOUNT, KEY_ACCOUNT.rules, "all")
    grid = cells_of(Source("all.csv", as_csv(table).removeprefix("\ufeff")), Findings())
    assert grid is not None
    added, _ = read_table(grid, KEY_ACCOUNT)
    assert as_csv(table) == as_csv(as_written(grid, KEY_ACCOUNT, added))
    rewritten, _ = tabulate(replace(KEY_ACCOUNT, rules=added.rules), added.rules, "all")
    assert as_csv(table) == as_csv(rewritten)
    assert as_workbook(table, KEY_ACCOUNT) == as_workbook(rewritten, KEY_ACCOUNT)


def test_an_authors_own_words_stay_on_the_way_through_a_workbook(tmp_path: Path) -> None:
    headings = "F | 客户形态,price,amount,recommend,priority,because.en,because.zh\n"
    text = headings + '战略伙伴型,[50..100),-,高层拜访,50,"A, b",甲\n'
    grid = cells_of(Source("tiers.csv", text), Findings())
    assert grid is not None
    table = as_written(grid, BOOK, read_table(grid, BOOK)[0])
    (tmp_path / "tiers.xlsx").write_bytes(as_workbook(table, BOOK))
    back, faults = read_grid(tmp_path / "tiers.xlsx")
    assert back is not None and () == faults
    assert "\ufeff" + text.replace('"[50..100)"', "[50..100)") == as_csv(
        as_written(back, BOOK, read_table(back, BOOK)[0])
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (rule("r", when="{any: [{tier: partner}, {price: 5}]}", recommend="visit"), "row-too-rich"),
        (rule("r", when="{not: {tier: partner, price: 5}}", recommend="visit"), "row-too-rich"),
        (rule("r", when='{all: [{price: ">= 5"}, {price: "< 9"}]}', recommend="visit"), "row-asks-twice"),
        (
            rule(
                "r",
                hold="[{strategy: visit, until: {en: A, zh: 甲}}, {strategy: discount, until: {en: B, zh: 乙}}]",
            ),
            "row-holds-twice",
        ),
        (rule("r", recommend="visit", accept="{redundant-rule: {one: Because}}"), "row-accepts-one-thing"),
        (rule("r", recommend="visit", because='{en: "-", zh: "-"}'), "row-would-differ"),
    ],
)
def test_a_rule_that_no_row_can_say_is_told_with_its_reason(text: str, code: str) -> None:
    book = good(rules(text.replace("redundant-rule", "unused-fact")))
    table, findings = tabulate(book, book.rules, "t")
    assert ([code], ()) == ([each.code for each in findings], table.rows)
    for each in findings:
        assert each.render("en") and each.render("zh")


def test_a_rule_whose_conditions_stand_in_another_order_is_told() -> None:
    book = good(
        rules(
            rule("a", when="{tier: partner, price: 5}", recommend="visit"),
            rule("b", when="{price: 5, tier: partner}", recommend="visit"),
            rule("c", when="{price: 5}", recommend="visit"),
        )
    )
    table, findings = tabulate(book, book.rules, "t")
    assert (("a", "c"), [("row-out-of-order", "b")]) == (
        table.rules,
        [(each.code, each.details["name"]) for each in findings],
    )


def test_ids_that_follow_from_the_table_are_left_out() -> None:
    named, _ = tabulate(BOOK, BOOK.rules, "t")
    assert "id" == named.headings[0]
    numbered, _ = tabulate(BOOK, [replace(BOOK.rules[0], id="t-1")], "t", HitPolicy.FIRST)
    assert "F | title.en" == numbered.headings[0]


def test_dates_and_accepted_findings_have_their_columns() -> None:
    book = good(
        rules(
            rule("a", recommend="visit", effective="{from: 2026-01-01, until: 2026-02-01}", accept="{unused-fact: Why}")
        )
    )
    table, _ = tabulate(book, book.rules, "t")
    assert ["2026-01-01", "2026-02-01", "Why"] == [*table.rows[0][-3:]]
    (read, _) = again(table, book)
    assert (date(2026, 1, 1), date(2026, 2, 1)) == (read[0].effective_from, read[0].effective_until)


def test_a_grid_in_memory_reads_like_a_file() -> None:
    table, _ = tabulate(BOOK, BOOK.rules, "t")
    assert BOOK.rules == read_table(grid_of(table), BOOK)[0].rules
