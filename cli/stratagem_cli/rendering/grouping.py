"""What is not now, one entry for each rule: four strategies that one rule keeps out are told in one breath."""

from collections.abc import Iterator
from dataclasses import dataclass

from stratagem.advice import NotNow


@dataclass(frozen=True, slots=True)
class NotNowGroup:
    """Strategies that the same rule keeps out, in the same way."""

    first: NotNow
    """Status, rule, reason and what unlocks it are the same for all of them."""
    labels: tuple[str, ...]


def not_now_groups(not_now: list[NotNow]) -> Iterator[NotNowGroup]:
    """Holds first, because they can be unlocked; what is never done anyway last."""
    for status in ("held", "avoided", "vetoed"):
        groups: dict[tuple[str, str | None], list[NotNow]] = {}
        for each in not_now:
            if each.status == status:
                groups.setdefault((each.rule, each.until), []).append(each)
        for group in groups.values():
            yield NotNowGroup(group[0], tuple(each.label for each in group))
