"""Word documents (.docx), ECMA-376. python-docx opens the file and knows its styles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.document import Draft, Role, Source, ToolkitError
from toolkit.readers.assemble import Block, draft_of, first_heading_is_title
from toolkit.readers.docx_styles import Numbers, roles_by_style
from toolkit.readers.raw import load

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _TAB, _BR, _CR = (_W + name for name in ("p", "t", "tab", "br", "cr"))
_HYPHEN = _W + "noBreakHyphen"
# What a reader of the page does not see: text that was struck, the second copy of a drawing that
# is kept for old programs, and properties (whose w:tab is a tab stop, not a tab).
_UNSEEN = {_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr"} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {_TAB: "\t", _BR: "\n", _CR: "\n", _HYPHEN: "-"}


def read(path: Path, encoding: str | None = None) -> Draft:
    """Read a Word file: titles, headings, list items and captions by their styles become marks.

    All paragraphs of the body are read, in tables and text boxes too; inserted text is read and
    deleted text is not. Automatic list numbers are written out, as the page shows them. Where
    nothing has the style "Title", a heading that opens the text is the title. `encoding` is
    ignored: the file names its own. Errors: see `toolkit.readers.read`.
    """
    data = load(path)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        remedy = "open it in Word and save it as .docx without a password"
        raise ToolkitError(f"{path}: is an old or protected Word file; {remedy}")
    try:
        blocks = _blocks(data)
    # A damaged file fails in zipfile, zlib, lxml or python-docx, each in ways of its own.
    except Exception as error:
        remedy = "open it in Word or LibreOffice and save it again"
        raise ToolkitError(f"{path}: is not a Word file or is damaged; {remedy}") from error
    return draft_of(first_heading_is_title(blocks), path, Source(str(path), "docx"))


def _blocks(data: bytes) -> list[Block]:
    import docx

    document = docx.Document(io.BytesIO(data))
    roles = roles_by_style(document)
    numbers = Numbers(document)
    body: Any = document.element.body
    return [
        _block(paragraph, roles, numbers)
        for paragraph in body.iter(_P)
        if not any(above.tag in _UNSEEN for above in paragraph.iterancestors())
    ]


def _block(paragraph: Any, roles: dict[str | None, Role], numbers: Numbers) -> Block:
    text = "".join(_signs(paragraph)).strip()
    if not text:
        return Block("")
    role = roles.get(paragraph.style)
    if role in (None, "list-item"):
        marker = numbers.marker(paragraph)
        if marker is not None:
            return Block(marker + text, "list-item")
    return Block(text, role)


def _signs(element: Any) -> Iterator[str]:
    """The text under an element, without that of paragraphs in text boxes (blocks of their own)."""
    for child in element:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNSEEN and child.tag != _P:
            yield from _signs(child)
