"""Whether a stop ends a sentence, or belongs to an abbreviation, a number or an address."""

from __future__ import annotations

from toolkit.arabic.script import fold, is_arabic
from toolkit.segmenter.chars import QUOTES, STOPS, is_blank, skip_blanks
from toolkit.segmenter.rules import folded_words, rules

_LONGEST_TOKEN = 24  # characters
_AHEAD = 40  # characters that hold the next few words
_EDGES = QUOTES + "([{)]}/،؛:"
# Conjunctions and prepositions are written together with the title after them: ود. سامي.
_CLITICS = "وفبكل"
_TITLES = "دام"
_SHORTEST_UNSPACED = 3  # letters before a stop that lacks the space after it


def ends_sentence(text: str, start: int, stop: int, stop_end: int, position: int, end: int) -> bool:
    """Whether the signs text[stop:stop_end] may end a sentence of the block text[start:end].

    `position` is the place after them and the closing marks behind them. Quotations and
    parentheses around the signs are the caller's to weigh.
    """
    if position < end and not is_blank(text[position]):
        return _lacks_space(text, start, stop, position, end)
    sign = text[stop:stop_end]
    if sign == "..":
        return opens_sentence(text, position)  # the press sets it for a pause within a sentence
    if sign != ".":
        return True
    token = _token_before(text, start, stop)
    before = _previous(text, start, stop - len(token))
    known = rules()
    if token.isdecimal():
        # "2. " that opens a sentence numbers it, and "13. فبراير" is an ordinal.
        opens = before is None or text[before] in STOPS
        return not opens and not known.months.opening(_words_after(text, position))
    folded = fold(token.strip(_EDGES))
    after_number = before is not None and text[before].isdecimal()
    if folded in known.closing_abbreviations or (folded in known.units and after_number):
        following = "".join(_words_after(text, position)[:1])
        return following.startswith("و") or opens_sentence(text, position)
    if _is_abbreviation(folded):
        return opens_sentence(text, position)
    return True


def opens_sentence(text: str, position: int) -> bool:
    """Whether what follows begins with a word that opens sentences (وأضاف, كما …)."""
    return rules().openers.opening(_words_after(text, position)) > 0


def _is_abbreviation(folded: str) -> bool:
    if folded in rules().abbreviations or (folded[:1] in _CLITICS and folded[1:] in tuple(_TITLES)):
        return True
    # Initials and acronyms: one letter, or single letters with stops between (أ.د, ص.ب, U.S).
    parts = folded.split(".")
    return all(len(part) == 1 and part.isalpha() for part in parts)


def _lacks_space(text: str, start: int, stop: int, position: int, end: int) -> bool:
    """Whether only the space is missing: a word, a stop, and the next word at once (معا.وأكد).

    Never so beside Latin letters and digits, which have addresses, decimals and versions.
    """
    if not is_arabic(text[position]):
        return False
    token = _token_before(text, start, stop).lstrip(_EDGES)
    if len(token) < _SHORTEST_UNSPACED or not all(map(is_arabic, fold(token))):
        return False
    return position + 1 < end and is_arabic(text[position + 1])


def _token_before(text: str, start: int, stop: int) -> str:
    """What stands between the blank before a stop and the stop."""
    first = stop
    while first > max(start, stop - _LONGEST_TOKEN) and not is_blank(text[first - 1]):
        first -= 1
    return text[first:stop]


def _previous(text: str, start: int, position: int) -> int | None:
    """Where the last character before a place is that is no blank, None if there is none."""
    while position > start and is_blank(text[position - 1]):
        position -= 1
    return position - 1 if position > start else None


def _words_after(text: str, position: int) -> list[str]:
    position = skip_blanks(text, position, len(text))
    return folded_words(text[position : position + _AHEAD])
