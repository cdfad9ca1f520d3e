"""The Unicode Bidirectional Algorithm: which way each character of a line runs.

Source: Unicode Standard Annex #9 (UAX #9); rule numbers in the comments are its own. Python knows
the class of each character but not the algorithm, and the libraries that do give back a string in
visual order, from which a typesetter can neither shape text nor break lines.

Order of work: `resolve` a paragraph once (P2 to I2), break it into lines in logical order, take
the `line_levels` of each line (L1), cut it at level changes, and lay the pieces out in
`visual_order` (L2). Combining marks (L3) and mirrored glyphs (L4) are the shaper's work; splitting
text into paragraphs (P1) is the caller's.

Classes are the short names of the Bidi_Class property ("L", "AL", "EN" ...). Levels are whole
numbers, even for left to right and odd for right to left. Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import bidirectional

from toolkit.exporters.bidi_data import UNASSIGNED
from toolkit.exporters.bidi_rules import INITIATORS, brackets, implicit, neutral, weak

LRI, PDI = "\u2066", "\u2069"
MAX_DEPTH = 125  # BD2

_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}  # by X9
_EXPLICIT = _REMOVED | INITIATORS | {"PDI"}
_LEFT_TO_RIGHT = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "B", "S", "WS", "ON"})
_STARTS = tuple(start for start, _, _ in UNASSIGNED)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A paragraph after rule I2: its level, and for each character its level and first class.

    Characters that X9 removes take the level of the one before them (section 5.2).
    """

    base: int
    levels: tuple[int, ...]
    classes: tuple[str, ...]


def classes(text: str) -> tuple[str, ...]:
    """Give the bidi class of each character, also of code points that are not assigned yet."""
    return tuple(bidirectional(c) or _unassigned(ord(c)) for c in text)


def base_level(kinds: Sequence[str]) -> int | None:
    """Find the level that the first strong character asks for, outside isolates (P2, P3).

    None where there is no strong character; P3 then says 0.
    """
    depth = 0
    for kind in kinds:
        if kind in INITIATORS:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def resolve(
    text: str, base: int | None = None, *, isolates: Sequence[tuple[int, int]] = ()
) -> Resolved:
    """Resolve the levels of a paragraph of text (P2 to I2).

    `base` is the paragraph's level, 0 or 1, or None to find it in the text (HL1). Each span of
    `isolates` (in order, not overlapping) is treated as if it stood between LRI and PDI (HL3), so
    that a phone number or an address keeps its order among Arabic words; the text itself stays as
    it is.
    """
    if not isolates:
        return resolve_classes(classes(text), base, text)
    edges = (0, *(offset for span in isolates for offset in span), len(text))
    wrapped = ""
    kept: list[int] = []
    for k, (start, end) in enumerate(pairwise(edges)):
        wrapped += "" if k == 0 else LRI if k % 2 else PDI
        kept += range(len(wrapped), len(wrapped) + end - start)
        wrapped += text[start:end]
    whole = resolve(wrapped, base)
    return Resolved(
        whole.base, tuple(whole.levels[i] for i in kept), tuple(whole.classes[i] for i in kept)
    )


def resolve_classes(kinds: Sequence[str], base: int | None = None, text: str = "") -> Resolved:
    """Resolve the levels of a paragraph given by its classes (P2 to I2).

    `text` holds the characters, for the bracket pairs of N0; without it there are none.
    """
    first = tuple(kinds)
    if base is None:
        base = base_level(first) or 0
    if base == 0 and _LEFT_TO_RIGHT.issuperset(first):
        return Resolved(0, (0,) * len(first), first)  # what the rules come to, in no time
    levels = [base] * len(first)
    current = list(first)
    if _EXPLICIT.isdisjoint(first):
        sequences = [list(range(len(first)))] if first else []
    else:
        matches = _matching_isolates(first)
        _explicit(first, current, levels, base, matches)
        sequences = _isolating_runs(first, levels, matches)
    embedding = tuple(levels)
    for sequence in sequences:
        before, after = _sides(first, embedding, base, sequence)
        seen = [current[i] for i in sequence]
        direction = "R" if embedding[sequence[0]] & 1 else "L"
        weak(seen, before)
        if text:
            brackets(seen, [text[i] for i in sequence], direction, before, first, sequence)
        neutral(seen, direction, before, after)
        for i, kind in zip(sequence, seen, strict=True):
            levels[i] += implicit(levels[i], kind)
    for i, kind in enumerate(first):
        if kind in _REMOVED:
            levels[i] = levels[i - 1] if i else base
    return Resolved(base, tuple(levels), first)


