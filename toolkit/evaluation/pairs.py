"""Words that translate each other, from a small parallel set, without an aligner.

Each Arabic stem is linked with the target word it keeps company with, where each is the other's
first choice: competitive linking (Melamed 2000, "Models of translational equivalence among
words") over the log-likelihood ratio (Dunning 1993). Few links, and nearly all of them right,
which is what terms taken at random need; rare words and words said twice in a sentence get none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.arabic.script import PARTICLES, Reading, Word, readings, words

_TOGETHER = 3
_RATIO = 18.0
"""A link needs this many sentences, and this ratio (10.8 would be one chance in a thousand for
one pair; some ten thousand pairs are looked at)."""

_SHORTEST_STEM, _SHORTEST_WORD = 3, 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """The Arabic word source[start:end], with its clitics, and the target word as written."""

    start: int
    end: int
    clitics: str
    target: str


def pairs(sources: Sequence[str], references: Sequence[str]) -> list[tuple[Pair, ...]]:
    """For each sentence its linked words, from left to right; only words that it has once."""
    found = [words(source) for source in sources]
    counts = Counter(
        stem
        for sentence in found
        for stem in {r.stem for word in sentence for r in readings(word.folded)}
    )
    lefts = [_stems(sentence, counts) for sentence in found]
    rights = [_words(reference) for reference in references]
    links = _links(lefts, rights)
    return [
        tuple(
            Pair(word.start, word.end, reading.clitics, right[target])
            for stem, (word, reading) in left.items()
            if (target := links.get(stem, "")) in right
        )
        for left, right in zip(lefts, rights, strict=True)
    ]


def _stems(sentence: Sequence[Word], counts: Counter[str]) -> dict[str, tuple[Word, Reading]]:
    """The content words of a sentence by the stem that is most usual in the set."""
    read = [
        (word, max(readings(word.folded), key=lambda r: (counts[r.stem], -len(r.clitics))))
        for word in sentence
        if word.spelling not in PARTICLES
    ]
    times = Counter(reading.stem for _, reading in read)
    return {
        reading.stem: (word, reading)
        for word, reading in read
        if times[reading.stem] == 1 and len(reading.stem) >= _SHORTEST_STEM
    }


def _words(reference: str) -> dict[str, str]:
    """Lower-cased words and how they are written, but not the first, whose capital says nothing."""
    written = _WORD.findall(reference)
    times = Counter(word.lower() for word in written)
    return {
        word.lower(): word
        for word in written[1:]
        if times[word.lower()] == 1 and len(word) >= _SHORTEST_WORD
    }


def _links(
    lefts: Sequence[Mapping[str, object]], rights: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    left = Counter(stem for sentence in lefts for stem in sentence)
    right = Counter(word for sentence in rights for word in sentence)
    both = Counter(
        (stem, word) for a, b in zip(lefts, rights, strict=True) for stem in a for word in b
    )
    of_stem: dict[str, tuple[float, str]] = {}
    of_word: dict[str, tuple[float, str]] = {}
    for (stem, word), together in both.items():
        if together < max(_TOGETHER, left[stem] / 2):
            continue
        ratio = _ratio(together, left[stem], right[word], len(lefts))
        of_stem[stem] = max(of_stem.get(stem, (_RATIO, "")), (ratio, word))
        of_word[word] = max(of_word.get(word, (_RATIO, "")), (ratio, stem))
    return {
        stem: word for stem, (_, word) in of_stem.items() if of_word.get(word, (0, ""))[1] == stem
    }


def _ratio(together: int, left: int, right: int, everything: int) -> float:
    """Dunning's log-likelihood ratio; 0 for words that avoid each other."""
    if together * everything <= left * right:
        return 0.0
    a, b, c = together, left - together, right - together
    d = everything - a - b - c
    sums = _xlogx(a + b, c + d, a + c, b + d)
    return 2 * (_xlogx(a, b, c, d) - sums + _xlogx(everything))


def _xlogx(*numbers: int) -> float:
    return sum(n * math.log(n) for n in numbers if n)
