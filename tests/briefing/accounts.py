"""The built-in method, and accounts that are quick to write."""

from functools import cache
from typing import Any

from stratagem import Advisor
from stratagem.briefing.brief import Brief, PersonRow


@cache
def advisor() -> Advisor:
    """The built-in rulebook, read once."""
    return Advisor.load()


def brief(*people: dict[str, Any], lang: str = "en", **facts: Any) -> Brief:
    """The brief of an account with these facts and people."""
    return advisor().brief({"name": "A", **facts, "stakeholders": list(people)}, lang=lang)


def rows(*people: dict[str, Any], **facts: Any) -> dict[str, PersonRow]:
    """The chart of these people, by name."""
    return {row.name: row for row in brief(*people, **facts).people}


def introductions(*people: dict[str, Any]) -> dict[str, list[str]]:
    """Who could introduce whom; those who introduce nobody are left out."""
    return {name: row.introduces for name, row in rows(*people).items() if row.introduces}


def user(name: str = "user", **attributes: Any) -> dict[str, Any]:
    """Somebody who uses it and is on our side."""
    return {"name": name, "layer": "operation", "stance": "supporter", "contact": "multiple", **attributes}


def manager(name: str = "manager", **attributes: Any) -> dict[str, Any]:
    """A manager on our side."""
    return {"name": name, "layer": "management", "stance": "supporter", "contact": "multiple", **attributes}


def boss(name: str = "boss", **attributes: Any) -> dict[str, Any]:
    """Somebody who decides and whom we have not met."""
    return {"name": name, "layer": "decision", "contact": "none", **attributes}
