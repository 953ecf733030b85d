"""One engine at one number of rules, measured over the accounts of a book in a process of its own.

`python -m bench.book_cell ENGINE RULES` prints JSON. Accounts come in batches; only the decisions are timed, and every
fired set is compared with that of the columns before the next batch. An engine has so many seconds; how many accounts
it got through is part of the result.
"""

import argparse
import json
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

import polars as pl

from bench import peers
from bench.book_rules import FlatFacts, book_rulebook, flattened
from bench.book_tables import PART, parts
from bench.draws import AS_OF
from bench.plain_durable import plain_durable
from stratagem import Advisor
from stratagem.book.frames import Book, read_book
from stratagem.condition import Situation
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_schema import ROW
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Kind, Value, Vocabulary

COLUMNS, REFERENCE, DURABLE = "stratagem columns", "stratagem reference", "durable_rules, plain"
SAME_FACTS = "stratagem columns, facts as peers get them"
"""Quantifiers over people answered beforehand, as for the peers: the same work for everybody."""
EXPRESSION = "zen-engine, expression"
"""Zen's expression language by itself: what a decision in Zen costs at least, not a decision engine."""
DECISION_ENGINES = ("zen-engine, graph", "clipspy", "rule-engine", DURABLE)
ENGINES = (COLUMNS, SAME_FACTS, REFERENCE, *DECISION_ENGINES, EXPRESSION)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
_FIRST, _LARGEST = 100, 5_000
"""Batches grow from the one to the other, so that a slow engine is not held by a large one."""

Decide = Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class Point:
    """So many accounts took so long."""

    accounts: int
    seconds: float
    reading: float = 0
    """Of columns: what turning a table of ids and numbers into them takes, not in `seconds`."""


@dataclass(frozen=True)
class Cell:
    """What came of one engine at one number of rules."""

    engine: str
    rules: int
    build: float
    points: tuple[Point, ...]
    fired: float
    """Rules that fire for an account, on average."""
    gigabytes: float
    """The largest resident set."""


@dataclass(frozen=True)
class _Batch:
    """Accounts as tables and as the matcher's frames."""

    given: pl.DataFrame
    people: pl.DataFrame
    book: Book

    def accounts(self, start: int, count: int) -> "_Batch":
        """Some of them."""
        rows = self.book.people[ROW]
        first, last = (int(rows.search_sorted(at, side="left")) for at in (start, start + count))
        people = self.book.people.slice(first, last - first).with_columns((pl.col(ROW) - start).set_sorted())
        frames = Book(self.book.accounts.slice(start, count), people, self.book.faults, None)
        return _Batch(self.given.slice(start, count), self.people.slice(first, last - first), frames)


