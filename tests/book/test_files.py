"""Books in files: what goes in comes out, every row is accounted for, and nothing is left half-written."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stratagem.book import csv_rows, files, placing, rejected, tables
from stratagem.book.files import Job, Outcome, advise_files
from stratagem.book.results import Results, flat
from stratagem.diagnostics import AccountError
from tests.book.test_advise_book import ADVISOR
from tests.book.test_advise_book import tables as drawn

AS_OF = date(2026, 11, 23)
_, ACCOUNTS, PEOPLE = drawn(120, 11)


def written(
    folder: Path, ending: str, accounts: pl.DataFrame = ACCOUNTS, people: pl.DataFrame = PEOPLE
) -> tuple[str, str]:
    at = []
    for name, frame in (("accounts", accounts), ("people", people)):
        file = folder / f"{name}{ending}"
        match ending:
            case ".csv":
                frame.write_csv(file)
            case ".xlsx":
                frame.write_excel(file)
            case _:
                frame.write_parquet(file)
        at.append(str(file))
    return at[0], at[1]


def advised(accounts: str, people: str, out: str | Path, **how: object) -> Outcome:
    return advise_files(ADVISOR.rulebook, Job(accounts, str(out), (people,), as_of=AS_OF, **how))  # type: ignore[arg-type]


def read(file: Path) -> pl.DataFrame:
    if file.suffix == ".csv":
        return pl.read_csv(file, infer_schema=False)
    if file.suffix == ".xlsx":
        return pl.read_excel(file, infer_schema_length=0)
    return pl.read_parquet(file)


def as_text(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    """Cells as text, blank for nothing, however a format writes numbers and flags."""
    texts = flat(frame).with_columns(pl.all().cast(pl.String).fill_null(""))
    return texts.with_columns(pl.all().str.to_lowercase()).rows()


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few rows at once that every book has several slices."""
    monkeypatch.setattr(files, "AT_ONCE", 50)
    monkeypatch.setattr(tables, "AT_ONCE", 17)
    monkeypatch.setattr(placing, "LEAST_ACCOUNTS", 30)
    monkeypatch.setattr(placing, "MOST_BUCKETS", 3)
    monkeypatch.setattr(rejected, "BUCKET", 7)
    monkeypatch.setattr(csv_rows, "BYTES_AT_ONCE", 2_000)


