"""Steps about what to find out, what if, why not and why this first: each fails when it should, and says what came."""

from functools import cache
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.advisor import MatcherName
from stratagem.testing.inquiries import most_hangs_on
from stratagem.testing.sentences import STEPS
from stratagem.testing.situation import account_in_file, ask
from stratagem.testing.story import Story
from stratagem.testing.unmet import Unmet

ROOT = Path(__file__).parents[2]


@cache
def load(path: Path | None, matcher: MatcherName) -> Advisor:
    return Advisor.load(path, matcher=matcher)


@cache
def purchase() -> Story:
    story = Story(load=load, matcher="reference", folder=ROOT, root=ROOT)
    return ask(account_in_file(story, "examples/equipment-purchase.yaml"))


BROKEN = [
    ('most hangs on "stance"', "expected most to hang on stance, and it hangs on spec_bias"),
    ('most hangs on "stance" of "总经理"', "expected most to hang on stance of 总经理, and it hangs on spec_bias"),
    ('the answer to "spec_bias" decides: "Build"', 'expected the answer to spec_bias to decide "Build"'),
    ("nothing unknown can change the first three", "and something may; most hangs on spec_bias"),
    ('if "tier" were "partner", "develop_spy" would come first', "and it would be executive_visit"),
    ('if "teir" were "partner", "develop_spy" would come first', 'did you mean "tier"?'),
    ('what would bring "build_internal_case" first is "a gift"', "and what would is: if it turns out that Benefit"),
    ('no small change would bring "build_internal_case" first', "and this would: if it turns out"),
    ('no small change would bring "penetrate_upward" first', "and it comes first already"),
    ('"develop_spy" stands above "verify_spy" because "luck"', "has priority 82, spy-unverified 80."),
    ('"verify_spy" stands above "develop_spy" because "has priority 82"', "expected verify_spy to stand above"),
]


@pytest.mark.parametrize(("sentence", "told"), BROKEN, ids=[sentence for sentence, _ in BROKEN])
def test_a_promise_that_is_not_kept(sentence: str, told: str) -> None:
    [(step, words)] = [(step, each) for step in STEPS for each in step.sentences if each.is_matching(sentence)]
    with pytest.raises(Unmet) as broken:
        step.function(purchase(), **(words.parse_arguments(sentence) or {}))
    assert told in str(broken.value)


def test_what_is_settled_is_told_where_it_was_not_expected() -> None:
    [step] = [each for each in STEPS if each.sentences[0].name == "something unknown may change the first three"]
    story = ask(Story(load=load, matcher="reference", folder=ROOT, root=ROOT, people=()))
    answers = {each.fact: each.outcomes[-1].values[0] for each in story.advisor.questions(story.account).questions}
    settled = ask(Story(load=load, matcher="reference", folder=ROOT, root=ROOT, people=(), facts=answers))
    with pytest.raises(Unmet, match="and nothing can"):
        step.function(settled)


def test_before_advice_is_asked_for_nothing_hangs_on_anything() -> None:
    with pytest.raises(Unmet, match="advice"):
        most_hangs_on(Story(load=load, matcher="reference", folder=ROOT, root=ROOT), "tier")
