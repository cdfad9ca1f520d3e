"""Segmenting: what an editor sees of an article's structure, and that nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.document import Article, Draft, Mark, Segment, Source
from toolkit.readers import read
from toolkit.segmenter import segment

ARTICLES = Path(__file__).parent / "articles"
SEED = Path(__file__).parent.parent / "seeds" / "000_d679bd559cbb635f.txt"
BODY = "وصل الوفد العسكري إلى القاعدة البحرية صباح اليوم."
# A first line that cannot be a title keeps the rules for titles out of tests of other rules.
OPENING = "بدأت الزيارة أمس.\n"


def article_of(text: str, *marks: Mark) -> Article:
    return segment(Draft(text, Source("test.txt", "text"), marks))


def lines(text: str) -> list[str]:
    """The segments' texts, on one line each."""
    return [one.line for one in article_of(text).segments]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.line) for one in article_of(text).segments]


def headings(article: Article) -> list[str]:
    return [one.heading.line for one in article.sections if one.heading is not None]


def of_kind(article: Article, kind: str) -> list[Segment]:
    return [one for one in article.segments if one.kind == kind]


# The real article and articles of other shapes


def test_seed_article() -> None:
    draft = read(SEED)
    article = segment(draft)
    assert article.text == draft.text
    assert article.title is not None
    assert article.title.line.startswith("رئيس أركان حرب القوات المسلحة يعود إلى مصر")
    assert headings(article) == [
        "مشاركة فاعلة في المؤتمر الأول لرؤساء أركان دول حوض البحر المتوسط وجنوب الصحراء",
        "لقاءات ثنائية مع القادة العسكريين الليبيين",
        "تأكيد على الروابط التاريخية والتوافق في الرؤى",
    ]
    assert [len(one.paragraphs) for one in article.sections] == [1, 1, 2, 2]
    assert len(of_kind(article, "paragraph-sentence")) == 10


def test_numbered_article() -> None:
    article = segment(read(ARTICLES / "numbered.txt"))
    assert article.title is not None
    assert headings(article) == ["أولاً: الإطار القانوني", "ثانياً: التمويل", "أبرز المعدات"]
    items = of_kind(article, "list-item")
    assert [one.marker for one in items] == ["1- ", "2- ", "", "٣. ", "(4) ", "• ", "• ", "– "]
    assert items[0].text == "رفع درجة الاستعداد في الموانئ الثلاثة"
    # A second sentence of an item stands in the item's paragraph.
    first = article.sections[0].paragraphs
    assert [len(one.segments) for one in first] == [3, 1, 1, 2, 1, 1]
    texts = [one.line for one in of_kind(article, "paragraph-sentence")]
    assert texts[0].endswith("برئاسة اللواء د. سامي الورفلي.")
    assert texts[1].endswith("عن عام 2025 م.")
    assert texts[2] == "وقد حضر الاجتماع ممثلون عن أ.د. هدى المبروك، مستشارة اللجنة."
    assert "واتفق الأعضاء على ما يلي:" in texts


def test_hard_wrapped_article() -> None:
    draft = read(ARTICLES / "wrapped.txt")
    article = segment(draft)
    assert article.text == draft.text
    assert headings(article) == ["محطات الرحلة"]
    assert [one.text for one in of_kind(article, "dateline")] == ["بنغازي في 12 شباط/فبراير"]
    first = of_kind(article, "paragraph-sentence")[0]
    assert "سبعة\nموانئ" in first.text
    assert "سبعة موانئ" in first.line
    # A dash at the start of a wrapped line is no list item; a line that hangs under one is.
    assert [one.line.split()[-1] for one in of_kind(article, "list-item")] == ["متنها", "أشخاص"]


def test_quotations_bylines_and_captions() -> None:
    article = segment(read(ARTICLES / "quotations.txt"))
    assert [one.text for one in of_kind(article, "byline")] == [
        "كتب: منصور الدرسي",
        "تصوير: هناء السنوسي",
    ]
    assert len(of_kind(article, "caption")) == 2
    lead = article.sections[0].paragraphs[2].segments
    assert lead[0].kind == "dateline"
    assert lead[0].text == "نالوت (وكالات) –"
    assert [one.line for one in lead[1:]] == [
        "قال وزير الدفاع عادل بن عمران في مؤتمر صحفي: «زرت اليوم ثلاث نقاط حدودية.",
        "ورأيت رجالًا يعرفون واجبهم جيدًا.",
        "ولن نترك حدودنا بلا حراسة».",
        "وأضاف أن الدوريات تعمل ليلًا ونهارًا!",
    ]
    second = [one.line for one in article.sections[0].paragraphs[3].segments]
    assert second[0].startswith("ورفع الجنود")
    assert second[0].endswith("قبل أن يغادر المكان.")


