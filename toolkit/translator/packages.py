"""Argos packages: which there are, and which of them take a text from one language to another.

A package is a folder with metadata.json, a CTranslate2 model in model/ and a tokenizer
(sentencepiece.model or bpe.model). Sentence splitters that some packages carry (stanza/, minisbd/)
are left alone: they ask the network for more. Nothing here writes into the user's Argos folders.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from toolkit.document import ToolkitError
from toolkit.translator import settings

TokenizerType = Literal["sentencepiece", "bpe"]
PackageOrigin = Literal["given", "installed", "starter"]

PIVOT = "en"
"""The language that a route of two packages goes through: Argos trains to and from English."""

STARTER = Path(__file__).parent / "starter"

_TOKENIZERS: dict[str, TokenizerType] = {"sentencepiece.model": "sentencepiece", "bpe.model": "bpe"}


@dataclass(frozen=True, slots=True)
class Package:
    """One direction of translation, ready to load.

    `folder` is the package, `model` its CTranslate2 folder, `tokenizer` a file. `target_prefix` is
    the token that tells a model of several target languages which one is wanted, "" for none.
    """

    name: str
    source: str
    target: str
    version: str
    folder: Path
    model: Path
    tokenizer: Path
    tokenizer_type: TokenizerType
    target_prefix: str
    origin: PackageOrigin

    def sha256(self) -> str:
        """Hexadecimal SHA-256 over the names and bytes of the model's and tokenizer's files.

        Two directions that share one model share the digest. Read once per process and file state.
        """
        files = sorted(path for path in self.model.rglob("*") if path.is_file())
        states = ((path, path.stat()) for path in [*files, self.tokenizer])
        return _digest(
            self.folder, tuple((path, state.st_size, state.st_mtime_ns) for path, state in states)
        )

    def __str__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return f"{self.source}→{self.target} {self.name}{version} ({self.origin})"


Route: TypeAlias = tuple[Package, ...]
"""One package (direct), or two of which the first ends in `PIVOT` and the second begins there."""


@functools.lru_cache(maxsize=64)
def _digest(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, size, _ in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def is_package(folder: Path) -> bool:
    """True where a folder says that it is a package (which may still be an incomplete one)."""
    return bool(_metadata_files(folder))


def read(folder: Path, origin: PackageOrigin) -> list[Package]:
    """The directions that a package folder offers: one for each metadata.json or metadata.*.json.

    The second form lets several directions share one copy of the weights, as the starter does.
    Raises ToolkitError that names what is missing or malformed.
    """
    packages = []
    for path in _metadata_files(folder):
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ToolkitError(f"{path}: not readable as JSON ({error}); reinstall it") from error
        if not isinstance(values, dict):
            raise ToolkitError(f"{path}: must hold a JSON object; reinstall the package")
        if values.get("type", "translate") == "translate":
            packages.append(_package(folder, path, values, origin))
    return packages


def _metadata_files(folder: Path) -> list[Path]:
    single = folder / "metadata.json"
    return [single] if single.is_file() else sorted(folder.glob("metadata.*.json"))


def _package(
    folder: Path, metadata: Path, values: dict[str, object], origin: PackageOrigin
) -> Package:
    codes = [values.get("from_code"), values.get("to_code")]
    if not all(isinstance(code, str) and code for code in codes):
        raise ToolkitError(f"{metadata}: names no from_code and to_code; reinstall the package")
    if not (folder / "model" / "model.bin").is_file():
        raise ToolkitError(f"{folder}: has no model/model.bin; reinstall the package")
    found = [name for name in _TOKENIZERS if (folder / name).is_file()]
    if not found:
        raise ToolkitError(
            f"{folder}: has neither {' nor '.join(_TOKENIZERS)}; reinstall the package"
        )
    return Package(
        name=folder.name,
        source=str(codes[0]),
        target=str(codes[1]),
        version=str(values.get("package_version") or ""),
        folder=folder,
        model=folder / "model",
        tokenizer=folder / found[0],
        tokenizer_type=_TOKENIZERS[found[0]],
        target_prefix=str(values.get("target_prefix") or ""),
        origin=origin,
    )


def survey(folders: Iterable[Path], origin: PackageOrigin) -> tuple[list[Package], list[str]]:
    """The packages inside some folders, newest version of each direction first, and what is wrong
    with those that cannot be used, one line each.
    """
    packages: list[Package] = []
    problems: list[str] = []
    for folder in folders:
        # A name that begins with a dot is an unpacking that was cut off.
        for inner in sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] != "."):
            try:
                packages += read(inner, origin)
            except ToolkitError as error:
                problems.append(str(error))
    packages.sort(key=lambda package: version_key(package.version), reverse=True)
    packages.sort(key=lambda package: (package.source, package.target))
    return packages, problems


def version_key(version: str) -> tuple[int, ...]:
    """What versions are sorted by: "1.10" comes after "1.9"."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def installed() -> list[Package]:
    """The usable packages in the user's Argos folders. Makes no folder; see also `survey`."""
    return survey(settings.packages_folders(), "installed")[0]


