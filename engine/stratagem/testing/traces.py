"""Whether a rule fired, read off the advice: every effect leaves a trace, unless a stronger rule leaves the same.

This module knows which part of `Advice` each effect of a rule shows in. It does not ask a matcher.
"""

from collections.abc import Iterator

from stratagem.advice import Advice
from stratagem.rulebook import Rule


def fired(rule: Rule, advice: Advice) -> bool | None:
    """Whether the rule fired; None when everything it does was done by a stronger rule, which hides it."""
    if rule.id in _named(advice):
        return True
    return None if all(_could_be_hidden(rule, advice)) else False


def _named(advice: Advice) -> frozenset[str]:
    """Every rule that the advice names."""
    return frozenset(
        [
            *(reason.rule for each in advice.recommendations for reason in each.reasons),
            *(caution.rule for each in advice.recommendations for caution in each.cautions),
            *(rule for each in advice.not_now for rule in (each.rule, *each.speaks_for)),
            *(each.rule for each in advice.warnings),
            *(each.rule for each in advice.questions if each.rule),
            *(each.rule for each in advice.emphasis),
            *(each.rule for each in advice.conclusions),
            *(each.rule for each in advice.disagreements),
        ]
    )


def _could_be_hidden(rule: Rule, advice: Advice) -> Iterator[bool]:
    """For each effect of a rule that the advice does not name: whether it could have been there all the same.

    Recommending and emphasising always show. Of objections to a strategy that is kept out only the deciding one shows;
    of warnings, questions and conclusions only the strongest; and a conclusion that agrees with the caller does not.
    """
    if rule.recommend or rule.emphasise is not None:
        yield False
    kept_out = {each.strategy for each in advice.not_now}
    held = (strategy for hold in rule.hold for strategy in hold.strategies)
    yield from (strategy in kept_out for strategy in (*rule.veto, *rule.avoid, *held))
    yield from (warning in {each.id for each in advice.warnings} for warning in rule.warn)
    yield from (fact in {each.fact for each in advice.questions} for fact in rule.ask)
    settled = {*advice.facts.concluded, *(each.fact for each in advice.disagreements)}
    given = advice.facts.given
    yield from (fact in settled or (fact in given and given[fact] == value) for fact, value in rule.conclude)
