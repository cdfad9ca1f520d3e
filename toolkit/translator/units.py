"""Units of enforcement: what must stand in the translation, as one piece each.

A unit is a glossary match, or neighbouring matches that the press writes together, such as rank,
qualifiers and name ("Staff General Salem Nasser"), or a number or date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product

from toolkit.arabic import numbers
from toolkit.document import Hit, Language
from toolkit.glossary.match import Match
from toolkit.glossary.style import Style
from toolkit.translator.agreement import Gender

_PERSONAL = {"name", "person"}
_JOINS = {
    ("qualifier", "rank"),
    ("qualifier", "qualifier"),
    ("rank", "qualifier"),
    *((before, own) for before in ("rank", "qualifier") for own in _PERSONAL),
    *((one, other) for one in _PERSONAL for other in _PERSONAL),
}
"""Kinds of neighbouring entries that form one unit."""

_SLOT = "{}"
_MOST_VARIANTS = 32


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the source and the renderings of which one must be in the target.

    `start`:`end` is the stretch in the source including `clitics`, the letters glued to its front.
    `renderings` are what counts as right, the preferred one first. `hits` are its audit: one for
    each entry in it. `gender` is that of the French rendering, where the glossary knows it.
    """

    start: int
    end: int
    clitics: str
    renderings: tuple[str, ...]
    hits: tuple[Hit, ...]
    gender: Gender | None = None

    @property
    def rendering(self) -> str:
        """The preferred rendering: the one that is put where none is found."""
        return self.renderings[0]


def units(
    text: str, matches: Sequence[Match], language: Language, style: Style
) -> tuple[tuple[Unit, ...], tuple[Hit, ...]]:
    """The units of a source text, in order, and the hits that are only suggested."""
    enforced = [m for m in matches if m.entry.enforce and _renderings(m, language, style)]
    found = [_unit(text, group, language, style) for group in _groups(text, enforced)]
    found += _quantities(text, enforced, language)
    suggested = tuple(
        _hit(text, m, renderings, "suggested")
        for m in matches
        if not m.entry.enforce and (renderings := _renderings(m, language, style))
    )
    return tuple(sorted((u for u in found if u is not None), key=lambda u: u.start)), suggested


def _renderings(match: Match, language: Language, style: Style) -> tuple[str, ...]:
    found = match.entry.renderings(language, match.form)
    return style.spell(found) if language == "en" else found


def _groups(text: str, matches: Sequence[Match]) -> Iterable[list[Match]]:
    group: list[Match] = []
    for match in matches:
        if group and _joined(text, group[-1], match):
            group.append(match)
        else:
            if group:
                yield group
            group = [match]
    if group:
        yield group


def _joined(text: str, one: Match, other: Match) -> bool:
    return (
        (one.entry.kind, other.entry.kind) in _JOINS
        and not other.clitics
        and not text[one.end : other.start].strip()
    )


def _unit(text: str, group: list[Match], language: Language, style: Style) -> Unit | None:
    kept = [m for m in group if style.keeps(m.entry.style)]
    if not kept:
        return None
    options = [_renderings(m, language, style) for m in kept]
    kinds = [m.entry.kind for m in kept]
    variants = islice(product(*options), _MOST_VARIANTS)
    composed = tuple(dict.fromkeys(_compose(kinds, variant) for variant in variants))
    hits = tuple(
        _hit(text, m, tuple(r.replace(_SLOT, "").strip() for r in o), "missing")
        for m, o in zip(kept, options, strict=True)
    )
    gender = _gender(kept) if language == "fr" else None
    return Unit(group[0].word_start, group[-1].end, group[0].clitics, composed, hits, gender)


def _gender(group: Sequence[Match]) -> Gender | None:
    """That of the first noun of the phrase. A form with a rendering of its own may differ."""
    nouns = [m for m in group if m.entry.kind != "qualifier"]
    if not nouns or (nouns[0].form is not None and nouns[0].form.fr):
        return None
    return nouns[0].entry.gender


def _compose(kinds: Sequence[str], renderings: Sequence[str]) -> str:
    """Renderings as one phrase.

    A qualifier before a rank or name goes round all that follows it, one after a rank only round
    the rank: "H.E." + ("Staff" round "General") + "Salem Nasser".
    """
    built: list[str] = []
    open_patterns: list[str] = []
    for kind, rendering in zip(kinds, renderings, strict=True):
        if kind != "qualifier":
            built.append(rendering)
        elif built:
            built[-1] = _fill(rendering, built[-1])
        else:
            open_patterns.append(rendering)
    phrase = " ".join(built)
    for pattern in reversed(open_patterns):
        phrase = _fill(pattern, phrase)
    return phrase


def _fill(pattern: str, phrase: str) -> str:
    filled = pattern.replace(_SLOT, phrase) if _SLOT in pattern else f"{pattern} {phrase}"
    return filled.strip()


def _hit(text: str, match: Match, renderings: tuple[str, ...], status: str) -> Hit:
    return Hit(
        entry=match.entry.ar,
        kind=match.entry.kind,
        surface=text[match.start : match.end],
        start=match.start,
        end=match.end,
        rendering=renderings[0],
        accepted=renderings[1:],
        status="suggested" if status == "suggested" else "missing",
    )


def _quantities(text: str, matches: Sequence[Match], language: Language) -> list[Unit]:
    """Numbers and dates outside the glossary's matches; what they read is a rule, not a guess."""
    found = []
    for quantity in numbers.find(text):
        if any(m.start < quantity.end and quantity.start < m.end for m in matches):
            continue
        if quantity.kind == "code" and not re.search("[A-Za-z]", quantity.surface):
            continue  # إف-16 is F-16: the digits are no word of their own in the translation
        rendering = numbers.render(quantity, language)
        accepted = tuple(a for a in numbers.accepted(quantity, language) if a != rendering)
        hit = Hit(
            entry=quantity.surface,
            kind=quantity.kind,
            surface=quantity.surface,
            start=quantity.start,
            end=quantity.end,
            rendering=rendering,
            accepted=accepted,
        )
        found.append(Unit(quantity.start, quantity.end, "", (rendering, *accepted), (hit,)))
    return found
