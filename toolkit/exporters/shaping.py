"""Fonts and shaping: from characters to positioned glyphs, by HarfBuzz.

Lengths are in em (1 is the font size). Glyphs come in visual order, left to right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_amiri
import uharfbuzz

from toolkit.document import ToolkitError

hb: Any = uharfbuzz  # it comes without types


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file as HarfBuzz knows it. Two faces are equal only if they are the same object.

    `middle` is how high the middle of the font's line stands above the baseline, in em.
    """

    name: str
    font: Any
    units_per_em: int
    middle: float
    bold: bool

    def advance(self, glyph: int) -> float:
        """The width of a glyph in em, before kerning."""
        return float(self.font.get_glyph_h_advance(glyph)) / self.units_per_em


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph, the characters it stands for, its advance and its offset from the pen, in em.

    `text` is empty for a glyph that adds to one before it; over a shaped stretch the texts in
    logical order are the stretch.
    """

    id: int
    text: str
    advance: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped stretch of text: its width in em, and its glyphs from left to right."""

    width: float
    glyphs: tuple[Glyph, ...]


@lru_cache(maxsize=8)
def amiri(*, bold: bool = False) -> Face:
    """Load Amiri, which draws Arabic, English and French alike.

    Raises ToolkitError where the package fontpkg-amiri lacks the file.
    """
    name = "Amiri-Bold" if bold else "Amiri-Regular"
    return load(Path(fontpkg_amiri.ROOT) / "files" / f"{name}.ttf", bold=bold)


def load(path: Path, *, bold: bool = False) -> Face:
    """Load a static TrueType font. Raises ToolkitError where there is none at `path`."""
    try:
        face = hb.Face(hb.Blob(path.read_bytes()))
    except OSError as error:
        raise ToolkitError(f"{path}: cannot read the font: {error.strerror}") from error
    if "glyf" not in face.table_tags:
        raise ToolkitError(f"{path}: not a TrueType font with outlines; give a static .ttf file")
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    middle = (extents.ascender + extents.descender) / 2 / face.upem
    return Face(path.stem, font, face.upem, middle, bold)


@lru_cache(maxsize=65_536)
def shape(
    face: Face, context: str, start: int, end: int, *, right_to_left: bool, language: str
) -> Shaped:
    """Shape context[start:end] as it looks within `context`.

    Letters join across the ends of the stretch to what stands beside them in the context, so a
    word may change colour or weight in its middle. `language` is a BCP 47 tag.
    """
    buffer = hb.Buffer()
    buffer.add_str(context, start, end - start)
    buffer.direction = "rtl" if right_to_left else "ltr"
    # Arabic digits, which run to the right, need no rules of their script; with them HarfBuzz
    # would shape the stretch backwards, Latin letters and all.
    buffer.script = "Arab" if right_to_left else "Latn"
    buffer.language = language
    # A cluster for each character, as far as glyphs allow, keeps the text of each glyph exact.
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    # Amiri spreads some joined pairs (ري, زي) by an eighth of an em. The eye does not miss it,
    # but programs that extract text take the gap for a space.
    hb.shape(face.font, buffer, {"kern": not right_to_left})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    carriers = _carriers(
        [info.cluster for info in infos], [p.x_advance for p in positions], right_to_left
    )
    ends = dict(zip(sorted(carriers), [*sorted(carriers)[1:], end], strict=True))
    em = 1 / face.units_per_em
    glyphs = tuple(
        Glyph(
            info.codepoint,
            context[info.cluster : ends[info.cluster]] if carriers[info.cluster] == k else "",
            place.x_advance * em,
            place.x_offset * em,
            place.y_offset * em,
        )
        for k, (info, place) in enumerate(zip(infos, positions, strict=True))
    )
    return Shaped(sum(glyph.advance for glyph in glyphs), glyphs)


def _carriers(clusters: list[int], advances: list[int], right_to_left: bool) -> dict[int, int]:
    """Choose for each cluster the glyph that carries its text: the first with a width, if any."""
    order = range(len(clusters) - 1, -1, -1) if right_to_left else range(len(clusters))
    chosen: dict[int, int] = {}
    for k in order:
        held = chosen.setdefault(clusters[k], k)
        if not advances[held] and advances[k]:
            chosen[clusters[k]] = k
    return chosen
