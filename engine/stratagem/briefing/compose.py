"""Settled facts and advice → `Brief`: gathers the people, the script and the checklists into one page's content."""

from stratagem.advice import Advice
from stratagem.briefing.brief import Brief, Check, ChecklistShown, Known
from stratagem.briefing.people import axes, chart, guides, headings
from stratagem.briefing.script import script
from stratagem.deciding.people import ranked
from stratagem.deciding.phrases import Phrases
from stratagem.deciding.strata import Settled
from stratagem.playbook import Checklist
from stratagem.rulebook import Rulebook

_EARLY = ("need", "internal_case", "criteria")


def compose(rulebook: Rulebook, settled: Settled, advice: Advice, phrases: Phrases) -> Brief:
    """The brief of one settled account, in the language of `phrases`."""
    vocabulary, facts = rulebook.vocabulary, settled.situation.facts
    discover = facts.get("working_tier") == "value_added" and facts.get("purchase_stage") in _EARLY
    people = ranked(rulebook, settled.profile)
    lists = {each.id: each for each in rulebook.checklists}
    return Brief(
        advice=advice,
        known=[
            Known(fact=id_, label=phrases.text(phrases.fact(id_).label), value=phrases.value(phrases.fact(id_), value))
            for id_, value in settled.profile.given.items()
        ],
        headings=headings(vocabulary, phrases),
        people=chart(people, vocabulary, phrases, guides(settled, people, phrases)),
        people_listed=settled.profile.people is not None,
        axes=axes(vocabulary, phrases),
        script=script(rulebook, advice, facts, phrases, discover),
        dossier=_shown(lists.get("dossier"), settled, phrases),
        preparation=_shown(lists.get("five_w_two_h"), settled, phrases),
    )


def _shown(checklist: Checklist | None, settled: Settled, phrases: Phrases) -> ChecklistShown | None:
    if checklist is None:
        return None
    ticked = settled.situation.facts.get(checklist.fact) if checklist.fact else None
    return ChecklistShown(
        id=checklist.id,
        label=phrases.text(checklist.label),
        about=phrases.text(checklist.about) or None,
        items=[
            Check(
                id=item.id,
                label=phrases.text(item.label),
                about=phrases.text(item.about) or None,
                done=isinstance(ticked, frozenset) and item.id in ticked,
            )
            for item in checklist.items
        ],
    )
