"""Where the user's Argos keeps things, found without importing Argos.

The rules are those of `argostranslate.settings`, which makes folders in the home directory when it
is merely imported; looking for a package must not leave traces, so they are read again here. All
functions read the environment at each call.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from toolkit.document import ToolkitError


def setting(key: str) -> str | None:
    """The value of an Argos setting: from the environment, else from Argos' settings.json.

    An empty value counts as none. Raises ToolkitError where settings.json cannot be read as a
    JSON object.
    """
    if value := os.environ.get(key):
        return value
    path = _base("XDG_CONFIG_HOME", ".config") / "argos-translate" / "settings.json"
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ToolkitError(f"{path}: cannot be read ({error}); mend or remove it") from error
    if not isinstance(values, dict):
        raise ToolkitError(f"{path}: must hold a JSON object; mend or remove it")
    found = values.get(key)
    return str(found) if found else None


def packages_folder() -> Path:
    """The folder that Argos installs packages into. It need not exist."""
    named = setting("ARGOS_PACKAGES_DIR") or os.environ.get("ARGOS_TRANSLATE_PACKAGE_DIR")
    if named:
        return Path(named).expanduser()
    return _base("XDG_DATA_HOME", ".local/share") / "argos-translate" / "packages"


def packages_folders() -> list[Path]:
    """All folders that exist and may hold installed packages, the writable one first."""
    folders = [packages_folder()]
    if snap := os.environ.get("SNAP"):
        bundled = Path(snap) / "snap_custom"
        folders += [bundled / "packages", *sorted((bundled / "content_snap_packages").glob("*"))]
    return [folder for folder in folders if folder.is_dir()]


def cache_folder() -> Path:
    """The toolkit's own folder for what can be made or fetched again. It need not exist."""
    return _base("XDG_CACHE_HOME", ".cache") / "toolkit"


def _base(variable: str, default: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return Path(named)
    home = os.environ.get("SNAP_USER_DATA") if "SNAP" in os.environ else None
    return Path(home or Path.home()) / default