def starter() -> list[Package]:
    """The small model that comes with the toolkit: it runs, but translates badly."""
    return read(STARTER, "starter")


def given(path: Path | str) -> list[Package]:
    """The packages at a path: a package folder, a folder of such, or an .argosmodel file.

    A file is unpacked into the toolkit's cache, under its SHA-256, once; where the cache cannot be
    written to, into a temporary folder. Raises ToolkitError where there is no usable package.
    """
    path = Path(path)
    if path.is_file():
        path = _unpacked(path)
    elif not path.is_dir():
        raise ToolkitError(f"{path}: no such file or folder; name an .argosmodel or package folder")
    if is_package(path):
        return read(path.resolve(), "given")
    packages, problems = survey([path.resolve()], "given")
    if not packages:
        raise ToolkitError(
            problems[0]
            if problems
            else f"{path}: holds no Argos package; a package folder has a metadata.json"
        )
    return packages


def _unpacked(archive_file: Path) -> Path:
    # Imported here: `archive` reads what it unpacked with this module's `read`.
    from toolkit.translator import archive

    with archive_file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    folder = settings.cache_folder() / "packages" / digest[:32]
    if folder.is_dir():
        return folder
    try:
        folder.mkdir(parents=True)
        folder.rmdir()
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="toolkit-")) / digest[:32]
    archive.unpack(archive_file, folder)
    return folder


def choose(source: str, target: str, given: Sequence[Package] | None = None) -> Route:
    """The packages that take a text from `source` to `target`.

    Packages that the user gave come before installed ones, and those before the starter; within
    each level a direct package comes before a pivot through English. A pivot that needs one given
    package may take the other from the installed ones. Raises ToolkitError where there is no
    route, also where the given packages have no part in any: what the user named is not passed
    over in silence.
    """
    own = list(given or [])
    found = installed()
    if own:
        route = (
            _direct(source, target, own)
            or _pivot(source, target, own, own)
            or _pivot(source, target, own, found)
            or _pivot(source, target, found, own)
        )
        if not route:
            have = ", ".join(f"{p.source}→{p.target}" for p in own)
            raise ToolkitError(
                f"{own[0].folder}: translates {have}, not {source}→{target};"
                " give another model, or none to use the installed ones"
            )
        return route
    shipped = starter()
    route = (
        _direct(source, target, found)
        or _pivot(source, target, found, found)
        or _direct(source, target, shipped)
        or _pivot(source, target, shipped, found)
    )
    if not route:
        raise ToolkitError(
            f"no package translates {source}→{target}, also not through {PIVOT};"
            f" run: toolkit models install {source} {target}"
        )
    return route


def _direct(source: str, target: str, packages: Sequence[Package]) -> Route:
    for package in packages:
        if (package.source, package.target) == (source, target):
            return (package,)
    return ()


def _pivot(source: str, target: str, first: Sequence[Package], second: Sequence[Package]) -> Route:
    if PIVOT in (source, target):
        return ()
    start, end = _direct(source, PIVOT, first), _direct(PIVOT, target, second)
    return start + end if start and end else ()


def describe(route: Route) -> str:
    """One line on what was chosen, to show a user: "ar→en starter 0.1 (starter)"."""
    return " + ".join(str(package) for package in route)


def route_sha256(route: Route) -> str:
    """The SHA-256 of a route: that of its package, or one over those of its two packages."""
    if len(route) == 1:
        return route[0].sha256()
    return hashlib.sha256("".join(p.sha256() for p in route).encode()).hexdigest()
