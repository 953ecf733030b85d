"""A rulebook → its mutants: the same rulebook with one slip in one rule, as an author might make it on a Monday.

```python
for mutant in mutants_of(rulebook, ["spy-early"]):
    print(mutant.edit.told(), mutant.notice.told())
```

The order is that of the rules, and within a rule always the same. No file is touched. This module knows what can go
wrong in a rule. It does not know who would notice.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from stratagem.analysis.mutating.conditions import ChangeKind, changes, of_account
from stratagem.analysis.mutating.edits import Said, said
from stratagem.analysis.mutating.effects import effect_slips, people_slips, time_slips
from stratagem.analysis.mutating.priorities import Apart, nudges
from stratagem.condition import Any
from stratagem.diagnostics import Span
from stratagem.rulebook import Rule, Rulebook


class MutantKind(StrEnum):
    """What is changed, in the words of reports."""

    BOUNDARY = "boundary"
    """A number, date, scale value or count is off by one."""
    VALUE = "value"
    """A value is negated; a list is too long or too short."""
    LINE = "line"
    """A line of the condition is missing."""
    STRUCTURE = "structure"
    """`any` for `all`, `some` for `every`, a `not` too few."""
    EFFECT = "effect"
    """An effect is missing, or another one of its kind, or a weaker or opposite one."""
    CONCLUSION = "conclusion"
    """Another value is concluded, or none."""
    PEOPLE = "people"
    """Others are to be seen, or to introduce."""
    PRIORITY = "priority"
    """The priority moves past its neighbour."""
    DATES = "dates"
    """The rule begins or ends a day off, or never."""
    RULE = "rule"
    """The rule is missing."""


@dataclass(frozen=True)
class Mutant:
    """One rulebook that differs from the original in one rule."""

    kind: MutantKind
    rule: Rule
    """As it is written."""
    changed: Rule
    """As it might have been written by mistake."""
    edit: Said
    notice: Said
    """The kind of case that would notice."""
    place: Span | None = None
    """The line that was changed, as well as anybody knows."""

    @property
    def changes_when(self) -> bool:
        """Whether it is about when the rule fires, rather than what it does."""
        return self.kind in _ABOUT_WHEN


_ABOUT_WHEN = frozenset(
    {
        MutantKind.BOUNDARY,
        MutantKind.VALUE,
        MutantKind.LINE,
        MutantKind.STRUCTURE,
        MutantKind.DATES,
        MutantKind.RULE,
    }
)
_KIND_OF = {
    ChangeKind.BOUNDARY: MutantKind.BOUNDARY,
    ChangeKind.VALUE: MutantKind.VALUE,
    ChangeKind.LINE: MutantKind.LINE,
    ChangeKind.STRUCTURE: MutantKind.STRUCTURE,
}
NEVER = Any()
"""The condition of a rule that is left out."""


def mutants_of(
    rulebook: Rulebook, rules: Collection[str] | None = None, apart: Apart | None = None
) -> Iterator[Mutant]:
    """The mutants of these rules, by default of all, in rulebook order; `apart` knows which rules never meet."""
    for rule in rulebook.rules:
        if rules is None or rule.id in rules:
            yield from _of_rule(rulebook, rule, apart)


def mutated(rulebook: Rulebook, mutant: Mutant) -> Rulebook:
    """The rulebook of a mutant. It goes by the digest of the original: digesting it costs more than asking it."""
    rules = tuple(mutant.changed if rule is mutant.rule else rule for rule in rulebook.rules)
    book = replace(rulebook, rules=rules)
    book.__dict__["hash"] = rulebook.hash
    return book


def _of_rule(rulebook: Rulebook, rule: Rule, apart: Apart | None) -> Iterator[Mutant]:
    yield Mutant(
        MutantKind.RULE, rule, replace(rule, when=NEVER), said("rule left out"), said("notice rule"), rule.span
    )
    for change in changes(rule.when, of_account(rulebook.vocabulary)):
        place = rule.places[change.leaf] if change.leaf < len(rule.places) else rule.span
        changed = replace(rule, when=change.condition)
        yield Mutant(_KIND_OF[change.kind], rule, changed, change.edit, change.notice, place)
    for changed, edit, notice, concludes in effect_slips(rulebook, rule):
        kind = MutantKind.CONCLUSION if concludes else MutantKind.EFFECT
        yield Mutant(kind, rule, changed, edit, notice, rule.span)
    for changed, edit, notice in people_slips(rulebook, rule):
        yield Mutant(MutantKind.PEOPLE, rule, changed, edit, notice, rule.span)
    for changed, edit, notice in time_slips(rule):
        yield Mutant(MutantKind.DATES, rule, changed, edit, notice, rule.span)
    for changed, edit, notice in nudges(rulebook, rule, apart):
        yield Mutant(MutantKind.PRIORITY, rule, changed, edit, notice, rule.span)
