"""Whether a translation holds its units, where, and how clean it is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.arabic.script import has_arabic
from toolkit.quality.terms import occurrences
from toolkit.translator.units import Unit

Span = tuple[int, int]

_ARABIC_PENALTY = 2.0
_DOUBLED_PENALTY = 0.5
_REPEATED_PENALTY = 0.3
_NGRAM = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """For each unit the span in the text that satisfies it, or None; and a penalty >= 0."""

    spans: tuple[Span | None, ...]
    penalty: float

    @property
    def missing(self) -> tuple[int, ...]:
        """Indices of the units that are not there."""
        return tuple(i for i, span in enumerate(self.spans) if span is None)


def verify(text: str, units: Sequence[Unit]) -> Verdict:
    """Give every unit a place of its own in the text, longest renderings first.

    Two units never share a place, so a term that the source names twice must stand there twice;
    units with the same rendering take its places from left to right.
    """
    spans: list[Span | None] = [None] * len(units)
    taken: list[Span] = []
    by_length = sorted(range(len(units)), key=lambda i: -max(map(len, units[i].renderings)))
    for index in by_length:
        span = next((s for s in _places(text, units[index].renderings) if _free(s, taken)), None)
        if span is not None:
            spans[index] = span
            taken.append(span)
    return Verdict(tuple(spans), _penalty(text, units, taken))


def _places(text: str, renderings: Sequence[str]) -> list[Span]:
    """Where any of the renderings stands, longest first, then from left to right."""
    found = [span for rendering in renderings for span in occurrences(text, rendering)]
    return sorted(set(found), key=lambda s: (s[0] - s[1], s[0]))


def _free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _penalty(text: str, units: Sequence[Unit], taken: Sequence[Span]) -> float:
    wanted = {unit.rendering for unit in units}
    doubled = sum(_free(span, taken) for one in wanted for span in occurrences(text, one))
    words = text.lower().split()
    grams = [tuple(words[i : i + _NGRAM]) for i in range(len(words) - _NGRAM + 1)]
    repeated = len(grams) - len(set(grams))
    repeated += sum(a == b for a, b in pairwise(words))
    return (
        _ARABIC_PENALTY * has_arabic(text)
        + _DOUBLED_PENALTY * doubled
        + _REPEATED_PENALTY * repeated
    )
