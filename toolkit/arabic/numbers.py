"""Numbers, dates and times in Arabic text, and how English and French write them.

`find` accounts for every digit of a text. What stands inside another quantity (the 13 of a date)
is not found again: the recognisers run from the most specific to the plainest, and what one has
taken the next no longer sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from toolkit.arabic.dates import any_of, named_dates, numeric_dates, times, years
from toolkit.arabic.money import CURRENCIES
from toolkit.arabic.numerals import ends_in_number
from toolkit.arabic.quantity import Clock, Date, Kind, Link, Quantity, Value
from toolkit.arabic.script import DROPPED, fold
from toolkit.arabic.written import accepted, render

__all__ = ["Clock", "Date", "Kind", "Quantity", "Value", "accepted", "amount", "find", "render"]


def _words(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


_SCALES = {
    fold(word): scale
    for scale, words in (
        (1_000, "ألف ألفا آلاف"),
        (1_000_000, "مليون مليونا ملايين"),
        (1_000_000_000, "مليار مليارا مليارات بليون بليونا بلايين"),
        (1_000_000_000_000, "تريليون تريليونا تريليونات ترليون"),
    )
    for word in words.split()
}
_MONEY = {fold(word): code for code, money in CURRENCIES.items() for word in money.arabic}
_SIGNS = {sign: code for code, money in CURRENCIES.items() for sign in money.signs}

# Words before a number that names rather than counts, and nouns whose number is an ordinal.
_LABELLED = _words(
    "رقم قرار قرارين لواء كتيبة فرقة سرب فوج فيلق سرية مادة بند فقرة قانون مرسوم طريق رحلة"
    " خط قناة غرفة معبر كيلو طراز موديل فصل أمر عدد"
)
_COUNTED_OFF = _words(
    "ذكرى دورة نسخة طبعة مرة قمة دفعة جولة مؤتمر اجتماع قرن يوم عيد مهرجان معرض ملتقى منتدى"
    " جلسة سنوية مرتبة حلقة مرحلة"
)

_END = r"(?![^\W\d_])"
_SPACED = r"000(?: \d{3})* \d{1,3}|[1-9]\d{0,2}(?: \d{3})+(?:[,٫]\d{1,2})?"
_GROUPED = r"[1-9]\d{0,2}(?:[,٬.،]\d{3})+(?:[.,٫]\d{1,2})?"
_N = rf"(?<!\d)(?<!\d[.,٫٬])(?:{_SPACED}|{_GROUPED}|\d+(?:[.,٫،]\d+)?)(?!\d)"
_SCALE = any_of(_SCALES) + _END
_TATWEEL = "ـ"
_DASH = r" ?[-–—] ?"
_YEAR = r"(?:1[3489]|20)\d\d"
_CLITICS = r"(?<!\w)[وف]?[بلك]?(?:ال|ل)?"

_PERCENT = re.compile(
    rf"(?P<a>{_N})(?:{_DASH}(?P<b>{_N}))? ?(?:[%٪﹪]|(?:في |ب)(?:ال)?(?:ماءه|مءه|ميه){_END})"
    rf"|(?<![\d])(?<!\d )[%٪﹪] ?(?P<c>{_N})"
)
_MILLIMETRES = any_of(_words("ملم مم مليمتر مليمترا ملليمتر ملليمترا ميليمتر ملمتر مليمترات mm"))
_CALIBRE = re.compile(rf"(?P<a>{_N}) ?{_MILLIMETRES}(?!\w)")
_RANGE = re.compile(
    rf"(?P<a>{_N}){_DASH}(?P<b>{_N})(?![-–:/]\d)|(?<!\d)(?P<y>{_YEAR})/(?P<z>{_YEAR})(?!\d)"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][-+./_–])(?=[A-Za-z+./_–-]*\d)(?=[\d+./_–-]*[A-Za-z])"
    r"[A-Za-z0-9]+(?:[-+./_–][A-Za-z0-9]+)*"  # F-16, M1A2
    r"|(?<!\d)\d+(?:[+x×*/\\:]\d+)+(?!\d)"  # 5+5, 24/7
    r"|(?<!\d)\d+(?:\.\d+){2,}(?!\d)"  # 4.5.2
    r"|(?<=[^\W\d_][-–])\d+(?![\d.,])"  # إس-400
    r"|(?<![\d.,٫])(?<!\d )0\d+(?![.,٫ ]?\d)"  # 007
)
_LABEL = re.compile(
    rf"{_CLITICS}{any_of(_LABELLED)}(?: رقم)?(?: ال[^\W\d_]+)? (?:ال ?)?(?P<a>\d+)(?![.,٫٬]?\d)"
)
_ORDINAL = re.compile(
    rf"{_CLITICS}{any_of(_COUNTED_OFF)}(?: ال[^\W\d_]+)? ال ?(?P<a>\d{{1,3}})(?![.,٫٬]?\d)"
)
_MONEY_WORD = rf"(?P<money>{any_of(frozenset(_MONEY))}){_END}"
_NUMBER = re.compile(
    rf"(?P<before>[$€£])? ?(?P<a>{_N})"
    rf"(?: ?(?P<scale>{_SCALE})(?:(?P<half> ونصف{_END}(?: (?:ال)?{_SCALE})?)"
    rf"|(?P<rest> و(?P<b>{_N})(?: (?P<scale2>{_SCALE}))?))?)?"
    rf"(?: ?(?P<after>[$€£])| {_MONEY_WORD})?"
    rf"(?P<ahead>(?= (?:الي|حتي) (?P<c>{_N}) (?P<scale3>{_SCALE})))?"
)
_BARE = re.compile(
    rf"(?<!\w)[وف]?[بلك]?(?P<all>(?P<scale>الف|مليون|مليار)"
    rf" و(?P<b>{_N})(?: (?P<scale2>{_SCALE}))?(?: {_MONEY_WORD})?)"
)
_THOUSANDS = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<sign>[ ,٬.،])\d{3}(?:(?P=sign)\d{3})*)(?:[.,٫](?P<part>\d+))?"
)

Recogniser = Callable[[str], Iterator[Quantity]]


def find(text: str) -> tuple[Quantity, ...]:
    """Every number, date, time and code with figures in an Arabic text, from left to right.

    Offsets point into `text`; clitics in front (و25, بـ15, الـ50) are not part of a quantity, and
    neither are the words عام and الساعة. Besides figures, dates whose day is a word (الأول من
    يناير) and months alone where they cannot be another word are found; other numbers in words are
    not. Never fails; a text without figures and months gives nothing.
    """
    folded, origin = _fold(text)
    found: list[Quantity] = []
    for recognise in _RECOGNISERS:
        for quantity in recognise(folded):
            start, end = origin[quantity.start], origin[quantity.end - 1] + 1
            while end < len(text) and (unicodedata.combining(text[end]) or text[end] == _TATWEEL):
                end += 1
            found.append(replace(quantity, start=start, end=end, surface=text[start:end]))
            gap = "\0" * (quantity.end - quantity.start)
            folded = folded[: quantity.start] + gap + folded[quantity.end :]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset of the one it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char in DROPPED:
            continue
        letter = _fold_letter(char)
        if letter != " " or letters[-1:] != [" "]:
            letters.append(letter)
            origin.append(index)
    return "".join(letters), origin


@lru_cache(maxsize=4096)
def _fold_letter(char: str) -> str:
    if char.isspace():
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _percentages(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        values = tuple(amount(match[name]) for name in "abc" if match[name])
        yield _quantity("percentage", match, values)


def _calibres(text: str) -> Iterator[Quantity]:
    for match in _CALIBRE.finditer(text):
        yield _quantity("calibre", match, (amount(match["a"]),))


def _ranges(text: str) -> Iterator[Quantity]:
    for match in _RANGE.finditer(text):
        first, last = (match["a"], match["b"]) if match["a"] else (match["y"], match["z"])
        yield _quantity("range", match, (amount(first), amount(last)))


def _codes(text: str) -> Iterator[Quantity]:
    for match in _CODE.finditer(text):
        yield _quantity("code", match, (match.group(),))


def _labels(text: str) -> Iterator[Quantity]:
    for match in _LABEL.finditer(text):
        yield _quantity("label", match, (Decimal(match["a"]),), "a")


def _ordinals(text: str) -> Iterator[Quantity]:
    for match in _ORDINAL.finditer(text):
        yield _quantity("ordinal", match, (Decimal(match["a"]),), "a")


def _numbers(text: str) -> Iterator[Quantity]:
    position = 0
    while (match := _NUMBER.search(text, position)) is not None:
        value, scale = amount(match["a"]), _SCALES.get(match["scale"] or "", 1)
        unit = _MONEY.get(match["money"] or "", "")
        unit = unit or _SIGNS.get(match["before"] or match["after"] or "", "")
        start = match.start("before") if match["before"] else match.start("a")
        end = match.end()
        if match["half"]:
            value += Decimal("0.5")
        if match["rest"]:
            rest = amount(match["b"]) * _SCALES.get(match["scale2"] or "", 1)
            if rest < scale:  # 3 آلاف و500
                value += rest / scale
            else:  # two numbers: 3 آلاف و2 مليون
                end, unit = match.end("scale"), ""
        if match["ahead"] is not None and scale == 1 and value < amount(match["c"]):
            scale = _SCALES[match["scale3"]]  # 60 إلى 85 ألف: the first counts thousands too
        kind: Kind = "money" if unit else "number"
        yield Quantity(kind, start, end, text[start:end], (value,), scale, unit)
        position = end


def _bare_scales(text: str) -> Iterator[Quantity]:
    """مليون و900 ألف: a scale without figures, and figures that add to it."""
    for match in _BARE.finditer(text):
        scale, unit = _SCALES[match["scale"]], _MONEY.get(match["money"] or "", "")
        rest = amount(match["b"]) * _SCALES.get(match["scale2"] or "", 1)
        start, end = match.span("all")
        if rest >= scale or ends_in_number(text[: match.start()]):
            continue
        kind: Kind = "money" if unit else "number"
        yield Quantity(kind, start, end, match["all"], (1 + rest / scale,), scale, unit)


def _digits(text: str) -> Iterator[Quantity]:
    """What is left: digits glued to others that nothing above could read."""
    for match in re.finditer(r"\d+", text):
        yield _quantity("code", match, (match.group(),))


_RECOGNISERS: tuple[Recogniser, ...] = (
    numeric_dates,
    named_dates,
    times,
    years,
    _percentages,
    _calibres,
    _ranges,
    _codes,
    _labels,
    _ordinals,
    _bare_scales,
    _numbers,
    _digits,
)


def _quantity(
    kind: Kind, match: re.Match[str], values: tuple[Value, ...], group: str = ""
) -> Quantity:
    start, end = match.span(group) if group else match.span()
    link: Link = "to" if len(values) == 2 else ""
    return Quantity(kind, start, end, match.string[start:end], values, link=link)


def amount(figures: str) -> Decimal:
    """The value of figures with Western digits and the separators of Arabic, English and French.

    A point or comma before exactly three digits parts thousands (3.500 is three thousand five
    hundred to the Maghreb press), unless a zero stands before it; any other parts decimals. Groups
    in reversed order, as a wrong text direction leaves them ("000 100"), are put right.
    """
    if figures.startswith("000 "):
        return Decimal("".join(reversed(figures.split(" "))))
    match = _THOUSANDS.fullmatch(figures)
    if match is None:
        return Decimal(re.sub("[,٫،]", ".", figures.replace("٬", "").replace(" ", "")))
    whole = match["whole"].replace(match["sign"], "")
    return Decimal(f"{whole}.{match['part'] or 0}").normalize() + 0
