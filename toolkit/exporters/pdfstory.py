"""What stands on the pages of a PDF, in order: title, rows, findings, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import flowables as platypus

from toolkit.document import BilingualDocument, Language
from toolkit.exporters.flowables import BidiParagraph, Bookmark, MarginNote
from toolkit.exporters.layout import PASSES, Layout, Placed, Row, Side, no_break, rows, shorten
from toolkit.exporters.pairtable import PairTable, TableLook, TableRow
from toolkit.exporters.tagging import Element
from toolkit.exporters.theme import ARABIC, THEME, WORDS, Type
from toolkit.exporters.typeset import Align, Mark, Paragraph, Style

_platypus: Any = platypus  # it comes without types

MM = 72 / 25.4
"""Points in a millimetre."""

# Kinds of paragraph that stand back behind the text.
_QUIET = frozenset({"byline", "caption"})

_QUOTES = {"fr": ("« ", " »"), "ar": ("«", "»"), "en": ("“", "”")}

_QUOTE_MARKS = ' "“”«»\u00a0'

_TINT = {
    "en": ("Tinted words", " are terms of the glossary."),
    "fr": ("Les mots sur fond teinté", " sont des termes du glossaire."),
    "ar": ("الكلمات المظللة", " مصطلحات من المسرد."),
}

_NARROW = 0.93

_LOOK = TableLook(
    gutter=9 * MM,
    padding=THEME.cell_padding * MM,
    opening=5.5 * MM,
    whole=75 * MM,
    rule=THEME.rule,
    strong_rule=THEME.faint,
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the parts of a story have in common."""

    language: Language
    layout: Layout
    mark_terms: bool
    heading: str  # the structure type of section headings
    depth: int  # the outline level of section headings

    @property
    def table(self) -> bool:
        return self.layout == "table"


def story(
    document: BilingualDocument, root: Element, *, layout: Layout, mark_terms: bool
) -> list[Any]:
    """Give the flowables of a document, and hang its structure under `root`."""
    all_rows = rows(document)
    titled = bool(all_rows) and all_rows[0].kind == "title"
    setting = _Setting(
        document.language,
        layout,
        mark_terms,
        "H2" if titled else "H1",
        1 if titled else 0,
    )
    out: list[Any] = []
    body = all_rows[1:] if titled else all_rows
    # Titles stand above the table, across both columns.
    for k, sides in enumerate(PASSES.get(layout, (("source", "target"),))):
        if k:
            out.append(_platypus.PageBreak())
        if titled:
            out += _title(all_rows[0], root, setting, sides)
        if body and setting.table:
            out.append(_table(body, root, setting))
        elif body:
            out += _running(body, root, setting, sides)
    out += _findings(all_rows, root, setting)
    out.append(_platypus.Spacer(1, 5 * MM))
    faint = _style(THEME.small, ink=THEME.faint)
    if mark_terms and any(row.terms for row in all_rows):
        key, says = _TINT[setting.language]
        legend = Paragraph(key + says, setting.language, faint, [_tint(0, len(key))])
        out.append(BidiParagraph(legend, root.add("P", setting.language), after=1 * MM))
    signature = Paragraph(document.run.signature, "en", faint)
    out.append(BidiParagraph(signature, root.add("P", "en")))
    return out


def _title(
    row: Row, root: Element, setting: _Setting, sides: tuple[Side, ...]
) -> Iterator[BidiParagraph]:
    sides = row.shown(sides, setting.layout)
    for side in sides:
        last = side == sides[-1]
        yield _side(side, row, root, "H1", setting, after=(6 if last else 1) * MM)


def _table(body: Sequence[Row], root: Element, setting: _Setting) -> PairTable:
    table = root.add("Table")
    head = table.add("TR")
    words = WORDS[setting.language]
    names = []
    for name, language in ((ARABIC, "ar"), (words.language, setting.language)):
        style = _style(Type(9.5, 12), bold=True, ink=THEME.faint)
        cell = head.add("TH", language, scope="Column")
        names.append(BidiParagraph(Paragraph(name, language, style), cell))
    made: list[TableRow] = []
    for row in body:
        line = table.add("TR")
        tag = setting.heading if row.kind == "heading" else "P"
        source = _source(row, line.add("TD").add(tag, "ar"), setting)
        target = _target(row, line.add("TD").add(tag, setting.language), setting)
        made.append(TableRow(target, source, opens=row.kind == "heading"))
    return PairTable(TableRow(names[1], names[0]), made, _LOOK)


def _running(
    body: Sequence[Row], root: Element, setting: _Setting, sides: tuple[Side, ...]
) -> Iterator[Any]:
    """Set the sides of each row one below the other."""
    blocks: list[list[BidiParagraph]] = []
    for k, row in enumerate(body):
        heading = row.kind == "heading"
        tag = setting.heading if heading else "P"
        before = (4.5 * MM if heading else 0.0) if k else 0.0
        # In running text of one language the paragraphs stand closer than pairs do.
        below = 2.5 if heading or len(sides) == 1 else 5.0
        shown = row.shown(sides, setting.layout)
        block = [
            _side(side, row, root, tag, setting, after=(below if side == shown[-1] else 1.2) * MM)
            for side in shown
        ]
        block[0].spaceBefore = before
        blocks.append(block)
    # A short pair stays together, a long one may part; a heading stays with what it heads.
    needed = 0.0
    rooms: list[float] = []
    for row, block in zip(reversed(body), reversed(blocks), strict=True):
        height = sum(part.wrap(THEME.text_width * MM, 0)[1] + part.spaceAfter for part in block)
        heads = row.kind == "heading"
        needed = min(height + needed if heads else min(height, 40 * MM), 90 * MM)
        rooms.append(needed)
    for room, block in zip(reversed(rooms), blocks, strict=True):
        yield from (_platypus.CondPageBreak(room), *block)


