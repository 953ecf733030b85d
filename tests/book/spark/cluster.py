"""A real standalone cluster of Spark on loopback: a master and two workers, each a group of processes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pyspark

JARS = Path(pyspark.__file__).parent / "jars"
_MASTER, _WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
_LIGHT = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""Options for processes that live for a minute."""
_PATIENCE = 120
"""Seconds to wait for a JVM on a busy machine."""
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.executor.memory": "512m",
    # Each worker has room for two books: the session that tests share holds one core of it.
    "spark.cores.max": "2",
    "spark.driver.extraJavaOptions": _LIGHT,
    "spark.executor.extraJavaOptions": _LIGHT,
    "spark.sql.shuffle.partitions": "2",
    # Small tables too are shuffled and sorted, as large ones are: rows do not stay where they were by chance.
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    # A file of some kilobytes makes several partitions.
    "spark.sql.files.openCostInBytes": "0",
    # Books of tests are small: compiling Java for them costs more than it saves.
    "spark.sql.codegen.wholeStage": "false",
}


class Jvm:
    """A Spark daemon; its executors live in the same process group and end with it."""

    def __init__(self, log: Path, name: str, *arguments: str) -> None:
        self.log, self.folder = log, log.with_suffix("")
        environment = {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(JARS.parent), "SPARK_SCALA_VERSION": "2.13",
            # Workers find the packages where this process found them.
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }  # fmt: skip
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                ["java", "-Xmx192m", *_LIGHT.split(), "-cp", f"{JARS}/*", name, *arguments],
                stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, env=environment,
                start_new_session=True,
            )  # fmt: skip

    def said(self, pattern: str) -> str:
        """Wait until its log says something, and return the first group."""
        end = monotonic() + _PATIENCE
        while not (found := re.search(pattern, self.log.read_text(errors="replace"))):
            if self.process.poll() is not None or monotonic() > end:
                raise RuntimeError(f"no {pattern} in\n{self.log.read_text(errors='replace')[-4000:]}")
            sleep(0.05)
        return found[1]

    def kill(self) -> None:
        """Kill it and what it started, at once; nothing is left when this returns."""
        group = self.process.pid
        if self.process.poll() is None:
            os.killpg(group, signal.SIGKILL)
        self.process.wait()
        end = monotonic() + _PATIENCE
        while _is_alive(group):
            assert monotonic() < end, f"group {group} does not end"
            sleep(0.05)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Cluster:
    """A master and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._started = folder, 0
        self.master = Jvm(folder / "master.log", _MASTER, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        self.workers: list[Jvm] = []

    @property
    def address(self) -> str:
        return self.master.said(r"Starting Spark master at (spark://\S+)")

    def add_worker(self) -> Jvm:
        self._started += 1
        name = f"worker-{self._started}"
        worker = Jvm(
            self._folder / f"{name}.log", _WORKER, "--host", "127.0.0.1", "--cores", "2", "--memory", "1100m",
            "--webui-port", "0", "--work-dir", str(self._folder / name), self.address,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def kill(self, worker: Jvm) -> None:
        """Kill a worker with everything it does; another takes its place."""
        self.workers.remove(worker)
        worker.kill()
        self.add_worker()

    def stop(self) -> None:
        for each in (*self.workers, self.master):
            each.kill()


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A cluster that is ready; whatever happens, no process is left."""
    cluster = Cluster(folder)
    try:
        for worker in [cluster.add_worker(), cluster.add_worker()]:
            worker.said(r"(Successfully registered) with master")
        yield cluster
    finally:
        cluster.stop()
