"""Answers, slice by slice → a file (CSV, XLSX or Parquet) that is there whole or not at all.

Everything is written into a folder beside the target, and renamed at the end; whatever ends the writing early removes
the folder. A process that is killed leaves it behind, and the next one that writes the same target clears it: a lock in
the folder tells whether somebody is still there. This module knows formats. It does not know what the columns mean.
"""

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import IO
from weakref import finalize

import polars as pl

from stratagem.book.sheets import write_sheet
from stratagem.book.spill import Spill
from stratagem.book.tables import ending
from stratagem.diagnostics import AccountError, Diagnostic

SHEET = 1_048_575
"""The most rows below the heading of an XLSX sheet."""
_LOCK = "in-use"


class Results:
    """A file in the making; a context manager that leaves nothing behind unless `publish` was called."""

    def __init__(self, target: Path, name: str) -> None:
        """`name` is the target as it was named."""
        self.target, self.name, self._kind = target, name, ending(name)
        self._parts: list[Path] = []
        self._csv: IO[bytes] | None = None
        self._rows = 0
        self._open = ExitStack()

    def __enter__(self) -> "Results":
        """Make the folder beside the target; raises `AccountError` when another process is writing it."""
        self.folder, lock = _claimed(self.target, self.name)
        self._open.callback(lock.close)
        self._open.callback(rmtree, self.folder, ignore_errors=True)
        # Whatever keeps `__exit__` from its work, the folder goes with this object, or with the process.
        self._end = finalize(self, self._open.close)
        self._made = self.folder / "result"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the folder."""
        self._end()

    def aside(self, name: str) -> Spill:
        """A file in the folder for what is put aside meanwhile."""
        spill = Spill(self.folder / name)
        self._open.callback(spill.close)
        return spill

    def add(self, answers: pl.DataFrame) -> None:
        """Append rows."""
        self._rows += answers.height
        if self._kind == ".csv":
            first = self._csv is None
            self._csv = self._csv or self._open.enter_context(self._made.open("wb"))
            flat(answers).write_csv(self._csv, include_header=first)
            return
        if self._kind == ".xlsx" and self._rows > SHEET:
            raise AccountError([Diagnostic("sheet-too-long", self.name, {"limit": f"{SHEET:,}"})])
        part = self.folder / f"answers-{len(self._parts)}.arrow"
        answers.write_ipc(part)
        self._parts.append(part)

    def publish(self, beside: Iterable[tuple[Path, Path]] = ()) -> None:
        """Finish the file and put it, and others that were made in the folder, into their places."""
        if self._csv is not None:
            self._csv.close()
        elif self._kind == ".parquet":
            pl.scan_ipc(self._parts, glob=False).sink_parquet(self._made)
        else:
            write_sheet((flat(pl.read_ipc(part)) for part in self._parts), self._made)
        for made, target in [*beside, (self._made, self.target)]:
            made.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            made.replace(target)


def _claimed(target: Path, name: str) -> tuple[Path, IO[bytes]]:
    """The folder for a target, empty but for a lock that is held as long as this process lives."""
    folder = target.parent / f".{target.name}.part"
    while True:
        folder.mkdir(exist_ok=True)
        try:
            lock = (folder / _LOCK).open("wb")
        except FileNotFoundError:  # whoever had it removed it just now
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise AccountError([Diagnostic("being-written", name)]) from error
        except OSError as error:
            lock.close()
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise
            return _apart(target)
        if _is_there(folder / _LOCK, lock):
            for left in folder.iterdir():
                if left.is_dir():
                    rmtree(left)
                elif left.name != _LOCK:
                    left.unlink()
            return folder, lock
        lock.close()


def _is_there(path: Path, lock: IO[bytes]) -> bool:
    """Whether a file that was opened still stands where it was."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(lock.fileno()))


def _apart(target: Path) -> tuple[Path, IO[bytes]]:
    """A folder of its own, where the file system has no locks."""
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"))
    return folder, (folder / _LOCK).open("wb")


def flat(answers: pl.DataFrame) -> pl.DataFrame:
    """Lists joined by semicolons, as cells hold them."""
    lists = [name for name, type_ in answers.schema.items() if isinstance(type_, pl.List)]
    return answers.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
