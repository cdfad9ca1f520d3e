"""Glossary matching: what a reader of Arabic would call the same term, found where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.arabic.script import DROPPED, fold, readings, words
from toolkit.glossary import Entry, Glossary


def glossary(*entries: dict[str, object]) -> Glossary:
    return Glossary.of(Entry.model_validate(entry) for entry in entries)


def found(entries: Sequence[dict[str, object]], text: str, profile: str | None = None) -> list[str]:
    """The surfaces of all matches, with the rendering of each."""
    matches = glossary(*entries).match(text, profile)
    return [f"{text[m.start : m.end]}={m.entry.renderings('en', m.form)[0]}" for m in matches]


LIEUTENANT_GENERAL = {"ar": "فريق", "en": "Lieutenant General", "kind": "rank"}
GENERAL = {"ar": "فريق أول", "en": "General", "kind": "rank"}
FORCES = {"ar": "القوات المسلحة", "en": "Armed Forces", "kind": "institution"}
PERSON = {"ar": "أحمد خليفة", "en": "Ahmed Khalifa", "kind": "person"}


@pytest.mark.parametrize(
    "text",
    [
        "فريق",
        "الفريق",
        "والفريق",
        "بالفريق",
        "وبالفريق",
        "للفريق",
        "فللفريق",
        "كالفريق",
        "أوالفريق",
    ],
)
def test_clitics_in_front_of_a_term(text: str) -> None:
    (hit,) = glossary(LIEUTENANT_GENERAL).match(f"قال {text} إنه")
    assert hit.entry.ar == "فريق"
    assert hit.word_start == 4
    assert hit.end == 4 + len(text)


def test_the_span_leaves_the_clitic_out_and_keeps_the_article() -> None:
    text = "التقى بالفريق أول"
    (hit,) = glossary(GENERAL).match(text)
    assert text[hit.start : hit.end] == "الفريق أول"
    assert hit.clitics == "ب"


@pytest.mark.parametrize(
    "spelling",
    [
        "القوات المسلحة",
        "القُوَّات المُسلَّحة",
        "القـــوات المسلحه",
        "القوات  المسلحة",
        "القوات\nالمسلحة",
        "وللقوات المسلحة",
    ],
)
def test_spelling_variants_are_the_same_term(spelling: str) -> None:
    assert len(found([FORCES], f"شاركت {spelling} أمس")) == 1


@pytest.mark.parametrize("text", ["الفريق أول", "الفريق الأول", "بالفريق أول", "فريق أول"])
def test_definite_agreement_inside_a_term(text: str) -> None:
    assert found([GENERAL, LIEUTENANT_GENERAL], text)[0].endswith("=General")


def test_joined_and_parted_compound_names_are_equal() -> None:
    entry = {"ar": "عبد الفتاح السيسي", "en": "Abdel Fattah el-Sisi", "kind": "person"}
    assert found([entry], "الرئيس عبدالفتاح السيسى")
    assert found([{**entry, "ar": "عبدالفتاح السيسي"}], "الرئيس عبد الفتاح السيسي")


def test_the_longest_entry_wins() -> None:
    assert found([LIEUTENANT_GENERAL, GENERAL], "الفريق أول ركن") == ["الفريق أول=General"]


def test_no_match_inside_a_word_or_across_a_mark() -> None:
    assert not found([{"ar": "عقيد", "en": "Colonel"}], "العقيدة القتالية")
    assert not found([GENERAL], "حضر الفريق، أول أمس")


def test_a_preposition_is_never_a_name() -> None:
    name = {"ar": "علي", "en": "Ali", "kind": "name"}
    assert not found([name], "أكد أحمد على التعاون")
    assert found([name], "أكد علي التعاون") == ["علي=Ali"]


def test_unless_a_word_stands_next() -> None:
    entry = {**LIEUTENANT_GENERAL, "unless": {"next": ["عمل", "كرة"]}}
    assert not found([entry], "شُكّل فريق عمل مشترك")
    assert not found([entry], "فاز فريق الكرة")
    assert found([entry], "وصل الفريق أحمد")


def test_only_if_a_kind_stands_next() -> None:
    entry = {**LIEUTENANT_GENERAL, "only_if": {"next": ["person"]}}
    assert len(found([entry, PERSON], "وصل الفريق أحمد خليفة")) == 2
    assert not found([entry, PERSON], "وصل الفريق إلى المطار")


def test_neighbours_do_not_see_each_other_over_a_comma() -> None:
    entry = {**LIEUTENANT_GENERAL, "only_if": {"next": ["person"]}}
    assert found([entry, PERSON], "وصل الفريق، أحمد خليفة") == ["أحمد خليفة=Ahmed Khalifa"]


def test_a_pattern_as_a_neighbour_and_a_wider_window() -> None:
    entry = {"ar": "لواء", "en": "Major General", "unless": {"next": ["/^\\d+$/"], "within": 2}}
    assert not found([entry], "اللواء 444 قتال")
    assert not found([entry], "اللواء رقم 444")
    assert found([entry], "اللواء سالم")


def test_forms_have_renderings_of_their_own() -> None:
    entry = {"ar": "عميد", "en": "Brigadier General"}
    entry["forms"] = [{"ar": "عميدان", "en": "Brigadier Generals"}, "عمداء"]  # type: ignore[assignment]
    assert found([entry], "حضر عميدان") == ["عميدان=Brigadier Generals"]
    assert found([entry], "حضر العمداء") == ["العمداء=Brigadier General"]


def test_the_profile_chooses_between_countries() -> None:
    entries = [
        {"ar": "فريق", "en": "Lieutenant General"},
        {"ar": "فريق", "en": "Corps General", "country": ["DZ"]},
    ]
    assert found(entries, "الفريق", "DZ") == ["الفريق=Corps General"]
    assert found(entries, "الفريق", "EG") == ["الفريق=Lieutenant General"]
    assert found(entries[1:], "الفريق", "EG") == ["الفريق=Corps General"]


def test_suggested_entries_do_not_hide_enforced_ones() -> None:
    entries = [
        {"ar": "استعرض حرس الشرف", "en": "reviewed the guard of honour", "enforce": False},
        {"ar": "حرس الشرف", "en": "guard of honour"},
    ]
    assert found(entries, "استعرض حرس الشرف") == ["حرس الشرف=guard of honour"]


_ARABIC_TEXT = st.text("ابتجحدرسعفقكلمنهويأإآىةءؤئَُِّـ ،.0٣«»ab\n\u200f", max_size=60)


@given(_ARABIC_TEXT, st.sampled_from(["", "و", "ب", "ك", "وب", "ف"]), _ARABIC_TEXT)
def test_a_term_between_spaces_is_always_found_where_it_stands(
    before: str, clitic: str, after: str
) -> None:
    text = f"{before} {clitic}القوات المسلحة {after}"
    spans = [(m.start, m.end) for m in glossary(FORCES).match(text)]
    start = len(before) + 1 + len(clitic)
    assert (start, start + len("القوات المسلحة")) in spans


@given(_ARABIC_TEXT)
def test_words_are_slices_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        kept = "".join(c for c in text[word.start : word.end] if c not in DROPPED)
        assert kept == word.spelling
        end = word.end


@given(_ARABIC_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("ابتلكوفس", min_size=1, max_size=8))
def test_every_reading_spells_the_word_again(word: str) -> None:
    for reading in readings(word):
        article = "ال" if reading.definite else ""
        spelt = reading.clitics + article + reading.stem
        assert word in (spelt, spelt.replace("لالل", "لل"), spelt.replace("لال", "لل"))
