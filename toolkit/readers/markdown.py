"""Markdown (.md), as CommonMark with tables: https://spec.commonmark.org"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.document import Draft, Role, Source
from toolkit.readers.assemble import Block, draft_of, first_heading_is_title
from toolkit.readers.raw import decode, load

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def read(path: Path, encoding: str | None = None) -> Draft:
    """Read a Markdown file: headings, list items and images' captions become marks.

    Emphasis, links and code lose their signs, soft line breaks become spaces, raw HTML loses its
    tags. The `title` of the front matter is the title; without one, a heading that opens the
    text is. Errors: see `toolkit.readers.read`.
    """
    from markdown_it import MarkdownIt

    text, name = decode(load(path), path, encoding)
    title, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks = list(_blocks(tokens))
    if title is not None and not (blocks and blocks[0].text == title):
        blocks.insert(0, Block(title, "title"))
    source = Source(str(path), "markdown", name)
    return draft_of(first_heading_is_title(blocks), path, source)


def _front_matter(text: str) -> tuple[str | None, str]:
    """The title that the YAML lines before the text name, and the text after them."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return None, text
    import yaml

    try:
        facts = yaml.safe_load(match[1])
    except yaml.YAMLError:
        return None, text
    if not isinstance(facts, dict):
        return None, text
    title = facts.get("title")
    return (title if isinstance(title, str) else None), text[match.end() :]


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    role: Role | None = None
    marker = ""
    for token in tokens:
        if token.type == "heading_open":
            role = "heading"
        elif token.type == "heading_close":
            role = None
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "list_item_close":
            marker = ""  # an empty item has no text that would have taken it
        elif token.type in ("fence", "code_block"):
            yield Block(token.content)
        elif token.type == "html_block":
            yield Block(_TAG.sub("", token.content))
        elif token.type == "inline":
            children = token.children or []
            text = "".join(_inline(children))
            if marker and text.strip():
                yield Block(marker + text, "list-item")
                marker = ""
            elif len(children) == 1 and children[0].type == "image":
                yield Block(text, "caption")
            else:
                yield Block(text, role)


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
        elif token.type == "html_inline":
            yield "\n" if token.content.startswith("<br") else ""
        else:  # text, code and images hold their words here; emphasis and links hold none
            yield token.content
