"""A test report for programs: JSON with everything in it, and JUnit XML, which every build server can show."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from stratagem.analysis import Coverage, MutationReport
from stratagem.analysis.mutating import writing
from stratagem.testing.suite import SuiteRun, Tried

Json = dict[str, Any]
_OUTCOMES = {True: "true", False: "false", None: "unknown"}


def test_json(run: SuiteRun, coverage: Coverage, mutation: MutationReport | None, lang: str) -> Json:
    """The whole report; sentences in the language asked for."""
    rulebook = run.suite.rulebook
    return {
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "hash": rulebook.hash},
        "cases": len(run.cases),
        "scenarios": len(run.scenarios),
        "skipped": len(run.skipped),
        "failures": [_failure(each) for each in run.tried if each.failure],
        "coverage": _coverage(coverage),
        "mutation": None if mutation is None else _mutation(mutation, lang),
    }


def _failure(tried: Tried) -> Json:
    failure = tried.failure
    assert failure is not None, "the caller has looked"
    return {
        "kind": "case" if _is_case(tried) else "scenario",
        "name": failure.name,
        "place": failure.place,
        "told": list(failure.lines),
        "rules": [{"rule": rule, "place": place or None} for rule, place in failure.rules],
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "percent": round(coverage.percent, 2),
        "rules": {
            "fired": coverage.fired,
            "of": len(coverage.rules),
            "never": [{"rule": each.rule.id, "place": _place(each.rule.span)} for each in coverage.never_fired],
        },
        "outcomes": {
            "seen": coverage.seen,
            "of": coverage.possible,
            "never": [
                {
                    "rule": rule.rule.id,
                    "place": _place(test.place),
                    "test": writing.line(test.test),
                    "of_people": test.of_people,
                    "missing": [_OUTCOMES[each] for each in test.missing],
                }
                for rule, test in coverage.never_seen
            ],
        },
    }


def _mutation(report: MutationReport, lang: str) -> Json:
    return {
        "score": round(report.score, 2),
        "noticed": len(report.noticed),
        "of": report.counted,
        "equivalent": sum(each.equivalent for each in report.verdicts),
        "kinds": {kind.value: {"noticed": done, "of": of} for kind, (done, of) in report.by_kind().items()},
        "unnoticed": [
            {
                "rule": each.mutant.rule.id,
                "kind": each.mutant.kind.value,
                "place": _place(each.mutant.place),
                "edit": each.mutant.edit.told(lang),
                "would_notice": each.mutant.notice.told(lang),
            }
            for each in report.unnoticed
        ],
        "untried": list(report.untried),
        "proved": report.proved,
    }


def _place(place: object) -> str | None:
    return None if place is None else str(place)


def _is_case(tried: Tried) -> bool:
    from stratagem.authoring.cases import Case

    return isinstance(tried.test, Case)


def junit(run: SuiteRun) -> str:
    """Cases and scenarios as JUnit has them: one suite, a class for each rule or feature."""
    name = run.suite.rulebook.name
    counts = {"tests": str(len(run.tried) + len(run.skipped)), "failures": str(len(run.failures)), "errors": "0"}
    suites = Element("testsuites", {"name": name, **counts})
    suite = SubElement(suites, "testsuite", {"name": name, "skipped": str(len(run.skipped)), **counts})
    for tried in run.tried:
        test = SubElement(suite, "testcase", _named(tried))
        if tried.failure is not None:
            failure = SubElement(test, "failure", {"message": tried.failure.lines[0]})
            failure.text = _clean(str(tried.failure))
    for scenario in run.skipped:
        SubElement(SubElement(suite, "testcase", {"classname": scenario.file, "name": scenario.name}), "skipped")
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _named(tried: Tried) -> dict[str, str]:
    from stratagem.authoring.cases import Case

    if isinstance(tried.test, Case):
        return {"classname": tried.test.rule, "name": _clean(tried.test.sentence)}
    return {"classname": tried.test.file, "name": _clean(tried.test.name)}


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each for each in text if each in "\t\n" or ord(each) >= 32)
