"""Where the segments of a row stand in its text, and how to cut a text at the ends of its spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.document import Hit, Segment, Translation
from toolkit.exporters.layout import Row, Span

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of a row and where its line and its translation stand in the row's two texts."""

    translation: Translation
    source: Span
    target: Span

    @property
    def segment(self) -> Segment:
        """The segment that was translated."""
        return self.translation.segment


def pieces(row: Row, translations: Mapping[str, Translation]) -> tuple[Piece, ...]:
    """Find the segments of a row in its source and target text, in reading order.

    `translations` are those of the document by segment id. A row writes its segments one after
    the other with only markers and spaces between them, so each is looked for from where the one
    before it ends. A segment without a translation has an empty target span.
    """
    found: list[Piece] = []
    source_at = target_at = 0
    for segment in row.source:
        translation = translations[segment.id]
        source = _find(row.source_text, segment.line, source_at)
        target = _find(row.target, translation.text, target_at)
        source_at, target_at = source[1], target[1]
        found.append(Piece(translation, source, target))
    return tuple(found)


def term_hits(row: Row, translations: Mapping[str, Translation]) -> dict[Span, tuple[Hit, ...]]:
    """Give for each of `row.terms` the glossary hits that put it there, in the order of the row."""
    placed = [
        (piece.target[0] + hit.target[0], hit)
        for piece in pieces(row, translations)
        for hit in piece.translation.hits
        if hit.status == "enforced" and hit.target is not None
    ]
    return {
        (start, end): tuple(hit for at, hit in placed if start <= at < end)
        for start, end in row.terms
    }


def cut(length: int, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Cut [0, length) wherever a span begins or ends. The pieces cover it; none is empty."""
    edges = {0, length}.union(*spans)
    ordered = sorted(edge for edge in edges if 0 <= edge <= length)
    return tuple(pairwise(ordered))


def printable(text: str) -> str:
    """Put U+FFFD for each character that XML 1.0 (2.2, Char) cannot hold; offsets stay the same."""
    return _NOT_XML.sub("\ufffd", text)


def _find(text: str, part: str, start: int) -> Span:
    at = text.index(part, start) if part else start
    return at, at + len(part)
