"""The seed article with translations written by hand, for tests of whole pages."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

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
    Translation,
)

ROOT = Path(__file__).parents[1]
SEED = next((ROOT / "seeds").glob("*.txt"))
DATA = ROOT / "tests" / "data"

RUN = Run("0.1.0", "starter", "ab" * 32, "cd" * 32, "egypt")

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
    targets = (DATA / f"seed.{language}.txt").read_text(encoding="utf-8").splitlines()
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


def normal(text):
    """Text without what extraction may add or change: compatibility forms, controls, line ends."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


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
