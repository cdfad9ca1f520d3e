"""Where glossary entries stand in an Arabic text.

A text is read word by word. Each word is read in every way its clitics allow (see
`toolkit.arabic.script.readings`) and looked up as the first word of an entry; the words after it
must follow. Of all candidates whose conditions hold, the longest are kept first. Offsets always
point into the text as given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.arabic.script import ARTICLE, DROPPED, PARTICLES, Word, fold, readings, words
from toolkit.glossary.entry import KINDS, Condition, Entry, Form

_ABD = "عبد"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text.

    `start` and `end` span the term with its article but without the clitics in front (where ل has
    swallowed the article, as in للقوات, it cannot be parted and is inside). `clitics` are those
    letters, and `word_start` is where the word with its clitics begins.
    """

    entry: Entry
    form: Form | None
    start: int
    end: int
    word_start: int
    clitics: str
    definite: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A surface form of an entry as folded words; `article`: its first word brings its own ال."""

    entry: Entry
    form: Form | None
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    article: bool
    order: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    pattern: _Pattern
    first: int
    last: int
    clitics: str
    definite: bool


class Matcher:
    """Finds entries in texts. Built once from a list of entries; holds no other state.

    `profile` is a country code: of entries with the same Arabic those of that country are taken,
    else those without a country, else whichever there are.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._patterns: dict[str, list[_Pattern]] = defaultdict(list)
        for order, entry in enumerate(entries):
            for surface, form in entry.surfaces:
                for variant in _variants(surface):
                    self._add(entry, form, variant, order)

    def _add(self, entry: Entry, form: Form | None, surface: str, order: int) -> None:
        found = words(surface)
        if not found:
            return
        folded = tuple(word.folded for word in found)
        gaps = _gaps(surface, found)
        first = folded[0]
        self._patterns[first].append(_Pattern(entry, form, folded, gaps, False, order))
        if first.startswith(ARTICLE) and len(first) > 3:
            bare = (first[2:], *folded[1:])
            self._patterns[bare[0]].append(_Pattern(entry, form, bare, gaps, True, order))

    def match(self, text: str, profile: str | None = None) -> tuple[Match, ...]:
        """All matches in reading order, never overlapping.

        Entries that are enforced come before those only suggested, and longer before shorter.
        """
        context = _Context(text, words(text))
        candidates = list(self._candidates(context))
        for candidate in candidates:
            context.note(candidate)
        held = [c for c in _of_profile(candidates, profile) if _holds(c, context)]
        held.sort(key=lambda c: _preference(c, profile))
        taken: list[_Candidate] = []
        busy: set[int] = set()
        for candidate in held:
            span = range(candidate.first, candidate.last + 1)
            if busy.isdisjoint(span):
                taken.append(candidate)
                busy.update(span)
        taken.sort(key=lambda c: c.first)
        return tuple(_match(c, context) for c in taken)

    def _candidates(self, context: _Context) -> Iterator[_Candidate]:
        for index, word in enumerate(context.words):
            for reading in readings(word.folded):
                for pattern in self._patterns.get(reading.stem, ()):
                    if pattern.article and not reading.definite:
                        continue
                    last = _follow(pattern, index, reading.definite, context)
                    if last is not None and not _is_particle(pattern, word):
                        yield _Candidate(pattern, index, last, reading.clitics, reading.definite)


class _Context:
    """A text's words, and which kinds of entry may begin or end at each of them."""

    def __init__(self, text: str, found: tuple[Word, ...]) -> None:
        self.text = text
        self.words = found
        self.gaps = _gaps(text, found)
        self._begins: dict[int, set[str]] = defaultdict(set)
        self._ends: dict[int, set[str]] = defaultdict(set)

    def note(self, candidate: _Candidate) -> None:
        kind = candidate.pattern.entry.kind
        self._begins[candidate.first].add(kind)
        self._ends[candidate.last].add(kind)

    def before(self, first: int, within: int) -> Iterator[tuple[Word | None, set[str]]]:
        """Up to `within` words before a word, nearest first; None stands for the start."""
        for index in range(first - 1, first - 1 - within, -1):
            if index < 0:
                yield None, set()
                return
            if not _is_open(self.gaps[index]):
                return
            yield self.words[index], self._ends[index]

    def after(self, last: int, within: int) -> Iterator[tuple[Word | None, set[str]]]:
        """Up to `within` words after a word, nearest first; None stands for the end."""
        for index in range(last + 1, last + 1 + within):
            if index >= len(self.words):
                yield None, set()
                return
            if not _is_open(self.gaps[index - 1]):
                return
            yield self.words[index], self._begins[index]


