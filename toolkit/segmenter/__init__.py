"""The segmenter: from an article as read to its sections, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.document import Article, Draft, Paragraph, Section, Segment, SegmentKind
from toolkit.segmenter.blocks import Part, parts_of
from toolkit.segmenter.chars import Span, trim
from toolkit.segmenter.ids import Ids
from toolkit.segmenter.long import pieces
from toolkit.segmenter.sentences import sentences

_Block = tuple[SegmentKind, tuple[Segment, ...]]


def segment(draft: Draft) -> Article:
    """Divide a draft into segments. Never fails, and loses nothing: `article.text == draft.text`.

    The time is linear in the length. No segment is empty or white space; the same text always
    gives the same segments and ids.
    """
    ids = Ids()
    position = 0
    blocks: list[_Block] = []
    for part in parts_of(draft):
        marker = draft.text[part.start : part.content]
        segments: list[Segment] = []
        for span, kind, continues in _spans(draft.text, part):
            before = draft.text[position : span.start].removesuffix(marker)
            text = draft.text[span.start : span.end]
            segments.append(Segment(ids.next(text), kind, text, before, marker, continues))
            marker, position = "", span.end
        blocks.append((part.kind, tuple(segments)))
    title = None
    if blocks and blocks[0][0] == "title":
        title = blocks.pop(0)[1][0]
    return Article(title, tuple(_sections(blocks)), draft.source, tail=draft.text[position:])


def _spans(text: str, part: Part) -> Iterator[tuple[Span, SegmentKind, bool]]:
    """Where the segments of a part stand, their kinds, and whether they continue a sentence."""
    if part.kind in ("title", "heading", "byline", "dateline"):
        yield Span(part.content, part.end), part.kind, False
        return
    start = part.content
    if part.dateline is not None:
        yield trim(text, start, part.dateline), "dateline", False
        start = part.dateline
    for sentence in sentences(text, start, part.end):
        for number, piece in enumerate(pieces(text, sentence)):
            yield piece, part.kind, number > 0


def _sections(blocks: Iterable[_Block]) -> Iterator[Section]:
    """Blocks under their headings; what stands before the first heading has none."""
    heading: Segment | None = None
    paragraphs: list[Paragraph] = []
    for kind, segments in blocks:
        if kind == "heading":
            if heading is not None or paragraphs:
                yield Section(heading, tuple(paragraphs))
            heading, paragraphs = segments[0], []
        else:
            paragraphs.append(Paragraph(segments))
    if heading is not None or paragraphs:
        yield Section(heading, tuple(paragraphs))
