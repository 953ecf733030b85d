"""Where results go: pipes, terminals, files that are written whole or not at all, and places that take nothing."""

import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ON, PURCHASE, ROOT, environment, run, spawn

ESCAPE = "\x1b["


def on_terminal(*words: str, **env: str) -> str:
    """What the command prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "stratagem_cli", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT,
        env=environment({"TERM": "xterm-256color", "COLUMNS": "80", **env}),
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side has gone
            break
        if not read:
            break
        seen += read
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return seen.decode()


def test_a_terminal_gets_colours() -> None:
    assert f"{ESCAPE}1;32m" in on_terminal("advise", PURCHASE)


def test_no_color_is_respected() -> None:
    assert ESCAPE not in on_terminal("advise", PURCHASE, NO_COLOR="1")


def test_colours_do_not_change_the_words() -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal("advise", PURCHASE, *ON)).replace("\r\n", "\n")
    assert plain == run("advise", PURCHASE, *ON, env={"COLUMNS": "80"}).stdout


def test_a_pipe_gets_no_colours_whatever_the_environment_says() -> None:
    result = spawn("advise", PURCHASE, env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "CLICOLOR_FORCE": "1"})
    assert (result.returncode, ESCAPE.encode() in result.stdout, result.stderr) == (0, False, b"")


def test_a_pipe_gets_utf8_whatever_the_locale_says() -> None:
    result = spawn("advise", PURCHASE, "--lang", "zh", env={"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert "向高层渗透" in result.stdout.decode()


def test_standard_input_is_read() -> None:
    result = spawn("advise", "-", stdin="名称: 甲\n客户形态: 战略伙伴型\n".encode())
    assert (result.returncode, result.stdout.decode().split(" ")[0]) == (0, "甲")


def test_a_reader_that_has_gone_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = spawn("advise", PURCHASE, stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_a_full_disk_is_told_and_ends_with_two() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    result = spawn("advise", PURCHASE, stdout=full)
    os.close(full)
    assert result.returncode == 2
    assert result.stderr.decode().startswith("standard output: cannot be written: No space left on device\nhelp: ")
    assert b"Traceback" not in result.stderr


def test_closed_streams_are_no_fault() -> None:
    command = f'exec "{sys.executable}" -m stratagem_cli advise - <&- >&-'
    result = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, env=environment(), cwd=ROOT, check=False)
    assert (result.returncode, b"Traceback" in result.stderr, b"no-account" in result.stderr) == (2, False, True)


def test_a_file_is_written_and_nothing_printed(tmp_path: Path) -> None:
    out = tmp_path / "advice.txt"
    result = run("advise", PURCHASE, *ON, "--out", str(out))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert out.read_text("utf-8") == run("advise", PURCHASE, *ON).stdout
    assert list(tmp_path.iterdir()) == [out]


def test_a_dash_is_standard_output() -> None:
    assert run("advise", PURCHASE, *ON, "--out", "-").stdout == run("advise", PURCHASE, *ON).stdout


def test_an_old_file_stays_when_there_is_nothing_to_write(tmp_path: Path) -> None:
    out = tmp_path / "advice.txt"
    out.write_text("old")
    result = run("advise", "-", "--out", str(out), stdin="teir: x")
    assert (result.exit_code, out.read_text()) == (1, "old")


def test_an_old_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "advice.txt"
    out.write_text("old")

    def full(_self: Path, _target: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = run("advise", PURCHASE, "--out", str(out))
    assert (result.exit_code, out.read_text(), list(tmp_path.iterdir())) == (2, "old", [out])
    assert "No space left on device\nhelp: " in result.stderr


def test_a_small_disk_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "advice.txt"
    out.write_text("old")
    limited = f'ulimit -f 1; trap "" XFSZ; exec "{sys.executable}" -m stratagem_cli brief "{PURCHASE}" --out "{out}"'
    env = environment({"PYTHONDONTWRITEBYTECODE": "1"})
    result = subprocess.run(["bash", "-c", limited], stderr=subprocess.PIPE, env=env, cwd=ROOT, check=False)
    assert (result.returncode, out.read_text(), list(tmp_path.iterdir())) == (2, "old", [out])
    assert b"cannot be written" in result.stderr and b"Traceback" not in result.stderr


def test_a_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    assert run("advise", PURCHASE, "--out", str(link)).exit_code == 0
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert "Penetrate upward" in real.read_text("utf-8")


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert run("advise", PURCHASE, "--out", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        ("gone/advice.txt", "make the folder", "请先建好文件夹"),
        ("file/advice.txt", "is not a folder", "不是文件夹"),
        ("", "name a file in it", "请写明其中的文件名"),
    ],
)
def test_a_place_that_takes_no_file_is_told(place: str, english: str, chinese: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for lang, expected in (("en", english), ("zh", chinese)):
        result = run("advise", PURCHASE, "--lang", lang, "--out", str(tmp_path / place))
        assert (result.exit_code, result.stdout) == (2, "")
        assert expected in result.stderr


@pytest.mark.parametrize("command", [("advise",), ("explain",), ("brief",), ("rating",), ("schema",), ("docs",)])
def test_a_folder_without_permission_is_told(
    command: tuple[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def refused(**_where: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(tempfile, "mkstemp", refused)  # tests may run as root, whom nothing is forbidden
    rating = str(ROOT / "examples" / "self-rating.yaml")
    words = {
        "advise": [PURCHASE], "explain": [PURCHASE, "executive_visit"], "brief": [PURCHASE], "rating": [rating],
        "schema": ["account"], "docs": [],
    }[command[0]]  # fmt: skip
    out = str(tmp_path / ("pages" if command[0] == "docs" else "file"))
    result = run(*command, *words, "--out", out)
    assert (result.exit_code, "choose another folder" in result.stderr) == (2, True)