def _batches(rulebook: Rulebook, count: int) -> Iterator[_Batch]:
    vocabulary = rulebook.vocabulary
    facts = ["account_id", "name", "people_listed", *(fact.id for fact in vocabulary.facts)]
    attributes = ["account_id", *(fact.id for fact in vocabulary.attributes)]
    for accounts, people in parts(Advisor.load().rulebook.vocabulary, count):
        given, persons = accounts.select(facts), people.select(attributes)
        book = read_book(vocabulary, given, persons)
        assert not book.faults, book.faults
        yield _Batch(given, persons, book)


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def columns(rules: int, most: int, *, same_facts: bool = False) -> Cell:
    """Whole frames at once; small books several times, of which the median counts."""
    rulebook = book_rulebook(rules)
    batches = list(_batches(rulebook, most))
    begin = perf_counter()
    matcher = ColumnarMatcher(flattened(rulebook) if same_facts else rulebook)
    build = perf_counter() - begin
    points, fired = [], 0.0
    for size in (size for size in SIZES if size <= most):
        some = [*batches[: size // PART], *([batches[size // PART].accounts(0, size % PART)] if size % PART else [])]
        accounts = pl.concat([each.book.accounts for each in some])
        starts = range(0, size, PART)
        people = pl.concat(
            [each.book.people.with_columns(pl.col(ROW) + at) for at, each in zip(starts, some, strict=True)]
        )
        people = people.with_columns(pl.col(ROW).set_sorted())
        expected = ColumnarMatcher(rulebook).fired(accounts, people, as_of=AS_OF) if same_facts else None
        if same_facts:
            accounts, people = FlatFacts(rulebook).beside(accounts, accounts, people), pl.DataFrame()
        times, frame = [], pl.DataFrame()
        for _ in range(max(1, min(9, 200_000 // size))):
            begin = perf_counter()
            frame = matcher.fired(accounts, people, as_of=AS_OF)
            times.append(perf_counter() - begin)
        assert expected is None or frame.equals(expected), f"{SAME_FACTS} and {COLUMNS} differ"
        begin = perf_counter()
        for each in some:
            read_book(rulebook.vocabulary, each.given, each.people)
        points.append(Point(size, median(times), perf_counter() - begin))
        fired = float(frame.sum().sum_horizontal().item()) / size
    return Cell(SAME_FACTS if same_facts else COLUMNS, rules, build, tuple(points), fired, _gigabytes())


# ── One account after the other ──────────────────────────────────────────────────────────────────────────────────────


def one_by_one(engine: str, rules: int, most: int, budget: float) -> Cell:
    """Accounts in the order of the book until there are no more, or the time is over."""
    rulebook = book_rulebook(rules)
    expected = ColumnarMatcher(rulebook)
    build, things = _prepared(engine, rulebook)
    begin = perf_counter()
    decide = build()
    built = perf_counter() - begin
    points: list[Point] = []
    count, fired, spent, size = 0, 0, 0.0, _FIRST
    for batch in _batches(rulebook, most):
        start = 0
        while start < batch.given.height and spent < budget:
            # A batch ends where a size is reached.
            until = next((each - count for each in (_FIRST, *SIZES) if each > count), size)
            some = batch.accounts(start, min(size, until))
            answers, seconds = _decided(decide, things(some))
            frame = expected.fired(some.book.accounts, some.book.people, as_of=AS_OF)
            fired += _assert_same(engine, count, answers, frame)
            count, start, spent = count + some.given.height, start + some.given.height, spent + seconds
            size = min(size * 2 if spent < budget / 20 else size, _LARGEST)
            if count in (_FIRST, *SIZES):
                points.append(Point(count, spent))
        if spent >= budget:
            break
    if not points or points[-1].accounts != count:
        points.append(Point(count, spent))
    return Cell(engine, rules, built, tuple(points), fired / count, _gigabytes())


def _decided(decide: Decide, things: Sequence[object]) -> tuple[list[Sequence[str]], float]:
    begin = perf_counter()
    answers = [decide(thing) for thing in things]
    return answers, perf_counter() - begin


def _assert_same(engine: str, before: int, answers: Sequence[Sequence[str]], frame: pl.DataFrame) -> int:
    """Refuse to go on when an engine fires other rules for an account than the columns; how many fired."""
    names, total = frame.columns, 0
    places = frame.to_numpy().nonzero()
    expected: list[list[str]] = [[] for _ in answers]
    for row, column in zip(places[0].tolist(), places[1].tolist(), strict=True):
        expected[row].append(names[column])
    for at, (answer, wanted) in enumerate(zip(answers, expected, strict=True)):
        assert len(answer) == len(wanted) and set(answer) == set(wanted), (
            f"{engine} and {COLUMNS} differ on account {before + at}: {sorted(set(answer) ^ set(wanted))}"
        )
        total += len(wanted)
    return total


def _prepared(engine: str, rulebook: Rulebook) -> tuple[Callable[[], Decide], Callable[[_Batch], Sequence[object]]]:
    """How an engine is built, and what it is handed for the accounts of a batch."""
    if engine == REFERENCE:
        return lambda: _reference(rulebook), lambda batch: _with_people(rulebook.vocabulary, batch)
    flat, facts = flattened(rulebook), FlatFacts(rulebook)
    build = plain_durable if engine == DURABLE else next(each for each in peers.engines() if each.name == engine).build
    return lambda: build(flat), lambda batch: facts.of(batch.given, batch.book.accounts, batch.book.people)


def _reference(rulebook: Rulebook) -> Decide:
    matcher = ReferenceMatcher(rulebook)

    def decide(account: tuple[Mapping[str, Value], Sequence[Mapping[str, Value | None]] | None]) -> Sequence[str]:
        facts, people = account
        situations = None if people is None else tuple(Situation(each, as_of=AS_OF) for each in people)
        with matcher.match(Profile("", AS_OF, facts, {}, situations, ())) as matching:
            return [rule.id for rule in matching.fired(0, facts)]

    return decide


def _with_people(vocabulary: Vocabulary, batch: _Batch) -> Sequence[object]:
    """Accounts as the reference takes them: known facts, and the people as mappings, or None."""
    ids = [fact.id for fact in vocabulary.facts]
    tags = {fact.id for fact in vocabulary.attributes if fact.kind is Kind.TAGS}
    people: list[list[Mapping[str, Value | None]]] = [[] for _ in range(batch.given.height)]
    rows = batch.book.people[ROW].to_list()
    for row, person in zip(rows, batch.people.drop("account_id").iter_rows(named=True), strict=True):
        split = {id_: frozenset(person[id_].split(";")) for id_ in tags if person[id_] is not None}
        people[row].append({**person, **split})
    listed = batch.given["people_listed"]
    return [
        (_known(facts), persons if persons or is_listed else None)
        for facts, persons, is_listed in zip(batch.given.select(ids).iter_rows(named=True), people, listed, strict=True)
    ]


def _known(row: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if value is not None}


def _gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)


def main() -> None:
    """Measure one cell and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("rules", type=int)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="accounts")
    parser.add_argument("--budget", type=float, default=5.0, help="seconds of an engine that goes one by one")
    chosen = parser.parse_args()
    if chosen.engine in (COLUMNS, SAME_FACTS):
        cell = columns(chosen.rules, chosen.most, same_facts=chosen.engine == SAME_FACTS)
    else:
        cell = one_by_one(chosen.engine, chosen.rules, chosen.most, chosen.budget)
    print(json.dumps(asdict(cell)))


if __name__ == "__main__":
    main()
