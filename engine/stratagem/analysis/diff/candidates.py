"""Edits → which of them may change answers, what of an answer, and which accounts can notice.

An edit of a rule can be noticed by an account only where the rule, as it was or as it is, would fire. This is asked of
whole books at once, by rules without effects that are added to the old rulebook. Whatever is not certain counts as
noticed: it costs a trial, and no truth. This module knows rulebooks. It does not know books.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stratagem.analysis.diff.changes import WHOLE, Changes
from stratagem.analysis.diff.edits import Edit, EditKind, Effect
from stratagem.analysis.diff.needs import declared, needs
from stratagem.analysis.diff.parts import fitted
from stratagem.condition import ALWAYS, Count, FactTest, IsKnown, leaves_of
from stratagem.rulebook import Rule, Rulebook, Sort, circle_of
from stratagem.vocabulary import Fact, FactValue, Kind
from stratagem.wording import Text

if TYPE_CHECKING:
    from stratagem.book.attribution import Candidate, Revision

_VERDICTS = frozenset({"first", "top", "held", "against"})
_ALL = _VERDICTS | {"warnings", "questions"}
_DATES = ("effective_from", "effective_until")


@dataclass(frozen=True)
class Suspects:
    """The edits between two rulebooks that may change answers."""

    changes: Changes

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Those that may, in the order of the changes; what only declares something cannot."""
        return tuple(edit for edit in self.changes.edits if self._may_matter(edit))

    def closed(self, numbers: frozenset[int]) -> frozenset[int]:
        """Some of them, by their numbers, with those of them that they cannot do without."""
        made = self.changes.closed(self.edits[at] for at in numbers)
        return frozenset(self._number[edit] for edit in made if edit in self._number)

    def applied(self, numbers: frozenset[int]) -> Rulebook | None:
        """The old rulebook with some of them; None when concluded facts would depend on each other in a circle."""
        made = self.changes.applied(self.edits[at] for at in numbers)
        return None if circle_of(made.rules, made.tables) else made

    def revision(self) -> "Revision":
        """All of it, as the search over a book needs it."""
        from stratagem.book.attribution import Revision

        found = _Probing(self)
        candidates = [found.candidate(edit) for edit in self.edits]
        closed: dict[frozenset[int], frozenset[int]] = {}

        def remembered(numbers: frozenset[int]) -> frozenset[int]:
            if numbers not in closed:
                closed[numbers] = self.closed(numbers)
            return closed[numbers]

        numbers = {edit: str(number) for number, edit in enumerate(self.changes.edits, start=1)}
        names = tuple(numbers[edit] for edit in self.edits)
        return Revision(candidates, found.rulebook(), remembered, self.applied, names)

    @cached_property
    def _number(self) -> dict[Edit, int]:
        return {edit: at for at, edit in enumerate(self.edits)}

    def _may_matter(self, edit: Edit) -> bool:
        if edit.effect is Effect.ADVICE:
            return True
        if edit.thing.sort not in (Sort.FACT, Sort.ATTRIBUTE) or edit.kind is not EditKind.CHANGED:
            return False
        if edit.field == "values":
            assert isinstance(edit.before, tuple), "values are a tuple"
            assert isinstance(edit.after, tuple), "values are a tuple"
            if edit.effect is Effect.TERMS:
                return not _only_adds(edit.before, edit.after) or edit.thing.id in self._counted
            return _reads_otherwise(edit.before, edit.after)
        return edit.field == WHOLE

    @cached_property
    def _counted(self) -> frozenset[str]:
        """The attributes of which different values are counted: how many there can be bounds the count."""
        return frozenset(
            leaf.distinct.id
            for book in (self.changes.old, self.changes.new)
            for rule in book.rules
            for leaf in leaves_of(rule.when)
            if isinstance(leaf, Count) and leaf.distinct is not None
        )


def _only_adds(before: tuple[FactValue, ...], after: tuple[FactValue, ...]) -> bool:
    return {value.id for value in before} <= {value.id for value in after}


def _reads_otherwise(before: tuple[FactValue, ...], after: tuple[FactValue, ...]) -> bool:
    """Whether a label stands for another value now: a book that uses it is read otherwise."""
    olds, news = (Fact("values", Kind.CHOICE, Text(()), values=values) for values in (before, after))
    names = set(olds.names_of_values()) & set(news.names_of_values())
    return any(olds.value_id(name) != news.value_id(name) for name in names)


