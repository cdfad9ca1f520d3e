"""The rows of an XLIFF file, 1.2 or 2.x, as it came back from a translation program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.document import ToolkitError
from toolkit.review.rows import ReviewedRow

_UNITS = ("trans-unit", "unit")


def read_rows(path: Path) -> list[ReviewedRow]:
    """Give one row a unit; notes that the toolkit wrote itself are left out.

    Raises ToolkitError where the file cannot be read or is not XLIFF.
    """
    try:
        # No entities, no network: a file from elsewhere must not make us read other files.
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise ToolkitError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except etree.XMLSyntaxError as error:
        raise ToolkitError(f"{path}:{error.lineno}: {error.msg}; export the file again") from None
    if _name(root) != "xliff":
        raise ToolkitError(f"{path}: is XML but not XLIFF; give a .xlf or .xliff file")
    return [_row(unit) for unit in root.iter() if _name(unit) in _UNITS]


def _row(unit: Any) -> ReviewedRow:
    targets = _children(unit, "target")
    return ReviewedRow(
        id=unit.get("id"),
        source=" ".join(_children(unit, "source")),
        target=" ".join(targets) if targets else None,
        notes=tuple(
            _line(note)
            for note in unit.iter()
            if _name(note) == "note"
            and note.get("from") != "toolkit"
            and note.get("appliesTo") != "target"
        ),
    )


def _children(unit: Any, name: str) -> list[str]:
    """Texts of the unit, those of its segments one after another; not those of proposals."""
    own = [e for child in unit for e in ([child, *child] if _name(child) == "segment" else [child])]
    return [_line(element) for element in own if _name(element) == name]


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
