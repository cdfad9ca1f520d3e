"""Facts of the calendar: Arabic names of months and days, and their English and French names.

Three traditions name the Gregorian months: Egypt, the Gulf and Libya (يناير), the Levant and Iraq
(كانون الثاني), Algeria and Tunisia (جانفي); Morocco writes غشت and شتنبر. Agencies often give two
at once (شباط/فبراير). Everything here is spelt as the press spells it; `toolkit.arabic.script.fold`
takes care of hamza, ya and ta marbuta.
"""

from __future__ import annotations

from toolkit.document import Language


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


MONTHS: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "يونية", "حزيران", "جوان"),
    ("يوليو", "يولية", "تموز", "جويلية", "يوليوز"),
    ("أغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
"""Gregorian months, January first, each with all its Arabic names."""

AMBIGUOUS = frozenset({"مارس", "آب", "ماي", "أوت", "جوان", "نيسان", "تموز"})
"""Month names that are other words or names as well ("practised", "father", Theresa May, Juan):
by themselves, without a day, a year or the word شهر, they say nothing of a month."""

HIJRI: tuple[tuple[str, ...], ...] = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر",),
    ("ربيع الأول",),
    ("ربيع الآخر", "ربيع الثاني"),
    ("جمادى الأولى", "جمادى الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الثاني", "جمادى الآخر"),
    ("رجب",),
    ("شعبان",),
    ("رمضان", "رمضان المبارك"),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)
"""Months of the Islamic calendar, Muharram first."""

WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("الإثنين", "الاثنين"),
    ("الثلاثاء",),
    ("الأربعاء",),
    ("الخميس",),
    ("الجمعة",),
    ("السبت",),
    ("الأحد",),
)
"""Days of the week, Monday first as in `datetime`."""

DAY_ORDINALS: dict[str, int] = {
    "الفاتح": 1,  # Maghreb: الفاتح من نوفمبر
    "الأول": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الخامس": 5,
    "السادس": 6,
    "السابع": 7,
    "الثامن": 8,
    "التاسع": 9,
    "العاشر": 10,
    "الحادي عشر": 11,
    "الثاني عشر": 12,
    "الثالث عشر": 13,
    "الرابع عشر": 14,
    "الخامس عشر": 15,
    "السادس عشر": 16,
    "السابع عشر": 17,
    "الثامن عشر": 18,
    "التاسع عشر": 19,
    **{
        (f"{unit} وال{ten}" if unit else f"ال{ten}"): value
        for decade, tens in ((20, ("عشرين", "عشرون")), (30, ("ثلاثين", "ثلاثون")))
        for ten in tens
        for value, unit in enumerate(
            ["", *_list("الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع")],
            start=decade,
        )
        if value <= 31
    },
}
"""Days of a month in words, as they stand before من and the month: الأول من يناير."""

_NAMES: dict[Language, tuple[str, ...]] = {
    "en": _list(
        "January February March April May June July August September October November December"
    ),
    "fr": _list(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
}

_SHORT: dict[Language, tuple[str, ...]] = {
    "en": _list("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
    "fr": _list("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
}

_HIJRI_NAMES: dict[Language, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("Muharram",),
        ("Safar",),
        ("Rabi al-Awwal", "Rabi' al-Awwal", "Rabi I", "Rabi al-Awal"),
        ("Rabi al-Thani", "Rabi' al-Thani", "Rabi II", "Rabi al-Akhir", "Rabi' al-Akhir"),
        ("Jumada al-Awwal", "Jumada al-Ula", "Jumada I", "Jumada al-Awal", "Jumada al-Oula"),
        ("Jumada al-Thani", "Jumada al-Thaniya", "Jumada al-Akhira", "Jumada II"),
        ("Rajab",),
        ("Shaaban", "Sha'ban", "Shaban"),
        ("Ramadan", "Ramadhan"),
        ("Shawwal", "Shawal"),
        ("Dhu al-Qadah", "Dhu al-Qi'dah", "Dhu al-Qa'dah", "Dhul-Qadah", "Dhu al-Qada"),
        ("Dhu al-Hijjah", "Dhul-Hijjah", "Dhu al-Hijja", "Dhul Hijjah", "Dhul-Hijja"),
    ),
    "fr": (
        ("mouharram", "muharram", "moharram"),
        ("safar",),
        ("rabi al-awwal", "rabia al-awal", "rabi' al-awwal", "rabi I", "rabia al-aoual"),
        ("rabi ath-thani", "rabia ath-thani", "rabi al-thani", "rabi II", "rabi al-akhir"),
        ("joumada al-oula", "joumada al-awwal", "jumada al-awwal", "jumada al-oula"),
        ("joumada ath-thania", "joumada al-thani", "jumada al-thani", "joumada al-akhira"),
        ("rajab", "radjab"),
        ("chaabane", "chaâbane", "cha'ban", "chaaban", "chabane"),
        ("ramadan", "ramadhan"),
        ("chawwal", "chaoual", "chawal"),
        ("dhou al-qi'da", "dhou al-qaada", "dhou al-qa'da", "dhu al-qi'da", "dhou el-qaada"),
        ("dhou al-hijja", "dhou el-hidja", "dhu al-hijja", "dhou al-hidja"),
    ),
}

_WEEKDAY_NAMES: dict[Language, tuple[str, ...]] = {
    "en": _list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "fr": _list("lundi mardi mercredi jeudi vendredi samedi dimanche"),
}


def month_names(language: Language, month: int, hijri: bool = False) -> tuple[str, ...]:
    """The names of a month (1 to 12) in English or French, the one to write first.

    Short forms count as right but are never written. Raises KeyError for another language.
    """
    if hijri:
        return _HIJRI_NAMES[language][month - 1]
    name, short = _NAMES[language][month - 1], _SHORT[language][month - 1]
    dotted = (short + ".",) if language == "en" and short != name else ()
    # "août" once and "aout" never: the accent is part of the name, but keyboards drop it.
    plain = (name.translate(str.maketrans("éûÉ", "euE")),)
    return tuple(dict.fromkeys((name, short, *dotted, *plain)))


def weekday_name(language: Language, weekday: int) -> str:
    """The name of a day of the week (0 is Monday) in English or French."""
    return _WEEKDAY_NAMES[language][weekday]
