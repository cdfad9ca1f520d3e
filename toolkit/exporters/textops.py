"""From a broken line to the operators of a PDF's content stream.

Lengths are points, with x from the left edge of the paragraph and y up from its lower edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from toolkit.exporters.bidi import visual_order
from toolkit.exporters.pdffont import font_in
from toolkit.exporters.shaping import Shaped
from toolkit.exporters.typeset import Item, Line, Look, Paragraph, Token

# A line that would need wider spaces than this share of the width is not justified.
_LOOSEST = 0.3


@dataclass(frozen=True, slots=True)
class Placed:
    """A shaped item and where it stands."""

    item: Item
    shaped: Shaped
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a line that has a tint or a line under it."""

    x: float
    width: float
    look: Look


def place(paragraph: Paragraph, line: Line, width: float, *, last: bool) -> list[Placed]:
    """Place the items of a line in a column of `width`, in logical order.

    A justified line is spread at its spaces; the `last` line of a paragraph stands at its start.
    """
    size = paragraph.style.size
    items = list(paragraph.items(line))
    shown = [item for item in items if item.token is not line.gap]
    room = width - line.width
    spaces = sum(token.end - token.start for token in line.tokens if token.space)
    align = paragraph.style.align
    spread = 0.0
    if align == "justify" and not last and spaces and 0 < room < width * _LOOSEST:
        spread, room = room / spaces, 0.0
    right = (
        paragraph.right_to_left if align in ("start", "justify") else not paragraph.right_to_left
    )
    x = room / 2 if align == "center" else room if right else 0.0
    left = x
    placed: list[Placed | None] = [None] * len(shown)
    for k in visual_order([item.level for item in shown]):
        item = shown[k]
        shaped = paragraph.shaped(item)
        advance = shaped.width * size
        if item.token.space:
            advance += spread * (item.end - item.start)
        placed[k] = Placed(item, shaped, x, advance)
        x += advance
    # The space at the line's end stands outside the column, unseen: for programs that read the
    # content stream it parts the words.
    for item in items[len(shown) :]:
        shaped = paragraph.shaped(item)
        advance = shaped.width * size
        placed.append(
            Placed(item, shaped, left - advance if paragraph.right_to_left else x, advance)
        )
    return [piece for piece in placed if piece is not None]


def boxes(placed: list[Placed], line: Line) -> list[Box]:
    """Give the tinted and underlined stretches of a line, joined where they touch."""
    found: list[Box] = []
    for piece in sorted(placed, key=lambda piece: piece.x):
        look = piece.item.look
        if piece.item.token is line.gap or (look.tint is None and look.underline is None):
            continue
        before = found[-1] if found else None
        if before and before.look == look and abs(before.x + before.width - piece.x) < 0.01:
            found[-1] = Box(before.x, before.width + piece.width, look)
        else:
            found.append(Box(piece.x, piece.width, look))
    return found


def operators(
    canvas: Any, paragraph: Paragraph, placed: list[Placed], y: float, *, silent: bool = False
) -> list[str]:
    """Give the operators that draw a line whose baseline is at `y`.

    Runs of one direction come in logical order, each a text object of its own, with the glyphs
    inside a run from left to right. Of all orders this is the one that most programs put back
    into the written text: plain left to right breaks lines that mix directions in some of them,
    plain logical order breaks Arabic in others. A `silent` line is seen, but has no text.
    """
    out: list[str] = []
    size = paragraph.style.size
    for run in _runs(placed):
        ordered = run[::-1] if run[0].item.level & 1 else run
        out += ["BT", *_run(canvas, ordered, size, y, silent), "ET"]
    return out


def _runs(placed: list[Placed]) -> list[list[Placed]]:
    """Cut a line into runs of one direction.

    Where runs of both directions meet, the space between them and the bracket or mark that is
    tied to a word of the other direction are runs of their own, as is the space at the end of an
    Arabic line; else some programs move them to the far end of the run that they belong to.
    """
    levels: dict[Token, set[int]] = {}
    for piece in placed:
        levels.setdefault(piece.item.token, set()).add(piece.item.level)
    runs = [list(group) for _, group in groupby(placed, key=lambda piece: piece.item.level)]
    if len(runs) == 1 and not placed[0].item.level & 1:
        return runs

    def loose(piece: Placed) -> bool:
        return piece.item.token.space or len(levels[piece.item.token]) > 1

    cut: list[list[Placed]] = []
    for run in runs:
        start, end = 0, len(run)
        while start < end - 1 and loose(run[start]):
            start += 1
        while end > start + 1 and loose(run[end - 1]):
            end -= 1
        cut += [[piece] for piece in run[:start]]
        cut.append(run[start:end])
        cut += [[piece] for piece in run[end:]]
    return cut


def number(value: float) -> str:
    """Write a number as PDF wants it: no exponent, at most three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def colour(rgb: str, operator: str) -> str:
    """The operator that sets a colour given as RRGGBB: "rg" to fill, "RG" to stroke."""
    parts = (int(rgb[k : k + 2], 16) / 255 for k in (0, 2, 4))
    return f"{' '.join(number(part) for part in parts)} {operator}"


def _run(canvas: Any, run: list[Placed], size: float, y: float, silent: bool) -> list[str]:
    """The operators of one text object; `run` stands from left to right."""
    out: list[str] = []
    shown: list[str] = []  # what goes into the next TJ: strings of codes, and moves
    codes = ""
    look: Look | None = None
    rise = 0.0
    x = run[0].x
    pen = x

    def flush() -> None:
        nonlocal codes
        if codes:
            shown.append(f"<{codes}>")
            codes = ""
        if shown:
            out.append(f"[{''.join(shown)}]TJ")
            shown.clear()

    out.append(f"1 0 0 1 {number(x)} {number(y)} Tm")
    for piece in run:
        font = font_in(canvas, piece.item.look.face)
        if piece.item.look != look:
            flush()
            if look is None or piece.item.look.face is not look.face:
                out.append(f"/{font.name} {number(size)} Tf")
            if look is None or piece.item.look.ink != look.ink:
                out.append(colour(piece.item.look.ink, "rg"))
            look = piece.item.look
        x = piece.x
        for glyph in piece.shaped.glyphs:
            if abs(glyph.y * size - rise) > 0.0005:
                flush()
                rise = glyph.y * size
                out.append(f"{number(rise)} Ts")
            at = x + glyph.x * size
            # A move counts in thousandths of an em, against the direction of writing.
            move = round((pen - at) * 1000 / size)
            if abs(move) > 3:
                if codes:
                    shown.append(f"<{codes}>")
                    codes = ""
                shown.append(str(move))
                pen -= move * size / 1000
            codes += f"{font.code(glyph.id, '' if silent else glyph.text):04X}"
            pen += font.width(glyph.id) * size / 1000
            x += glyph.advance * size
    flush()
    if rise:
        out.append("0 Ts")  # text state outlives the text object
    return out
