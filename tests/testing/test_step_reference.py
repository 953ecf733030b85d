"""The step reference for sales ops: it shows every step in both languages, and every example in it is true."""

import re
from pathlib import Path

import pytest
from pytest_bdd.gherkin_parser import get_gherkin_document
from pytest_bdd.parser import FeatureParser

from stratagem.testing import steps
from stratagem.testing.sentences import STEPS, Step

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [text for language, text in BLOCK.findall(REFERENCE) if language == "gherkin"]
SENTENCES = [(step, sentence) for step in STEPS for sentence in step.sentences]
FEATURES = sorted(
    path
    for folder in ("features", "rules")
    for path in (ROOT / folder).rglob("*.feature")
    if "sales_ops" not in path.parts
)
"""Those that are told in the steps that ship."""


def said_in(feature: Path) -> list[tuple[str, str]]:
    """Keyword and text of every step of a feature file, with the examples of outlines filled in."""
    scenarios = FeatureParser(str(feature.parent), feature.name).parse().scenarios.values()
    return [
        (step.type, step.name)
        for scenario in scenarios
        for values in [values for table in scenario.examples for values in table.as_contexts()] or [{}]
        for step in scenario.render(values).steps
    ]


def matching(keyword: str, text: str) -> list[str]:
    return [sentence.name for step, sentence in SENTENCES if step.keyword == keyword and sentence.is_matching(text)]


@pytest.fixture
def examples(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"{at:02}.feature" for at in range(len(EXAMPLES))]
    for file, text in zip(files, EXAMPLES, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@pytest.mark.parametrize("step", STEPS, ids=[step.sentences[0].name for step in STEPS])
def test_the_reference_shows_every_step_in_both_languages(step: Step) -> None:
    english, chinese = step.sentences
    assert f"| `{english.name}` | `{chinese.name}` |" in REFERENCE


def test_the_reference_shows_no_sentence_that_is_gone() -> None:
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \|", REFERENCE, re.MULTILINE)
    known = {(english.name, chinese.name) for english, chinese in (step.sentences for step in STEPS)}
    assert [row for row in rows if row not in known] == []


def test_every_sentence_has_an_example(examples: list[Path]) -> None:
    said = [pair for example in examples for pair in said_in(example)]
    lacking = [
        sentence.name
        for step, sentence in SENTENCES
        if not any(keyword == step.keyword and sentence.is_matching(text) for keyword, text in said)
    ]
    assert lacking == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: str(feature.relative_to(ROOT)))
def test_a_step_means_one_thing_only(feature: Path) -> None:
    assert [(text, found) for keyword, text in said_in(feature) if len(found := matching(keyword, text)) != 1] == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: str(feature.relative_to(ROOT)))
def test_a_feature_is_in_the_language_of_its_folder(feature: Path) -> None:
    expected = "zh-CN" if feature.parent.name == "zh" else "en"
    assert expected == get_gherkin_document(str(feature)).feature.language


def test_every_example_of_the_reference_holds(pytester: pytest.Pytester) -> None:
    pytester.mkdir("features")
    for name in ("examples", "features/rulebooks"):
        (pytester.path / name).symlink_to(ROOT / name)
    pytester.makeconftest("from stratagem.testing.steps import *")
    pytester.makepyfile('from pytest_bdd import scenarios\nscenarios("told")')
    told = pytester.mkdir("told")
    for at, text in enumerate(EXAMPLES):
        (told / f"{at:02}.feature").write_text(text, encoding="utf-8")
    outcome = pytester.runpytest("-q")
    count = sum(len(FeatureParser(str(told), f"{at:02}.feature").parse().scenarios) for at in range(len(EXAMPLES)))
    outcome.assert_outcomes(passed=count)


BROKEN = """\
Feature: Visits
  Scenario: Who is away for weeks is not visited
    Given the rulebook in "rulebooks/visits"
    And the account "Corner Bakery"
    And the fact "travel" is "long"
    When advice is asked for
    Then "visit" is recommended
"""


def test_the_broken_promise_of_the_reference_is_told_as_it_says(pytester: pytest.Pytester) -> None:
    (pytester.path / "rulebooks").symlink_to(ROOT / "features" / "rulebooks")
    pytester.makeconftest("from stratagem.testing.steps import *")
    pytester.makepyfile('from pytest_bdd import scenarios\nscenarios("bakery.feature")')
    (pytester.path / "bakery.feature").write_text(BROKEN, encoding="utf-8")
    outcome = pytester.runpytest("-q")
    outcome.assert_outcomes(failed=1)
    [promised] = [text for language, text in BLOCK.findall(REFERENCE) if language == "text"]
    assert promised in outcome.stdout.str().replace(f"{pytester.path}/", "")
    assert "Traceback" not in outcome.stdout.str()


def test_the_reference_names_the_fixtures_that_may_be_overridden() -> None:
    assert all(f"def {name}(" in REFERENCE for name in ("rulebook", "matcher"))
    assert all(hasattr(steps, name) for name in ("rulebook", "matcher", "story"))
