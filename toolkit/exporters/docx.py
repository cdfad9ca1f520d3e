"""A Word document of the Arabic article and its translation, to read, print and correct.

Every segment can be found again after the document was edited. In the table its row number, which
nobody edits, stands in a bookmark named after the segment (`SOURCE_BOOKMARK`), and its translation
in another (`TARGET_BOOKMARK`); where several segments make one paragraph, they share the number. In
the other layouts each segment's Arabic takes the place of the row number, where it is shown.

Whoever reads the bookmarks back should trust their starts only: LibreOffice 7.4 moves the end of a
bookmark to the left by one character for each comment within. A segment's translation runs to where
the next one's bookmark starts, or to the end of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from docx.document import Document as Package
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.document import BilingualDocument, Translation
from toolkit.exporters import docx_styles as style
from toolkit.exporters import ooxml
from toolkit.exporters.docx_package import new_package, save
from toolkit.exporters.layout import PASSES, Layout, Placed, Row, Side, no_break, rows
from toolkit.exporters.ooxml import Range, child, element, paragraph, put, write
from toolkit.exporters.pieces import pieces
from toolkit.exporters.theme import ARABIC, THEME, WORDS, Words
from toolkit.files import atomic_path

SOURCE_BOOKMARK = "seg_"
TARGET_BOOKMARK = "txt_"

_AUTHOR = "toolkit"
_INITIALS = "T"


@dataclass(frozen=True, slots=True)
class _Job:
    """What every paragraph needs to know of the document that it goes into."""

    package: Package
    document: BilingualDocument
    translations: Mapping[str, Translation]
    mark_terms: bool
    bookmarks: Iterator[int] = field(default_factory=count)

    @property
    def words(self) -> Words:
        return WORDS[self.document.language]

    @property
    def target_rtl(self) -> bool:
        return self.document.language == "ar"


def export(
    document: BilingualDocument,
    path: Path | str,
    *,
    layout: Layout = "table",
    mark_terms: bool = True,
) -> None:
    """Write `document` as DOCX to `path` in one of the layouts.

    Enforced terms are shaded if `mark_terms`; findings are comments on the words that they speak
    of, or on the whole paragraph. The same document gives the same bytes. What stood at `path`
    stays there until the new file is whole. Raises ToolkitError where `path` cannot be written to.
    """
    package = new_package(document, THEME, style.styles(THEME, document.language, layout))
    job = _Job(package, document, document.by_id, mark_terms)
    end = package.element.body[-1]  # the section's properties: the text stands before them
    if layout == "table":
        end.addprevious(_table(job, rows(document)))
    else:
        for k, sides in enumerate(PASSES[layout]):
            blocks = [
                block for row in rows(document) for block in _running(job, row, sides, layout)
            ]
            if k and blocks:
                put(child(blocks[0], "pPr"), "pageBreakBefore")
            for block in blocks:
                end.addprevious(block)
    signature = paragraph(style.SIGNATURE)
    write(signature, document.run.signature, rtl=False)
    end.addprevious(signature)
    _footer(job)
    with atomic_path(path) as temporary:
        save(package, temporary)


def _table(job: _Job, all_rows: Sequence[Row]) -> BaseOxmlElement:
    """Three columns, from right to left: row number, Arabic, translation."""
    number = round(THEME.number_column * ooxml.TWIPS_PER_MM)
    text = round((THEME.text_width - THEME.number_column) / 2 * ooxml.TWIPS_PER_MM)
    widths = (number, text, text)
    table = element("tbl")
    properties = child(table, "tblPr")
    put(properties, "tblStyle", val=style.TABLE)
    put(properties, "bidiVisual")
    put(properties, "tblW", w=sum(widths), type="dxa")
    put(properties, "tblLayout", type="fixed")
    put(properties, "tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1)
    put(properties, "tblCaption", val=f"{ARABIC} – {job.words.language}")
    grid = element("tblGrid")
    grid.extend(element("gridCol", w=width) for width in widths)
    table.append(grid)
    head = _cells(
        widths,
        (
            _plain(style.TARGET_HEAD, "#"),
            _plain(style.SOURCE_HEAD, ARABIC, rtl=True),
            _plain(style.TARGET_HEAD, job.words.language, rtl=job.target_rtl),
        ),
    )
    put(child(head, "trPr"), "cantSplit")
    put(child(head, "trPr"), "tblHeader")
    table.append(head)
    for number, row in enumerate(all_rows, start=1):
        shown = str(number)
        label = paragraph(style.NUMBER)
        anchors = [_bookmark(job, SOURCE_BOOKMARK, s.id, 0, len(shown)) for s in row.source]
        write(label, shown, rtl=False, ranges=anchors)
        line = _cells(widths, (label, _source(job, row), _target(job, row)))
        if row.kind != "paragraph":
            put(child(line, "trPr"), "cantSplit")
        table.append(line)
    return table


def _running(job: _Job, row: Row, sides: tuple[Side, ...], layout: Layout) -> list[BaseOxmlElement]:
    """Set the sides of a row one below the other; they stay together."""
    anchors = [
        _bookmark(job, SOURCE_BOOKMARK, piece.segment.id, *piece.source)
        for piece in pieces(row, job.translations)
    ]
    shown = row.shown(sides, layout)
    made = {
        side: make(job, row, anchors)
        for side, make in (("source", _source), ("target", _target))
        if side in shown
    }
    blocks = [made[side] for side in shown]
    for block in blocks[:-1]:
        put(child(block, "pPr"), "keepNext")
    return blocks


def _source(job: _Job, row: Row, anchors: Sequence[Range] = ()) -> BaseOxmlElement:
    """Make the source paragraph of a row; `anchors` are bookmarks in it."""
    source = paragraph(style.source_style(row))
    # The style says so too, but a paragraph that loses its style must not lose its direction.
    put(child(source, "pPr"), "bidi")
    # A comment cannot stand on a translation that is not there; it goes to what is untranslated.
    comments = [] if row.target else _comments(job, row, len(row.source_text))
    write(source, row.source_text, rtl=True, ranges=[*anchors, *comments])
    return source


def _target(job: _Job, row: Row, _anchors: Sequence[Range] = ()) -> BaseOxmlElement:
    """Make the target paragraph of a row; it is empty where nothing was translated."""
    target = paragraph(style.target_style(row))
    if job.target_rtl:
        put(child(target, "pPr"), "bidi")
    if row.target:
        texts = [
            _bookmark(job, TARGET_BOOKMARK, piece.segment.id, *piece.target)
            for piece in pieces(row, job.translations)
        ]
        write(
            target,
            no_break(row.target, job.document.language),
            rtl=job.target_rtl,
            styled=[(span, style.TERM) for span in row.terms] if job.mark_terms else [],
            ranges=[*texts, *_comments(job, row, len(row.target))],
        )
    return target


def _comments(job: _Job, row: Row, length: int) -> list[Range]:
    return [_comment(job, placed, length) for placed in row.findings]


def _bookmark(job: _Job, prefix: str, segment: str, start: int, end: int) -> Range:
    name = ooxml.bookmark_name(prefix, segment)
    return ooxml.bookmark(next(job.bookmarks), name, start, end)


def _comment(job: _Job, placed: Placed, length: int) -> Range:
    """Add a finding to the document's comments and anchor it; without a span, on all the text."""
    comment = job.package.comments.add_comment(author=_AUTHOR, initials=_INITIALS)
    del comment._comment_elm.attrib[qn("w:date")]  # the clock is no part of what is exported
    finding = placed.finding
    number = f" {placed.number}" if placed.number is not None else ""
    severity = job.words.severities[finding.severity]
    write(
        comment.paragraphs[0]._p,
        f"{severity}{number} ({finding.check}): {finding.message}",
        rtl=job.target_rtl,
    )
    start, end = placed.span or (0, 0)
    return ooxml.comment(comment.comment_id, *((start, end) if start < end else (0, length)))


def _cells(widths: Sequence[int], paragraphs: Sequence[BaseOxmlElement]) -> BaseOxmlElement:
    row = element("tr")
    for width, content in zip(widths, paragraphs, strict=True):
        cell = element("tc")
        put(child(cell, "tcPr"), "tcW", w=width, type="dxa")
        cell.append(content)
        row.append(cell)
    return row


def _plain(style_id: str, text: str, *, rtl: bool = False) -> BaseOxmlElement:
    made = paragraph(style_id)
    if rtl:
        put(child(made, "pPr"), "bidi")
    write(made, text, rtl=rtl)
    return made


def _footer(job: _Job) -> None:
    """Write "Page 1 of 3" at the foot of every page; Word and LibreOffice count."""
    footer = job.package.sections[0].footer.paragraphs[0]._p
    footer[:] = list(paragraph(style.FOOTER))
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    for part in re.split(r"(\{pages?\})", job.words.page):
        if part in fields:
            footer.extend(ooxml.field(fields[part]))
        elif part:
            write(footer, part, rtl=job.target_rtl)
