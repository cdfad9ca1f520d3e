"""Arabic names in Latin letters, by rule: a proposal where no list knows the name.

The press's plain spelling after the BGN/PCGN system of 1956 (no dots, no macrons, no ʿayn); French
with its own ou, ch and dj. Short vowels are not written in Arabic: an a is put where two
consonants would otherwise begin a word, end it, or three would meet; an e at the end behind a
long vowel.
"""

from __future__ import annotations

from typing import Literal

_CONSONANTS = {
    **{"ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh"},
    **{"ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z"},
    **{"غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h"},
    **{"پ": "p", "چ": "ch", "ڤ": "v", "گ": "g"},
}
_FRENCH = {"sh": "ch", "u": "ou", "w": "ou", "j": "dj"}
_SILENT = "عءئؤ"
_VOWELS = {"ا": "a", "آ": "a", "أ": "a", "إ": "i", "ى": "a", "ة": "a"}


def romanise(name: str, language: Literal["en", "fr"]) -> str:
    """A name of one or more words in Latin letters, each word with a capital.

    In: Arabic letters, marks allowed. Out: the words romanised; « al- » before a family name with
    the article keeps its hyphen.
    """
    return " ".join(_word(word, language) for word in name.split())


def _word(word: str, language: str) -> str:
    if word in ("بن", "ابن"):
        return "bin" if language == "en" else "ben"
    if word.startswith("عبدال") and len(word) > 7:
        return f"Abdel {_capital(''.join(_letters(word[5:], language)))}"
    if word.startswith("ال") and len(word) > 3:
        return f"al-{_capital(''.join(_letters(word[2:], language)))}"
    return _capital("".join(_letters(word, language)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _letters(word: str, language: str) -> list[str]:
    """The letters one by one; y and w are vowels between or behind consonants."""
    made: list[str] = []
    closed = 0  # consonants since the last vowel
    long = False  # whether that vowel is one that is written
    for at, letter in enumerate(word):
        following = word[at + 1 : at + 2]
        if letter in _VOWELS or letter in _SILENT:
            sound = _VOWELS.get(letter, "a" if at == 0 or closed else "")
            if sound and not (made and made[-1] == sound):
                made.append(sound)
            closed, long = 0, True
        elif letter in "وي" and at and (closed or not following) and following not in ("ا", "ي"):
            made.append({"و": "u", "ي": "i"}[letter])
            closed, long = 0, True
        else:
            sound = {"و": "w", "ي": "y"}.get(letter) or _CONSONANTS.get(letter, "")
            if sound and closed and (closed > 1 or closed == at or not following):
                made.append("e" if long and not following else "a")
                closed, long = 0, False
            made.append(sound)
            closed += bool(sound)
    if language == "fr":
        return [_FRENCH.get(sound, sound) for sound in made]
    return made
