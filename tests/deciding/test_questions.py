"""Questions told: ranked by worth, with what hangs on each answer, beside the questions that rules ask."""

from datetime import date

import pytest

from stratagem import Advisor, Questions
from stratagem.advice import Advice
from tests.small_rulebook import advisor, rule

ON = date(2026, 11, 23)
ADVISOR = advisor(
    rule("discount-anyway", 40, recommend="discount"),
    rule("visit-partner", 80, "{tier: partner}", recommend="visit"),
    rule("visit-dear", 60, '{price: ">= 60"}', recommend="visit"),
    rule("spy-when-two-agree", 70, "{stage: need, invited: yes}", recommend="develop_spy"),
    rule("no-visit-to-enemies", 90, "{stakeholders: {some: {stance: enemy}}}", avoid="visit"),
    rule("no-discount-early", 85, "{met: older than 30 days}", veto="discount"),
    rule("ask-note", 55, ask="[note, quiet]"),
    rule("ask-stance", 50, ask="stance"),
    rule("ask-price", 45, ask="price"),
)
PEOPLE = [{"name": "Ann"}, {"name": "Bo"}, {"name": "Cy", "stance": "ally"}]
ACCOUNT: dict[str, object] = {"name": "A", "tier": "transactional", "stakeholders": PEOPLE}


def questions(by: Advisor = ADVISOR, lang: str = "en", /, **facts: object) -> Questions:
    return by.questions({**ACCOUNT, **facts}, as_of=ON, lang=lang)


def weighed(**facts: object) -> Advice:
    return ADVISOR.advise({**ACCOUNT, **facts}, as_of=ON, weigh=True)


def test_unknown_facts_are_ranked_by_worth_then_by_who_asks_then_by_vocabulary() -> None:
    found = [(each.fact, each.person, each.worth, each.priority) for each in questions().questions]
    assert [
        ("price", None, 1 / 2, 45), ("met", None, 1 / 2, None), ("note", None, 0, 55), ("stance", "Ann", 0, 50),
        ("stance", "Bo", 0, 50), ("stage", None, 0, None), ("invited", None, 0, None),
    ] == found  # fmt: skip


def test_a_fact_at_its_default_or_found_by_rules_is_not_asked_for_in_the_ranking() -> None:
    assert not {"quiet", "weak", "strong"} & {each.fact for each in questions().questions}


def test_outcomes_hold_every_answer_with_the_first_three_it_leads_to() -> None:
    price = questions().questions[0]
    changing, staying = price.outcomes
    assert ("60% or more", True, ["visit", "discount"], "Executive visit first") == (
        changing.shown, changing.changes, [each.strategy for each in changing.top], changing.says,
    )  # fmt: skip
    assert ("under 60%", False, ["discount"], "nothing changes") == (
        staying.shown, staying.changes, [each.strategy for each in staying.top], staying.says,
    )  # fmt: skip
    assert "If 60% or more: Executive visit first; otherwise nothing changes." == price.hangs


def test_what_hangs_on_an_answer_is_told_in_chinese() -> None:
    assert "如果是60%及以上：“高层拜访”排第一；否则不变。" == questions(ADVISOR, "zh").questions[0].hangs


def test_a_date_is_told_by_days() -> None:
    met = next(each for each in questions().questions if each.fact == "met")
    assert "If 2026-10-23 or earlier: nothing is recommended; otherwise nothing changes." == met.hangs


def test_pairs_that_matter_together_are_told_as_one() -> None:
    (pair,) = questions().together
    assert (["stage", "invited"], 1 / 6, []) == ([each.fact for each in pair.questions], pair.worth, pair.alike)
    assert "If Purchase stage is Need and Invited is yes: Develop a spy first; otherwise nothing changes." == pair.hangs


def test_people_who_are_alike_are_told_with_the_pair() -> None:
    rule_of_two = rule("r", 50, "{stakeholders: {count: {where: {stance: ally}, is: '>= 2'}}}", recommend="visit")
    found = questions(advisor(rule_of_two), stakeholders=[{"name": "Ann"}, {"name": "Bo"}, {"name": "Cy"}])
    (pair,) = found.together
    assert (["Ann", "Bo"], ["Cy"]) == ([each.person for each in pair.questions], pair.alike)
    sentences = {each.person: each.hangs for each in found.questions}
    assert (
        "If Stance of Cy is Ally and Stance of Bo is Ally: Executive visit first; otherwise nothing changes."
        == (sentences["Cy"])
    )


def test_settled_is_told() -> None:
    assert not questions().settled
    assert questions(price=10, met="2026-11-20", invited=False).settled


def test_advice_keeps_what_rules_ask_in_their_order_and_adds_what_much_hangs_on() -> None:
    asked = weighed().questions
    assert ["quiet", "note", "stance", "price", "met", "stage", "invited"] == [each.fact for each in asked]
    assert [55, 55, 50, 45, None, None, None] == [each.priority for each in asked]
    assert ["Ann", "Bo"] == asked[2].people
    plain = ADVISOR.advise(ACCOUNT, as_of=ON)
    assert [(each.fact, each.rule, each.people) for each in plain.questions] == [
        (each.fact, each.rule, each.people) for each in asked if each.rule
    ]


def test_a_known_fact_that_a_rule_asks_for_is_weighed_too() -> None:
    price = next(each for each in weighed(price=10).questions if each.fact == "price")
    assert 1 / 2 == price.worth
    assert "price" not in [each.fact for each in weighed(price=10).next_questions or ()]


def test_weighing_is_asked_for() -> None:
    plain = ADVISOR.advise(ACCOUNT, as_of=ON)
    assert (None, None, None) == (plain.settled, plain.next_questions, plain.together)
    assert all((each.worth, each.outcomes, each.hangs) == (None, None, None) for each in plain.questions)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ("{amount: '> 100'}", "If over 100: Executive visit first; otherwise nothing changes."),
        ("{amount: '<= 100'}", "If 100 or less: Executive visit first; otherwise nothing changes."),
        ("{amount: 5}", "If 5: Executive visit first; otherwise nothing changes."),
        ("{price: '[20..40)'}", "If 20% to under 40%: Executive visit first; otherwise nothing changes."),
        ("{price: '(20..40]'}", "If over 20% to 40%: Executive visit first; otherwise nothing changes."),
        ("{price: known}", "If anything: Executive visit first."),
        ("{invited: yes}", "If yes: Executive visit first; otherwise nothing changes."),
        ("{invited: no}", "If not: Executive visit first; otherwise nothing changes."),
        ("{stage: '>= criteria'}", "If Criteria or Evaluation: Executive visit first; otherwise nothing changes."),
        ("{cares: fit}", "If for example Fit: Executive visit first; otherwise nothing changes."),
        ("{note: hello}", "If hello: Executive visit first; otherwise nothing changes."),
        ("{note: not(hello)}", "If something else: Executive visit first; otherwise nothing changes."),
        ("{met: within 7 days}", "If 2026-11-16 to 2026-11-30: Executive visit first; otherwise nothing changes."),
    ],
)
def test_answers_are_told_as_people_say_them(facts: str, sentence: str) -> None:
    found = advisor(rule("r", 50, facts, recommend="visit")).questions({}, as_of=ON)
    assert sentence == found.questions[0].hangs
