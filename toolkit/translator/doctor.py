"""Proof that this machine can translate offline, or the names of what is missing."""

from __future__ import annotations

import importlib
import importlib.metadata
import platform
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from toolkit.document import ToolkitError
from toolkit.translator import packages, settings

TARGETS = ("en", "fr")
SENTENCE = "وصل وزير الدفاع إلى العاصمة اليوم."

_LIBRARIES = {
    "argostranslate": "argos-translate-lt",
    "charset_normalizer": "charset-normalizer",
    "ctranslate2": "ctranslate2",
    "docx": "python-docx",
    "lxml.etree": "lxml",
    "pydantic": "pydantic",
    "reportlab": "reportlab",
    "rich": "rich",
    "sacremoses": "sacremoses",
    "sentencepiece": "sentencepiece",
    "typer": "typer",
    "uharfbuzz": "uharfbuzz",
    "yaml": "pyyaml",
}
"""Modules that the toolkit imports, and the distributions that bring them."""


_FONTS = ("Amiri-Regular", "Amiri-Bold")

_WAYS_OUT: tuple[tuple[Any, str], ...] = (
    (socket.socket, "connect"),
    (socket.socket, "connect_ex"),
    (socket.socket, "sendto"),
    (socket, "getaddrinfo"),
)


class Check(NamedTuple):
    """One thing that was looked at; `detail` says what was found, or what to do."""

    name: str
    ok: bool
    detail: str


def doctor() -> list[Check]:
    """Look at libraries, fonts and packages, and translate a sentence into each language.

    All of it runs with the network blocked, for the whole process, while this function runs.
    Raises nothing: what goes wrong is a check that is not ok.
    """
    with no_network():
        checks = [_check(f"library {module}", partial(_library, module)) for module in _LIBRARIES]
        checks += [_check(f"font {name}", partial(_font, name)) for name in _FONTS]
        checks.append(_check("installed packages", _installed))
        checks += [_check(f"package {package}", partial(_load, package)) for package in _usable()]
        checks += [_check(f"translate ar→{to}", partial(_translate, to)) for to in TARGETS]
    return checks


@contextmanager
def no_network() -> Iterator[None]:
    """While the block runs, every attempt to reach another machine raises OSError."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("the network is blocked for this check")

    saved = [(owner, name, vars(owner).get(name)) for owner, name in _WAYS_OUT]
    for owner, name, _ in saved:
        setattr(owner, name, refuse)
    try:
        yield
    finally:
        for owner, name, own in saved:
            if own is None:  # it was inherited
                delattr(owner, name)
            else:
                setattr(owner, name, own)


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except ToolkitError as error:
        return Check(name, False, str(error))
    except Exception as error:  # whatever a broken library throws is a finding here, not a crash
        return Check(name, False, f"{type(error).__name__}: {error}")


def _library(module: str) -> str:
    distribution = _LIBRARIES[module]
    try:
        importlib.import_module(module)
    except ImportError as error:
        raise ToolkitError(f"{error}; run: pip install {distribution}") from error
    # Two distributions bring argostranslate.
    owners = importlib.metadata.packages_distributions().get(module.partition(".")[0])
    owner = (owners or [distribution])[0]
    return f"{owner} {importlib.metadata.version(owner)}, Python {platform.python_version()}"


def _font(name: str) -> str:
    import fontpkg_amiri

    path = Path(fontpkg_amiri.ROOT) / "files" / f"{name}.ttf"
    if not path.is_file():
        raise ToolkitError(f"{path}: is missing; run: pip install --force-reinstall fontpkg-amiri")
    return str(path)


def _installed() -> str:
    found, problems = packages.survey(settings.packages_folders(), "installed")
    if problems:
        raise ToolkitError("; ".join(problems))
    where = settings.packages_folder()
    return f"{len(found)} in {where}" if found else f"none in {where}: the starter serves"


def _usable() -> list[packages.Package]:
    try:
        return [*packages.installed(), *packages.starter()]
    except ToolkitError:
        return []  # `_installed` and `_translate` tell why


def _load(package: packages.Package) -> str:
    from toolkit.translator.engine import Engine, Request

    Engine(package).decode([Request(SENTENCE)], beam=1)
    return f"loads, SHA-256 {package.sha256()[:12]}"


def _translate(target: str) -> str:
    from toolkit.translator.engine import Engine, Request

    route = packages.choose("ar", target)
    text = SENTENCE
    for package in route:
        text = Engine(package).decode([Request(text)])[0][0].text
    return f"{packages.describe(route)}: {text}"
