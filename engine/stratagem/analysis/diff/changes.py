"""Two rulebooks → every edit that leads from the one to the other, and what any of them make of it alone.

```python
changes = compare(old, new)
for edit in changes.edits: ...
changes.applied(changes.edits).hash == new.hash
changes.applied([changes.edits[0]])      # the old rulebook with the first edit alone
```

All edits together give the new rulebook. Some of them may need others: `applied` carries those along, `closed` names
them. This module does not know what an edit does to advice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from stratagem.analysis.diff.edits import Edit, EditKind, Effect, effect_of_change, effect_of_move, effect_of_whole
from stratagem.analysis.diff.needs import Name, declared, needs, needs_of
from stratagem.analysis.diff.pairing import Place, Slot, paired, slots
from stratagem.analysis.diff.parts import OWN, SORTS, Part, fields_of, fitted, ids, parts_of_sort, place_of, with_parts
from stratagem.analysis.diff.passing import effects_of_moves
from stratagem.condition import Condition
from stratagem.rulebook import DecisionTable, Rule, Rulebook, Sort, Thing
from stratagem.wording import Text

TABLE = "table"
"""What `Edit.field` calls the table that a rule is a row of."""
WHOLE = "definition"
"""What `Edit.field` calls a fact whose kind has changed, and with it what its values mean."""


@dataclass(frozen=True)
class Changes:
    """What lies between two rulebooks."""

    old: Rulebook
    new: Rulebook
    edits: tuple[Edit, ...]
    """Gravest effect first, in the order of the new rulebook."""

    def closed(self, edits: Iterable[Edit]) -> frozenset[Edit]:
        """These edits and all that they need: what they speak of must exist, and what they remove must be unused."""
        chosen = set(edits)
        while missing := self._missing(chosen):
            chosen |= missing
        return frozenset(chosen)

    def applied(self, edits: Iterable[Edit]) -> Rulebook:
        """The old rulebook with these edits, and those that they need; nothing else is changed.

        Concluded facts may depend on each other in a circle that neither rulebook has; `rulebook.circle_of` tells.
        """
        return self._made(self.closed(edits))

    def rules(self) -> Iterator[tuple[Rule | None, Rule | None]]:
        """Every rule as it was and as it is; None where only one rulebook has it."""
        for slot in self._slots[Sort.RULE]:
            yield (slot.old.thing if slot.old else None), (slot.new.thing if slot.new else None)

    # ── Making ───────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _slots(self) -> dict[Sort, tuple[Slot, ...]]:
        return {sort: _slots(self.old, self.new, sort) for sort in SORTS}

    @cached_property
    def _by_place(self) -> dict[tuple[EditKind, Thing, str], Edit]:
        return {(edit.kind, edit.thing, edit.field): edit for edit in self.edits}

    def _edit(self, kind: EditKind, thing: Thing, field: str = "") -> Edit | None:
        return self._by_place.get((kind, thing, field))

    def _present(self, sort: Sort, chosen: frozenset[Edit] | set[Edit]) -> Iterator[tuple[Slot, Thing]]:
        """The things that exist under some edits, in their order, each with its name among the edits."""
        found = []
        for slot in self._slots[sort]:
            part = slot.old or slot.new
            assert part is not None, "a slot holds something"
            thing = Thing(sort, part.id)
            if slot.old is None and self._edit(EditKind.ADDED, thing) not in chosen:
                continue
            if slot.new is None and self._edit(EditKind.REMOVED, thing) in chosen:
                continue
            moved = slot.moved and self._edit(EditKind.MOVED, thing) in chosen
            found.append((slot.new_place if moved else slot.old_place, slot, thing))
        found.sort(key=lambda each: each[0])
        return ((slot, thing) for _, slot, thing in found)

    def _made(self, chosen: frozenset[Edit]) -> Rulebook:
        things: dict[Sort, tuple[Any, ...]] = {}
        for sort in SORTS:
            if sort is not Sort.RULE:
                things[sort] = tuple(self._thing(slot, thing, chosen) for slot, thing in self._present(sort, chosen))
        rows: dict[str, dict[str, Slot]] = {}
        rules: dict[str, Rule] = {}
        for slot, thing in self._present(Sort.RULE, chosen):
            rule = self._thing(slot, thing, chosen)
            while rule.id in rules:  # an id that the new rulebook gives to another rule
                rule = replace(rule, id=f"{rule.id}~")
            rules[rule.id] = rule
            if (table := self._table(slot, thing, chosen)) is not None:
                rows.setdefault(table, {})[rule.id] = slot
        things[Sort.RULE] = tuple(rules.values())
        things[Sort.TABLE] = tuple(
            self._with_rows(table, rows.get(table.id, {}), chosen) for table in things[Sort.TABLE]
        )
        own = {
            name: getattr(self.new, name)
            for name in OWN
            if self._edit(EditKind.CHANGED, Thing(Sort.RULEBOOK, self.old.name), name) in chosen
        }
        return with_parts(self.old, things, own, as_written=self.old.vocabulary == self.new.vocabulary)

    def _thing(self, slot: Slot, thing: Thing, chosen: frozenset[Edit] | set[Edit]) -> Any:
        """A thing under some edits."""
        if slot.old is None or slot.new is None:
            return (slot.old or slot.new).thing  # type: ignore[union-attr]
        if self._edit(EditKind.CHANGED, thing, WHOLE) in chosen:
            return slot.new.thing
        changed = {
            field: getattr(slot.new.thing, field)
            for field in fields_of(slot.old.thing)
            if self._edit(EditKind.CHANGED, thing, field) in chosen
        }
        if self._edit(EditKind.RENAMED, thing) in chosen:
            changed["id"] = slot.new.id
        return replace(slot.old.thing, **changed) if changed else slot.old.thing

    def _table(self, slot: Slot, thing: Thing, chosen: frozenset[Edit] | set[Edit]) -> str | None:
        """The table that a rule is a row of under some edits."""
        before, after = _table_of(self.old, slot.old), _table_of(self.new, slot.new)
        if slot.old is None or self._edit(EditKind.CHANGED, thing, TABLE) in chosen:
            return after
        if slot.new is None or before == after or not _comes_with_table(self.old, self.new, before, after):
            return before
        if after is not None and self._edit(EditKind.ADDED, Thing(Sort.TABLE, after)) in chosen:
            return after
        is_gone = before is not None and self._edit(EditKind.REMOVED, Thing(Sort.TABLE, before)) in chosen
        return None if is_gone else before

    def _with_rows(self, table: DecisionTable, rows: dict[str, Slot], chosen: frozenset[Edit]) -> DecisionTable:
        """A table with the rows it has, in the order of the rules unless the table has one of its own."""
        places = dict(_rows(self.old, self.new, table.id, self._slots[Sort.RULE]))
        if not places:
            return replace(table, rules=tuple(rows))
        is_new = self._edit(EditKind.CHANGED, Thing(Sort.TABLE, table.id), "rules") in chosen
        last = ((len(self.new.rules), 3, 0),) * 2
        return replace(table, rules=tuple(sorted(rows, key=lambda id_: places.get(rows[id_], last)[is_new])))

    # ── What edits need ──────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _old_names(self) -> set[Name]:
        return declared(self.old)

    @cached_property
    def _new_names(self) -> set[Name]:
        return declared(self.new)

    @cached_property
    def _fixed(self) -> bool:
        """Whether both declare the same, so that no edit needs another."""
        return self._old_names == self._new_names and not any(each.thing.sort is Sort.TABLE for each in self.edits)

    def _missing(self, chosen: set[Edit]) -> set[Edit]:
        """Edits without which what was chosen makes no sense."""
        if self._fixed:
            return set()
        names = self._names(chosen)
        found: set[Edit] = set()
        for sort in SORTS:
            for slot, thing in self._present(sort, chosen):
                for field, name in self._needs(sort, slot, thing, chosen):
                    if name not in names:
                        found |= self._remedy(slot, thing, field, name, chosen)
        for field in OWN:
            edit = self._edit(EditKind.CHANGED, Thing(Sort.RULEBOOK, self.old.name), field)
            book = self.new if edit in chosen else self.old
            for name in needs(book, field, getattr(book, field), book):
                if name not in names:
                    found |= {edit} - chosen if edit else set()
                    found |= self._declaring(name) - chosen
        return found

    def _names(self, chosen: set[Edit]) -> set[Name]:
        things = {
            sort: tuple(self._thing(slot, thing, chosen) for slot, thing in self._present(sort, chosen))
            for sort in (Sort.FACT, Sort.ATTRIBUTE, Sort.STRATEGY, Sort.WARNING, Sort.WEAPON, Sort.TABLE)
        }
        return declared(with_parts(self.old, {**dict.fromkeys(SORTS, ()), **things}, {}))

    def _needs(self, sort: Sort, slot: Slot, thing: Thing, chosen: set[Edit]) -> Iterator[tuple[str, Name]]:
        made = self._thing(slot, thing, chosen)
        if slot.old is None or slot.new is None:
            yield from needs_of(made, self.new if slot.old is None else self.old)
        else:
            for field in fields_of(made):
                edit = self._edit(EditKind.CHANGED, thing, field)
                if edit is not None:  # what is the same in both rulebooks makes sense in either
                    book = self.new if edit in chosen else self.old
                    yield from ((field, name) for name in needs(made, field, getattr(made, field), book))
        if sort is Sort.RULE:
            yield from ((TABLE, name) for name in needs(made, TABLE, self._table(slot, thing, chosen), self.old))

    def _remedy(self, slot: Slot, thing: Thing, field: str, name: Name, chosen: set[Edit]) -> set[Edit]:
        """The edits that give a missing name, or that take away what asks for it."""
        if declaring := self._declaring(name) - chosen:
            return declaring
        ways = (
            self._edit(EditKind.CHANGED, thing, field),
            self._edit(EditKind.CHANGED, thing, WHOLE),
            self._edit(EditKind.REMOVED, thing) if slot.new is None else None,
        )
        return {edit for edit in ways if edit is not None} - chosen

    def _declaring(self, name: Name) -> set[Edit]:
        """The edits that make a name known."""
        if name not in self._new_names:
            return set()
        return set(self._declarations.get(name, ()))

    @cached_property
    def _declarations(self) -> dict[Name, tuple[Edit, ...]]:
        """Name that only the new rulebook knows → the edits that bring it."""
        found: dict[Name, tuple[Edit, ...]] = {}
        for name in self._new_names - self._old_names:
            sort = {"fact": Sort.FACT, "attribute": Sort.ATTRIBUTE}.get(name[0].partition(" ")[0])
            sorts = (sort,) if sort else (Sort.FACT, Sort.ATTRIBUTE) if name[0] == "askable" else (Sort(name[0]),)
            edits = [
                self._edit(kind, Thing(each, name[1]), field)
                for each in sorts
                for kind, field in ((EditKind.ADDED, ""), (EditKind.CHANGED, WHOLE), (EditKind.CHANGED, "values"))
            ]
            found[name] = tuple(edit for edit in edits if edit is not None)
        return found


def compare(old: Rulebook, new: Rulebook) -> Changes:
    """Find every edit between two rulebooks. Cost: linear in their size, but for things that were moved."""
    edits = [edit for sort in SORTS for edit in _edits_of_sort(old, new, sort)]
    edits += _own(old, new)
    order = list(Effect)
    return Changes(old, new, tuple(sorted(edits, key=lambda edit: order.index(edit.effect))))


def _slots(old: Rulebook, new: Rulebook, sort: Sort) -> tuple[Slot, ...]:
    before, after = parts_of_sort(old, sort), parts_of_sort(new, sort)
    return slots(before, after, paired(sort, before, after, (old, new)))


def _edits_of_sort(old: Rulebook, new: Rulebook, sort: Sort) -> Iterator[Edit]:
    found = _slots(old, new, sort)
    moves = effects_of_moves(found, (old, new)) if sort is Sort.RULE else {}
    for slot in sorted(found, key=lambda slot: slot.new_place):
        if slot.old is None and slot.new is not None:
            thing, whole = Thing(sort, slot.new.id), slot.new.thing
            effect = effect_of_whole(sort, whole, _decides(new, old, whole))
            yield Edit(EditKind.ADDED, thing, effect, after=whole, place_after=place_of(whole))
        elif slot.new is None and slot.old is not None:
            thing, whole = Thing(sort, slot.old.id), slot.old.thing
            effect = effect_of_whole(sort, whole, _decides(old, new, whole))
            yield Edit(EditKind.REMOVED, thing, effect, before=whole, place_before=place_of(whole))
        elif slot.old is not None and slot.new is not None:
            yield from _edits_of(old, new, sort, slot)
            if slot.moved:
                thing, places = Thing(sort, slot.old.id), (place_of(slot.old.thing), place_of(slot.new.thing))
                after_what = (_before(slot.old.at, found, is_new=False), _before(slot.new.at, found, is_new=True))
                effect = moves.get(slot.old.id, effect_of_move(sort))
                yield Edit(EditKind.MOVED, thing, effect, "", *after_what, *places)


def _edits_of(old: Rulebook, new: Rulebook, sort: Sort, slot: Slot) -> Iterator[Edit]:
    """What was done to a thing that both rulebooks have, but for its place."""
    assert slot.old is not None, "both have it"
    assert slot.new is not None, "both have it"
    thing = Thing(sort, slot.old.id)
    places = (place_of(slot.old.thing), place_of(slot.new.thing))
    if slot.old.id != slot.new.id:
        renamed = effect_of_move(Sort.RULE)
        yield Edit(EditKind.RENAMED, thing, renamed, "", slot.old.id, slot.new.id, *places)
    before, after = fitted(slot.old.thing, new.vocabulary), slot.new.thing
    differing = [name for name in fields_of(after) if not _same(getattr(before, name), getattr(after, name))]
    if "kind" in differing and sort in (Sort.FACT, Sort.ATTRIBUTE):
        effect = effect_of_change(sort, "kind", None, None)
        yield Edit(EditKind.CHANGED, thing, effect, WHOLE, slot.old.thing, after, *places)
        differing = []
    for name in differing:
        one, other = getattr(slot.old.thing, name), getattr(after, name)
        named = _goes_by_id(slot.old.id, one) and _goes_by_id(slot.new.id, other)
        effect = Effect.RECORD if named else effect_of_change(sort, name, one, other)
        yield Edit(EditKind.CHANGED, thing, effect, name, one, other, *places)
    if sort is Sort.RULE:
        one, other = _table_of(old, slot.old), _table_of(new, slot.new)
        if one != other and not _comes_with_table(old, new, one, other):
            decides = any(t.policy.single_hit for b in (old, new) for t in b.tables if t.id in (one, other))
            effect = effect_of_change(sort, TABLE, one, other) if decides else effect_of_move(Sort.RULE)
            yield Edit(EditKind.CHANGED, thing, effect, TABLE, one, other, *places)
    if sort is Sort.TABLE and any(
        one != other for _, (one, other) in _rows(old, new, thing.id, _slots(old, new, Sort.RULE))
    ):
        rows, others = slot.old.thing.rules, slot.new.thing.rules
        yield Edit(
            EditKind.CHANGED, thing, effect_of_change(sort, "policy", rows, others), "rules", rows, others, *places
        )


def _same(one: object, other: object) -> bool:
    """Whether two values of a field are one; to Python `yes` is also 1, which a fact of another kind tells apart."""
    return one == other and (not isinstance(one, Condition) or repr(one) == repr(other))


def _goes_by_id(id_: str, text: object) -> bool:
    """Whether a title is nothing but the id, as reading makes one for a row or a rule that has none."""
    return isinstance(text, Text) and all(_letters(each) == _letters(id_) for _, each in text.by_language)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _comes_with_table(old: Rulebook, new: Rulebook, before: str | None, after: str | None) -> bool:
    """Whether a rule leaves a table, or enters one, only because that table is gone or new."""
    stays = before is not None and any(table.id == before for table in new.tables)
    stood = after is not None and any(table.id == after for table in old.tables)
    return not stays and not stood


def _decides(rulebook: Rulebook, other: Rulebook, thing: object) -> bool:
    """Whether it is a row that keeps others from firing, or a table whose rows are rules of the other rulebook too."""
    if isinstance(thing, DecisionTable):
        return thing.policy.single_hit and any(row in other.rule for row in thing.rules)
    return isinstance(thing, Rule) and thing.id in rulebook.places_in_contests


def _own(old: Rulebook, new: Rulebook) -> Iterator[Edit]:
    thing = Thing(Sort.RULEBOOK, old.name)
    for name in OWN:
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            yield Edit(EditKind.CHANGED, thing, effect_of_change(Sort.RULEBOOK, name, one, other), name, one, other)


def _before(at: int, all_slots: tuple[Slot, ...], *, is_new: bool) -> str | None:
    """The id of what stands before a place, None at the beginning."""
    parts = (slot.new if is_new else slot.old for slot in all_slots)
    return next((part.id for part in parts if part is not None and part.at == at - 1), None)


def _table_of(rulebook: Rulebook, part: Any) -> str | None:
    table = rulebook.table_of.get(part.id) if part is not None else None
    return table.id if table is not None else None


def _rows(
    old: Rulebook, new: Rulebook, table: str, rules: tuple[Slot, ...]
) -> Iterator[tuple[Slot, tuple[Place, Place]]]:
    """The rows of a table with their places in it, old and new; none when they stand in the order of the rules.

    They do when they are read from a file.
    """
    if _in_rule_order(old, table) and _in_rule_order(new, table):
        return
    of_old = {slot.old.id: at for at, slot in enumerate(rules) if slot.old}
    of_new = {slot.new.id: at for at, slot in enumerate(rules) if slot.new}
    one = _row_parts(old, table, of_old)
    other = _row_parts(new, table, of_new)
    known = ids(other)
    for slot in slots(one, other, {part.id: part.id for part in one if part.id in known}):
        part = slot.old or slot.new
        assert part is not None, "a slot holds something"
        yield rules[int(part.id)], (slot.old_place, slot.new_place)


def _row_parts(rulebook: Rulebook, table: str, slot_of: dict[str, int]) -> tuple[Part, ...]:
    rows = next((each.rules for each in rulebook.tables if each.id == table), ())
    return tuple(Part(str(slot_of[id_]), None, at) for at, id_ in enumerate(rows) if id_ in slot_of)


def _in_rule_order(rulebook: Rulebook, table: str) -> bool:
    """Whether the rows of a table stand in the order of the rules, as they do when they are read from a file."""
    rows = next((each.rules for each in rulebook.tables if each.id == table), ())
    places = [rulebook.order[id_] for id_ in rows if id_ in rulebook.order]
    return places == sorted(places)
