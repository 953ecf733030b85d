"""A folder (or a single file) → `Rulebook`: finds the files, puts their blocks together in path order, checks all.

Order is path order, then order in the file. What is declared in one file may be used in any other.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from stratagem.authoring.accepting import ACCEPT, read_accept
from stratagem.authoring.conditions import ConditionReader
from stratagem.authoring.facts import read_facts, report_collisions
from stratagem.authoring.fields import Fields, Reading, unknown_key, unknown_name
from stratagem.authoring.playbook import PlaybookReader
from stratagem.authoring.rules import RuleReader, read_named, report_circle, report_duplicates
from stratagem.authoring.tables import TableReader
from stratagem.diagnostics import Diagnostic, Findings, Place, Span
from stratagem.documents import Mapping, Node, Scalar, Sequence, form_of, parse, read_text
from stratagem.rulebook import (
    DecisionTable,
    Rule,
    Rulebook,
    Sort,
    Strategy,
    Thing,
    Warning,
)
from stratagem.sheets import TABLES, Grid, read_grid
from stratagem.vocabulary import Fact, Vocabulary
from stratagem.wording import Text

HEAD = "rulebook.yaml"
"""The file that names a rulebook."""
CASES = ".cases.yaml"
"""How the names of files end that hold cases: what rules promise, and no knowledge themselves."""

_LOCK = "~$"
"""How the names of files begin that Excel keeps beside an open workbook."""
_OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv")
"""Tables that are not read, and must not be left out silently."""

Part = Mapping | Grid
"""What one file of a rulebook holds: blocks, or a decision table."""

_HEAD_KEYS = ("rulebook", "version", "title", "languages", "rank_people_by", ACCEPT)
_CONTENT = ("weapons", "plays", "scripts", "checklists")
_BLOCKS = ("facts", "stakeholder", "strategies", "warnings", "rules", *_CONTENT)


def read_rulebook(path: Path) -> tuple[Rulebook | None, tuple[Diagnostic, ...]]:
    """Read the rulebook in a folder, or in one file: the rulebook, or None and every fault that was found."""
    reading = Reading()
    head, parts = _parts(path, reading)
    if head is None:
        return None, tuple(reading.findings)
    rulebook = _rulebook(reading, head, parts)
    if len(reading.findings):
        return None, tuple(sorted(reading.told(), key=lambda finding: _order(path, finding.place)))
    return rulebook, ()


def _order(path: Path, place: Place) -> tuple[bool, tuple[str, ...], tuple[int, ...]]:
    """Where a place stands: the head first, then in path order, then in the order of the text."""
    name = place.source.name if isinstance(place, Span) else place or ""
    parts = Path(name).relative_to(path).parts if Path(name).is_relative_to(path) else ()
    rank = place.source.rank(place.line, place.column) if isinstance(place, Span) else ()
    return parts not in ((), (HEAD,)), parts, rank


def _parts(path: Path, reading: Reading) -> tuple[Mapping | None, list[Part]]:
    """The head, and everything that may hold knowledge: the head first, then the other files in path order."""
    head_path, others = path, list[Path]()
    if _is_folder(path):
        head_path, others = path / HEAD, list(_files(path, reading.findings))
        if not head_path.exists():
            reading.findings.add("no-rulebook", str(path), name=HEAD)
            return None, []
    head = _document(head_path, reading.findings)
    parts = [_part(each, reading.findings) for each in others]
    reading.incomplete = None in parts
    if head is None:
        return None, []
    return head, [head, *(part for part in parts if part is not None)]


def _part(path: Path, findings: Findings) -> Part | None:
    """What one file holds."""
    if path.suffix.lower() not in TABLES:
        return _document(path, findings)
    grid, faults = read_grid(path)
    findings.extend(faults)
    return grid


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a path that cannot even be looked at is reported when it is read
        return False


def _files(folder: Path, findings: Findings) -> Iterator[Path]:
    """The files that hold knowledge, in path order; hidden ones, cases and files of other kinds are passed over."""

    def closed(error: OSError) -> None:
        findings.add("unreadable-file", error.filename, reason=error.strerror)

    found: list[Path] = []
    for inside, folders, files in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (Path(inside) / name for name in files if not name.startswith("."))
    for file in sorted(found, key=lambda each: each.relative_to(folder).parts):
        if file == folder / HEAD or file.name.endswith(CASES):
            continue
        suffix = file.suffix.lower()
        if suffix in (".yaml", ".yml", *TABLES) and not file.name.startswith(_LOCK):
            yield file
        elif suffix in _OTHER_TABLES:
            findings.add("table-of-another-kind", str(file), name=suffix)


def _document(path: Path, findings: Findings) -> Mapping | None:
    """The one mapping that a file of a rulebook holds."""
    source, faults = read_text(path)
    findings.extend(faults)
    if source is None:
        return None
    documents, faults = parse(source)
    findings.extend(faults)
    if faults and not documents:
        return None
    if len(documents) != 1 or (isinstance(documents[0], Scalar) and documents[0].is_null):
        second = documents[1].span if documents[1:] else str(path)
        findings.add("several-documents" if documents[1:] else "empty-file", second)
        return None
    document = documents[0]
    if isinstance(document, Mapping):
        return document
    findings.add("not-a-mapping", document.span, what="a rulebook file", found=form_of(document))
    return None


def _rulebook(reading: Reading, head: Mapping, parts: list[Part]) -> Rulebook | None:
    documents = [part for part in parts if isinstance(part, Mapping)]
    fields = Fields(reading, head, "the rulebook", (*_HEAD_KEYS, *_BLOCKS, "extends", "drop"))
    fields.require("rulebook", "version", "title", "languages")
    if (extends := fields.node("extends")) is not None:
        reading.findings.add("extends-unsupported", extends.span)
        reading.incomplete = True
    reading.languages = tuple(dict.fromkeys(scalar.text for scalar in fields.scalars("languages")))
    if not reading.languages:
        if (written := fields.node("languages")) is not None:
            reading.findings.add("missing-key", written.span, name="languages", what=fields.what)
        return None
    title = fields.text("title")
    read_accept(fields, Thing(Sort.RULEBOOK, fields.word("rulebook")))
    for document in documents[1:]:
        _report_unknown_blocks(reading, document)
    vocabulary = _vocabulary(reading, documents)
    strategies = [
        each
        for block in _blocks(documents, "strategies")
        for each in read_named(reading, block, "strategies", Sort.STRATEGY, Strategy)
    ]
    warnings = [
        each
        for block in _blocks(documents, "warnings")
        for each in read_named(reading, block, "warnings", Sort.WARNING, Warning)
    ]
    report_duplicates(reading, ((each.id, each.span) for each in strategies))
    report_duplicates(reading, ((each.id, each.span) for each in warnings))
    conditions = ConditionReader(reading, vocabulary)
    rule_reader = RuleReader(reading, vocabulary, conditions, strategies, warnings)
    tables: list[DecisionTable] = []
    rules: list[Rule] = []
    for nodes in _rule_nodes(reading, parts, TableReader(reading, vocabulary, strategies, warnings), tables):
        rules += [rule for node in nodes if (rule := rule_reader.rule(node)) is not None]
    report_duplicates(reading, ((rule.id, rule.span) for rule in rules))
    report_duplicates(reading, ((table.id, table.span) for table in tables), "duplicate-table")
    report_circle(reading, rules, tables)
    playbook = PlaybookReader(reading, vocabulary, conditions, strategies)
    weapons = [weapon for block in _blocks(documents, "weapons") for weapon in playbook.weapons(block)]
    report_duplicates(reading, ((weapon.id, key.span) for weapon, key in weapons))
    weapon_ids = [weapon.id for weapon, _ in weapons]
    plays = [play for item in _items(reading, documents, "plays") for play in playbook.plays(item, weapon_ids)]
    scripts = [script for item in _items(reading, documents, "scripts") if (script := playbook.script(item))]
    checklists = [each for item in _items(reading, documents, "checklists") if (each := playbook.checklist(item))]
    return Rulebook(
        name=fields.word("rulebook"),
        version=fields.word("version"),
        title=title or Text(((reading.languages[0], ""),)),
        languages=reading.languages,
        vocabulary=vocabulary,
        strategies=tuple(strategies),
        warnings=tuple(warnings),
        rules=tuple(rules),
        rank_people_by=_rank_people_by(fields, vocabulary),
        weapons=tuple(weapon for weapon, _ in weapons),
        plays=tuple(plays),
        scripts=tuple(scripts),
        checklists=tuple(checklists),
        tables=tuple(tables),
        accepted=tuple(reading.accepted),
    )


def _vocabulary(reading: Reading, documents: list[Mapping]) -> Vocabulary:
    facts: list[Fact] = [fact for block in _blocks(documents, "facts") for fact in read_facts(reading, block)]
    attributes = [
        fact for block in _blocks(documents, "stakeholder") for fact in read_facts(reading, block, of_people=True)
    ]
    report_collisions(reading, facts)
    report_collisions(reading, attributes, of_people=True)
    return Vocabulary(tuple(facts), tuple(attributes))


def _rank_people_by(fields: Fields, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Attributes by which people are ranked; only ordered ones can rank."""
    ranked = []
    for scalar in fields.scalars("rank_people_by"):
        attribute = vocabulary.attribute.get(scalar.text)
        if attribute is None:
            unknown_name(fields.findings, "unknown-attribute", scalar.span, scalar.text, vocabulary.attribute)
        elif attribute.kind.value not in ("scale", "number", "date", "flag"):
            fields.findings.add("rank-unordered", scalar.span, name=attribute.id, kind=attribute.kind.value)
        else:
            ranked.append(attribute.id)
    return tuple(ranked)


def _report_unknown_blocks(reading: Reading, document: Mapping) -> None:
    for key, _ in document.entries:
        if key.text not in _BLOCKS:
            unknown_key(reading.findings, "unknown-key", key, "this file", _BLOCKS)


def _rule_nodes(
    reading: Reading, parts: list[Part], reader: TableReader, tables: list[DecisionTable]
) -> Iterator[Iterable[Node]]:
    """The rules of each part as written, in path order; its table, if it is one, joins `tables`."""
    for part in parts:
        if isinstance(part, Grid):
            read = reader.table(part)
            tables.append(read.table)
            yield read.rows
        else:
            yield _items(reading, [part], "rules")


def _blocks(documents: list[Mapping], key: str) -> Iterator[Node]:
    for document in documents:
        block = document.get(key)
        if block is not None and not (isinstance(block, Scalar) and block.is_null):
            yield block


def _items(reading: Reading, documents: list[Mapping], key: str) -> Iterator[Node]:
    for block in _blocks(documents, key):
        if isinstance(block, Sequence):
            yield from block.items
        else:
            reading.findings.add("not-a-list", block.span, what=key, found=form_of(block))
