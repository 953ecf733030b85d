"""Settled facts and verdicts → `Advice`: every recommendation with its reasons, whom to see, and what is missing."""

from collections.abc import Iterator

from stratagem.advice import (
    Advice,
    Caution,
    DisagreementFound,
    Emphasis,
    FactsUsed,
    LineToSay,
    NotNow,
    PlayAdvised,
    Reason,
    Recommendation,
    WarningRaised,
)
from stratagem.deciding.arbitration import Objection, Verdict, arbitrate
from stratagem.deciding.people import selected
from stratagem.deciding.phrases import Phrases, shown
from stratagem.deciding.questions import next_questions, questions, weigh
from stratagem.deciding.reasons import conditions_met, facts_behind
from stratagem.deciding.spoken import Spoken, rulebook_name
from stratagem.deciding.strata import Settled
from stratagem.deciding.weighing import Scales
from stratagem.playbook import suitable
from stratagem.rulebook import Rule, Rulebook

WITH_PLAYS = 3
"""How many recommendations, from the first, come with their plays: nobody prepares ten at once."""


def advise(
    rulebook: Rulebook, settled: Settled, phrases: Phrases, top: int | None, scales: Scales | None = None
) -> Advice:
    """The advice for one settled account, in the language of `phrases`; at most `top` recommendations.

    With `scales`, questions are weighed: what hangs on each, and whether anything can still change the first three.
    """
    spoken = Spoken(rulebook, settled, phrases)
    weighing = weigh(spoken, scales) if scales else None
    inquiry = next_questions(spoken, weighing) if weighing else None
    recommended, others = arbitrate(rulebook, settled.fired)
    by_priority = sorted(settled.fired, key=lambda rule: -rule.priority)
    profile = settled.profile
    return Advice(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=phrases.lang,
        rulebook=rulebook_name(rulebook),
        recommendations=[_recommendation(spoken, at, each) for at, each in enumerate(recommended[:top], start=1)],
        not_now=[_not_now(spoken, verdict.deciding, verdict) for verdict in others if verdict.deciding],
        warnings=list(_warnings(spoken, by_priority)),
        questions=questions(spoken, weighing),
        next_questions=inquiry.questions if inquiry else None,
        together=inquiry.together if inquiry else None,
        settled=inquiry.settled if inquiry else None,
        emphasis=[
            Emphasis(rule=rule.id, priority=rule.priority, say=spoken.fill(rule.emphasise) or "")
            for rule in by_priority
            if rule.emphasise is not None
        ],
        disagreements=list(_disagreements(spoken)),
        conclusions=list(spoken.conclusions()),
        facts=FactsUsed(
            given={id_: shown(phrases.fact(id_), value) for id_, value in profile.given.items()},
            defaulted={id_: shown(phrases.fact(id_), value) for id_, value in settled.defaulted.items()},
            concluded={id_: shown(phrases.fact(id_), value) for id_, (value, _) in settled.concluded.items()},
        ),
    )


def _recommendation(spoken: Spoken, rank: int, verdict: Verdict) -> Recommendation:
    winner = verdict.speakers[0]
    strategy = spoken.rulebook.strategy[verdict.strategy]
    see, through = selected(spoken.people, winner.see), selected(spoken.people, winner.through)
    return Recommendation(
        rank=rank,
        strategy=strategy.id,
        label=spoken.label(strategy.label),
        about=spoken.phrases.text(strategy.about) or None,
        priority=winner.priority,
        see=see,
        through=through,
        missing=_missing(spoken, winner) if winner.see and not see else None,
        say=spoken.say(winner, see, through),
        reasons=[_reason(spoken, rule) for rule in verdict.speakers],
        cautions=[_caution(spoken, objection) for objection in verdict.cautions],
        plays=list(_plays(spoken, strategy.id)) if rank <= WITH_PLAYS else [],
    )


def _missing(spoken: Spoken, winner: Rule) -> str:
    """Who has not been identified: in the author's words, or from the labels of the first selector."""
    return spoken.fill(winner.missing) or spoken.phrases.nobody_found(winner.see[0])


def _plays(spoken: Spoken, strategy: str) -> Iterator[PlayAdvised]:
    """The plays of a strategy that nothing known forbids, in rulebook order."""
    weapons = spoken.rulebook.weapon
    situation = spoken.settled.situation
    for play in spoken.rulebook.plays_of.get(strategy, ()):
        weapon = weapons.get(play.weapon)
        if suitable(play, weapon, situation):
            yield PlayAdvised(
                weapon=play.weapon,
                weapon_label=spoken.phrases.text(weapon.label) if weapon else play.weapon,
                label=spoken.label(play.label),
                who=spoken.phrases.text(play.who) or None,
                steps=[spoken.label(step) for step in play.steps],
                say=[
                    LineToSay(
                        to=spoken.phrases.condition(line.to, of_people=True),
                        people=selected(spoken.people, (line.to,)),
                        say=spoken.label(line.say),
                    )
                    for line in play.say
                ],
                bring=[spoken.label(thing) for thing in play.bring],
                worked=spoken.phrases.text(play.worked) or None,
            )


def _reason(spoken: Spoken, rule: Rule) -> Reason:
    return Reason(
        rule=rule.id,
        title=spoken.label(rule.title),
        priority=rule.priority,
        because=spoken.because(rule),
        source=rule.source,
        facts=facts_behind(rule, spoken.settled, spoken.phrases),
        conditions=conditions_met(rule.when, spoken.settled, spoken.people, spoken.phrases),
    )


def _caution(spoken: Spoken, objection: Objection) -> Caution:
    rule = objection.rule
    return Caution(
        status="held" if objection.hold else "avoided",
        rule=rule.id,
        priority=rule.priority,
        because=spoken.because(rule),
        until=spoken.fill(objection.hold.until) if objection.hold else None,
    )


def _not_now(spoken: Spoken, objection: Objection, verdict: Verdict) -> NotNow:
    rule = objection.rule
    return NotNow(
        strategy=verdict.strategy,
        label=spoken.label(spoken.rulebook.strategy[verdict.strategy].label),
        status=objection.status.value,  # type: ignore[arg-type]
        rule=rule.id,
        priority=rule.priority,
        because=spoken.because(rule),
        until=spoken.fill(objection.hold.until) if objection.hold else None,
        speaks_for=[speaker.id for speaker in verdict.speakers],
    )


def _warnings(spoken: Spoken, by_priority: list[Rule]) -> Iterator[WarningRaised]:
    """Each warning once, by the strongest rule that raises it; the strongest rule's warnings first."""
    seen: set[str] = set()
    for rule in by_priority:
        for id_ in rule.warn:
            if id_ not in seen:
                seen.add(id_)
                label = spoken.label(spoken.rulebook.warning[id_].label)
                yield WarningRaised(
                    id=id_, label=label, rule=rule.id, priority=rule.priority, because=spoken.because(rule)
                )


def _disagreements(spoken: Spoken) -> Iterator[DisagreementFound]:
    for each in spoken.settled.disagreements:
        fact = spoken.phrases.fact(each.fact)
        yield DisagreementFound(
            fact=each.fact,
            label=spoken.label(fact.label),
            given=shown(fact, each.given),
            concluded=shown(fact, each.concluded),
            given_shown=spoken.phrases.value(fact, each.given),
            concluded_shown=spoken.phrases.value(fact, each.concluded),
            rule=each.rule.id,
            priority=each.rule.priority,
            because=spoken.because(each.rule),
        )
