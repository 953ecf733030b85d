"""On rulebooks drawn by chance: every account that a check shows does what its finding says, and all can be said."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from stratagem.advisor import Advisor
from stratagem.analysis import Finding, check
from stratagem.analysis.checking.gaps import possible_profile
from stratagem.deciding.strata import settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook, Sort
from tests.parity.generators import rulebook


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_every_account_shows_its_finding(seed: int) -> None:
    book = rulebook(Random(seed))
    report = check(book, profile=possible_profile(book)[:2])
    assert () == report.undecided
    for finding in report.findings:
        for lang in ("en", "zh"):
            assert finding.cause(lang)
            assert finding.remedy(lang)
        if finding.witness is not None:
            shows(book, finding)


def shows(book: Rulebook, finding: Finding) -> None:
    assert finding.witness is not None
    advisor, as_of = Advisor(book), finding.witness.as_of
    advice = advisor.advise(finding.witness.account, as_of=as_of)
    account = advisor.account_model.model_validate(dict(finding.witness.account))
    settled = settle(book, profile_of(account, book, as_of), ReferenceMatcher(book))
    true = {
        each.id for each in book.rules if each.when.truth(settled.situation) is True and each.in_force(as_of) is True
    }
    fired = {each.id for each in settled.fired}
    names = [each.strategy for each in advice.recommendations]
    subject, rules = finding.subject.id, finding.named(Sort.RULE)
    match finding.kind:
        case "overlapping-rows" | "differing-rows":
            assert set(rules) <= true
        case "masked-row":
            assert subject in true - fired
            assert fired & set(rules)
        case "table-gap":
            (table,) = [each for each in book.tables if each.id == subject]
            assert {False} == {book.rule[row].when.truth(settled.situation) for row in table.rules}
        case "profile-gap":
            assert [] == names
        case "conflicting-conclusions" | "only-a-voice":
            assert set(rules) <= fired
        case "always-kept-out":
            assert subject in fired
            assert not set(finding.named(Sort.STRATEGY)) & set(names)
        case "never-first":
            assert names.index(subject) > 0
        case "pointless-objection":
            assert subject in fired
        case "order-decides":
            assert subject in names[1:]
        case other:
            raise AssertionError(f"what does the account of {other} show?")
