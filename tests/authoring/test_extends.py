"""A company's own rulebook on top of another: what it adds, replaces and drops."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.authoring import read_rulebook
from stratagem.diagnostics import Diagnostic
from stratagem.rulebook import Rulebook
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, covered, rule, written

WEAPONS = """\
weapons: {call: {label: {en: Call, zh: 电话}}, dinner: {label: {en: Dinner, zh: 饭局}}}
plays:
  - {strategy: visit, weapon: dinner, label: {en: V, zh: 访}, steps: [{en: S, zh: 步}]}
  - {strategy: [visit, discount], weapon: call, label: {en: B, zh: 都}, steps: [{en: S, zh: 步}]}
  - {strategy: discount, weapon: call, label: {en: D, zh: 折}, steps: [{en: S, zh: 步}]}
scripts:
  - {fact: note, size: 1, touch: 1, open: &t {en: O, zh: 开}, device: praise, say: *t, deepen: *t, close: *t}
"""
TABLE = """\
F | tier,price,recommend,priority,because.en,because.zh
partner,>= 50,visit,60,A,甲
partner,-,discount,50,B,乙
value_added,-,visit,40,C,丙
"""
BASE = {
    "base/rulebook.yaml": HEAD + FACTS + STRATEGIES + WEAPONS,
    "base/a.yaml": "rules:\n"
    + rule("first", recommend="visit")
    + rule("second", when="{tier: partner}", avoid="visit"),
    "base/tiers.csv": TABLE,
    "base/z.yaml": "rules:\n" + rule("last", when="{quiet: yes}", warn="late"),
}
MINE = "rulebook: mine\nversion: 2.0.0\ntitle: {en: Mine, zh: 我的}\nextends: ../base\n"


def read(files: Mapping[str, str], mine: str = MINE) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    with written({**BASE, "mine/rulebook.yaml": mine, **files}) as folder:
        return read_rulebook(folder / "mine")


def good(files: Mapping[str, str] | None = None, mine: str = MINE) -> Rulebook:
    rulebook, findings = read(files or {}, mine)
    assert () == findings
    assert rulebook is not None
    return rulebook


def told(files: Mapping[str, str], mine: str = MINE) -> list[tuple[str, str]]:
    return [(each.code, covered(each)) for each in read(files, mine)[1]]


def ids(rulebook: Rulebook) -> list[str]:
    return [each.id for each in rulebook.rules]


ALL = ["first", "second", "tiers-1", "tiers-2", "tiers-3", "last"]


def test_without_a_word_of_its_own_it_is_the_base_under_another_name() -> None:
    mine = good()
    with written(BASE) as folder:
        base, _ = read_rulebook(folder / "base")
    assert base is not None
    assert ("mine", "2.0.0", ("en", "zh"), ("power", "weight")) == (
        mine.name, mine.version, mine.languages, mine.rank_people_by,
    )  # fmt: skip
    assert (base.rules, base.tables, base.vocabulary, base.plays) == (
        mine.rules, mine.tables, mine.vocabulary, mine.plays,
    )  # fmt: skip
    assert base.hash != mine.hash


def test_new_things_come_after_those_of_the_base() -> None:
    mine = good(
        {
            "mine/a.yaml": "facts: {big: {kind: flag}}\nstrategies: {call: {en: Call, zh: 致电}}\n"
            "rules:\n" + rule("mine", when="{big: yes}", recommend="call")
        }
    )
    assert [*ALL, "mine"] == ids(mine)
    assert ("big", "call") == (mine.vocabulary.facts[-1].id, mine.strategies[-1].id)


def test_a_replaced_thing_keeps_its_place_and_the_base_is_read_against_it() -> None:
    mine = good(
        {
            "mine/a.yaml": "facts: {price: {kind: number, range: [0, 1000]}}\n"
            "strategies: {visit: {en: See them, zh: 去见}}\nwarnings: {late: {en: Late, zh: 晚了}}\n"
            "rules:\n" + rule("second", priority=77, recommend="discount") + rule("tiers-2", priority=5, warn="late")
        }
    )
    assert ALL == ids(mine)
    assert (77, 5) == (mine.rule["second"].priority, mine.rule["tiers-2"].priority)
    assert ("See them", 1000) == (mine.strategy["visit"].label.in_language("en"), mine.vocabulary.fact["price"].high)
    assert 0 == mine.order["first"]
    assert ["visit", "develop_spy", "discount"] == [each.id for each in mine.strategies]
    assert ("tiers-1", "tiers-2", "tiers-3") == mine.tables[0].rules, "a replaced row is still a row"


def test_a_table_of_the_same_name_takes_the_place_of_the_table() -> None:
    mine = good({"mine/sub/tiers.csv": TABLE.replace("F | ", "").rpartition("value_added")[0]})
    assert ["first", "second", "tiers-1", "tiers-2", "last"] == ids(mine)
    assert [("C", ("tiers-1", "tiers-2"))] == [(each.policy.value, each.rules) for each in mine.tables]


def test_a_row_that_is_called_like_a_rule_replaces_it_in_its_own_table() -> None:
    table = "id,recommend,priority,because.en,because.zh\nfirst,visit,9,A,甲\nnew,visit,8,B,乙\n"
    mine = good({"mine/own.csv": table})
    assert [*ALL[1:], "first", "new"] == ids(mine)
    assert ("first", "new") == mine.tables[1].rules


@pytest.mark.parametrize(
    ("drop", "left"),
    [
        ("[first]", ALL[1:]),
        ("first", ALL[1:]),
        ("{rules: [first, last]}", ALL[1:-1]),
        ("[tiers-2]", [*ALL[:3], "tiers-3", "last"]),
        ("[tiers]", ["first", "second", "last"]),
        ("{tables: tiers, rules: [last]}", ["first", "second"]),
    ],
)
def test_rules_rows_and_tables_can_be_dropped(drop: str, left: list[str]) -> None:
    mine = good(mine=MINE + f"drop: {drop}\n")
    assert left == ids(mine)
    assert [each for each in left if each.startswith("tiers")] == [row for table in mine.tables for row in table.rules]


def test_what_is_dropped_may_be_added_anew() -> None:
    mine = good({"mine/a.yaml": "rules:\n" + rule("first", priority=3, warn="late")}, MINE + "drop: [first]\n")
    assert [*ALL[1:], "first"] == ids(mine)


def test_plays_go_with_their_strategy_and_scripts_with_their_fact() -> None:
    dropped = MINE + "drop: [discount, note, tiers-2]\n"
    mine = good(mine=dropped)
    assert [("visit", "V"), ("visit", "B")] == [(each.strategy, each.label.in_language("en")) for each in mine.plays]
    assert () == mine.scripts
    without_dinner = good(mine=MINE + "drop: [dinner]\n")
    assert ["B", "B", "D"] == [each.label.in_language("en") for each in without_dinner.plays]


def test_a_play_for_the_same_strategy_and_weapon_replaces_the_one_of_the_base() -> None:
    play = "plays: [{strategy: visit, weapon: dinner, label: {en: Mine, zh: 我}, steps: [{en: S, zh: 步}]}]\n"
    assert "Mine" == good({"mine/a.yaml": play}).plays[0].label.in_language("en")


def test_what_others_need_cannot_be_dropped_alone() -> None:
    assert [("dropped-but-needed", "visit"), ("dropped-but-needed", "tier")] == told({}, MINE + "drop: [visit, tier]\n")
    (finding,) = read({}, MINE + "drop: [late]\n")[1]
    assert {"name": "late", "places": "z.yaml:7"} == finding.details


def test_a_value_that_a_replaced_fact_lacks_is_told_where_it_is_asked_for() -> None:
    assert [("unknown-value", "partner")] * 3 == told(
        {"mine/a.yaml": "facts: {tier: {kind: choice, values: [value_added, transactional]}}\n"}
    )


def test_what_is_dropped_twice_or_never_was_there_is_told() -> None:
    assert [("unknown-drop", "frist")] == told({}, MINE + "drop: [frist]\n")
    twice = {"mine/sub.yaml": "", "mine/a.yaml": "rules: []\n"}
    del twice["mine/sub.yaml"]
    assert [("unknown-drop", "mine")] == told(
        {**twice, "mine/b.yaml": "rules:\n" + rule("mine", warn="late")}, MINE + "drop: [mine]\n"
    ), "only what stands in the base can be dropped"


def test_ids_are_still_unique_within_each_rulebook() -> None:
    assert [("duplicate-id", "new")] == told(
        {"mine/a.yaml": "rules:\n" + rule("new", warn="late") + rule("new", warn="late")}
    )
    assert [("duplicate-id", "first")] == told(
        {"mine/a.yaml": "rules:\n" + rule("first", warn="late") + rule("first", warn="late")}
    )


def test_rulebooks_may_be_chained() -> None:
    files = {
        "middle/rulebook.yaml": "rulebook: middle\nversion: 1\ntitle: {en: M, zh: 中}\nextends: ../base\ndrop: [last]\n"
        "rules:\n" + rule("middle", warn="late") + rule("first", priority=20, warn="late"),
        "mine/a.yaml": "rules:\n" + rule("middle", priority=30, warn="late"),
    }
    mine = good(files, MINE.replace("../base", "../middle") + "drop: [second]\n")
    assert ["first", "tiers-1", "tiers-2", "tiers-3", "middle"] == ids(mine)
    assert (20, 30) == (mine.rule["first"].priority, mine.rule["middle"].priority)


def test_a_circle_of_rulebooks_is_told() -> None:
    files = {"base/rulebook.yaml": BASE["base/rulebook.yaml"] + "extends: ../mine\n"}
    assert [("extends-circle", "../mine")] == told(files)


def test_faults_of_the_base_are_told_with_their_place() -> None:
    files = {"base/a.yaml": "rules:\n" + rule("first", when="{teir: x}", recommend="visit")}
    assert [("unknown-fact", "teir")] == told(files)


@pytest.mark.parametrize(
    ("languages", "codes"),
    [("[en, zh]", []), ("[zh, en]", []), ("[en]", ["languages-differ"]), ("[en, zh, de]", ["languages-differ"])],
)
def test_the_languages_are_those_of_the_base(languages: str, codes: list[str]) -> None:
    mine = MINE + f"languages: {languages}\n"
    assert codes == [code for code, _ in told({}, mine)]


def test_the_first_language_may_be_another() -> None:
    assert ("zh", "en") == good(mine=MINE + "languages: [zh, en]\n").languages


def test_the_built_in_rulebook_goes_by_its_name() -> None:
    with written(
        {"rulebook.yaml": MINE.replace("../base", "key-account") + "drop: [partner-team-selling]\n"}
    ) as folder:
        advisor = Advisor.load(folder)
    built_in = Advisor.load().rulebook
    assert len(built_in.rules) - 1 == len(advisor.rulebook.rules)
    assert built_in.tables == advisor.rulebook.tables
    assert "mine" == advisor.advise({"tier": "partner"}).rulebook.name


def test_a_rulebook_of_one_file_can_be_extended_and_extend() -> None:
    with written({"base.yaml": HEAD + FACTS + STRATEGIES, "mine.yaml": MINE.replace("../base", "base.yaml")}) as folder:
        rulebook, findings = read_rulebook(folder / "mine.yaml")
    assert () == findings and rulebook is not None and "visit" in rulebook.strategy


def test_what_the_base_accepts_is_known_to_be_inherited() -> None:
    accepts = "accept: {unused-fact: Kept for later}\n"
    files = {
        "base/rulebook.yaml": BASE["base/rulebook.yaml"] + accepts,
        "mine/a.yaml": "rules:\n" + rule("mine", warn="late", accept="{never-fires: Why}"),
    }
    assert [("unused-fact", "mine", True), ("never-fires", "mine", False)] == [
        (each.kind, each.of.id, each.inherited) for each in good(files).accepted
    ]


def test_the_example_of_a_company_adds_replaces_and_drops() -> None:
    example = Path(__file__).parents[2] / "examples" / "my-company"
    mine, base = Advisor.load(example).rulebook, Advisor.load().rulebook
    assert {"contract-serves-the-order"} == mine.rule.keys() - base.rule.keys()
    assert {"partner-team-selling"} == base.rule.keys() - mine.rule.keys()
    both = base.rule.keys() & mine.rule.keys()
    assert ["partner-executive-visit"] == [id_ for id_ in both if base.rule[id_] != mine.rule[id_]]
