"""What was exported: read from the part that the exporter put into the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from toolkit.document import Hit, Language, Segment, ToolkitError, Translation
from toolkit.exporters.docx_original import NAMESPACE


@dataclass(frozen=True, slots=True)
class Original:
    """The translations of a document as exported; `terms` and `contexts` are their memory keys."""

    language: Language
    run: str
    translations: Mapping[str, Translation]
    terms: Mapping[str, str]
    contexts: Mapping[str, str]


def original(archive: ZipFile, path: Path) -> Original:
    """Find the part in a Word file. Raises ToolkitError where it is not there."""
    for name in archive.namelist():
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = etree.fromstring(archive.read(name), _parser())
            if root.tag == f"{{{NAMESPACE}}}original":
                return _original(json.loads(root.text or ""))
    raise ToolkitError(
        f"{path}: does not say what was exported; review a .docx that toolkit translate wrote and"
        " Word or LibreOffice saved"
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _original(data: Mapping[str, object]) -> Original:
    segments: list[dict[str, object]] = data["segments"]  # type: ignore[assignment]
    return Original(
        language=data["language"],  # type: ignore[arg-type]
        run=str(data["run"]),
        translations={str(s["id"]): _translation(s) for s in segments},
        terms={str(s["id"]): str(s["terms"]) for s in segments},
        contexts={str(s["id"]): str(s["context"]) for s in segments},
    )


def _translation(data: Mapping[str, object]) -> Translation:
    hits: list[dict[str, object]] = data["hits"]  # type: ignore[assignment]
    segment = Segment(
        str(data["id"]),
        data["kind"],  # type: ignore[arg-type]
        str(data["source"]),
        marker=str(data["marker"]),
    )
    return Translation(segment, str(data["target"]), tuple(_hit(hit) for hit in hits))


def _hit(data: Mapping[str, object]) -> Hit:
    values = dict(data)
    values["accepted"] = tuple(values["accepted"])  # type: ignore[arg-type]
    if values["target"] is not None:
        values["target"] = tuple(values["target"])  # type: ignore[arg-type]
    return Hit(**values)  # type: ignore[arg-type]
