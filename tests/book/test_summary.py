"""What the answers of a book say together: the same as counting account by account, in one piece or in slices."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import add
from random import Random
from typing import Any

import polars as pl
import pytest

from bench.accounts import accounts
from bench.draws import known_values
from stratagem.advice import Advice
from stratagem.advisor import Advisor
from stratagem.book import read_book
from stratagem.book.summary import First, Summary, missable, summarise
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.rulebook import Rulebook
from tests.small_rulebook import advisor, rule

ADVISOR = Advisor.load()
AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Seeded:
    """A book, drawn: account by account, and as frames with their answers."""

    drawn: list[dict[str, Any]]
    accounts: pl.DataFrame
    result: pl.DataFrame


def seeded(count: int, seed: int, of: Advisor = ADVISOR, as_of: date | None = AS_OF) -> Seeded:
    drawn: list[dict[str, Any]] = (
        [*accounts(of.rulebook.vocabulary, count, seed)] if of is ADVISOR else _any(count, seed)
    )
    rows = [{**_cells(each), "people_listed": "stakeholders" in each} for each in drawn]
    people = [{**_cells(person), "account": each["name"]} for each in drawn for person in each.get("stakeholders", ())]
    for person in people:
        person.pop("name", None)
    tables = [pl.DataFrame(each, infer_schema_length=None) for each in (rows, people)]
    book = read_book(of.rulebook.vocabulary, tables[0], tables[1] if people else None)
    assert not book.faults
    result = pl.concat(ColumnarMatcher(of.rulebook).advise(book.accounts, book.people, as_of=as_of))
    return Seeded(drawn, book.accounts, result)


def _any(count: int, seed: int) -> list[dict[str, Any]]:
    """Accounts without people for the small rulebook."""
    random = Random(seed)
    stated = [fact for fact in SMALL.rulebook.vocabulary.facts if not fact.concluded]
    found = [known_values(random, stated) for _ in range(count)]
    plain = [{id_: sorted(v) if isinstance(v, frozenset) else v for id_, v in each.items()} for each in found]
    return [{"name": f"Account {at}", **each} for at, each in enumerate(plain)]


def _cells(values: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: ";".join(v) if isinstance(v, list) else v for id_, v in values.items() if id_ != "stakeholders"}


def summed(book: Seeded, of: Advisor = ADVISOR, as_of: date | None = AS_OF) -> Summary:
    return summarise(of.rulebook, book.accounts, book.result, as_of=as_of)


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {id_: count for id_, count in counts.items() if count}


def known(advice: Advice) -> dict[str, Any]:
    facts = {**advice.facts.given, **advice.facts.defaulted, **advice.facts.concluded}
    return {id_: value for id_, value in facts.items() if value is not None}


def first_of(all_advice: Sequence[Advice]) -> tuple[dict[str, int], int]:
    found = Counter(each.recommendations[0].strategy if each.recommendations else None for each in all_advice)
    return {id_: count for id_, count in found.items() if id_ is not None}, found[None]


def brute(book: Seeded, of: Advisor, as_of: date | None) -> list[Advice]:
    return [of.advise(each, as_of=as_of) for each in book.drawn]


def check(found: Summary, advised: Sequence[Advice], rulebook: Rulebook) -> None:
    def first(counts: First) -> tuple[dict[str, int], int]:
        return counted(counts.strategies), counts.none

    assert found.accounts == len(advised)
    assert first(found.first) == first_of(advised)
    for split in found.splits:
        values = {value.id: value for value in rulebook.vocabulary.fact[split.fact].values}
        assert list(split.values) == list(values)
        for value, counts in [*split.values.items(), (None, split.unknown)]:
            of_value = [each for each in advised if known(each).get(split.fact) == value]
            assert first(counts) == first_of(of_value)
            assert counts.accounts == len(of_value)
    assert counted(found.warnings) == Counter(each.id for advice in advised for each in advice.warnings)
    assert counted(found.questions) == Counter(each.fact for advice in advised for each in advice.questions)
    spoken_for = {id_ for rule in rulebook.rules for id_ in rule.recommend}
    for status, kept in (("held", found.held), ("avoided", found.avoided), ("vetoed", found.vetoed)):
        kept_out = [each.strategy for advice in advised for each in advice.not_now if each.status == status]
        assert counted(kept) == Counter(each for each in kept_out if each in spoken_for)
    unknown = {id_: sum(id_ not in known(advice) for advice in advised) for id_ in found.missing}
    assert dict(found.missing) == unknown


@pytest.mark.parametrize("as_of", [AS_OF, None])
def test_counts_are_those_of_the_accounts_one_by_one(as_of: date | None) -> None:
    book = seeded(300, 11, as_of=as_of)
    found = summed(book, as_of=as_of)
    check(found, brute(book, ADVISOR, as_of), ADVISOR.rulebook)
    assert [split.fact for split in found.splits] == ["working_tier", "purchase_stage"]
    assert found.as_of == (as_of and "2026-11-23")


SMALL = advisor(
    rule("see", when="{tier: partner, price: '< 50'}", recommend="visit", ask="stage"),
    rule("cheap", when="{stage: [need, criteria]}", recommend="discount", warn="late"),
    rule("never", when="{tier: partner}", avoid="[visit, develop_spy]", priority=90),
    rule("weak", when="{cares: cost}", conclude="{strong: yes}", warn="[late, one_thread]"),
)


def test_a_rulebook_without_these_facts_is_split_by_its_first_choices_and_scales() -> None:
    book = seeded(200, 3, SMALL)
    found = summed(book, SMALL)
    check(found, brute(book, SMALL, AS_OF), SMALL.rulebook)
    assert [split.fact for split in found.splits] == ["tier", "stage"]
    assert found.without_recommendation == found.first.none > 0
    assert set(found.missing) == {"tier", "price", "stage", "cares"}
    assert set(found.held) == set(found.avoided) == set(found.vetoed) == {"visit", "discount"}
    assert found.avoided["visit"] > 0


def test_what_to_split_by_can_be_said() -> None:
    book = seeded(100, 4)
    found = summarise(ADVISOR.rulebook, book.accounts, book.result, split_by=["segment"])
    check(found, brute(book, ADVISOR, AS_OF), ADVISOR.rulebook)
    assert [split.fact for split in found.splits] == ["segment"]


@pytest.mark.parametrize("size", [1, 37, 300])
def test_slices_add_up_to_the_whole(size: int) -> None:
    book = seeded(300, 11)
    slices = [
        summarise(
            ADVISOR.rulebook,
            book.accounts.slice(start, size),
            book.result.slice(start, size),
            rejected=start % 3,
            as_of=AS_OF,
        )
        for start in range(0, 300, size)
    ]
    whole = summarise(
        ADVISOR.rulebook, book.accounts, book.result, rejected=sum(each.rejected for each in slices), as_of=AS_OF
    )
    assert reduce(add, slices) == whole
    empty = summarise(ADVISOR.rulebook, book.accounts.clear(), book.result.clear(), as_of=AS_OF)
    assert empty + whole == whole == whole + empty


def test_summaries_of_different_things_do_not_add_up() -> None:
    book = seeded(5, 1)
    one = summed(book)
    with pytest.raises(ValueError, match="cannot be added"):
        one + summed(book, as_of=None)
    with pytest.raises(ValueError, match="cannot be added"):
        one + summed(seeded(5, 1, SMALL), SMALL)


def test_rows_that_do_not_belong_together_are_refused() -> None:
    book = seeded(5, 1)
    with pytest.raises(ValueError, match="5 accounts cannot have 4 answers"):
        summarise(ADVISOR.rulebook, book.accounts, book.result.head(4))


def test_an_empty_book_counts_nothing() -> None:
    book = seeded(1, 1)
    found = summarise(ADVISOR.rulebook, book.accounts.clear(), book.result.clear(), rejected=7)
    assert (found.accounts, found.rejected, found.without_recommendation, found.share(0)) == (0, 7, 0, 0.0)
    assert set(found.missing) == set(missable(ADVISOR.rulebook))
    kept_out = (found.held, found.avoided, found.vetoed)
    assert all(not counted(each) for each in (found.warnings, *kept_out, found.missing, found.questions))


def test_one_account_is_everybody() -> None:
    book = seeded(1, 2)
    found = summed(book)
    check(found, brute(book, ADVISOR, AS_OF), ADVISOR.rulebook)
    assert found.share(max(found.first.strategies.values())) == 1.0


def test_columns_that_the_accounts_lack_are_unknown() -> None:
    book = seeded(20, 2)
    found = summarise(ADVISOR.rulebook, book.accounts.select("tier"), book.result)
    assert found.missing["severity"] == 20
    assert found.splits[1].unknown.accounts == 20
    assert found.missing["tier"] == book.accounts["tier"].null_count()


def test_a_fact_with_a_default_is_never_unknown() -> None:
    vocabulary = SMALL.rulebook.vocabulary
    facts = tuple(replace(fact, default="partner") if fact.id == "tier" else fact for fact in vocabulary.facts)
    of = Advisor(replace(SMALL.rulebook, vocabulary=replace(vocabulary, facts=facts)))
    drawn = seeded(80, 3, SMALL)
    result = pl.concat(ColumnarMatcher(of.rulebook).advise(drawn.accounts, as_of=AS_OF))
    found = summarise(of.rulebook, drawn.accounts, result, as_of=AS_OF)
    check(found, brute(drawn, of, AS_OF), of.rulebook)
    assert found.splits[0].unknown.accounts == 0
    assert "tier" not in found.missing


def test_answers_read_back_from_a_file_count_the_same() -> None:
    book = seeded(80, 6)
    text = [pl.col(name).cast(pl.String) for name, type_ in book.result.schema.items() if type_ == pl.Enum]
    lists = [pl.col(name).cast(pl.List(pl.String)) for name, type_ in book.result.schema.items() if type_ == pl.List]
    again = summarise(ADVISOR.rulebook, book.accounts, book.result.with_columns(*text, *lists), as_of=AS_OF)
    assert again == summed(book)


def test_it_is_plain_data() -> None:
    summary = summed(seeded(30, 2))
    found = json.loads(json.dumps(summary.as_json()))
    assert found["first"]["strategies"] == summary.first.strategies
    assert list(found)[:4] == ["rulebook", "rulebook_hash", "as_of", "accounts"]
