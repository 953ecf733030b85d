"""Settled facts and verdicts → `Advice`: every recommendation with its reasons, whom to see, and what is missing."""

from collections.abc import Iterator

from stratagem.advice import (
    Advice,
    Caution,
    Conclusion,
    DisagreementFound,
    Emphasis,
    FactsUsed,
    LineToSay,
    NotNow,
    PlayAdvised,
    Question,
    Reason,
    Recommendation,
    RulebookName,
    WarningRaised,
)
from stratagem.deciding.arbitration import Objection, Verdict, arbitrate
from stratagem.deciding.people import ranked, selected
from stratagem.deciding.phrases import Phrases, shown
from stratagem.deciding.reasons import People, conditions_met, facts_behind
from stratagem.deciding.strata import Settled
from stratagem.playbook import suitable
from stratagem.rulebook import Rule, Rulebook
from stratagem.wording import Text

WITH_PLAYS = 3
"""How many recommendations, from the first, come with their plays: nobody prepares ten at once."""


class Spoken:
    """One settled account, ready to be spoken of in one language: fills the placeholders of the rules' texts."""

    def __init__(self, rulebook: Rulebook, settled: Settled, phrases: Phrases) -> None:
        """Rank the people once."""
        self.rulebook = rulebook
        self.settled = settled
        self.phrases = phrases
        self.people: People = ranked(rulebook, settled.profile)
        self._facts = settled.situation.facts

    def fill(self, text: Text | None) -> str | None:
        """A text with the facts it quotes."""
        return None if text is None else text.fill(self.phrases.lang, self._quoted)

    def because(self, rule: Rule) -> str:
        """Why the rule speaks."""
        return rule.because.fill(self.phrases.lang, self._quoted)

    def say(self, rule: Rule, see: list[str], through: list[str]) -> str | None:
        """The angle to take, with the facts and the people it quotes."""
        if rule.say is None:
            return None
        people = {"with": see, "through": through}
        return rule.say.fill(
            self.phrases.lang, lambda name: self.phrases.names(people[name]) if name in people else self._quoted(name)
        )

    def label(self, text: Text) -> str:
        """A label."""
        return text.in_language(self.phrases.lang)

    def conclusions(self) -> Iterator[Conclusion]:
        """What the rules found out, in vocabulary order."""
        for id_, (value, rule) in self.settled.concluded.items():
            fact = self.phrases.fact(id_)
            yield Conclusion(
                fact=id_,
                label=self.label(fact.label),
                value=shown(fact, value),
                shown=self.phrases.value(fact, value),
                rule=rule.id,
                because=self.because(rule),
            )

    def _quoted(self, name: str) -> str:
        return self.phrases.value(self.phrases.fact(name), self._facts.get(name))


def rulebook_name(rulebook: Rulebook) -> RulebookName:
    """Which knowledge decided."""
    return RulebookName(name=rulebook.name, version=rulebook.version, hash=rulebook.hash)


def advise(rulebook: Rulebook, settled: Settled, phrases: Phrases, top: int | None) -> Advice:
    """The advice for one settled account, in the language of `phrases`; at most `top` recommendations."""
    spoken = Spoken(rulebook, settled, phrases)
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
        questions=list(_questions(spoken, by_priority)),
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


def _questions(spoken: Spoken, by_priority: list[Rule]) -> Iterator[Question]:
    """Each fact once, by the strongest rule that asks for it; equals in vocabulary order."""
    strongest: dict[str, Rule] = {}
    for rule in by_priority:
        for id_ in rule.ask:
            strongest.setdefault(id_, rule)
    order = spoken.rulebook.vocabulary.order
    for id_, rule in sorted(strongest.items(), key=lambda asked: (-asked[1].priority, order[asked[0]])):
        of_people = id_ not in spoken.rulebook.vocabulary.fact
        fact = spoken.phrases.fact(id_, of_people)
        yield Question(
            fact=id_,
            label=spoken.label(fact.label),
            ask=spoken.phrases.text(fact.ask or fact.label),
            people=_asked_about(spoken, id_, rule) if of_people else [],
            rule=rule.id,
            priority=rule.priority,
            because=spoken.because(rule),
        )


def _asked_about(spoken: Spoken, attribute: str, rule: Rule) -> list[str]:
    """Whom a question concerns: those whom the asking rule selects, or everybody of whom it is unknown."""
    unknown = [name for name, person in spoken.people if person.facts.get(attribute) is None]
    chosen = set(selected(spoken.people, rule.see))
    return [name for name in unknown if name in chosen] if rule.see else unknown


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
