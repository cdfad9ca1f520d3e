"""Sentences a second: the whole pipeline, bare decoding, and stock argostranslate, in one run.

    python -m benchmarks.speed [FILE ...] [--to en] [--repeat 5] [--beam 4] [--threads 1]

All three use the same package, beam and number of threads, on the same sentences:

* pipeline: segmented article to checked translation, with the glossary enforced;
* engine:   the same sentences without glossary, as `toolkit.translator.engine` batches them;
* stock:    argostranslate's own translation of the same text, paragraph by paragraph, its sentence
  splitter turned off (it would ask the network), so that each paragraph is one segment;
* bare:     one call of CTranslate2's `translate_batch` on tokens made beforehand.

The text is the seed article, its sentences repeated with a number in front, so that nothing is
decoded twice. Machines are noisy: compare the ratios of one run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.stock import translation

if TYPE_CHECKING:
    from toolkit.translator.packages import Package

Work = Callable[[], object]

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--to", choices=("en", "fr"), default="en")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    from toolkit import Article, Translator, read
    from toolkit.document import Paragraph, Section
    from toolkit.translator.engine import Engine, Request
    from toolkit.translator.packages import starter

    package = next(p for p in starter() if p.target == options.to)
    files = options.files or sorted((ROOT / "seeds").glob("*.txt"))

    def numbered(article: Article, number: int) -> Article:
        """The article with a number before each segment: new to any cache, much the same work."""
        sections = tuple(
            Section(
                section.heading,
                tuple(
                    Paragraph(tuple(replace(s, text=f"{number} {s.text}") for s in p.segments))
                    for p in section.paragraphs
                ),
            )
            for section in article.sections
        )
        return replace(article, sections=sections)

    articles = [numbered(read(path), i) for i in range(1, options.repeat + 1) for path in files]
    lines = [segment.line for article in articles for segment in article.segments]

    translator = Translator(
        options.to, model=package.folder, beam=options.beam, threads=options.threads
    )
    engine = Engine(package, threads=options.threads)
    engine.decode([Request("تجربة")])  # loads the model
    translator.engines[0].decode([Request("تجربة")])
    tokens = [engine.tokenize(line) for line in lines]

    rows = {
        "pipeline": lambda: translator.translate(articles),
        "engine": lambda: engine.decode([Request(line) for line in lines], beam=options.beam),
        "stock": stock(package, options, lines),
        "bare": bare(package, options, tokens),
    }
    print(f"{len(lines)} sentences into {options.to}, {package}, beam {options.beam},", end=" ")
    print(f"{options.threads} thread(s) of {os.cpu_count()}")
    print(f"{'':10}{'seconds':>9}{'sentences/s':>13}{'against stock':>15}")
    seconds = {name: timed(work) for name, work in rows.items()}
    for name, spent in seconds.items():
        ratio = seconds["stock"] / spent
        print(f"{name:10}{spent:9.2f}{len(lines) / spent:13.1f}{ratio:14.2f}x")


def timed(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def stock(package: Package, options: argparse.Namespace, lines: list[str]) -> Work:
    """argostranslate on the same package, installed into a folder of its own."""
    home = Path(tempfile.mkdtemp(prefix="toolkit-speed-"))
    argos = translation(package, options, home)
    return lambda: [argos.translate(line) for line in lines]


def bare(package: Package, options: argparse.Namespace, tokens: list[list[str]]) -> Work:
    """CTranslate2 alone, on tokens, in one call."""
    import ctranslate2

    translator = ctranslate2.Translator(str(package.model), intra_threads=options.threads)
    return lambda: translator.translate_batch(
        tokens,
        target_prefix=[[package.target_prefix]] * len(tokens) if package.target_prefix else None,
        beam_size=options.beam,
        max_batch_size=2048,
        batch_type="tokens",
    )


if __name__ == "__main__":
    main()
