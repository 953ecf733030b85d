"""One finding, told so that its reader can mend it: a code, a place, the cause and a remedy, in English or Chinese."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stratagem.diagnostics.chinese import in_language
from stratagem.diagnostics.sentences import SENTENCES
from stratagem.diagnostics.span import Place, Span, excerpt


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `code` names a sentence of `diagnostics.sentences`; `details` fill that sentence."""

    code: str
    place: Place = None
    details: dict[str, str] = field(default_factory=dict)

    def cause(self, lang: str = "en") -> str:
        """What is wrong, as one clause without a full stop."""
        return SENTENCES[self.code].cause(lang).format_map(_Details(in_language(lang, self.details)))

    def remedy(self, lang: str = "en") -> str:
        """How to mend it: the first remedy of the sentence for which every detail is known."""
        remedy = SENTENCES[self.code].remedy(lang, self.details)
        return remedy.format_map(_Details(in_language(lang, self.details)))

    def render(self, lang: str = "en") -> str:
        """Place, code and cause on one line; the line of the file with a caret; the remedy."""
        place = f"{self.place}: " if self.place is not None else ""
        lines = [f"{place}{self.code}: {self.cause(lang)}"]
        if isinstance(self.place, Span):
            lines += excerpt(self.place)
        word = "建议" if lang == "zh" else "help"
        lines.append(f"{word}{'：' if lang == 'zh' else ': '}{self.remedy(lang)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        """The English rendering."""
        return self.render()


class _Details(dict[str, str]):
    """Details of which the empty ones were left out: `"" is no id`."""

    def __missing__(self, name: str) -> str:
        return ""


class Findings:
    """A growing list of diagnostics that one reading shares. Order is the order of adding."""

    def __init__(self) -> None:
        """Start with none."""
        self._all: list[Diagnostic] = []

    def add(self, code: str, place: Place, **details: object) -> None:
        """Note one fault; `details` are written with `str`, and those that are None or empty are left out."""
        self._all.append(Diagnostic(code, place, written(details)))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another reading found."""
        self._all.extend(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield them in the order they were added."""
        return iter(self._all)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)


def written(details: dict[str, object]) -> dict[str, str]:
    """Details as text, without those that have nothing to say."""
    return {name: str(value) for name, value in details.items() if value not in (None, "", ())}


class StratagemError(Exception):
    """Something handed in cannot be used. `diagnostics` holds every fault, in the order of the text."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Carry the findings; the message is all of them in English."""
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.render())

    def render(self, lang: str = "en") -> str:
        """Every finding with its place, a blank line between two."""
        return "\n\n".join(diagnostic.render(lang) for diagnostic in self.diagnostics)


class RulebookError(StratagemError):
    """A rulebook cannot be used: `diagnostics` says where and why."""


class AccountError(StratagemError):
    """An account cannot be used: `diagnostics` says where and why."""


class HypothesisError(StratagemError):
    """What was taken to be otherwise cannot be: `diagnostics` says which fact, person or value."""


class SparkError(StratagemError):
    """A cluster cannot be used, or gave up: `diagnostics` says why."""


class UnknownStrategyError(StratagemError):
    """A strategy was asked for that the rulebook does not have: `diagnostics` names the nearest one."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` was probably meant to be, or None when nothing is close."""
    names = list(known)
    by_folded = {name.casefold(): name for name in reversed(names)}
    matches = difflib.get_close_matches(word.casefold()[:80], list(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None
