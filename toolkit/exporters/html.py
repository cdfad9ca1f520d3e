"""One web page, whole in itself, of the Arabic article and its translation.

There is no script and nothing is loaded from anywhere. The page reads in the order number, source,
target, findings, whatever the columns look like; every text says its language and direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from toolkit.document import BilingualDocument, Hit, Severity, Translation
from toolkit.exporters.layout import NUMBERED, Layout, Placed, Row, Span, no_break, rows, title
from toolkit.exporters.pieces import cut, printable, term_hits
from toolkit.exporters.theme import ARABIC, THEME, WORDS, Theme, Words
from toolkit.files import atomic_path

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")  # the worst first
_TAGS = {"title": "h1", "heading": "h2", "paragraph": "p"}

# A page that may load nothing cannot tell anyone that it was read.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def export(
    document: BilingualDocument,
    path: Path | str,
    *,
    layout: Layout = "table",
    mark_terms: bool = True,
) -> None:
    """Write `document` as one HTML page (UTF-8) to `path`.

    Enforced terms show their glossary entry when pointed at if `mark_terms`; findings are
    underlined where they have a place, and told under their row. The same document gives the same
    bytes. Raises ToolkitError where `path` cannot be written to.
    """
    with atomic_path(path) as temporary:
        temporary.write_text(
            page(document, layout=layout, mark_terms=mark_terms), encoding="utf-8", newline="\n"
        )


def page(document: BilingualDocument, *, layout: Layout = "table", mark_terms: bool = True) -> str:
    """Give the page that `export` writes."""
    words = WORDS[document.language]
    language = document.language
    source_title, target_title = title(document)
    all_rows = rows(document)
    translations = document.by_id
    body = [
        _bar(all_rows, words),
        f'<main class="{layout}">',
        '<div class="row head">'
        '<span class="number">#</span>'
        f'<span class="source" lang="ar" dir="rtl">{ARABIC}</span>'
        f'<span class="target" {_locale(language)}>{words.language}</span></div>',
        *(
            _row(number, row, language, words, translations, mark_terms)
            for number, row in enumerate(all_rows, start=1)
        ),
        "</main>",
        f"<footer>{_text(document.run.signature)}</footer>",
    ]
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{_text(document.run.signature)}">',
        f"<title>{_text(target_title or source_title)}</title>",
        f"<style>\n{_style(THEME)}</style>",
    ]
    lines = (
        "<!doctype html>",
        f"<html {_locale(language)}>",
        "<head>",
        *head,
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(lines)


def _bar(all_rows: Sequence[Row], words: Words) -> str:
    """How much there is to look at, and the box that hides everything else."""
    numbered = sum(p.number is not None for row in all_rows for p in row.findings)
    if not numbered:
        return f'<header class="bar"><span>{words.nothing}</span></header>'
    return (
        f'<header class="bar"><span>{words.to_look_at}: {numbered}</span>'
        f'<label><input type="checkbox" id="only"> {words.only}</label></header>'
    )


def _row(
    number: int,
    row: Row,
    language: str,
    words: Words,
    translations: Mapping[str, Translation],
    mark_terms: bool,
) -> str:
    look = any(placed.finding.severity in NUMBERED for placed in row.findings)
    kinds = ["row", row.kind if row.kind != "paragraph" else row.role, *(["look"] if look else [])]
    ids = _text(" ".join(segment.id for segment in row.source))
    tag = _TAGS[row.kind]
    hits = term_hits(row, translations) if mark_terms else {}
    target = _target(no_break(row.target, language), row.findings, hits, words)
    return (
        f'<div class="{" ".join(kinds)}" id="row-{number}" data-segments="{ids}">'
        f'<a class="number" href="#row-{number}">{number}</a>'
        f'<{tag} class="source" lang="ar" dir="rtl">{_text(row.source_text)}</{tag}>'
        f'<{tag} class="target" {_locale(language)}>{target}</{tag}>'
        f"{_findings(row.findings, words)}</div>"
    )


def _target(
    text: str, findings: Sequence[Placed], hits: Mapping[Span, Sequence[Hit]], words: Words
) -> str:
    """The target text with its terms marked and its findings underlined and numbered."""
    placed = [(p.span, p) for p in findings if p.span is not None and p.span[0] < p.span[1]]
    made: list[str] = []
    for start, end in cut(len(text), [*hits, *(span for span, _ in placed)]):
        piece = _text(text[start:end])
        here = {p.finding.severity for (s, e), p in placed if s <= start < e}
        if here:
            worst = next(severity for severity in _SEVERITIES if severity in here)
            piece = f'<span class="finding {worst}">{piece}</span>'
        for (s, e), entries in hits.items():
            if s <= start < e:
                piece = f'<mark class="term" title="{_entries(entries)}">{piece}</mark>'
        made.append(piece)
        made += [_reference(p, words) for (_, e), p in placed if e == end and p.number is not None]
    return "".join(made)


def _entries(hits: Sequence[Hit]) -> str:
    """What is shown of the glossary when a term is pointed at: one line for each hit."""
    # The Arabic is isolated (FSI, PDI), lest it turn the arrow and what follows around.
    return "&#10;".join(
        _text(f"\u2068{hit.surface}\u2069 → {hit.rendering} ({hit.kind}: {hit.entry})")
        for hit in hits
    )


def _reference(placed: Placed, words: Words) -> str:
    number, severity = placed.number, placed.finding.severity
    return (
        f'<a class="ref {severity}" href="#finding-{number}" data-number="{number}"'
        f' aria-label="{words.severities[severity]} {number}"></a>'
    )


def _findings(findings: Sequence[Placed], words: Words) -> str:
    if not findings:
        return ""
    items = []
    for placed in findings:
        finding = placed.finding
        anchor = f' id="finding-{placed.number}"' if placed.number is not None else ""
        number = f" {placed.number}" if placed.number is not None else ""
        items.append(
            f'<li class="{finding.severity}"{anchor}>'
            f"<strong>{words.severities[finding.severity]}{number}</strong> "
            f'<span class="check">({_text(finding.check)})</span> {_text(finding.message)}</li>'
        )
    return f'<ul class="findings">{"".join(items)}</ul>'


def _style(theme: Theme) -> str:
    """The variables of the light page, the paper's size and the style sheet."""
    variables: dict[str, str] = {
        "page": "#ffffff",
        "ink": f"#{theme.ink}",
        "faint": f"#{theme.faint}",
        "rule": f"#{theme.rule}",
        "head": f"#{theme.head_fill}",
        "term": f"#{theme.term_fill}",
        **{severity: f"#{colour}" for severity, colour in theme.severity.items()},
        "arabic": theme.html.arabic,
        "latin": theme.html.latin,
        "arabic-scale": f"{theme.source_text.size / theme.target_text.size:.3f}em",
        "print-latin": f"{theme.target_text.size:g}pt",
    }
    declared = "".join(f"  --{name}: {value};\n" for name, value in variables.items())
    paper = (
        f"size: {theme.page_width:g}mm {theme.page_height:g}mm;"
        f" margin: {theme.margin_top:g}mm {theme.margin_side:g}mm {theme.margin_bottom:g}mm"
    )
    sheet = files(__package__).joinpath("page.css").read_text("utf-8")
    return f":root {{\n{declared}}}\n@page {{ {paper} }}\n{sheet}"


def _locale(language: str) -> str:
    return f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'


def _text(text: str) -> str:
    return escape(printable(text))
