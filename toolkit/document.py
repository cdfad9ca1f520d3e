"""The nouns of the toolkit: what an article is, and what becomes of it.

Every room (readers, segmenter, glossary, translator, quality, exporters) takes and gives these
frozen dataclasses and knows nothing of the rooms beside it. All character offsets count Unicode
code points, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["ar", "en", "fr"]

SegmentKind = Literal[
    "title", "heading", "paragraph-sentence", "list-item", "dateline", "byline", "caption"
]

Role = Literal["title", "heading", "list-item", "byline", "caption"]
"""What a source format may say of a block of text; None where it says nothing."""

HitStatus = Literal["enforced", "missing", "suggested"]

Severity = Literal["error", "warning", "hint"]

Origin = Literal["machine", "memory", "human", "copied"]


class ToolkitError(Exception):
    """A user's mistake or a missing thing, told in one line that names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from: its path, the reader that took it, and its text encoding."""

    path: str
    format: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A block of a draft (text[start:end]) whose role the source format itself declares."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as read, before segmentation: its plain text and the roles its format gave."""

    text: str
    source: Source
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit of translation.

    `text` is an exact slice of the draft's text; `before` holds the characters (spaces, line
    ends) that stood between it and the segment before, and `marker` a list or heading number such
    as "1- " or "• " that belongs to it but is not translated. Over a whole article,
    `before + marker + text` concatenated, plus `Article.tail`, is the draft's text again.
    `continues` is set on the second and later pieces of a sentence that was cut for length.
    """

    id: str
    kind: SegmentKind
    text: str
    before: str = ""
    marker: str = ""
    continues: bool = False

    @property
    def line(self) -> str:
        """The text on one line, with runs of white space collapsed (hard wraps undone)."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Segments that stand in one paragraph, in reading order. Never empty."""

    segments: tuple[Segment, ...]

    @property
    def kind(self) -> SegmentKind:
        """The kind of its last segment (a paragraph may open with a dateline)."""
        return self.segments[-1].kind


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None for text before the first one) and the paragraphs under it."""

    heading: Segment | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A segmented article. `tail` is the white space after the last segment."""

    title: Segment | None
    sections: tuple[Section, ...]
    source: Source
    tail: str = ""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in reading order, title first."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Segment]:
        if self.title is not None:
            yield self.title
        for section in self.sections:
            if section.heading is not None:
                yield section.heading
            for paragraph in section.paragraphs:
                yield from paragraph.segments

    @property
    def text(self) -> str:
        """The draft's text, character for character."""
        return "".join(s.before + s.marker + s.text for s in self.segments) + self.tail


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a glossary entry in a segment, and what became of it.

    `start` and `end` are offsets into the segment's `text`; `surface` is that slice. `rendering`
    is what was asked for or, once enforced, what stands in the translation; `accepted` are the
    other renderings that count as right. `rung` says which step of the enforcement ladder put it
    there (see `toolkit.translator.ladder`), and `target` where it stands in the translation.
    """

    entry: str
    kind: str
    surface: str
    start: int
    end: int
    rendering: str
    accepted: tuple[str, ...] = ()
    status: HitStatus = "missing"
    rung: int | None = None
    target: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at; `span` is in the translation, where it has a place."""

    check: str
    severity: Severity
    message: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment with its translation, its glossary hits and the findings of the checks."""

    segment: Segment
    text: str
    hits: tuple[Hit, ...] = ()
    origin: Origin = "machine"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What is needed to get the same document again: versions, hashes and settings."""

    toolkit: str
    model: str
    model_sha256: str
    glossary_sha256: str
    profile: str
    profile_reason: str = ""
    settings: Mapping[str, str | int | bool | None] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """One line that identifies the run, to print at the end of a document."""
        return (
            f"toolkit {self.toolkit} | model {self.model} {self.model_sha256[:12]}"
            f" | glossary {self.glossary_sha256[:12]} | profile {self.profile}"
        )


@dataclass(frozen=True, slots=True)
class BilingualDocument:
    """An article and its translation into one language: what exporters take.

    `translations` holds one translation for each of `article.segments`, in that order.
    """

    article: Article
    language: Language
    translations: tuple[Translation, ...]
    run: Run

    @property
    def by_id(self) -> dict[str, Translation]:
        """The translations by segment id. Built at each call: keep it while walking the article."""
        return {t.segment.id: t for t in self.translations}
