"""Excel workbooks (.xlsx) through openpyxl: one sheet, one row an entry."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from toolkit.document import ToolkitError
from toolkit.files import atomic_path
from toolkit.glossary.entry import Entry
from toolkit.glossary.exchange import Plain, cells

_LONGEST = 32_767
"""Characters that a cell may hold."""

_WIDTHS = {"ar": 36, "en": 40, "fr": 40, "forms": 30, "note": 40}


def write(entries: Sequence[Entry], path: Path) -> tuple[Path, ...]:
    """Write the workbook. Raises ToolkitError where a text is longer than a cell may be."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Glossary"
    for number, values in enumerate([cells.COLUMNS, *map(cells.row, entries)], 1):
        for column, text in enumerate(values, 1):
            if len(text) > _LONGEST:
                raise ToolkitError(f"{path}: row {number}: a text is too long for a cell: use .csv")
            if text:
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"  # a text that begins with = is no formula
                cell.number_format = "@"
                rtl = cells.COLUMNS[column - 1] == "ar" and number > 1
                cell.alignment = Alignment(
                    wrap_text=True,
                    vertical="top",
                    horizontal="right" if rtl else None,
                    readingOrder=2 if rtl else 0,
                )
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(str(cell.value), 14)
    sheet.freeze_panes = "B2"
    with atomic_path(path) as temporary:
        book.save(temporary)
    return (path,)


def read(path: Path) -> list[tuple[str, Plain]]:
    """Read the first sheet. Numbers typed into cells are read as their text."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = [[_text(value) for value in row] for row in book.worksheets[0].values]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ToolkitError(
            f"{path}: is not an Excel workbook ({error}): save it as .xlsx again"
        ) from None
    if not rows:
        raise ToolkitError(f"{path}: its first sheet is empty: the first row must name the columns")
    return cells.entries(path, rows[0], list(enumerate(rows[1:], 2)))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
