"""Files of cases: what is read, what is passed over, and how each fault is told to its author."""

from datetime import date

import pytest

from stratagem.authoring import read_rulebook
from stratagem.authoring.cases import Case, CaseKind, Promised, read_cases
from stratagem.diagnostics import Diagnostic
from tests.small_rulebook import HEAD, SMALL, covered, good, written

RULEBOOK = good(SMALL)

FULL = """\
# What the partner rule promises.
cases:
  - case: a partner is
      visited
    rule: go-and-see
    kind: boundary
    given:
      客户形态: 战略伙伴型
      price: 70%
      cares: [cost, 适合]
      met: 2026-11-01
      note:
      stakeholders:
        - {姓名: Chief engineer, roles: [拍板人], stance: ally}
    as_of: 2026-11-23
    fires: 是
    advice:
      recommends: visit
      holds: [develop_spy]
      avoids: [discount]
      vetoes: [discount]
      warns: [one_thread, late]
      asks: [tier, power]
      first: visit
      order: [visit, develop_spy]
      leaves_out: discount
      priority: {visit: 80}
      decides: {visit: go-and-see}
      with: {visit: [Chief engineer], develop_spy: []}
      through: {visit: Chief engineer}
      says: {visit: "bring him: {with}"}
      until: {discount: never}
      asks_first: [power]
      asks_about: {power: Chief engineer}
      emphasises: [be kind]
    facts: {Weak: no, strong: unknown, tier: 战略伙伴型}
"""


def read(text: str | bytes) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    with written({"small.cases.yaml": text}) as folder:
        return read_cases(folder / "small.cases.yaml", RULEBOOK)


def case(**lines: str) -> str:
    """One case of which only these lines are out of the ordinary; a line of "-" is left out."""
    usual = {"case": "it fires", "rule": "go-and-see", "kind": "hit", "given": "{tier: partner}", "fires": "yes"}
    said = [f"{key}: {value}" for key, value in (usual | lines).items() if value != "-"]
    return "cases:\n  - " + "\n    ".join(said) + "\n"


def told(text: str | bytes) -> list[tuple[str, str]]:
    return [(fault.code, covered(fault)) for fault in read(text)[1]]


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_says_everything_by_ids() -> None:
    (only,), faults = read(FULL)

    assert faults == ()
    assert only == Case(
        sentence="a partner is visited",
        rule="go-and-see",
        kind=CaseKind.BOUNDARY,
        given={
            "tier": "partner",
            "price": 70,
            "cares": frozenset({"cost", "fit"}),
            "met": date(2026, 11, 1),
            "note": None,
            "stakeholders": ({"name": "Chief engineer", "roles": frozenset({"approver"}), "stance": "ally"},),
        },
        fires=True,
        as_of=date(2026, 11, 23),
        advice=Promised(
            recommends=("visit",),
            holds=("develop_spy",),
            avoids=("discount",),
            vetoes=("discount",),
            warns=("one_thread", "late"),
            asks=("tier", "power"),
            first="visit",
            order=("visit", "develop_spy"),
            leaves_out=("discount",),
            priority=(("visit", 80),),
            decides=(("visit", "go-and-see"),),
            see=(("visit", ("Chief engineer",)), ("develop_spy", ())),
            through=(("visit", ("Chief engineer",)),),
            says=(("visit", "bring him: {with}"),),
            until=(("discount", "never"),),
            asks_first=("power",),
            asks_about=(("power", ("Chief engineer",)),),
            emphasises=("be kind",),
        ),
        facts=(("weak", False), ("strong", None), ("tier", "partner")),
    )


def test_a_case_knows_where_its_sentence_stands() -> None:
    (only,), _ = read(FULL)

    assert only.span is not None
    assert (only.span.source.name.rpartition("/")[2], only.span.line, only.span.column) == ("small.cases.yaml", 3, 11)


def test_people_not_given_and_nobody_there_are_two_things() -> None:
    (silent,), _ = read(case(given="{}"))
    (nobody,), _ = read(case(given="{stakeholders: []}"))

    assert (silent.given, nobody.given) == ({}, {"stakeholders": ()})


