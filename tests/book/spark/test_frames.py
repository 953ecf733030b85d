"""DataFrames of Spark in, the rows of the book on one machine out, in its order; a dead worker changes nothing."""

import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Thread

import polars as pl
import pyarrow as pa
import pytest
from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession

from stratagem.book.spark import advise
from stratagem.book.spark.workers import plain
from stratagem.diagnostics import AccountError
from tests.book.spark.cluster import Cluster
from tests.book.test_advise_book import ADVISOR, AS_OF, tables

pytestmark = pytest.mark.xdist_group("spark")

InSpark = Callable[[pl.DataFrame], DataFrame]

_, ACCOUNTS, PEOPLE = tables(3_000, 17)
SHUFFLED = PEOPLE.sample(fraction=1.0, shuffle=True, seed=3)


@pytest.fixture
def in_spark(spark: SparkSession, tmp_path: Path) -> InSpark:
    """Makes a DataFrame of several partitions, in the order of a frame."""
    numbers = count()

    def made(frame: pl.DataFrame) -> DataFrame:
        file = tmp_path / f"{next(numbers)}.parquet"
        frame.write_parquet(file, row_group_size=500)
        return spark.read.parquet(f"file://{file}")

    return made


def rows(answers: DataFrame) -> pl.DataFrame:
    return pl.DataFrame(answers.toArrow())


def test_row_by_row_the_same_as_on_one_machine(in_spark: InSpark) -> None:
    assert not ACCOUNTS["people_listed"].all() and PEOPLE["account"].n_unique() < ACCOUNTS["people_listed"].sum()
    found = rows(advise(in_spark(ACCOUNTS), in_spark(SHUFFLED), ADVISOR, as_of=AS_OF))
    expected = plain(ADVISOR.advise_book(ACCOUNTS, PEOPLE, as_of=AS_OF))
    assert expected.schema == found.schema
    assert expected.rows() == found.rows()


def test_without_people_and_with_another_top(in_spark: InSpark) -> None:
    found = rows(advise(in_spark(ACCOUNTS.head(500)), None, ADVISOR.rulebook, as_of=AS_OF, top=1))
    assert plain(ADVISOR.advise_book(ACCOUNTS.head(500), as_of=AS_OF, top=1)).rows() == found.rows()


ODD = pl.DataFrame({
    "account_id": ["1", "01", " 2", "", None, "3", "3"],
    "name": ["  A\u3000 B", "C\tD", "E", "F", "G", "same", "same"],
    "tier": ["partner"] * 7,
})  # fmt: skip
THEIRS = [" 1", "01 ", "2", "A B", "C D ", "\u2003F\x85", "G", "same", "3", "", " ", None, "nobody"]


def test_people_find_their_account_as_on_one_machine(in_spark: InSpark) -> None:
    for key in ("account", "account_id"):
        people = pl.DataFrame({key: THEIRS, "roles": ["approver"] * len(THEIRS), "contact": ["multiple"] * len(THEIRS)})
        with pytest.raises(AccountError) as here:
            ADVISOR.advise_book(ODD, people)
        with pytest.raises(AccountError) as there:
            advise(in_spark(ODD), in_spark(people), ADVISOR)
        assert here.value.diagnostics == there.value.diagnostics
        lost = {int(str(each.place).partition("[")[2].partition("]")[0]) for each in here.value.diagnostics}
        good = people.filter(~pl.int_range(pl.len()).is_in(list(lost)))
        found = rows(advise(in_spark(ODD), in_spark(good), ADVISOR))
        assert plain(ADVISOR.advise_book(ODD, good)).rows() == found.rows()


def test_everything_wrong_is_raised_with_its_place(in_spark: InSpark) -> None:
    accounts = pl.DataFrame({"name": ["a", "b", "c", "d"], "tier": ["partner", "partnr", None, "x"]})
    people = pl.DataFrame({"account": ["d", "x", "a"], "stance": ["boss", "leader", "neutral"]})
    with pytest.raises(AccountError) as here:
        ADVISOR.advise_book(accounts, people)
    with pytest.raises(AccountError) as there:
        advise(in_spark(accounts), in_spark(people), ADVISOR)
    assert here.value.diagnostics == there.value.diagnostics
    with pytest.raises(AccountError, match="unknown-fact"):
        advise(in_spark(accounts.rename({"tier": "teir"})), None, ADVISOR)


def test_a_worker_killed_in_the_middle_loses_nothing(in_spark: InSpark, cluster: Cluster, tmp_path: Path) -> None:
    hold, started = tmp_path / "hold", tmp_path / "started"
    started.mkdir()

    def held(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """A stage before ours that stands still while a file is there, and says on which worker."""
        context = TaskContext.get()
        attempt = 0 if context is None else context.attemptNumber()
        for batch in batches:
            (started / f"{os.getpid()}-{attempt}").write_text(str(Path.cwd()))
            while hold.exists():
                time.sleep(0.05)
            yield batch

    given = in_spark(ACCOUNTS)
    answers = advise(given.mapInArrow(held, given.schema), in_spark(SHUFFLED), ADVISOR, as_of=AS_OF)
    for each in started.iterdir():
        each.unlink()
    hold.touch()
    found: list[pl.DataFrame] = []
    job = Thread(target=lambda: found.append(rows(answers)))
    job.start()
    end = time.monotonic() + 120
    while len(places := {each.read_text() for each in started.iterdir()} - {""}) < 2:
        assert time.monotonic() < end, "two executors are at work"
        time.sleep(0.05)
    victim = next(each for each in cluster.workers if any(place.startswith(str(each.folder)) for place in places))
    cluster.kill(victim)
    hold.unlink()
    job.join(240)
    assert plain(ADVISOR.advise_book(ACCOUNTS, PEOPLE, as_of=AS_OF)).rows() == found[0].rows()
    # What the killed worker had in hand was done again: the status of lost executors may count it or not.
    assert any(not each.name.endswith("-0") for each in started.iterdir())
