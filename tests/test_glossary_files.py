"""Glossary files: what an editor writes is read, and every mistake is told with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit import Glossary, ToolkitError
from toolkit.glossary import GlossaryError
from toolkit.glossary.entry import GlossaryFile

ROOT = Path(__file__).parent.parent


def write(folder: Path, text: str, name: str = "terms.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_smallest_entry(tmp_path: Path) -> None:
    path = write(tmp_path, "title: T\nentries:\n- ar: حرس الشرف\n  en: guard of honour\n")
    (entry,) = Glossary.load(path).entries
    assert (entry.kind, entry.en, entry.fr, entry.enforce) == (
        "term",
        ("guard of honour",),
        (),
        True,
    )


def test_the_kind_of_a_file_is_the_default_of_its_entries(tmp_path: Path) -> None:
    text = "title: T\nkind: place\nentries:\n- {ar: مصر, en: Egypt}\n"
    text += "- {ar: علي, en: Ali, kind: name}\n"
    entries = Glossary.load(write(tmp_path, text)).entries
    assert [entry.kind for entry in entries] == ["place", "name"]


def test_all_mistakes_at_once_with_line_and_column(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "title: T\n"
        "entries:\n"
        "- ar: Cairo\n"
        "  en: Cairo\n"
        "- ar: مصر\n"
        "  english: Egypt\n"
        "- ar: ليبيا\n"
        "  en: 5\n"
        "  only_if: {next: [unknown]}\n",
    )
    with pytest.raises(GlossaryError) as caught:
        Glossary.load(path)
    problems = caught.value.problems
    assert any(p.startswith(f"{path}:3:3: ") and "Arabic" in p for p in problems)
    assert any(p.startswith(f"{path}:6:3: ") and "english" in p for p in problems)
    assert any(p.startswith(f"{path}:8:3: ") and "quotes" in p for p in problems)
    assert any(p.startswith(f"{path}:9:13: ") and "unknown" in p for p in problems)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: [T\nentries: []\n", ":2:"),
        ("- ar: مصر\n", ":1:1: "),
        ("", ":1:1: "),
    ],
)
def test_what_is_no_glossary_is_refused_with_a_place(tmp_path: Path, text: str, place: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(GlossaryError) as caught:
        Glossary.load(path)
    assert str(caught.value).startswith(f"{path}{place}")


def test_one_bad_file_refuses_them_all(tmp_path: Path) -> None:
    write(tmp_path, "title: T\nentries:\n- {ar: مصر, en: Egypt}\n", "a.yaml")
    write(tmp_path, "title: T\nentries:\n- {ar: مصر}\n", "b.yaml")
    with pytest.raises(GlossaryError, match=r"b\.yaml"):
        Glossary.load(tmp_path)


def test_later_files_win(tmp_path: Path) -> None:
    one = write(tmp_path, "title: T\nentries:\n- {ar: أفريقيا, en: Africa}\n", "one.yaml")
    two = write(tmp_path, "title: T\nentries:\n- {ar: افريقيا, en: AFRICA}\n", "two.yaml")
    assert [e.en[0] for e in Glossary.load(one, two).entries] == ["AFRICA"]
    assert [e.en[0] for e in Glossary.load(two, one).entries] == ["Africa"]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"nowhere\.yaml: no such"):
        Glossary.load(tmp_path / "nowhere.yaml")


def test_american_spelling_comes_first_when_the_house_says_so(tmp_path: Path) -> None:
    write(tmp_path, "title: S\nspelling: american\namerican: {honour: honor}\n", "style.yaml")
    write(tmp_path, "title: T\nentries:\n- {ar: حرس الشرف, en: guard of honour}\n")
    style = Glossary.load(tmp_path).style
    assert style.spell(("guard of honour",)) == ("guard of honor", "guard of honour")


def test_the_same_files_have_the_same_hash(tmp_path: Path) -> None:
    path = write(tmp_path, "title: T\nentries:\n- {ar: مصر, en: Egypt}\n")
    before = Glossary.load(path).sha256
    assert Glossary.load(path).sha256 == before
    write(tmp_path, "title: T\nentries:\n- {ar: مصر, en: EGYPT}\n")
    assert Glossary.load(path).sha256 != before


def test_the_schema_for_editors_is_the_one_that_is_checked() -> None:
    shipped = json.loads((ROOT / "glossaries" / "schema.json").read_text(encoding="utf-8"))
    assert shipped == GlossaryFile.model_json_schema()
