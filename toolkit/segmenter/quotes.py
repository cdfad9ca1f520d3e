"""Pairs of quotation marks and brackets in a block of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGN = re.compile('[«»“”„"()\\[\\]{}]')
_CLOSER = {"«": "»", "(": ")", "[": "]", "{": "}"}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
# Arabic typists use these in either direction, so that any of them opens or closes.
_DIRECTIONLESS = dict.fromkeys("“”„", "“") | {'"': '"'}

_BEFORE_OPENER = " \t\n\r\u00a0\u200f([{«:"
_AFTER_CLOSER = " \t\n\r\u00a0\u200f)]}».!?؟…۔،,؛;:"


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening sign at `start`, its closing sign at `end`, and the pair around them."""

    start: int
    end: int
    parent: int | None
    bracket: bool


def pairs_of(text: str, start: int, end: int) -> tuple[Pair, ...]:
    """The pairs in text[start:end] in the order of their opening signs.

    `parent` is an index into what is returned. Signs without a partner are left out, so that a
    forgotten closing mark does not swallow the rest of the block. Linear in the length: each sign
    is put on the stack and taken off it once.
    """
    waiting: list[tuple[str, int]] = []
    open_now: dict[str, int] = {}
    closed: dict[int, tuple[int, str]] = {}
    for match in _SIGN.finditer(text, start, end):
        position, sign = match.start(), match.group()
        kind = _OPENER.get(sign) or _DIRECTIONLESS.get(sign, sign)
        closes = sign in _OPENER
        if sign in _DIRECTIONLESS:
            follows_space = position == start or text[position - 1] in _BEFORE_OPENER
            precedes_space = position + 1 == end or text[position + 1] in _AFTER_CLOSER
            if follows_space != precedes_space:
                closes = precedes_space
            else:
                closes = open_now.get(kind, 0) > 0
        if not closes:
            waiting.append((kind, position))
            open_now[kind] = open_now.get(kind, 0) + 1
            continue
        while open_now.get(kind, 0) > 0:
            opened, at = waiting.pop()
            open_now[opened] -= 1
            if opened == kind:
                closed[at] = (position, kind)
                break
    return _nested(closed)


def _nested(closed: dict[int, tuple[int, str]]) -> tuple[Pair, ...]:
    """Pairs by their opening signs, each with the one around it."""
    found: list[Pair] = []
    around: list[int] = []
    for start in sorted(closed):
        end, kind = closed[start]
        while around and found[around[-1]].end < start:
            around.pop()
        found.append(Pair(start, end, around[-1] if around else None, kind in "([{"))
        around.append(len(found) - 1)
    return tuple(found)
