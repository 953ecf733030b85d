"""A rulebook's own cases and features are found, read and run, and what does not hold is told to whoever wrote it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from stratagem.diagnostics import RulebookError
from stratagem.testing.suite import Suite, SuiteRun, read_suite, run_suite
from tests.small_rulebook import SMALL, written

CASES = """\
cases:
  - {case: a partner is visited, rule: go-and-see, kind: hit, given: {tier: partner}, fires: yes}
  - case: nobody else is
    rule: go-and-see
    kind: miss
    given: {tier: transactional}
    fires: no
"""
FEATURE = """\
Feature: Visits
  Scenario: A partner is visited
    Given the account "Rail"
    And the fact "tier" is "partner"
    When advice is asked for
    Then the first strategy is "visit"

  Scenario Outline: <tier> customers are left alone
    Given the account "Rail"
    And the fact "tier" is "<tier>"
    When advice is asked for
    Then nothing is recommended

    Examples:
      | tier          |
      | transactional |
      | value_added   |
"""
BOOK = {"book/rulebook.yaml": SMALL, "book/rules.cases.yaml": CASES, "book/deep/visits.feature": FEATURE}


@pytest.fixture
def folder() -> Iterator[Path]:
    with written(BOOK) as folder:
        yield folder


def suite(folder: Path, more: Mapping[str, str] | None = None, name: str = "book") -> Suite:
    for file, text in (more or {}).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    read, faults = read_suite(folder / name)
    assert [fault.render() for fault in faults] == []
    return read


def told(run: SuiteRun) -> list[str]:
    return [str(failure) for failure in run.failures]


def scenario(*steps: str, head: str = "Scenario: It is so") -> str:
    return "Feature: A promise\n  " + head + "\n" + "".join(f"    {step}\n" for step in steps)


ASK = ('Given the account "Rail"', 'And the fact "tier" is "partner"', "When advice is asked for")


# ── What is found ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cases_and_features_below_the_folder_are_run(folder: Path) -> None:
    run = run_suite(suite(folder))

    assert told(run) == []
    assert [len(run.cases), len(run.scenarios), len(run.suite.files)] == [2, 3, 2]
    assert [each.test.name for each in run.scenarios if hasattr(each.test, "name")] == [
        "A partner is visited",
        "transactional customers are left alone",
        "value_added customers are left alone",
    ]


def test_features_in_a_folder_beside_it_count_too(folder: Path) -> None:
    beside = {"features/more/beside.feature": scenario(*ASK, 'Then "visit" is recommended')}

    assert len(run_suite(suite(folder, beside)).scenarios) == 4


def test_a_relative_path_finds_what_is_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "features").mkdir()
    (folder / "features" / "beside.feature").write_text(scenario(*ASK, 'Then "visit" is recommended'))
    monkeypatch.chdir(folder / "book")

    assert len(run_suite(read_suite(Path())[0]).scenarios) == 4


def test_hidden_files_are_passed_over(folder: Path) -> None:
    assert len(suite(folder, {"book/.old/x.feature": "no", "book/.x.cases.yaml": "no"}).files) == 2


def test_a_rulebook_in_one_file_has_its_cases_and_features_beside_it(folder: Path) -> None:
    more = {"one.yaml": SMALL, "one.cases.yaml": CASES, "one.feature": FEATURE, "other.feature": "no"}
    run = run_suite(suite(folder, more, "one.yaml"))

    assert [len(run.cases), len(run.scenarios)] == [2, 3]


def test_one_kind_alone_may_be_read(folder: Path) -> None:
    cases, _ = read_suite(folder / "book", only="cases")
    features, _ = read_suite(folder / "book", only="features")

    assert [len(cases.cases), len(cases.scenarios)] == [2, 0]
    assert [len(features.cases), len(features.scenarios)] == [0, 3]


def test_where_nothing_is_promised_the_suite_is_empty(folder: Path) -> None:
    (folder / "book" / "rules.cases.yaml").unlink()
    (folder / "book" / "deep" / "visits.feature").unlink()

    assert suite(folder).empty


def test_a_rulebook_that_cannot_be_read_is_an_error(folder: Path) -> None:
    with pytest.raises(RulebookError):
        read_suite(folder / "nowhere")


# ── What is faulty ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("book/x.cases.yaml", CASES.replace("go-and-see", "go-and-sea", 1), "unknown-rule"),
        ("book/x.feature", "", "empty-file"),
        ("book/x.feature", "# nothing\n", "bad-feature"),
        ("book/x.feature", "Feature: A\n  Scenario: B\n    And nothing\n", "bad-feature"),
    ],
)
def test_a_faulty_file_is_told_and_the_others_run(folder: Path, file: str, text: str, fault: str) -> None:
    (folder / file).write_text(text)
    read, faults = read_suite(folder / "book")

    assert [each.code for each in faults] == [fault]
    assert all(file in str(each.place) for each in faults)
    assert run_suite(read).failures == ()


# ── What does not hold ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_step_that_is_not_so_is_told_with_its_line_the_advice_and_the_rules_that_decide(folder: Path) -> None:
    text = scenario(*ASK, 'Then "visit" is recommended at rank 2')
    [failure] = run_suite(suite(folder, {"book/x.feature": text})).failures

    assert failure.place == f"{folder / 'book' / 'x.feature'}:6"
    assert failure.lines[0] == 'Then "visit" is recommended at rank 2'
    assert failure.lines[1].split("\n")[:2] == [
        "expected visit at rank 2, and it is at 1",
        "the advice for Rail was:",
    ]
    assert [rule for rule, _ in failure.rules] == ["go-and-see"]
    assert failure.rules[0][1].startswith(f"{folder / 'book' / 'rulebook.yaml'}:")


def test_a_failure_is_told_in_the_language_asked_for_else_in_that_of_the_feature(folder: Path) -> None:
    text = "# language: zh-CN\n功能: 拜访\n  场景: 去拜访\n    假如客户“铁路”\n    当请求建议\n    那么推荐“visit”\n"
    read = suite(folder, {"book/x.feature": text})

    assert "预期推荐 visit，实际没有规则提到它" in told(run_suite(read))[0]
    assert "expected visit to be recommended, and no rule speaks of it" in told(run_suite(read, lang="en"))[0]


def test_a_step_that_the_library_does_not_know_is_told_with_the_nearest_one(folder: Path) -> None:
    text = scenario(*ASK, 'Then the very first strategy is "visit"')
    [failure] = run_suite(suite(folder, {"book/x.feature": text})).failures

    assert failure.lines[1] == 'no step says this\nhelp: the nearest one is  the first strategy is "{strategy}"'


def test_a_step_that_resembles_nothing_is_told_where_all_steps_are(folder: Path) -> None:
    [failure] = run_suite(suite(folder, {"book/x.feature": scenario("Given xyz")})).failures

    assert failure.lines[1].endswith("every step is shown in docs/features.md")


@pytest.mark.parametrize("steps", [("Giben nothing",), ASK])
def test_a_scenario_that_promises_nothing_is_told(folder: Path, steps: tuple[str, ...]) -> None:
    [failure] = run_suite(suite(folder, {"book/x.feature": scenario(*steps)})).failures

    assert failure.lines[0].startswith("this scenario promises nothing: it has no Then")


def test_scenarios_of_one_title_are_told(folder: Path) -> None:
    again = scenario(*ASK, 'Then "visit" is recommended') + "  Scenario: It is so\n    When advice is asked for\n"
    [failure] = run_suite(suite(folder, {"book/x.feature": again})).failures

    assert failure.lines[0].startswith('another scenario of this feature is called "It is so" too')


def test_a_scenario_tagged_skip_is_not_run(folder: Path) -> None:
    text = scenario("Given xyz", head="@skip\n  Scenario: Not yet")
    run = run_suite(suite(folder, {"book/x.feature": text}))

    assert [each.name for each in run.skipped] == ["Not yet"]
    assert run.failures == ()


def test_a_feature_may_name_another_rulebook(folder: Path) -> None:
    other = SMALL.replace("recommend: visit", "recommend: discount")
    text = scenario('Given the rulebook in "other"', *ASK, 'Then "discount" is recommended')
    alone = run_suite(suite(folder, {"book/x.feature": text, "other/rulebook.yaml": other}))
    (folder / "book" / "x.feature").unlink()
    beside = run_suite(suite(folder, {"features/x.feature": text, "features/other/rulebook.yaml": other}))

    assert 'there is no "other" in' in told(alone)[0]
    assert told(beside) == []


def test_a_rulebook_that_a_feature_names_and_that_has_faults_is_told(folder: Path) -> None:
    text = scenario('Given the rulebook in "bad.yaml"', *ASK, "Then nothing is recommended")
    beside = {"features/x.feature": text, "features/bad.yaml": "rulebook: x\n"}

    assert "missing-key" in told(run_suite(suite(folder, beside)))[0]


def test_a_case_that_does_not_hold_is_told(folder: Path) -> None:
    wrong = CASES.replace("{tier: partner}", "{tier: value_added}")
    [failure] = run_suite(suite(folder, {"book/rules.cases.yaml": wrong})).failures

    assert failure.name == "a partner is visited"
    assert failure.lines == (
        "expected: go-and-see fires",
        "came: it does not fire",
        "decided by: Customer tier: Strategic partner: false; the value is Added value",
    )


def test_every_account_that_was_asked_about_is_kept(folder: Path) -> None:
    text = scenario(*ASK, 'And the fact "tier" changes to "value_added"', "Then nothing is recommended")
    run = run_suite(suite(folder, {"book/x.feature": text}))
    [tried] = [each for each in run.scenarios if getattr(each.test, "name", "") == "It is so"]

    assert [profile.given for profile in tried.profiles] == [{"tier": "partner"}, {"tier": "value_added"}]


def test_nothing_is_written_into_the_folder(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    run_suite(suite(folder))

    assert sorted(folder.rglob("*")) == before


def test_whoever_waits_is_told_after_each(folder: Path) -> None:
    steps: list[None] = []
    run_suite(suite(folder), told=lambda: steps.append(None))

    assert len(steps) == 5
