"""`toolkit models`: list, install, remove and check translation packages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from toolkit.translator.packages import Package

app = typer.Typer(
    help="List, install, remove and check translation packages.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list", epilog="Examples:\n\n  toolkit models list\n\n  toolkit models list --json")
def list_packages(as_json: JsonOption = False) -> None:
    """List the packages at hand, and those chosen for English and for French."""
    from toolkit.document import ToolkitError
    from toolkit.translator import packages, settings
    from toolkit.translator.doctor import TARGETS

    found, problems = packages.survey(settings.packages_folders(), "installed")
    found += packages.starter()
    routes: dict[str, str | None] = {}
    for target in TARGETS:
        try:
            routes[target] = packages.describe(packages.choose("ar", target))
        except ToolkitError:
            routes[target] = None
    if as_json:
        report = {
            "folder": str(settings.packages_folder()),
            "packages": [_as_json(package) for package in found],
            "problems": problems,
            "routes": routes,
        }
        print(json.dumps(report, ensure_ascii=False))
        return
    for package in found:
        print(f"{package}  {package.sha256()[:12]}  {package.folder}")
    for problem in problems:
        print(f"unusable: {problem}")
    for target, route in routes.items():
        print(f"ar→{target} uses {route or 'nothing: no route'}")


def _as_json(package: Package) -> dict[str, str]:
    return {
        "source": package.source,
        "target": package.target,
        "name": package.name,
        "version": package.version,
        "origin": package.origin,
        "tokenizer": package.tokenizer_type,
        "folder": str(package.folder),
        "sha256": package.sha256(),
    }


@app.command(
    epilog="Examples:\n\n  toolkit models install ar en\n\n  toolkit models install ar en en fr\n\n"
    "  toolkit models install translate-ar_en-1_0.argosmodel"
)
def install(
    what: Annotated[
        list[str],
        typer.Argument(help="Pairs of language codes, or .argosmodel files.", metavar="PAIR|FILE"),
    ],
) -> None:
    """Install packages: from the Argos index (needs the network), or from files (does not)."""
    from toolkit.document import ToolkitError

    files = [name for name in what if _is_file(name)]
    codes = [name for name in what if not _is_file(name)]
    if len(codes) % 2:
        raise ToolkitError(
            f"{codes[-1]}: no such file, and a pair needs two codes, as in:"
            " toolkit models install ar en"
        )
    for name in files:
        from toolkit.translator.archive import install_file

        for package in install_file(Path(name)):
            print(f"installed {package}  {package.folder}")
    for source, target in zip(codes[::2], codes[1::2], strict=True):
        _download(source, target)


def _is_file(name: str) -> bool:
    return name.lower().endswith((".argosmodel", ".zip")) or Path(name).is_file()


def _download(source: str, target: str) -> None:
    from toolkit.translator.index import install_pair

    with _bar(f"{source}→{target}") as progress:
        done = install_pair(source, target, progress)
    for package in done.packages:
        print(f"installed {package}  {package.folder}")
    print(f"from {done.url}: {done.size:,} bytes, SHA-256 {done.sha256}")


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int | None], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda here, total: progress.update(task, completed=here, total=total)


@app.command(epilog="Example:\n\n  toolkit models remove ar en")
def remove(
    source: Annotated[str, typer.Argument(help="Language code, as in: ar")],
    target: Annotated[str, typer.Argument(help="Language code, as in: en")],
) -> None:
    """Remove the installed package of one direction, for stock Argos too."""
    from toolkit.translator import archive

    for package in archive.remove(source, target):
        print(f"removed {package}  {package.folder}")


@app.command(epilog="Examples:\n\n  toolkit models doctor\n\n  toolkit models doctor --json")
def doctor(as_json: JsonOption = False) -> None:
    """Prove with the network blocked that translation works; exit code 1 if something is amiss."""
    from toolkit.translator.doctor import doctor as examine

    checks = examine()
    if as_json:
        print(json.dumps([check._asdict() for check in checks], ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'ok     ' if check.ok else 'MISSING'} {check.name}: {check.detail}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@app.command("export-starter", epilog="Example:\n\n  toolkit models export-starter exports")
def export_starter(
    directory: Annotated[Path, typer.Argument(help="An existing folder.")],
) -> None:
    """Write the starter as .argosmodel files, which stock Argos installs and runs."""
    from toolkit.translator.starter_export import export_starter as export

    for path in export(directory):
        print(path)
