"""A question script for what is not yet known: big before small, easy before sensitive, why – say – why, then a close.

At most three questions run before the rep says something. Which topics are taken is decided here; what is said is
content of the rulebook.
"""

from collections.abc import Iterator
from typing import Literal

from stratagem.advice import Advice
from stratagem.briefing.brief import ScriptLine
from stratagem.condition import Facts
from stratagem.deciding.phrases import Phrases
from stratagem.playbook import Script
from stratagem.rulebook import Rulebook
from stratagem.wording import Text

Kind = Literal["open", "say", "deepen", "close"]

MOST_TOPICS = 6
"""More than this does not fit into one meeting."""
_SPIN = ("situation", "problem", "implication", "need_payoff")


def script(rulebook: Rulebook, advice: Advice, facts: Facts, phrases: Phrases, discover: bool) -> list[ScriptLine]:
    """The lines of a conversation. `discover` takes the topics of value-added discovery first, in the order of SPIN."""
    asked = {question.fact: question.people for question in advice.questions}
    lines: list[ScriptLine] = []
    for each in _topics(rulebook, asked, facts, discover):
        of_people = each.fact not in rulebook.vocabulary.fact
        topic = phrases.text(phrases.fact(each.fact, of_people).label)
        people = asked.get(each.fact, [])
        for kind, text in _spoken(each):
            lines.append(
                ScriptLine(
                    kind=kind,
                    text=phrases.text(text),
                    fact=each.fact,
                    topic=topic,
                    people=people,
                    device=each.device if kind == "say" else None,
                    spin=each.spin,
                )
            )
    return lines


def _spoken(each: Script) -> tuple[tuple[Kind, Text], ...]:
    return ("open", each.open), ("say", each.say), ("deepen", each.deepen), ("close", each.close)


def _topics(rulebook: Rulebook, asked: dict[str, list[str]], facts: Facts, discover: bool) -> list[Script]:
    """What to speak about: what rules ask for, then what is unknown; of these the most telling, in speaking order."""
    order = {fact: at for at, fact in enumerate(asked)}
    wanted = [each for each in rulebook.scripts if each.fact in order or _unknown(rulebook, each.fact, facts)]
    taken = list(_one_for_each_fact(sorted(wanted, key=lambda each: _worth(each, order, discover))))[:MOST_TOPICS]
    return sorted(
        taken, key=lambda each: (_discovery(each, discover), each.size, each.touch, order.get(each.fact, len(order)))
    )


def _worth(each: Script, order: dict[str, int], discover: bool) -> tuple[int, int, int, int]:
    """Less is taken first: discovery when it is time for it, then what rules ask for in their order, then the rest."""
    return int(not (discover and each.spin)), order.get(each.fact, len(order)), each.size, each.touch


def _one_for_each_fact(scripts: list[Script]) -> Iterator[Script]:
    seen: set[str] = set()
    for each in scripts:
        if each.fact not in seen:
            seen.add(each.fact)
            yield each


def _unknown(rulebook: Rulebook, fact: str, facts: Facts) -> bool:
    """An account fact nobody knows; attributes of people are only spoken of when a rule asks for them."""
    return fact in rulebook.vocabulary.fact and facts.get(fact) is None


def _discovery(each: Script, discover: bool) -> int:
    """The place in value-added discovery, when it is time for it: in the order of SPIN, then everything else."""
    return _SPIN.index(each.spin) if discover and each.spin else len(_SPIN) if discover else 0
