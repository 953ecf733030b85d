"""Where a command's result goes: standard output, or a file that is either written whole or not touched."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NoReturn, Protocol, TypeVar

import click

from stratagem_cli.language import preferred_language


class _Dumped(Protocol):
    def model_dump(self, *, mode: Literal["json"]) -> dict[str, Any]: ...


Found = TypeVar("Found", bound=_Dumped)

MISUSE = 2
"""The exit code when a result cannot be delivered."""

_HELP = {
    "en": {
        "cannot": "{place}: cannot be written: {reason}",
        "standard output": "standard output",
        FileNotFoundError: "make the folder {folder} first, or write somewhere else",
        NotADirectoryError: "{folder} is not a folder; write somewhere else",
        IsADirectoryError: "this is a folder; name a file in it",
        PermissionError: "you may not write there; choose another folder",
        OSError: "choose another place with --out",
    },
    "zh": {
        "cannot": "{place}：无法写入：{reason}",
        "standard output": "标准输出",
        FileNotFoundError: "请先建好文件夹 {folder}，或换个地方",
        NotADirectoryError: "{folder} 不是文件夹，请换个地方",
        IsADirectoryError: "这是文件夹，请写明其中的文件名",
        PermissionError: "没有写入权限，请换个文件夹",
        OSError: "请用 --out 换个地方",
    },
}
"""What to do about a failure, by its type."""


def deliver(text: str, out: str | None) -> None:
    """Print `text`, or write it beside `out` and rename, so that no reader ever meets half a file."""
    deliver_bytes(text.encode(errors="replace"), out)


def deliver_bytes(content: bytes, out: str | None) -> None:
    """The same for what is no text."""
    try:
        if out is None or out == "-":
            _print(content)
        else:
            _write(content, Path(out).resolve())
    except OSError as error:
        fail(error, out)


def deliver_found(
    found: Found, form: str, out: str | None, text: Callable[[Found, bool], str], markdown: Callable[[Found], str]
) -> None:
    """Deliver a result of the engine as JSON, as markdown or as text; `text` is told whether it goes into a file."""
    if form == "json":
        deliver(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n", out)
    else:
        deliver(markdown(found) if form == "markdown" else text(found, out is not None), out)


def write(text: str, out: str) -> None:
    """Write `text` beside `out` and rename; raises `OSError`, and then `out` is as it was."""
    _write(text.encode(errors="replace"), Path(out).resolve())


def fail(error: OSError, out: str | None) -> NoReturn:
    """Say why nothing could be written there and what to do, and end."""
    tell_failure(error, out)
    sys.exit(MISUSE)


def tell_failure(error: OSError, out: str | None) -> None:
    """Say why nothing could be written there and what to do."""
    context = click.get_current_context(silent=True)
    lang = (context.params.get("lang") if context else None) or preferred_language()
    said = _HELP["zh" if lang == "zh" else "en"]
    place = out if out not in (None, "-") else said["standard output"]
    help_ = next(said[kind] for kind in type(error).__mro__ if kind in said)
    click.echo(said["cannot"].format(place=place, reason=error.strerror or error), err=True)
    click.echo(("建议：" if said is _HELP["zh"] else "help: ") + help_.format(folder=Path(out or ".").parent), err=True)


def _write(content: bytes, target: Path) -> None:
    if target.exists() and not target.is_file():
        # A device or a pipe has no whole to keep, and must not be replaced by a file.
        target.write_bytes(content)
        return
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask())
        Path(beside).replace(target)
    except BaseException:  # Ctrl-C too must leave no half file behind; it goes on its way afterwards
        Path(beside).unlink(missing_ok=True)
        raise


def umask() -> int:
    """What new files of this process are masked with."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _print(content: bytes) -> None:
    """Print UTF-8 whatever the locale says; a reader that has gone (`| head`) is no error."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence()
    except OSError:
        _silence()
        raise


def _silence() -> None:
    """The interpreter flushes standard output once more at exit; give it somewhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
