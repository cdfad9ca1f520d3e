"""The round trip of an edited document: out, through an editor's hands, back, into the memory."""

from __future__ import annotations

import copy
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from bilingual import document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import toolkit
from toolkit import review
from toolkit.document import ToolkitError
from toolkit.exporters import export
from toolkit.memory import Entry, Memory
from toolkit.review.propose import as_yaml, proposals

VERBS = ("زار", "تفقد", "افتتح", "غادر", "دخل", "صوّر", "رسم", "وصف", "شاهد", "ذكر", "بنى", "حرس")
THINGS = (
    *("الميناء القديم", "مصنع الزجاج", "حديقة الزهور", "متحف النسيج", "سوق السمك"),
    *("مكتبة الجامعة", "جسر النهر", "محطة القطار", "ملعب القرية", "برج المراقبة"),
    *("مدرسة البنات", "بوابة المدينة"),
)
ARTICLE = "يوم في المدينة\n\n" + "\n".join(
    f"{verb} الزائر {thing} ثم عاد إلى بيته." for verb, thing in zip(VERBS, THINGS, strict=True)
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> toolkit.BilingualDocument:
    path = tmp_path_factory.mktemp("article") / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return toolkit.translate(path, "en")


def set_text(cell: object, text: str) -> None:
    paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text


def track(cell: object, text: str) -> None:
    """Strike what stands in a cell and insert a text, as Word does with tracked changes on."""
    paragraph = cell.paragraphs[0]._p  # type: ignore[attr-defined]
    for run in list(paragraph.findall(qn("w:r"))):
        struck = OxmlElement("w:del", {qn("w:id"): "900", qn("w:author"): "Editor"})
        run.addprevious(struck)
        struck.append(run)
        for t in run.findall(qn("w:t")):
            t.tag = qn("w:delText")
    inserted = OxmlElement("w:ins", {qn("w:id"): "901", qn("w:author"): "Editor"})
    new = OxmlElement("w:r")
    new.text = text
    inserted.append(new)
    paragraph.append(inserted)


def edit_ten(path: Path) -> dict[str, str]:
    """Edit ten translations in as many ways as editors do; gives the new texts by number of row."""
    opened = docx.Document(str(path))
    rows = opened.tables[0].rows
    wanted = {}
    for i in range(2, 12):
        cell = rows[i].cells[2]
        text = f"The editor wrote sentence {i} anew."
        if i == 3:
            set_text(cell, "The editor ")
            cell.paragraphs[0].add_run(f"wrote sentence {i}").bold = True
            cell.paragraphs[0].add_run(" anew.")
        elif i == 4:
            set_text(cell, "The editor")
            cell.paragraphs[0].runs[0].add_break()
            cell.paragraphs[0].add_run(f"wrote sentence {i} anew.")
        elif i == 5:
            track(cell, text)
        elif i == 6:
            set_text(cell, "The editor wrote")
            cell.add_paragraph(f"sentence {i} anew.")
        else:
            set_text(cell, text)
        wanted[str(i - 1)] = text
    opened.save(str(path))
    return wanted


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        [
            *(office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "saved" / path.name


@pytest.mark.parametrize("office", [False, True])
def test_ten_edits_come_back_and_nothing_else_changes(
    plain: toolkit.BilingualDocument, tmp_path: Path, office: bool
) -> None:
    path = tmp_path / "a.docx"
    export(plain, path)
    if office:
        path = saved_by_libreoffice(path, tmp_path)
    wanted = edit_ten(path)
    original, rows = review.read(path)
    found = review.compare(original, rows)
    assert found.problems == ()
    assert [c.after.text for c in found.changes] == list(wanted.values())
    with Memory(tmp_path / "m.sqlite") as memory:
        assert review.accept(found, original, memory) == 10
        (again,) = toolkit.Translator("en", memory=memory).translate([plain.article])
    edited = {c.after.segment.id: c.after.text for c in found.changes}
    for before, after in zip(plain.translations, again.translations, strict=True):
        if before.segment.id in edited:
            assert (after.text, after.origin) == (edited[before.segment.id], "human")
        else:
            # A hint that an editor's sentence is similar is all that the memory may add.
            findings = tuple(f for f in after.findings if f.check != "memory")
            assert replace(after, findings=findings) == before


@pytest.mark.parametrize("layout", ["table", "interleaved", "source-target-pages"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("office", [False, True])
def test_an_untouched_file_has_no_changes(
    tmp_path: Path, language: str, layout: str, office: bool
) -> None:
    path = tmp_path / "a.docx"
    export(document(language), path, layout=layout)  # type: ignore[arg-type]
    if office:
        path = saved_by_libreoffice(path, tmp_path)
    found = review.compare(*review.read(path))
    assert [(c.before.text, c.after.text) for c in found.changes] == []
    assert found.problems == ()
    assert found.unchanged == len(document(language).translations)  # type: ignore[arg-type]


def test_tracked_changes_can_be_refused(plain: toolkit.BilingualDocument, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    export(plain, path)
    opened = docx.Document(str(path))
    track(opened.tables[0].rows[2].cells[2], "Tracked.")
    opened.save(str(path))
    assert [c.after.text for c in review.compare(*review.read(path)).changes] == ["Tracked."]
    assert review.compare(*review.read(path, reject=True)).changes == ()


def test_rows_that_went_elsewhere_are_told_one_by_one(
    plain: toolkit.BilingualDocument, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    export(plain, path)
    opened = docx.Document(str(path))
    rows = list(opened.tables[0].rows)
    ids = [t.segment.id for t in plain.translations]
    rows[1]._tr.getparent().append(rows[1]._tr)  # the title to the end
    merged = f"{plain.translations[2].text} {plain.translations[3].text}"
    set_text(rows[3].cells[2], merged)
    extra = copy.deepcopy(rows[6]._tr)
    for mark in list(extra.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    rows[6]._tr.addnext(extra)
    set_text(rows[8].cells[1], "كلام آخر تماما")
    for i in (4, 5):
        rows[i]._tr.getparent().remove(rows[i]._tr)
    opened.save(str(path))
    found = review.compare(*review.read(path))
    kinds = {(p.kind, p.id) for p in found.problems}
    assert {("deleted", ids[4]), ("source-changed", ids[7]), ("merged", ids[3])} <= kinds
    assert "moved" in {kind for kind, _ in kinds}
    assert {kind for kind, _ in kinds} & {"split", "added"}


def test_an_edit_under_changed_arabic_is_not_stored(
    plain: toolkit.BilingualDocument, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    export(plain, path)
    opened = docx.Document(str(path))
    set_text(opened.tables[0].rows[2].cells[1], "كلام آخر تماما")
    set_text(opened.tables[0].rows[2].cells[2], "Something else.")
    opened.save(str(path))
    original, rows = review.read(path)
    found = review.compare(original, rows)
    assert [p.kind for p in found.problems] == ["source-changed"]
    with Memory(tmp_path / "m.sqlite") as memory:
        assert review.accept(found, original, memory) == 0


def test_an_editors_comments_come_back_as_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    export(document("en"), path)
    opened = docx.Document(str(path))
    cell = opened.tables[0].rows[1].cells[2]
    opened.add_comment(cell.paragraphs[0].runs, text="Check the title", author="Nadia")
    opened.save(str(path))
    found = review.compare(*review.read(path))
    assert found.notes == ((document("en").translations[0].segment.id, "Nadia: Check the title"),)


def test_repeated_corrections_become_proposals(tmp_path: Path) -> None:
    glossary = tmp_path / "g.yaml"
    glossary.write_text("title: T\nentries:\n- {ar: الميناء, en: port}\n", encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("زار الوفد الميناء.\n\nوصل القارب إلى الميناء.\n", encoding="utf-8")
    made = toolkit.translate(article, "en", toolkit.Glossary.load(glossary))
    path = tmp_path / "a.docx"
    export(made, path)
    opened = docx.Document(str(path))
    for row, t in zip(opened.tables[0].rows[1:], made.translations, strict=True):
        set_text(row.cells[2], t.text.replace("port", "harbour").replace("Port", "Harbour"))
    opened.save(str(path))
    text = as_yaml(proposals(review.compare(*review.read(path)).changes), "en")
    assert "in 2 of 2 segments" in text
    proposed = tmp_path / "p.yaml"
    proposed.write_text(text, encoding="utf-8")
    (entry,) = toolkit.Glossary.load(proposed).entries
    assert (entry.ar, entry.en) == ("الميناء", ("harbour",))


def test_other_word_files_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "other.docx"
    docx.Document().save(str(path))
    with pytest.raises(ToolkitError, match=r"other\.docx: does not say what was exported"):
        review.read(path)
    path.write_bytes(b"no zip")
    with pytest.raises(ToolkitError, match="is not a Word file"):
        review.read(path)


def test_the_part_of_the_original_is_the_same_each_time(tmp_path: Path) -> None:
    parts = []
    for name in ("a.docx", "b.docx"):
        export(document("fr"), tmp_path / name)
        with ZipFile(tmp_path / name) as archive:
            parts.append(archive.read("customXml/item1.xml"))
    assert parts[0] == parts[1]


KILLED = """
import sys
from toolkit.memory import Entry, Memory
with Memory(sys.argv[1]) as memory:
    print("ready", flush=True)
    for batch in range(10_000):
        memory.put(Entry(f"{batch} {i}", "x", "en", context=str(batch)) for i in range(50))
        print(batch, flush=True)
"""


def test_a_killed_process_leaves_all_of_a_change_or_none(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    for attempt in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 + 0.02 * attempt)
        process.send_signal(signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().split() if line.isdecimal()]
        process.wait()
        with Memory(path) as memory:
            held = [entry.context for entry in memory.entries()]
        assert all(held.count(batch) == 50 for batch in set(held))
        assert {str(batch) for batch in told} <= set(held)


def test_two_processes_write_one_memory(tmp_path: Path) -> None:
    code = (
        "import sys; from toolkit.memory import Entry, Memory\n"
        "for i in range(20):\n"
        "    with Memory(sys.argv[1]) as m: m.put([Entry(f'{sys.argv[2]} {i}', 'x', 'en')])"
    )
    path = tmp_path / "m.sqlite"
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    with Memory(path) as memory:
        assert len(memory.entries()) == 40
        assert memory.same("a 0", "en") == [e for e in memory.entries() if e.source == "a 0"]
        assert memory.put([Entry("a 0", "y", "en")]) == 1
        assert [e.target for e in memory.same("a 0", "en")] == ["y"]


def test_the_example_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parent.parent / "docs/review.md").read_text(encoding="utf-8")
    code = guide.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "review.md", "exec"), {})
    assert (tmp_path / "memory.sqlite").is_file()
