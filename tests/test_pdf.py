"""PDFs read back: what was written, that it can be read, and how the pages are made."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject
from seed_article import (
    ROOT,
    RUN,
    SEED,
    TRICKY,
    distance,
    document_of,
    normal,
    seed_document,
    without_latin_arabic,
)

from toolkit.document import Finding, ToolkitError
from toolkit.exporters.layout import rows, title
from toolkit.exporters.pdf import export


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def written(folder):
    """Export a seed document once for each language and layout; give its path."""

    @cache
    def write(language="en", layout="table"):
        path = folder / f"{language}-{layout}.pdf"
        export(seed_document(language), path, layout=layout)
        return path

    return write


@pytest.fixture(scope="module")
def long_pdf(folder):
    """Twelve times the seed article, side by side."""
    seed = rows(seed_document())[1:]
    path = folder / "long.pdf"
    export(document_of(*[(r.source_text, r.target) for r in seed * 12]), path)
    return path


TABLE_HEAD = "العربية (English|Français)"


def pages(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def body(path):
    """The text of the pages as pypdf reads it, without running heads, footers and table heads."""
    lines = []
    for k, page in enumerate(pages(path)):
        lines += page.splitlines()[: -2 if k else -1]
    text = "\n".join(line for line in lines if not re.fullmatch(TABLE_HEAD, line.strip()))
    return normal(re.split("\nTo look at\n|\nÀ vérifier\n|\ntoolkit 0", text)[0])


# What is extracted


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("layout", ["table", "interleaved"])
def test_text_comes_out_as_written(folder, language, layout):
    document = without_latin_arabic(seed_document(language, findings=False))
    path = folder / "extract.pdf"
    export(document, path, layout=layout, mark_terms=False)
    text = body(path)
    all_rows = rows(document)
    for row in all_rows:
        assert normal(row.target) in text
    written = normal(" ".join(f"{row.source_text} {row.target}" for row in all_rows))
    arabic = sum(len(normal(row.source_text)) for row in all_rows)
    assert distance(written, text) / arabic <= 0.01


def test_notes_in_the_margin_do_not_mix_with_the_text(written):
    text = normal(" ".join(pages(written())))
    for row in rows(seed_document()):
        if row.findings and "خالد" not in row.target:
            assert normal(row.target) in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
@pytest.mark.parametrize("layout", ["table", "interleaved"])
def test_pdftotext_reads_the_arabic(folder, layout):
    # pdftotext takes a page of mostly Latin letters for a left-to-right one and turns round the
    # parts of its Arabic lines, whatever the file says; so here the pages are Arabic.
    seed = seed_document(findings=False)
    blank = tuple(replace(t, text="", hits=()) for t in seed.translations)
    path = folder / "arabic.pdf"
    export(replace(seed, translations=blank), path, layout=layout)
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    texts = [normal(row.source_text) for row in rows(seed)]
    furniture = {texts[0], "العربية", "English", RUN.signature}
    lines = [normal(line) for line in run.stdout.splitlines()]
    kept = [line for line in lines if line not in furniture and not line.startswith("Page ")]
    arabic = " ".join(texts[1:])
    assert distance(arabic, normal(" ".join(kept))) <= 0.05 * len(arabic)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pdftotext_reads_the_translation(written, language):
    run = subprocess.run(
        ["pdftotext", written(language), "-"], capture_output=True, text=True, check=True
    )
    text = normal(run.stdout)
    targets = [normal(r.target) for r in rows(seed_document(language)) if "خالد" not in r.target]
    assert all(target in text for target in targets)


def test_tricky_arabic_comes_out_with_all_its_characters(folder):
    path = folder / "tricky.pdf"
    export(document_of(*[(line, "x") for line in TRICKY]), path, layout="interleaved")
    text = body(path)
    got = Counter(text.replace(" ", ""))
    assert got == Counter(normal(" x ".join([*TRICKY, ""])).replace(" ", ""))
    for piece in ("(UN)", "13/02/2026", "A/RES/70/1", "https://www.un.org/ar/", "World Bank"):
        assert piece in text


def test_french_spaces_hold_their_punctuation(written):
    lines = "\n".join(pages(written("fr", "interleaved"))).splitlines()
    assert any("«\u00a0Le rôle" in line for line in lines)
    assert any("salué\u202f!\u00a0»" in line for line in lines)
    assert not [line for line in lines if re.match(r"\s*[:;!?»]", line) or line.endswith("«")]


# What the pages look like


def test_title_head_footer_and_signature(written):
    first, second = pages(written())
    assert normal(first).startswith(normal(" ".join(SEED.read_text("utf-8").splitlines()[:1])))
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Chief of Staff of the Armed Forces Returns to" in second
    assert second.splitlines()[-3].strip() == RUN.signature
    assert "Page 2 sur 2" in pages(written("fr"))[1]


def test_table_head_stands_once_on_each_page(long_pdf):
    texts = pages(long_pdf)
    assert len(texts) > 10
    for text in texts[:-1]:
        assert len(re.findall(rf"(?m)^{TABLE_HEAD}\s*$", text)) == 1
        assert text.count("العربية English") == 1


def test_long_document_loses_nothing(long_pdf):
    seed = rows(seed_document())[1:]
    words = Counter()
    for row in seed * 12:
        words.update(re.findall(r"\w+", normal(f"{row.source_text} {row.target}")))
    got = Counter(re.findall(r"\w+", body(long_pdf)))
    lost = words - got
    assert sum(lost.values()) <= 0.002 * sum(words.values()), lost


@pytest.mark.parametrize("layout", ["table", "interleaved"])
def test_row_taller_than_a_page_is_split(folder, layout):
    row = rows(seed_document(findings=False))[1]
    path = folder / "tall.pdf"
    source = " ".join(f"{row.source_text} {k}." for k in range(20))
    target = " ".join(f"{row.target} {k}." for k in range(20))
    export(document_of((source, target)), path, layout=layout)
    texts = pages(path)
    assert len(texts) > 2
    whole = normal(" ".join(texts))
    places = [whole.index(f"countries. {k}.") for k in range(20)]
    assert places == sorted(places)


def test_row_with_one_tall_side_is_split(folder):
    row = rows(seed_document(findings=False))[1]
    path = folder / "one-sided.pdf"
    export(document_of((row.source_text * 20, "Short."), ("نص", "Next.")), path)
    whole = " ".join(pages(path))
    assert whole.count("Next.") == 1
    assert normal(whole).count("بين البلدين الشقيقين") == 20


@pytest.mark.parametrize("layout", ["table", "interleaved"])
@pytest.mark.parametrize(
    "document",
    [
        document_of(),
        document_of(("نص", "")),
        document_of(("نص", ""), findings=[Finding("c", "error", "No translation.", None)]),
        document_of(("نص", "x"), title=("عنوان " * 60, "Long title " * 60)),
        document_of(("كلمة" * 200, "https://example.org/" + "part/" * 60), ("ا" * 500, "W" * 500)),
        document_of(("نص 日本 😀", "→ Ж \u200f\t\n x")),
    ],
    ids=["empty", "untranslated", "missing", "long-title", "long-words", "no-glyphs"],
)
def test_odd_documents(folder, document, layout):
    path = folder / "odd.pdf"
    export(document, path, layout=layout)
    text = "".join(pages(path))
    assert RUN.signature in text
    for translation in document.translations:
        kept = re.sub(r"\s", "", translation.text)
        assert kept[:40] in re.sub(r"\s", "", text)


def test_terms_are_tinted_only_when_asked(folder):
    document = seed_document(findings=False)
    counts = {}
    for mark in (True, False):
        path = folder / f"mark-{mark}.pdf"
        export(document, path, mark_terms=mark)
        reader = PdfReader(path)
        counts[mark] = sum(page.get_contents().get_data().count(b" re f") for page in reader.pages)
        assert ("Tinted words" in "".join(pages(path))) is mark
    terms = sum(len(row.terms) for row in rows(document))
    assert counts[True] >= terms
    assert counts[False] == 0


def test_findings_are_numbered_listed_and_linked(written):
    reader = PdfReader(written())
    text = "\n".join(page.extract_text() for page in reader.pages)
    listed = text[text.index("To look at") :]
    assert re.findall(r"(?m)^(\d)  (\w+)  ", listed) == [
        ("1", "warning"),
        ("2", "error"),
        ("3", "warning"),
        ("4", "warning"),
    ]
    assert "Shorter than usual" not in text
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    assert [link["/Subtype"] for link in links] == ["/Link"] * 8
    assert sum(link["/Contents"].startswith("2. ") for link in links) == 1
    assert all("/StructParent" in link and link["/Dest"] for link in links)


# What the file says of itself


def test_properties_language_and_outline(written):
    reader = PdfReader(written("fr"))
    source, target = title(seed_document("fr"))
    assert dict(reader.metadata) == {
        "/Title": target,
        "/Subject": source,
        "/Creator": "toolkit 0.1.0",
    }
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    headings = [row.target for row in rows(seed_document("fr")) if row.kind == "heading"]
    top, sections, findings = reader.outline
    assert (top.title, findings.title) == (target, "À vérifier")
    assert [entry.title for entry in sections] == headings
    numbers = [reader.get_destination_page_number(entry) for entry in sections]
    assert numbers == sorted(numbers)


def test_all_fonts_are_embedded_subsets_of_amiri(written):
    names = set()
    for page in PdfReader(written()).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert len(descriptor["/FontFile2"].get_data()) < 150_000
            names.add(font["/BaseFont"])
    assert {name[8:] for name in names} == {"Amiri-Regular", "Amiri-Bold"}
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)


def tree(element):
    """A structure element as (kind, language, number of pieces of content, kids)."""
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, ArrayObject) else [kids]
    kids = [kid.get_object() if isinstance(kid, IndirectObject) else kid for kid in kids]
    below = [tree(kid) for kid in kids if not isinstance(kid, int) and "/S" in kid]
    pieces = sum(isinstance(k, int) or k.get("/Type") in ("/MCR", "/OBJR") for k in kids)
    return element["/S"], element.get("/Lang"), pieces, below


def kinds(node):
    yield node[0]
    for kid in node[3]:
        yield from kinds(kid)


def test_structure_of_a_table(written):
    root = PdfReader(written()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    (top,) = root["/StructTreeRoot"]["/K"]
    _, _, _, kids = tree(top.get_object())
    assert [kid[:2] for kid in kids[:3]] == [("/H1", "ar"), ("/H1", "en"), ("/Table", None)]
    header, *lines = kids[2][3]
    assert [cell[:2] for cell in header[3]] == [("/TH", "ar"), ("/TH", "en")]
    assert [cell[2] for cell in header[3]] == [1, 1]  # the repeated heads are artifacts
    all_rows = rows(seed_document())[1:]
    assert len(lines) == len(all_rows)
    for line, row in zip(lines, all_rows, strict=True):
        texts = [cell[3][0] for cell in line[3]]
        tag = "/H2" if row.kind == "heading" else "/P"
        assert [text[:2] for text in texts] == [(tag, "ar"), (tag, "en")]
        assert all(text[2] >= 1 for text in texts)
    assert Counter(kinds(tree(top.get_object())))["/LI"] == 4


def test_structure_of_an_interleaved_text(written):
    (top,) = PdfReader(written("fr", "interleaved")).trailer["/Root"]["/StructTreeRoot"]["/K"]
    kids = tree(top.get_object())[3]
    assert [kid[:2] for kid in kids[:6]] == [
        ("/H1", "ar"),
        ("/H1", "fr"),
        ("/P", "ar"),
        ("/P", "fr"),
        ("/H2", "ar"),
        ("/H2", "fr"),
    ]


def test_all_content_is_tagged_or_an_artifact(long_pdf):
    reader = PdfReader(long_pdf)
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in reader.pages:
        code = page.get_contents().get_data().decode("latin-1")
        ids = [int(number) for number in re.findall(r"/MCID (\d+)", code)]
        assert ids == list(range(len(parents[page["/StructParents"]])))
        assert code.count("BDC") + code.count("BMC") == code.count("EMC")
        depth = 0
        for line in code.split("\n"):
            depth += line.endswith((" BDC", " BMC")) - (line == "EMC")
            assert depth in (0, 1)
            assert depth or not line.endswith((" Tf", "TJ", " re f", " l S", " Do"))


# How the file is written


def test_same_document_gives_same_bytes(written, folder):
    again = folder / "again.pdf"
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests'); import test_pdf;"
        f"test_pdf.export(test_pdf.seed_document(), Path({str(again)!r}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    assert again.read_bytes() == written().read_bytes()


def test_failure_leaves_what_stood_there(tmp_path):
    path = tmp_path / "out.pdf"
    path.write_text("before")
    document = seed_document()
    with pytest.raises(ValueError, match="one translation for each segment"):
        export(replace(document, translations=document.translations[1:]), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_told_in_one_line(tmp_path):
    with pytest.raises(ToolkitError, match="folder does not exist"):
        export(document_of(), tmp_path / "none" / "out.pdf")


# Layouts of running text


def untranslated():
    """Three paragraphs, the second without a translation, with a finding that says so."""
    document = document_of(
        ("الفقرة الأولى", "The first."), ("الفقرة الثانية", ""), title=("عنوان", "A Title")
    )
    missing = replace(document.translations[-1], findings=(Finding("c", "error", "Missing."),))
    return replace(document, translations=(*document.translations[:-1], missing))


def test_target_only_shows_the_source_only_of_what_is_not_translated(folder):
    path = folder / "target-only.pdf"
    export(untranslated(), path, layout="target-only")
    text = normal(" ".join(pages(path)))
    assert "A Title The first." in text
    assert "الثانية" in text
    assert "الأولى" not in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_source_and_target_on_pages_of_their_own(folder, language):
    document = without_latin_arabic(seed_document(language, findings=False))
    path = folder / "pages.pdf"
    export(document, path, layout="source-target-pages")
    # Arabic titles stand in the running heads of all pages but the first.
    bodies = [normal("\n".join(page.splitlines()[:-2])) for page in pages(path)]
    targets = [normal(row.target) for row in rows(document)]
    first = next(k for k, page in enumerate(bodies) if targets[1] in page)
    assert first > 0
    assert not any(target in " ".join(bodies[:first]) for target in targets[1:])
    together = " ".join(bodies[first:])
    places = [together.index(target) for target in targets]
    assert places == sorted(places)
    assert "بين البلدين الشقيقين" not in together
