"""What a page looks like, for every exporter that draws one: sizes, fonts, colours and words.

Lengths are millimetres, font sizes and leadings points, colours six hexadecimal digits (RRGGBB).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.document import Language, Severity


@dataclass(frozen=True, slots=True)
class Type:
    """A font size and the distance between two baselines, in points."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font families of one format: for Arabic letters and for Latin ones."""

    arabic: str
    latin: str


@dataclass(frozen=True, slots=True)
class Words:
    """What an exporter says itself, in the language of the translation."""

    language: str
    page: str
    to_look_at: str
    nothing: str
    only: str
    severities: Mapping[Severity, str]


@dataclass(frozen=True, slots=True)
class Theme:
    """All of it. Arabic is set larger than Latin, whose letters look larger at one size."""

    page_width: float = 210.0
    page_height: float = 297.0
    margin_side: float = 18.0
    margin_top: float = 18.0
    margin_bottom: float = 20.0
    number_column: float = 10.0
    cell_padding: float = 1.9

    source_title: Type = Type(18, 29)
    source_heading: Type = Type(14.5, 24)
    source_text: Type = Type(13, 21)
    target_title: Type = Type(15, 19)
    target_heading: Type = Type(12, 16)
    target_text: Type = Type(11, 15)
    small: Type = Type(8, 10)

    # Amiri is put into a PDF. A DOCX only names its fonts, and almost no reader has Amiri; what
    # Word takes in its place is not foreseeable. Times New Roman has Arabic letters on Windows and
    # macOS and comes with both.
    pdf: Fonts = Fonts("Amiri", "Amiri")
    docx: Fonts = Fonts("Times New Roman", "Times New Roman")
    html: Fonts = Fonts(
        '"Amiri", "Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro", "Times New Roman", serif',
        '"Charter", "Georgia", "Noto Serif", "Times New Roman", serif',
    )

    ink: str = "1F2328"
    faint: str = "656D76"
    rule: str = "C8CED6"
    head_fill: str = "E8EEF4"
    term_fill: str = "FFF3BF"
    severity: Mapping[Severity, str] = field(
        default_factory=lambda: MappingProxyType(
            {"error": "B42318", "warning": "8A5A00", "hint": "1F5FA8"}
        )
    )

    @property
    def text_width(self) -> float:
        """The width between the side margins."""
        return self.page_width - 2 * self.margin_side


THEME = Theme()

LOCALES: Mapping[Language, str] = MappingProxyType({"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"})
"""The language tags (BCP 47) that word processors want where `Language` names no country."""

ARABIC = "العربية"

WORDS: Mapping[Language, Words] = MappingProxyType(
    {
        "en": Words(
            language="English",
            page="Page {page} of {pages}",
            to_look_at="To look at",
            nothing="Nothing to look at.",
            only="Only rows to look at",
            severities={"error": "error", "warning": "warning", "hint": "hint"},
        ),
        "fr": Words(
            language="Français",
            page="Page {page} sur {pages}",
            to_look_at="À vérifier",
            nothing="Rien à vérifier.",
            only="Seulement les lignes à vérifier",
            severities={"error": "erreur", "warning": "avertissement", "hint": "remarque"},
        ),
        "ar": Words(
            language=ARABIC,
            page="صفحة {page} من {pages}",
            to_look_at="للمراجعة",
            nothing="لا شيء للمراجعة.",
            only="الصفوف التي تحتاج إلى مراجعة فقط",
            severities={"error": "خطأ", "warning": "تنبيه", "hint": "ملاحظة"},
        ),
    }
)
