"""A company's own rulebook on top of another: one fact, one strategy and one rule to begin with, and their cases."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from stratagem import Advisor, RulebookError
from stratagem.authoring.bases import built_in
from stratagem_cli.misuse import Misuse
from stratagem_cli.scaffolding.files import rendered
from stratagem_cli.scaffolding.rule import free_priority
from stratagem_cli.scaffolding.writing import texts, yaml_word
from stratagem_cli.session import exit_code_of

_NEAR = 88
"""The priority of the first rule lies near this, so that it comes first where it applies."""


def company(base: str, folder: Path, lang: str, name: str, title: Mapping[str, str]) -> dict[str, str]:
    """The files of a rulebook in `folder` that extends `base`: the name of one that is built in, or a path.

    A base that cannot be read ends the command.
    """
    named = built_in(base.replace("-", "_"))
    if not Path(base).exists() and ("/" in base or not named.is_dir()):
        raise Misuse("no base", value=base, allowed=", ".join(_built_in_names()))
    try:
        rulebook = Advisor.load(base if Path(base).exists() else named).rulebook
    except RulebookError as error:
        click.echo(error.render(lang), err=True)
        sys.exit(max(exit_code_of(diagnostic) for diagnostic in error.diagnostics))

    def text(en: str, zh: str) -> str:
        return texts(rulebook, lambda lang: zh if lang == "zh" else en)

    written = Path(os.path.relpath(base, folder)).as_posix() if Path(base).exists() else base
    return rendered(
        "company",
        lang,
        name=name,
        title=title,
        base=yaml_word(written),
        priority=free_priority(rulebook, _NEAR),
        text=text,
    )


def _built_in_names() -> list[str]:
    return sorted(each.name.replace("_", "-") for each in built_in("").iterdir() if (each / "rulebook.yaml").is_file())
