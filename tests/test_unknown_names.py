"""Names that no entry knows: which words are taken for names, how they are spelt, what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit
from toolkit.arabic.romanise import romanise
from toolkit.glossary import Glossary
from toolkit.glossary.unknown import PROPOSED, with_proposals


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("توني", "Tuni", "Touni"),
        ("الورشفاني", "al-Warshafani", "al-Ouarchafani"),
        ("كرم", "Karam", "Karam"),
        ("عبدالرازق", "Abdel Razeq", "Abdel Razeq"),
        ("تاديسي بيكيلي", "Tadisi Bikili", "Tadisi Bikili"),
        ("بن جدو", "bin Jadu", "ben Djadou"),
    ],
)
def test_names_are_spelt_by_rule(name: str, english: str, french: str) -> None:
    assert (romanise(name, "en"), romanise(name, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استقبل الفريق تالبوت ديفيكس الوفد", ["تالبوت ديفيكس"]),
        ("التقى العميد زياد الدوغماني، أمس", ["الدوغماني"]),
        ("استقبل اللواء الوفد الزائر", []),
        ("أكد الفريق أن التعاون مستمر", []),
        ("وصل العميد إلى طرابلس", []),
        ("تحدث تالبوت ديفيكس طويلا", []),
        ("حضر اللواء، تالبوت", []),
    ],
)
def test_only_unknown_words_behind_a_rank_or_a_name_are_proposed(
    glossary: Glossary, text: str, names: list[str]
) -> None:
    found = with_proposals(text, glossary.match(text))
    assert [m.entry.ar for m in found if m.entry.note == PROPOSED] == names


def test_a_proposed_name_stands_in_the_translation_and_the_report_says_so(
    tmp_path: Path, glossary: Glossary
) -> None:
    article = tmp_path / "news.txt"
    article.write_text("استقبل الفريق تالبوت ديفيكس الوفد الزائر.", encoding="utf-8")
    document = toolkit.translate(article, to="en", glossary=glossary)
    (line,) = document.translations
    assert "Lieutenant General Talbut Difikes" in line.text
    (finding,) = [f for f in line.findings if f.check == "name-proposed"]
    assert finding.span
    assert line.text[slice(*finding.span)] == "Talbut Difikes"
