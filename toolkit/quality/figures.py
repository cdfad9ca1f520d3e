"""Figures in an English or French text: numbers, dates and times, in digits and in words.

The counterpart of `toolkit.arabic.numbers` for the target side, read for comparison only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from toolkit.arabic.calendar import month_names, weekday_name
from toolkit.arabic.numbers import amount
from toolkit.arabic.numerals import read as read_words
from toolkit.arabic.numerals import spell
from toolkit.arabic.quantity import Clock, Date
from toolkit.document import Language


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or time at text[start:end]; `percent` for percentages.

    `values` holds the readings it allows: one, or two for "3.500" (a thousands sign or a decimal
    point) and for "4/5/2026" (the day first or the month first).
    """

    start: int
    end: int
    values: tuple[Decimal | Date | Clock, ...]
    percent: bool = False
    in_words: bool = False


_SCALES: dict[Language, dict[str, int]] = {
    "en": {
        "thousand": 10**3,
        "million": 10**6,
        "mn": 10**6,
        "billion": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "hundred": 100,
        "dozen": 12,
    },
    "fr": {
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "Md": 10**9,
        "Mds": 10**9,
        "billion": 10**12,
        "billions": 10**12,
        "billiards": 10**15,
        "cents": 100,
    },
}
_LINK = {
    "en": r"(?:, | (?:and|to|through|until|or|-) |-|/|, and )(?:the )?",
    "fr": r"(?:, | (?:et|au|à|ou|-|jusqu'au) |-|/)(?:le |les )?",
}
_N = (
    r"(?<!\d)(?<!\d[.,])(?:[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d{1,2})?"
    r"|[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?!\d)"
)
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?![/\d])(?!-\d)")
_TIMES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?<![\d.,:])(?:"
        r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?![:\d])(?: ?(?P<half>[ap])\.?m\b)?"
        r"|(?P<hour2>\d{1,2})(?:\.(?P<minute2>\d\d))? ?(?P<half2>[ap])\.?m\b"
        r"|(?P<hour3>\d{1,2})(?= o'clock)"
        r"|(?P<hour4>[01]\d|2[0-3])(?P<minute4>[0-5]\d)(?= (?:hours|hrs|GMT|UTC)\b))"
    ),
    "fr": re.compile(
        r"(?<![\d.,:])(?P<hour>\d{1,2})"
        r"(?: ?(?:h|heures?)(?: ?(?P<minute>\d\d))?(?!\w)|:(?P<minute2>\d\d)(?![:\d]))"
    ),
}
# XVIIe siècle, the XVII century; an ordinal otherwise (Ier, IIe), not the I of an English speaker.
_ROMAN = re.compile(r"\b(?P<roman>[IVX]+)(?:(?:er?|re|ème)\b|(?= (?:siècle|century)))")


def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """All numbers, dates and times of a text, from left to right.

    A pair of days with one month ("5 to 9 October") gives a date for each day. A month by itself
    is a date too; number words are read where no digits stand. Codes (F-16) give their digits.
    """
    rest = _ROUND_THE_CLOCK.sub(_blank, text.translate(_PLAIN))
    found: list[Figure] = []
    for recognise in (_named, _numeric, _times, _numbers, _words):
        for figure in recognise(rest, language):
            found.append(figure)
            gap = "\0" * (figure.end - figure.start)
            rest = rest[: figure.start] + gap + rest[figure.end :]
    return tuple(sorted(found, key=lambda figure: figure.start))


# Spaces, dashes and apostrophes as typists write them become those the patterns know.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\t\n", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2019\u02bc", "'")
)

# An idiom, not a number: Arabic says على مدار الساعة.
_ROUND_THE_CLOCK = re.compile(
    r"(?i)\b24 ?(?:heures?|h) ?(?:sur|/) ?24(?: ?(?:et|,) ?7 ?(?:jours?|j) ?(?:sur|/) ?7)?\b"
    r"|\b24/7\b|\b24 hours a day\b"
)


@lru_cache(maxsize=4)
def _months(language: Language) -> dict[str, tuple[int, bool]]:
    return {
        name.lower(): (month, hijri)
        for hijri in (True, False)
        for month in range(1, 13)
        for name in month_names(language, month, hijri)
    }


@lru_cache(maxsize=4)
def _days(language: Language) -> dict[str, int]:
    """Words for days: first, twenty-first, premier. Of cardinals only ordinals' place is taken."""
    return {word: day for day in range(1, 32) for word in spell(day, language)[1:]}


