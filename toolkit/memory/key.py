"""When two sentences are the same to the memory.

The key of an entry is its source text, its language and the glossary renderings that were asked of
it. Of the source text, white space, invisible signs and the composition of letters (NFC) make no
difference, as for segment ids; letters and marks do.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import get_args

from toolkit.arabic.quantity import Kind
from toolkit.document import Hit, Segment
from toolkit.segmenter.chars import INVISIBLE

_QUANTITIES = frozenset(get_args(Kind))
_DIGITS = 16


def source_key(text: str) -> str:
    """The text on one line, without what makes no difference."""
    plain = unicodedata.normalize("NFC", "".join(c for c in text if c not in INVISIBLE))
    return " ".join(plain.split())


def terms_key(hits: Iterable[Hit]) -> str:
    """A hash of the renderings that the glossary demands in a segment, in the order of the source.

    Which of an entry's renderings is preferred makes no difference; nor do suggestions, numbers
    and dates, which are no glossary's.
    """
    asked = [
        sorted({hit.rendering, *hit.accepted})
        for hit in sorted(hits, key=lambda hit: (hit.start, hit.end))
        if hit.status != "suggested" and hit.kind not in _QUANTITIES
    ]
    return _hash(asked)


def context_keys(segments: Sequence[Segment]) -> dict[str, str]:
    """For each segment id a hash of the sentences before and after it.

    It tells apart the occurrences of a sentence that an editor translated in two ways.
    """
    lines = ["", *(source_key(segment.text) for segment in segments), ""]
    return {s.id: _hash([lines[i], lines[i + 2]]) for i, s in enumerate(segments)}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:_DIGITS]
