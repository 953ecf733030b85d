"""Last stop of a case: does its rulebook keep the promise? If not, what came instead, and which condition decided?

It looks deeper than `Advice`, because a case is about one rule, and advice names only rules that won something. It does
not know how cases are written down.
"""

from collections.abc import Iterator

from stratagem.advice import Advice, ConditionSeen
from stratagem.advisor import Advisor
from stratagem.authoring.cases import Case, CaseKind
from stratagem.condition import Age, Condition, Count, FactTest, IsKnown, Quantifier, parts_of
from stratagem.deciding.people import ranked
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.reasons import condition_seen
from stratagem.deciding.strata import Settled, settle
from stratagem.matching.profile import profile_of
from stratagem.matching.reference import ReferenceMatcher
from stratagem.rulebook import Rule, Rulebook
from stratagem.testing.guards import Gap, uncovered
from stratagem.vocabulary import Value

__all__ = ["Gap", "check_case", "uncovered"]


def check_case(advisor: Advisor, case: Case) -> str | None:
    """None when the case holds; else what was expected, what came, and which condition decided with the value it met.

    Raises `AccountError` when the account of the case is none of this rulebook's.
    """
    rulebook = advisor.rulebook
    rule = rulebook.rule.get(case.rule)
    if rule is None:
        return _told(case, [f"expected: a rule {case.rule}", "came: this rulebook has no such rule"])
    advice = advisor.advise(case.given, as_of=case.as_of)
    account = advisor.account_model.model_validate(case.given)
    settled = settle(rulebook, profile_of(account, rulebook, case.as_of), ReferenceMatcher(rulebook))
    lines = [*_wrong_firing(case, rule, rulebook, settled), *_wrong_facts(case, settled), *_wrong_advice(case, advice)]
    return _told(case, lines) if lines else None


def _told(case: Case, lines: list[str]) -> str:
    place = f"{case.span}: " if case.span else ""
    return "\n  ".join([f"{place}{case.sentence}", *lines])


def _wrong_firing(case: Case, rule: Rule, rulebook: Rulebook, settled: Settled) -> Iterator[str]:
    fired = any(each.id == rule.id for each in settled.fired)
    if fired is not case.fires:
        yield f"expected: {rule.id} {'fires' if case.fires else 'does not fire'}"
        yield f"came: it {'fires' if fired else 'does not fire'}"
        yield from _decided(rule, rulebook, settled)
    elif case.kind is CaseKind.MISS and rule.when.truth(settled.situation) is None:
        yield f"expected: a known fact keeps {rule.id} from firing, because this case is a miss"
        yield "came: a fact that is unknown does; this is a case of a missing fact"
        yield from _decided(rule, rulebook, settled)
    elif case.kind is CaseKind.MISSING and not any(_unknown_in(rule.when, rulebook, settled)):
        yield f"expected: something that {rule.id} needs is unknown, because this case is about a missing fact"
        yield "came: everything that it asks about is known"


def _decided(rule: Rule, rulebook: Rulebook, settled: Settled) -> Iterator[str]:
    """The conditions that settled it, each with the value or the people it met."""
    if rule.in_force(settled.profile.as_of) is not True:
        yield f"decided by: the rule is not in force on {settled.profile.as_of or 'an unknown date'}"
        return
    phrases = Phrases(rulebook, rulebook.languages[0])
    seen = condition_seen(rule.when, settled, ranked(rulebook, settled.profile), phrases)
    for leaf in _leaves(seen):
        by = f", concluded by {leaf.concluded_by}" if leaf.concluded_by else ""
        truth = "unknown" if leaf.truth is None else "true" if leaf.truth else "false"
        yield f"decided by: {leaf.text}: {truth}{_met(leaf, settled)}{by}"


