"""Where in a translation a missing rendering belongs: the model itself is asked, by scoring.

Scoring a given target is one pass of the network without search, so many places of a sentence can
be tried at once. Arabic and the target languages keep much the same order, so only the places
around where the term stands in the source, relative to its length, are tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.translator.engine import Engine
from toolkit.translator.verify import Span

_MOST_PLACES = 14
_REPAIR_PLACES = 4
_REPAIR_WIDTHS = (0, 1, 2, 3, 5)
_WORD_END = re.compile(r"(?<=\S)(?=\s|$)")
_CLOSING = re.compile(r"[.,;:!?»\"')\]]+$")


@dataclass(frozen=True, slots=True)
class Missing:
    """A rendering that a translation misses.

    `source` is what the model is asked to translate, `text` its answer, `place` where the term
    stands in the source (0: at the start, 1: at the end), `kept` the spans of the text that hold
    other terms.
    """

    source: str
    text: str
    rendering: str
    place: float
    kept: tuple[Span, ...]


def starts(engine: Engine, rows: Sequence[Missing], most: int) -> list[list[str]]:
    """For each row the likeliest prefixes that end in the rendering, at most `most`.

    A prefix is the text up to a word boundary, then the rendering; they are ordered by the
    log-probability per token that the model gives the rendering there.
    """
    found = []
    for row, ranked in zip(rows, _likely_ends(engine, rows), strict=True):
        found.append([f"{row.text[:end]} {row.rendering}".strip() for end in ranked[:most]])
    return found


def repairs(engine: Engine, row: Missing) -> list[str]:
    """The text with the rendering put in, best first.

    It replaces a few words, or none, outside the spans that hold other terms, beginning at one of
    the places where the model finds it likeliest.
    """
    text = row.text
    ends = _word_ends(text)
    options = []
    for begin in _likely_ends(engine, [row])[0][:_REPAIR_PLACES]:
        following = [begin, *(end for end in ends if end > begin)]
        for width in _REPAIR_WIDTHS:
            if width < len(following) and _is_free(begin, following[width], row.kept):
                options.append(_put(text, begin, following[width], row.rendering))
    options = list(dict.fromkeys(options)) or [f"{text} {row.rendering}".strip()]
    scores = engine.score([(row.source, option) for option in options])
    order = sorted(range(len(options)), key=lambda i: (-scores[i], i))
    return [options[i] for i in order]


def _likely_ends(engine: Engine, rows: Sequence[Missing]) -> list[list[int]]:
    """For each row the word ends behind which the rendering may stand, likeliest first."""
    places = [_places(row) for row in rows]
    asked = [
        (row.source, row.text[:end], row.rendering)
        for row, some in zip(rows, places, strict=True)
        for end in some
    ]
    scores = iter(engine.continuations(asked))
    ranked = []
    for some in places:
        likely = {end: next(scores) for end in some}
        ranked.append(sorted(some, key=lambda end, likely=likely: -likely[end]))  # type: ignore[misc]
    return ranked


def _places(row: Missing) -> list[int]:
    ends = [end for end in [0, *_word_ends(row.text)] if not any(s < end < e for s, e in row.kept)]
    wanted = row.place * len(row.text)
    return sorted(sorted(ends, key=lambda end: abs(end - wanted))[:_MOST_PLACES])


def _word_ends(text: str) -> list[int]:
    return [match.start() for match in _WORD_END.finditer(text)]


def _is_free(begin: int, end: int, kept: Sequence[Span]) -> bool:
    return all(end <= s or e <= begin for s, e in kept)


def _put(text: str, begin: int, end: int, rendering: str) -> str:
    """The text with the words between two word ends replaced; marks that closed them stay."""
    closing = _CLOSING.search(text[begin:end])
    rest = (closing.group() if closing else "") + text[end:]
    if rest and not (rest[0].isspace() or rest[0] in ".,;:!?)]»"):
        rest = f" {rest}"
    return f"{text[:begin]} {rendering}{rest}".strip()
