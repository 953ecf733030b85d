"""The built-in rulebook's cases and features see everything and let hardly a slip pass; what was reached stays."""

from functools import cache

from stratagem.analysis import MutantKind, coverage, mutate
from stratagem.testing.suite import SuiteRun, read_suite, run_suite


@cache
def tried() -> SuiteRun:
    suite, faults = read_suite()
    assert faults == ()
    return run_suite(suite)


def test_every_case_and_every_scenario_holds() -> None:
    assert [str(failure) for failure in tried().failures] == []


def test_every_rule_has_fired_and_every_test_has_said_all_that_it_can_say() -> None:
    seen = coverage(tried())

    assert [each.rule.id for each in seen.never_fired] == []
    assert [(rule.rule.id, str(test.place), test.missing) for rule, test in seen.never_seen] == []


def test_every_slip_in_a_condition_an_effect_or_a_conclusion_is_noticed_and_98_percent_of_all() -> None:
    report = mutate(tried())
    may_pass = {MutantKind.PRIORITY, MutantKind.PEOPLE}

    passed = [(each.mutant.rule.id, each.mutant.edit.told(), each.mutant.kind) for each in report.unnoticed]
    assert [each for each in passed if each[2] not in may_pass] == []
    assert report.score >= 98.0, passed
    assert report.untried == ()
