"""Glossaries there and back through other programs' formats: nothing is lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.document import ToolkitError
from toolkit.glossary import Entry, Glossary
from toolkit.glossary.entry import KINDS
from toolkit.glossary.exchange import plain, read, write
from toolkit.glossary.exchange.yaml import dump

ARABIC = st.text("ابتثجحخدرسشصعفقكلمنهويىةءأإ ـ|,\"'", min_size=1, max_size=12).map(
    lambda t: f"ع{t}"
)
TEXT = st.text(
    st.one_of(
        st.sampled_from("abcé |,;=\"'{}[]:#-&<>\n\t\\"),
        st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]),
    ),
    min_size=1,
    max_size=12,
)
SOME = st.lists(TEXT, max_size=3)
WORDS = st.lists(
    st.one_of(ARABIC, st.sampled_from([*KINDS, "start", "end", "/^[|]x$/"])), max_size=3
)
CONDITION = st.fixed_dictionaries({"previous": WORDS, "next": WORDS, "within": st.integers(1, 20)})
MAYBE = st.none() | TEXT | st.just("")
FORM = st.fixed_dictionaries({"ar": ARABIC, "en": SOME, "fr": SOME, "note": MAYBE})
ENTRY = st.fixed_dictionaries(
    {
        "ar": ARABIC,
        "en": st.lists(TEXT, min_size=1, max_size=3),
        "fr": SOME,
        "kind": st.sampled_from(KINDS),
        "forms": st.lists(FORM, max_size=3),
        "country": SOME,
        "branch": SOME,
        "gender": st.sampled_from(["m", "f", "mp", "fp", None]),
        "only_if": CONDITION,
        "unless": CONDITION,
        "case": st.sampled_from(["sentence", "fixed"]),
        "style": MAYBE,
        "enforce": st.booleans(),
        "note": MAYBE,
        "nato": MAYBE,
        "source": MAYBE,
        "evidence": MAYBE,
        "confidence": st.sampled_from(["high", "medium", "low", None]),
    }
).map(Entry.model_validate)


@pytest.mark.parametrize("suffix", ["tbx", "csv", "xlsx", "yaml"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(entries=st.lists(ENTRY, min_size=1, max_size=4))
def test_any_entries_come_back_the_same(tmp_path: Path, suffix: str, entries: list[Entry]) -> None:
    path = tmp_path / f"terms.{suffix}"
    if suffix == "yaml":
        path.write_text(dump(entries, "Terms: of mine"), encoding="utf-8")
        back = list(Glossary.load(path).entries)
        entries = sorted(entries, key=lambda e: str(plain(e)))  # loading groups equal Arabic
        back = sorted(back, key=lambda e: str(plain(e)))
    else:
        write(entries, path)
        back = list(read(path))
    assert [plain(e) for e in back] == [plain(e) for e in entries]


@pytest.mark.parametrize("suffix", ["tbx", "csv", "xlsx"])
def test_the_shipped_glossary_comes_back_the_same(tmp_path: Path, suffix: str) -> None:
    entries = Glossary.load().entries
    path = tmp_path / f"all.{suffix}"
    write(entries, path)
    assert [plain(e) for e in read(path)] == [plain(e) for e in entries]


def test_the_command_line_goes_there_and_back_in_readable_yaml(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "title: Mine\nkind: rank\nentries:\n  - ar: فريق\n    en: [Lieutenant General, Lt Gen]\n"
        "    fr: général de corps d'armée\n    gender: m\n    unless: {next: [عمل, كرة]}\n",
        encoding="utf-8",
    )
    runner = CliRunner()
    book, back = tmp_path / "mine.xlsx", tmp_path / "back.yaml"
    done = runner.invoke(app, ["glossary", "export", str(mine), "--to", str(book)])
    assert done.exit_code == 0, done.output
    done = runner.invoke(app, ["glossary", "import", str(book), "--to", str(back)])
    assert done.exit_code == 0, done.output
    assert Glossary.load(back).entries == Glossary.load(mine).entries
    text = back.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    assert "  - ar: فريق\n    en: [Lieutenant General, Lt Gen]\n    fr: général de corps" in text


def test_tbx_says_in_its_own_categories_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    entry = {"ar": "لواء", "en": ["Major General", "Maj Gen"], "fr": "général", "kind": "rank"}
    write([Entry.model_validate(entry | {"gender": "m", "forms": ["ألوية"]})], path)
    root = etree.parse(path).getroot()
    spaces = {
        "t": "urn:iso:std:iso:30042:ed-2",
        "m": "http://www.tbxinfo.net/ns/min",
        "b": "http://www.tbxinfo.net/ns/basic",
    }
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dct")
    (concept,) = root.findall("t:text/t:body/t:conceptEntry", spaces)
    assert concept.findtext("m:subjectField", namespaces=spaces) == "rank"
    assert concept.find("t:note", spaces) is None
    terms = [
        (term.text, term.getparent().findtext("m:administrativeStatus", namespaces=spaces))
        for term in concept.iterfind("t:langSec/t:termSec/t:term", spaces)
    ]
    assert terms == [
        ("لواء", None),
        ("ألوية", None),
        ("Major General", "preferredTerm-admn-sts"),
        ("Maj Gen", "admittedTerm-admn-sts"),
        ("général", "preferredTerm-admn-sts"),
    ]
    assert concept.findtext(".//b:grammaticalGender", namespaces=spaces) == "masculine"


def test_a_foreign_tbx_file_in_style_dca_is_read(tmp_path: Path) -> None:
    path = tmp_path / "foreign.tbx"
    path.write_text(
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed:3.0">'
        '<text><body><conceptEntry id="a7"><descrip type="subjectField">defence</descrip>'
        '<langSec xml:lang="en-GB"><termSec><term>old drill</term><termNote '
        'type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>'
        '<termSec><term>drill</term><termNote type="administrativeStatus">'
        "preferredTerm-admn-sts</termNote></termSec></langSec>"
        '<langSec xml:lang="ar"><termSec><term>تمرين</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>",
        encoding="utf-8",
    )
    (entry,) = read(path)
    assert (entry.ar, entry.en, entry.kind) == ("تمرين", ("drill", "old drill"), "term")


def test_mistakes_name_the_row_or_element_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("ar;en;kind\nلواء;Major General;rank\nعميد;;rank\nابجد;x;grade\n", "utf-8")
    with pytest.raises(ToolkitError, match=r"row 3: entry: no rendering: add `en:`") as caught:
        read(path)
    assert "row 4: kind:" in str(caught.value)
    path.write_text("arabic,en\nلواء,x\n", "utf-8")
    with pytest.raises(ToolkitError, match=r"row 1: 'arabic' is no column: use ar, en"):
        read(path)
    tbx = tmp_path / "bad.tbx"
    tbx.write_text('<tbx>\n<conceptEntry id="c9"/></tbx>', "utf-8")
    with pytest.raises(ToolkitError, match="line 2, conceptEntry c9: ar: is missing"):
        read(tbx)
    for suffix in ("tbx", "xlsx"):
        broken = tmp_path / f"broken.{suffix}"
        broken.write_text("nonsense", "utf-8")
        with pytest.raises(ToolkitError, match="again"):
            read(broken)


def test_a_workbook_shows_formulas_and_numbers_as_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write([Entry.model_validate({"ar": "اسم", "en": "=1+1", "note": "007"})], path)
    sheet = load_workbook(path).active
    assert [c.value for c in sheet[2]][:2] == ["اسم", "=1+1"]
    assert sheet["B2"].data_type == "s"


def test_deepl_gets_two_columns_a_pair_and_each_term_once(tmp_path: Path) -> None:
    entries = [
        Entry.model_validate({"ar": "لواء", "en": "brigade", "enforce": False}),
        Entry.model_validate(
            {"ar": "لواء", "en": ["Major General", "x"], "fr": "général, de division"}
        ),
        Entry.model_validate({"ar": "ركن", "en": "Staff {}", "fr": "{} breveté"}),
    ]
    files = write(entries, tmp_path / "x.deepl.csv")
    assert [path.name for path in files] == ["x.deepl.ar-en.csv", "x.deepl.ar-fr.csv"]
    rows = [list(csv.reader(path.open(encoding="utf-8", newline=""))) for path in files]
    assert rows == [[["لواء", "Major General"]], [["لواء", "général, de division"]]]
