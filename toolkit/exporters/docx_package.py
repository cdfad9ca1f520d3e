"""The DOCX file around the text: an empty package of our own making, and bytes that never vary.

python-docx starts every document from a template of Word 2011 for Mac, with its 200 styles, its
Japanese fonts, its thumbnail picture and its compatibility mode. None of it is wanted here.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from toolkit.document import BilingualDocument
from toolkit.exporters.docx_original import attach
from toolkit.exporters.layout import shorten, title
from toolkit.exporters.theme import ARABIC, LOCALES, WORDS, Theme

_KEPT = frozenset(
    {
        RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.THEME,
    }
)
_TITLE_LIMIT = 255  # what a property of a Word file may hold


def new_package(document: BilingualDocument, theme: Theme, styles: BaseOxmlElement) -> Package:
    """Make an empty document with the page, the styles and the properties of `document`."""
    package: Package = Document()
    for part in (package.part.package, package.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype not in _KEPT:
                del part.rels[key]
    package.styles.element[:] = list(styles)
    package.settings.element[:] = list(_settings(LOCALES[document.language]))
    section = package.sections[0]
    section.page_width, section.page_height = Mm(theme.page_width), Mm(theme.page_height)
    section.left_margin = section.right_margin = Mm(theme.margin_side)
    section.top_margin, section.bottom_margin = Mm(theme.margin_top), Mm(theme.margin_bottom)
    _describe(package, document)
    attach(package, document)
    return package


def save(package: Package, path: Path) -> None:
    """Write the package; the same content gives the same bytes, whenever and wherever."""
    buffer = BytesIO()
    package.save(buffer)
    with ZipFile(buffer) as written, ZipFile(path, "w", ZIP_DEFLATED) as out:
        for name in written.namelist():
            entry = ZipInfo(name)  # dated 1980, the first year that a ZIP file knows
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            out.writestr(entry, written.read(name))


def _describe(package: Package, document: BilingualDocument) -> None:
    """Set the properties. There are no dates: the clock is no part of what is exported."""
    source, target = title(document)
    properties = package.core_properties
    properties._element[:] = []
    properties.title = shorten(target or source, _TITLE_LIMIT)
    properties.subject = f"{ARABIC} – {WORDS[document.language].language}"
    properties.language = LOCALES[document.language]
    properties.author = f"toolkit {document.run.toolkit}"
    properties.comments = shorten(document.run.signature, _TITLE_LIMIT)
    opc = package.part.package
    application = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>toolkit</Application></Properties>'
    )
    opc.relate_to(
        Part(
            PackURI("/docProps/app.xml"),
            CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
            application.encode(),
            opc,
        ),
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    )


def _settings(locale: str) -> BaseOxmlElement:
    """Settings of Word 2013 and later: with a lower mode it says "Compatibility Mode"."""
    return parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}" w:bidi="{LOCALES["ar"]}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
