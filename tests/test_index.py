"""Downloading from an index: against a server on this machine that cuts, changes and refuses."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from random_package import isolate, package_file, random_package

from toolkit.document import ToolkitError
from toolkit.translator import index, packages, settings


@dataclass
class Server:
    """What the server offers, how it behaves, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    cut_after: int | None = None
    cuts: int = 0
    broken: bool = False
    tag: str = '"one"'
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""

    def offer(self, *entries: dict[str, object]) -> None:
        self.files["/index.json"] = json.dumps(entries).encode()

    def entry(
        self, path: str, source: str = "ar", target: str = "en", **more: object
    ) -> dict[str, object]:
        link = self.address + path
        known = {"type": "translate", "from_code": source, "to_code": target}
        return {**known, "package_version": "1.0", "links": ["ipfs://x", link], **more}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append((self.path, wanted))
            data = state.files.get(self.path)
            if data is None or (state.broken and self.path != "/index.json"):
                self.send_error(404 if data is None else 503)
                return
            start = 0
            if wanted and self.headers.get("If-Range") == state.tag:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - start))
            self.send_header("ETag", state.tag)
            self.end_headers()
            body = data[start:]
            if state.cuts and state.cut_after is not None and self.path != "/index.json":
                state.cuts -= 1
                body = body[: state.cut_after]
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
        thread.start()
        state.address = f"http://127.0.0.1:{httpd.server_port}"
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", state.address)
        yield state
        httpd.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return isolate(monkeypatch, tmp_path / "home")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("index")
    made = random_package(folder / "translate-ar_en-1_0")
    return package_file(made, folder / "one.argosmodel").read_bytes()


@pytest.fixture(autouse=True)
def _server_after_home(home: Path, server: Server) -> None:
    """The address of the index is set after the environment was emptied."""


def downloads() -> list[str]:
    return sorted(p.name for p in (settings.cache_folder() / "downloads").glob("*"))


def test_the_newest_package_is_installed(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(
        server.entry("/old.argosmodel", package_version="1.9"),
        server.entry("/one.argosmodel", package_version="1.10"),
        server.entry("/fr.argosmodel", "en", "fr"),
        {"type": "sbd"},
    )
    told: list[tuple[int, int | None]] = []
    done = index.install_pair("ar", "en", lambda here, total: told.append((here, total)))
    assert done.url == server.address + "/one.argosmodel"
    assert (done.size, done.sha256) == (len(file), hashlib.sha256(file).hexdigest())
    assert told[-1] == (len(file), len(file))
    assert list(done.packages) == packages.installed()
    assert downloads() == []


def test_a_cut_connection_is_gone_on_with(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(server.entry("/one.argosmodel"))
    server.cut_after, server.cuts = 5000, 2
    assert index.install_pair("ar", "en").size == len(file)
    ranges = [wanted for path, wanted in server.asked if path == "/one.argosmodel"]
    assert ranges == [None, "bytes=5000-", "bytes=10000-"]
    assert len(packages.installed()) == 1


def test_what_came_is_kept_for_the_next_call(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(server.entry("/one.argosmodel"))
    server.cut_after, server.cuts = 1000, index.ATTEMPTS
    with pytest.raises(ToolkitError, match=f"cut off after 4000 of {len(file)} bytes"):
        index.install_pair("ar", "en")
    assert packages.installed() == []
    server.asked.clear()
    index.install_pair("ar", "en")
    assert server.asked[1:] == [("/one.argosmodel", "bytes=4000-")]
    assert downloads() == []


def test_a_file_that_changed_is_begun_again(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(server.entry("/one.argosmodel"))
    server.cut_after, server.cuts = 1000, index.ATTEMPTS
    with pytest.raises(ToolkitError):
        index.install_pair("ar", "en")
    server.tag = '"two"'
    assert index.install_pair("ar", "en").sha256 == hashlib.sha256(file).hexdigest()


def test_another_link_is_tried(server: Server, file: bytes) -> None:
    server.files["/two.argosmodel"] = file
    links = [f"{server.address}/{name}.argosmodel" for name in ("gone", "two")]
    server.offer(server.entry("", links=links))
    assert index.install_pair("ar", "en").url == links[1]


def test_the_digest_of_the_index_is_held_to(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(server.entry("/one.argosmodel", sha256="0" * 64))
    with pytest.raises(ToolkitError, match="the index says 0000"):
        index.install_pair("ar", "en")
    assert packages.installed() == []
    assert downloads() == []


def test_a_damaged_file_is_not_installed_nor_kept(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file[:3000]
    server.offer(server.entry("/one.argosmodel"))
    with pytest.raises(ToolkitError, match="no intact zip"):
        index.install_pair("ar", "en")
    assert packages.installed() == []
    assert downloads() == []


def test_a_server_in_trouble_is_named(server: Server, file: bytes) -> None:
    server.files["/one.argosmodel"] = file
    server.offer(server.entry("/one.argosmodel"))
    server.broken = True
    with pytest.raises(ToolkitError, match=r"one\.argosmodel: cannot be fetched \(503"):
        index.install_pair("ar", "en")


def test_a_pair_that_the_index_lacks(server: Server) -> None:
    server.offer(server.entry("/a"), server.entry("/b", "en", "fr"))
    with pytest.raises(ToolkitError, match="toolkit models install ar en en fr"):
        index.install_pair("ar", "fr")
    with pytest.raises(ToolkitError, match="the index has no package ar→de"):
        index.install_pair("ar", "de")


@pytest.mark.parametrize("data", [b"<html>", b"{}"])
def test_what_is_no_index(server: Server, data: bytes) -> None:
    server.files["/index.json"] = data
    with pytest.raises(ToolkitError, match="is no package index"):
        index.install_pair("ar", "en")


def test_offline_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9")
    with pytest.raises(ToolkitError, match=r"cannot be fetched .* install FILE\.argosmodel"):
        index.install_pair("ar", "en")


def test_only_http_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", tmp_path.as_uri())
    with pytest.raises(ToolkitError, match="no http"):
        index.install_pair("ar", "en")


def test_without_a_setting_the_index_is_that_of_argos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX")
    import argostranslate.settings

    assert index.index_url() == argostranslate.settings.remote_package_index
