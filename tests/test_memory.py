"""The translation memory: what is used, what is only hinted at, and TMX in and out."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

import toolkit
from toolkit.document import ToolkitError
from toolkit.memory import Entry, Memory, memory_path, tmx
from toolkit.memory.key import terms_key
from toolkit.memory.recall import Recall

SOURCE = "زار الوفد الميناء ثم عاد."
TEXT = "The delegation saw the port and went home."


def glossary(folder: Path, rendering: str) -> toolkit.Glossary:
    path = folder / f"{rendering}.yaml"
    path.write_text(f"title: T\nentries:\n- {{ar: الميناء, en: {rendering}}}\n", encoding="utf-8")
    return toolkit.Glossary.load(path)


def translated(folder: Path, terms: toolkit.Glossary, memory: Memory) -> toolkit.Translation:
    path = folder / "a.txt"
    path.write_text(SOURCE, encoding="utf-8")
    (made,) = toolkit.Translator("en", terms, memory=memory).translate([toolkit.read(path)])
    return made.translations[0]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "m.sqlite")


def test_a_glossary_edit_turns_a_translation_into_a_hint(tmp_path: Path, memory: Memory) -> None:
    port, quay = glossary(tmp_path, "port"), glossary(tmp_path, "quay")
    before = translated(tmp_path, port, memory)
    memory.put([Entry(SOURCE, TEXT, "en", terms=terms_key(before.hits))])
    now = translated(tmp_path, port, memory)
    assert (now.text, now.origin, now.findings) == (TEXT, "human", ())
    assert [(h.status, now.text[slice(*h.target or (0, 0))]) for h in now.hits] == [
        ("enforced", "port")
    ]
    later = translated(tmp_path, quay, memory)
    assert later.origin == "machine"
    assert "quay" in later.text
    assert [TEXT in f.message for f in later.findings if f.check == "memory"] == [True]


def test_an_editors_text_that_already_reads_as_asked_is_kept(
    tmp_path: Path, memory: Memory
) -> None:
    memory.put([Entry(SOURCE, TEXT, "en")])  # imported: nothing is known of its terms
    assert translated(tmp_path, glossary(tmp_path, "port"), memory).origin == "memory"
    assert translated(tmp_path, glossary(tmp_path, "quay"), memory).origin == "machine"


def test_a_text_that_breaks_the_terms_is_used_and_flagged(tmp_path: Path, memory: Memory) -> None:
    port = glossary(tmp_path, "port")
    terms = terms_key(translated(tmp_path, port, memory).hits)
    memory.put([Entry(SOURCE, "The delegation saw it and went home.", "en", terms=terms)])
    found = translated(tmp_path, port, memory)
    assert found.origin == "human"
    assert [f.check for f in found.findings if f.severity == "error"] == ["term-missing"]


def test_a_similar_sentence_is_a_hint_and_never_used(tmp_path: Path, memory: Memory) -> None:
    memory.put([Entry(SOURCE.replace("الميناء", "الميدان"), "Elsewhere.", "en")])
    found = translated(tmp_path, glossary(tmp_path, "port"), memory)
    assert found.origin == "machine"
    assert "Elsewhere." not in found.text
    (hint,) = [f for f in found.findings if f.check == "memory"]
    assert hint.severity == "hint"
    assert "Elsewhere." in hint.message
    assert Recall(memory, "en", threshold=99).similar(SOURCE) == []


def test_the_same_sentence_in_two_places_may_have_two_translations(memory: Memory) -> None:
    memory.put([Entry(SOURCE, "One.", "en", context="a"), Entry(SOURCE, "Two.", "en", context="b")])
    recall = Recall(memory, "en")
    texts = []
    for context in "ab":
        found = recall.exact(SOURCE, "", context, lambda text: True)
        texts.append(found and found.entry.target)
    assert texts == ["One.", "Two."]


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="OmegaT" creationtoolversion="6" segtype="sentence"
 o-tmf="OmegaT TMX" adminlang="EN-US" srclang="AR-EG" datatype="plaintext"/><body>
<tu tuid="7"><note>seen</note><prop type="file">a.txt</prop>
<tuv xml:lang="AR-EG"><seg>زار <bpt i="1">&lt;b></bpt>الوفد<ept i="1">&lt;/b></ept> مصر</seg></tuv>
<tuv xml:lang="EN-GB" changeid="nadia" changedate="20250102T030405Z" creationid="omar"
 creationdate="20240102T030405Z"><prop type="x-checked">yes</prop>
<seg>They came &amp; saw</seg></tuv>
<tuv xml:lang="fr"><seg>Ils vinrent</seg></tuv><tuv xml:lang="de"><seg>Sie kamen</seg></tuv></tu>
</body></tmx>
"""


def test_tmx_of_another_tool_goes_through_the_memory_without_loss(
    tmp_path: Path, memory: Memory
) -> None:
    path = tmp_path / "foreign.tmx"
    path.write_text(FOREIGN, encoding="utf-8")
    read = tmx.read(path)
    assert [(e.source, e.target, e.language) for e in read] == [
        ("زار الوفد مصر", "They came & saw", "en"),
        ("زار الوفد مصر", "Ils vinrent", "fr"),
    ]
    assert (read[0].author, read[0].changed) == ("omar", "20250102T030405Z")
    memory.put(read)
    kept = memory.entries("en")
    tmx.write(kept, tmp_path / "out.tmx", "1")
    assert tmx.read(tmp_path / "out.tmx") == kept == read[:1]
    text = (tmp_path / "out.tmx").read_text(encoding="utf-8")
    for said in ('tuid="7"', "<note>seen</note>", "a.txt", "AR-EG", "EN-GB", "nadia", "x-checked"):
        assert said in text


def test_what_is_no_memory_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes " * 100, encoding="utf-8")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()[100:]
    for path in (text, other):
        with pytest.raises(ToolkitError, match=path.name):
            Memory(path)
    assert text.read_text(encoding="utf-8") == "my notes " * 100
    assert other.read_bytes()[100:] == before


def test_the_memory_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory_path() is None  # the null device, see conftest.py
    monkeypatch.delenv("TOOLKIT_MEMORY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = memory_path()
    assert path == tmp_path / "toolkit" / "memory.sqlite"
    Memory(path).close()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
