"""Characters and spans of text that all of the segmenter's rules share."""

from __future__ import annotations

from typing import NamedTuple

INVISIBLE = frozenset(
    "\u00ad\u061c\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069"
)
"""Format characters: at the edge of a segment they say nothing, and count as white space."""

STOPS = ".!?؟…۔"
QUOTES = "«»“”„\"'‘’"
CLOSING_SIGNS = STOPS + "،,؛;:"


class Span(NamedTuple):
    """A stretch of a text, start inclusive, end exclusive."""

    start: int
    end: int


def is_blank(char: str) -> bool:
    """Whether a character is white space or invisible."""
    return char.isspace() or char in INVISIBLE


def trim(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its edges; of no length where there is nothing else."""
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    return Span(start, end)


def skip_blanks(text: str, position: int, end: int) -> int:
    """The first position from `position` on that is no blank, or `end`."""
    while position < end and is_blank(text[position]):
        position += 1
    return position


def has_word(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(map(str.isalnum, text))
