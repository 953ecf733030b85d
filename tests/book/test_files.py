"""Books in files: what goes in comes out, every row is accounted for, and nothing is left half-written."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stratagem.book import files, placing, tables
from stratagem.book.files import Job, Outcome, advise_files
from stratagem.book.results import flat
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
    monkeypatch.setattr(placing, "SORTED_AT_ONCE", 60)


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
    rejects = read(tmp_path / "out.csv.rejected.csv").select("file", "row", "column", "value", "account", "code").rows()
    assert sorted(rejects, key=str) == sorted(
        [
            (accounts, "3", "tier", "partnr", "b", "unknown-value"),
            (accounts, "3", "amount", "-1", "b", "out-of-range"),
            (people, "3", "stance", "boss", "c", "unknown-value"),
            (people, "5", "account", "nobody", None, "account-not-in-book"),
            (people, "6", "account", "", None, "person-without-account"),
        ],
        key=str,
    )


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
        ("name\n客户".encode("gbk"), "a.csv", "unreadable-table"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes | None, name: str, code: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AccountError) as error:
        advise_files(ADVISOR.rulebook, Job(str(tmp_path / name), str(tmp_path / "out.csv")))
    assert [each.code for each in error.value.diagnostics] == [code]
