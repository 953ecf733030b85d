"""The check as a whole: kinds, order, what is chosen, and what the time did not suffice for."""

import pytest

from stratagem.analysis import KINDS, check
from stratagem.analysis.checking.finding import Finding
from stratagem.diagnostics.checks import CHECKS
from stratagem.rulebook import Sort, Thing
from tests.small_rulebook import SMALL, good


def test_every_kind_has_sentences_and_every_sentence_a_kind() -> None:
    assert list(CHECKS) == list(KINDS)


def test_kinds_have_a_title_in_both_languages() -> None:
    assert {("en", "zh")} == {tuple(lang for lang, _ in kind.title.by_language) for kind in KINDS.values()}


def test_findings_stand_in_the_order_of_the_text() -> None:
    report = check(good(SMALL))
    places = [(finding.place.line, finding.place.column) for finding in report.findings if finding.place]  # type: ignore[union-attr]
    assert len(places) > 2
    assert sorted(places) == places


def test_only_what_is_asked_for_is_looked_for() -> None:
    report = check(good(SMALL), kinds=("unused-fact",))
    assert ("unused-fact",) == report.kinds
    assert {"unused-fact"} == {finding.kind for finding in report.findings}


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-kind"):
        check(good(SMALL), kinds=("no-such-kind",))


def test_a_finding_says_what_it_is_about_in_both_languages() -> None:
    finding = next(each for each in check(good(SMALL)).findings if each.subject.id == "invited")
    assert isinstance(finding, Finding)
    assert Thing(Sort.FACT, "invited") == finding.subject
    assert ("invited",) == finding.named(Sort.FACT)
    assert "no rule, selector or text uses invited: what is said of it changes nothing" == finding.cause()
    assert "没有规则、人选条件或文字用到 invited：填了也不影响建议" == finding.cause("zh")
