"""WordprocessingML that python-docx has no words for: text in two directions, bookmarks, fields.

Word refuses a file whose properties stand in another order than the schema's, hence `put`. Source:
ECMA-376 Part 1, 5th edition, clause 17 (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_TrPr).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.exporters import bidi
from toolkit.exporters.isolates import isolates
from toolkit.exporters.layout import Span
from toolkit.exporters.pieces import cut, printable

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "tblCellSpacing jc hidden",
}
_PLACE = {
    qn(f"w:{parent}"): {qn(f"w:{tag}"): i for i, tag in enumerate(order.split())}
    for parent, order in _ORDER.items()
}

# One twip is a twentieth of a point.
TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Range:
    """A bookmark or a comment over [start, end) of a paragraph's text, as its XML elements."""

    start: int
    end: int
    opening: tuple[BaseOxmlElement, ...]
    closing: tuple[BaseOxmlElement, ...]


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """Make <w:tag> with attributes of the w: namespace."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(properties: BaseOxmlElement, tag: str, **attributes: object) -> BaseOxmlElement:
    """Set a property (pPr, rPr, tblPr, tcPr, trPr) at its place in the schema; replace an old one.

    Gives the property's element. Raises KeyError for a tag that the schema has not there.
    """
    places = _PLACE[properties.tag]
    place = places[qn(f"w:{tag}")]
    for old in properties.findall(qn(f"w:{tag}")):
        properties.remove(old)
    made = element(tag, **attributes)
    before = [child for child in properties if places[child.tag] < place]
    properties.insert(len(before), made)
    return made


def child(parent: BaseOxmlElement, tag: str) -> BaseOxmlElement:
    """Give the properties <w:tag> of a paragraph, run, table, row or cell; they come first."""
    found: BaseOxmlElement | None = parent.find(qn(f"w:{tag}"))
    if found is None:
        found = element(tag)
        parent.insert(0, found)
    return found


def paragraph(style: str) -> BaseOxmlElement:
    """Make an empty paragraph of a style, given by its id."""
    made = element("p")
    put(child(made, "pPr"), "pStyle", val=style)
    return made


def write(
    into: BaseOxmlElement,
    text: str,
    *,
    rtl: bool,
    styled: Sequence[tuple[Span, str]] = (),
    ranges: Sequence[Range] = (),
) -> None:
    """Append text to a paragraph whose base direction is right to left or not.

    The text is cut into runs wherever its direction changes, a span of `styled` (with the id of a
    character style) begins or ends, or one of `ranges` does. Runs against the paragraph's direction
    say so; and Arabic runs say it always, for LibreOffice drops w:rtl from styles when it saves.
    """
    flags = right_to_left(text, rtl=rtl)
    turns = [i for i in range(1, len(text)) if flags[i] != flags[i - 1]]
    spans = [span for span, _ in styled] + [(r.start, r.end) for r in ranges]
    runs = cut(len(text), [*spans, *((i, i) for i in turns)])
    opening: dict[int, list[BaseOxmlElement]] = {}
    closing: dict[int, list[BaseOxmlElement]] = {}
    for r in ranges:
        opening.setdefault(r.start, []).extend(r.opening)
        # What was opened last is closed first, and an empty range closes where it opens.
        if r.start == r.end:
            opening[r.start].extend(r.closing)
        else:
            closing[r.end] = [*r.closing, *closing.get(r.end, [])]
    for start, end in runs:
        into.extend(opening.pop(start, []))
        style = next((name for (s, e), name in styled if s <= start < e), None)
        into.append(run(text[start:end], rtl=flags[start], base_rtl=rtl, style=style))
        into.extend(closing.pop(end, []))
    into.extend(opening.pop(len(text), []))


def run(
    text: str, *, rtl: bool = False, base_rtl: bool = False, style: str | None = None
) -> BaseOxmlElement:
    """Make a run; what XML cannot hold (control characters) becomes U+FFFD."""
    made = element("r")
    if style is not None:
        put(child(made, "rPr"), "rStyle", val=style)
    if rtl:
        put(child(made, "rPr"), "rtl")
    elif base_rtl:
        put(child(made, "rPr"), "rtl", val="0")
    made.text = printable(text)
    return made


def right_to_left(text: str, *, rtl: bool) -> list[bool]:
    """Say of each character whether it belongs to a right-to-left run, in Word's sense.

    Those are the characters of an odd level, and numbers among them: Word sets a number in the
    font and size for complex scripts when it stands in Arabic text. Numbers that touch Latin
    letters (A/RES/70/1) go with these, and so does what is to stay whole: a telephone number.
    """
    whole = isolates(text) if rtl else []
    levels = bidi.resolve(text, 1 if rtl else 0, isolates=whole).levels
    flags = [bool(level & 1) for level in levels]
    for level, group in groupby(range(len(text)), key=levels.__getitem__):
        if level >= 2 and not level & 1:
            places = list(group)
            latin = "L" in bidi.classes(text[places[0] : places[-1] + 1])
            flags[places[0] : places[-1] + 1] = [not latin] * len(places)
    for start, end in whole:
        flags[start:end] = [False] * (end - start)
    return flags


def bookmark(number: int, name: str, start: int, end: int) -> Range:
    """Make a bookmark over [start, end); `number` must differ from those of other bookmarks."""
    return Range(
        start,
        end,
        (element("bookmarkStart", id=number, name=name),),
        (element("bookmarkEnd", id=number),),
    )


def comment(number: int, start: int, end: int) -> Range:
    """Anchor the comment of that id on [start, end)."""
    reference = element("r")
    put(child(reference, "rPr"), "rStyle", val="CommentReference")
    reference.append(element("commentReference", id=number))
    return Range(
        start,
        end,
        (element("commentRangeStart", id=number),),
        (element("commentRangeEnd", id=number), reference),
    )


def field(instruction: str, shown: str = "1") -> list[BaseOxmlElement]:
    """Give the runs of a field such as PAGE; `shown` stands there until Word counts."""
    code = element("instrText")
    code.text = f" {instruction} "
    result = element("t")
    result.text = shown
    begin, separate, end = (element("fldChar", fldCharType=t) for t in ("begin", "separate", "end"))
    runs = []
    for part in (begin, code, separate, result, end):
        made = element("r")
        made.append(part)
        runs.append(made)
    return runs


def bookmark_name(prefix: str, segment_id: str) -> str:
    """Make a name that Word takes for a bookmark, another one for every segment id.

    Names hold letters, digits and underscores, begin with a letter, have at most 40 characters and
    differ in more than case (ECMA-376 Part 1, 17.13.6.2, and Word's own limits). Characters outside
    a-z and 0-9 are written _hex_; a name that comes out too long ends in a hash of the id instead.
    """
    name = prefix + "".join(
        c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else f"_{ord(c):x}_" for c in segment_id
    )
    if len(name) <= 40:
        return name
    return prefix + sha256(segment_id.encode()).hexdigest()[:32]
