"""Translate again whenever an article or a glossary file is saved.

Files are looked at every 0.3 s by time and size: that works on every disk and every system. Models
stay loaded, and only sentences of which something else is asked are decoded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit.document import Language, ToolkitError
from toolkit.glossary import Glossary
from toolkit.glossary.load import files
from toolkit.pipeline import Failure, Options, Progress, Result, run
from toolkit.translator.translator import Translator

INTERVAL = 0.3
"""Seconds between looks."""

Done = tuple[list[Result], list[Failure], float]


def watch(
    paths: Sequence[Path],
    options: Options,
    glossaries: Sequence[Path],
    failed: Callable[[ToolkitError], None],
    progress: Progress | None = None,
) -> Iterator[Done]:
    """Run at once and then after each save, without end; gives what `pipeline.run` gives,
    and when (`time.monotonic`) the change was seen.

    A mistake, in a glossary for example, is told to `failed`, and the watch goes on.
    """
    kept: dict[Language, Translator] = {}
    seen = None
    while True:
        now = _state([*paths, *glossaries])
        if now == seen:
            time.sleep(INTERVAL)
            continue
        seen, started = now, time.monotonic()
        try:
            results, failures = run(paths, options, Glossary.load(*glossaries), progress, kept)
        except ToolkitError as error:
            failed(error)
            continue
        yield results, failures, started


def _state(paths: Sequence[Path]) -> list[tuple[Path, int, int]]:
    """Time and size of every file; one that is just being replaced is not there."""
    found = []
    for path in paths:
        try:
            for file in files([path]):  # a folder of glossaries, or a file of any kind
                stat = file.stat()
                found.append((file, stat.st_mtime_ns, stat.st_size))
        except (ToolkitError, OSError):
            continue
    return found
