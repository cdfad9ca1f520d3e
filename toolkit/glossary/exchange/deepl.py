"""DeepL's glossary format: CSV without header, a term and its rendering, one file a language pair.

Out only. DeepL takes each term once and has no conditions: of entries with the same Arabic the
first that is enforced is written. Patterns for a rank ("Staff {}") have no place there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.glossary.entry import Entry
from toolkit.glossary.exchange.csv import write_rows

_ENDING = ".csv"


def write(entries: Sequence[Entry], path: Path) -> tuple[Path, ...]:
    """Write NAME.deepl.ar-en.csv and NAME.deepl.ar-fr.csv for a path NAME.deepl.csv."""
    written = []
    for language in ("en", "fr"):
        pairs: dict[str, str] = {}
        for term, rendering in _pairs(entries, language):
            pairs.setdefault(term, rendering)
        if pairs:
            one = path.with_name(f"{path.name[: -len(_ENDING)]}.ar-{language}{_ENDING}")
            write_rows(list(pairs.items()), one, "utf-8")
            written.append(one)
    return tuple(written)


def _pairs(entries: Sequence[Entry], language: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(entries, key=lambda e: not e.enforce):
        for surface, form in entry.surfaces:
            renderings = entry.renderings(language, form)
            term = " ".join(surface.split())
            if renderings and "{}" not in renderings[0]:
                yield term, " ".join(renderings[0].split())
