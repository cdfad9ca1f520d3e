"""Grammar at the seams: the words right before a rendering, and doubled words around it.

The rules are data; each looks only at what stands next to a rendering, so that text the model
wrote by itself stays as it is. French elision and contraction follow Grevisse, Le Bon Usage,
§§ 44-50 and 598.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.arabic.calendar import weekday_name
from toolkit.document import Language
from toolkit.quality.terms import occurrences
from toolkit.translator.agreement import agree
from toolkit.translator.units import Unit
from toolkit.translator.verify import Span, Verdict, verify

_MUTE_H = r"h(?:abit|ebdo|élic|éri|eur|ier|ist|omm|onn|onor|ôp|ôt|uman|ydr|ymne)"
_ELIDES = re.compile(rf"(?:[aâàäeéèêëiîïoôöuûü]|œ|{_MUTE_H})(?!nze\b)", re.IGNORECASE)
_ELISIONS = {"de": "d'", "le": "l'", "la": "l'", "que": "qu'"}

_OPEN_ELISION = re.compile(r"\b((?:[cdjlmnst]|qu|lorsqu|jusqu)['’])\s+(?=\w)", re.IGNORECASE)

_CONTRACTIONS = {
    ("de", "le"): "du",
    ("de", "les"): "des",
    ("à", "le"): "au",
    ("à", "les"): "aux",
}

_VOWEL_SOUND = re.compile(r"(?:[aeio]|u(?!ni|s\b|rani|til|kr|gan))|h(?:on|our|eir)", re.IGNORECASE)
_LETTERS_SAID_WITH_VOWEL = re.compile(r"[AEFHILMNORSX][A-Z]")

_LONGEST_EDGE = 3
"""How many words of a rendering the model may have said by itself beside it."""

_DOUBLED = {
    "en": re.compile(r"\b(the|of|to|and|in|by|with|for|from|at|on)(\s+\1\b)+", re.IGNORECASE),
    "fr": re.compile(
        r"\b(le|la|les|de|du|des|à|au|aux|et|en|par|avec|pour|l'|d')(\s*\b\1\b)+", re.IGNORECASE
    ),
}

_FUNCTION_WORD = {
    "en": re.compile(
        r"(?<=[,;] )(?:The|An?|This|These|That|It|He|She|They|His|Her|Its|Their|In|On|At|By|From|To"
        r"|Of|For|With|And|As|But|Or|Which|Who|Where|While|When|During|After|Before|Through)\b"
    ),
    "fr": re.compile(
        r"(?<=[,;] )(?:(?:Le|La|Les|Un|Une|Des|Du|De|Ce|Cet|Cette|Ces|Il|Elle|Ils|Elles|Son|Sa|Ses"
        r"|Leur|Leurs|Dans|En|Sur|Par|Pour|Avec|Et|Mais|Ou|Qui|Que|Dont|Où|À|Au|Aux|Lors|Après"
        r"|Avant|Ainsi|Ainsi que|Notamment|Parmi|Afin)\b|[DLJNSC]['’]|Qu['’])"
    ),
}

_RANK_WORDS = {
    "en": r"(?:Lieutenant|Major|Brigadier|Colonel|General|Captain|Vice|Rear)",
    "fr": r"(?:[Ll]ieutenant|[Cc]olonel|[Gg]énéral|[Cc]ommandant|[Vv]ice|[Cc]ontre)",
}
"""Words that make another rank of the one behind them."""

_PERSONAL = {"name", "person"}
_FRENCH_BEFORE_RANK = re.compile(
    r"(?:\b(?:le|la|les|du|des|au|aux|un|une|ce|cet|cette|son|sa|ses|en tant que|comme|ex|feu|M\.)"
    r"|\b[ldLD]['’])\s*$",
    re.IGNORECASE,
)
_DE_OR_A = re.compile(r"\b(de|à)\s+$", re.IGNORECASE)
_CONTRACTED = {"de": "du", "à": "au"}


def polish(text: str, units: Sequence[Unit], language: Language) -> str:
    """The text with its seams mended; it never loses a unit that it held.

    In: a candidate translation and its units. Out: the text, or the text as it was where a rule
    would have taken a rendering away.
    """
    for mend in (
        _drop_doubled_renderings,
        _drop_doubled_edges,
        _drop_stray_ranks,
        _drop_stray_weekdays,
        _spell_renderings,
        _mend_before,
        _close_elisions,
        _lower_function_words,
        _drop_doubled_words,
        _raise_first,
    ):
        mended = mend(text, units, language)
        if len(verify(mended, units).missing) <= len(verify(text, units).missing):
            text = mended
    return text


def _drop_doubled_renderings(text: str, units: Sequence[Unit], language: Language) -> str:
    """A rendering said again right after itself goes, unless it was asked for twice."""
    verdict = verify(text, units)
    kept = {span for span in verdict.spans if span is not None}
    for unit in units:
        for start, end in reversed(occurrences(text, unit.rendering)):
            before = text[:start].rstrip(" ,")
            if (start, end) not in kept and any(before.endswith(text[s:e]) for s, e in kept):
                text = before + text[end:]
    return text


def _drop_doubled_edges(text: str, units: Sequence[Unit], language: Language) -> str:
    """No "Deputy Deputy Commander" and no "13 May 2026 2026": the model's own half of a term goes.

    Words right before a rendering that are its first words, and right after that are its last.
    """
    for _, (start, end) in reversed(list(_placed(units, verify(text, units)))):
        words = text[start:end].split()
        for size in range(min(_LONGEST_EDGE, len(words) - 1), 0, -1):
            first = r"\s+".join(map(re.escape, words[:size]))
            last = r"\s+".join(map(re.escape, words[-size:]))
            before = re.search(rf"(?<!\w){first}\s+$", text[:start])
            after = re.match(rf",?\s+{last}(?!\w)", text[end:])
            if after:
                text = text[:end] + text[end + after.end() :]
            if before:
                text = text[: before.start()] + text[start:]
            if before or after:
                break
    return text


def _drop_stray_ranks(text: str, units: Sequence[Unit], language: Language) -> str:
    """No "Lieutenant General" where "General" was asked for: the other rank's word goes."""
    pattern = _RANK_WORDS.get(language)
    kept = [span for span in verify(text, units).spans if span is not None]
    for unit, (start, _end) in reversed(list(_placed(units, verify(text, units)))):
        if pattern is None or unit.hits[0].kind != "rank":
            continue
        stray = re.search(rf"(?:\b{pattern}\s+)+$", text[:start])
        if stray and all(e <= stray.start() or start <= s for s, e in kept):
            text = text[: stray.start()] + text[start:]
    return text


