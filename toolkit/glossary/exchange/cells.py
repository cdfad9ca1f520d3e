"""Entries as rows of text cells, for spreadsheets: one column a field.

A list is written `one | other`, what has parts (forms, conditions) as JSON. Where the easy way of
writing would be read as something else, the cell holds JSON too, so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from toolkit.document import ToolkitError
from toolkit.glossary.entry import Entry
from toolkit.glossary.exchange import Plain, plain

COLUMNS = tuple(Entry.model_fields)

_LISTS = ("en", "fr", "country", "branch")
_NESTED = ("forms", "only_if", "unless")
_YES, _NO = ("yes", "true", "1", "oui"), ("no", "false", "0", "non")
_SEPARATOR = "|"


class _CellError(ValueError):
    """A cell that cannot be read; its text says the remedy."""


def row(entry: Entry) -> tuple[str, ...]:
    """The cells of an entry, in the order of COLUMNS; what is at its default is empty."""
    values = plain(entry)
    return tuple(_cell(name, values[name]) if name in values else "" for name in COLUMNS)


def entries(
    path: Path, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> list[tuple[str, Plain]]:
    """The entries of numbered rows under a header, each with its place. Empty rows are left out.

    Raises ToolkitError for a column that is unknown or missing and a cell that cannot be read.
    """
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name not in COLUMNS:
            raise ToolkitError(
                f"{path}: row 1: '{name}' is no column: use {', '.join(COLUMNS)}, or take it out"
            )
    if "ar" not in names:
        raise ToolkitError(f"{path}: row 1: no column `ar`: write the names of the columns there")
    found = []
    for number, cells in rows:
        values: Plain = {}
        for name, cell in zip(names, cells, strict=False):
            if cell.strip():
                try:
                    values[name] = _value(name, cell)
                except _CellError as error:
                    raise ToolkitError(f"{path}: row {number}: {name}: {error}") from None
        if values:
            found.append((f"row {number}", values))
    return found


def _cell(name: str, value: Any) -> str:
    if name == "enforce":
        return "yes" if value else "no"
    written = f" {_SEPARATOR} ".join(value) if name in _LISTS else value
    easy = isinstance(written, str) and written.strip() and _readable(name, written) == value
    return str(written) if easy else json.dumps(value, ensure_ascii=False)


def _readable(name: str, cell: str) -> Any:
    try:
        return _value(name, cell)
    except _CellError:
        return None


def _value(name: str, cell: str) -> Any:
    if name == "enforce":
        said = cell.strip().lower()
        if said not in (*_YES, *_NO):
            raise _CellError(f"'{cell}' is neither yes nor no: write one of them")
        return said in _YES
    if name in _NESTED or cell.lstrip()[:1] in ('["' if name in _LISTS else '"'):
        try:
            return json.loads(cell)
        except ValueError:
            if name in _NESTED and not cell.lstrip().startswith(("{", "[")):
                return _items(cell)
            if name in _NESTED:
                raise _CellError("is not JSON: mend its brackets and quotes") from None
    return _items(cell) if name in _LISTS else cell


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(_SEPARATOR) if item.strip()]