class _Probing:
    """Rules without effects that tell which accounts can notice which edit."""

    def __init__(self, suspects: Suspects) -> None:
        self._changes = suspects.changes
        self._edits = suspects.edits
        adding = [
            edit
            for edit in self._changes.edits
            if edit.effect is Effect.TERMS and (edit.kind is EditKind.ADDED or (edit.field == "values" and _adds(edit)))
        ]
        self._base = self._changes.applied(adding) if adding else self._changes.old
        self._names = declared(self._base)
        self._probes: dict[Rule, str] = {}
        self._rules_of_edits: dict[str, list[Edit]] = {}
        for edit in self._edits:
            if edit.thing.sort is Sort.RULE:
                self._rules_of_edits.setdefault(edit.thing.id, []).append(edit)

    def rulebook(self) -> Rulebook:
        """The old rulebook with the probes, after all candidates were asked for."""
        probes = tuple(replace(rule, id=id_) for rule, id_ in self._probes.items())
        return replace(self._base, rules=(*self._base.rules, *probes))

    def candidate(self, edit: Edit) -> "Candidate":
        """How to tell who can notice an edit."""
        from stratagem.book.attribution import Candidate

        match edit.thing.sort:
            case Sort.RULE:
                return self._of_rule(edit)
            case Sort.TABLE:
                return self._of_table(edit)
            case Sort.STRATEGY:
                return Candidate(frozenset({"first", "top"}))
            case Sort.FACT if edit.field == "default" and edit.thing.id in self._base.vocabulary.fact:
                return Candidate(_ALL, unless_given=edit.thing.id, settles=True)
        return Candidate(_ALL, settles=True)

    def _of_rule(self, edit: Edit) -> "Candidate":
        from stratagem.book.attribution import Candidate

        versions = [rule for rule in self._versions(edit) if rule is not None]
        rivals = self._rivals(versions)
        settles = any(rule.conclude for rule in (*versions, *rivals))
        touched = frozenset(aspect for rule in versions for aspect in _aspects(rule, "" if rivals else edit.field))
        aspects = _ALL if settles else touched.union(*(_aspects(rule, "") for rule in rivals))
        probing = [self._probe(rule, edit) for rule in versions]
        if any(probe is None for probe in probing):
            return Candidate(aspects, settles=settles)
        probes = tuple(probe for probe in probing if probe is not None)
        depends = any(self._depends(rule) for rule in versions)
        differ = edit.kind is EditKind.CHANGED and edit.field in ("when", *_DATES) and len(probes) == 2
        return Candidate(aspects, probes, differ, settles=settles, depends=depends)

    def _of_table(self, edit: Edit) -> "Candidate":
        """Where none of its rows is met, a table decides nothing."""
        from stratagem.book.attribution import Candidate

        rows = self._rows.get(edit.thing.id, ())
        settles = any(row.conclude for row in rows)
        aspects = _ALL if settles else frozenset(aspect for row in rows for aspect in _aspects(row, ""))
        probing = [self._probe(row, edit) for row in rows]
        if any(probe is None for probe in probing):
            return Candidate(aspects, settles=settles)
        probes = tuple(probe for probe in probing if probe is not None)
        return Candidate(aspects, probes, settles=settles, depends=any(map(self._depends, rows)))

    def _versions(self, edit: Edit) -> tuple[Rule | None, Rule | None]:
        """The rule as it was and as it is."""
        is_new = edit.kind is EditKind.ADDED
        pairs = self._changes.rules()
        return next(pair for pair in pairs if (named := pair[is_new]) is not None and named.id == edit.thing.id)

    def _probe(self, rule: Rule, edit: Edit) -> str | None:
        """A rule that fires where this one is met; None where the old vocabulary cannot ask its condition."""
        others = {each.field for each in self._rules_of_edits.get(self._old_id(rule), ())}
        when, dates = rule.when, (rule.effective_from, rule.effective_until)
        if edit.field in _DATES:
            first = edit.field == _DATES[0]
            when, dates = ALWAYS, (dates[0] if first else None, None if first else dates[1])
        elif others.intersection(_DATES):
            dates = (None, None)
        when = fitted(when, self._base.vocabulary)
        book = self._changes.new if rule is self._changes.new.rule.get(rule.id) else self._changes.old
        if any(name not in self._names for name in needs(rule, "when", when, book)):
            return None
        probe = Rule("", rule.title, 1, rule.because, when, effective_from=dates[0], effective_until=dates[1])
        return self._probes.setdefault(probe, f"@probe {len(self._probes)}")

    def _old_id(self, rule: Rule) -> str:
        """What the edits of a rule call it."""
        pair = next(pair for pair in self._changes.rules() if rule in pair)
        return (pair[0] or rule).id

    # ── Facts that may be settled otherwise ──────────────────────────────────────────────────────────────────────────

    def _depends(self, rule: Rule) -> bool:
        return not self._unsettled.isdisjoint(_asked(rule))

    def _rivals(self, versions: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rows, as they were and as they are, of tables that some rule is a row of and that let one row fire."""
        books = (self._changes.old, self._changes.new)
        tables = {t.id for rule in versions for book in books if (t := book.table_of.get(rule.id)) is not None}
        deciding = {t.id for book in books for t in book.tables if t.policy.single_hit}
        return tuple(row for id_ in sorted(tables & deciding) for row in self._rows[id_])

    @cached_property
    def _rows(self) -> dict[str, tuple[Rule, ...]]:
        """Table → its rows in either rulebook, as they were and as they are."""
        old, new = self._changes.old, self._changes.new
        found: dict[str, dict[Rule, None]] = {}
        for before, after in self._changes.rules():
            versions = [rule for rule in (before, after) if rule is not None]
            for rule, book in ((before, old), (after, new)):
                if rule is not None and (table := book.table_of.get(rule.id)) is not None:
                    found.setdefault(table.id, {}).update(dict.fromkeys(versions))
        return {id_: tuple(rows) for id_, rows in found.items()}

    @cached_property
    def _unsettled(self) -> frozenset[str]:
        """The facts and attributes that some edit may settle otherwise, and the facts concluded from them."""
        found: set[str] = set()
        for edit in self._edits:
            if edit.thing.sort in (Sort.FACT, Sort.ATTRIBUTE):
                found.add(edit.thing.id)
            elif edit.thing.sort is Sort.RULE:
                versions = [rule for rule in self._versions(edit) if rule is not None]
                found |= _concluded((*versions, *self._rivals(versions)))
            elif edit.thing.sort is Sort.TABLE:
                found |= _concluded(self._rows.get(edit.thing.id, ()))
        more = True
        while more:
            before = len(found)
            for rule in (*self._changes.old.rules, *self._changes.new.rules):
                if any(not found.isdisjoint(_asked(each)) for each in (rule, *self._rivals([rule]))):
                    found |= _concluded([rule])
            more = len(found) > before
        return frozenset(found)


def _adds(edit: Edit) -> bool:
    assert isinstance(edit.before, tuple), "values are a tuple"
    assert isinstance(edit.after, tuple), "values are a tuple"
    return _only_adds(edit.before, edit.after)


def _aspects(rule: Rule, field: str) -> Iterator[str]:
    """What of an answer the change of one field of a rule may change; of the rule as a whole without a field."""
    verdicts = bool(rule.recommend or rule.avoid or rule.hold or rule.veto)
    match field:
        case "warn":
            yield "warnings"
        case "ask":
            yield "questions"
        case "recommend" | "avoid" | "hold" | "veto":
            yield from _VERDICTS
        case "priority":
            yield from _VERDICTS if verdicts else ()
        case _:
            yield from _VERDICTS if verdicts else ()
            yield from ("warnings",) if rule.warn else ()
            yield from ("questions",) if rule.ask else ()


def _asked(rule: Rule) -> set[str]:
    """The facts, and the attributes of people, that its condition looks at."""
    leaves = tuple(leaves_of(rule.when))
    counted = {leaf.distinct.id for leaf in leaves if isinstance(leaf, Count) and leaf.distinct is not None}
    return counted | {leaf.fact for leaf in leaves if isinstance(leaf, FactTest | IsKnown)}


def _concluded(rules: Iterable[Rule]) -> set[str]:
    return {fact for rule in rules for fact, _ in rule.conclude}
