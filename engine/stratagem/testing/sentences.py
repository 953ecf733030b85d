"""How a step is worded: one sentence in English and one in Chinese for each function, and what may vary in it.

A sentence such as `"{strategy}" is recommended at rank {rank:number}` takes quoted text in "…", “…” or 「…」, and words
of a few kinds without quotes. Blanks, commas and the colon before a table may be written in either language's way.
This module knows wording. It does not know accounts, advice or what a step does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from pytest_bdd.parsers import StepParser

Keyword = Literal["given", "when", "then"]
Function = TypeVar("Function", bound=Callable[..., object])

_VARIABLE = re.compile(r'["“]\{(\w+)\}["”]|\{(\w+):(\w+)\}')
_QUOTES = (('"', '"'), ("“", "”"), ("「", "」"))

STATUSES = {
    "held": "held",
    "vetoed": "vetoed",
    "avoided": "avoided",
    "暂缓": "held",
    "禁止": "vetoed",
    "不宜": "avoided",
}
"""How a step says that a strategy is not for now."""
LANGUAGES = {"english": "en", "chinese": "zh", "英文": "en", "中文": "zh"}
"""How a step names the language of the advice."""


def _one_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in words)


_KINDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "number": (r"\d+", int),
    "date": (r"\d{4}-\d{2}-\d{2}", date.fromisoformat),
    "status": (_one_of(STATUSES), lambda word: STATUSES[word.casefold()]),
    "language": (_one_of(LANGUAGES), lambda word: LANGUAGES[word.casefold()]),
}


class Sentence(StepParser):
    """The wording of one step in one language; `name` is the sentence as the reference shows it."""

    def __init__(self, name: str) -> None:
        """Translate the sentence into a pattern once."""
        super().__init__(name)
        self._kinds: dict[str, Callable[[str], object]] = {}
        self._pattern = re.compile(self._translated(name), re.IGNORECASE)

    def is_matching(self, name: str) -> bool:
        """Whether a step of a feature says this sentence."""
        return self._pattern.fullmatch(name.strip()) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """What the step fills in; None when it says something else."""
        found = self._pattern.fullmatch(name.strip())
        if found is None:
            return None
        said = {group.partition("__")[0]: text for group, text in found.groupdict().items() if text is not None}
        return {variable: self._kinds[variable](text) for variable, text in said.items()}

    def _translated(self, sentence: str) -> str:
        pattern, at = "", 0
        for variable in _VARIABLE.finditer(sentence):
            pattern += _literal(sentence[at : variable.start()])
            quoted, worded, kind = variable.groups()
            if quoted:
                self._kinds[quoted] = str.strip
                pattern += r"\s*" + _quoted(quoted) + r"\s*"
            else:
                words, self._kinds[worded] = _KINDS[kind]
                pattern += rf"\s*(?P<{worded}>{words})\s*"
            at = variable.end()
        return pattern + _literal(sentence[at:])


@dataclass(frozen=True)
class Step:
    """One step of the library: its wording in both languages, and the function that does it."""

    keyword: Keyword
    sentences: tuple[Sentence, Sentence]
    """English, then Chinese."""
    function: Callable[..., object]
    goes_on: bool
    """Whether the function returns the story as it goes on; a step that only looks returns nothing."""


STEPS: list[Step] = []
"""Every step of the library, in the order of its modules."""


def given(english: str, chinese: str) -> Callable[[Function], Function]:
    """Word a step that says how things stand."""
    return _worded("given", english, chinese, goes_on=True)


def when(english: str, chinese: str) -> Callable[[Function], Function]:
    """Word a step in which something happens."""
    return _worded("when", english, chinese, goes_on=True)


def then(english: str, chinese: str, *, goes_on: bool = False) -> Callable[[Function], Function]:
    """Word a step that says what must come of it."""
    return _worded("then", english, chinese, goes_on)


def _worded(keyword: Keyword, english: str, chinese: str, goes_on: bool) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        STEPS.append(Step(keyword, (Sentence(english), Sentence(chinese)), function, goes_on))
        return function

    return register


def _quoted(variable: str) -> str:
    ways = (rf"{opening}(?P<{variable}__{at}>[^{closing}]*){closing}" for at, (opening, closing) in enumerate(_QUOTES))
    return f"(?:{'|'.join(ways)})"


def _literal(text: str) -> str:
    """Fixed words: blanks of any width, commas and colons of either language; a colon at the end may be missing."""
    pattern = re.escape(text.strip()).replace(r"\ ", r"\s+")
    pattern = re.sub(r"\s*[,，](?:\\s\+)?", r"\\s*[,，]\\s*", pattern)
    if text.rstrip().endswith((":", "：")):
        pattern = pattern[:-1] + r"\s*[:：]?"
    return pattern
