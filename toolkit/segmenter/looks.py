"""What a block looks like by itself, before its neighbours are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toolkit.segmenter.chars import CLOSING_SIGNS, QUOTES
from toolkit.segmenter.cues import is_byline, is_caption
from toolkit.segmenter.dateline import is_dateline, opening_dateline
from toolkit.segmenter.lines import Block
from toolkit.segmenter.markers import Marker, find_marker
from toolkit.segmenter.rules import folded_words, rules

LONGEST_HEADING = 15  # words
LONGEST_TITLE = 30
_LONGEST = 400  # characters: longer blocks are neither, and their words need not be counted


@dataclass(frozen=True, slots=True)
class Look:
    """A block and what its own words and signs say of it."""

    block: Block
    marker: Marker | None = None
    words: tuple[str, ...] = ()
    """Its folded words without the marker, where it is short enough for a title; else none."""
    last: str = ""
    """Its last sign, but for closing quotes and brackets."""
    opens: bool = False
    """It begins as sentences do (وأضاف, كما …) or ends as the announcement of a list does."""
    byline: bool = False
    caption: bool = False
    dateline: bool = False
    dateline_end: int | None = None
    """Where a dateline with text after it ends."""

    @property
    def short(self) -> bool:
        """Whether it may be a heading: few words, not ended and not begun as sentences are."""
        ended = self.last in CLOSING_SIGNS and self.last != ":"
        few = 0 < len(self.words) <= LONGEST_HEADING
        return few and not ended and not self.opens and not self.blessing

    @property
    def titular(self) -> bool:
        """Whether it may be the title, which may also ask or exclaim."""
        if not self.words or self.marker or self.opens or self.byline or self.caption:
            return False
        ended = self.last in CLOSING_SIGNS and self.last not in ":؟?!"
        return not ended and not self.blessing

    @property
    def blessing(self) -> bool:
        """Whether it is the basmala or the like."""
        return 0 < len(self.words) == rules().blessings.opening(list(self.words))

    @property
    def ordinal(self) -> bool:
        """Whether it is a short line that begins with أولا or another ordinal."""
        return self.short and rules().ordinals.opening(list(self.words)) > 0

    @property
    def beside(self) -> bool:
        """Whether it may stand between a heading and its text without parting them."""
        role = self.block.role
        found = self.byline or self.caption or self.dateline or self.blessing
        return found or role in ("byline", "caption")

    @property
    def item(self) -> bool:
        """Whether it is a list item, if it is not a numbered heading."""
        return self.marker is not None or self.block.role == "list-item"

    @property
    def body(self) -> bool:
        """Whether it is running text."""
        plain = self.block.role is None and not self.beside and not self.item
        return plain and (not self.short or self.dateline_end is not None)


def look_at(text: str, block: Block, *, opens_article: bool) -> Look:
    """Look at a block of the text; `opens_article` tells that it is the first."""
    start, end = block.start, block.end
    marker = find_marker(text, start, end)
    content = start if marker is None else marker.end
    words: tuple[str, ...] = ()
    if end - content <= _LONGEST:
        words = tuple(folded_words(text[content:end]))
    words = words if len(words) <= LONGEST_TITLE and any(map(_has_letter, words)) else ()
    look = Look(
        block,
        marker=marker,
        words=words,
        last=text[content:end][-_LONGEST:].rstrip(QUOTES + ")]")[-1:],
        opens=_opens(words, text[end - 1]),
    )
    if block.role is not None or marker is not None:
        return look
    return replace(
        look,
        byline=is_byline(text, start, end, opens_article=opens_article),
        caption=is_caption(text, start, end),
        dateline=is_dateline(text, start, end, strict=opens_article),
        dateline_end=opening_dateline(text, start, end),
    )


def _opens(words: tuple[str, ...], last: str) -> bool:
    if not words:
        return False
    announces = last == ":" and words[-1] in rules().list_intros
    return announces or rules().openers.opening(list(words)) > 0


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))
