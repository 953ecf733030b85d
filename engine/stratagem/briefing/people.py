"""The people of an account as rows of the relationship chart, and who could introduce whom to the next layer."""

from collections.abc import Mapping, Sequence

from stratagem.briefing.brief import Axes, Heading, PersonRow, Place
from stratagem.condition import Quantifier, Situation, quantifiers_of
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.strata import Settled
from stratagem.vocabulary import Vocabulary

COLUMNS = ("name", "department", "contribution", "stance", "weight")
"""The columns of the method's own chart, as attributes."""

CHARTED = frozenset({*COLUMNS, "title", "roles", "layer", "power", "contact", "spy"})
"""Every attribute that the chart or the relationship map shows, where a rulebook declares it."""

People = Sequence[tuple[str, Situation]]


def chart(people: People, vocabulary: Vocabulary, phrases: Phrases, guides: Mapping[int, str]) -> list[PersonRow]:
    """One row for each person, best rank first. Attributes that the rulebook does not declare are unknown.

    `guides` says of whom the rules think as an inside guide, and how: a label for a place in `people`.
    """
    introductions = introducers(people, vocabulary)
    return [_row(at, people, vocabulary, phrases, introductions, guides.get(at)) for at in range(len(people))]


def guides(settled: Settled, people: People, phrases: Phrases) -> dict[int, str]:
    """Those by whom a rule concluded that there is an inside guide, with the label of what it concluded.

    An account seldom says `spy: candidate` of anybody; that a supporter gathers the information says it to the rules.
    """
    value, rule = settled.concluded.get("spy", (None, None))
    if rule is None or not isinstance(value, str) or value == "none":
        return {}
    label = phrases.value(phrases.fact("spy"), value)
    asked = [each.where for each in quantifiers_of(rule.when) if isinstance(each, Quantifier) and each.which == "some"]
    return {at: label for at, (_, person) in enumerate(people) if any(where.truth(person) is True for where in asked)}


def headings(vocabulary: Vocabulary, phrases: Phrases) -> list[Heading]:
    """The labels of the chart's columns."""
    known = vocabulary.attribute
    return [Heading(attribute=id_, label=phrases.text(known[id_].label)) for id_ in COLUMNS if id_ in known]


def axes(vocabulary: Vocabulary, phrases: Phrases) -> Axes:
    """The scales that the relationship map is drawn on."""

    def places(attribute: str) -> list[Place]:
        fact = vocabulary.attribute.get(attribute)
        return [Place(id=value.id, label=phrases.text(value.label)) for value in fact.values] if fact else []

    power = vocabulary.attribute.get("power")
    return Axes(
        stance=places("stance"),
        power=places("power"),
        layer=places("layer"),
        influence=phrases.text(power.label) if power else "",
        unclear=phrases.words["unclear"],
    )


def introducers(people: People, vocabulary: Vocabulary) -> dict[int, list[int]]:
    """Who (by place in `people`) could introduce whom: for everybody not yet met, the best supporter one layer below.

    A supporter is somebody whose stance is supporter or better and whom we know (contact above none, or an inside
    guide of ours); the best is the highest stance, then the best rank. Where nobody supports us one layer below, nobody
    is named: an introduction over two layers is not one.
    """
    if not {"layer", "stance", "contact"} <= vocabulary.attribute.keys():
        return {}
    layers, stances = vocabulary.attribute["layer"].ranks, vocabulary.attribute["stance"].ranks
    friendly = stances.get("supporter", len(stances))
    found: dict[int, list[int]] = {}
    for target, (_, person) in enumerate(people):
        layer = person.facts.get("layer")
        if not isinstance(layer, str) or person.facts.get("contact") not in (None, "none"):
            continue
        below = [
            (-stances[stance], at)
            for at, (_, other) in enumerate(people)
            if layers.get(str(other.facts.get("layer")), -9) == layers[layer] - 1
            and isinstance(stance := other.facts.get("stance"), str)
            and stances[stance] >= friendly
            and _met(other)
        ]
        if below:
            found.setdefault(min(below)[1], []).append(target)
    return found


def _met(person: Situation) -> bool:
    """Whether we know somebody well enough to be introduced: met, or an inside guide of ours."""
    return any(person.facts.get(attribute) not in (None, "none") for attribute in ("contact", "spy"))


def _row(
    at: int,
    people: People,
    vocabulary: Vocabulary,
    phrases: Phrases,
    introductions: dict[int, list[int]],
    guide: str | None,
) -> PersonRow:
    name, person = people[at]

    def said(attribute: str) -> str | None:
        value = person.facts.get(attribute)
        return None if value is None else phrases.value(vocabulary.attribute[attribute], value)

    def id_of(attribute: str) -> str | None:
        value = person.facts.get(attribute)
        return value if isinstance(value, str) else None

    weight, roles = person.facts.get("weight"), person.facts.get("roles")
    return PersonRow(
        name=name,
        title=said("title"),
        department=said("department"),
        contribution=said("contribution"),
        roles=_tags(vocabulary, phrases, roles) if isinstance(roles, frozenset) else [],
        layer=said("layer"),
        layer_id=id_of("layer"),
        stance=said("stance"),
        stance_id=id_of("stance"),
        power=said("power"),
        power_id=id_of("power"),
        weight=float(weight) if isinstance(weight, int | float) else None,
        contact=said("contact"),
        spy=said("spy") if id_of("spy") not in (None, "none") else guide,
        introduces=[people[target][0] for target in introductions.get(at, ())],
    )


def _tags(vocabulary: Vocabulary, phrases: Phrases, roles: frozenset[str]) -> list[str]:
    return [phrases.text(value.label) for value in vocabulary.attribute["roles"].values if value.id in roles]
