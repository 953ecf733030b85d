"""Every finding as a person reads it, in English and Chinese, compared to the byte.

A fault is a file in one of the folders beside this one; what is said of it stands next to it, in `.en.txt` and
`.zh.txt`.
`STRATAGEM_UPDATE_GOLDEN=1 pytest tests/golden` writes those two; read the difference before you keep it.

- `books/`: a whole rulebook in one file
- `rules/`: a file of the rulebook `rulebook.yaml`
- `tables/`: a decision table of that rulebook
- `cases/`: cases about the rules of `rulebook.yaml`
- `accounts/`: an account file
- `made/`: what cannot be kept in a repository, made by the tests
"""

import os
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import pytest
from openpyxl import Workbook

from stratagem import AccountError, Advisor, HypothesisError, UnknownStrategyError
from stratagem.authoring import read_rulebook
from stratagem.authoring.cases import read_cases
from stratagem.authoring.tabulating import tabulate
from stratagem.book.files import Job, advise_files
from stratagem.book.mapping import read_mapping
from stratagem.book.results import SHEET, Results
from stratagem.diagnostics import Diagnostic, Source
from stratagem.diagnostics.checks import CHECKS
from stratagem.diagnostics.sentences import SENTENCES
from stratagem.documents import MAX_BYTES, decode, read_text
from stratagem.sheets.cells import MAX_COLUMNS, MAX_ROWS
from stratagem.sheets.workbooks import MAX_UNPACKED
from stratagem.testing.scenarios import read_feature

