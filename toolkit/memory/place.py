"""Where the memory file is: as the user says, as the environment says, or in the user's data."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "TOOLKIT_MEMORY"


def memory_path(given: Path | None = None) -> Path | None:
    """The memory's file: `given`, else $TOOLKIT_MEMORY, else memory.sqlite in the data folder.

    The data folder is toolkit/ in $XDG_DATA_HOME, %LOCALAPPDATA% or ~/.local/share. None where
    the null device is named: that means no memory.
    """
    named = given or os.environ.get(VARIABLE)
    if named is not None and str(named) == os.devnull:
        return None
    if named:
        return Path(named).expanduser()
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "toolkit" / "memory.sqlite"
