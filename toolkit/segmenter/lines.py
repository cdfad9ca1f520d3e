"""From a draft to its blocks of text: lines, hard-wrapped lines joined, marked stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.document import Draft, Mark, Role
from toolkit.segmenter.chars import CLOSING_SIGNS, QUOTES, Span, is_blank, trim
from toolkit.segmenter.cues import is_byline
from toolkit.segmenter.markers import find_marker

WIDEST_WRAP = 120
"""No program wraps plain text in longer lines: a longer line is a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class Block:
    """A title, heading, paragraph or list item: text[start:end], and the role its format gave."""

    start: int
    end: int
    role: Role | None = None


def blocks_of(draft: Draft) -> tuple[Block, ...]:
    """The blocks of a draft in order, without the white space between them. None is empty.

    A marked stretch is one block. Elsewhere each line is one, unless the text is hard-wrapped.
    """
    regions = tuple(_regions(draft.text, draft.marks))
    groups = [
        tuple(_groups(draft.text, region)) if region.role is None else () for region in regions
    ]
    wrap = _wrap_of(draft.text, [group for region in groups for group in region])
    found: list[Block] = []
    for region, in_region in zip(regions, groups, strict=True):
        if region.role is not None:
            found.append(region)
        for group in in_region:
            found += [Block(*span) for span in _rejoin(draft.text, group, wrap)]
    return tuple(found)


def _regions(text: str, marks: Sequence[Mark]) -> Iterator[Block]:
    """The marked stretches and what stands between; a mark that overlaps another is dropped."""
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        start, end = trim(text, max(mark.start, 0), min(mark.end, len(text)))
        if start < position or start >= end:
            continue
        yield Block(position, start)
        yield Block(start, end, mark.role)
        position = end
    yield Block(position, len(text))


def _groups(text: str, region: Block) -> Iterator[tuple[Span, ...]]:
    """Runs of lines without a blank line between them; each line trimmed."""
    group: list[Span] = []
    position = region.start
    for line in text[region.start : region.end].splitlines(keepends=True):
        span = trim(text, position, position + len(line))
        position += len(line)
        if span.start < span.end:
            group.append(span)
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a text was hard-wrapped: the width of its lines, and how short one inside a sentence
    may be and still go on in the line below."""

    width: int
    shortest: float


def _wrap_of(text: str, groups: Sequence[tuple[Span, ...]]) -> _Wrap | None:
    """How the text was hard-wrapped, None where each line is a paragraph.

    A program that wraps fills each line as far as the next word allows; a hand does so often. So
    of the lines that have another one below, a third must be full in that sense and most must
    break off inside a sentence, or else sentences of like length, one a line, would pass. And most
    of the text must stand in such lines, or else a title above a byline would.
    """
    wrapped = [g for g in groups if len(g) > 1 and max(map(_length, g)) <= WIDEST_WRAP]
    if 2 * sum(map(_size, wrapped)) <= sum(map(_size, groups)):
        return None
    width = max(_length(span) for group in wrapped for span in group)
    # Where a hand broke the lines, they are not all full. Without blank lines to part headings
    # from paragraphs, only the strict rule keeps a heading from being taken for such a line.
    wrap = _Wrap(width, _LONG * width if len(groups) > 1 else width)
    pairs = [pair for group in wrapped for pair in pairwise(group)]
    full = sum(_is_full(text, above, below, wrap) for above, below in pairs)
    broken = sum(_goes_on(text, above, below, wrap) for above, below in pairs)
    if width < _NARROWEST_WRAP or full < 2 or 3 * full < len(pairs) or 2 * broken < len(pairs):
        return None
    return wrap if any(not _is_closed(text, above) for above, _ in pairs) else None


_NARROWEST_WRAP = 30
_LONG = 0.6  # of the width


def _rejoin(text: str, group: tuple[Span, ...], wrap: _Wrap | None) -> Iterator[Span]:
    """Join to each line of a group those below that go on with it.

    Where the text is not hard-wrapped, only indented lines under a list item do.
    """
    if max(map(_length, group)) > WIDEST_WRAP:
        wrap = None
    first = last = group[0]
    in_item = find_marker(text, *first) is not None
    for line in group[1:]:
        # A number or dash at the start of a line is a marker only where an item can begin.
        is_item = find_marker(text, *line) is not None
        begins = is_item and (in_item or wrap is None or _is_closed(text, last))
        goes_on = wrap is not None and _goes_on(text, last, line, wrap)
        hangs = in_item and _indent(text, line) > _indent(text, first)
        if begins or is_byline(text, *line) or not (goes_on or hangs):
            yield Span(first.start, last.end)
            first, in_item = line, is_item
        last = line
    yield Span(first.start, last.end)


def _goes_on(text: str, line: Span, below: Span, wrap: _Wrap) -> bool:
    """Whether the line below continues a line of a hard-wrapped text."""
    if _is_full(text, line, below, wrap):
        return True
    return not _is_closed(text, line) and _length(line) >= wrap.shortest


def _indent(text: str, line: Span) -> int:
    """How many blanks stand before a line."""
    start = line.start
    while start > 0 and is_blank(text[start - 1]) and text[start - 1] not in "\r\n":
        start -= 1
    return line.start - start


def _is_full(text: str, line: Span, below: Span, wrap: _Wrap) -> bool:
    """Whether the first word of the line below would not have fitted into this one."""
    end = below.start
    while end < below.end and not text[end].isspace():
        end += 1
    return _length(line) + 1 + (end - below.start) > wrap.width


def _is_closed(text: str, line: Span) -> bool:
    """Whether a line ends where a sentence or a part of one does."""
    end = line.end
    while end > line.start and text[end - 1] in QUOTES + ")":
        end -= 1
    return text[end - 1] in CLOSING_SIGNS if end > line.start else True


def _length(span: Span) -> int:
    return span.end - span.start


def _size(group: tuple[Span, ...]) -> int:
    return sum(map(_length, group))
