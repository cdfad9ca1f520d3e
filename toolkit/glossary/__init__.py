"""The glossary: YAML entries, and where they stand in Arabic text.

`entry` says what an entry may hold, `load` reads the files, `match` finds entries in a text,
`style` holds the house style, `profile` guesses the country.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolkit.document import ToolkitError
from toolkit.glossary.entry import Entry
from toolkit.glossary.load import GlossaryError, load
from toolkit.glossary.match import Match, Matcher
from toolkit.glossary.style import Style

__all__ = ["Entry", "Glossary", "GlossaryError", "Match", "Style", "shipped"]


@dataclass(frozen=True)
class Glossary:
    """Entries and house style. Make one with `Glossary.load(*paths)` or from entries.

    With no path, `load` takes the glossary that is shipped with the toolkit.
    """

    entries: tuple[Entry, ...] = ()
    style: Style = field(default_factory=Style)
    sha256: str = hashlib.sha256(b"").hexdigest()

    @classmethod
    def load(cls, *paths: str | Path) -> Glossary:
        """Read YAML files and folders, later ones winning over earlier ones.

        Raises GlossaryError (a ToolkitError) with every mistake as `file:line:column: ...`.
        """
        return cls(*load(Path(p) for p in paths or (shipped(),)))

    @classmethod
    def of(cls, entries: Iterable[Entry], style: Style | None = None) -> Glossary:
        """A glossary from entries made in Python."""
        entries = tuple(entries)
        digest = hashlib.sha256()
        for entry in entries:
            digest.update(entry.model_dump_json().encode())
        return cls(entries, style or Style(), digest.hexdigest())

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over the entries; built at first use."""
        return Matcher(self.entries)

    def match(self, text: str, profile: str | None = None) -> tuple[Match, ...]:
        """Where entries stand in a text; `profile` is a country code such as "EG"."""
        return self.matcher.match(text, profile)


def shipped() -> Path:
    """The folder of the glossary that comes with the toolkit."""
    folder = Path(__file__).resolve().parent.parent / "shipped"
    if not folder.is_dir():
        raise ToolkitError(f"{folder}: the shipped glossaries are missing: install again")
    return folder
