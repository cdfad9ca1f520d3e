"""XLIFF 1.2 and 2.1: what a translation program gets, and what comes back from it.

The schemas of OASIS are not in the repository; the order and attributes they ask for are asserted.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual import document
from lxml import etree

from toolkit.exporters import export
from toolkit.review.xliff import read_rows

UNITS = {"xlf": "{*}file/{*}unit", "xliff": "{*}file/{*}body/{*}trans-unit"}


def names(element):  # type: ignore[no-untyped-def]
    return [etree.QName(child).localname for child in element]


@pytest.mark.parametrize("suffix", ["xlf", "xliff"])
def test_every_segment_is_there_and_comes_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    export(document(), path)
    first = path.read_bytes()
    export(document(), path)
    assert path.read_bytes() == first
    rows = read_rows(path)
    assert [(row.id, row.source, row.target, row.notes) for row in rows] == [
        (t.segment.id, t.segment.line, " ".join(t.text.split()), ())
        for t in document().translations
    ]


@pytest.mark.parametrize("suffix", ["xlf", "xliff"])
def test_terms_are_marked_and_findings_are_notes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    export(document("fr"), path)
    root = etree.parse(path).getroot()
    units = dict(
        zip(
            (t.segment.id for t in document("fr").translations),
            root.findall(UNITS[suffix]),
            strict=True,
        )
    )
    for translation in document("fr").translations:
        unit = units[translation.segment.id]
        marked = [mrk.text for mrk in unit.findall(".//{*}target/{*}mrk")]
        assert marked == [hit.rendering for hit in translation.hits]
        notes = ["".join(note.itertext()) for note in unit.iter("{*}note")]
        assert len(notes) == len(translation.findings)
        for note, finding in zip(notes, translation.findings, strict=True):
            assert finding.message in note


def test_the_order_of_elements_is_that_of_the_standards(tmp_path: Path) -> None:
    export(document(), tmp_path / "a.xlf")
    root = etree.parse(tmp_path / "a.xlf").getroot()
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "ar", "en")
    for unit in root.findall(UNITS["xlf"]):
        order = ["glossary", "notes", "segment"]
        assert names(unit) == [name for name in order if name in names(unit)]
        ids = [mrk.get("id") for mrk in unit.findall("{*}segment/{*}source/{*}mrk")]
        assert len(ids) == len(set(ids))
    export(document(), tmp_path / "a.xliff")
    root = etree.parse(tmp_path / "a.xliff").getroot()
    file = root.find("{*}file")
    assert (root.get("version"), file.get("datatype")) == ("1.2", "plaintext")
    assert names(file) == ["header", "body"]
    for unit in root.findall(UNITS["xliff"]):
        assert names(unit)[:2] == ["source", "target"]
        assert set(names(unit)[2:]) <= {"note"}


def test_an_edit_and_a_note_of_the_editor_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xliff"
    export(document(), path)
    tree = etree.parse(path)
    unit = tree.getroot().find(UNITS["xliff"])
    target = unit.find("{*}target")
    for mrk in list(target):
        target.remove(mrk)
    target.text = "A title of mine"
    etree.SubElement(unit, "{urn:oasis:names:tc:xliff:document:1.2}note").text = "Seen"
    tree.write(path, encoding="utf-8")
    row = read_rows(path)[0]
    assert (row.target, row.notes) == ("A title of mine", ("Seen",))
