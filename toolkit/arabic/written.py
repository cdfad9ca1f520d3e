"""How English and French write numbers, dates and times.

English follows the British press (13 February 2026, 15%, 10:30), French the Imprimerie nationale
(1er janvier, 15 %, 10 h 30, 1 200). Every no-break space is U+00A0, which all fonts have.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from toolkit.arabic.money import CURRENCIES
from toolkit.arabic.numerals import spell
from toolkit.arabic.quantity import Clock, Quantity
from toolkit.arabic.written_dates import NO_BREAK, clock_forms, date_forms, ordinals
from toolkit.document import Language

_SCALES: dict[Language, dict[int, tuple[str, str]]] = {
    "en": {
        10**3: ("thousand", "thousand"),
        10**6: ("million", "million"),
        10**9: ("billion", "billion"),
        10**12: ("trillion", "trillion"),
    },
    "fr": {
        10**3: ("mille", "mille"),
        10**6: ("million", "millions"),
        10**9: ("milliard", "milliards"),
        10**12: ("billion", "billions"),
    },
}


def render(quantity: Quantity, language: Language) -> str:
    """The form to write in English or French: "13 February 2026", "13 février 2026"."""
    return next(_forms(quantity, language))


def accepted(quantity: Quantity, language: Language) -> tuple[str, ...]:
    """Other right forms: "February 13, 2026", "15 per cent", "15,000" for 15 thousand."""
    first, *others = dict.fromkeys(_forms(quantity, language))
    return tuple(other for other in others if other != first)


def _forms(quantity: Quantity, language: Language) -> Iterator[str]:
    """All right forms, the best first."""
    if language not in _SCALES:
        raise ValueError(f"numbers can be written in en and fr, not in {language}")
    match quantity.kind:
        case "date":
            yield from date_forms(quantity, language)
        case "time":
            for clock in quantity.values:
                assert isinstance(clock, Clock)
                yield from clock_forms(clock, language)
        case "range":
            yield from _range_forms(quantity, language)
        case "percentage":
            yield from _percent_forms(quantity, language)
        case "calibre":
            for number, space in product(
                figures(quantity.amounts[0], language), (NO_BREAK if language == "fr" else " ", "")
            ):
                yield f"{number}{space}mm"
            yield from _units(quantity, language, ("millimetre", "millimeter", "millimètre"))
        case "money":
            yield from _money_forms(quantity, language)
        case "ordinal":
            count = int(quantity.amounts[0])
            yield from (*ordinals(count, language), str(count))
        case "label":
            count = int(quantity.amounts[0])
            yield from (str(count), *ordinals(count, language))
            yield from figures(quantity.amounts[0], language)
        case "code":
            code = str(quantity.values[0])
            yield from dict.fromkeys(
                (code, code.replace("-", ""), code.replace("-", " "), code.replace("*", "x"))
            )
        case "number":
            yield from _number_forms(quantity, language)


def figures(value: Decimal, language: Language) -> list[str]:
    """A number in figures: with thousands separators first, then without.

    Numbers of four digits that could be a year (1800 to 2100) are written without.
    """
    text = f"{value.normalize():f}"
    whole, _, part = text.partition(".")
    point = "." if language == "en" else ","
    tail = point + part if part else ""
    if len(whole) < 4:
        return [whole + tail]
    grouped = f"{int(whole):,}".replace(",", "," if language == "en" else NO_BREAK) + tail
    plain = whole + tail
    year = not part and 1800 <= int(whole) <= 2100
    return [plain, grouped] if year else [grouped, plain]


def _number_forms(quantity: Quantity, language: Language) -> Iterator[str]:
    value, scale = quantity.values[0], quantity.scale
    assert isinstance(value, Decimal)
    total = value * scale
    space = NO_BREAK if language == "fr" else " "
    scaled = [
        f"{number}{space}{_SCALES[language][scale][value >= 2]}"
        for number in figures(value, language)
        if scale > 1
    ]
    if language == "fr" and scale == 10**12:
        # The French press counts in milliards: 2 700 milliards, seldom 2,7 billions.
        scaled = [f"{n}{space}milliards" for n in figures(value * 1000, language)] + scaled
    # 30 thousand is written 30,000, but 30 million is not written 30,000,000.
    yield from (
        (*scaled, *figures(total, language))
        if scale > 1000
        else (
            *figures(total, language),
            *scaled,
        )
    )
    if total == int(total) and scale == 1:
        if total < 100:
            yield from spell(int(total), language)
        if total < 1000:
            yield from ordinals(int(total), language)
    elif scale > 1 and value == int(value) and value < 100:
        for words in spell(int(value), language):
            yield f"{words} {_SCALES[language][scale][value >= 2]}"
    elif scale == 1:
        # A point before three digits is read as a thousands sign; it may have been a decimal.
        yield quantity.surface.translate(str.maketrans("٫٬", ".,"))


def _percent_forms(quantity: Quantity, language: Language) -> Iterator[str]:
    numbers = [figures(value, language) for value in quantity.amounts]
    signs: tuple[str, ...] = ("%", " per cent", " percent", " %")
    if language == "fr":
        signs = (NO_BREAK + "%", "%", NO_BREAK + "pour cent")
    joins = ["-", "–", f" {'to' if language == 'en' else 'à'} "] if len(numbers) == 2 else [""]
    for sign, join in product(signs, joins):
        for parts in product(*numbers):
            yield join.join(parts) + sign
            if len(parts) == 2:
                yield join.join(part + sign for part in parts)
    if len(numbers) == 1 and quantity.amounts[0] < 100:
        value = quantity.amounts[0]
        for words in spell(int(value), language) if value == int(value) else ():
            yield f"{words} {'per cent' if language == 'en' else 'pour cent'}"
            yield f"{words} {'percent' if language == 'en' else 'pour-cent'}"


def _money_forms(quantity: Quantity, language: Language) -> Iterator[str]:
    currency = CURRENCIES[quantity.unit]
    names = currency.names[language]
    number = Quantity("number", 0, 0, "", quantity.values, quantity.scale)
    plural = quantity.amounts[0] >= 2 if language == "fr" else quantity.amounts[0] != 1
    forms = list(dict.fromkeys(_number_forms(number, language)))
    for form in forms:
        space = NO_BREAK if language == "fr" and form[-1:].isdigit() else " "
        if language == "fr" and form.endswith(("lion", "lions", "liard", "liards")):
            space = " d'" if names[0][0] in "aeiou" else " de "
        yield form + space + names[plural]
    if language == "en":
        singular = names[0]
        yield from (f"{form.replace(' ', '-')}-{singular}" for form in forms)
        yield from (f"{form} {singular}" for form in forms)
    for form in forms:
        for adjective in currency.adjectives if language == "en" else ():
            yield f"{form} {adjective} {names[plural]}"
        if form[:1].isdigit():
            yield from (f"{prefix}{form}" for prefix in currency.prefixes)
            yield from (f"{prefix} {form}" for prefix in currency.prefixes)
            yield from (f"{form} {suffix}" for suffix in currency.suffixes)
            yield from (f"{form}{suffix}" for suffix in currency.suffixes)


def _units(quantity: Quantity, language: Language, names: tuple[str, ...]) -> Iterator[str]:
    for number, name, plural in product(figures(quantity.amounts[0], language), names, ("s", "")):
        yield f"{number} {name}{plural}"
        yield f"{number}-{name}{plural}"
    for number in figures(quantity.amounts[0], language):
        yield f"{number}-mm"


def _range_forms(quantity: Quantity, language: Language) -> Iterator[str]:
    low, high = sorted(quantity.amounts)
    firsts, lasts = figures(low, language), figures(high, language)
    if 1800 <= low <= high <= 2100:
        firsts, lasts = firsts[:1], lasts[:1]
    for join in ("-", "–", "\u2011", " - ", " – ", " to " if language == "en" else " à ", "/"):
        for first, last in product(firsts, lasts):
            yield first + join + last
    for first, last in product(firsts, lasts):
        yield f"{first} {'and' if language == 'en' else 'et'} {last}"
    if quantity.amounts[0] > quantity.amounts[1]:
        yield f"{figures(high, language)[0]}-{figures(low, language)[0]}"
