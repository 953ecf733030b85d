"""A session of Spark on somebody's cluster, started quietly, ended whatever happens; or a finding that says why not.

Spark waits without end for workers that never come, and says what went wrong in pages of Java. Here every wait ends,
and one sentence is left. This module knows Spark's ways of failing. It does not know books.
"""

import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from typing import IO, Any, TypeVar

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from stratagem.diagnostics import Diagnostic, SparkError

ANSWER = 5_000
"""A master that has not taken up a connection after so many milliseconds is not there."""
PATIENCE = "spark.stratagem.patience", 60
"""The setting that says, and how many seconds a cluster else has, to give the book room on a worker: at first, and
whenever all workers are gone."""
_TICK, _PARTING = 0.2, 10
"""Seconds between two looks at a job, and what it may take to end when it is called off."""
_MASTER = re.compile(r"spark://[^/,:]+:\d+(,[^/,:]+:\d+)*|local(\[.+\])?|yarn|k8s://.+")
_ADDRESS = re.compile(r"([^/,:]+):(\d+)")
"""Host and port; an address may name several masters."""

_BEFORE = {
    "spark.app.name": "stratagem book",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.ui.showConsoleProgress": "false",
}
_UNLESS_SAID = {
    "spark.ui.enabled": "false",
    # A worker runs a task on each core; each of them alone shall not take all cores.
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
}

Result = TypeVar("Result")


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Spark at a master's address; raises `SparkError` when there is none, or nothing to run on."""
    if not _MASTER.fullmatch(master):
        raise SparkError([Diagnostic("not-a-spark-master", master)])
    with tempfile.TemporaryFile() as log, _uninterrupted() as later:
        gateway = _launched(log)
        try:
            _knock(gateway, master)
            context = _context(gateway, master)
            if later is not None:  # Spark takes Ctrl-C for itself
                signal.signal(signal.SIGINT, later)
            try:
                _wait_for_workers(context)
                yield SparkSession(context)
            finally:
                context.stop()
        finally:
            gateway.shutdown()
            gateway.proc.stdin.close()
            gateway.proc.wait()
            # The next session starts a JVM of its own.
            SparkContext._gateway = SparkContext._jvm = None


def run(spark: SparkSession, action: Callable[[], Result], tell: Callable[[], None] = lambda: None) -> Result:
    """Do something on the cluster while `tell` is called now and then.

    Raises `SparkError` when Spark gives up, or when all workers are gone and none comes back.
    """
    results: list[Result] = []
    failures: list[BaseException] = []
    ended = Event()

    def work() -> None:
        try:
            results.append(action())
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits for it
            failures.append(error)
        finally:
            ended.set()

    context, alone = spark.sparkContext, 0
    Thread(target=work, daemon=True).start()
    try:
        while not ended.wait(_TICK):
            pause()
            tell()
            alone = 0 if _has_workers(context) else alone + 1
            if alone * _TICK > _patience(context):
                raise _no_worker(context)
    except BaseException:  # Ctrl-C too: nobody waits for the result any more
        context.cancelAllJobs()
        ended.wait(_PARTING)
        raise
    if failures:
        raise _told(failures[0]) from failures[0]
    return results[0]


class _Later:
    """What Ctrl-C does in a session: it waits for a pause. Amid a call to Java it would leave pages behind."""

    def __init__(self) -> None:
        self.is_pressed = False

    def __call__(self, *_: object) -> None:
        self.is_pressed = True


def pause() -> None:
    """Here Ctrl-C comes through, if it was pressed in a session."""
    later = signal.getsignal(signal.SIGINT)
    if isinstance(later, _Later) and later.is_pressed and current_thread() is main_thread():
        later.is_pressed = False
        raise KeyboardInterrupt


@contextmanager
def _uninterrupted() -> Iterator[_Later | None]:
    """Let Ctrl-C wait, and mean afterwards what it meant before; only a main thread is asked."""
    if current_thread() is not main_thread():
        yield None
        return
    before, later = signal.getsignal(signal.SIGINT), _Later()
    signal.signal(signal.SIGINT, later)
    try:
        yield later
        pause()
    finally:
        signal.signal(signal.SIGINT, before)


