"""From a draft to its blocks of text: lines, hard-wrapped lines joined, marked stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.document import Draft, Mark, Role
from toolkit.segmenter.chars import CLOSING_SIGNS, QUOTES, Span, trim
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
    width = _wrap_width(draft.text, [group for region in groups for group in region])
    found: list[Block] = []
    for region, in_region in zip(regions, groups, strict=True):
        if region.role is not None:
            found.append(region)
        for group in in_region:
            spans = group if width is None else _rejoin(draft.text, group, width)
            found += [Block(*span) for span in spans]
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


def _wrap_width(text: str, groups: Sequence[tuple[Span, ...]]) -> int | None:
    """The width at which the text was hard-wrapped, None where each line is a paragraph.

    A program that wraps fills each line as far as the next word allows. So the text is wrapped if
    most lines that have another one below are full in that sense; two at least must be, and one
    must break off inside a sentence, or else sentences of like length, one a line, would pass.
    Most of the text must stand in such lines, or else a title above a byline would.
    """
    wrapped = [g for g in groups if len(g) > 1 and max(map(_length, g)) <= WIDEST_WRAP]
    if 2 * sum(map(_size, wrapped)) <= sum(map(_size, groups)):
        return None
    width = max(_length(span) for group in wrapped for span in group)
    pairs = [pair for group in wrapped for pair in pairwise(group)]
    full = [above for above, below in pairs if _is_full(text, above, below, width)]
    broken = [span for span in full if not _is_closed(text, span)]
    if width < _NARROWEST_WRAP or len(full) < 2 or not broken or 2 * len(full) < len(pairs):
        return None
    return width


_NARROWEST_WRAP = 30


def _rejoin(text: str, group: tuple[Span, ...], width: int) -> Iterator[Span]:
    """Join each full line of a group with the one below it."""
    if max(map(_length, group)) > WIDEST_WRAP:
        yield from group
        return
    start, last = group[0].start, group[0]
    in_list = find_marker(text, *group[0]) is not None
    for line in group[1:]:
        is_item = find_marker(text, *line) is not None
        # A number or dash at the start of a line is a marker only where an item can begin.
        begins = is_item and (in_list or _is_closed(text, last))
        if begins or is_byline(text, *line) or not _is_full(text, last, line, width):
            yield Span(start, last.end)
            start, in_list = line.start, is_item
        last = line
    yield Span(start, last.end)


def _is_full(text: str, line: Span, below: Span, width: int) -> bool:
    """Whether the first word of the line below would not have fitted into this one."""
    end = below.start
    while end < below.end and not text[end].isspace():
        end += 1
    return _length(line) + 1 + (end - below.start) > width


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
