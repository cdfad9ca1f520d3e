"""BLEU and chrF2++ as sacrebleu computes them, and whether two systems differ by chance.

BLEU: Papineni et al. 2002; chrF2++: Popović 2017, the score of the WMT25 terminology task; both
0 to 100, over the whole set. A score without its signature cannot be compared (Post 2018, "A Call
for Clarity in Reporting BLEU Scores"), so that each carries one. Paired bootstrap: Koehn 2004.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score from 0 to 100 and the signature that says how it was computed."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A score beside that of a baseline on the same sentences.

    The intervals are half the width of the 95 % range over the resamples, `p` the share of
    resamples in which the difference between the two is as large by chance.
    """

    name: str
    value: float
    interval: float
    baseline: float
    baseline_interval: float
    p: float
    signature: str


def _metrics() -> dict[str, Metric]:
    return {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2)}


def scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU and chrF2++ of translations against one reference each, of the same number."""
    found = []
    for name, metric in _metrics().items():
        value = metric.corpus_score(hypotheses, [references]).score
        found.append(Score(name, value, str(metric.get_signature())))
    return tuple(found)


def compare(
    hypotheses: Sequence[str],
    baseline: Sequence[str],
    references: Sequence[str],
    resamples: int = RESAMPLES,
) -> tuple[Comparison, ...]:
    """Both scores beside those of a baseline, with sacrebleu's own paired bootstrap.

    The same input gives the same p: sacrebleu's seed is fixed (SACREBLEU_SEED changes it).
    """
    test = PairedTest(
        [("baseline", baseline), ("hypothesis", hypotheses)],
        _metrics(),
        [references],
        test_type="bs",
        n_samples=resamples,
    )
    signatures, results = test()
    found = []
    for name, signature in signatures.items():
        first, second = (r for r in results[name] if isinstance(r, Result))
        # The resamples are numpy's, whose numbers json does not take.
        found.append(
            Comparison(
                name,
                float(second.score),
                float(second.ci or 0.0),
                float(first.score),
                float(first.ci or 0.0),
                float(1.0 if second.p_value is None else second.p_value),
                str(signature),
            )
        )
    return tuple(found)
