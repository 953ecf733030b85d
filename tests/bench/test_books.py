"""What books are measured with: the same book for the same seed, and no figure without equal answers."""

import polars as pl
import pytest

from bench import book_cell
from bench.book_cell import COLUMNS, DURABLE, REFERENCE, SAME_FACTS, columns, one_by_one
from bench.book_rules import book_rulebook, flattened
from bench.book_tables import PART, book
from bench.peers import Fired
from bench.plain_durable import plain_durable
from stratagem import Advisor
from stratagem.rulebook import Rulebook

VOCABULARY = Advisor.load().rulebook.vocabulary


def test_a_shorter_book_is_the_beginning_of_a_longer_one() -> None:
    accounts, people = book(VOCABULARY, PART + 300)
    fewer, whose = book(VOCABULARY, PART + 100)
    assert fewer.equals(accounts.head(PART + 100))
    assert whose.equals(people.head(whose.height))
    assert fewer["account_id"].is_unique().all()


def test_a_book_is_as_books_are() -> None:
    accounts, people = book(VOCABULARY, 20_000)
    each = accounts.join(people.group_by("account_id").len(), on="account_id", how="left")["len"].fill_null(0)
    assert (0, 12) == (each.min(), each.max())
    assert 4.8 < people.height / 20_000 < 5.2
    shares = accounts["tier"].drop_nulls().value_counts(normalize=True, sort=True)
    assert ["transactional", "value_added", "partner"] == shares["tier"].to_list()
    assert 0.32 < accounts["purchase_stage"].null_count() / 20_000 < 0.35
    assert accounts.filter(pl.col("people_listed").is_null()).join(people, on="account_id", how="semi").height == 0
    assert Advisor.load().advise_book(accounts.head(500), people.head(100)).height == 500


def test_quantifiers_become_flags_and_everything_else_stays() -> None:
    rulebook = book_rulebook(60)
    flat = flattened(rulebook)
    assert rulebook.quantifiers and not flat.quantifiers
    assert len(rulebook.vocabulary.facts) + len(rulebook.quantifiers) == len(flat.vocabulary.facts)
    assert [rule.id for rule in rulebook.rules] == [rule.id for rule in flat.rules]


@pytest.mark.parametrize("engine", [REFERENCE, DURABLE])
def test_an_engine_is_measured_where_its_answers_are_equal(engine: str) -> None:
    cell = one_by_one(engine, 40, most=300, budget=60)
    assert (engine, 40, [100, 300]) == (cell.engine, cell.rules, [each.accounts for each in cell.points])
    assert cell.fired > 0


def test_an_engine_that_answers_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(rulebook: Rulebook) -> Fired:
        decide = plain_durable(rulebook)
        return lambda facts: list(decide(facts))[1:]

    monkeypatch.setattr(book_cell, "plain_durable", forgetful)
    with pytest.raises(AssertionError, match="and stratagem columns differ on account"):
        one_by_one(DURABLE, 40, most=300, budget=60)


def test_an_engine_stops_when_its_time_is_over_and_says_how_far_it_came() -> None:
    cell = one_by_one(REFERENCE, 40, most=5_000, budget=1e-9)
    assert [100] == [each.accounts for each in cell.points]


def test_columns_are_measured_on_the_facts_that_peers_get_too() -> None:
    cell = columns(40, most=1_000, same_facts=True)
    assert (SAME_FACTS, [1_000]) == (cell.engine, [each.accounts for each in cell.points])
    assert cell.fired == columns(40, most=1_000).fired


def test_columns_are_measured_at_every_size() -> None:
    cell = columns(10, most=1_000)
    assert (COLUMNS, [1_000]) == (cell.engine, [each.accounts for each in cell.points])
