"""Books in files on Spark: the files, the faults and the figures of the book on one machine, whoever dies meanwhile."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql import SparkSession

from stratagem.book import files
from stratagem.book.files import Job
from stratagem.book.mapping import read_mapping
from stratagem.book.spark import files as spark_files
from tests.book.spark.cluster import Cluster
from tests.book.test_advise_book import ADVISOR, AS_OF, tables
from tests.book.test_files import BAD, BAD_PEOPLE, read, written
from tests.cli.running import EXAMPLES

pytestmark = pytest.mark.xdist_group("spark")

RULEBOOK = ADVISOR.rulebook
_, ACCOUNTS, PEOPLE = tables(4_000, 23)
SHUFFLED = PEOPLE.sample(fraction=1.0, shuffle=True, seed=5)


def both(spark: SparkSession, accounts: str, people: tuple[str, ...], ending: str, **how: object) -> tuple[Path, Path]:
    """The same job here and there: outcomes are equal; the two results."""
    outs = [Path(accounts).parent / f"{where}{ending}" for where in ("here", "there")]
    jobs = [Job(accounts, str(out), people, as_of=AS_OF, **how) for out in outs]  # type: ignore[arg-type]
    before = set(outs[0].parent.iterdir())
    here, there = files.advise_files(RULEBOOK, jobs[0]), spark_files.advise_files(RULEBOOK, jobs[1], spark)
    assert replace(here, rejects=()) == replace(there, rejects=())
    made = [[Path(job.rejected), Path(job.rejected_people)] for job in jobs]
    assert [[str(each) for each in files if each.exists()] for files in made] == [[*here.rejects], [*there.rejects]]
    assert [Path(each).read_text() for each in here.rejects] == [Path(each).read_text() for each in there.rejects]
    assert set(outs[0].parent.iterdir()) - before - {*outs, *made[0], *made[1]} == set()
    return outs[0], outs[1]


def test_parquet_is_read_by_the_workers(spark: SparkSession, tmp_path: Path) -> None:
    folder = tmp_path / "客户 [a] {b}*"
    folder.mkdir()
    accounts, people = written(folder, ".parquet", ACCOUNTS, SHUFFLED)
    here, there = both(spark, accounts, (people,), ".parquet")
    assert_frame_equal(pl.read_parquet(here, glob=False), pl.read_parquet(there, glob=False), categorical_as_str=True)


def test_a_mapped_export_of_a_crm(spark: SparkSession, tmp_path: Path) -> None:
    names = ("salesforce-opportunities", "salesforce-contact-roles", "salesforce-contacts")
    for name in names:
        (tmp_path / f"{name}.csv").write_bytes((EXAMPLES / "crm" / f"{name}.csv").read_bytes())
    accounts, *people = (str(tmp_path / f"{name}.csv") for name in names)
    mapping = read_mapping("salesforce", RULEBOOK.vocabulary)
    here, there = both(spark, accounts, tuple(people), ".csv", mapping=mapping, on_error="reject", lang="zh")
    assert here.read_text() == there.read_text()


@pytest.mark.parametrize("on_error", ["fail", "reject"])
def test_bad_rows_and_strangers(on_error: str, spark: SparkSession, tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".csv", BAD, BAD_PEOPLE)
    here, there = both(spark, accounts, (people,), ".csv", on_error=on_error, top=2)
    assert here.exists() == there.exists() == (on_error == "reject")
    if here.exists():
        assert here.read_text() == there.read_text()


def test_rows_that_cannot_be_cut_into_cells(spark: SparkSession, tmp_path: Path) -> None:
    accounts, people = tmp_path / "accounts.csv", tmp_path / "people.csv"
    accounts.write_text("name,tier\na,partner\n\nb,partner,more\nc\nd,partner\n")
    people.write_text("account,stance\na,leader\nd,leader,more\nx\nx,leader,more\n")
    here, there = both(spark, str(accounts), (str(people),), ".csv", on_error="reject")
    assert here.read_text() == there.read_text()


def test_accounts_that_stand_twice(spark: SparkSession, tmp_path: Path) -> None:
    accounts = pl.DataFrame({"account_id": [1.0, 2.0, 1.0, None], "name": ["a", "b", "c", "d"]})
    people = pl.DataFrame({"account_id": [1, 2], "stance": ["leader", "neutral"]})
    here, there = both(spark, *_pair(written(tmp_path, ".parquet", accounts, people)), ".csv", on_error="reject")
    assert here.read_text() == there.read_text()
    assert read(there)["account_id"].to_list() == ["2", None]


def test_types_that_spark_has_not(spark: SparkSession, tmp_path: Path) -> None:
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=8)))
    accounts = pl.DataFrame(
        {
            "name": pl.Series(["a", "b"], dtype=pl.Categorical()),
            "tier": pl.Series(["partner", None], dtype=pl.Enum(["partner", "transactional"])),
            "last_contact": pl.Series([moment, None]).dt.convert_time_zone("Asia/Shanghai"),
            "amount": pl.Series([2**40, None], dtype=pl.UInt64),
            "cares_about": [["price"], None],
            "severity": pl.Series([None, None], dtype=pl.Null),
            "people_listed": [True, None],
        }
    )
    people = pl.DataFrame({"account": ["b"], "since": [date(2026, 1, 1)]}).select("account")
    here, there = both(spark, *_pair(written(tmp_path, ".parquet", accounts, people)), ".parquet")
    assert_frame_equal(pl.read_parquet(here, glob=False), pl.read_parquet(there, glob=False), categorical_as_str=True)


def test_an_empty_book_has_headings(spark: SparkSession, tmp_path: Path) -> None:
    here, there = both(
        spark, *_pair(written(tmp_path, ".parquet", ACCOUNTS.clear(), PEOPLE.clear())), ".csv", on_error="reject"
    )
    assert here.read_text() == there.read_text()


def test_a_worker_killed_in_the_middle_loses_nothing(spark: SparkSession, cluster: Cluster, tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".parquet", ACCOUNTS, SHUFFLED)
    job = Job(accounts, str(tmp_path / "out.parquet"), (people,), as_of=AS_OF)
    tracker = spark.sparkContext.statusTracker()
    killed: list[int] = []

    def kill(done: int, of: int) -> None:
        stages = [tracker.getStageInfo(each) for each in tracker.getActiveStageIds()]
        if not killed and any(each is not None and each.numActiveTasks > 0 for each in stages):
            assert done < of
            killed.append(done)
            cluster.kill(cluster.workers[0])

    outcome = spark_files.advise_files(RULEBOOK, job, spark, kill)
    assert len(killed) == 1
    assert (outcome.accounts, outcome.advised, outcome.rejected) == (4_000, 4_000, 0)
    expected = ADVISOR.advise_book(ACCOUNTS, PEOPLE, as_of=AS_OF)
    assert_frame_equal(expected, pl.read_parquet(job.out), categorical_as_str=True)


def _pair(files: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    return files[0], files[1:]
