"""Term success: whether translations say what the glossary demands.

As in the WMT23 and WMT25 terminology tasks, counted over the terms of the source; other than
there, a rendering counts at word boundaries only ("art" is not in "article": the flaw the WMT25
organisers name themselves), and each occurrence needs a place of its own in the translation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from toolkit.arabic.quantity import Kind
from toolkit.document import Hit, Language, Segment, Translation
from toolkit.glossary import Glossary
from toolkit.quality.terms import term_doubled
from toolkit.translator.units import Unit, units
from toolkit.translator.verify import verify

QUANTITIES = frozenset(get_args(Kind))
"""Kinds of hits that are numbers and dates, not terms."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    found: int = 0
    of: int = 0

    @property
    def percent(self) -> float:
        """From 0 to 100; where nothing was demanded everything was done: 100."""
        return 100.0 * self.found / self.of if self.of else 100.0

    def __add__(self, other: Share) -> Share:
        return Share(self.found + other.found, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Miss:
    """A demanded occurrence that the translation of sentence `line` (from 1) does not hold."""

    line: int
    surface: str
    rendering: str
    kind: str


@dataclass(frozen=True, slots=True)
class TermScore:
    """Terms over a set of sentences.

    `success` is the term success rate and `kinds` the same for each kind of entry. `consistency`:
    of the terms that occur at least twice in the set, the share of occurrences that are rendered
    as that term is rendered most often (a missing one is not). `doubled` counts terms that stand
    in a translation more often than the source has them.
    """

    success: Share = Share()
    kinds: dict[str, Share] = field(default_factory=dict)
    consistency: Share = Share()
    doubled: int = 0
    misses: tuple[Miss, ...] = ()


def demands(
    source: str, glossary: Glossary, language: Language, profile: str | None = None
) -> tuple[Hit, ...]:
    """What the glossary demands of a translation of `source`: a hit for each enforced entry.

    A rank and the name behind it are two demands, so that a system is not failed on both for one.
    """
    found, _ = units(source, glossary.match(source, profile), language, glossary.style)
    return tuple(hit for unit in found for hit in unit.hits if hit.kind not in QUANTITIES)


def found(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits as they fare in `text`: those that have a place are enforced, with their place.

    A place belongs to one hit only, and to the longest rendering that fits it.
    """
    alone = [Unit(hit.start, hit.end, "", (hit.rendering, *hit.accepted), (hit,)) for hit in hits]
    spans = verify(text, alone).spans
    return tuple(
        replace(hit, status="missing" if span is None else "enforced", target=span)
        for hit, span in zip(hits, spans, strict=True)
    )


def score(
    demanded: Sequence[Sequence[Hit]], hypotheses: Sequence[str], language: Language
) -> TermScore:
    """Score translations against the demands on each (see `demands`), both in the same order."""
    kinds: dict[str, Share] = defaultdict(Share)
    said: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    misses: list[Miss] = []
    doubled = 0
    for line, (hits, text) in enumerate(zip(demanded, hypotheses, strict=True), 1):
        judged = found(text, hits)
        for hit in judged:
            stands = hit.target is not None
            kinds[hit.kind] += Share(int(stands), 1)
            said[hit.entry, hit.rendering].append(_form(text, hit))
            if not stands:
                misses.append(Miss(line, hit.surface, hit.rendering, hit.kind))
        doubled += _doubled(text, judged, language)
    by_kind = dict(sorted(kinds.items()))
    return TermScore(
        success=sum(by_kind.values(), Share()),
        kinds=by_kind,
        consistency=sum(map(_agreement, said.values()), Share()),
        doubled=doubled,
        misses=tuple(misses),
    )


def _form(text: str, hit: Hit) -> str | None:
    """The words that stand for a hit; a capital at the start of a sentence is no other form."""
    if hit.target is None:
        return None
    words = " ".join(text[slice(*hit.target)].split())
    return words[:1].lower() + words[1:]


def _agreement(forms: Iterable[str | None]) -> Share:
    forms = list(forms)
    if len(forms) < 2:
        return Share()
    counts = Counter(form for form in forms if form is not None)
    return Share(max(counts.values(), default=0), len(forms))


def _doubled(text: str, hits: tuple[Hit, ...], language: Language) -> int:
    """Warnings only: a surplus of one common word ("army") may have come by itself."""
    translation = Translation(Segment("0", "paragraph-sentence", ""), text, hits)
    return sum(finding.severity == "warning" for finding in term_doubled(translation, language))
