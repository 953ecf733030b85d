"""The relationship chart, who could introduce whom to the next layer, and who is thought of as an inside guide."""

import pytest

from stratagem import Advisor
from tests.briefing.accounts import advisor, boss, brief, introductions, manager, rows, user
from tests.small_rulebook import SMALL, good


def test_a_row_says_in_words_what_is_known() -> None:
    person = {
        "name": "李建", "title": "Head", "department": "设备处", "contribution": "Chooses", "layer": "management",
        "roles": ["influencer", "evaluator"], "stance": "leader", "power": "high", "weight": 70, "contact": "deep",
        "spy": "coach",
    }  # fmt: skip
    assert rows(person)["李建"].model_dump() == {
        "name": "李建", "title": "Head", "department": "设备处", "contribution": "Chooses",
        "roles": ["Evaluator", "Influencer"], "layer": "Management", "layer_id": "management", "stance": "Leads for us",
        "stance_id": "leader", "power": "High", "power_id": "high", "weight": 70.0, "contact": "Deep", "spy": "Coach",
        "introduces": [],
    }  # fmt: skip


def test_what_is_not_known_is_null() -> None:
    known = {field: value for field, value in rows({"name": "A"})["A"].model_dump().items() if value not in (None, [])}
    assert known == {"name": "A"}


def test_a_weight_of_zero_is_known() -> None:
    assert rows(boss(weight=0))["boss"].weight == 0.0


def test_rows_stand_in_the_order_of_rank() -> None:
    people = brief(user("c"), boss("b", power="low"), manager("a", power="high"), user("d", weight=50)).people
    assert [row.name for row in people] == ["a", "b", "d", "c"]


def test_headings_are_the_method_s_in_both_languages() -> None:
    assert [each.attribute for each in brief().headings] == ["department", "contribution", "stance", "weight"]
    assert [each.label for each in brief(lang="zh").headings] == [
        "部门",
        "对项目的作用",
        "目前的关系",
        "影响项目的比重",
    ]


def test_axes_go_from_low_to_high() -> None:
    axes = brief().axes
    assert [each.id for each in axes.stance] == ["opponent", "neutral", "supporter", "leader"]
    assert [each.id for each in axes.power] == ["low", "medium", "high"]
    assert [each.id for each in axes.layer] == ["operation", "management", "decision"]
    assert (axes.influence, axes.unclear) == ("Power", "unclear")


def test_a_rulebook_without_these_attributes_has_a_chart_all_the_same() -> None:
    found = Advisor(good(SMALL)).brief({"name": "A", "stakeholders": [{"name": "B", "stance": "ally"}]})
    assert (found.people[0].stance, found.people[0].layer, found.people[0].introduces) == ("Ally", None, [])
    assert (found.axes.layer, found.dossier, found.script) == ([], None, [])


def test_a_supporter_introduces_us_one_layer_up() -> None:
    assert introductions(user(), manager(), boss()) == {"manager": ["boss"]}
    assert introductions(user(), manager(contact="none"), boss()) == {"user": ["manager"]}


def test_nobody_introduces_over_two_layers() -> None:
    assert introductions(user(), boss()) == {}


def test_whoever_has_been_met_needs_no_introduction() -> None:
    assert introductions(manager(), boss(contact="brief")) == {}


def test_whoever_has_an_unknown_contact_counts_as_not_met() -> None:
    assert introductions(manager(), boss(contact=None)) == {"manager": ["boss"]}


@pytest.mark.parametrize("stance", ["neutral", "opponent", None])
def test_only_supporters_introduce(stance: str | None) -> None:
    assert introductions(manager(stance=stance), boss()) == {}


@pytest.mark.parametrize("contact", ["none", None])
def test_a_supporter_whom_we_have_not_met_does_not_introduce(contact: str | None) -> None:
    assert introductions(manager(contact=contact), boss()) == {}


def test_an_inside_guide_introduces_though_no_meeting_is_on_record() -> None:
    assert introductions(manager(contact=None, spy="informer"), boss()) == {"manager": ["boss"]}


def test_the_better_stance_introduces_then_the_better_rank() -> None:
    assert introductions(manager("a", power="high"), manager("b", stance="leader"), boss()) == {"b": ["boss"]}
    assert introductions(manager("a"), manager("b", power="high"), boss()) == {"b": ["boss"]}
    assert introductions(manager("a"), manager("b"), boss()) == {"a": ["boss"]}


def test_one_person_may_introduce_several() -> None:
    assert introductions(manager(), boss("x", power="high"), boss("y")) == {"manager": ["x", "y"]}


def test_people_without_a_layer_take_no_part() -> None:
    assert introductions(manager(layer=None), boss(), {"name": "A", "contact": "none"}) == {}


def test_whoever_is_marked_as_a_guide_says_how_far() -> None:
    found = rows(user(spy="informer"), manager(spy="none"), boss())
    assert {name: row.spy for name, row in found.items()} == {"user": "Informer", "manager": None, "boss": None}


def test_whom_the_rules_think_of_as_a_guide_is_marked_too() -> None:
    found = rows(user(roles=["information_gatherer"]), user("other"), manager())
    assert {name: row.spy for name, row in found.items()} == {"user": "Candidate", "other": None, "manager": None}


def test_a_guide_of_the_account_s_own_words_marks_nobody() -> None:
    assert rows(user(roles=["information_gatherer"]), spy="candidate")["user"].spy is None


def test_nothing_said_about_people_differs_from_nobody_there() -> None:
    assert brief().people_listed is True
    assert advisor().brief({"name": "A"}).people_listed is False
