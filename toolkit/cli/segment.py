"""`toolkit segment`: how an article is split, as a tree or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from toolkit.document import Article, Segment

EXAMPLES = """Examples:

  toolkit segment article.txt

  toolkit segment article.html --json
"""


def command(
    file: Annotated[Path, typer.Argument(help="An article: .txt, .md, .docx or .html.")],
    encoding: Annotated[
        str | None, typer.Option(help="Encoding, where it is guessed wrongly.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show title, sections, paragraphs and sentences of an article."""
    from toolkit.pipeline import read

    article = read(file, encoding)
    if as_json:
        print(json.dumps(_article(article), ensure_ascii=False, indent=2))
    else:
        _tree(article)


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "id": segment.id,
        "kind": segment.kind,
        "before": segment.before,
        "marker": segment.marker,
        "text": segment.text,
        "continues": segment.continues,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "source": {
            "path": article.source.path,
            "format": article.source.format,
            "encoding": article.source.encoding,
        },
        "title": _segment(article.title) if article.title else None,
        "sections": [
            {
                "heading": _segment(section.heading) if section.heading else None,
                "paragraphs": [
                    [_segment(segment) for segment in paragraph.segments]
                    for paragraph in section.paragraphs
                ],
            }
            for section in article.sections
        ],
        "tail": article.tail,
    }


def _tree(article: Article) -> None:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    source = article.source
    read_as = f" ({source.encoding})" if source.encoding else ""
    tree = Tree(Text(f"{source.path}{read_as}", style="bold"))
    if article.title:
        tree.add(_label(article.title))
    for section in article.sections:
        branch = tree.add(_label(section.heading)) if section.heading else tree
        for number, paragraph in enumerate(section.paragraphs, 1):
            leaf = branch.add(Text(f"paragraph {number}", style="dim"))
            for segment in paragraph.segments:
                leaf.add(_label(segment))
    Console(soft_wrap=True, highlight=False).print(tree)


def _label(segment: Segment) -> Text:
    from rich.text import Text

    joined = "↳ " if segment.continues else ""
    return Text.assemble((f"{segment.kind} {joined}", "cyan"), segment.marker + segment.line)
