"""A book under two rulebooks: from files as from tables, slice by slice, whatever order people come in."""

from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest

from stratagem import Advisor
from stratagem.analysis.diff import BookDiff, Changes, compare, over_book, over_files
from stratagem.book import streaming
from stratagem.book.streaming import BookFiles
from stratagem.diagnostics import AccountError
from stratagem.rulebook import Rulebook
from tests.small_rulebook import good, rule, rules

OLD = rules(
    rule("see-partners", 80, "{tier: partner}", recommend="visit"),
    rule("find-a-spy", 70, "{stakeholders: {some: {stance: ally}}}", recommend="develop_spy"),
    rule("lower", 60, recommend="discount"),
)
NEW = OLD.replace("priority: 80", "priority: 65").replace("{stance: ally}", '{stance: ">= neutral"}')
ACCOUNTS = 400


@pytest.fixture(scope="module")
def changes() -> Changes:
    return compare(good(OLD), good(NEW))


@pytest.fixture(scope="module")
def book() -> tuple[pl.DataFrame, pl.DataFrame]:
    rng = Random(7)
    tiers = [rng.choice(("partner", "transactional", None)) for _ in range(ACCOUNTS)]
    accounts = pl.DataFrame({"name": [f"A{at}" for at in range(ACCOUNTS)], "tier": tiers})
    whose = [f"A{rng.randrange(ACCOUNTS)}" for _ in range(2 * ACCOUNTS)]
    stances = [rng.choice(("ally", "neutral", "enemy", None)) for _ in range(2 * ACCOUNTS)]
    people = pl.DataFrame({"account": whose, "stance": stances})
    return accounts, people


def expected(changes: Changes, book: tuple[pl.DataFrame, pl.DataFrame]) -> dict[tuple[str | None, str | None], int]:
    """First strategies, from what `advise_book` says under either rulebook."""
    advised = [Advisor(each).advise_book(*book) for each in (changes.old, changes.new)]
    firsts = [each["strategy_1"].cast(pl.String).to_list() for each in advised]
    moves: dict[tuple[str | None, str | None], int] = {}
    for before, after in zip(*firsts, strict=True):
        if before != after:
            moves[before, after] = moves.get((before, after), 0) + 1
    return moves


def figures(found: BookDiff) -> object:
    comparison = found.comparison
    return comparison.compared, comparison.changed, dict(comparison.matrix), [
        (each.sets, each.accounts, each.aspects) for each in found.because
    ]  # fmt: skip


def test_the_matrix_is_what_advising_twice_gives(changes: Changes, book: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    found = over_book(changes, *book)
    assert expected(changes, book) == dict(found.comparison.matrix)
    assert ACCOUNTS == sum(found.comparison.before.values()) == sum(found.comparison.after.values())


@pytest.mark.parametrize("is_sorted", [True, False])
@pytest.mark.parametrize("at_once", [7, 50_000])
def test_files_give_what_tables_give(
    changes: Changes,
    book: tuple[pl.DataFrame, pl.DataFrame],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_sorted: bool,
    at_once: int,
) -> None:
    monkeypatch.setattr(streaming, "AT_ONCE", at_once)
    accounts, people = book
    order = {name: at for at, name in enumerate(accounts["name"])}
    people = people.sort(people["account"].replace_strict(order)) if is_sorted else people
    files = BookFiles(str(tmp_path / "a.csv"), (str(tmp_path / "p.csv"),))
    accounts.write_csv(files.accounts)
    people.write_csv(files.people[0])
    found = over_files(changes, files)
    assert sorted(map(str, figures(over_book(changes, *book))[3])) == sorted(map(str, figures(found)[3]))  # type: ignore[index]
    assert figures(over_book(changes, *book))[:3] == figures(found)[:3]  # type: ignore[index]
    assert () == found.findings


def test_people_of_no_account_are_counted_and_twins_told(changes: Changes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,tier\nA,partner\nB,partner\nB,transactional\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("account,stance\nA,ally\nX,ally\nB,ally\n", encoding="utf-8")
    found = over_files(changes, BookFiles(str(tmp_path / "a.csv"), (str(tmp_path / "p.csv"),)))
    assert (3, 1, 2) == (found.comparison.accounts, found.comparison.compared, found.comparison.unreadable.both)
    assert {"account-named-twice"} == {finding.code for finding in found.findings}
    assert found.strangers >= 1


def test_what_neither_rulebook_can_read_is_raised_of_tables(changes: Changes) -> None:
    with pytest.raises(AccountError, match="partnr"):
        over_book(changes, pl.DataFrame({"name": ["A"], "tier": ["partnr"]}))
    with pytest.raises(AccountError, match="teir"):
        over_book(changes, pl.DataFrame({"name": ["A"], "teir": ["partner"]}))


def test_a_label_that_means_another_value_now_is_named_as_the_cause() -> None:
    def swapped(rulebook: Rulebook) -> Rulebook:
        tier = rulebook.vocabulary.fact["tier"]
        first, one, other = tier.values
        values = (first, replace(one, label=other.label), replace(other, label=one.label))
        facts = tuple(replace(each, values=values) if each is tier else each for each in rulebook.vocabulary.facts)
        return replace(rulebook, vocabulary=replace(rulebook.vocabulary, facts=facts))

    old = good(rules(rule("one", when="{tier: partner}", recommend="visit")))
    found = over_book(compare(old, swapped(old)), pl.DataFrame({"name": ["A"], "tier": ["Strategic partner"]}))
    assert {("visit", None): 1} == found.comparison.matrix
    ((edits,),) = [each.sets for each in found.because]
    assert ["values"] == [edit.field for edit in edits]


def test_another_default_of_people_may_let_another_rule_notice_its_own_edit() -> None:
    """The edit of the rule does nothing to an account as it was read before; with the other default it does."""
    seen = "{stakeholders: {some: {stance: ally}}}"
    old = good(rules(rule("lower", 60, recommend="discount"), rule("see", 50, seen, recommend="visit")))
    new = good(rules(rule("lower", 60, recommend="discount"), rule("see", 70, seen, recommend="visit")))
    attributes = tuple(
        replace(each, default="ally") if each.id == "stance" else each for each in new.vocabulary.attributes
    )
    new = replace(new, vocabulary=replace(new.vocabulary, attributes=attributes))
    accounts, people = pl.DataFrame({"name": ["A"]}), pl.DataFrame({"account": ["A"], "unit": ["it"]})
    found = over_book(compare(old, new), accounts, people)
    because = {aspect: each.sets for each in found.because for aspect, count in each.aspects.items() if count}
    assert [["default", "priority"]] == [sorted(edit.field for edit in edits) for edits in because["first"]]
