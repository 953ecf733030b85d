"""JSON Schemas beside a rulebook, and in each of its YAML files the line by which an editor finds them.

Editors with a YAML language server (VS Code, Neovim, IntelliJ) read that line; then they complete the ids of facts,
strategies and rules, and underline what does not fit. Everything else in the files stays as it is.
"""

import json
import os
import re
from pathlib import Path

from stratagem import Advisor
from stratagem.authoring.schema import cases_schema, rulebook_schema
from stratagem_cli.output import deliver

FOLDER = ".schema"
"""Inside the rulebook's folder; reading passes over names that begin with a dot."""

_LINE = re.compile(r"^# yaml-language-server: \$schema=[^\r\n]*", re.MULTILINE)


def schema_of(what: str, advisor: Advisor) -> str:
    """The JSON Schema of an account file, of a rulebook's files, or of its cases."""
    match what:
        case "account":
            schema: object = advisor.account_schema()
        case "cases":
            schema = cases_schema(advisor.rulebook)
        case _:
            schema = rulebook_schema(advisor.rulebook)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def install(folder: Path, advisor: Advisor) -> list[Path]:
    """Write the schemas into `folder/.schema` and name them at the head of every YAML file; the files written.

    Each file is written whole or not at all. What is as it should be is not touched.
    """
    wanted = {folder / FOLDER / f"{what}.json": schema_of(what, advisor) for what in ("account", "cases", "rules")}
    for file in _yaml_files(folder):
        what = "cases" if file.name.endswith((".cases.yaml", ".cases.yml")) else "rules"
        to = Path(os.path.relpath(folder / FOLDER / f"{what}.json", file.parent)).as_posix()
        wanted[file] = _named(_text(file), to)
    (folder / FOLDER).mkdir(exist_ok=True)
    changed = [file for file, text in wanted.items() if not file.exists() or _text(file) != text]
    for file in changed:
        deliver(wanted[file], str(file))
    return changed


def _yaml_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for inside, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(inside) / name for name in files if name.endswith((".yaml", ".yml")) and name[0] != ".")
    return sorted(found)


def _named(text: str, to: str) -> str:
    """The text with the line that names its schema: in place of one that is there, else at the very top."""
    line = f"# yaml-language-server: $schema={to}"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in text else "\n"
    named = _LINE.sub(lambda _: line, text, count=1) if _LINE.search(text) else f"{line}{newline}{text}"
    return mark + named


def _text(file: Path) -> str:
    """The file as it stands, line ends and all."""
    return file.read_bytes().decode("utf-8")
