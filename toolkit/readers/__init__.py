"""Readers: one module per source format, each with `read(path, encoding=None) -> Draft`.

To add a format, write such a module and name its suffixes in `SUFFIXES`.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.document import Draft, ToolkitError
from toolkit.readers import docx, html, markdown, text

SUFFIXES = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".docx": docx.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
}

_REMEDIES = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".rtf": "open it in Word or LibreOffice and save it as .docx",
    ".pdf": "copy its text into a .txt or .docx file",
}


def read(path: Path | str, encoding: str | None = None) -> Draft:
    """Read an article, choosing the reader by the file's suffix.

    `encoding` overrides what the file itself or its bytes say; DOCX files carry their own and
    ignore it. Raises ToolkitError where the file is missing, a folder, empty, of an unknown kind,
    broken, not in `encoding`, or holds no Arabic letters.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix](path, encoding)
    if path.is_dir():
        raise ToolkitError(f"{path}: is a folder; give the files in it")
    if not path.exists():
        raise ToolkitError(f"{path}: no such file; check the name and the folder")
    known = ", ".join(sorted(SUFFIXES))
    remedy = _REMEDIES.get(suffix, f"give a file with one of these suffixes: {known}")
    raise ToolkitError(f"{path}: cannot read {suffix or 'a file without a suffix'}; {remedy}")
