"""What the styles and the automatic numbering of a Word document say of its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from toolkit.document import Role

if TYPE_CHECKING:
    from docx.document import Document

# Names of built-in styles are English in the file, whatever the language of the Word that wrote it.
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"title$"), "title"),
    (re.compile(r"heading \d|subtitle"), "heading"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"list (paragraph|bullet|number|continue)|list( \d)?$"), "list-item"),
)
_BULLET = "• "
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def roles_by_style(document: Document) -> dict[str | None, Role]:
    """The role of each paragraph style (by its id) that has one, or that its base style has."""
    roles: dict[str | None, Role] = {}
    for style in document.styles:
        base: Any = style
        seen: set[str] = set()  # a damaged file may base a style on itself
        while base is not None and base.style_id not in seen and style.style_id not in roles:
            seen.add(base.style_id)
            name = (base.name or "").lower()
            for pattern, role in _ROLES:
                if pattern.match(name):
                    roles[style.style_id] = role
                    break
            base = getattr(base, "base_style", None)
    return roles


class Numbers:
    """Counts the automatic list numbers of a document, which its text does not hold.

    Ask for the paragraphs in the order of the document, and once each.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._counts: dict[str, Counter[int]] = {}
        self._formats = _formats(document)

    def marker(self, paragraph: Any) -> str | None:
        """ "• " or a number such as "2. " for a list paragraph (`w:p`), None for any other."""
        place = self._place(paragraph)
        if place is None:
            return None
        number, level = place
        if self._formats.get(place) == "bullet":
            return _BULLET
        counts = self._counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return f"{counts[level]}. "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list (`w:numId`) and the level in it, from the paragraph or else from its style."""
        found = _numbering(paragraph)
        if found is None:
            found = self._of_style(paragraph.style)
        if found is None:
            return None
        number, level = _value(found, "numId"), _value(found, "ilvl")
        # 0 is how a paragraph says that it leaves the list its style puts it in.
        return None if number in ("", "0") else (number, _level(level))

    def _of_style(self, style: str | None) -> Any:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            element: Any = self._document.styles.element.get_by_id(style)
            if element is None:
                return None
            found = _numbering(element)
            if found is not None:
                return found
            style = _value(element, "basedOn")
        return None


def _numbering(element: Any) -> Any:
    """The numbering properties of a paragraph or a style, or None."""
    return element.find(f"{_W}pPr/{_W}numPr")


def _value(element: Any, name: str) -> str:
    """What the child `name` says in its `w:val`, "" where there is none."""
    child = element.find(_W + name)
    return "" if child is None else child.get(_W + "val", "")


def _level(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _formats(document: Document) -> dict[tuple[str, int], str]:
    """The number format ("bullet", "decimal", …) of each list and level."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    parts = [r for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
    if not parts:
        return {}
    root: Any = document.part.numbering_part.element
    levels = {
        one.get(_W + "abstractNumId"): {
            _level(level.get(_W + "ilvl", "")): _value(level, "numFmt")
            for level in one.iter(_W + "lvl")
        }
        for one in root.iter(_W + "abstractNum")
    }
    return {
        (one.get(_W + "numId"), level): form
        for one in root.iter(_W + "num")
        for level, form in levels.get(_value(one, "abstractNumId"), {}).items()
    }
