"""Mutants × suite → which of them nobody noticed: the holes through which a wrong rulebook could pass its tests.

A mutant is tried against those cases and scenarios alone whose outcome can depend on it: where its rule fires, or would
fire after the slip. Everything else is as it was, because a rule's own firing never changes what it is asked about.
This module has no clock: whoever is in a hurry hands in `out_of_time`.
"""

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from stratagem.advisor import Advisor
from stratagem.analysis.mutating.mutants import Mutant, MutantKind, mutants_of, mutated
from stratagem.analysis.mutating.proofs import proofs_of
from stratagem.authoring.cases import Case
from stratagem.condition import Situation
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.people import ranked, selected
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import Profile
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.cases import Promises
from stratagem.testing.suite import Library, Only, SuiteRun, Tried, read_suite, run_suite


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant."""

    mutant: Mutant
    noticed_by: str | None
    """The first case or scenario that failed; None when all of them held."""
    equivalent: bool = False
    """Proved: no account can tell it from the original, so nobody could have noticed."""


@dataclass(frozen=True)
class MutationReport:
    """What became of every mutant that was tried, in the order of the rules."""

    rulebook: Rulebook
    verdicts: tuple[Verdict, ...]
    untried: tuple[str, ...] = ()
    """Rules for whose mutants the time did not suffice."""
    proved: bool = True
    """Whether there was a solver to prove that a mutant makes no difference; without one it counts as unnoticed."""

    @cached_property
    def unnoticed(self) -> tuple[Verdict, ...]:
        """Mutants that every case and scenario let pass, and that some account could tell from the original."""
        return tuple(each for each in self.verdicts if each.noticed_by is None and not each.equivalent)

    @cached_property
    def noticed(self) -> tuple[Verdict, ...]:
        """Mutants that some case or scenario noticed."""
        return tuple(each for each in self.verdicts if each.noticed_by is not None)

    @property
    def counted(self) -> int:
        """How many mutants count: those that could have been noticed."""
        return len(self.noticed) + len(self.unnoticed)

    @property
    def score(self) -> float:
        """The share of them that was noticed, in percent; 100 when there are none."""
        return 100.0 * len(self.noticed) / self.counted if self.counted else 100.0

    def by_kind(self) -> dict[MutantKind, tuple[int, int]]:
        """Kind → how many were noticed, of how many that count."""
        kinds: dict[MutantKind, tuple[int, int]] = {}
        for each in self.verdicts:
            if not each.equivalent:
                noticed, there = kinds.get(each.mutant.kind, (0, 0))
                kinds[each.mutant.kind] = noticed + (each.noticed_by is not None), there + 1
        return {kind: kinds[kind] for kind in MutantKind if kind in kinds}


def mutate(
    run: SuiteRun,
    *,
    rules: Collection[str] | None = None,
    jobs: int = 1,
    out_of_time: Callable[[], bool] | None = None,
    told: Callable[[int, int], None] | None = None,
) -> MutationReport:
    """Try every mutant of these rules, by default of all that the suite is there for, against the suite.

    `run` must have no failures: a test that fails already notices nothing (`ValueError`). With `jobs` above 1, that
    many processes read the suite's folder anew and share the rules among them. `out_of_time` is asked between two
    rules; `told` hears how many of the rules are done. The report does not depend on `jobs`.
    """
    if run.failures:
        raise ValueError("mutants can be tried only where every case and scenario holds")
    rulebook, own = run.suite.rulebook, run.suite.own_rules
    wanted = [rule.id for rule in rulebook.rules if (rule.id in own if rules is None else rule.id in rules)]
    verdicts: list[Verdict] = []
    done = 0
    tried = _shared(run, wanted, jobs) if jobs > 1 else _alone(run, wanted)
    while done < len(wanted) and not (out_of_time and out_of_time()):
        verdicts += next(tried)
        done += 1
        if told:
            told(done, len(wanted))
    tried.close()
    return MutationReport(rulebook, tuple(verdicts), tuple(wanted[done:]), proofs_of(rulebook) is not None)


def _alone(run: SuiteRun, rules: Sequence[str]) -> Generator[list[Verdict]]:
    trial = Trial(run)
    yield from (trial.of_rule(id_) for id_ in rules)


@dataclass(frozen=True)
class _Asked:
    """A case or scenario with what was decided about each account that it asked about."""

    tried: Tried
    settled: tuple[Settled, ...]
    shown: tuple[object, ...]


class Trial:
    """A suite, ready to try the mutants of its rulebook."""

    def __init__(self, run: SuiteRun) -> None:
        """Settle every account once."""
        self._suite = run.suite
        self._rulebook = run.suite.rulebook
        self._proofs = proofs_of(self._rulebook)
        self._library = Library(self._suite.path, lambda: Advisor(self._rulebook))
        matcher = ReferenceMatcher(self._rulebook)
        self._asked: list[_Asked] = []
        for each in run.tried:
            settled = tuple(settle(self._rulebook, profile, matcher) for profile in each.profiles)
            self._asked.append(_Asked(each, settled, tuple(_shown(self._rulebook, every) for every in settled)))

    def of_rule(self, id_: str) -> list[Verdict]:
        """What becomes of the mutants of one rule, in their order."""
        rule = self._rulebook.rule[id_]
        fires = [[_fires(rule, settled) for settled in asked.settled] for asked in self._asked]
        proofs = self._proofs
        mutants = list(mutants_of(self._rulebook, [id_], proofs.never_meet if proofs else None))
        noticed = [self._noticed_by(mutant, fires) for mutant in mutants]
        passed = [mutant for mutant, by in zip(mutants, noticed, strict=True) if by is None]
        equal = {id(passed[at]) for at in proofs.equivalent(passed)} if proofs else set()
        return [Verdict(mutant, by, id(mutant) in equal) for mutant, by in zip(mutants, noticed, strict=True)]

    def _noticed_by(self, mutant: Mutant, fires: Sequence[Sequence[bool]]) -> str | None:
        """The first test that fails, those of the rule itself before the others."""
        book = _Book(mutated(self._rulebook, mutant), self._suite.path, self._library)
        own = [asked.tried for asked in self._asked if _is_about(asked.tried, mutant.rule)]
        others = (
            asked.tried
            for asked, before in zip(self._asked, fires, strict=True)
            if not _is_about(asked.tried, mutant.rule) and self._differs(mutant, book, asked, before)
        )
        return next((_name(each) for tests in (own, others) for each in tests if not book.keeps(each)), None)

    def _differs(self, mutant: Mutant, book: "_Book", asked: _Asked, before: Sequence[bool]) -> bool:
        """Whether the mutant changes what is shown of an account that a test asks about."""
        for settled, fired, shown in zip(asked.settled, before, asked.shown, strict=True):
            touched = fired is not _fires(mutant.changed, settled) if mutant.changes_when else fired
            if touched and book.shown(settled.profile) != shown:
                return True
        return False


@dataclass(frozen=True)
class _Book:
    """One mutant of a rulebook, ready to be asked whether it keeps promises."""

    rulebook: Rulebook
    path: Path
    others: Library
    _made: list[Advisor] = field(default_factory=list)

    def keeps(self, tried: Tried) -> bool:
        """Whether a case or scenario holds."""
        if isinstance(tried.test, Case):
            return self._promises.keeps(tried.test, tried.profiles[0])
        from stratagem.testing.scenarios import run

        library = Library(self.path, self._advisor, self.others.others)
        return run(tried.test, library, self.path) is None

    def shown(self, profile: Profile) -> object:
        """What this rulebook would show of an account."""
        return _shown(self.rulebook, settle(self.rulebook, profile, self._matcher))

    @cached_property
    def _matcher(self) -> ReferenceMatcher:
        return ReferenceMatcher(self.rulebook)

    def _advisor(self) -> Advisor:
        """Made when the first scenario asks: most mutants are noticed by a case before."""
        if not self._made:
            self._made.append(Advisor(self.rulebook))
        return self._made[0]

    @cached_property
    def _promises(self) -> Promises:
        return Promises(self.rulebook)


def _fires(rule: Rule, settled: Settled) -> bool:
    """Whether the condition is true and the rule in force. Asked of a situation of its own, which remembers nothing."""
    there = settled.situation
    fresh = Situation(there.facts, there.people, there.as_of)
    return rule.in_force(there.as_of) is True and rule.when.truth(fresh) is True


def _shown(rulebook: Rulebook, settled: Settled) -> object:
    """Everything about a decision that advice can show, short of its wording, which no mutant touches."""
    recommended, others = arbitrate(rulebook, settled.fired)
    people = ranked(rulebook, settled.profile)
    by_priority = sorted(settled.fired, key=lambda rule: -rule.priority)
    return (
        [
            (
                verdict.strategy,
                [(rule.id, rule.priority) for rule in verdict.speakers],
                [(each.rule.id, each.rule.priority, each.status) for each in verdict.cautions],
                selected(people, verdict.speakers[0].see),
                selected(people, verdict.speakers[0].through),
                bool(verdict.speakers[0].see),
            )
            for verdict in recommended
        ],
        [
            (verdict.strategy, each.rule.id, each.rule.priority, each.status, [rule.id for rule in verdict.speakers])
            for verdict in others
            if (each := verdict.deciding)
        ],
        [
            (
                rule.id,
                rule.priority,
                rule.warn,
                rule.ask,
                selected(people, rule.see) if rule.ask else (),
                rule.emphasise,
            )
            for rule in by_priority
            if rule.warn or rule.ask or rule.emphasise
        ],
        {fact: (value, rule.id) for fact, (value, rule) in settled.concluded.items()},
        settled.defaulted,
        [(each.fact, each.concluded, each.rule.id) for each in settled.disagreements],
    )


def _is_about(tried: Tried, rule: Rule) -> bool:
    return isinstance(tried.test, Case) and tried.test.rule == rule.id


def _name(tried: Tried) -> str:
    return tried.test.sentence if isinstance(tried.test, Case) else tried.test.name


# ── Several processes ────────────────────────────────────────────────────────────────────────────────────────────────

_trial: Trial | None = None
"""In a process that shares the work: the suite as this process has read it."""


def _begin(path: Path, only: Only | None) -> None:
    global _trial
    _trial = Trial(run_suite(read_suite(path, only=only)[0]))


def _of_rule(id_: str) -> list[Verdict]:
    assert _trial is not None, "the process has begun"
    return _trial.of_rule(id_)


def _shared(run: SuiteRun, rules: Sequence[str], jobs: int) -> Generator[list[Verdict]]:
    """The verdicts on each rule, in order, worked out by several processes."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (run.suite.path, run.suite.only)) as pool:
        futures = [pool.submit(_of_rule, id_) for id_ in rules]
        try:
            for future in futures:
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
