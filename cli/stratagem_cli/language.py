"""Which language a command speaks, before anything is loaded: what was asked for, else what the machine is set to."""

import os
from collections.abc import Sequence


def preferred_language() -> str:
    """`STRATAGEM_LANG`, else Chinese where the machine speaks Chinese, else English."""
    chosen = os.environ.get("STRATAGEM_LANG")
    if chosen:
        return chosen
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if locale.startswith("zh") else "en"


def language_of(words: Sequence[str]) -> str:
    """The language to answer a command line in that could not be understood: its `--lang`, wherever it stands."""
    for at, word in enumerate(words):
        asked = words[at + 1] if word == "--lang" and at + 1 < len(words) else word.removeprefix("--lang=")
        if asked in ("en", "zh") and asked != word:
            return asked
    return preferred_language()
