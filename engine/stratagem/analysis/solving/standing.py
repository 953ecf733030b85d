"""Where one rulebook's strategies stand, as literals: vetoed, held, avoided or recommended, and in which rank.

This module mirrors `stratagem.deciding.arbitration`.
"""

from dataclasses import dataclass, field

from stratagem.analysis.solving.meaning import Meaning
from stratagem.analysis.solving.sat import Literal
from stratagem.rulebook import Rule


@dataclass(frozen=True)
class _Spoken:
    """The rules that speak of one strategy, each group by priority, highest first."""

    recommend: list[Rule] = field(default_factory=list)
    """A rule stands here as often as it names the strategy, for so often it is counted."""
    hold: list[Rule] = field(default_factory=list)
    avoid: list[Rule] = field(default_factory=list)
    veto: list[Rule] = field(default_factory=list)


class Standing:
    """The strategies of one rulebook over a space of accounts."""

    def __init__(self, meaning: Meaning) -> None:
        """Nothing is made before it is asked for."""
        self._meaning = meaning
        self._gates = meaning.gates
        self._order = {strategy.id: at for at, strategy in enumerate(meaning.rulebook.strategies)}
        self._spoken = {strategy: _Spoken() for strategy in self._order}
        for rule in sorted(meaning.rulebook.rules, key=lambda rule: -rule.priority):
            for strategy in rule.recommend:
                self._of(strategy).recommend.append(rule)
            for strategy in rule.avoid:
                self._of(strategy).avoid.append(rule)
            for strategy in rule.veto:
                self._of(strategy).veto.append(rule)
            for hold in rule.hold:
                for strategy in hold.strategies:
                    self._of(strategy).hold.append(rule)
        self._recommended: dict[str, Literal] = {}
        self._beats: dict[tuple[str, str], Literal] = {}
        self._tallies: dict[str, tuple[Literal, ...]] = {}

    def _of(self, strategy: str) -> _Spoken:
        # Only programs build rules about strategies that do not exist; arbitration passes over them too.
        return self._spoken.get(strategy) or _Spoken()

    def speaks(self, strategy: str, priority: int = 0) -> Literal:
        """A rule of at least this priority recommends it."""
        rules = self._spoken[strategy].recommend
        return self._gates.any_of(self._meaning.fires(rule.id) for rule in rules if rule.priority >= priority)

    def vetoed(self, strategy: str) -> Literal:
        """A rule vetoes it."""
        return self._gates.any_of(self._meaning.fires(rule.id) for rule in self._spoken[strategy].veto)

    def held(self, strategy: str) -> Literal:
        """It is not vetoed, and a rule holds it that is as strong as whatever recommends it."""
        return self._gates.all_of((-self.vetoed(strategy), self._outweighed(strategy, self._spoken[strategy].hold)))

    def avoided(self, strategy: str) -> Literal:
        """It is neither vetoed nor held, and a rule avoids it that is as strong as whatever recommends it."""
        outweighed = self._outweighed(strategy, self._spoken[strategy].avoid)
        return self._gates.all_of((-self.vetoed(strategy), -self.held(strategy), outweighed))

    def recommended(self, strategy: str) -> Literal:
        """It is among the recommendations."""
        if strategy not in self._recommended:
            out = (self.vetoed(strategy), self.held(strategy), self.avoided(strategy))
            self._recommended[strategy] = self._gates.all_of((self.speaks(strategy), *(-each for each in out)))
        return self._recommended[strategy]

    def _outweighed(self, strategy: str, rules: list[Rule]) -> Literal:
        return self._gates.any_of(
            self._gates.all_of((self._meaning.fires(rule.id), -self.speaks(strategy, rule.priority + 1)))
            for rule in rules
        )

    # ── Ranks ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def beats(self, strategy: str, other: str) -> Literal:
        """Both are recommended, and it ranks before the other."""
        if (strategy, other) not in self._beats:
            first = self._gates.any_of((self.stronger(strategy, other), self.before_by_order(strategy, other)))
            both = self.recommended(strategy), self.recommended(other)
            self._beats[strategy, other] = self._gates.all_of((*both, first))
        return self._beats[strategy, other]

    def first(self, strategy: str) -> Literal:
        """It is the first recommendation."""
        return self.in_top(strategy, 1)

    def in_top(self, strategy: str, places: int) -> Literal:
        """It is among the first so many recommendations."""
        others = [other for other in self._order if other != strategy and self._spoken[other].recommend]
        before = (self.beats(other, strategy) for other in others)
        if places == 1:
            return self._gates.all_of((self.recommended(strategy), *(-each for each in before)))
        crowded = self._gates.tally(before, places)[places - 1]
        return self._gates.all_of((self.recommended(strategy), -crowded))

    def stronger(self, strategy: str, other: str) -> Literal:
        """Its priority is higher, or is equal while more rules recommend it: rank before the order of strategies."""
        gates = self._gates
        mine, theirs = self._tally(strategy), self._tally(other)
        more = gates.any_of(
            gates.all_of((one, -theirs[at] if at < len(theirs) else gates.TRUE)) for at, one in enumerate(mine)
        )
        return gates.any_of((self._higher(strategy, other), gates.all_of((self._equal(strategy, other), more))))

    def level(self, strategy: str, other: str) -> Literal:
        """Neither ranks before the other by priority or by the number of rules: what is left is the order."""
        return self._gates.all_of((-self.stronger(strategy, other), -self.stronger(other, strategy)))

    def leads(self, strategy: str, other: str, by: int) -> Literal:
        """Equal priorities speak for both, and exactly `by` rules more for the one."""
        gates = self._gates
        mine, theirs = ((gates.TRUE, *self._tally(each), *(gates.FALSE,) * (by + 1)) for each in (strategy, other))
        exactly = gates.any_of(
            gates.all_of((theirs[n], -theirs[n + 1], mine[n + by], -mine[n + by + 1]))
            for n in range(1, min(len(theirs) - by - 1, len(mine) - by - 1))
        )
        return gates.all_of((self._equal(strategy, other), exactly))

    def before_by_order(self, strategy: str, other: str) -> Literal:
        """They are level, and it stands first among the rulebook's strategies."""
        return self.level(strategy, other) if self._order[strategy] < self._order[other] else self._gates.FALSE

    def _higher(self, strategy: str, other: str) -> Literal:
        """Something recommends it with a priority that nothing reaches which recommends the other."""
        priorities = dict.fromkeys(rule.priority for rule in self._spoken[strategy].recommend)
        return self._gates.any_of(
            self._gates.all_of((self.speaks(strategy, priority), -self.speaks(other, priority)))
            for priority in priorities
        )

    def _equal(self, strategy: str, other: str) -> Literal:
        """The highest priorities that speak for each are equal, or nothing speaks for either."""
        return self._gates.all_of((-self._higher(strategy, other), -self._higher(other, strategy)))

    def _tally(self, strategy: str) -> tuple[Literal, ...]:
        if strategy not in self._tallies:
            rules = self._spoken[strategy].recommend
            self._tallies[strategy] = self._gates.tally((self._meaning.fires(rule.id) for rule in rules), len(rules))
        return self._tallies[strategy]
