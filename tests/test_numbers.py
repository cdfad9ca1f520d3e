"""Numbers, dates and times of Arabic text, and how English and French write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.arabic.calendar import HIJRI, MONTHS, month_names
from toolkit.arabic.numbers import Clock, Date, accepted, find, render
from toolkit.arabic.numerals import arabic_values, read, spell
from toolkit.document import Language
from toolkit.quality.figures import figures
from toolkit.quality.terms import occurrences

NB = "\u00a0"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(quantity.kind, quantity.surface) for quantity in find(text)]


def rendered(text: str, language: Language) -> list[str]:
    return [render(quantity, language) for quantity in find(text)]


@pytest.mark.parametrize(
    ("arabic", "english", "french"),
    [
        ("13 فبراير 2026", "13 February 2026", "13 février 2026"),
        ("13 شباط/فبراير 2026", "13 February 2026", "13 février 2026"),
        ("13 شباط (فبراير) 2026", "13 February 2026", "13 février 2026"),
        ("13 فيفري 2026", "13 February 2026", "13 février 2026"),
        ("١٣ فبراير", "13 February", "13 février"),
        ("۱۳ فبراير ۲۰۲۶", "13 February 2026", "13 février 2026"),
        ("فبراير 2026", "February 2026", "février 2026"),
        ("فبراير من عام 2026", "February 2026", "février 2026"),
        ("13/2/2026", "13 February 2026", "13 février 2026"),
        ("١٣\u200f/٢\u200f/٢٠٢٦", "13 February 2026", "13 février 2026"),
        ("2026-02-13", "13 February 2026", "13 février 2026"),
        ("الجمعة 13 فبراير", "Friday 13 February", "vendredi 13 février"),
        ("الجمعة الموافق 13 فبراير 2026", "Friday 13 February 2026", "vendredi 13 février 2026"),
        ("25 رمضان 1447 هـ", "25 Ramadan 1447 AH", "25 ramadan 1447 de l'hégire"),
        ("الأول من يناير", "1 January", "1er janvier"),
        ("الحادي والعشرين من تموز 1967", "21 July 1967", "21 juillet 1967"),
        ("الفاتح من نوفمبر", "1 November", "1er novembre"),
        ("5 إلى 9 أكتوبر", "5 to 9 October", "5 au 9 octobre"),
        ("1-3 مايو 2025", "1 to 3 May 2025", "1er au 3 mai 2025"),
        ("22 و23 فبراير", "22 and 23 February", "22 et 23 février"),
    ],
)
def test_a_date_is_found_whole_and_rendered(arabic: str, english: str, french: str) -> None:
    (quantity,) = find(arabic)
    assert (quantity.kind, quantity.surface) == ("date", arabic)
    assert render(quantity, "en") == english
    assert render(quantity, "fr") == french


@pytest.mark.parametrize("month", range(12))
def test_every_name_of_a_month_is_that_month(month: int) -> None:
    for name in MONTHS[month]:
        (quantity,) = find(f"في 7 {name} 2026")
        assert quantity.values == (Date(7, month + 1, 2026),), name
        for language in ("en", "fr"):
            assert month_names(language, month + 1)[0] in render(quantity, language)
    for name in HIJRI[month]:
        (quantity,) = find(f"يوم 7 {name} 1447")
        assert quantity.values == (Date(7, month + 1, 1447, None, True),), name


@pytest.mark.parametrize(
    ("arabic", "kind", "english", "french"),
    [
        ("1200", "number", "1,200", f"1{NB}200"),
        ("1,200", "number", "1,200", f"1{NB}200"),
        ("١٬٢٠٠٫٥", "number", "1,200.5", f"1{NB}200,5"),
        ("3٫5", "number", "3.5", "3,5"),
        ("12,7", "number", "12.7", "12,7"),
        ("244.890", "number", "244,890", f"244{NB}890"),
        ("100 000", "number", "100,000", f"100{NB}000"),
        ("000 100", "number", "100,000", f"100{NB}000"),
        ("2000", "number", "2000", "2000"),
        ("3 آلاف", "number", "3,000", f"3{NB}000"),
        ("3 آلاف و500", "number", "3,500", f"3{NB}500"),
        ("700 ألف", "number", "700,000", f"700{NB}000"),
        ("1.3 مليار", "number", "1.3 billion", f"1,3{NB}milliard"),
        ("3 ملايين و500 ألف", "number", "3.5 million", f"3,5{NB}millions"),
        ("مليون و900 ألف", "number", "1.9 million", f"1,9{NB}million"),
        ("15٪", "percentage", "15%", f"15{NB}%"),
        ("٪15", "percentage", "15%", f"15{NB}%"),
        ("15 في المئة", "percentage", "15%", f"15{NB}%"),
        ("15 بالمائة", "percentage", "15%", f"15{NB}%"),
        ("10-15%", "percentage", "10-15%", f"10-15{NB}%"),
        ("10:30", "time", "10:30", f"10{NB}h{NB}30"),
        ("8 مساءً", "time", "8 p.m.", f"20{NB}heures"),
        ("155 ملم", "calibre", "155 mm", f"155{NB}mm"),
        ("7.62 ملم", "calibre", "7.62 mm", f"7,62{NB}mm"),
        ("425 مليون دولار", "money", "425 million dollars", f"425{NB}millions de dollars"),
        ("1.3 مليار يورو", "money", "1.3 billion euros", f"1,3{NB}milliard d'euros"),
        ("$500", "money", "500 dollars", f"500{NB}dollars"),
        ("2025-2030", "range", "2025-2030", "2025-2030"),
        ("F-16", "code", "F-16", "F-16"),
        ("5+5", "code", "5+5", "5+5"),
        ("007", "code", "007", "007"),
    ],
)
def test_a_figure_is_found_whole_and_rendered(
    arabic: str, kind: str, english: str, french: str
) -> None:
    assert kinds(f"كان {arabic} كذلك") == [(kind, arabic)]
    assert rendered(arabic, "en") == [english]
    assert rendered(arabic, "fr") == [french]


def test_clitics_and_context_words_are_not_part_of_a_quantity() -> None:
    assert kinds("وفي 13 فبراير، بـ15 و لـ 20 و25 والـ50") == [
        ("date", "13 فبراير"),
        ("number", "15"),
        ("number", "20"),
        ("number", "25"),
        ("number", "50"),
    ]
    assert kinds("في الساعة 9:40 من عام 2011") == [("time", "9:40"), ("date", "2011")]


def test_what_a_number_stands_for_depends_on_the_word_before_it() -> None:
    assert kinds("القرار 1701 واللواء 128 والذكرى الـ50") == [
        ("label", "1701"),
        ("label", "128"),
        ("ordinal", "50"),
    ]
    assert rendered("القرار 1701 والذكرى الـ50", "en") == ["1701", "50th"]
    assert rendered("القرار 1701 والذكرى الـ50", "fr") == ["1701", "50e"]
    assert rendered("من 60 إلى 85 ألف", "en") == ["60,000", "85,000"]
    assert rendered("من 500 إلى 3 آلاف", "en") == ["500", "3,000"]


def test_words_that_only_look_like_dates_are_left_alone() -> None:
    assert find("مارس الجيش ضغوطا على تيريزا ماي والد آب محرم") == ()
    assert rendered("الأسبوع الأول من أبريل", "en") == ["April"]
    assert rendered("شهر مارس", "en") == ["March"]
    assert rendered("من أكتوبر/نوفمبر 2025", "en") == ["October", "November 2025"]
    assert [q.values for q in find("الساعة 10 صباحا و8 مساء")] == [
        (Clock(10, 0, "am"),),
        (Clock(8, 0, "pm"),),
    ]


@pytest.mark.parametrize(
    ("arabic", "language", "forms"),
    [
        ("13 فبراير 2026", "en", ["February 13, 2026", "13th of February 2026", "13/02/2026"]),
        ("13 فبراير 2026", "fr", ["13/02/2026", "13 févr. 2026"]),
        ("1 يناير", "fr", ["1 janvier"]),
        ("15%", "en", ["15 per cent", "15 percent", "fifteen per cent"]),
        ("15%", "fr", ["15%", f"15{NB}pour cent"]),
        ("3 آلاف", "en", ["3 thousand", "3000", "three thousand"]),
        ("5", "en", ["five", "5th", "fifth"]),
        ("21", "fr", ["vingt et un", "vingt et une", "21e"]),
        ("20:15", "fr", ["20h15", "20:15"]),
        ("10 ملايين دولار", "en", ["$10 million", "10 million US dollars"]),
        ("2026-2030", "en", ["2026–2030", "2026 to 2030"]),
    ],
)
def test_other_right_forms_are_accepted(arabic: str, language: Language, forms: list[str]) -> None:
    (quantity,) = find(arabic)
    others = accepted(quantity, language)
    assert set(forms) <= set(others)
    assert render(quantity, language) not in others


def test_numbers_are_not_written_in_arabic() -> None:
    with pytest.raises(ValueError, match="not in ar"):
        render(find("5")[0], "ar")


FRAGMENTS = [
    *"0123456789٣٥۷",
    *" ./:-+،٫٬%٪$وبلـ",
    *("13", "2026", "000", "فبراير", "آذار", "جانفي", "ألف", "مليون", "رمضان", "هـ", "F-16"),
    *(" من ", " إلى ", " ملم", " دولار", " صباحًا", "الساعة ", "عام ", "الجمعة ", "الأول", "\u200f"),
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
@example("١٣\u200f/٢\u200f/٢٠٢٦")
@settings(max_examples=300, deadline=None)
def test_every_digit_belongs_to_one_quantity_that_can_be_written(text: str) -> None:
    covered: list[int] = []
    for quantity in find(text):
        assert text[quantity.start : quantity.end] == quantity.surface
        covered += range(quantity.start, quantity.end)
        for language in ("en", "fr"):
            assert render(quantity, language)
            accepted(quantity, language)
    assert len(covered) == len(set(covered))
    assert {i for i, char in enumerate(text) if char.isdecimal()} <= set(covered)


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr"]))
@settings(max_examples=80, deadline=None)
def test_what_is_written_reads_back(number: int, language: Language) -> None:
    (quantity,) = find(f"عدد {number:,} شخص")
    (figure,) = figures(render(quantity, language), language)
    assert number in figure.values


@given(st.integers(1, 99), st.sampled_from(["en", "fr"]))
@settings(max_examples=80, deadline=None)
def test_numbers_in_words_read_back(number: int, language: Language) -> None:
    for words in spell(number, language):
        values = [value for _, _, value in read(f"x {words} x", language)]
        assert values == [number], words


def test_arabic_number_words_give_whole_and_parts() -> None:
    assert arabic_values("ثلاثة وعشرون") == {3, 20, 23}
    assert 18 in arabic_values("ثماني عشرة دولة")
    assert 15 in arabic_values("القرن الخامس عشر")
    assert 2300 in arabic_values("ألفين وثلاثمائة")
    assert arabic_values("الجيش الليبي") == frozenset()


def test_long_texts_take_linear_time() -> None:
    for text in ("1" * 20_000, "1 " * 10_000, "1.000 " * 4_000, "a-" * 10_000, " من " * 5_000):
        began = time.perf_counter()
        find(text)
        assert time.perf_counter() - began < 2.0, text[:12]


def test_occurrences_respect_words() -> None:
    assert occurrences("the article of art", "art") == [(15, 18)]
    assert occurrences("l’armée et l'armée", "armée") == [(2, 7), (13, 18)]
    assert occurrences("Egypt's and Haftar-led", "Haftar") == [(12, 18)]
    assert occurrences("Egypt's army", "Egypt") == [(0, 5)]
    assert occurrences("a Lieutenant-Colonel, the colonel", "Colonel") == [(26, 33)]
    assert occurrences("sous-lieutenant", "lieutenant") == []
    assert occurrences("Chief of\u00a0 staff", "chief of staff") == [(0, 15)]
    assert occurrences("Chief of Staff", "chief of staff") == []
    assert occurrences("3.5 13 3,500 and 3.", "3") == [(17, 18)]
    assert occurrences("15\u202f% et 15 %", "15 %") == [(0, 4), (8, 12)]
    assert occurrences("the under-20 team", "20") == [(10, 12)]
    assert occurrences("anything", " ") == []
