"""PDFs read back: what was written, that it can be read, and how the pages are made."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

from toolkit.document import (
    Article,
    BilingualDocument,
    Finding,
    Hit,
    Paragraph,
    Run,
    Section,
    Segment,
    Source,
    ToolkitError,
    Translation,
)
from toolkit.exporters.layout import no_break, rows, shorten, title
from toolkit.exporters.pdf import export
from toolkit.exporters.shaping import amiri, shape
from toolkit.exporters.typeset import Mark, Style
from toolkit.exporters.typeset import Paragraph as SetParagraph

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))

RUN = Run("0.1.0", "starter", "ab" * 32, "cd" * 32, "egypt")

ENGLISH = """\
Chief of Staff of the Armed Forces Returns to Egypt After a Successful Official Visit to Libya
Lieutenant General Ahmed Khalifa, Chief of Staff of the Egyptian Armed Forces, and his \
accompanying delegation returned home on Friday, 13 February 2026, following the conclusion of \
his official visit to the State of Libya. The visit included a full official reception ceremony: \
Lieutenant General Khalifa was received by a guard of honour and military bands played the \
national anthems of Egypt and Libya, in a scene reflecting the depth of relations between the \
two brotherly countries.
Active Participation in the First Conference of Chiefs of Staff of the Mediterranean Basin and \
South Sahara States
Lieutenant General Ahmed Khalifa took part in the closing session of the First Conference of \
Chiefs of Staff of the Mediterranean Basin and South Sahara States, which discussed ways of \
establishing military and security cooperation among the participating states. The discussions \
aimed to enhance regional security and stability, protect common interests and confront shared \
challenges such as irregular migration and counter-terrorism, within the framework of the \
principles of international law and respect for the sovereignty of states over their territories.
Bilateral Meetings with Libyan Military Leaders
On the sidelines of the conference, Lieutenant General Ahmed Khalifa met with Staff General \
Khaled Haftar (خالد حفتر), Chief of the General Staff of the Libyan Arab Armed Forces. The two \
sides discussed ways to support prospects for military cooperation, in the presence of a \
delegation from both countries. The Chief of the General Staff of the Libyan Arab Armed Forces \
also commended the Egyptian participation in the conference.
In addition, Field Marshal Khalifa Haftar, Commander-in-Chief of the Libyan Arab Armed Forces, \
and Staff General Saddam Haftar, Deputy Commander-in-Chief, met with Lieutenant General Ahmed \
Khalifa, commending the depth of military cooperation between the Libyan Arab Armed Forces and \
the Egyptian Armed Forces.
Emphasis on Historical Ties and Shared Visions
Lieutenant General Ahmed Khalifa stressed the historical ties that bind Egypt and Libya, noting \
that military relations between the two countries are characterised by a convergence of views \
that serves the common interests of both sides. A number of leaders of the Egyptian and Libyan \
armed forces attended these events.
This visit comes as part of ongoing efforts to strengthen security and stability in the region, \
to consolidate cooperation between brotherly states and to build a safer future for its peoples.
"""

FRENCH = """\
Le chef d’état-major des forces armées rentre en Égypte après une visite officielle réussie en \
Libye
Le général de corps d’armée Ahmed Khalifa, chef d’état-major des forces armées égyptiennes, et \
la délégation qui l’accompagnait ont regagné le pays le vendredi 13 février 2026, à l’issue de \
sa visite officielle dans l’État de Libye. La visite a donné lieu à une cérémonie d’accueil \
officielle : le général Khalifa a été reçu par une garde d’honneur et les musiques militaires \
ont joué les hymnes nationaux de l’Égypte et de la Libye, dans une scène qui reflète la \
profondeur des relations entre les deux pays frères.
Participation active à la première conférence des chefs d’état-major des pays du bassin \
méditerranéen et du sud du Sahara
Le général Ahmed Khalifa a participé à la séance de clôture de la première conférence des chefs \
d’état-major des pays du bassin méditerranéen et du sud du Sahara, consacrée aux moyens \
d’établir une coopération militaire et sécuritaire entre les États participants. Les discussions \
visaient à renforcer la sécurité et la stabilité régionales, à protéger les intérêts communs et \
à relever des défis partagés : migration irrégulière et lutte contre le terrorisme, dans le \
respect du droit international et de la souveraineté des États.
Rencontres bilatérales avec les chefs militaires libyens
En marge de la conférence, le général Ahmed Khalifa a rencontré le général d’armée breveté \
Khaled Haftar (خالد حفتر), chef d’état-major général des Forces armées arabes libyennes ; les \
deux parties ont évoqué les perspectives de la coopération militaire. « Le rôle pivot de \
l’Égypte est salué ! », a déclaré le chef d’état-major général des Forces armées arabes \
libyennes.
En outre, le maréchal Khalifa Haftar, commandant en chef des Forces armées arabes libyennes, et \
le général d’armée breveté Saddam Haftar, commandant en chef adjoint, ont rencontré le général \
Ahmed Khalifa et salué la profondeur de la coopération militaire.
Attachement aux liens historiques et vision commune
Le général Ahmed Khalifa a souligné les liens historiques qui unissent l’Égypte et la Libye : \
les relations militaires entre les deux pays se caractérisent par une convergence de vues au \
service des intérêts communs. De nombreux responsables des deux armées ont assisté à ces \
rencontres.
Cette visite s’inscrit dans les efforts continus visant à renforcer la sécurité et la stabilité \
de la région et à construire un avenir plus sûr pour ses peuples.
"""

TERMS = (
    "Chief of Staff of the Egyptian Armed Forces",
    "Libyan Arab Armed Forces",
    "Lieutenant General",
    "chef d’état-major général",
    "Forces armées arabes libyennes",
)

TRICKY = (
    "قال المتحدث باسم الأمم المتحدة (UN) إن القرار رقم 2231 (2015) لا يزال ساريًا حتى 13/02/2026.",
    "بلغت نسبة النمو 4.5% مقابل 3,750 مليون دولار (أي ما يعادل $3.75bn) وفقًا لتقرير «World Bank».",
    "يمكن الاطلاع على الوثيقة A/RES/70/1 عبر الرابط https://www.un.org/ar/documents?id=12&lang=ar.",
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ، وَالسَّلَامُ عَلَيْكُمْ؛ هَلْ تَمَّ التَّوْقِيعُ؟",
    "المادة ١٢ – الفقرة (ب): تسري الأحكام اعتبارًا من ١ كانون الثاني/يناير ٢٠٢٦ [انظر المرفق 3-أ].",
)


def translated(segment, text, findings=()):
    """A translation whose TERMS are enforced hits."""
    hits = tuple(
        Hit("e", "post", "", 0, 0, term, status="enforced", target=match.span())
        for term in TERMS
        for match in re.finditer(re.escape(term), text)
    )
    return Translation(segment, text, hits, findings=tuple(findings))


def seed_document(language="en", *, findings=True):
    """The seed article with a translation written by hand, its short lines as headings."""
    sources = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    targets = (FRENCH if language == "fr" else ENGLISH).splitlines()
    title = Segment("s0", "title", sources[0])
    sections = []
    heading, paragraphs = None, []
    for k, source in enumerate(sources[1:], 1):
        if len(source) < 100:
            sections.append(Section(heading, tuple(paragraphs)))
            heading, paragraphs = Segment(f"s{k}", "heading", source), []
        else:
            paragraphs.append(Paragraph((Segment(f"s{k}", "paragraph-sentence", source),)))
    sections.append(Section(heading, tuple(paragraphs)))
    article = Article(title, tuple(sections), Source("seed.txt", "text"))
    notes = {}
    if findings:
        notes = {
            1: [
                Finding("numbers", "warning", "The date differs from the source.", span=(150, 165)),
                Finding("length", "hint", "Shorter than usual."),
            ],
            5: [
                Finding("terms", "error", "«الفريق أول ركن» is not rendered as asked.", (60, 85)),
                Finding("names", "warning", "A name was left in Arabic.", (100, 109)),
            ],
            8: [Finding("length", "warning", "Much shorter than the source.")],
        }
    return BilingualDocument(
        article,
        language,
        tuple(
            translated(segment, text, notes.get(k, ()))
            for k, (segment, text) in enumerate(zip(article.segments, targets, strict=True))
        ),
        RUN,
    )


def document_of(*pairs, title=None, language="en", findings=()):
    """A document of one section, from pairs of a source and a target paragraph."""
    head = Segment("t", "title", title[0]) if title else None
    segments = [Segment(f"s{k}", "paragraph-sentence", a) for k, (a, _) in enumerate(pairs)]
    section = Section(None, tuple(Paragraph((segment,)) for segment in segments))
    translations = [translated(s, b, findings) for s, (_, b) in zip(segments, pairs, strict=True)]
    if head:
        translations.insert(0, Translation(head, title[1]))
    article = Article(head, (section,) if pairs else (), Source("x.txt", "text"))
    return BilingualDocument(article, language, tuple(translations), RUN)


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


def normal(text):
    """Text without what extraction may add or change: compatibility forms, controls, line ends."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


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


