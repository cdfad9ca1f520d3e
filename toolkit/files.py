"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.document import ToolkitError


@contextmanager
def atomic_path(path: Path | str) -> Iterator[Path]:
    """Give a path to write to; what is written there becomes `path` when the block ends well.

    The temporary file stands in the folder of `path` (a rename is atomic only within one file
    system) and keeps its suffix, for writers that choose by suffix. When the block raises, the
    temporary file is removed and what stood at `path` before stands there still, untouched. When
    the process dies midway the same holds, but for the temporary file, whose name begins with a
    dot. A symbolic link is followed, so that the link survives; the mode of a file that is written
    over is kept. A path that is no regular file (/dev/stdout, a pipe) is given as it is.

    Raises ToolkitError where the folder does not exist or cannot be written to, or where `path`
    is a folder.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ToolkitError(f"{path}: is a folder; give the name of a file in it")
    if target.exists() and not target.is_file():
        yield Path(path)
        return
    temporary = _new_beside(target, shown=path)
    try:
        yield temporary
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        _to_disk(temporary)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _new_beside(target: Path, *, shown: Path | str) -> Path:
    """Make an empty file in the folder of `target`, with the mode that the umask asks for.

    `tempfile` makes files that only their owner can read, which is wrong for a document.
    """
    # A file name may hold 255 bytes; an Arabic letter takes two, so the stem is not repeated.
    name = f".{secrets.token_hex(8)}.tmp{target.suffix}"
    temporary = target.with_name(name)
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileNotFoundError:
        raise ToolkitError(f"{shown}: its folder does not exist; make {target.parent}") from None
    except OSError as error:
        raise ToolkitError(f"{shown}: cannot write there: {error.strerror}") from error
    return temporary


def _to_disk(path: Path) -> None:
    """Wait until the file's bytes are on disk: else a power cut could leave an empty `path`."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
