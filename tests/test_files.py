"""A file is either the old one or the new one, never half of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.document import ToolkitError
from toolkit.files import atomic_path


def test_the_new_file_stands_there_after_the_block(tmp_path: Path) -> None:
    path = tmp_path / "تقرير.docx"
    with atomic_path(path) as temporary:
        assert temporary.suffix == ".docx"
        temporary.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old")

    def fail() -> None:
        with atomic_path(path) as temporary:
            temporary.write_text("half of the n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    script = (
        "import os, signal, sys; from toolkit.files import atomic_path\n"
        "with atomic_path(sys.argv[1]) as temporary:\n"
        "    temporary.write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
    assert all(p == path or p.name.startswith(".") for p in tmp_path.iterdir())


def test_mode_is_the_umask_s_or_that_of_the_file_before(tmp_path: Path) -> None:
    path = tmp_path / "a"
    before = os.umask(0o027)
    try:
        with atomic_path(path):
            pass
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        with atomic_path(path):
            pass
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real" / "a")
    with atomic_path(link) as temporary:
        temporary.write_text("through")
    assert link.is_symlink()
    assert (tmp_path / "real" / "a").read_text() == "through"


def test_a_device_is_written_straight(tmp_path: Path) -> None:
    with atomic_path("/dev/null") as path:
        assert path == Path("/dev/null")


def test_errors_name_the_path_and_the_remedy(tmp_path: Path) -> None:
    with (
        pytest.raises(ToolkitError, match=r"no/a\.docx: its folder does not exist; make "),
        atomic_path(tmp_path / "no" / "a.docx"),
    ):
        pass
    with pytest.raises(ToolkitError, match="is a folder"), atomic_path(tmp_path):
        pass
