"""French determiners and prepositions that agree with the noun behind them.

The gender and number of a rendering are in the glossary, so that the word before it can be set
right: « la garde d'honneur », « au Soudan », « en Égypte ». Prepositions before names of countries
follow Grevisse, Le Bon Usage, §§ 588-589 and 1051.
"""

from __future__ import annotations

import re
from typing import Literal

Gender = Literal["m", "f", "mp", "fp"]

_DEFINITE = {"m": "le", "f": "la"}
_INDEFINITE = {"m": "un", "f": "une"}

_DETERMINER = re.compile(
    r"(?<![\w'’-])(?:(?P<preposition>de|à)\s+(?=l[ae]s?\s|l['’]))?"
    r"(?:(?P<word>le|la|les|du|des|au|aux|un|une|ce|cet|cette|ces|son|sa|ses)\s+|(?P<short>l['’])\s*)$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w'’-])(?P<word>à|en|de|vers|avec|pour|par|contre|sur|selon)\s+$", re.IGNORECASE
)


def agree(head: str, gender: Gender, *, vowel: bool, country: bool) -> str:
    """The text before a rendering with its last determiner or preposition in agreement.

    In: the text up to the rendering; gender and number of the rendering; whether it begins with a
    vowel sound; whether it names a country or region that takes an article. Out: the text before,
    ending in a space or an apostrophe where a word stands there.
    """
    found = _DETERMINER.search(head)
    if found:
        words = _agreeing(found["preposition"], (found["word"] or "le").lower(), gender, vowel)
    elif country and (found := _BARE.search(head)):
        words = _before_country(found["word"].lower(), gender, vowel)
    else:
        return head
    if found.group()[0].isupper():
        words = words[0].upper() + words[1:]
    return head[: found.start()] + words


def _agreeing(preposition: str | None, word: str, gender: Gender, vowel: bool) -> str:
    if word in ("du", "des", "au", "aux") or word in ("le", "la", "les"):
        before = (preposition or {"d": "de", "a": "à", "l": ""}[word[0]]).lower()
        return _with_article(before, gender, vowel)
    plural = len(gender) == 2
    if word in ("un", "une"):
        return "des " if plural else f"{_INDEFINITE[gender]} "
    if word in ("son", "sa", "ses"):
        return "ses " if plural else "sa " if gender == "f" and not vowel else "son "
    return "ces " if plural else "cette " if gender == "f" else "cet " if vowel else "ce "


def _with_article(preposition: str, gender: Gender, vowel: bool) -> str:
    if len(gender) == 2:
        return {"": "les ", "de": "des ", "à": "aux "}[preposition]
    if vowel:
        return f"{preposition} l'".lstrip()
    if gender == "m" and preposition:
        return {"de": "du ", "à": "au "}[preposition]
    return f"{preposition} {_DEFINITE[gender]} ".lstrip()


def _before_country(word: str, gender: Gender, vowel: bool) -> str:
    if word in ("à", "en"):
        if len(gender) == 2:
            return "aux "
        return "en " if vowel or gender == "f" else "au "
    if word == "de":
        if gender == "f" or (vowel and gender == "m"):
            return "d'" if vowel else "de "
        return _with_article("de", gender, vowel)
    return f"{word} {_with_article('', gender, vowel)}"
