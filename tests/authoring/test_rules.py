"""`rules`, `strategies` and `warnings` blocks."""

from datetime import date

import pytest

from stratagem.condition import All, Among, FactTest
from stratagem.rulebook import Hold, Rule
from stratagem.wording import Text
from tests.small_rulebook import FACTS, HEAD, RULE, SMALL, STRATEGIES, covered, good, read, rule, rules, told


def only(text: str) -> Rule:
    return good(rules(text)).rules[0]


def faults(text: str) -> list[tuple[str, str]]:
    return told(rules(text))


def test_a_rule_keeps_everything_that_its_author_wrote() -> None:
    text = """\
  - id: everything-at-once
    title: {en: Everything, zh: 全部}
    when: {tier: partner}
    priority: 84
    recommend: [visit, develop_spy, visit]
    avoid: discount
    hold: {strategy: [develop_spy, discount], until: {en: "Until {stage}", zh: "直到{stage}"}}
    veto: discount
    warn: [one_thread]
    ask: [stage, stance]
    conclude: {weak: yes, strong: 否}
    emphasise: {en: "  Say
        this ", zh: 这样说}
    with: [{roles: approver}, {power: high, stance: ally}]
    through: {roles: user}
    missing: {en: Nobody, zh: 没有人}
    say: {en: "Meet {with} by {through}", zh: "由{through}引见{with}"}
    because: {en: "{tier} and { price }", zh: "{price}与{tier}"}
    source: "deck: page 3"
    owner: sales-ops
    effective: {from: 2026-01-01, until: 2026/12/31}
"""
    found = only(text)
    assert (
        "everything-at-once",
        84,
        "deck: page 3",
        "sales-ops",
    ) == (found.id, found.priority, found.source, found.owner)
    assert (("visit", "develop_spy"), ("discount",), ("discount",)) == (found.recommend, found.avoid, found.veto)
    until = Text((("en", "Until {stage}"), ("zh", "直到{stage}")))
    assert (Hold(("develop_spy", "discount"), until),) == found.hold
    assert (("one_thread",), ("stage", "stance")) == (found.warn, found.ask)
    assert (("weak", True), ("strong", False)) == found.conclude
    assert Text((("en", "Say this"), ("zh", "这样说"))) == found.emphasise
    high, ally = FactTest("power", Among(("high",))), FactTest("stance", Among(("ally",)))
    assert (FactTest("roles", Among(("approver",))), All((high, ally))) == found.see
    assert (FactTest("roles", Among(("user",))),) == found.through
    assert (date(2026, 1, 1), date(2026, 12, 31)) == (found.effective_from, found.effective_until)
    assert found.span is not None
    assert "everything-at-once" == found.span.source.line(found.span.line)[found.span.column - 1 :]


def test_several_holds_may_stand_in_a_list() -> None:
    first, second = "{strategy: visit, until: {en: A, zh: 甲}}", "{strategy: discount, until: {en: B, zh: 乙}}"
    assert [("visit",), ("discount",)] == [hold.strategies for hold in only(rule(hold=f"[{first}, {second}]")).hold]


@pytest.mark.parametrize(("written", "priority"), [("1", 1), ("100", 100), ("'7'", 7)])
def test_a_priority_is_a_whole_number_from_1_to_100(written: str, priority: int) -> None:
    assert priority == only(RULE.removeprefix("rules:\n").replace("80", written)).priority


