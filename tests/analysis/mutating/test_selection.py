"""A mutant is tried against few tests only, and comes to the same as if it had been tried against all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stratagem.advisor import Advisor
from stratagem.analysis import Mutant, mutate
from stratagem.analysis.mutating.mutants import mutated
from stratagem.authoring.cases import Case
from stratagem.testing.cases import Promises
from stratagem.testing.scenarios import run as play
from stratagem.testing.suite import Library, SuiteRun, read_suite, run_suite
from tests.small_rulebook import rule, rules, written

BOOK = rules(
    rule("first", 60, "{tier: partner}", recommend="visit", with_="{roles: approver}", through="{stance: ally}"),
    rule("second", 50, "{price: '>= 50'}", recommend="[visit, discount]"),
    rule(
        "third", 55, "{quiet: yes}", hold="{strategy: discount, until: {en: later, zh: 以后}}", warn="late", ask="tier"
    ),
    rule("fourth", 40, "{stakeholders: {some: {stance: ally}}}", conclude="{weak: yes}", emphasise="{en: kind, zh: b}"),
    rule("fifth", 45, "{weak: yes}", avoid="visit", ask="stance", with_="{unit: it}"),
    rule("sixth", 30, "{weak: yes}", veto="develop_spy", warn="[late, one_thread]"),
)
CASES = """\
cases:
  - {case: one, rule: fifth, kind: hit, given: {weak: yes, tier: partner}, fires: yes, advice: {first: visit}}
  - {case: two, rule: sixth, kind: hit, given: {weak: yes}, fires: yes, facts: {weak: yes}, advice: {warns: late}}
  - {case: three, rule: second, kind: boundary, given: {price: 50}, fires: yes}
"""
FEATURE = """\
Feature: Everything that a feature can see
  Background:
    Given the account "Rail"
    And the facts:
      | tier  | partner |
      | price | 60      |
      | quiet | yes     |
    And the people:
      | name | roles    | stance | unit |
      | Ann  | approver | ally   | it   |
      | Bea  | user     |        | it   |
      | Cat  | user     |        | hr   |
    When advice is asked for

  Scenario: Rules behind the winner are seen
    Then "visit" is recommended because of rule "second"
    And "visit" is recommended with a caution by rule "fifth"
  Scenario: People are seen
    Then "visit" is recommended to "Ann" through "Ann"
  Scenario: Priorities are seen
    Then "visit" is recommended with priority 60
  Scenario: Who keeps out is seen
    Then "discount" is held by rule "third"
    And "develop_spy" is vetoed by rule "sixth"
  Scenario: Questions and whom they concern are seen
    Then it asks first for "tier, stance"
    And it asks for "stance" about "Bea"
  Scenario: Who warns is seen
    Then it warns of "late" because "Because"
    And the only warnings are "late, one_thread"
  Scenario: Conclusions and emphasis are seen
    Then the fact "weak" is "yes" because of rule "fourth"
    And it emphasises "kind"
"""


@pytest.fixture(scope="module")
def suite() -> Iterator[SuiteRun]:
    with written({"a/rulebook.yaml": BOOK, "a/a.cases.yaml": CASES, "a/a.feature": FEATURE}) as folder:
        run = run_suite(read_suite(folder / "a")[0])
        assert [str(failure) for failure in run.failures] == []
        yield run


def noticed(suite: SuiteRun, mutant: Mutant, folder: Path) -> bool:
    """Whether any case or any scenario at all fails with the mutant."""
    book = mutated(suite.suite.rulebook, mutant)
    advisor, promises = Advisor(book), Promises(book)
    library = Library(folder, lambda: advisor)
    return not all(
        promises.keeps(each.test, each.profiles[0])
        if isinstance(each.test, Case)
        else play(each.test, library, folder) is None
        for each in suite.tried
    )


def test_what_is_left_out_could_not_have_noticed(suite: SuiteRun) -> None:
    report = mutate(suite)
    quick = [(each.mutant.rule.id, each.mutant.edit.told(), each.noticed_by is not None) for each in report.verdicts]
    thorough = [
        (each.mutant.rule.id, each.mutant.edit.told(), noticed(suite, each.mutant, suite.suite.path))
        for each in report.verdicts
    ]

    assert thorough == quick
    assert len({seen for _, _, seen in quick}) == 2