def line_levels(paragraph: Resolved, start: int, end: int) -> list[int]:
    """Give the levels of the line [start, end): spaces at its end take the base level (L1)."""
    levels = list(paragraph.levels[start:end])
    reset = True
    for i in range(end - 1, start - 1, -1):
        kind = paragraph.classes[i]
        if kind in ("B", "S"):
            reset = True
        elif kind != "WS" and kind not in _EXPLICIT:
            reset = False
        if reset:
            levels[i - start] = paragraph.base
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Order the pieces of a line, one level each, from left to right (L2)."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level & 1), default=None)
    if lowest_odd is None:
        return order
    for level in range(max(levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _unassigned(code: int) -> str:
    start, end, kind = UNASSIGNED[max(0, bisect_right(_STARTS, code) - 1)]
    return kind if start <= code <= end else "L"


def _matching_isolates(first: Sequence[str]) -> dict[int, int]:
    """Pair each isolate initiator with its PDI, both ways (BD9)."""
    matches: dict[int, int] = {}
    open_: list[int] = []
    for i, kind in enumerate(first):
        if kind in INITIATORS:
            open_.append(i)
        elif kind == "PDI" and open_:
            start = open_.pop()
            matches[start], matches[i] = i, start
    return matches


def _explicit(
    first: Sequence[str],
    current: list[str],
    levels: list[int],
    base: int,
    matches: dict[int, int],
) -> None:
    """Set explicit levels and overridden classes in place (X1 to X8)."""
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, isolate
    lost_isolates = lost_embeddings = valid_isolates = 0
    for i, kind in enumerate(first):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:  # X2 to X5
            levels[i] = level
            deeper = _deeper(level, right=kind[0] == "R")
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append((deeper, kind[0] if kind[2] == "O" else None, False))
            elif not lost_isolates:
                lost_embeddings += 1
            continue
        if kind in INITIATORS:  # X5a to X5c
            levels[i] = level
            right = kind == "RLI"
            if kind == "FSI":
                right = base_level(first[i + 1 : matches.get(i, len(first))]) == 1
            deeper = _deeper(level, right=right)
            if deeper <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                valid_isolates += 1
                stack.append((deeper, None, True))
            else:
                lost_isolates += 1
        elif kind == "PDI":  # X6a
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates:
                lost_embeddings = 0
                while not stack.pop()[2]:
                    pass
                valid_isolates -= 1
            level, override, _ = stack[-1]
        elif kind == "PDF":  # X7
            if not lost_isolates:
                if lost_embeddings:
                    lost_embeddings -= 1
                elif len(stack) > 1 and not stack[-1][2]:
                    stack.pop()
            override = None
        elif kind == "B":  # X8
            level, override = base, None
        elif kind == "BN":
            override = None
        levels[i] = level
        if override:  # X6
            current[i] = override


def _deeper(level: int, *, right: bool) -> int:
    """The next odd or even level."""
    return (level + 1) | 1 if right else (level + 2) & ~1


def _isolating_runs(
    first: Sequence[str], levels: Sequence[int], matches: dict[int, int]
) -> list[list[int]]:
    """Cut the text that X9 leaves into isolating run sequences (X10, BD7, BD13)."""
    runs: list[list[int]] = []
    for i, kind in enumerate(first):
        if kind in _REMOVED:
            continue
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    starting = {run[0]: run for run in runs}
    sequences: list[list[int]] = []
    for run in runs:
        if first[run[0]] == "PDI" and run[0] in matches:
            continue  # it goes on from the run that holds its initiator
        sequence = list(run)
        while first[sequence[-1]] in INITIATORS and sequence[-1] in matches:
            sequence += starting[matches[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _sides(
    first: Sequence[str], levels: Sequence[int], base: int, sequence: Sequence[int]
) -> tuple[str, str]:
    """Give the directions at the start and the end of a sequence, sos and eos (X10)."""
    before = sequence[0] - 1
    while before >= 0 and first[before] in _REMOVED:
        before -= 1
    after = sequence[-1] + 1
    while after < len(first) and first[after] in _REMOVED:
        after += 1
    left = levels[before] if before >= 0 else base
    right = levels[after] if after < len(first) else base
    if first[sequence[-1]] in INITIATORS:  # one without a PDI
        right = base
    own = levels[sequence[0]]
    return ("R" if max(own, left) & 1 else "L"), ("R" if max(own, right) & 1 else "L")
