"""Write a bilingual document as a PDF: a page to print, to search, to copy from and to read aloud.

Arabic, English and French are set in Amiri, embedded; the text comes out of the file as it was
written; the structure is tagged. The same document gives the same bytes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from toolkit.document import BilingualDocument, Language
from toolkit.exporters.layout import Layout, shorten, title
from toolkit.exporters.pdfstory import MM, story
from toolkit.exporters.tagging import Information, PdfCanvas, Tags, marked
from toolkit.exporters.textops import colour, number, operators, place
from toolkit.exporters.theme import THEME, WORDS
from toolkit.exporters.typeset import Align, Paragraph, Style
from toolkit.files import atomic_path

# reportlab comes without types.
_Template: Any = BaseDocTemplate
_PageTemplate: Any = PageTemplate
_Frame: Any = Frame

_WIDTH, _HEIGHT = THEME.page_width * MM, THEME.page_height * MM
_SIDE, _TOP, _BOTTOM = THEME.margin_side * MM, THEME.margin_top * MM, THEME.margin_bottom * MM
_TEXT_WIDTH = THEME.text_width * MM

_LONGEST_TITLE = 250  # in the document's properties; an article without a title has a long one


def export(
    document: BilingualDocument,
    path: Path,
    *,
    layout: Layout = "table",
    mark_terms: bool = True,
) -> None:
    """Write `document` to `path` as a PDF, whole or not at all.

    In the layout "table" the Arabic stands at the right and its translation beside it, paragraph
    by paragraph; the other layouts are running text (see `layout.PASSES`). `mark_terms` tints the
    terms that the glossary enforced. Errors and warnings are numbered in the margin and listed at
    the end.

    Raises ToolkitError where `path` cannot be written, ValueError where the document does not hold
    one translation for each segment.
    """
    tags = Tags()
    flowables = story(document, tags.root, layout=layout, mark_terms=mark_terms)
    source, target = title(document)
    information = Information(
        shorten(target or source, _LONGEST_TITLE),
        shorten(source, _LONGEST_TITLE),
        f"toolkit {document.run.toolkit}",
    )
    with atomic_path(path) as temporary:
        template = _Template(
            str(temporary), pagesize=(_WIDTH, _HEIGHT), lang=document.language, pageCompression=1
        )
        frame = _Frame(_SIDE, _BOTTOM, _TEXT_WIDTH, _HEIGHT - _TOP - _BOTTOM, 0, 0, 0, 0)
        titles = _short(source, "ar"), _short(target, document.language)
        furnish = partial(_furnish, titles=titles, language=document.language)
        template.addPageTemplates([_PageTemplate("page", [frame], onPageEnd=furnish)])
        finish = partial(_draw_footers, language=document.language)
        template.build(
            flowables,
            canvasmaker=partial(PdfCanvas, tags=tags, information=information, finish=finish),
        )


def _furnish(canvas: Any, _template: Any, *, titles: tuple[str, str], language: str) -> None:
    """Draw what repeats on each page: the running head after the first page, and the footer."""
    page = canvas.getPageNumber()
    with marked(canvas, None):
        if page > 1:
            y = _HEIGHT - _TOP + 5 * MM
            source, target = titles
            _draw_line(canvas, target, language, y)
            _draw_line(canvas, source, "ar", y)
            rule = number(y - 1.8 * MM)
            canvas._code += [
                f"q {colour(THEME.rule, 'RG')} 0.4 w",
                f"{number(_SIDE)} {rule} m {number(_WIDTH - _SIDE)} {rule} l S Q",
            ]
        canvas.doForm(f"footer{page}")


def _draw_footers(canvas: PdfCanvas, pages: int, *, language: Language) -> None:
    """Draw the footers of all pages, now that their number is known."""
    for page in range(1, pages + 1):
        canvas.beginForm(f"footer{page}", 0, 0, _WIDTH, _HEIGHT)
        text = WORDS[language].page.format(page=page, pages=pages)
        _draw_line(canvas, text, language, _BOTTOM - 9 * MM, "center")
        canvas.endForm()


def _short(text: str, language: str) -> str:
    """Cut a title to what fits into less than half of the running head."""
    length = min(len(text), 160)
    while True:
        cut = shorten(text, length)
        if length < 10 or Paragraph(cut, language, _small()).width < 0.47 * _TEXT_WIDTH:
            return cut
        length -= 4


def _draw_line(canvas: Any, text: str, language: str, y: float, align: Align = "start") -> None:
    """Draw a line of small text between the margins, with its baseline at `y`."""
    paragraph = Paragraph(text, language, _small(align))
    width = _TEXT_WIDTH
    for line in paragraph.lines(width)[:1]:
        placed = place(paragraph, line, width, last=True)
        canvas._code.append(f"q 1 0 0 1 {number(_SIDE)} 0 cm")
        canvas._code += operators(canvas, paragraph, placed, y)
        canvas._code.append("Q")


def _small(align: Align = "start") -> Style:
    return Style(THEME.small.size, THEME.small.leading, THEME.faint, align=align)
