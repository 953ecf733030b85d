"""Steps fail when they should, and say what was expected and what came instead."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem.advisor import MatcherName
from stratagem.testing import steps
from stratagem.testing.sentences import STEPS, Sentence
from stratagem.testing.story import Story
from stratagem.testing.unmet import Unmet

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
FEATURES = ROOT / "features"
Rows = Sequence[Sequence[object]]


@cache
def load(path: Path | None, matcher: MatcherName) -> Advisor:
    return Advisor.load(path, matcher=matcher)


def say(story: Story, keyword: str, text: str, table: Rows | None = None) -> Story:
    """Do what the one step that matches the text does."""
    [(step, sentence)] = [
        (step, sentence)
        for step in STEPS
        for sentence in step.sentences
        if step.keyword == keyword and sentence.is_matching(text)
    ]
    said = sentence.parse_arguments(text) or {}
    outcome = step.function(story, **said, **({} if table is None else {"datatable": table}))
    return outcome if isinstance(outcome, Story) else story


def tell(story: Story, text: str) -> Story:
    """Say several lines: `given …`, `when …`, `then …`, each with its table below it."""
    keyword, sentence, table = "", "", []
    for line in [*text.strip().splitlines(), "end"]:
        line = line.strip()
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if sentence:
            story = say(story, keyword, sentence, table or None)
        keyword, _, sentence = line.partition(" ")
        table = []
    return story


@pytest.fixture
def begun() -> Story:
    return Story(load=load, matcher="reference", folder=FEATURES, root=ROOT)


@pytest.fixture
def bakery(begun: Story) -> Story:
    """A keen bakery that is away for a day, with a grave complaint nowhere: visit, call, write."""
    return tell(
        begun,
        """
        given the rulebook in "rulebooks/visits"
        given the account "Corner Bakery":
          | interest | keen  |
          | travel   | short |
        when advice is asked for
        """,
    )


@pytest.fixture
def hospital(begun: Story) -> Story:
    return tell(
        begun,
        """
        given the account "River Hospital":
          | tier           | value_added |
          | purchase_stage | evaluation  |
        given the people:
          | name | layer      | roles     | stance    | contact  | department |
          | Lin  | management | evaluator | supporter | multiple | Lab        |
          | Ma   | decision   | approver  |           | none     |            |
        when advice is asked for
        """,
    )


BAKERY = [
    (
        'the first strategy is "call"',
        ["expected call first, and visit came", "1.  60  visit", "by keen-people-like-visits"],
    ),
    ('the first strategies are "visit, write"', ["expected visit, write as the first 2, and visit, call came"]),
    ("nothing is recommended", ["expected no recommendation", "3.  40  write"]),
    ('"visit" is recommended at rank 2', ["expected visit at rank 2, and it is at 1"]),
    ('"visit" is recommended with priority 80', ["expected visit with priority 80, and it has 60"]),
    (
        '"visit" is recommended because of rule "an-invitation-counts"',
        ["expected an-invitation-counts among the rules"],
    ),
    ('"visit" is recommended because "they asked us"', ['"Their interest is keen, and a visit keeps it warm."']),
    ('"visit" is recommended to "Ann"', ["expected Ann to see for visit, and it is nothing"]),
    ('nobody fits "visit" yet, and the advice says "x"', ["expected nobody to fit visit, and somebody does"]),
    ('for "visit" the advice says "bring cake"', ['expected the angle for visit to say "bring cake"']),
    ('"visit" is recommended with a caution by rule "small-complaint"', ["expected a caution by small-complaint"]),
    ('"visit" is recommended without a caution', ["caution: held by away-for-a-day (50)"]),
    ('"write" comes before "visit"', ["expected write before visit, and it comes after"]),
    ('"visit" is held', ["expected visit to be held, and it is recommended at rank 1 by keen-people-like-visits"]),
    ('"visit" is held until "tomorrow"', ["expected visit to be held"]),
    ('"visit" is not recommended', ["expected visit not to be recommended, and it is, at rank 1"]),
    ('"visit" is not mentioned', ["expected visit not to be recommended"]),
    ('the fact "travel" is "long"', ["expected travel to be long, and it is short", "travel: short (given)"]),
    ('the fact "invited" is "no" as given', ["expected invited to be no as given, and it is no"]),
    ('the fact "complaint" is "small"', ["expected complaint to be small, and it is unknown"]),
    ('the fact "travel" is unknown', ["expected travel to be unknown"]),
    ('the rule "grave-complaint" fired', ["expected grave-complaint to fire, and it did not"]),
    ('the rule "away-for-a-day" did not fire', ["expected away-for-a-day not to fire, and it did"]),
    ('"visit" is called "Go there"', ['expected visit to be called "Go there", and it is called "Visit them"']),
    ('"sleep" is called "Sleep"', ["the advice holds no strategy, warning, question or conclusion", '"sleep"']),
    ('it emphasises "anything"', ["expected an emphasis", "nothing"]),
    ('it asks for "travel"', ["expected a question for travel, and there is none"]),
    ('the rules would have said "long" for "travel"', ["expected a disagreement about travel", "about nothing"]),
    ('the account is refused because "unknown-value"', ["expected a refusal, and what was handed in is accepted"]),
]
HOSPITAL = [
    ('it warns of "one_thread"', ["expected a warning of one_thread, and there is none", "no_opponent_seen"]),
    ('it warns of "no_opponent_seen" because "the moon"', ['to say "the moon", and it says "Nobody on the map']),
    ('it does not warn of "no_opponent_seen"', ["expected no warning of no_opponent_seen", "by nobody-opposes"]),
    ('the only warnings are "one_thread"', ["expected warnings of one_thread and nothing else"]),
    ("there are no warnings", ["expected no warnings"]),
    ('it asks first for "stance"', ["expected it to ask first for stance, and it is process_known"]),
    ('it asks for "stance" about "Lin"', ["expected it to ask for stance about Lin, and it asks about Ma"]),
    ('it asks for "stance" in the words "why"', ['expected the question for stance to say "why"']),
    ('it does not ask for "stance"', ["expected no question for stance"]),
    ("there are no questions", ["expected no questions", "78  process_known"]),
    ('"shape_criteria" is held', ["expected shape_criteria to be held, and it is avoided by criteria-are-frozen"]),
    (
        '"shape_criteria" is avoided by rule "quiet-period"',
        ["avoided by quiet-period, and criteria-are-frozen decides"],
    ),
    (
        '"shape_criteria" is avoided because "of rain"',
        ["expected why shape_criteria is avoided", "the criteria are settled"],
    ),
    ('"shape_criteria" is not mentioned', ["expected no word of shape_criteria, and it is avoided"]),
    ('"give_gift" is vetoed', ["expected give_gift to be vetoed, and no rule speaks of it"]),
    (
        '"penetrate_upward" is recommended to "Ma" through "Bo"',
        ["expected Bo to go through for penetrate_upward, and it is Lin"],
    ),
    (
        'the fact "spy" is "none" because of rule "spy-is-a-coach"',
        ["concluded by spy-is-a-coach, and spy-is-missing did it"],
    ),
    ('the fact "tier" is "value_added" by default', ["expected tier to be value_added as taken by default"]),
]
SLIPS = [
    (
        '"penetrate_upwards" is not recommended',
        ["is not a strategy of this rulebook", 'did you mean "penetrate_upward"?'],
    ),
    ('it does not warn of "one_tread"', ["is not a warning of this rulebook", 'did you mean "one_thread"?']),
    ('it does not ask for "stanze"', ["is not a fact or attribute of this rulebook", 'did you mean "stance"?']),
    ('the rule "spy-earli" did not fire', ["is not a rule of this rulebook", 'did you mean "spy-early"?']),
    ('the fact "teir" is unknown', ["is not a fact of this rulebook", 'did you mean "tier"?']),
    ('the fact "tier" is "partnr"', ['"partnr" is not a value of tier', 'did you mean "partner"?']),
    ('"executive_visit" is held until ""', ["expected executive_visit to be held"]),
]


@pytest.mark.parametrize(("sentence", "told"), BAKERY, ids=[sentence for sentence, _ in BAKERY])
def test_a_strategy_that_is_not_so(bakery: Story, sentence: str, told: list[str]) -> None:
    with pytest.raises(Unmet) as broken:
        say(bakery, "then", sentence)
    assert [part for part in told if part not in str(broken.value)] == []


@pytest.mark.parametrize(("sentence", "told"), HOSPITAL, ids=[sentence for sentence, _ in HOSPITAL])
def test_a_remark_that_is_not_so(hospital: Story, sentence: str, told: list[str]) -> None:
    with pytest.raises(Unmet) as broken:
        say(hospital, "then", sentence)
    assert [part for part in told if part not in str(broken.value)] == []


@pytest.mark.parametrize(("sentence", "told"), SLIPS, ids=[sentence for sentence, _ in SLIPS])
def test_a_slip_of_the_pen_never_passes_for_absence(hospital: Story, sentence: str, told: list[str]) -> None:
    with pytest.raises(Unmet) as broken:
        say(hospital, "then", sentence)
    assert [part for part in told if part not in str(broken.value)] == []


TABLES: list[tuple[str, Rows | None, str]] = [
    ("the first 2 strategies are:", [["visit"]], "the step speaks of 2 strategies, and its table holds 1"),
    ("the first 1 strategies are:", [["call"]], "expected call first, and visit came"),
    ("the first 1 strategies are:", [["strategy", "priority"], ["visit", "61"]], "expected visit with priority 61"),
    (
        "the first 1 strategies are:",
        [["strategy", "rule"], ["visit", "an-invitation-counts"]],
        "expected visit by an-inv",
    ),
    ("the first 1 strategies are:", [["strategy", "see"], ["visit", "Ann"]], "expected Ann to see for visit"),
    ("the first 1 strategies are:", [["strategy", "weight"], ["visit", "1"]], '"weight" is no column'),
    ("the first 1 strategies are:", [["visit", "60"]], "a table of several columns needs a heading"),
    ("the first 1 strategies are:", None, "this step needs a table below it"),
    ("the strategies are exactly:", [["visit"], ["call"]], "expected no more than these 2, and write came as well"),
    ("not for now are exactly:", [["call"]], "expected call to be kept out, and it is recommended"),
]


@pytest.mark.parametrize(("sentence", "table", "told"), TABLES)
def test_a_table_that_is_not_so(bakery: Story, sentence: str, table: Rows | None, told: str) -> None:
    with pytest.raises(Unmet) as broken:
        say(bakery, "then", sentence, table)
    assert told in str(broken.value)


def test_what_is_not_for_now_is_told_completely(begun: Story) -> None:
    held = tell(
        begun,
        """
        given the rulebook in "rulebooks/visits"
        given the account "Corner Bakery":
          | travel | long |
        when advice is asked for
        then not for now are exactly:
          | strategy | status | rule          |
          | visit    | held   | away-for-long |
        """,
    )
    with pytest.raises(Unmet, match="expected visit to be vetoed, and it is held by away-for-long"):
        say(held, "then", "not for now are exactly:", [["strategy", "status"], ["visit", "vetoed"]])
    with pytest.raises(Unmet, match="expected visit to be kept out by grave-complaint"):
        say(held, "then", "not for now are exactly:", [["strategy", "rule"], ["visit", "grave-complaint"]])
    with pytest.raises(Unmet, match='expected what unlocks visit, held by away-for-long to say "noon"'):
        say(held, "then", '"visit" is held until "noon"')


def test_a_rule_that_a_stronger_one_hides_cannot_be_told(begun: Story) -> None:
    hidden = tell(
        begun,
        """
        given the rulebook in "rulebooks/visits"
        given the account "Corner Bakery":
          | travel    | long  |
          | complaint | grave |
        when advice is asked for
        """,
    )
    for sentence in ('the rule "grave-complaint" fired', 'the rule "grave-complaint" did not fire'):
        with pytest.raises(Unmet, match="the advice cannot tell whether grave-complaint fired"):
            say(hidden, "then", sentence)


def test_a_refusal_that_nobody_expects_fails_every_other_step(begun: Story) -> None:
    refused = tell(
        begun,
        """
        given the account "Typing Pool":
          | teir | partner |
        when advice is asked for
        """,
    )
    with pytest.raises(
        Unmet, match=r"the account was refused[\s\S]*unknown-fact[\s\S]*did you mean \"tier\""
    ) as broken:
        say(refused, "then", "there are no warnings")
    assert "Typing" not in str(broken.value)
    with pytest.raises(Unmet, match='expected a refusal that says "out-of-range", and it says:'):
        say(refused, "then", 'the account is refused because "out-of-range"')
    with pytest.raises(Unmet, match="expected 2 faults, and there are 1"):
        say(refused, "then", "the account is refused for exactly:", [["unknown-fact"], ["out-of-range"]])
    with pytest.raises(Unmet, match='"unknown-fact" at segment'):
        say(refused, "then", "the account is refused for exactly:", [["reason", "place"], ["unknown-fact", "segment"]])


def test_a_refused_change_is_not_passed_over(hospital: Story) -> None:
    refused = say(hospital, "when", 'the fact "tier" changes to "friend"')
    with pytest.raises(Unmet, match="the account was refused"):
        say(refused, "then", 'the fact "tier" is "value_added"')
    told = say(refused, "then", 'the change is refused because "unknown-value"')
    say(told, "then", 'the fact "tier" is "value_added"')


def test_a_step_before_its_time_says_what_is_missing(begun: Story) -> None:
    with pytest.raises(Unmet, match="nobody has asked yet"):
        say(begun, "then", "there are no warnings")
    with pytest.raises(Unmet, match="nothing can change before advice was asked for"):
        say(begun, "when", 'the fact "tier" changes to "partner"')
    with pytest.raises(Unmet, match="nobody has asked for advice yet"):
        say(begun, "then", 'the account is refused because "x"')


GIVEN: list[tuple[str, Rows | None, str]] = [
    ('the account "X":', [["tier", "partner", "why"]], "has two columns, `fact` and `value`, and this row has 3"),
    ('the account "X":', [["tier", "partner"], ["tier", "transactional"]], 'the table says "tier" twice'),
    ("the facts:", None, "this step needs a table below it: facts"),
    ("the people:", [["stance", "name"], ["neutral", "Ann"]], "the first column of people is their name"),
    ("the people:", [["name", "stance", "stance"], ["Ann", "neutral", ""]], 'the column "stance" stands twice'),
    ('about "Ann":', [["stance", "neutral"]], '"Ann" is not listed; there is nobody'),
    ('the rulebook in "nowhere"', None, 'there is no "nowhere" in'),
    ('the account in file "examples/three-cases.yaml"', None, "holds 3 accounts; say which one"),
    ('the account "Nobody" in file "examples/three-cases.yaml"', None, 'holds 0 accounts called "Nobody"'),
]


@pytest.mark.parametrize(("sentence", "table", "told"), GIVEN)
def test_a_situation_that_cannot_be(begun: Story, sentence: str, table: Rows | None, told: str) -> None:
    with pytest.raises(Unmet) as broken:
        say(begun, "given", sentence, table)
    assert told in str(broken.value)


def test_a_faulty_account_file_is_refused_with_its_places(begun: Story, tmp_path: Path) -> None:
    (tmp_path / "faulty.yaml").write_text("name: X\nteir: partner\n", encoding="utf-8")
    story = replace(begun, folder=tmp_path, root=tmp_path)
    refused = tell(story, 'given the account in file "faulty.yaml"\nwhen advice is asked for')
    say(
        refused,
        "then",
        "the account is refused for exactly:",
        [["reason", "place"], ["unknown-fact", "faulty.yaml:2:1"]],
    )


@pytest.mark.parametrize("matcher", ["reference", "live"])
def test_an_update_is_the_same_under_both_matchers(begun: Story, matcher: MatcherName) -> None:
    tell(
        replace(begun, matcher=matcher),
        """
        given the rulebook in "rulebooks/visits"
        given the account "Corner Bakery":
          | Interest | Keen |
        when advice is asked for
        when the facts change:
          | 兴趣 | mild |
        when the fact "invited" changes to "yes"
        then "visit" is recommended with priority 80
        then the rule "keen-people-like-visits" did not fire
        """,
    )


WORDING = [
    ('"{strategy}" is held until "{sentence}"', "“visit” is held until 「they say “yes”」", "they say “yes”"),
    ('"{strategy}" is held until "{sentence}"', '"visit"  IS HELD   until “the "box" is open”', 'the "box" is open'),
    ("“{strategy}”暂缓，直到“{sentence}”", "“visit” 暂缓, 直到 “明天”", "明天"),
]


@pytest.mark.parametrize(("sentence", "said", "expected"), WORDING)
def test_quotes_blanks_and_commas_of_either_language(sentence: str, said: str, expected: str) -> None:
    assert {"strategy": "visit", "sentence": expected} == Sentence(sentence).parse_arguments(said)


def test_a_sentence_does_not_match_more_than_it_says() -> None:
    sentence = Sentence('"{strategy}" is recommended')
    assert sentence.parse_arguments('"visit" is recommended at rank 1') is None
    assert not sentence.is_matching('"visit" and "call" is recommended')


def test_every_step_is_offered_to_conftest() -> None:
    offered = [name for name in vars(steps) if name.startswith("pytestbdd_stepdef_")]
    assert 2 * len(STEPS) == len(offered)


FEATURE = """\
Feature: Visits
  Scenario: Keen people are visited
    Given the account "Corner Bakery":
      | interest | keen |
    When advice is asked for
    Then the first strategy is "visit"
