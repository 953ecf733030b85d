"""What the solver can prove of slips: that no account can tell one from the original, that two rules never meet.

Without python-sat nothing is proved: slips that nobody could notice then count as unnoticed, and neighbours are found
by a quicker look. This module knows rules as the solver does. It does not know tests.
"""

from collections.abc import Iterable
from functools import cached_property

from stratagem.analysis.mutating.mutants import Mutant, MutantKind
from stratagem.analysis.mutating.priorities import Bond
from stratagem.analysis.solving import Book, Impossible, Literal, Solving
from stratagem.rulebook import Rule, Rulebook


class Proofs:
    """One rulebook, ready to be asked what can never happen. Every answer is exact, or it is "not proved"."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Nothing is worked out before it is asked."""
        self._rulebook = rulebook

    def never_meet(self, rule: Rule, other: Rule, bond: Bond) -> bool:
        """Whether there is certainly no account about which the two rules are weighed against each other."""
        book = self._book
        true = book.hits if bond.kind == "row" else book.fires
        asked = [true(rule.id), true(other.id)]
        if bond.kind == "order":
            asked += self._wins(rule, bond.strategies[0])
            asked += self._wins(other, bond.strategies[1])
        elif bond.kind == "conclusion":
            asked.append(-book.given(bond.fact))
        return isinstance(self._solving.look(*asked), Impossible)

    def equivalent(self, mutants: Iterable[Mutant]) -> frozenset[int]:
        """The places of those of these mutants of which it is certain that the rule fires exactly as before."""
        asked = {at: mutant for at, mutant in enumerate(mutants) if mutant.kind in _OF_CONDITIONS}
        if not asked:
            return frozenset()
        solving = Solving(self._rulebook, also=[mutant.changed.when for mutant in asked.values()])
        book = solving.book()
        return frozenset(at for at, mutant in asked.items() if _same(solving, book, mutant))

    def _wins(self, rule: Rule, strategy: str) -> list[Literal]:
        """The strategy is recommended, and by no rule that speaks louder."""
        return [self._book.recommended(strategy), -self._book.speaks(strategy, rule.priority + 1)]

    @cached_property
    def _solving(self) -> Solving:
        return Solving(self._rulebook)

    @cached_property
    def _book(self) -> Book:
        return self._solving.book()


_OF_CONDITIONS = frozenset({MutantKind.BOUNDARY, MutantKind.VALUE, MutantKind.LINE, MutantKind.STRUCTURE})


def proofs_of(rulebook: Rulebook) -> Proofs | None:
    """Proofs about a rulebook; None when python-sat, of the extra `stratagem[check]`, is not installed."""
    proofs = Proofs(rulebook)
    try:
        _ = proofs._solving
    except ModuleNotFoundError:
        return None
    return proofs


def _same(solving: Solving, book: Book, mutant: Mutant) -> bool:
    """Whether the two conditions are true of the same accounts, as far as the rule is in force and can fire at all.

    A row of a table of which one fires cannot where a row that comes before it is true.
    """
    before, after = book.truth(mutant.rule.when).true, book.truth(mutant.changed.when).true
    may_fire = [book.in_force(mutant.rule.id), *(-book.hits(row) for row in _rows_before(book.rulebook, mutant.rule))]
    one_only = ((before, -after), (-before, after))
    return all(isinstance(solving.look(*may_fire, *each), Impossible) for each in one_only)


def _rows_before(rulebook: Rulebook, rule: Rule) -> list[str]:
    """The rows that come before this one in its table, if only one of them fires."""
    contest, place = rulebook.places_in_contests.get(rule.id, (0, 0))
    return [row.id for row in rulebook.contests[contest][1][:place]] if place else []
