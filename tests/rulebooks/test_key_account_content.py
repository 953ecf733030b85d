"""The key-account rulebook's plays, scripts and checklists: complete, and never against a ban."""

import pytest

from stratagem import Advisor
from stratagem.advice import PlayAdvised

ADVISOR = Advisor.load()
RULEBOOK = ADVISOR.rulebook

NINE_WEAPONS = (
    "trade_show",
    "technical_exchange",
    "visit",
    "test_and_samples",
    "gift",
    "business_event",
    "reference_visit",
    "training",
    "customer_club",
)
WITHOUT_CONTACT = ("desk_work", "written_channel")
ONLY_SPOKEN_AGAINST = (
    "lead_on_price",
    "ask_for_commitment",
    "give_gift",
    "hosted_travel",
    "take_sides",
    "covert_bypass",
    "improper_benefit",
)
STAGES = ("need", "internal_case", "criteria", "evaluation", "commitment", "installation")


def plays(**facts: object) -> list[PlayAdvised]:
    advice = ADVISOR.advise({"name": "A", "stakeholders": [], **facts})
    return [play for recommendation in advice.recommendations for play in recommendation.plays]


def test_every_strategy_that_rules_recommend_has_a_play() -> None:
    assert [] == [id_ for id_ in RULEBOOK.strategy if id_ not in RULEBOOK.plays_of and id_ not in ONLY_SPOKEN_AGAINST]


def test_moves_that_rules_only_speak_against_have_none() -> None:
    assert [] == [id_ for id_ in ONLY_SPOKEN_AGAINST if id_ in RULEBOOK.plays_of]


def test_each_of_the_nine_weapons_serves_some_play() -> None:
    used = {play.weapon for play in RULEBOOK.plays}
    assert [] == [weapon for weapon in NINE_WEAPONS if weapon not in used]


def test_the_first_three_strategies_come_with_their_plays_and_no_others() -> None:
    advice = ADVISOR.advise({"name": "A", "tier": "value_added", "purchase_stage": "evaluation", "stakeholders": []})
    assert [True, True, True] == [bool(each.plays) for each in advice.recommendations[:3]]
    assert [] == [each.strategy for each in advice.recommendations[3:] if each.plays]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("tier", ["transactional", "value_added", "partner"])
def test_a_quiet_period_leaves_only_plays_without_contact(tier: str, stage: str) -> None:
    shown = plays(tier=tier, purchase_stage=stage, quiet_period=True)
    assert [] == [play.label for play in shown if play.weapon not in WITHOUT_CONTACT]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("tier", ["transactional", "value_added", "partner"])
def test_a_gift_ban_leaves_no_gift_and_no_hospitality(tier: str, stage: str) -> None:
    shown = plays(tier=tier, purchase_stage=stage, gift_ban=True)
    assert [] == [play.label for play in shown if play.weapon in ("gift", "business_event", "customer_club")]


def test_every_fact_that_a_rule_asks_for_has_a_script() -> None:
    scripted = {script.fact for script in RULEBOOK.scripts}
    assert [] == sorted({fact for rule in RULEBOOK.rules for fact in rule.ask} - scripted)


def test_discovery_has_all_four_kinds_of_spin_questions() -> None:
    kinds = {script.spin for script in RULEBOOK.scripts}
    assert {"situation", "problem", "implication", "need_payoff"} <= kinds


def test_the_dossier_is_ticked_by_the_fact_of_its_name() -> None:
    dossier = next(each for each in RULEBOOK.checklists if each.id == "dossier")
    assert [value.id for value in RULEBOOK.vocabulary.fact["dossier"].values] == [item.id for item in dossier.items]
    assert 8 == len(dossier.items)


def test_the_self_rating_has_twelve_points_each_with_something_to_practise() -> None:
    rating = next(each for each in RULEBOOK.checklists if each.id == "self_rating")
    assert [True] * 12 == [item.practise is not None for item in rating.items]


def test_the_deck_s_other_trade_is_not_in_the_rulebook() -> None:
    said = " ".join(
        sentence
        for rule in RULEBOOK.rules
        for text in (rule.title, rule.because, rule.say, rule.emphasise)
        if text
        for _, sentence in text.by_language
    ).casefold()
    assert [] == [word for word in ("adsl", "advertis", "广告", "汽车", "vehicle") if word in said]
