"""Rulebook → everything that is wrong with it, in the order of its text.

```python
from stratagem.analysis import check
report = check(Advisor.load("my-rules").rulebook)
for finding in report.findings:
    print(finding.place, finding.cause())
```

A kind of finding is one line of `KINDS`. To add one: write its sentences in `diagnostics.checks`, a function that
yields its findings, its line here, and its page in `docs/checks/` with an example, which a test runs.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from stratagem.analysis.examination import Examination, endless
from stratagem.analysis.finding import Finding, Severity, Undecided, in_source_order
from stratagem.analysis.unused import unused_facts
from stratagem.rulebook import Rulebook
from stratagem.wording import Text


@dataclass(frozen=True)
class Kind:
    """One kind of finding. `find` yields its findings, and what it could not decide."""

    id: str
    """A key of `diagnostics.checks.CHECKS`; the name of its page in `docs/checks/`."""
    severity: Severity
    title: Text
    """What is found, as the heading over several: `Facts that nothing uses`."""
    find: Callable[[Examination], Iterable[Finding | Undecided]]


def _kind(
    id_: str, severity: Severity, en: str, zh: str, find: Callable[[Examination], Iterable[Finding | Undecided]]
) -> Kind:
    return Kind(id_, severity, Text((("en", en), ("zh", zh))), find)


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (_kind("unused-fact", Severity.NOTE, "Facts that nothing uses", "没有用到的事实", unused_facts),)
}
"""Every kind of finding, in the order in which they are looked for: what is quickly decided first."""


@dataclass(frozen=True)
class CheckReport:
    """What a check found. Findings stand in the order of the rulebook's text."""

    rulebook: Rulebook
    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...] = ()
    """What the time did not suffice for, in the order it was asked."""
    kinds: tuple[str, ...] = tuple(KINDS)
    """What was looked for."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong, and that is certain."""
        return not self.findings and not self.undecided


def check(
    rulebook: Rulebook,
    *,
    kinds: Collection[str] | None = None,
    out_of_time: Callable[[], bool] = endless,
) -> CheckReport:
    """Look for every kind of finding, or for `kinds` alone.

    `out_of_time` is asked again and again; once it returns True, what is still open is reported as undecided, and
    nothing is guessed. Without it the check takes what it takes. Raises `KeyError` for a kind that does not exist.
    """
    chosen = tuple(KINDS) if kinds is None else tuple(KINDS[kind].id for kind in kinds)
    examination = Examination(rulebook, out_of_time)
    said = [each for kind in KINDS.values() if kind.id in chosen for each in kind.find(examination)]
    findings = sorted(
        (each for each in said if isinstance(each, Finding)), key=lambda finding: in_source_order(finding.place)
    )
    undecided = tuple(each for each in said if isinstance(each, Undecided))
    return CheckReport(rulebook, tuple(findings), undecided, chosen)
