"""The main job, as an editor runs it: files in, documents and reports out, errors told plainly."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import pytest

import toolkit
from toolkit.quality.terms import occurrences

ROOT = Path(__file__).parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))

# A process in which every attempt to use the network fails.
OFFLINE = """
import runpy, socket, sys
def refuse(*args, **kwargs):
    raise OSError("the network is switched off")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
sys.argv[0] = "toolkit"
runpy.run_module("toolkit", run_name="__main__")
"""


def run(*args: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, without network and with an empty home."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS_"))}
    if home is not None:
        environment["HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-c", OFFLINE, *map(str, args)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's documents of the seed article in both languages, made offline."""
    out = tmp_path_factory.mktemp("demo")
    done = run(
        *("translate", SEED, "--to", "en", "--to", "fr", "--out", out, "--format", "docx,pdf,html"),
        home=out,
    )
    assert done.returncode == 0, done.stderr
    return out


def report(demo: Path, language: str) -> dict[str, object]:
    text = (demo / f"{SEED.stem}.{language}.report.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def test_the_seed_article_is_recognised() -> None:
    article = toolkit.read(SEED)
    assert article.title is not None
    assert sum(section.heading is not None for section in article.sections) == 3
    assert sum(len(section.paragraphs) for section in article.sections) == 6
    assert article.text == SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_hit_is_in_the_output_at_word_boundaries(demo: Path, language: str) -> None:
    segments = report(demo, language)["segments"]
    hits = 0
    for segment in segments:  # type: ignore[attr-defined]
        for hit in segment["hits"]:
            assert segment["source"][hit["start"] : hit["end"]] == hit["surface"]
            if hit["status"] != "suggested":
                hits += 1
                assert hit["status"] == "enforced"
                assert hit["rung"] in {3, 4, 5, 6}
                assert occurrences(segment["target"], hit["rendering"])
    assert hits > 30


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        (
            "en",
            (
                "Lieutenant General Ahmed Khalifa",
                "Chief of Staff of the Egyptian Armed Forces",
                "Field Marshal Khalifa Haftar",
                "Staff General Khaled Haftar",
                "Staff General Saddam Haftar",
                "Libyan Arab Armed Forces",
                "guard of honour",
                "13 February 2026",
            ),
        ),
        (
            "fr",
            (
                "général de corps d'armée Ahmed Khalifa",
                "chef d'état-major des forces armées égyptiennes",
                "maréchal Khalifa Haftar",
                "Khaled Haftar",
                "Saddam Haftar",
                "forces armées arabes libyennes",
                "garde d'honneur",
                "13 février 2026",
            ),
        ),
    ],
)
def test_ranks_posts_and_names_are_right(demo: Path, language: str, terms: Sequence[str]) -> None:
    text = " ".join(s["target"] for s in report(demo, language)["segments"])  # type: ignore[attr-defined]
    assert [term for term in terms if not occurrences(text, term)] == []


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200f", "").replace("\u200e", "")).strip()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_documents_hold_every_paragraph(demo: Path, language: str) -> None:
    document = docx.Document(str(demo / f"{SEED.stem}.{language}.docx"))
    cells = [squeezed(c.text) for t in document.tables for row in t.rows for c in row.cells]
    pages = pypdf.PdfReader(demo / f"{SEED.stem}.{language}.pdf").pages
    in_pdf = squeezed(" ".join(page.extract_text() for page in pages))
    for line in filter(None, SEED.read_text(encoding="utf-8").splitlines()):
        assert squeezed(line) in cells
    for segment in report(demo, language)["segments"]:  # type: ignore[attr-defined]
        target = squeezed(segment["target"])
        assert any(target in cell for cell in cells)
        if not segment["findings"]:  # a mark in the page stands inside the others
            assert target in in_pdf


def test_the_same_input_gives_the_same_files(demo: Path, tmp_path: Path) -> None:
    done = run(
        "translate",
        SEED,
        "--to",
        "en",
        "--out",
        tmp_path,
        "--format",
        "docx,pdf",
        "--format",
        "html",
    )
    assert done.returncode == 0, done.stderr
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (demo / path.name).read_bytes(), path.name


