"""Witnesses and proofs: exact, whatever accounts are thought of."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratagem import Advisor
from stratagem.analysis.diff import ASPECTS, compare, prove
from stratagem.rulebook import DecisionTable, HitPolicy
from tests.analysis.diff.revisions import revision_of
from tests.analysis.diff.test_attribution import answer
from tests.parity.generators import Size, profile
from tests.small_rulebook import good, rule, rules

TINY = Size(facts=3, attributes=2, rules=5, depth=2, parts=2)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, max_examples=25)
def test_no_account_contradicts_a_proof_and_every_witness_shows_what_it_claims(seed: int) -> None:
    case, old, new = revision_of(seed, TINY, most=2)
    proofs = prove(compare(old, new))
    same = {proof.aspect for proof in proofs.together if proof.verdict == "same"}
    rng = Random(seed)
    for _ in range(40):
        account = profile(rng, old)
        before, after = answer(old, account), answer(new, account)
        assert [] == [aspect for aspect in same if before[aspect] != after[aspect]]
    for proof in proofs.together:
        if proof.shown is not None:
            assert proof.shown.before.of(proof.aspect) != proof.shown.after.of(proof.aspect)
        assert (proof.verdict == "differs") is (proof.shown is not None)
    assert case is not None


def test_a_witness_is_advised_otherwise_by_the_whole_engine() -> None:
    spy = rule("spy", 70, recommend="develop_spy")
    old = good(rules(rule("visit-them", 80, "{tier: partner}", recommend="visit"), spy))
    new = good(rules(rule("visit-them", 60, "{tier: partner}", recommend="visit"), spy))
    (first, *_) = prove(compare(old, new)).together
    assert first.shown is not None
    firsts = [
        Advisor(book).advise(first.shown.account, as_of=first.shown.as_of).recommendations[0].strategy
        for book in (old, new)
    ]
    assert ["visit", "develop_spy"] == firsts


def test_each_edit_is_decided_alone() -> None:
    one, other = rule("one", 80, "{tier: partner}", recommend="visit"), rule("two", 70, recommend="develop_spy")
    old = good(rules(one, other))
    new = good(rules(one.replace("80", "60"), other.replace("70", "71")))
    proofs = prove(compare(old, new))
    assert [("one", True), ("two", False)] == [(each.edit.thing.id, each.shown is not None) for each in proofs.alone]
    assert {"same"} == {proof.verdict for proof in proofs.alone[1].proofs}
    assert not proofs.same


def test_what_the_time_does_not_suffice_for_is_undecided() -> None:
    old = good(rules(rule("one", 80, recommend="visit"), rule("two", 70, recommend="develop_spy")))
    new = good(rules(rule("one", 60, recommend="visit"), rule("two", 71, recommend="develop_spy")))
    proofs = prove(compare(old, new), out_of_time=lambda: True)
    assert {"undecided"} == {proof.verdict for each in proofs.alone for proof in each.proofs}
    assert not proofs.same


@pytest.mark.parametrize("change", [("84", "84"), ("A partnership is decided at the top.", "It is.")])
def test_without_an_edit_that_can_matter_equality_needs_no_solver(change: tuple[str, str]) -> None:
    text = rules(rule("one", 84, because='{en: "A partnership is decided at the top.", zh: 上面定}', recommend="visit"))
    proofs = prove(compare(good(text), good(text.replace(*change))))
    assert (True, (), len(ASPECTS)) == (proofs.same, proofs.alone, len(proofs.together))


def test_a_table_made_of_rules_that_never_meet_is_proven_to_change_nothing() -> None:
    rows = [rule(f"tiers-{at}", when=f"{{tier: {tier}}}", conclude=f"{{strong: {value}}}")
            for at, (tier, value) in enumerate((("partner", "yes"), ("transactional", "no")), start=2)]  # fmt: skip
    old = good(rules(*rows, rule("visit", when="{strong: yes}", recommend="visit")))
    apart = replace(old, tables=(DecisionTable("tiers", HitPolicy.UNIQUE, ("tiers-2", "tiers-3")),))
    assert prove(compare(old, apart)).same
    together = good(rules(*(row.replace("{tier: transactional}", "{invited: yes}") for row in rows),
                          rule("visit", when="{strong: no}", recommend="visit")))  # fmt: skip
    first = replace(together, rules=tuple(replace(each, priority=41 + at) for at, each in enumerate(together.rules)))
    found = prove(compare(first, replace(first, tables=apart.tables)))
    assert not found.same