@pytest.mark.parametrize(("kind", "fires"), [("miss", "no"), ("boundary", "no"), ("missing", "yes"), ("missing", "no")])
def test_a_case_may_promise_that_its_rule_is_silent(kind: str, fires: str) -> None:
    (only,), faults = read(case(kind=kind, fires=fires))

    assert (only.kind, only.fires, faults) == (CaseKind(kind), fires == "yes", ())


def test_a_file_may_hold_no_cases_yet() -> None:
    assert read("cases: []") == ((), ())


def test_a_faulty_case_does_not_hide_a_good_one() -> None:
    (only,), faults = read(case(case="this one is wrong", rule="go-nowhere") + case().removeprefix("cases:\n"))

    assert (only.sentence, [fault.code for fault in faults]) == ("it fires", ["unknown-rule"])


def test_a_rulebook_passes_over_cases_wherever_they_stand() -> None:
    files: dict[str, str | bytes] = {
        "rulebook.yaml": HEAD,
        "all.yaml": SMALL.removeprefix(HEAD),
        "rules/partner.cases.yaml": "cases: [not read: here",
        "top.cases.yaml": b"\xff",
    }
    with written(files) as folder:
        rulebook, faults = read_rulebook(folder)

    assert faults == ()
    assert rulebook is not None
    assert rulebook.hash == RULEBOOK.hash


# ── What is wrong with it ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (case(rule="go-and-sea"), [("unknown-rule", "go-and-sea")]),
        (case(kind="hitt"), [("unknown-case-kind", "hitt")]),
        (case(fires="no"), [("case-contradiction", "no")]),
        (case(kind="miss"), [("case-contradiction", "yes")]),
        (case(fires="perhaps"), [("wrong-kind", "perhaps")]),
        (case(as_of="next week"), [("wrong-kind", "next week")]),
        (case(case="-"), [("missing-key", "r")]),
        (case(kind="-", fires="-"), [("missing-key", "c"), ("missing-key", "c")]),
        (case(given="{teir: partner}"), [("unknown-fact", "teir")]),
        (case(given="{tier: partnr}"), [("unknown-value", "partnr")]),
        (case(given="{stakeholders: [{name: Mr Li, stance: alli}]}"), [("unknown-value", "alli")]),
        (case(given="{stakeholders: [{stance: ally}]}"), [("missing-name", "{")]),
        (case(given="partner"), [("account-not-a-mapping", "partner")]),
        (case(advice="{recommends: [visti]}"), [("unknown-strategy", "visti")]),
        (case(advice="{first: visti}"), [("unknown-strategy", "visti")]),
        (case(advice="{first: [visit]}"), [("not-a-word", "[")]),
        (case(advice="{warns: [lat]}"), [("unknown-warning", "lat")]),
        (case(advice="{asks: [powr]}"), [("unknown-fact", "powr")]),
        (case(advice="{suggests: [visit]}"), [("unknown-key", "suggests")]),
        (case(advice="visit"), [("not-a-mapping", "visit")]),
        (case(facts="{week: yes}"), [("unknown-fact", "week")]),
        (case(facts="{weak: perhaps}"), [("wrong-kind", "perhaps")]),
        (case(facts="{weak: }"), [("empty-test", "}")]),
        (case(expects="nothing"), [("unknown-key", "expects")]),
        (case() + case().removeprefix("cases:\n"), [("case-said-twice", "it fires")]),
        ("cases: visit", [("not-a-list", "visit")]),
        ("cases:\n  - visit", [("not-a-mapping", "visit")]),
        ("rules: []", [("unknown-key", "rules"), ("missing-key", "r")]),
        ("cases: [", [("syntax", "")]),
    ],
)
def test_every_fault_is_told_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("# nothing yet\n", "empty-file"),
        ("cases: []\n---\ncases: []\n", "several-documents"),
        (b"cases: \xff", "invalid-utf8"),
    ],
)
def test_a_file_that_holds_no_cases_is_told_as_a_whole(text: str | bytes, code: str) -> None:
    cases, faults = read(text)

    assert (cases, [fault.code for fault in faults]) == ((), [code])


