"""A translated file against its source, its reference and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.document import Language, ToolkitError
from toolkit.evaluation import numbers, terms
from toolkit.evaluation.numbers import NumberScore
from toolkit.evaluation.scores import Comparison, Score, compare, scores
from toolkit.evaluation.terms import TermScore
from toolkit.glossary import Glossary
from toolkit.glossary.profile import guess


@dataclass(frozen=True, slots=True)
class System:
    """What one system's translations are worth."""

    scores: tuple[Score, ...]
    terms: TermScore
    numbers: NumberScore


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A system, the baseline where there is one, and how their scores compare."""

    language: Language
    sentences: int
    profile: str | None
    system: System
    baseline: System | None = None
    comparisons: tuple[Comparison, ...] = ()


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a UTF-8 file, without their ends. Raises ToolkitError where it cannot be read.

    Only line feeds end a line (other Unicode separators stand inside sentences), so that the
    files of a set stay aligned.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ToolkitError(f"{path}: {reason}; name a text file") from None
    except UnicodeDecodeError:
        raise ToolkitError(f"{path}: not UTF-8; save it as UTF-8") from None
    lines = text.removesuffix("\n").split("\n")
    if not text.strip():
        raise ToolkitError(f"{path}: empty; name a file with one sentence a line")
    return tuple(lines)


def read_aligned(*paths: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of files whose n-th lines belong together; they must have the same number."""
    files = [read_lines(path) for path in paths]
    for path, lines in zip(paths, files, strict=True):
        if len(lines) != len(files[0]):
            raise ToolkitError(
                f"{path}: {len(lines)} lines, but {paths[0]} has {len(files[0])};"
                " the files must hold the same sentences, one a line"
            )
    return tuple(files)


def evaluate(
    sources: Sequence[str],
    references: Sequence[str],
    hypotheses: Sequence[str],
    glossary: Glossary,
    language: Language,
    *,
    baseline: Sequence[str] | None = None,
    profile: str = "auto",
) -> Evaluation:
    """Score translations of sentences, and those of a baseline, all in the same order.

    `profile` is the country whose usage the terms follow; "auto" reads it from all the sources
    together, as the translator reads it from an article.
    """
    country: str | None = profile.upper()
    if profile == "auto":
        country, _ = guess(m for source in sources for m in glossary.match(source))
    demanded = [terms.demands(source, glossary, language, country) for source in sources]

    def system(texts: Sequence[str]) -> System:
        return System(
            scores(texts, references),
            terms.score(demanded, texts, language),
            numbers.score(sources, texts, language),
        )

    return Evaluation(
        language=language,
        sentences=len(sources),
        profile=country,
        system=system(hypotheses),
        baseline=None if baseline is None else system(baseline),
        comparisons=() if baseline is None else compare(hypotheses, baseline, references),
    )
