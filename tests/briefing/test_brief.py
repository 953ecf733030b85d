"""The brief as other programs receive it: advice, what is known, and which groups of information are still missing."""

from tests.briefing.accounts import advisor, boss, brief, manager


def test_a_brief_holds_the_advice_that_advise_gives() -> None:
    account = {"name": "A", "tier": "partner", "purchase_stage": "need", "stakeholders": [manager(), boss()]}
    assert advisor().brief(account).advice == advisor().advise(account, weigh=True)


def test_json_has_these_names() -> None:
    dumped = brief(manager()).model_dump(mode="json")
    assert list(dumped) == [
        "advice", "known", "headings", "people", "people_listed", "axes", "script", "dossier", "preparation",
    ]  # fmt: skip
    assert list(dumped["script"][0]) == ["kind", "text", "fact", "topic", "people", "device", "spin"]
    assert list(dumped["dossier"]) == ["id", "label", "about", "items"]
    assert list(dumped["dossier"]["items"][0]) == ["id", "label", "about", "done"]


def test_what_is_known_is_told_in_words_and_in_the_vocabulary_s_order() -> None:
    found = brief(lang="zh", purchase_stage="need", tier="partner", price_weight=60)
    assert [(each.label, each.value) for each in found.known] == [
        ("客户形态", "战略伙伴型"), ("价格比重", "60%"), ("采购阶段", "发现需求"),
    ]  # fmt: skip


def test_the_dossier_ticks_what_we_hold() -> None:
    dossier = brief(dossier=["finance", "company_profile"]).dossier
    assert dossier is not None
    assert [item.id for item in dossier.items if item.done] == ["company_profile", "finance"]
    assert len(dossier.items) == 8


def test_a_dossier_of_which_nothing_is_known_lacks_everything() -> None:
    dossier = brief().dossier
    assert dossier is not None
    assert [item.id for item in dossier.items if item.done] == []


def test_the_question_planner_has_seven_questions_and_nothing_ticked() -> None:
    preparation = brief().preparation
    assert preparation is not None
    assert [item.id for item in preparation.items] == ["who", "what", "where", "when", "why", "how", "how_much"]
    assert not any(item.done for item in preparation.items)


def test_the_same_account_gives_the_same_bytes() -> None:
    assert brief(manager(), boss()).model_dump_json() == brief(manager(), boss()).model_dump_json()
