"""Gaps of a whole rulebook: profiles, of which nothing else is known, that get no recommendation.

A profile is one value for each of a few facts that a rep knows first. Every combination is advised on, and of each that
gets nothing, the solver says whether anything else that could be known would help.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, Undecided, Witness, found
from stratagem.analysis.solving import Found, GaveUp, Model
from stratagem.condition import Among, FactTest
from stratagem.rulebook import Rulebook, Sort, Thing
from stratagem.vocabulary import FEW_VALUES, Value

USUAL = ("tier", "purchase_stage", "spy")
"""What a rep knows first where a rulebook does not say it: of these, what it has."""
Profile = tuple[Value, ...]
"""One value for each fact, in the order of the facts."""


class Gap(NamedTuple):
    """Profiles that get nothing: every combination of these values, one list for each fact."""

    values: tuple[tuple[Value, ...], ...]
    helped: bool
    """Whether something else that could be known brings a recommendation."""


def possible_profile(rulebook: Rulebook) -> tuple[str, ...]:
    """The facts that profiles can be made of."""
    return tuple(fact.id for fact in rulebook.vocabulary.facts if fact.kind in FEW_VALUES)


def usual_profile(rulebook: Rulebook) -> tuple[str, ...]:
    """The facts that profiles are made of when none are asked for: those of the rulebook's `profile`, or the usual."""
    if rulebook.profile:
        return rulebook.profile
    possible = possible_profile(rulebook)
    return tuple(fact for fact in USUAL if fact in possible)


def profile_gaps(examination: Examination) -> Iterator[Finding | Undecided]:
    """One finding for each block of profiles that get nothing, and of which more knowledge would help all or none."""
    if not examination.profile:
        return
    thing = Thing(Sort.RULEBOOK, examination.rulebook.name)
    place = examination.place_of(thing)
    helped: dict[Profile, bool] = {}
    for profile in product(*(examination.values_of(fact) for fact in examination.profile)):
        if examination.out_of_time():
            yield Undecided("profile-gap", thing, place)
            return
        if not examination.advisor.advise(_account(examination, profile)).recommendations:
            answer = examination.solving.look(*_with_anything(examination, profile))
            if isinstance(answer, GaveUp):
                yield Undecided("profile-gap", thing, place)
                return
            helped[profile] = isinstance(answer, Model)
    for gap in _blocks(helped):
        example = tuple(values[0] for values in gap.values)
        account = _account(examination, example)
        facts = [Thing(Sort.FACT, fact) for fact in examination.profile]
        values = [Thing(Sort.VALUE, _shown(value)) for several in gap.values for value in several]
        help_ = _help(examination, example) if gap.helped else {}
        yield found(
            "profile-gap",
            thing,
            place,
            *facts,
            *dict.fromkeys(values),
            witness=Witness(account),
            profile=_described(examination, gap),
            more=help_.get("more"),
            strategy=help_.get("strategy"),
        )


def _help(examination: Examination, profile: Profile) -> dict[str, str]:
    """What else could be known, and what would then come first; nothing when the time does not suffice to tell."""
    answer = examination.solving.solve(*_with_anything(examination, profile))
    if not isinstance(answer, Found):
        return {}
    advice = examination.advisor.advise(answer.account, as_of=answer.as_of)
    more = [fact for fact in answer.account if fact not in (*examination.profile, "name")]
    return {"more": ", ".join(more), "strategy": advice.recommendations[0].strategy}


def _with_anything(examination: Examination, profile: Profile) -> list[int]:
    """The profile, whatever else is known, with some recommendation."""
    book = examination.book
    said = [
        book.truth(FactTest(fact, Among((value,)))).true
        for fact, value in zip(examination.profile, profile, strict=True)
    ]
    some = [book.recommended(strategy.id) for strategy in examination.rulebook.strategies]
    return [*said, examination.solving.any_of(*some)]


def _blocks(helped: Mapping[Profile, bool]) -> list[Gap]:
    """Profiles put together wherever they differ in one fact only."""
    blocks = [Gap(tuple((value,) for value in profile), each) for profile, each in helped.items()]
    for at in reversed(range(len(blocks[0].values) if blocks else 0)):
        together: dict[tuple[object, ...], list[Gap]] = {}
        for block in blocks:
            together.setdefault((block.values[:at], block.values[at + 1 :], block.helped), []).append(block)
        blocks = [_joined(alike, at) for alike in together.values()]
    return blocks


def _joined(alike: list[Gap], at: int) -> Gap:
    values = alike[0].values
    joined = tuple(value for each in alike for value in each.values[at])
    return Gap((*values[:at], joined, *values[at + 1 :]), alike[0].helped)


def _described(examination: Examination, gap: Gap) -> str:
    """`tier: partner; spy: none, candidate`: a fact of which every value is meant is left out."""
    return "; ".join(
        f"{fact}: {', '.join(map(_shown, values))}"
        for fact, values in zip(examination.profile, gap.values, strict=True)
        if len(values) < len(examination.values_of(fact))
    ) or "; ".join(f"{fact}: *" for fact in examination.profile)


def _account(examination: Examination, profile: Profile) -> dict[str, object]:
    return dict(zip(examination.profile, profile, strict=True))


def _shown(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
