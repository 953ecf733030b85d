"""A rule that was moved → whether its new place in the order of reading decides anything.

Order decides between equals only: which of two conclusions stands, which row of a table is the first, whose words are
shown. This module knows pairs of rules. It does not know accounts.
"""

from stratagem.analysis.diff.edits import Effect
from stratagem.analysis.diff.pairing import Slot
from stratagem.rulebook import Rule, Rulebook


def effect_of_passing(moved: Slot, all_slots: tuple[Slot, ...], books: tuple[Rulebook, Rulebook]) -> Effect:
    """What the move of a rule can change at most, whichever of the other edits are made."""
    effects = {_between(moved, other, books) for other in all_slots if other is not moved and _can_pass(moved, other)}
    return next((effect for effect in (Effect.ADVICE, Effect.DELIVERY) if effect in effects), Effect.RECORD)


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
