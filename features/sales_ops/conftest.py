"""Steps about a rulebook itself, for those who change it: checking it, mending it, and running what a check has shown.

Each step is worded in English and in Chinese; the features of a language use its own.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from stratagem.advice import Advice
from stratagem.advisor import Advisor, MatcherName
from stratagem.analysis import CheckReport, Finding, check
from stratagem.diagnostics import Source
from stratagem.documents.writing import to_yaml


@pytest.fixture(autouse=True)
def matcher() -> MatcherName:
    """A check asks what rules mean; that the matchers agree on it is told elsewhere."""
    return "reference"


@dataclass
class Desk:
    """What lies before somebody who changes a rulebook."""

    file: Path
    lang: str = "en"
    reports: list[CheckReport] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)

    @property
    def report(self) -> CheckReport:
        """What the last check found."""
        return self.reports[-1]

    def finding(self, kind: str) -> Finding:
        """The one finding of a kind."""
        (found,) = [each for each in self.report.findings if each.kind == kind]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path / "rulebook.yaml")


@given("this rulebook:")
@given("规则库如下：")
def written(desk: Desk, docstring: str) -> None:
    desk.file.write_text(docstring, encoding="utf-8")


@when(parsers.parse('its author writes "{new}" instead of "{old}"'))
@when(parsers.parse("作者把“{old}”改成“{new}”"))
def changed(desk: Desk, old: str, new: str) -> None:
    text = desk.file.read_text(encoding="utf-8")
    assert old in text, f"the rulebook does not say {old}"
    desk.file.write_text(text.replace(old, new), encoding="utf-8")


@when("the rulebook is checked")
@when("检查规则库")
def checked(desk: Desk) -> None:
    desk.reports.append(check(Advisor.load(desk.file).rulebook))


@when("there is no time to check the rulebook")
@when("没有时间检查规则库")
def hurried(desk: Desk) -> None:
    desk.reports.append(check(Advisor.load(desk.file).rulebook, out_of_time=lambda: True))


@when(parsers.parse('the account that shows "{kind}" is advised on'))
@when(parsers.parse("对说明“{kind}”的客户请求建议"))
def advised(desk: Desk, kind: str) -> None:
    witness = desk.finding(kind).witness
    assert witness is not None, "no account shows it"
    advisor = Advisor.load(desk.file)
    ((account, faults),) = advisor.read_accounts(Source("shown.yaml", to_yaml(witness.account)))
    assert account is not None, faults
    desk.advice.append(advisor.advise(account, as_of=witness.as_of))


@then("nothing is found")
@then("没有发现问题")
def nothing(desk: Desk) -> None:
    assert [] == [finding.kind for finding in desk.report.findings]
    assert desk.report.clean


@then(parsers.parse('the only finding is "{kind}" in line {line:d}'))
@then(parsers.parse("只发现“{kind}”，在第{line:d}行"))
def only(desk: Desk, kind: str, line: int) -> None:
    assert [(kind, line)] == [(each.kind, getattr(each.place, "line", None)) for each in desk.report.findings]


@then(parsers.parse('it says "{sentence}"'))
@then(parsers.parse("说的是“{sentence}”"))
def says(desk: Desk, sentence: str) -> None:
    (finding,) = desk.report.findings
    assert sentence in (finding.cause("en"), finding.cause("zh"))


@then(parsers.parse('the finding is accepted, because "{reason}"'))
@then(parsers.parse("这个问题已被接受，理由是“{reason}”"))
def accepted(desk: Desk, reason: str) -> None:
    assert [reason] == [each.by.reason for each in desk.report.accepted]


@then(parsers.parse('"{kind}" is undecided'))
@then(parsers.parse("“{kind}”未能判定"))
def undecided(desk: Desk, kind: str) -> None:
    assert kind in {each.kind for each in desk.report.undecided}
    assert kind not in {each.kind for each in desk.report.findings}
    assert not desk.report.clean


@then(parsers.parse('the advice recommends "{strategy}" in place {rank:d}'))
@then(parsers.parse("建议里“{strategy}”排第{rank:d}"))
def recommends(desk: Desk, strategy: str, rank: int) -> None:
    assert (strategy, rank) in [(each.strategy, each.rank) for each in desk.advice[-1].recommendations]


@then("the advice recommends nothing")
@then("没有任何建议")
def recommends_nothing(desk: Desk) -> None:
    assert [] == desk.advice[-1].recommendations
