"""What the caller gets back: ranked recommendations with reasons, what is not now, warnings and questions.

These are the names other programs rely on; `model_dump(mode="json")` is the JSON of the command line. Labels and
sentences are in the language asked for, ids never change. This module does not know how advice is found.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import AliasChoices, Field

from stratagem.inquiry import NextQuestion, Outcome, Part, Shown, Together


class RulebookName(Part):
    """Which knowledge decided: two equal hashes give equal advice."""

    name: str
    version: str
    hash: str


class ConditionMet(Part):
    """One condition of a rule in its author's words, with the value or the people that met it."""

    text: str
    people: list[str] | None = None
    """Names of those who meet it, best rank first; null when the condition is not about people."""


class Reason(Part):
    """A fired rule that recommends the strategy."""

    rule: str
    title: str
    priority: int
    because: str
    source: str
    facts: Mapping[str, Shown]
    """The facts that its conditions mention, with their values."""
    conditions: list[ConditionMet]


class Caution(Part):
    """A fired rule that holds the strategy or speaks against it, but more weakly than the recommendation."""

    status: Literal["held", "avoided"]
    rule: str
    priority: int
    because: str
    until: str | None


class LineToSay(Part):
    """What to say to some of the people, in a play."""

    to: str
    """Whom, in words: `Layer: Decision`."""
    people: list[str]
    """Those of the account who are meant, best rank first."""
    say: str


class PlayAdvised(Part):
    """One way to carry the strategy out."""

    weapon: str
    weapon_label: str
    label: str
    who: str | None
    """Who goes, from both sides."""
    steps: list[str]
    say: list[LineToSay]
    bring: list[str]
    worked: str | None
    """What tells that it worked."""


class Recommendation(Part):
    """A strategy to follow now."""

    rank: int
    """From 1."""
    strategy: str
    label: str
    about: str | None
    priority: int
    see: list[str] = Field(validation_alias=AliasChoices("with", "see"), serialization_alias="with")
    """Written `with` in JSON: names of the people to see, best rank first."""
    through: list[str]
    """Who introduces you or carries the message."""
    missing: str | None
    """Who has not been identified yet, when the winning rule names somebody to see and nobody fits."""
    say: str | None
    reasons: list[Reason]
    """The winning rule first."""
    cautions: list[Caution]
    plays: list[PlayAdvised]
    """How to carry it out; given for the first three recommendations."""


class NotNow(Part):
    """A strategy that a fired rule keeps out, with the rule that decides it."""

    strategy: str
    label: str
    status: Literal["vetoed", "held", "avoided"]
    rule: str
    priority: int
    because: str
    until: str | None
    """What unlocks it, when it is held."""
    speaks_for: list[str]
    """Fired rules that recommend it all the same."""


class WarningRaised(Part):
    """A red flag, with the strongest rule that raises it."""

    id: str
    label: str
    rule: str
    priority: int
    because: str


class Question(Part):
    """A fact that should be found out: because a fired rule asks for it, or because much hangs on it."""

    fact: str
    label: str
    ask: str
    people: list[str]
    """Whom it concerns, when it is an attribute of people."""
    rule: str | None
    """The strongest rule that asks for it; null when none does."""
    priority: int | None
    because: str | None
    worth: float | None = None
    """The share of possible answers under which the ordered first three recommendations change, from 0 to 1; of several
    people the greatest. Null when questions were not weighed."""
    outcomes: list[Outcome] | None = None
    """What answers lead to, person by person; null when questions were not weighed."""
    hangs: str | None = None
    """What hangs on the answer, as a sentence; null when questions were not weighed."""


class Emphasis(Part):
    """An angle for every conversation."""

    rule: str
    priority: int
    say: str


class DisagreementFound(Part):
    """The caller's value of a concluded fact stands, though the rules would have concluded another."""

    fact: str
    label: str
    given: Shown
    concluded: Shown
    given_shown: str
    """The values as a sentence would say them."""
    concluded_shown: str
    rule: str
    priority: int
    because: str


class Conclusion(Part):
    """A fact that a rule found out."""

    fact: str
    label: str
    value: Shown
    shown: str
    """The value as a sentence would say it."""
    rule: str
    because: str


class FactsUsed(Part):
    """Every known fact of the account, by where it comes from; each in vocabulary order."""

    given: Mapping[str, Shown]
    defaulted: Mapping[str, Shown]
    concluded: Mapping[str, Shown]


class Advice(Part):
    """The answer for one account. The same rulebook, account, as-of date and language give the same bytes."""

    account: str
    as_of: str | None
    """ISO date; null when none was given, and then nothing that depends on the date has fired."""
    language: str
    rulebook: RulebookName
    recommendations: list[Recommendation]
    not_now: list[NotNow]
    warnings: list[WarningRaised]
    questions: list[Question]
    """What fired rules ask for, strongest first; then, if weighed, what no rule asks for though much hangs on it."""
    next_questions: list[NextQuestion] | None = None
    """Every unknown fact by its worth, people one by one; null when questions were not weighed."""
    together: list[Together] | None = None
    """Pairs of facts that matter only together; null when questions were not weighed."""
    settled: bool | None = None
    """Proved: nothing that is still unknown can change the ordered first three. Null when it was not weighed."""
    emphasis: list[Emphasis]
    disagreements: list[DisagreementFound]
    conclusions: list[Conclusion]
    facts: FactsUsed


class ConditionSeen(Part):
    """One condition of a rule as it stands for this account, met or not."""

    kind: Literal["fact", "people", "all", "any", "not"]
    """What it asks: a fact, the people, or parts of its own."""
    text: str
    truth: bool | None
    """Null for unknown."""
    value: str | None
    """What was found: the fact's value in words, or null for a condition about people or one made of parts."""
    people: list[str] | None
    """Names of those who meet it; null when it is not about people."""
    concluded_by: str | None
    """The rule that concluded the fact, if a rule did."""
    parts: "list[ConditionSeen]"


class PassedOver(Part):
    """Why a row of a decision table did not fire though its conditions are met: another row came before it."""

    table: str
    policy: Literal["U", "A", "P", "F"]
    """The hit policy by which one row of the table fires."""
    row: int
    """The place of this row in the table, from 1."""
    first: str
    """The rule of the row that came before it."""
    first_row: int
    text: str
    """All this as a sentence."""


class RuleSeen(Part):
    """One rule that speaks for or against a strategy, whether it fired or not."""

    rule: str
    title: str
    effect: Literal["recommend", "veto", "hold", "avoid"]
    priority: int
    fired: bool
    in_force: bool
    """False outside its effective dates."""
    passed_over: PassedOver | None
    """For a row that is met and did not fire, because its table lets one row fire; else null."""
    because: str | None
    """Null when it did not fire."""
    until: str | None
    source: str
    conditions: list[ConditionSeen]


class Explanation(Part):
    """Why one strategy stands where it stands for one account."""

    account: str
    as_of: str | None
    language: str
    rulebook: RulebookName
    strategy: str
    label: str
    about: str | None
    status: Literal["recommended", "vetoed", "held", "avoided", "silent"]
    """`silent` when no fired rule speaks of it."""
    rank: int | None
    decided_by: str | None
    """The rule that wins, or that keeps it out."""
    rules: list[RuleSeen]
    """The deciding rule first, then fired rules by priority, then the others by priority."""
    conclusions: list[Conclusion]
    """The concluded facts that these rules mention."""
