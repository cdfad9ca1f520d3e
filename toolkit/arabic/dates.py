"""Dates, years and times of day in folded Arabic text.

Folded means as `toolkit.arabic.numbers` prepares it: `toolkit.arabic.script.fold` letter by
letter, Western digits, single spaces. Offsets here are offsets into that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from toolkit.arabic.calendar import AMBIGUOUS, DAY_ORDINALS, HIJRI, MONTHS, WEEKDAYS
from toolkit.arabic.quantity import Clock, Date, Link, Quantity
from toolkit.arabic.script import fold


def _index(names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {fold(name): index for index, all_names in enumerate(names) for name in all_names}


def any_of(words: dict[str, int] | frozenset[str]) -> str:
    """A pattern for one of these words, the longest that fits."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


_GREGORIAN = _index(MONTHS)
_HIJRI = _index(HIJRI)
_WEEKDAY = _index(WEEKDAYS)
_ORDINAL = {fold(name): day for name, day in DAY_ORDINALS.items()}
_UNCLEAR = frozenset(map(fold, AMBIGUOUS))

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[348]\d\d|19\d\d|20\d\d)(?!\d)(?![.,/]\d)"
_ERA = r"(?: ?(?P<era>هجريه|هجري|ه|ميلاديه|ميلادي|م)(?!\w))?"
_ERA_AGAIN = _ERA.replace("era", "era2")
_MONTH = any_of(_GREGORIAN | _HIJRI) + r"(?![^\W\d_])"
_ORD = any_of(_ORDINAL)
# What the first, second or third of a month may be instead of a day.
_NOT_A_DAY = r"(?:الاسبوع|النصف|الربع|الثلث|العقد|الشطر) $"
_LINK = r"(?: ?و ?(?:ال)?| ?[-–] ?| الي | حتي | ولغايه )"
_ON = rf"(?:(?P<weekday>{any_of(_WEEKDAY)})[،,]? (?:الموافق )?(?:ل ?)?)?"
# A word may have و or ف, then ب or ل in front; a digit may follow any letter (يوم13).
_START = r"(?:(?<!\w)[وف]?[بل]?(?=[^\d ])|(?<!\d)(?<!\d[.,:/])(?=\d))"

_NAMED = re.compile(
    rf"{_START}(?P<all>"
    rf"(?:{_ON}(?:(?P<day>{_DAY})(?:(?P<link>{_LINK})(?P<day2>{_DAY}))? ?(?:من )?"
    rf"|(?P<word>{_ORD})(?:(?P<join> و| الي )(?P<word2>{_ORD}))? من )(?:شهر )?)?"
    rf"(?P<month>{_MONTH})"
    rf"(?P<twin> ?[/(-] ?(?P<month2>{_MONTH})\)?)?"
    rf"(?P<tail>[،,]? (?:من )?(?:(?:ال)?(?:عام|سنه) )?(?P<year>{_YEAR}){_ERA})?)"
)
_NUMERIC = re.compile(
    rf"{_START}(?P<all>{_ON}"
    r"(?P<a>\d{1,4}) ?(?P<sign>[/.-]) ?(?P<b>\d{1,2}) ?(?P=sign) ?(?P<c>\d{1,4})(?![/\d])"
    rf"{_ERA})"
)
_YEARS = re.compile(
    rf"(?:(?<!\w)[وفبلك]{{0,2}}(?:ال|ل)?(?:عام|سنه|عامي|سنتي|موسم) (?P<all>(?P<year>{_YEAR}){_ERA})"
    rf"|(?<!\d)(?P<all2>(?P<year2>{_YEAR}){_ERA_AGAIN}))"
)
_HALVES: dict[str, Literal["am", "pm"]] = {
    "صباحا": "am",
    "فجرا": "am",
    "قبل الظهر": "am",
    "ظهرا": "pm",
    "بعد الظهر": "pm",
    "عصرا": "pm",
    "مساء": "pm",
    "ليلا": "pm",
    "ص": "am",
    "م": "pm",
}
_HALF = rf"(?: (?P<half>{'|'.join(w for w in _HALVES if len(w) > 1)})(?!\w))"
_HALF_SHORT = rf"(?: ?(?P<half>{'|'.join(_HALVES)})(?!\w))"
_TIMES = (
    re.compile(rf"(?<!\d)(?<!\d[.,:/])(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?![:\d]){_HALF_SHORT}?"),
    re.compile(
        r"(?<=الساعه )(?:ال ?)?(?P<hour>\d{1,2})(?:[.,](?P<minute>\d\d))?(?![:/\d])(?!-\d)"
        rf"{_HALF_SHORT}?"
    ),
    re.compile(rf"(?<!\d)(?<!\d[.,:/])(?P<hour>\d{{1,2}}){_HALF}"),
)