def test_long_communique() -> None:
    article = segment(read(ARTICLES / "communique.txt"))
    assert headings(article) == ["بيان صادر عن القيادة العامة لقوات حفظ الاستقرار"]
    first, second, *_ = article.sections[1].paragraphs[0].segments
    assert first.text.endswith("على مدار الساعة؛")
    assert not first.continues
    assert second.continues
    assert second.before == " "
    assert article.segments[-1].kind == "dateline"


# Titles, headings, lists


def test_a_lone_sentence_is_no_title() -> None:
    assert article_of("وصل الوفد إلى القاهرة").title is None


def test_title_may_ask() -> None:
    article = article_of(f"هل تعود المناورات؟\n{BODY}")
    assert article.title is not None
    assert article.title.text == "هل تعود المناورات؟"


def test_first_line_that_is_a_sentence_is_no_title() -> None:
    assert article_of(f"{BODY}\n{BODY}").title is None


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("نتائج الزيارة", ""),
        ("نتائج الزيارة:", ""),
        ("أولاً: نتائج الزيارة", ""),
        ("1- نتائج الزيارة", "1- "),
        ("١. نتائج الزيارة", "١. "),
        ("أ- نتائج الزيارة", "أ- "),
    ],
)
def test_headings(line: str, marker: str) -> None:
    article = article_of(f"{OPENING}{line}\n{BODY}")
    heading = article.sections[-1].heading
    assert heading is not None
    assert (heading.marker, heading.text) == (marker, line.removeprefix(marker))


