"""Which rules fire only when another rule does that says the same: what a check calls redundant, or only a voice.

A rule covers another when it comes before it wherever both fire (by priority, then by the order of the file), has all
its effects, and fires whenever the other does. The other then never wins: not a strategy's people and words, not a
concluded value, not a hold, a warning or a question. Without it advice lists a reason less, and one thing more can
happen: where priorities are equal the number of rules ranks strategies, and there its voice may decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from stratagem.analysis.solving import Answer, GaveUp, Literal, Model, Solving
from stratagem.rulebook import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Covering:
    """One rule that another covers."""

    rule: Rule
    by: Rule
    voice: Answer
    """An account on which the voice of the rule decides a rank; or none does, so that it is redundant."""


def coverings(rulebook: Rulebook, solving: Solving) -> Iterator[Covering]:
    """Every rule that another covers, with the first that does.

    Pairs are asked about only when they share an effect, and only while no account that was met has told them apart.
    Rows of a table of which one row fires are left out: what the removal of one lets through is another question. So
    are rules that emphasise something, which is said once for each rule.
    """
    book = solving.book()
    fires: dict[str, Literal] = {rule.id: book.fires(rule.id) for rule in rulebook.rules}
    met: list[Model] = []
    by_effect: dict[object, list[Rule]] = {}
    for rule in sorted(rulebook.rules, key=lambda rule: -rule.priority):
        for effect in _effects(rule):
            by_effect.setdefault(effect, []).append(rule)
    for rule in rulebook.rules:
        effects = _effects(rule)
        if not effects or rule.id in rulebook.places_in_contests or rule.emphasise is not None:
            continue
        candidates = [other for other in by_effect[effects[0]] if _covers(rulebook, other, rule)]
        for other in candidates:
            if any(model.holds(fires[rule.id]) and not model.holds(fires[other.id]) for model in met):
                continue
            answer = solving.look(fires[rule.id], -fires[other.id])
            if isinstance(answer, Model):
                met.append(answer)
                continue
            if isinstance(answer, GaveUp):
                yield Covering(rule, other, answer)
            elif isinstance(solving.look(fires[rule.id]), Model):
                voice = _decides_a_rank(rulebook, solving, rule)
                yield Covering(rule, other, solving.solve(fires[rule.id], voice))
            break


def _decides_a_rank(rulebook: Rulebook, solving: Solving, rule: Rule) -> Literal:
    """Without the rule, which fires, two recommended strategies would change places."""
    book, strategies = solving.book(), rulebook.strategies
    changes: list[Literal] = []
    for at, strategy in enumerate(strategies):
        if strategy.id not in rule.recommend:
            continue
        for place, other in enumerate(strategies):
            if other.id in rule.recommend:
                continue
            # One rule fewer, and it falls behind a strategy that is level now, or that stands before it in the file.
            both = book.recommended(strategy.id), book.recommended(other.id)
            changes.append(solving.all_of(*both, book.leads(strategy.id, other.id, 0 if at < place else 1)))
    return solving.any_of(*changes)


def _effects(rule: Rule) -> tuple[tuple[str, object], ...]:
    """Everything the rule does, but what it emphasises."""
    return (
        *(("recommend", each) for each in rule.recommend),
        *(("avoid", each) for each in rule.avoid),
        *(("hold", each) for hold in rule.hold for each in hold.strategies),
        *(("veto", each) for each in rule.veto),
        *(("warn", each) for each in rule.warn),
        *(("ask", each) for each in rule.ask),
        *(("conclude", each) for each in rule.conclude),
    )


def _covers(rulebook: Rulebook, other: Rule, rule: Rule) -> bool:
    """Whether the other rule comes first wherever both fire, and has every effect of the one."""
    place = rulebook.order
    comes_first = (-other.priority, place[other.id]) < (-rule.priority, place[rule.id])
    return comes_first and set(_effects(rule)) <= set(_effects(other))