@pytest.mark.parametrize("shuffled", [False, True], ids=["in order", "in any order"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_files_say_what_frames_say(ending: str, shuffled: bool, tmp_path: Path) -> None:
    people = PEOPLE.sample(fraction=1.0, shuffle=True, seed=2) if shuffled else PEOPLE
    out = tmp_path / f"advice{ending}"
    outcome = advised(*written(tmp_path, ending, people=people), out)
    expected = ADVISOR.advise_book(ACCOUNTS, PEOPLE, as_of=AS_OF)
    assert read(out).columns == expected.columns
    assert as_text(read(out)) == as_text(expected)
    assert (outcome.accounts, outcome.advised, outcome.rejected, outcome.people) == (120, 120, 0, PEOPLE.height)
    assert outcome.summary is not None and outcome.summary.accounts == 120
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        [f"accounts{ending}", f"people{ending}", out.name]
    )


def test_lists_of_a_parquet_file_stay_lists(tmp_path: Path) -> None:
    advised(*written(tmp_path, ".csv"), tmp_path / "out.parquet")
    expected = ADVISOR.advise_book(ACCOUNTS, PEOPLE, as_of=AS_OF)
    assert read(tmp_path / "out.parquet")["not_now"].to_list() == expected["not_now"].to_list()


def test_semicolons_byte_order_marks_and_blank_rows(tmp_path: Path) -> None:
    book = tmp_path / "客户.csv"
    book.write_text(
        "\ufeff客户名称;客户形态;客户关心点\n甲;战略伙伴型;价格,战略\n;;\n\n乙;交易型x;\n", encoding="utf-8"
    )
    outcome = advise_files(ADVISOR.rulebook, Job(str(book), str(tmp_path / "out.csv"), lang="zh"))
    assert [str(each.place) for each in outcome.findings] == [f"{book}，第 5 行，“客户形态”列"]
    assert outcome.failed and not (tmp_path / "out.csv").exists()


BAD = pl.DataFrame(
    {"name": ["a", "b", "c", "d"], "tier": ["partner", "partnr", None, "partner"], "amount": ["1", "-1", "2", "3"]}
)
BAD_PEOPLE = pl.DataFrame(
    {"account": ["a", "c", "d", "nobody", None], "stance": ["leader", "boss", None, "leader", "neutral"]}
)


def test_by_default_bad_rows_stop_everything(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("as it was")
    accounts, people = written(tmp_path, ".csv", BAD, BAD_PEOPLE)
    outcome = advised(accounts, people, out)
    assert outcome.failed and outcome.faults == 3 and outcome.summary is None
    assert [str(each.place) for each in outcome.findings] == [
        f"{accounts}, row 3, column tier",
        f"{accounts}, row 3, column amount",
        f"{people}, row 3, column stance",
    ]
    assert [each.row for each in outcome.strangers] == [5, 6]
    assert out.read_text() == "as it was"
    assert len(list(tmp_path.iterdir())) == 3


def test_rejected_rows_are_kept_with_their_reasons(tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".csv", BAD, BAD_PEOPLE)
    outcome = advised(accounts, people, tmp_path / "out.csv", on_error="reject")
    assert (outcome.accounts, outcome.advised, outcome.rejected, outcome.faults) == (4, 2, 2, 3)
    assert outcome.summary is not None and outcome.summary.rejected == 2
    assert read(tmp_path / "out.csv")["account"].to_list() == ["a", "d"]
    rejects = read(tmp_path / "out.csv.rejected.csv")
    assert rejects.columns[:4] == ["name", "tier", "amount", "rejected: row"]
    assert rejects.drop("rejected: reasons", "rejected: cells beyond the headings").rows() == [
        ("b", "partnr", "-1", "3", "tier;amount", "unknown-value;out-of-range"),
        ("c", None, "2", "4", None, "unknown-value"),
    ]
    assert f'{people}, row 3, column stance: "boss" is not' in rejects["rejected: reasons"][1]
    others = read(tmp_path / "out.csv.rejected-people.csv")
    assert others.select("account", "stance", "rejected: row", "rejected: columns", "rejected: codes").rows() == [
        ("c", "boss", "3", "stance", "unknown-value"),
        ("nobody", "leader", "5", "account", "account-not-in-book"),
        (None, "neutral", "6", "account", "person-without-account"),
    ]


def test_an_old_file_of_rejects_goes_when_nothing_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "out.csv.rejected.csv").write_text("old")
    advised(*written(tmp_path, ".csv"), tmp_path / "out.csv", on_error="reject")
    assert not (tmp_path / "out.csv.rejected.csv").exists()


def test_accounts_that_stand_twice_are_all_rejected(tmp_path: Path) -> None:
    accounts = pl.DataFrame({"account_id": ["1", "2", "1"], "name": ["a", "b", "c"]})
    people = pl.DataFrame({"account_id": ["1", "2"], "stance": ["leader", "neutral"]})
    outcome = advised(*written(tmp_path, ".csv", accounts, people), tmp_path / "out.csv", on_error="reject")
    assert (outcome.advised, outcome.rejected) == (1, 2)
    assert read(tmp_path / "out.csv").select("account", "account_id").rows() == [("b", "2")]


def test_somebody_of_either_of_two_accounts_is_a_fault(tmp_path: Path) -> None:
    accounts = pl.DataFrame({"account_id": ["1", "2"], "name": ["twin", "twin"]})
    people = pl.DataFrame({"account": ["twin"], "stance": ["leader"]})
    assert advised(*written(tmp_path, ".csv", accounts, people), tmp_path / "out.csv").failed


def test_columns_that_mean_nothing_stop_everything(tmp_path: Path) -> None:
    accounts = pl.DataFrame({"name": ["a"], "teir": ["partner"]})
    with pytest.raises(AccountError) as error:
        advised(*written(tmp_path, ".csv", accounts), tmp_path / "out.csv", on_error="reject")
    assert [str(each.place) for each in error.value.diagnostics] == [f"{tmp_path}/accounts.csv, column teir"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_whoever_interrupts_finds_what_was_there_before(ending: str, stop: type[BaseException], tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".parquet")
    out = tmp_path / f"out{ending}"
    out.write_text("as it was")

    def interrupt(done: int, of: int) -> None:
        if done >= 100 and of:
            raise stop

    with pytest.raises(stop):
        advise_files(ADVISOR.rulebook, Job(accounts, str(out), (people,)), interrupt)
    assert out.read_text() == "as it was"
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_accounts_without_names_and_people_of_whom_nothing_is_known(ending: str, tmp_path: Path) -> None:
    nameless, bare = pl.DataFrame({"tier": ["partner", "partner"]}), pl.DataFrame({"account": ["a"]})
    accounts, _ = written(tmp_path, ending, nameless, bare)
    advise_files(ADVISOR.rulebook, Job(accounts, str(tmp_path / "out.parquet"), as_of=AS_OF))
    assert_frame_equal(ADVISOR.advise_book(nameless, as_of=AS_OF), pl.read_parquet(tmp_path / "out.parquet"))
    advised(*written(tmp_path, ending, pl.DataFrame({"name": ["a", "b"]}), bare), tmp_path / "out.parquet")
    expected = ADVISOR.advise_book(pl.DataFrame({"name": ["a", "b"]}), bare, as_of=AS_OF)
    assert_frame_equal(expected, pl.read_parquet(tmp_path / "out.parquet"))


def test_an_empty_book_has_headings(tmp_path: Path) -> None:
    for ending in (".csv", ".parquet"):
        outcome = advised(*written(tmp_path, ending, ACCOUNTS.clear(), PEOPLE.clear()), tmp_path / f"out{ending}")
        assert (outcome.accounts, outcome.advised) == (0, 0)
        assert read(tmp_path / f"out{ending}").columns[:2] == ["account", "strategy_1"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (None, "a.csv", "missing-file"),
        (b"", "a.csv", "empty-file"),
        (b"x", "a.doc", "not-a-table"),
        (b"x", "a.parquet", "unreadable-table"),
        (b"x", "a.xlsx", "unreadable-table"),
        ("name\n客户".encode("gbk"), "a.csv", "invalid-utf8"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes | None, name: str, code: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AccountError) as error:
        advise_files(ADVISOR.rulebook, Job(str(tmp_path / name), str(tmp_path / "out.csv")))
    assert [each.code for each in error.value.diagnostics] == [code]


ODD = "account_id,name,tier\n1,a,partner\n2,b,Smith,partner,many\n3\n\n4,d,partner\n"


def test_a_row_with_too_many_or_too_few_cells_is_one_bad_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ODD)
    (tmp_path / "p.csv").write_text("account_id,stance\n2,leader\n4,leader\n4,leader,x\n5,leader,y\n")
    job = Job(str(tmp_path / "a.csv"), str(tmp_path / "out.csv"), (str(tmp_path / "p.csv"),), on_error="reject")
    outcome = advise_files(ADVISOR.rulebook, job)
    assert [(each.code, str(each.place)) for each in outcome.findings] == [
        ("odd-row", f"{job.accounts}, row 3"),
        ("odd-row", f"{job.accounts}, row 4"),
        ("odd-row", f"{job.people[0]}, row 4"),
        ("odd-row", f"{job.people[0]}, row 5"),
    ]
    assert outcome.findings[0].cause() == "cells in this row: 5; headings: 3"
    assert (outcome.accounts, outcome.advised, outcome.rejected) == (4, 1, 3)
    assert (outcome.people, outcome.people_advised, outcome.people_rejected, outcome.people_without) == (4, 0, 3, 1)
    rejects = read(tmp_path / "out.csv.rejected.csv")
    assert rejects.select("account_id", "tier", "rejected: cells beyond the headings").rows() == [
        ("2", "Smith", "partner,many"),
        ("3", None, None),
        ("4", "partner", None),
    ]
    others = read(tmp_path / "out.csv.rejected-people.csv")
    assert others.select("account_id", "rejected: row", "rejected: codes").rows() == [
        ("2", "2", "person-of-rejected-account"),
        ("4", "3", "person-of-rejected-account"),
        ("4", "4", "odd-row"),
        ("5", "5", "odd-row"),
    ]


def test_rejected_rows_can_be_mended_and_handed_in_again(tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".csv", BAD, BAD_PEOPLE)
    first = Job(accounts, str(tmp_path / "out.csv"), (people,), on_error="reject")
    advise_files(ADVISOR.rulebook, first)
    mended = Path(first.rejected).read_text().replace("partnr", "partner").replace("-1", "1")
    Path(first.rejected).write_text(mended)
    Path(first.rejected_people).write_text(Path(first.rejected_people).read_text().replace("boss", "leader"))
    outcome = advise_files(ADVISOR.rulebook, Job(first.rejected, str(tmp_path / "again.csv"), (first.rejected_people,)))
    assert (outcome.failed, outcome.advised, outcome.people_advised) == (False, 2, 1)
    again = pl.concat([read(tmp_path / "out.csv"), read(tmp_path / "again.csv")]).sort("account")
    at_once = tmp_path / "mended"
    at_once.mkdir()
    files = written(
        at_once,
        ".csv",
        BAD.with_columns(
            pl.Series("tier", ["partner", "partner", None, "partner"]), amount=pl.Series(["1", "1", "2", "3"])
        ),
        BAD_PEOPLE.with_columns(pl.col("stance").replace("boss", "leader")),
    )
    advise_files(ADVISOR.rulebook, Job(files[0], str(at_once / "out.csv"), (files[1],)))
    assert again.rows() == read(at_once / "out.csv").rows()


@pytest.mark.parametrize("shuffled", [False, True], ids=["in order", "in any order"])
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_everybody_is_accounted_for_in_a_book_full_of_faults(ending: str, shuffled: bool, tmp_path: Path) -> None:
    """As many rows in the files as the outcome says, and together all that came in."""
    accounts = ACCOUNTS.with_columns(
        pl.when(pl.int_range(pl.len()) % 7 == 3).then(pl.lit("?")).otherwise("tier").alias("tier")
    )
    at = pl.int_range(pl.len())
    people = PEOPLE.with_columns(
        pl.when(at % 31 == 5).then(pl.lit("?")).otherwise("stance").alias("stance"),
        pl.when(at % 29 == 2).then(pl.lit("nowhere")).otherwise("account").alias("account"),
    )
    people = people.sample(fraction=1.0, shuffle=True, seed=9) if shuffled else people
    files = written(tmp_path, ending, accounts, people)
    outcome = advised(*files, tmp_path / "out.parquet", on_error="reject")
    answers, rejects = read(tmp_path / "out.parquet"), read(tmp_path / "out.parquet.rejected.csv")
    others = read(tmp_path / "out.parquet.rejected-people.csv")
    assert (answers.height, rejects.height) == (outcome.advised, outcome.rejected)
    assert others.height == outcome.people_rejected + outcome.people_without
    assert sorted(answers["account"].to_list() + rejects["name"].to_list()) == sorted(accounts["name"].to_list())
    assert outcome.people == people.height
    bad = set(accounts.filter(pl.col("tier") == "?")["name"]) | set(people.filter(stance="?")["account"]) - {"nowhere"}
    assert set(rejects["name"]) == bad
    good = accounts.filter(~pl.col("name").is_in(list(bad)))
    known = people.filter(pl.col("account").is_in(good["name"].implode()))
    assert as_text(answers) == as_text(ADVISOR.advise_book(good, known, as_of=AS_OF))
    failed = advised(*files, tmp_path / "other.parquet")
    assert failed.failed and failed.faults == outcome.faults and not (tmp_path / "other.parquet").exists()


def test_old_files_of_rejects_are_read_and_not_lost(tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".csv", BAD, BAD_PEOPLE)
    job = Job(accounts, str(tmp_path / "out.csv"), (people,), on_error="reject")
    advise_files(ADVISOR.rulebook, job)
    Path(job.rejected).write_text(Path(job.rejected).read_text().replace("partnr", "partner").replace("-1", "1"))
    advise_files(ADVISOR.rulebook, Job(job.rejected, job.out))
    assert Path(job.rejected).exists() and not Path(job.rejected_people).exists()


SLOW = """
import sys, time
from stratagem import Advisor
from stratagem.book.files import Job, advise_files

def wait(done, of):
    if done:
        print("writing", flush=True)
        time.sleep(600)

advise_files(Advisor.load().rulebook, Job(*sys.argv[1:]), wait)
"""


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_killed_run_leaves_no_result_and_the_next_one_clears_up(ending: str, tmp_path: Path) -> None:
    accounts, people = written(tmp_path, ".parquet")
    out = tmp_path / f"out{ending}"
    out.write_text("as it was")
    command = [sys.executable, "-c", SLOW, accounts, str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "writing\n"
        with pytest.raises(AccountError) as refused:
            advised(accounts, people, out)
        assert [each.code for each in refused.value.diagnostics] == ["being-written"]
        process.kill()
    left = tmp_path / f".out{ending}.part"
    assert out.read_text() == "as it was" and len(list(left.iterdir())) > 1
    (left / "parts").mkdir()  # as workers of a cluster leave them
    outcome = advised(accounts, people, out)
    assert (outcome.advised, read(out).height, left.exists()) == (120, 120, False)


INTERRUPTED = """
import os, signal, sys, threading
import polars as pl
from stratagem import Advisor
from stratagem.book import files

def at_work(*given):
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    long = pl.LazyFrame({"a": [0]}).select(pl.int_range(2_000_000).hash().alias("a")).sort("a")
    while True:
        long.collect()

files.put_together = at_work
signal.signal(signal.SIGINT, signal.default_int_handler)
files.advise_files(Advisor.load().rulebook, files.Job(*sys.argv[1:]))
"""


def test_ctrl_c_leaves_nothing_even_while_polars_is_at_work(tmp_path: Path) -> None:
    accounts, _ = written(tmp_path, ".parquet")
    command = [sys.executable, "-c", INTERRUPTED, accounts, str(tmp_path / "out.parquet")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "KeyboardInterrupt" in ended.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["accounts.parquet", "people.parquet"]


def test_a_folder_that_nobody_closed_goes_with_whoever_made_it(tmp_path: Path) -> None:
    """Python can be interrupted once more before it closes anything."""
    results = Results(tmp_path / "out.csv", "out.csv").__enter__()
    assert [".out.csv.part"] == [each.name for each in tmp_path.iterdir()]
    del results
    assert [] == list(tmp_path.iterdir())
