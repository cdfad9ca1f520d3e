"""Terms in their places: the three modes of the WMT terminology tasks, beside stock argostranslate.

    python -m benchmarks.terminology SET.tsv [--to en] [--model PATH] [--limit N] [--threads 1]

SET.tsv has an Arabic sentence, its English and its French reference on each line. Modes:

* no terms: the sentences alone;
* proper:   the entries of the shipped glossary that match the sentence and whose rendering, or an
  accepted one, stands in the reference; that rendering is required, as in WMT;
* random:   one to three other words of the sentence, chosen by a fixed seed, each with the word
  that translates it in this reference. They come from the set itself, without an aligner (see
  `toolkit.evaluation.pairs`), over all lines whatever the limit. Words of the glossary's
  enforced terms are left out.

The toolkit gets exactly those terms and nothing else (no numbers). Stock argostranslate takes no
terms, so that one run of it stands for all modes; its sentence splitter is turned off (it would
ask the network), so that each line is one segment. Both use the same package, beam and threads.

Success counts terms at word boundaries, each occurrence with a place of its own. A rank and the
name behind it are given to the toolkit as one phrase where the reference has them as one; they
count as two terms. As a proper term is read off the reference, chrF2++ of the modes with terms is
that of a translator who knows the reference's words: compare it with other systems' same mode.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stock import translation
from toolkit import Glossary, ToolkitError
from toolkit.document import Language
from toolkit.evaluation.evaluate import read_lines
from toolkit.evaluation.modes import chosen, proper
from toolkit.evaluation.pairs import pairs
from toolkit.evaluation.scores import compare, scores
from toolkit.evaluation.terms import TermScore, score
from toolkit.translator import packages
from toolkit.translator.engine import Engine, Request
from toolkit.translator.ladder import Task, climb
from toolkit.translator.packages import Package
from toolkit.translator.units import Unit

Terms = list[tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """What one system made of the set, given the terms of one mode."""

    system: str
    given: str
    texts: list[str]
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("set", type=Path)
    parser.add_argument("--to", choices=("en", "fr"), default="en")
    parser.add_argument("--model", type=Path, help="the embedded model if none is given")
    parser.add_argument("--limit", type=int, help="only the first N sentences")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="also list terms out of place")
    options = parser.parse_args()
    try:
        run(options)
    except ToolkitError as error:
        parser.exit(2, f"{error}\n")


def run(options: argparse.Namespace) -> None:
    package = direct(options.to, options.model)
    glossary = Glossary.load()
    everything = columns(options.set)
    sources, references = (
        [line[column] for line in everything] for column in (0, 1 if options.to == "en" else 2)
    )
    linked = pairs(sources, references)
    sources, references = sources[: options.limit], references[: options.limit]
    linked = linked[: options.limit]
    given: dict[str, Terms] = {
        "no terms": [() for _ in sources],
        "proper": [
            proper(source, reference, glossary, options.to)
            for source, reference in zip(sources, references, strict=True)
        ],
        "random": [
            chosen(source, found, glossary) for source, found in zip(sources, linked, strict=True)
        ],
    }
    engine = Engine(package, threads=options.threads)
    engine.decode([Request("تجربة")])  # loads the model
    rows = [stock(package, options, sources)]
    rows += [toolkit(engine, mode, sources, terms, options) for mode, terms in given.items()]
    report(rows, given, references, options.to)
    if options.misses:
        misses(rows, given, sources, options.to)
    print(f"\n{len(sources)} sentences into {options.to}, beam {options.beam},", end=" ")
    print(f"{options.threads} thread(s) of {os.cpu_count()}")
    print(f"{package} {package.sha256()[:12]} | glossary {glossary.sha256[:12]}")


def columns(path: Path) -> list[list[str]]:
    lines = [line.split("\t") for line in read_lines(path)]
    for number, line in enumerate(lines, 1):
        if len(line) != 3:
            raise ToolkitError(
                f"{path}:{number}: {len(line)} columns; Arabic, English and French are needed"
            )
    return lines


def direct(language: Language, model: Path | None) -> Package:
    """The package that the user gave or the embedded one; stock Argos gets the same."""
    offered = packages.given(model) if model else packages.starter()
    for package in offered:
        if (package.source, package.target) == ("ar", language):
            return package
    raise ToolkitError(f"{model or 'the embedded model'}: no package ar→{language}; give another")


def toolkit(
    engine: Engine, mode: str, sources: list[str], terms: Terms, options: argparse.Namespace
) -> Row:
    begin = time.perf_counter()
    tasks = [Task(source, some) for source, some in zip(sources, terms, strict=True)]
    texts = [o.text for o in climb(engine, tasks, options.to, beam=options.beam)]
    return Row("toolkit", mode, texts, time.perf_counter() - begin)


def stock(package: Package, options: argparse.Namespace, sources: list[str]) -> Row:
    """argostranslate on the same package, installed into a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="toolkit-terminology-") as folder:
        argos = translation(package, options, Path(folder))
        argos.translate("تجربة")  # loads the model
        begin = time.perf_counter()
        texts = [argos.translate(source) for source in sources]
        return Row("stock", "no terms", texts, time.perf_counter() - begin)