def test_bad_files_are_named_and_the_others_done(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("استقبل الوزير السفير.", encoding="utf-8")
    bad = {
        "empty.txt": b"",
        "english.txt": b"Nothing Arabic in here.",
        "picture.png": b"\x89PNG\r\n\x1a\n\x00",
        "binary.txt": bytes(range(256)) * 8,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    names = [*bad, "nowhere.txt", "folder.txt"]
    (tmp_path / "folder.txt").mkdir()
    done = run(
        *("translate", *[tmp_path / name for name in names], good, "--to", "en"),
        *("--out", tmp_path / "out", "--format", "html"),
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == len(names)
    for name, line in zip(names, lines, strict=True):
        assert name in line
    assert (tmp_path / "out" / "good.en.html").is_file()
    assert (tmp_path / "out" / "good.en.report.json").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--to", "de"), "de"),
        (("--to", "en", "--format", "odt"), "odt"),
        (("--to", "en", "--glossary", "nowhere.yaml"), "nowhere.yaml"),
        (("--to", "en", "--model", "nowhere"), "nowhere"),
    ],
)
def test_a_mistake_in_the_call_is_one_message_and_code_2(args: Sequence[str], said: str) -> None:
    done = run("translate", SEED, *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_users_glossary_replaces_the_shipped_one(tmp_path: Path) -> None:
    terms = tmp_path / "terms.yaml"
    terms.write_text(
        "title: T\nentries:\n- {ar: مصر, en: Misr, kind: place}\n"
        "- {ar: ليبيا, en: Libya, enforce: false}\n",
        encoding="utf-8",
    )
    source = tmp_path / "a.txt"
    source.write_text("زار الوفد مصر وليبيا، ثم عاد إلى مصر.", encoding="utf-8")
    done = run(
        *("translate", source, "--to", "en", "--glossary", terms, "--out", tmp_path),
        *("--format", "json", "--json"),
    )
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["documents"][0]["terms"], summary["documents"][0]["enforced"]) == (2, 2)
    data = json.loads((tmp_path / "a.en.report.json").read_text(encoding="utf-8"))
    (segment,) = data["segments"]
    assert len(occurrences(segment["target"], "Misr")) == 2
    assert [h["status"] for h in segment["hits"]] == ["enforced", "suggested", "enforced"]


def test_strict_exits_with_1_on_an_error(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("مصر", encoding="utf-8")
    terms = tmp_path / "terms.yaml"
    # A rendering in Arabic letters is enforced and, rightly, found to be left over.
    terms.write_text("title: T\nentries:\n- {ar: مصر, en: مصر}\n", encoding="utf-8")
    args = ("translate", source, "--to", "en", "--glossary", terms, "--out", tmp_path)
    assert run(*args, "--format", "json").returncode == 0
    assert run(*args, "--format", "json", "--strict").returncode == 1


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text("مرحبا يا عالم", encoding="utf-8")
    sources = (tmp_path / "a" / "same.txt", tmp_path / "b" / "same.txt")
    done = run("translate", *sources, "--to", "en", "--out", tmp_path, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "same.en.json").is_file()
    assert (tmp_path / "same-2.en.json").is_file()


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("translate",),
        ("segment",),
        ("glossary",),
        ("glossary", "check"),
        ("glossary", "lookup"),
        ("glossary", "hits"),
        ("models",),
    ],
)
def test_help(args: Sequence[str]) -> None:
    done = run(*args, "--help")
    assert done.returncode == 0
    assert "Usage: " in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, toolkit, toolkit.cli;"
        "heavy = 'ctranslate2 pydantic yaml lxml reportlab docx rich'.split();"
        "print(*[name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == ""


def test_segment_prints_a_tree_and_json() -> None:
    assert "heading" in run("segment", SEED).stdout
    tree = json.loads(run("segment", SEED, "--json").stdout)
    assert tree["title"]["kind"] == "title"
    assert len(tree["sections"]) == 4


def test_glossary_commands(tmp_path: Path) -> None:
    assert "no mistakes" in run("glossary", "check").stdout
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: T\nentries:\n- {ar: x, en: y}\n- {ar: مصر}\n", encoding="utf-8")
    done = run("glossary", "check", bad)
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stderr.strip().splitlines()] == [
        f"{bad}:3:4",
        f"{bad}:4:3",
    ]
    found = json.loads(run("glossary", "lookup", "بالفريق أول", "--json").stdout)
    assert found[0]["en"][0] == "General"
    hits = json.loads(run("glossary", "hits", SEED, "--to", "fr", "--json").stdout)
    assert any(hit["rendering"] == "garde d'honneur" for hit in hits)


def test_the_library_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "article.en.docx").stat().st_size > 5000
