"""`toolkit memory`: what is in the translation memory, and exchange with other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.translate import Target

if TYPE_CHECKING:
    from toolkit.memory import Memory

app = typer.Typer(
    help="Look into the translation memory, prune it, exchange it as TMX.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

MemoryOption = Annotated[
    Path | None,
    typer.Option(help="The memory; without it $TOOLKIT_MEMORY, or the user's own."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _open(given: Path | None) -> Memory:
    from toolkit.document import ToolkitError
    from toolkit.memory import Memory, memory_path

    path = memory_path(given)
    if path is None:
        raise ToolkitError("there is no memory to use: name one with --memory")
    return Memory(path)


@app.command(epilog="Example:\n\n  toolkit memory stats")
def stats(memory: MemoryOption = None, as_json: JsonOption = False) -> None:
    """Say where the memory is and how many sentences it holds."""
    with _open(memory) as kept:
        counts = {target.value: len(kept.entries(target.value)) for target in Target}
        if as_json:
            print(json.dumps({"file": str(kept.path), "entries": counts}, ensure_ascii=False))
            return
        print(kept.path)
        for language, count in counts.items():
            print(f"ar→{language}  {count} sentences")


@app.command(epilog='Example:\n\n  toolkit memory search "استقبل وزير الدفاع السفير." --to en')
def search(
    text: Annotated[str, typer.Argument(help="An Arabic sentence.")],
    to: Annotated[Target, typer.Option(help="Language of the translations.")] = Target.en,
    threshold: Annotated[
        float, typer.Option(min=0, max=100, help="Least likeness in per cent.")
    ] = 75.0,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 10,
    memory: MemoryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find sentences like this one. Exits with 1 where there is none."""
    from toolkit.memory.recall import Recall

    with _open(memory) as kept:
        found = Recall(kept, to.value, threshold).similar(text, limit)
    if as_json:
        rows = [
            {"likeness": round(score, 1), "source": e.source, "target": e.target}
            for score, e in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for score, entry in found:
            print(f"{int(score):3} %  {entry.source}\n       {entry.target}")
        if not found:
            print(f"no sentence is {threshold:g} % alike")
    if not found:
        raise typer.Exit(1)


@app.command(epilog="Example:\n\n  toolkit memory prune --before 2025-01-01 --to fr")
def prune(
    before: Annotated[str, typer.Option(help="Forget what was last changed before YYYY-MM-DD.")],
    to: Annotated[Target | None, typer.Option(help="Only this language.")] = None,
    memory: MemoryOption = None,
) -> None:
    """Forget old entries."""
    from datetime import date

    from toolkit.document import ToolkitError

    try:
        day = date.fromisoformat(before)
    except ValueError:
        raise ToolkitError(f"--before {before}: is no date; write YYYY-MM-DD") from None
    with _open(memory) as kept:
        gone = kept.prune(day.strftime("%Y%m%dT000000Z"), to.value if to else None)
    print(f"{gone} forgotten")


@app.command("import", epilog="Example:\n\n  toolkit memory import house.tmx")
def import_(
    files: Annotated[list[Path], typer.Argument(help="TMX files.")],
    memory: MemoryOption = None,
) -> None:
    """Take in the Arabic-English and Arabic-French units of TMX files."""
    from toolkit.memory import tmx

    read = [(path, tmx.read(path)) for path in files]
    with _open(memory) as kept:
        for path, entries in read:
            print(f"{path}: {kept.put(entries)} taken in")


@app.command(epilog="Example:\n\n  toolkit memory export memory.tmx --to en")
def export(
    file: Annotated[Path, typer.Argument(help="TMX file to write.")],
    to: Annotated[Target | None, typer.Option(help="Only this language.")] = None,
    memory: MemoryOption = None,
) -> None:
    """Write the memory as TMX 1.4."""
    from toolkit.memory import tmx
    from toolkit.translator.translator import toolkit_version

    with _open(memory) as kept:
        entries = kept.entries(to.value if to else None)
    tmx.write(entries, file, toolkit_version())
    print(f"wrote {file} ({len(entries)} units)")