def judged(row: Row, terms: Terms, language: Language) -> TermScore:
    return score([[h for u in some for h in u.hits] for some in terms], row.texts, language)


def report(
    rows: Sequence[Row], given: dict[str, Terms], references: list[str], language: Language
) -> None:
    sizes = {mode: sum(len(u.hits) for some in given[mode] for u in some) for mode in given}
    proper, random_ = (f"{mode} ({sizes[mode]})" for mode in ("proper", "random"))
    print(f"{'system':9}{'terms given':13}{proper:>15}{random_:>15}", end="")
    print(f"{'chrF2++':>9}{'BLEU':>7}{'doubled':>9}{'seconds':>9}")
    for row in rows:
        by_mode = {mode: judged(row, given[mode], language) for mode in ("proper", "random")}
        own = by_mode[row.given if row.given in by_mode else "proper"]
        bleu, chrf = scores(row.texts, references)
        print(f"{row.system:9}{row.given:13}", end="")
        for mode in by_mode.values():
            print(f"{_down(mode.success.percent):>13.1f} %", end="")
        print(f"{chrf.value:9.1f}{bleu.value:7.1f}{own.doubled:9}{row.seconds:9.1f}")
    print(
        "\nTerm success in % (terms in the set). Doubled: of the terms given, else of the proper."
    )
    print("Stock takes no terms: its row is the same in all modes.")
    plain = next(row for row in rows if row.system == "toolkit" and row.given == "no terms")
    for row in (row for row in rows if row is not plain):
        one = next(c for c in compare(row.texts, plain.texts, references) if c.name == "chrF2++")
        change = f"{one.value - one.baseline:+.1f}"
        print(f"chrF2++ of {row.system}, {row.given}, against toolkit, no terms:", end=" ")
        print(f"{change} (p = {one.p:.4f}, paired bootstrap)")
    print(*(f"{s.name} {s.signature}" for s in scores(rows[0].texts, references)), sep="\n")


def _down(percent: float) -> float:
    """Rounded down: what is not all is never shown as 100.0."""
    return int(percent * 10) / 10


def misses(
    rows: Sequence[Row], given: dict[str, Terms], sources: list[str], language: Language
) -> None:
    for row in rows:
        if row.system == "toolkit" and row.given != "no terms":
            for miss in judged(row, given[row.given], language).misses:
                print(f"\n{row.given}, line {miss.line}: {miss.surface} → {miss.rendering}")
                print(f"  {sources[miss.line - 1]}\n  {row.texts[miss.line - 1]}")


if __name__ == "__main__":
    main()