@lru_cache(maxsize=4)
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    names = sorted(_months(language), key=len, reverse=True)
    # "may" and "march" are verbs: an English month has a capital. A French one need not.
    initial = [
        f"{n[0].upper() if language == 'en' else f'[{n[0]}{n[0].upper()}]'}(?i:{re.escape(n[1:])})"
        for n in names
    ]
    month = rf"\b(?P<month>{'|'.join(initial)})(?!\w)\.?"
    words = "|".join(sorted(map(re.escape, _days(language)), key=len, reverse=True))
    number = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|e)?\b|(?i:\b(?:{words})\b))"
    pair = rf"(?P<day>(?<!\d)(?<!\d[.,:/]){number})(?:{_LINK[language]}(?P<day2>{number}))?"
    year = r"(?:,? (?:of |de )?(?P<year>\d{4})(?![\d%])(?![.,]\d))"
    before = rf"{pair} (?:of |du mois de |de |d'|day of )?(?:the month of )?{month}{year}?"
    after = rf"{month} (?:the )?{pair}(?![\d%:]|[.,]\d| \d{{3}}\b){year}?"
    alone = rf"{month}{year}?"
    if language == "en":
        return tuple(re.compile(p) for p in (before, after, alone))
    return re.compile(before), re.compile(alone)


def _named(text: str, language: Language) -> Iterator[Figure]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            yield from _dates(match, language)


def _dates(match: re.Match[str], language: Language) -> Iterator[Figure]:
    group = match.groupdict()
    month, hijri = _months(language)[match["month"].lower()]
    year = int(group["year"]) if group.get("year") else None
    days = [name for name in ("day", "day2") if group.get(name)]
    if not days:
        yield Figure(*match.span(), (Date(None, month, year, None, hijri),))
    for name in days:
        day = _day(match[name], language)
        # The span of a day of a pair is its own figure, so that an editor sees which one is meant.
        span = match.span() if len(days) == 1 else match.span(name)
        if len(days) == 2 and name == days[-1]:
            span = (match.start(name), match.end())
        yield Figure(*span, (Date(day, month, year, None, hijri),))


def _day(word: str, language: Language) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _days(language)[word.lower()]


def _numeric(text: str, language: Language) -> Iterator[Figure]:
    for match in _NUMERIC.finditer(text):
        a, b, c = (int(match[group]) for group in (1, 3, 4))
        if len(match[1]) == 4:
            readings = [(c, b, a)]
        elif len(match[4]) == 4:
            readings = [(a, b, c), (b, a, c)]
        else:
            continue
        dates = tuple(
            Date(day, month, year, None, year < 1500)
            for day, month, year in readings
            if 1 <= day <= 31 and 1 <= month <= 12
        )
        if dates:
            yield Figure(*match.span(), dates)


def _times(text: str, language: Language) -> Iterator[Figure]:
    for match in _TIMES[language].finditer(text):
        group = {k.rstrip("234"): v for k, v in match.groupdict().items() if v}
        hour, minute = int(group["hour"]), int(group.get("minute", 0))
        half: Literal["am", "pm"] | None = None
        if "half" in group:
            half = "am" if group["half"] == "a" else "pm"
        if hour <= 24 and minute <= 59:
            yield Figure(*match.span(), (Clock(hour, minute, half),))


@lru_cache(maxsize=4)
def _number_pattern(language: Language) -> re.Pattern[str]:
    scales = "|".join(sorted(_SCALES[language], key=len, reverse=True))
    percent = r"per ?cent" if language == "en" else r"pour[ -]?cent"
    return re.compile(
        rf"(?P<number>{_N})(?:[ -]?(?P<scale>{scales})(?![^\W\d_]))?"
        rf"(?P<percent> ?%|[ -](?:{percent})\b)?"
    )


def _numbers(text: str, language: Language) -> Iterator[Figure]:
    matches = list(_number_pattern(language).finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        scale = _SCALES[language].get(match["scale"] or "", 1)
        both = readings(match["number"]) or (amount(match["number"]),)
        values = tuple(value * scale for value in both)
        if following and following["scale"] and scale == 1:
            between = text[match.end() : following.start()]
            if re.fullmatch(_LINK[language], between):  # 60 to 85 thousand
                values += (both[0] * _SCALES[language][following["scale"]],)
        start, end = match.span()
        yield Figure(start, end, values, percent=bool(match["percent"]))
    for match in re.finditer(r"\d+", _number_pattern(language).sub(_blank, text)):
        yield Figure(*match.span(), (Decimal(match.group()),))


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def readings(number: str) -> tuple[Decimal, ...]:
    """The values of a number whose sign may part thousands or decimals: 3500 and 3.5 for "3.500".

    Nothing for anything else.
    """
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", number) is None:
        return ()
    return amount(number), Decimal(number.replace(",", ".")).normalize()


def _words(text: str, language: Language) -> Iterator[Figure]:
    for match in _ROMAN.finditer(text):
        yield Figure(*match.span(), (Decimal(_roman(match["roman"])),), in_words=True)
    for start, end, value in read_words(text, language):
        tail = r" (?:per ?cent)\b" if language == "en" else r" pour[ -]cent\b"
        percent = re.match(tail, text[end:])
        yield Figure(start, end, (Decimal(value),), percent=bool(percent), in_words=True)


def _roman(letters: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def weekdays(text: str, language: Language) -> frozenset[int]:
    """The days of the week a text names, 0 for Monday."""
    names = {weekday_name(language, day).lower(): day for day in range(7)}
    found = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(names[word] for word in found if word in names)
