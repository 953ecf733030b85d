"""What a caller gets back who asks of an account what if, why not, and why this before that.

Like `advice`, these are names other programs rely on. This module does not know how the answers are found.
"""

from typing import Literal

from stratagem.advice import RulebookName
from stratagem.inquiry import Part, Shown

Status = Literal["recommended", "vetoed", "held", "avoided", "silent"]
"""What became of a strategy; `silent` when no fired rule speaks of it."""


class Ranked(Part):
    """One recommendation, in short."""

    rank: int
    strategy: str
    label: str
    priority: int
    rule: str
    """The rule that wins."""


class Standing(Part):
    """Where a strategy stands, and by which rule."""

    status: Status
    rank: int | None
    priority: int | None
    """Of the rule that wins, or that keeps it out."""
    rule: str | None


class FactChange(Part):
    """A fact of the account, or an attribute of a person, that is taken to be otherwise."""

    fact: str
    label: str
    person: str | None
    before: Shown
    after: Shown
    before_shown: str
    after_shown: str
    concluded: bool
    """Rules find this fact out; the value that is set stands all the same."""


class Effect(Part):
    """Something that a rule does to strategies or concluded facts."""

    kind: Literal["recommend", "veto", "hold", "avoid", "conclude", "warn", "ask", "emphasise"]
    of: list[str]
    """Ids of strategies, facts or warnings; empty for an angle that is emphasised."""
    labels: list[str]


class RuleDifference(Part):
    """A rule that fires in one of the two cases alone."""

    rule: str
    title: str
    priority: int
    fires: bool
    """Whether it fires after the change; else it fired before."""
    because: str
    effects: list[Effect]
    conditions: list[str]
    """Those of its conditions that became true, or are true no longer, in the author's words."""
    source: str


class Move(Part):
    """A strategy that stands elsewhere than before."""

    strategy: str
    label: str
    before: Standing
    after: Standing
    rules: list[str]
    """Rules among the differences that speak of it; empty when only others moved past it."""


class ConclusionChange(Part):
    """A fact that rules find out, and find otherwise than before."""

    fact: str
    label: str
    before: Shown
    after: Shown
    before_shown: str
    after_shown: str
    rule: str | None
    """The rule that concludes it after the change."""


class WarningChange(Part):
    """A red flag that is raised, or is raised no longer."""

    id: str
    label: str
    raised: bool


class WhatIf(Part):
    """One account as it is, and as it would be."""

    account: str
    as_of: str | None
    language: str
    rulebook: RulebookName
    changes: list[FactChange]
    added: list[str]
    """Names of people who are taken to be there as well."""
    before: list[Ranked]
    after: list[Ranked]
    moves: list[Move]
    """By the rank after the change, then by the rank before it."""
    rules: list[RuleDifference]
    """Those that fire now first, then those that fire no longer; each by priority."""
    conclusions: list[ConclusionChange]
    warnings: list[WarningChange]
