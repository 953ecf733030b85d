"""Asks two matchers about the same account, and tells how their answers differ."""

from stratagem.deciding.strata import Settled, settle
from stratagem.matching.matcher import Matcher
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rulebook

Answer = tuple[tuple[str, ...], dict[str, object], dict[str, object], tuple[tuple[object, ...], ...], dict[str, str]]


def answer(rulebook: Rulebook, profile: Profile, matcher: Matcher) -> Answer:
    """What a matcher settles: rules fired, facts concluded and defaulted, disagreements, rows passed over."""
    return _plain(settle(rulebook, profile, matcher))


def difference(rulebook: Rulebook, profile: Profile, one: Matcher, other: Matcher) -> str | None:
    """How two matchers differ on an account, None when they agree."""
    first, second = answer(rulebook, profile, one), answer(rulebook, profile, other)
    if first == second and [*first[1]] == [*second[1]] and [*first[2]] == [*second[2]]:
        return None
    return f"{type(one).__name__}: {first}\n{type(other).__name__}: {second}"


def _plain(settled: Settled) -> Answer:
    return (
        tuple(rule.id for rule in settled.fired),
        {fact: (value, rule.id) for fact, (value, rule) in settled.concluded.items()},
        dict(settled.defaulted),
        tuple((each.fact, each.given, each.concluded, each.rule.id) for each in settled.disagreements),
        {id_: rule.id for id_, rule in settled.passed_over.items()},
    )
