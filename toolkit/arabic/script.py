"""Facts of the Arabic script that matching rests on: spelling variants, words and clitics.

The classes of letters follow the light normalisation of Lucene's ArabicNormalizer (hamza seats of
alif, alif maqsura, ta marbuta, tatweel, marks), widened by what the press mixes up: hamza on waw
and ya, Persian letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

DROPPED = frozenset(
    chr(c)
    for block in (
        range(0x064B, 0x0660),  # harakat and other marks
        (0x0670, 0x0640, 0xFEFF, 0x00AD),  # dagger alif, tatweel, BOM, soft hyphen
        range(0x06D6, 0x06EE),  # Quranic marks
        range(0x200B, 0x2010),  # zero width and directional marks
        range(0x202A, 0x202F),  # embeddings and overrides
        range(0x2066, 0x206A),  # isolates
    )
    for c in block
)

_CLASSES = {
    "ا": "أإآٱ",
    "ي": "ىی",
    "ه": "ةہە",
    "ء": "ؤئ",
    "ك": "ک",
    **{str(digit): "٠١٢٣٤٥٦٧٨٩"[digit] + "۰۱۲۳۴۵۶۷۸۹"[digit] for digit in range(10)},
}
_FOLD = str.maketrans({variant: one for one, many in _CLASSES.items() for variant in many})

CONJUNCTIONS = "وف"
PREPOSITIONS = "بكل"
ARTICLE = "ال"

PARTICLES = frozenset(
    (
        *("على", "إلى", "الى", "في", "من", "عن", "حتى", "مع", "أن", "إن", "ان", "أو", "او", "ثم"),
        *("لا", "ما", "لم", "لن", "قد", "هذا", "هذه", "ذلك", "تلك", "هو", "هي", "هم", "وهو", "وهي"),
        *("بعد", "قبل", "عند", "بين", "حيث", "كل", "أي", "اي", "كما", "منذ", "خلال", "غير"),
        *("التي", "الذي", "الذين", "كان", "كانت"),
    )
)
"""Function words, as spelt. None of them is ever a name or a term by itself, although folded
spelling makes some look like one (the preposition على and the name علي)."""

_WORD = re.compile(r"[^\W_]+(?:[.\-'’/][^\W_]+)*|[^\W_]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form, its spelling without marks, and where it stands."""

    folded: str
    spelling: str
    start: int
    end: int


def is_arabic(char: str) -> bool:
    """Whether a character is an Arabic letter (digits and marks are not)."""
    return char.isalpha() and unicodedata.name(char, "").startswith("ARABIC")


def has_arabic(text: str) -> bool:
    """Whether a text holds an Arabic letter."""
    return any(map(is_arabic, text))


def fold(text: str) -> str:
    """The form in which spelling variants of the same words are equal.

    Marks, tatweel and invisible controls go; letters that the press mixes up become one; digits
    become Western; runs of white space become one space.
    """
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in text if c not in DROPPED)
    return " ".join(kept.translate(_FOLD).split())


def words(text: str) -> tuple[Word, ...]:
    """The words of a text with offsets into it. Marks and controls inside a word belong to it."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    kept: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char not in DROPPED:
            kept.append(char)
            origin.append(index)
    plain = "".join(kept)
    for found in _WORD.finditer(plain):
        spelling = found.group()
        end = origin[found.end() - 1] + 1
        while end < len(text) and text[end] in DROPPED and unicodedata.combining(text[end]):
            end += 1
        yield Word(fold(spelling), spelling, origin[found.start()], end)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: clitics in front, whether the article is there, and what is left."""

    clitics: str
    definite: bool
    stem: str


def readings(folded: str) -> tuple[Reading, ...]:
    """Every way to read a folded word as conjunction + preposition + article + stem.

    The order of clitics is the one Arabic allows: question أ, then و or ف, then ب, ك or ل (or the
    future س), then the article; ل with the article is written لل, and a stem that begins with ل
    then loses one (للجنة = ل + اللجنة). The word itself is the first reading.
    """
    found = [Reading("", False, folded)]
    heads = [("", folded)]
    if folded[:1] == "ا" and folded[1:2] in (*CONJUNCTIONS, *PREPOSITIONS) and len(folded) > 4:
        heads.append(("ا", folded[1:]))
    for head, rest in tuple(heads):
        if rest[:1] in CONJUNCTIONS and len(rest) > 2:
            heads.append((head + rest[0], rest[1:]))
    for head, rest in heads:
        if head:
            found.append(Reading(head, False, rest))
        found += _with_article(head, rest)
        if rest[:1] in PREPOSITIONS and len(rest) > 2:
            found.append(Reading(head + rest[0], False, rest[1:]))
            found += _with_article(head + rest[0], rest[1:])
        if rest.startswith("لل") and len(rest) > 3:
            found.append(Reading(head + "ل", True, rest[2:]))
            found.append(Reading(head + "ل", True, rest[1:]))
    return tuple(dict.fromkeys(found))


def _with_article(clitics: str, rest: str) -> list[Reading]:
    if rest.startswith(ARTICLE) and len(rest) > 3:
        return [Reading(clitics, True, rest[2:])]
    return []
