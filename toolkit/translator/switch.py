"""Code-switched sources: the target-language rendering put into the Arabic sentence.

Models that share one vocabulary between source and target tend to copy what already is in the
target language (Dinu et al. 2019, "Training Neural Machine Translation to Apply Terminology
Constraints"; here without training the model for it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.translator.units import Unit

_CLAUSE = re.compile(r"(?<=[،؛,;:])\s+")


def switched(source: str, units: Sequence[Unit], *, clitics: bool = True) -> str:
    """The source with each unit replaced by its rendering.

    With `clitics` the letters glued to the front (و, ب, ل ...) stay as a word of their own.
    """
    pieces: list[str] = []
    at = 0
    for unit in units:
        before = f"{unit.clitics} " if clitics and unit.clitics else ""
        pieces += (source[at : unit.start], before, unit.rendering)
        at = unit.end
    return " ".join("".join((*pieces, source[at:])).split())


def clauses(switched_source: str) -> tuple[str, ...]:
    """A sentence cut behind its commas and semicolons: short pieces are easier for weak models."""
    return tuple(piece for piece in _CLAUSE.split(switched_source) if piece.strip())


def is_covered(source: str, units: Sequence[Unit]) -> bool:
    """Whether the units are all that there is to translate, as in a dateline of place and date."""
    at = 0
    for unit in units:
        if unit.clitics or any(map(str.isalpha, source[at : unit.start])):
            return False
        at = unit.end
    return bool(units) and not any(map(str.isalpha, source[at:]))
