"""A rep's self-rating: twelve points of the rulebook's checklist, the weakest three and what to practise."""

from collections.abc import Mapping

from stratagem.account import Account
from stratagem.briefing.brief import Point, Rating
from stratagem.playbook import Checklist
from stratagem.rulebook import Rulebook
from stratagem.vocabulary import Fact, Kind, Vocabulary

CHECKLIST = "self_rating"
"""The checklist whose items are rated."""
WEAKEST = 3


def rating_checklist(rulebook: Rulebook) -> Checklist | None:
    """The points that a rep of this rulebook rates; None when it has none."""
    return next((each for each in rulebook.checklists if each.id == CHECKLIST), None)


def rating_vocabulary(checklist: Checklist) -> Vocabulary:
    """A rating file is read like an account: one number from 0 to 10 for each point, by id or label."""
    return Vocabulary(
        tuple(Fact(item.id, Kind.NUMBER, item.label, about=item.about, low=0, high=10) for item in checklist.items)
    )


def rate(checklist: Checklist, scores: Account, lang: str) -> Rating:
    """The rating in one language, from a file that was read with `rating_vocabulary`."""
    values: Mapping[str, float | None] = {item.id: getattr(scores, item.id) for item in checklist.items}
    points = [
        Point(
            id=item.id,
            label=item.label.in_language(lang),
            about=item.about.in_language(lang) if item.about else None,
            practise=item.practise.in_language(lang) if item.practise else None,
            score=values[item.id],
        )
        for item in checklist.items
    ]
    rated = [(point.score, point) for point in points if point.score is not None]
    return Rating(
        name=scores.name,
        language=lang,
        label=checklist.label.in_language(lang),
        points=points,
        weakest=[point for _, point in sorted(rated, key=lambda each: each[0])[:WEAKEST]],
        average=round(sum(score for score, _ in rated) / len(rated), 1) if rated else None,
    )
