"""Telling a translation that goes round in circles from one that repeats itself for a reason."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 10
"""Tokens of the longest repeated phrase that is looked for."""

_PHRASE = 4
"""From this many tokens on a phrase said twice in a row is a loop; a shorter one needs thrice."""


def loops(tokens: Sequence[str]) -> bool:
    """True where a phrase with a letter in it follows itself at once, as decoders do when lost.

    A phrase that comes back after other words is no loop: two lieutenant generals may meet. Nor
    are digits ("1,000,000,000") and dot leaders.
    """
    for period in range(1, min(_LONGEST, len(tokens) // 2) + 1):
        needed = period if period >= _PHRASE else 2 * period
        same = 0
        for i in range(period, len(tokens)):
            same = same + 1 if tokens[i] == tokens[i - period] else 0
            if same >= needed and any(
                letter.isalpha() for token in tokens[i - period + 1 : i + 1] for letter in token
            ):
                return True
    return False
