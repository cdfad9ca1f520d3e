"""The ladder on the real model: every term is in the output, whatever the model makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from random_package import random_package

from toolkit.document import Draft, Language, Source
from toolkit.glossary import Entry, Glossary
from toolkit.quality.terms import occurrences
from toolkit.segmenter import segment
from toolkit.translator.engine import Engine
from toolkit.translator.ladder import Task, climb
from toolkit.translator.packages import starter
from toolkit.translator.seams import polish
from toolkit.translator.switch import clauses, switched
from toolkit.translator.translator import Translator
from toolkit.translator.units import Unit, units
from toolkit.translator.verify import verify

GLOSSARY = Glossary.of(
    Entry.model_validate(entry)
    for entry in (
        {
            "ar": "فريق",
            "en": "Lieutenant General",
            "fr": "général de corps d'armée",
            "kind": "rank",
        },
        {"ar": "فريق أول", "en": "General", "fr": "général d'armée", "kind": "rank"},
        {
            "ar": "ركن",
            "en": "Staff {}",
            "fr": "{} breveté d'état-major",
            "kind": "qualifier",
            "only_if": {"previous": ["rank"]},
        },
        {"ar": "معالي", "en": "H.E. {}", "fr": "S.E. {}", "kind": "qualifier"},
        {
            "ar": "سالم الورفلي",
            "en": "Salem al-Werfalli",
            "fr": "Salem al-Werfalli",
            "kind": "person",
        },
        {
            "ar": "القوات البحرية",
            "en": "Naval Forces",
            "fr": "forces navales",
            "kind": "institution",
        },
        {"ar": "حرس الشرف", "en": "guard of honour", "fr": "garde d'honneur", "kind": "phrase"},
        {"ar": "تونس", "en": "Tunisia", "fr": "Tunisie", "kind": "place"},
    )
)


def found(text: str, language: Language = "en") -> tuple[Unit, ...]:
    return units(text, GLOSSARY.match(text), language, GLOSSARY.style)[0]


def renderings(text: str, language: Language = "en") -> list[str]:
    return [unit.rendering for unit in found(text, language)]


def test_rank_qualifier_and_name_are_one_unit() -> None:
    text = "التقى الفريق أول ركن سالم الورفلي بالفريق في تونس"
    assert renderings(text) == ["Staff General Salem al-Werfalli", "Lieutenant General", "Tunisia"]
    assert renderings(text, "fr") == [
        "général d'armée breveté d'état-major Salem al-Werfalli",
        "général de corps d'armée",
        "Tunisie",
    ]


def test_a_title_of_honour_goes_round_all_that_follows() -> None:
    assert renderings("وصل معالي الفريق الركن سالم الورفلي") == [
        "H.E. Staff Lieutenant General Salem al-Werfalli"
    ]


def test_numbers_and_dates_are_units() -> None:
    text = "وصل يوم 13 فبراير 2026 نحو 250 جنديًا"
    assert renderings(text) == ["13 February 2026", "250"]
    assert renderings(text, "fr") == ["13 février 2026", "250"]


def test_a_switched_source_keeps_clitics_as_words() -> None:
    text = "أشاد بالفريق سالم الورفلي وتونس"
    assert switched(text, found(text)) == "أشاد ب Lieutenant General Salem al-Werfalli و Tunisia"
    assert switched(text, found(text), clitics=False) == (
        "أشاد Lieutenant General Salem al-Werfalli Tunisia"
    )


def test_clauses_lose_nothing() -> None:
    text = "وصل القائد، ثم غادر؛ وعاد"
    assert " ".join(clauses(text)) == text
    assert len(clauses(text)) == 3


def test_a_term_named_twice_must_stand_there_twice() -> None:
    text = "بين القوات البحرية في تونس والقوات البحرية"
    once = verify("between the Naval Forces in Tunisia and others", found(text))
    assert len(once.missing) == 1
    twice = verify("between the Naval Forces in Tunisia and the Naval Forces", found(text))
    assert not twice.missing


def test_a_shorter_term_does_not_count_inside_a_longer_one() -> None:
    text = "حضر الفريق والفريق أول"
    assert verify("the Lieutenant General attended", found(text)).missing
    assert not verify("the Lieutenant General and the General attended", found(text)).missing


RANK_EN = "Lieutenant General Salem al-Werfalli"
RANK_FR = "général de corps d'armée Salem al-Werfalli"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", f"the {RANK_EN} came", f"{RANK_EN} came"),
        ("en", f"met a {RANK_EN}", f"Met {RANK_EN}"),
        ("fr", f"{RANK_FR} est venu", f"Le {RANK_FR} est venu"),
        ("fr", f"l'arrivée de {RANK_FR}", f"L'arrivée du {RANK_FR}"),
        ("fr", f"une visite de le {RANK_FR}", f"Une visite du {RANK_FR}"),
        ("fr", f"hier, Le {RANK_FR}", f"Hier, le {RANK_FR}"),
    ],
)
def test_articles_before_rank_and_name(language: Language, before: str, after: str) -> None:
    assert polish(before, found("الفريق سالم الورفلي", language), language) == after


@pytest.mark.parametrize(
    ("language", "source", "before", "after"),
    [
        ("en", "حرس الشرف", "an guard of honour", "A guard of honour"),
        ("en", "حرس الشرف", "reviewed the the guard of honour", "Reviewed the guard of honour"),
        ("en", "تونس", "to Tunisia Tunisia and back", "To Tunisia and back"),
        ("fr", "الفريق أول", "arrivée de le général d'armée", "Arrivée du général d'armée"),
        ("en", "حرس الشرف", "a guard guard of honour honour", "A guard of honour"),
        ("en", "13 فبراير 2026", "on 13 February 2026, 2026.", "On 13 February 2026."),
        ("fr", "تونس", "l' arrivée d' une Tunisie", "L'arrivée d'une Tunisie"),
    ],
)
def test_seams(language: Language, source: str, before: str, after: str) -> None:
    assert polish(before, found(source, language), language) == after


SENTENCES = (
    "استقبل الفريق أول ركن سالم الورفلي، قائد القوات البحرية، الوفد القادم من تونس بحرس الشرف.",
    "وأشاد الفريق بالقوات البحرية وبحرس الشرف في تونس وللقوات البحرية شكر خاص يوم 13 فبراير 2026.",
    "حرس الشرف حرس الشرف حرس الشرف تونس تونس الفريق سالم الورفلي والفريق سالم الورفلي 155 ملم.",
    "في تونس",
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_unit_is_enforced_and_says_by_which_rung(language: Language) -> None:
    package = next(p for p in starter() if p.target == language)
    tasks = [Task(text, found(text, language)) for text in SENTENCES]
    outcomes = climb(Engine(package, threads=1), tasks, language)
    for task, outcome in zip(tasks, outcomes, strict=True):
        assert not verify(outcome.text, task.units).missing
        for unit, span, rung in zip(task.units, outcome.spans, outcome.rungs, strict=True):
            assert span is not None
            shown = outcome.text[slice(*span)].replace("\u00a0", " ").replace("\u202f", " ")
            wanted = {
                r.replace("\u00a0", " ").replace("\u202f", " ").lower() for r in unit.renderings
            }
            assert shown.lower() in wanted
            assert rung in {3, 4, 5, 6}


def test_a_sentence_that_is_all_terms_is_put_together_from_them() -> None:
    task = Task("تونس – 13 فبراير 2026 –", found("تونس – 13 فبراير 2026 –"))
    (outcome,) = climb(Engine(starter()[0], threads=1), [task], "en")
    assert outcome.text == "Tunisia – 13 February 2026 –"


def test_the_same_input_gives_the_same_output() -> None:
    package = starter()[0]
    tasks = [Task(text, found(text)) for text in SENTENCES[:2]]
    assert (
        climb(Engine(package, threads=1), tasks, "en")
        == climb(Engine(package, threads=1), tasks[::-1], "en")[::-1]
    )


@pytest.mark.parametrize("tokenizer", ["sentencepiece", "bpe"])
def test_a_model_of_random_weights_still_ends_enforced_through_a_pivot(
    tmp_path: Path, tokenizer: Literal["sentencepiece", "bpe"]
) -> None:
    random_package(tmp_path / "ar_en", "ar", "en", tokenizer=tokenizer)
    random_package(tmp_path / "en_fr", "en", "fr", tokenizer=tokenizer, seed=1)
    article = segment(Draft(SENTENCES[0] + "\n" + SENTENCES[1], Source("a.txt", "text")))
    translator = Translator("fr", GLOSSARY, model=tmp_path, threads=1, beam=2)
    assert len(translator.route) == 2
    (document,) = translator.translate([article])
    for translation in document.translations:
        hits = [hit for hit in translation.hits if hit.status != "suggested"]
        assert hits
        assert {hit.status for hit in hits} == {"enforced"}
        assert all(hit.rung in {3, 4, 5, 6} for hit in hits)
        assert occurrences(translation.text, "garde d'honneur")
