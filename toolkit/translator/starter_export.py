"""The starter as ordinary package files, which stock Argos installs and runs."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from toolkit.files import atomic_path
from toolkit.translator import packages
from toolkit.translator.packages import Package

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: equal input gives equal bytes


def export_starter(directory: Path | str) -> list[Path]:
    """Write one .argosmodel file for each direction of the starter into a folder that exists.

    Gives the paths, Arabic to English first. Files of the same names are replaced. Raises
    ToolkitError where the folder does not exist or cannot be written to.
    """
    return [_write(package, Path(directory)) for package in packages.starter()]


def _write(package: Package, directory: Path) -> Path:
    """One package, laid out and named as the Argos index does."""
    root = f"translate-{package.source}_{package.target}-{package.version.replace('.', '_')}"
    metadata = package.folder / f"metadata.{package.source}_{package.target}.json"
    members = {
        "metadata.json": metadata,
        "README.md": package.folder / "README.md",
        package.tokenizer.name: package.tokenizer,
        **{f"model/{path.name}": path for path in sorted(package.model.iterdir())},
    }
    path = directory / f"{root}.argosmodel"
    with (
        atomic_path(path) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, member in members.items():
            entry = zipfile.ZipInfo(f"{root}/{name}", _STAMP)
            # Weights hardly shrink, so that more effort than the least only costs time.
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with member.open("rb") as source, archive.open(entry, "w") as packed:
                shutil.copyfileobj(source, packed, 1 << 20)
    return path
