"""The segmenter's knowledge of Arabic press writing, from `rules.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from toolkit.arabic.script import fold


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of words and phrases, folded, that a text may begin with."""

    known: frozenset[tuple[str, ...]]
    longest: int

    def __contains__(self, word: str) -> bool:
        return (word,) in self.known

    def opening(self, words: list[str]) -> int:
        """How many of the first words make the longest phrase known, 0 for none."""
        for length in range(min(self.longest, len(words)), 0, -1):
            if tuple(words[:length]) in self.known:
                return length
        return 0


@dataclass(frozen=True, slots=True)
class Rules:
    """See `rules.yaml` for what each set is for. All words are folded."""

    abbreviations: Phrases
    closing_abbreviations: Phrases
    units: Phrases
    openers: Phrases
    connectives: Phrases
    ordinals: Phrases
    blessings: Phrases
    list_intros: Phrases
    byline_cues: Phrases
    byline_bare: Phrases
    caption_cues: Phrases
    caption_bare: Phrases
    months: Phrases
    weekdays: Phrases
    between: Phrases
    agencies: Phrases
    places: Phrases


@cache
def rules() -> Rules:
    """The rules, read once."""
    text = resources.files(__package__).joinpath("rules.yaml").read_text("utf-8")
    facts: dict[str, Any] = yaml.safe_load(text)
    nested = {
        "byline_cues": facts["byline"]["cues"],
        "byline_bare": facts["byline"]["bare"],
        "caption_cues": facts["caption"]["cues"],
        "caption_bare": facts["caption"]["bare"],
        **facts.pop("dateline"),
    }
    flat = {name: value for name, value in facts.items() if isinstance(value, list)}
    return Rules(**{name: _phrases(value) for name, value in (flat | nested).items()})


def folded_words(text: str) -> list[str]:
    """The words of a text, folded, without the signs that stand at their edges."""
    words = (word.strip(_EDGES) for word in fold(text).split())
    return [word for word in words if word]


_EDGES = ".!?؟…۔«»“”„\"'‘’،,؛;:()[]{}-–—/"


def _phrases(phrases: Iterable[str]) -> Phrases:
    known = frozenset(tuple(fold(str(phrase)).split()) for phrase in phrases)
    return Phrases(known, max(map(len, known), default=0))
