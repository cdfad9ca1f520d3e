"""Argos package files (.argosmodel, a zip with one folder in it): checked, unpacked, installed.

Argos unpacks whatever a zip holds; here a file that was damaged or made to do harm is refused
before anything of it stands where packages are looked for.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from toolkit.document import ToolkitError
from toolkit.translator import packages, settings
from toolkit.translator.packages import Package

MAX_BYTES = 8 << 30
"""Unpacked size of a whole package; the largest published ones stay under 1 GB."""

MAX_RATIO = 100
"""Unpacked to packed size of a file over 1 MB; weights hardly shrink, vocabularies to a fifth."""

MAX_FILES = 10_000


def unpack(archive_file: Path, folder: Path) -> list[Package]:
    """Unpack a package file so that its contents stand in `folder`, which must not exist.

    They are unpacked and checked beside it and moved there whole, so that a crash leaves nothing
    half done under that name. Raises ToolkitError where the file is no package, is damaged, holds
    names that lead out of the folder or links, or would unpack to an absurd size.
    """
    with _unpacked_beside(archive_file, folder.parent) as inner:
        try:
            inner.rename(folder)
        except OSError as error:
            # Another process may have unpacked the same file meanwhile.
            if not packages.is_package(folder):
                raise ToolkitError(f"{folder}: cannot be made: {error.strerror}") from error
    return packages.read(folder, "given")


def install_file(path: Path | str) -> list[Package]:
    """Install a package file into the user's Argos folder, where stock Argos finds it too.

    Gives the installed packages (one, for a file that Argos made). Installed packages of the same
    direction are removed, once the new one is in place. Raises ToolkitError as `unpack` does, and
    where the folder cannot be written to.
    """
    path = Path(path)
    home = settings.packages_folder()
    with _unpacked_beside(path, _workplace(home)) as inner:
        _make(home)
        fresh = packages.read(inner, "installed")
        target = home / inner.name
        older = {p.folder for p in _installed_in(home) if any(_same(p, new) for new in fresh)}
        if target.exists():
            older.add(target)
        # The old one steps aside first: a folder cannot be renamed over one that has contents.
        aside = [(folder, _hidden(_workplace(home))) for folder in sorted(older)]
        moved = []
        try:
            for folder, hidden in aside:
                folder.rename(hidden)
                moved.append((folder, hidden))
            inner.rename(target)
        except OSError as error:
            for folder, hidden in moved:
                hidden.rename(folder)
            raise ToolkitError(f"{target}: cannot be made: {error.strerror}") from error
    for _, hidden in moved:
        shutil.rmtree(hidden, ignore_errors=True)
    return packages.read(target, "installed")


def remove(source: str, target: str) -> list[Package]:
    """Remove the installed packages of one direction, all versions; gives what was removed.

    Raises ToolkitError where there is none, or where it cannot be removed.
    """
    home = settings.packages_folder()
    gone = [p for p in _installed_in(home) if (p.source, p.target) == (source, target)]
    if not gone:
        raise ToolkitError(
            f"no package {source}→{target} is installed in {home}; see: toolkit models list"
        )
    for folder in {package.folder for package in gone}:
        hidden = _hidden(_workplace(home))
        try:
            folder.rename(hidden)
        except OSError as error:
            raise ToolkitError(f"{folder}: cannot be removed: {error.strerror}") from error
        shutil.rmtree(hidden, ignore_errors=True)
    return gone


def _installed_in(home: Path) -> list[Package]:
    return packages.survey([home], "installed")[0] if home.is_dir() else []


def _same(one: Package, other: Package) -> bool:
    return (one.source, one.target) == (other.source, other.target)


def _workplace(home: Path) -> Path:
    """Where to unpack for `home`: beside it, as Argos takes every folder in it for a package and
    stops at one that is none; inside it where beside is another file system or not writable.
    """
    beside = home.parent
    if not home.is_dir():
        return beside
    apart = beside.stat().st_dev != home.stat().st_dev or not os.access(beside, os.W_OK)
    return home if apart else beside


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ToolkitError(f"{folder}: cannot write there: {error.strerror}") from error


def _hidden(folder: Path) -> Path:
    """A name that nothing else has, in a folder."""
    return folder / f".{secrets.token_hex(8)}.tmp"


@contextmanager
def _unpacked_beside(archive_file: Path, parent: Path) -> Iterator[Path]:
    """Unpack into a hidden folder in `parent`; give the package folder; remove what is left."""
    hidden = _hidden(parent)
    _make(hidden)
    try:
        inner = hidden / _extract(archive_file, hidden)
        try:
            found = packages.read(inner, "given")
        except ToolkitError as error:
            # The temporary folder's name would tell the user nothing.
            told = str(error).replace(str(inner), str(archive_file))
            raise ToolkitError(told) from error
        if not found:
            raise ToolkitError(f"{archive_file}: holds no translation package; see its metadata")
        yield inner
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _extract(archive_file: Path, folder: Path) -> str:
    """Unpack all files; gives the name of the package folder in the archive."""
    try:
        with zipfile.ZipFile(archive_file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            root = _check(archive_file, entries)
            for entry in entries:
                path = folder / PurePosixPath(entry.filename)
                path.parent.mkdir(parents=True, exist_ok=True)
                # Sizes in the directory of a zip may lie: the reader stops at the declared size
                # and then fails the checksum, so no more than that is ever written.
                with archive.open(entry) as packed, path.open("xb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, 1 << 20)
                    unpacked.flush()
                    os.fsync(unpacked.fileno())
            return root
    except FileNotFoundError as error:
        raise ToolkitError(f"{archive_file}: no such file") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ToolkitError(
            f"{archive_file}: is no intact zip file ({error}); download it again"
        ) from error
    except OSError as error:
        raise ToolkitError(f"{archive_file}: cannot be unpacked: {error.strerror}") from error


def _check(archive_file: Path, entries: list[zipfile.ZipInfo]) -> str:
    """Refuse what no package holds; gives the name of the one folder that holds metadata.json."""

    def refuse(why: str) -> ToolkitError:
        return ToolkitError(f"{archive_file}: {why}; refused, get it from where you trust")

    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise refuse("unpacks to more than any package should")
    roots = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        # A backslash or a drive letter is a path on Windows.
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in path.name:
            raise refuse(f"holds the unsafe name {entry.filename!r}")
        if entry.create_system == 3 and stat.S_ISLNK(entry.external_attr >> 16):
            raise refuse(f"holds the link {entry.filename!r}")
        if entry.file_size > max(1 << 20, MAX_RATIO * entry.compress_size):
            raise refuse(f"unpacks {entry.filename!r} to an absurd size")
        if len(path.parts) == 2 and path.name == "metadata.json":
            roots.add(path.parts[0])
    if len(roots) != 1:
        raise ToolkitError(
            f"{archive_file}: is no Argos package: one folder with a metadata.json is expected"
        )
    root = roots.pop()
    if root.startswith("."):
        raise refuse(f"holds the unsafe name {root!r}")
    return root
