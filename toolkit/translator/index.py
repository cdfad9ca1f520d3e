"""Fetching packages from the Argos index: the only code of the toolkit that uses the network."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from toolkit.document import ToolkitError
from toolkit.translator import archive, packages, settings
from toolkit.translator.packages import Package

DownloadProgress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes expected (None where the server is silent)."""

ATTEMPTS = 4
"""How often a link is tried; every attempt goes on where the last one was cut off."""

_TIMEOUT = 30.0  # seconds without a byte
_BLOCK = 1 << 16
_INDEX_BYTES = 32 << 20

_TRANSIENT = (urllib.error.URLError, http.client.HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Installation:
    """What was installed and from where; `size` (bytes) and `sha256` are of the package file."""

    packages: tuple[Package, ...]
    url: str
    size: int
    sha256: str


def install_pair(
    source: str, target: str, progress: DownloadProgress | None = None
) -> Installation:
    """Download the newest package of one direction and install it into the user's Argos folder.

    What a cut connection left is kept and the next call goes on from there. Raises ToolkitError
    where the index cannot be reached, offers no such package, or the file is damaged.
    """
    entry = _find(_entries(), source, target)
    folder = settings.cache_folder() / "downloads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ToolkitError(f"{folder}: cannot write there: {error.strerror}") from error
    path, url = _download(entry, folder, progress)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    try:
        expected = str(entry.get("sha256") or digest).lower()
        if digest != expected:
            raise ToolkitError(f"{url}: has SHA-256 {digest}, the index says {expected}; try later")
        return Installation(tuple(archive.install_file(path)), url, path.stat().st_size, digest)
    finally:
        # A damaged file must not be gone on with, and a good one is installed now.
        path.unlink(missing_ok=True)


def index_url() -> str:
    """Where the index is: ARGOS_PACKAGE_INDEX, else what the installed Argos asks."""
    base = settings.setting("ARGOS_PACKAGE_INDEX")
    if base is None:
        # Importing this makes Argos' folders, which an installation is about to do anyway.
        import argostranslate.settings

        return str(argostranslate.settings.remote_package_index)
    if base.endswith(".json"):
        return base
    return base.removesuffix("/") + "/index.json"


def _entries() -> list[dict[str, Any]]:
    url = index_url()
    try:
        with _open(url) as response:
            data = response.read(_INDEX_BYTES)
        entries = json.loads(data)
    except _TRANSIENT as error:
        raise _unreachable(url, error) from error
    except ValueError as error:
        raise ToolkitError(f"{url}: is no package index ({error}); see ARGOS_PACKAGE_INDEX") from (
            error
        )
    if not isinstance(entries, list):
        raise ToolkitError(f"{url}: is no package index; see ARGOS_PACKAGE_INDEX")
    return [entry for entry in entries if isinstance(entry, dict)]


def _find(entries: list[dict[str, Any]], source: str, target: str) -> dict[str, Any]:
    """The newest entry of a direction."""
    pairs: dict[tuple[object, object], list[dict[str, Any]]] = {}
    for entry in entries:
        if entry.get("type", "translate") == "translate":
            pairs.setdefault((entry.get("from_code"), entry.get("to_code")), []).append(entry)
    if found := pairs.get((source, target)):
        return max(found, key=lambda e: packages.version_key(str(e.get("package_version", ""))))
    pivot = packages.PIVOT
    if (source, pivot) in pairs and (pivot, target) in pairs:
        raise ToolkitError(
            f"the index has no package {source}→{target}; go through {pivot} with:"
            f" toolkit models install {source} {pivot} {pivot} {target}"
        )
    raise ToolkitError(
        f"the index has no package {source}→{target}; get a file from elsewhere and run:"
        " toolkit models install FILE.argosmodel"
    )


def _download(
    entry: dict[str, Any], folder: Path, progress: DownloadProgress | None
) -> tuple[Path, str]:
    """Fetch an entry's file from the first of its links that works; gives its path and link."""
    links = [str(link) for link in entry.get("links") or () if _is_http(str(link))]
    if not links:
        raise ToolkitError(f"the index gives no http link for {entry.get('code') or 'the package'}")
    problem: Exception = OSError("not tried")
    for url in links:
        name = hashlib.sha256(url.encode()).hexdigest()[:16]
        part = folder / f"{name}.argosmodel.part"
        for _ in range(ATTEMPTS):
            try:
                _resume(url, part, progress)
            except urllib.error.HTTPError as error:
                problem = error
                if error.code < 500:
                    break
            except _TRANSIENT as error:
                problem = error
            else:
                return part, url
    raise _unreachable(links[-1], problem) from problem


def _resume(url: str, part: Path, progress: DownloadProgress | None) -> None:
    """Fetch what of a file is not here yet. Raises OSError where the connection is cut."""
    tag_file = part.with_suffix(".tag")
    here = part.stat().st_size if part.exists() else 0
    tag = tag_file.read_text(encoding="utf-8") if here and tag_file.exists() else ""
    headers = {}
    if here and tag:
        # If-Range: send the rest only if the file is still the one that was begun.
        headers = {"Range": f"bytes={here}-", "If-Range": tag}
    with _open(url, headers) as response:
        resumed = response.status == 206 and _starts_at(response.headers, here)
        if response.status == 206 and not resumed:
            part.unlink()
            raise OSError("the server sent another part than was asked for")
        here = here if resumed else 0
        length = response.headers.get("Content-Length")
        total = here + int(length) if length and length.isdigit() else None
        if total is not None and total > archive.MAX_BYTES:
            raise ToolkitError(f"{url}: is larger than any package should be; refused")
        # A weak tag does not promise equal bytes, so that If-Range may not use it.
        etag = response.headers.get("ETag") or ""
        tag_file.write_text("" if etag.startswith("W/") else etag, encoding="utf-8")
        with part.open("ab" if resumed else "wb") as stream:
            for block in _blocks(response):
                stream.write(block)
                here += len(block)
                if here > archive.MAX_BYTES:
                    raise ToolkitError(f"{url}: is larger than any package should be; refused")
                if progress is not None:
                    progress(here, total)
    # A cut connection looks like the end of the file.
    if total is not None and here != total:
        raise OSError(f"cut off after {here} of {total} bytes")
    tag_file.unlink(missing_ok=True)


def _starts_at(headers: Any, offset: int) -> bool:
    return str(headers.get("Content-Range", "")).startswith(f"bytes {offset}-")


def _blocks(response: IO[bytes]) -> Iterator[bytes]:
    while block := response.read(_BLOCK):
        yield block


def _open(url: str, headers: dict[str, str] | None = None) -> Any:
    if not _is_http(url):
        raise ToolkitError(f"{url}: is no http(s) address; see ARGOS_PACKAGE_INDEX")
    request = urllib.request.Request(url, headers={"User-Agent": "toolkit", **(headers or {})})
    return urllib.request.urlopen(request, timeout=_TIMEOUT)


def _is_http(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _unreachable(url: str, error: Exception) -> ToolkitError:
    reason = getattr(error, "reason", None) or error
    with suppress(AttributeError):
        reason = f"{error.code} {reason}"  # type: ignore[attr-defined]
    return ToolkitError(
        f"{url}: cannot be fetched ({reason}); connect and try again (what has come is kept),"
        " or carry a package file here and run: toolkit models install FILE.argosmodel"
    )
