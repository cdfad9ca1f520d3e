"""Web pages (.html): the article without the page around it. lxml parses as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.arabic.script import has_arabic
from toolkit.document import Draft, Role, Source, ToolkitError
from toolkit.readers.assemble import Block, draft_of, first_heading_is_title
from toolkit.readers.raw import decode, load

_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)

_NEVER_TEXT = (
    *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas"),
    *("nav", "footer", "aside", "form", "button", "select", "video", "audio", "dialog"),
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        *("article", "blockquote", "body", "center", "details", "div", "figure", "header", "main"),
        *("address", "br", "caption", "figcaption", "hr", "p", "pre", "section", "summary"),
        *("dd", "dl", "dt", "li", "ol", "ul", "table", "td", "th", "tr", *_HEADINGS),
    )
)
_ROLES: dict[str, Role] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "li": "list-item",
}
_BESIDE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
# Words in class names of what stands around an article on news sites.
_BESIDE_WORDS = frozenset(
    (
        *("share", "sharing", "social", "related", "breadcrumb", "breadcrumbs", "comments"),
        *("sidebar", "menu", "newsletter", "pagination", "tags"),
        *("advert", "advertisement", "ads", "cookie", "cookies"),
    )
)
_BYLINE_WORDS = frozenset(("byline", "author"))
_BYLINE_LENGTH = 120  # characters
_WORD = re.compile(r"[A-Za-z]+")


def read(path: Path, encoding: str | None = None) -> Draft:
    """Read a web page: headings, list items, captions and bylines become marks.

    The article is what stands in `article`, `main` or else `body`, without scripts, navigation,
    forms, footers and boxes beside the text. Its first `h1` is the title and comes first, wherever
    the page has it; without one, the page's own `og:title` or `title` is. Each line broken with
    `br` is a block. Errors: see `toolkit.readers.read`.
    """
    data = load(path)
    declared = _CHARSET.search(data[:4096])
    text, name = decode(data, path, encoding, declared[1].decode("ascii") if declared else None)
    page = _parse(text, path)
    page_title = _page_title(page)
    headline = _strip(page)
    blocks = list(_blocks(_article(page), headline))
    if headline is not None:
        blocks.insert(0, Block(_text(headline), "title"))
    elif not (blocks and blocks[0].role == "heading") and page_title:
        blocks.insert(0, Block(page_title, "title"))
    return draft_of(first_heading_is_title(blocks), path, Source(str(path), "html", name))


def _parse(text: str, path: Path) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    lxml: Any = lxml_html  # which has no types
    # As bytes of a known encoding: lxml refuses a str whose XML declaration names another one.
    parser = lxml.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError:
        raise ToolkitError(f"{path}: holds no web page; save the article again") from None


def _page_title(page: Any) -> str | None:
    for found in page.xpath("//meta[@property='og:title']/@content | //head/title/text()"):
        title = " ".join(found.split())
        if has_arabic(title):
            return title
    return None


def _strip(page: Any) -> Any:
    """Take away what is not the article's text, and give the headline (`h1`) if there is one."""
    for element in list(page.iter(*_NEVER_TEXT)):
        _drop(element)
    headlines = [h1 for h1 in page.iter("h1") if has_arabic(_text(h1))]
    headline = headlines[0] if headlines else None
    keep = set() if headline is None else {headline, *headline.iterancestors()}
    whole = len(_text(page))
    for element in list(page.iter()):
        if element not in keep and _beside(element) and 2 * len(_text(element)) < whole:
            _drop(element)
    return headline


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _beside(element: Any) -> bool:
    """Whether the page says that an element is hidden, or stands beside the article."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if "display:none" in element.get("style", "").replace(" ", "").lower():
        return True
    if element.get("role") in _BESIDE_ROLES:
        return True
    if element.tag == "header":
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    return not _BESIDE_WORDS.isdisjoint(_names(element))


def _names(element: Any) -> list[str]:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return [word.lower() for word in _WORD.findall(names)]


def _article(page: Any) -> Any:
    """The element that holds the article: the longest of the first kind that has Arabic text."""
    for wanted in (".//article", ".//main | .//*[@role='main']", ".//*[@itemprop='articleBody']"):
        found = [one for one in page.xpath(wanted) if has_arabic(_text(one))]
        if found:
            return max(found, key=lambda one: len(_text(one)))
    return page


def _blocks(root: Any, headline: Any) -> Iterator[Block]:
    """The blocks under `root` in order; a block ends wherever an element of block level does."""
    from lxml import etree

    text: list[str] = []
    roles: list[Role | None] = [None]
    marker = ""
    counts: dict[Any, int] = {}

    def flush() -> Iterator[Block]:
        nonlocal marker
        words = " ".join("".join(text).split())
        text.clear()
        if words:
            yield Block(marker + words, roles[-1])
            marker = ""

    inside_headline = False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        role = _role(element)
        if element.tag in _BLOCKS or role is not None:
            yield from flush()
            if event == "start":
                roles.append(role or roles[-1])
                marker = _marker(element, counts) if element.tag == "li" else marker
            else:
                roles.pop()
                marker = "" if element.tag == "li" else marker
        if element is headline:
            inside_headline = event == "start"
        words = element.text if event == "start" else element.tail
        if words and not inside_headline and not (event == "end" and element is root):
            text.append(words)
    yield from flush()


def _role(element: Any) -> Role | None:
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return "byline"
    if not _BYLINE_WORDS.isdisjoint(_names(element)) and _is_line(element):
        return "byline"
    return _ROLES.get(element.tag)


def _is_line(element: Any) -> bool:
    """Whether an element is one short line: some sites put the author's name among the classes of
    the whole article."""
    blocks = any(below.tag in _BLOCKS for below in element.iterdescendants())
    return not blocks and len(_text(element)) <= _BYLINE_LENGTH


def _marker(item: Any, counts: dict[Any, int]) -> str:
    """What a browser shows before a list item."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "• "
    counts[above] = counts.get(above, 0) + 1
    return f"{counts[above]}. "


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
