"""Numbers in words: read in Arabic, English and French, written in English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.arabic.script import fold, readings
from toolkit.document import Language


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_EN_UNITS = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_EN_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_FR_UNITS = _list(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
)
_FR_TENS = _list("vingt trente quarante cinquante soixante")

_EN_ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_FR_ORDINALS = _list(
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"
    " onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième"
    " dix-neuvième vingtième"
)


@lru_cache(maxsize=256)
def spell(number: int, language: Language) -> tuple[str, ...]:
    """A number from 0 to 99 in words, cardinal first, then feminine and ordinal forms.

    Nothing for other numbers, which nobody writes in words.
    """
    if not 0 <= number <= 99:
        return ()
    if language == "fr":
        words = _french(number)
        both = (words, words[:-2] + "une") if words.endswith("un") else (words,)
        ordinals = {1: ("premier", "première"), 2: ("deuxième", "second", "seconde")}
        return (*both, *ordinals.get(number, (_french_ordinal(words),) if number else ()))
    if number < 20:
        words = _EN_UNITS[number]
    else:
        ten, unit = divmod(number, 10)
        words = _EN_TENS[ten - 2] + (f"-{_EN_UNITS[unit]}" if unit else "")
    return (words, *((_english_ordinal(number),) if number else ()))


def _english_ordinal(number: int) -> str:
    if number <= 20:
        return _EN_ORDINALS[number - 1]
    ten, unit = divmod(number, 10)
    tens = _EN_TENS[ten - 2]
    return f"{tens}-{_EN_ORDINALS[unit - 1]}" if unit else tens[:-1] + "ieth"


def _french_ordinal(words: str) -> str:
    irregular = {"cinq": "cinqu", "neuf": "neuv", "vingts": "vingt"}
    head, last = re.fullmatch(r"(.*?)([^\W\d_]+)", words).groups()  # type: ignore[union-attr]
    return f"{head}{irregular.get(last, last.removesuffix('e'))}ième"


def _french(number: int) -> str:
    if number < 20:
        return _FR_UNITS[number]
    if number >= 80:
        rest = number - 80
        return "quatre-vingt" + (f"-{_FR_UNITS[rest]}" if rest else "s")
    ten, unit = (6, number - 60) if number >= 60 else divmod(number, 10)
    joined = f" et {_FR_UNITS[unit]}" if unit in (1, 11) else f"-{_FR_UNITS[unit]}"
    return _FR_TENS[ten - 2] + (joined if unit else "")


def _western() -> dict[Language, dict[str, int]]:
    english = {word: value for value, word in enumerate(_EN_UNITS)}
    english |= {word: value for value, word in enumerate(_EN_ORDINALS, start=1)}
    english |= {word: 10 * value for value, word in enumerate(_EN_TENS, start=2)}
    english |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_EN_TENS, start=2)}
    english |= {"once": 1, "twice": 2, "both": 2, "dozen": 12}
    english |= {"decade": 10, "decades": 10, "fortnight": 14}
    english |= {"hundred": 100, "hundredth": 100, "thousand": 1000, "million": 10**6}
    english |= {"billion": 10**9, "trillion": 10**12, "single": 1, "noon": 12, "midnight": 12}
    french = {word: value for value, word in enumerate(_FR_UNITS) if "-" not in word}
    french |= {word: value for value, word in enumerate(_FR_ORDINALS, start=1) if "-" not in word}
    french |= {word: 10 * value for value, word in enumerate(_FR_TENS, start=2)}
    french |= {word[:-1] + "ième": 10 * v for v, word in enumerate(_FR_TENS, start=2) if v > 2}
    french |= {"une": 1, "première": 1, "second": 2, "seconde": 2, "unième": 1}
    french |= {"quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingtième": 80}
    french |= {"cent": 100, "cents": 100, "centième": 100, "centaine": 100, "mille": 1000}
    french |= {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
    french |= {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
    french |= {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "décennie": 10}
    french |= {"midi": 12, "minuit": 12, "décennies": 10, "siècle": 100}
    return {"en": english, "fr": french}


_WORDS = _western()
_TOKEN = re.compile(r"quatre[- ]vingt(?:s|ième)?|[^\W\d_]+")


def read(text: str, language: Language) -> Iterator[tuple[int, int, int]]:
    """Numbers in words of an English or French text, as (start, end, value).

    Words run together ("two hundred and fifty", "vingt et un") are one number; ordinals count as
    their number. Words that say a number another way ("dozen", "noon", "décennie") count too.
    """
    words = _WORDS[language]
    run: list[tuple[int, int, int]] = []
    for token in _TOKEN.finditer(text.lower() if len(text.lower()) == len(text) else text):
        word = token.group().replace("quatre vingt", "quatre-vingt")
        if word in ("and", "et") and run:
            continue
        value = words.get(word)
        gap = text[run[-1][1] : token.start()] if run else ""
        joined = bool(re.fullmatch(r"[\s\-\u2010\u2011]+(?:(?:and|et)\s+)?", gap))
        if run and (value is None or not joined or not _continues(run, value, gap)):
            yield _total(run)
            run = []
        if value is not None:
            run.append((token.start(), token.end(), value))
    if run:
        yield _total(run)


def _continues(run: list[tuple[int, int, int]], value: int, gap: str) -> bool:
    """Whether a number word goes on from those before: "twenty" "one", "two" "hundred"."""
    last = run[-1][2]
    if value >= 100:
        return last < value
    with_and = gap.strip(" -\u2010\u2011\u00a0") != ""
    if with_and and last < 20:
        return False
    if last == 10 and 7 <= value <= 9:  # dix-sept
        return True
    return last >= 100 or (last >= 20 and last % 10 == 0 and 0 < value < 20)


def _total(run: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    total = current = 0
    for _, _, value in run:
        if value == 100:
            current = max(current, 1) * 100
        elif value > 100:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return run[0][0], run[-1][1], total + current


_AR_UNITS = {
    1: "واحد واحدة أحد إحدى أول أولى حادي حادية",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثان ثاني ثانية",
    3: "ثلاث ثلاثة ثالث ثالثة",
    4: "أربع أربعة رابع رابعة",
    5: "خمس خمسة خامس خامسة",
    6: "ست ستة سادس سادسة",
    7: "سبع سبعة سابع سابعة",
    8: "ثمان ثماني ثمانية ثامن ثامنة",
    9: "تسع تسعة تاسع تاسعة",
    10: "عشر عشرة عاشر عاشرة عشرات",
    20: "عشرون عشرين عشرينيات عشرينات",
    30: "ثلاثون ثلاثين ثلاثينيات ثلاثينات",
    40: "أربعون أربعين أربعينيات أربعينات",
    50: "خمسون خمسين خمسينيات خمسينات",
    60: "ستون ستين ستينيات ستينات",
    70: "سبعون سبعين سبعينيات سبعينات",
    80: "ثمانون ثمانين ثمانينيات ثمانينات",
    90: "تسعون تسعين تسعينيات تسعينات",
    100: "مئة مائة مية",
    200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
    1000: "ألف ألفا آلاف",
    2000: "ألفان ألفين ألفا ألفي",
    10**6: "مليون مليونا ملايين",
    2 * 10**6: "مليونان مليونين مليوني مليونا",
    10**9: "مليار مليارا مليارات بليون",
    2 * 10**9: "ملياران مليارين ملياري",
}
_ALONE = {fold(word): value for word, value in {"عقد": 10, "عقدان": 20, "عقدين": 20}.items()}
_ALONE |= {fold("قرن"): 100, fold("نصف"): 50}
"""Words that say a number but never join others to one: القرن الخامس عشر is not 115."""

_ARABIC_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = {fold(word): value for value, words in _AR_UNITS.items() for word in words.split()}
_ARABIC |= {
    fold(unit + hundred): 100 * value
    for value, words in _AR_UNITS.items()
    if 3 <= value <= 9
    for unit in (*words.split()[:1], *(("ثمانما",) if value == 8 else ()))
    for hundred in ("مئة", "مائة")
} | {fold("ثمانمئة"): 800, fold("ثمانمائة"): 800, fold("ثلثمائة"): 300}


def arabic_values(text: str) -> frozenset[int]:
    """What the number words of an Arabic text may come to, as a set: 3, 20 and 23 for ثلاثة وعشرون.

    Meant for judging whether a figure of a translation has a ground in the source, so it is
    generous: the parts of a compound number are given beside the whole.
    """
    values: set[int] = set()
    total = current = 0
    for word in _ARABIC_WORD.findall(fold(text)):
        found = _arabic_value(word, _ARABIC)
        if found is None:
            total = current = 0
            alone = _arabic_value(word, _ALONE)
            values |= {alone} if alone else set()
            continue
        if found == 100 or (found >= 1000 and current):
            current = max(current, 1) * found
        elif current % 1000 and found >= current > 20:
            current = found
        else:
            current += found
        if found >= 1000:
            total, current = total + current, 0
        values |= {found, current, total + current}
    return frozenset(values - {0})


def ends_in_number(text: str) -> bool:
    """Whether the last word of a folded Arabic text is a number in words or figures."""
    words = text.split()
    return bool(words) and (
        words[-1][-1:].isdigit() or _arabic_value(words[-1], _ARABIC) is not None
    )


def _arabic_value(word: str, known: dict[str, int]) -> int | None:
    """The value of one folded word, clitics and article aside."""
    return next((v for r in readings(word) if (v := known.get(r.stem)) is not None), None)
