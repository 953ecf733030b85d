"""The form of what a finding says: a cause and its remedies in English and Chinese, with placeholders for details."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Cause first, then remedies, for each language."""

    en: tuple[str, ...]
    zh: tuple[str, ...]

    def cause(self, lang: str) -> str:
        """The template of the cause."""
        return self._in(lang)[0]

    def remedy(self, lang: str, details: Mapping[str, str]) -> str:
        """The template of the first remedy whose details are all there; the last one when none is."""
        remedies = self._in(lang)[1:]
        return next((each for each in remedies if details.keys() >= set(_PLACEHOLDER.findall(each))), remedies[-1])

    def _in(self, lang: str) -> tuple[str, ...]:
        return self.zh if lang == "zh" else self.en


NEAR_EN, NEAR_ZH = 'did you mean "{near}"?', "是不是想写“{near}”？"
ALLOWED_EN, ALLOWED_ZH = "allowed here: {allowed}", "这里可以写：{allowed}"
BOTH_EN, BOTH_ZH = 'did you mean "{near}"? Allowed here: {allowed}', "是不是想写“{near}”？这里可以写：{allowed}"
"""Remedies that many findings share."""
