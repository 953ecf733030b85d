"""What a rep reads: questions that have no words, and two things that go by one name."""

from stratagem.analysis import check
from stratagem.rulebook import Rulebook, Sort
from tests.small_rulebook import good, rule, rules


def found(book: Rulebook, kind: str) -> list[tuple[str, str]]:
    return [(each.subject.sort.value, each.subject.id) for each in check(book, kinds=(kind,)).findings]


def test_a_question_needs_words_when_a_rule_asks_it() -> None:
    book = good(rules(rule("a", ask="[stage, tier, stance]"), rule("b", ask="stage")))
    assert [("fact", "stage"), ("attribute", "stance")] == found(book, "ask-without-question")
    (stage, _) = check(book, kinds=("ask-without-question",)).findings
    assert ("a", "b") == stage.named(Sort.RULE)
    assert "stage is asked for by a, b and has no question: a rep would read its label alone" == stage.cause()


def test_an_id_of_both_an_account_and_a_person_is_asked_of_the_account() -> None:
    spoken = "  stance: {kind: flag, label: {en: Their stance, zh: 对方立场}, ask: {en: For us?, zh: 支持吗？}}\n"
    book = good(rules(rule("a", ask="stance")).replace("stakeholder:\n", spoken + "stakeholder:\n"))
    assert [] == found(book, "ask-without-question")


def labelled(visit: str, spy: str) -> Rulebook:
    text = rules(rule(recommend="visit"))
    return good(text.replace("visit: {en: Executive visit", f"visit: {{en: {visit}").replace("Develop a spy", spy))


def test_two_strategies_with_one_label_cannot_be_told_apart() -> None:
    assert [] == found(labelled("Visit", "Spy"), "same-label")
    book = labelled("Visit", "VISIT ")
    assert [("strategy", "develop_spy")] == found(book, "same-label")
    (finding,) = check(book, kinds=("same-label",)).findings
    assert ("develop_spy", "visit") == finding.named(Sort.STRATEGY)
    assert 'develop_spy and visit are both called "VISIT"' == finding.cause()


def test_a_warning_may_be_called_like_a_strategy() -> None:
    assert [] == found(labelled("One thread", "Spy"), "same-label")
