"""Terms in a translation: where a rendering stands, is missing, or stands once too often."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import get_args

from toolkit.arabic.quantity import Kind
from toolkit.document import Finding, Hit, Language, Severity, Translation

_QUANTITIES = frozenset(get_args(Kind))
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019\u02bc"
_NO_BREAK = "\u00a0\u202f"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that name something else when a hyphen ties them to their neighbour: "colonel" is not
# what "lieutenant-colonel" says, while "Sisi-led" and "Egypt-Libya" do say Sisi and Egypt.
_COMPOUND_BEFORE = _words(
    "adjudant anti brigadier capitaine captain caporal co contre corporal demi ex field"
    " général general inter lance lieutenant maréchal major master maître non pré rear"
    " sergeant sergent sous staff sub surgeon under vice"
)
_COMPOUND_AFTER = _words(
    "adjoint admiral amiral chef colonel commander commandant elect general général"
    " lieutenant major marshal sergeant"
)
_WORD_BEFORE = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]\Z")
_WORD_AFTER = re.compile(rf"[{_HYPHENS}]([^\W\d_]+)")


def occurrences(text: str, rendering: str) -> list[tuple[int, int]]:
    """Find where `rendering` stands in `text` as whole words, from left to right.

    The first letter may be of either case (a sentence may open with it), the others must agree.
    Any run of white space, no-break spaces included, equals a space; straight and typographic
    apostrophes and hyphens are equal. An apostrophe is a boundary, so "armée" is found in
    "l'armée" and "Egypt" in "Egypt's"; "art" is not in "article", "3" not in "3.5" or "13", and
    "colonel" not in "lieutenant-colonel". An empty rendering stands nowhere.
    """
    rendering = " ".join(rendering.split())
    if not rendering or _longest_piece(rendering) not in text:
        return []
    return [
        match.span()
        for match in _pattern(rendering).finditer(text)
        if not _in_compound(text, *match.span())
    ]


@lru_cache(maxsize=32768)
def _longest_piece(rendering: str) -> str:
    """A piece that must stand in any text with the rendering: most texts are dismissed by it."""
    pieces = re.split(rf"[{_HYPHENS}{_APOSTROPHES}\s]", rendering[1:])
    return max(pieces, key=len)


@lru_cache(maxsize=8192)
def _pattern(rendering: str) -> re.Pattern[str]:
    first, rest = rendering[0], rendering[1:]
    opening = "".join(sorted({first.lower(), first.upper()}))
    # "ß".upper() is two letters: such a first letter is taken as it stands.
    head = f"[{re.escape(opening)}]" if len(opening) == 2 else _letter(first)
    body = head + "".join(_letter(letter) for letter in rest)
    before = after = ""
    if first.isalnum():
        before = r"(?<!\w)" + (rf"(?<!\d[.,:/{_NO_BREAK}])" if first.isdigit() else "")
    if rendering[-1].isalnum():
        last_is_digit = rendering[-1].isdigit()
        after = r"(?!\w)" + (rf"(?![.,:/{_NO_BREAK}]\d)" if last_is_digit else "")
    return re.compile(before + body + after)


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    for equals in (_HYPHENS, _APOSTROPHES):
        if letter in equals:
            return f"[{equals}]"
    return re.escape(letter)


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties text[start:end] into a word that means something else."""
    if start and text[start - 1] in _HYPHENS and text[start].isalpha():  # not under-20
        before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
        if before and before[1].lower() in _COMPOUND_BEFORE:
            return True
    after = _WORD_AFTER.match(text, end)
    return after is not None and after[1].lower() in _COMPOUND_AFTER


def standing(text: str, renderings: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of these renderings stands, from left to right; of overlapping ones the longest."""
    found = sorted(
        {span for rendering in renderings for span in occurrences(text, rendering)},
        key=lambda span: (span[0] - span[1], span[0]),
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if all(end <= s or e <= start for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


def term_missing(translation: Translation, language: Language) -> Iterator[Finding]:
    """Every term that the glossary demands stands in the translation.

    Fires for hits that enforcement gave up, and for hits whose rendering has gone since (an
    editor's change). Numbers and dates are left to `number_mismatch`, which reads them.
    """
    for hit in translation.hits:
        if hit.status == "suggested" or hit.kind in _QUANTITIES:
            continue
        if hit.status == "enforced" and _stands(hit, translation.text):
            continue
        message = f"{hit.surface} should read “{hit.rendering}”; it is not in the translation"
        yield Finding("term-missing", "error", message)


def _stands(hit: Hit, text: str) -> bool:
    """Whether an enforced hit still has its place; a rendering that was inflected has a span."""
    if hit.target is not None and 0 <= hit.target[0] < hit.target[1] <= len(text):
        return True
    return bool(standing(text, (hit.rendering, *hit.accepted)))


def suggestion(translation: Translation, language: Language) -> Iterator[Finding]:
    """A rendering that the glossary suggests, without demanding it, is not what was written."""
    for hit in translation.hits:
        if hit.status != "suggested" or standing(translation.text, (hit.rendering, *hit.accepted)):
            continue
        message = f"the glossary suggests “{hit.rendering}” for {hit.surface}"
        yield Finding("suggestion", "hint", message)


def term_doubled(translation: Translation, language: Language) -> Iterator[Finding]:
    """A term stands in the translation more often than the source has it.

    Enforcement can put a term beside the one already there ("the army the army"), and weak models
    repeat names. Two that touch are a warning, and so is a surplus of a name or a term of several
    words; of a single common word, which may have come by itself ("army" for قوات), it is a hint.
    """
    text = translation.text
    asked: dict[str, list[Hit]] = {}
    for hit in translation.hits:
        if hit.kind not in _QUANTITIES:
            asked.setdefault(hit.rendering, []).append(hit)
    longer = {r for hits in asked.values() for hit in hits for r in (hit.rendering, *hit.accepted)}
    covers = standing(text, longer)
    for rendering, hits in asked.items():
        forms = {rendering, *(form for hit in hits for form in hit.accepted)}
        # A place inside a longer term ("Libya" in "the Libyan Army" never is; "army" may be) is
        # that term's place.
        places = [span for span in standing(text, forms) if span in covers]
        if len(places) <= len(hits):
            continue
        touching = next(
            (later for one, later in pairwise(places) if _touch(text[one[1] : later[0]])), None
        )
        plain = " " not in rendering and rendering.islower()
        severity: Severity = "warning" if touching or not plain else "hint"
        span = touching or places[-1]
        message = (
            f"“{text[slice(*span)]}” stands {len(places)} times in the translation,"
            f" {_times(len(hits))} in the source ({hits[0].surface})"
        )
        yield Finding("term-doubled", severity, message, span)


def _touch(between: str) -> bool:
    return (
        re.fullmatch(r"[\s,]*(?:(?:the|of|le|la|les|l['\u2019]|du|de|des)\s*)*", between)
        is not None
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
