"""A small bilingual document for the tests of the exporters, translated by hand.

It holds what is hard to set: Latin names, numbers and brackets in Arabic, a list, a paragraph of
several sentences, a missing translation, and findings with and without a place.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.document import (
    Article,
    BilingualDocument,
    Finding,
    Hit,
    Language,
    Paragraph,
    Run,
    Section,
    Segment,
    SegmentKind,
    Severity,
    Source,
    Translation,
)


@dataclass(frozen=True)
class Line:
    """A segment and its two translations; [terms] stand in brackets, {findings} in braces."""

    id: str
    kind: SegmentKind
    ar: str
    en: str
    fr: str
    marker: str = ""
    before: str = "\n"
    findings: tuple[tuple[str, Severity, str, str | None, str | None], ...] = ()
    """(check, severity, message, words in English or None, words in French or None)"""


TITLE = Line(
    "a1f0-1",
    "title",
    "رئيس الأركان العامة يختتم زيارة رسمية إلى تونس",
    "[Chief of the General Staff] Concludes Official Visit to Tunisia",
    "Le [chef d'état-major général] achève une visite officielle en Tunisie",
    before="",
)
LEAD = (
    Line("b200-1", "dateline", "تونس (وكالات) -", "TUNIS (Agencies) –", "TUNIS (agences) –"),
    Line(
        "c3d4-1",
        "paragraph-sentence",
        "التقى الفريق أول ركن سالم المنصوري، يوم الجمعة الموافق 13 فبراير 2026، وفدًا من "
        "حلف الناتو (NATO) ضم 24 ضابطًا.",
        "On Friday, 13 February 2026, [General] Salem al-Mansouri met a delegation from NATO that "
        "included 24 officers.",
        "Le vendredi 13 février 2026, le [général d'armée] Salem al-Mansouri a rencontré une "
        "délégation de l'OTAN : elle comptait 24 officiers.",
        before=" ",
        findings=(
            (
                "names",
                "warning",
                "المنصوري is written al-Mansouri here and al-Mansuri elsewhere",
                "al-Mansouri",
                "al-Mansouri",
            ),
            ("numbers", "hint", "13, 2026 and 24 are all there", None, None),
        ),
    ),
    Line(
        "c3d4-2",
        "paragraph-sentence",
        "وقال إن «القوات المسلحة» ستزيد إنفاقها بنسبة 4.5% وفق الوثيقة A/RES/70/1.",
        "He said that the “[Armed Forces]” would raise spending by 4.5% under document A/RES/70/1.",
        "Il a déclaré que les « [forces armées] » augmenteraient leurs dépenses de 4,5 % selon "
        "le document A/RES/70/1 !",
        before=" ",
        findings=(
            (
                "terms",
                "error",
                "the glossary asks for «Libyan Arab Armed Forces»",
                "the “Armed Forces”",
                "les « forces armées »",
            ),
        ),
    ),
)
HEADING = Line(
    "e5-1",
    "heading",
    "بنود الاتفاق",
    "What Was Agreed",
    "Les points de l'accord",
)
ITEMS = (
    Line(
        "f6-1",
        "list-item",
        "تدريب مشترك للقوات الخاصة",
        "joint training of [special forces]",
        "entraînement conjoint des [forces spéciales]",
        marker="١- ",
    ),
    Line(
        "f6-2",
        "list-item",
        "تبادل المعلومات الاستخباراتية",
        "",
        "",
        marker="٢- ",
        findings=(("untranslated", "error", "the engine gave nothing", None, None),),
    ),
)
CLOSING = Line(
    "f9-1",
    "paragraph-sentence",
    "وَطَّدَتِ الزيارةُ أواصرَ التعاونِ بين البلدين الشقيقين <وشكرًا> & السلام.",
    "The visit strengthened the bonds of cooperation between the two <brotherly> countries & "
    "their peoples.",
    "La visite a renforcé les liens de coopération entre les deux pays <frères> & leurs peuples.",
)
LINES = (TITLE, *LEAD, HEADING, *ITEMS, CLOSING)


def document(language: Language = "en") -> BilingualDocument:
    """Give the document in English or French."""
    segments = {
        line.id: Segment(line.id, line.kind, line.ar, before=line.before, marker=line.marker)
        for line in LINES
    }
    article = Article(
        title=segments[TITLE.id],
        sections=(
            Section(None, (Paragraph(tuple(segments[line.id] for line in LEAD)),)),
            Section(
                segments[HEADING.id],
                tuple(Paragraph((segments[line.id],)) for line in (*ITEMS, CLOSING)),
            ),
        ),
        source=Source("article.txt", "text", "utf-8"),
        tail="\n",
    )
    return BilingualDocument(
        article,
        language,
        tuple(_translation(segments[line.id], line, language) for line in LINES),
        Run(
            toolkit="0.1.0",
            model="argos-ar-en 1.0",
            model_sha256="0123456789abcdef" * 4,
            glossary_sha256="fedcba9876543210" * 4,
            profile="ly/army",
            profile_reason="names of the country in the title",
            settings={"beam": 4, "review": False, "memory": None, "layout": "table"},
        ),
    )


def many(paragraphs: int, language: Language = "en") -> BilingualDocument:
    """Give a long document: the closing sentence as often as asked."""
    line = CLOSING
    segments = tuple(
        Segment(f"long-{i}", line.kind, line.ar, before=line.before) for i in range(paragraphs)
    )
    short = document(language)
    return BilingualDocument(
        Article(None, (Section(None, tuple(Paragraph((s,)) for s in segments)),), Source("x", "y")),
        language,
        tuple(_translation(s, line, language) for s in segments),
        short.run,
    )


def _translation(segment: Segment, line: Line, language: Language) -> Translation:
    marked = line.fr if language == "fr" else line.en
    text, hits = "", []
    for i, part in enumerate(marked.replace("]", "[").split("[")):
        if i % 2:
            hits.append(
                Hit(
                    entry=part.lower().replace(" ", "-"),
                    kind="unit",
                    surface=segment.text[:6],
                    start=0,
                    end=6,
                    rendering=part,
                    status="enforced",
                    rung=3,
                    target=(len(text), len(text) + len(part)),
                )
            )
        text += part
    findings = tuple(
        Finding(check, severity, message, _span(text, fr if language == "fr" else en))
        for check, severity, message, en, fr in line.findings
    )
    return Translation(segment, text, tuple(hits), "machine", findings)


def _span(text: str, words: str | None) -> tuple[int, int] | None:
    if words is None:
        return None
    start = text.index(words)
    return start, start + len(words)
