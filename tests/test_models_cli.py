"""`toolkit models`, as a user calls it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from random_package import isolate, package_file, random_package
from typer.testing import CliRunner

from toolkit.cli.models import app
from toolkit.document import ToolkitError
from toolkit.translator import doctor as doctor_module
from toolkit.translator import packages
from toolkit.translator.doctor import Check

STARTER = f"starter {packages.starter()[0].version} (starter)"
COMMANDS = ("list", "install", "remove", "doctor", "export-starter")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return isolate(monkeypatch, tmp_path / "home")


def run(*arguments: str) -> str:
    """What a command prints; its errors are raised, as the main command line tells them."""
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_list_shows_the_starter() -> None:
    assert f"ar→en uses ar→en {STARTER}" in run("list")
    report = json.loads(run("list", "--json"))
    assert [p["target"] for p in report["packages"]] == ["en", "fr"]
    assert report["routes"]["fr"] == f"ar→fr {STARTER}"
    assert report["problems"] == []


def test_a_file_is_installed_listed_and_removed(tmp_path: Path, home: Path) -> None:
    made = random_package(tmp_path / "translate-ar_en-1_0")
    path = package_file(made, tmp_path / "one.argosmodel")
    assert run("install", str(path)).startswith("installed ar→en translate-ar_en-1_0 1.0")
    (home / "broken").mkdir()
    (home / "broken/metadata.json").write_text("{}")
    listed = run("list")
    assert "ar→en uses ar→en translate-ar_en-1_0 1.0 (installed)" in listed
    assert "unusable: " in listed
    assert run("remove", "ar", "en").startswith("removed ar→en")
    assert "(installed)" not in run("list")


def test_install_wants_pairs_or_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ToolkitError, match="a pair needs two codes"):
        run("install", "ar")
    with pytest.raises(ToolkitError, match="no such file"):
        run("install", str(tmp_path / "none.argosmodel"))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9")
    with pytest.raises(ToolkitError, match="cannot be fetched"):
        run("install", "ar", "en")


def test_doctor_exits_with_1_where_something_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_module, "doctor", lambda: [Check("a", True, "b")])
    assert run("doctor") == "ok      a: b\n"
    assert json.loads(run("doctor", "--json")) == [{"name": "a", "ok": True, "detail": "b"}]
    monkeypatch.setattr(doctor_module, "doctor", lambda: [Check("a", False, "get it")])
    result = CliRunner().invoke(app, ["doctor"])
    assert (result.exit_code, result.output) == (1, "MISSING a: get it\n")


def test_export_starter_wants_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="folder does not exist"):
        run("export-starter", str(tmp_path / "none"))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_that_parse(command: str) -> None:
    text = run(command, "--help")
    examples = re.findall(rf"toolkit models ({command}.*)", text)
    assert examples
    assert all(example.split()[0] in COMMANDS for example in examples)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, toolkit.cli.models;"
        "print([m for m in ('ctranslate2', 'numpy', 'sentencepiece', 'argostranslate',"
        " 'toolkit.translator.packages') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
