"""The outward shape of a translation: its length, its repetitions, its quotes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.arabic.script import DROPPED
from toolkit.document import Finding, Language, Translation

# Characters of the translation for each of the source (vowel marks aside), as (shortest, longest).
# Of 6,000 human translations of press sentences of 40 characters and more, 99.9 % lie between
# 0.70 and 2.2 in English and 0.88 and 2.4 in French; other news corpora begin at 0.5 and 0.7.
_RATIOS: dict[Language, tuple[float, float]] = {"en": (0.6, 2.3), "fr": (0.75, 2.6)}
_SHORTEST = 40

_MOST_LETTERS = 60
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_QUOTES = frozenset('«»“”"„')

# "nous nous réunissons", "en en louant", "had had", "that that" are grammar, not stutter.
_TWICE = frozenset({"nous", "vous", "en", "had", "that", "very"})


def length_ratio(translation: Translation, language: Language) -> Iterator[Finding]:
    """The translation is far shorter or longer than translations into its language are.

    A sign of lost or invented text. Segments under 40 characters are exempt: titles and captions
    vary too much.
    """
    source = sum(char not in DROPPED for char in translation.segment.line)
    target = len(" ".join(translation.text.split()))
    if source < _SHORTEST or not target or language not in _RATIOS:
        return
    shortest, longest = _RATIOS[language]
    ratio = target / source
    if ratio < shortest:
        message = f"{target} characters for {source} of the source: is something missing?"
        yield Finding("length-ratio", "warning", message)
    elif ratio > longest:
        message = f"{target} characters for {source} of the source: is something made up?"
        yield Finding("length-ratio", "warning", message)


def repetition(translation: Translation, language: Language) -> Iterator[Finding]:
    """Words are repeated as stuck models repeat them.

    The same word or group of words twice in a row, or a group of five words three times. One
    finding for each place. Numbers and words that grammar doubles ("nous nous") are exempt, and
    so is what the source itself says twice in a row.
    """
    words = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(translation.text)]
    yield from _in_a_row(words, translation)
    yield from _again(words, translation.text)


_WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*['\u2019]?")
_Word = tuple[str, int, int]


def _in_a_row(words: list[_Word], translation: Translation) -> Iterator[Finding]:
    text = translation.text
    forms = [word for word, _, _ in words]
    source = _WORD.findall(translation.segment.text)
    doubled_source = any(a == b for a, b in pairwise(source))
    index = 0
    while index < len(words):
        for size in range(1, min(12, (len(words) - index) // 2) + 1):
            group = forms[index : index + size]
            count = 1
            while forms[index + count * size : index + (count + 1) * size] == group:
                count += 1
            if count == 1:
                continue
            run = words[index : index + count * size]
            right = _allowed(group, count, text, run) or (count == 2 and doubled_source)
            if right and count == 2:
                continue
            if not right:
                message = f"“{_shorten(' '.join(group))}” is repeated"
                yield Finding("repetition", "warning", message, (run[size][1], run[-1][2]))
            index += count * size - 1
            break
        index += 1


def _allowed(group: list[str], count: int, text: str, run: list[_Word]) -> bool:
    """Whether a repeated group may be right: figures, grammar, or punctuation in between."""
    if all(word.isdecimal() for word in group):
        return True
    if count > 2 or len(group) > 3:
        return False
    # A comma or full stop makes two phrases of it: "of the Air Force, Air Force Major General".
    between = text[run[len(group) - 1][2] : run[len(group)][1]]
    if between.strip():
        return True
    # A name may be twice the same (Boutros Boutros-Ghali, Sin Sin).
    return len(group) == 1 and (group[0] in _TWICE or text[run[1][1]].isupper())


def _again(words: list[_Word], text: str, size: int = 5) -> Iterator[Finding]:
    places: dict[tuple[str, ...], list[int]] = {}
    for index in range(len(words) - size + 1):
        group = tuple(word for word, _, _ in words[index : index + size])
        places.setdefault(group, []).append(index)
    last = -1
    for group, indices in places.items():
        if len(indices) < 3 or indices[0] <= last or indices[1] - indices[0] <= size:
            continue
        last = indices[0] + size
        start, end = words[indices[-1]][1], words[indices[-1] + size - 1][2]
        message = f"“{_shorten(' '.join(group))}” comes {len(indices)} times"
        yield Finding("repetition", "warning", message, (start, end))


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"


def unbalanced(translation: Translation, language: Language) -> Iterator[Finding]:
    """A quote or bracket is opened and not closed, or closed and not opened.

    Not for quotes that the source leaves open as well: a quotation may run over several segments.
    """
    text = translation.text
    open_source = {kind for _, kind in _strays(translation.segment.text)}
    for index, kind in _strays(text):
        if kind == "quote" and "quote" in open_source:
            continue
        if kind != "quote" and kind in open_source:
            continue
        char = text[index]
        what = (
            "has no partner"
            if char == '"'
            else ("is not closed" if char in _PAIRS else "was not opened")
        )
        yield Finding("unbalanced", "warning", f"{char} {what}", (index, index + 1))


def _strays(text: str) -> list[tuple[int, str]]:
    """Quotes and brackets without a partner, as (offset, "quote" or the opening bracket)."""
    stack: list[int] = []
    strays: list[int] = []
    straight: int | None = None
    # A list number, "1)" or "a)", closes nothing.
    numbers = {match.end() - 1 for match in re.finditer(r"(?:^|(?<=[\s;,.:]))\w{1,2}\)", text)}
    for index, char in enumerate(text):
        if char == '"':
            straight = index if straight is None else None
        elif char in _PAIRS:
            stack.append(index)
        elif char in _CLOSING and stack and text[stack[-1]] == _CLOSING[char]:
            stack.pop()
        elif char in _CLOSING and index not in numbers:
            strays.append(index)
    strays += stack + ([straight] if straight is not None else [])
    return [
        (i, "quote" if text[i] in _QUOTES else _CLOSING.get(text[i], text[i]))
        for i in sorted(strays)
    ]