def _drop_stray_weekdays(text: str, units: Sequence[Unit], language: Language) -> str:
    """No "Saturday Friday 13 February": the day that the date names is the right one."""
    days = "|".join(weekday_name(language, day) for day in range(7))
    for _, (start, end) in reversed(list(_placed(units, verify(text, units)))):
        stray = re.search(rf"\b(?:{days}),?\s+$", text[:start], re.IGNORECASE)
        if stray and re.match(rf"(?:{days})\b", text[start:end], re.IGNORECASE):
            text = text[: stray.start()] + text[start:]
    return text


def _spell_renderings(text: str, units: Sequence[Unit], language: Language) -> str:
    """The first letter of a rendering as the glossary has it: "Armed Forces", not "armed Forces".

    A capital at the start of the sentence comes back with `_raise_first`.
    """
    verdict = verify(text, units)
    for unit, span in zip(units, verdict.spans, strict=True):
        if span is None:
            continue
        start, letter = span[0], text[span[0]]
        openings = {r[0] for r in unit.renderings if r[:1].lower() == letter.lower()}
        if openings and letter not in openings:
            text = text[:start] + openings.pop() + text[start + 1 :]
    return text


def _mend_before(text: str, units: Sequence[Unit], language: Language) -> str:
    """Articles, prepositions and elision before each rendering, from the right to the left."""
    for unit, (start, _end) in reversed(list(_placed(units, verify(text, units)))):
        head, tail = text[:start], text[start:]
        head = _before_english(head, tail, unit) if language == "en" else head
        head = _before_french(head, tail, unit) if language == "fr" else head
        text = head + tail
    return text


