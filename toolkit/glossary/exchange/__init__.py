"""Glossaries in other programs' formats: one module a format, with the verbs `write` and `read`.

Nothing is lost on the way there and back, but for control characters, which are refused. `deepl`
can only be written: its two columns hold a term and its rendering and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.document import ToolkitError
from toolkit.glossary.entry import Entry
from toolkit.glossary.load import GlossaryError

FORMATS = (".tbx", ".csv", ".xlsx")
DEEPL = ".deepl.csv"

Plain = dict[str, Any]
"""An entry as plain values: what YAML would hold. Fields at their default are left out."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def write(entries: Iterable[Entry], path: Path) -> tuple[Path, ...]:
    """Write entries in the format that the path's suffix names; gives the files written.

    Raises ToolkitError for an unknown suffix, a text that the formats cannot hold, and a path
    that cannot be written to.
    """
    module = _module(path, (*FORMATS, DEEPL))
    listed = tuple(entries)
    for entry in listed:
        if _CONTROL.search("".join(_texts(plain(entry)))):
            raise ToolkitError(
                f"{path}: {entry.ar}: holds a control character, which the format cannot hold:"
                " take it out of the entry"
            )
    written: tuple[Path, ...] = module.write(listed, path)
    return written


def read(path: Path) -> tuple[Entry, ...]:
    """Read the entries of a .tbx, .csv or .xlsx file.

    Raises GlossaryError with every mistake as `file: row or element: field: remedy`, ToolkitError
    where the file is missing or not of its format.
    """
    module = _module(path, FORMATS)
    if not path.is_file():
        raise ToolkitError(f"{path}: no such file: mend the path")
    found: Sequence[tuple[str, Plain]] = module.read(path)
    return _validated(path, found)


def plain(entry: Entry) -> Plain:
    """The entry as plain values, defaults left out."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def _module(path: Path, known: tuple[str, ...]) -> Any:
    name = path.name.lower()
    if name.endswith(DEEPL) and DEEPL in known:
        return import_module("toolkit.glossary.exchange.deepl")
    suffix = path.suffix.lower()
    if suffix not in FORMATS or name.endswith(DEEPL):
        raise ToolkitError(f"{path}: unknown format: use a name that ends in {', '.join(known)}")
    return import_module(f"toolkit.glossary.exchange.{suffix[1:]}")


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _validated(path: Path, found: Sequence[tuple[str, Plain]]) -> tuple[Entry, ...]:
    entries, problems = [], []
    for place, values in found:
        try:
            entries.append(Entry.model_validate(values))
        except ValidationError as error:
            for mistake in error.errors():
                field = ".".join(str(p) for p in mistake["loc"] if p != "function-wrap") or "entry"
                said = mistake["msg"].removeprefix("Value error, ")
                if mistake["type"] == "missing":
                    said = "is missing: add it"
                problems.append(f"{path}: {place}: {field}: {said}")
    if problems:
        raise GlossaryError(problems)
    return tuple(entries)
