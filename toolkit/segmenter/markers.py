"""List and heading numbers: "1- ", "(2)", "٣. ", "أ- ", "• " and their like."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from toolkit.segmenter.chars import INVISIBLE, has_word, skip_blanks
from toolkit.segmenter.rules import folded_words, rules

_HIDDEN = f"[{''.join(sorted(INVISIBLE))}]{{0,4}}"
_SPACE = "[ \\t\u00a0]"
_BULLET = re.compile(
    # A dash or asterisk needs a space after it; signs that have no other use do not.
    f"(?:[-–—*](?={_SPACE})|[•·●○▪■◆♦►▶✓✔➢❖‣⁃]){_SPACE}{{0,8}}{_HIDDEN}"
)
_NUMBER = re.compile(
    r"(?:"
    rf"\(\d{{1,3}}\)|\d{{1,3}}{_SPACE}?[-–.)/]{{1,2}}"
    # No full stop or slash after a letter: أ. and د/ are titles.
    rf"|\((?:[أا-ي]|هـ)\)|(?:[أا-ي]|هـ){_SPACE}?[-–)]"
    rf"|\([A-Za-z]\)|(?:[A-Za-z]|[ivxIVX]{{1,4}})[-–)](?={_SPACE})"
    # A digit after it makes it part of a date, a time or a range: 13-2-2026, 5 - 7.
    rf")(?![-–.)/\d]){_SPACE}{{0,8}}+(?!\d){_HIDDEN}"
)
_LONGEST = 24


class Marker(NamedTuple):
    """A marker at the start of a block: where it ends (with its space), and its kind."""

    end: int
    kind: Literal["bullet", "number"]


def find_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker that opens text[start:end], None without one.

    A marker is followed by a letter or digit somewhere in the block: "* * *" has none.
    """
    head = text[start : min(end, start + _LONGEST)]
    bullet = _BULLET.match(head)
    match = bullet or _NUMBER.match(head)
    if match is None:
        return None
    position = start + match.end()
    if not has_word(text[position:end]):
        return None
    if bullet is None and _is_date(text[position : min(end, position + _LONGEST)]):
        return None
    # Blanks of other kinds (a line end in a hard-wrapped item) belong to the marker as well, so
    # that the text after it begins with a word.
    position = skip_blanks(text, position, end)
    return Marker(position, "number" if bullet is None else "bullet")


def _is_date(text: str) -> bool:
    """Whether a number's marker is the day of a date, as in 13- فبراير or 13/ شباط."""
    return rules().months.opening(folded_words(text)) > 0
