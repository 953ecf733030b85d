"""What a solver finds out about strategies: those that never come out, or never first, and objections that never count.

Each function yields the findings of one kind, and what it could not decide.
"""

from collections.abc import Iterator

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, Undecided, Witness, found
from stratagem.analysis.solving import Found, GaveUp, Impossible, Literal, Model
from stratagem.deciding.arbitration import arbitrate
from stratagem.rulebook import Rule, Sort, Strategy, Thing


def never_recommended(examination: Examination) -> Iterator[Finding | Undecided]:
    """Strategies that rules recommend, and that something keeps out of the advice on every account.

    If none of these rules can fire at all, that is said of the rules.
    """
    for strategy, rules in _recommended(examination):
        answer = examination.solving.look(examination.book.recommended(strategy.id))
        spoken_for = examination.solving.look(examination.book.speaks(strategy.id))
        if isinstance(answer, GaveUp):
            yield _undecided("never-recommended", strategy)
        elif isinstance(answer, Impossible) and isinstance(spoken_for, Model):
            things = tuple(map(_rule, rules))
            yield found(
                "never-recommended",
                _strategy(strategy),
                strategy.span,
                *things,
                related=examination.related(*things),
                rules=tuple(rule.id for rule in rules),
            )


def always_kept_out(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules whose recommendation is vetoed, held or outweighed whenever they fire, while other accounts get it."""
    solving, book = examination.solving, examination.book
    for strategy, rules in _recommended(examination):
        recommended = book.recommended(strategy.id)
        if not isinstance(solving.look(recommended), Model):
            continue
        for rule in rules:
            answer = solving.look(book.fires(rule.id), recommended)
            if isinstance(answer, GaveUp):
                yield Undecided("always-kept-out", _rule(rule), rule.span)
            elif isinstance(answer, Impossible):
                shown = solving.solve(book.fires(rule.id))
                if isinstance(shown, Found):
                    by = _keeps_out(examination, shown, strategy)
                    yield found(
                        "always-kept-out",
                        _rule(rule),
                        rule.span,
                        _strategy(strategy),
                        _rule(by),
                        related=examination.related(_rule(by)),
                        witness=Witness(shown.account, shown.as_of),
                        strategy=strategy.id,
                        by=by.id,
                    )


def _keeps_out(examination: Examination, shown: Found, strategy: Strategy) -> Rule:
    """The rule that keeps a strategy out of the advice on an account."""
    _, others = arbitrate(examination.rulebook, examination.solving.settled(0, shown.account, shown.as_of).fired)
    deciding = next(verdict.deciding for verdict in others if verdict.strategy == strategy.id)
    assert deciding is not None, "something keeps out what is not recommended"
    return deciding.rule


def never_first(examination: Examination) -> Iterator[Finding | Undecided]:
    """Strategies that can be recommended, but that others precede on every account."""
    solving, book = examination.solving, examination.book
    for strategy, _ in _recommended(examination):
        recommended = book.recommended(strategy.id)
        if not isinstance(solving.look(recommended), Model):
            continue
        rivals = {
            -book.beats(other.id, strategy.id): other
            for other in examination.rulebook.strategies
            if other.id != strategy.id and book.beats(other.id, strategy.id) != solving.gates.FALSE
        }
        answer = solving.look(recommended, *rivals)
        if isinstance(answer, GaveUp):
            yield _undecided("never-first", strategy)
        elif isinstance(answer, Impossible):
            first = [rivals[each] for each in _needed(examination, recommended, answer, rivals)]
            shown = solving.solve(recommended)
            things = tuple(map(_strategy, first))
            yield found(
                "never-first",
                _strategy(strategy),
                strategy.span,
                *things,
                related=examination.related(*things),
                witness=Witness(shown.account, shown.as_of) if isinstance(shown, Found) else None,
                others=tuple(other.id for other in first),
            )


def _needed(
    examination: Examination, recommended: Literal, answer: Impossible, rivals: dict[Literal, Strategy]
) -> list[Literal]:
    """Few of the rivals, such that one of them always comes first."""
    needed = [each for each in rivals if each in answer.because]
    for each in [*needed]:
        fewer = [other for other in needed if other != each]
        if isinstance(examination.solving.look(recommended, *fewer), Impossible):
            needed = fewer
    return needed


def order_decides(examination: Examination) -> Iterator[Finding | Undecided]:
    """Strategies that lose the first place to another by nothing but the order in which the two are written.

    The first two recommendations then have the same priority and the same number of rules. Further down the same may
    happen; a rep hardly sees it.
    """
    solving, book = examination.solving, examination.book
    earlier: dict[str, set[int]] = {}
    for strategy, rules in _recommended(examination):
        priorities = {rule.priority for rule in rules}
        ties = {
            other: solving.all_of(book.first(other), book.recommended(strategy.id), book.level(strategy.id, other))
            for other, theirs in earlier.items()
            if not priorities.isdisjoint(theirs)
        }
        earlier[strategy.id] = priorities
        # Each answer shows another tie, until there is none left.
        first: dict[str, Literal] = {}
        while isinstance(answer := solving.look(solving.any_of(*ties.values())), Model):
            shown = next(other for other, tie in ties.items() if answer.holds(tie))
            first[shown] = ties.pop(shown)
        if isinstance(answer, GaveUp):
            yield _undecided("order-decides", strategy)
        if not first:
            continue
        witness = solving.solve(next(iter(first.values())))
        things = tuple(Thing(Sort.STRATEGY, other) for other in examination.rulebook.strategy if other in first)
        if isinstance(witness, Found):
            yield found(
                "order-decides",
                _strategy(strategy),
                strategy.span,
                *things,
                related=examination.related(*things),
                witness=Witness(witness.account, witness.as_of),
                others=tuple(thing.id for thing in things),
            )


def pointless_objections(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules that hold or avoid a strategy, and whenever they fire something stronger recommends it."""
    solving, book = examination.solving, examination.book
    for rule in examination.rulebook.rules:
        held = {strategy: "hold" for hold in rule.hold for strategy in hold.strategies}
        for strategy, effect in (dict.fromkeys(rule.avoid, "avoid") | held).items():
            answer = solving.look(book.fires(rule.id), -book.speaks(strategy, rule.priority + 1))
            if isinstance(answer, GaveUp):
                yield Undecided("pointless-objection", _rule(rule), rule.span)
            elif isinstance(answer, Impossible):
                shown = solving.solve(book.fires(rule.id))
                if isinstance(shown, Found):
                    stronger = _strongest(examination, shown, strategy)
                    yield found(
                        "pointless-objection",
                        _rule(rule),
                        rule.span,
                        Thing(Sort.STRATEGY, strategy),
                        _rule(stronger),
                        related=examination.related(_rule(stronger)),
                        witness=Witness(shown.account, shown.as_of),
                        effect=effect,
                        strategy=strategy,
                        by=stronger.id,
                        priority=stronger.priority,
                    )


def _strongest(examination: Examination, shown: Found, strategy: str) -> Rule:
    """The strongest rule that recommends a strategy on an account."""
    fired = examination.solving.settled(0, shown.account, shown.as_of).fired
    return max((rule for rule in fired if strategy in rule.recommend), key=lambda rule: rule.priority)


def _recommended(examination: Examination) -> Iterator[tuple[Strategy, list[Rule]]]:
    """The strategies that rules recommend, with these rules; another kind of finding speaks of the others."""
    for strategy in examination.rulebook.strategies:
        rules = [rule for rule in examination.rulebook.rules if strategy.id in rule.recommend]
        if rules:
            yield strategy, rules


def _strategy(strategy: Strategy) -> Thing:
    return Thing(Sort.STRATEGY, strategy.id)


def _rule(rule: Rule) -> Thing:
    return Thing(Sort.RULE, rule.id)


def _undecided(kind: str, strategy: Strategy) -> Undecided:
    return Undecided(kind, _strategy(strategy), strategy.span)
