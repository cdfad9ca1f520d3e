"""What should have been translated and was not: empty, copied, half Arabic or another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.arabic.script import fold, has_arabic
from toolkit.document import Finding, Language, Translation

_ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u0750-\u077f"
    "\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc"
)
_ARABIC_RUN = re.compile(
    rf"[{_ARABIC_LETTERS}](?:[\s\u0640\u064b-\u0652{_ARABIC_LETTERS}]*[{_ARABIC_LETTERS}])?"
)
_ARABIC_SIGNS = re.compile("[،؛؟٪٫٬٠-٩۰-۹]+")
_OTHER_SCRIPTS = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0900-\u0dff\u0e00-\u0eff"
    "\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+"
)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that a sentence of the one language cannot do without and the other does not have.
_FUNCTION_WORDS: dict[Language, frozenset[str]] = {
    "en": _words(
        "the of and to in that was for with his has by is were from which this its have been at"
        " he will their"
    ),
    "fr": _words(
        "le la les des et du une dans que pour qui par est sur au avec aux été son sa ses il ont"
        " cette leur"
    ),
}
_OTHER: dict[Language, Language] = {"en": "fr", "fr": "en"}
_NAME: dict[Language, str] = {"en": "English", "fr": "French", "ar": "Arabic"}
_FEWEST = 4


def empty(translation: Translation, language: Language) -> Iterator[Finding]:
    """There is a source and no translation."""
    if not translation.text.strip() and any(map(str.isalnum, translation.segment.text)):
        yield Finding("empty", "error", "the translation is empty")


def arabic_left(translation: Translation, language: Language) -> Iterator[Finding]:
    """Arabic letters stand in the translation, or Arabic punctuation and digits.

    Letters of other scripts (Cyrillic, Chinese …), which weak models invent, count as well.
    """
    text = translation.text
    for pattern, what in ((_ARABIC_RUN, "Arabic was left"), (_OTHER_SCRIPTS, "a foreign script")):
        for match in pattern.finditer(text):
            message = f"{what} in the translation: {match.group()}"
            yield Finding("arabic-left", "error", message, match.span())
    for match in _ARABIC_SIGNS.finditer(text):
        message = f"Arabic punctuation or digits in the translation: {match.group()}"
        yield Finding("arabic-left", "warning", message, match.span())


def copied(translation: Translation, language: Language) -> Iterator[Finding]:
    """The translation repeats the source, or is written in the other language.

    Sources without Arabic letters ("F-16", a name in Latin letters) may well stay as they are.
    """
    source, text = translation.segment.text, translation.text
    if not text.strip() or not has_arabic(source):
        return
    if fold(text) == fold(source):
        yield Finding("copied", "error", "the translation is the source, untranslated")
        return
    counts = {code: _count(text, code) for code in _FUNCTION_WORDS}
    own, other = counts.get(language, 0), counts.get(_OTHER.get(language, "en"), 0)
    if other >= _FEWEST and other > 3 * own:
        there, here = _NAME[_OTHER[language]], _NAME[language]
        yield Finding("copied", "error", f"the translation seems to be {there}, not {here}")


def _count(text: str, language: Language) -> int:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _FUNCTION_WORDS[language] for word in words)
