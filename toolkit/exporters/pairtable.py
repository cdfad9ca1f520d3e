"""Two columns side by side, row by row, over as many pages as it takes.

Lengths are points; y goes up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.doctemplate import FrameBreak
from reportlab.platypus.flowables import Flowable

from toolkit.exporters.flowables import FEWEST_LINES, BidiParagraph
from toolkit.exporters.tagging import marked
from toolkit.exporters.textops import colour, number

_Flowable: Any = Flowable  # it comes without types


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a `PairTable`: what stands at the left and at the right, or None for nothing.

    A row that opens a section stays with the row after it and has more room above.
    """

    left: BidiParagraph | None
    right: BidiParagraph | None
    opens: bool = False

    @property
    def cells(self) -> tuple[BidiParagraph | None, BidiParagraph | None]:
        return self.left, self.right

    @property
    def shifts(self) -> tuple[float, float]:
        """How much lower each cell stands, so that the first lines share a baseline."""
        down = [cell.first_baseline if cell else 0.0 for cell in self.cells]
        return max(down) - down[0], max(down) - down[1]


@dataclass(frozen=True, slots=True)
class TableLook:
    """The measures of a `PairTable` in points, and its colours.

    `opening` is the room above a row that opens a section. A row not higher than `whole` is never
    split over pages: beside each other the texts are read in pairs.
    """

    gutter: float
    padding: float
    opening: float
    whole: float
    rule: str
    strong_rule: str


class PairTable(_Flowable):  # type: ignore[misc]
    """Rows of two cells under a header that stands once on each page.

    A row too tall for what is left of a page is split in both cells. Own code, because
    reportlab's table would try the rest of a split table again on the same page, header and all.
    """

    def __init__(
        self,
        header: TableRow,
        rows: Sequence[TableRow],
        look: TableLook,
        *,
        continued: bool = False,
    ) -> None:
        super().__init__()
        self._header = header
        self._rows = tuple(rows)
        self._look = look
        self._continued = continued

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure the rows; give the width and the height taken."""
        self._column = (width - self._look.gutter) / 2
        self._heights = [self._row_height(row, k == 0) for k, row in enumerate(self._rows)]
        self._header_height = self._row_height(self._header, False)
        self.width = width
        self.height = self._header_height + sum(self._heights)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """Split at `height`, between rows or through one; give nothing where no row fits."""
        self.wrap(width, height)
        used, fitting = self._header_height, 0
        while fitting < len(self._rows) and used + self._heights[fitting] <= height + 0.001:
            used += self._heights[fitting]
            fitting += 1
        if fitting == len(self._rows):
            return [self]
        top, rest = list(self._rows[:fitting]), list(self._rows[fitting:])
        parts = None
        if not rest[0].opens and self._heights[fitting] > self._look.whole:
            parts = self._split_row(rest[0], height - used, first=not top)
        if parts:
            top.append(parts[0])
            rest[0] = parts[1]
        kept = len(top)
        while kept and top[kept - 1].opens:
            kept -= 1
        if kept == 0 and fitting <= FEWEST_LINES:
            return []
        if kept:  # else headings fill the page, and must part somewhere
            top, rest = top[:kept], [*top[kept:], *rest]
        # Without the break the rest, with its header, would be tried on the same page.
        return [
            PairTable(self._header, top, self._look, continued=self._continued),
            FrameBreak(),
            PairTable(self._header, rest, self._look, continued=True),
        ]

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        y = self.height
        header = self._header
        if self._continued:  # repeated for the eye: an artifact
            left, right = (cell and BidiParagraph(cell.paragraph) for cell in header.cells)
            header = TableRow(left, right)
        self._draw_row(header, y, self._look.padding)
        y -= self._header_height
        rules = [(y, self._look.strong_rule, 0.8)]
        for k, (row, height) in enumerate(zip(self._rows, self._heights, strict=True)):
            self._draw_row(row, y, self._above(row, k == 0))
            y -= height
            if k + 1 < len(self._rows) and not row.opens:
                rules.append((y, self._look.rule, 0.4))
        rules.append((y, self._look.strong_rule, 0.8))
        with marked(self.canv, None):
            self.canv._code.append("q")
            for at, rgb, thickness in rules:
                self.canv._code += [
                    colour(rgb, "RG"),
                    f"{number(thickness)} w 0 {number(at)} m {number(self.width)} {number(at)} l S",
                ]
            self.canv._code.append("Q")

    def _above(self, row: TableRow, first: bool) -> float:
        return self._look.opening if row.opens and not first else self._look.padding

    def _below(self, row: TableRow) -> float:
        return self._look.padding * (0.3 if row.opens else 1.0)

    def _row_height(self, row: TableRow, first: bool) -> float:
        heights = [
            shift + cell.wrap(self._column, 0)[1]
            for cell, shift in zip(row.cells, row.shifts, strict=True)
            if cell
        ]
        return self._above(row, first) + max(heights, default=0.0) + self._below(row)

    def _split_row(
        self, row: TableRow, room: float, *, first: bool
    ) -> tuple[TableRow, TableRow] | None:
        """Split a row in the room left, if each cell that does not fit can leave some lines."""
        inner = room - self._above(row, first) - self._look.padding
        tops: list[BidiParagraph | None] = []
        rests: list[BidiParagraph | None] = []
        for cell, shift in zip(row.cells, row.shifts, strict=True):
            if cell is None or shift + cell.height <= inner + 0.001:
                tops.append(cell)
                rests.append(None)
                continue
            parts = cell.split(self._column, inner - shift)
            if len(parts) != 2:
                return None
            tops.append(parts[0])
            rests.append(parts[1])
        return TableRow(tops[0], tops[1]), TableRow(rests[0], rests[1])

    def _draw_row(self, row: TableRow, y: float, above: float) -> None:
        """Draw a row whose upper edge is at `y`: the source at the right first, as it is read."""
        right = self._column + self._look.gutter
        for cell, shift, x in reversed(list(zip(row.cells, row.shifts, (0.0, right), strict=True))):
            if cell:
                _, height = cell.wrap(self._column, 0)
                cell.drawOn(self.canv, x, y - above - shift - height)
