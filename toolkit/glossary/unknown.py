"""Names that no entry knows: unknown words right behind a rank or a known name.

They are proposed in Latin letters, as entries made for the occasion, so that a name is the same
through a whole document and the editor sees what to put into the glossary. A word that occurs in
ordinary prose of the genre is never taken (`ordinary_words.txt`, made by `training.lexicon`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from toolkit.arabic.romanise import romanise
from toolkit.arabic.script import Word, readings, words
from toolkit.glossary.entry import Entry
from toolkit.glossary.match import Match

_NAMING = {"rank", "name", "person"}
_MOST = 4
_LINKS = {"بن", "ابن", "ولد", "ال"}
_SHORTEST = 3
PROPOSED = "romanised by rule: add the name to the glossary"
"""The note of an entry that was made here."""


@cache
def ordinary() -> frozenset[str]:
    """The folded words that are no names."""
    file = Path(__file__).with_name("ordinary_words.txt")
    return frozenset(file.read_text(encoding="utf-8").split())


def with_proposals(text: str, matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches of a text and, between them, matches of proposed names, in order."""
    found = list(words(text))
    taken = [(m.word_start, m.end) for m in matches]
    made = []
    for match in matches:
        if match.entry.kind in _NAMING and match.entry.enforce:
            behind = [w for w in found if w.start >= match.end]
            name = _name(text, match, behind[:_MOST], taken)
            if name:
                made.append(_proposal(text, name))
    return tuple(sorted((*matches, *made), key=lambda m: m.start))


def _name(
    text: str, match: Match, behind: Sequence[Word], taken: Sequence[tuple[int, int]]
) -> list[Word]:
    """The unknown words that stand right behind a match, with nothing but spaces between."""
    name: list[Word] = []
    last = match.end
    for word in behind:
        if text[last : word.start].strip(" ") or any(s <= word.start < e for s, e in taken):
            break
        if not _is_unknown(word, family=bool(name) or match.entry.kind != "rank"):
            break
        name.append(word)
        last = word.end
    while name and name[-1].spelling in _LINKS:
        name.pop()
    return name


def _is_unknown(word: Word, family: bool) -> bool:
    if word.spelling in _LINKS:
        return family
    if not word.folded.isalpha() or len(word.folded) < _SHORTEST:
        return False
    if word.folded.startswith("ال") and not family:
        return False
    stems = {reading.stem for reading in readings(word.folded)} | {f"ال{word.folded}"}
    return stems.isdisjoint(ordinary())


def _proposal(text: str, name: Sequence[Word]) -> Match:
    start, end = name[0].start, name[-1].end
    surface = " ".join(word.spelling for word in name)
    entry = Entry.model_validate(
        {
            "ar": surface,
            "en": [romanise(surface, "en")],
            "fr": [romanise(surface, "fr")],
            "kind": "name",
            "note": PROPOSED,
            "confidence": "low",
        }
    )
    return Match(entry, None, start, end, start, "", False)
