"""The plugin that pytest loads: makes every worded sentence a step, and gives each scenario a story to begin with.

    from stratagem.testing.steps import *

in the `conftest.py` beside your features; or, in the top-level `conftest.py` only, `pytest_plugins =
["stratagem.testing.steps"]`; or `pytest -p stratagem.testing.steps`. Three fixtures may be overridden there:

- `rulebook`: the rulebook of features that name none, looked for from the feature upwards; None for the built-in one;
- `matcher`: "reference", "live" or "columnar"; a suite may parametrise it, with `autouse=True`, to run each scenario
  with all of them;
- `story`: the story as it begins, with the date or account that all your features share.

This module knows pytest. It does not know what any step means.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pytest_bdd import given, then, when
from pytest_bdd.parser import Feature, Scenario
from pytest_bdd.parser import Step as StepSaid

from stratagem.advisor import Advisor, MatcherName
from stratagem.diagnostics import StratagemError
from stratagem.testing.scenarios import MODULES, titles_used_twice
from stratagem.testing.sentences import STEPS
from stratagem.testing.story import Story
from stratagem.testing.unmet import Unmet

_FEATURE = pytest.StashKey[Feature]()


@pytest.fixture
def matcher() -> MatcherName:
    """Which matcher decides."""
    return "reference"


@pytest.fixture
def rulebook() -> Path | str | None:
    """The rulebook of features that do not name one; None for the built-in key-account rulebook."""
    return None


@pytest.fixture(scope="session")
def load() -> Callable[[Path | None, MatcherName], Advisor]:
    """Gives the advisor of a rulebook and a matcher, each read once in a session."""
    loaded: dict[tuple[Path | None, MatcherName], Advisor] = {}

    def advisor(path: Path | None, matcher: MatcherName) -> Advisor:
        key = (path and path.resolve(), matcher)
        if key not in loaded:
            loaded[key] = Advisor.load(path, matcher=matcher)
        return loaded[key]

    return advisor


@pytest.fixture
def story(
    request: pytest.FixtureRequest,
    load: Callable[[Path | None, MatcherName], Advisor],
    matcher: MatcherName,
    rulebook: Path | str | None,
) -> Story:
    """The story as a scenario begins: nothing is known yet."""
    feature = request.node.stash.get(_FEATURE, None)
    begun = Story(
        load=load,
        matcher=matcher,
        folder=(request.path if feature is None else Path(feature.filename)).parent,
        root=request.config.rootpath,
        spoken="en" if feature is None else feature.language.partition("-")[0],
    )
    return begun if rulebook is None else replace(begun, rulebook=begun.found(str(rulebook)))


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature) -> None:
    """Remember the feature: its language is spoken, and files are looked for from where it stands."""
    request.node.stash[_FEATURE] = feature
    if twice := _titles_used_twice(feature.filename):
        # pytest-bdd keeps scenarios by title: of two that share one, the first would never run, and nobody would know.
        message = f'{feature.filename}: several scenarios are called "{twice[0]}", and only the last of them would run'
        raise pytest.fail.Exception(f"{message}\nhelp: give each scenario a title of its own", pytrace=False)


def pytest_bdd_step_error(feature: Feature, scenario: Scenario, step: StepSaid, exception: Exception) -> None:
    """Tell a broken promise as the author of the feature would: the step and what came instead, without Python."""
    if isinstance(exception, Unmet | StratagemError):
        where = f"{feature.filename}:{step.line_number}: {scenario.name}"
        lang = feature.language.partition("-")[0]
        told = exception.told(lang) if isinstance(exception, Unmet) else exception.render(lang)
        raise pytest.fail.Exception(f"{where}\n  {step.keyword} {step.name}\n\n{told}", pytrace=False) from None


_titles_used_twice = cache(titles_used_twice)

_REGISTER = {"given": given, "when": when, "then": then}

assert MODULES, "importing them has worded every step"
for _step in STEPS:
    for _sentence in _step.sentences:
        # pytest-bdd puts the step among the names of the module that registers it: this one, for `import *` to hand on.
        _REGISTER[_step.keyword](_sentence, target_fixture="story" if _step.goes_on else None)(_step.function)
