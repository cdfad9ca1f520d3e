"""Cutting sentences that are too long to be translated well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from toolkit.segmenter.chars import STOPS, Span, trim
from toolkit.segmenter.quotes import pairs_of
from toolkit.segmenter.rules import folded_words, rules

LIMIT = 60
"""The most words a segment has: longer sentences are where the model loses its way."""

_SHORTEST = 8
_WORD = re.compile(r"\S+")
_CLOSERS = "»”“\"'’)]"
_CONJUNCTION = "و"

# What it costs to cut at a place, against 3 for a cut that lies a whole limit from the middle.
_AFTER_STOP = 0.0
_BEFORE_CONNECTIVE = 0.7
_AFTER_COMMA = 1.5
_BEFORE_CONJUNCTION = 2.2
_ANYWHERE = 4.0
_WITHIN_QUOTES = 1.0
_WITHIN_BRACKETS = 2.0
_OFF_MIDDLE = 3.0
_STUB = 2.0
_ONE_PIECE_MORE = 1.0


def pieces(text: str, sentence: Span) -> tuple[Span, ...]:
    """A sentence in pieces of at most 60 words, as even as its commas allow; linear.

    A cut falls after "؛" or "،" and its space, best before a connective (كما, مؤكدًا, و…), and
    after any word where there is nothing better.
    """
    words = [Span(*match.span()) for match in _WORD.finditer(text, *sentence)]
    if len(words) <= LIMIT:
        return (sentence,)
    costs = _costs(text, words)
    found: list[Span] = []
    first = 0
    while first < len(words):
        after = first + _piece(costs, first, len(words) - first)
        span = trim(text, words[first].start, words[after - 1].end)
        if span.start < span.end:
            found.append(span)
        first = after
    return tuple(found)


def _piece(costs: list[float], first: int, left: int) -> int:
    """How many words to take from those left."""
    if left <= LIMIT:
        return left
    count = ceil(left / LIMIT)
    middle = left / count

    def cost(size: int) -> float:
        total = costs[first + size - 1] + _OFF_MIDDLE * abs(size - middle) / LIMIT
        if left - size < _SHORTEST:
            total += _STUB
        if ceil((left - size) / LIMIT) >= count:
            total += _ONE_PIECE_MORE
        return total

    return min(range(_SHORTEST, LIMIT + 1), key=cost)


def _costs(text: str, words: list[Span]) -> list[float]:
    """For each word, what it costs to cut after it."""
    extra = _within(text, words)
    return [
        _cost(text, word, words[index + 1 : index + 4]) + extra[index]
        for index, word in enumerate(words)
    ]


def _cost(text: str, word: Span, following: list[Span]) -> float:
    last = text[word.start : word.end].rstrip(_CLOSERS)[-1:]
    if last and last in STOPS + "؛;":
        return _AFTER_STOP
    after = folded_words(" ".join(text[one.start : one.end] for one in following))
    connects = rules().connectives.opening(after) > 0
    conjoins = bool(after) and after[0].startswith(_CONJUNCTION) and len(after[0]) > 2
    if last and last in "،,":
        return _BEFORE_CONNECTIVE if connects or conjoins else _AFTER_COMMA
    return _BEFORE_CONJUNCTION if connects or conjoins else _ANYWHERE


def _within(text: str, words: list[Span]) -> list[float]:
    """For each word, what a cut after it costs more because of the pairs it stands in."""
    extra = [0.0] * len(words)
    outer = (p for p in pairs_of(text, words[0].start, words[-1].end) if p.parent is None)
    index = 0
    for pair in outer:
        while index < len(words) and words[index].end <= pair.start:
            index += 1
        for place in _inside(words, index, pair.end):
            extra[place] = _WITHIN_BRACKETS if pair.bracket else _WITHIN_QUOTES
            index = place
    return extra


def _inside(words: list[Span], index: int, end: int) -> Iterator[int]:
    while index < len(words) and words[index].end <= end:
        yield index
        index += 1