def _variants(surface: str) -> Iterator[str]:
    """The surface, and with عبد written together with or apart from the name after it."""
    yield surface
    if f"{_ABD} {ARTICLE}" in surface:
        yield surface.replace(f"{_ABD} {ARTICLE}", _ABD + ARTICLE)
    if f"{_ABD}{ARTICLE}" in surface:
        yield surface.replace(_ABD + ARTICLE, f"{_ABD} {ARTICLE}")


def _gaps(text: str, found: Sequence[Word]) -> tuple[str, ...]:
    """What stands between neighbouring words: "" for mere white space, else the marks."""
    between = (text[a.end : b.start] for a, b in pairwise(found))
    return tuple("".join(c for c in gap if not c.isspace() and c not in DROPPED) for gap in between)


def _is_open(gap: str) -> bool:
    """Whether neighbours see each other over a gap: quotes and brackets do not part them."""
    return not gap.strip("«»\"“”'‘’()[]-–")


def _follow(pattern: _Pattern, index: int, definite: bool, context: _Context) -> int | None:
    """The index of a pattern's last word when the text at `index` follows it, else None.

    After a first word with the article the words that agree with it may bear one too.
    """
    agreeing = definite and not pattern.article
    for offset, (word, gap) in enumerate(zip(pattern.words[1:], pattern.gaps, strict=True), 1):
        at = index + offset
        if at >= len(context.words) or context.gaps[at - 1] != gap:
            return None
        found = context.words[at].folded
        if found != word and not (agreeing and found == ARTICLE + word):
            return None
    return index + len(pattern.words) - 1


def _is_particle(pattern: _Pattern, word: Word) -> bool:
    return len(pattern.words) == 1 and word.spelling in PARTICLES


def _of_profile(candidates: list[_Candidate], profile: str | None) -> Iterator[_Candidate]:
    """Of candidates over the same words and of the same kind, those the profile prefers."""
    best: dict[tuple[int, int, str], int] = {}
    for c in candidates:
        key = (c.first, c.last, c.pattern.entry.kind)
        best[key] = min(best.get(key, 9), _strangeness(c, profile))
    for c in candidates:
        if _strangeness(c, profile) == best[c.first, c.last, c.pattern.entry.kind]:
            yield c


def _strangeness(candidate: _Candidate, profile: str | None) -> int:
    """0 for an entry of the profile's country, 1 for one of no country, 2 for another country's."""
    countries = candidate.pattern.entry.country
    if not countries:
        return 1
    return 0 if profile in countries else 2


def _preference(candidate: _Candidate, profile: str | None) -> tuple[int, ...]:
    pattern = candidate.pattern
    return (
        not pattern.entry.enforce,
        candidate.first - candidate.last,
        _strangeness(candidate, profile),
        len(candidate.clitics),
        candidate.first,
        -pattern.order,
    )


def _holds(candidate: _Candidate, context: _Context) -> bool:
    entry = candidate.pattern.entry
    if entry.only_if and not _fits(entry.only_if, candidate, context):
        return False
    return not (entry.unless and _fits(entry.unless, candidate, context))


def _fits(condition: Condition, candidate: _Candidate, context: _Context) -> bool:
    before = context.before(candidate.first, condition.within)
    after = context.after(candidate.last, condition.within)
    return any(_fits_one(condition.previous, *n) for n in before) or any(
        _fits_one(condition.next, *n) for n in after
    )


def _fits_one(items: Iterable[str], word: Word | None, kinds: set[str]) -> bool:
    for item in items:
        if item in KINDS:
            fits = item in kinds
        elif item in ("start", "end"):
            fits = word is None
        elif word is None:
            fits = False
        elif item.startswith("/"):
            fits = re.search(item[1:-1], word.spelling) is not None
        else:
            fits = bool(_stems(word.folded) & _stems_of_item(item))
        if fits:
            return True
    return False


@lru_cache(maxsize=4096)
def _stems(folded: str) -> frozenset[str]:
    return frozenset(reading.stem for reading in readings(folded))


@lru_cache(maxsize=4096)
def _stems_of_item(item: str) -> frozenset[str]:
    folded = fold(item)
    bare = folded[2:] if folded.startswith(ARTICLE) and len(folded) > 4 else folded
    return frozenset((folded, bare))


def _match(candidate: _Candidate, context: _Context) -> Match:
    first, last = context.words[candidate.first], context.words[candidate.last]
    start = first.start
    swallowed = candidate.definite and candidate.clitics.endswith("ل")
    for _ in candidate.clitics[:-1] if swallowed else candidate.clitics:
        start = _next_letter(context.text, start)
    return Match(
        candidate.pattern.entry,
        candidate.pattern.form,
        start,
        last.end,
        first.start,
        candidate.clitics,
        candidate.definite or candidate.pattern.words[0].startswith(ARTICLE),
    )


def _next_letter(text: str, index: int) -> int:
    """The index of the letter after the one at `index`, marks and controls passed over."""
    index += 1
    while index < len(text) and text[index] in DROPPED:
        index += 1
    return index
