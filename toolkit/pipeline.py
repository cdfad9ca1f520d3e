"""Read, segment, translate, check, export: the order of the rooms, for one article and for many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from pathlib import Path

from toolkit import exporters, readers, segmenter
from toolkit.document import Article, BilingualDocument, Language, ToolkitError
from toolkit.exporters.layout import Layout
from toolkit.glossary import Glossary
from toolkit.memory import Memory
from toolkit.translator.translator import Translator

REPORT = "report.json"

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the steps done and all steps of it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to translate and what to write.

    `model`, `profile`, `beam` and `threads` as `Translator` takes them; `formats` are names of
    `exporters.FORMATS`; `jobs` is the number of processes that write documents; `memory` is the
    file of the translation memory, None for none.
    """

    languages: tuple[Language, ...] = ("en",)
    out: Path = Path("exports")
    formats: tuple[str, ...] = ("docx", "pdf")
    layout: Layout = "table"
    mark_terms: bool = True
    model: Path | None = None
    profile: str = "auto"
    beam: int = 4
    threads: int = 0
    encoding: str | None = None
    jobs: int = 1
    memory: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One article in one language, and the files that were written of it."""

    document: BilingualDocument
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read or written, and why, in one line."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class _Export:
    document: BilingualDocument
    path: Path
    format: str


def read(path: str | Path, encoding: str | None = None) -> Article:
    """Read a file (.txt, .md, .docx, .html) and segment it.

    `encoding` overrides the detected one. Raises ToolkitError that names the file and the remedy.
    """
    return segmenter.segment(readers.read(path, encoding))


def translate(
    path: str | Path,
    to: Language,
    glossary: Glossary | None = None,
    *,
    model: str | Path | None = None,
    profile: str = "auto",
) -> BilingualDocument:
    """Translate one file into one language. Raises ToolkitError as `read` and `Translator` do."""
    translator = Translator(to, glossary, model=model, profile=profile)
    return translator.translate([read(path)])[0]


def run(
    paths: Sequence[Path],
    options: Options,
    glossary: Glossary,
    progress: Progress | None = None,
    kept: dict[Language, Translator] | None = None,
) -> tuple[list[Result], list[Failure]]:
    """Translate files into every language asked for, and write the documents and reports.

    A file that cannot be read is a failure; the others are done all the same. A report is written
    whatever the formats. `kept` holds the translators of the run before and gets those of this one:
    what they loaded and translated is used again.

    Raises ToolkitError for what concerns all files: an unknown format or language, no model, an
    output folder that cannot be made.
    """
    tell = progress or (lambda stage, done, total: None)
    for name in options.formats:
        exporters.format_of("--format", name)
    memory = Memory(options.memory) if options.memory else None
    translators = [
        Translator(
            language,
            glossary,
            model=options.model,
            profile=options.profile,
            beam=options.beam,
            threads=options.threads,
            memory=memory,
        )
        for language in dict.fromkeys(options.languages)
    ]
    if kept is not None:
        for translator in translators:
            if translator.language in kept:
                translator.take_over(kept[translator.language])
            kept[translator.language] = translator
    make_folder(options.out)
    articles, failures = _read_all(paths, options.encoding, tell)
    results: list[Result] = []
    stems = _stems([path for path, _ in articles])
    for translator in translators:
        documents = translator.translate(
            [article for _, article in articles],
            partial(tell, f"translating into {translator.language}"),
        )
        planned = [
            list(_exports(document, stem, options))
            for document, stem in zip(documents, stems, strict=True)
        ]
        _write_all([one for some in planned for one in some], options, tell)
        results += [
            Result(document, tuple(one.path for one in some))
            for document, some in zip(documents, planned, strict=True)
        ]
    return results, failures


def make_folder(folder: Path) -> None:
    """Make the output folder. Raises ToolkitError where it cannot be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ToolkitError(
            f"{folder}: cannot make this folder ({error.strerror}): name another with --out"
        ) from error


def _read_all(
    paths: Sequence[Path], encoding: str | None, tell: Progress
) -> tuple[list[tuple[Path, Article]], list[Failure]]:
    articles: list[tuple[Path, Article]] = []
    failures: list[Failure] = []
    for i, path in enumerate(dict.fromkeys(paths), 1):
        try:
            articles.append((path, read(path, encoding)))
        except ToolkitError as error:
            failures.append(Failure(path, str(error)))
        tell("reading", i, len(paths))
    return articles, failures


def _stems(paths: Sequence[Path]) -> list[str]:
    """A name for each article; of two files with the same name the later get a number."""
    stems: list[str] = []
    for path in paths:
        numbered = (f"{path.stem}-{number}" for number in count(2))
        stems.append(next(s for s in chain([path.stem], numbered) if s not in stems))
    return stems


def _exports(document: BilingualDocument, stem: str, options: Options) -> Iterator[_Export]:
    base = options.out / f"{stem}.{document.language}"
    for name in options.formats:
        yield _Export(document, base.with_name(f"{base.name}.{name}"), name)
    yield _Export(document, base.with_name(f"{base.name}.{REPORT}"), "json")


def _write_all(exports: Sequence[_Export], options: Options, tell: Progress) -> None:
    if options.jobs > 1 and len(exports) > 1:
        with ProcessPoolExecutor(min(options.jobs, len(exports))) as pool:
            waiting = [pool.submit(_write, export, options) for export in exports]
            for done, future in enumerate(waiting, 1):
                future.result()
                tell("writing", done, len(exports))
        return
    for done, export in enumerate(exports, 1):
        _write(export, options)
        tell("writing", done, len(exports))


def _write(export: _Export, options: Options) -> None:
    try:
        exporters.export(
            export.document,
            export.path,
            format=export.format,
            layout=options.layout,
            mark_terms=options.mark_terms,
        )
    except OSError as error:
        raise ToolkitError(
            f"{export.path}: cannot be written ({error.strerror}): close it where it is open, or"
            " name another folder with --out"
        ) from error
