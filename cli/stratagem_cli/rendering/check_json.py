"""A check as JSON: every finding with its place, what it concerns and the account that shows it."""

from collections.abc import Iterable
from typing import Any

from stratagem.analysis import KINDS, CheckReport, Finding, Witness
from stratagem.diagnostics import Diagnostic, Place, Span
from stratagem.rulebook import Thing

Json = dict[str, Any]


def report_json(report: CheckReport, lang: str) -> Json:
    """The whole report; sentences in the language asked for."""
    rulebook = report.rulebook
    return {
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "hash": rulebook.hash},
        "clean": report.clean,
        "kinds": list(report.kinds),
        "faults": [],
        "findings": [_finding(each, lang) for each in report.findings],
        "accepted": [{**_finding(each.finding, lang), "reason": each.by.reason} for each in report.accepted],
        "undecided": [
            {"kind": each.kind, "subject": _thing(each.subject), "place": _place(each.place)}
            for each in report.undecided
        ],
    }


def faults_json(faults: Iterable[Diagnostic], lang: str) -> Json:
    """What is said of a rulebook that cannot be read, in the same form."""
    told = [
        {"code": each.code, "message": each.cause(lang), "remedy": each.remedy(lang), "place": _place(each.place)}
        for each in faults
    ]
    nothing: Json = {"kinds": [], "faults": told, "findings": [], "accepted": [], "undecided": []}
    return {"rulebook": None, "clean": False, **nothing}


def witness_json(witness: Witness) -> Json:
    """An account as `advise` takes it, and the date it must be advised on."""
    account = {key: str(value) if hasattr(value, "isoformat") else value for key, value in witness.account.items()}
    return {"account": account, "as_of": witness.as_of.isoformat() if witness.as_of else None}


def _finding(finding: Finding, lang: str) -> Json:
    return {
        "kind": finding.kind,
        "severity": KINDS[finding.kind].severity.value,
        "message": finding.cause(lang),
        "remedy": finding.remedy(lang),
        "place": _place(finding.place),
        "subject": _thing(finding.subject),
        "concerns": [_thing(each) for each in finding.concerns],
        "related": [{**_thing(each.thing), "place": _place(each.place)} for each in finding.related],
        "witness": witness_json(finding.witness) if finding.witness else None,
    }


def _thing(thing: Thing) -> Json:
    return {"sort": thing.sort.value, "id": thing.id}


def _place(place: Place) -> Json | None:
    if isinstance(place, Span):
        position = place.source.position(place.line, place.column)
        where: Json = {"cell": position} if isinstance(position, str) else {"line": position[0], "column": position[1]}
        return {"file": place.source.name, **where, "width": place.width}
    return {"file": place} if place else None
