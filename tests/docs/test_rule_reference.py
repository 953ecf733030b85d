"""The rule reference in docs/rules is what `stratagem docs` writes today."""

from pathlib import Path

import pytest

from stratagem import Advisor
from stratagem_cli.rendering.reference import reference

PAGES = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_is_current(lang: str) -> None:
    expected = reference(Advisor.load().rulebook, lang)
    actual = (PAGES / f"{lang}.md").read_text(encoding="utf-8")
    assert expected == actual, "run `.venv/bin/stratagem docs` and commit what it writes"


def test_every_rule_strategy_and_warning_is_in_the_reference() -> None:
    rulebook = Advisor.load().rulebook
    page = (PAGES / "en.md").read_text(encoding="utf-8")
    ids = [*rulebook.rule, *rulebook.strategy, *rulebook.warning]
    assert [] == [id_ for id_ in ids if f"`{id_}`" not in page]
