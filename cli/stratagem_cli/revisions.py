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
        last = PurePosixPath(path).name
        place = Path(folder) / (last if last not in ("", ".", "..") else "rulebook")
        _check_out(name, revision, path, place)
        yield Written(name, place, str(place), name.rstrip("/"))


def _check_out(name: str, revision: str, path: str, place: Path) -> None:
    """Write what a revision has at a path to a place: a file, or the files of a folder."""
    if refused := _run("rev-parse", "--git-dir").stderr.decode(errors="replace").strip():
        raise Misuse("no repository", name=name, reason=refused.partition("\n")[0].removeprefix("fatal: "))
    if revision and _object(f"{revision}^{{object}}") is None:
        raise Misuse("no revision", name=name, revision=revision)
    digest = _object(name)
    if digest is None:
        raise Misuse("not in revision" if revision else "no staged", name=name, path=path, revision=revision)
    if _git("cat-file", "-t", digest) == b"blob\n":
        _write(place, _git("cat-file", "blob", digest))
        return
    listing = _git("ls-tree", "-r", "-z", "--full-tree", digest)
    wanted = {}
    for entry in filter(None, listing.split(b"\0")):
        head, _, file = entry.partition(b"\t")
        mode, _, blob = head.split(b" ")
        inside = PurePosixPath(os.fsdecode(file))
        if mode.startswith(b"100") and inside.suffix.lower() in _KINDS:  # no links, which may lead anywhere
            wanted[inside] = blob
    place.mkdir()
    contents = _contents(list(wanted.values()))
    for inside, content in zip(wanted, contents, strict=True):
        _write(place / inside, content)


def _contents(digests: list[bytes]) -> Iterator[bytes]:
    """The contents of blobs, in one conversation."""
    rest = _git("cat-file", "--batch", stdin=b"\n".join([*digests, b""])) if digests else b""
    for _ in digests:
        head, _, rest = rest.partition(b"\n")
        size = int(head.split(b" ")[2])
        yield rest[:size]
        rest = rest[size + 1 :]


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _object(name: str) -> str | None:
    """The digest of what a name stands for in git, None when it stands for nothing."""
    found = _run("rev-parse", "--verify", "--quiet", "--end-of-options", name).stdout.decode().split()
    return found[-1] if found else None


def _git(*words: str, stdin: bytes = b"") -> bytes:
    """What git answers to a question that it can answer."""
    return _run(*words, stdin=stdin).stdout


def _run(*words: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *words], input=stdin, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise Misuse("no git") from error
