"""Matches one live account with durable_rules: clauses become its rules, cells its facts. The only importer of durable.

durable_rules has sharp edges, and this module keeps to the subset in which it was found to be right (see
`tests/matching/test_live_traps.py`): one small message for each fact, asserted one at a time and never retracted;
positive patterns only; actions that only collect; no background threads; one account at a time behind a lock; its state
deleted when it is done. Only small whole numbers enter the C core, never what somebody wrote.
"""

import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any

import durable.engine

from stratagem.condition import Situation
from stratagem.matching.cells import CellSet
from stratagem.matching.clauses import NO, OPENED, YES, Clause, Translation, translate
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value

# What a ruleset of durable_rules can hold, each with a margin. Beyond them it does not always say so: 257 patterns that
# ask the same write past the end of a list, and the 512th dimension hangs the process.
_MOST_RULES = 4_000  # of 4,096: error 106
_MOST_DIMENSIONS = 500  # of 511: endless loop
_MOST_ASKING_THE_SAME = 250  # of 256: error 108, or memory overwritten
_MOST_SETS_AT_ONCE = 60  # of 64 alpha nodes on a stack: error 303
_MOST_SINGLE_CELLS = 400  # of 511, together with the sets above: endless loop

_Message = dict[str, int | str]


class LiveMatcherError(RuntimeError):
    """durable_rules reported a failure; the account at hand has no result, others are not affected."""


class LiveMatcher:
    """A rulebook as rulesets of durable_rules: one, unless it is so large that one cannot hold it.

    Safe to share between threads: one account at a time. `close` gives back what the rulesets hold, and so does the end
    of the matcher: durable_rules' `delete_ruleset` frees a ruleset's nodes, strings and state pool (read in rete.c; 200
    rounds of loading and closing 100 rules keep the process level, where it otherwise grows by 1.6 MB a round). It does
    not free what an open account holds, hence no account is left open.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Translate the rulebook once. Cost: some milliseconds for a hundred rules."""
        self._translation = translate(rulebook)
        self._shelves = _shelves(self._translation.clauses)
        self._core = _Core(self._shelves)
        self._release = weakref.finalize(self, self._core.release)
        self._release.atexit = False  # a daemon thread may still be matching
        self._lock = Lock()
        self._messages: dict[tuple[int, int], tuple[tuple[str, _Message], ...]] = {}

    @contextmanager
    def match(self, profile: Profile) -> "Iterator[LiveMatching]":
        """Begin with one account. Whoever comes next waits until the context is left, the same thread included."""
        with self._lock:
            if not self._release.alive:
                raise LiveMatcherError("this matcher has been closed")
            self._core.begin()
            matching = LiveMatching(self._translation, profile, self._say)
            try:
                matching.open()
                yield matching
            finally:
                matching.leave()
                self._core.end()

    def close(self) -> None:
        """Give back the memory of the rulesets; the matcher cannot be used any more. Closing twice is harmless."""
        with self._lock:
            self._release()

    def __enter__(self) -> "LiveMatcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _say(self, dimension: int, cell: int) -> list[int]:
        """Say where a dimension lies, to each ruleset that asks; the numbers of the clauses that this completes."""
        key = dimension, cell
        if key not in self._messages:
            told = ((shelf.name, shelf.message(dimension, cell)) for shelf in self._shelves)
            self._messages[key] = tuple((name, message) for name, message in told if message is not None)
        return [clause for name, message in self._messages[key] for clause in self._core.tell(name, message)]


class LiveMatching:
    """One account being matched."""

    def __init__(self, translation: Translation, profile: Profile, say: Callable[[int, int], list[int]]) -> None:
        """Nothing is known before the first facts are settled."""
        self._translation = translation
        self._profile = profile
        self._say = say
        self._known: set[str] = set()
        self._so: set[int] = set()
        self._fired: set[int] = set()

    def open(self) -> None:
        """Say first what every ruleset matches: a state in which nothing has matched cannot be deleted safely."""
        self._tell(OPENED, NO)

    def leave(self) -> None:
        """Say nothing more: the rulesets now speak of another account."""

        def refuse(*_: int) -> list[int]:
            raise LiveMatcherError("the context of this account has been left")

        self._say = refuse

    def fired(self, stratum: int, settled: Mapping[str, Value]) -> list[Rule]:
        """The rules of a stratum whose condition is true; one that fired early waits here for its stratum."""
        translation, profile = self._translation, self._profile
        if stratum == 0 and profile.people is not None:
            situation = Situation({}, profile.people, profile.as_of)
            for quantifier, dimension in translation.asked:
                truth = quantifier.truth(situation)
                if truth is not None:
                    self._tell(dimension, YES if truth else NO)
        for fact, value in settled.items():
            self._known.add(fact)
            for dimension, cell in translation.cells(fact, value, profile.as_of):
                self._tell(dimension, cell)
        for fact, dimension in translation.knownness[stratum]:
            if fact not in self._known:
                self._tell(dimension, NO)
        return [rule for number, rule in translation.strata[stratum] if number in self._fired]

    def _tell(self, dimension: int, cell: int) -> None:
        """Say where a dimension lies, and then what this proves: here, not inside the action, which must not assert."""
        news = [(dimension, cell)]
        for dimension, cell in news:
            for clause in self._say(dimension, cell):
                proof = self._translation.clauses[clause][1]
                self._fired.update(proof.rules)
                news += ((part, YES) for part in proof.parts if part not in self._so)
                self._so.update(proof.parts)


