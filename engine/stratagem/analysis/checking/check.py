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

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from stratagem.analysis.checking.acceptance import Accepted, accepted_by, needless
from stratagem.analysis.checking.exact_rules import conflicting, never_firing, only_voices, redundant
from stratagem.analysis.checking.exact_strategies import (
    always_kept_out,
    never_first,
    never_recommended,
    order_decides,
    pointless_objections,
)
from stratagem.analysis.checking.examination import Examination, endless
from stratagem.analysis.checking.finding import Finding, Severity, Undecided, in_source_order
from stratagem.analysis.checking.gaps import possible_profile, profile_gaps, usual_profile
from stratagem.analysis.checking.tables import differing_rows, masked_rows, overlapping_rows, table_gaps
from stratagem.analysis.checking.translations import missing_labels, unfilled_placeholders, untranslated, wrong_script
from stratagem.analysis.checking.unused import (
    never_concluded,
    unused_facts,
    unused_strategies,
    unused_values,
    unused_warnings,
    unused_weapons,
)
from stratagem.analysis.checking.wording import questions_without_words, same_labels
from stratagem.rulebook import Rulebook
from stratagem.wording import Text

Find = Callable[[Examination], Iterable[Finding | Undecided]]
"""Yields the findings of one kind, and what it could not decide."""


@dataclass(frozen=True)
class Kind:
    """One kind of finding."""

    id: str
    """A key of `diagnostics.checks.CHECKS`; the name of its page in `docs/checks/`."""
    severity: Severity
    title: Text
    """What is found, as the heading over several: `Facts that nothing uses`."""
    find: Find | None
    """None for the kind that looks at what the others found."""


def _kind(id_: str, severity: Severity, en: str, zh: str, find: Find | None) -> Kind:
    return Kind(id_, severity, Text((("en", en), ("zh", zh))), find)


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        _kind("unused-fact", Severity.NOTE, "Facts that nothing uses", "没有用到的事实", unused_facts),
        _kind("unused-value", Severity.NOTE, "Values that no rule asks for", "没有规则用到的取值", unused_values),
        _kind(
            "never-concluded", Severity.WARNING, "Facts to be concluded that no rule concludes",
            "没有规则推断的推断事实", never_concluded,
        ),
        _kind(
            "unused-strategy", Severity.WARNING, "Strategies that no rule recommends",
            "没有规则推荐的策略", unused_strategies,
        ),
        _kind("unused-warning", Severity.NOTE, "Warnings that no rule raises", "没有规则发出的警示", unused_warnings),
        _kind("unused-weapon", Severity.NOTE, "Weapons without a play", "没有打法的手段", unused_weapons),
        _kind(
            "ask-without-question", Severity.WARNING, "Questions without words",
            "没有问句的提问", questions_without_words,
        ),
        _kind("same-label", Severity.WARNING, "Two things with one name", "名称相同", same_labels),
        _kind("untranslated", Severity.WARNING, "Texts that were not translated", "没有翻译的文字", untranslated),
        _kind("wrong-script", Severity.WARNING, "Texts in the wrong language", "语言不对的文字", wrong_script),
        _kind("missing-label", Severity.NOTE, "Things that go by their id", "只有标识、没有名称", missing_labels),
        _kind(
            "unfilled-placeholder", Severity.WARNING, "Braces that nothing fills",
            "不会代入事实的花括号", unfilled_placeholders,
        ),
        _kind("never-fires", Severity.ERROR, "Rules that can never fire", "永远不会生效的规则", never_firing),
        _kind(
            "conflicting-conclusions", Severity.ERROR, "Rules of equal priority that conclude different things",
            "优先级相同、推断不同的规则", conflicting,
        ),
        _kind("redundant-rule", Severity.WARNING, "Rules that another makes redundant", "多余的规则", redundant),
        _kind("only-a-voice", Severity.NOTE, "Rules that only count as one more", "只多算一条的规则", only_voices),
        _kind(
            "never-recommended", Severity.ERROR, "Strategies that something always keeps out",
            "永远进不了建议的策略", never_recommended,
        ),
        _kind(
            "always-kept-out", Severity.WARNING, "Recommendations that are always kept out",
            "每次都被挡下的推荐", always_kept_out,
        ),
        _kind(
            "pointless-objection", Severity.WARNING, "Objections that never keep anything out",
            "从来挡不住的反对", pointless_objections,
        ),
        _kind("never-first", Severity.WARNING, "Strategies that never come first", "永远排不到第一的策略", never_first),
        _kind(
            "order-decides", Severity.NOTE, "First places that the order of the file decides",
            "由书写顺序决定的第一名", order_decides,
        ),
        _kind("overlapping-rows", Severity.ERROR, "Rows that overlap", "重叠的行", overlapping_rows),
        _kind("differing-rows", Severity.ERROR, "Rows that contradict", "结论不一致的行", differing_rows),
        _kind("masked-row", Severity.ERROR, "Rows that never fire", "永远轮不到的行", masked_rows),
        _kind("table-gap", Severity.WARNING, "Gaps of a table", "决策表的缺口", table_gaps),
        _kind("profile-gap", Severity.WARNING, "Profiles without a recommendation", "没有建议的情形", profile_gaps),
        _kind("needless-accept", Severity.NOTE, "Acceptances that accept nothing", "多余的接受", None),
    )
}  # fmt: skip
"""Every kind of finding, in the order in which they are looked for: what is quickly decided first."""


@dataclass(frozen=True)
class CheckReport:
    """What a check found. Findings stand in the order of the rulebook's text."""

    rulebook: Rulebook
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    """Findings that the authors let stand, each with the reason."""
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
    profile: Sequence[str] | None = None,
    out_of_time: Callable[[], bool] = endless,
) -> CheckReport:
    """Look for every kind of finding, or for `kinds` alone.

    `profile` names the facts (flags, choices, scales) of which every combination must get a recommendation; by default
    customer tier, purchase stage and inside guide, as far as the rulebook has them.
    `out_of_time` is asked again and again; once it returns True, what is still open is reported as undecided, and
    nothing is guessed. Without it the check takes what it takes. Raises `KeyError` for a kind that does not exist,
    `ValueError` for a profile of other facts, `ModuleNotFoundError` when python-sat is not installed.
    """
    facts = usual_profile(rulebook) if profile is None else tuple(profile)
    if strange := [fact for fact in facts if fact not in possible_profile(rulebook)]:
        raise ValueError(f"a profile is made of flags, choices and scales of the rulebook, not of {', '.join(strange)}")
    chosen = tuple(KINDS) if kinds is None else tuple(KINDS[kind].id for kind in kinds)
    examination = Examination(rulebook, out_of_time, facts)
    kinds_asked = [kind for kind in KINDS.values() if kind.id in chosen]
    said = [each for kind in kinds_asked if kind.find is not None for each in kind.find(examination)]
    undecided = tuple(each for each in said if isinstance(each, Undecided))
    still_open: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in (each for each in said if isinstance(each, Finding)):
        by = accepted_by(finding, rulebook.accepted)
        if by is None:
            still_open.append(finding)
        else:
            accepted.append(Accepted(finding, by))
    if "needless-accept" in chosen:
        still_open += needless(rulebook.accepted, {each.by for each in accepted}, undecided, chosen)
    return CheckReport(
        rulebook,
        tuple(sorted(still_open, key=lambda finding: in_source_order(finding.place))),
        tuple(sorted(accepted, key=lambda each: in_source_order(each.finding.place))),
        undecided,
        chosen,
    )
