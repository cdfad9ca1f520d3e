"""Corrections that an editor made again and again, as entries for the glossary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

from toolkit.document import Language
from toolkit.review.compare import Change

_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """In `times` of the `of` edited segments that named `entry`, `old` was changed to `new`."""

    entry: str
    kind: str
    old: str
    new: str
    times: int
    of: int


def proposals(changes: Sequence[Change], least: int = 2) -> list[Proposal]:
    """Find renderings that were replaced in the same way at least `least` times, commonest first.

    A replacement counts for an entry where it touches the place of the entry's rendering.
    """
    named: Counter[tuple[str, str, str]] = Counter()
    replaced: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for change in changes:
        for hit in change.before.hits:
            if hit.target is None:
                continue
            old = change.before.text[slice(*hit.target)]
            key = (hit.entry, hit.kind, old)
            named[key] += 1
            new = _now(change.before.text, change.after.text, hit.target)
            if new and new != old and len(new.split()) <= len(old.split()) + _LONGEST:
                replaced[key][new] += 1
    found = [
        Proposal(*key, new, times, named[key])
        for key, ways in replaced.items()
        for new, times in ways.most_common(1)
        if times >= least
    ]
    return sorted(found, key=lambda p: (-p.times, p.entry))


def as_yaml(found: Sequence[Proposal], language: Language) -> str:
    """A glossary file with the proposals, each under a comment that says what it rests on."""
    head = "title: Proposals from reviews\nentries:\n"
    return head + "".join(_entries(found, language)) if found else ""


def _entries(found: Sequence[Proposal], language: Language) -> Iterator[str]:
    for p in found:
        yield f"# in {p.times} of {p.of} segments “{p.old}” was changed to “{p.new}”\n"
        item = [{"ar": p.entry, language: p.new, "kind": p.kind}]
        yield yaml.safe_dump(item, allow_unicode=True, sort_keys=False, width=1000)


def _now(old: str, new: str, place: tuple[int, int]) -> str:
    """The words that stand now where old[place] stood; whole words are compared."""
    before, after = old.split(), new.split()
    first = len(old[: place[0]].split())
    last = first + len(old[slice(*place)].split())
    start = end = None
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if j <= first or i >= last:
            continue
        start = k + (first - i if tag == "equal" and i < first else 0) if start is None else start
        end = m - (j - last if tag == "equal" and j > last else 0)
    words = " ".join(after[start:end]) if start is not None else ""
    return words.strip(" ,.;:!?«»“”\"'()")
