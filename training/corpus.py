"""Parallel text: read, cleaned, without duplicates, and without what is measured on.

Two file formats, both UTF-8, TAB-separated, plain or .xz:

    pairs     GROUP.ar-en.tsv, GROUP.ar-fr.tsv: Arabic, translation, any further columns
    triples   *.tsv: Arabic, English, French
"""

from __future__ import annotations

import lzma
import random
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

GROUPS = ("docs", "general", "news", "religious", "dict", "authored", "copy", "bt")
"""Kinds of text, in the order of their numbers in the shards."""

LANGUAGES = ("en", "fr")

MARKS = (
    *range(0x64B, 0x660),  # short vowels, shadda, sukun
    0x670,
    0x640,  # tatweel
    *range(0x200B, 0x2010),  # zero-width and directional
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
)
"""Code points without a bearing on the meaning: dropped here and by the pieces' normaliser."""

_DROPPED = dict.fromkeys(MARKS)
_SPELLINGS = str.maketrans("أإآىة", "ااايه")

_MOST_ARABIC, _MOST_TARGET = 600, 700  # characters; longer lines are unsplit paragraphs
_RATIO = (0.4, 3.0)  # target to Arabic characters
_SHORT = 30  # below this many characters the ratio says nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """An Arabic text and its translation into `language`; `group` is one of GROUPS."""

    arabic: str
    target: str
    language: str
    group: str


def clean(text: str) -> str:
    """The text composed (NFC), without MARKS, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_DROPPED).split())


def key(arabic: str) -> str:
    """What spellings of one sentence share: its letters and digits, hamzas and the like folded."""
    return re.sub(r"\W+", "", clean(arabic)).translate(_SPELLINGS)


def plausible(arabic: str, target: str, switched: bool = False) -> bool:
    """Whether a pair can be a sentence and its translation: scripts, lengths and their ratio.

    A `switched` source may be Latin for the most part: headlines are little else than terms.
    """
    if not arabic or not target or len(arabic) > _MOST_ARABIC or len(target) > _MOST_TARGET:
        return False
    letters = [c for c in arabic if c.isalpha()]
    least = 0 if switched else 0.5 * len(letters)
    if not letters or sum("\u0600" <= c <= "\u06ff" for c in letters) < least:
        return False
    latin = [c for c in target if c.isalpha()]
    if not latin or sum(c < "\u0250" for c in latin) < 0.8 * len(latin):
        return False
    ratio = len(target) / len(arabic)
    return _RATIO[0] <= ratio <= _RATIO[1] or max(len(arabic), len(target)) < _SHORT


def rows(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a .tsv or .tsv.xz file."""
    with _opened(path) as lines:
        for line in lines:
            yield line.rstrip("\r\n").split("\t")


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def triples(path: Path) -> Iterator[tuple[str, str, str]]:
    """Arabic, English and French of each line, as written; other lines are passed over."""
    for fields in rows(path):
        if len(fields) == 3:
            yield fields[0], fields[1], fields[2]


def pairs(paths: Iterable[Path]) -> Iterator[Pair]:
    """The cleaned pairs of files in either format.

    The name says which it is and of which group: GROUP.ar-en.tsv holds pairs, any other file
    triples, which count as "authored". Raises ValueError for a group that is not in GROUPS.
    """
    for path in paths:
        named = re.fullmatch(r"(\w+)\.ar-(en|fr)\.tsv(\.xz)?", path.name)
        if named is None:
            for arabic, english, french in triples(path):
                yield Pair(clean(arabic), clean(english), "en", "authored")
                yield Pair(clean(arabic), clean(french), "fr", "authored")
            continue
        if named[1] not in GROUPS:
            raise ValueError(f"{path}: '{named[1]}' is none of the groups {', '.join(GROUPS)}")
        for fields in rows(path):
            if len(fields) >= 2:
                yield Pair(clean(fields[0]), clean(fields[1]), named[2], named[1])


def held_out(paths: Iterable[Path]) -> frozenset[str]:
    """The keys of all Arabic sentences in evaluation files: first column, or plain lines."""
    return frozenset(key(fields[0]) for path in paths for fields in rows(path) if key(fields[0]))


def kept(
    found: Iterable[Pair],
    banned: Collection[str] = frozenset(),
    caps: Mapping[str, int] | None = None,
    seed: int = 7,
) -> list[Pair]:
    """Plausible pairs, each once, none whose key is banned, at most `caps[group]` of a group.

    Shuffled, the same way for the same input. Pairs whose targets begin alike count as one:
    documentation repeats sentences with another ending.
    """
    seen: set[tuple[str, str, str]] = set()
    by_group: dict[str, list[Pair]] = {}
    for pair in found:
        identity = (key(pair.arabic), pair.language, pair.target[:40])
        if (
            identity in seen
            or identity[0] in banned
            or not plausible(pair.arabic, pair.target, switched=pair.group == "copy")
            or (caps or {}).get(pair.group) == 0
        ):
            continue
        seen.add(identity)
        by_group.setdefault(pair.group, []).append(pair)
    chosen: list[Pair] = []
    rng = random.Random(seed)
    for group, members in by_group.items():
        rng.shuffle(members)
        chosen += members[: (caps or {}).get(group, len(members))]
    rng.shuffle(chosen)
    return chosen


def divide(
    found: list[Pair], most: int = 300, share: float = 0.02
) -> tuple[list[Pair], list[Pair]]:
    """Training pairs, and pairs to watch the loss on: a share of each group, `most` at most.

    A source that is held out is so in both languages and all its copies.
    """
    left = {g: min(most, int(share * sum(p.group == g for p in found))) for g in GROUPS}
    watched: list[Pair] = []
    for pair in found:
        if left[pair.group] > 0:
            left[pair.group] -= 1
            watched.append(pair)
    keys = {key(pair.arabic) for pair in watched}
    return [pair for pair in found if key(pair.arabic) not in keys], watched
