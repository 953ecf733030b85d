"""Texts by language, and their placeholders."""

from stratagem.wording import Text

BOTH = Text((("en", "{tier} since { year }, {with}"), ("zh", "{year} 年起：{tier}，{with}")))


def test_a_text_is_given_in_the_language_asked_for_or_in_the_first() -> None:
    text = Text.of({"en": "Visit", "zh": "拜访"})
    assert ("Visit", "拜访", "Visit") == tuple(text.in_language(lang) for lang in ("en", "zh", "de"))


def test_placeholders_are_filled_and_blanks_inside_the_braces_do_not_count() -> None:
    assert "<tier> since <year>, <with>" == BOTH.fill("en", "<{}>".format)
    assert "<year> 年起：<tier>，<with>" == BOTH.fill("zh", "<{}>".format)
    assert "<tier> since <year>, <with>" == BOTH.fill("de", "<{}>".format)


def test_the_names_quoted_are_known_for_each_language() -> None:
    assert {"tier", "year", "with"} == BOTH.placeholders("en") == BOTH.placeholders("zh")
    assert frozenset() == Text.of({"en": "plain"}).placeholders("en")


def test_a_value_that_holds_braces_is_not_filled_again() -> None:
    assert "{tier} {year}" == Text.of({"en": "{a} {b}"}).fill("en", {"a": "{tier}", "b": "{year}"}.__getitem__)


def test_lone_braces_and_empty_ones_are_plain_text() -> None:
    for sentence in ("50 {", "} x", "{}", "{ }", "{a b}", "100 % {", "{{"):
        assert sentence == Text.of({"en": sentence}).fill("en", lambda name: name + "!")


def test_chinese_names_may_be_quoted() -> None:
    assert "交易型！" == Text.of({"zh": "{客户形态}！"}).fill("zh", {"客户形态": "交易型"}.__getitem__)


def test_equal_texts_are_equal_and_can_be_keys() -> None:
    assert {Text.of({"en": "A"}): 1} == {Text((("en", "A"),)): 1}
