"""BLEU and chrF2++ of a package on a file of triples, without a glossary, with their signatures.

Works with the project's own dependencies. For scores with the glossary's enforcement, and for
other systems' output, see `toolkit evaluate`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from toolkit.evaluation.scores import Score, scores
from toolkit.translator import packages
from toolkit.translator.engine import Engine, Request
from training.corpus import LANGUAGES, triples

EXAMPLES = """\
examples:
  python -m training.evaluate package training/corpus/development.tsv.xz
  python -m training.evaluate package sentences.tsv --language fr --beam 1 --write hypotheses
"""


def evaluate(
    package: Path, path: Path, language: str, beam: int = 4, threads: int = 0
) -> tuple[list[str], tuple[Score, ...], float]:
    """Translations of a file's Arabic column, their scores, and sentences a second."""
    rows = list(triples(path))
    engine = Engine(packages.choose("ar", language, packages.given(package))[0], threads)
    began = time.perf_counter()
    found = engine.decode([Request(row[0]) for row in rows], beam=beam)
    speed = len(rows) / (time.perf_counter() - began)
    hypotheses = [candidates[0].text for candidates in found]
    references = [row[1 + LANGUAGES.index(language)] for row in rows]
    return hypotheses, scores(hypotheses, references), speed


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("package", type=Path)
    parser.add_argument("triples", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, nargs="+", default=list(LANGUAGES))
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--write", type=Path, help="folder for the translations")
    a = parser.parse_args()
    for language in a.language:
        hypotheses, found, speed = evaluate(a.package, a.triples, language, a.beam, a.threads)
        for score in found:
            print(f"ar→{language} {score.name} {score.value:.1f}  {score.signature}")
        print(f"ar→{language} {len(hypotheses)} sentences, {speed:.1f} a second")
        if a.write:
            a.write.mkdir(parents=True, exist_ok=True)
            text = "\n".join(hypotheses) + "\n"
            (a.write / f"hypotheses.{language}").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
