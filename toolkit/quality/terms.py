"""Terms in a translation: where a rendering stands, is missing, or stands once too often."""

from __future__ import annotations

import re
from functools import lru_cache

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"
_NO_BREAK = "\u00a0\u202f"

# Words that name something else when a hyphen ties them to their neighbour: "colonel" is not
# what "lieutenant-colonel" says, while "Haftar-led" and "Egypt-Libya" do say Haftar and Egypt.
_COMPOUND_BEFORE = (
    "adjudant anti brigadier capitaine captain caporal co contre corporal demi ex field général"
    " general inter lance lieutenant maréchal major master maître non pré rear sergeant sergent"
    " sous staff sub surgeon under vice"
)
_COMPOUND_AFTER = (
    "adjoint admiral amiral chef colonel commander commandant elect general général lieutenant"
    " major marshal sergeant"
)


def occurrences(text: str, rendering: str) -> list[tuple[int, int]]:
    """Find where `rendering` stands in `text` as whole words, from left to right.

    The first letter may be of either case (a sentence may open with it), the others must agree.
    Any run of white space, no-break spaces included, equals a space; straight and typographic
    apostrophes and hyphens are equal. An apostrophe is a boundary, so "armée" is found in
    "l'armée" and "Egypt" in "Egypt's"; "art" is not in "article", "3" not in "3.5" or "13", and
    "colonel" not in "lieutenant-colonel". An empty rendering stands nowhere.
    """
    if not rendering.strip():
        return []
    return [match.span() for match in _pattern(" ".join(rendering.split())).finditer(text)]


@lru_cache(maxsize=8192)
def _pattern(rendering: str) -> re.Pattern[str]:
    first, rest = rendering[0], rendering[1:]
    opening = "".join(sorted({first.lower(), first.upper()}))
    # "ß".upper() is two letters: such a first letter is taken as it stands.
    head = f"[{re.escape(opening)}]" if len(opening) == 2 else _letter(first)
    body = head + "".join(_letter(letter) for letter in rest)
    return re.compile(_before(first) + body + _after(rendering[-1]))


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    for equals in (_HYPHENS, _APOSTROPHES):
        if letter in equals:
            return f"[{re.escape(equals)}]"
    return re.escape(letter)


def _before(first: str) -> str:
    """What must not stand before a rendering that opens with this character."""
    if first.isdigit():
        return rf"(?<!\w)(?<!\d[.,:/{_NO_BREAK}])"
    if not first.isalnum():
        return ""
    hyphens = f"[{re.escape(_HYPHENS)}]"
    # Look-behinds have a fixed width in `re`: one for each word.
    return r"(?<!\w)" + "".join(
        rf"(?<!\b[{word[0]}{word[0].upper()}]{word[1:]}{hyphens})"
        for word in _COMPOUND_BEFORE.split()
    )


def _after(last: str) -> str:
    """What must not follow a rendering that ends with this character."""
    if last.isdigit():
        return rf"(?!\w)(?![.,:/{_NO_BREAK}]\d)"
    if not last.isalnum():
        return ""
    words = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in _COMPOUND_AFTER.split())
    return rf"(?!\w)(?![{re.escape(_HYPHENS)}](?:{words})\b)"
