"""Fired rules → what becomes of each strategy, warnings and questions, for many accounts at once.

How a strategy *stands* is one integer: the priority of its winning rule, how many rules speak for it, its place in the
rulebook, and the winning rule itself, from the highest bits down. Recommendations rank by it, so the first N are N
maxima over the strategies. This module knows the effects of rules. It does not know conditions or facts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stratagem.matching.columnar_lists import Entries
from stratagem.matching.columnar_schema import unsigned
from stratagem.matching.columnar_tests import joined
from stratagem.rulebook import Rule, Rulebook

Columns = Mapping[str, str]
"""Rule id → the column that says of which accounts it fired; never null."""

KINDS = {"vetoed": "v", "held": "h", "avoided": "a"}
"""What keeps a strategy out of the recommendations, the first that applies, and how its columns are named."""


@dataclass(frozen=True)
class Standing:
    """How a strategy stands, written in an integer: 0 when no rule speaks for it."""

    strategies: tuple[str, ...]
    rules: tuple[str, ...]
    most_priority: int
    most_speakers: int

    @property
    def type(self) -> pl.DataType:
        """The type of the integer."""
        return unsigned((self.most_priority + 1 << self._priority_at) - 1)

    def by(self, rule: Rule, strategy: int, order: int) -> int:
        """How a strategy stands by one rule, its speakers not counted; the winning rule gives the greatest."""
        place = len(self.strategies) - strategy << self._strategy_at
        return rule.priority << self._priority_at | place | len(self.rules) - order

    @property
    def speaker(self) -> int:
        """What each rule that speaks for a strategy adds."""
        return 1 << self._speakers_at

    def reach(self, priority: int) -> int:
        """An objection of this priority keeps out what stands no higher than this."""
        return (priority + 1 << self._priority_at) - 1

    def objection(self, priority: int, kind: str) -> int:
        """What keeps a strategy out: how far it reaches, less a little that tells its kind."""
        return self.reach(priority) - [*KINDS].index(kind)

    def priority(self, stands: pl.Expr) -> pl.Expr:
        """The priority of the winning rule."""
        return self._bits(stands, self._priority_at, 0).cast(unsigned(self.most_priority))

    def strategy(self, stands: pl.Expr) -> pl.Expr:
        """Which strategy it is."""
        return self._id(self._bits(stands, self._strategy_at, self._speakers_at), self.strategies)

    def rule(self, stands: pl.Expr) -> pl.Expr:
        """The winning rule."""
        return self._id(self._bits(stands, 0, self._strategy_at), self.rules)

    def lit(self, value: int) -> pl.Expr:
        """An integer of this type."""
        return pl.lit(value, dtype=self.type)

    @property
    def _strategy_at(self) -> int:
        return len(self.rules).bit_length()

    @property
    def _speakers_at(self) -> int:
        return self._strategy_at + len(self.strategies).bit_length()

    @property
    def _priority_at(self) -> int:
        return self._speakers_at + self.most_speakers.bit_length()

    def _bits(self, stands: pl.Expr, low: int, high: int) -> pl.Expr:
        """The bits from `low` up to `high`, up to the last one when that is 0."""
        below = stands & self.lit((1 << high) - 1) if high else stands
        return below // self.lit(1 << low) if low else below

    def _id(self, place: pl.Expr, ids: tuple[str, ...]) -> pl.Expr:
        """Places are counted from the last, so that the earlier stands higher."""
        return (self.lit(len(ids)) - place).cast(unsigned(len(ids))).cat.to(pl.Enum(ids))


@dataclass(frozen=True)
class Verdicts:
    """Arbitration, translated: three stages of columns, and what stands in lists."""

    standing: Standing
    spoken: tuple[pl.Expr, ...]
    """From fired rules: how each strategy stands, and how far each kind of objection to it reaches."""
    kept_out: tuple[pl.Expr, ...]
    """The objection that keeps the strategy out; 0 when none does."""
    recommended: tuple[pl.Expr, ...]
    """How each strategy stands as a recommendation; 0 when it is none."""
    not_now: Entries
    """From the second stage."""
    kinds: Mapping[str, tuple[int, ...]]
    """Held, avoided, vetoed: which entries of `not_now` are."""
    warnings: Entries
    questions: Entries
    """Both from fired rules."""


def translated(rulebook: Rulebook, columns: Columns) -> Verdicts:
    """Translate who wins in a rulebook."""
    speakers = {each.id: _repeated(rulebook, each.id) for each in rulebook.strategies}
    standing = Standing(
        tuple(each.id for each in rulebook.strategies),
        tuple(rule.id for rule in rulebook.rules),
        max((rule.priority for rule in rulebook.rules), default=0),
        max(map(len, speakers.values()), default=0),
    )
    spoken, kept_out, recommended = [], [], []
    out: list[tuple[int, int, str, pl.Expr]] = []
    for at, strategy in enumerate(standing.strategies):
        stands = pl.col(f"k{at}")
        spoken.append(_stands(standing, rulebook, at, speakers[strategy], columns).alias(f"k{at}"))
        against = {kind: rules for kind, rules in _objections(rulebook, strategy) if rules}
        for kind, rules in against.items():
            reaches = [(columns[rule.id], standing.reach(rule.priority)) for rule in rules]
            spoken.append(_greatest(standing, reaches).alias(f"{kind}{at}"))
        if against:
            kept_out.append(_keeps_out(standing, at, against).alias(f"o{at}"))
            stands = pl.when(pl.col(f"o{at}") == standing.lit(0)).then(stands).otherwise(standing.lit(0))
        for kind, name in KINDS.items():
            for priority in {rule.priority for rule in against.get(name, ())}:
                objection = standing.lit(standing.objection(priority, kind))
                out.append((-priority, at, kind, pl.col(f"o{at}") == objection))
        if speakers[strategy]:
            recommended.append(stands.alias(f"k{at}"))
    out.sort(key=lambda each: each[:2])
    return Verdicts(
        standing,
        tuple(spoken),
        tuple(kept_out),
        tuple(recommended),
        Entries(standing.strategies, tuple((standing.strategies[at], met) for _, at, _, met in out)),
        {kind: tuple(at for at, each in enumerate(out) if each[2] == kind) for kind in KINDS},
        Entries(tuple(each.id for each in rulebook.warnings), tuple(_warnings(rulebook, columns))),
        Entries(tuple(rulebook.vocabulary.order), tuple(_questions(rulebook, columns))),
    )


def first(verdicts: Verdicts, spoken: pl.DataFrame, top: int) -> pl.DataFrame:
    """The first `top` recommendations of each account: strategies, priorities and winning rules."""
    standing = verdicts.standing
    names = [expression.meta.output_name() for expression in verdicts.recommended]
    frame = spoken.with_columns(verdicts.recommended)
    for rank in range(1, top + 1):
        frame = frame.with_columns(_next(standing, names, rank).alias(f"@{rank}"))
    stands = [pl.when(pl.col(f"@{rank}") != standing.lit(0)).then(pl.col(f"@{rank}")) for rank in range(1, top + 1)]
    return frame.select(
        *(standing.strategy(each).alias(f"strategy_{rank}") for rank, each in enumerate(stands, start=1)),
        *(standing.priority(each).alias(f"priority_{rank}") for rank, each in enumerate(stands, start=1)),
        *(standing.rule(each).alias(f"rule_{rank}") for rank, each in enumerate(stands, start=1)),
    )


def _next(standing: Standing, names: Sequence[str], rank: int) -> pl.Expr:
    """The greatest that is less than the one before: no two strategies ever stand the same."""
    if not names:
        return standing.lit(0)
    if rank == 1:
        return pl.max_horizontal(names)
    before = pl.col(f"@{rank - 1}")
    return pl.max_horizontal(
        pl.when(pl.col(name) < before).then(pl.col(name)).otherwise(standing.lit(0)) for name in names
    )


def _repeated(rulebook: Rulebook, strategy: str) -> list[Rule]:
    """The rules that speak for a strategy, in order; as often as they name it."""
    return [rule for rule in rulebook.rules for named in rule.recommend if named == strategy]


def _objections(rulebook: Rulebook, strategy: str) -> Iterator[tuple[str, list[Rule]]]:
    yield KINDS["vetoed"], [rule for rule in rulebook.rules if strategy in rule.veto]
    yield KINDS["held"], [rule for rule in rulebook.rules if any(strategy in hold.strategies for hold in rule.hold)]
    yield KINDS["avoided"], [rule for rule in rulebook.rules if strategy in rule.avoid]


def _stands(standing: Standing, rulebook: Rulebook, at: int, speakers: list[Rule], columns: Columns) -> pl.Expr:
    by = [(columns[rule.id], standing.by(rule, at, rulebook.order[rule.id])) for rule in dict.fromkeys(speakers)]
    if len(speakers) == 1:
        return _greatest(standing, [(name, value + standing.speaker) for name, value in by])
    counted = [_when(standing, columns[rule.id], standing.speaker) for rule in speakers]
    return joined([_greatest(standing, by), *counted], pl.Expr.__add__, empty=False)


def _keeps_out(standing: Standing, at: int, against: Collection[str]) -> pl.Expr:
    """A veto always, then a hold, then an avoid that is as strong as what speaks for the strategy."""
    none = standing.lit(0)
    expression = none
    for at_kind, (kind, name) in reversed([*enumerate(KINDS.items())]):
        if name in against:
            reach = pl.col(f"{name}{at}")
            applies = reach != none if kind == "vetoed" else (reach != none) & (reach >= pl.col(f"k{at}"))
            expression = pl.when(applies).then(reach - standing.lit(at_kind)).otherwise(expression)
    return expression


def _greatest(standing: Standing, values: Sequence[tuple[str, int]]) -> pl.Expr:
    """The greatest of the integers of those rules that fired; 0 when none did."""
    each = [_when(standing, name, value) for name, value in values]
    return pl.max_horizontal(each) if len(each) > 1 else each[0] if each else standing.lit(0)


def _when(standing: Standing, column: str, value: int) -> pl.Expr:
    return pl.when(pl.col(column)).then(standing.lit(value)).otherwise(standing.lit(0))


def _warnings(rulebook: Rulebook, columns: Columns) -> Iterator[tuple[str, pl.Expr]]:
    """Each warning once, by the strongest rule that raises it; the strongest rule's warnings first."""
    stronger: dict[str, list[pl.Expr]] = {}
    for rule in sorted(rulebook.rules, key=lambda rule: -rule.priority):
        for warning in dict.fromkeys(rule.warn):
            yield warning, _and_none_of(pl.col(columns[rule.id]), stronger.get(warning, []))
            stronger.setdefault(warning, []).append(pl.col(columns[rule.id]))


def _questions(rulebook: Rulebook, columns: Columns) -> Iterator[tuple[str, pl.Expr]]:
    """Each fact once, by the strongest rule that asks for it; equals in vocabulary order."""
    askers: dict[tuple[int, int, str], list[pl.Expr]] = {}
    for rule in rulebook.rules:
        for fact in dict.fromkeys(rule.ask):
            place = (-rule.priority, rulebook.vocabulary.order[fact], fact)
            askers.setdefault(place, []).append(pl.col(columns[rule.id]))
    stronger: dict[str, list[pl.Expr]] = {}
    for (_, _, fact), asked in sorted(askers.items(), key=lambda each: each[0]):
        yield fact, _and_none_of(joined(asked, pl.Expr.__or__, empty=False), stronger.get(fact, []))
        stronger.setdefault(fact, []).extend(asked)


def _and_none_of(met: pl.Expr, stronger: list[pl.Expr]) -> pl.Expr:
    return met & ~joined(stronger, pl.Expr.__or__, empty=False) if stronger else met
