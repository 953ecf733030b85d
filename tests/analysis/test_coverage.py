"""What a suite has seen of each rule is read off the accounts that it asked about, test by test."""

from collections.abc import Mapping

from stratagem.advisor import Advisor
from stratagem.analysis import Coverage, coverage
from stratagem.analysis.coverage import coverage_of
from stratagem.analysis.mutating import writing
from stratagem.condition import Truth
from stratagem.matching.profile import profile_of
from stratagem.testing.suite import read_suite, run_suite
from tests.small_rulebook import advisor, rule, rules, written


def seen(of: Advisor, *accounts: Mapping[str, object]) -> Coverage:
    profiles = [profile_of(of.read_account(account), of.rulebook, None) for account in accounts]
    return coverage_of(of.rulebook, profiles)


def outcomes(coverage: Coverage) -> dict[str, set[Truth]]:
    """What each test said, and never said in spite of being able to."""
    return {writing.line(test.test): set(test.missing) for rule in coverage.rules for test in rule.tests}


ONE = advisor(rule("go", 50, "{tier: partner, quiet: no}", recommend="visit"))


def test_a_rule_that_no_account_fires_is_named() -> None:
    assert [each.rule.id for each in seen(ONE, {"tier": "transactional"}).never_fired] == ["go"]
    assert seen(ONE, {"tier": "partner"}).never_fired == ()


def test_each_test_must_be_seen_true_false_and_unknown() -> None:
    assert outcomes(seen(ONE, {"tier": "partner"})) == {"tier: partner": {False, None}, "quiet: no": {False}}
    assert outcomes(seen(ONE, {"tier": "partner"}, {"quiet": True}, {"tier": "value_added"})) == {
        "tier: partner": set(),
        "quiet: no": set(),
    }


def test_a_fact_with_a_default_is_never_unknown_and_known_never_either() -> None:
    of = advisor(rule("go", 50, "{quiet: unknown, tier: known}", recommend="visit"))
    possible = {writing.line(test.test): test.possible for test in seen(of).rules[0].tests}

    assert possible == {"quiet: unknown": {False}, "tier: known": {True, False}}


def test_what_a_test_can_never_say_is_not_missed() -> None:
    of = advisor(rule("go", 50, "{stakeholders: {count: {is: '>= 0'}}, price: '<= 100'}", recommend="visit"))
    possible = [test.possible for test in seen(of).rules[0].tests]

    assert possible == [{True, None}, {True, None}]


def test_what_is_asked_of_a_person_is_seen_person_by_person() -> None:
    of = advisor(rule("go", 50, "{stakeholders: {some: {stance: ally, any: [{unit: it}]}}}", recommend="visit"))
    people = [{"name": "Li", "stance": "ally"}, {"name": "Wu", "unit": "hr"}]
    coverage = seen(of, {"stakeholders": people})

    assert outcomes(coverage) == {
        "stakeholders: {some: {stance: ally, any: [{unit: it}]}}": {True, False},
        "stance: ally": {False},
        "unit: it": {True},
    }
    assert [test.of_people for test in coverage.rules[0].tests] == [False, True, True]


def test_percent_counts_rules_and_outcomes() -> None:
    nothing, all_ = seen(ONE), seen(ONE, {"tier": "partner"}, {"quiet": True}, {"tier": "value_added"})

    assert (nothing.percent, nothing.seen, nothing.possible, nothing.fired) == (0.0, 0, 5, 0)
    assert (all_.percent, all_.seen, all_.fired) == (100.0, 5, 1)


def test_a_gap_has_the_line_of_its_test() -> None:
    of = advisor(rule("go", 50, "\n      tier: partner\n      quiet: no", recommend="visit"))
    places = [(test.place.line if test.place else None) for test in seen(of).rules[0].tests]

    assert places[1] == (places[0] or 0) + 1


def test_a_suite_covers_the_rules_that_it_stands_beside() -> None:
    cases = "cases:\n  - {case: it goes, rule: go, kind: hit, given: {tier: partner}, fires: yes}\n"
    files = {"a/book.yaml": rules(rule("go", 50, "{tier: partner}", recommend="visit")), "a/book.cases.yaml": cases}
    with written(files) as folder:
        covered = coverage(run_suite(read_suite(folder / "a" / "book.yaml")[0]))

    assert outcomes(covered) == {"tier: partner": {False, None}}
    assert covered.never_fired == ()
