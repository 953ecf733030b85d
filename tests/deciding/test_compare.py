"""Why this before that, and how far numbers and dates can move before another strategy comes first."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from stratagem import Comparison, UnknownStrategyError
from stratagem.deciding.compare import compare
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.spoken import Spoken
from stratagem.deciding.strata import settle
from stratagem.deciding.weighing import Scales
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.matching.variations import Slot
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Kind
from tests.deciding.test_weighing import Plainly
from tests.parity.generators import Case, Size, seeded, value
from tests.parity.test_columnar_parity import with_effects
from tests.small_rulebook import advisor, rule

UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
ADVISOR = advisor(
    rule("visit-partner", 80, "{tier: partner}", recommend="visit"),
    rule("visit-too", 60, "{tier: known}", recommend="visit"),
    rule("spy-partner", 80, "{tier: partner}", recommend="develop_spy"),
    rule("not-dear", 85, '{price: ">= 60"}', hold="{strategy: visit, until: {en: it is cheaper, zh: 更便宜}}"),
    rule("discount-late", 90, "{met: older than 30 days}", recommend="discount"),
    rule("discount-never", 95, '{amount: "> 100"}', veto="discount"),
)
ACCOUNT: dict[str, object] = {"name": "A", "tier": "partner", "price": 50, "met": "2026-11-20"}
ON = date(2026, 11, 23)


def compared(one: str = "visit", other: str = "develop_spy", lang: str = "en", /, **facts: object) -> Comparison:
    return ADVISOR.compare({**ACCOUNT, **facts}, one, other, as_of=ON, lang=lang)


def test_the_order_asked_for_does_not_matter_to_who_stands_above() -> None:
    for found in (compared(), compared("develop_spy", "visit")):
        assert ("visit", "speakers") == (found.above, found.decided_by)
        both = "Executive visit stands above Develop a spy: both have priority 80"
        assert f"{both}, but more rules speak for it, 2 against 1." == found.says


def test_the_higher_priority_stands_above() -> None:
    found = compared("visit", "discount", met="2026-09-01")
    assert ("discount", "priority") == (found.above, found.decided_by)
    assert "Discount stands above Executive visit: discount-late has priority 90, visit-partner 80." == found.says


def test_what_is_kept_out_stands_below() -> None:
    found = compared(price=60)
    assert ("develop_spy", "status") == (found.above, found.decided_by)
    assert "Develop a spy stands above Executive visit, which is held back by not-dear (85)." == found.says
    spoke = [
        ("not-dear", "hold", "it is cheaper"),
        ("visit-partner", "recommend", None),
        ("visit-too", "recommend", None),
    ]
    assert spoke == [(each.rule, each.effect, each.until) for each in found.sides[0].rules]


def test_where_neither_is_recommended_none_stands_above() -> None:
    found = compared("discount", "visit", "zh", tier=None)
    assert (None, "neither", "“打折”和“高层拜访”都没有得到建议。") == (found.above, found.decided_by, found.says)
    assert [] == found.sides[0].rules


def test_margins_say_how_far_a_number_or_a_date_is_from_turning_it() -> None:
    price, met = compared().margins
    assert ("price", None, "60% or more", 10, "develop_spy", 10) == (
        price.fact, price.below, price.above and price.above.shown, price.above and price.above.distance,
        price.above and price.above.first and price.above.first.strategy, price.nearest,
    )  # fmt: skip
    assert ("met", "2026-10-23 or earlier", 28, "discount", None) == (
        met.fact, met.below and met.below.shown, met.below and met.below.distance,
        met.below and met.below.first and met.below.first.strategy, met.above,
    )  # fmt: skip


def test_a_number_that_cannot_turn_it_has_no_margin() -> None:
    margins = {each.fact: each.nearest for each in compared(amount=7).margins}
    assert {"price": 10, "amount": None, "met": 28} == margins


def test_bad_input_raises() -> None:
    with pytest.raises(UnknownStrategyError):
        compared("vist")
    with pytest.raises(ValueError, match="are the same strategy"):
        compared("visit", "Executive visit")


@given(seeded(Size(facts=5, attributes=2, rules=8, depth=2, parts=3)))
@settings(UNHURRIED, max_examples=100)
def test_no_value_nearer_than_a_margin_changes_the_first(case: Case) -> None:
    rulebook = with_effects(case.rulebook, case.rng)
    for profile in case.profiles(2):
        _check(rulebook, profile, case.rng)


def _check(rulebook: Rulebook, profile: Profile, rng: Random) -> None:
    settled = settle(rulebook, profile, ReferenceMatcher(rulebook))
    found = compare(Spoken(rulebook, settled, Phrases(rulebook, "en")), Scales(rulebook), "s0", "s1")
    plainly = Plainly(rulebook, profile)
    now = plainly.top({})[:1]
    for margin in found.margins:
        slot = Slot(margin.fact, margin.person_at)
        fact = (rulebook.vocabulary.fact if margin.person_at is None else rulebook.vocabulary.attribute)[margin.fact]
        for turn in (margin.below, margin.above):
            if turn is not None:
                turned = date.fromisoformat(str(turn.value)) if fact.kind is Kind.DATE else turn.value
                assert not isinstance(turned, list)
                first = plainly.top({slot: turned})[:1]
                assert first != now and first == ((turn.first.strategy,) if turn.first else ())
        here = plainly.value(slot)
        for other in (value(rng, fact) for _ in range(20)):
            distance = abs(_at(other) - _at(here))
            turn = margin.below if _at(other) < _at(here) else margin.above
            if turn is None or distance < turn.distance:
                assert plainly.top({slot: other})[:1] == now


def _at(one: object) -> float:
    return one.toordinal() if isinstance(one, date) else float(one)  # type: ignore[arg-type]
