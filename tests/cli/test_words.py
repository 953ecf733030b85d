"""The words that the screens add."""

import pytest

from stratagem_cli.rendering.words import addressee, people, words


def test_both_languages_have_the_same_words() -> None:
    assert list(words("en")) == list(words("zh"))


def test_a_language_we_do_not_speak_gets_english() -> None:
    assert words("fr") is words("en")


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B", "C"], "A, B, C", "A、B、C"),
        (["A", "B", "C", "D"], "A, B, C, D", "A、B、C、D"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more", "A、B、C等5人"),
    ],
)
def test_of_a_crowd_the_first_are_named(names: list[str], english: str, chinese: str) -> None:
    assert (people(names, words("en"), 3), people(names, words("zh"), 3)) == (english, chinese)


@pytest.mark.parametrize(
    ("names", "where", "expected"),
    [
        (["A"], "Layer: Management", "To A"),
        ([], "Layer: Management", "To Management"),
        ([], "Layer: Management; Stance: Neutral", "To Layer: Management; Stance: Neutral"),
        ([], "anybody", "To anybody"),
    ],
)
def test_what_is_said_to_nobody_yet_names_their_kind(names: list[str], where: str, expected: str) -> None:
    assert addressee(names, where, words("en")) == expected
