"""Finding packages, and choosing among them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from random_package import isolate, package_file, random_package

from toolkit.document import ToolkitError
from toolkit.translator import packages, settings
from toolkit.translator.doctor import doctor, no_network

STARTER = f"starter {packages.starter()[0].version} (starter)"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return isolate(monkeypatch, tmp_path / "home")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_package(tmp_path_factory.mktemp("made") / "translate-xx_yy-1_0", "xx", "yy")


def put(made: Path, folder: Path, source: str, target: str, version: str = "1.0") -> Path:
    """A copy of a package under another direction."""
    copy = folder / f"translate-{source}_{target}-{version.replace('.', '_')}"
    shutil.copytree(made, copy)
    metadata = json.loads((copy / "metadata.json").read_text())
    metadata |= {"from_code": source, "to_code": target, "package_version": version}
    (copy / "metadata.json").write_text(json.dumps(metadata))
    return copy


def test_looking_leaves_no_trace(tmp_path: Path) -> None:
    assert packages.installed() == []
    assert settings.packages_folders() == []
    assert not (tmp_path / "home").exists()


def test_the_folder_follows_the_rules_of_argos(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert settings.packages_folder() == tmp_path / "home/.local/share/argos-translate/packages"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert settings.packages_folder() == tmp_path / "data/argos-translate/packages"
    monkeypatch.setenv("ARGOS_TRANSLATE_PACKAGE_DIR", str(tmp_path / "old"))
    assert settings.packages_folder() == tmp_path / "old"
    config = tmp_path / "home/.config/argos-translate/settings.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "file")}))
    assert settings.packages_folder() == tmp_path / "file"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "new"))
    assert settings.packages_folder() == tmp_path / "new"


def test_the_folder_is_the_one_that_argos_itself_uses(tmp_path: Path, home: Path) -> None:
    import subprocess
    import sys

    ask = "import argostranslate.settings as s; print(s.package_data_dir)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert Path(told.stdout.strip()) == settings.packages_folder() == home


def test_a_broken_settings_file_is_named(tmp_path: Path) -> None:
    config = tmp_path / "home/.config/argos-translate/settings.json"
    config.parent.mkdir(parents=True)
    config.write_text("{")
    with pytest.raises(ToolkitError, match=r"settings\.json"):
        settings.packages_folder()


def test_the_starter_serves_both_languages() -> None:
    english, french = packages.starter()
    assert [(p.source, p.target, p.target_prefix) for p in (english, french)] == [
        ("ar", "en", "<2en>"),
        ("ar", "fr", "<2fr>"),
    ]
    assert english.sha256() == french.sha256()
    assert len(english.sha256()) == 64
    assert packages.describe(packages.choose("ar", "fr")) == f"ar→fr {STARTER}"


def test_the_digest_follows_the_files(made: Path, tmp_path: Path) -> None:
    one = packages.given(put(made, tmp_path, "ar", "en"))[0]
    two = packages.given(put(made, tmp_path, "ar", "fr"))[0]
    before = one.sha256()
    assert before == two.sha256()
    with (one.model / "model.bin").open("ab") as stream:
        stream.write(b"x")
    assert one.sha256() != before


def test_installed_packages_newest_first_and_broken_ones_told(made: Path, home: Path) -> None:
    put(made, home, "ar", "en", "1.9")
    put(made, home, "ar", "en", "1.10")
    (home / "empty").mkdir()
    (put(made, home, "en", "fr") / "sentencepiece.model").unlink()
    (home / "other").mkdir()
    (home / "other/metadata.json").write_text('{"type": "sbd"}')
    assert [p.version for p in packages.installed()] == ["1.10", "1.9"]
    _, problems = packages.survey([home], "installed")
    assert len(problems) == 1
    assert "translate-en_fr-1_0: has neither sentencepiece.model nor bpe.model" in problems[0]


def test_given_comes_before_installed_before_starter(
    made: Path, home: Path, tmp_path: Path
) -> None:
    own = packages.given(put(made, tmp_path, "ar", "en", "0.1"))
    assert packages.choose("ar", "en")[0].origin == "starter"
    put(made, home, "ar", "en")
    assert packages.choose("ar", "en")[0].origin == "installed"
    assert packages.choose("ar", "en", own) == tuple(own)


def test_pivot_through_english_before_the_starter_and_after_direct(made: Path, home: Path) -> None:
    put(made, home, "ar", "en")
    assert packages.choose("ar", "fr")[0].origin == "starter"
    put(made, home, "en", "fr")
    route = packages.choose("ar", "fr")
    assert packages.describe(route) == (
        "ar→en translate-ar_en-1_0 1.0 (installed) + en→fr translate-en_fr-1_0 1.0 (installed)"
    )
    assert len(packages.route_sha256(route)) == 64
    put(made, home, "ar", "fr")
    assert len(packages.choose("ar", "fr")) == 1


def test_a_given_package_takes_an_installed_one_as_its_second_half(
    made: Path, home: Path, tmp_path: Path
) -> None:
    own = packages.given(put(made, tmp_path, "ar", "en"))
    with pytest.raises(ToolkitError, match="translates ar→en, not ar→fr"):
        packages.choose("ar", "fr", own)
    put(made, home, "en", "fr")
    assert [p.origin for p in packages.choose("ar", "fr", own)] == ["given", "installed"]


def test_no_route_names_the_remedy() -> None:
    with pytest.raises(ToolkitError, match="toolkit models install ar de"):
        packages.choose("ar", "de")


def test_given_takes_a_package_a_folder_of_packages_and_a_file(made: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    one = put(made, shelf, "ar", "en")
    put(made, shelf, "en", "fr")
    assert [p.target for p in packages.given(one)] == ["en"]
    assert [p.target for p in packages.given(str(shelf))] == ["en", "fr"]
    path = package_file(one, tmp_path / "one.argosmodel")
    first, again = packages.given(path), packages.given(path)
    assert first == again
    assert first[0].folder.is_relative_to(tmp_path / "home/.cache/toolkit")
    assert first[0].sha256() == packages.given(one)[0].sha256()


def test_a_file_is_unpacked_elsewhere_where_the_cache_cannot_be_written(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    path = package_file(put(made, tmp_path, "ar", "en"), tmp_path / "one.argosmodel")
    (package,) = packages.given(path)
    assert (package.model / "model.bin").is_file()
    shutil.rmtree(package.folder.parent)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_given_nothing_usable(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ToolkitError, match=f"{name}: "):
        packages.given(tmp_path / name)


def test_doctor_proves_the_starter_offline_and_tells_a_broken_package(
    made: Path, home: Path
) -> None:
    broken = put(made, home, "en", "fr")
    (broken / "model/model.bin").write_bytes(b"no model")
    checks = {check.name: check for check in doctor()}
    assert [name for name, check in checks.items() if not check.ok] == [
        "package en→fr translate-en_fr-1_0 1.0 (installed)"
    ]
    assert f"{STARTER}: " in checks["translate ar→fr"].detail


def test_no_network_blocks_and_gives_back() -> None:
    import socket

    before = dict(vars(socket.socket)), socket.getaddrinfo
    with no_network():
        with pytest.raises(OSError, match="blocked"):
            socket.create_connection(("127.0.0.1", 9))
        with pytest.raises(OSError, match="blocked"), socket.socket() as plain:
            plain.connect(("127.0.0.1", 9))
    assert (dict(vars(socket.socket)), socket.getaddrinfo) == before