class _Shelf:
    """What one ruleset holds: clauses, and for each dimension the distinct sets of cells that they ask for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._clauses: list[tuple[int, Clause]] = []
        self._sets: dict[int, dict[CellSet, int]] = {}
        self._asking: Counter[tuple[int, CellSet]] = Counter()

    def add(self, number: int, clause: Clause) -> bool:
        """Take a clause, or refuse it because the ruleset is full."""
        sets = self._sets
        if len(self._clauses) >= _MOST_RULES or len(sets) + len(clause) > _MOST_DIMENSIONS:
            return False
        for dimension, cells in clause:
            if self._asking[dimension, cells] >= _MOST_ASKING_THE_SAME:
                return False
            known = sets.get(dimension, {})
            if cells not in known:
                single = cells.bit_count() == 1
                alike = sum((each.bit_count() == 1) is single for each in known)
                if alike >= (_MOST_SINGLE_CELLS if single else _MOST_SETS_AT_ONCE - 1):
                    return False
        for dimension, cells in clause:
            known = sets.setdefault(dimension, {})
            known.setdefault(cells, len(known))
            self._asking[dimension, cells] += 1
        self._clauses.append((number, clause))
        return True

    def rules(self, action: Callable[[int], Callable[[object], None]]) -> dict[str, object]:
        """The ruleset as durable_rules takes it."""
        return {
            f"r{number}": {
                "all": [
                    {f"c{at}": {"$and": [{"n": dimension}, {f"p{self._sets[dimension][cells]}": 1}]}}
                    for at, (dimension, cells) in enumerate(clause)
                ],
                "run": action(number),
            }
            for number, clause in self._clauses
        }

    def message(self, dimension: int, cell: int) -> _Message | None:
        """The fact that a dimension lies in a cell: the number of each set that holds the cell. None when none does."""
        within = [at for cells, at in self._sets.get(dimension, {}).items() if cells >> cell & 1]
        if not within:
            return None
        # With an id of our own: two facts whose ids durable_rules makes up can collide, and the second is lost.
        return {"id": str(dimension), "n": dimension, **{f"p{at}": 1 for at in within}}

    @property
    def dimensions(self) -> Iterator[int]:
        """The dimensions that its clauses ask about."""
        return iter(self._sets)


def _shelves(clauses: Sequence[tuple[Clause, object]]) -> tuple[_Shelf, ...]:
    """Put clauses on as few shelves as hold them; the first clause, which always holds, on each."""
    shelves: list[_Shelf] = []
    for number, (clause, _) in enumerate(clauses):
        if not shelves or not shelves[-1].add(number, clause):
            shelves.append(_Shelf(f"s{len(shelves)}"))
            for each in dict.fromkeys((0, number)):
                added = shelves[-1].add(each, clauses[each][0])
                assert added, "an empty shelf holds any clause"
    return tuple(shelves)


# ── The boundary: durable_rules has no types ─────────────────────────────────────────────────────────────────────────


class _Host(durable.engine.Host):  # type: ignore[misc]
    """A host without the two threads that poll the C core for timers: with them, rules fired wrongly."""

    def _run(self) -> None:
        """Start nothing."""


_FAILURES = (
    durable.engine.MessageNotHandledException,
    durable.engine.MessageObservedException,
    durable.engine.durable_rules_engine.error,
)
"""Only what a pattern matches is asserted, and only once: not to be handled, or to be known, is a failure too."""


class _Core:
    """Everything that is asked of durable_rules; the state of one account at a time."""

    def __init__(self, shelves: Sequence[_Shelf]) -> None:
        """Load one ruleset for each shelf."""
        self._host: Any = _Host()
        self._fired: list[int] = []
        for shelf in shelves:
            self._host.set_rulesets({shelf.name: shelf.rules(self._action)})
        self._handles = [self._host.get_ruleset(shelf.name)._handle for shelf in shelves]
        self._taken = frozenset(_hash(str(dimension)) for shelf in shelves for dimension in shelf.dimensions)
        self._numbers = count()
        self._sid = ""
        self._open: list[str] = []

    def begin(self) -> None:
        """Turn to another account, under a name that was not used before."""
        # durable_rules keeps a fact of its own in each state, and would take it for one of ours with the same hash.
        self._sid = next(sid for sid in map(str, self._numbers) if _hash(f"sid-{sid}") not in self._taken)

    def tell(self, name: str, message: _Message) -> list[int]:
        """Assert one fact; the numbers of the rules that it fires. Every exception means that a fact was lost."""
        self._fired.clear()
        try:
            state = self._host.assert_fact(name, {"sid": self._sid, **message})
        except _FAILURES as error:
            raise LiveMatcherError(f"durable_rules refused {message}: {error!r}") from error
        if name not in self._open:
            self._open.append(name)
        if state is not None and state.get("exception"):
            raise LiveMatcherError(state["exception"])
        return self._fired.copy()

    def end(self) -> None:
        """Delete what was said of the account."""
        while self._open:
            self._host.delete_state(self._open.pop(), self._sid)

    def release(self) -> None:
        """Free the rulesets."""
        while self._handles:
            durable.engine.durable_rules_engine.delete_ruleset(self._handles.pop())

    def _action(self, number: int) -> Callable[[object], None]:
        fired = self._fired

        def collect(_: object) -> None:  # exactly one parameter: with two it would be taken for asynchronous
            fired.append(number)

        return collect


def _hash(name: str) -> int:
    """FNV-1a, 32 bits: the only thing by which durable_rules tells ids and names of properties apart."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value
