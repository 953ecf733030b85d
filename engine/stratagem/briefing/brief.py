"""The shapes of a brief and of a self-rating, as programs receive them (pydantic, JSON by `model_dump`)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from stratagem.advice import Advice


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonRow(_Part):
    """One line of the project relationship chart. Labels are in the brief's language; null where nothing is known."""

    name: str
    title: str | None
    department: str | None
    contribution: str | None
    """What the person does for this project."""
    roles: list[str]
    layer: str | None
    layer_id: str | None
    stance: str | None
    stance_id: str | None
    power: str | None
    power_id: str | None
    weight: float | None
    """0 to 100, percent."""
    contact: str | None
    spy: str | None
    """The label, for a candidate or better; null for nobody special."""
    introduces: list[str]
    """Names of people in the next layer whom this person could introduce."""


class Heading(_Part):
    """The words of a column: an attribute's label."""

    attribute: str
    label: str


class Place(_Part):
    """One value of a scale, for an axis or a legend."""

    id: str
    label: str


class Axes(_Part):
    """What the relationship map is drawn on: scales lowest first, empty where the rulebook has no such attribute."""

    stance: list[Place]
    power: list[Place]
    layer: list[Place]
    influence: str
    """What the scale of power is called."""
    unclear: str
    """What an unknown stance is called."""


class ScriptLine(_Part):
    """One line of a conversation."""

    kind: Literal["open", "say", "deepen", "close"]
    text: str
    fact: str
    topic: str
    """The label of what this finds out."""
    people: list[str]
    """Whom it is about, when it is an attribute of people."""
    device: Literal["praise", "repeat", "cushion"] | None
    """For a `say`: what sort of thing is said."""
    spin: Literal["situation", "problem", "implication", "need_payoff"] | None


class Check(_Part):
    """One item of a checklist."""

    id: str
    label: str
    about: str | None
    done: bool


class ChecklistShown(_Part):
    """A checklist with what is done."""

    id: str
    label: str
    about: str | None
    items: list[Check]


class Known(_Part):
    """A fact that was given, in words."""

    fact: str
    label: str
    value: str


class Brief(_Part):
    """One page before the meeting."""

    advice: Advice
    known: list[Known]
    headings: list[Heading]
    people: list[PersonRow]
    people_listed: bool
    """False when nothing at all was said about people."""
    axes: Axes
    script: list[ScriptLine]
    dossier: ChecklistShown | None
    """The groups of customer information; those not done are missing."""
    preparation: ChecklistShown | None
    """What to go through when preparing questions."""


class Point(_Part):
    """One point of the self-rating."""

    id: str
    label: str
    about: str | None
    practise: str | None
    score: float | None
    """0 to 10; null when not rated."""


class Rating(_Part):
    """A rep's self-rating."""

    name: str
    language: str
    label: str
    points: list[Point]
    weakest: list[Point]
    """The three lowest points, lowest first, then in the order of the list; unrated ones are not among them."""
    average: float | None
