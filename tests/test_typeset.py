"""What a page is set from: rows of a document, shaped glyphs, lines."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seed_article import RUN, normal

from toolkit import document as nouns
from toolkit.document import (
    Article,
    BilingualDocument,
    Finding,
    Hit,
    Section,
    Segment,
    Source,
    Translation,
)
from toolkit.exporters.layout import no_break, rows, shorten, title
from toolkit.exporters.shaping import amiri, shape
from toolkit.exporters.typeset import Mark, Paragraph, Style

FINDING = Finding("c", "warning", "m", (0, 3))


def test_rows_join_segments_and_shift_spans():
    first = Segment("a", "list-item", "النص\nالأول", marker="١- ")
    second = Segment("b", "list-item", "الثاني")
    spare = Segment("c", "list-item", "الثالث")
    hit = Hit("e", "rank", "", 0, 0, "General", status="enforced", target=(4, 11))
    missing = replace(hit, status="missing", target=(0, 3))
    article = Article(
        None, (Section(None, (nouns.Paragraph((first, second, spare)),)),), Source("", "")
    )
    document = BilingualDocument(
        article,
        "en",
        (
            Translation(first, "The General.", (hit, missing), findings=(FINDING,)),
            Translation(second, "One General.", (hit,)),
            Translation(spare, "", findings=(replace(FINDING, severity="hint", span=None),)),
        ),
        RUN,
    )
    (row,) = rows(document)
    assert row.source_text == "١- النص الأول الثاني الثالث"
    assert row.target == "1- The General. One General."
    assert [row.target[a:b] for a, b in row.terms] == ["General", "General"]
    located, hint = row.findings
    assert (row.target[slice(*located.span)], located.number) == ("The", 1)
    assert (hint.span, hint.number) == (None, None)
    assert title(document) == (row.source_text, row.target)


def test_no_break_keeps_offsets():
    text = "« Oui ! » : non ; 10 % ?"
    held = no_break(text, "fr")
    assert held == "«\u00a0Oui\u202f!\u00a0»\u00a0: non\u202f; 10 %\u202f?"
    assert len(held) == len(text)
    assert no_break(text, "en") == text


def test_shorten():
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two, three", 10) == "one two…"
    assert shorten("x" * 20, 5) == "xxxx…"


arabic_text = st.text("ابتثلمنهويىءأإةسشعغ \u064b\u064e\u0651\u0640،.()123abc", min_size=1)


@given(arabic_text)
@settings(max_examples=150, deadline=None)
def test_glyphs_carry_arabic_text_from_right_to_left(text):
    glyphs = shape(amiri(), text, 0, len(text), right_to_left=True, language="ar").glyphs
    # The shaper puts marks on one letter into their canonical order, or near it.
    assert normal("".join(glyph.text for glyph in reversed(glyphs))) == normal(text)


@given(st.text("abcfi éßŒ١٢٣,.:%", min_size=1))
@settings(max_examples=150, deadline=None)
def test_glyphs_carry_latin_text_and_numbers_from_left_to_right(text):
    glyphs = shape(amiri(), text, 0, len(text), right_to_left=False, language="fr").glyphs
    assert "".join(glyph.text for glyph in glyphs) == text


def test_letters_join_over_the_ends_of_a_stretch():
    whole = shape(amiri(), "كتب", 0, 3, right_to_left=True, language="ar")
    parts = [
        shape(amiri(), "كتب", k, k + 1, right_to_left=True, language="ar").glyphs[0].id
        for k in range(3)
    ]
    alone = shape(amiri(), "ت", 0, 1, right_to_left=True, language="ar").glyphs[0].id
    assert parts == [glyph.id for glyph in reversed(whole.glyphs)]
    assert parts[1] != alone


@given(arabic_text, st.floats(20, 400), st.sampled_from(["ar", "en"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_lines_hold_all_words_and_keep_the_width(text, width, language, balanced):
    style = Style(11, 15, "000000", balanced=balanced)
    paragraph = Paragraph(text, language, style, [Mark(1, 3, tint="FFFFFF")])
    lines = paragraph.lines(width)
    assert " ".join(" ".join(text[x.start : x.end] for x in lines).split()).replace(
        " ", ""
    ) == text.replace(" ", "")
    assert all(a.end <= b.start for a, b in pairwise(lines))
    # A single character is never cut, however narrow the column.
    assert all(line.width <= width + 0.02 or line.end - line.start == 1 for line in lines)


def test_no_line_ends_at_a_no_break_space():
    style = Style(11, 15, "000000")
    lines = Paragraph("mot\u00a0: mot\u202f! mot", "fr", style).lines(30)
    assert [(line.start, line.end) for line in lines] == [(0, 5), (6, 11), (12, 15)]


@pytest.mark.parametrize(
    "piece",
    [
        "A/RES/70/1",
        "S/PV.9234",
        "https://www.un.org/ar/documents?id=12&lang=ar",
        "info@example.org",
        "$3.75bn",
        "+20 2 2577-9640",
        "+17.9%",
        "7.62×51",
    ],
)
def test_addresses_symbols_and_sums_keep_their_order_in_arabic(piece):
    text = f"وفق {piece}."
    levels = Paragraph(text, "ar", Style(11, 15, "000000")).resolved.levels
    assert set(levels[4 : 4 + len(piece)]) == {2}
    assert levels[4 + len(piece)] == 1
