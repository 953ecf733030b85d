"""`stratagem interview`: answers go into the file at once, and whatever happens nothing that was said is lost."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.account import Account
from stratagem.diagnostics import Source
from tests.cli.running import EXAMPLES, PURCHASE, PURCHASE_ZH, run

ON = ("--as-of", "2026-11-23")


def account_in(file: Path) -> Account:
    ((account, findings),) = Advisor.load().read_accounts(Source(str(file), file.read_text("utf-8")))
    assert account is not None, [each.render() for each in findings]
    return account


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    return Path(shutil.copy(PURCHASE, tmp_path / "deal.yaml"))


def test_an_answer_moves_the_ranking_and_goes_into_the_file(deal: Path) -> None:
    result = run("interview", str(deal), *ON, stdin="3\nq\n")
    assert (0, "") == (result.exit_code, result.stderr)
    for said in ("Whose words do we recognise", "  1  Ours", "Reframe the criteria: new at 2", f"Kept in {deal}"):
        assert said in result.stdout
    assert "competitor" == account_in(deal).spec_bias  # type: ignore[attr-defined]


def test_everything_else_in_the_file_stays_as_it_was(deal: Path) -> None:
    before = deal.read_text("utf-8")
    run("interview", str(deal), *ON, stdin="competitor\nq\n")
    line = "spec_bias: competitor\n"
    assert before == deal.read_text("utf-8").replace(line, "")
    assert deal.read_text("utf-8").index(line) < deal.read_text("utf-8").index("stakeholders:")


def test_a_file_in_chinese_stays_in_chinese(tmp_path: Path) -> None:
    file = Path(shutil.copy(PURCHASE_ZH, tmp_path / "设备采购.yaml"))
    before = file.read_text("utf-8")
    result = run("interview", str(file), *ON, "--lang", "zh", stdin="3\n＋ 周明\nq\n")
    assert (0, "") == (result.exit_code, result.stderr)
    for said in ("3  偏向对手", "已把周明列入名单", "已存入"):
        assert said in result.stdout
    added = [line for line in file.read_text("utf-8").splitlines() if line not in before.splitlines()]
    assert ["标准倾向: 偏向对手", "  - {姓名: 周明}"] == added


def test_who_slips_is_told_and_may_answer_again(deal: Path) -> None:
    result = run("interview", str(deal), *ON, stdin="9\nzzz\n\x1b[31m\n+\n3\nq\n")
    assert 0 == result.exit_code
    for told in ("from 1 to 3", '"zzz" is not a value of spec_bias', "write the name behind the +"):
        assert told in result.stderr
    assert "\x1b" not in result.stderr
    assert 1 == result.stdout.count("Whose words do we recognise")
    assert "competitor" == account_in(deal).spec_bias  # type: ignore[attr-defined]


def test_the_end_of_input_stops_and_keeps(deal: Path) -> None:
    result = run("interview", str(deal), *ON, stdin="3\n")
    assert (0, True) == (result.exit_code, "Stopped." in result.stdout)
    assert "competitor" == account_in(deal).spec_bias  # type: ignore[attr-defined]


def test_nothing_said_is_nothing_written(deal: Path) -> None:
    before = deal.read_bytes()
    for said in ("", "q\n", "\n\n?\nq\n"):
        result = run("interview", str(deal), *ON, stdin=said)
        assert (0, True) == (result.exit_code, "nothing was written" in result.stdout)
    assert before == deal.read_bytes()


def test_what_is_taken_back_leaves_the_file(deal: Path) -> None:
    before = deal.read_text("utf-8")
    result = run("interview", str(deal), *ON, stdin="<\n3\n<\nq\n")
    assert "There is nothing to take back." in result.stdout
    assert "Taken back." in result.stdout
    assert before == deal.read_text("utf-8")


def test_a_new_account_begins_with_a_name_and_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("interview", *ON, stdin="Corner Bakery\nLin, Ma、陈\nq\n")
    assert (0, "") == (result.exit_code, result.stderr)
    account = account_in(tmp_path / "Corner-Bakery.yaml")
    assert ("Corner Bakery", ["Lin", "Ma", "陈"]) == (account.name, [each.name for each in account.stakeholders or ()])
    run("interview", *ON, stdin="Corner Bakery\n0\nq\n")
    assert () == account_in(tmp_path / "Corner-Bakery-2.yaml").stakeholders
    chinese = run("interview", *ON, "--lang", "zh", stdin="街角面包店\n林静\nq\n")
    assert (0, "名称: 街角面包店\n关键人:\n  - {姓名: 林静}\n") == (
        chinese.exit_code, Path("街角面包店.yaml").read_text("utf-8")
    )  # fmt: skip


def test_a_file_that_is_not_there_yet_is_begun(tmp_path: Path) -> None:
    run("interview", str(tmp_path / "mill.yaml"), *ON, stdin="0\nq\n")
    assert "name: mill\nstakeholders: []\n" == (tmp_path / "mill.yaml").read_text("utf-8")


def test_no_name_is_no_account() -> None:
    result = run("interview", *ON, stdin="\n")
    assert (2, True) == (result.exit_code, "an account needs a name" in result.stderr)


def test_json_stays_json(tmp_path: Path) -> None:
    file = tmp_path / "deal.json"
    file.write_text(json.dumps({"name": "Mill", "tier": "value_added", "stakeholders": []}), "utf-8")
    assert 0 == run("interview", str(file), *ON, stdin="need\n+ Lin\nq\n").exit_code
    kept = json.loads(file.read_text("utf-8"))
    assert ["name", "tier", "stakeholders"] == [key for key in kept if key in ("name", "tier", "stakeholders")]
    assert [{"name": "Lin"}] == kept["stakeholders"]
    assert 4 == len(kept)


def test_an_account_with_faults_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "deal.yaml"
    file.write_text("name: Mill\nteir: partner\n", "utf-8")
    result = run("interview", str(file), *ON, stdin="1\n")
    assert (1, "", True) == (result.exit_code, result.stdout, 'did you mean "tier"?' in result.stderr)
    assert "name: Mill\nteir: partner\n" == file.read_text("utf-8")


# ── As a program of its own ──────────────────────────────────────────────────────────────────────────────────────────

COMMAND = (sys.executable, "-m", "stratagem_cli", "interview")
ENV = {**os.environ, "STRATAGEM_LANG": "en", "PYTHONUNBUFFERED": "1"}


def test_ctrl_c_keeps_what_was_said(deal: Path) -> None:
    before = deal.read_bytes()
    with subprocess.Popen(
        [*COMMAND, str(deal), *ON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"3\n")
        process.stdin.flush()
        while deal.read_bytes() == before and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (130, b"", True) == (process.returncode, err, b"Kept in" in out)
    assert "competitor" == account_in(deal).spec_bias  # type: ignore[attr-defined]
    assert ["deal.yaml"] == [file.name for file in deal.parent.iterdir()]


def test_a_full_disk_loses_no_answer(deal: Path) -> None:
    """No file may grow here, as on a full disk: the file stays whole, and the answers are printed instead."""
    before = deal.read_bytes()
    result = subprocess.run(
        [*COMMAND, str(deal), *ON], input=b"3\n+ Lin\nq\n", capture_output=True, env=ENV, check=False, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )  # fmt: skip
    assert 2 == result.returncode
    assert b"cannot be written" in result.stderr
    assert b"Traceback" not in result.stderr
    assert b"spec_bias: competitor" in result.stdout
    assert b"- {name: Lin}" in result.stdout
    assert before == deal.read_bytes()
    assert ["deal.yaml"] == [file.name for file in deal.parent.iterdir()]


def test_every_example_can_be_gone_on_with(tmp_path: Path) -> None:
    for example in sorted(EXAMPLES.glob("*.yaml")):
        if example.name.startswith(("three", "self", "自检")):
            continue
        file = Path(shutil.copy(example, tmp_path / example.name))
        before = account_in(file)
        result = run("interview", str(file), *ON, stdin="+ Lin\n1\n1\nq\n")
        after = account_in(file)
        assert (0, before.name) == (result.exit_code, after.name)
        added = [] if "Settled" in result.stdout.partition("\n\n")[2][:20] else ["Lin"]  # or nothing is asked at all
        assert [*(each.name for each in before.stakeholders or ()), *added] == [
            each.name for each in after.stakeholders or ()
        ]
