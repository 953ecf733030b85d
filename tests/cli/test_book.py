"""`stratagem book`: what it prints where, and how it ends."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.cli.running import EXAMPLES, run

ROLES = str(EXAMPLES / "crm" / "salesforce-contact-roles.csv")


@pytest.fixture
def book(tmp_path: Path) -> tuple[str, str, str]:
    (tmp_path / "a.csv").write_text("客户名称,客户形态\n甲,战略伙伴型\n乙,交易型\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("客户,角色\n甲,拍板人\n丙,采购\n", encoding="utf-8")
    return str(tmp_path / "a.csv"), str(tmp_path / "p.csv"), str(tmp_path / "out.csv")


def test_the_result_the_summary_and_what_became_of_every_row(book: tuple[str, str, str], tmp_path: Path) -> None:
    accounts, people, out = book
    page = tmp_path / "summary.html"
    result = run("book", accounts, "--stakeholders", people, "--out", out, "--lang", "zh", "--summary", str(page))
    assert result.exit_code == 0
    assert pl.read_csv(out)["account"].to_list() == ["甲", "乙"]
    assert "读入客户 2 个 = 给出建议 2 个 + 退回 0 个" in result.stderr
    assert "第 3 行，“客户”列：“丙”不是客户表里的客户" in result.stderr
    assert "\x1b" not in result.stderr
    assert page.read_text("utf-8").startswith("<!")


def test_bad_rows_end_with_one(book: tuple[str, str, str]) -> None:
    accounts, _, out = book
    Path(accounts).write_text("name,tier\na,partnr\nb,partner\n")
    failed = run("book", accounts, "--out", out)
    assert (failed.exit_code, Path(out).exists()) == (1, False)
    assert f"{accounts}, row 2, column tier: unknown-value" in failed.stderr
    rejected = run("book", accounts, "--out", out, "--on-error", "reject")
    assert (rejected.exit_code, Path(f"{out}.rejected.csv").exists()) == (1, True)
    assert "2 accounts in = 1 advised + 1 rejected" in rejected.stderr


def test_mistakes_are_answered_with_what_to_do(book: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    accounts, people, out = book
    for words, said in (
        (("book",), "which accounts?"),
        (("book", accounts), "--out is missing"),
        (("book", accounts, "--out", accounts), "is read here"),
        (("book", f"{out}.rejected.csv", "--out", out, "--on-error", "reject"), "is read here"),
        (("book", accounts, "--out", "x.doc"), "not-a-table"),
        (("book", accounts, "--out", out, "--map", "sap"), "unknown-mapping"),
        (("book", accounts, "--stakeholders", people, "--stakeholders", people, "--out", out), "given once"),
        (("book", accounts, "--out", out, "--engine", "spark"), "--engine spark needs --master"),
        (("book", accounts, "--out", out, "--master", "spark://a:1"), "add --engine spark"),
        (("book", accounts, "--out", out, "--engine", "flink"), "local, spark"),
        (("book", "nowhere.csv", "--out", out), "missing-file"),
        (("book", accounts, "--out", "no/such/out.csv"), "make the folder"),
    ):
        result = run(*words)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    for name in [name for name in sys.modules if name.startswith(("stratagem.book", "stratagem.matching.columnar"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    result = run("book", accounts, "--out", out)
    assert (result.exit_code, "stratagem[book]" in result.stderr) == (2, True)


def on_its_own(*words: str, stderr: int) -> "subprocess.Popen[bytes]":
    """The command in a process of its own."""
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "stratagem_cli", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env=environment)


def read_to_the_end(terminal: int) -> str:
    """All that is written to a terminal; Linux ends it with an error."""
    shown = b""
    try:
        while chunk := os.read(terminal, 65_536):
            shown += chunk
    except OSError:
        pass
    return shown.decode()


@pytest.mark.parametrize(("lang", "word"), [("en", "Advising"), ("zh", "正在分析")])
def test_a_progress_bar_moves_on_a_terminal(lang: str, word: str, book: tuple[str, str, str]) -> None:
    accounts, people, out = book
    ours, theirs = pty.openpty()
    process = on_its_own("book", accounts, "--stakeholders", people, "--out", out, "--lang", lang, stderr=theirs)
    os.close(theirs)
    shown = read_to_the_end(ours)
    os.close(ours)
    assert process.wait() == 0
    assert word in shown and "━" in shown and "2/2" in shown
    assert Path(out).exists()


def test_no_progress_bar_goes_into_a_pipe(book: tuple[str, str, str]) -> None:
    accounts, people, out = book
    process = on_its_own("book", accounts, "--stakeholders", people, "--out", out, stderr=subprocess.PIPE)
    shown = process.communicate()[1].decode()
    assert process.returncode == 0
    assert "2 accounts in = 2 advised + 0 rejected" in shown
    assert [each for each in ("Advising", "━", "\x1b", "\r") if each in shown] == []
