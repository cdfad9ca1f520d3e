"""CSV (RFC 4180), UTF-8 with a byte order mark so that Excel shows the Arabic."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from toolkit.document import ToolkitError
from toolkit.files import atomic_path
from toolkit.glossary.entry import Entry
from toolkit.glossary.exchange import Plain, cells


def write(entries: Sequence[Entry], path: Path) -> tuple[Path, ...]:
    """Write a header and one row an entry."""
    write_rows([cells.COLUMNS, *(cells.row(entry) for entry in entries)], path, "utf-8-sig")
    return (path,)


def write_rows(rows: Sequence[Sequence[str]], path: Path, encoding: str) -> None:
    """Write rows of text as CSV."""
    with atomic_path(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)


def read(path: Path) -> list[tuple[str, Plain]]:
    """Read rows; commas, semicolons or tabs may part the cells."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            parted = max(",;\t", key=first.count)
            rows = list(csv.reader(file, delimiter=parted))
    except UnicodeDecodeError:
        raise ToolkitError(f"{path}: is not UTF-8: save it as “CSV UTF-8”") from None
    except csv.Error as error:
        raise ToolkitError(f"{path}: is not CSV ({error}): save it as CSV again") from None
    if not rows:
        raise ToolkitError(f"{path}: is empty: its first row must name the columns")
    return cells.entries(path, rows[0], list(enumerate(rows[1:], 2)))