@pytest.mark.parametrize("written", ["0", "101", "-5", "80.0", "high", "８0", "1e2", "'8 0'"])
def test_any_other_priority_is_refused(written: str) -> None:
    assert [("bad-priority", written)] == faults(RULE.removeprefix("rules:\n").replace("80", written))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("recommend: executive_visit", ("unknown-strategy", "executive_visit")),
        ("recommend: [visit, vist]", ("unknown-strategy", "vist")),
        ('recommend: "executive visit"', ("unknown-strategy", '"executive visit"')),
        ("recommend: {visit: yes}", ("not-a-word", "{")),
        ("recommend: [[visit]]", ("not-a-word", "[")),
        ("recommend:", ("empty-effect", "recommend")),
        ("recommend: []", ("empty-effect", "recommend")),
        ("conclude: {}", ("empty-effect", "conclude")),
        ("hold: []", ("empty-effect", "hold")),
        ("recommend: visit\n    avoid:", ("empty-effect", "avoid")),
        ("recommend: visit\n    conclude: {}", ("empty-effect", "conclude")),
        ("avoid: vist", ("unknown-strategy", "vist")),
        ("veto: vist", ("unknown-strategy", "vist")),
        ("hold: visit", ("not-a-mapping", "visit")),
        ("hold: {strategy: visit}", ("missing-key", "{")),
        ("hold: {strategy: vist, until: {en: A, zh: 甲}}", ("unknown-strategy", "vist")),
        ("hold: {strategy: visit, until: {en: A}}", ("missing-translation", "{")),
        ("hold: {strategy: visit, untill: {en: A, zh: 甲}}", ("unknown-key", "untill")),
        ("warn: one_thred", ("unknown-warning", "one_thred")),
        ("ask: teir", ("unknown-fact", "teir")),
        ("ask: Customer tier", ("unknown-fact", "Customer tier")),
        ("conclude: {weka: yes}", ("unknown-fact", "weka")),
        ("conclude: {tier: partner}", ("not-concluded", "tier")),
        ("conclude: {weak: maybe}", ("wrong-kind", "maybe")),
        ("conclude: {weak: }", ("empty-test", "weak")),
        ("conclude: weak", ("not-a-mapping", "weak")),
        ("emphasise: {en: A}", ("missing-translation", "{")),
        ("emphasise: Say this", ("missing-translation", "Say this")),
        ("recommend: visit\n    with: approver", ("not-a-mapping", "approver")),
        ("recommend: visit\n    with: {}", ("empty-condition", "{")),
        ("recommend: visit\n    with: {tier: partner}", ("unknown-attribute", "tier")),
        ("recommend: visit\n    say: {en: '{wiht}', zh: '{wiht}'}", ("unknown-placeholder", "{wiht}")),
        ("recommend: visit\n    effective: 2026-01-01", ("not-a-mapping", "2026-01-01")),
        ("recommend: visit\n    effective: {from: 2026-13-01}", ("wrong-kind", "2026-13-01")),
        ("recommend: visit\n    effective: {from: 2026-02-01, until: 2026-01-01}", ("dates-reversed", "{")),
        ("recommend: visit\n    effective: {since: 2026-01-01}", ("unknown-key", "since")),
        ("reccomend: visit", ("unknown-key", "reccomend")),
        ("emphasize: {en: A, zh: 甲}", ("unknown-key", "emphasize")),
        ("recommend: visit\n    colour: red", ("unknown-key", "colour")),
        ("recommend: visit\n    priority: 70", ("duplicate-key", "priority")),
        ("source: nothing happens", ("no-effect", "i")),
    ],
)
def test_each_fault_of_a_rule_is_told_once_at_its_place(lines: str, expected: tuple[str, str]) -> None:
    assert [expected] == faults(f"{rule()}    {lines}\n")


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("id: go-and-see\n    ", "", ("missing-key", "t")),
        ("id: go-and-see", "id: go_and_see", ("bad-id", "go_and_see")),
        ("id: go-and-see", "id: Go", ("bad-id", "Go")),
        ("id: go-and-see", "id: [a]", ("not-a-word", "[")),
        ("{en: Go and see, zh: 去拜访}", "{en: Go and see}", ("missing-translation", "{")),
        ("{en: Go and see, zh: 去拜访}", "{en: Go and see, zh: ' '}", ("missing-translation", "{")),
        ("{en: Go and see, zh: 去拜访}", "Go and see", ("missing-translation", "Go and see")),
        ("{en: Go and see, zh: 去拜访}", "{en: Go and see, zh：去拜访}", ("missing-colon", "zh：去拜访")),
        ("{en: Go and see, zh: 去拜访}", "{en: Go and see, cn: 去拜访}", ("unknown-language", "cn")),
        ('zh: "他们是{tier}"', "zh: 他们", ("placeholder-mismatch", "{")),
        ("because", "becuase", ("unknown-key", "becuase")),
        ("priority: 80\n    ", "", ("missing-key", "i")),
        ("because: {en", "becauze: {en", ("unknown-key", "becauze")),
        ("They are {tier}", "They are {Tier}", ("placeholder-mismatch", "{")),
    ],
)
def test_each_fault_of_what_every_rule_needs_is_told_once(was: str, now: str, expected: tuple[str, str]) -> None:
    assert was in RULE
    assert [expected] == told(SMALL.replace(was, now))


def test_every_fault_of_a_rule_is_told_even_when_it_lacks_what_it_needs() -> None:
    text = (
        SMALL.replace("    priority: 80\n", "")
        .replace("tier: partner", "teir: partner")
        .replace("recommend: visit", "warn: lat")
    )
    assert [("missing-key", "i"), ("unknown-fact", "teir"), ("unknown-warning", "lat")] == told(text)


