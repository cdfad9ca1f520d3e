"""What a bilingual document looks like to every exporter: rows of source beside target.

An exporter walks `rows(document)` and draws each row in its own way; where the glossary's terms
and the findings stand in the joined target text is worked out here, once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from toolkit.document import BilingualDocument, Finding, Segment, SegmentKind, Severity, Translation

Layout = Literal["table", "interleaved", "target-only", "source-target-pages"]
"""Side by side (the source at the right); each source paragraph followed by its target; the target
alone; or the whole source, then the whole target from a new page on."""

Side = Literal["source", "target"]

PASSES: Mapping[Layout, tuple[tuple[Side, ...], ...]] = MappingProxyType(
    {
        "interleaved": (("source", "target"),),
        "target-only": (("target",),),
        "source-target-pages": (("source",), ("target",)),
    }
)
"""How often a layout of running text goes through the rows, each time from a new page on, and
which sides of a row it sets one below the other. A table goes its own way."""

RowKind = Literal["title", "heading", "paragraph"]

Span = tuple[int, int]

NUMBERED: frozenset[Severity] = frozenset({"error", "warning"})
"""The severities that an editor must look at; they are numbered in the document."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and its span in `Row.target`; a span of None means the whole row.

    `number` counts the errors and warnings of a document in reading order, from 1; hints have none.
    """

    finding: Finding
    span: Span | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A title, a heading or a paragraph: its segments and the target text that goes with them.

    `terms` are the spans in `target` of the terms that the glossary enforced, in order, none
    overlapping another; `findings` stand in the order of the segments.
    """

    kind: RowKind
    source: tuple[Segment, ...]
    target: str
    terms: tuple[Span, ...] = ()
    findings: tuple[Placed, ...] = ()

    @property
    def source_text(self) -> str:
        """The source on one line: marker and line of each segment, joined with spaces."""
        return " ".join(_marker(s.marker) + s.line for s in self.source)

    def shown(self, sides: tuple[Side, ...], layout: Layout) -> tuple[Side, ...]:
        """Add the source to the sides to be set where nothing else would stand for it."""
        return sides if self.target or layout != "target-only" else ("source", *sides)

    @property
    def role(self) -> SegmentKind:
        """The kind of its last segment, as for `Paragraph.kind`."""
        return self.source[-1].kind


def rows(document: BilingualDocument) -> tuple[Row, ...]:
    """Give the rows of a document in reading order: title, then each heading and paragraph.

    Raises ValueError where the translations are not one for each segment of the article.
    """
    segments = document.article.segments
    if [t.segment.id for t in document.translations] != [s.id for s in segments]:
        raise ValueError("a document needs one translation for each segment, in their order")
    return tuple(_numbered(_rows(document, iter(document.translations))))


def title(document: BilingualDocument) -> tuple[str, str]:
    """Give the title in the source and in the target language.

    An article without a title is called by its first line, which may be long: an exporter cuts it
    with `shorten`.
    """
    first = next(iter(rows(document)), None)
    return (first.source_text, first.target) if first else ("", "")


def shorten(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, at a space where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head[:-1]).rstrip(" ,;:،؛-–") + "…"


def no_break(text: str, language: str) -> str:
    """Make the spaces that French sets at punctuation no-break ones; offsets stay as they are.

    A narrow one (U+202F) before ; ! ?, a full one (U+00A0) before : and inside « ». Spaces are
    replaced, never added: the text stays the translation as it was written. Source: Lexique des
    règles typographiques en usage à l'Imprimerie nationale, "Ponctuation".
    """
    if language != "fr":
        return text
    text = re.sub(r" (?=[;!?])", "\u202f", text)
    return re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text)


def _rows(document: BilingualDocument, translations: Iterator[Translation]) -> Iterator[Row]:
    """Walk the article as `Article.segments` does, taking one translation for each segment."""

    def row(kind: RowKind, segments: tuple[Segment, ...]) -> Row:
        return _row(kind, [next(translations) for _ in segments])

    article = document.article
    if article.title is not None:
        yield row("title", (article.title,))
    for section in article.sections:
        if section.heading is not None:
            yield row("heading", (section.heading,))
        for paragraph in section.paragraphs:
            yield row("paragraph", paragraph.segments)


def _row(kind: RowKind, translations: Iterable[Translation]) -> Row:
    """Join translations into one row, and shift their spans to the joined text."""
    translations = tuple(translations)
    target = ""
    terms: list[Span] = []
    findings: list[Placed] = []
    for translation in translations:
        # The separator belongs to the text before it, so that a span never begins with a space.
        target += " " if target and translation.text else ""
        if translation.text:
            target += _in_latin_digits(_marker(translation.segment.marker))
        shift = len(target)
        size = len(translation.text)
        target += translation.text
        terms += [
            _shifted(hit.target, shift, size)
            for hit in translation.hits
            if hit.status == "enforced" and hit.target is not None
        ]
        findings += [
            Placed(f, None if f.span is None else _shifted(f.span, shift, size))
            for f in translation.findings
        ]
    return Row(
        kind, tuple(t.segment for t in translations), target, _merged(terms), tuple(findings)
    )


def _numbered(all_rows: Iterable[Row]) -> Iterator[Row]:
    number = 0
    for row in all_rows:
        findings: list[Placed] = []
        for placed in row.findings:
            if placed.finding.severity in NUMBERED:
                number += 1
                placed = replace(placed, number=number)
            findings.append(placed)
        yield replace(row, findings=tuple(findings))


def _shifted(span: Span, shift: int, size: int) -> Span:
    """Move a span of a translation of `size` characters to where that text stands in the row."""
    start, end = (min(max(offset, 0), size) for offset in span)
    return shift + start, shift + end


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans, drop the empty ones and join those that overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _marker(marker: str) -> str:
    """A marker on one line, with the one space after it that parts it from the text."""
    words = " ".join(marker.split())
    return words + " " if marker[-1:].isspace() and words else words


def _in_latin_digits(marker: str) -> str:
    """Write Arabic-Indic and other decimal digits as 0-9, as English and French readers expect."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in marker)
