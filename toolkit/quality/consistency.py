"""The same source, the same translation: what a whole document shows and no segment alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from toolkit.arabic.quantity import Kind
from toolkit.arabic.script import fold
from toolkit.document import BilingualDocument, Finding, Hit, Translation
from toolkit.quality.terms import standing

_QUANTITIES = frozenset(get_args(Kind))


def consistency(document: BilingualDocument) -> Iterator[tuple[str, Finding]]:
    """Sentences and terms of a document that are translated in more than one way.

    Gives (segment id, finding) for each that differs from the most frequent way; where none is
    more frequent, from the first. Spelling variants of the Arabic count as the same source.
    """
    yield from _sentences(document)
    yield from _terms(document)


def _sentences(document: BilingualDocument) -> Iterator[tuple[str, Finding]]:
    groups: dict[str, list[Translation]] = {}
    for translation in document.translations:
        groups.setdefault(fold(translation.segment.text), []).append(translation)
    for group in groups.values():
        texts = Counter(" ".join(t.text.split()) for t in group)
        (usual, _), *others = texts.most_common()
        if not others:
            continue
        for translation in group:
            if " ".join(translation.text.split()) != usual:
                message = f"the same sentence is translated elsewhere as “{usual}”"
                yield translation.segment.id, Finding("inconsistent", "warning", message)


def _terms(document: BilingualDocument) -> Iterator[tuple[str, Finding]]:
    uses: dict[tuple[str, str], list[tuple[str, str, tuple[int, int]]]] = {}
    for translation in document.translations:
        for hit in translation.hits:
            if hit.kind in _QUANTITIES or hit.status == "missing":
                continue
            written = _written(hit, translation.text)
            if written is not None:
                key = (hit.entry, fold(hit.surface))
                uses.setdefault(key, []).append((translation.segment.id, *written))
    for (_, surface), found in uses.items():
        forms = Counter(form.casefold() for _, form, _ in found)
        (usual, _), *others = forms.most_common()
        if not others:
            continue
        shown = next(form for _, form, _ in found if form.casefold() == usual)
        for segment, form, span in found:
            if form.casefold() != usual:
                message = f"{surface} is “{form}” here and “{shown}” elsewhere"
                yield segment, Finding("inconsistent", "hint", message, span)


def _written(hit: Hit, text: str) -> tuple[str, tuple[int, int]] | None:
    """What stands in the translation for a hit, and where; None where that is not known."""
    if hit.target is not None:
        return text[slice(*hit.target)], hit.target
    places = standing(text, (hit.rendering, *hit.accepted))
    return (text[slice(*places[0])], places[0]) if places else None