def _side(
    side: Side, row: Row, root: Element, tag: str, setting: _Setting, *, after: float
) -> BidiParagraph:
    """Set one side of a row, as a new element of its language."""
    if side == "source":
        return _source(row, root.add(tag, "ar"), setting, after=after)
    return _target(row, root.add(tag, setting.language), setting, after=after)


def _source(row: Row, element: Element, setting: _Setting, *, after: float = 0.0) -> BidiParagraph:
    paragraph = Paragraph(row.source_text, "ar", _row_style(row, setting, source=True))
    return BidiParagraph(paragraph, element, after=after)


def _target(row: Row, element: Element, setting: _Setting, *, after: float = 0.0) -> BidiParagraph:
    text = no_break(row.target, setting.language)
    marks: list[Mark] = []
    if setting.mark_terms:
        marks += [_tint(start, end) for start, end in row.terms]
    notes: list[MarginNote] = []
    for placed in row.findings:
        if placed.number is None:
            continue
        ink = THEME.severity[placed.finding.severity]
        if placed.span is not None:
            marks.append(Mark(*placed.span, underline=ink))
        notes.append(
            MarginNote(
                offset=placed.span[0] if placed.span else 0,
                label=str(placed.number),
                ink=ink,
                name=_place_name(placed),
                target=_entry_name(placed),
                says=f"{placed.number}. {placed.finding.message}",
            )
        )
    bookmark = None
    if row.kind != "paragraph":
        level = 0 if row.kind == "title" else setting.depth
        name = f"row-{row.source[0].id}"
        bookmark = Bookmark(name, row.target or row.source_text, level)
    notes.sort(key=lambda note: note.offset)
    paragraph = Paragraph(text, setting.language, _row_style(row, setting, source=False), marks)
    return BidiParagraph(paragraph, element, after=after, bookmark=bookmark, notes=notes)


def _findings(all_rows: Sequence[Row], root: Element, setting: _Setting) -> Iterator[Any]:
    """The list that the numbers in the margin lead to; nothing where there are none."""
    numbered = [(row, placed) for row in all_rows for placed in row.findings if placed.number]
    if not numbered:
        return
    words = WORDS[setting.language]
    heading = Paragraph(words.to_look_at, setting.language, _style(Type(12, 16), bold=True))
    yield _platypus.Spacer(1, 9 * MM)
    yield _platypus.CondPageBreak(25 * MM)
    bookmark = Bookmark("to-look-at", words.to_look_at, 0)
    element = root.add(setting.heading, setting.language)
    yield BidiParagraph(heading, element, after=2 * MM, bookmark=bookmark)
    entries = root.add("L")
    for row, placed in numbered:
        body = entries.add("LI").add("LBody")
        yield _entry(row, placed, body.add("P", setting.language), setting)


def _entry(row: Row, placed: Placed, element: Element, setting: _Setting) -> BidiParagraph:
    finding = placed.finding
    ink = THEME.severity[finding.severity]
    head = f"{placed.number}  {WORDS[setting.language].severities[finding.severity]}"
    start, end = placed.span or (0, len(row.target))
    where = _words_around(row.target, start, end).strip(_QUOTE_MARKS) or row.source_text
    opening, closing = _QUOTES[setting.language]
    quoted = f"{opening}{shorten(where, 70)}{closing}"
    text = f"{head}  {finding.message}  {quoted}"
    marks = [
        Mark(0, len(head), bold=True, ink=ink),
        Mark(len(text) - len(quoted), len(text), ink=THEME.faint),
    ]
    style = _style(Type(9, 12.5))
    paragraph = Paragraph(no_break(text, setting.language), setting.language, style, marks)
    return BidiParagraph(
        paragraph, element, after=1, name=_entry_name(placed), goto=_place_name(placed)
    )


def _row_style(row: Row, setting: _Setting, *, source: bool) -> Style:
    if row.kind == "title":
        kind = THEME.source_title if source else THEME.target_title
        return replace(_style(kind, bold=True, align="center"), balanced=True)
    if row.kind == "heading":
        kind = THEME.source_heading if source else THEME.target_heading
        return replace(_style(kind, bold=True), balanced=True)
    kind = THEME.source_text if source else THEME.target_text
    if setting.table:  # a line of half the width reads well with smaller letters
        kind = Type(kind.size * _NARROW, kind.leading * _NARROW)
    ink = THEME.faint if row.role in _QUIET else THEME.ink
    # A narrow column of Latin text would be torn by justifying; Arabic, with its shorter words,
    # is not.
    align: Align = "justify" if source or not setting.table else "start"
    return _style(kind, ink=ink, align=align)


def _style(
    kind: Type, *, bold: bool = False, ink: str = THEME.ink, align: Align = "start"
) -> Style:
    return Style(kind.size, kind.leading, ink, bold, align)


def _tint(start: int, end: int) -> Mark:
    return Mark(start, end, tint=THEME.term_fill)


def _words_around(text: str, start: int, end: int) -> str:
    """text[start:end], widened to whole words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip()


def _place_name(placed: Placed) -> str:
    return f"place-{placed.number}"


def _entry_name(placed: Placed) -> str:
    return f"finding-{placed.number}"
