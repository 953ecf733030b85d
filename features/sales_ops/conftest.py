"""Steps about a rulebook itself, for those who change it: checking it, mending it, testing it, and what was found.

Each step is worded in English and in Chinese; the features of a language use its own.
"""

from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from pytest_bdd import given, parsers, then, when

from stratagem.advice import Advice
from stratagem.advisor import Advisor, MatcherName
from stratagem.analysis import CheckReport, Finding, MutationReport, Verdict, check, coverage, diff, mutate
from stratagem.analysis.mutating import writing
from stratagem.diagnostics import Source
from stratagem.documents.writing import to_yaml
from stratagem.testing.failures import Failure
from stratagem.testing.suite import SuiteRun, read_suite, run_suite


@pytest.fixture(autouse=True)
def matcher() -> MatcherName:
    """A check asks what rules mean; that the matchers agree on it is told elsewhere."""
    return "reference"


@dataclass(frozen=True)
class Comparison:
    """What a change was found to be and to do."""

    changes: diff.Changes
    proofs: diff.Proofs | None = None
    book: diff.BookDiff | None = None


@dataclass
class Desk:
    """What lies before somebody who changes a rulebook."""

    file: Path
    lang: str = "en"
    in_use: str = ""
    """The rulebook as it was before it was changed."""
    reports: list[CheckReport] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    runs: list[SuiteRun] = field(default_factory=list)
    slips: list[MutationReport] = field(default_factory=list)
    comparisons: list["Comparison"] = field(default_factory=list)

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


# ── Comparing ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given("it is in use as it stands")
@given("规则库照此使用")
def in_use(desk: Desk) -> None:
    desk.in_use = desk.file.read_text(encoding="utf-8")


def _changes(desk: Desk) -> diff.Changes:
    before = desk.file.with_name("before.yaml")
    before.write_text(desk.in_use, encoding="utf-8")
    return diff.compare(Advisor.load(before).rulebook, Advisor.load(desk.file).rulebook)


@when("the change is compared with what is in use")
@when("拿改动和正在使用的规则库比较")
def compared(desk: Desk) -> None:
    changes = _changes(desk)
    desk.comparisons.append(Comparison(changes, proofs=diff.prove(changes)))


@when("the change is compared over this book:")
@when("拿改动放到这些客户上比较：")
def compared_over(desk: Desk, datatable: list[list[str]]) -> None:
    book = pl.read_csv(StringIO("\n".join(",".join(row) for row in datatable)), infer_schema=False)
    changes = _changes(desk)
    desk.comparisons.append(Comparison(changes, book=diff.over_book(changes, book)))


@then(parsers.parse('edit {number:d} says of "{id_}": {what}'))
@then(parsers.parse("第{number:d}处修改说的是“{id_}”：{what}"))
def edit_says(desk: Desk, number: int, id_: str, what: str) -> None:
    changes = desk.comparisons[-1].changes
    edit = changes.edits[number - 1]
    told = diff.Teller(changes, changes.new.languages[0]).told(edit)
    said = [told.what, *(f"{mark} {line}" for mark, line in told.lines)]
    assert (id_, what) == (edit.thing.id, " ".join(said))


@then("no edit can change advice")
@then("没有任何修改可能改变建议")
def wording(desk: Desk) -> None:
    changes = desk.comparisons[-1].changes
    assert changes.edits
    assert diff.Effect.ADVICE not in {edit.effect for edit in changes.edits}


@then(parsers.parse("{count:d} of {of:d} accounts get another first strategy"))
@then(parsers.parse("{of:d}个客户中有{count:d}个的首选策略会变"))
def first_changes(desk: Desk, count: int, of: int) -> None:
    book = desk.comparisons[-1].book
    assert book is not None
    assert (count, of) == (book.comparison.changed["first"], book.comparison.compared)


@then(parsers.parse('{count:d} go from "{before}" to "{after}"'))
@then(parsers.parse("有{count:d}个从“{before}”变到“{after}”"))
def go(desk: Desk, count: int, before: str, after: str) -> None:
    book = desk.comparisons[-1].book
    assert book is not None
    assert count == book.comparison.matrix.get((before, after), 0)


@then(parsers.parse("{count:d} change because of {edits}"))
@then(parsers.parse("有{count:d}个是因为{edits}"))
def because(desk: Desk, count: int, edits: str) -> None:
    """`edit 1`; `edits 1 and 2 together`; `either of edits 1 and 2`."""
    comparison = desk.comparisons[-1]
    assert comparison.book is not None
    numbers = [int(each) for each in edits if each.isdigit()]
    alone = edits.startswith(("either", "任一"))
    wanted = {(number,) for number in numbers} if alone else {tuple(numbers)}
    number = {edit: at for at, edit in enumerate(comparison.changes.edits, start=1)}
    found = [
        each.accounts
        for each in comparison.book.because
        if {tuple(number[edit] for edit in edits) for edits in each.sets} == wanted
    ]
    assert [count] == found