"""
OWN_RULEBOOK = f"""\
import pytest
from stratagem.testing.steps import *

@pytest.fixture
def rulebook():
    return {str(FEATURES / "rulebooks" / "visits")!r}
"""


BOTH_MATCHERS = """
@pytest.fixture(autouse=True, params=["reference", "live"])
def matcher(request):
    return request.param
"""


def write(pytester: pytest.Pytester, feature: str, conftest: str = OWN_RULEBOOK) -> None:
    (pytester.path / "visits.feature").write_text(feature, encoding="utf-8")
    pytester.makeconftest(conftest)
    pytester.makepyfile('from pytest_bdd import scenarios\nscenarios("visits.feature")')


def test_a_project_may_set_its_own_rulebook_and_run_both_matchers(pytester: pytest.Pytester) -> None:
    write(pytester, FEATURE, OWN_RULEBOOK + BOTH_MATCHERS)
    pytester.runpytest("-q").assert_outcomes(passed=2)


def test_the_steps_may_come_as_a_plugin(pytester: pytest.Pytester) -> None:
    plugin = OWN_RULEBOOK.replace(
        "from stratagem.testing.steps import *", 'pytest_plugins = ["stratagem.testing.steps"]'
    )
    write(pytester, FEATURE, plugin)
    pytester.runpytest("-q").assert_outcomes(passed=1)


def test_scenarios_of_one_title_are_refused(pytester: pytest.Pytester) -> None:
    write(pytester, FEATURE + FEATURE.partition("\n")[2])
    outcome = pytester.runpytest("-q")
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(['*several scenarios are called "Keen people are visited"*'])


def test_a_rulebook_with_faults_is_told_without_python(pytester: pytest.Pytester) -> None:
    pytester.mkdir("faulty")
    (pytester.path / "faulty" / "rulebook.yaml").write_text("rulebook: x\nlanguages: [en]\n", encoding="utf-8")
    write(pytester, FEATURE.replace("    Given", '    Given the rulebook in "faulty"\n    And', 1))
    outcome = pytester.runpytest("-q")
    outcome.stdout.fnmatch_lines(["*visits.feature:*: Keen people are visited", "*rulebook.yaml:1:1: missing-key:*"])
    outcome.stdout.no_fnmatch_line("*Traceback*")
