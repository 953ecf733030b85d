"""What a caller gets back who asks of an account what if, why not, and why this before that.

Like `advice`, these are names other programs rely on. This module does not know how the answers are found.
"""

from typing import Literal

from stratagem.advice import RulebookName
from stratagem.inquiry import Part, Shown, StrategyNamed

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


class Change(Part):
    """One fact, or one attribute of a person, that would be otherwise."""

    fact: str
    label: str
    person: str | None
    person_at: int | None
    """The place of the person in the list, from 0."""
    alike: list[str]
    """Names of others of whom the same change does it, because rules see no difference between them."""
    how: Literal["bring_about", "turns_out"]
    """Whether a known value has to change, or an unknown one to turn out so."""
    changeable: bool
    """Whether a rep can influence the fact."""
    now: Shown
    now_shown: str
    values: list[Shown]
    """Any of these does: ids or flags; of a number or a date one example for each stretch that rules tell apart."""
    shown: str
    """The values in words: `Supporter or Leader`, `50% or more`."""
    text: str


class ChangeSet(Part):
    """Changes that do it together, and of which none can be left out."""

    changes: list[Change]
    text: str
    """The changes as a condition: `if it turns out that …`."""
    rank: int
    """Where the strategy then stands, with the first value of each change; found by running it."""
    top: list[StrategyNamed]
    """The first three recommendations then."""


class WhyNot(Part):
    """The smallest changes that would bring a strategy to a rank: all of up to three facts, smallest first."""

    account: str
    as_of: str | None
    language: str
    rulebook: RulebookName
    strategy: str
    label: str
    wanted: int
    """The rank asked for, or above."""
    now: Standing
    already: bool
    """It stands there now, and nothing has to change."""
    ever: bool
    """False when no rule of the rulebook ever recommends it."""
    most_changes: int
    """Sets of so many changes at most are looked for."""
    sets: list[ChangeSet]
    """Changes of facts that a rep can influence, known or unknown. Facts marked `changeable: no` stay as they are."""
    if_found_out: list[ChangeSet]
    """Those that need an unknown fact to turn out so which a rep can find out, but not influence."""
    says: str
    """The answer in a sentence."""


class Spoke(Part):
    """A fired rule that speaks for or against a strategy."""

    rule: str
    title: str
    effect: Literal["recommend", "veto", "hold", "avoid"]
    priority: int
    because: str
    until: str | None
    """What unlocks it, when the rule holds it back."""
    source: str


class Side(Part):
    """One of two strategies that are compared."""

    strategy: str
    label: str
    standing: Standing
    rules: list[Spoke]
    """Highest priority first; of equals, what keeps it out before what speaks for it."""


class Turn(Part):
    """The nearest values of a number or a date under which another strategy comes first."""

    value: Shown
    """An example of them."""
    shown: str
    """All of them in words: `60% or more`."""
    distance: float
    """How far they begin from the value of now: in the number's own unit, or in days."""
    first: StrategyNamed | None
    """What comes first then."""


class Margin(Part):
    """How far one number or date can move, by itself, before another strategy comes first."""

    fact: str
    label: str
    person: str | None
    person_at: int | None
    value: Shown
    shown: str
    below: Turn | None
    """Null when no smaller number, or no earlier date, changes the first recommendation."""
    above: Turn | None
    nearest: float | None
    """The smaller of the two distances."""


Decision = Literal["status", "priority", "speakers", "order", "neither"]
"""What puts one strategy above another: that the other is kept out or not spoken of, the priority of the winning rules,
how many rules speak for each, the order of the rulebook; or that neither is recommended."""


class Comparison(Part):
    """Why one strategy stands above another; and how firm the first recommendation is."""

    account: str
    as_of: str | None
    language: str
    rulebook: RulebookName
    sides: list[Side]
    """The two, in the order asked for."""
    above: str | None
    """The strategy that stands above; null when neither is recommended."""
    decided_by: Decision
    says: str
    """The answer in a sentence."""
    first: StrategyNamed | None
    """The first recommendation."""
    margins: list[Margin]
    """Every number and date that is known, in vocabulary order."""


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
