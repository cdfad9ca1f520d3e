"""`toolkit translate`: files in, bilingual documents and reports out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from toolkit.document import ToolkitError
    from toolkit.pipeline import Failure, Options, Result

EXAMPLES = """Examples:

  toolkit translate article.txt --to en

  toolkit translate *.txt --to en --to fr --out exports --format docx,pdf,html

  toolkit translate article.docx --to fr --glossary my.yaml --profile EG --strict

  toolkit translate article.txt --to en --glossary my.yaml --watch
"""


class Target(StrEnum):
    """Target languages."""

    en = "en"
    fr = "fr"


class LayoutName(StrEnum):
    """Page layouts."""

    table = "table"
    interleaved = "interleaved"
    target_only = "target-only"
    source_target_pages = "source-target-pages"


def command(
    files: Annotated[list[Path], typer.Argument(help="Articles: .txt, .md, .docx or .html.")],
    to: Annotated[list[Target], typer.Option(help="Target language; may be given twice.")],
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            help="A YAML glossary file or folder in place of the shipped one; may be given several"
            " times, later ones win."
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the documents.")] = Path("exports"),
    format: Annotated[
        list[str],
        typer.Option(
            help="docx, pdf, html, json, xlf or xliff; several with commas or given again."
        ),
    ] = ["docx,pdf"],  # noqa: B006 - typer reads it, nothing writes to it
    model: Annotated[
        Path | None, typer.Option(help="An .argosmodel file, a package or a folder of packages.")
    ] = None,
    layout: Annotated[
        LayoutName, typer.Option(help="Side by side; paragraph after paragraph; or whole texts.")
    ] = LayoutName.table,
    profile: Annotated[
        str, typer.Option(help="Country whose usage holds (EG, LY, DZ ...), or auto.")
    ] = "auto",
    mark_terms: Annotated[bool, typer.Option(help="Mark enforced terms lightly.")] = True,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files, where it is guessed wrongly.")
    ] = None,
    beam: Annotated[int, typer.Option(min=1, max=16, help="Width of the search.")] = 4,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0: all useful.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that write documents.")] = 1,
    memory: Annotated[
        Path | None,
        typer.Option(help="Translation memory; without it $TOOLKIT_MEMORY, or the user's own."),
    ] = None,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Use no translation memory.")
    ] = False,
    watch: Annotated[
        bool, typer.Option(help="Stay, and translate again when an article or glossary is saved.")
    ] = False,
    strict: Annotated[bool, typer.Option(help="Exit with 1 when a check finds an error.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Translate Arabic articles under a glossary; write DOCX and PDF, and a report of each.

    The report ARTICLE.LANG.report.json is written whatever the formats.
    """
    from toolkit.glossary import Glossary
    from toolkit.memory import memory_path
    from toolkit.pipeline import Options, run

    options = Options(
        languages=tuple(target.value for target in to),
        out=out,
        formats=tuple(name.strip().lower() for name in ",".join(format).split(",") if name.strip()),
        layout=layout.value,
        mark_terms=mark_terms,
        model=model,
        profile=profile,
        beam=beam,
        threads=threads,
        encoding=encoding,
        jobs=jobs,
        memory=None if no_memory else memory_path(memory),
    )
    if watch:
        _watch(files, options, glossary)
    with _bars() as progress:
        results, failures = run(files, options, Glossary.load(*glossary or ()), progress)
    if as_json:
        print(json.dumps(_summary(results, failures), ensure_ascii=False, indent=2))
    else:
        _print(results, failures, options)
    if failures:
        raise typer.Exit(2)
    if strict and any(_count(result, "error") for result in results):
        raise typer.Exit(1)


def _watch(paths: list[Path], options: Options, glossaries: list[Path] | None) -> None:
    from time import monotonic

    from toolkit.glossary import shipped
    from toolkit.watch import watch

    def failed(error: ToolkitError) -> None:
        first, *more = str(error).splitlines()
        print(f"{first} (and {len(more)} more)" if more else first, file=sys.stderr, flush=True)

    for results, failures, started in watch(paths, options, glossaries or [shipped()], failed):
        for result in results:
            for path in result.files:
                print(f"wrote {path}")
        for failure in failures:
            print(failure.reason, file=sys.stderr)
        print(f"done in {monotonic() - started:.1f} s; watching, Ctrl-C ends", flush=True)


def _bars() -> AbstractContextManager[Callable[[str, int, int], None]]:
    """Progress bars on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext(lambda stage, done, total: None)
    from toolkit.cli.progress import bars

    return bars()


def _count(result: Result, severity: str) -> int:
    return sum(f.severity == severity for t in result.document.translations for f in t.findings)


def _terms(result: Result) -> tuple[int, int]:
    """Enforced hits and all hits that were to be enforced."""
    hits = [h for t in result.document.translations for h in t.hits if h.status != "suggested"]
    return sum(hit.status == "enforced" for hit in hits), len(hits)


def _summary(results: list[Result], failures: list[Failure]) -> dict[str, Any]:
    return {
        "documents": [
            {
                "source": result.document.article.source.path,
                "encoding": result.document.article.source.encoding,
                "language": result.document.language,
                "segments": len(result.document.translations),
                "terms": _terms(result)[1],
                "enforced": _terms(result)[0],
                "errors": _count(result, "error"),
                "warnings": _count(result, "warning"),
                "run": result.document.run.signature,
                "files": [str(path) for path in result.files],
            }
            for result in results
        ],
        "failures": [{"path": str(f.path), "reason": f.reason} for f in failures],
    }


def _print(results: list[Result], failures: list[Failure], options: Options) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True, emoji=False, markup=False)
    for result in results:
        document = result.document
        run, source = document.run, document.article.source
        enforced, terms = _terms(result)
        read_as = f" ({source.encoding})" if source.encoding else ""
        console.print(f"{source.path}{read_as} → {document.language}", style="bold")
        console.print(f"  model     {run.model}")
        console.print(f"  profile   {run.profile}: {run.profile_reason}")
        console.print(f"  terms     {enforced} of {terms} in place")
        console.print(f"  to check  {_count(result, 'error')} errors,", end=" ")
        console.print(f"{_count(result, 'warning')} warnings")
        for path in result.files:
            console.print(f"  wrote     {path}")
    for failure in failures:
        print(failure.reason, file=sys.stderr)
