"""Accounts whose answer differs between two rulebooks → the smallest sets of edits that bring that about.

A set of edits *brings about* what has changed of an account when the old rulebook with these edits alone, and those
that they cannot do without, answers as the new one does. Sets of one edit are tried first, then of two, then three, on
nothing but the accounts that are still open. Most need no trial: an edit that no rule of an account can notice is left
out, and where one is left, it is the cause. This module knows numbers of edits and columns. It does not know what an
edit is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import polars as pl

from stratagem.book.excerpts import Excerpt, Readings, only
from stratagem.matching.columnar import ColumnarMatcher
from stratagem.matching.columnar_outcomes import ASPECTS, Codes, differing
from stratagem.matching.columnar_tests import joined
from stratagem.rulebook import Rulebook

Edits = frozenset[int]

LARGEST = 3
"""Sets of more edits are not looked for."""
MOST_TRIALS = 100
"""So many rulebooks are tried at most, whatever the book; the costliest question is then left open, and said to be."""
_MANY, _TOO_MANY = 12, 40
"""Where so many edits concern one account, three, or two of them, are not tried together."""
_EXAMPLES = 5
_WORD = 62
"""So many bits are read at once."""


@dataclass(frozen=True)
class Candidate:
    """An edit that may change answers, and how to tell the accounts that can notice it."""

    aspects: frozenset[str]
    """What of an answer it may change."""
    probes: tuple[str, ...] = ()
    """Rules of the probing rulebook; where none of them fires, the edit does nothing."""
    differ: bool = False
    """Two probes: where both fire, or neither, the edit does nothing."""
    unless_given: str = ""
    """A fact; where it is given, the edit does nothing."""
    settles: bool = False
    """Whether facts may be concluded otherwise because of it."""
    depends: bool = False
    """Whether its probes ask such facts, and hold only where no other edit settles them otherwise."""


@dataclass(frozen=True)
class Revision:
    """What the search needs to know of two rulebooks."""

    candidates: Sequence[Candidate]
    probing: Rulebook
    """The old rulebook with rules that have no effect, and fire where an edit can be noticed."""
    closed: Callable[[Edits], Edits]
    """A set with the candidates that it cannot do without."""
    applied: Callable[[Edits], Rulebook | None]
    """The old rulebook with a set of edits; None when that is no rulebook."""
    names: Sequence[str]
    """What the candidates are called where an account is told with its edits."""


@dataclass(frozen=True)
class Cause:
    """Some accounts, what of their answers has changed, and which sets of edits bring it about."""

    sets: tuple[tuple[int, ...], ...]
    """Each of them alone does, and no smaller one; several when there are several ways."""
    least: bool
    """False when smaller sets were not all tried: then all the edits that can matter are named together."""
    accounts: int
    aspects: Mapping[str, int]
    """Aspect → in how many accounts this is why it has changed."""
    examples: tuple["Example", ...]


@dataclass(frozen=True)
class Example:
    """One account by name, and its first strategies."""

    account: str
    before: str | None
    after: str | None


@dataclass
class _Tally:
    accounts: int = 0
    aspects: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ASPECTS, 0))
    examples: list[Example] = field(default_factory=list)


_Key = tuple[tuple[tuple[int, ...], ...], bool]


@dataclass
class _Open:
    """Accounts of one slice that the same edits can concern, and one aspect of their answers that has changed."""

    aspect: str
    edits: Edits
    rows: list[int]
    skipped: bool = False
    """Whether a smaller set that might be the cause was not tried."""
    skipping: bool = False
    """Whether one of the size at hand was not."""


class Attribution:
    """The causes, gathered slice by slice."""

    def __init__(self, revision: Revision, codes: Codes, as_of: date | None) -> None:
        """Prepare; nothing is tried yet."""
        self._revision, self._codes, self._as_of = revision, codes, as_of
        self._probing: ColumnarMatcher | None = None
        self._trials: dict[Edits, ColumnarMatcher | None] = {}
        self._tallies: dict[_Key, _Tally] = {}

    def add(
        self, excerpt: Excerpt, changed: pl.DataFrame, wanted: pl.DataFrame, examples: Sequence[Example]
    ) -> list[str]:
        """Find what brings the changes of some accounts about; for each account the sets, as text such as `1; 2+3`.

        `changed` tells for each aspect whether it has changed, `wanted` are the new answers in numbers.
        """
        found: list[dict[str, _Key]] = [{} for _ in range(excerpt.height)]
        readings = Readings(excerpt)
        pending = list(self._pending(readings, changed))
        reached: dict[tuple[str, int], list[Edits]] = {}
        for size in range(1, LARGEST + 1):
            self._try_sets_of(size, pending, readings, wanted, reached)
            for each in pending:
                for row in each.rows:
                    if sets := reached.get((each.aspect, row)):
                        found[row][each.aspect] = _key(sets, least=not each.skipped)
                each.rows = [row for row in each.rows if (each.aspect, row) not in reached]
                each.skipped |= each.skipping
            pending = [each for each in pending if each.rows]
        for each in pending:
            together = self._revision.closed(each.edits)
            # Every smaller set was tried if it has at most one edit less than this one.
            least = not each.skipped and len(together) <= LARGEST + 1
            for row in each.rows:
                found[row][each.aspect] = _key([together], least)
        self._count(found, examples)
        names = self._revision.names
        return ["; ".join(_written(key, names) for key in dict.fromkeys(each.values())) for each in found]

    def causes(self) -> tuple[Cause, ...]:
        """What was found so far, the most accounts first."""
        each = [
            Cause(sets, least, tally.accounts, dict(tally.aspects), tuple(tally.examples))
            for (sets, least), tally in self._tallies.items()
        ]
        return tuple(sorted(each, key=lambda cause: (-cause.accounts, cause.sets)))

    # ── Which edits can concern which accounts ───────────────────────────────────────────────────────────────────────

    def _pending(self, readings: Readings, changed: pl.DataFrame) -> Iterator[_Open]:
        """The accounts by the edits that can concern them, for each aspect that has changed."""
        patterns = self._patterns(readings)
        for aspect in ASPECTS:
            concerned = sum(1 << at for at, each in enumerate(self._revision.candidates) if aspect in each.aspects)
            rows: dict[int, list[int]] = {}
            for row in changed[aspect].arg_true().to_list():
                rows.setdefault(patterns[row] & concerned, []).append(row)
            for pattern, each in rows.items():
                yield _Open(aspect, _places(pattern), each)

    def _patterns(self, readings: Readings) -> list[int]:
        """For each account the edits that can make a difference to it, bit by bit."""
        noticed = self._noticed(readings)
        patterns = [0] * noticed.height
        edits = [str(at) for at in range(len(self._revision.candidates))]
        for start in range(0, len(edits), _WORD):
            bits = [
                pl.when(name).then(pl.lit(1 << at, dtype=pl.UInt64)).otherwise(pl.lit(0, dtype=pl.UInt64))
                for at, name in enumerate(edits[start : start + _WORD])
            ]
            words = noticed.select(joined(bits, pl.Expr.__or__, empty=False).alias("word"))["word"]
            patterns = [pattern | word << start for pattern, word in zip(patterns, words.to_list(), strict=True)]
        return patterns

    def _noticed(self, readings: Readings) -> pl.DataFrame:
        """For each account and edit, whether the edit can make a difference to it."""
        matcher = self._probing = self._probing or ColumnarMatcher(self._revision.probing)
        book = readings.of(matcher.rulebook.vocabulary)
        fired = matcher.fired(book.accounts, book.people, as_of=self._as_of)
        given = book.accounts.rename(lambda name: f"given {name}")
        frame = pl.concat([fired, given], how="horizontal")
        yes = pl.repeat(True, pl.len(), dtype=pl.Boolean)
        own = [_noticing(each, yes).alias(str(at)) for at, each in enumerate(self._revision.candidates)]
        noticed = frame.select(yes.alias("@yes"), *own)  # a column, lest there be none, and no rows
        settling = [pl.col(str(at)) for at, each in enumerate(self._revision.candidates) if each.settles]
        unsettled = joined(settling, pl.Expr.__or__, empty=False)
        return noticed.with_columns(
            (pl.col(str(at)) | unsettled).alias(str(at))
            for at, each in enumerate(self._revision.candidates)
            if each.depends
        )

    # ── Trying sets ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _try_sets_of(
        self,
        size: int,
        pending: Iterable[_Open],
        readings: Readings,
        wanted: pl.DataFrame,
        reached: dict[tuple[str, int], list[Edits]],
    ) -> None:
        """Try the sets of one size on the accounts that they can concern; note where they suffice."""
        asked: dict[Edits, list[_Open]] = {}
        for each in pending:
            for edits in self._sets(each, size):
                if edits & each.edits == each.edits:  # all that can matter: it suffices
                    for row in each.rows:
                        reached.setdefault((each.aspect, row), []).append(edits)
                else:
                    asked.setdefault(edits, []).append(each)
        by_weight = sorted(asked.items(), key=lambda one: (-sum(len(each.rows) for each in one[1]), sorted(one[0])))
        for edits, opens in by_weight:
            if edits not in self._trials and len(self._trials) >= MOST_TRIALS:
                for each in opens:
                    each.skipping = True
                continue
            rows = pl.Series(sorted({row for each in opens for row in each.rows}), dtype=pl.UInt32)
            same = self._same(edits, readings, rows, wanted)
            if same is None:
                continue
            for each in opens:
                suffices = same[each.aspect]
                for row in each.rows:
                    if row in suffices:
                        reached.setdefault((each.aspect, row), []).append(edits)

    def _sets(self, each: _Open, size: int) -> Iterator[Edits]:
        """Sets of so many edits that might be the cause; each is closed by nothing that can matter."""
        closed = self._revision.closed
        if not each.edits:
            return
        seen = set()
        most = 1 if len(each.edits) > _TOO_MANY else 2 if len(each.edits) > _MANY else LARGEST
        if size > most:
            each.skipping = True
        for count in range(1, min(size, most, len(each.edits)) + 1):
            for some in combinations(sorted(each.edits), count):
                edits = closed(frozenset(some))
                if len(edits) == size and edits & each.edits == frozenset(some) and edits not in seen:
                    seen.add(edits)
                    yield edits

    def _same(
        self, edits: Edits, readings: Readings, rows: pl.Series, wanted: pl.DataFrame
    ) -> dict[str, frozenset[int]] | None:
        """For each aspect the rows at which the old rulebook with some edits answers as the new one does."""
        if edits not in self._trials:
            rulebook = self._revision.applied(edits)
            self._trials[edits] = None if rulebook is None else ColumnarMatcher(rulebook)
        matcher = self._trials[edits]
        if matcher is None:
            return None
        book = only(readings.of(matcher.rulebook.vocabulary), rows)
        answers = matcher.outcomes(book.accounts, book.people, codes=self._codes, as_of=self._as_of)
        differs = differing(answers, wanted[rows], self._codes)
        return {aspect: frozenset(rows.filter(~differs[aspect]).to_list()) for aspect in ASPECTS}

    def _count(self, found: Sequence[Mapping[str, _Key]], examples: Sequence[Example]) -> None:
        for row, causes in enumerate(found):
            for aspect, key in causes.items():
                self._tallies.setdefault(key, _Tally()).aspects[aspect] += 1
            for key in dict.fromkeys(causes.values()):
                tally = self._tallies[key]
                tally.accounts += 1
                _include(tally.examples, examples[row])


def _places(pattern: int) -> Edits:
    """The places of the bits."""
    return frozenset(at for at in range(pattern.bit_length()) if pattern >> at & 1)


def _include(kept: list[Example], example: Example) -> None:
    """Keep the first few, and rather those whose first strategy changes."""
    if len(kept) < _EXAMPLES:
        kept.append(example)
    elif example.before != example.after:
        same = [at for at, each in enumerate(kept) if each.before == each.after]
        if same:
            kept[same[-1]] = example
    kept.sort(key=lambda each: each.before == each.after)


def _noticing(candidate: Candidate, yes: pl.Expr) -> pl.Expr:
    """Whether an edit can make a difference, as far as its own rule tells."""
    probes = [pl.col(name) for name in candidate.probes]
    if candidate.differ:
        return probes[0] != probes[1]
    if candidate.unless_given:
        return pl.col(f"given {candidate.unless_given}").is_null()
    return joined(probes, pl.Expr.__or__, empty=False) if probes else yes


def _key(sets: Iterable[Edits], least: bool) -> _Key:
    return tuple(sorted({tuple(sorted(edits)) for edits in sets}, key=lambda one: (len(one), one))), least


def _written(key: _Key, names: Sequence[str]) -> str:
    return " / ".join("+".join(names[edit] for edit in edits) for edits in key[0])
