"""The terms that are given in the modes of a terminology test, as units of enforcement.

Proper terms are the glossary's, as far as the reference agrees with it; random terms are other
words of the sentence, which catch systems that are merely good on the words they know (WMT23 and
WMT25 terminology tasks).
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.document import Hit, Language
from toolkit.evaluation.pairs import Pair
from toolkit.evaluation.terms import QUANTITIES
from toolkit.glossary import Glossary
from toolkit.quality.terms import occurrences
from toolkit.translator.units import Unit, units
from toolkit.translator.verify import verify

_MOST_RANDOM = 3


def proper(source: str, reference: str, glossary: Glossary, language: Language) -> tuple[Unit, ...]:
    """The glossary's units whose rendering the reference has, with that rendering only.

    Of a rank and a name that the reference does not have as one phrase each may stand alone; a
    qualifier ("Staff") is a term only with what it qualifies.
    """
    found, _ = units(source, glossary.match(source), language, glossary.style)
    whole = [unit for unit in found if unit.hits[0].kind not in QUANTITIES]
    spans = verify(reference, whole).spans
    parts: list[Unit] = []
    for unit, span in zip(whole, spans, strict=True):
        parts += [unit] if span is not None else _alone(unit)
    spans = verify(reference, parts).spans
    return tuple(
        _as_in(reference, unit, span)
        for unit, span in zip(parts, spans, strict=True)
        if span is not None
    )


def _alone(unit: Unit) -> Iterator[Unit]:
    for hit in unit.hits:
        first = hit is unit.hits[0]
        if hit.kind != "qualifier":
            yield Unit(
                unit.start if first else hit.start,
                hit.end,
                unit.clitics if first else "",
                (hit.rendering, *hit.accepted),
                (hit,),
            )


def _as_in(reference: str, unit: Unit, span: tuple[int, int]) -> Unit:
    rendering = next(r for r in unit.renderings if span in occurrences(reference, r))
    words = reference[slice(*span)]
    hits = tuple(replace(hit, rendering=_longest_in(words, hit), accepted=()) for hit in unit.hits)
    return replace(unit, renderings=(rendering,), hits=hits)


def _longest_in(words: str, hit: Hit) -> str:
    standing = [r for r in (hit.rendering, *hit.accepted) if occurrences(words, r)]
    return max(standing, key=len, default=hit.rendering)


def chosen(source: str, linked: Sequence[Pair], glossary: Glossary) -> tuple[Unit, ...]:
    """One to three of a sentence's linked words, always the same ones for the same sentence."""
    enforced = [m for m in glossary.match(source) if m.entry.enforce]
    free = [p for p in linked if all(p.end <= m.start or m.end <= p.start for m in enforced)]
    chance = random.Random(zlib.crc32(source.encode()))
    some = chance.sample(free, min(len(free), chance.randint(1, _MOST_RANDOM)))
    return tuple(_unit(source, pair) for pair in sorted(some, key=lambda p: p.start))


def _unit(source: str, pair: Pair) -> Unit:
    surface = source[pair.start : pair.end]
    hit = Hit(surface, "term", surface, pair.start, pair.end, pair.target)
    return Unit(pair.start, pair.end, pair.clitics, (pair.target,), (hit,))
