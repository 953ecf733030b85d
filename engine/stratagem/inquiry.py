"""What a caller gets back who asks what to find out: unknown facts by their worth, with what hangs on each answer.

Like `advice`, these are names other programs rely on. This module does not know how worth is found.
"""

from pydantic import BaseModel, ConfigDict

Shown = bool | int | float | str | list[str] | None
"""A fact's value in JSON: flag, number, id of a choice or scale, ids of tags, ISO date, text; null for unknown."""


class Part(BaseModel):
    """What all results share: frozen, nothing undeclared, JSON names as declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class StrategyNamed(Part):
    """A strategy and what it is called."""

    strategy: str
    label: str


class Outcome(Part):
    """Answers to a question that lead to the same first recommendations."""

    person: str | None
    """Whom the answers are about, when the question is about people."""
    values: list[Shown]
    """Ids or flags; of a number or a date one example for each stretch that the rules tell apart."""
    shown: str
    """The answers in words: `Supporter or Leader`, `50% or more`."""
    top: list[StrategyNamed]
    """The first three recommendations then."""
    changes: bool
    """Whether they differ from those of now."""
    says: str
    """What changes, in words."""


class NextQuestion(Part):
    """One unknown fact of the account, or of one person, with what finding it out is worth."""

    fact: str
    label: str
    ask: str
    person: str | None
    """The name of the person, when it is an attribute of people."""
    person_at: int | None
    """The place of the person in the list, from 0: names may be shared."""
    worth: float
    """The share of possible answers under which the ordered first three recommendations change, from 0 to 1."""
    outcomes: list[Outcome]
    """Every possible answer, those together that lead to the same; answers that change nothing come last."""
    hangs: str
    """What hangs on the answer, as one sentence."""
    rule: str | None
    """The strongest fired rule that asks for it; null when none does."""
    priority: int | None
    because: str | None


class JointOutcome(Part):
    """Pairs of answers, one to each of two questions, that lead to the same first recommendations."""

    values: list[list[Shown]]
    """For each pair, the two answers."""
    shown: str
    top: list[StrategyNamed]
    changes: bool
    says: str


class Together(Part):
    """Two facts of which neither changes anything alone, though both together can."""

    questions: list[NextQuestion]
    """The two, each with worth 0."""
    worth: float
    """The share of pairs of answers under which the ordered first three recommendations change."""
    alike: list[str]
    """Names of people of whom the same holds, because no more is known of them."""
    outcomes: list[JointOutcome]
    hangs: str


class Questions(Part):
    """What to find out next about one account, the most telling first."""

    account: str
    as_of: str | None
    language: str
    top: list[StrategyNamed]
    """The first three recommendations of now."""
    settled: bool
    """Proved: whatever the unknown facts turn out to be, the ordered first three recommendations stay.

    False says only that it is not proved. Where no people were given, anybody may turn out to be there.
    """
    questions: list[NextQuestion]
    """Every unknown fact that rules can use or ask for, by worth, then by the priority of the rule that asks for it,
    then in vocabulary order."""
    together: list[Together]
