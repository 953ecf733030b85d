"""A rulebook as it is named on the command line: a folder, a file, or a place in a git revision.

`HEAD~1:rules/key_account` is what git calls a tree. Its files are written into a folder that is there for a while, and
whatever speaks of them says the revision's name. Only here does Stratagem know git.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from stratagem_cli.misuse import Misuse

_KINDS = (".yaml", ".yml", ".csv", ".xlsx")
"""What a rulebook is made of; nothing else is taken from a revision."""


@dataclass(frozen=True)
class Written:
    """Where a rulebook stands, and what its user calls that."""

    name: str
    """As it was typed."""
    path: Path
    _real: str = ""
    """The beginning of real paths, which a reader should not meet."""
    _said: str = ""
    """What to say in its place."""

    def told(self, text: object) -> str:
        """A text that may name files, with the names that the user knows."""
        return str(text).replace(self._real, self._said) if self._real else str(text)


@contextmanager
def found(name: str) -> Iterator[Written]:
    """The rulebook of this name. A file or folder wins over a revision; raises `Misuse` when there is neither."""
    revision, colon, path = name.partition(":")
    if Path(name).exists():
        yield Written(name, Path(name))
        return
    if not colon:
        raise Misuse("no place", name=name)
    with TemporaryDirectory(prefix="stratagem-") as folder:
        _check_out(name, revision, path, Path(folder))
        yield Written(name, Path(folder) / path, f"{folder}{os.sep}", f"{revision}:")


def _check_out(name: str, revision: str, path: str, folder: Path) -> None:
    """Write the files of a place in a revision below a folder."""
    if _git("rev-parse", "--is-inside-work-tree", "--is-bare-repository") is None:
        raise Misuse("no repository", name=name)
    if revision and _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{object}}") is None:
        raise Misuse("no revision", name=name, revision=revision)
    kind = _git("cat-file", "-t", name)
    if kind is None or kind.strip() not in (b"tree", b"blob", b"commit"):
        raise Misuse("not in revision", name=name, path=path, revision=revision or "index")
    if kind.strip() == b"blob":
        _write(folder / path, _git("cat-file", "blob", name) or b"")
        return
    listing = _git("ls-tree", "-r", "-z", "--full-tree", name) or b""
    wanted = {}
    for entry in filter(None, listing.split(b"\0")):
        head, _, file = entry.partition(b"\t")
        mode, _, digest = head.split(b" ")
        inside = PurePosixPath(os.fsdecode(file))
        if mode.startswith(b"100") and inside.suffix.lower() in _KINDS:  # no links, which may lead anywhere
            wanted[inside] = digest
    (folder / path).mkdir(parents=True, exist_ok=True)
    contents = _contents(list(wanted.values()))
    for inside, content in zip(wanted, contents, strict=True):
        _write(folder / path / inside, content)


def _contents(digests: list[bytes]) -> Iterator[bytes]:
    """The contents of blobs, in one conversation."""
    answer = _git("cat-file", "--batch", stdin=b"\n".join([*digests, b""])) if digests else b""
    rest = answer or b""
    for _ in digests:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split(b" ")[2])
        yield rest[:size]
        rest = rest[size + 1 :]


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _git(*words: str, stdin: bytes = b"") -> bytes | None:
    """What git answers; None when it refuses."""
    try:
        run = subprocess.run(["git", *words], input=stdin, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise Misuse("no git") from error
    return run.stdout if run.returncode == 0 else None
