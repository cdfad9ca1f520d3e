"""Tagged PDF: the tree that tells assistive programs what is a heading, a cell, a paragraph.

Source: ISO 32000-1, 14.6 (marked content) to 14.8 (tagged PDF). The tree of `Element`s is built
together with the pages' content; flowables draw inside `marked`, and `PdfCanvas` writes the tree
when the document is saved. What carries no content (rules, tints, running heads) is an artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

pdf: Any = pdfdoc  # it comes without types
_Canvas: Any = Canvas

# The parent tree has a key for each page, from 0, and for each link, from where no page reaches:
# a link gets its key before the number of pages is known.
_FIRST_LINK = 1_000_000


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of an element that stands on a page: the page's number, and its own on that page."""

    page: int
    id: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link that belongs to an element: the name of its object, and the page's number."""

    name: str
    page: int


@dataclass(slots=True, eq=False)
class Element:
    """A structure element; `kind` is a standard type such as "P" (ISO 32000-1, 14.8.4)."""

    kind: str
    language: str | None = None
    scope: str | None = None
    kids: list[Element | Content | Annotation] = field(default_factory=list)

    def add(self, kind: str, language: str | None = None, *, scope: str | None = None) -> Element:
        """Append a new element and give it. `scope` is that of a header cell: "Column", "Row"."""
        element = Element(kind, language, scope)
        self.kids.append(element)
        return element


@dataclass(slots=True)
class Tags:
    """The structure of a document: its root, and what the pages hold of it."""

    root: Element = field(default_factory=lambda: Element("Document"))
    pages: dict[int, list[Element]] = field(default_factory=dict)
    annotations: list[Element] = field(default_factory=list)


@contextmanager
def marked(canvas: Any, element: Element | None) -> Iterator[None]:
    """Draw the block's content as part of an element, or as an artifact where that is None."""
    if element is None:
        canvas._code.append("/Artifact BMC")
    else:
        page = canvas.getPageNumber()
        held = canvas.tags.pages.setdefault(page, [])
        element.kids.append(Content(page, len(held)))
        canvas._code.append(f"/{element.kind} <</MCID {len(held)}>> BDC")
        held.append(element)
    yield
    canvas._code.append("EMC")


def link(
    canvas: Any, element: Element, box: tuple[float, float, float, float], target: str, says: str
) -> None:
    """Make a box (left, bottom, right, top, as now drawn) a link to the bookmark `target`.

    `says` is what a viewer shows or reads out for it.
    """
    page = canvas.getPageNumber()
    owner = element.add("Link")
    key = _FIRST_LINK + len(canvas.tags.annotations)
    canvas.tags.annotations.append(owner)
    name = f"link{key}"
    annotation = pdf.PDFDictionary(
        {
            "Type": pdf.PDFName("Annot"),
            "Subtype": pdf.PDFName("Link"),
            "Rect": pdf.PDFArrayCompact(canvas._absRect(box, 1)),
            "Border": pdf.PDFArrayCompact([0, 0, 0]),
            "F": 4,  # print
            "Contents": pdf.PDFString(says),
            "Dest": canvas._bookmarkReference(target),
            "StructParent": key,
        }
    )
    canvas._addAnnotation(annotation, name)
    owner.kids.append(Annotation(canvas._doc.annotationName(name), page))


@dataclass(frozen=True, slots=True)
class Information:
    """What a viewer shows of a document as its properties."""

    title: str
    subject: str
    creator: str


