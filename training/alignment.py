"""Code-switched copies by word alignment: for text that no glossary covers.

Words are aligned with eflomal (Östling & Tiedemann 2016) in both directions, the intersection is
kept, consistent phrases are read off (Koehn et al. 2003), and one to three of them replaced in the
Arabic by their translation (Song et al. 2019, "Code-switching for enhancing NMT with pre-specified
translation").
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.corpus import Pair

Links = set[tuple[int, int]]
"""Numbers of an Arabic word and a target word that translate each other."""

_STEMS = 6, 5  # letters kept of an Arabic and a target word: a poor man's stemming
_MOST_WORDS, _MOST_SPREAD = 5, 5
_GROUPS = {"authored": 2, "news": 2, "general": 1, "docs": 1}
"""Groups that are aligned, the best first, and the copies made of each sentence."""

_CLOSING = re.compile(r"\s+([,.;:!?%)\]»،؛؟])")
_OPENING = re.compile(r"([(\[«])\s+")


def words(text: str) -> list[str]:
    """Words and punctuation marks."""
    return re.findall(r"\w+|[^\w\s]", text)


def align(rows: Sequence[tuple[list[str], list[str]]]) -> list[Links]:
    """The links of each pair of word lists that both directions agree on."""
    import eflomal

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for side, stem in enumerate(_STEMS):
            lines = (" ".join(w.lower()[:stem] for w in row[side]) + "\n" for row in rows)
            (work / f"text{side}").write_text("".join(lines), encoding="utf-8")
        forward, backward = work / "forward", work / "backward"
        with (
            (work / "text0").open(encoding="utf-8") as source,
            (work / "text1").open(encoding="utf-8") as target,
        ):
            eflomal.Aligner().align(
                source,
                target,
                links_filename_fwd=str(forward),
                links_filename_rev=str(backward),
                quiet=True,
            )
        found = [
            [_links(line) for line in path.read_text(encoding="utf-8").splitlines()]
            for path in (forward, backward)
        ]
    return [one & other for one, other in zip(*found, strict=True)]


def _links(line: str) -> Links:
    return {(int(a), int(b)) for a, b in (item.split("-") for item in line.split())}


def phrases(source: Sequence[str], links: Links) -> list[tuple[int, int, int, int]]:
    """First and last words of consistent phrase pairs: source first, last, target first, last."""
    found = []
    for first in range(len(source)):
        for last in range(first, min(first + _MOST_WORDS, len(source))):
            inside = [b for a, b in links if first <= a <= last]
            if not inside or len(inside) < 0.6 * (last - first + 1):
                continue
            low, high = min(inside), max(inside)
            foreign = any(low <= b <= high and not first <= a <= last for a, b in links)
            wordless = not any(w[0].isalnum() for w in source[first : last + 1])
            if high - low <= _MOST_SPREAD and not foreign and not wordless:
                found.append((first, last, low, high))
    return found


def switched(
    source: Sequence[str], target: Sequence[str], links: Links, rng: random.Random
) -> str | None:
    """The source with one to three phrases replaced by their translation; None without phrases.

    Capitalised translations, mostly names, are preferred.
    """
    found = phrases(source, links)
    if not found:
        return None
    names = [p for p in found if target[p[2]][:1].isupper()] or found
    pool = names if rng.random() < 0.7 else found
    rng.shuffle(pool)
    most = rng.choice((1, 1, 2, 3))
    chosen: dict[int, tuple[int, int, int, int]] = {}
    used: set[int] = set()
    for phrase in pool:
        span = range(phrase[0], phrase[1] + 1)
        if len(chosen) < most and used.isdisjoint(span):
            chosen[phrase[0]] = phrase
            used.update(span)
    out: list[str] = []
    for number, word in enumerate(source):
        if number in chosen:
            out += target[chosen[number][2] : chosen[number][3] + 1]
        elif number not in used:
            out.append(word)
    return _OPENING.sub(r"\1", _CLOSING.sub(r"\1", " ".join(out)))


def copies(pairs: Sequence[Pair], most: int, seed: int = 7) -> list[Pair]:
    """Switched copies of up to `most` pairs, in the group "copy"."""
    order = list(_GROUPS)
    pool = [pair for pair in pairs if pair.group in _GROUPS]
    pool = sorted(pool, key=lambda pair: order.index(pair.group))[:most]
    rows = [(words(pair.arabic), words(pair.target)) for pair in pool]
    rng = random.Random(seed)
    made = []
    for pair, (source, target), links in zip(pool, rows, align(rows), strict=True):
        for _ in range(_GROUPS[pair.group]):
            text = switched(source, target, links, rng)
            if text and text != pair.arabic:
                made.append(Pair(text, pair.target, pair.language, "copy"))
    return made
