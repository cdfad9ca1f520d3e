"""Sentence boundaries in a block of Arabic text.

In the spirit of UAX #29 (Unicode Text Segmentation, sentence boundaries), with what its rules
leave to the language: Arabic has no capitals, so that abbreviations and the words that open a
sentence must be known, and the press quotes whole sentences inside others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.segmenter.chars import STOPS, Span, has_word, is_blank, skip_blanks, trim
from toolkit.segmenter.quotes import Pair, pairs_of
from toolkit.segmenter.stops import ends_sentence, opens_sentence

_STOPS = re.compile(f"[{re.escape(STOPS)}]+")
_CLOSERS = "»”“\"'’‘)]}"
_GOES_ON = "،,؛;:)]}»"
_SHORTEST_QUOTED = 3  # words of a sentence, for a quotation to be divided
_MANY = 2  # stops: a quotation with so many is divided even if it does not end with another
_ENOUGH = 200  # characters that show whether there are so many


@dataclass(frozen=True, slots=True)
class _Stop:
    """Signs that may end a sentence, which then ends at `end`, after closing marks.

    `inside` is the innermost pair around that end, `closes` the last pair whose closing mark was
    taken in; both are indices of pairs.
    """

    sign: str
    end: int
    inside: int | None
    closes: int | None


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of text[start:end], without the blanks between them; linear in its length.

    None is empty, and one without a letter or digit stands only where the whole block has none.
    A quotation or parenthesis is divided only if it holds several whole sentences.
    """
    pairs = pairs_of(text, start, end)
    stops = tuple(_stops(text, start, end, pairs))
    divisible = _divisible(text, end, pairs, stops)
    ends = [
        stop.end
        for stop in stops
        if (stop.inside is None or divisible[stop.inside])
        and _closes_sentence(text, start, pairs, stop)
    ]
    return _spans(text, start, end, ends)


def _stops(text: str, start: int, end: int, pairs: Sequence[Pair]) -> Iterator[_Stop]:
    """The stops that no abbreviation, number or address explains."""
    closing = {pair.end: index for index, pair in enumerate(pairs)}
    around: list[int] = []
    upcoming = 0
    for match in _STOPS.finditer(text, start, end):
        position, closes = _after_closers(text, match.end(), end, closing)
        if position < end and text[position] in STOPS:
            continue  # as in «…؟!». the last sign counts
        if not ends_sentence(text, start, match.start(), match.end(), position, end):
            continue
        following = skip_blanks(text, position, end)
        if following == end or text[following] in _GOES_ON:
            continue
        while upcoming < len(pairs) and pairs[upcoming].start < position:
            while around and pairs[around[-1]].end < pairs[upcoming].start:
                around.pop()
            around.append(upcoming)
            upcoming += 1
        while around and pairs[around[-1]].end < position:
            around.pop()
        yield _Stop(match.group(), position, around[-1] if around else None, closes)


def _after_closers(
    text: str, position: int, end: int, closing: dict[int, int]
) -> tuple[int, int | None]:
    """The place after the closing marks that belong to a stop, and the last pair they close."""
    closes = None
    while True:
        ahead = skip_blanks(text, position, end)
        if ahead in closing:
            closes = closing[ahead]
            position = ahead + 1
        elif (
            position < end
            and text[position] in _CLOSERS
            and (position + 1 == end or is_blank(text[position + 1]))
        ):
            position += 1  # a mark without a partner, but set like a closing one
        else:
            return position, closes


def _divisible(
    text: str, end: int, pairs: Sequence[Pair], stops: Iterable[_Stop]
) -> tuple[bool, ...]:
    """For each pair, whether it and all around it hold several whole sentences."""
    inner: dict[int, list[int]] = {}
    for stop in stops:
        if stop.inside is not None:
            inner.setdefault(stop.inside, []).append(stop.end)
    found: list[bool] = []
    for index, pair in enumerate(pairs):
        within = pair.parent is None or found[pair.parent]
        found.append(within and _holds_sentences(text, end, pair, inner.get(index, [])))
    return tuple(found)


def _holds_sentences(text: str, end: int, pair: Pair, stops: Sequence[int]) -> bool:
    if not stops:
        return False
    last = pair.end - 1
    while last > pair.start and is_blank(text[last]):
        last -= 1
    after = skip_blanks(text, pair.end + 1, end)
    ended = text[last] in STOPS or after == end or text[after] in STOPS
    if not ended and len(stops) < _MANY:
        return False
    edges = [pair.start + 1, *stops, pair.end]
    return all(
        len(text[a : min(b, a + _ENOUGH)].split()) >= _SHORTEST_QUOTED for a, b in pairwise(edges)
    )


def _closes_sentence(text: str, start: int, pairs: Sequence[Pair], stop: _Stop) -> bool:
    """Whether a stop before closing marks ends the sentence around them too.

    It does after a full stop («… معا.» ثم), where the quotation began a sentence or followed a
    colon, or where a new sentence clearly opens. Otherwise the sentence goes on, as in
    رفعوا شعار «إلى الأمام!» أمام المقر.
    """
    if stop.closes is None:
        return True
    pair = pairs[stop.closes]
    if stop.sign[-1] in ".۔" and len(stop.sign) == 1 and not pair.bracket:
        return True
    before = pair.start
    while before > start and is_blank(text[before - 1]):
        before -= 1
    if before == start or text[before - 1] in STOPS + ":":
        return True
    return opens_sentence(text, stop.end)


def _spans(text: str, start: int, end: int, ends: Iterable[int]) -> tuple[Span, ...]:
    """The stretches between the ends; one without a word joins the one before it."""
    spans: list[Span] = []
    position = start
    for stop in (*ends, end):
        span = trim(text, position, stop)
        position = stop
        if span.start == span.end:
            continue
        if spans and not (has_word(text[span.start : span.end]) and has_word(_of(text, spans[-1]))):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _of(text: str, span: Span) -> str:
    return text[span.start : span.end]
