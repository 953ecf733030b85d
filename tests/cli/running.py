"""Ways to call the command: inside this process, which is fast, or as a program of its own, where that matters."""

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner, Result

from stratagem import Advisor
from stratagem_cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PURCHASE = str(EXAMPLES / "equipment-purchase.yaml")
PURCHASE_ZH = str(EXAMPLES / "设备采购.yaml")
THREE = str(EXAMPLES / "three-cases.yaml")
GOLDEN = Path(__file__).parent / "golden"
ON = ("--as-of", "2026-11-23")

_NEUTRAL = {
    "STRATAGEM_LANG": None, "LC_ALL": None, "LC_MESSAGES": None, "LANG": "C.UTF-8", "COLUMNS": None, "NO_COLOR": None,
    "FORCE_COLOR": None,
}  # fmt: skip


_load = Advisor.load


@cache
def _built_in() -> Advisor:
    return _load()


def _loaded(rules: str | None = None) -> Advisor:
    """The built-in rulebook is read once for all tests: an advisor is frozen knowledge."""
    return _load(rules) if rules else _built_in()


def run(*words: str, stdin: str | bytes | None = None, env: Mapping[str, str] | None = None) -> Result:
    """The command in this process, on a machine without preferences; an exception of ours is the test's."""
    with patch.object(Advisor, "load", _loaded):
        result = CliRunner(env={**_NEUTRAL, **(env or {})}).invoke(main, words, input=stdin, prog_name="stratagem")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def spawn(
    *words: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """The command as a program."""
    return subprocess.run(
        [sys.executable, "-m", "stratagem_cli", *words],
        input=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environment(env), cwd=ROOT, timeout=180, check=False,
    )  # fmt: skip


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a program: no preferences, and the packages that this process sees."""
    kept = {name: value for name, value in os.environ.items() if name not in _NEUTRAL}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LANG": "C.UTF-8", **(env or {})}


def golden(name: str, text: str) -> str:
    """What a golden file says; with STRATAGEM_UPDATE_GOLDEN=1 it says what the code says now."""
    file = GOLDEN / name
    if os.environ.get("STRATAGEM_UPDATE_GOLDEN") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8")
