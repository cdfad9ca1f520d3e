"""Reading: what becomes of a file in each format, and what a user is told where it cannot."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.document import Draft, ToolkitError
from toolkit.readers import read
from toolkit.segmenter import segment

ARTICLES = Path(__file__).parent / "articles"
TEXT = "وصل الوفد العسكري إلى القاعدة.\r\nوغادر الوزير مساء، ثم عاد.\n"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def roles(draft: Draft) -> list[tuple[str | None, str]]:
    """The blocks of a draft with the roles its marks give them."""
    found = []
    position = 0
    by_start = {mark.start: mark for mark in draft.marks}
    for block in draft.text.split("\n\n"):
        mark = by_start.get(position)
        assert mark is None or draft.text[mark.start : mark.end] == block
        found.append((mark.role if mark else None, block))
        position += len(block) + 2
    return found


# Plain text


@pytest.mark.parametrize(
    ("written", "recorded"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1256", "windows-1256"),
        ("iso8859_6", "iso-8859-6"),
    ],
)
def test_encodings_are_detected(tmp_path: Path, written: str, recorded: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode(written))
    draft = read(path)
    assert draft.text == TEXT  # the line ends too
    assert (draft.source.path, draft.source.format) == (str(path), "text")
    assert draft.source.encoding == recorded
    assert draft.marks == ()


def test_short_windows_1256_text(tmp_path: Path) -> None:
    path = tmp_path / "title.txt"
    path.write_bytes("عودة الوفد".encode("cp1256"))
    assert read(path).text == "عودة الوفد"


def test_encoding_given_by_the_user_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode("mac_arabic"))
    draft = read(path, encoding="mac_arabic")
    assert (draft.text, draft.source.encoding) == (TEXT, "mac_arabic")


def test_windows_article() -> None:
    draft = read(ARTICLES / "windows-1256.txt")
    assert draft.source.encoding == "windows-1256"
    assert "\r\n\r\n" in draft.text
    article = segment(draft)
    assert article.text == draft.text
    assert article.title is not None
    assert [one.heading and one.heading.text for one in article.sections] == [
        None,
        "مواصفات الزوارق",
    ]


def test_suffix_case_and_string_paths(tmp_path: Path) -> None:
    path = tmp_path / "ARTICLE.TXT"
    path.write_text(TEXT, encoding="utf-8", newline="")
    assert read(str(path)).text == TEXT


# Markdown


def test_markdown() -> None:
    draft = read(ARTICLES / "statement.md")
    assert draft.source.format == "markdown"
    assert roles(draft) == [
        ("title", "الاتحاد البحري يطلق برنامج المنارات"),
        (
            None,
            "أعلن الاتحاد البحري إطلاق برنامج المنارات لتأهيل مراقبي السواحل."
            " ويبدأ البرنامج في أيلول/سبتمبر.",
        ),
        ("heading", "أهداف البرنامج"),
        ("list-item", "1. تدريب 40 مراقبًا"),
        ("list-item", "2. تجهيز ست منارات:"),
        ("list-item", "- ثلاث في الشرق"),
        ("list-item", "- ثلاث في الغرب"),
        ("heading", "الخطوات المقبلة"),
        (None, "يوقع الطرفان الاتفاق في طبرق قبل نهاية الشهر."),
        ("caption", "منارة رأس التين بعد ترميمها"),
    ]


def test_markdown_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text("---\ntitle: عنوان\ndate: 2026-02-13\n---\nنص <b>مهم</b> هنا.\n", "utf-8")
    assert roles(read(path)) == [("title", "عنوان"), (None, "نص مهم هنا.")]


# HTML


def test_html() -> None:
    draft = read(ARTICLES / "page.html")
    assert roles(draft) == [
        ("title", "مناورة «درع الوادي» تختتم أعمالها"),
        ("byline", "كتب: طارق الفيتوري"),
        ("caption", "جنود يعبرون جسرًا عائمًا"),
        (
            None,
            "اختتمت أمس مناورة «درع الوادي» التي شارك فيها ألفا جندي من ثلاثة ألوية."
            " ونُفذت المرحلة الأخيرة ليلًا.",
        ),
        ("heading", "مراحل المناورة"),
        ("list-item", "1. العبور"),
        ("list-item", "2. الإسناد الجوي"),
        (None, "وأشاد قائد المناورة بالأداء."),
        (None, "ووعد بتكرارها كل عام."),
    ]


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ('<meta charset="windows-1256">', "cp1256"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6">', "iso8859_6"),
        ('<meta charset="windows-1256">', "utf-8"),  # the page is wrong about itself
        ('<meta charset="utf-8">', "cp1256"),
        ('<?xml version="1.0" encoding="windows-1256"?>', "utf-8"),
    ],
)
def test_html_encodings(tmp_path: Path, head: str, written: str) -> None:
    path = tmp_path / "page.html"
    page = f"{head}<title>الوفد يعود</title><p>وصل الوفد العسكري إلى القاعدة البحرية.</p>"
    path.write_bytes(page.encode(written))
    assert roles(read(path)) == [
        ("title", "الوفد يعود"),
        (None, "وصل الوفد العسكري إلى القاعدة البحرية."),
    ]


def test_html_headline_outside_the_article_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<header><h1>العنوان</h1></header><main><article class='author-12'><p>نص أول."
        "<div hidden>خفي</div></article></main>",
        "utf-8",
    )
    assert roles(read(path)) == [("title", "العنوان"), (None, "نص أول.")]


# Word


def test_docx_styles(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    document = docx.Document()
    document.add_heading("الوفد يعود", 0)
    paragraph = document.add_paragraph("وصل ")
    paragraph.add_run("الوفد").bold = True
    paragraph.add_run(" اليوم.").add_break(WD_BREAK.LINE)
    paragraph.add_run("وغادر.")
    document.add_heading("جدول الزيارة", 2)
    document.add_paragraph("الاستقبال", style="List Number")
    document.add_paragraph("المباحثات", style="List Number")
    document.add_paragraph("الوداع", style="List Bullet")
    document.add_paragraph("   ")
    document.add_paragraph("الوفد في المطار", style="Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "الموعد"
    table.cell(0, 1).text = "المكان"
    document.save(str(path))
    draft = read(path)
    assert (draft.source.format, draft.source.encoding) == ("docx", None)
    assert roles(draft) == [
        ("title", "الوفد يعود"),
        (None, "وصل الوفد اليوم.\nوغادر."),
        ("heading", "جدول الزيارة"),
        ("list-item", "1. الاستقبال"),
        ("list-item", "2. المباحثات"),
        ("list-item", "• الوداع"),
        ("caption", "الوفد في المطار"),
        (None, "الموعد"),
        (None, "المكان"),
    ]


def test_docx_without_styles_follows_the_rules_for_text(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    document = docx.Document()
    for text in ("الوفد يعود إلى القاعدة", "وصل الوفد اليوم.", "نتائج الزيارة", "نجحت الزيارة."):
        document.add_paragraph(text)
    document.save(str(path))
    article = segment(read(path))
    assert [one.kind for one in article.segments] == [
        "title",
        "paragraph-sentence",
        "heading",
        "paragraph-sentence",
    ]


def test_docx_tracked_changes_links_and_content_controls(tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    document = docx.Document()
    document.add_paragraph("أول.")
    body = document.element.body
    body.insert(
        1,
        parse_xml(
            f"<w:p {NAMESPACE}><w:r><w:t>وصل </w:t></w:r>"
            "<w:ins><w:r><w:t>الوفد </w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>الوزير </w:delText></w:r></w:del>"
            "<w:hyperlink><w:r><w:t>اليوم</w:t></w:r></w:hyperlink></w:p>"
        ),
    )
    body.insert(
        2,
        parse_xml(
            f"<w:sdt {NAMESPACE}><w:sdtContent><w:p><w:r><w:t>داخل إطار.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    document.save(str(path))
    assert [text for _, text in roles(read(path))] == ["أول.", "وصل الوفد اليوم", "داخل إطار."]


# What cannot be read


def told(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(ToolkitError) as caught:
        read(path, encoding)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t", "is empty"),
        ("a.docx", b"", "is empty"),
        ("a.odt", b"x", "save it as .docx"),
        ("a.pdf", b"%PDF", "copy its text"),
        ("a.xyz", b"x", ".docx, .htm"),
        ("a", b"x", "without a suffix"),
        ("a.txt", b"%PDF-1.7 \xd9\x85", "is a PDF"),
        ("a.txt", b"PK\x03\x04\x00\x00", "name it .docx"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 3, "binary"),
        ("a.txt", b"No Arabic here.", "no Arabic letters"),
        ("a.txt", "Rien d'arabe, même déguisé : été.".encode("latin-1"), "no Arabic letters"),
        ("a.md", b"# Title", "no Arabic letters"),
        ("a.html", b"<p>Text</p>", "no Arabic letters"),
        ("a.html", b"<!-- -->", "save the article again"),
        ("a.txt", "وصل الوفد العسكري ".encode() * 20 + b"\xd9 .", "broken at byte 660"),
        ("a.docx", b"not a zip", "is not a Word file or is damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password"),
    ],
)
def test_errors(tmp_path: Path, name: str, data: bytes, part: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert part in told(path)


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a.md", "a.xyz"])
def test_missing_file_and_folder(tmp_path: Path, name: str) -> None:
    assert "no such file" in told(tmp_path / name)
    (tmp_path / name).mkdir()
    assert "is a folder" in told(tmp_path / name)


def test_given_encoding_that_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("وصل الوفد".encode("cp1256"))
    assert "is not utf-8 at byte 0" in told(path, "utf-8")
    assert "unknown encoding 'klingon'" in told(path, "klingon")
    assert "unknown encoding 'base64'" in told(path, "base64")
    assert "cp1252 is wrong" in told(path, "cp1252")


def test_docx_that_is_another_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "is not a Word file" in told(path)


def test_damaged_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("وصل الوفد.")
    document.save(str(path))
    whole = path.read_bytes()
    for size in (100, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:size])
        assert "is not a Word file" in told(path)
    path.write_bytes(whole[:200] + bytes(200) + whole[400:])
    assert "is not a Word file" in told(path)


# Whatever comes in

FAST = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي أإة،.؟\n", min_size=1, max_size=80)


@FAST
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".docx"]))
def test_any_bytes_are_read_or_refused_in_one_line(
    tmp_path: Path, data: bytes, suffix: str
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    try:
        draft = read(path)
    except ToolkitError as error:
        message = str(error)
    else:
        message = ""
        assert segment(draft).text == draft.text
    assert "\n" not in message


@FAST
@given(ARABIC, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_unicode_is_read_as_written(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(f"وصل {text}".encode(encoding))
    assert read(path).text == f"وصل {text}"


@FAST
@given(st.lists(ARABIC, min_size=1, max_size=5))
def test_paragraphs_of_a_page_survive(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "any.html"
    path.write_text("".join(f"<p>{text}</p>" for text in ["وصل", *texts]), "utf-8")
    wanted = [line for line in (" ".join(text.split()) for text in texts) if line]
    assert read(path).text.split("\n\n") == ["وصل", *wanted]
