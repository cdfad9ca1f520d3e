"""Where in a translation a missing rendering belongs: the model itself is asked, by scoring.

Scoring a given target is one pass of the network without search, so every place in a sentence can
be tried at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.translator.engine import Engine
from toolkit.translator.verify import Span

_MOST_PLACES = 60
_WIDEST_REPAIR = 5
_WORD = re.compile(r"\S+")


def starts(
    engine: Engine,
    sources: Sequence[str],
    texts: Sequence[str],
    renderings: Sequence[str],
    places: int,
) -> list[list[str]]:
    """For each sentence the likeliest prefixes that end in the rendering it misses.

    Every word boundary of `text` is tried: the words before it, then the rendering. They are
    ordered by the log-probability per token that the model gives the rendering there.
    """
    heads = [_heads(text) for text in texts]
    rows = [
        (source, head, rendering)
        for source, some, rendering in zip(sources, heads, renderings, strict=True)
        for head in some
    ]
    scores = iter(engine.continuations(rows))
    found = []
    for some, rendering in zip(heads, renderings, strict=True):
        ranked = sorted(((next(scores), -i, head) for i, head in enumerate(some)), reverse=True)
        found.append([f"{head} {rendering}".strip() for _, _, head in ranked[:places]])
    return found


def _heads(text: str) -> list[str]:
    """The beginnings of a text at its word boundaries, the empty one first."""
    ends = [0, *(m.end() for m in _WORD.finditer(text))]
    return [text[:end] for end in ends[:_MOST_PLACES]]


def repairs(
    engine: Engine, source: str, text: str, rendering: str, kept: Sequence[Span]
) -> list[str]:
    """The text with the rendering put in, best first.

    It replaces up to five words, or none, anywhere outside the spans that hold other units.
    """
    words = [m.span() for m in _WORD.finditer(text)]
    edges = [0, *(end for _, end in words)]
    options = []
    for first, begin in enumerate(edges):
        for width in range(min(_WIDEST_REPAIR, len(words) - first) + 1):
            end = edges[first + width]
            if all(end <= s or e <= begin for s, e in kept):
                mark = re.search(r"[.,;:!?»\"')\]]*$", text[begin:end])
                rest = (mark.group() if mark and width else "") + text[end:]
                joint = "" if not rest or rest[0] in ".,;:!?)" else " " * (not rest[0].isspace())
                options.append(f"{text[:begin]} {rendering}{joint}{rest}".strip())
    options = list(dict.fromkeys(options)) or [rendering]
    scores = engine.score([(source, option) for option in options])
    ranked = sorted(zip(scores, range(0, -len(options), -1), options, strict=True), reverse=True)
    return [option for _, _, option in ranked]
