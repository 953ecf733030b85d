"""Advice, briefs and ratings as one self-contained HTML page: no network, A4 on paper, readable on a phone."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stratagem.advice import Advice
from stratagem.briefing.brief import Brief, Rating
from stratagem_cli.rendering.asking import telling, to_find_out
from stratagem_cli.rendering.grouping import not_now_groups
from stratagem_cli.rendering.radar import radar
from stratagem_cli.rendering.relationship_map import relationship_map
from stratagem_cli.rendering.words import addressee, people, words


def advice_html(advice: list[Advice]) -> str:
    """The advice on one account or several, as one page."""
    return page("advice.html.j2", advice[0].language, all_advice=advice)


def brief_html(brief: Brief) -> str:
    """The brief of one account as one page."""
    lang = brief.advice.language
    pictures: dict[str, Markup | None] = {"picture": None, "narrow_picture": None}
    if brief.people and brief.axes.stance:
        pictures["picture"] = Markup(relationship_map(brief.people, brief.axes, lang))
        pictures["narrow_picture"] = Markup(relationship_map(brief.people, brief.axes, lang, narrow=True))
    return page("brief.html.j2", lang, brief=brief, **pictures)


def rating_html(rating: Rating) -> str:
    """A self-rating as one page with its radar chart."""
    return page("rating.html.j2", rating.language, rating=rating, picture=Markup(radar(rating.points, rating.label)))


def page(template: str, lang: str, **content: object) -> str:
    """A template of `templates/` filled in, in one language."""
    return _environment().get_template(template).render(lang=lang, said=words(lang), **content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stratagem_cli.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        not_now_groups=not_now_groups, people=people, addressee=addressee, telling=telling, to_find_out=to_find_out
    )
    return environment
