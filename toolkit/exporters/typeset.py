"""From a paragraph's text to its lines, broken in logical order with shaped widths.

Lengths are points. Offsets are code points of the paragraph's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, pairwise
from typing import Literal

from toolkit.exporters.bidi import Resolved, line_levels, resolve
from toolkit.exporters.isolates import isolates
from toolkit.exporters.shaping import Face, Shaped, amiri, shape

Align = Literal["start", "center", "end", "justify"]
"""Start is the left for English and French, the right for Arabic; justify needs no last line."""

# Only these part lines: no-break spaces (U+00A0, U+202F) do not, whatever "\s" says.
_SPACE = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"

# A line may also end after a dash between letters, or a slash between longer words; never inside
# numbers, dates and document symbols. Nor after a hyphen: programs that extract text take one at
# the end of a line for a word division, and "état-major" would come out as "étatmajor".
_WORD = re.compile(
    rf"[{_SPACE}]+"
    rf"|[^{_SPACE}]+?(?:(?<=[^\W\d_])[–—](?=[^\W\d_])|(?<=[^\W\d_]{{2}})/(?=[^\W\d_]{{2}})"
    rf"|(?=[{_SPACE}])|$)"
)
# A last line of one short word looks lost: lines above it may be shorter to help it.
_SHORTEST_LAST = 0.85  # the share of a line that is empty
_SHORT_LAST_BADNESS = 0.015

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is drawn. Colours are RRGGBB; None means no tint, no line."""

    face: Face
    ink: str
    tint: str | None = None
    underline: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: size and leading in points, its look, and its alignment.

    The lines of a balanced one, a heading say, are alike in length, down to the last.
    """

    size: float
    leading: float
    ink: str
    bold: bool = False
    align: Align = "start"
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What text[start:end] looks like, where that differs from the paragraph's style."""

    start: int
    end: int
    bold: bool = False
    ink: str | None = None
    tint: str | None = None
    underline: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A run of spaces, or a word or a part of one that a line may not break."""

    start: int
    end: int
    width: float
    space: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a line, without spaces at either end, and their width.

    `gap` is the space that the line's end takes the place of, if any.
    """

    tokens: tuple[Token, ...]
    width: float
    gap: Token | None = None

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of one token with one level and one look: what is shaped in one go."""

    start: int
    end: int
    level: int
    look: Look
    token: Token


class Paragraph:
    """A text with its looks, ready to be broken into lines of any width."""

    def __init__(self, text: str, language: str, style: Style, marks: Iterable[Mark] = ()) -> None:
        # The space at the end is never seen; it parts the text from what a program reads next.
        self.text = _CONTROL.sub(" ", text).rstrip() + " "
        self.language = language
        self.style = style
        self.right_to_left = language == "ar"
        self._starts, self._looks = _stretches(len(self.text), style, tuple(marks))

    @property
    def face(self) -> Face:
        """The face of the paragraph's style."""
        return amiri(bold=self.style.bold)

    @cached_property
    def resolved(self) -> Resolved:
        """The bidi levels; the language, not the first letter, gives the base direction."""
        base = 1 if self.right_to_left else 0
        pieces = isolates(self.text) if base else []
        return resolve(self.text, base, isolates=pieces)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The text cut where lines may break."""
        return tuple(self._token(*m.span()) for m in _WORD.finditer(self.text))

    def lines(self, width: float) -> tuple[Line, ...]:
        """Break the text into lines at most `width` wide; an empty text has no line.

        Of all ways with the fewest lines the one is taken whose lines are most alike: with the
        least sum of squares of the room left at their ends (after Knuth and Plass, "Breaking
        paragraphs into lines", 1981). A word wider than a line is cut where it must be.
        """
        tokens = list(dropwhile(lambda token: token.space, self._fitting(width)))
        reach = [0.0]
        for token in tokens:
            reach.append(reach[-1] + token.width)
        # best[k]: fewest lines, least badness and the start of the last line, up to tokens[:k].
        best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
        words = max(0, len(tokens) - 1)  # all but the space at the text's end
        for end in range(1, words + 1):
            least = (words + 1, 0.0, end - 1)
            last = end == words
            for start in range(end - 1, -1, -1):
                room = width - (reach[end] - reach[start])
                if tokens[end - 1].space:
                    room += tokens[end - 1].width
                if room < -0.01 and start < end - 1:
                    break
                if tokens[start].space:
                    continue
                count, badness, _ = best[start]
                if not last or self.style.balanced:
                    badness += (room / width) ** 2
                elif room > width * _SHORTEST_LAST:
                    badness += _SHORT_LAST_BADNESS
                least = min(least, (count + 1, badness, start))
            best.append(least)
        lines: list[Line] = []
        end = words
        while end:
            start = best[end][2]
            lines.append(_line(tokens, start, end))
            end = start
        return tuple(reversed(lines))

    @property
    def width(self) -> float:
        """The width of the text on one line."""
        return sum(token.width for token in self.tokens[:-1])

    def items(self, line: Line) -> Iterator[Item]:
        """Cut the tokens of a line and its gap into items, in logical order."""
        end = line.gap.end if line.gap else line.end
        levels = line_levels(self.resolved, line.start, end)
        for token in (*line.tokens, *([line.gap] if line.gap else [])):
            at = token.start - line.start
            yield from self._items(token, levels[at : at + token.end - token.start])

    def shaped(self, item: Item) -> Shaped:
        """Shape an item in the context of its token."""
        token = item.token
        return shape(
            item.look.face,
            self.text[token.start : token.end],
            item.start - token.start,
            item.end - token.start,
            right_to_left=bool(item.level & 1),
            language=self.language,
        )

    def _token(self, start: int, end: int) -> Token:
        token = Token(start, end, 0.0, _WORD_SPACE.match(self.text[start]) is not None)
        levels = self.resolved.levels[start:end]
        width = sum(self.shaped(item).width for item in self._items(token, levels))
        return Token(start, end, width * self.style.size, token.space)

    def _items(self, token: Token, levels: Iterable[int]) -> Iterator[Item]:
        levels = tuple(levels)
        edges = {token.start, token.end}
        edges.update(token.start + k for k in range(1, len(levels)) if levels[k] != levels[k - 1])
        first = bisect_right(self._starts, token.start)
        edges.update(self._starts[first : bisect_left(self._starts, token.end)])
        for start, end in pairwise(sorted(edges)):
            look = self._looks[bisect_right(self._starts, start) - 1]
            yield Item(start, end, levels[start - token.start], look, token)

    def _fitting(self, width: float) -> Iterator[Token]:
        """The tokens, with those wider than a line cut into pieces that fit."""
        for token in self.tokens:
            rest = token
            while not rest.space and rest.width > width + 0.01 and rest.end - rest.start > 1:
                piece = self._longest(rest, width)
                yield piece
                rest = self._token(piece.end, rest.end)
            yield rest

    def _longest(self, token: Token, width: float) -> Token:
        """The longest beginning of a token that fits, if possible up to a punctuation mark."""
        low, high = token.start + 1, token.end - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._token(token.start, middle).width <= width:
                low = middle
            else:
                high = middle - 1
        for end in range(low, token.start + (low - token.start) // 2, -1):
            if self.text[end - 1] in "/.-_?&=@:":
                return self._token(token.start, end)
        return self._token(token.start, low)


_WORD_SPACE = re.compile(f"[{_SPACE}]")


def _line(tokens: list[Token], start: int, end: int) -> Line:
    """The line of tokens[start:end], which may hold or be followed by the space after it."""
    gap = next((token for token in tokens[end - 1 : end + 1] if token.space), None)
    kept = [token for token in tokens[start:end] if token is not gap]
    return Line(tuple(kept), sum(token.width for token in kept), gap)


def _stretches(length: int, style: Style, marks: tuple[Mark, ...]) -> tuple[list[int], list[Look]]:
    """Cut a text where its look changes; give where each stretch starts, and its look.

    Of marks that overlap, the later one has its say.
    """
    edges: set[int] = {0}
    for mark in marks:
        edges.update(offset for offset in (mark.start, mark.end) if 0 <= offset < length)
    starts = sorted(edges)
    looks: list[Look] = []
    for start in starts:
        over = [mark for mark in marks if mark.start <= start < mark.end]
        looks.append(
            Look(
                amiri(bold=style.bold or any(mark.bold for mark in over)),
                next((mark.ink for mark in reversed(over) if mark.ink), style.ink),
                next((mark.tint for mark in reversed(over) if mark.tint), None),
                next((mark.underline for mark in reversed(over) if mark.underline), None),
            )
        )
    return starts, looks