def distance(a, b, band=150):
    """The Levenshtein distance of two texts that are nearly alike."""
    before = {j: j for j in range(min(len(b), band) + 1)}
    for i, x in enumerate(a, 1):
        now = {}
        for j in range(max(0, i - band), min(len(b), i + band) + 1):
            options = [before[j] + 1] if j in before else []
            if j - 1 in now:
                options.append(now[j - 1] + 1)
            if j - 1 in before:
                options.append(before[j - 1] + (x != b[j - 1]))
            now[j] = min(options)
        before = now
    return before[len(b)]


def without_latin_arabic(document):
    """The document with the one Arabic name in its translation left out.

    Where pypdf puts the bracket after an Arabic name in a Latin line is its own affair.
    """
    return replace(
        document,
        translations=tuple(
            replace(t, text=t.text.replace(" (خالد حفتر)", "")) for t in document.translations
        ),
    )


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
    subprocess.run([sys.executable, "-c", code], cwd=SEED.parents[1], env=environment, check=True)
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


# The parts


def test_rows_join_segments_and_shift_spans():
    first = Segment("a", "list-item", "النص\nالأول", marker="١- ")
    second = Segment("b", "list-item", "الثاني")
    spare = Segment("c", "list-item", "الثالث")
    hit = Hit("e", "rank", "", 0, 0, "General", status="enforced", target=(4, 11))
    missing = replace(hit, status="missing", target=(0, 3))
    article = Article(None, (Section(None, (Paragraph((first, second, spare)),)),), Source("", ""))
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


FINDING = Finding("c", "warning", "m", (0, 3))


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
    paragraph = SetParagraph(text, language, style, [Mark(1, 3, tint="FFFFFF")])
    lines = paragraph.lines(width)
    assert " ".join(" ".join(text[x.start : x.end] for x in lines).split()).replace(
        " ", ""
    ) == text.replace(" ", "")
    assert all(a.end <= b.start for a, b in pairwise(lines))
    # A single character is never cut, however narrow the column.
    assert all(line.width <= width + 0.02 or line.end - line.start == 1 for line in lines)


def test_no_line_ends_at_a_no_break_space():
    style = Style(11, 15, "000000")
    lines = SetParagraph("mot\u00a0: mot\u202f! mot", "fr", style).lines(30)
    assert [(line.start, line.end) for line in lines] == [(0, 5), (6, 11), (12, 15)]
