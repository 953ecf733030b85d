"""Feature files → scenarios whose steps are bound to what they do, and the running of one, without pytest.

pytest-bdd reads the files; the steps are those that `steps` registers with it. Running them here needs no conftest and
no configuration, loads nothing that stands beside the features, and lets one scenario run again and again, against
another rulebook each time. This module needs the extra `stratagem[test]`. It does not know where features are kept.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from inspect import signature
from pathlib import Path

from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.gherkin_parser import get_gherkin_document
from pytest_bdd.parser import Feature, FeatureParser
from pytest_bdd.parser import Scenario as Rendered
from pytest_bdd.parser import Step as Written

from stratagem.account import Account
from stratagem.advice import Advice
from stratagem.advisor import Advisor, MatcherName
from stratagem.diagnostics import Diagnostic, Span, StratagemError
from stratagem.documents import read_text
from stratagem.testing import inquiries, outcome, remarks, situation
from stratagem.testing.failures import Telling, later, say, word
from stratagem.testing.sentences import STEPS, Sentence, Step
from stratagem.testing.story import Story
from stratagem.testing.unmet import Unmet

MODULES = (situation, outcome, remarks, inquiries)
"""Importing them words every step."""

Load = Callable[[Path | None, MatcherName], Advisor]
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|「[^」]*」')


@dataclass(frozen=True)
class Bound:
    """One step as it was written, and what it does."""

    text: str
    """With its keyword: `Then the first strategy is "visit"`."""
    line: int
    functions: tuple[Callable[..., object], ...]
    """Exactly one, unless the library has no such step, or several."""
    arguments: Mapping[str, object]
    goes_on: bool
    demands: bool
    """A `Then`: it says what must come of it."""
    near: str = ""
    """What was probably meant, when the library has no such step."""

    def done(self, story: Story) -> Story:
        """The story after this step. Raises `Unmet` when what it demands is not so, or when there is no such step."""
        if not self.functions:
            raise Unmet("no such step", near=later("near step", near=self.near) if self.near else _all_steps)
        came = self.functions[0](story, **self.arguments)
        return came if self.goes_on and isinstance(came, Story) else story


def _all_steps(lang: str) -> str:
    return say(lang, "all steps")


@dataclass(frozen=True)
class Scenario:
    """One scenario, or one row of an outline's examples."""

    name: str
    file: str
    """As it was found, for a person to open."""
    line: int
    language: str
    steps: tuple[Bound, ...]
    root: Path
    """Where the search for the files that it names ends."""
    twice: bool = False
    """Another scenario of its feature has the same title, which pytest would run only once."""
    skipped: bool = False
    """Tagged `@skip`."""


@dataclass(frozen=True)
class Broken:
    """Where a scenario failed, and why: to be told in a language."""

    scenario: Scenario
    line: int
    step: str
    told: Telling
    rules: tuple[str, ...] = ()


def read_feature(path: Path, root: Path) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """Every scenario of one feature file, in order; or why it is none."""
    source, faults = read_text(path)
    if source is None:
        return (), faults
    if not source.text.strip():
        return (), (Diagnostic("empty-file", str(path)),)
    try:
        feature = FeatureParser(str(path.parent), path.name).parse()
        twice = titles_used_twice(feature.filename)
    except GherkinParseError as error:
        place = Span(source, error.line, 1, max(len(source.line(error.line)), 1))
        return (), (Diagnostic("bad-feature", place),)
    except KeyError:  # comments alone: pytest-bdd expects a feature
        return (), (Diagnostic("bad-feature", Span(source, 1, 1)),)
    return tuple(_scenarios(feature, path, root, twice)), ()


