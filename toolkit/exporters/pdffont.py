"""A font in a PDF: shaped glyphs in, a subset with exact text out.

reportlab addresses glyphs by characters, which joined Arabic forms have none of. Here a font is a
Type0 font with the encoding Identity-H (ISO 32000-1, 9.7.6.2): each pair of a glyph and the text
it stands for has a code (CID) of its own, so that ToUnicode gives back exactly what was written,
also where two texts share a glyph.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from toolkit.exporters.shaping import Face

hb: Any = uharfbuzz  # these two come without types
pdf: Any = pdfdoc

# What a viewer needs to draw glyphs by number; shaping is done already (ISO 32000-1, table 126).
_TABLES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"})

_CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


class PdfFont:
    """One face in one document: gives out codes while pages are drawn, then writes itself."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}

    def code(self, glyph: int, text: str) -> int:
        """The code of a glyph that stands for `text` (empty: for nothing of its own)."""
        return self._codes.setdefault((glyph, text), len(self._codes))

    def width(self, glyph: int) -> int:
        """The width of a glyph in thousandths of an em, as the PDF states it."""
        return round(self.face.advance(glyph) * 1000)

    def addObjects(self, document: Any) -> None:  # noqa: N802 (reportlab calls it so)
        """Write the font's objects; reportlab calls this once, when all pages are drawn."""
        glyphs = [glyph for glyph, _ in self._codes]
        data, new_ids = _subset(self.face, set(glyphs))
        digest = hashlib.sha256(repr(list(self._codes)).encode()).digest()
        # Six capitals tell subsets of one font apart (ISO 32000-1, 9.6.4).
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        base_font = pdf.PDFName(f"{tag}+{self.face.name}")

        def reference(thing: Any, part: str) -> Any:
            return document.Reference(thing, f"font:{self.name}:{part}")

        def stream(content: Any, **entries: Any) -> Any:
            return pdf.PDFStream(pdf.PDFDictionary(entries), content, [pdf.PDFZCompress])

        descriptor = pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("FontDescriptor"),
                "FontName": base_font,
                "Flags": 4,  # symbolic: not addressed by a standard Latin encoding
                **_metrics(self.face),
                "FontFile2": reference(stream(data, Length1=len(data)), "file"),
            }
        )
        glyph_ids = b"".join(struct.pack(">H", new_ids[glyph]) for glyph in glyphs)
        descendant = pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("Font"),
                "Subtype": pdf.PDFName("CIDFontType2"),
                "BaseFont": base_font,
                "CIDSystemInfo": pdf.PDFDictionary(
                    {
                        "Registry": pdf.PDFString("Adobe"),
                        "Ordering": pdf.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": reference(descriptor, "descriptor"),
                "W": pdf.PDFArrayCompact([0, pdf.PDFArrayCompact([self.width(g) for g in glyphs])]),
                "CIDToGIDMap": reference(stream(glyph_ids), "glyphs"),
            }
        )
        font = pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("Font"),
                "Subtype": pdf.PDFName("Type0"),
                "BaseFont": base_font,
                "Encoding": pdf.PDFName("Identity-H"),
                "DescendantFonts": pdf.PDFArrayCompact([reference(descendant, "descendant")]),
                "ToUnicode": reference(stream(self._to_unicode()), "unicode"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = reference(font, "font")

    def _to_unicode(self) -> str:
        """The CMap that maps codes to text (ISO 32000-1, 9.10.3).

        A glyph without text of its own maps to nothing; left out, some readers would print a
        stand-in for it.
        """
        lines = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if code
        ]
        out = [_CMAP_HEAD]
        for start in range(0, len(lines), 100):  # a block holds 100 entries at most
            block = lines[start : start + 100]
            out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join([*out, _CMAP_TAIL])


def font_in(canvas: Canvas, face: Face) -> PdfFont:
    """Give the font of `face` in the canvas's document, made at the first call."""
    document = canvas._doc
    fonts: dict[Face, PdfFont] = document.__dict__.setdefault("toolkit_fonts", {})
    font = fonts.get(face)
    if font is None:
        font = fonts[face] = PdfFont(face, f"T{len(fonts) + 1}")
        document.delayedFonts.append(font)
        document.fontMapping[font.name] = "/" + font.name
    return font


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """Cut a font down to some glyphs; give its bytes and the new number of each glyph."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(glyphs)
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE  # shaping is done: no further forms are needed
    )
    plan = hb.SubsetPlan(face.font.face, wanted)
    data = plan.execute().blob.data
    return _only_tables(data), dict(plan.old_to_new_glyph_mapping)


def _only_tables(data: bytes) -> bytes:
    """Write a TrueType file anew with only the tables a PDF needs (OpenType, "Font file")."""
    (count,) = struct.unpack(">H", data[4:6])
    kept = []
    for k in range(count):
        tag, checksum, start, length = struct.unpack(">4sLLL", data[12 + 16 * k : 28 + 16 * k])
        if tag.decode("latin-1") in _TABLES:
            kept.append((tag, checksum, data[start : start + length]))
    exponent = len(kept).bit_length() - 1
    search = 16 << exponent
    head = struct.pack(">LHHHH", 0x10000, len(kept), search, exponent, len(kept) * 16 - search)
    offset = 12 + 16 * len(kept)
    body = b""
    for tag, checksum, table in kept:
        head += struct.pack(">4sLLL", tag, checksum, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


def _metrics(face: Face) -> dict[str, Any]:
    """The entries of a font descriptor that describe the whole font, in thousandths of an em."""
    scale = 1000 / face.units_per_em
    head = face.font.face.reference_table("head").data
    box = [round(edge * scale) for edge in struct.unpack(">4h", head[36:44])]
    extents = face.font.get_font_extents("ltr")
    cap_height = face.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    return {
        "FontBBox": pdf.PDFArrayCompact(box),
        "ItalicAngle": 0,
        "Ascent": round(extents.ascender * scale),
        "Descent": round(extents.descender * scale),
        "CapHeight": round(cap_height * scale),
        "StemV": 120 if face.bold else 80,  # no table states it; viewers use it for substitutes
    }
