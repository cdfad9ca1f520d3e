"""A paragraph in any direction, as reportlab's frames take it: measured, split and drawn.

Lengths are points; y goes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from toolkit.exporters.tagging import Element, link, marked
from toolkit.exporters.textops import Box, boxes, colour, number, operators, place
from toolkit.exporters.typeset import Line, Paragraph, Style

_Flowable: Any = Flowable  # it comes without types

FEWEST_LINES = 2
"""A paragraph leaves so many lines at the foot of a page, and takes as many to the next."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document's outline: a name of its own, a title, a level (0 is the top)."""

    name: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A number beside the line that holds the character at `offset`.

    `name` is the bookmark of the place itself; a click on the number leads to the bookmark
    `target`, and `says` is what a viewer shows or reads out for it.
    """

    offset: int
    label: str
    ink: str
    name: str
    target: str
    says: str


class BidiParagraph(_Flowable):  # type: ignore[misc]
    """A paragraph, or those of its lines that stand on one page.

    Without an `element` it is an artifact. `name` makes its place a bookmark, `goto` makes it a
    link to one. Notes stand `note_gap` to the left of the text.
    """

    def __init__(
        self,
        paragraph: Paragraph,
        element: Element | None = None,
        *,
        before: float = 0.0,
        after: float = 0.0,
        bookmark: Bookmark | None = None,
        notes: Sequence[MarginNote] = (),
        note_gap: float = 7.0,
        name: str | None = None,
        goto: str | None = None,
    ) -> None:
        super().__init__()
        self.paragraph = paragraph
        self.element = element
        self.spaceBefore = before
        self.spaceAfter = after
        self._bookmark = bookmark
        self._notes = tuple(notes)
        self._note_gap = note_gap
        self._name = name
        self._goto = goto
        self._part: tuple[int, int] | None = None
        self._lines: tuple[Line, ...] = ()
        self._broken_at: float | None = None

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break into lines; give the width and the height taken."""
        if self._part is None and self._broken_at != width:
            self._lines = self.paragraph.lines(width)
            self._broken_at = width
        start, end = self._range()
        self.width = width
        # Notes on a text that is missing need a line to stand beside.
        self.height = (end - start or bool(self._notes)) * self.paragraph.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[BidiParagraph]:
        """Split in two at `height`; give nothing where a part would be left too short."""
        self.wrap(width, height)
        start, end = self._range()
        fitting = int((height + 0.001) // self.paragraph.style.leading)
        if fitting >= end - start:
            return [self]
        fitting = min(fitting, end - start - FEWEST_LINES)
        if fitting < FEWEST_LINES:
            return []
        return [self._piece(start, start + fitting), self._piece(start + fitting, end)]

    @property
    def first_baseline(self) -> float:
        """How far below the upper edge the first line's baseline stands."""
        style = self.paragraph.style
        return style.leading / 2 + self.paragraph.face.middle * style.size

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        canvas, style = self.canv, self.paragraph.style
        start, end = self._range()
        if start == 0:
            self._draw_bookmarks()
        baseline = self.height - self.first_baseline
        texts: list[str] = []
        back: list[str] = []
        for k in range(start, end):
            y = baseline - (k - start) * style.leading
            line, last = self._lines[k], k == len(self._lines) - 1
            placed = place(self.paragraph, line, self.width, last=last)
            back += [op for box in boxes(placed, line) for op in _background(box, y, style.size)]
            texts += operators(canvas, self.paragraph, placed, y)
        if back:
            with marked(canvas, None):
                canvas._code += ["q", *back, "Q"]
        if texts:
            with marked(canvas, self.element):
                canvas._code += texts
        for k in range(start, max(end, start + 1)):
            self._draw_notes(k, baseline - (k - start) * style.leading)
        if self._goto and self.element and texts:
            box = (0.0, 0.0, self.width, self.height)
            link(canvas, self.element, box, self._goto, self.paragraph.text.strip())

    def _range(self) -> tuple[int, int]:
        return self._part or (0, len(self._lines))

    def _piece(self, start: int, end: int) -> BidiParagraph:
        piece = BidiParagraph(
            self.paragraph,
            self.element,
            before=self.spaceBefore if start == 0 else 0.0,
            after=self.spaceAfter if end == len(self._lines) else 0.0,
            bookmark=self._bookmark,
            notes=self._notes,
            note_gap=self._note_gap,
            name=self._name,
            goto=self._goto,
        )
        piece._lines, piece._part = self._lines, (start, end)
        return piece

    def _draw_bookmarks(self) -> None:
        top = self.height + self.paragraph.style.leading  # a little room above, in a viewer
        if self._name:
            self.canv.bookmarkHorizontal(self._name, 0, top)
        if self._bookmark:
            self.canv.bookmarkHorizontal(self._bookmark.name, 0, top)
            self.canv.addOutlineEntry(
                self._bookmark.title, self._bookmark.name, self._bookmark.level
            )

    def _draw_notes(self, k: int, y: float) -> None:
        """Set the numbers that belong to line `k` into the margin at its left.

        They are artifacts without text, so that the line is read and extracted as it was written;
        their links say what they mean.
        """
        following = [line.start for line in self._lines[k + 1 : k + 2]]
        x = -self._note_gap
        for note in reversed(self._notes):
            if (k and note.offset < self._lines[k].start) or any(
                note.offset >= start for start in following
            ):
                continue
            paragraph = Paragraph(note.label, "en", Style(7.5, 8, note.ink, bold=True))
            (line,) = paragraph.lines(paragraph.width + 1)
            raised = y + 0.15 * self.paragraph.style.size
            x -= line.width
            placed = place(paragraph, line, line.width, last=True)
            with marked(self.canv, None):
                self.canv._code += [f"q 1 0 0 1 {number(x)} 0 cm"]
                self.canv._code += operators(self.canv, paragraph, placed, raised, silent=True)
                self.canv._code += ["Q"]
            self.canv.bookmarkHorizontal(note.name, 0, y + 3 * self.paragraph.style.leading)
            if self.element:
                box = (x - 1.5, raised - 2, x + line.width + 1.5, raised + 6.5)
                link(self.canv, self.element, box, note.target, note.says)
            x -= 3


def _background(box: Box, y: float, size: float) -> list[str]:
    """The tint behind a stretch of a line and the dotted line under it."""
    out: list[str] = []
    x, width = number(box.x), number(box.width)
    if box.look.tint:
        low, high = y - 0.27 * size, y + 0.8 * size
        out += [colour(box.look.tint, "rg"), f"{x} {number(low)} {width} {number(high - low)} re f"]
    if box.look.underline:
        at = number(y - 0.2 * size)
        end = number(box.x + box.width)
        out += [
            colour(box.look.underline, "RG"),
            f"0.9 w 1 J [0 1.8] 0 d {x} {at} m {end} {at} l S",
        ]
    return out
