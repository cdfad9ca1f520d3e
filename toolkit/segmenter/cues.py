"""Bylines and captions, told by the words they begin with."""

from __future__ import annotations

import re

from toolkit.segmenter.chars import CLOSING_SIGNS
from toolkit.segmenter.rules import folded_words, rules

_SIGN = re.compile(r"[:–—/|-]")
_HEAD = 200  # characters
_LONGEST_BYLINE = 14  # words
_LONGEST_WEAK_BYLINE = 7
_LONGEST_CUE = 5
_LONGEST_CAPTION = 60


def is_byline(text: str, start: int, end: int, *, opens_article: bool = False) -> bool:
    """Whether text[start:end] says who wrote or photographed: "كتب: …", "تصوير - …", "بقلم …".

    Words such as "تقرير:" and "حوار:" open titles as well as bylines, so they count less: not in
    the first line of an article, nor in a line of more than seven words.
    """
    if end - start > _HEAD or text[end - 1] in CLOSING_SIGNS:
        return False
    line = text[start:end]
    words = folded_words(line)
    bare = rules().byline_bare.opening(words) > 0
    sign = _SIGN.search(line)
    if sign is None:
        return bare and 1 < len(words) <= _LONGEST_CUE and not opens_article
    cue = folded_words(line[: sign.start()])
    if not line[sign.end() :].strip() or not 0 < len(cue) <= _LONGEST_CUE:
        return False
    if bare:
        return len(words) <= _LONGEST_BYLINE
    weak = rules().byline_cues.opening(cue) > 0
    return weak and not opens_article and len(words) <= _LONGEST_WEAK_BYLINE


def is_caption(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is about a picture: "صورة: …", "في الصورة …", "(صورة أرشيفية)"."""
    head = text[start : min(end, start + _HEAD)]
    words = folded_words(head)
    if rules().caption_bare.opening(words):
        return len(text[start:end].split()) <= _LONGEST_CAPTION
    cue, colon, _ = head.partition(":")
    known = rules().caption_cues
    return bool(colon) and 0 < len(folded_words(cue)) == known.opening(folded_words(cue))
