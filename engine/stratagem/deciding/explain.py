"""One strategy of one account → `Explanation`: every rule that speaks for or against it, met or not, and the values."""

from collections.abc import Iterator
from typing import Literal

from stratagem.advice import Explanation, PassedOver, RuleSeen
from stratagem.condition import All
from stratagem.deciding.arbitration import arbitrate
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.reasons import condition_seen
from stratagem.deciding.spoken import Spoken, rulebook_name
from stratagem.deciding.strata import Settled
from stratagem.rulebook import Hold, Rule, Rulebook

Effect = Literal["recommend", "veto", "hold", "avoid"]


def explain(rulebook: Rulebook, settled: Settled, phrases: Phrases, strategy_id: str) -> Explanation:
    """Why `strategy_id` (an id of the rulebook) stands where it stands."""
    spoken = Spoken(rulebook, settled, phrases)
    recommended, others = arbitrate(rulebook, settled.fired)
    strategy = rulebook.strategy[strategy_id]
    rank = next((at for at, verdict in enumerate(recommended, start=1) if verdict.strategy == strategy_id), None)
    verdict = next((each for each in (*recommended, *others) if each.strategy == strategy_id), None)
    decided_by = None
    if verdict is not None:
        decided_by = verdict.deciding.rule if verdict.deciding else verdict.speakers[0]
    fired = frozenset(rule.id for rule in settled.fired)
    touching = [(rule, *effect) for rule in rulebook.rules for effect in effects_on(rule, strategy_id)]
    passed_over = settled.passed_over
    touching.sort(
        key=lambda each: (
            each[0] is not decided_by, each[0].id not in fired, each[0].id not in passed_over, -each[0].priority
        )
    )  # fmt: skip
    mentioned = {fact for rule, _, _ in touching for fact in rule.facts}
    profile = settled.profile
    return Explanation(
        account=profile.name,
        as_of=profile.as_of.isoformat() if profile.as_of else None,
        language=phrases.lang,
        rulebook=rulebook_name(rulebook),
        strategy=strategy_id,
        label=spoken.label(strategy.label),
        about=phrases.text(strategy.about) or None,
        status=verdict.status.value if verdict else "silent",
        rank=rank,
        decided_by=decided_by.id if decided_by else None,
        rules=[_rule_seen(spoken, rule, effect, hold, rule.id in fired) for rule, effect, hold in touching],
        conclusions=[each for each in spoken.conclusions() if each.fact in mentioned],
    )


def effects_on(rule: Rule, strategy: str) -> Iterator[tuple[Effect, Hold | None]]:
    """What a rule does to a strategy; a hold with what unlocks it."""
    if strategy in rule.recommend:
        yield "recommend", None
    if strategy in rule.veto:
        yield "veto", None
    for hold in rule.hold:
        if strategy in hold.strategies:
            yield "hold", hold
    if strategy in rule.avoid:
        yield "avoid", None


def _rule_seen(spoken: Spoken, rule: Rule, effect: Effect, hold: Hold | None, fired: bool) -> RuleSeen:
    lines = rule.when.parts if isinstance(rule.when, All) else (rule.when,)
    return RuleSeen(
        rule=rule.id,
        title=spoken.label(rule.title),
        effect=effect,
        priority=rule.priority,
        fired=fired,
        in_force=rule.in_force(spoken.settled.profile.as_of) is True,
        passed_over=_passed_over(spoken, rule),
        because=spoken.because(rule) if fired else None,
        until=spoken.fill(hold.until) if hold else None,
        source=rule.source,
        conditions=[condition_seen(line, spoken.settled, spoken.people, spoken.phrases) for line in lines],
    )


def _passed_over(spoken: Spoken, rule: Rule) -> PassedOver | None:
    first = spoken.settled.passed_over.get(rule.id)
    if first is None:
        return None
    table = spoken.rulebook.table_of[rule.id]
    row, first_row = (table.rules.index(each.id) + 1 for each in (rule, first))
    return PassedOver(
        table=table.id,
        policy=table.policy.value,  # type: ignore[arg-type]
        row=row,
        first=first.id,
        first_row=first_row,
        text=spoken.phrases.passed_over(table, row, first_row),
    )
