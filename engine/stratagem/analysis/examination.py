"""What every kind of finding is handed: the rulebook, what was worked out about it once, and how much time is left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from stratagem.advisor import Advisor
from stratagem.analysis.uses import Uses, uses_of
from stratagem.rulebook import Rulebook


def endless() -> bool:
    """The answer of a clock that never runs out."""
    return False


@dataclass(frozen=True)
class Examination:
    """One check of one rulebook. Whatever several kinds need is worked out here, when first asked for."""

    rulebook: Rulebook
    out_of_time: Callable[[], bool] = field(default=endless, repr=False)
    """Asked between questions: once it says yes, what is still open is undecided. The engine has no clock."""

    @cached_property
    def uses(self) -> Uses:
        """What the rulebook makes use of."""
        return uses_of(self.rulebook)

    @cached_property
    def advisor(self) -> Advisor:
        """The rulebook ready to advise, so that every witness can be tried before it is shown."""
        return Advisor(self.rulebook)