def test_a_misplaced_label_is_answered_with_the_id() -> None:
    remedies = [
        finding.remedy()
        for text in (
            rule(recommend="高层拜访"),
            rule(warn="Too late"),
            rule(ask="客户形态"),
            rule(conclude="{薄弱: yes}"),
        )
        for finding in read(rules(text))[1]
    ]
    expected = ["visit", "late", "tier", "weak"]
    assert [f'did you mean "{id_}"?' for id_ in expected] == remedies


def test_a_placeholder_is_pointed_at_itself() -> None:
    text = rule(recommend="visit", because='{en: "So {teir}", zh: "是{teir}"}')
    (finding,) = read(rules(text))[1]
    assert (
        "unknown-placeholder",
        "{teir}",
        'did you mean "tier"?',
    ) == (finding.code, covered(finding), finding.remedy())


def test_two_rules_with_one_id_name_the_place_of_the_first() -> None:
    (finding,) = read(rules(rule("same", warn="late"), rule("same", warn="late")))[1]
    assert ("duplicate-id", "same") == (finding.code, covered(finding))
    assert finding.details["first"].endswith(f"book.yaml:{rules().count(chr(10)) + 1}:9")


def test_strategies_and_warnings_keep_label_about_and_order() -> None:
    book = good(SMALL)
    assert ["visit", "develop_spy", "discount"] == [strategy.id for strategy in book.strategies]
    about = book.strategy["discount"].about
    assert about is not None
    assert "降价。" == about.in_language("zh")
    assert ["one_thread", "late"] == [warning.id for warning in book.warnings]


@pytest.mark.parametrize("declaration", ["quick_call: ", "quick_call: {}", "quick_call: {about: {en: New, zh: 新}}"])
def test_a_strategy_without_a_label_goes_by_its_id(declaration: str) -> None:
    book = good(SMALL.replace("warnings:\n", f"  {declaration}\nwarnings:\n"))
    assert (("en", "quick call"), ("zh", "quick call")) == book.strategy["quick_call"].label.by_language


def test_strategies_may_stand_in_a_list() -> None:
    listed = "strategies:\n  - visit\n  - {id: develop_spy, label: {en: Find a spy, zh: 找线人}}\n  - discount\n"
    book = good(SMALL.replace(STRATEGIES, listed))
    assert ["visit", "Find a spy", "discount"] == [each.label.in_language("en") for each in book.strategies]


def test_a_rule_without_a_title_goes_by_its_id_and_one_without_a_reason_gives_its_title() -> None:
    without = {
        key: "".join(line for line in RULE.splitlines(keepends=True) if f"{key}:" not in line)
        for key in ("title", "because")
    }
    untitled = good(SMALL.replace(RULE, without["title"])).rules[0]
    assert "go and see" == untitled.title.in_language("zh")
    unreasoned = good(SMALL.replace(RULE, without["because"])).rules[0]
    assert "去拜访" == unreasoned.because.in_language("zh")


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("new: {en: New}", ("missing-translation", "{")),
        ("new: {label: {en: New}}", ("missing-translation", "{")),
        ("new: {lable: {en: New, zh: 新}}", ("unknown-key", "lable")),
        ("new: New", ("missing-translation", "New")),
        ("New one: {en: New, zh: 新}", ("bad-id", "New one")),
        ("visit: {en: New, zh: 新}", ("duplicate-key", "visit")),
    ],
)
def test_each_fault_of_a_strategy_is_told_once(declaration: str, expected: tuple[str, str]) -> None:
    found = told(SMALL.replace("warnings:\n", f"  {declaration}\nwarnings:\n"))
    assert [expected[0]] == [code for code, _ in found]
    assert found[0][1].startswith(expected[1])


def test_rules_must_be_a_list() -> None:
    assert [("not-a-list", "g")] == told(SMALL.replace("  - id: go-and-see", "  go-and-see:"))
    assert [("not-a-mapping", "visit")] == told(HEAD + FACTS + STRATEGIES + "rules: [visit]\n")


def test_concluded_facts_that_need_each_other_are_a_circle() -> None:
    bystander = rule("bystander", when="{invited: yes}", conclude="{weak: yes, strong: yes}")
    first = rule("first", when="{weak: yes}", conclude="{strong: yes}")
    second = rule("second", when="{any: [{tier: partner}, {strong: unknown}]}", conclude="{weak: yes}")
    (finding,) = read(rules(bystander, first, second))[1]
    assert ("circle", "weak → strong → weak") == (finding.code, finding.details["circle"])
    assert "first" == finding.details["name"] == covered(finding)
    assert ["circle"] == [code for code, _ in told(rules(rule("self", when="{weak: yes}", conclude="{weak: no}")))]
