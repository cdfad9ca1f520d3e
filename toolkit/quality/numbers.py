"""Numbers, dates and times: the same on both sides, however each side writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.arabic.calendar import weekday_name
from toolkit.arabic.numbers import find
from toolkit.arabic.numerals import arabic_values
from toolkit.arabic.quantity import Clock, Date, Quantity
from toolkit.document import Finding, Language, Severity, Translation
from toolkit.quality.figures import Figure, figures, readings, weekdays

_CHECK = "number-mismatch"


@dataclass(frozen=True, slots=True)
class _Need:
    """One value the source gives: a quantity with two values (a range) is two needs."""

    quantity: Quantity
    value: Decimal | Date | Clock

    @property
    def what(self) -> str:
        """Its kind in words."""
        if isinstance(self.value, Date):
            return "date"
        return "time" if isinstance(self.value, Clock) else "number"


def number_mismatch(translation: Translation, language: Language) -> Iterator[Finding]:
    """Every number, date and time of the source stands in the translation, and no other does.

    A number in words counts ("two", "premier"), months are compared across languages and
    traditions, 8 p.m. is 20 h, 3.5 million is 3,500,000. Lost, changed or invented figures of two
    digits and more, dates and times are errors; single digits, which are often reworded, and
    repetitions that are said once are warnings.
    """
    source, text = translation.segment.text, translation.text
    if not text.strip():
        return
    needs = list(_needs(find(source)))
    pool = _Pool(list(figures(text, language)))
    lost = [need for need in needs if not pool.take(need, _exact)]
    lost = [need for need in lost if not pool.take(need, _close)]
    grounds = arabic_values(source)
    years = {int(amount) for need in needs for amount in _whole(need)} | grounds
    lost = [need for need in lost if not pool.assemble(need, years)]
    extra = [figure for figure in pool.free if not _grounded(figure, grounds, needs, source)]
    twins = _twins(lost, extra)
    for need, twin in zip(lost, twins, strict=True):
        if twin is not None:
            extra.remove(twin)
        yield _lost(need, twin, pool, text)
    for figure in extra:
        yield _invented(figure, text)
    yield from _percent_lost(needs, pool, text)
    yield from _weekday_lost(needs, text, language)


def _needs(quantities: tuple[Quantity, ...]) -> Iterator[_Need]:
    for quantity in quantities:
        for value in quantity.values:
            if isinstance(value, str):
                for digits in _runs(value):
                    yield _Need(quantity, Decimal(digits))
            elif isinstance(value, Decimal):
                yield _Need(quantity, value * quantity.scale)
            else:
                yield _Need(quantity, value)


def _whole(need: _Need) -> Iterator[int | Decimal]:
    """The numbers of a need that can be a year."""
    if isinstance(need.value, Date) and need.value.year:
        yield need.value.year
    elif isinstance(need.value, Decimal):
        yield need.value


def _runs(code: str) -> list[str]:
    return "".join(c if c.isdecimal() else " " for c in code).split()


Test = Callable[[_Need, Figure], bool]


class _Pool:
    """The figures of a translation: those still free and, for repetitions, those taken."""

    def __init__(self, found: list[Figure]) -> None:
        self.free = found
        self.taken: list[tuple[_Need, Figure]] = []

    def take(self, need: _Need, test: Test) -> bool:
        """Take the first free figure that passes, one in digits before one in words."""
        fitting = (f for words in (False, True) for f in self.free if f.in_words is words)
        figure = next((f for f in fitting if test(need, f)), None)
        if figure is None:
            return False
        self.free.remove(figure)
        self.taken.append((need, figure))
        return True

    def assemble(self, need: _Need, years: set[int]) -> bool:
        """Put a date together from a month here and a day or a year there.

        Dates with a year that the source (`years`) does not have are no part of it.
        """
        date = need.value
        if not isinstance(date, Date) or date.month is None:
            return False
        usable = [figure for figure in self._in_digits() if not _years(figure) - years]
        parts: list[Figure] = [f for f in usable if _names_month(f, date)][:1]
        if not parts:
            return False
        for part in filter(None, (date.day, date.year)):
            found = [figure for figure in usable if _mentions(figure, part)][:1]
            if not found:
                return False
            parts += found
        for figure in parts:
            if figure in self.free:
                self.free.remove(figure)
                self.taken.append((need, figure))
        return True

    def repeats(self, need: _Need) -> bool:
        """Whether another need has taken the figure that this one wants."""
        return any(_exact(need, figure) or _close(need, figure) for _, figure in self.taken)

    def _in_digits(self) -> list[Figure]:
        everything = self.free + [figure for _, figure in self.taken]
        return [figure for figure in everything if not figure.in_words]


def _years(figure: Figure) -> set[int]:
    return {value.year for value in figure.values if isinstance(value, Date) and value.year}


def _names_month(figure: Figure, date: Date) -> bool:
    return any(
        isinstance(value, Date) and (value.month, value.hijri) == (date.month, date.hijri)
        for value in figure.values
    )


def _exact(need: _Need, figure: Figure) -> bool:
    """The same value of the same kind."""
    value = need.value
    if isinstance(value, Date):
        bare = Date(value.day, value.month, value.year, None, value.hijri)
        for found in figure.values:
            if found == bare or (need.quantity.link and _same_day(found, bare)):
                return True
        return value.month is None and Decimal(value.year or 0) in figure.values
    if isinstance(value, Clock):
        return any(isinstance(found, Clock) and _same_time(found, value) for found in figure.values)
    wanted = {value, *readings(_western(need.quantity.surface))}
    return not wanted.isdisjoint(v for v in figure.values if isinstance(v, Decimal))


def _same_day(found: object, wanted: Date) -> bool:
    """Of a pair of dates one may carry the year for both."""
    same = isinstance(found, Date) and (found.day, found.month) == (wanted.day, wanted.month)
    return same and isinstance(found, Date) and None in (found.year, wanted.year)


def _same_time(found: Clock, wanted: Clock) -> bool:
    if found.minute != wanted.minute:
        return False
    unsure = found.half is None or wanted.half is None
    return found.hour24 == wanted.hour24 or (unsure and found.hour % 12 == wanted.hour % 12)


def _close(need: _Need, figure: Figure) -> bool:
    """The same value said another way: a number as the day of a date, a time as a number."""
    value = need.value
    if isinstance(value, Decimal):
        if value != int(value):
            return False
        return _mentions(figure, int(value))
    if isinstance(value, Clock) and value.minute == 0:
        return any(Decimal(hour) in figure.values for hour in (value.hour, value.hour24))
    return isinstance(value, Date) and value.month is None and _mentions(figure, value.year or 0)


def _mentions(figure: Figure, number: int) -> bool:
    """Whether a figure is this number or a date or time that contains it."""
    for value in figure.values:
        if isinstance(value, Date):
            if number in (value.day, value.year):
                return True
        elif isinstance(value, Clock):
            if value.minute == 0 and number in (value.hour, value.hour24):
                return True
        elif value == number:
            return True
    return False


def _grounded(figure: Figure, grounds: frozenset[int], needs: list[_Need], source: str) -> bool:
    """Whether the source gives a reason for a figure that no quantity of it has asked for."""
    if figure.in_words:
        return True
    values: list[int | Decimal] = []
    for value in figure.values:
        if isinstance(value, Date):
            if value.day is None and value.year is None:
                return True  # a month alone may come from "this month"
            values.append(value.day or value.year or 0)
        elif isinstance(value, Clock):
            values += [value.hour, value.hour - 12] if value.minute in (0, 30) else []
        else:
            values.append(value)
    said = {need.value for need in needs if isinstance(need.value, Decimal)}
    for one in values:
        if one in grounds or one in said or (one in (1, 2)):
            return True
        if 1800 <= one <= 2090 and one % 100 in grounds:
            return True  # the 1990s, تسعينيات القرن الماضي
        half = {one - scale // 2 for scale in (1000, 10**6, 10**9)}
        if "نصف" in source and not half.isdisjoint(grounds):
            return True
        if any(one == ground * scale for ground in grounds for scale in (1000, 10**6, 10**9)):
            return True
    return False


def _twins(lost: list[_Need], extra: list[Figure]) -> list[Figure | None]:
    """For each lost need the figure that stands in its place, where the kinds leave no doubt."""
    pairs: dict[int, Figure] = {}
    for kind in (Date, Clock, Decimal):
        needs = [index for index, need in enumerate(lost) if isinstance(need.value, kind)]
        figures_ = [figure for figure in extra if isinstance(figure.values[0], kind)]
        if len(needs) == len(figures_):
            pairs |= dict(zip(needs, figures_, strict=True))
    return [pairs.get(index) for index in range(len(lost))]


def _lost(need: _Need, twin: Figure | None, pool: _Pool, text: str) -> Finding:
    surface = need.quantity.surface
    if twin is not None:
        wrong = text[twin.start : twin.end]
        message = f"the source has {surface}; the translation has {wrong} in its place"
        severity = _severity(need) if _severity(need) == "error" else _weight(wrong)
        return Finding(_CHECK, severity, message, (twin.start, twin.end))
    if pool.repeats(need):
        message = f"the source has {surface} more often than the translation"
        return Finding(_CHECK, "warning", message)
    message = f"the source has {surface}; no such {need.what} in the translation"
    return Finding(_CHECK, _severity(need), message)


def _severity(need: _Need) -> Severity:
    value = need.value
    if isinstance(value, Date):
        return "error" if value.day or value.year else "warning"
    if isinstance(value, Clock):
        return "error"
    return _weight(str(value))


def _weight(figure: str) -> Severity:
    return "error" if sum(map(str.isdecimal, figure)) >= 2 else "warning"


def _invented(figure: Figure, text: str) -> Finding:
    surface = text[figure.start : figure.end]
    message = f"the translation has {surface}; no such figure in the source"
    return Finding(_CHECK, _weight(surface), message, (figure.start, figure.end))


def _percent_lost(needs: list[_Need], pool: _Pool, text: str) -> Iterator[Finding]:
    if len([n for n in needs if n.quantity.kind == "percentage"]) == 0:
        return
    for need, figure in pool.taken:
        # Of a range, "10 to 15%", only the last has the sign.
        alone = len(need.quantity.values) == 1
        if need.quantity.kind == "percentage" and alone and not figure.percent:
            message = f"the source has {need.quantity.surface}; the translation lost “per cent”"
            yield Finding(_CHECK, "warning", message, (figure.start, figure.end))


def _weekday_lost(needs: list[_Need], text: str, language: Language) -> Iterator[Finding]:
    named = weekdays(text, language)
    for need in needs:
        if isinstance(need.value, Date) and need.value.weekday not in (None, *named):
            name = weekday_name(language, need.value.weekday or 0)
            message = f"the source has {need.quantity.surface}; the translation does not say {name}"
            yield Finding(_CHECK, "warning", message)


def _western(surface: str) -> str:
    return "".join(
        str(int(c)) if c.isdecimal() else {"٫": "٫", "،": ","}.get(c, c) for c in surface
    )
