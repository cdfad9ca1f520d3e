"""`toolkit review`: what an editor changed in an exported document, and into the memory with it."""

from __future__ import annotations

import json
import os
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from toolkit.review import Change, Review

EXAMPLES = """Examples:

  toolkit review article.en.docx

  toolkit review article.en.docx --accept

  toolkit review exports/*.en.docx --propose > proposals.yaml
"""


def command(
    files: Annotated[list[Path], typer.Argument(help="Edited documents: .docx.")],
    accept: Annotated[
        bool, typer.Option("--accept", help="Store the edits in the translation memory.")
    ] = False,
    reject: Annotated[
        bool, typer.Option("--reject", help="Read tracked changes as refused, not as accepted.")
    ] = False,
    propose: Annotated[
        bool, typer.Option("--propose", help="Print repeated corrections as glossary YAML.")
    ] = False,
    memory: Annotated[
        Path | None,
        typer.Option(help="Translation memory; without it $TOOLKIT_MEMORY, or the user's own."),
    ] = None,
    author: Annotated[str, typer.Option(help="Name stored with the edits.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what was edited in a document that toolkit translate wrote, and check it again.

    Exits with 1 where something needs a look: Arabic changed, rows moved, deleted or added.
    """
    from toolkit import review
    from toolkit.document import ToolkitError
    from toolkit.memory import Memory, memory_path
    from toolkit.review.propose import as_yaml, proposals

    store = memory_path(memory) if accept else None
    if accept and store is None:
        raise ToolkitError("--accept: there is no memory to store in; name one with --memory")
    read = [(path, *review.read(path, reject=reject)) for path in files]
    reviews = [(path, original, review.compare(original, rows)) for path, original, rows in read]
    if propose:
        for language in dict.fromkeys(found.language for _, _, found in reviews):
            changes = [c for _, _, f in reviews if f.language == language for c in f.changes]
            text = as_yaml(proposals(changes), language)
            print(text or f"# no correction into {language} was made twice\n", end="")
        return
    summary = []
    for path, original, found in reviews:
        stored = None
        if store is not None:
            with Memory(store) as kept:
                stored = review.accept(found, original, kept, author or os.environ.get("USER", ""))
        summary.append(_json(path, found, stored))
        if not as_json:
            _print(path, found, stored)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    if any(found.problems for _, _, found in reviews):
        raise typer.Exit(1)


def _json(path: Path, found: Review, stored: int | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "language": found.language,
        "changes": [
            {
                "id": change.after.segment.id,
                "source": change.after.segment.text,
                "old": change.before.text,
                "new": change.after.text,
                "storable": change.storable,
                "notes": list(change.notes),
                "findings": [
                    {"check": f.check, "severity": f.severity, "message": f.message}
                    for f in change.findings
                ],
            }
            for change in found.changes
        ],
        "problems": [{"kind": p.kind, "id": p.id, "message": p.message} for p in found.problems],
        "notes": [{"id": id or None, "note": note} for id, note in found.notes],
        "unchanged": found.unchanged,
        "stored": stored,
    }


def _print(path: Path, found: Review, stored: int | None) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    console.print(f"{path} ({found.language})", style="bold")
    for change in found.changes:
        old, new = _diff(change)
        console.print(f"\n  {change.after.segment.id}  {change.after.segment.line}")
        console.print("  - ", old, sep="")
        console.print("  + ", new, sep="")
        for finding in change.findings:
            console.print(f"    {finding.severity}: {finding.message}", style="yellow")
    console.print()
    for problem in found.problems:
        console.print(f"  {problem.kind}: {problem.id or '-'}: {problem.message}", style="red")
    for id, note in found.notes:
        console.print(f"  note: {id or '-'}: {note}", style="cyan")
    told = "" if stored is None else f", {stored} stored in the memory"
    console.print(f"  {len(found.changes)} changed, {found.unchanged} unchanged{told}")


def _diff(change: Change) -> tuple[Text, Text]:
    """Both texts, what is gone from the old one in red and what is new in green."""
    from rich.text import Text

    before, after = change.before.text.split(), change.after.text.split()
    old, new = Text(), Text()
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = ("", "") if tag == "equal" else ("red strike", "green")
        old.append(" ".join(before[i:j]) + (" " if j > i else ""), style=gone)
        new.append(" ".join(after[k:m]) + (" " if m > k else ""), style=come)
    return old, new
