"""A rulebook's folder → everything that its authors promise of it: cases and features, found, read and run.

Cases stand in `*.cases.yaml`, features in `*.feature`, both anywhere below the folder; a folder `features` beside it
counts too. This module knows where promises are kept and what came of each. It does not know how they are checked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from stratagem.advisor import Advisor, MatcherName, built_in
from stratagem.authoring import read_rulebook
from stratagem.authoring.cases import Case, read_cases
from stratagem.authoring.files import CASES
from stratagem.diagnostics import Diagnostic, RulebookError
from stratagem.matching.profile import Profile, profile_of
from stratagem.rulebook import Rulebook
from stratagem.testing.cases import Promises, place_of
from stratagem.testing.failures import Failure

if TYPE_CHECKING:
    from stratagem.testing.scenarios import Broken, Scenario

FEATURE = ".feature"
Only = Literal["cases", "features"]


@dataclass(frozen=True)
class Suite:
    """One rulebook and all that is promised of it."""

    path: Path
    rulebook: Rulebook
    cases: "tuple[tuple[Case, Profile], ...]"
    """Each with its account, summed up."""
    scenarios: "tuple[Scenario, ...]"
    files: tuple[Path, ...]
    """The files that hold cases and features."""
    only: Only | None = None
    """What was read of it, when not everything was."""

    @property
    def empty(self) -> bool:
        """Whether nothing is promised at all."""
        return not self.files

    @cached_property
    def own_rules(self) -> frozenset[str]:
        """The rules that are written in this folder, not in a rulebook that it extends; all, if nobody knows where."""
        root = self.path.resolve()
        within = {
            rule.id
            for rule in self.rulebook.rules
            if rule.span is None or Path(rule.span.source.name).resolve().is_relative_to(root)
        }
        return frozenset(within or self.rulebook.rule)


@dataclass(frozen=True)
class Tried:
    """One case or scenario that was run: the accounts on which it asked for advice, and what was wrong."""

    test: "Case | Scenario"
    profiles: tuple[Profile, ...]
    failure: Failure | None


@dataclass(frozen=True)
class SuiteRun:
    """What came of every case and scenario, in order; skipped scenarios are not among them."""

    suite: Suite
    tried: tuple[Tried, ...]
    skipped: "tuple[Scenario, ...]" = ()

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """What does not hold, in order."""
        return tuple(each.failure for each in self.tried if each.failure is not None)

    @property
    def cases(self) -> tuple[Tried, ...]:
        """The cases among them."""
        return tuple(each for each in self.tried if isinstance(each.test, Case))

    @property
    def scenarios(self) -> tuple[Tried, ...]:
        """The scenarios among them."""
        return tuple(each for each in self.tried if not isinstance(each.test, Case))


def read_suite(path: Path | None = None, *, only: Only | None = None) -> tuple[Suite, tuple[Diagnostic, ...]]:
    """A rulebook (a folder or a file, by default the built-in one), its cases and features, and every fault in them.

    Raises `RulebookError` when the rulebook cannot be read, and `ModuleNotFoundError` when there are features and
    pytest-bdd, of the extra `stratagem[test]`, is not installed; `only="cases"` does not need it.
    """
    root = built_in("key_account") if path is None else path
    rulebook, diagnostics = read_rulebook(root)
    if rulebook is None:
        raise RulebookError(diagnostics)
    advisor = Advisor(rulebook)
    faults: list[Diagnostic] = []
    cases: list[tuple[Case, Profile]] = []
    scenarios: list[Scenario] = []
    of_cases = [] if only == "features" else list(_files(root, CASES))
    of_features = [] if only == "cases" else list(_files(root, FEATURE))
    for file in of_cases:
        read, found = read_cases(file, rulebook)
        faults += found
        cases += [(each, profile_of(advisor.read_account(each.given), rulebook, each.as_of)) for each in read]
    if of_features:
        from stratagem.testing.scenarios import read_feature

        for file in of_features:
            told, found = read_feature(file, root if root.is_dir() and file.is_relative_to(root) else file.parent)
            faults += found
            scenarios += told
    return Suite(root, rulebook, tuple(cases), tuple(scenarios), (*of_cases, *of_features), only), tuple(faults)


def _files(root: Path, ending: str) -> Iterator[Path]:
    """The files below a rulebook's folder, then those in a folder `features` beside it; hidden ones are passed over."""
    if root.is_dir():
        yield from _visible(root, f"*{ending}")
        beside = (root.parent if root.name not in ("", "..") else root / "..") / "features"
        if ending == FEATURE and beside.is_dir() and not beside.resolve().is_relative_to(root.resolve()):
            yield from _visible(beside, f"*{ending}")
    else:
        yield from _visible(root.parent, f"{root.stem}*{ending}")


def _visible(folder: Path, pattern: str) -> list[Path]:
    found = folder.rglob(pattern)
    return sorted(
        file
        for file in found
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


@dataclass(frozen=True)
class Library:
    """Gives each scenario the advisor of the rulebook that it names: the one under test, or another, read once."""

    path: Path
    advisor: Callable[[], Advisor]
    """The one under test."""
    others: dict[Path, Advisor] = field(default_factory=dict)
    """Those that were read, by where they stand."""

    def __call__(self, path: Path | None, matcher: MatcherName) -> Advisor:
        """The advisor of a rulebook; None for the built-in one."""
        if path == self.path:
            return self.advisor()
        wanted = (built_in("key_account") if path is None else path).resolve()
        if wanted == self.path.resolve():
            return self.advisor()
        if wanted not in self.others:
            self.others[wanted] = Advisor.load(wanted)
        return self.others[wanted]


def run_suite(suite: Suite, *, lang: str | None = None, told: Callable[[], None] | None = None) -> SuiteRun:
    """Run every case, then every scenario. Failures are told in `lang`, by default the rulebook's first language.

    `told` is called after each of them.
    """
    tried = [*_cases(suite, lang, told), *_scenarios(suite, lang, told)]
    return SuiteRun(suite, tuple(tried), tuple(each for each in suite.scenarios if each.skipped))


def _cases(suite: Suite, lang: str | None, told: Callable[[], None] | None) -> Iterator[Tried]:
    promises = Promises(suite.rulebook)
    for case, profile in suite.cases:
        yield Tried(case, (profile,), promises.failure(case, profile, lang))
        if told:
            told()


def _scenarios(suite: Suite, lang: str | None, told: Callable[[], None] | None) -> Iterator[Tried]:
    if not suite.scenarios:
        return
    from stratagem.testing.scenarios import Listener, run

    listener = Listener(suite.rulebook)
    library = Library(suite.path, lambda: listener)
    for scenario in suite.scenarios:
        if scenario.skipped:
            continue
        listener.asked = []
        broken = run(scenario, library, suite.path)
        profiles = tuple(profile_of(account, suite.rulebook, as_of) for account, as_of in listener.asked)
        yield Tried(scenario, profiles, None if broken is None else _failure(suite, broken, lang))
        if told:
            told()


def _failure(suite: Suite, broken: "Broken", lang: str | None) -> Failure:
    told_in = lang or broken.scenario.language.partition("-")[0]
    step = (broken.step,) if broken.step else ()
    return Failure(
        place=f"{broken.scenario.file}:{broken.line}",
        name=broken.scenario.name,
        lines=(*step, broken.told(told_in)),
        rules=tuple((rule, place_of(suite.rulebook, rule)) for rule in dict.fromkeys(broken.rules)),
        lang=told_in,
    )
