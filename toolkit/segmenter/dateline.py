"""Datelines: the place, date and agency before a report, as in "القاهرة (أ ش أ) – "."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.segmenter.chars import trim
from toolkit.segmenter.rules import Phrases, folded_words, rules

_HEAD = 200  # characters: no dateline is longer
_LONGEST_PLACE = 4  # words of a place that is not in the list
_LONGEST_AGENCY = 6  # words in its parentheses

_Kind = Literal["word", "number", "date", "sign", "dash", "agency"]

_TOKEN = re.compile(
    r"(?P<agency>\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\])"
    r"|(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
    r"|(?P<number>\d{1,4}(?!\d))"
    # Marks and tatweel are no word characters for `re`, but stand inside words.
    r"|(?P<word>[^\W\d_][\w\u064b-\u065f\u0670\u0640]*)"
    # A dash or a colon ends a dateline only where a space or nothing follows.
    r"|(?P<dash>[-–—:]+(?=\s|$))"
    r"|(?P<sign>[-–—:،,/|])"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    words: list[str]
    end: int


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a stretch of text has that datelines have."""

    place: bool = False
    """It begins with a place of the list, and with nothing else."""
    parted: bool = False
    """A sign or an agency parts its place from the rest."""
    date: bool = False
    agency: bool = False
    words: int = 0
    """How many words of an unknown place it begins with."""


def is_dateline(text: str, start: int, end: int, *, strict: bool = False) -> bool:
    """Whether text[start:end] is a dateline and nothing else.

    `strict` is for where titles and headings are expected: an unknown place is then taken for the
    words of one, and so is a place without date or agency.
    """
    tokens = _tokens(text, start, end)
    if not tokens or trim(text, tokens[-1].end, end) != (end, end):
        return False
    seen, used = _evidence(tokens)
    if used < len(tokens):
        return False
    if seen.words:
        return seen.parted and (seen.date or seen.agency) and not strict
    return seen.date or seen.agency or (seen.place and not strict)


def opening_dateline(text: str, start: int, end: int) -> int | None:
    """Where the dateline that opens text[start:end] ends (after its dash or colon), or None.

    What follows it must have words of its own.
    """
    tokens = _tokens(text, start, end)
    _, used = _evidence(tokens)
    ends = [index for index in range(used) if tokens[index].kind == "dash"]
    if not ends:
        return None
    seen, _ = _evidence(tokens[: ends[-1] + 1])
    believable = (seen.date or seen.agency) and (seen.parted or not seen.words)
    if not believable and not (seen.place and not seen.words):
        return None
    position = tokens[ends[-1]].end
    rest = text[position : min(end, position + _HEAD)]
    return position if folded_words(rest) else None


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """The tokens from `start` on, up to the first character that no dateline has."""
    tokens: list[_Token] = []
    stop = min(end, start + _HEAD)
    position = start
    while position < stop:
        if text[position].isspace():
            position += 1
            continue
        match = _TOKEN.match(text, position, stop)
        if match is None or match.lastgroup is None:
            break
        kind: _Kind = match.lastgroup  # type: ignore[assignment]
        tokens.append(_Token(kind, folded_words(match.group()), match.end()))
        position = match.end()
    return tokens


def _evidence(tokens: list[_Token]) -> tuple[_Evidence, int]:
    """What the tokens of a dateline say, and how many of them can belong to one."""
    index, known, unknown = _place(tokens)
    parted = date = agency = False
    if index and index < len(tokens):
        parted = tokens[index].kind in ("dash", "sign", "agency")
    facts = rules()
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "date":
            date, index = True, index + 1
        elif token.kind == "agency":
            if len(token.words) > _LONGEST_AGENCY:
                break
            agency, index = True, index + 1
        elif token.kind in ("number", "sign", "dash"):
            index += 1
        elif length := _phrase(tokens, index, facts.months):
            before = tokens[index - 1].kind if index else "word"
            # A month counts after a day ("12 شباط") or another name of it ("شباط/فبراير").
            date = date or before == "number"
            index += length
        elif length := _phrase(tokens, index, facts.agencies):
            agency, index = True, index + length
        elif length := max(
            _phrase(tokens, index, facts.weekdays),
            _phrase(tokens, index, facts.between),
            _phrase(tokens, index, facts.places),
        ):
            index += length
        else:
            break
    seen = _Evidence(known, parted, date, agency, unknown)
    return seen, index


def _place(tokens: list[_Token]) -> tuple[int, bool, int]:
    """How many tokens name the place, whether it is a known one, and how many words if not."""
    length = _phrase(tokens, 0, rules().places)
    if length:
        return length, True, 0
    facts = rules()
    count = 0
    for index in range(min(len(tokens), _LONGEST_PLACE + 1)):
        others = (facts.months, facts.weekdays, facts.between, facts.agencies)
        if tokens[index].kind != "word" or any(_phrase(tokens, index, one) for one in others):
            break
        count += 1
    return (count, False, count) if count <= _LONGEST_PLACE else (0, False, count)


def _phrase(tokens: list[_Token], index: int, phrases: Phrases) -> int:
    """How many word tokens from `index` on make a known phrase."""
    words: list[str] = []
    for token in tokens[index : index + phrases.longest]:
        if token.kind != "word" or len(token.words) != 1:
            break
        words.append(token.words[0])
    return phrases.opening(words)
