"""Bilingual documents into files: one module a format, each with the same verb, `export`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from toolkit.document import BilingualDocument, ToolkitError
from toolkit.exporters.layout import Layout

__all__ = ["FORMATS", "Layout", "export", "format_of"]

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "toolkit.exporters.docx",
        "pdf": "toolkit.exporters.pdf",
        "html": "toolkit.exporters.html",
        "json": "toolkit.exporters.report",
        "xlf": "toolkit.exporters.xliff",
        "xliff": "toolkit.exporters.xliff",
    }
)
"""The formats by name, which is also the suffix of their files, and the module that writes each."""


def export(
    document: BilingualDocument,
    path: Path | str,
    *,
    format: str | None = None,
    layout: Layout = "table",
    mark_terms: bool = True,
) -> None:
    """Write `document` to `path` as `format`, or else as the path's suffix says.

    `layout` and `mark_terms` say how a page looks; a format without pages passes over them.
    Raises ToolkitError for a format that is not known and a path that cannot be written to.
    """
    # A format's libraries are loaded when it is asked for: each takes longer than the rest of it.
    module = import_module(FORMATS[format_of(path, format)])
    module.export(document, Path(path), layout=layout, mark_terms=mark_terms)


def format_of(path: Path | str, format: str | None = None) -> str:
    """Name the format of a file to be written: `format`, or else the suffix of `path`.

    Raises ToolkitError, naming the formats there are, where that is none of them.
    """
    name = format if format is not None else Path(path).suffix.removeprefix(".")
    known = name.lower()
    if known not in FORMATS:
        said = f"unknown format {name!r}" if name else "the name has no suffix to tell the format"
        raise ToolkitError(f"{path}: {said}; there are {', '.join(FORMATS)}")
    return known
