"""Asks a SAT solver: clauses in, a model, a core or nothing out. The only module that knows python-sat.

The solver counts its own conflicts, which makes a budget the same on every machine; a deadline is a question that the
caller answers, since nothing here has a clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Literal = int
"""A variable of the solver, or minus it for the contrary. Every literal is true or false; never unknown."""

BUDGET = 200_000
"""Conflicts of one question after which it is left undecided: some seconds on a rulebook of a thousand rules."""
BETWEEN_DEADLINES = 2_000
"""Conflicts after which the deadline is asked again."""

_NO_SOLVER = 'exact checks need a solver, which is not installed: pip install "stratagem[check]"'


@dataclass(frozen=True, slots=True)
class Model:
    """An assignment that makes every clause and every assumption true."""

    values: Sequence[int]
    """At place *v* - 1 the literal of variable *v* that is true."""

    def holds(self, literal: Literal) -> bool:
        """Whether a literal is true."""
        return self.values[abs(literal) - 1] == literal


@dataclass(frozen=True, slots=True)
class Core:
    """There is no model; these assumptions alone see to it."""

    assumptions: frozenset[Literal]


@dataclass(frozen=True, slots=True)
class GaveUp:
    """Neither a model nor its absence was found within the budget, or before the deadline."""


class Sat:
    """One growing set of clauses that is asked again and again under assumptions. Not safe to share between threads."""

    def __init__(self, budget: int = BUDGET, deadline: Callable[[], bool] | None = None) -> None:
        """Raises `ModuleNotFoundError` when python-sat is not installed."""
        try:
            from pysat.solvers import Glucose42
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(_NO_SOLVER, name=error.name) from error
        self._solver = Glucose42(incr=False)
        self._budget = budget
        self._deadline = deadline
        self.variables = 0

    def fresh(self) -> Literal:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add(self, *clause: Literal) -> None:
        """One of these literals holds."""
        self._solver.add_clause(clause)

    def ask(self, assumptions: Iterable[Literal]) -> Model | Core | GaveUp:
        """A model in which the assumptions hold, or the assumptions that cannot hold together."""
        assumed = list(assumptions)
        spent = 0
        while True:
            if self._deadline is not None and self._deadline():
                return GaveUp()
            self._solver.conf_budget(min(BETWEEN_DEADLINES, self._budget - spent))
            answer = self._solver.solve_limited(assumptions=assumed)
            if answer is True:
                model = self._solver.get_model()
                # Variables that no clause mentions yet have no value: any will do.
                return Model((*model, *(-each for each in range(len(model) + 1, self.variables + 1))))
            if answer is False:
                return Core(frozenset(self._solver.get_core() or ()))
            spent += BETWEEN_DEADLINES
            if spent >= self._budget:
                return GaveUp()
