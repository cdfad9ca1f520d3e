"""Grammar at the seams: what stands before a rendering, in both languages."""

from __future__ import annotations

import pytest

from toolkit.document import Hit, Language
from toolkit.translator.agreement import Gender, agree
from toolkit.translator.seams import polish
from toolkit.translator.units import Unit


def unit(rendering: str, kind: str, gender: Gender | None = None) -> Unit:
    hit = Hit("رمز", kind, "رمز", 0, 3, rendering)
    return Unit(0, 3, "", (rendering,), (hit,), gender)


@pytest.mark.parametrize(
    ("before", "gender", "noun", "after"),
    [
        ("Il a inspecté le ", "f", "garde d'honneur", "Il a inspecté la "),
        ("Il a inspecté un ", "f", "garde d'honneur", "Il a inspecté une "),
        ("l'arrivée du ", "f", "marine", "l'arrivée de la "),
        ("l'arrivée des ", "f", "armée", "l'arrivée de l'"),
        ("au sein de la ", "m", "ministère", "au sein du "),
        ("grâce à la ", "mp", "gardes-côtes", "grâce aux "),
        ("par le ", "fp", "forces armées", "par les "),
        ("par l'", "f", "garde", "par la "),
        ("avec son ", "f", "délégation", "avec sa "),
        ("avec sa ", "f", "armée", "avec son "),
        ("dans ce ", "m", "état-major", "dans cet "),
        ("Le ", "f", "marine", "La "),
        ("et sans rien", "f", "marine", "et sans rien"),
        ("plusieurs ", "fp", "unités", "plusieurs "),
    ],
)
def test_french_determiners_agree(before: str, gender: Gender, noun: str, after: str) -> None:
    vowel = noun[0] in "aeéêiou"
    assert agree(before, gender, vowel=vowel, country=False) == after


@pytest.mark.parametrize(
    ("before", "gender", "name", "text"),
    [
        ("Il arrive à", "f", "Égypte", "Il arrive en Égypte"),
        ("Il arrive en", "m", "Soudan", "Il arrive au Soudan"),
        ("Il arrive en", "m", "Irak", "Il arrive en Irak"),
        ("Il arrive à", "mp", "Émirats arabes unis", "Il arrive aux Émirats arabes unis"),
        ("Il vient de", "m", "Liban", "Il vient du Liban"),
        ("Il vient de", "f", "Algérie", "Il vient d'Algérie"),
        ("Il part vers", "f", "Libye", "Il part vers la Libye"),
        ("Il part à la", "f", "Libye", "Il part à la Libye"),
        ("Il arrive à", None, "Oman", "Il arrive à Oman"),
    ],
)
def test_prepositions_before_countries(
    before: str, gender: Gender | None, name: str, text: str
) -> None:
    assert polish(f"{before} {name}", [unit(name, "place", gender)], "fr") == text


@pytest.mark.parametrize(
    ("language", "text", "rendering", "mended"),
    [
        ("en", "He met Lieutenant General Salem.", "General Salem", "He met General Salem."),
        ("en", "He met Major Salem.", "Major Salem", "He met Major Salem."),
        (
            "en",
            "The Major, General Salem, left.",
            "General Salem",
            "The Major, General Salem, left.",
        ),
        ("fr", "Le vice amiral Salem part.", "amiral Salem", "L'amiral Salem part."),
    ],
)
def test_a_rank_is_not_part_of_another(
    language: Language, text: str, rendering: str, mended: str
) -> None:
    assert polish(text, [unit(rendering, "rank")], language) == mended


def test_a_rank_beside_that_was_asked_for_stays() -> None:
    both = [unit("Lieutenant", "rank"), unit("General Salem", "rank")]
    assert polish("He met Lieutenant General Salem.", both, "en").count("Lieutenant") == 1


def test_of_two_days_of_the_week_the_one_in_the_date_stays() -> None:
    dates = [unit("Friday 13 February 2026", "date")]
    text = "He left on Saturday, Friday 13 February 2026."
    assert polish(text, dates, "en") == "He left on Friday 13 February 2026."
    assert "Saturday" in polish("He left on Saturday, and Friday 13 February 2026.", dates, "en")