HERE = Path(__file__).parent
BASE = HERE / "rulebook.yaml"
UPDATE = os.environ.get("STRATAGEM_UPDATE_GOLDEN") == "1"
INPUTS = sorted(path for path in HERE.glob("*/*") if path.suffix in (".yaml", ".json", ".csv"))
ADVISOR = Advisor.load(BASE)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old workbooks begin."""

ELSEWHERE = {"bad-as-of"}
"""Codes that only the command line says; its own tests show them."""


def found(path: Path) -> list[Diagnostic]:
    """What is said of one input."""
    match path.parent.name:
        case "books":
            return list(read_rulebook(path)[1])
        case "rules" | "tables":
            with TemporaryDirectory() as folder:
                copy(BASE, folder)
                copy(path, folder)
                return list(read_rulebook(Path(folder))[1])
        case "cases":
            return list(read_cases(path, ADVISOR.rulebook)[1])
        case _:
            return in_account(*read_text(path))


def in_account(source: Source | None, faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    if source is None:
        return list(faults)
    return [finding for _, findings in ADVISOR.read_accounts(source) for finding in findings]


# ── What cannot be kept in a repository ──────────────────────────────────────────────────────────────────────────────


def a_binary_file(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    return in_account(*read_text(folder / "deal.yaml"))


def invalid_utf8(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").write_bytes("name: X\n客户形态: ".encode() + "交易型".encode("gbk"))
    return in_account(*read_text(folder / "deal.yaml"))


def a_file_of_50_megabytes(folder: Path) -> list[Diagnostic]:
    with (folder / "deal.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return in_account(*read_text(folder / "deal.yaml"))


def just_too_large(folder: Path) -> list[Diagnostic]:
    return in_account(*decode(b"#" * (MAX_BYTES + 1), f"{folder}/deal.yaml"))


def a_missing_file(folder: Path) -> list[Diagnostic]:
    return in_account(*read_text(folder / "deal.yaml"))


def a_folder_instead_of_a_file(folder: Path) -> list[Diagnostic]:
    return in_account(*read_text(folder))


def an_unreadable_file(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").symlink_to("deal.yaml")
    return in_account(*read_text(folder / "deal.yaml"))


def a_path_through_a_file(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").write_text("name: X\n")
    return list(read_rulebook(folder / "deal.yaml" / "rules")[1])


def a_folder_without_a_rulebook(folder: Path) -> list[Diagnostic]:
    return list(read_rulebook(folder)[1])


ROW = ("partner", "visit", 80, "Because", "因为")
HEADINGS = ("tier", "recommend", "priority", "because.en", "because.zh")


def in_table(folder: Path, data: bytes, name: str = "tiers.xlsx") -> list[Diagnostic]:
    """What is said of a table beside the rulebook."""
    copy(BASE, folder)
    (folder / name).write_bytes(data)
    return list(read_rulebook(folder)[1])


def in_workbook(folder: Path, change: Callable[[Workbook], object]) -> list[Diagnostic]:
    """What is said of a workbook that holds one good row, changed."""
    workbook, data = Workbook(), BytesIO()
    sheet = workbook.worksheets[0]
    for row in (HEADINGS, ROW):
        sheet.append(row)
    change(workbook)
    workbook.save(data)
    return in_table(folder, data.getvalue())


def a_table_of_another_kind(folder: Path) -> list[Diagnostic]:
    return in_table(folder, b"", "tiers.ods")


def a_table_that_is_binary(folder: Path) -> list[Diagnostic]:
    return in_table(folder, "tier\tpriority\n".encode("utf-16"), "tiers.csv")


def a_table_that_is_not_utf8(folder: Path) -> list[Diagnostic]:
    return in_table(folder, "客户形态,priority\n".encode("gbk"), "tiers.csv")


def a_table_with_too_many_rows(folder: Path) -> list[Diagnostic]:
    return in_table(folder, b"tier,priority\n" + b"partner,1\n" * MAX_ROWS, "tiers.csv")


def two_tables_of_one_name(folder: Path) -> list[Diagnostic]:
    table = ",".join((*HEADINGS, "id")) + "\n" + ",".join(map(str, (*ROW, "{id}"))) + "\n"
    (folder / "a").mkdir()
    (folder / "a" / "tiers.csv").write_text(table.format(id="one"), encoding="utf-8")
    return in_table(folder, table.format(id="two").encode(), "tiers.csv")


def a_row_that_is_called_like_another_rule(folder: Path) -> list[Diagnostic]:
    def change(workbook: Workbook) -> None:
        workbook.worksheets[0]["F1"], workbook.worksheets[0]["F2"] = "id", "partner-visit"

    return in_workbook(folder, change)


def rows_of_one_table_in_a_circle(folder: Path) -> list[Diagnostic]:
    table = (
        "F | weak,tier,conclude:weak,recommend,priority,because.en,because.zh\n"
        ",partner,yes,,80,A,甲\nyes,,,visit,70,B,乙\n"
    )
    return in_table(folder, table.encode(), "tiers.csv")


def a_damaged_workbook(folder: Path) -> list[Diagnostic]:
    return in_table(folder, b"PK\x03\x04 and nothing more")


def an_empty_workbook(folder: Path) -> list[Diagnostic]:
    return in_table(folder, b"")


def a_workbook_without_cells(folder: Path) -> list[Diagnostic]:
    return in_workbook(folder, lambda workbook: workbook.worksheets[0].delete_rows(1, 2))


def a_workbook_with_a_password(folder: Path) -> list[Diagnostic]:
    return in_table(folder, COMPOUND + "EncryptedPackage".encode("utf-16-le"))


def an_old_workbook(folder: Path) -> list[Diagnostic]:
    return in_table(folder, COMPOUND + b"Workbook")


def a_workbook_that_unpacks_to_gigabytes(folder: Path) -> list[Diagnostic]:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (MAX_UNPACKED + 1))
    return in_table(folder, data.getvalue())


def a_hidden_sheet(folder: Path) -> list[Diagnostic]:
    def change(workbook: Workbook) -> None:
        workbook.create_sheet("Notes")
        workbook.worksheets[0].sheet_state = "hidden"

    return in_workbook(folder, change)


def cells_of_a_workbook_that_say_nothing_clear(folder: Path) -> list[Diagnostic]:
    """Merged cells, a formula never computed, an error, a wrong value, a cell without a heading."""

    def change(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        for row in (("partnr", "visit", "=40+40", "Because", "因为"), ROW, (*ROW[:2], "#N/A", *ROW[3:])):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet["G4"] = "a note"

    return in_workbook(folder, change)


UNFIT = """\
rules:
  - {id: first, title: {en: F, zh: 一}, priority: 9, when: {tier: partner, price: 50}, recommend: visit}
  - {id: either, title: {en: E, zh: 二}, priority: 8, when: {any: [{tier: partner}, {price: 50}]}, recommend: visit}
  - {id: twice, title: {en: T, zh: 三}, priority: 7, when: {all: [{price: ">= 5"}, {price: "< 9"}]}, recommend: visit}
  - {id: turned, title: {en: T, zh: 四}, priority: 6, when: {price: 50, tier: partner}, recommend: visit}
  - {id: accepts, title: {en: A, zh: 五}, priority: 5, recommend: visit, accept: {unused-fact: {tier: Why not}}}
  - {id: dash, title: {en: "-", zh: "-"}, priority: 4, recommend: visit}
  - id: holds
    title: {en: H, zh: 六}
    priority: 3
    hold: [{strategy: visit, until: {en: A, zh: 甲}}, {strategy: discount, until: {en: B, zh: 乙}}]
