"""Drives a matcher through the strata: concluding rules settle facts before any rule that mentions them runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stratagem.condition import Situation
from stratagem.matching.matcher import Matcher
from stratagem.matching.profile import Profile
from stratagem.rulebook import Rule, Rulebook
from stratagem.vocabulary import Value


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The caller gave a concluded fact a value, and the rules would have concluded another."""

    fact: str
    given: Value
    concluded: Value
    rule: Rule


@dataclass(frozen=True, slots=True)
class Settled:
    """What is true of an account once every stratum has run."""

    profile: Profile
    situation: Situation
    """All known facts, and the people."""
    fired: tuple[Rule, ...]
    """In rulebook order."""
    concluded: Mapping[str, tuple[Value, Rule]]
    """Fact → value and the rule that won, in vocabulary order."""
    defaulted: Mapping[str, Value]
    """Facts at their default, in vocabulary order."""
    disagreements: tuple[Disagreement, ...]
    passed_over: Mapping[str, Rule]
    """Rule id → the row that came before it, for rows that are true of which their table lets one alone fire."""


def settle(rulebook: Rulebook, profile: Profile, matcher: Matcher) -> Settled:
    """Run every stratum. The highest priority wins a concluded fact, then the earliest rule; a given value stays."""
    facts: dict[str, Value] = {**profile.given, **profile.defaulted}
    never_concluded = {
        fact.id: fact.default
        for fact in rulebook.vocabulary.facts
        if fact.concluded and fact.default is not None and fact.id not in facts and fact.id not in rulebook.concludable
    }
    facts.update(never_concluded)
    defaulted = {**profile.defaulted, **never_concluded}
    best: dict[str, tuple[Value, Rule]] = {}
    concluded: dict[str, tuple[Value, Rule]] = {}
    disagreements: list[Disagreement] = []
    fired: list[Rule] = []
    passed_over: dict[str, Rule] = {}
    news: Mapping[str, Value] = facts
    with matcher.match(profile) as matching:
        for at, stratum in enumerate(rulebook.strata):
            hits = [rule for rule in matching.fired(at, news) if rule.in_force(profile.as_of) is True]
            passed_over |= _passed_over(rulebook, hits)
            for rule in hits:
                if rule.id in passed_over:
                    continue
                fired.append(rule)
                for fact, value in rule.conclude:
                    if fact not in best or _beats(rulebook, rule, best[fact][1]):
                        best[fact] = (value, rule)
            settled: dict[str, Value] = {}
            for fact in stratum.settles:
                if fact in profile.given:
                    given = profile.given[fact]
                    if fact in best and best[fact][0] != given:
                        disagreements.append(Disagreement(fact, given, *best[fact]))
                elif fact in best:
                    concluded[fact] = best[fact]
                    settled[fact] = best[fact][0]
                elif (default := rulebook.vocabulary.fact[fact].default) is not None:
                    settled[fact] = defaulted[fact] = default
            facts.update(settled)
            news = settled
    order = rulebook.vocabulary.order
    return Settled(
        profile=profile,
        situation=Situation(facts, profile.people, profile.as_of),
        fired=tuple(sorted(fired, key=lambda rule: rulebook.order[rule.id])),
        concluded={fact: concluded[fact] for fact in sorted(concluded, key=order.__getitem__)},
        defaulted={fact: defaulted[fact] for fact in sorted(defaulted, key=order.__getitem__)},
        disagreements=tuple(disagreements),
        passed_over=passed_over,
    )


def _passed_over(rulebook: Rulebook, hits: Iterable[Rule]) -> dict[str, Rule]:
    """Those of the rows that would fire which must not, with the row that comes before them."""
    places = rulebook.places_in_contests
    rows = sorted((rule for rule in hits if rule.id in places), key=lambda rule: places[rule.id]) if places else ()
    first: dict[int, Rule] = {}
    for rule in rows:
        first.setdefault(places[rule.id][0], rule)
    return {rule.id: winner for rule in rows if (winner := first[places[rule.id][0]]) is not rule}


def _beats(rulebook: Rulebook, rule: Rule, other: Rule) -> bool:
    """Whether a rule wins a concluded fact from another: by priority, then as the earlier, whatever their strata."""
    order = rulebook.order
    return (rule.priority, -order[rule.id]) > (other.priority, -order[other.id])
