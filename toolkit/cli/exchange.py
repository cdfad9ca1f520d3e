"""`toolkit glossary export` and `import`: glossaries to and from TBX, CSV, XLSX and DeepL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def export(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the shipped glossary if none.")
    ] = None,
    to: Annotated[
        Path, typer.Option(help="File to write: .tbx, .csv, .xlsx or .deepl.csv.")
    ] = Path("glossary.tbx"),
) -> None:
    """Write glossaries for other programs; .deepl.csv gives a file for each language pair."""
    from toolkit.glossary import Glossary
    from toolkit.glossary.exchange import write

    entries = Glossary.load(*paths or ()).entries
    for path in write(entries, to):
        print(f"wrote {path}")
    print(f"from {len(entries)} entries")


def import_(
    file: Annotated[Path, typer.Argument(help="A .tbx, .csv or .xlsx file.")],
    to: Annotated[Path, typer.Option(help="Glossary file to write: .yaml.")],
) -> None:
    """Read another program's glossary into a YAML file; mistakes are told with row and remedy."""
    from toolkit.document import ToolkitError
    from toolkit.files import atomic_path
    from toolkit.glossary.exchange import read
    from toolkit.glossary.exchange.yaml import dump

    if to.suffix.lower() not in (".yaml", ".yml"):
        raise ToolkitError(f"{to}: a glossary file ends in .yaml: mend --to")
    if to.exists():
        raise ToolkitError(f"{to}: exists already: name a new file with --to")
    entries = read(file)
    with atomic_path(to) as temporary:
        temporary.write_text(dump(entries, f"Imported from {file.name}"), encoding="utf-8")
    print(f"wrote {to} ({len(entries)} entries); see it through: toolkit glossary check {to}")


EXPORT_EXAMPLES = """Examples:

  toolkit glossary export --to terms.tbx

  toolkit glossary export my-terms.yaml --to terms.xlsx

  toolkit glossary export my-terms.yaml --to terms.deepl.csv
"""
IMPORT_EXAMPLES = "Example:\n\n  toolkit glossary import terms.xlsx --to my-terms.yaml"
