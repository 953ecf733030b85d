"""A folder (or a single file) → `Rulebook`: finds the files, puts their blocks together in path order, checks all.

Order is path order, then order in the file. What is declared in one file may be used in any other.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from stratagem.authoring.accepting import ACCEPT, read_accept
from stratagem.authoring.bases import EXTENDS, Layer, languages_of, layers_of
from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.facts import read_facts, report_collisions
from stratagem.authoring.fields import Fields, Reading, unknown_key, unknown_name
from stratagem.authoring.files import HEAD
from stratagem.authoring.layering import DROP, Layering, words_of
from stratagem.authoring.playbook import PlaybookReader
from stratagem.authoring.rules import RuleReader, read_named, report_circle, report_duplicates
from stratagem.authoring.tables import TableReader
from stratagem.diagnostics import Diagnostic, Place, Span
from stratagem.documents import Mapping, Node, Scalar, Sequence
from stratagem.rulebook import Acceptance, Rulebook, Sort, Strategy, Thing, Warning
from stratagem.sheets import Grid
from stratagem.vocabulary import FEW_VALUES, Vocabulary
from stratagem.wording import Text

_HEAD_KEYS = ("rulebook", "version", "title", "languages", "rank_people_by", "profile", ACCEPT, EXTENDS, DROP)
_CONTENT = ("weapons", "plays", "scripts", "checklists")
_BLOCKS = ("facts", "stakeholder", "strategies", "warnings", "rules", *_CONTENT)


def read_rulebook(path: Path) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """Read the rulebook in a folder, or in one file: the rulebook, or None and every fault that was found."""
    reading = Reading()
    layers = layers_of(path, reading)
    rulebook = _rulebook(reading, layers) if layers else None
    if len(reading.findings):
        return None, tuple(sorted(reading.told(), key=lambda finding: _order(path, finding.place)))
    return rulebook, ()


def _order(path: Path, place: Place) -> tuple[bool, tuple[str, ...], tuple[int, ...]]:
    """Where a place stands: the head first, then in path order, then in the order of the text; bases before all."""
    name = place.source.name if isinstance(place, Span) else place or ""
    within = Path(name).is_relative_to(path)
    parts = Path(name).relative_to(path).parts if within else Path(name).parts
    rank = place.source.rank(place.line, place.column) if isinstance(place, Span) else ()
    return within and parts not in ((), (HEAD,)), parts, rank


def _rulebook(reading: Reading, layers: tuple[Layer, ...]) -> Rulebook | None:
    fields = Fields(reading, layers[-1].head, "the rulebook", (*_HEAD_KEYS, *_BLOCKS))
    fields.require("rulebook", "version", "title", *(() if EXTENDS in fields else ("languages",)))
    reading.languages = languages_of(reading, layers, fields)
    if not reading.languages:
        if (written := fields.node("languages")) is not None:
            reading.findings.add("missing-key", written.span, name="languages", what=fields.what)
        return None
    title = fields.text("title")
    heads = [Fields(reading, layer.head, "the rulebook", (*_HEAD_KEYS, *_BLOCKS)) for layer in layers[:-1]]
    for head in (*heads, fields):
        read_accept(head, Thing(Sort.RULEBOOK, fields.word("rulebook")))
    for part in (part for layer in layers for part in layer.parts if part is not layer.head):
        if isinstance(part, Mapping):
            _report_unknown_blocks(reading, part)
    layering = Layering(reading, layers)
    vocabulary = _vocabulary(reading, layering)
    strategies = read_named(reading, layering.block("strategies"), "strategies", Sort.STRATEGY, Strategy)
    warnings = read_named(reading, layering.block("warnings"), "warnings", Sort.WARNING, Warning)
    report_duplicates(reading, ((each.id, each.span) for each in strategies))
    report_duplicates(reading, ((each.id, each.span) for each in warnings))
    conditions = ConditionReader(reading, vocabulary)
    rule_reader = RuleReader(reading, vocabulary, conditions, strategies, warnings)
    nodes, tables = layering.rules(TableReader(reading, vocabulary, strategies, warnings))
    rules = [rule for node in nodes if (rule := rule_reader.rule(node)) is not None]
    report_duplicates(reading, ((rule.id, rule.span) for rule in rules))
    report_duplicates(reading, ((table.id, table.span) for table in tables), "duplicate-table")
    report_circle(reading, rules, tables)
    playbook = PlaybookReader(reading, vocabulary, conditions, strategies)
    block = layering.block("weapons")
    weapons = [] if block is None else playbook.weapons(block)
    report_duplicates(reading, ((weapon.id, key.span) for weapon, key in weapons))
    weapon_ids = [weapon.id for weapon, _ in weapons]
    plays = [play for node in _plays(layering) for play in playbook.plays(node, weapon_ids)]
    scripts = [script for node in _scripts(layering) if (script := playbook.script(node))]
    checklists = [each for node in layering.items("checklists", _id) if (each := playbook.checklist(node))]
    layering.finish()
    for kind in ("facts", "stakeholder", "strategies", "warnings", "weapons"):
        reading.dropped |= layering.dropped(kind)
    return Rulebook(
        name=fields.word("rulebook"),
        version=fields.word("version"),
        title=title or Text(((reading.languages[0], ""),)),
        languages=reading.languages,
        vocabulary=vocabulary,
        strategies=tuple(strategies),
        warnings=tuple(warnings),
        rules=tuple(rules),
        rank_people_by=_rank_people_by((fields, *heads[::-1]), vocabulary),
        profile=_profile(fields, heads[::-1], vocabulary),
        weapons=tuple(weapon for weapon, _ in weapons),
        plays=tuple(plays),
        scripts=tuple(scripts),
        checklists=tuple(checklists),
        tables=tuple(tables),
        accepted=tuple(_inherited(each, layers) for each in reading.accepted),
    )


def _inherited(accepted: Acceptance, layers: tuple[Layer, ...]) -> Acceptance:
    """What is accepted, with a mark when it is written in a base."""
    own = {part.name if isinstance(part, Grid) else part.span.source.name for part in layers[-1].parts}
    within = accepted.span is None or accepted.span.source.name in own
    return accepted if within else replace(accepted, inherited=True)


def _vocabulary(reading: Reading, layering: Layering) -> Vocabulary:
    facts = read_facts(reading, layering.block("facts"))
    attributes = read_facts(reading, layering.block("stakeholder"), of_people=True)
    report_collisions(reading, facts)
    report_collisions(reading, attributes, of_people=True)
    return Vocabulary(tuple(facts), tuple(attributes))


def _plays(layering: Layering) -> list[Node]:
    """Plays, one for a strategy and a weapon; what a base says of a strategy or weapon that is dropped goes with it."""
    gone, weapons = layering.dropped("strategies"), layering.dropped("weapons")
    plays = []
    for node in layering.items("plays", _play):
        served = words_of(node, "strategy")
        left = [strategy for strategy in served if strategy not in gone]
        if (served and not left) or {*words_of(node, "weapon")} & weapons.keys():
            continue
        plays.append(node if len(left) == len(served) else _serving(node, left))
    return plays


def _play(node: Node) -> str:
    return "+".join((*words_of(node, "strategy"), *words_of(node, "weapon")))


def _serving(play: Node, strategies: list[str]) -> Node:
    """A play for fewer strategies than it was written for."""
    assert isinstance(play, Mapping), "only a mapping serves strategies"
    value = play.get("strategy")
    assert isinstance(value, Sequence), "one strategy alone is not fewer"
    left = tuple(item for item in value.items if isinstance(item, Scalar) and item.text in strategies)
    entries = ((key, Sequence(left, value.span) if node is value else node) for key, node in play.entries)
    return Mapping(tuple(entries), play.span)


def _scripts(layering: Layering) -> list[Node]:
    """Scripts, one for a fact; those for a fact that is dropped go with it."""
    gone = layering.dropped("facts") | layering.dropped("stakeholder")
    scripts = layering.items("scripts", lambda node: "+".join(words_of(node, "fact")))
    return [node for node in scripts if not {*words_of(node, "fact")} & gone.keys()]


def _id(node: Node) -> str:
    return "+".join(words_of(node, "id"))


def _rank_people_by(heads: Iterable[Fields], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Attributes by which people are ranked, as the last head says that says so; only ordered ones can rank."""
    ranked: list[str] = []
    fields = next((head for head in heads if "rank_people_by" in head), None)
    if fields is None:
        return ()
    for scalar in fields.scalars("rank_people_by"):
        attribute = vocabulary.attribute.get(scalar.text)
        if attribute is None:
            unknown_name(fields.findings, "unknown-attribute", scalar.span, scalar.text, vocabulary.attribute)
        elif attribute.kind.value not in ("scale", "number", "date", "flag"):
            fields.findings.add("rank-unordered", scalar.span, name=attribute.id, kind=attribute.kind.value)
        else:
            ranked.append(attribute.id)
    return tuple(ranked)


def _profile(own: Fields, bases: Iterable[Fields], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts of the profiles, as the last head says that says so; only facts with a few values can be gone through.

    Of what a base names, a fact that has been dropped or is of another kind now is left out.
    """
    fields = next((head for head in (own, *bases) if "profile" in head), own)
    profile: dict[str, None] = {}
    for scalar in fields.scalars("profile"):
        fact = vocabulary.fact.get(scalar.text)
        if fact is not None and fact.kind in FEW_VALUES:
            profile[fact.id] = None
        elif fields is own and fact is None:
            names = vocabulary.fact_names
            unknown_name(own.findings, "unknown-fact", scalar.span, scalar.text, vocabulary.fact, names)
        elif fields is own and fact is not None:
            own.findings.add("profile-of-many", scalar.span, name=fact.id, kind=fact.kind.value)
    return tuple(profile)


def _report_unknown_blocks(reading: Reading, document: Mapping) -> None:
    for key, _ in document.entries:
        if key.text not in _BLOCKS:
            unknown_key(reading.findings, "unknown-key", key, "this file", _BLOCKS)