def run(scenario: Scenario, load: Load, rulebook: Path) -> Broken | None:
    """Play a scenario through with the rulebook it is about unless it names another; None when all of it holds."""
    if scenario.twice:
        return Broken(scenario, scenario.line, "", later("titles twice", title=scenario.name))
    if all(step.functions and not step.demands for step in scenario.steps):
        return Broken(scenario, scenario.line, "", word("no promise"))
    story = Story(
        load=load,
        matcher="reference",
        folder=Path(scenario.file).resolve().parent,
        root=scenario.root.resolve(),
        rulebook=rulebook,
        spoken=scenario.language.partition("-")[0],
    )
    for step in scenario.steps:
        try:
            story = step.done(story)
        except Unmet as unmet:
            return Broken(scenario, step.line, step.text, unmet.told, unmet.rules)
        except StratagemError as error:
            return Broken(scenario, step.line, step.text, error.render)
        except (OSError, UnicodeError) as error:
            return Broken(scenario, step.line, step.text, _verbatim(str(error)))
    return None


class Listener(Advisor):
    """An advisor that remembers what it was asked about; otherwise an advisor like any other."""

    asked: "list[tuple[Account, date | None]] | None" = None
    """Account and as-of date of every question since somebody began to listen."""

    def advise(
        self,
        account: "Mapping[str, object] | Account",
        *,
        as_of: date | None = None,
        lang: str | None = None,
        top: int | None = None,
        weigh: bool = False,
    ) -> Advice:
        """Remember the question, and answer it."""
        read = self.read_account(account)
        if self.asked is not None:
            self.asked.append((read, as_of))
        return super().advise(read, as_of=as_of, lang=lang, top=top, weigh=weigh)


def titles_used_twice(filename: str) -> tuple[str, ...]:
    """The titles that several scenarios of a feature file share."""
    titles: list[str] = []
    for child in get_gherkin_document(filename).feature.children:
        inside = child.rule.children if child.rule else [child]
        titles += [each.scenario.name for each in inside if each.scenario]
    return tuple(title for title, times in Counter(titles).items() if times > 1)


def _verbatim(text: str) -> Telling:
    return lambda _: text


def _scenarios(feature: Feature, path: Path, root: Path, twice: tuple[str, ...]) -> Iterator[Scenario]:
    for template in feature.scenarios.values():
        skipped = "skip" in {*feature.tags, *template.tags}
        contexts = [context for examples in template.examples for context in examples.as_contexts()]
        for context in contexts or [{}]:
            rendered: Rendered = template.render(context)
            filled = f" [{', '.join(context.values())}]" if context and rendered.name == template.name else ""
            yield Scenario(
                name=rendered.name + filled,
                file=str(path),
                line=template.line_number,
                language=feature.language,
                steps=tuple(_bound(step, feature.language) for step in rendered.steps),
                root=root,
                twice=template.name in twice,
                skipped=skipped,
            )


def _bound(step: Written, language: str) -> Bound:
    """The step of the library that says this, with what the text fills in."""
    found: list[tuple[Step, Sentence]] = [
        (each, sentence)
        for each in STEPS
        if each.keyword == step.type
        for sentence in each.sentences
        if sentence.is_matching(step.name)
    ]
    text, line = f"{step.keyword} {step.name}", step.line_number
    if not found:
        return Bound(text, line, (), {}, goes_on=False, demands=step.type == "then", near=_nearest(step, language))
    each, sentence = found[-1]
    table = {"datatable": step.datatable.raw()} if step.datatable else {}
    arguments = {**(sentence.parse_arguments(step.name) or {}), **table}
    known = signature(each.function).parameters
    return Bound(
        text,
        line,
        (each.function,),
        {name: value for name, value in arguments.items() if name in known},
        each.goes_on,
        step.type == "then",
    )


def _nearest(step: Written, language: str) -> str:
    """The sentence of the library that comes nearest, what stands in quotes left aside."""
    at = 1 if language.startswith("zh") else 0
    names = {_QUOTED.sub("", each.sentences[at].name): each.sentences[at].name for each in STEPS}
    near = difflib.get_close_matches(_QUOTED.sub("", step.name), list(names), n=1, cutoff=0.5)
    return names[near[0]] if near else ""
