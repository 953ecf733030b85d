"""A slip is noticed when a case or a feature fails because of it, and is listed when none does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stratagem.analysis import MutantKind, MutationReport, mutate
from stratagem.testing.suite import SuiteRun, read_suite, run_suite
from tests.small_rulebook import rule, rules, written

BOOK = rules(
    rule("go", 50, "{tier: partner, price: '>= 50'}", recommend="visit"),
    rule("calm", 40, "{quiet: yes}", recommend="discount", with_="{roles: approver}"),
)
CASES = """\
cases:
  - case: a dear partner is visited
    rule: go
    kind: hit
    given: {tier: partner, price: 50}
    fires: yes
    advice: {recommends: visit}
  - case: a cheap partner is not
    rule: go
    kind: boundary
    given: {tier: partner, price: 49}
    fires: no
  - case: in the quiet period we give a discount
    rule: calm
    kind: hit
    given: {quiet: yes}
    fires: yes
"""
FEATURE = """\
Feature: Quiet periods
  Scenario: Both at once
    Given the account "Rail"
    And the facts:
      | tier  | partner |
      | price | 60      |
      | quiet | yes     |
    When advice is asked for
    Then the first strategies are "visit, discount"
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with written({"book/rulebook.yaml": BOOK, "book/book.cases.yaml": CASES}) as folder:
        yield folder / "book"


def run(folder: Path) -> SuiteRun:
    return run_suite(read_suite(folder)[0])


def edits(report: MutationReport, *kinds: MutantKind) -> list[str]:
    return [each.mutant.edit.told() for each in report.unnoticed if not kinds or each.mutant.kind in kinds]


def test_what_a_case_notices_is_not_listed_and_what_none_notices_is(folder: Path) -> None:
    report = mutate(run(folder), rules=["go"])

    assert edits(report) == [
        "without tier: partner",
        "tier: partner → [partner, transactional]",
        "priority: 50 → 39, below calm (40)",
    ]
    assert {each.mutant.edit.told(): each.noticed_by for each in report.noticed}["price: >= 50 → >= 49"] == (
        "a cheap partner is not"
    )


def test_a_feature_notices_as_well_as_a_case(folder: Path) -> None:
    (folder / "quiet.feature").write_text(FEATURE)
    report = mutate(run(folder))

    assert "priority: 50 → 39, below calm (40)" not in edits(report)
    assert {each.noticed_by for each in report.noticed if each.mutant.kind is MutantKind.PRIORITY} == {"Both at once"}


def test_an_effect_that_nobody_promises_may_be_anything(folder: Path) -> None:
    report = mutate(run(folder), rules=["calm"])

    assert edits(report, MutantKind.EFFECT) == [
        "without recommend: discount",
        "recommend: discount → avoid: discount",
        "recommend: discount → recommend: visit",
    ]


def test_the_score_is_the_share_that_was_noticed(folder: Path) -> None:
    report = mutate(run(folder))

    assert report.counted == len(report.verdicts) == len(report.noticed) + len(report.unnoticed)
    assert report.score == pytest.approx(100 * len(report.noticed) / report.counted)
    assert sum(of for _, of in report.by_kind().values()) == report.counted


def test_several_processes_say_the_same_as_one(folder: Path) -> None:
    (folder / "quiet.feature").write_text(FEATURE)
    suite = run(folder)

    def verdicts(report: MutationReport) -> list[tuple[str, str | None]]:
        return [(each.mutant.edit.told(), each.noticed_by) for each in report.verdicts]

    cases_alone = run_suite(read_suite(folder, only="cases")[0])

    assert verdicts(mutate(suite, jobs=2)) == verdicts(mutate(suite))
    assert verdicts(mutate(cases_alone, jobs=2)) == verdicts(mutate(cases_alone)) != verdicts(mutate(suite))


def test_what_the_time_does_not_suffice_for_is_said(folder: Path) -> None:
    answers = iter([False, True])
    report = mutate(run(folder), out_of_time=lambda: next(answers))

    assert {each.mutant.rule.id for each in report.verdicts} == {"go"}
    assert report.untried == ("calm",)


def test_whoever_waits_is_told_rule_by_rule(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    mutate(run(folder), told=lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]


def test_where_something_fails_already_no_slip_is_tried(folder: Path) -> None:
    (folder / "book.cases.yaml").write_text(CASES.replace("price: 50}", "price: 40}"))

    with pytest.raises(ValueError, match="every case and scenario holds"):
        mutate(run(folder))
