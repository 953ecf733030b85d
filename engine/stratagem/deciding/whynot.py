"""The smallest changes that bring a strategy to a rank → `WhyNot`, told in one language, each run before it is told."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from stratagem.alternatives import Change, ChangeSet, WhyNot
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.outcomes import Telling
from stratagem.deciding.phrases import shown
from stratagem.deciding.reaching import MOST_CHANGES, Group, reach
from stratagem.deciding.spoken import Spoken, rulebook_name
from stratagem.deciding.strata import Settled
from stratagem.deciding.weighing import TOP, Scales
from stratagem.deciding.whatif import Standings
from stratagem.inquiry import StrategyNamed
from stratagem.matching.profile import Profile
from stratagem.matching.variations import Slot, varied
from stratagem.matching.variations_values import Possible

Decide = Callable[[Profile], Settled]


def why_not(spoken: Spoken, scales: Scales, strategy: str, rank: int, decide: Decide) -> WhyNot:
    """What would bring a strategy (an id of the rulebook) to this rank; `decide` runs what is then told."""
    profile, rulebook = spoken.settled.profile, spoken.rulebook
    reached = reach(scales, profile, strategy, rank)
    telling = Telling(spoken.phrases, {each.id: spoken.label(each.label) for each in rulebook.strategies})
    told = _Told(spoken, scales, telling, strategy, decide, reached.alike)
    sets = [told.change_set(group) for group in reached.groups]
    mine = [each for each in sets if all(change.changeable for change in each.changes)]
    ever = any(strategy in rule.recommend for rule in rulebook.rules)
    found = "already" if reached.already else "never" if not ever else "ways" if mine else "none within"
    return WhyNot(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=spoken.phrases.lang,
        rulebook=rulebook_name(rulebook),
        strategy=strategy,
        label=telling.labels[strategy],
        wanted=rank,
        now=Standings(spoken).of(strategy),
        already=reached.already,
        ever=ever,
        most_changes=MOST_CHANGES,
        sets=mine,
        if_found_out=[each for each in sets if each not in mine],
        says=telling.reaching(strategy, rank, found, len(mine), MOST_CHANGES),
    )


class _Told:
    def __init__(
        self,
        spoken: Spoken,
        scales: Scales,
        telling: Telling,
        strategy: str,
        decide: Decide,
        alike: Mapping[int, tuple[int, ...]],
    ) -> None:
        self._spoken, self._scales, self._telling = spoken, scales, telling
        self._strategy, self._decide, self._alike = strategy, decide, alike

    def change_set(self, group: Group) -> ChangeSet:
        """Run a set of changes and tell it."""
        rulebook, profile = self._spoken.rulebook, self._spoken.settled.profile
        values = {slot: possible[0].value for slot, possible in zip(group.slots, group.values, strict=True)}
        recommended, _ = arbitrate(rulebook, self._decide(varied(profile, values, rulebook)).fired)
        strategies = [verdict.strategy for verdict in recommended]
        changes = [self._change(slot, possible) for slot, possible in zip(group.slots, group.values, strict=True)]
        return ChangeSet(
            changes=changes,
            text=self._telling.if_all(change.text for change in changes),
            rank=strategies.index(self._strategy) + 1,
            top=[StrategyNamed(strategy=each, label=self._telling.labels[each]) for each in strategies[:TOP]],
        )

    def _change(self, slot: Slot, possible: tuple[Possible, ...]) -> Change:
        spoken, telling = self._spoken, self._telling
        fact = spoken.phrases.fact(slot.fact, slot.person is not None)
        person = None if slot.person is None else spoken.settled.profile.names[slot.person]
        now = self._scales.value(slot, spoken.settled.profile)
        # Each value is meant as it stands, and none is left out.
        values = telling.answers(fact, [replace(each, weight=1) for each in possible])
        now_shown = spoken.phrases.value(fact, now)
        known = now is not None
        names = spoken.settled.profile.names
        others = () if slot.person is None else (at for at in self._alike[slot.person] if at != slot.person)
        return Change(
            fact=slot.fact,
            label=spoken.label(fact.label),
            person=person,
            person_at=slot.person,
            alike=[names[at] for at in others],
            how="bring_about" if known else "turns_out",
            changeable=fact.changeable,
            now=shown(fact, now),
            now_shown=now_shown,
            values=[shown(fact, each.value) for each in possible],
            shown=values,
            text=telling.goes(fact, now_shown, values, person)
            if known
            else telling.turns_out(telling.of(fact, values, person)),
        )