def test_several_faults_are_told_at_once_in_the_order_of_the_text() -> None:
    text = case(rule="go", kind="near", given="{tier: gold}", advice="{first: fly}", facts="{strong: maybe}")

    assert [code for code, _ in told(text)] == [
        "unknown-rule",
        "unknown-case-kind",
        "unknown-value",
        "unknown-strategy",
        "wrong-kind",
    ]


RENDERED = {
    "unknown-rule": (
        case(rule="go-and-sea"),
        """\
small.cases.yaml:3:11: unknown-rule: "go-and-sea" is not a rule of this rulebook
  3 |     rule: go-and-sea
    |           ^^^^^^^^^^
help: did you mean "go-and-see"?""",
        """\
small.cases.yaml:3:11: unknown-rule: “go-and-sea”不是本规则库的规则
  3 |     rule: go-and-sea
    |           ^^^^^^^^^^
建议：是不是想写“go-and-see”？""",
    ),
    "unknown-case-kind": (
        case(kind="near"),
        """\
small.cases.yaml:4:11: unknown-case-kind: "near" is not a kind of case
  4 |     kind: near
    |           ^^^^
help: allowed here: hit, miss, boundary, missing""",
        """\
small.cases.yaml:4:11: unknown-case-kind: “near”不是案例的种类
  4 |     kind: near
    |           ^^^^
建议：这里可以写：hit, miss, boundary, missing""",
    ),
    "case-said-twice": (
        case() + case().removeprefix("cases:\n"),
        """\
small.cases.yaml:7:11: case-said-twice: this sentence already names the case at small.cases.yaml:2:11
  7 |   - case: it fires
    |           ^^^^^^^^
help: say what is different in this one""",
        """\
small.cases.yaml:7:11: case-said-twice: small.cases.yaml:2:11 的案例已经用了这个句子
  7 |   - case: it fires
    |           ^^^^^^^^
建议：请写出这个案例有什么不同""",
    ),
    "case-contradiction": (
        case(fires="no"),
        """\
small.cases.yaml:6:12: case-contradiction: a hit says the opposite of this
  6 |     fires: no
    |            ^^
help: a hit fires, a miss does not; a boundary or a missing fact may do either""",
        """\
small.cases.yaml:6:12: case-contradiction: 与 hit 的含义相反
  6 |     fires: no
    |            ^^
建议：hit 会触发，miss 不会触发；boundary 和 missing 两者皆可""",
    ),
}


@pytest.mark.parametrize("code", RENDERED)
def test_faults_of_their_own_teach_in_both_languages(
    code: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, english, chinese = RENDERED[code]
    folder = tmp_path_factory.mktemp("cases")
    monkeypatch.chdir(folder)
    path = folder / "small.cases.yaml"
    path.write_text(text, encoding="utf-8")

    _, (fault,) = read_cases(path.relative_to(folder), RULEBOOK)

    assert (fault.render("en"), fault.render("zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("promised", "fault"),
    [
        ("{order: [visit, vist]}", ("unknown-strategy", "vist")),
        ("{priority: {visit: often}}", ("bad-priority", "often")),
        ("{priority: {visit: 101}}", ("bad-priority", "101")),
        ("{priority: 80}", ("not-a-mapping", "80")),
        ("{decides: {visit: go-and-sea}}", ("unknown-rule", "go-and-sea")),
        ("{with: {vist: Li}}", ("unknown-strategy", "vist")),
        ("{with: {visit: {name: Li}}}", ("not-a-word", "{")),
        ("{through: [visit]}", ("not-a-mapping", "[")),
        ("{until: {visit: [a, b]}}", ("not-a-word", "[")),
        ("{asks_first: colour}", ("unknown-fact", "colour")),
        ("{asks_about: {tier: Li}}", ("unknown-attribute", "tier")),
        ("{emphasise: kindness}", ("unknown-key", "emphasise")),
    ],
)
def test_a_promise_about_advice_that_cannot_be_meant_is_told(promised: str, fault: tuple[str, str]) -> None:
    assert told(case(advice=promised)) == [fault]