def named_dates(text: str) -> Iterator[Quantity]:
    """Dates with the name of a month: 13 شباط/فبراير 2026, الأول من يناير, فبراير 2026, يونيو."""
    position = 0
    while (match := _NAMED.search(text, position)) is not None:
        found = _named(match)
        if found is not None:
            yield found
        position = max(match.start() + 1, found.end if found else match.end("month"))


def _named(match: re.Match[str]) -> Quantity | None:
    name, twin = match["month"], match["month2"]
    hijri = name in _HIJRI
    month = (_HIJRI if hijri else _GREGORIAN)[name] + 1
    end = match.end("all")
    year = int(match["year"]) if match["year"] else None
    start = match.start("all")
    if match["word"] and re.search(_NOT_A_DAY, match.string[:start]):
        start = match.start("month")
    if twin is not None and (twin in _HIJRI or _GREGORIAN[twin] + 1 != month):
        # Two months, not one under two names: the second is found next, with the year.
        end, year = match.end("month"), None
    days = [
        int(day) if day.isdigit() else _ORDINAL[day]
        for day in (match["day"], match["day2"], match["word"], match["word2"])
        if day and start < match.start("month")
    ]
    if not days and year is None and (hijri or name in _UNCLEAR):
        before = match.string[: match.start("month")]
        if not before.endswith("شهر "):
            return None
    weekday = _WEEKDAY[match["weekday"]] if match["weekday"] else None
    joined = match["link"] or match["join"] or ""
    link: Link = "and" if joined.strip().startswith("و") and "غايه" not in joined else "to"
    dates: tuple[Date, ...] = (Date(days[-1] if days else None, month, year, weekday, hijri),)
    if len(days) == 2:
        # The weekday is that of the first day, the year is said once, after the last.
        first, last = days
        dates = (Date(first, month, None, weekday, hijri), Date(last, month, year, None, hijri))
    link = link if len(dates) == 2 else ""
    return Quantity("date", start, end, match.string[start:end], dates, link=link)


def numeric_dates(text: str) -> Iterator[Quantity]:
    """Dates in figures: 13/2/2026, 13.2.2026, 2026-02-13. The day comes first unless it cannot."""
    for match in _NUMERIC.finditer(text):
        a, b, c = match["a"], match["b"], match["c"]
        if len(a) == 4 and len(c) <= 2:
            year, month, day = int(a), int(b), int(c)
        elif len(c) == 4 and len(a) <= 2:
            day, month, year = int(a), int(b), int(c)
        else:
            continue
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= day <= 31 and 1 <= month <= 12 and 1300 <= year <= 2199):
            continue
        weekday = _WEEKDAY[match["weekday"]] if match["weekday"] else None
        hijri = year < 1500
        date = Date(day, month, year, weekday, hijri)
        yield Quantity("date", match.start("all"), match.end("all"), match["all"], (date,))


def years(text: str) -> Iterator[Quantity]:
    """Years after عام or سنة or before هـ or م. The word for year is not part of it."""
    for match in _YEARS.finditer(text):
        which = "all" if match["all"] else "all2"
        era = match["era"] or match["era2"] or ""
        if which == "all2" and not era:
            continue
        hijri = era.startswith("ه")
        date = Date(year=int(match["year"] or match["year2"]), hijri=hijri)
        yield Quantity("date", match.start(which), match.end(which), match[which], (date,))


def times(text: str) -> Iterator[Quantity]:
    """Times of day in figures: 10:30, الساعة 9.40, 8 مساءً. The word الساعة is not part of it."""
    taken: set[int] = set()
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            hour, minute = int(match["hour"]), int(match.groupdict().get("minute") or 0)
            start, end = match.start("hour"), match.end()
            if hour > 24 or minute > 59 or taken & set(range(start, end)):
                continue
            taken.update(range(start, end))
            half = _half(match["half"], hour)
            yield Quantity("time", start, end, text[start:end], (Clock(hour, minute, half),))


def _half(word: str | None, hour: int) -> Literal["am", "pm"] | None:
    if word is None or hour > 12:
        return None
    if word == "ليلا" and (hour == 12 or hour < 5):
        return "am"
    if word == "ظهرا" and hour in (10, 11):
        return "am"
    return _HALVES[word]
