"""The web page: what a reader, a screen reader and a browser without a network get of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from bilingual import document, many

from toolkit.exporters import export
from toolkit.exporters.html import page
from toolkit.exporters.layout import no_break, rows


def parsed(text: str) -> Any:
    return lxml.html.document_fromstring(text)


def test_a_page_is_utf8_declares_it_and_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    export(document("fr"), one)
    export(document("fr"), two)
    assert one.read_bytes() == two.read_bytes()
    root = parsed(one.read_text("utf-8"))
    assert root.xpath("//meta/@charset") == ["utf-8"]
    assert (root.get("lang"), root.get("dir")) == ("fr", "ltr")
    assert root.findtext(".//title") == rows(document("fr"))[0].target


@pytest.mark.parametrize("layout", ["table", "interleaved"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_is_exact_and_says_its_language_and_direction(
    language: Any, layout: Any
) -> None:
    made = document(language)
    root = parsed(page(made, layout=layout))
    shown = root.xpath('//main/*[contains(@class,"row") and @data-segments]')
    for element, row in zip(shown, rows(made), strict=True):
        assert element.get("data-segments").split() == [s.id for s in row.source]
        _, source, target, *_ = element
        assert source.text_content() == row.source_text
        assert (source.get("lang"), source.get("dir")) == ("ar", "rtl")
        assert target.text_content() == no_break(row.target, language)
        assert (target.get("lang"), target.get("dir")) == (language, "ltr")
    assert [e.tag for e in root.xpath('//*[contains(@class,"target")][ancestor::main]')][:4] == [
        "span",
        "h1",
        "p",
        "h2",
    ]
    assert root.xpath("//main/@class") == [layout]
    assert root.xpath("string(//footer)") == made.run.signature


def test_terms_tell_their_glossary_entry() -> None:
    root = parsed(page(document()))
    terms = root.xpath("//mark")
    assert [t.text_content() for t in terms] == [
        "Chief of the General Staff",
        "General",
        "Armed Forces",
        "special forces",
    ]
    assert "→ General (unit: general)" in terms[1].get("title")
    assert parsed(page(document(), mark_terms=False)).xpath("//mark") == []


def test_findings_stand_on_their_words_and_under_their_row() -> None:
    root = parsed(page(document()))
    for number, words in (("1", "al-Mansouri"), ("2", "the “Armed Forces”")):
        reference = root.xpath(f'//a[@href="#finding-{number}"]')[0]
        before = ""
        for element in reference.itersiblings(preceding=True):
            if not words.endswith(element.text_content() + before):
                break
            before = element.text_content() + before
        assert before == words
        assert reference.text_content() == ""  # the number is not copied with the words
    notes = [note.text_content() for note in root.xpath('//ul[@class="findings"]/li')]
    assert len(notes) == 4
    assert notes[0].startswith("warning 1 (names) المنصوري")
    assert notes[1].startswith("hint (numbers)")
    looked_at = root.xpath('//*[contains(@class,"look")]/@id')
    assert looked_at == ["row-2", "row-5"]


def test_each_link_has_its_goal() -> None:
    root = parsed(page(document()))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in root.xpath("//a/@href")} <= set(ids)


def test_nothing_is_loaded_and_nothing_in_the_article_becomes_markup() -> None:
    text = page(document())
    root = parsed(text)
    assert root.xpath("//script | //link | //img | //@src") == []
    assert not re.search(r"url\(|@import|https?://", text)
    assert root.xpath("//brotherly") == []
    assert "&lt;brotherly&gt; countries &amp; their" in text


def test_a_document_without_findings_says_so() -> None:
    root = parsed(page(many(2)))
    assert root.xpath("//input") == []
    assert "Nothing to look at." in root.xpath("string(//header)")
