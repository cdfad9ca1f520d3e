"""XLIFF 2.1 (.xlf) and 1.2 (.xliff), the OASIS formats of translation programs.

One unit a segment, under the segment's own id. Glossary terms are marked in source and target
(mrk), 2.1 has them in its Glossary module as well; findings are notes. The same document gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.document import BilingualDocument, Hit, Origin, Translation
from toolkit.exporters.pieces import printable
from toolkit.files import atomic_path

V12 = "urn:oasis:names:tc:xliff:document:1.2"
V2 = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STATE_12: dict[Origin, str] = {
    "machine": "needs-review-translation",
    "memory": "translated",
    "human": "signed-off",
    "copied": "translated",
}
_STATE_2: dict[Origin, str] = {
    "machine": "translated",
    "memory": "translated",
    "human": "reviewed",
    "copied": "translated",
}
_PRIORITY = {"error": "1", "warning": "2", "hint": "3"}


def export(document: BilingualDocument, path: Path | str, **_: object) -> None:
    """Write `document` as XLIFF: 1.2 where the path ends in .xliff, else 2.1.

    The options of the other exporters are passed over. Raises ToolkitError where `path` cannot be
    written to.
    """
    root = _v12(document) if Path(path).suffix.lower() == ".xliff" else _v21(document)
    with atomic_path(path) as temporary:
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        temporary.write_bytes(data + b"\n")


def _v12(document: BilingualDocument) -> Any:
    root = etree.Element(f"{{{V12}}}xliff", {"version": "1.2"}, nsmap={None: V12})
    file = _add(
        root,
        "file",
        {
            "original": printable(Path(document.article.source.path).name),
            "source-language": "ar",
            "target-language": document.language,
            "datatype": "plaintext",
        },
    )
    _add(_add(file, "header"), "note", {"from": "toolkit"}, document.run.signature)
    body = _add(file, "body")
    for t in document.translations:
        unit = _add(body, "trans-unit", {"id": t.segment.id, _SPACE: "preserve"})
        _marked(_add(unit, "source"), t.segment.text, _source_terms(t), "mtype", "comment")
        target = _add(unit, "target", {"state": _STATE_12[t.origin]})
        _marked(target, t.text, _target_terms(t), "mtype", "comment")
        for finding in t.findings:
            about = {"from": "toolkit", "annotates": "target"}
            priority = {"priority": _PRIORITY[finding.severity]}
            said = f"{finding.check}: {finding.message}"
            _add(unit, "note", about | priority, said)
    return root


def _v21(document: BilingualDocument) -> Any:
    root = etree.Element(
        f"{{{V2}}}xliff",
        {"version": "2.1", "srcLang": "ar", "trgLang": document.language},
        nsmap={None: V2, "gls": GLOSSARY},
    )
    original = printable(Path(document.article.source.path).name)
    file = _add(root, "file", {"id": "f1", "original": original})
    _add(_add(file, "notes"), "note", {"category": "run"}, document.run.signature)
    for t in document.translations:
        unit = _add(file, "unit", {"id": t.segment.id, _SPACE: "preserve"})
        _glossary(unit, t.hits)
        if t.findings:
            notes = _add(unit, "notes")
            for finding in t.findings:
                about = {"category": finding.check, "appliesTo": "target"}
                priority = {"priority": _PRIORITY[finding.severity]}
                _add(notes, "note", about | priority, finding.message)
        segment = _add(unit, "segment", {"state": _STATE_2[t.origin]})
        _marked(_add(segment, "source"), t.segment.text, _source_terms(t), "type", "value")
        _marked(_add(segment, "target"), t.text, _target_terms(t), "type", "value")
    return root


def _glossary(unit: Any, hits: Iterable[Hit]) -> None:
    terms = dict.fromkeys((hit.surface, hit.rendering) for hit in hits if hit.surface.strip())
    if terms:
        glossary = _add(unit, "glossary", namespace=GLOSSARY)
        for surface, rendering in terms:
            entry = _add(glossary, "glossEntry", namespace=GLOSSARY)
            _add(entry, "term", text=surface, namespace=GLOSSARY)
            _add(entry, "translation", text=rendering, namespace=GLOSSARY)


_Term = tuple[int, int, str, str]
"""Start, end, the id that source and target share, and what stands on the other side."""


def _source_terms(translation: Translation) -> list[_Term]:
    return [(h.start, h.end, f"t{i}", h.rendering) for i, h in enumerate(translation.hits, 1)]


def _target_terms(translation: Translation) -> list[_Term]:
    return [
        (*hit.target, f"t{i}", hit.surface)
        for i, hit in enumerate(translation.hits, 1)
        if hit.target is not None
    ]


def _marked(element: Any, text: str, terms: Iterable[_Term], kind: str, value: str) -> None:
    """Put a text into an element, its terms in <mrk>; of terms that overlap the first is marked."""
    done, last = 0, None
    for start, end, name, other in sorted(terms):
        if start < done or start >= end:
            continue
        _append(element, last, text[done:start])
        named = "mid" if kind == "mtype" else "id"
        attributes = {named: name, kind: "term", value: printable(other)}
        last = etree.SubElement(element, etree.QName(etree.QName(element).namespace, "mrk"))
        last.attrib.update(attributes)
        last.text = printable(text[start:end])
        done = end
    _append(element, last, text[done:])


def _append(element: Any, last: Any, text: str) -> None:
    if last is None:
        element.text = printable(text)
    else:
        last.tail = printable(text)


def _add(
    parent: Any,
    name: str,
    attributes: dict[str, str] | None = None,
    text: str | None = None,
    namespace: str | None = None,
) -> Any:
    """A child on a line of its own; line ends stand only between elements, never in a text."""
    if parent.text is None:
        parent.text = "\n"
    space = namespace or etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{space}}}{name}", attributes or {})
    element.text = printable(text) if text is not None else None
    element.tail = "\n"
    return element
