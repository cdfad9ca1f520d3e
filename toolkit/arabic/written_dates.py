"""How English and French write dates and times of day: every right form, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from toolkit.arabic.calendar import month_names, weekday_name
from toolkit.arabic.quantity import Clock, Quantity
from toolkit.document import Language

NO_BREAK = "\u00a0"

_JOIN: dict[Language, dict[str, str]] = {
    "en": {"to": "to", "and": "and"},
    "fr": {"to": "au", "and": "et"},
}
_AFTER_HIJRI: dict[Language, tuple[str, ...]] = {
    "en": ("AH", "A.H.", "H"),
    "fr": ("de l'hégire", "H", "AH"),
}

_PARTS_OF_DAY = {
    "am": ("in the morning",),
    "pm": ("in the evening", "in the afternoon", "at night", "at noon"),
}


def ordinals(number: int, language: Language) -> list[str]:
    """A number as an ordinal in figures: 21st; 1er, 1re, 2e."""
    if language == "fr":
        return [f"{number}er", f"{number}re"] if number == 1 else [f"{number}e", f"{number}ème"]
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return [f"{number}{ending}"]


def clock_forms(clock: Clock, language: Language) -> Iterator[str]:
    """10:30, 8 p.m.; 10 h 30, 20 heures."""
    minute = f"{clock.minute:02}"
    if language == "fr":
        for hour in dict.fromkeys((clock.hour24, clock.hour)):
            if clock.minute == 0:
                yield f"{hour}{NO_BREAK}{'heures' if hour > 1 else 'heure'}"
            tail = f"{NO_BREAK}{minute}" if clock.minute else ""
            yield f"{hour}{NO_BREAK}h{tail}"
            yield f"{hour}h{minute if clock.minute else ''}"
            yield from (f"{hour}h{minute}", f"{hour}{NO_BREAK}h{NO_BREAK}{minute}")
            yield f"{hour:02}h{minute}"
            yield from (f"{hour}:{minute}", f"{hour:02}:{minute}")
        return
    times = [f"{clock.hour}:{minute}", f"{clock.hour}.{minute}"]
    if clock.minute == 0:
        times.insert(0 if clock.half else 1, str(clock.hour))
    if clock.half:
        marks = {"am": ("a.m.", "am"), "pm": ("p.m.", "pm")}[clock.half]
        day = _PARTS_OF_DAY[clock.half]
        for time, mark, space in product(times, marks, (" ", "")):
            yield f"{time}{space}{mark}"
        yield from (f"{time} {part}" for time, part in product(times, day))
        yield from (f"{clock.hour} o'clock {part}" for part in day if clock.minute == 0)
    else:
        yield from times
        if clock.minute == 0:
            yield f"{clock.hour} o'clock"
    yield from (f"{clock.hour24:02}:{minute}", f"{clock.hour24:02}{minute}")


def date_forms(quantity: Quantity, language: Language) -> Iterator[str]:
    """13 February 2026, February 13, 2026; 13 février 2026; 5 to 9 October; 1447 AH."""
    dates = quantity.dates
    first, last = dates[0], dates[-1]
    if last.month is None:
        assert last.year is not None
        if last.hijri:
            yield from (f"{last.year} {after}" for after in _AFTER_HIJRI[language])
        yield str(last.year)
        return
    years = [str(last.year)] if last.year else [""]
    if last.year and last.hijri:
        years = [f"{last.year} {after}" for after in _AFTER_HIJRI[language]] + years
    month_forms = month_names(language, last.month, last.hijri)
    if first.weekday is not None:
        month_forms = month_forms[:1]  # who writes the weekday writes the month in full
    weekday = "" if first.weekday is None else weekday_name(language, first.weekday)
    if last.day is None:
        for month, year in product(month_forms, years):
            yield f"{month} {year}".rstrip()
        if last.year and language == "en":
            yield from (f"{month} of {year}" for month, year in product(month_forms, years))
            yield from (f"{month}, {year}" for month, year in product(month_forms, years))
        return
    for month, year in product(month_forms, years):
        for days in _days(quantity, language):
            yield from _with_weekday(weekday, f"{days} {month} {year}".rstrip(), language)
        if language == "en":
            for days in _days(quantity, language):
                tails = (f", {year}", f" {year}") if year else ("",)
                for tail in tails:
                    yield from _with_weekday(weekday, f"{month} {days}{tail}", language)
                yield from _with_weekday(
                    weekday, f"{days} of {month}{tails[0].replace(', ', ' ')}", language
                )
                yield from _with_weekday(weekday, f"{days} of {month}{tails[0]}", language)
    if first is last and last.year:
        yield f"{last.day:02}/{last.month:02}/{last.year}"
        yield f"{last.day}/{last.month}/{last.year}"
        yield f"{last.year}-{last.month:02}-{last.day:02}"


def _with_weekday(weekday: str, date: str, language: Language) -> Iterator[str]:
    if not weekday:
        yield date
        return
    for comma in ("", ","):
        yield f"{weekday}{comma} {date}"
        if language == "en":
            yield f"{weekday}{comma} the {date}"
    if language == "fr":
        yield f"{weekday} le {date}"


def _days(quantity: Quantity, language: Language) -> Iterator[str]:
    days = [date.day for date in quantity.dates if date.day]
    plain = [_day(day, language) for day in days]
    if len(plain) == 1:
        yield plain[0]
        if language == "en":
            yield ordinals(days[0], language)[0]
        elif days[0] == 1:
            yield "1"
        return
    join = _JOIN[language][quantity.link]
    ordinal = [ordinals(day, language)[0] for day in days] if language == "en" else plain
    yield f"{plain[0]} {join} {plain[1]}"
    yield f"{ordinal[0]} {join} {ordinal[1]}"
    yield (
        f"{ordinal[0]} {join} the {ordinal[1]}"
        if language == "en"
        else (f"{plain[0]} {join} le {plain[1]}")
    )
    yield from (f"{plain[0]}{dash}{plain[1]}" for dash in ("-", "–", " - ", " – "))
    # "Between 5 and 9 October" and "from 5 to 9 October" say the same days.
    others = (
        ("and", "to", "through", "until") if language == "en" else ("et", "au", "à", "jusqu'au")
    )
    yield from (f"{plain[0]} {word} {plain[1]}" for word in others)


def _day(day: int, language: Language) -> str:
    return "1er" if language == "fr" and day == 1 else str(day)
