"""Every sentence of a failure exists in English and Chinese, and both are filled with the same things."""

import re

import pytest

from stratagem.testing import failures
from stratagem.testing.failures import later, say, word, write

ENGLISH, CHINESE = failures._EN, failures._ZH


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_what_is_said_in_english_is_said_in_chinese() -> None:
    assert list(ENGLISH) == list(CHINESE)


@pytest.mark.parametrize("name", ENGLISH)
def test_both_languages_are_filled_with_the_same_things(name: str) -> None:
    assert blanks(ENGLISH[name]) == blanks(CHINESE[name])


@pytest.mark.parametrize(
    ("detail", "english", "chinese"),
    [
        (None, "unknown", "不清楚"),
        (True, "yes", "是"),
        (3, "3", "3"),
        (["a", "b"], "a, b", "a、b"),
        ([], "nothing", "无"),
        (frozenset({"b", "a"}), "a, b", "a、b"),
        (word("held"), "held", "暂缓"),
        (later("fact is", fact="tier", value=False), "tier is no", "tier 是 否"),
    ],
)
def test_a_detail_is_written_as_its_language_writes_it(detail: object, english: str, chinese: str) -> None:
    assert (write("en", detail), write("zh", detail)) == (english, chinese)


def test_a_language_that_nobody_speaks_here_is_told_in_english() -> None:
    assert say("fr", "it fires") == "it fires"
