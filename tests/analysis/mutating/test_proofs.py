"""What the solver proves of slips is true of every account, and what it cannot prove is not claimed."""

import sys
from dataclasses import replace

import pytest

from stratagem.analysis import Mutant, MutantKind, mutate
from stratagem.analysis.mutating.edits import said
from stratagem.analysis.mutating.mutants import mutants_of
from stratagem.analysis.mutating.priorities import Bond
from stratagem.analysis.mutating.proofs import Proofs
from stratagem.condition import Any
from stratagem.rulebook import DecisionTable, HitPolicy
from stratagem.testing.suite import read_suite, run_suite
from tests.small_rulebook import good, rule, rules, written

ORDER = Bond("order", ("visit", "discount"))


def equivalent(when: str) -> list[str]:
    book = good(rules(rule("go", 50, when, recommend="visit")))
    mutants = list(mutants_of(book))
    return [mutants[at].edit.told() for at in sorted(Proofs(book).equivalent(mutants))]


def test_a_slip_that_changes_the_rule_for_no_account_is_proved() -> None:
    assert equivalent("{cares: cost, not: {cares: fit}}") == ["cares: cost → [cost, fit]"]
    assert "stage: <= criteria → <= evaluation" in equivalent("{stage: '<= criteria', not: {stage: evaluation}}")


def test_a_slip_that_some_account_can_tell_is_not() -> None:
    assert equivalent("{tier: partner, stakeholders: {some: {stance: ally}}}") == []


def test_a_row_that_a_row_before_it_hides_changes_nothing() -> None:
    rows = good(rules(rule("one", 50, "{tier: partner}", warn="late"), rule("two", 50, "{quiet: no}", warn="late")))
    table = replace(rows, tables=(DecisionTable("t", HitPolicy.UNIQUE, ("one", "two")),))
    two = rows.rule["two"]
    also_one = replace(two, when=Any((two.when, rows.rule["one"].when)))
    mutant = Mutant(MutantKind.VALUE, two, also_one, said("notice structure"), said("notice structure"))

    assert Proofs(table).equivalent([mutant]) == {0}
    assert Proofs(rows).equivalent([mutant]) == set()


def test_rules_that_no_account_fires_together_never_meet() -> None:
    book = good(
        rules(
            rule("one", 50, "{weak: yes}", recommend="visit"),
            rule("two", 60, "{tier: partner}", recommend="discount"),
            rule("weak-if-cheap", 70, "{tier: transactional}", conclude="{weak: yes}"),
            rule("three", 80, "{quiet: no}", recommend="discount"),
        )
    )
    given = Proofs(book).never_meet(book.rule["one"], book.rule["two"], ORDER)
    hidden = Proofs(book).never_meet(book.rule["three"], book.rule["two"], ORDER)

    assert given is False  # a caller may say that a partner is weak
    assert hidden is True  # where both fire, only the stronger one speaks for the discount


def test_a_rule_that_another_always_outvoices_is_no_neighbour() -> None:
    book = good(
        rules(
            rule("one", 50, "{tier: partner}", recommend="visit"),
            rule("two", 60, "{tier: partner, quiet: no}", recommend="discount"),
            rule("louder", 70, "{tier: partner}", recommend="discount"),
        )
    )

    assert Proofs(book).never_meet(book.rule["one"], book.rule["two"], ORDER)
    assert not Proofs(book).never_meet(book.rule["one"], book.rule["louder"], ORDER)


def test_what_nobody_could_notice_does_not_count() -> None:
    text = rules(rule("go", 50, "{stage: '<= criteria', not: {stage: evaluation}}", warn="late"))
    cases = (
        "cases:\n  - {case: it warns, rule: go, kind: hit, given: {stage: need}, fires: yes, advice: {warns: late}}\n"
    )
    with written({"a/book.yaml": text, "a/book.cases.yaml": cases}) as folder:
        report = mutate(run_suite(read_suite(folder / "a" / "book.yaml")[0]))

    equal = [each.mutant.edit.told() for each in report.verdicts if each.equivalent]
    assert "stage: <= criteria → <= evaluation" in equal
    assert report.counted == len(report.verdicts) - len(equal)
    assert report.by_kind()[MutantKind.RULE] == (1, 1)


def test_without_a_solver_nothing_is_proved_and_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    text = rules(rule("go", 50, "{stage: '<= criteria', not: {stage: evaluation}}", warn="late"))
    with written({"a/book.yaml": text, "a/book.cases.yaml": "cases: []\n"}) as folder:
        report = mutate(run_suite(read_suite(folder / "a" / "book.yaml")[0]))

    assert report.proved is False
    assert report.unnoticed == report.verdicts
