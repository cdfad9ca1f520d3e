"""Ids of segments that survive edits elsewhere in the article."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter

from toolkit.segmenter.chars import INVISIBLE

_DIGITS = 10


class Ids:
    """Gives each segment of one article its id. Ask in reading order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next(self, text: str) -> str:
        """Ten hex digits of the text's hash, and for a text met before "-" and which time it is.

        White space, invisible signs and the composition of letters (NFC) make no difference.
        """
        plain = unicodedata.normalize("NFC", "".join(c for c in text if c not in INVISIBLE))
        line = " ".join(plain.split())
        name = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"
