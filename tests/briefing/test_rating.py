"""The self-rating: the weakest three, ties, what was not rated."""

import pytest

from stratagem import AccountError, Advisor
from stratagem.briefing.brief import Rating
from tests.briefing.accounts import advisor
from tests.small_rulebook import SMALL, good


def rating(lang: str = "en", /, **scores: object) -> Rating:
    return advisor().rate({"name": "Chen Lan", **scores}, lang=lang)


def weakest(**scores: object) -> list[str]:
    return [point.id for point in rating(**scores).weakest]


def test_the_lowest_three_come_lowest_first() -> None:
    assert weakest(attitude=9, service=3, closing=1, collection=2, approach=8) == ["closing", "collection", "service"]


def test_ties_keep_the_order_of_the_list() -> None:
    assert weakest(time_and_goals=5, closing=5, attitude=5, prospecting=5) == ["attitude", "prospecting", "closing"]


def test_unrated_points_are_not_among_the_weakest() -> None:
    assert weakest(closing=4, service=7) == ["closing", "service"]


def test_zero_is_a_rating() -> None:
    found = rating(closing=0, service=10)
    assert ([point.id for point in found.weakest], found.average) == (["closing", "service"], 5.0)


def test_nothing_rated_has_no_average_and_no_weakest() -> None:
    found = rating()
    assert (found.average, found.weakest, [point.score for point in found.points]) == (None, [], [None] * 12)


def test_the_average_is_of_the_rated_points_to_one_decimal() -> None:
    assert rating(closing=1, service=1, approach=2).average == 1.3


def test_half_points_are_read() -> None:
    assert rating(closing="7.5").average == 7.5


@pytest.mark.parametrize(
    ("lang", "label", "point"), [("en", "Self-rating of the rep", "Closing"), ("zh", "销售人员自检", "结束销售")]
)
def test_a_rating_speaks_the_language_asked_for(lang: str, label: str, point: str) -> None:
    found = rating(lang, closing=1)
    assert (found.language, found.label, found.weakest[0].label) == (lang, label, point)
    assert found.weakest[0].practise


@pytest.mark.parametrize("wrong", [{"closing": 11}, {"closing": -1}, {"closing": "good"}, {"charm": 3}])
def test_what_cannot_be_a_rating_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(AccountError) as caught:
        rating(**wrong)
    assert len(caught.value.diagnostics) == 1


def test_a_rulebook_without_a_checklist_has_no_rating() -> None:
    small = Advisor(good(SMALL))
    assert small.has_rating is False
    with pytest.raises(ValueError, match="no checklist for a self-rating"):
        small.rate({"name": "A"})