def _placed(units: Sequence[Unit], verdict: Verdict) -> Iterator[tuple[Unit, Span]]:
    found = [(u, s) for u, s in zip(units, verdict.spans, strict=True) if s is not None]
    yield from sorted(found, key=lambda pair: pair[1])


def _is_rank_with_name(unit: Unit) -> bool:
    kinds = {hit.kind for hit in unit.hits}
    return "rank" in kinds and bool(kinds & _PERSONAL)


def _before_english(head: str, tail: str, unit: Unit) -> str:
    if _is_rank_with_name(unit) or {hit.kind for hit in unit.hits} <= _PERSONAL:
        head = re.sub(r"\b(?:the|an?)\s+$", "", head, flags=re.IGNORECASE)
    article = re.search(r"\b(an?)(\s+)$", head, re.IGNORECASE)
    if article:
        vowel = _VOWEL_SOUND.match(tail) or _LETTERS_SAID_WITH_VOWEL.match(tail)
        right = article[1][0] + ("n" if vowel else "")
        head = head[: article.start()] + right + article[2]
    return head


def _before_french(head: str, tail: str, unit: Unit) -> str:
    kinds = {hit.kind for hit in unit.hits}
    if kinds <= _PERSONAL:
        head = re.sub(r"\b(?:le|la|les)\s+$", "", head, flags=re.IGNORECASE)
    elif unit.gender:
        vowel = bool(_ELIDES.match(tail))
        head = agree(head, unit.gender, vowel=vowel, country=kinds == {"place"})
    if _is_rank_with_name(unit) and not _FRENCH_BEFORE_RANK.search(head):
        joined = _DE_OR_A.search(head)
        if joined:
            head = head[: joined.start()] + _like(joined[1], _CONTRACTED[joined[1].lower()]) + " "
        else:
            head += "le " if head.strip() else "Le "
    for (preposition, article), one in _CONTRACTIONS.items():
        found = re.search(rf"\b({preposition})\s+{article}(\s+)$", head, re.IGNORECASE)
        if found:
            head = head[: found.start()] + _like(found[1], one) + found[2]
    if _ELIDES.match(tail):
        short = re.search(rf"\b({'|'.join(_ELISIONS)})\s+$", head, re.IGNORECASE)
        if short:
            head = head[: short.start()] + _like(short[1], _ELISIONS[short[1].lower()])
    return head


def _like(model: str, word: str) -> str:
    """The word with a capital where the one it replaces had one."""
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _close_elisions(text: str, units: Sequence[Unit], language: Language) -> str:
    """No space after the apostrophe of a French elision: "l'hôte", not "l' hôte"."""
    return _OPEN_ELISION.sub(r"\1", text) if language == "fr" else text


def _lower_function_words(text: str, units: Sequence[Unit], language: Language) -> str:
    """No capital on an article or the like after a comma, unless it is part of a rendering."""
    kept = [span for span in verify(text, units).spans if span is not None]
    for found in _FUNCTION_WORD[language].finditer(text):
        if all(found.end() <= start or end <= found.start() for start, end in kept):
            text = text[: found.start()] + found.group().lower() + text[found.end() :]
    return text


def _drop_doubled_words(text: str, units: Sequence[Unit], language: Language) -> str:
    pattern = _DOUBLED.get(language)
    return pattern.sub(r"\1", text) if pattern else text


def _raise_first(text: str, units: Sequence[Unit], language: Language) -> str:
    """A capital at the start of the sentence, behind opening quotes and brackets."""
    found = re.match(r"[\"'“‘«(\[\s]*", text)
    at = found.end() if found else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
