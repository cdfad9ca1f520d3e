"""Pieces of one long sentence, translated apart, made to read as one sentence again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.document import Hit, Translation

_STOPS = ".!?…"
_LINKS = {"؛": ";", "،": ","}


def fit_pieces(translations: Sequence[Translation]) -> list[Translation]:
    """End each piece that another continues with its comma, and begin the next in lower case.

    Offsets of hits stay right: only the end of a piece grows or shrinks, and one letter changes
    its case. A piece that begins with a term keeps its capital.
    """
    fitted = list(translations)
    for i, (_, following) in enumerate(pairwise(translations)):
        if following.segment.continues:
            fitted[i] = _linked(fitted[i])
            fitted[i + 1] = _lowered(fitted[i + 1])
    return fitted


def _linked(piece: Translation) -> Translation:
    link = _LINKS.get(piece.segment.text.rstrip()[-1:], "")
    text = piece.text.rstrip()
    if text[-1:] in _STOPS or text[-1:] in ",;:":
        text = text[:-1]
    ends = [hit.target[1] for hit in piece.hits if hit.target is not None]
    if ends and max(ends) > len(text):  # the stop belongs to a term
        return piece
    return replace(piece, text=text + link)


def _lowered(piece: Translation) -> Translation:
    text = piece.text
    word = text.split(maxsplit=1)[0] if text.split() else ""
    if word[1:].lower() != word[1:] or any(_opens(hit) for hit in piece.hits):
        return piece
    return replace(piece, text=text[:1].lower() + text[1:])


def _opens(hit: Hit) -> bool:
    return hit.target is not None and hit.target[0] == 0