def _leaves(seen: ConditionSeen) -> Iterator[ConditionSeen]:
    """The lines that made a condition what it is: those parts of it that share its truth, or the part of a `not`."""
    parts = [part for part in seen.parts if part.truth is seen.truth or len(seen.parts) == 1]
    for part in parts:
        yield from _leaves(part)
    if not parts:
        yield seen


def _met(leaf: ConditionSeen, settled: Settled) -> str:
    if leaf.people is None:
        return "" if leaf.value is None else f"; the value is {leaf.value}"
    if settled.profile.people is None:
        return "; nothing was said about people"
    return f"; it fits {', '.join(leaf.people) or 'nobody'}"


def _unknown_in(condition: Condition, rulebook: Rulebook, settled: Settled) -> Iterator[bool]:
    """Of each thing that a condition asks about: is it unknown, or at its default for want of knowledge?"""
    for part in parts_of(condition):
        match part:
            case FactTest(_, Age()) if settled.profile.as_of is None:
                yield True
            case FactTest(fact, _) | IsKnown(fact, _):
                yield settled.situation.facts.get(fact) is None or fact in settled.defaulted
                for rule in rulebook.rules:
                    if fact in dict(rule.conclude):
                        yield from _unknown_in(rule.when, rulebook, settled)
            case Quantifier() | Count():
                yield settled.profile.people is None
                asked_of = [each.fact for each in parts_of(part.where) if isinstance(each, FactTest | IsKnown)]
                if isinstance(part, Count) and part.distinct:
                    asked_of.append(part.distinct.id)
                for person in settled.profile.people or ():
                    for id_ in asked_of:
                        yield person.facts.get(id_) in (None, rulebook.vocabulary.attribute[id_].default)


def _wrong_facts(case: Case, settled: Settled) -> Iterator[str]:
    for fact, expected in case.facts:
        came = settled.situation.facts.get(fact)
        if came != expected:
            yield f"expected: {fact} is {_said(expected)}"
            by = f", concluded by {settled.concluded[fact][1].id}" if fact in settled.concluded else ""
            yield f"came: it is {_said(came)}{by}"


def _wrong_advice(case: Case, advice: Advice) -> Iterator[str]:
    promised = case.advice
    for status, strategies in (
        ("recommended", promised.recommends),
        ("held", promised.holds),
        ("avoided", promised.avoids),
        ("vetoed", promised.vetoes),
    ):
        for strategy in strategies:
            came, how = _standing(advice, strategy)
            if came != status:
                yield f"expected: {strategy} is {status}"
                yield f"came: {how}"
    first = advice.recommendations[0] if advice.recommendations else None
    if promised.first is not None and (first is None or first.strategy != promised.first):
        yield f"expected: {promised.first} comes first"
        yield f"came: {_standing(advice, first.strategy)[1] if first else 'nothing is recommended'}"
        yield f"came: {_standing(advice, promised.first)[1]}"
    yield from _lacking("warns of", promised.warns, [each.id for each in advice.warnings])
    yield from _lacking("asks", promised.asks, [each.fact for each in advice.questions])


def _standing(advice: Advice, strategy: str) -> tuple[str, str]:
    """The status of a strategy, and a line that says who decided it."""
    for each in advice.recommendations:
        if each.strategy == strategy:
            rules = ", ".join(reason.rule for reason in each.reasons)
            how = f"{strategy} is recommended at place {each.rank}, with priority {each.priority}, by {rules}"
            return "recommended", how
    for kept_out in advice.not_now:
        if kept_out.strategy == strategy:
            status, rule, priority = kept_out.status, kept_out.rule, kept_out.priority
            return status, f"{strategy} is {status} by {rule}, with priority {priority}"
    return "silent", f"no rule that fired speaks of {strategy}"


def _lacking(verb: str, promised: tuple[str, ...], came: list[str]) -> Iterator[str]:
    for id_ in promised:
        if id_ not in came:
            yield f"expected: it {verb} {id_}"
            yield f"came: it {verb} {', '.join(came) or 'nothing'}"


def _said(value: Value | None) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
