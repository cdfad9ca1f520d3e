"""YAML files to entries. A bad file is refused whole, with every mistake named by line.

The C loader reads the values; only when something is wrong are the nodes composed again to find
the line and column of each mistake, so that the usual case stays fast.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from toolkit.arabic.script import fold
from toolkit.document import ToolkitError
from toolkit.glossary.entry import KINDS, Entry, GlossaryFile
from toolkit.glossary.style import STYLE_FILE, Style

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_REMEDIES = {
    "extra_forbidden": "no such field here: mend its spelling or take it out",
    "missing": "is missing: add it",
    "string_type": "must be text: put it in quotes",
    "tuple_type": "must be a list, one item a line, each after a dash",
    "model_type": "must be a mapping of field: value",
}


class GlossaryError(ToolkitError):
    """One or more mistakes in glossary files; `problems` holds a line for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The glossary files that paths name: files as they are, folders by their *.yaml and *.yml."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix in {".yaml", ".yml"})
            if not inside:
                raise ToolkitError(f"{path}: no .yaml file in this folder: name another")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise ToolkitError(f"{path}: no such glossary file or folder: mend the path")
    return tuple(found)


def load(paths: Iterable[Path]) -> tuple[tuple[Entry, ...], Style, str]:
    """Read glossary files and folders.

    Returns the entries, the house style, and a SHA-256 over the files' bytes. Where several of the
    paths have entries with the same Arabic and country, those of the last path win; the files of
    one folder are one set.
    Raises GlossaryError with all mistakes of all files, ToolkitError for a path that is not there.
    """
    problems: list[str] = []
    read: list[tuple[Entry, ...]] = []
    style = Style()
    digest = hashlib.sha256()
    for given in paths:
        own: list[Entry] = []
        for path in files([given]):
            data = path.read_bytes()
            digest.update(data)
            try:
                if path.name == STYLE_FILE:
                    style = Style.model_validate(_parse(path, data))
                else:
                    own += _entries(_parse(path, data))
            except ValidationError as error:
                problems += _explain(path, data, error)
            except GlossaryError as error:
                problems += error.problems
        read.append(tuple(own))
    if problems:
        raise GlossaryError(problems)
    return _merge(read), style, digest.hexdigest()


def _parse(path: Path, data: bytes) -> Any:
    try:
        content = yaml.load(data, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        said = error.problem or "not YAML"
        raise GlossaryError(
            [f"{path}:{at}: {said}: check the indentation, the colon and the quotes of this line"]
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        raise GlossaryError([f"{path}:1:1: {first}: save the file as UTF-8 YAML"]) from None
    if not isinstance(content, dict):
        raise GlossaryError([f"{path}:1:1: not a glossary: it needs `title:` and `entries:`"])
    return content


def _entries(content: dict[str, Any]) -> tuple[Entry, ...]:
    listed = content.get("entries")
    defaults = {k: content[k] for k in ("only_if", "unless") if content.get(k)}
    if content.get("kind") in KINDS:  # else the mistake is told once, for the file
        defaults["kind"] = content["kind"]
    if isinstance(listed, list) and defaults:
        content = content | {
            "entries": [defaults | item if isinstance(item, dict) else item for item in listed]
        }
    return GlossaryFile.model_validate(content).entries


def _merge(read: Sequence[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    kept: dict[tuple[str, tuple[str, ...]], tuple[Entry, ...]] = {}
    for entries in read:
        own: dict[tuple[str, tuple[str, ...]], tuple[Entry, ...]] = {}
        for entry in entries:
            key = (fold(entry.ar), entry.country)
            own[key] = (*own.get(key, ()), entry)
        kept |= own
    return tuple(entry for group in kept.values() for entry in group)


def _explain(path: Path, data: bytes, error: ValidationError) -> list[str]:
    root = yaml.compose(data, Loader=_LOADER)
    lines = []
    for mistake in error.errors():
        place = [p for p in mistake["loc"] if isinstance(p, int) or p != "function-wrap"]
        line, column = _locate(root, place)
        field = ".".join(str(p) for p in place if not isinstance(p, int)) or "entry"
        remedy = _REMEDIES.get(mistake["type"])
        said = remedy or mistake["msg"].removeprefix("Value error, ")
        said = said.replace("Input should be", "must be one of")
        lines.append((line, column, f"{path}:{line}:{column}: {field}: {said}"))
    return [text for _, _, text in sorted(set(lines))]


def _locate(node: Any, place: Sequence[int | str]) -> tuple[int, int]:
    """Line and column (from 1) of the deepest node on the way that the file really has."""
    mark = node.start_mark
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((p for p in node.value if p[0].value == step), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                break
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1
