"""Entries as a glossary file, laid out as an editor would write it. Reading is `glossary.load`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from toolkit.glossary.entry import Entry
from toolkit.glossary.exchange import plain

_MODELINE = "# yaml-language-server: $schema=schema.json"


def dump(entries: Sequence[Entry], title: str) -> str:
    """The text of a glossary file; a kind that all entries share stands once, at the top."""
    kinds = {entry.kind for entry in entries}
    shared = kinds.pop() if len(kinds) == 1 else None
    lines = [_MODELINE, "", f"title: {_flow(title)}"]
    if shared:
        lines.append(f"kind: {shared}")
    lines.append("entries:" if entries else "entries: []")
    for entry in entries:
        values = plain(entry)
        if shared:
            values.pop("kind", None)
        lines.append("")
        for number, (name, value) in enumerate(values.items()):
            lines.append(f"{'    ' if number else '  - '}{name}: {_flow(_short(name, value))}")
    return "\n".join(lines) + "\n"


def _short(name: str, value: Any) -> Any:
    """Lists of one and forms of one field as a text, as the guide for editors writes them."""
    if name == "forms":
        return [form["ar"] if len(form) == 1 else _form(form) for form in value]
    if name in ("en", "fr") and len(value) == 1:
        return value[0]
    return value


def _form(form: dict[str, Any]) -> dict[str, Any]:
    return {name: _short(name, value) for name, value in form.items()}


def _flow(value: Any) -> str:
    """YAML on one line."""
    written: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9
    )
    return written.removesuffix("...\n").strip("\n")
