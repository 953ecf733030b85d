"""How strategies are carried out and questions are asked: weapons, plays, scripts and checklists of a rulebook.

Content, not rules: nothing here recommends anything. It does not know how it was written down or who asks for it.
"""

from dataclasses import dataclass
from typing import Literal

from stratagem.condition import ALWAYS, Condition, Situation
from stratagem.wording import Text

Device = Literal["praise", "repeat", "cushion"]
"""What the rep says between two questions: praise, a repetition of what was said, or a summary with an own view."""
Spin = Literal["situation", "problem", "implication", "need_payoff"]
"""The four kinds of questions of value-added discovery."""


@dataclass(frozen=True)
class Weapon:
    """A kind of activity with a customer, whom it suits, and when it suits and is allowed."""

    id: str
    label: Text
    about: Text | None = None
    suits: Condition = ALWAYS
    """Asked of one person; written `for`."""
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Line:
    """What to say to some of the people."""

    to: Condition
    """Asked of one person."""
    say: Text


@dataclass(frozen=True)
class Play:
    """One way to carry out a strategy."""

    strategy: str
    weapon: str
    label: Text
    steps: tuple[Text, ...]
    who: Text | None = None
    """Who goes, from both sides."""
    say: tuple[Line, ...] = ()
    bring: tuple[Text, ...] = ()
    worked: Text | None = None
    """What tells that it worked."""
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Script:
    """How one fact is found out in conversation: why, say, why, and a closed question that fixes the answer."""

    fact: str
    """An account fact or an attribute of a person."""
    size: int
    """1 a big topic … 3 a small detail."""
    touch: int
    """1 easy … 3 sensitive."""
    open: Text
    device: Device
    say: Text
    deepen: Text
    close: Text
    spin: Spin | None = None


@dataclass(frozen=True)
class ChecklistItem:
    """One line of a checklist."""

    id: str
    label: Text
    about: Text | None = None
    practise: Text | None = None
    """How to get better at it."""


@dataclass(frozen=True)
class Checklist:
    """Things to go through. With a `fact` of kind tags, the tags of the account tick the items of the same id."""

    id: str
    label: Text
    items: tuple[ChecklistItem, ...]
    about: Text | None = None
    fact: str | None = None


def suitable(play: Play, weapon: Weapon | None, situation: Situation) -> bool:
    """Whether a play may be shown: neither its own `when` nor its weapon's is false; the unknown forbids nothing."""
    return play.when.truth(situation) is not False and (weapon is None or weapon.when.truth(situation) is not False)
