"""The quality of predicted probabilities: AUC, F1, Brier score and calibration error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from articles.scoring.predictions import Floats, auc, brier, calibration_error

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one left-out source, each 0–1.

    `auc`: chance that a clickbait headline scores above a plain one (null without both labels); `auc_low` to
    `auc_high`: its 90 % interval, by bootstrap over the rows. `f1`: of label 1 at probability ≥ .5. `brier`: mean
    squared distance to the target (on Webis-17 this is the challenge's MSE). `ece`: expected calibration error over
    ten bins of equal width, after Guo et al. 2017.
    """

    source: str
    rows: int
    positive: int
    auc: float | None
    f1: float
    brier: float
    ece: float
    auc_low: float | None = None
    auc_high: float | None = None


def figures(source: str, probability: Floats, label: Floats, target: Floats) -> Figures:
    """Measure `probability` against `label` (0 or 1) and `target` (0–1); rounded to four places."""
    from sklearn.metrics import f1_score  # type: ignore[import-untyped]

    both = 0 < label.sum() < len(label)
    low, high = bootstrap(probability, label) if both else (None, None)
    return Figures(
        source=source,
        rows=len(label),
        positive=int(label.sum()),
        auc=auc(probability, label > 0),
        f1=round(float(f1_score(label, probability >= 0.5, zero_division=0.0)), 4),
        brier=round(brier(probability, target), 4),
        ece=round(calibration_error(probability, target), 4),
        auc_low=low,
        auc_high=high,
    )


def bootstrap(probability: Floats, label: Floats) -> tuple[float, float]:
    """The 90 % interval of the AUC: percentiles over rows resampled within each label.

    The same rows give the same interval. AUC is the rank sum of label 1 (Mann and Whitney 1947); ties count half.
    """
    random = np.random.default_rng(0)
    plain, bait = probability[label == 0], probability[label == 1]
    found = []
    for _ in range(RESAMPLES):
        against = np.sort(random.choice(plain, len(plain)))
        drawn = random.choice(bait, len(bait))
        below = np.searchsorted(against, drawn, "left") + np.searchsorted(against, drawn, "right")
        found.append(below.mean() / 2 / len(plain))
    low, high = np.percentile(found, [5, 95])
    return round(float(low), 4), round(float(high), 4)
