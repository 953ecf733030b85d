"""A check as SARIF 2.1.0, the form in which code hosts and editors show findings beside the lines they are about."""

import hashlib
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from stratagem.analysis import KINDS, CheckReport, Finding
from stratagem.analysis.checking.pages import page_of
from stratagem.diagnostics import Diagnostic, Place, Span
from stratagem.rulebook import Thing
from stratagem_cli.rendering.check_json import witness_json

Json = dict[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_UNDECIDED = {"en": "Undecided when time was up: {kind} of {id}", "zh": "时间用完，尚未判定：{id} 的 {kind}"}


def report_sarif(report: CheckReport, lang: str) -> Json:
    """One run: accepted findings are there too, suppressed with their reason; what is undecided is a notification."""
    results = [_result(each, lang, report.kinds) for each in report.findings]
    for accepted in report.accepted:
        place = _location(accepted.by.span)
        where: Json = {"location": place} if place else {}
        suppression = {"kind": "inSource", "justification": accepted.by.reason, **where}
        results.append({**_result(accepted.finding, lang, report.kinds), "suppressions": [suppression]})
    undecided = _UNDECIDED[lang if lang in _UNDECIDED else "en"]
    notifications = [
        {
            "level": "warning",
            "message": {"text": undecided.format(kind=each.kind, id=each.subject.id)},
            "associatedRule": {"id": each.kind, "index": report.kinds.index(each.kind)},
            **_locations(each.place),
        }
        for each in report.undecided
    ]
    return _log([_rule(kind, lang) for kind in report.kinds], results, notifications, lang)


def faults_sarif(faults: Iterable[Diagnostic], lang: str) -> Json:
    """What is said of a rulebook that cannot be read: every fault is an error, its code the rule."""
    faults = tuple(faults)
    codes = tuple(dict.fromkeys(each.code for each in faults))
    results: list[Json] = [
        {
            "ruleId": each.code,
            "ruleIndex": codes.index(each.code),
            "level": "error",
            "message": {"text": _sentences(each, lang)},
            **_locations(each.place),
        }
        for each in faults
    ]
    return _log([{"id": code, "defaultConfiguration": {"level": "error"}} for code in codes], results, [], lang)


def _log(rules: list[Json], results: list[Json], notifications: list[Json], lang: str) -> Json:
    driver = {"name": "stratagem", "version": version("stratagem"), "language": lang, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: str, lang: str) -> Json:
    page = page_of(kind)
    text = page.read_text(encoding="utf-8")
    return {
        "id": kind,
        "shortDescription": {"text": KINDS[kind].title.in_language(lang)},
        "defaultConfiguration": {"level": KINDS[kind].severity.value},
        "helpUri": page.resolve().as_uri(),
        "help": {"text": text, "markdown": text},
    }


def _result(finding: Finding, lang: str, kinds: Sequence[str]) -> Json:
    related = [
        {"id": at, "message": {"text": f"{each.thing.sort.value} {each.thing.id}"}, **location}
        for at, each in enumerate(finding.related)
        if (location := _location(each.place)) is not None
    ]
    properties: Json = {"subject": _named(finding.subject), "concerns": [_named(each) for each in finding.concerns]}
    if finding.witness is not None:
        properties["witness"] = witness_json(finding.witness)
    return {
        "ruleId": finding.kind,
        "ruleIndex": kinds.index(finding.kind),
        "level": KINDS[finding.kind].severity.value,
        "message": {"text": _sentences(finding.told, lang)},
        **_locations(finding.place),
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"about/v1": _fingerprint(finding)},
        "properties": properties,
    }


def _sentences(told: Diagnostic, lang: str) -> str:
    stop, gap = ("。", "") if lang == "zh" else (".", " ")
    return f"{told.cause(lang)}{stop}{gap}{told.remedy(lang)}{stop}"


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding, wherever its lines have moved."""
    about = "\n".join((finding.kind, _named(finding.subject), *sorted(_named(each) for each in finding.concerns)))
    return hashlib.sha256(about.encode()).hexdigest()


def _named(thing: Thing) -> str:
    return f"{thing.sort.value} {thing.id}"


def _locations(place: Place) -> Json:
    location = _location(place)
    return {"locations": [location]} if location else {}


def _location(place: Place) -> Json | None:
    """A place of a text has a region; a cell of a workbook, which has no lines, is a logical place of its file."""
    if not isinstance(place, Span):
        return {"physicalLocation": {"artifactLocation": {"uri": _uri(place)}}} if place else None
    file: Json = {"artifactLocation": {"uri": _uri(place.source.name)}}
    position = place.source.position(place.line, place.column)
    if isinstance(position, str):
        return {"physicalLocation": file, "logicalLocations": [{"name": position, "fullyQualifiedName": str(place)}]}
    line, column = position
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + place.width}
    return {"physicalLocation": {**file, "region": region}}


def _uri(name: str) -> str:
    """A path below the current folder as it is seen from there; any other as a file URI."""
    path = Path(name).absolute()
    return quote(path.relative_to(Path.cwd()).as_posix()) if path.is_relative_to(Path.cwd()) else path.as_uri()
