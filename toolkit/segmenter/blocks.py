"""What each block of an article is: title, heading, dateline, byline, caption, item, paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.document import Draft, SegmentKind
from toolkit.segmenter.dateline import is_dateline
from toolkit.segmenter.lines import blocks_of
from toolkit.segmenter.looks import Look, look_at

_LONGEST_LIST_HEADING = 4  # words before a colon above a list: longer lines introduce it


@dataclass(frozen=True, slots=True)
class Part:
    """A block whose kind is known: text[start:end], its marker up to `content`.

    `dateline` is where a dateline that opens a paragraph ends.
    """

    kind: SegmentKind
    start: int
    content: int
    end: int
    dateline: int | None = None


def parts_of(draft: Draft) -> tuple[Part, ...]:
    """The blocks of a draft with their kinds, in order.

    What the format declares is believed; where it declares a title or any heading, no other is
    guessed. A title that does not come first is a heading.
    """
    looks = [
        look_at(draft.text, block, opens_article=index == 0)
        for index, block in enumerate(blocks_of(draft))
    ]
    roles = {look.block.role for look in looks}
    parts: list[Part] = []
    in_head = True  # nothing of the text proper has come yet
    for index, look in enumerate(looks):
        kind = _declared(look, first=index == 0)
        if kind is None and index == 0 and "title" not in roles and _is_title(looks):
            kind = "title"
        if kind is None:
            kind = _kind(draft.text, looks, index, in_head, "heading" not in roles)
        dateline = look.dateline_end if in_head and kind == "paragraph-sentence" else None
        parts.append(_part(look, kind, dateline))
        body = kind in ("paragraph-sentence", "list-item") and not look.blessing
        in_head = in_head and not body
    return tuple(parts)


def _part(look: Look, kind: SegmentKind, dateline: int | None) -> Part:
    start, end = look.block.start, look.block.end
    numbered = look.marker is not None and kind in ("heading", "list-item")
    content = look.marker.end if look.marker is not None and numbered else start
    return Part(kind, start, content, end, dateline)


def _declared(look: Look, *, first: bool) -> SegmentKind | None:
    role = look.block.role
    return "heading" if role == "title" and not first else role


def _is_title(looks: Sequence[Look]) -> bool:
    """Whether the first block is the title. A text of one block has none."""
    return len(looks) > 1 and looks[0].titular and not looks[0].dateline


def _kind(
    text: str, looks: Sequence[Look], index: int, in_head: bool, guess_headings: bool
) -> SegmentKind:
    look = looks[index]
    if look.marker is not None:
        heading = guess_headings and _is_numbered_heading(looks, index)
        return "heading" if heading else "list-item"
    if look.caption:
        return "caption"
    if look.byline:
        return "byline"
    if look.dateline and (
        in_head or is_dateline(text, look.block.start, look.block.end, strict=True)
    ):
        return "dateline"
    if in_head and look.dateline_end is not None:
        return "paragraph-sentence"
    if guess_headings and look.short and _is_heading(looks, index):
        return "heading"
    return "list-item" if look.ordinal else "paragraph-sentence"


def _is_numbered_heading(looks: Sequence[Look], index: int) -> bool:
    """Whether a short line with a number is a heading: text follows it, and no list is near."""
    look, below = looks[index], _below(looks, index)
    if look.marker is None or look.marker.kind == "bullet" or not look.short:
        return False
    if below is None or not looks[below].body:
        return False
    above = looks[index - 1] if index else None
    return above is None or not ((above.item and above.short) or above.last == ":")


def _is_heading(looks: Sequence[Look], index: int) -> bool:
    """Whether a short line is a heading: text, a list, or one more heading with text follows."""
    look, below = looks[index], _below(looks, index)
    if below is None or (look.ordinal and index and looks[index - 1].ordinal):
        return False
    following = looks[below]
    if following.body:
        return True
    if following.item:
        introduces = len(look.words) > _LONGEST_LIST_HEADING or look.words[0].startswith("و")
        return look.last != ":" or not introduces
    if look.ordinal and following.ordinal:
        return False
    last = _below(looks, below)
    return last is not None and looks[last].body


def _below(looks: Sequence[Look], index: int) -> int | None:
    """The next block that is no dateline, byline or caption."""
    for below in range(index + 1, len(looks)):
        if not looks[below].beside:
            return below
    return None
