"""What a solver finds out about rules: those that can never fire, that another says better, that contradict each other.

Each function yields the findings of one kind, and what it could not decide.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, Related, Undecided, Witness, found
from stratagem.analysis.solving import Found, GaveUp, Impossible
from stratagem.condition import (
    All,
    Condition,
    FactTest,
    IsKnown,
    facts_of,
    leaves_of,
    parts_of,
    quantifiers_of,
)
from stratagem.rulebook import Rule, Rulebook, Sort, Thing


def never_firing(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules whose condition no account fulfils. A row that others keep from firing is another kind of finding."""
    solving, book = examination.solving, examination.book
    for rule in examination.rulebook.rules:
        answer = solving.look(book.hits(rule.id))
        if isinstance(answer, GaveUp):
            yield _undecided("never-fires", rule)
        elif isinstance(answer, Impossible):
            parts = _parts_in_the_way(examination, rule)
            yield found(
                "never-fires",
                _thing(rule),
                rule.span,
                *dict.fromkeys(Thing(Sort.FACT, fact) for part in parts for fact in facts_of(part)),
                related=tuple(_lines(rule, parts)),
                facts=tuple(dict.fromkeys(name for part in parts for name in _names(part))),
            )


def _parts_in_the_way(examination: Examination, rule: Rule) -> list[Condition]:
    """The lines of a `when` that cannot hold together: all that are left when no other can be left out."""
    solving, book = examination.solving, examination.book
    parts: list[Condition] = [*rule.when.parts] if isinstance(rule.when, All) else [rule.when]
    in_force = book.in_force(rule.id)
    literal = {id(part): book.truth(part).true for part in parts}
    answer = solving.look(in_force, *literal.values())
    if isinstance(answer, Impossible) and answer.because:
        parts = [part for part in parts if literal[id(part)] in answer.because] or parts
    for part in [*parts]:
        fewer = [each for each in parts if each is not part]
        if fewer and isinstance(solving.look(in_force, *(literal[id(each)] for each in fewer)), Impossible):
            parts = fewer
    return parts


def _names(part: Condition) -> Iterator[str]:
    """What a line asks about, as an author calls it."""
    yield from facts_of(part)
    if any(True for _ in quantifiers_of(part)):
        yield "stakeholders"


def _lines(rule: Rule, parts: Iterable[Condition]) -> Iterator[Related]:
    """Where the tests of these lines are written; of what is asked of people, where the quantifier is."""
    if not rule.places:
        return
    wanted = {id(leaf) for part in parts for leaf in parts_of(part)}
    for leaf, place in zip(leaves_of(rule.when), rule.places, strict=True):
        if id(leaf) in wanted:
            thing = Thing(Sort.FACT, leaf.fact) if isinstance(leaf, FactTest | IsKnown) else _thing(rule)
            yield Related(thing, place)


def conflicting(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules that conclude different values of one fact with equal priority on a common account, where none is stronger.

    The account does not give the fact, so that the order of the file alone decides.
    """
    solving, book = examination.solving, examination.book
    for fact, rules in _concluders(examination.rulebook).items():
        for one, other in combinations(rules, 2):
            if one.priority != other.priority or dict(one.conclude)[fact] == dict(other.conclude)[fact]:
                continue
            answer = solving.solve(book.concludes(one.id, fact), book.fires(other.id), -book.given(fact))
            if isinstance(answer, GaveUp):
                yield _undecided("conflicting-conclusions", other)
            elif isinstance(answer, Found):
                yield found(
                    "conflicting-conclusions",
                    _thing(other),
                    other.span,
                    _thing(one),
                    Thing(Sort.FACT, fact),
                    related=examination.related(_thing(one)),
                    witness=Witness(answer.account, answer.as_of),
                    other=one.id,
                    fact=fact,
                    priority=other.priority,
                )


def _concluders(rulebook: Rulebook) -> dict[str, list[Rule]]:
    concluders: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        for fact, _ in rule.conclude:
            concluders.setdefault(fact, []).append(rule)
    return concluders


def redundant(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules without which all advice is the same, but for the reasons it lists.

    Another rule covers it, and its voice never decides between two strategies of equal priority (`covering`).
    """
    for covering in examination.coverings:
        rule, other, voice = covering.rule, covering.by, covering.voice
        if isinstance(voice, Impossible):
            yield found(
                "redundant-rule",
                _thing(rule),
                rule.span,
                _thing(other),
                related=examination.related(_thing(other)),
                other=other.id,
            )
        elif isinstance(voice, GaveUp):
            yield _undecided("redundant-rule", rule)


def only_voices(examination: Examination) -> Iterator[Finding | Undecided]:
    """Rules of which another says everything, so that they only count as one more rule where strategies are level."""
    for covering in examination.coverings:
        rule, other, voice = covering.rule, covering.by, covering.voice
        if isinstance(voice, Found):
            yield found(
                "only-a-voice",
                _thing(rule),
                rule.span,
                _thing(other),
                *(Thing(Sort.STRATEGY, strategy) for strategy in rule.recommend),
                related=examination.related(_thing(other)),
                witness=Witness(voice.account, voice.as_of),
                other=other.id,
                strategies=rule.recommend,
            )
        elif isinstance(voice, GaveUp):
            yield _undecided("only-a-voice", rule)


def _thing(rule: Rule) -> Thing:
    return Thing(Sort.RULE, rule.id)


def _undecided(kind: str, rule: Rule) -> Undecided:
    return Undecided(kind, _thing(rule), rule.span)
