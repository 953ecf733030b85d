"""Replays the commands that a document shows, so that its output is what really comes out.

In a block of `console`, a line that begins with `$ ` is a command; what follows is what it prints, both streams
together. A line `…` stands for any number of lines. Commands of one document run one after another in a folder of
their own.
What a reader does in an editor stands in a comment that no page shows: `<!-- run: sed -i … file -->`, or before a block
`<!-- write: path -->`, which writes the block. `$ echo $?` prints the exit code of the command before it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PIECE = re.compile(
    r"^<!-- run: (?P<run>.*?) -->$|^<!-- write: (?P<path>\S+) -->\n+```\w*\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Session:
    """A shell in a folder, as a reader has it: `stratagem` and git, plain output, no preferences."""

    folder: Path
    exit_code: int = 0
    env: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the environment small, and git's own settings out of it."""
        kept = {name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "TMPDIR", "PYTHONPATH")}
        author = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
        self.env = {
            **kept, **author, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C.UTF-8", "COLUMNS": "96",
            "STRATAGEM_LANG": "en", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        }  # fmt: skip

    def run(self, command: str) -> str:
        """What a command prints."""
        script = f'stratagem() {{ {sys.executable} -m stratagem_cli "$@"; }}; (exit {self.exit_code}); {command}'
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=dict(self.env), check=False, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.exit_code = done.returncode
        return done.stdout.decode()


_WHO = {"NAME": "Sales ops", "EMAIL": "ops@example.org", "DATE": "2026-11-23T09:00:00Z"}


def replayed(document: str, folder: Path) -> str:
    """The document with what its commands print today; lines that a `…` stands for stay left out where they can."""
    session = Session(folder)

    def piece(found: re.Match[str]) -> str:
        if (command := found["run"]) is not None:
            printed = session.run(command)
            assert session.exit_code == 0, f"{command}: {printed}"
        elif (path := found["path"]) is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found["text"], encoding="utf-8")
        else:
            return f"```console\n{''.join(_block(found['block'], session))}```"
        return found[0]

    return _PIECE.sub(piece, document)


def _block(block: str, session: Session) -> Iterator[str]:
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        if not part.startswith("$ "):
            yield part
            continue
        line, _, shown = part.partition("\n")
        while line.endswith("\\"):
            more, _, shown = shown.partition("\n")
            line = f"{line}\n{more}"
        printed = session.run(line[2:])
        yield f"{line}\n{shown if fits(shown, printed) else printed}"


def fits(shown: str, printed: str) -> bool:
    """Whether the lines shown are those printed, `…` being any number of them; blank lines at the end do not count."""
    parts = [re.escape(line) if line != "…" else None for line in shown.rstrip("\n").split("\n")]
    pattern = "".join(r"(?:[^\n]*\n)*?" if part is None else f"{part}\\n" for part in parts)
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None