def _launched(log: IO[bytes]) -> Any:
    try:
        return launch_gateway(  # type: ignore[no-untyped-call]
            SparkConf(loadDefaults=False), {"stdout": log, "stderr": log}
        )
    except (PySparkException, OSError) as error:
        log.seek(0)
        lines = [line.strip() for line in log.read().decode(errors="replace").splitlines() if line.strip()]
        raise SparkError([Diagnostic("spark-no-java", None, {"reason": lines[-1] if lines else "?"})]) from error


def _knock(gateway: Any, master: str) -> None:
    """Is anybody there? Spark itself would ask for a minute."""
    reason = ""
    for host, port in _ADDRESS.findall(master if master.startswith("spark://") else ""):
        socket = gateway.jvm.java.net.Socket()
        try:
            socket.connect(gateway.jvm.java.net.InetSocketAddress(host, int(port)), ANSWER)
            return
        except Py4JError as error:
            reason = _cause(error)
        finally:
            socket.close()
    if reason:
        raise SparkError([Diagnostic("spark-unreachable", master, {"reason": reason})])


def _context(gateway: Any, master: str) -> SparkContext:
    SparkContext._ensure_initialized(gateway=gateway)
    conf = SparkConf(_jvm=gateway.jvm).setMaster(master)
    for name, value in _BEFORE.items():
        conf.set(name, value)
    for name, value in _UNLESS_SAID.items():
        conf.setIfMissing(name, value)
    try:
        context = SparkContext(conf=conf, gateway=gateway)
    except (Py4JError, PySparkException) as error:
        raise SparkError([Diagnostic("spark-unreachable", master, {"reason": _cause(error)})]) from error
    if context.pythonExec == "python3":  # nobody has chosen another one
        context.pythonExec = conf.get("spark.pyspark.python", sys.executable) or sys.executable
    return context


def _wait_for_workers(context: SparkContext) -> None:
    for _ in range(int(_patience(context) / _TICK)):
        if _has_workers(context):
            return
        if context._jsc.sc().isStopped():
            break
        Event().wait(_TICK)
        pause()
    raise _no_worker(context)


def _has_workers(context: SparkContext) -> bool:
    """Whether anything runs beside the driver, or may."""
    if str(context.master).startswith("local"):
        return True
    try:
        return bool(context._jsc.sc().getExecutorMemoryStatus().size() > 1)
    except Py4JError:  # the context has been stopped
        return False


def _patience(context: SparkContext) -> int:
    name, seconds = PATIENCE
    return int(context._conf.get(name, str(seconds)) or seconds)


def _no_worker(context: SparkContext) -> SparkError:
    return SparkError([Diagnostic("spark-no-worker", context.master, {"seconds": str(_patience(context))})])


def _told(error: BaseException) -> BaseException:
    """What failed on the cluster, in a sentence; whatever is no fault of Spark stays as it is."""
    if not isinstance(error, Py4JError | PySparkException):
        return error
    if missing := re.search(r"ModuleNotFoundError: No module named '([^']+)'", str(error)):
        return SparkError([Diagnostic("spark-without-package", None, {"name": missing[1]})])
    return SparkError([Diagnostic("spark-failed", None, {"reason": _cause(error)})])


def _cause(error: Exception) -> str:
    """The innermost reason of a failure, without the name of its class and its trace."""
    text = str(error.java_exception) if isinstance(error, Py4JJavaError) else str(error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    of_python = [line for line in lines if re.match(r"^(?!java|scala|org\.|py4j)[\w.]+(Error|Exception)\b", line)]
    inner = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    line = [*of_python, *inner, *lines[:1], type(error).__name__]
    reason = (of_python or inner or line)[-1 if of_python or inner else 0]
    return re.sub(r"^([\w$]+\.)+[\w$]+(Error|Exception)?: ", "", reason)[:300]
