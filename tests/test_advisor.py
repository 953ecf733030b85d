"""The façade: load, advise, explain, a live deal, errors, threads."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from stratagem import AccountError, Advisor, Deal, RulebookError, UnknownStrategyError
from stratagem.diagnostics import Source, Span
from tests.small_rulebook import SMALL, advisor, good, rule, rules, written

RULES = (
    rule("visit", 80, "{tier: partner}", recommend="visit"),
    rule("hold", 90, "{invited: no}", hold="{strategy: visit, until: {en: Invite them, zh: 先邀请}}"),
    rule("spy", 70, "{stakeholders: {none: {stance: ally}}}", recommend="develop_spy"),
    rule("finds-weak", 10, "{stakeholders: {none: {power: high}}}", conclude="{weak: yes}"),
    rule("weak", 60, "{weak: yes}", warn="one_thread"),
)
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def small() -> Advisor:
    return advisor(*RULES)


def first(found: Advisor, account: dict[str, object]) -> str | None:
    recommendations = found.advise(account).recommendations
    return recommendations[0].strategy if recommendations else None


# ── Loading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_built_in_rulebook_is_loaded_without_a_path() -> None:
    found = Advisor.load()
    assert ("key-account", ("en", "zh")) == (found.rulebook.name, found.rulebook.languages)
    assert found.advise({"name": "X", "tier": "partner"}, as_of=AS_OF).recommendations


def test_a_folder_or_a_file_is_loaded_by_its_path() -> None:
    with written({"rulebook.yaml": SMALL}) as folder:
        by_folder, by_text, by_file = (
            Advisor.load(folder),
            Advisor.load(str(folder)),
            Advisor.load(folder / "rulebook.yaml"),
        )
    assert 1 == len({each.rulebook.hash for each in (by_folder, by_text, by_file)})


def test_a_bad_rulebook_raises_every_finding_with_its_place() -> None:
    with (
        written(
            {
                "rulebook.yaml": SMALL.replace("tier: partner", "teir: partner").replace(
                    "recommend: visit", "recommend: vist"
                )
            }
        ) as folder,
        pytest.raises(RulebookError) as raised,
    ):
        Advisor.load(folder)
    assert ["unknown-fact", "unknown-strategy"] == [each.code for each in raised.value.diagnostics]
    assert all(isinstance(each.place, Span) for each in raised.value.diagnostics)
    line = SMALL[: SMALL.index("when:")].count("\n") + 1
    assert f'rulebook.yaml:{line}:12: unknown-fact: "teir" is not a fact of this rulebook' in str(raised.value)
    assert "是不是想写“tier”？" in raised.value.render("zh")


def test_a_missing_rulebook_is_a_rulebook_error() -> None:
    with pytest.raises(RulebookError, match="missing-file: there is no such file or folder"):
        Advisor.load(Path("no/such/rulebook"))


# ── Advice ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_is_a_mapping_or_a_model(small: Advisor) -> None:
    raw: dict[str, object] = {"name": "X", "客户形态": "战略伙伴型"}
    model = small.account_model.model_validate(raw)
    assert small.advise(raw) == small.advise(model)
    assert ("visit", "X") == (small.advise(raw).recommendations[0].strategy, small.advise(raw).account)


def test_a_bad_account_raises_every_finding_with_its_path(small: Advisor) -> None:
    with pytest.raises(AccountError) as raised:
        small.advise({"teir": 1, "stakeholders": [{"name": "A"}, {"name": "B", "stance": "aly"}]})
    assert {"unknown-fact": "teir", "unknown-value": "stakeholders[1].stance"} == {
        each.code: each.place for each in raised.value.diagnostics
    }
    assert 'stakeholders[1].stance: unknown-value: "aly" is not a value of stance' in str(raised.value)


def test_an_account_of_another_rulebook_is_read_by_its_own_names(small: Advisor) -> None:
    other = Advisor(good(SMALL.replace("tier:", "level:").replace("{tier", "{level")))
    with pytest.raises(AccountError):
        small.advise(other.account_model.model_validate({"level": "partner"}))


def test_a_language_that_the_rulebook_lacks_is_refused(small: Advisor) -> None:
    with pytest.raises(ValueError, match="this rulebook speaks en, zh, not 'de'"):
        small.advise({}, lang="de")


def test_an_unknown_strategy_names_the_nearest(small: Advisor) -> None:
    with pytest.raises(UnknownStrategyError) as raised:
        small.explain({}, "vist")
    (finding,) = raised.value.diagnostics
    assert 'did you mean "visit"?' == finding.remedy()
    with pytest.raises(UnknownStrategyError, match="these exist: visit, develop_spy, discount"):
        small.explain({}, "zzz")


def test_strategies_are_known_by_id_and_by_label(small: Advisor) -> None:
    assert ["visit"] * 3 == [small.strategy_id(name) for name in ("visit", "EXECUTIVE visit", "高层拜访")]


def test_accounts_are_read_from_text_with_their_places(small: Advisor) -> None:
    (good_one, _), (_, findings) = small.read_accounts(Source("f", "- {name: A, tier: partner}\n- {teir: x}\n"))
    assert good_one is not None
    assert ("visit", "f:2:4") == (small.advise(good_one).recommendations[0].strategy, str(findings[0].place))


def test_the_date_is_passed_in_and_nothing_that_needs_it_fires_without() -> None:
    found = advisor(rule("old", 50, "{met: older than 30 days}", recommend="visit"))
    account: dict[str, object] = {"met": date(2026, 10, 1)}
    assert [] == found.advise(account).recommendations
    assert "visit" == found.advise(account, as_of=AS_OF).recommendations[0].strategy
    assert [] == found.advise(account, as_of=date(2026, 10, 31)).recommendations


# ── A live deal ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def deal(small: Advisor) -> Iterator[Deal]:
    with small.open(
        {"name": "X", "tier": "partner", "stakeholders": [{"name": "李", "stance": "ally"}]}, as_of=AS_OF
    ) as opened:
        yield opened


def test_an_open_deal_advises_as_the_advisor_does(small: Advisor, deal: Deal) -> None:
    assert small.advise(deal.account, as_of=AS_OF) == deal.advice
    assert ["visit"] == [each.strategy for each in deal.advice.recommendations]


def test_an_update_gives_new_advice(small: Advisor, deal: Deal) -> None:
    held = deal.update(invited=False)
    assert ([], ["visit"]) == (
        [each.strategy for each in held.recommendations],
        [each.strategy for each in held.not_now],
    )
    assert held is deal.advice
    assert held == small.advise(deal.account, as_of=AS_OF)
    freed = deal.update({"已邀请": "是"})
    assert ["visit"] == [each.strategy for each in freed.recommendations]


def test_none_makes_a_fact_unknown_again_and_a_list_replaces_the_people(deal: Deal) -> None:
    deal.update(invited=False, stakeholders=[])
    assert ["develop_spy"] == [each.strategy for each in deal.advice.recommendations]
    assert ["one_thread"] == [each.id for each in deal.advice.warnings]
    deal.update(invited=None, stakeholders=None)
    assert ["visit"] == [each.strategy for each in deal.advice.recommendations]
    assert [] == deal.advice.warnings
    assert "X" == deal.advice.account


def test_a_refused_update_leaves_the_deal_as_it_was(deal: Deal) -> None:
    before, account = deal.advice, deal.account
    with pytest.raises(AccountError) as raised:
        deal.update({"invited": False, "teir": "x"}, price=700)
    assert {"unknown-fact", "out-of-range"} == {each.code for each in raised.value.diagnostics}
    assert before is deal.advice
    assert account is deal.account


def test_a_closed_deal_says_so(small: Advisor) -> None:
    with small.open({"tier": "partner"}) as opened:
        opened.update(tier="transactional")
    with pytest.raises(ValueError, match="this deal is closed"):
        _ = opened.advice
    with pytest.raises(ValueError, match="this deal is closed"):
        opened.update(tier="partner")
    assert "transactional" == opened.account.model_dump()["tier"]


def test_a_bad_account_opens_no_deal(small: Advisor) -> None:
    with pytest.raises(AccountError):
        small.open({"teir": 1})


def test_a_deal_speaks_the_language_it_was_opened_in(small: Advisor) -> None:
    with small.open({"tier": "partner"}, lang="zh") as opened:
        assert "高层拜访" == opened.advice.recommendations[0].label


# ── Threads ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("matcher", ["reference", "live"])
def test_eight_threads_share_an_advisor_and_each_gets_its_own_answer(matcher: str) -> None:
    found = Advisor(good(rules(*RULES)), matcher)  # type: ignore[arg-type]
    accounts: list[dict[str, object]] = [
        {"name": "a", "tier": "partner"},
        {"name": "b", "tier": "partner", "invited": False},
        {"name": "c", "stakeholders": []},
        {"name": "d", "tier": "partner", "stakeholders": [{"name": "李", "stance": "ally", "power": "high"}]},
        {"name": "e", "tier": "transactional"},
    ]
    expected = [Advisor(good(rules(*RULES))).advise(account).model_dump_json() for account in accounts]

    def ask(at: int) -> bool:
        each = at % len(accounts)
        return found.advise(accounts[each]).model_dump_json() == expected[each]

    with ThreadPoolExecutor(8) as pool:
        assert [True] * 800 == list(pool.map(ask, range(800)))


def test_deals_of_eight_threads_do_not_mix(small: Advisor) -> None:
    def follow(number: int) -> list[list[str]]:
        tier = "partner" if number % 2 else "transactional"
        with small.open({"name": str(number), "tier": tier}) as opened:
            steps = [opened.update(invited=invited).model_dump()["recommendations"] for invited in (False, True, None)]
        return [[each["strategy"] for each in step] for step in steps]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(follow, range(40)))
    assert [[[], ["visit"], ["visit"]] if number % 2 else [[], [], []] for number in range(40)] == found
