"""The JSON report: everything that is known of a document, for programs.

Its fields are a contract, described in docs/report.md and docs/report.schema.json. Offsets count
Unicode code points, start inclusive, end exclusive.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from toolkit.document import Article, BilingualDocument, Finding, Hit, Run, Segment, Translation
from toolkit.files import atomic_path


def export(document: BilingualDocument, path: Path | str, **_: object) -> None:
    """Write the report on `document` to `path`: UTF-8, indented by two, keys always in one order.

    The options of the other exporters (layout, marks) are taken and passed over. Raises
    ToolkitError where `path` cannot be written to.
    """
    text = json.dumps(report(document), ensure_ascii=False, indent=2, allow_nan=False)
    with atomic_path(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8", newline="\n")


def report(document: BilingualDocument) -> dict[str, Any]:
    """Give the report as plain dicts, lists, strings, numbers, booleans and None."""
    article = document.article
    sections = _section_of(article)
    return {
        "run": _run(document.run),
        "language": document.language,
        "article": {
            "title": article.title.line if article.title is not None else None,
            "source": {
                "path": article.source.path,
                "format": article.source.format,
                "encoding": article.source.encoding,
            },
            "sections": [
                {
                    "heading": section.heading.line if section.heading is not None else None,
                    "paragraphs": [[s.id for s in p.segments] for p in section.paragraphs],
                }
                for section in article.sections
            ],
        },
        "segments": [_segment(t, sections[t.segment.id]) for t in document.translations],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "toolkit": run.toolkit,
        "model": run.model,
        "model_sha256": run.model_sha256,
        "glossary_sha256": run.glossary_sha256,
        "profile": run.profile,
        "profile_reason": run.profile_reason,
        "settings": {name: run.settings[name] for name in sorted(run.settings)},
        "signature": run.signature,
    }


def _segment(translation: Translation, section: int | None) -> dict[str, Any]:
    segment = translation.segment
    return {
        "id": segment.id,
        "kind": segment.kind,
        "section": section,
        "source": segment.text,
        "target": translation.text,
        "origin": translation.origin,
        "hits": [_hit(hit) for hit in translation.hits],
        "findings": [_finding(finding) for finding in translation.findings],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "entry": hit.entry,
        "kind": hit.kind,
        "surface": hit.surface,
        "start": hit.start,
        "end": hit.end,
        "rendering": hit.rendering,
        "status": hit.status,
        "rung": hit.rung,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"check": finding.check, "severity": finding.severity, "message": finding.message}


def _section_of(article: Article) -> dict[str, int | None]:
    """The index of the section that each segment stands in; that of the title is None."""
    found: dict[str, int | None] = {}

    def note(segment: Segment | None, index: int | None) -> None:
        if segment is not None:
            found[segment.id] = index

    note(article.title, None)
    for index, section in enumerate(article.sections):
        note(section.heading, index)
        for paragraph in section.paragraphs:
            for segment in paragraph.segments:
                note(segment, index)
    return found
