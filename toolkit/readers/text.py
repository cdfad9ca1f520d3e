"""Plain text (.txt): the file's characters as they are, no roles."""

from __future__ import annotations

from pathlib import Path

from toolkit.document import Draft, Source
from toolkit.readers.raw import decode, load, require_arabic


def read(path: Path, encoding: str | None = None) -> Draft:
    """Read a text file; line ends stay as they stand in it. Errors: see `toolkit.readers.read`."""
    text, name = decode(load(path), path, encoding)
    require_arabic(text, path, name)
    return Draft(text=text, source=Source(str(path), "text", name))
