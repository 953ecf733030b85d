"""What somebody takes to be otherwise, as written, → changes of one account: `李建.stance=leader`, `price weight=60%`.

Ids and labels of every language are understood, for facts, attributes and values; a person is named, or numbered as
`#2` where names are shared. Everything wrong is told at once. This module does not know what follows from the changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stratagem.condition import Situation
from stratagem.diagnostics import Diagnostic, Findings, nearest
from stratagem.matching.profile import Profile
from stratagem.matching.variations import Slot, varied
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Value, Vocabulary, folded


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """An account, and what is taken to be otherwise."""

    before: Profile
    """With the people who are taken to be there as well, of whom nothing is known yet."""
    changes: Mapping[Slot, Value | None]
    added: tuple[str, ...]

    def after(self, rulebook: Rulebook) -> Profile:
        """The account as it would be."""
        return varied(self.before, self.changes, rulebook)


def read_hypothesis(
    rulebook: Rulebook,
    profile: Profile,
    given: Iterable[tuple[str, object]],
    unset: Iterable[str] = (),
    added: Iterable[str] = (),
) -> tuple[Hypothesis | None, tuple[Diagnostic, ...]]:
    """Names with the values that they are taken to have; names of what is taken to be unknown; names of new people."""
    names = tuple(" ".join(each.split()) for each in added)
    reading = _Reading(rulebook.vocabulary, (*profile.names, *names))
    for name in names:
        reading.check_new(name, profile.names)
    for name, raw in (*given, *((name, None) for name in unset)):
        reading.read(name, raw)
    findings = tuple(reading.findings)
    if findings:
        return None, findings
    return Hypothesis(_with_people(profile, names, rulebook.vocabulary), reading.changes, names), ()


def _with_people(profile: Profile, names: tuple[str, ...], vocabulary: Vocabulary) -> Profile:
    """The profile with more people, of whom nothing is known."""
    if not names:
        return profile
    nothing = {fact.id: fact.default for fact in vocabulary.attributes}
    new = tuple(Situation(dict(nothing), as_of=profile.as_of) for _ in names)
    return replace(profile, people=(*(profile.people or ()), *new), names=(*profile.names, *names))


class _Reading:
    """Names and values resolved one by one; what is wrong is noted."""

    def __init__(self, vocabulary: Vocabulary, people: tuple[str, ...]) -> None:
        self.findings = Findings()
        self.changes: dict[Slot, Value | None] = {}
        self._vocabulary = vocabulary
        self._people = people
        self._by_name: dict[str, list[int]] = {}
        for at, name in enumerate(people):
            self._by_name.setdefault(folded(name), []).append(at)

    def check_new(self, name: str, people: tuple[str, ...]) -> None:
        """A person who is added has a name, which nobody else has."""
        if not name:
            self.findings.add("missing-name", name)
        elif len(self._by_name[folded(name)]) > 1:
            self.findings.add("person-exists", name, name=name)

    def read(self, name: str, raw: object) -> None:
        """One name with its value."""
        found = self._found(name.strip())
        if found is None:
            return
        slot, fact = found
        if slot in self.changes:
            self.findings.add("set-twice", name, name=name)
            return
        value = fact.read(raw, name)
        if isinstance(value, Diagnostic):
            self.findings.extend([replace(value, details={**value.details, "what": fact.id})])
            return
        self.changes[slot] = value

    def _found(self, name: str) -> tuple[Slot, Fact] | None:
        words = self._vocabulary
        id_ = words.fact_names.get(folded(name))
        if id_ is not None:
            return Slot(id_), words.fact[id_]
        head, dot, tail = name.replace("．", ".").rpartition(".")
        if dot:
            return self._of_person(name, head.strip(), tail.strip())
        if folded(name) in words.attribute_names:
            self.findings.add("needs-person", name, name=name, person=next(iter(self._people), None))
            return None
        names = [*(each.id for each in words.facts), *_labels(words.facts)]
        self.findings.add("unknown-fact", name, name=name, near=nearest(name, names))
        return None

    def _of_person(self, name: str, person: str, attribute: str) -> tuple[Slot, Fact] | None:
        words = self._vocabulary
        id_ = words.attribute_names.get(folded(attribute))
        place = self._place(person)
        if place is None:
            near = nearest(person, self._people)
            allowed = ", ".join(dict.fromkeys(self._people))
            self.findings.add("unknown-person", name, name=person, near=near, allowed=allowed)
        elif isinstance(place, list):
            written = ", ".join(f"#{at + 1}" for at in place)
            self.findings.add("shared-name", name, name=person, allowed=written)
        if id_ is None:
            names = [*(each.id for each in words.attributes), *_labels(words.attributes)]
            self.findings.add("unknown-attribute", name, name=attribute, near=nearest(attribute, names))
        if id_ is None or not isinstance(place, int):
            return None
        return Slot(id_, place), words.attribute[id_]

    def _place(self, person: str) -> int | list[int] | None:
        """The place of a person; all of them where a name is shared."""
        places = self._by_name.get(folded(person), [])
        if not places and person.startswith("#") and person[1:].isdecimal():
            at = int(person[1:]) - 1
            return at if 0 <= at < len(self._people) else None
        return places[0] if len(places) == 1 else places or None


def _labels(facts: tuple[Fact, ...]) -> Iterable[str]:
    return (label for fact in facts for _, label in fact.label.by_language)
