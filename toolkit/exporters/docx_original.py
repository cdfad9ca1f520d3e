"""The part of a Word file that says what the translation was before an editor changed it.

It is a custom XML part, which Word and LibreOffice keep though they never show it: the language,
the signature of the run, and each segment with its translation, its terms and its memory key, as
JSON. Hence a file can be reviewed by itself, wherever it has been in between.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from xml.sax.saxutils import escape

from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolkit.document import BilingualDocument
from toolkit.exporters.pieces import printable
from toolkit.memory.key import context_keys, terms_key

NAMESPACE = "urn:toolkit:original:1"

_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    ' ds:itemID="{5B0A6E0C-6D3B-4C53-9C37-52D1F0A7C4E1}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def attach(package: Package, document: BilingualDocument) -> None:
    """Add the part to a package; the same document gives the same bytes."""
    contexts = context_keys(document.article.segments)
    segments = [
        {
            "id": t.segment.id,
            "kind": t.segment.kind,
            "marker": t.segment.marker,
            "source": t.segment.text,
            "source_sha256": _sha256(t.segment.text),
            "target": t.text,
            "target_sha256": _sha256(t.text),
            "terms": terms_key(t.hits),
            "context": contexts[t.segment.id],
            "hits": [asdict(hit) for hit in t.hits],
        }
        for t in document.translations
    ]
    original = {
        "document": _sha256(document.article.text),
        "path": document.article.source.path,
        "language": document.language,
        "run": document.run.signature,
        "segments": segments,
    }
    # ASCII only: no character that XML cannot hold gets in.
    text = escape(printable(json.dumps(original)))
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<original xmlns="{NAMESPACE}">{text}</original>'
    opc = package.part.package
    part = Part(PackURI("/customXml/item1.xml"), "application/xml", xml.encode(), opc)
    package.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    # Without properties LibreOffice drops the part when it saves.
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _PROPERTIES.encode(),
        opc,
    )
    part.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