@pytest.mark.parametrize(
    "line",
    [
        "نتائج الزيارة.",
        "وأضاف الوزير في كلمته أمام الحضور",
        "شملت الزيارة مواقع كثيرة، منها:",
        "كلمة " * 16,
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert headings(article_of(f"{OPENING}{line}\n{BODY}")) == []


def test_numbered_headings_are_told_from_list_items() -> None:
    sections = article_of(f"{OPENING}1- التدريب\n{BODY}\n2- التسليح\n{BODY}")
    assert headings(sections) == ["التدريب", "التسليح"]
    items = article_of(f"{OPENING}1- التدريب\n2- التسليح\n{BODY}")
    assert headings(items) == []
    assert len(of_kind(items, "list-item")) == 2


@pytest.mark.parametrize(
    "marker", ["- ", "• ", "– ", "* ", "1- ", "1. ", "(1) ", "٢) ", "أ- ", "هـ- ", "12 - ", "•"]
)
def test_list_markers(marker: str) -> None:
    item = article_of(f"{OPENING}{marker}تأمين الموانئ الشرقية.").segments[-1]
    assert (item.kind, item.marker, item.text) == ("list-item", marker, "تأمين الموانئ الشرقية.")


@pytest.mark.parametrize(
    "line",
    [
        "د. سامي الورفلي عضو اللجنة.",
        "13- فبراير موعد الاجتماع.",
        "13-2-2026 موعد الاجتماع.",
        "5 - 7 زوارق جديدة.",
        "10:30 موعد الاجتماع.",
        "3.5 مليون دينار.",
        "* * *",
    ],
)
def test_lines_without_a_marker(line: str) -> None:
    assert kinds(f"{OPENING}{line}")[1:] == [("paragraph-sentence", line)]


def test_marks_of_the_format_are_believed() -> None:
    title, item, heading = "الخبر الأول اليوم.", "1. بند", "عنوان فرعي."
    text = f"{title}\n\nفقرة قصيرة\n\n{item}\n\n{heading}"
    article = article_of(
        text,
        Mark(0, len(title), "title"),
        Mark(text.index(item), text.index(item) + len(item), "list-item"),
        Mark(text.index(heading), len(text), "heading"),
    )
    assert [(one.kind, one.marker) for one in article.segments] == [
        ("title", ""),
        ("paragraph-sentence", ""),
        ("list-item", "1. "),
        ("heading", ""),
    ]


# Datelines, bylines, captions


@pytest.mark.parametrize(
    "line",
    [
        "القاهرة – 13 فبراير 2026",
        "القاهرة (أ ش أ) -",
        "بنغازي في 12 شباط/فبراير",
        "الجمعة 13 فبراير 2026",
        "طرابلس، ٢٥ شعبان ١٤٤٧هـ الموافق ١٣ فبراير ٢٠٢٦م",
        "قاعدة السدرة – 13 فبراير",
    ],
)
def test_dateline_on_its_own_line(line: str) -> None:
    assert kinds(f"الوفد يصل اليوم\n{line}\n{BODY}")[1:] == [
        ("dateline", line),
        ("paragraph-sentence", BODY),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "القاهرة –",
        "القاهرة (أ ش أ) -",
        "القاهرة، 13 فبراير (رويترز) -",
        "الخرطوم/ القاهرة – وكالات:",
        "بنغازي في 12 شباط/فبراير:",
        "نالوت – 9 مارس 2026 –",
        "(رويترز) –",
    ],
)
def test_dateline_opens_the_first_paragraph(dateline: str) -> None:
    article = article_of(f"الوفد يصل اليوم\n{dateline} {BODY}\n{BODY}")
    first = article.sections[0].paragraphs[0]
    assert [(one.kind, one.text) for one in first.segments] == [
        ("dateline", dateline),
        ("paragraph-sentence", BODY),
    ]
    assert first.kind == "paragraph-sentence"


@pytest.mark.parametrize(
    "line",
    [
        "وقال الوزير - الذي وصل أمس - إن الزيارة ناجحة.",
        "في 13 فبراير، وصل الوفد العسكري إلى القاهرة.",
        "القاهرة عاصمة العرب - كما قال الوزير - منذ زمن.",
    ],
)
def test_openings_that_are_no_datelines(line: str) -> None:
    assert kinds(f"الوفد يصل اليوم\n{line}")[1:] == [("paragraph-sentence", line)]


@pytest.mark.parametrize(
    "line",
    ["كتب: منصور الدرسي", "كتبت – هناء السنوسي", "بقلم منصور الدرسي", "مراسلنا في سبها: هناء"],
)
def test_bylines(line: str) -> None:
    assert kinds(f"الوفد يصل اليوم\n{line}\n{BODY}")[1] == ("byline", line)


def test_a_sentence_that_begins_with_wrote_is_no_byline() -> None:
    line = "كتب الوزير رسالة إلى نظيره."
    assert kinds(f"الوفد يصل اليوم\n{line}\n{BODY}")[1] == ("paragraph-sentence", line)


@pytest.mark.parametrize("line", ["صورة: الوفد في الميناء.", "في الصورة الوفد", "(صورة أرشيفية)"])
def test_captions(line: str) -> None:
    assert kinds(f"الوفد يصل اليوم\n{line}\n{BODY}")[1] == ("caption", line)


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "وصل اللواء د. سامي الورفلي ومعه م. هدى علي.",
        "وصلت أ.د. هدى علي، والفريق ود. سامي.",
        "العنوان ص.ب. 1234 في القاهرة.",
        "بلغت النسبة ٣٫٥ في المئة أو 3.5 أو ٣.٥ تقريبًا.",
        "بدأ الاجتماع في الساعة 10.30 يوم 3.2.2026 بالقاعدة.",
        "زار مقر شركة Delta S.A. في مدينة J. Smith أمس.",
        "الموقع www.example.org/a?b=c والبريد ops@example.org متاحان.",
        "رفعوا شعار «إلى الأمام!» أمام المقر.",
        "سأل (هل نبدأ؟) ثم مضى.",
        "الجيش.. درع الوطن وسيفه.",
        "شملت الدبابات والمدرعات إلخ. من المعدات.",
        "قال «كلمة. واحدة» ثم مضى.",
    ],
)
def test_stops_inside_a_sentence(text: str) -> None:
    assert lines(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد.|وغادر الوزير.",
        "هل وصل الوفد؟|نعم!|وصل…|ثم غادر.",
        "قال: «سنعود قريبًا.»|ثم غادر القاعة.",
        "سأل: «متى نبدأ؟»|فأجاب الوزير.",
        "وصل (قبل الموعد).|وغادر الوزير.",
        "قال: «وصلنا إلى القاعدة صباحًا.|وغادرنا مساء اليوم نفسه».|ثم مضى.",
        "كان ذلك في عام 2026.|وأضاف أن العمل مستمر.",
        "كان ذلك في عام 2026 م.|وأضاف أن العمل مستمر.",
        "شملت الدبابات والمدرعات إلخ.|وأضاف أن العمل مستمر.",
        'قال: "لن نتراجع أبدًا."|وأضاف أن العمل مستمر.',
        "وصل الوفد .|وغادر الوزير .",
    ],
)
def test_sentences_end(text: str) -> None:
    assert lines(text.replace("|", " ")) == text.split("|")


def test_missing_space_after_a_stop() -> None:
    assert lines("انتهت زيارة الوفد.وأكد الوزير نجاحها.") == [
        "انتهت زيارة الوفد.",
        "وأكد الوزير نجاحها.",
    ]


def test_a_forgotten_closing_quote_does_not_swallow_the_paragraph() -> None:
    assert len(lines("قال «لن نتراجع أبدًا. وأضاف أن العمل مستمر. ثم غادر القاعة.")) == 3


def test_line_ends_end_sentences() -> None:
    assert lines(f"{BODY}\nسطر آخر بلا نقطة\r\n{BODY}")[1:] == ["سطر آخر بلا نقطة", BODY]


# Long sentences


def cut(text: str) -> list[Segment]:
    """The pieces of the sentence that follows an opening."""
    return list(article_of(OPENING + text).segments[1:])


