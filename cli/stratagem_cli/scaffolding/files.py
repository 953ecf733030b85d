"""Templates → files of a new rulebook, written whole or not at all.

It knows templates and folders. It does not know rules.
"""

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from stratagem_cli.output import umask

_ENDING = ".j2"


def rendered(scaffold: str, lang: str, **content: object) -> dict[str, str]:
    """The files of a scaffold, path → text, with comments in one language; `content` fills its blanks."""

    def say(en: str, zh: str) -> str:
        return zh if lang == "zh" else en

    environment = _environment()
    names = environment.list_templates(filter_func=lambda name: name.startswith(f"{scaffold}/"))
    return {
        name.removeprefix(f"{scaffold}/").removesuffix(_ENDING): environment.get_template(name).render(
            lang=lang, say=say, **content
        )
        for name in names
    }


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files into a folder that is not there yet, or empty: beside it first, then renamed.

    Raises `OSError`, and then leaves nothing.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, text in files.items():
            file = beside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        beside.chmod(0o777 & ~umask())  # a temporary folder is closed to others
        if folder.is_dir():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:  # Ctrl-C too must leave nothing behind; it goes on its way afterwards
        shutil.rmtree(beside, ignore_errors=True)
        raise


@cache
def _environment() -> Environment:
    """Plain text: nothing is escaped, for what is filled in is checked beforehand."""
    return Environment(
        loader=PackageLoader("stratagem_cli.scaffolding", "templates"),
        autoescape=False,  # noqa: S701 (YAML, not HTML)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
