"""Rules that were moved → whether their new place in the order of reading decides anything.

Order decides between equals only: which of two conclusions stands, which row of a table is the first, whose words are
shown. This module knows pairs of rules. It does not know accounts.
"""

from stratagem.analysis.diff.edits import Effect
from stratagem.analysis.diff.pairing import Slot
from stratagem.rulebook import Rule, Rulebook


def effects_of_moves(slots: tuple[Slot, ...], books: tuple[Rulebook, Rulebook]) -> dict[str, Effect]:
    """Old id of each rule that was moved → what its move can change at most.

    A rule decides something where it now stands on the other side of another. Rules that were moved together keep their
    order; but where one of them has a say, one that would pass it if moved alone has a say too.
    """
    moved = {slot.old.id: slot for slot in slots if slot.moved and slot.old is not None}
    effects: dict[str, Effect] = {}
    for id_, slot in moved.items():
        passed = {_between(slot, other, books) for other in slots if other is not slot and _passes(slot, other)}
        effects[id_] = next((each for each in (Effect.ADVICE, Effect.DELIVERY) if each in passed), Effect.RECORD)
    deciding = [id_ for id_, effect in effects.items() if effect is Effect.ADVICE]
    while deciding:
        one = moved[deciding.pop()]
        for id_, other in moved.items():
            is_open = effects[id_] is not Effect.ADVICE and _can_pass(one, other)
            if is_open and _between(one, other, books) is Effect.ADVICE:
                effects[id_] = Effect.ADVICE
                deciding.append(id_)
    return effects


def _passes(one: Slot, other: Slot) -> bool:
    """Whether two rules stand in another order in the new rulebook."""
    both = other.old is not None and other.new is not None
    return both and (one.old_place < other.old_place) is not (one.new_place < other.new_place)


def _can_pass(one: Slot, other: Slot) -> bool:
    """Whether the two stand in either order, depending on which of them is moved."""
    orders = {
        place < place_of_other
        for place in (one.old_place, one.new_place)
        for place_of_other in (other.old_place, other.new_place)
    }
    return len(orders) > 1


def _between(one: Slot, other: Slot, books: tuple[Rulebook, Rulebook]) -> Effect:
    mine = [part.thing for part in (one.old, one.new) if part is not None]
    theirs = [part.thing for part in (other.old, other.new) if part is not None]
    if any(_same_table(book, a, b) for book in books for a in mine for b in theirs):
        return Effect.ADVICE
    pairs = [(a, b) for a in mine for b in theirs if a.priority == b.priority]
    if any(_disagree(a, b) for a, b in pairs):
        return Effect.ADVICE
    return Effect.DELIVERY if any(_share(a, b) for a, b in pairs) else Effect.RECORD


def _same_table(book: Rulebook, a: Rule, b: Rule) -> bool:
    table = book.table_of.get(a.id)
    return table is not None and table.policy.single_hit and book.table_of.get(b.id) is table


def _disagree(a: Rule, b: Rule) -> bool:
    """Whether they conclude different values of one fact."""
    concluded = dict(b.conclude)
    return any(concluded.get(fact, value) != value for fact, value in a.conclude)


def _share(a: Rule, b: Rule) -> bool:
    """Whether the earlier of them is the one whose words are shown, or comes first."""
    for mine, theirs in (
        (a.recommend, b.recommend), (a.avoid, b.avoid), (a.veto, b.veto), (a.warn, b.warn), (a.ask, b.ask),
        (_held(a), _held(b)), ([f for f, _ in a.conclude], [f for f, _ in b.conclude]),
    ):  # fmt: skip
        if not set(mine).isdisjoint(theirs):
            return True
    return bool(a.emphasise and b.emphasise) or bool(a.warn and b.warn)


def _held(rule: Rule) -> list[str]:
    return [strategy for hold in rule.hold for strategy in hold.strategies]