"""


def rules_that_cannot_be_rows(folder: Path) -> list[Diagnostic]:
    copy(BASE, folder)
    (folder / "unfit.yaml").write_text(UNFIT, encoding="utf-8")
    rulebook = read_rulebook(folder)[0]
    assert rulebook is not None
    return list(tabulate(rulebook, rulebook.rules, "unfit")[1])


def a_workbook_with_too_many_columns(folder: Path) -> list[Diagnostic]:
    return in_workbook(folder, lambda workbook: workbook.worksheets[0].cell(2, MAX_COLUMNS + 1, "far away"))


def a_control_character(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").write_text("name: X\nnote: 中文\x1b[0m\n")
    return in_account(*read_text(folder / "deal.yaml"))


def a_flood_of_faults(folder: Path) -> list[Diagnostic]:
    (folder / "deal.yaml").write_text("".join(f"fact_{at}: 1\n" for at in range(120)))
    return in_account(*read_text(folder / "deal.yaml"))[-2:]


def a_strategy_that_does_not_exist(_: Path) -> list[Diagnostic]:
    with pytest.raises(UnknownStrategyError) as near:
        ADVISOR.explain({}, "vist")
    with pytest.raises(UnknownStrategyError) as far:
        ADVISOR.explain({}, "zzz")
    return [*near.value.diagnostics, *far.value.diagnostics]


def what_cannot_be_otherwise(_: Path) -> list[Diagnostic]:
    people = [{"name": "Anna"}, {"name": "Bo"}, {"name": "Bo"}]
    wrong = ("Ana.stance", "Zoe.stance", "Bo.stance", "stance", "tier", "tier")
    with pytest.raises(HypothesisError) as many:
        ADVISOR.whatif({"stakeholders": people}, [(each, None) for each in wrong], add=["Anna"])
    with pytest.raises(HypothesisError) as alone:
        ADVISOR.whatif({}, {"stance": None, "Anna.stance": None})
    return [*many.value.diagnostics, *alone.value.diagnostics]


def an_interview_fed_with_nonsense(_: Path) -> list[Diagnostic]:
    interview = Advisor.load().interview({"name": "X", "stakeholders": []})
    found: list[Diagnostic] = []
    for answer in ("9", "1 2", "zzz"):
        with pytest.raises(AccountError) as refused:
            interview.answer(answer)
        found += refused.value.diagnostics
    return found


def _book(folder: Path, accounts: str, people: str | None = None, **how: str) -> list[Diagnostic]:
    """What is said of a book of CSV files."""
    (folder / "accounts.csv").write_text(accounts, encoding="utf-8")
    (folder / "people.csv").write_text(people or "", encoding="utf-8")
    files = (str(folder / "people.csv"),) if people is not None else ()
    mapping = read_mapping(how["mapping"], ADVISOR.rulebook.vocabulary) if "mapping" in how else None
    job = Job(how.get("file", str(folder / "accounts.csv")), f"{folder}/out.csv", files, mapping)
    outcome = advise_files(ADVISOR.rulebook, job)
    return [*outcome.findings, *(each.diagnostic for each in outcome.strangers)]


def _refused_book(folder: Path, accounts: str, people: str | None = None, **how: str) -> list[Diagnostic]:
    with pytest.raises(AccountError) as refused:
        _book(folder, accounts, people, **how)
    return list(refused.value.diagnostics)


def people_of_no_account(folder: Path) -> list[Diagnostic]:
    return _refused_book(folder, "name\na\n", "stance\nneutral\n") + _book(
        folder, "name\na\n", 'account,stance\nb,\n" ",neutral\n'
    )


def accounts_that_stand_twice(folder: Path) -> list[Diagnostic]:
    return _book(folder, "name\na\na\n", "account\na\n") + _book(folder, "account_id,name\n7,a\n7,b\n")


def a_flood_of_bad_rows(folder: Path) -> list[Diagnostic]:
    return _book(folder, "name,tier\n" + "".join(f"{at},x\n" for at in range(120)))[-2:]


def a_file_that_is_no_table(folder: Path) -> list[Diagnostic]:
    return _refused_book(folder, "name\n", file=f"{folder}/accounts.doc")


def a_table_with_odd_rows(folder: Path) -> list[Diagnostic]:
    return _book(folder, 'name,tier\na,partner,more\nb\n"c" Ltd,partner\n')


def a_table_with_one_heading_twice(folder: Path) -> list[Diagnostic]:
    return _refused_book(folder, "name,tier,tier\na,partner,partner\n")


def a_table_with_an_open_quotation(folder: Path) -> list[Diagnostic]:
    return _refused_book(folder, 'name,tier\na,partner\nb,"partner\nc,partner\n')


def a_file_that_only_looks_like_a_table(folder: Path) -> list[Diagnostic]:
    (folder / "accounts.parquet").write_bytes(b"PAR1")
    return _refused_book(folder, "name\n", file=f"{folder}/accounts.parquet")


def people_of_rejected_accounts(folder: Path) -> list[Diagnostic]:
    (folder / "accounts.csv").write_text("name,tier\na,partnr\n")
    (folder / "people.csv").write_text("account\na\n")
    job = Job(f"{folder}/accounts.csv", f"{folder}/out.csv", (f"{folder}/people.csv",), on_error="reject")
    advise_files(ADVISOR.rulebook, job)
    rows = pl.read_csv(job.rejected_people)
    return [Diagnostic(code, f"row {row}") for row, code in rows.select("rejected: row", "rejected: codes").iter_rows()]


def a_result_that_another_run_is_writing(folder: Path) -> list[Diagnostic]:
    (folder / "accounts.csv").write_text("name\na\n")
    job = Job(f"{folder}/accounts.csv", f"{folder}/out.csv")
    with Results(folder / "out.csv", "out.csv"), pytest.raises(AccountError) as refused:
        advise_files(ADVISOR.rulebook, job)
    return list(refused.value.diagnostics)


def a_mapping_that_does_not_exist(folder: Path) -> list[Diagnostic]:
    return [each for name in ("salesfroce", "zzz") for each in _refused_book(folder, "name\n", mapping=name)]


def too_many_answers_for_a_sheet(folder: Path) -> list[Diagnostic]:
    with pytest.raises(AccountError) as refused, Results(folder / "out.xlsx", f"{folder}/out.xlsx") as results:
        results.add(pl.DataFrame({"account": pl.Series([""]).new_from_index(0, SHEET + 1)}))
    return list(refused.value.diagnostics)


def a_feature_that_is_none(folder: Path) -> list[Diagnostic]:
    file = folder / "visits.feature"
    file.write_text(
        "Feature: Visits\n  Scenario: A partner is visited\n    And nothing came before\n", encoding="utf-8"
    )
    return list(read_feature(file, folder)[1])


def clusters_that_cannot_be_used(_: Path) -> list[Diagnostic]:
    """As `tests/book/spark` meets them: what is pinned here is how they are told."""
    master = "spark://10.0.0.1:7077"
    return [
        Diagnostic("not-a-spark-master", "spark://10.0.0.1"),
        Diagnostic("spark-no-java", None, {"reason": "JAVA_HOME is not set"}),
        Diagnostic("spark-unreachable", master, {"reason": "Connection refused"}),
        Diagnostic("spark-no-worker", master, {"seconds": "60"}),
        Diagnostic("spark-without-package", None, {"name": "stratagem"}),
        Diagnostic("spark-failed", None, {"reason": "No space left on device"}),
    ]


MADE: tuple[Callable[[Path], list[Diagnostic]], ...] = (
    a_feature_that_is_none,
    a_binary_file,
    invalid_utf8,
    a_file_of_50_megabytes,
    just_too_large,
    a_missing_file,
    a_folder_instead_of_a_file,
    an_unreadable_file,
    a_path_through_a_file,
    a_folder_without_a_rulebook,
    a_table_of_another_kind,
    a_table_that_is_binary,
    a_table_that_is_not_utf8,
    a_table_with_too_many_rows,
    two_tables_of_one_name,
    a_row_that_is_called_like_another_rule,
    rows_of_one_table_in_a_circle,
    a_damaged_workbook,
    an_empty_workbook,
    a_workbook_without_cells,
    a_workbook_with_a_password,
    an_old_workbook,
    a_workbook_that_unpacks_to_gigabytes,
    a_hidden_sheet,
    cells_of_a_workbook_that_say_nothing_clear,
    a_workbook_with_too_many_columns,
    rules_that_cannot_be_rows,
    a_control_character,
    a_flood_of_faults,
    a_strategy_that_does_not_exist,
    what_cannot_be_otherwise,
    an_interview_fed_with_nonsense,
    people_of_no_account,
    accounts_that_stand_twice,
    a_flood_of_bad_rows,
    a_file_that_is_no_table,
    a_table_with_odd_rows,
    a_table_with_one_heading_twice,
    a_table_with_an_open_quotation,
    a_file_that_only_looks_like_a_table,
    people_of_rejected_accounts,
    a_result_that_another_run_is_writing,
    a_mapping_that_does_not_exist,
    too_many_answers_for_a_sheet,
    clusters_that_cannot_be_used,
)


# ── The tests ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_fault_is_said_as_it_was(path: Path) -> None:
    compare(found(path), path.parent, path.with_suffix("").name)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_fault_that_is_made_is_said_as_it_was(make: Callable[[Path], list[Diagnostic]], tmp_path: Path) -> None:
    compare(make(tmp_path), HERE / "made", make.__name__.replace("_", "-"), str(tmp_path))


def compare(findings: list[Diagnostic], folder: Path, name: str, root: str = "") -> None:
    """What is said against what was said, in both languages, with the path of the file cut down to its name."""
    assert findings, "nothing is said of this fault"
    for lang in ("en", "zh"):
        said = "\n\n".join(shortened(finding, lang, root) for finding in findings) + "\n"
        kept = folder / f"{name}.{lang}.txt"
        if UPDATE:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(said, encoding="utf-8")
        assert kept.read_text(encoding="utf-8") == said


def shortened(finding: Diagnostic, lang: str, root: str) -> str:
    said = finding.render(lang)
    place = finding.place
    name = "" if place is None else place if isinstance(place, str) else place.source.name
    folder = root or str(Path(name).parent)
    return said.replace(f"{folder}/", "").replace(folder, "folder") if folder != "." else said


def test_every_finding_has_been_shown() -> None:
    codes = {finding.code for path in INPUTS for finding in found(path)}
    for make in MADE:
        with TemporaryDirectory() as folder:
            codes |= {finding.code for finding in make(Path(folder))}
    assert SENTENCES.keys() - CHECKS.keys() - ELSEWHERE == codes


def test_no_answer_is_left_of_a_fault_that_is_gone() -> None:
    names = {(path.parent.name, path.with_suffix("").name) for path in INPUTS}
    names |= {("made", make.__name__.replace("_", "-")) for make in MADE}
    kept = {(path.parent.name, path.name.removesuffix(".txt")[:-3]) for path in HERE.glob("*/*.txt")}
    assert names == kept


def test_one_fault_is_one_finding() -> None:
    several = {"several", "empty-file", "person-without-a-name"}
    for path in INPUTS:
        if path.name.partition("-")[0] not in several and path.with_suffix("").name not in several:
            assert [path.name, 1] == [path.name, len(found(path))]