class PdfCanvas(_Canvas):  # type: ignore[misc]
    """A canvas that writes tags, names no font but ours, and gives the same bytes each time.

    `finish` is called with the number of pages before the document is written, to draw what only
    then is known.
    """

    def __init__(
        self,
        filename: str,
        *,
        tags: Tags,
        information: Information,
        finish: Callable[[PdfCanvas, int], None],
        **settings: Any,
    ) -> None:
        self.tags = tags
        self._information = information
        self._finish = finish
        super().__init__(filename, **{**settings, "invariant": 1, "pdfVersion": (1, 7)})

    def _make_preamble(self) -> None:
        """Leave out reportlab's initial font: it would name Helvetica, which is not embedded."""
        self._preamble = ""

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 (reportlab calls it so)
        """Add what reportlab has no place for to a page that is done."""
        super()._setAnnotations(page)
        if not isinstance(page, pdf.PDFPage):
            return
        page.StructParents = self._pageNumber - 1
        page.Tabs = pdf.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        # reportlab would write the stream in ASCII, a quarter larger.
        page.Contents = pdf.PDFStream(content=page.stream, filters=[pdf.PDFZCompress])

    def save(self) -> None:
        """Write the document to its file."""
        if self._code:
            self.showPage()
        pages = self._pageNumber - 1
        self._finish(self, pages)
        self.setViewerPreference("DisplayDocTitle", "true")
        _write_tree(self._doc, self.tags)
        self._doc.info = _Info(self._information)
        self._doc.SaveToFile(self._filename, self)


class _Info(pdf.PDFInfo):  # type: ignore[misc]
    """The information dictionary, without an author and without a date.

    Both would be made up: the one is not known, the other would change the bytes of each run.
    """

    def __init__(self, information: Information) -> None:
        super().__init__()
        self.title = information.title
        self.subject = information.subject
        self.creator = information.creator

    def format(self, document: Any) -> Any:
        entries = {"Title": self.title, "Subject": self.subject, "Creator": self.creator}
        return pdf.PDFDictionary(
            {name: pdf.PDFString(text) for name, text in entries.items() if text}
        ).format(document)


def _write_tree(document: Any, tags: Tags) -> None:
    """Write the structure tree and hang it into the catalog (ISO 32000-1, 14.7.2)."""
    names: dict[int, str] = {}
    for element in _walk(tags.root):
        names[id(element)] = f"element{len(names)}"

    def reference(element: Element) -> Any:
        return pdf.PDFObjectReference(names[id(element)])

    def write(element: Element, parent: str) -> None:
        name = names[id(element)]
        entries: dict[str, Any] = {
            "S": pdf.PDFName(element.kind),
            "P": pdf.PDFObjectReference(parent),
        }
        if element.language:
            entries["Lang"] = pdf.PDFString(element.language)
        if element.scope:
            entries["A"] = pdf.PDFDictionary(
                {"O": pdf.PDFName("Table"), "Scope": pdf.PDFName(element.scope)}
            )
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        if page is not None:
            entries["Pg"] = _page(page)
        entries["K"] = pdf.PDFArrayCompact(
            [
                reference(kid) if isinstance(kid, Element) else _kid(kid, page)
                for kid in element.kids
            ]
        )
        document.Reference(pdf.PDFDictionary(entries), name)
        for kid in element.kids:
            if isinstance(kid, Element):
                write(kid, name)

    write(tags.root, "structure")
    parents: list[Any] = []
    for number, elements in sorted(tags.pages.items()):
        parents += [number - 1, pdf.PDFArrayCompact([reference(e) for e in elements])]
    for k, element in enumerate(tags.annotations):
        parents += [_FIRST_LINK + k, reference(element)]
    tree = pdf.PDFDictionary(
        {
            "Type": pdf.PDFName("StructTreeRoot"),
            "K": pdf.PDFArrayCompact([reference(tags.root)]),
            "ParentTree": pdf.PDFDictionary({"Nums": pdf.PDFArrayCompact(parents)}),
            "ParentTreeNextKey": _FIRST_LINK + len(tags.annotations),
        }
    )
    document.Catalog.StructTreeRoot = document.Reference(tree, "structure")
    document.Catalog.MarkInfo = pdf.PDFDictionary({"Marked": "true"})


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _walk(kid)


def _kid(kid: Content | Annotation, page: int | None) -> Any:
    """An entry of K: content on the element's own page is named by its number alone."""
    if isinstance(kid, Annotation):
        return pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("OBJR"),
                "Obj": pdf.PDFObjectReference(kid.name),
                "Pg": _page(kid.page),
            }
        )
    if kid.page == page:
        return kid.id
    return pdf.PDFDictionary({"Type": pdf.PDFName("MCR"), "Pg": _page(kid.page), "MCID": kid.id})


def _page(number: int) -> Any:
    return pdf.PDFObjectReference(f"Page{number}")
