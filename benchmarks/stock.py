"""Stock argostranslate on a package, for comparison: offline, in folders of its own."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.translator.packages import Package


def translation(package: Package, options: argparse.Namespace, home: Path) -> Any:
    """argostranslate's translation from Arabic into `options.to` by a package.

    `options` has `to`, `beam` and `threads`; `home` is an empty folder for its settings and
    packages. Call it once in a process: argostranslate reads its settings when it is imported.
    """
    os.environ |= {
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "ARGOS_BEAM_SIZE": str(options.beam),
        "ARGOS_INTRA_THREADS": str(options.threads),
    }
    from argostranslate import package as argos
    from argostranslate import translate

    _install(package, home, argos.install_from_path)
    found: Any = translate.get_translation_from_codes("ar", options.to)
    found.underlying.sentencizer = _Whole()
    return found


def _install(package: Package, home: Path, install: Callable[[Path], object]) -> None:
    from toolkit.translator.starter_export import export_starter

    if package.origin == "starter":
        (home / "files").mkdir()
        for file in export_starter(home / "files"):
            install(file)
    else:
        (home / "packages").mkdir(exist_ok=True)
        (home / "packages" / package.folder.name).symlink_to(package.folder.resolve())


class _Whole:
    """Stands in for argostranslate's sentence splitter, which asks the network for its model."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]
