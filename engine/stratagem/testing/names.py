"""The names that a feature uses → the ids that advice uses, so that a slip of the pen never counts as "not there".

Ids and labels of every language are understood; for an unknown name the nearest known one is offered. This module
knows a rulebook's names. It does not know what any of them does.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stratagem.deciding.phrases import shown
from stratagem.diagnostics import Diagnostic, nearest
from stratagem.inquiry import Shown
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.failures import word
from stratagem.testing.unmet import Unmet
from stratagem.vocabulary import folded
from stratagem.wording import Text

_SEPARATORS = re.compile(r"[,，、;；]")


@dataclass(frozen=True)
class Names:
    """What the things of one rulebook are called."""

    rulebook: Rulebook

    def strategy(self, name: str) -> str:
        """The id of a strategy."""
        return _found(name, self._strategies, "strategy")

    def warning(self, name: str) -> str:
        """The id of a warning."""
        return _found(name, self._warnings, "warning")

    def fact(self, name: str) -> str:
        """The id of a fact of the account."""
        return _found(name, self.rulebook.vocabulary.fact_names, "fact")

    def askable(self, name: str) -> str:
        """The id of what may be asked for: a fact of the account or an attribute of people."""
        vocabulary = self.rulebook.vocabulary
        return _found(name, {**vocabulary.attribute_names, **vocabulary.fact_names}, "fact or attribute")

    def rule(self, name: str) -> Rule:
        """A rule, by its id."""
        return self.rulebook.rule[_found(name, {folded(id_): id_ for id_ in self.rulebook.rule}, "rule")]

    def value(self, fact: str, text: str) -> Shown:
        """The value of a fact as advice shows it."""
        declared = self.rulebook.vocabulary.fact[fact]
        value = declared.read(text, None)
        if isinstance(value, Diagnostic):
            raise Unmet("bad value", cause=value.cause, remedy=value.remedy)
        return shown(declared, value)

    @cached_property
    def _strategies(self) -> Mapping[str, str]:
        return _by_name((each.id, each.label) for each in self.rulebook.strategies)

    @cached_property
    def _warnings(self) -> Mapping[str, str]:
        return _by_name((each.id, each.label) for each in self.rulebook.warnings)


def several(text: str, one: Callable[[str], str]) -> list[str]:
    """The ids that a list such as `develop_spy, 高层互访` names, in its order; a name may itself hold a comma."""
    try:
        return [one(text)]
    except Unmet:
        return [one(part) for part in parts(text)]


def parts(text: str) -> list[str]:
    """The parts of a list written with commas of either language; blanks around them do not matter."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def says(sentence: str | None, part: str) -> bool:
    """Whether a sentence contains these words; case, width and the number of blanks do not matter."""
    return bool(part.strip()) and folded(part) in folded(sentence or "")


def _by_name(things: Iterable[tuple[str, Text]]) -> dict[str, str]:
    pairs = tuple(things)
    labels = {folded(label): id_ for id_, text in pairs for _, label in text.by_language}
    return labels | {folded(id_): id_ for id_, _ in pairs}


def _found(name: str, known: Mapping[str, str], what: str) -> str:
    id_ = known.get(folded(name))
    if id_ is None:
        near = nearest(name, known)
        if near:
            raise Unmet("bad name near", name=name, what=word(what), near=near)
        raise Unmet("bad name", name=name, what=word(what), known=list(dict.fromkeys(known.values())))
    return id_
