"""The shipped glossaries: what holds for every entry, and what is found in press sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from toolkit.arabic.script import fold
from toolkit.glossary import Glossary
from toolkit.glossary.entry import KINDS, Condition, Entry, Form, GlossaryFile
from toolkit.glossary.style import Style

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "glossaries"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# file: fewest entries, fewest of them enforced
FLOORS = {
    "ranks": (135, 115),
    "qualifiers": (35, 30),
    "posts": (380, 370),
    "institutions": (510, 500),
    "phrases": (410, 165),
    "places": (850, 740),
    "persons": (255, 250),
    "names": (480, 480),
    "names_everyday": (300, 260),
}


def listed(words: str) -> list[str]:
    return words.split()


# Ranks that are everyday words without the article: team, brigade, dean, presenter, pioneer ...
EVERYDAY_RANKS = listed(
    "مشير فريق لواء عميد مقدم رائد نقيب نقيبة ملازم عماد مساعد رقيب عريف جندي مجند مهيب"
)

# Words with another everyday sense: never taken without looking at the words around them.
HOMOGRAPHS = {
    "ranks": [*EVERYDAY_RANKS, "الفريق", "اللواء", "المقدم", "الرائد", "المساعد", "الجندي"],
    "posts": ["محافظ", "عمدة", "قائد اللواء", "قائد الكتيبة", "الرئيس"],
    "institutions": ["حماس", "فصيلة", "سرب", "فيلق"],
    "places": listed("صور الخمس البحيرة الخبر العين جنين الأبيض معان قنا مالي قطر السعودية"),
    "qualifiers": listed("ركن طيار بحري مهندس طبيب متقاعد سعادة سيادة سمو"),
    "names_everyday": listed("كريم سعيد جمال خليفة صالح نور كامل أمين سيف عماد رائد صباح خميس"),
}

NOT_ARABIC = re.compile("[A-Za-zÀ-ÿ\u064b-\u065f\u0670\u0640\u200b-\u200f]")
ARTICLE_EN = re.compile(r"(?:the|an?) ", re.IGNORECASE)
ARTICLE_FR = re.compile(r"(?:les?|la|une?) |l'")
LEFTOVERS = re.compile("[’‘“”\u00a0\u202f\\[\\]…]|[.]{2}|  |^ | $|\\bomit\\b|\\bomettre\\b")
BRACKETS = {
    "Captain (Navy)",
    "Captains (Navy)",
    "Lieutenant (Navy)",
    "Lieutenant (junior grade)",
    "Rear Admiral (lower half)",
}


@cache
def files() -> dict[str, GlossaryFile]:
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != "style":
            content = yaml.load(path.read_bytes(), Loader=LOADER)
            defaults = {k: content[k] for k in ("kind", "only_if", "unless") if k in content}
            content["entries"] = [defaults | entry for entry in content["entries"]]
            found[path.stem] = GlossaryFile.model_validate(content)
    return found


@cache
def style() -> Style:
    content = yaml.load((FOLDER / "style.yaml").read_bytes(), Loader=LOADER)
    return Style.model_validate(content)


@cache
def glossary() -> Glossary:
    return Glossary.load(FOLDER)


def entries() -> Iterator[tuple[str, Entry]]:
    for stem, file in files().items():
        for entry in file.entries:
            yield stem, entry


def surfaces() -> Iterator[tuple[str, Entry, str, Form | None]]:
    for stem, entry in entries():
        for surface, form in entry.surfaces:
            yield stem, entry, surface, form


def renderings() -> Iterator[tuple[str, str, Entry, str]]:
    for stem, entry in entries():
        for language in ("en", "fr"):
            for form in (None, *entry.forms):
                for text in entry.renderings(language, form):
                    yield stem, language, entry, text


def found(text: str, profile: str | None = None) -> dict[str, tuple[str, str]]:
    """What is enforced in a text: the words as they stand, and their renderings."""
    return {
        text[m.start : m.end]: (
            m.entry.renderings("en", m.form)[0],
            m.entry.renderings("fr", m.form)[0],
        )
        for m in glossary().match(text, profile)
        if m.entry.enforce
    }


# --- the files ---


def test_every_file_is_there_with_its_fill() -> None:
    assert set(files()) == set(FLOORS)
    for stem, (least, least_enforced) in FLOORS.items():
        listed = files()[stem].entries
        assert len(listed) >= least, stem
        assert sum(entry.enforce for entry in listed) >= least_enforced, stem


def test_files_begin_for_editors() -> None:
    for stem in FLOORS:
        text = (FOLDER / f"{stem}.yaml").read_text(encoding="utf-8")
        first, second = text.splitlines()[:2]
        assert first == "# yaml-language-server: $schema=schema.json", stem
        assert second.startswith("# "), stem
        assert "\t" not in text, stem


def test_nothing_is_lost_when_the_folder_is_read() -> None:
    assert len(glossary().entries) == sum(len(file.entries) for file in files().values())


def test_kinds() -> None:
    kinds = {stem: file.kind for stem, file in files().items()}
    assert kinds == {
        "ranks": "rank",
        "qualifiers": "qualifier",
        "posts": "post",
        "institutions": "institution",
        "phrases": "phrase",
        "places": "place",
        "persons": "person",
        "names": "name",
        "names_everyday": "name",
    }


# --- the Arabic side ---


def test_arabic_has_no_marks_and_no_latin() -> None:
    bad = [
        (stem, s)
        for stem, _, s, _ in surfaces()
        if NOT_ARABIC.search(s) or s.split() != [*s.split(" ")]
    ]
    assert not bad


def test_conditions_hold_words_kinds_or_patterns() -> None:
    for stem, entry in entries():
        for condition in (entry.only_if, entry.unless):
            for item in (*condition.previous, *condition.next):
                plain = item in KINDS or item in ("start", "end") or item.startswith("/")
                assert plain or not NOT_ARABIC.search(item), (stem, entry.ar, item)
                assert plain or " " not in item, (stem, entry.ar, item)


def test_ranks_have_no_article_unless_they_are_everyday_words() -> None:
    for entry in files()["ranks"].entries:
        if entry.ar.startswith("ال"):
            assert entry.ar[2:] in EVERYDAY_RANKS, entry.ar


def test_everyday_ranks_without_article_need_a_word_beside_them() -> None:
    for entry in files()["ranks"].entries:
        if entry.ar in EVERYDAY_RANKS and entry.enforce:
            assert entry.only_if, entry.ar


@pytest.mark.parametrize("stem", HOMOGRAPHS)
def test_homographs_have_a_condition(stem: str) -> None:
    listed: dict[str, list[Entry]] = defaultdict(list)
    for entry in files()[stem].entries:
        for surface, _ in entry.surfaces:
            listed[surface].append(entry)
    for word in HOMOGRAPHS[stem]:
        for entry in listed[word]:
            assert entry.only_if or entry.unless or not entry.enforce, word
    assert any(word in listed for word in HOMOGRAPHS[stem])


def test_one_spelling_under_one_condition_has_one_rendering() -> None:
    said: dict[tuple[object, ...], tuple[object, ...]] = {}
    for stem, entry, surface, form in surfaces():
        if not entry.enforce:
            continue
        for country in entry.country or ("",):
            key = (fold(surface), entry.kind, country, entry.branch, entry.only_if, entry.unless)
            rendering = (entry.renderings("en", form), entry.renderings("fr", form))
            assert said.setdefault(key, rendering) == rendering, (stem, surface)


def test_files_do_not_override_each_other() -> None:
    # Of entries with the same Arabic and countries in two files only the last file's are read.
    homes: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for stem, entry in entries():
        homes[fold(entry.ar), entry.country].add(stem)
    assert not {key: stems for key, stems in homes.items() if len(stems) > 1}


# --- the renderings ---


def test_both_languages() -> None:
    assert not [(stem, entry.ar) for stem, entry in entries() if not (entry.en and entry.fr)]


def test_no_leading_article() -> None:
    for stem, language, entry, text in renderings():
        article = (ARTICLE_EN if language == "en" else ARTICLE_FR).match(text)
        # The Hague and Le Caire are names with a capital of their own.
        allowed = text == "The Hague" or (stem == "phrases" and not entry.enforce)
        assert not article or allowed, (stem, entry.ar, text)


def test_no_leftovers_of_notes() -> None:
    for stem, _, entry, text in renderings():
        assert not LEFTOVERS.search(text), (stem, entry.ar, text)
        if "(" in text and stem != "qualifiers":
            plain = text.removeprefix("Staff ")
            assert plain in BRACKETS, (stem, entry.ar, text)


def test_only_qualifiers_have_a_slot() -> None:
    for stem, _, entry, text in renderings():
        assert text.count("{}") == (stem == "qualifiers"), (stem, entry.ar, text)


def test_qualifiers_stand_beside_something() -> None:
    for entry in files()["qualifiers"].entries:
        assert entry.only_if or entry.ar.startswith("صاحب"), entry.ar


def test_names_stand_beside_something() -> None:
    for stem in ("names", "names_everyday"):
        free = [e.ar for e in files()[stem].entries if e.enforce and not e.only_if]
        assert set(free) <= {"أبو عبيدة", "أبو محمد"}


def test_low_confidence_is_never_enforced() -> None:
    low = [entry for _, entry in entries() if entry.confidence == "low"]
    assert low
    assert not [entry.ar for entry in low if entry.enforce]


def test_gender_of_the_french() -> None:
    for stem, least in (("posts", 1.0), ("institutions", 0.9), ("phrases", 0.9)):
        listed = [entry for entry in files()[stem].entries if entry.enforce]
        assert sum(entry.gender is not None for entry in listed) >= least * len(listed), stem
    for entry in files()["places"].entries:
        if re.match(r"(?:République|Royaume|État|Sultanat) ", entry.fr[0]):
            assert entry.gender == ("f" if entry.fr[0].startswith("Rép") else "m"), entry.ar


def test_adjectives_of_nationality_are_only_suggested() -> None:
    listed = {entry.ar: entry for entry in files()["places"].entries}
    for word in ("مصري", "ليبي", "سوداني", "فرنسي", "أمريكي", "دولي"):
        assert not listed[word].enforce


def test_style_names_every_switch_and_only_used_words() -> None:
    used = {entry.style for _, entry in entries() if entry.style}
    assert used <= set(style().switches)
    english = {text for _, language, _, text in renderings() if language == "en"}
    words = {word for text in english for word in re.findall(r"\w+", text)}
    assert set(style().american) <= words
    assert style().spelling == "british"


def test_countries_are_codes() -> None:
    for stem, entry in entries():
        for code in entry.country:
            assert re.fullmatch("[A-Z]{2}", code), (stem, entry.ar)


def test_conditions_never_contradict_themselves() -> None:
    def items(condition: Condition, side: str) -> set[str]:
        return set(getattr(condition, side))

    for stem, entry in entries():
        for side in ("previous", "next"):
            both = items(entry.only_if, side) & items(entry.unless, side)
            assert not both, (stem, entry.ar, both)


# --- in press sentences ---


def test_the_seed_article() -> None:
    (path,) = (ROOT / "seeds").glob("*.txt")
    said: dict[str, tuple[str, str]] = {}
    for paragraph in path.read_text(encoding="utf-8").splitlines():
        said |= found(paragraph, "EG")
    wanted = {
        "الفريق": ("Lieutenant General", "général de corps d'armée"),
        "أحمد خليفة": ("Ahmed Khalifa", "Ahmed Khalifa"),
        "خليفة": ("Khalifa", "Khalifa"),
        "رئيس أركان حرب القوات المسلحة المصرية": (
            "Chief of Staff of the Egyptian Armed Forces",
            "chef d'état-major des forces armées égyptiennes",
        ),
        "المشير": ("Field Marshal", "maréchal"),
        "خليفة حفتر": ("Khalifa Haftar", "Khalifa Haftar"),
        "الفريق أول": ("General", "général d'armée"),
        "ركن": ("Staff {}", "{} breveté d'état-major"),
        "خالد حفتر": ("Khaled Haftar", "Khaled Haftar"),
        "صدام حفتر": ("Saddam Haftar", "Saddam Haftar"),
        "القائد العام للقوات المسلحة العربية الليبية": (
            "Commander-in-Chief of the Libyan Arab Armed Forces",
            "commandant en chef des forces armées arabes libyennes",
        ),
        "نائب القائد العام للقوات المسلحة العربية الليبية": (
            "Deputy Commander-in-Chief of the Libyan Arab Armed Forces",
            "commandant en chef adjoint des forces armées arabes libyennes",
        ),
        "رئيس الأركان العامة للقوات المسلحة العربية الليبية": (
            "Chief of the General Staff of the Libyan Arab Armed Forces",
            "chef d'état-major général des forces armées arabes libyennes",
        ),
        "القوات المسلحة العربية الليبية": (
            "Libyan Arab Armed Forces",
            "forces armées arabes libyennes",
        ),
        "حرس الشرف": ("guard of honour", "garde d'honneur"),
        "السلام الوطني": ("national anthem", "hymne national"),
        "دولة ليبيا": ("State of Libya", "État de Libye"),
        "جمهورية مصر العربية": ("Arab Republic of Egypt", "République arabe d'Égypte"),
        "الهجرة غير النظامية": ("irregular migration", "migration irrégulière"),
        "مكافحة الإرهاب": ("counter-terrorism", "lutte contre le terrorisme"),
    }
    assert {words: said.get(words) for words in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "words", "english", "french"),
    [
        ("قال الفريق إن الزيارة ناجحة", "الفريق", "Lieutenant General", "général de corps d'armée"),
        ("وأضاف اللواء أن القوات جاهزة", "اللواء", "Major General", "général de division"),
        ("رُقي إلى رتبة عميد", "عميد", "Brigadier General", "général de brigade"),
        ("اللواء بحري سامر الحداد", "اللواء بحري", "Rear Admiral", "contre-amiral"),
        ("الفريق الركن بحري", "الفريق الركن بحري", "Staff Vice Admiral", None),
        (
            "اللواء طيار علي",
            "اللواء طيار",
            "Air Force Major General",
            "général de division aérienne",
        ),
        ("العميد الركن طيار", "العميد الركن طيار", "Air Force Staff Brigadier General", None),
        ("التقى بالفريق أول", "الفريق أول", "General", "général d'armée"),
        ("العقيدان سالم وعمر", "العقيدان", "Colonels", "colonels"),
        ("ضباط الصف والجنود", "ضباط الصف", "non-commissioned officers", "sous-officiers"),
        ("وزير الدفاع المصري", "وزير الدفاع المصري", None, "ministre égyptien de la Défense"),
        (
            "في البحر الأبيض المتوسط",
            "البحر الأبيض المتوسط",
            "Mediterranean Sea",
            "mer Méditerranée",
        ),
        ("على هامش المؤتمر", "على هامش", "on the sidelines of", "en marge de"),
        ("حلف الناتو", "حلف الناتو", "NATO", "OTAN"),
        ("قوات اليونيفيل", "قوات اليونيفيل", "UNIFIL", "FINUL"),
        ("الجندي المجهول", "الجندي المجهول", "Unknown Soldier", "Soldat inconnu"),
    ],
)
def test_taken(text: str, words: str, english: str | None, french: str | None) -> None:
    rendering = found(text)
    assert words in rendering
    assert english in (None, rendering[words][0])
    assert french in (None, rendering[words][1])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("اتفقا على تشكيل فريق عمل فني", "فريق"),
        ("وصل فريق طبي إلى غزة", "فريق"),
        ("فاز الفريق المصري بالبطولة", "الفريق"),
        ("أجرى اللواء 444 قتال تمرينا", "اللواء"),
        ("انسحبت سرايا اللواء السابع", "اللواء"),
        ("تحت لواء الأمم المتحدة", "لواء"),
        ("وافق قائد اللواء على الخطة", "اللواء"),
        ("مشيرًا إلى أن العلاقات", "مشيرًا"),
        ("عميد كلية الحقوق", "عميد"),
        ("نقيب المحامين", "نقيب"),
        ("الدور الرائد لمصر", "الرائد"),
        ("الدعم المقدم من الدولة", "المقدم"),
        ("مساعد وزير الدفاع", "مساعد"),
        ("طائرة بدون طيار", "طيار"),
        ("سلام عادل وشامل", "عادل"),
        ("بسط سيادتها على كامل أراضيها", "كامل"),
        ("دعم مالي كبير", "مالي"),
        ("نشر صور جوية", "صور"),
        ("الوحدات السعودية", "السعودية"),
        ("14 خبيرًا ليبيًا", "ليبيًا"),
        ("مسقط رأسه", "مسقط"),
        ("القوات المسلحة المصرية والليبية", "القوات المسلحة المصرية"),
        ("قائد القوات البحرية اليونانية", "قائد القوات البحرية"),
        ("رفع مستوى الاستعداد", "رائد"),
    ],
)
def test_left_alone(text: str, words: str) -> None:
    assert words not in found(text)


@pytest.mark.parametrize(
    ("profile", "words", "english", "french"),
    [
        (None, "اللواء", "Major General", "général de division"),
        ("EG", "اللواء", "Major General", "général de division"),
        ("DZ", "اللواء", "Major General", "général-major"),
        ("DZ", "العميد", "Brigadier General", "général"),
        ("TN", "العميد", "Senior Colonel", "colonel-major"),
        ("TN", "الفريق", "Major General", "général de division"),
        ("MA", "الفريق أول", "Lieutenant General", "général de corps d'armée"),
        ("IQ", "العريف", "Sergeant", "sergent"),
        ("LB", "العماد", "General", "général"),
        ("SY", "العماد", "Lieutenant General", "général de corps d'armée"),
    ],
)
def test_ranks_by_country(profile: str | None, words: str, english: str, french: str) -> None:
    assert found(f"قال {words} إن القوات جاهزة", profile)[words] == (english, french)


def test_names_by_country() -> None:
    text = "العقيد جمال عبد الرحمن"
    assert found(text)["جمال"] == ("Jamal", "Jamal")
    assert found(text, "EG")["جمال"][0] == "Gamal"
    assert found(text, "DZ")["جمال"][1] == "Djamel"
