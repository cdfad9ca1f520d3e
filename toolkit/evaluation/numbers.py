"""Number fidelity: whether translations keep the numbers, dates and times of their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.arabic.numbers import find
from toolkit.document import Language, Segment, Translation
from toolkit.evaluation.terms import Share
from toolkit.quality.numbers import number_mismatch


@dataclass(frozen=True, slots=True)
class NumberScore:
    """Numbers over a set of sentences, as the check `number-mismatch` reads them.

    `sentences`: of those with a number, date or time on the Arabic side, how many are translated
    without an error. `errors` counts lost, changed and invented ones in all sentences, `warnings`
    what is often only reworded (single digits, a number said once instead of twice).
    """

    sentences: Share
    errors: int
    warnings: int


def score(sources: Sequence[str], hypotheses: Sequence[str], language: Language) -> NumberScore:
    """Compare the figures of sources and translations; an empty translation loses all of its."""
    sentences, errors, warnings = Share(), 0, 0
    for source, text in zip(sources, hypotheses, strict=True):
        segment = Segment("0", "paragraph-sentence", source)
        # The check passes over an empty translation, which is another check's finding.
        translation = Translation(segment, text if text.strip() else "-")
        severities = [finding.severity for finding in number_mismatch(translation, language)]
        wrong = severities.count("error")
        errors += wrong
        warnings += severities.count("warning")
        if find(source):
            sentences += Share(int(not wrong), 1)
    return NumberScore(sentences, errors, warnings)
