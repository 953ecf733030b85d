"""An interview: the best question first, answers by number, word or "don't know", and nothing that was said is lost."""

from collections.abc import Iterator
from datetime import date

import pytest

from stratagem import AccountError, Advisor, Interview
from stratagem.interview import DONT_KNOW, Given, Place
from tests.small_rulebook import FACTS, HEAD, STRATEGIES, rule, written

RULES = "rules:\n" + "".join(
    (
        rule("partners-get-a-visit", 80, "{tier: partner}", recommend="visit"),
        rule("late-stage-discount", 70, "{stage: '>= criteria'}", recommend="discount"),
        rule("spy-with-an-ally", 60, "{stakeholders: {some: {stance: ally}}}", recommend="develop_spy"),
        rule("ask-for-the-amount", 50, ask="amount"),
        rule("both-or-nothing", 90, "{invited: yes, cares: fit}", avoid="visit"),
    )
)


@pytest.fixture(scope="module")
def advisor() -> Iterator[Advisor]:
    with written({"book.yaml": HEAD + FACTS + STRATEGIES + RULES}) as at:
        yield Advisor.load(at / "book.yaml")


@pytest.fixture
def interview(advisor: Advisor) -> Interview:
    return advisor.interview({"name": "Bakery", "stakeholders": []})


def asked(interview: Interview) -> tuple[str, int | None] | None:
    return (interview.question.fact, interview.question.person) if interview.question else None


def test_the_most_telling_question_comes_first(interview: Interview) -> None:
    ask = interview.question
    assert ask is not None
    assert ("stage", None, "Purchase stage", ["Need", "Criteria", "Evaluation"]) == (
        ask.fact, ask.person, ask.label, [each.label for each in ask.choices]
    )  # fmt: skip
    assert 2 / 3 == ask.worth


@pytest.mark.parametrize("answer", ["3", "evaluation", "Evaluation", "评估", " 3 "])
def test_an_answer_is_a_number_or_a_word(interview: Interview, answer: object) -> None:
    moved = interview.answer(answer)
    assert "evaluation" == interview.account.stage  # type: ignore[attr-defined]
    assert (Place("discount", "Discount", None, 1),) == moved.places
    assert moved.changed
    assert (Given("stage", None, "evaluation"),) == interview.said


@pytest.mark.parametrize("answer", ["", "?", "don't know", "不知道", "Unknown"])
def test_who_does_not_know_is_not_asked_again(interview: Interview, answer: str) -> None:
    first = asked(interview)
    moved = interview.answer(answer)
    assert (False, ()) == (moved.changed, interview.said)
    assert first != asked(interview)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("4", "no-such-answer"),
        ("0", "no-such-answer"),
        ("soon", "unknown-value"),
        ("1 2", "one-answer"),
        (True, "wrong-kind"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(interview: Interview, answer: object, code: str) -> None:
    before = asked(interview), interview.account
    with pytest.raises(AccountError) as refused:
        interview.answer(answer)
    assert [code] == [each.code for each in refused.value.diagnostics]
    assert before == (asked(interview), interview.account)


def test_facts_that_matter_only_together_are_asked(interview: Interview) -> None:
    interview.tell("tier", "partner")
    interview.tell("stage", "need")
    ask = interview.question
    assert ask is not None
    assert ("cares", True) == (ask.fact, ask.several)
    interview.answer("1, 2")
    assert frozenset({"cost", "fit"}) == interview.account.cares  # type: ignore[attr-defined]
    assert ("invited", None) == asked(interview)
    moved = interview.answer("yes")
    assert (Place("visit", "Executive visit", 1, None),) == moved.places


def test_a_number_means_itself_where_there_is_nothing_to_choose_from(interview: Interview) -> None:
    while asked(interview) != ("amount", None):
        interview.skip()
    interview.answer("2")
    assert 2 == interview.account.amount  # type: ignore[attr-defined]


def test_it_ends_when_nothing_can_change_any_more(advisor: Advisor) -> None:
    known = {"name": "B", "tier": "partner", "stage": "need", "invited": False, "stakeholders": []}
    interview = advisor.interview(known)
    assert (True, None) == (interview.settled, interview.question)
    with pytest.raises(ValueError, match="nothing is asked"):
        interview.answer("1")
    with pytest.raises(ValueError, match="nothing is asked"):
        interview.skip()


def test_people_can_be_added_and_asked_about(advisor: Advisor) -> None:
    interview = advisor.interview({"name": "B", "tier": "partner", "stage": "need", "invited": False})
    assert interview.wants_people
    interview.nobody()
    assert (False, True) == (interview.wants_people, interview.settled)
    interview.add_person("  Lin  ")
    assert ("stance", 0) == asked(interview)
    assert interview.question is not None
    assert "Lin" == interview.question.name
    moved = interview.answer("3")
    assert Place("develop_spy", "Develop a spy", None, 2) in moved.places
    interview.add_person("Ma")
    interview.tell("roles", ["user"], person=1)
    assert [("Lin", "ally", None), ("Ma", None, frozenset({"user"}))] == [
        (each.name, each.stance, each.roles)  # type: ignore[attr-defined]
        for each in interview.account.stakeholders or ()
    ]
    with pytest.raises(AccountError):
        interview.add_person("   ")
    with pytest.raises(IndexError):
        interview.tell("stance", "ally", person=7)


def test_what_was_said_can_be_taken_back(interview: Interview) -> None:
    before = interview.account, asked(interview)
    interview.answer("2")
    interview.add_person("Lin")
    assert 2 == len(interview.said)
    interview.back()
    moved = interview.back()
    assert moved is not None
    assert (Place("discount", "Discount", 1, None),) == moved.places
    assert before == (interview.account, asked(interview))
    assert interview.back() is None


def test_it_speaks_the_language_asked_for(advisor: Advisor) -> None:
    ask = advisor.interview({"stakeholders": []}, lang="zh").question
    assert ask is not None
    assert ("采购阶段", ["发现需求", "标准准备", "评估"]) == (ask.label, [each.label for each in ask.choices])
    with pytest.raises(ValueError, match="speaks en, zh"):
        advisor.interview({}, lang="fr")


def test_the_built_in_method_can_be_asked_to_the_end() -> None:
    """Whatever is answered, an interview ends, and what it knows in the end is what was said."""
    advisor = Advisor.load()
    interview = advisor.interview({"name": "Deal", "stakeholders": [{"name": "Lin"}]}, as_of=date(2026, 11, 23))
    for turn in range(120):
        ask = interview.question
        if ask is None:
            break
        interview.answer("?" if turn % 3 == 2 else ask.choices[turn % len(ask.choices)].label if ask.choices else "5")
    assert interview.question is None
    for given in interview.said:
        where = interview.account if given.person is None else (interview.account.stakeholders or ())[given.person]
        assert given.value == getattr(where, given.fact)


def test_dont_know_is_no_value_of_the_built_in_method() -> None:
    vocabulary = Advisor.load().rulebook.vocabulary
    names = {name for fact in (*vocabulary.facts, *vocabulary.attributes) for name in fact.names_of_values()}
    assert set() == {name for name in names if name.casefold() in DONT_KNOW}
