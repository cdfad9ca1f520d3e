"""The Word document, read back with python-docx and lxml: what Word and its user would find."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from bilingual import LINES, document, many
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from toolkit.document import ToolkitError
from toolkit.exporters import docx as exporter
from toolkit.exporters import docx_package, export, ooxml
from toolkit.exporters.layout import no_break, rows
from toolkit.exporters.pieces import printable

LANGUAGES = ["en", "fr"]
LAYOUTS = ["table", "interleaved"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docx")
    for language in LANGUAGES:
        for layout in LAYOUTS:
            export(document(language), made / f"{language}_{layout}.docx", layout=layout)
    return made


@pytest.fixture(scope="module")
def table_en(folder: Path) -> Any:
    return docx.Document(folder / "en_table.docx")


def pairs(opened: Any) -> list[tuple[Any, Any]]:
    """The source and target paragraphs of a document in either layout."""
    if opened.tables:
        cells = [row.cells for row in opened.tables[0].rows[1:]]
        assert all(len(cell.paragraphs) == 1 for row in cells for cell in row)
        return [(source.paragraphs[0], target.paragraphs[0]) for _, source, target in cells]
    texts = opened.paragraphs[:-1]
    return list(zip(texts[::2], texts[1::2], strict=True))


def covered(opened: Any, tag: str) -> dict[str, str]:
    """The text between the start and the end of each bookmark or comment range, by name or id."""
    found: dict[str, str] = {}
    open_: dict[str, str] = {}
    for element in opened.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn(f"w:{tag}Start"):
            open_[number] = element.get(qn("w:name"), number)
            found[open_[number]] = ""
        elif element.tag == qn(f"w:{tag}End"):
            del open_[number]
        elif element.tag == qn("w:t"):
            for name in open_.values():
                found[name] += element.text
    assert not open_
    return found


def beginnings(opened: Any) -> dict[str, str]:
    """The text from where each bookmark starts to where its paragraph ends, by name."""
    found = {}
    for start in opened.element.body.iter(qn("w:bookmarkStart")):
        after = start.itersiblings()
        found[start.get(qn("w:name"))] = "".join(t.text for r in after for t in r.iter(qn("w:t")))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_reads_back_exactly(folder: Path, language: Any, layout: Any) -> None:
    made = document(language)
    opened = docx.Document(folder / f"{language}_{layout}.docx")
    assert [(s.text, t.text) for s, t in pairs(opened)] == [
        (row.source_text, no_break(row.target, language)) for row in rows(made)
    ]
    assert opened.paragraphs[-1].text == made.run.signature
    assert opened.paragraphs[-1].style.name == "Run Signature"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_arabic_runs_from_right_to_left_and_latin_in_it_does_not(folder: Path, layout: str) -> None:
    opened = docx.Document(folder / f"en_{layout}.docx")
    for source, target in pairs(opened):
        assert source._p.pPr.find(qn("w:bidi")) is not None
        assert source._p.pPr.find(qn("w:jc")) is None  # else Arabic would stand at the left
        assert target._p.pPr.find(qn("w:bidi")) is None
        for run in filter(lambda run: run.text, source.runs):
            rtl = run._r.rPr.find(qn("w:rtl"))
            latin = re.search("[A-Za-z]", run.text) is not None
            assert rtl.get(qn("w:val"), "1") == ("0" if latin else "1"), run.text
        assert not any(run._r.xpath("w:rPr/w:rtl") for run in target.runs)
    runs = [run.text for run in pairs(opened)[1][0].runs]
    assert "NATO" in runs
    assert "A/RES/70/1" in runs
    assert not any(re.fullmatch("[0-9]+", text) for text in runs)  # numbers stay with the Arabic


def test_styles_give_sizes_and_weights_for_both_scripts(table_en: Any) -> None:
    for name in ("Source Title", "Source Heading", "Source Text", "Title", "Heading 1"):
        properties = table_en.styles[name].element.rPr
        sizes = [properties.find(qn(f"w:{tag}")).get(qn("w:val")) for tag in ("sz", "szCs")]
        assert sizes[0] == sizes[1]
        assert (properties.find(qn("w:b")) is None) == (properties.find(qn("w:bCs")) is None)
        assert (properties.find(qn("w:rtl")) is not None) == name.startswith("Source")
    defaults = table_en.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert dict(defaults.attrib) == {qn("w:val"): "en-GB", qn("w:bidi"): "ar-SA"}
    for _, target in pairs(table_en):
        for run in target.runs:  # the look is in the styles, not in the text
            assert {child.tag for child in run._r.xpath("w:rPr/*")} <= {qn("w:rStyle")}


def test_the_table_stands_side_by_side_with_a_header_on_each_page(table_en: Any) -> None:
    (table,) = table_en.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None  # the first cell is at the right
    head = table.rows[0]
    assert [cell.text for cell in head.cells] == ["#", "العربية", "English"]
    assert [child.tag for child in head._tr.trPr] == [qn("w:cantSplit"), qn("w:tblHeader")]
    assert [row.cells[0].text for row in table.rows[1:]] == ["1", "2", "3", "4", "5", "6"]
    widths = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid]
    assert all([int(c._tc.tcPr.tcW.get(qn("w:w"))) for c in r.cells] == widths for r in table.rows)
    section = table_en.sections[0]
    text_width = section.page_width - section.left_margin - section.right_margin
    assert sum(widths) * 635 == pytest.approx(text_width, abs=1270)  # 635 EMU make a twip


def test_title_and_headings_are_headings(folder: Path) -> None:
    for layout in LAYOUTS:
        styles = [
            (s.style.name, t.style.name)
            for s, t in pairs(docx.Document(folder / f"fr_{layout}.docx"))
        ]
        assert styles == [
            ("Source Title", "Title"),
            ("Source Text", "Target Text"),
            ("Source Heading", "Heading 1"),
            ("Source List", "Target List"),
            ("Source List", "Target List"),
            ("Source Text", "Target Text"),
        ]


def test_comments_stand_on_the_words_that_they_speak_of(table_en: Any) -> None:
    places = covered(table_en, "commentRange")
    comments = [(c.text, places[str(c.comment_id)]) for c in table_en.comments]
    lead = rows(document())[1].target
    assert comments == [
        (
            "warning 1 (names): المنصوري is written al-Mansouri here and al-Mansuri elsewhere",
            "al-Mansouri",
        ),
        ("hint (numbers): 13, 2026 and 24 are all there", lead),
        (
            "error 2 (terms): the glossary asks for «Libyan Arab Armed Forces»",
            "the “Armed Forces”",
        ),
        # Without a translation there is nothing in the target to stand on.
        ("error 3 (untranslated): the engine gave nothing", "٢- تبادل المعلومات الاستخباراتية"),
    ]
    assert len(table_en.element.body.findall(f".//{qn('w:commentReference')}")) == 4
    runs = [run for c in table_en.comments for run in c.paragraphs[0].runs]
    rtl = [run.text for run in runs if run._r.xpath(".//w:rtl")]
    assert rtl == ["المنصوري"]


def test_enforced_terms_are_shaded_unless_one_does_not_want_it(
    table_en: Any, tmp_path: Path
) -> None:
    def shaded(opened: Any) -> list[str]:
        return [r.text for _, t in pairs(opened) for r in t.runs if r.style.name == "Glossary Term"]

    assert shaded(table_en) == [
        "Chief of the General Staff",
        "General",
        "Armed Forces",
        "special forces",
    ]
    style = table_en.styles["Glossary Term"].element
    assert style.find(f".//{qn('w:shd')}").get(qn("w:fill")) != "auto"
    export(document(), tmp_path / "plain.docx", mark_terms=False)
    assert shaded(docx.Document(tmp_path / "plain.docx")) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_bookmarks_find_every_segment_again(folder: Path, layout: str) -> None:
    marked = covered(docx.Document(folder / f"en_{layout}.docx"), "bookmark")
    translations = document().by_id
    for line in LINES:
        if line.en:
            name = ooxml.bookmark_name(exporter.TARGET_BOOKMARK, line.id)
            assert marked[name] == translations[line.id].text
        source = marked[ooxml.bookmark_name(exporter.SOURCE_BOOKMARK, line.id)]
        assert source.isdigit() if layout == "table" else source == line.ar


@given(st.lists(st.text(max_size=40), unique=True))
def test_bookmark_names_are_names_to_word_and_differ(ids: list[str]) -> None:
    names = [ooxml.bookmark_name("seg_", i) for i in ids]
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", name) for name in names)
    assert len(set(names)) == len(names)


@given(
    st.text(st.sampled_from("aZ 1.2/(«»)ابة٣\u064e\n\t\x0b<&é\U0001f600"), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
    st.booleans(),
)
def test_any_text_with_any_marks_reads_back(text: str, ends: Any, rtl: bool) -> None:
    spans = [sorted(min(end, len(text)) for end in pair) for pair in ends]
    ranges = [ooxml.bookmark(i, f"b{i}", *span) for i, span in enumerate(spans)]
    body = docx.Document().element.body
    paragraph = ooxml.paragraph("Normal")
    body.insert(0, paragraph)
    ooxml.write(paragraph, text, rtl=rtl, ranges=ranges)
    assert docx.text.paragraph.Paragraph(paragraph, None).text == printable(text)
    starts = [e.get(qn("w:name")) for e in paragraph.iter(qn("w:bookmarkStart"))]
    assert sorted(starts) == [f"b{i}" for i in range(len(spans))]
    seen: set[str] = set()
    for element in paragraph:
        if element.tag == qn("w:bookmarkStart"):
            seen.add(element.get(qn("w:id")))
        elif element.tag == qn("w:bookmarkEnd"):
            assert element.get(qn("w:id")) in seen  # none ends before it begins
            seen.remove(element.get(qn("w:id")))
    assert not seen


def test_properties_stand_in_the_order_of_the_schema(folder: Path) -> None:
    for name in ("en_table", "fr_interleaved"):
        opened = docx.Document(folder / f"{name}.docx")
        for root in (opened.element, opened.styles.element):
            for parent, places in ooxml._PLACE.items():
                for element in root.iter(parent):
                    order = [places[child.tag] for child in element]
                    assert order == sorted(order), element.tag


def test_the_file_says_what_it_is(folder: Path) -> None:
    properties = docx.Document(folder / "fr_table.docx").core_properties
    assert properties.title == rows(document("fr"))[0].target
    assert properties.language == "fr-FR"
    assert properties.subject == "العربية – Français"
    assert properties.comments == document("fr").run.signature
    footer = docx.Document(folder / "fr_table.docx").sections[0].footer.paragraphs[0]
    assert footer.text == "Page 1 sur 1"
    codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    export(document("en"), again)
    assert again.read_bytes() == (folder / "en_table.docx").read_bytes()
    with ZipFile(again) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        for name in package.namelist():  # and nobody wrote down what time it is
            assert not re.search(rb"\b20\d\d-\d\d-\d\dT\d\d:", package.read(name)), name


def test_a_failure_midway_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "article.docx"
    export(document("en"), path)
    before = path.read_bytes()

    class Full(docx_package.ZipFile):
        def writestr(self, name: Any, *rest: Any) -> None:
            if name.filename == "word/styles.xml":
                raise OSError(28, "No space left on device")
            super().writestr(name, *rest)

    monkeypatch.setattr(docx_package, "ZipFile", Full)
    with pytest.raises(OSError, match="No space left"):
        export(document("fr"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ToolkitError, match="its folder does not exist"):
        export(document("en"), tmp_path / "no" / "article.docx")


def test_a_long_document_without_title_or_findings_has_no_comments(tmp_path: Path) -> None:
    export(many(60), tmp_path / "long.docx")
    opened = docx.Document(tmp_path / "long.docx")
    assert len(opened.tables[0].rows) == 61
    assert opened.core_properties.title.startswith("The visit strengthened")
    with ZipFile(tmp_path / "long.docx") as package:
        assert "word/comments.xml" not in package.namelist()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_it_and_saves_it_with_everything_in_it(
    folder: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            tmp_path / "saved",
            folder / "en_table.docx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    opened = docx.Document(tmp_path / "saved" / "en_table.docx")
    before = docx.Document(folder / "en_table.docx")
    assert [(s.text, t.text) for s, t in pairs(opened)] == [
        (s.text, t.text) for s, t in pairs(before)
    ]
    assert beginnings(opened) == beginnings(before)
    assert sorted(covered(opened, "commentRange").values()) == sorted(
        covered(before, "commentRange").values()
    )
    assert opened.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert opened.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for source, _ in pairs(opened):
        paragraph, style = source._p.pPr, source.style.element.pPr
        assert any(p is not None and p.find(qn("w:bidi")) is not None for p in (paragraph, style))


def test_target_only_shows_the_source_only_of_what_is_not_translated(tmp_path: Path) -> None:
    export(document(), tmp_path / "a.docx", layout="target-only")
    opened = docx.Document(tmp_path / "a.docx")
    expected = [row.target or row.source_text for row in rows(document())]
    shown = [paragraph.text for paragraph in opened.paragraphs[:-1] if paragraph.text]
    assert shown == expected
    found = covered(opened, "bookmark")
    assert {name for name in found if name.startswith("txt_")} == {
        ooxml.bookmark_name("txt_", line.id) for line in LINES if line.en
    }
    assert len(list(opened.comments)) == 4


def test_source_and_target_on_pages_of_their_own(tmp_path: Path) -> None:
    export(document("fr"), tmp_path / "a.docx", layout="source-target-pages")
    paragraphs = docx.Document(tmp_path / "a.docx").paragraphs[:-1]
    made = rows(document("fr"))
    texts = [row.source_text for row in made] + [no_break(row.target, "fr") for row in made]
    assert [p.text for p in paragraphs] == texts
    breaks = [p._p.pPr.find(qn("w:pageBreakBefore")) is not None for p in paragraphs]
    assert breaks == [k == len(made) for k in range(2 * len(made))]
    assert {name[:4] for name in beginnings(docx.Document(tmp_path / "a.docx"))} == {"seg_", "txt_"}


def test_a_telephone_number_in_arabic_is_one_run_from_left_to_right() -> None:
    body = docx.Document().element.body
    paragraph = ooxml.paragraph("Normal")
    body.insert(0, paragraph)
    ooxml.write(paragraph, "هاتف المكتب: +218 21 555-0137، وعددهم 850 جنديًا", rtl=True)
    runs = docx.text.paragraph.Paragraph(paragraph, None).runs
    turned = [run.text for run in runs if run._r.xpath("w:rPr/w:rtl[@w:val='0']")]
    assert turned == ["+218 21 555-0137"]
