"""Findings about texts: the same in two languages, in the wrong script, without a label, with braces nothing fills.

That a language is missing, or that languages quote different facts, is refused when a rulebook is read. What is left
are texts that stand in every language and cannot be meant so.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from stratagem.analysis.checking.examination import Examination
from stratagem.analysis.checking.finding import Finding, found
from stratagem.analysis.checking.texts import Written
from stratagem.diagnostics import Place
from stratagem.rulebook import Sort
from stratagem.wording import PLACEHOLDER

_SCRIPTS = {
    "zh": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL",),
    **dict.fromkeys(("ru", "uk", "bg", "sr"), ("CYRILLIC",)),
    "el": ("GREEK",),
    "ar": ("ARABIC",),
    "he": ("HEBREW",),
    "th": ("THAI",),
    "hi": ("DEVANAGARI",),
}
"""Language → how the Unicode names of its letters begin. All other languages are taken to be written in Latin."""
_QUOTED = re.compile(r"[(（\[【「『“‘\"].*?[)）\]】」』”’\"]")
"""What stands in brackets or quotation marks may be in any language."""


def untranslated(examination: Examination) -> Iterator[Finding]:
    """Texts that are the same in two languages; abbreviations such as CRM are the same everywhere, and pass."""
    for written in _written(examination):
        for (one, said), (other, again) in combinations(written.text.by_language, 2):
            if said == again and _words(said):
                place = _place(written, other)
                languages = f"{one}, {other}"
                yield found("untranslated", written.thing, place, what=_what(written), languages=languages, text=said)
                break


def wrong_script(examination: Examination) -> Iterator[Finding]:
    """Texts of which not one word is in the script of their language, or an alphabet's texts with Chinese in them."""
    for written in _written(examination):
        sentences = [sentence for _, sentence in written.text.by_language]
        for lang, sentence in written.text.by_language:
            if sentences.count(sentence) == 1 and _is_foreign(lang, sentence):
                yield found("wrong-script", written.thing, _place(written, lang), what=_what(written), language=lang)


def missing_labels(examination: Examination) -> Iterator[Finding]:
    """Things of a rulebook with several languages that go by their id in each of them.

    A rulebook that was not read, but made by a program, does not say which of its texts were written.
    """
    if len(examination.rulebook.languages) == 1 or not examination.rulebook.title.places:
        return
    for written in examination.texts:
        if not written.text.places:
            value = written.what.removeprefix("values: ") if written.what.startswith("values: ") else ""
            place = examination.place_of(written.thing, value)
            yield found("missing-label", written.thing, place, what=_what(written))


def unfilled_placeholders(examination: Examination) -> Iterator[Finding]:
    """Braces around the name of a fact, in a text that is shown as it stands."""
    vocabulary = examination.rulebook.vocabulary
    known = {*vocabulary.fact, *vocabulary.attribute, "with", "through"}
    for written in _written(examination):
        if written.filled:
            continue
        for lang, sentence in written.text.by_language:
            names = [name for name in PLACEHOLDER.findall(sentence) if name in known]
            if names:
                place = _place(written, lang)
                quoted = ", ".join(f"{{{name}}}" for name in names)
                yield found("unfilled-placeholder", written.thing, place, what=_what(written), names=quoted)
                break


def _written(examination: Examination) -> Iterator[Written]:
    """The texts that an author wrote."""
    return (each for each in examination.texts if each.text.places)


def _place(written: Written, lang: str) -> Place:
    languages = [each for each, _ in written.text.by_language]
    return written.text.places[languages.index(lang)]


def _what(written: Written) -> str:
    if written.thing.sort is Sort.RULEBOOK:
        return written.what
    return f"{written.thing.id}: {written.what}"


def _words(sentence: str) -> list[str]:
    """The words that a translator would have to turn: not placeholders, and not abbreviations in capitals."""
    words = re.findall(r"[^\W\d_]+", PLACEHOLDER.sub(" ", sentence))
    return [word for word in words if not (word.isascii() and word.isupper())]


def _is_foreign(lang: str, sentence: str) -> bool:
    plain = _QUOTED.sub(" ", PLACEHOLDER.sub(" ", sentence))
    letters = [letter for word in _words(plain) for letter in word]
    own = _SCRIPTS.get(lang, ("LATIN",))
    mine = [unicodedata.name(letter, "").startswith(own) for letter in letters]
    if own == ("LATIN",):
        return not all(mine)
    return bool(mine) and not any(mine)
