"""What `stratagem table` works on: which rules were meant, and what an edited table changes. It prints nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from stratagem.authoring.additions import TableAdded, read_table
from stratagem.authoring.tables import table_id
from stratagem.authoring.tabulating import Tabulated, as_written, tabulate
from stratagem.authoring.writing import rules_yaml
from stratagem.diagnostics import Diagnostic, Span, nearest
from stratagem.rulebook import DecisionTable, Rule, Rulebook
from stratagem.sheets import read_grid
from stratagem_cli.misuse import Misuse
from stratagem_cli.rendering.table_words import table_words
from stratagem_cli.session import Session


@dataclass(frozen=True)
class Imported:
    """An edited table, read without a fault."""

    added: TableAdded
    tabulated: Tabulated


def tabulated(
    session: Session, what: Sequence[str], name: str, names: str | None
) -> tuple[Tabulated, tuple[Diagnostic, ...]]:
    """The table that was named, or the rules that were named as one; with a finding for each rule that fits in none."""
    rulebook = session.advisor.rulebook
    lang = session.lang if names == "labels" else None
    table = _table(rulebook, what)
    if table is None:
        rules = _rules(rulebook, what)
        table = _only_table_of(rulebook, rules)
        if table is None:
            return tabulate(rulebook, rules, table_id(name), lang=lang)
        return tabulate(rulebook, rules, table.id, table.policy, lang)
    if names is None and isinstance(table.span, Span):
        grid, faults = read_grid(Path(table.span.source.name))
        if grid is None:
            return Tabulated(table.id, table.policy, (), (), (), ()), faults
        return as_written(grid, rulebook, read_table(grid, rulebook)[0]), ()
    rows = [rulebook.rule[id_] for id_ in table.rules]
    return tabulate(rulebook, rows, table.id, table.policy, lang)


def home_of(session: Session, table: Tabulated, rules: str | None) -> str:
    """The file in which a table lives, or where it would."""
    known = next((each for each in session.advisor.rulebook.tables if each.id == table.id), None)
    if known is not None and known.span is not None and rules is not None:
        return known.span.source.name
    return str(Path(rules or "") / f"{table.id}.csv")


def imported(session: Session, file: Path, name: str, names: str | None) -> Imported | None:
    """The table in a file, called like the file `name`; None when anything is wrong with it, which is told."""
    rulebook = session.advisor.rulebook
    grid, faults = read_grid(file)
    if grid is None:
        session.report(faults)
        return None
    added, faults = read_table(grid, rulebook, table_id(name))
    if faults:
        session.report(sorted(faults, key=_rank))
        return None
    if names is None:
        return Imported(added, as_written(grid, rulebook, added))
    updated = replace(rulebook, rules=added.rules, accepted=added.accepted, tables=())
    lang = session.lang if names == "labels" else None
    table, faults = tabulate(updated, added.rules, added.table.id, added.table.policy, lang)
    session.report(faults)
    return None if faults else Imported(added, table)


def changes(session: Session, read: Imported, out: str | None) -> Iterator[str]:
    """What an edited table changes in the rulebook, line by line."""
    rulebook, added = session.advisor.rulebook, read.added
    said = table_words(session.lang)
    before = next((table.rules for table in rulebook.tables if table.id == added.table.id), ())
    found = {
        "changed": [rule.id for rule in added.rules if rulebook.rule.get(rule.id, rule) != rule],
        "new": [rule.id for rule in added.rules if rule.id not in rulebook.rule],
        "gone": [id_ for id_ in before if id_ not in added.table.rules],
    }
    id_, count = added.table.id, len(added.rules)
    yield said["read" if any(found.values()) else "same"].format(id=id_, count=count)
    yield from (said[what].format(ids=said["list"].join(ids)) for what, ids in found.items() if ids)
    elsewhere: dict[str, list[str]] = {}
    for rule in added.rules:
        known = rulebook.rule.get(rule.id)
        if known is not None and known.span is not None and rule.id not in before and not _stands_in(known, out):
            elsewhere.setdefault(known.span.source.name, []).append(rule.id)
    for file, ids in elsewhere.items():
        yield said["elsewhere"].format(file=file, ids=said["list"].join(ids))


def yaml_of(session: Session, read: Imported) -> str:
    """The rows as rules in YAML, where every rule fires that is true."""
    added = read.added
    if added.table.policy.single_hit and len(added.rules) > 1:
        raise Misuse("policy in yaml", policy=added.table.policy.value)
    return rules_yaml(added.rules, session.advisor.rulebook, added.accepted)


def _table(rulebook: Rulebook, what: Sequence[str]) -> DecisionTable | None:
    """The table that was named, or the only one there is."""
    ids = [table.id for table in rulebook.tables]
    if not what and len(ids) != 1:
        raise Misuse("which table", allowed=", ".join(ids)) if ids else Misuse("no table", name=rulebook.name)
    return next((table for table in rulebook.tables if not what or [table.id] == [*what]), None)


def _rules(rulebook: Rulebook, what: Sequence[str]) -> list[Rule]:
    """The rules that were named, by id or pattern, in rulebook order."""
    chosen: set[str] = set()
    for pattern in what:
        found = [id_ for id_ in rulebook.rule if fnmatchcase(id_, pattern)]
        if not found:
            tables = [table.id for table in rulebook.tables]
            near = nearest(pattern, (*tables, *rulebook.rule))
            raise Misuse("no such rule", name=pattern) if near is None else Misuse("near rule", name=pattern, near=near)
        chosen.update(found)
    return [rule for rule in rulebook.rules if rule.id in chosen]


def _only_table_of(rulebook: Rulebook, rules: Sequence[Rule]) -> DecisionTable | None:
    """The table whose rows these rules are; rows of which one fires mean something else among other rules."""
    tables = dict.fromkeys(rulebook.table_of.get(rule.id) for rule in rules)
    if len(tables) == 1:
        return next(iter(tables))
    single = next((table for table in tables if table is not None and table.policy.single_hit), None)
    if single is not None:
        raise Misuse("rows of one table", name=single.id, policy=single.policy.value)
    return None


def _stands_in(rule: Rule, out: str | None) -> bool:
    """Whether a rule is written in the file that is replaced; when none is, nothing is said twice."""
    return out is None or (rule.span is not None and Path(rule.span.source.name).resolve() == Path(out).resolve())


def _rank(finding: Diagnostic) -> tuple[int, ...]:
    place = finding.place
    return place.source.rank(place.line, place.column) if isinstance(place, Span) else ()
