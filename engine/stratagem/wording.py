"""What the rulebook says, in which language: texts by language, with `{fact}` placeholders that are filled later.

This module knows languages and placeholders. It does not know what a fact is, or what fills a placeholder.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stratagem.diagnostics import Span

PLACEHOLDER = re.compile(r"\{\s*([^{}\s]+)\s*\}")
"""`{fact}` in a text: whatever stands between braces, without blanks."""


@dataclass(frozen=True)
class Text:
    """One sentence in every language of the rulebook: pairs of language code and sentence, in the order written."""

    by_language: tuple[tuple[str, str], ...]
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    """Where each sentence stands, in the same order; empty for a text that was made from an id."""

    @classmethod
    def of(cls, by_language: Mapping[str, str]) -> "Text":
        """Build it from a mapping of language to sentence."""
        return cls(tuple(by_language.items()))

    def in_language(self, lang: str) -> str:
        """The sentence in `lang`; when the rulebook does not speak it, in the rulebook's first language."""
        return self._sentences.get(lang) or self.by_language[0][1]

    def fill(self, lang: str, value_of: Callable[[str], str]) -> str:
        """The sentence in `lang` with every `{name}` replaced by `value_of(name)`."""
        pieces = self._pieces.get(lang) or self._pieces[self.by_language[0][0]]
        if len(pieces) == 1:
            return pieces[0]
        return "".join(value_of(piece) if at % 2 else piece for at, piece in enumerate(pieces))

    def placeholders(self, lang: str) -> frozenset[str]:
        """The names quoted in the sentence of one language."""
        return frozenset(self._pieces[lang][1::2])

    @cached_property
    def _sentences(self) -> dict[str, str]:
        return dict(self.by_language)

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        """Literal text at even places, placeholder names at odd ones."""
        return {lang: PLACEHOLDER.split(sentence) for lang, sentence in self.by_language}
