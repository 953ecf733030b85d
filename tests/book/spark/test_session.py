"""What goes wrong with a cluster is told in one sentence, in time, and leaves no process."""

import sys
from pathlib import Path
from socket import socket

import pytest
from pyspark.errors import PySparkException

from stratagem.book.spark import session as sessions
from stratagem.diagnostics import SparkError
from tests.book.spark.cluster import Cluster
from tests.book.test_files import ACCOUNTS, PEOPLE, written
from tests.cli.running import run, spawn

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.usefixtures("settings")]


def command(folder: Path, master: str, *more: str) -> tuple[str, ...]:
    accounts, people = written(folder, ".csv", ACCOUNTS, PEOPLE)
    out = str(folder / "out.csv")
    return ("book", accounts, "--stakeholders", people, "--out", out, "--engine", "spark", "--master", master, *more)


def test_the_command_on_a_cluster(cluster: Cluster, tmp_path: Path) -> None:
    page = tmp_path / "summary.html"
    words = command(tmp_path, cluster.address, "--as-of", "2026-11-23", "--lang", "zh", "--summary", str(page))
    there = spawn(*words)
    assert 0 == there.returncode, there.stderr.decode()
    assert "读入客户 120 个 = 给出建议 120 个 + 退回 0 个" in there.stderr.decode()
    result, pictures = (tmp_path / "out.csv").read_text(), page.read_text()
    here = run(*(word for word in words if word not in ("--engine", "spark", "--master", cluster.address)))
    assert (here.stdout, here.stderr) == (there.stdout.decode(), there.stderr.decode())
    assert (result, pictures) == ((tmp_path / "out.csv").read_text(), page.read_text())


@pytest.fixture(scope="session")
def closed_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_master_that_is_not_there(closed_port: int, tmp_path: Path) -> None:
    master = f"spark://127.0.0.1:{closed_port}"
    told = spawn(*command(tmp_path, master))
    lines = told.stderr.decode().splitlines()
    assert told.returncode == 2
    assert [line.partition(":")[0] for line in lines] == ["spark", "help"]
    assert lines[0].startswith(f"{master}: spark-unreachable: ") and "Connection refused" in lines[0]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["accounts.csv", "people.csv"]


@pytest.mark.parametrize("master", ["nonsense", "spark://127.0.0.1", "spark://", "http://127.0.0.1:7077", "local[]"])
def test_an_address_that_is_none(master: str, tmp_path: Path) -> None:
    told = run(*command(tmp_path, master))
    assert (told.exit_code, told.stderr.splitlines()[0]) == (
        2, f"{master}: not-a-spark-master: this is no address of a Spark cluster"
    )  # fmt: skip


def test_a_cluster_without_room(cluster: Cluster, settings: Path, tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    defaults = (settings / "spark-defaults.conf").read_text().replace("512m", "2g")
    (tmp_path / "conf" / "spark-defaults.conf").write_text(f"{defaults}spark.stratagem.patience 1\n")
    told = spawn(*command(tmp_path, cluster.address), env={"SPARK_CONF_DIR": str(tmp_path / "conf")})
    assert told.returncode == 2
    assert told.stderr.decode().startswith(f"{cluster.address}: spark-no-worker: for 1 seconds")


def test_without_java(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("bash", "dirname", "env", "ps", "grep", "sed", "uname"):
        (tmp_path / "bin" / name).symlink_to(f"/usr/bin/{name}")
    told = spawn(*command(tmp_path, "spark://127.0.0.1:1"), env={"PATH": str(tmp_path / "bin"), "JAVA_HOME": ""})
    assert told.returncode == 2
    assert "spark-no-java: Spark needs Java 17 or newer" in told.stderr.decode()
    assert len(told.stderr.decode().splitlines()) == 2


def test_without_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("stratagem.book.spark")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    told = run(*command(tmp_path, "spark://127.0.0.1:1"))
    assert (told.exit_code, 'pip install "stratagem[spark]"' in told.stderr) == (2, True)


def test_what_a_worker_says_becomes_a_sentence() -> None:
    missing = "File x\nModuleNotFoundError: No module named 'stratagem'\n\tat org.apache"
    lost = "java.lang.RuntimeException: a\nCaused by: java.io.FileNotFoundException: File a.parquet does not exist"
    for text, code, detail in (
        (missing, "spark-without-package", "stratagem"),
        (lost, "spark-failed", "File a.parquet does not exist"),
    ):
        told = sessions._told(PySparkException(text))
        assert isinstance(told, SparkError)
        assert [(each.code, *each.details.values()) for each in told.diagnostics] == [(code, detail)]
    assert isinstance(sessions._told(KeyboardInterrupt()), KeyboardInterrupt)
