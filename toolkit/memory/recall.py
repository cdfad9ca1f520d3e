"""What the memory knows of a segment: an editor's translation to use, or only a hint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from toolkit.arabic.script import fold
from toolkit.document import Finding, Language
from toolkit.memory.store import Entry, Memory

THRESHOLD = 75.0
"""From this likeness on (per cent) a similar sentence is worth an editor's look."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An entry, and whether it was made under the terms that are asked now."""

    entry: Entry
    same_terms: bool


class Recall:
    """Looks segments up in a memory, for one language; the memory is read once for fuzzy look-up.

    `threshold` is the least likeness in per cent (`rapidfuzz.fuzz.ratio`, the normalised indel
    similarity, of the texts with spelling variants folded).
    """

    def __init__(self, memory: Memory, language: Language, threshold: float = THRESHOLD) -> None:
        self._memory = memory
        self._language = language
        self._threshold = threshold
        self._all = memory.entries(language)
        self._folded = [fold(entry.source) for entry in self._all]

    def exact(
        self, source: str, terms: str, context: str, holds: Callable[[str], bool]
    ) -> Recalled | None:
        """The translation of this very sentence that may be used, or None.

        One made under the same terms comes first, and among those one from the same place, then
        the latest. One made under other terms, or under none that are known, is used only where
        `holds` says that all terms asked now stand in it.
        """
        known = self._memory.same(source, self._language)
        agreeing = [entry for entry in known if entry.terms == terms]
        for entry in sorted(agreeing, key=lambda entry: entry.context != context):
            return Recalled(entry, True)
        for entry in sorted(known, key=lambda entry: entry.context != context):
            if holds(entry.target):
                return Recalled(entry, False)
        return None

    def similar(self, source: str, limit: int = 3) -> list[tuple[float, Entry]]:
        """The most similar sentences and their likeness in per cent, the likest first."""
        found = process.extract(
            fold(source),
            self._folded,
            scorer=fuzz.ratio,
            score_cutoff=self._threshold,
            limit=limit,
        )
        return [(score, self._all[place]) for _, score, place in found]

    def hint(self, source: str) -> Finding | None:
        """What to tell an editor of a segment without an exact match; None where nothing is."""
        known = self._memory.same(source, self._language)
        if known:
            message = f"an editor's translation of it, under other terms: “{known[0].target}”"
            return Finding("memory", "warning", message)
        for score, entry in self.similar(source, 1):
            # Rounded down: what differs is never called 100 % alike.
            alike = min(int(score), 99)
            message = f"an editor's translation of a sentence {alike} % alike: “{entry.target}”"
            return Finding("memory", "hint", message)
        return None
