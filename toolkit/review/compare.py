"""What became of each segment: edited, moved, split, merged or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from toolkit import quality
from toolkit.arabic.script import fold
from toolkit.document import Finding, HitStatus, Language, Translation
from toolkit.memory.store import Entry, Memory
from toolkit.quality.terms import occurrences
from toolkit.review.original import Original
from toolkit.review.rows import ReviewedRow

ProblemKind = Literal[
    "source-changed", "moved", "deleted", "added", "split", "merged", "repeated", "unparted"
]

_ALIKE = 90.0
"""From this likeness on (per cent) an Arabic text without an id is taken for a segment's."""


@dataclass(frozen=True, slots=True)
class Change:
    """A segment whose translation was edited: as it was, as it is, and what the checks say now."""

    before: Translation
    after: Translation
    storable: bool
    notes: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.after.findings


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that happened to a row other than an edit of its translation."""

    kind: ProblemKind
    id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review found; `notes` are (segment id or "", remark)."""

    language: Language
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    notes: tuple[tuple[str, str], ...]
    unchanged: int


def compare(original: Original, rows: Sequence[ReviewedRow]) -> Review:
    """Compare rows, from whatever file, with what was exported."""
    problems: list[Problem] = []
    by_id: dict[str, ReviewedRow] = {}
    added: list[ReviewedRow] = []
    own = {row.id for row in rows}
    for row in rows:
        id = row.id if row.id is not None else _by_source(row, original, own)
        if id is None:
            added.append(row)
        elif id in by_id:
            problems.append(Problem("repeated", id, "stands twice; the first is taken"))
        else:
            by_id[id] = replace(row, id=id)
    problems += _moved(original, list(by_id))
    problems += _deleted(original, by_id)
    problems += _added(original, by_id, added)
    changes = []
    for id, row in by_id.items():
        before = original.translations[id]
        if row.target is None:
            problems.append(Problem("unparted", id, "its text runs into its neighbour's: not read"))
            continue
        same_source = _holds_source(row, before)
        if not same_source:
            problems.append(
                Problem("source-changed", id, f"the Arabic was changed, to “{row.source}”")
            )
        if row.target != " ".join(before.text.split()):
            after = _checked(before, row.target, original.language)
            changes.append(Change(before, after, same_source and bool(row.target), row.notes))
    notes = tuple((row.id or "", n) for row in [*by_id.values(), *added] for n in row.notes)
    return Review(
        original.language,
        tuple(changes),
        tuple(problems),
        notes,
        len(by_id) - len(changes) - sum(p.kind == "unparted" for p in problems),
    )


def accept(review: Review, original: Original, memory: Memory, author: str = "") -> int:
    """Store the edited translations in the memory: all of them, or none if killed; gives how many.

    Left out are those whose Arabic was changed too, and emptied ones.
    """
    return memory.put(
        Entry(
            source=change.after.segment.text,
            target=change.after.text,
            language=review.language,
            terms=original.terms[change.after.segment.id],
            context=original.contexts[change.after.segment.id],
            author=author,
        )
        for change in review.changes
        if change.storable
    )


def _by_source(row: ReviewedRow, original: Original, taken: set[str | None]) -> str | None:
    scores = [
        (fuzz.ratio(fold(row.source), fold(t.segment.line)), id)
        for id, t in original.translations.items()
        if id not in taken
    ]
    score, id = max(scores, default=(0.0, ""))
    return id if score >= _ALIKE else None


def _holds_source(row: ReviewedRow, before: Translation) -> bool:
    """A row shows the Arabic of all its segments, or none: this one's must stand as it was."""
    return not row.source or before.segment.line in row.source


def _checked(before: Translation, text: str, language: Language) -> Translation:
    """The edited translation with its terms looked for anew, and the findings of the checks."""
    hits = []
    for hit in before.hits:
        if hit.status != "suggested":
            places = [p for r in (hit.rendering, *hit.accepted) for p in occurrences(text, r)]
            status: HitStatus = "enforced" if places else "missing"
            hit = replace(hit, status=status, target=places[0] if places else None, rung=None)
        hits.append(hit)
    after = Translation(before.segment, text, tuple(hits), "human")
    return replace(after, findings=quality.check(after, language))


def _moved(original: Original, ids: Sequence[str]) -> Iterator[Problem]:
    order = {id: place for place, id in enumerate(original.translations)}
    for one, other in pairwise(ids):
        if order[other] < order[one]:
            yield Problem("moved", other, f"now stands after {one}")


def _deleted(original: Original, by_id: dict[str, ReviewedRow]) -> Iterator[Problem]:
    for id, before in original.translations.items():
        text = " ".join(before.text.split())
        if id in by_id or not text:
            continue
        home = next((k for k, row in by_id.items() if text and text in (row.target or "")), None)
        if home is not None:
            yield Problem("merged", id, f"its row is gone, its text stands in that of {home}")
        else:
            yield Problem("deleted", id, f"its row is gone: “{text}”")


def _added(
    original: Original, by_id: dict[str, ReviewedRow], added: Sequence[ReviewedRow]
) -> Iterator[Problem]:
    for row in added:
        text = row.target or ""
        home = next(
            (
                id
                for id in by_id
                if text and text in " ".join(original.translations[id].text.split())
            ),
            None,
        )
        if home is not None:
            yield Problem("split", home, f"a part of it stands in a row of its own: “{text}”")
        else:
            yield Problem("added", None, f"a row that was not exported: “{row.source or text}”")