@then("no account whatever can be advised otherwise")
@then("可以证明，没有任何客户的建议会不同")
def proven(desk: Desk) -> None:
    proofs = desk.comparisons[-1].proofs
    assert proofs is not None
    assert proofs.same


@then(parsers.parse('an account shows it: "{before}" came first, and "{after}" comes first now'))
@then(parsers.parse("有一个客户能说明：原来首选“{before}”，现在首选“{after}”"))
def shown(desk: Desk, before: str, after: str) -> None:
    comparison = desk.comparisons[-1]
    assert comparison.proofs is not None
    found = comparison.proofs.together[0].shown
    assert found is not None
    for rulebook, strategy in ((comparison.changes.old, before), (comparison.changes.new, after)):
        advice = Advisor(rulebook).advise(found.account, as_of=found.as_of)
        assert strategy == advice.recommendations[0].strategy


# ── Cases, features and slips ────────────────────────────────────────────────────────────────────────────────────────


@given("these cases:")
@given("用例如下：")
def cases(desk: Desk, docstring: str) -> None:
    desk.file.with_suffix(".cases.yaml").write_text(docstring, encoding="utf-8")


@given("this feature of its own:")
@given("自己的功能文件如下：")
def feature(desk: Desk, docstring: str) -> None:
    desk.file.with_suffix(".feature").write_text(docstring.replace("~", " "), encoding="utf-8")


@when("the rulebook is tested")
@when("测试规则库")
def tested(desk: Desk) -> None:
    suite, faults = read_suite(desk.file)
    assert [] == [fault.render() for fault in faults]
    desk.runs.append(run_suite(suite, lang=desk.lang))


@when("the rulebook is tested in Chinese")
@when("用中文测试规则库")
def tested_in_chinese(desk: Desk) -> None:
    desk.lang = "zh"
    tested(desk)


@when("every slip is tried")
@when("试遍每一处改错")
def slipped(desk: Desk) -> None:
    tested(desk)
    desk.slips.append(mutate(desk.runs[-1]))


@then(parsers.parse("all {number:d} promises hold"))
@then(parsers.parse("全部{number:d}个承诺都成立"))
def hold(desk: Desk, number: int) -> None:
    assert [] == [str(failure) for failure in desk.runs[-1].failures]
    assert number == len(desk.runs[-1].tried)


@then(parsers.parse('"{promise}" does not hold, and it says "{line}"'))
@then(parsers.parse("“{promise}”不成立，说的是“{line}”"))
def broken(desk: Desk, promise: str, line: str) -> None:
    assert line in "\n".join(_failure(desk, promise).lines).split("\n")


@then(parsers.parse('"{rule}" is named as the rule that decided "{promise}", with line {line:d}'))
@then(parsers.parse("“{promise}”由规则“{rule}”决定，在第{line:d}行"))
def decided(desk: Desk, rule: str, promise: str, line: int) -> None:
    assert (rule, f"{desk.file}:{line}") in [
        (named, place.rpartition(":")[0]) for named, place in _failure(desk, promise).rules
    ]


@then(parsers.parse('"{test}" was never seen {outcome}'))
@then(parsers.parse("“{test}”从未{outcome}"))
def never_seen(desk: Desk, test: str, outcome: str) -> None:
    missing = {writing.line(each.test): each.missing for _, each in coverage(desk.runs[-1]).never_seen}
    assert _OUTCOMES[outcome] in missing[test]


@then("every rule has fired")
@then("每条规则都生效过")
def fired(desk: Desk) -> None:
    assert () == coverage(desk.runs[-1]).never_fired


@then(parsers.parse('nobody notices "{edit}"; what would notice it is {hint}'))
@then(parsers.parse("“{edit}”没有被发现；能发现它的是{hint}"))
def unnoticed(desk: Desk, edit: str, hint: str) -> None:
    verdict = _verdict(desk, edit)
    assert verdict.noticed_by is None
    assert hint in (verdict.mutant.notice.told("en"), verdict.mutant.notice.told("zh"))


@then(parsers.parse('"{edit}" is noticed by "{promise}"'))
@then(parsers.parse("“{edit}”被“{promise}”发现"))
def noticed(desk: Desk, edit: str, promise: str) -> None:
    assert promise == _verdict(desk, edit).noticed_by


_OUTCOMES = {"true": True, "false": False, "unknown": None, "成立": True, "不成立": False, "不清楚": None}


def _failure(desk: Desk, promise: str) -> Failure:
    (failure,) = [each for each in desk.runs[-1].failures if each.name == promise]
    return failure


def _verdict(desk: Desk, edit: str) -> Verdict:
    (found,) = [each for each in desk.slips[-1].verdicts if each.mutant.edit.told() == edit]
    return found
