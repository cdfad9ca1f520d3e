"""The rules of UAX #9 that work on one isolating run sequence: W1 to W7, N0 to N2, I1 and I2.

`toolkit.exporters.bidi` cuts a paragraph into such sequences. Here a sequence is `seen`, a list of
the classes of its characters, which the rules change in place; `sos` and `eos` are the directions
at its start and end, "L" or "R" (X10), `direction` is that of its embedding level.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.exporters.bidi_data import CLOSING, OPENING

MAX_BRACKETS = 63  # BD16

INITIATORS = frozenset({"LRI", "RLI", "FSI"})

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI"}) | INITIATORS
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # as N0 to N2 see numbers


def weak(seen: list[str], sos: str) -> None:
    """Resolve marks, numbers and what stands between numbers, in place (W1 to W7)."""
    previous = strong = sos
    for k, kind in enumerate(seen):
        if kind == "NSM":  # W1
            kind = "ON" if previous in INITIATORS or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        seen[k] = kind
    seen[:] = ["R" if kind == "AL" else kind for kind in seen]  # W3
    for k in range(1, len(seen) - 1):  # W4
        kind, left = seen[k], seen[k - 1]
        if (kind in ("ES", "CS") and left == seen[k + 1] == "EN") or (
            kind == "CS" and left == seen[k + 1] == "AN"
        ):
            seen[k] = left
    for ends in (range(len(seen)), range(len(seen) - 1, -1, -1)):  # W5
        beside = False
        for k in ends:
            if seen[k] == "ET" and beside:
                seen[k] = "EN"
            beside = seen[k] == "EN"
    strong = sos
    for k, kind in enumerate(seen):
        if kind in ("ES", "ET", "CS"):  # W6
            seen[k] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            seen[k] = "L"


def brackets(
    seen: list[str],
    characters: Sequence[str],
    direction: str,
    sos: str,
    first: Sequence[str],
    sequence: Sequence[int],
) -> None:
    """Give both brackets of a pair one direction, in place (N0)."""
    for start, end in _bracket_pairs(seen, characters):
        inside = {_STRONG[kind] for kind in seen[start + 1 : end] if kind in _STRONG}
        if not inside:
            continue  # N0 d
        side = direction  # N0 b
        if direction not in inside:  # N0 c
            side = next((_STRONG[k] for k in reversed(seen[:start]) if k in _STRONG), sos)
        for bracket in (start, end):
            seen[bracket] = side
            mark = bracket + 1
            while mark < len(seen) and first[sequence[mark]] == "NSM":
                seen[mark] = side
                mark += 1


def _bracket_pairs(seen: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """Find the bracket pairs of a sequence, in the order of their opening brackets (BD16)."""
    pairs: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for k, character in enumerate(characters):
        if seen[k] != "ON":
            continue
        if character in OPENING:
            if len(open_) == MAX_BRACKETS:
                return []
            open_.append((OPENING[character], k))
        elif character in CLOSING:
            closing = CLOSING[character]
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == closing:
                    pairs.append((open_[depth][1], k))
                    del open_[depth:]
                    break
    return sorted(pairs)


def neutral(seen: list[str], direction: str, sos: str, eos: str) -> None:
    """Resolve what is still neutral by what stands on both sides, in place (N1, N2)."""
    start = 0
    while start < len(seen):
        if seen[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(seen) and seen[end] in _NEUTRAL:
            end += 1
        left = _STRONG[seen[start - 1]] if start else sos
        right = _STRONG[seen[end]] if end < len(seen) else eos
        seen[start:end] = [left if left == right else direction] * (end - start)
        start = end


def implicit(level: int, kind: str) -> int:
    """How much higher than its embedding a character's level is (I1, I2)."""
    if level & 1:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)
