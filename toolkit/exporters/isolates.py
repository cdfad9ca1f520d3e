"""What reads from left to right as a whole, also among Arabic words.

By the rules for single characters (UAX #9) the parts of such a piece would change places in an
Arabic line: a telephone number would be read from its last group to its first. Every exporter that
sets text in two directions asks here.
"""

from __future__ import annotations

import re

# Addresses, symbols of documents, sums with a currency sign, telephone numbers, changes in per
# cent with their sign, and measures such as 7.62×51.
_LEFT_TO_RIGHT = re.compile(
    r"(?:https?://|www\.)[^\s؛،]*[^\s؛،.,;:!?)\]»]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[A-Z]+(?:/[A-Z0-9]+(?:\.[A-Z0-9]+)*)+"
    r"|[$€£¥]\s?\d(?:[\d.,]*\d)?(?:[kKmMbB][nN]?\b)?"
    r"|\+\d[\d\s().-]{5,}\d"
    r"|(?<![\w.)])[+−-]\d+(?:[.,]\d+)*%"
    r"|\d+(?:[.,]\d+)*(?:×\d+(?:[.,]\d+)*)+"
)


def isolates(text: str) -> list[tuple[int, int]]:
    """Find the pieces of an Arabic text that are set from left to right, as [start, end)."""
    return [match.span() for match in _LEFT_TO_RIGHT.finditer(text)]
