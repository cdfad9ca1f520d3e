"""`toolkit glossary`: check YAML files, look terms up, show the hits in an article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli import exchange

if TYPE_CHECKING:
    from toolkit.glossary import Entry

app = typer.Typer(
    help="Check glossaries, look terms up, show the hits in an article.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("export", epilog=exchange.EXPORT_EXAMPLES)(exchange.export)
app.command("import", epilog=exchange.IMPORT_EXAMPLES)(exchange.import_)

GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option(help="A YAML file or folder in place of the shipped glossary; repeatable."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command(epilog="Examples:\n\n  toolkit glossary check\n\n  toolkit glossary check my.yaml")
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the shipped glossary if none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check glossary files; every mistake is told as file:line:column with a remedy."""
    from toolkit.glossary import Glossary, GlossaryError

    try:
        glossary = Glossary.load(*paths or ())
    except GlossaryError as error:
        if as_json:
            print(json.dumps({"entries": 0, "problems": error.problems}, ensure_ascii=False))
            raise typer.Exit(2) from None
        raise
    enforced = sum(entry.enforce for entry in glossary.entries)
    if as_json:
        counts = {"entries": len(glossary.entries), "enforced": enforced, "problems": []}
        print(json.dumps(counts))
    else:
        print(f"{len(glossary.entries)} entries, {enforced} enforced: no mistakes")


@app.command(epilog='Example:\n\n  toolkit glossary lookup "الفريق أول ركن"')
def lookup(
    term: Annotated[str, typer.Argument(help="An Arabic term, in any of its forms.")],
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look a term up: entries that stand in it, and entries that hold it."""
    from toolkit.arabic.script import fold
    from toolkit.glossary import Glossary

    loaded = Glossary.load(*glossary or ())
    inside = [match.entry for match in loaded.match(term)]
    wanted = fold(term)
    around = [e for e in loaded.entries if any(wanted in fold(s) for s, _ in e.surfaces)]
    found = list(dict.fromkeys([*inside, *around]))
    if as_json:
        print(json.dumps([e.model_dump(exclude_defaults=True) for e in found], ensure_ascii=False))
    elif not found:
        print(f"no entry for {term}")
    else:
        _table(found)
    if not found:
        raise typer.Exit(1)


@app.command(epilog="Example:\n\n  toolkit glossary hits seeds/article.txt --to fr")
def hits(
    file: Annotated[Path, typer.Argument(help="An article.")],
    to: Annotated[str, typer.Option(help="Language of the renderings: en or fr.")] = "en",
    glossary: GlossaryOption = None,
    profile: Annotated[str, typer.Option(help="Country code, or auto.")] = "auto",
    as_json: JsonOption = False,
) -> None:
    """Show every hit of the glossary in an article, with its rendering."""
    from toolkit.glossary import Glossary
    from toolkit.glossary.profile import guess
    from toolkit.pipeline import read

    loaded = Glossary.load(*glossary or ())
    segments = read(file).segments
    country: str | None = profile.upper()
    if profile == "auto":
        country, _ = guess(m for s in segments for m in loaded.match(s.text))
    rows: list[dict[str, Any]] = [
        {
            "segment": segment.id,
            "start": match.start,
            "end": match.end,
            "surface": segment.text[match.start : match.end],
            "entry": match.entry.ar,
            "kind": match.entry.kind,
            "rendering": next(iter(match.entry.renderings(to, match.form)), None),
            "enforce": match.entry.enforce,
        }
        for segment in segments
        for match in loaded.match(segment.text, country)
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("segment", "surface", "rendering", "kind", "enforced")
    for row in rows:
        enforced = "yes" if row["enforce"] else "suggested"
        table.add_row(
            row["segment"], row["surface"], row["rendering"] or "-", row["kind"], enforced
        )
    Console().print(table)


@app.command(epilog="Example:\n\n  toolkit glossary schema > glossaries/schema.json")
def schema() -> None:
    """Print the JSON Schema of glossary files, for editors that complete and check YAML."""
    from toolkit.glossary.entry import GlossaryFile

    print(json.dumps(GlossaryFile.model_json_schema(), ensure_ascii=False, indent=2))


def _table(entries: list[Entry]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Arabic", "English", "French", "kind", "country", "enforced", "note")
    for entry in entries:
        table.add_row(
            entry.ar,
            "; ".join(entry.en),
            "; ".join(entry.fr),
            entry.kind,
            ", ".join(entry.country),
            "yes" if entry.enforce else "suggested",
            entry.note or "",
        )
    Console().print(table)
