"""Package files: what is refused, and that installing is all or nothing."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from random_package import isolate, package_file, random_package

from toolkit.document import ToolkitError
from toolkit.translator import archive, packages
from toolkit.translator.starter_export import export_starter


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return isolate(monkeypatch, tmp_path / "home")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_package(tmp_path_factory.mktemp("made") / "ar_en")


def changed(
    made: Path,
    tmp_path: Path,
    *,
    without: str = "",
    plus: zipfile.ZipInfo | None = None,
    data: bytes = b"x",
) -> Path:
    """The package's file with one member left out or one added."""
    path = tmp_path / "changed.argosmodel"
    with (
        zipfile.ZipFile(package_file(made, tmp_path / "good.argosmodel")) as good,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for entry in good.infolist():
            if not (without and entry.filename.removeprefix("ar_en/").startswith(without)):
                bad.writestr(entry, good.read(entry))
        if plus is not None:
            bad.writestr(plus, data)
    return path


def leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.name.endswith(".tmp"))


def refused(path: Path, tmp_path: Path, match: str) -> None:
    for act in (archive.install_file, packages.given):
        with pytest.raises(ToolkitError, match=match):
            act(path)
    assert leftovers(tmp_path) == []
    assert packages.installed() == []
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    "name",
    ["../outside", "ar_en/../../outside", "/outside", "ar_en\\..\\outside", "ar_en/C:outside"],
)
def test_names_that_lead_out_are_refused(made: Path, tmp_path: Path, name: str) -> None:
    refused(changed(made, tmp_path, plus=zipfile.ZipInfo(name)), tmp_path, "unsafe name")


def test_links_are_refused(made: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("ar_en/link")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(changed(made, tmp_path, plus=link, data=b"/etc/passwd"), tmp_path, "link")


def test_absurd_expansion_is_refused(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipfile.ZipInfo("ar_en/zeros")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    path = changed(made, tmp_path, plus=bomb, data=bytes(5 << 20))
    refused(path, tmp_path, "absurd size")
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    refused(path, tmp_path, "more than any package")


def test_a_size_that_lies_is_found_out(made: Path, tmp_path: Path) -> None:
    path = changed(made, tmp_path, plus=zipfile.ZipInfo("ar_en/liar"), data=b"y" * 4000)
    raw = path.read_bytes()
    path.write_bytes(raw.replace((4000).to_bytes(4, "little") * 2, (10).to_bytes(4, "little") * 2))
    refused(path, tmp_path, "no intact zip file")


@pytest.mark.parametrize(
    ("without", "match"),
    [
        ("metadata.json", "is no Argos package"),
        ("model/model.bin", "has no model/model.bin"),
        ("sentencepiece.model", "has neither"),
    ],
)
def test_what_is_missing_is_named(made: Path, tmp_path: Path, without: str, match: str) -> None:
    refused(changed(made, tmp_path, without=without), tmp_path, match)


def test_a_damaged_file_is_refused(made: Path, tmp_path: Path) -> None:
    path = package_file(made, tmp_path / "one.argosmodel")
    raw = bytearray(path.read_bytes())
    path.write_bytes(raw[: len(raw) // 2])
    refused(path, tmp_path, "no intact zip file")
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    refused(path, tmp_path, "no intact zip file")
    path.write_text("hello")
    refused(path, tmp_path, "no intact zip file")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"none\.argosmodel: no such file"):
        archive.install_file(tmp_path / "none.argosmodel")


def test_installing_replaces_the_same_direction_only(
    made: Path, tmp_path: Path, home: Path
) -> None:
    (first,) = archive.install_file(package_file(made, tmp_path / "one.argosmodel"))
    assert first.folder == home / "ar_en"
    other = random_package(tmp_path / "en_fr", "en", "fr")
    archive.install_file(package_file(other, tmp_path / "two.argosmodel"))
    newer = random_package(tmp_path / "translate-ar_en-2_0", version="2.0")
    archive.install_file(package_file(newer, tmp_path / "three.argosmodel"))
    assert [(p.target, p.version) for p in packages.installed()] == [("en", "2.0"), ("fr", "1.0")]
    assert sorted(p.name for p in home.iterdir()) == ["en_fr", "translate-ar_en-2_0"]
    # The same name again.
    archive.install_file(package_file(newer, tmp_path / "three.argosmodel"))
    assert len(packages.installed()) == 2
    assert leftovers(tmp_path) == []


def test_a_failed_move_leaves_the_old_package(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.install_file(package_file(made, tmp_path / "one.argosmodel"))
    newer = random_package(tmp_path / "newer", version="2.0")
    path = package_file(newer, tmp_path / "two.argosmodel")
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "newer":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(ToolkitError, match="No space left"):
        archive.install_file(path)
    assert [p.version for p in packages.installed()] == ["1.0"]
    assert leftovers(tmp_path) == []


def test_removing(made: Path, tmp_path: Path, home: Path) -> None:
    with pytest.raises(ToolkitError, match="no package ar→en is installed"):
        archive.remove("ar", "en")
    archive.install_file(package_file(made, tmp_path / "one.argosmodel"))
    assert [p.name for p in archive.remove("ar", "en")] == ["ar_en"]
    assert list(home.iterdir()) == []
    assert leftovers(tmp_path) == []


STOCK = """
import socket, sys
def blocked(*_, **__): raise OSError("blocked")
socket.socket.connect = blocked
socket.getaddrinfo = blocked
from argostranslate import package, translate
for path in sys.argv[1:]:
    package.install_from_path(path)
class Whole:
    def split_sentences(self, text): return [text]
for target in ("en", "fr"):
    translation = translate.get_translation_from_codes("ar", target)
    # Every sentence splitter that Argos offers either fetches a model or is not implemented
    # (chunk type NONE), so an offline user has to bring one.
    translation.underlying.sentencizer = Whole()
    print(translation.translate("التقى الفريق أحمد خليفة نظيره التركي في أنقرة."))
"""


def test_stock_argos_installs_and_runs_the_exported_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = export_starter(tmp_path)
    version = packages.starter()[0].version.replace(".", "_")
    assert [p.name for p in paths] == [
        f"translate-ar_en-{version}.argosmodel",
        f"translate-ar_fr-{version}.argosmodel",
    ]
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "stock"))
    done = subprocess.run(
        [sys.executable, "-c", STOCK, *map(str, paths)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    english, french = done.stdout.splitlines()
    assert "Khalifa" in english
    assert "homologue" in french
    assert [str(p.target) for p in packages.installed()] == ["en", "fr"]
    # And ours installs what it exported, in place of it.
    (ours,) = archive.install_file(paths[0])
    assert (ours.target_prefix, ours.version) == ("<2en>", packages.starter()[0].version)
    shutil.rmtree(tmp_path / "stock")
