"""The checks: each on a translation it must flag and on one it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.document import (
    Article,
    BilingualDocument,
    Finding,
    Hit,
    HitStatus,
    Language,
    Paragraph,
    Run,
    Section,
    Segment,
    Source,
    Translation,
)
from toolkit.quality import CHECKS, check, consistency

NB = "\u00a0"


def found(
    name: str, source: str, text: str, language: Language = "en", *hits: Hit
) -> list[Finding]:
    translation = Translation(Segment("s", "paragraph-sentence", source), text, hits)
    findings = list(CHECKS[name](translation, language))
    assert all(finding.check == name for finding in findings)
    for finding in findings:
        if finding.span is not None:
            start, end = finding.span
            assert 0 <= start < end <= len(text)
    return findings


def hit(
    surface: str, rendering: str, status: HitStatus = "enforced", kind: str = "institution"
) -> Hit:
    return Hit(surface, kind, surface, 0, len(surface), rendering, (), status)


SAME: list[tuple[str, Language, str]] = [
    ("في 13 فبراير 2026", "en", "on 13 February 2026"),
    ("في 13 فبراير 2026", "en", "on February 13, 2026"),
    ("في 13 فبراير 2026", "fr", "le 13 février 2026"),
    ("في ١٣ شباط ٢٠٢٦", "en", "on the 13th of February 2026"),
    ("في 13 فيفري 2026", "fr", "le 13 février 2026"),
    ("في ۱۳ فبراير", "en", "on 13 Feb."),
    ("في 13/2/2026", "fr", "le 13/02/2026"),
    ("في الأول من تموز", "fr", "le 1er juillet"),
    ("في الأول من تموز", "fr", "le premier juillet"),
    ("من 5 إلى 9 أكتوبر 2025", "en", "from 5 to 9 October 2025"),
    ("من 5 إلى 9 أكتوبر", "fr", "du 5 au 9 octobre"),
    ("يومي 22 و23 فبراير", "en", "on 22 and 23 February"),
    ("في 28 فبراير و1 مارس 2026", "en", "on 28 February and 1 March 2026"),
    ("في 25 رمضان 1447 هـ", "fr", "le 25 ramadan 1447 de l'hégire"),
    ("بمشاركة 3 دول", "en", "three countries took part"),
    ("بمشاركة 21 دولة", "fr", "vingt et un pays ont participé"),
    ("بمشاركة خمسة وعشرين ضابطا", "en", "25 officers took part"),
    ("منذ ثمانينيات القرن الماضي", "en", "since the 1980s"),
    ("على مدار الساعة", "fr", "24 heures sur 24"),
    ("أكثر من 1200 طالب", "en", "more than 1,200 students"),
    ("أكثر من ١٬٢٠٠ طالب", "fr", f"plus de 1{NB}200 étudiants"),
    ("30 ألف قذيفة", "en", "30,000 shells"),
    ("3 ملايين و500 ألف", "fr", "3,5 millions"),
    ("من 60 إلى 85 ألف", "en", "from 60 to 85 thousand"),
    ("15 في المئة", "en", "15 per cent"),
    ("١٥٪", "fr", f"15{NB}%"),
    ("الساعة 10:30", "fr", "à 10 h 30"),
    ("الساعة 8 مساء", "fr", "à 20 heures"),
    ("الساعة 8 مساء", "en", "at 8 p.m."),
    ("عيار 7.62 ملم", "fr", "de calibre 7,62 mm"),
    ("طائرات إف-16", "en", "F-16s"),
    ("لجنة 5+5", "en", "the 5+5 Commission"),
    ("القرن الـ18", "fr", "au XVIIIe siècle"),
    ("الذكرى الـ50", "en", "the 50th anniversary"),
    ("عام 2011", "en", "in 2011"),
    ("قد يزور القاهرة", "en", "he may visit Cairo and march"),
]


@pytest.mark.parametrize(("source", "language", "text"), SAME)
def test_the_same_numbers_said_otherwise_are_no_mismatch(
    source: str, language: Language, text: str
) -> None:
    assert found("number-mismatch", source, text, language) == []


@pytest.mark.parametrize(
    ("source", "language", "text", "severity", "words"),
    [
        ("في 13 فبراير 2026", "en", "last month", "error", "no such date"),
        ("في 13 فبراير 2026", "en", "on 13 March 2026", "error", "13 March 2026"),
        ("في 13 شباط 2026", "fr", "le 13 février 2025", "error", "13 février 2025"),
        ("في 13 جوان", "fr", "le 13 juillet", "error", "13 juillet"),
        ("في 13 فبراير", "en", "on 13 February 2026", "error", "2026"),
        ("244890 جنديا", "en", "24,490 soldiers", "error", "24,490"),
        ("244890 جنديا", "en", "soldiers", "error", "no such number"),
        ("15 ألفا", "en", "15,00 men", "error", "15,00"),
        ("٢٥ ضابطا", "fr", "des officiers", "error", "٢٥"),
        ("3 دول", "en", "countries", "warning", "3"),
        ("الضباط", "en", "the 45 officers", "error", "45"),
        ("الساعة 10:30", "fr", "à 10 h 20", "error", "10 h 20"),
        ("15 في المئة", "en", "15 of them", "warning", "per cent"),
        ("12 و12", "en", "12", "warning", "more often"),
        ("الجمعة 13 فبراير", "en", "on Thursday 13 February", "warning", "Friday"),
    ],
)
def test_lost_changed_and_invented_numbers_are_found(
    source: str, language: Language, text: str, severity: str, words: str
) -> None:
    (finding,) = found("number-mismatch", source, text, language)
    assert finding.severity == severity
    assert words in finding.message


@given(st.integers(10, 10**7), st.integers(10, 10**7), st.sampled_from(["en", "fr"]))
@settings(max_examples=60, deadline=None)
def test_a_number_agrees_with_itself_only(one: int, other: int, language: Language) -> None:
    findings = found("number-mismatch", f"عددهم {one}", f"x {other} x", language)
    assert bool(findings) == (one != other)


ARMY = hit("الجيش", "the army")
NAVY = hit("البحرية", "Navy")


def test_term_missing() -> None:
    gone = hit("الفريق", "Lieutenant General", "missing", "rank")
    (finding,) = found("term-missing", "الفريق", "The team", "en", gone)
    assert finding.severity == "error"
    assert "الفريق" in finding.message
    assert "Lieutenant General" in finding.message
    assert found("term-missing", "الجيش", "The army is here", "en", ARMY) == []
    assert found("term-missing", "الجيش", "An editor changed it", "en", ARMY) != []
    date = hit("13 فبراير", "13 February", "missing", "date")
    assert found("term-missing", "13 فبراير", "February 13", "en", date) == []


def test_term_doubled() -> None:
    two = found("term-doubled", "البحرية", "the Navy Navy sails", "en", NAVY)
    assert [(f.severity, f.span) for f in two] == [("warning", (9, 13))]
    (far,) = found("term-doubled", "الجيش", "the army helps the army", "en", ARMY)
    assert far.severity == "warning"
    assert found("term-doubled", "البحرية", "the Navy sails, navys too", "en", NAVY) == []
    assert found("term-doubled", "x", "the Navy and the Navy", "en", NAVY, NAVY) == []
    longer = hit("القوات البحرية", "Navy Forces")
    assert found("term-doubled", "x", "the Navy, the Navy Forces", "en", NAVY, longer) == []
    french = hit("الجيش", "armée")
    (doubled,) = found("term-doubled", "الجيش", "l’armée l'armée", "fr", french)
    assert doubled.severity == "warning"
    assert found("term-doubled", "الجيش", "l’armée", "fr", french) == []


def test_suggestion() -> None:
    one = hit("لواء", "brigade", "suggested")
    (finding,) = found("suggestion", "لواء", "a regiment", "en", one)
    assert finding.severity == "hint"
    assert found("suggestion", "لواء", "a brigade", "en", one) == []


def test_arabic_left() -> None:
    (finding,) = found("arabic-left", "x", "General خالد حفتر arrived")
    assert (finding.severity, finding.span) == ("error", (8, 17))
    assert [f.severity for f in found("arabic-left", "x", "Well، then")] == ["warning"]
    assert [f.severity for f in found("arabic-left", "x", "le général Иван", "fr")] == ["error"]
    assert found("arabic-left", "x", "Le général “Haftar”, à Benghazi", "fr") == []


def test_empty() -> None:
    (finding,) = found("empty", "وصل الفريق", " \n")
    assert finding.severity == "error"
    assert found("empty", "وصل الفريق", "He came") == []
    assert found("empty", "***", "") == []


def test_copied() -> None:
    french = "Le chef de l'armée est arrivé dans la ville avec une délégation et des officiers"
    english = "The head of the army has arrived in the city with a delegation and his officers"
    assert found("copied", "وصل قائد الجيش", "وصل قائدُ الجيش") != []
    assert found("copied", "وصل قائد الجيش", french, "en") != []
    assert found("copied", "وصل قائد الجيش", english, "fr") != []
    assert found("copied", "وصل قائد الجيش", french, "fr") == []
    assert found("copied", "وصل قائد الجيش", english, "en") == []
    assert found("copied", "F-16", "F-16") == []


def test_length_ratio() -> None:
    source = "عاد الفريق أحمد خليفة والوفد المرافق له إلى أرض الوطن " * 2
    assert found("length-ratio", source, "He returned home.") != []
    assert found("length-ratio", source, "Il est rentré " * 40, "fr") != []
    fair = "Lieutenant General Ahmed Khalifa and his delegation returned home from Libya. " * 2
    assert found("length-ratio", source, fair) == []
    assert found("length-ratio", "عاد إلى الوطن", "He came back from a long journey abroad") == []


def test_length_ratio_does_not_count_vowel_marks() -> None:
    marked = "".join(letter + "\u064e" for letter in "وصل الوفد العسكري المصري إلى مطار بنغازي")
    assert (
        found("length-ratio", marked, "The Egyptian military team reached Benghazi airport") == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "the army of the army of the army of the north",
        "applause applause applause",
        "he met the the minister",
        "Il a rencontré le ministre le ministre le ministre",
        "we said that he came home and we said that he came back so we said that he came",
    ],
)
def test_repetition_is_found(text: str) -> None:
    assert len(found("repetition", "قال", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "nous nous réunissons demain et vous vous taisez",
        "Boutros Boutros-Ghali and Sin Sin",
        "the commander of the Air Force, Air Force Major General Shawky",
        "8 8 8 and 10 10",
        "he had had enough",
        "the army and the navy and the air force",
    ],
)
def test_grammar_and_names_are_no_repetition(text: str) -> None:
    assert found("repetition", "قال", text) == []


def test_unbalanced() -> None:
    assert [f.span for f in found("unbalanced", "«قال»", "he said (yes")] == [(8, 9)]
    assert [f.span for f in found("unbalanced", "«قال»", "« Il a dit", "fr")] == [(0, 1)]
    assert found("unbalanced", "قال", 'he said "yes') != []
    assert found("unbalanced", "قال", 'he said "yes" (and « no », “so”) [it]') == []
    assert found("unbalanced", "قال", "1) first; b) second") == []
    assert found("unbalanced", "قال: «نعم", 'he said: "yes') == []
    assert found("unbalanced", "قال", "the soldiers' and Egypt's") == []


def test_check_runs_all_and_stops_at_the_untranslated() -> None:
    segment = Segment("s", "paragraph-sentence", "وصل 25 ضابطا في 13 فبراير")
    assert [f.check for f in check(Translation(segment, ""), "en")] == ["empty"]
    assert [f.check for f in check(Translation(segment, segment.text), "en")] == ["copied"]
    bad = check(Translation(segment, "52 officers ضابط came ("), "en")
    assert [f.check for f in bad] == ["arabic-left", *["number-mismatch"] * 2, "unbalanced"]
    assert check(Translation(segment, "25 officers arrived on 13 February"), "en") == ()
    assert check(Translation(segment, "25 officiers sont arrivés le 13 février"), "fr") == ()


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "fr"]))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_a_check(source: str, text: str, language: Language) -> None:
    for finding in check(Translation(Segment("s", "title", source), text), language):
        assert finding.check in CHECKS
        assert finding.message
        if finding.span is not None:
            assert 0 <= finding.span[0] < finding.span[1] <= len(text)


def document(*pairs: tuple[str, str, tuple[Hit, ...]]) -> BilingualDocument:
    segments = tuple(
        Segment(str(number), "paragraph-sentence", source)
        for number, (source, _, _) in enumerate(pairs)
    )
    translations = tuple(
        Translation(segment, text, hits)
        for segment, (_, text, hits) in zip(segments, pairs, strict=True)
    )
    article = Article(None, (Section(None, (Paragraph(segments),)),), Source("a.txt", "text"))
    return BilingualDocument(article, "en", translations, Run("0", "m", "0", "0", "p"))


def test_consistency() -> None:
    same = document(
        ("أكد الوزير", "The minister affirmed", ()),
        ("أكد الوزير", "The minister affirmed", ()),
        ("أكّد الوزير", "The minister stressed", ()),
    )
    ((segment, finding),) = consistency(same)
    assert (segment, finding.severity) == ("2", "warning")
    staff = Hit("e", "post", "رئيس", 0, 4, "Chief", ("Head",), "enforced")
    terms = document(("a رئيس", "The Chief", (staff,)), ("b رئيس", "The Head", (staff,)))
    ((segment, finding),) = consistency(terms)
    assert (segment, finding.severity, finding.span) == ("1", "hint", (4, 8))
    assert list(consistency(document(("a", "x", (staff,)), ("b", "Chief", (staff,))))) == []
