"""The rows of an edited Word file, found again by their bookmarks.

Only where a bookmark starts is trusted (see `toolkit.exporters.docx`). Tracked changes are read as
accepted or as rejected; comments that the exporter did not write are the editor's notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from toolkit.document import ToolkitError
from toolkit.exporters.docx import SOURCE_BOOKMARK, TARGET_BOOKMARK
from toolkit.exporters.docx_styles import SIGNATURE
from toolkit.exporters.layout import _in_latin_digits, _marker
from toolkit.exporters.ooxml import bookmark_name
from toolkit.review.original import Original, original
from toolkit.review.rows import ReviewedRow

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSERTED = {_W + "ins", _W + "moveTo"}
_DELETED = {_W + "del", _W + "moveFrom"}
_SIGNS = {_W + "tab": " ", _W + "br": " ", _W + "cr": " ", _W + "noBreakHyphen": "-"}
_EXPORTER = "toolkit"
_FURNITURE = {SIGNATURE}


@dataclass
class _Text:
    """The text of a cell or of paragraphs, and where in it each bookmark starts."""

    text: str = ""
    marks: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(path: Path, *, reject: bool = False) -> tuple[Original, list[ReviewedRow]]:
    """Read what was exported and what stands in the file now.

    `reject` reads tracked changes as if they were refused. Raises ToolkitError where the file is
    missing, is no Word file, or was not made by the toolkit.
    """
    try:
        with ZipFile(path) as archive:
            known = original(archive, path)
            body = etree.fromstring(archive.read("word/document.xml"))[0]
            notes = _comments(archive)
    except FileNotFoundError:
        raise ToolkitError(f"{path}: no such file; check the name and the folder") from None
    except (OSError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        remedy = "open it in Word or LibreOffice and save it as .docx"
        raise ToolkitError(f"{path}: is not a Word file or is damaged; {remedy}") from error
    unseen = _INSERTED if reject else _DELETED
    names = {
        bookmark_name(prefix, id): id
        for prefix in (SOURCE_BOOKMARK, TARGET_BOOKMARK)
        for id in known.translations
    }
    found: list[ReviewedRow] = []
    for ids, source, target in _groups(body, unseen, names, notes):
        found += _parted(ids, source, target, known, names)
    return known, found


def _groups(
    body: Any, unseen: set[str], names: Mapping[str, str], notes: Mapping[str, str]
) -> Iterator[tuple[list[str], _Text, _Text]]:
    """Ids, source and target of each table row, or of each source paragraph and what follows it."""
    rows = [row for row in body.iter(_W + "tr") if row.find(f"{_W}trPr/{_W}tblHeader") is None]
    for row in rows:
        number, *cells = [_text(cell, unseen, notes) for cell in row.findall(_W + "tc")]
        if len(cells) >= 2:
            ids = _ids(number, names) or _ids(cells[0], names)
            yield ids, cells[0], cells[-1]
    if rows:
        return
    yield from _running(body, unseen, names, notes)


def _running(
    body: Any, unseen: set[str], names: Mapping[str, str], notes: Mapping[str, str]
) -> Iterator[tuple[list[str], _Text, _Text]]:
    """The same of text that runs: a target follows its source, or says itself whose it is."""
    sources: list[tuple[list[str], _Text]] = []
    targets: list[tuple[list[str], _Text]] = []
    waiting: list[str] = []  # the ids of a source whose target must come next
    style = None
    for paragraph in body.findall(_W + "p"):
        text = _text(paragraph, unseen, notes)
        shown = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = shown.get(_W + "val") if shown is not None else ""
        if waiting_now := _ids(text, names):
            waiting, style = waiting_now, None
            sources.append((waiting, text))
            continue
        own = _ids(text, names, TARGET_BOOKMARK)
        if own or (waiting and name not in _FURNITURE):
            known = waiting if set(own) <= set(waiting) else own
            targets.append((known, text))
            waiting, style = [], name
        elif targets and style == name:
            _extend(targets[-1][1], text)
    told = {id for ids, _ in targets for id in ids}
    before: list[str] = []
    for ids, _ in sources:  # a source without a target comes after the one before it
        if not told & set(ids):
            place = next((i + 1 for i, (of, _) in enumerate(targets) if set(of) & set(before)), 0)
            targets.insert(place, (ids, _Text()))
        before = ids
    for ids, text in targets:
        source = next((t for of, t in sources if set(ids) <= set(of)), _Text())
        yield ids, source, text


def _ids(text: _Text, names: Mapping[str, str], prefix: str = SOURCE_BOOKMARK) -> list[str]:
    """Ids by place; LibreOffice shuffles those of one place, which stood in document order."""
    order = list(names)
    marks = [name for name in text.marks if name.startswith(prefix) and name in names]
    marks.sort(key=lambda name: (text.marks[name], order.index(name)))
    return [names[name] for name in marks]


def _text(element: Any, unseen: set[str], notes: Mapping[str, str]) -> _Text:
    found = _Text()
    for part in element.iter(_W + "p"):
        one = _Text()
        _walk(part, unseen, notes, one)
        _extend(found, one)
    return found


def _extend(text: _Text, more: _Text) -> None:
    text.text += " " if text.text else ""
    text.marks.update({name: len(text.text) + at for name, at in more.marks.items()})
    text.text += more.text
    text.notes += more.notes


def _walk(element: Any, unseen: set[str], notes: Mapping[str, str], into: _Text) -> None:
    for child in element:
        tag = child.tag
        if tag in (_W + "t", _W + "delText"):
            into.text += child.text or ""
        elif tag in _SIGNS:
            into.text += _SIGNS[tag]
        elif tag == _W + "bookmarkStart":
            into.marks.setdefault(child.get(_W + "name", ""), len(into.text))
        elif tag == _W + "commentReference":
            note = notes.get(child.get(_W + "id", ""))
            into.notes += [note] if note else []
        elif tag not in unseen and tag not in (_W + "pPr", _W + "rPr"):
            _walk(child, unseen, notes, into)


def _comments(archive: ZipFile) -> dict[str, str]:
    """The comments of people, by id, each with its author."""
    if "word/comments.xml" not in archive.namelist():
        return {}
    found = {}
    for comment in etree.fromstring(archive.read("word/comments.xml")):
        author = comment.get(_W + "author", "")
        if author != _EXPORTER:
            text = " ".join("".join(t.text or "" for t in comment.iter(_W + "t")).split())
            found[comment.get(_W + "id", "")] = f"{author}: {text}" if author else text
    return found


def _parted(
    ids: Sequence[str], source: _Text, target: _Text, known: Original, names: Mapping[str, str]
) -> Iterator[ReviewedRow]:
    """Part a row's target text into its segments, where their bookmarks start."""
    notes = (*source.notes, *target.notes)
    line = _line(source.text)
    if not ids:
        if line or _line(target.text):
            yield ReviewedRow(None, line, _line(target.text), notes)
        return
    starts = {names[n]: at for n, at in target.marks.items() if n in names and names[n] in ids}
    cuts = [0 if i == 0 else starts.get(id) for i, id in enumerate(ids)]
    for i, id in enumerate(ids):
        start = cuts[i]
        later = cuts[i + 1] if i + 1 < len(ids) else len(target.text)
        told = start is not None and later is not None and start <= later
        text = _line(target.text[start:later]) if told else None
        segment = known.translations[id].segment
        marker = _line(_in_latin_digits(_marker(segment.marker)))
        if text is not None and marker and text.startswith(marker):
            text = text[len(marker) :].strip()
        yield ReviewedRow(id, line, text, notes if i == 0 else ())


def _line(text: str) -> str:
    """The text on one line; no-break spaces, which the exporter sets in French, are spaces."""
    return " ".join(text.split())