def words(count: int) -> str:
    return " ".join(f"كلمة{number}" for number in range(count))


def test_sixty_words_stay_whole() -> None:
    assert len(cut(words(60) + ".")) == 1


def test_cut_at_semicolon_before_comma() -> None:
    pieces = cut(f"{words(30)}، {words(8)}؛ {words(30)}.")
    assert [one.text[-1] for one in pieces] == ["؛", "."]
    assert [one.continues for one in pieces] == [False, True]


def test_cut_before_a_connective() -> None:
    pieces = cut(f"{words(30)}، {words(8)}، مؤكدًا {words(30)}.")
    assert pieces[1].text.startswith("مؤكدًا")


@pytest.mark.parametrize("count", [61, 90, 150, 1000])
def test_no_piece_is_longer_than_sixty_words(count: int) -> None:
    pieces = cut(words(count) + ".")
    assert all(len(one.text.split()) <= 60 for one in pieces)
    assert all(len(one.text.split()) >= 6 for one in pieces)


def test_pieces_do_not_run_over_sentences() -> None:
    pieces = cut(f"{words(70)}. {words(5)}.")
    assert [one.continues for one in pieces] == [False, True, False]


# Ids


def test_ids_survive_edits_elsewhere() -> None:
    before = article_of(f"الوفد يصل اليوم\n{BODY} وغادر مساء.\n1- بند أول\n2- بند ثان")
    after = article_of(f"عنوان جديد\nجملة زائدة. {BODY}\nوغادر مساء.\n3-  بند   ثان")
    assert before.title is not None
    kept = {one.line: one.id for one in before.segments} | {before.title.line: ""}
    for one in after.segments:
        if one.line in kept:
            assert one.id == kept[one.line]


def test_repeated_lines_are_numbered() -> None:
    ids = [one.id for one in article_of(f"{BODY}\n{BODY}\n{BODY}").segments]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]
    assert len(ids[0]) == 10


# Whatever comes in


def check(draft: Draft) -> None:
    article = segment(draft)
    assert article.text == draft.text
    for one in article.segments:
        assert one.text
        assert one.text == one.text.strip()
        assert not any(char.isalnum() for char in one.before)
        assert len(one.text.split()) <= 60 or one.kind in ("title", "heading")
    assert not any(char.isalnum() for char in article.tail)
    assert all(one.segments for section in article.sections for one in section.paragraphs)
    ids = [one.id for one in article.segments]
    assert len(set(ids)) == len(ids)


FAST = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
SIGNS = st.sampled_from(list('«»“”"()[].!؟?…،؛:–-*•\n\r\t \u200f\u2067\ufeff\u0640\u064b1٣أد'))
WORDS = st.sampled_from(
    (
        *("القاهرة", "الوزير", "وقال", "كتب:", "صورة:", "أولاً:", "فبراير", "2026", "13", "3.5"),
        *("(أ ش أ)", "د.", "أ.د.", "إلخ.", "U.S.", "كما", "مؤكدًا", "«وصل", "نعم»", "الوفد."),
        *("زورق؛", "ومعه،", "شعار!", "متى؟", '"', ")", "-", "–", "1-", "(2)", "٣.", "•", "أ-"),
        *("..", "..."),
    )
)
SEPARATORS = st.sampled_from([" "] * 12 + ["", "  ", "\n", "\n\n", "\r\n", "\n  ", "\u00a0"])
PRESS = st.lists(st.tuples(WORDS, SEPARATORS), max_size=150).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


@FAST
@given(st.text(max_size=200) | st.text(SIGNS, max_size=120) | PRESS)
def test_nothing_is_lost(text: str) -> None:
    check(Draft(text, Source("test.txt", "text")))


@FAST
@given(
    PRESS,
    st.lists(
        st.builds(
            Mark,
            st.integers(-3, 300),
            st.integers(-3, 300),
            st.sampled_from(["title", "heading", "list-item", "byline", "caption"]),
        ),
        max_size=6,
    ),
)
def test_nothing_is_lost_with_any_marks(text: str, marks: list[Mark]) -> None:
    article = segment(Draft(text, Source("test.txt", "text"), tuple(marks)))
    assert article.text == text


@pytest.mark.parametrize("path", sorted(ARTICLES.iterdir()), ids=lambda path: path.name)
def test_nothing_is_lost_of_the_articles(path: Path) -> None:
    check(read(path))


@pytest.mark.parametrize("unit", ["(", "«نص. ", '" ', ". ", "- ", "1- نص\n", "القاهرة - ", "كلمة "])
def test_time_grows_with_length_only(unit: str) -> None:
    # Some 50 times what a quadratic rule would stand within the tests' time limit.
    check(Draft(unit * (60_000 // len(unit)), Source("test.txt", "text")))
