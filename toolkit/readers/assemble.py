"""From the blocks of a structured format to a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.document import Draft, Mark, Role, Source
from toolkit.readers.raw import require_arabic


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a block and the role its format gives it, if any."""

    text: str
    role: Role | None = None


def first_heading_is_title(blocks: list[Block]) -> list[Block]:
    """Make a heading that opens the blocks the title, where the format names no title."""
    if blocks and blocks[0].role == "heading" and all(b.role != "title" for b in blocks):
        return [Block(blocks[0].text, "title"), *blocks[1:]]
    return blocks


def draft_of(blocks: Iterable[Block], path: Path, source: Source) -> Draft:
    """Set blocks one below the other with a blank line between, and mark those with a role.

    Blocks of white space are left out. Raises ToolkitError where no Arabic letter remains.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    position = 0
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if parts:
            position += len(_GAP)
        if block.role is not None:
            marks.append(Mark(position, position + len(text), block.role))
        parts.append(text)
        position += len(text)
    whole = _GAP.join(parts)
    require_arabic(whole, path, source.encoding)
    return Draft(text=whole, source=source, marks=tuple(marks))


_GAP = "\n\n"
